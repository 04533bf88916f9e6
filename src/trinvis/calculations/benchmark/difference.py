"""What explains the difference: kroner per inhabitant between a municipality and its comparison, to the øre.

Two readings of the same difference. *By activity*: on each step more or fewer children per inhabitant, longer or shorter
courses, higher or lower price (the staircase's three-way split), and money on no step. *By need*: what the comparison
would lead one to expect, and the rest. They answer different questions and are never added to each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.benchmark.need_difference import NeedDifference
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.staircase.splitting import Activity, ThreeWay, split_by_step
from trinvis.calculations.statistics.shapley import allocated


@dataclass(frozen=True)
class Side:
    """A municipality in one year: each step's money, children and full-year persons, money on no step, inhabitants."""

    steps: Mapping[int, Activity]
    elsewhere_oere: int
    inhabitants: int


@dataclass(frozen=True)
class Level:
    """The same per inhabitant. The steps' øre and ``elsewhere_oere`` add up to ``oere``, the rounded whole."""

    steps: dict[int, Activity]
    elsewhere_oere: int
    oere: int


@dataclass(frozen=True)
class Explained:
    """``own`` − ``other``, øre per inhabitant, where ``other`` is of the ``compared`` municipalities.

    ``weighted``: the comparison is sum over sum, else each municipality counts 1. ``left_out`` have no figures.
    """

    own: Level
    other: Level
    steps: dict[int, ThreeWay]
    compared: tuple[int, ...]
    left_out: tuple[int, ...]
    weighted: bool
    need: NeedDifference | None

    @property
    def difference_oere(self) -> int:
        return self.own.oere - self.other.oere

    @property
    def children_oere(self) -> int:
        """By more or fewer children per inhabitant, all steps."""
        return sum(step.children_oere for step in self.steps.values())

    @property
    def duration_oere(self) -> int:
        """By longer or shorter courses, all steps."""
        return sum(step.duration_oere for step in self.steps.values())

    @property
    def price_oere(self) -> int:
        """By higher or lower price per full-year person, all steps."""
        return sum(step.price_oere for step in self.steps.values())

    @property
    def uncounted_oere(self) -> int:
        """Money on a step where one side has no children to count it by."""
        return sum(step.uncounted_oere for step in self.steps.values())

    @property
    def elsewhere_oere(self) -> int:
        """Money on no step."""
        return self.own.elsewhere_oere - self.other.elsewhere_oere

    @property
    def rest_oere(self) -> int | None:
        """What need does not lead one to expect; None without a need."""
        return None if self.need is None else self.difference_oere - self.need.difference_oere

    @property
    def by_activity(self) -> tuple[tuple[str, int], ...]:
        """Label and øre; adds up to the difference."""
        return (
            ("Flere eller færre børn", self.children_oere),
            ("Længere eller kortere forløb", self.duration_oere),
            ("Højere eller lavere pris", self.price_oere),
            ("Udgifter på trin uden børn bag", self.uncounted_oere),
            ("Udgifter uden for trinnene", self.elsewhere_oere),
        )

    @property
    def by_need(self) -> tuple[tuple[str, int], ...]:
        """Label and øre; adds up to the difference. Empty without a need."""
        if self.need is None:
            return ()
        return *self.need.parts, (
            "Forskel, som behovet ikke forklarer",
            self.difference_oere - self.need.difference_oere,
        )

    @property
    def method(self) -> str:
        """How the comparison is made, with its number, as it stands at the figures."""
        how = "vægtet gennemsnit (sum over sum)" if self.weighted else "uvægtet gennemsnit (hver kommune tæller 1)"
        gone = f"; {len(self.left_out)} uden tal er ikke med" if self.left_out else ""
        one = len(self.compared) == 1
        said = "Sammenlignet med én kommune" if one else f"Sammenlignet med {len(self.compared)} kommuner, {how}"
        return f"{said}{gone}."


def explained(
    own: Side,
    others: Mapping[int, Side | None],
    *,
    weighted: bool = True,
    need: NeedDifference | None = None,
) -> Explained:
    """Explains ``own`` against one municipality or a set; None in ``others`` has no figures and is left out.

    ``need`` is of the same municipalities and the same kind of inhabitants. Raises ``CannotCompare`` when none of the
    others has figures, a number of inhabitants is not above 0, or the need is of other municipalities or weighted
    otherwise.
    """
    known = {code: side for code, side in sorted(others.items()) if side is not None}
    if not known:
        raise CannotCompare("Ingen af de kommuner, der sammenlignes med, har tal for året; vælg andre.")
    if need is not None and need.weighted != weighted:
        raise CannotCompare("Udgiftsbehovet og udgifterne skal begge være vægtet eller begge uvægtet; vælg det ene.")
    if need is not None and sorted(need.compared) != list(known):
        raise CannotCompare(
            "Udgiftsbehovet er ikke opgjort for de samme kommuner som udgifterne; vælg kommuner med begge."
        )
    here, there = level_of([own], weighted=True), level_of(list(known.values()), weighted=weighted)
    left_out = tuple(sorted(others.keys() - known.keys()))
    steps = split_by_step(there.steps, here.steps)
    return Explained(here, there, steps, tuple(known), left_out, weighted, need)


def level_of(sides: Sequence[Side], *, weighted: bool) -> Level:
    """The sides together, per inhabitant: sum over sum, or the mean of each one's own figures."""
    if any(side.inhabitants <= 0 for side in sides):
        raise CannotCompare("Antallet af indbyggere skal være større end 0; hent folketallet ind.")
    total = sum(side.inhabitants for side in sides)
    shares = [Fraction(1, total if weighted else side.inhabitants * len(sides)) for side in sides]

    def together(amounts: Sequence[Fraction | int]) -> Fraction:
        return sum((amount * share for amount, share in zip(amounts, shares, strict=True)), Fraction(0))

    nobody = Activity(0, 0, Fraction(0))
    steps = sorted({step for side in sides for step in side.steps})
    each = {step: [side.steps.get(step, nobody) for side in sides] for step in steps}
    money = [together([one.amount_oere for one in each[step]]) for step in steps]
    money.append(together([side.elsewhere_oere for side in sides]))
    oere = rounded_quotient(*sum(money, Fraction(0)).as_integer_ratio())
    *on_steps, elsewhere = allocated(money, oere)
    return Level(
        {
            step: Activity(
                amount,
                together([one.children for one in each[step]]),
                together([one.full_year_persons for one in each[step]]),
            )
            for step, amount in zip(steps, on_steps, strict=True)
        },
        elsewhere,
        oere,
    )
