"""Why two amounts differ: more children, longer courses or dearer ones; between two years, or between two municipalities.

Money = children × duration (full-year persons per child) × price (øre per full-year person). Each factor's part is what it
moves when it changes, averaged over the six orders in which the three can change (Shapley), as in the follow-up's split: nothing is left over
and no factor is favoured by coming first. Parts are whole øre that add up to the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from trinvis.calculations.statistics.shapley import allocated, shapley

PARTS: dict[str, str] = {
    "children": "Flere eller færre børn",
    "duration": "Længere eller kortere forløb",
    "price": "Højere eller lavere pris",
    "uncounted": "Udgifter uden børn bag",
}
"""Part → what it is."""

SENTENCES: dict[str, str] = {
    "split": "Delt på børn, varighed og pris.",
    "from_nobody": "Der var ingen børn før, så hele ændringen er flere børn til den nye varighed og pris.",
    "to_nobody": "Der er ingen børn nu, så hele ændringen er færre børn til den gamle varighed og pris.",
    "nobody": "Der er ingen børn på nogen af siderne, så udgiften kan ikke deles.",
}
"""How a difference was split → the sentence that stands at it."""


@dataclass(frozen=True)
class Activity:
    """One side: what a step (or all) cost, for how many different children, in how many full-year persons.

    Raises ``ValueError`` when there are children without full-year persons, the other way round, or a negative number.
    """

    amount_oere: int
    children: Fraction | int
    full_year_persons: Fraction

    def __post_init__(self) -> None:
        if self.children < 0 or self.full_year_persons < 0 or bool(self.children) != bool(self.full_year_persons):
            raise ValueError(
                f"{float(self.children):g} børn og {float(self.full_year_persons):g} helårspersoner passer ikke sammen; "
                "tæl dem over samme periode."
            )

    def per_inhabitants(self, inhabitants: int, per: int = 1000) -> Activity:
        """The same per so many inhabitants, so that municipalities of different size can be compared; øre rounded half away from zero."""
        if inhabitants <= 0:
            raise ValueError("Der skal være mindst én indbygger at dele med.")
        share = Fraction(per, inhabitants)
        amount = abs(self.amount_oere) * share
        rounded = floor(amount + Fraction(1, 2))
        return Activity(
            rounded if self.amount_oere >= 0 else -rounded, self.children * share, self.full_year_persons * share
        )


@dataclass(frozen=True)
class ThreeWay:
    """The difference in øre and its parts: children + duration + price + uncounted (money on a side without children).

    ``how`` is a key of ``SENTENCES``.
    """

    before: Activity
    after: Activity
    children_oere: int
    duration_oere: int
    price_oere: int
    uncounted_oere: int
    how: str

    @property
    def total_oere(self) -> int:
        """After − before."""
        return self.children_oere + self.duration_oere + self.price_oere + self.uncounted_oere

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """(key of ``PARTS``, øre), in the order in which they are shown; what was not split is left out."""
        factors = (("children", self.children_oere), ("duration", self.duration_oere), ("price", self.price_oere))
        uncounted = (("uncounted", self.uncounted_oere),) if self.uncounted_oere else ()
        return (*factors, *uncounted) if self.how != "nobody" else uncounted

    @property
    def sentence(self) -> str:
        """How it was split, in Danish."""
        uncounted = f" {PARTS['uncounted']} står for sig." if self.uncounted_oere else ""
        return SENTENCES[self.how] + uncounted


def split(before: Activity, after: Activity) -> ThreeWay:
    """Splits ``after`` − ``before``.

    A side without children has neither duration nor price: it takes the other side's, so that all of the change is children; what
    such a side cost all the same is ``uncounted``.
    """
    how = _HOW[bool(before.children), bool(after.children)]
    uncounted = (0 if after.children else after.amount_oere) - (0 if before.children else before.amount_oere)
    if how == "nobody":
        return ThreeWay(before, after, 0, 0, 0, uncounted, how)
    old, new = _factors(before, after), _factors(after, before)
    total = after.amount_oere - before.amount_oere - uncounted
    children, duration, price = allocated(shapley(old, new), total)
    return ThreeWay(before, after, children, duration, price, uncounted, how)


def split_by_step(before: Mapping[int, Activity], after: Mapping[int, Activity]) -> dict[int, ThreeWay]:
    """Each step on its own; their parts add up to the difference of the whole. A step on one side alone has nobody on the other."""
    nobody = Activity(0, 0, Fraction(0))
    return {step: split(before.get(step, nobody), after.get(step, nobody)) for step in sorted({*before, *after})}


_HOW = {(True, True): "split", (False, True): "from_nobody", (True, False): "to_nobody", (False, False): "nobody"}


def _factors(side: Activity, other: Activity) -> tuple[Fraction, Fraction, Fraction]:
    """Children, duration and price of a side, the last two of the other side where it has no children."""
    known = side if side.children else other
    return (
        Fraction(side.children),
        Fraction(known.full_year_persons) / known.children,
        Fraction(known.amount_oere) / known.full_year_persons,
    )
