"""*Egne huse* as the page *Kapacitet* shows them: the answer, the tables of all houses, and each house with its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.municipality.capacity_houses_words import HIDDEN
from trinvis.presentation.capacity_houses_money import MAKE_OR_BUY, make_or_buy_table
from trinvis.presentation.capacity_houses_picture import picture_file, picture_of
from trinvis.presentation.capacity_houses_sentences import cost_sentence, first_sentence, house_sentence
from trinvis.presentation.capacity_houses_tables import HOUSES, houses_table, months_table
from trinvis.presentation.capacity_page import SectionPart
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.presentation.capacity_page import SaidPart
    from trinvis.presentation.drawn import Drawn
    from trinvis.reports.table import ReportTable

TAB, TITLE = "huse", "Egne huse"
MOST = 6
"""Houses that the page shows under each other; of more one is chosen."""


@dataclass(frozen=True)
class HousesBlock:
    """A table of all houses, or one house: its heading, sentences, picture (None where there is none) and table."""

    key: str
    heading: str
    said: tuple[SaidPart, ...]
    cost: tuple[SaidPart, ...]
    picture: Drawn | None
    table: ReportTable
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HousesPage:
    """The tab: its first line, a second one, the blocks, and the houses to choose among (none where all are shown)."""

    answer: tuple[SaidPart, ...]
    second: str
    blocks: tuple[HousesBlock, ...]
    choices: tuple[HouseSeen, ...]
    chosen: int | None


def houses_page(made: Houses, chosen: int | None, *, synthetic: bool) -> HousesPage:
    """The tab; ``chosen`` is the number of the house to show where there are many, else the first."""
    many = len(made.houses) > MOST
    shown = made.houses
    if many:
        shown = tuple(one for one in made.houses if one.provider_no == chosen) or made.houses[:1]
    blocks = () if not made.houses else (
        _of_all(HOUSES, "Alle huse", houses_table(made, synthetic=synthetic)),
        _of_all(MAKE_OR_BUY, "Selv eller købe ude", make_or_buy_table(made, synthetic=synthetic)),
        *(_of_house(made, one, synthetic=synthetic) for one in shown),
    )  # fmt: skip
    return HousesPage(
        first_sentence(made),
        _second(made),
        blocks,
        made.houses if many else (),
        shown[0].provider_no if many else None,
    )


def houses_part(made: Houses) -> SectionPart:
    """The line of the overview; what to import where there are no houses."""
    if not made.houses:
        return SectionPart(TAB, TITLE, (), made.sentence)
    return SectionPart(TAB, TITLE, first_sentence(made))


def table_of(made: Houses, key: str, *, synthetic: bool) -> ReportTable:
    """The table of a key: ``houses``, ``make-or-buy`` or a house's number; raises ``KeyError``."""
    if key == HOUSES:
        return houses_table(made, synthetic=synthetic)
    if key == MAKE_OR_BUY:
        return make_or_buy_table(made, synthetic=synthetic)
    return months_table(made, house_of(made, key), synthetic=synthetic)


def drawing_of(made: Houses, key: str, form: str) -> bytes | None:
    """The picture of a house's number as svg or png; None where there is none. Raises ``KeyError`` for what is no house."""
    return picture_file(house_of(made, key), form)


def house_of(made: Houses, named: str) -> HouseSeen:
    """The house of a number or a name; raises ``KeyError``."""
    for seen in made.houses:
        if named == str(seen.provider_no) or named.casefold() == seen.name.casefold():
            return seen
    raise KeyError(named)


def _second(made: Houses) -> str:
    if not made.houses:
        return " ".join(made.remarks[1:])
    ahead = danish.count(made.months, "måned", "måneder")
    return (
        f"Kendt til og med {danish.month(made.as_of)}, derefter {ahead} ventet ud fra hvert hus' egen historie, kendte stopdatoer og planlagte indflytninger "
        f"({danish.decimal(made.draws)} trækninger)."
    )


def _of_all(key: str, heading: str, table: ReportTable) -> HousesBlock:
    return HousesBlock(key, heading, (), (), None, table, table.notes)


def _of_house(made: Houses, seen: HouseSeen, *, synthetic: bool) -> HousesBlock:
    table = months_table(made, seen, synthetic=synthetic)
    refused = seen.cost_refused
    notes = (*table.notes, *((refused,) if refused and refused != HIDDEN else ()))
    return HousesBlock(
        str(seen.provider_no), seen.name, house_sentence(made, seen), cost_sentence(made, seen),
        picture_of(made, seen, synthetic=synthetic), table, notes,
    )  # fmt: skip
