"""A report table on a terminal: the answer first, then the table, then what its marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.reports.cells import SCALE_WORDS, heading, shown
from trinvis.reports.table import SYNTHETIC, ReportColumn, ReportTable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

UNFAVOURABLE = "red"
LONGEST_WORD = 18


def printed(table: ReportTable, console: Console, *, limit: int | None = None) -> None:
    """Write ``table`` to ``console``; ``limit`` is the greatest number of rows, and what is left out is said."""
    from rich.padding import Padding
    from rich.text import Text

    if table.synthetic:
        console.print(Text(SYNTHETIC, style="black on yellow"))
    if table.answer:
        console.print(Text(table.answer, style="bold"))
    caption = table.title
    if any(column.kind == "oere" and column.on_screen for column in table.columns):
        caption = f"{caption}, {SCALE_WORDS[table.scale]}"
    for line in table.lead:
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    rows = table.rows if limit is None else table.rows[:limit]
    if table.rows:
        console.print(Text(caption, style="dim"))
        console.print(_grid(table, len(rows), console.width))
    left_out = len(table.rows) - len(rows)
    if left_out:
        console.print(Text(f"… og {left_out} rækker mere; skriv dem alle med --format csv --out FIL.", style="dim"))
    for note in table.notes:
        console.print(Padding(Text(note, style="dim"), (0, 0, 0, 2)))


def _grid(table: ReportTable, number: int, width: int) -> object:
    from rich import box
    from rich.table import Table

    columns = [column for column in table.columns if column.on_screen and column.least_width <= width]
    grid = Table(box=box.SIMPLE_HEAD, show_footer=table.totals is not None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        total = "" if table.totals is None else _text(table.totals.get(column.name), column, table)
        grid.add_column(
            heading(column).replace(" ", "\n") if column.numeric else heading(column),
            total,
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
            min_width=_least(table, column, number),
            overflow="fold",
            footer_style="bold",
        )
    for row in table.rows[:number]:
        grid.add_row(*(_text(row.get(column.name), column, table) for column in columns))
    return grid


def _least(table: ReportTable, column: ReportColumn, number: int) -> int:
    """A text column is never so narrow that an ordinary word breaks."""
    if column.numeric:
        return 0
    words = [word for row in table.rows[:number] for word in shown(row.get(column.name), column, table.scale).split()]
    return min(LONGEST_WORD, max((len(word) for word in words), default=0))


def _text(value: object, column: ReportColumn, table: ReportTable) -> Text:
    from rich.text import Text

    written = shown(value, column, table.scale)  # type: ignore[arg-type]
    bad = column.name == "deviation_oere" and isinstance(value, int) and value < 0
    return Text(written, style=UNFAVOURABLE if bad else "")
