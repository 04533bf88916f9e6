"""In what order a tab of *Kapacitet* shows its tables: the short ones all, the long ones one at a time, and what each tab asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.presentation.capacity_page import Block

LONG = 40
"""Tables with more rows are shown one at a time."""

MANY = 5
"""A tab with more tables has an index of them at its top."""

DRAWN = ("model.scatter",)
"""Long tables that are shown always: they are read as a picture."""

MUNICIPALITIES = ".municipalities."

QUESTIONS: dict[str, str] = {
    "": "Hvad har vi, hvad bruger vi, og hvor er der noget at se efter?",
    "oekonomi": "Hvad koster området, hvordan har det ændret sig, og hvordan ligger vi?",
    "personale": "Hvor mange er ansat, i hvilke grupper, og hvor mange er det pr. plads?",
    "aktivitet": "Hvor mange får hjælp, hvilken, og hvad koster den pr. person?",
    "pladser": "Hvor mange pladser er der, hvem ejer dem, og hvad koster et døgn?",
    "undersoegelser": "Hvad har kommunerne svaret, og hvor mange har svaret?",
    "psykiatri": "Hvad gør regionens psykiatri ved siden af kommunernes hjælp?",
    "ventetid": "Hvor længe ventes der, på hvem, og hvor skifter ansvaret hænder?",
    "model": "Hvad kunne en kommune med vores vilkår ventes at bruge, og hvor sikkert er det?",
    "potentialer": "Hvad giver hver regnemåde, hvor meget af det er tilfældigt, og hvad kan ikke lægges sammen?",
    "huse": "Hvornår er hvert hus fuldt eller tomt, og hvad koster det at købe ude?",
}
"""Tab → what is asked on it."""


@dataclass(frozen=True)
class Ordered:
    """A tab's tables: those shown always, the long ones to choose among, and the one that is shown now."""

    always: tuple[Block, ...]
    long: tuple[Block, ...]
    chosen: Block | None

    @property
    def heading(self) -> str:
        """What the long tables have in common."""
        return (
            "Kommune for kommune, pr. 1.000 indbyggere i aldersgruppen" if _measures(self.long) else "De lange tabeller"
        )


def label(one: Block) -> str:
    """What a long table is called in the list: what they all say is left out."""
    return one.table.title.replace(" pr. 1.000 i hver kommune", "")


def ordered(blocks: Sequence[Block], asked: str = "") -> Ordered:
    """The tables of a tab; ``asked`` is the key of the long one to show, else the whole area's or the first that is drawn."""
    long = tuple(one for one in blocks if len(one.table.rows) > LONG and one.table.key not in DRAWN)
    always = tuple(one for one in blocks if one not in long)
    by_key = {one.table.key: one for one in long}
    shown = long if _measures(long) else ()
    usual = next((one for one in shown if one.table.key.endswith(".total")), shown[0] if shown else None)
    return Ordered(always, long, by_key.get(asked, usual))


def _measures(long: Sequence[Block]) -> bool:
    """Whether all are of the municipalities by a measure, each with its picture."""
    return all(MUNICIPALITIES in one.table.key for one in long)
