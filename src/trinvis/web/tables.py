"""A report table as a page shows it: text, class and link of every cell, ready for the template.

The same ``ReportTable`` that the terminal, JSON and the workbook are made from: the page cannot say another figure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from trinvis.reports.cells import SCALE_WORDS, heading, shown
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable, Scale

RowLink = Callable[[Mapping[str, Cell], str], str | None]
"""(row, column name) → where a cell that is no figure leads."""


@dataclass(frozen=True)
class ShownCell:
    """One cell: its text, css classes, where it leads, and whether it heads its row."""

    text: str
    classes: str = ""
    href: str | None = None
    heads: bool = False
    name: str = ""
    label: str = ""


@dataclass(frozen=True)
class ShownHeading:
    """One heading: its text, classes, the address that sorts by it, and how it is sorted now (``aria-sort``)."""

    text: str
    classes: str
    sort_href: str | None
    sorted: str | None


@dataclass(frozen=True)
class ShownRow:
    """One row; ``kind`` marks subtotals, ``key`` names it."""

    cells: tuple[ShownCell, ...]
    kind: str
    key: str
    values: Mapping[str, Cell]

    @property
    def html(self) -> SafeString:
        """The cells written out, the same as ``tables/cell.html`` writes each: a sheet has thousands of them."""
        return SafeString("".join(map(_cell_html, self.cells)))


@dataclass(frozen=True)
class ShownTable:
    """A whole table for ``tables/table.html``."""

    name: str
    caption: str
    unit: str
    headings: tuple[ShownHeading, ...]
    rows: tuple[ShownRow, ...]
    totals: ShownRow | None
    notes: tuple[str, ...]
    lead: tuple[str, ...]
    found: int
    left_out: int
    """Rows that are not on this page of the table."""


def calculation_link(address: str) -> str:
    """The page that opens the figure with this address."""
    return f"{_calculation()}?{urlencode({'adresse': address})}"


@cache
def _calculation() -> str:
    return reverse("calculation")


def to_child(values: Mapping[str, Cell], column: str) -> str | None:
    """A ``RowLink``: a child's number leads to the child."""
    number = str(values.get("child_no") or "")
    return reverse("child", args=[number]) if column == "child_no" and number.isascii() and number.isdigit() else None


def page_number(request: HttpRequest) -> int:
    """Which page of a long list is asked for, from 1."""
    text = request.GET.get("side", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def page_link(request: HttpRequest, number: int) -> str:
    """The same list's page ``number``."""
    query = request.GET.copy()
    query["side"] = str(number)
    return f"?{query.urlencode()}"


def shown_table(
    table: ReportTable,
    request: HttpRequest | None = None,
    *,
    columns: Collection[str] | None = None,
    scale: Scale | None = None,
    link: RowLink | None = None,
    heads: str | None = None,
    limit: int | None = None,
    sortable: bool = True,
    sort_prefix: str = "",
) -> ShownTable:
    """``table`` as a page shows it.

    ``columns`` are those to show in this order (else those that a screen shows); ``scale`` another scale of money; ``link`` leads from
    cells that are no figures; ``heads`` is the column that names the row (else the first). With ``request`` the query's
    ``sorter`` and ``retning`` sort the rows; totals stay below. ``limit`` rows at most are shown, and the rest counted.
    """
    chosen = [table.column(name) for name in columns] if columns else [c for c in table.columns if c.on_screen]
    head = heads or chosen[0].name
    money = scale or table.scale
    by, falling = _sorting(request, sort_prefix) if request is not None and sortable else (None, False)
    order = list(range(len(table.rows)))
    if by in {column.name for column in table.columns}:
        order = _sorted(order, table, str(by), falling)
    left_out = max(0, len(order) - limit) if limit else 0
    order = order[: limit or len(order)]

    def row(number: int, values: Mapping[str, Cell]) -> ShownRow:
        cells = []
        for column in chosen:
            value = values.get(column.name)
            address = table.addresses.get((number, column.name)) if value is not None else None
            href = calculation_link(address) if address else (link(values, column.name) if link else None)
            text = shown(value, column, money)
            cells.append(
                ShownCell(
                    text,
                    _classes(column, value, text),
                    href,
                    column.name == head,
                    column.name,
                    heading(column),
                )
            )
        return ShownRow(
            tuple(cells),
            str(values.get("kind") or "line"),
            str(values.get("area") or values.get("key") or number),
            values,
        )

    return ShownTable(
        name=table.name,
        caption=table.title,
        unit=SCALE_WORDS[money] if any(column.kind == "oere" for column in chosen) else "",
        headings=tuple(_heading(column, request, by, falling, sortable, sort_prefix) for column in chosen),
        rows=tuple(row(number, table.rows[number]) for number in order),
        totals=None if table.totals is None else row(TOTAL_ROW, table.totals),
        notes=table.notes,
        lead=table.lead,
        found=len(table.rows),
        left_out=left_out,
    )


def _cell_html(cell: ShownCell) -> str:
    text = escape(cell.text)
    if cell.href:
        opens = ' class="opens"' if "figure" in cell.classes else ""
        text = f'<a href="{escape(cell.href)}"{opens}>{text}</a>'
    classes = f' class="{escape(cell.classes)}"' if cell.classes else ""
    return f'<th scope="row"{classes}>{text}</th>' if cell.heads else f"<td{classes}>{text}</td>"


def _classes(column: ReportColumn, value: Cell, text: str) -> str:
    if not column.numeric:
        return ""
    seen = any(digit in text for digit in "123456789")  # what is shown as 0,0 is not worse
    if column.name.startswith("deviation") and isinstance(value, int) and value < 0 and seen:
        return "figure worse"
    return "figure"


def _sorting(request: HttpRequest, prefix: str) -> tuple[str | None, bool]:
    return request.GET.get(f"{prefix}sorter"), request.GET.get(f"{prefix}retning") == "faldende"


def _sorted(order: list[int], table: ReportTable, by: str, falling: bool) -> list[int]:
    def key(number: int) -> tuple[int, object]:
        value = table.rows[number].get(by)
        if value is None:
            return (0, 0)
        return (1, value) if not isinstance(value, str) else (2, value.casefold())

    known = [number for number in order if table.rows[number].get(by) not in (None, "")]
    unknown = [number for number in order if table.rows[number].get(by) in (None, "")]
    return sorted(known, key=key, reverse=falling) + unknown  # type: ignore[arg-type]


def _heading(
    column: ReportColumn, request: HttpRequest | None, by: str | None, falling: bool, sortable: bool, prefix: str
) -> ShownHeading:
    text = heading(column)
    classes = "figure" if column.numeric else ""
    if request is None or not sortable or not text:
        return ShownHeading(text, classes, None, None)
    query = request.GET.copy()
    here = by == column.name
    query[f"{prefix}sorter"] = column.name
    first_falls = column.numeric
    fall = (not falling) if here else first_falls
    query[f"{prefix}retning"] = "faldende" if fall else "stigende"
    return ShownHeading(
        text, classes, f"?{query.urlencode()}", ("descending" if falling else "ascending") if here else None
    )
