"""What a tab of a case is made from and made of: headings, sentences, pictures and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.presentation.drawn import Drawn

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_saved import SavedCase
    from trinvis.municipality.investment_uncertain import SimulatedAnswers
    from trinvis.reports.documents.paper import Paper
    from trinvis.reports.table import ReportTable


@dataclass(frozen=True)
class Given:
    """What a tab is made from."""

    made: Calculated
    alternative: str
    drawn: SimulatedAnswers | None
    saved: SavedCase
    synthetic: bool
    least_shown: int = 0
    """Counts of children below it are hidden; 0 for who may see persons."""


@dataclass(frozen=True)
class Block:
    """A heading, the sentence below it, points, pictures and tables; ``folded`` stand behind a summary."""

    key: str
    heading: str
    said: str = ""
    points: tuple[str, ...] = ()
    pictures: tuple[Drawn, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    folded: tuple[ReportTable, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What must stand at the block, each sentence once."""
        every = [*self.tables, *self.folded, *(one.table for one in self.pictures)]
        return tuple(dict.fromkeys(note for table in every for note in table.notes if note != self.said))

    @property
    def named(self) -> tuple[tuple[str, ReportTable], ...]:
        """The tables that can be had as files, by the name in their address."""
        every = [*self.tables, *self.folded, *(one.table for one in self.pictures)]
        return tuple({name_of(table): table for table in every}.items())


@dataclass(frozen=True)
class Tab:
    """A whole tab: the first line, the second, and its blocks; the application as a paper where the tab shows it."""

    answer: str
    second: str
    blocks: tuple[Block, ...]
    paper: Paper | None = None


def name_of(table: ReportTable) -> str:
    """A table's name in the address of its file."""
    return table.name.replace("_", "-")


def without_names(title: str, made: Calculated) -> str:
    """A table's title where it is plain which case it is, and, with one alternative to *som i dag*, which of them."""
    short = title.replace(f", »{made.case.title}«", "")
    if len(made.others) != 1:
        return short
    label = next(one.label for one in made.case.alternatives if one.name == made.alternative)
    return short.replace(f", {label}", "")
