"""What stands on which tab of *Sammenligning*: pictures and tables under plain headings, in the order of the questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.presentation import benchmark_need_tables as needs
from trinvis.presentation import benchmark_page, benchmark_pictures
from trinvis.presentation import benchmark_rate_tables as rates
from trinvis.presentation import benchmark_shares as shares
from trinvis.presentation import benchmark_spending as spending
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.sketch import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from trinvis.municipality.benchmark import Benchmark
    from trinvis.reports.table import ReportTable


@dataclass(frozen=True)
class Block:
    """A heading, the sentence below it, a picture (its measure, or none), and tables; ``folded`` tables stand behind a summary."""

    key: str
    heading: str
    said: Callable[[Benchmark], str]
    picture: str = ""
    tables: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()


def _nothing(_: Benchmark) -> str:
    return ""


TABS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "": (
        "Behov",
        (
            Block("behov", "Udgift mod behov", needs.need_answer, tables=("need",)),
            Block(
                "model", "Vores egen model af behovet", needs.model_answer, tables=("model",), folded=("coefficients",)
            ),
            Block("forskel", "Hvad forskellen består af", needs.difference_answer, tables=("difference",)),
            Block("hvem", "Hvem vi sammenlignes med", _nothing, tables=("nearest",)),
            Block("plads", "Placering efter kroner", needs.places_answer, folded=("places",)),
        ),
    ),
    "udvikling": (
        "Udvikling",
        (
            Block("tid", "Udgifterne over tid", benchmark_page.level_answer, "spending", ("change",), ("spending",)),
            Block("merudgift", "Merudgift mod første år", spending.extra_answer, tables=("extra-cost",)),
        ),
    ),
    "fordeling": (
        "Fordeling",
        (
            Block(
                "trin",
                "Fordelingen på trinnene",
                spending.coverage_sentence,
                "distribution",
                ("distribution-matrix",),
                ("distribution",),
            ),
            Block("alt", "Alle pengene er med", _nothing, tables=("total",)),
        ),
    ),
    "andel": (
        "Andel",
        (
            Block("kort", "Andel til trin 2-3 af de trinspecifikke udgifter", shares.share_answer, "share"),
            Block("andele", "Andelenes ændring", _nothing, tables=("share-change",), folded=("share-means",)),
        ),
    ),
    "forhold": (
        "Forhold",
        (
            Block("forhold", "Forhold mellem trin 2-3 og trin 4-6", shares.ratio_answer, "ratio-means"),
            Block("kommuner", "Kommune for kommune", _nothing, "ratio"),
            Block("retning", "Retning pr. kommune og tal", _nothing, "directions"),
            Block("grupper", "Delt efter en baggrundsværdi", shares.groups_answer, "groups", ("groups",)),
        ),
    ),
    "boern": (
        "Børn",
        (
            Block("tragt", "Få børn kan være tilfældigheder", rates.rate_answer, "rate"),
            Block("tidsraekke", "Udviklingen", _nothing, "rate-means"),
            Block("forsigtigt", "Forsigtigt bud på landsgennemsnittet", _nothing, tables=("cautious",)),
        ),
    ),
}
"""Name of the tab in the address → its word and its blocks."""

LONG = ("places", "share", "ratio", "rate", "nearest")
"""Tables of which the page shows the first rows; the files hold all."""
OURS = ("need", "model")
"""Tables of which the page shows our own row and those of the chosen set, which come first."""


@dataclass(frozen=True)
class Shown:
    """A block ready to be shown: the drawing where there are figures to draw, else none."""

    block: Block
    said: str
    drawn: Drawn | None
    tables: tuple[ReportTable, ...]
    folded: tuple[ReportTable, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What must stand at the block, each sentence once."""
        every = [*self.tables, *self.folded, *([self.drawn.table] if self.drawn is not None else [])]
        return tuple(dict.fromkeys(note for table in every for note in table.notes if note != self.said))


def shown_blocks(made: Benchmark, tab: str, *, synthetic: bool) -> tuple[Shown, ...]:
    """The tab's blocks. ``KeyError`` for another tab."""
    _, blocks = TABS[tab]
    shown = (
        Shown(
            block,
            block.said(made),
            _drawn(made, block.picture, synthetic=synthetic) if block.picture else None,
            _filled(made, block.tables, synthetic=synthetic),
            _filled(made, block.folded, synthetic=synthetic),
        )
        for block in blocks
    )
    return tuple(one for one in shown if one.drawn is not None or one.tables or one.folded or one.said)


def table_of(made: Benchmark, name: str, *, synthetic: bool) -> ReportTable:
    """The table of a measure as the page shows it."""
    if name == "distribution-matrix":
        return spending.distribution_matrix(made, synthetic=synthetic)
    if name == "coefficients":
        found = needs.coefficients_table(made, synthetic=synthetic)
        assert found is not None
        return found
    return benchmark_page.measure_table(made, name, synthetic=synthetic)


def _filled(made: Benchmark, names: tuple[str, ...], *, synthetic: bool) -> tuple[ReportTable, ...]:
    """The tables that have rows."""
    there = [name for name in names if name != "coefficients" or not isinstance(made.model, str)]
    tables = [table_of(made, name, synthetic=synthetic) for name in there]
    return tuple(table for table in tables if table.rows)


def _drawn(made: Benchmark, name: str, *, synthetic: bool) -> Drawn | None:
    sketch = benchmark_pictures.PICTURES_OF[name](made)
    if sketch is None:
        return None
    return drawn(sketch, table_of(made, name, synthetic=synthetic))
