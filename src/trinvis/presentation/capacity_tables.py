"""A capacity table as the one object that terminal, files and pages show, with the sentences above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity import SECTIONS
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import HIDDEN, KRONER, PER_CENT, Column, Figure, FigureTable, Row, Said
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS
from trinvis.reports.table import Cell, Kind, ReportColumn, ReportTable, Scale

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import Where

SIGNED = ("growth", "points")
"""Kinds of columns whose figures are told with their sign."""


def report_table(made: Capacity, table: FigureTable, *, synthetic: bool) -> ReportTable:
    """The table to show. A figure that is not known has its reason in the notes; text columns are words."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    why: dict[str, None] = {}
    shown = [(column, column_name(table, column)) for column in table.columns if not column.hidden]
    units = table.own if len({row.unit for row in table.rows}) > 1 else ""
    for number, row in enumerate(table.rows):
        cells: dict[str, Cell] = {"label": row.label, "unit": row.unit} if units else {"label": row.label}
        if row.kind in ("total", "national"):
            cells["kind"] = "subtotal"
        for column, name in shown:
            figure = table.figure(row.key, column.key)
            if column.kind == "text":
                cells[name] = table.words.get((row.key, column.key), "")
                continue
            cells[name] = None if figure is None else figure.shown(column.decimals)
            if figure is None:
                continue
            if figure.value is None:
                why[f"{row.label}, {column.label}: {figure.missing}"] = None
            else:
                addresses[number, name] = made.address((table.key, row.key, column.key))
                if figure.note:
                    why[f"{row.label}, {column.label}: {figure.note}."] = None
        rows.append(cells)
    unread = made.unread(table.key.partition(".")[0])
    columns = [ReportColumn("label", table.own, "text")]
    columns += [ReportColumn("unit", "Enhed", "text")] if units else []
    columns += [_column(table, column, name) for column, name in shown]
    return ReportTable(
        name=table.key.replace(".", "-"),
        title=f"{table.title}, {AREAS[made.area].lower() if made.area != 'ppr' else AREAS[made.area]}",
        answer=" ".join(sentence(made, one) for one in table.answer),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(*([unread] if unread else []), *table.notes, *table.caveats, *_few(list(why))),
        facts={"Område": AREAS[made.area], "År": made.year, "Priser": made.prices.text, "Kendt": made.basis.day},
        addresses=addresses,
        scale=scale_of(table),
        synthetic=synthetic,
    )


MOST_REASONS = 6


def _few(reasons: list[str]) -> list[str]:
    """The reasons, or the first of them and how many more there are."""
    if len(reasons) <= MOST_REASONS:
        return reasons
    more = len(reasons) - MOST_REASONS
    return [
        *reasons[:MOST_REASONS],
        f"{danish.count(more, 'tal mere', 'flere tal')} er ikke kendt eller har en bemærkning.",
    ]


def column_name(table: FigureTable, column: Column) -> str:
    """The column's name in files: money ends in ``_oere``."""
    return f"{column.key}_oere" if is_money(table, column) else column.key


def is_money(table: FigureTable, column: Column) -> bool:
    """Whether all of a column is kroner."""
    if column.kind == "text":
        return False
    return {table.unit_of(row, column) for row in table.rows} == {KRONER}


def scale_of(table: FigureTable) -> Scale:
    """What money of the table is shown in."""
    return table.scale


def _column(table: FigureTable, column: Column, name: str) -> ReportColumn:
    if column.kind == "text":
        return ReportColumn(name, column.label)
    units = {table.unit_of(row, column) for row in table.rows}
    unit = units.pop() if len(units) == 1 else ""
    kind: Kind = "oere" if unit == KRONER else "per_cent" if unit == PER_CENT else "hundredths"
    said = "" if column.label.casefold() == unit else unit  # *Kommuner* needs not say its unit
    return ReportColumn(name, column.label, kind, said, decimals=column.decimals)


# sentences


def sentence(made: Capacity, said: Said) -> str:
    """A sentence with its figures written; one that is not known says so and why."""
    words = {}
    for name, at in said.at.items():
        table = made.table(at[0])
        row, column = table.rows_by_key[at[1]], table.columns_by_key[at[2]]
        figure = table.figure(at[1], at[2])
        if figure is None or figure.value is None:
            return "" if figure is None or figure.missing == HIDDEN else figure.missing
        words[name] = written(table, row, column, figure, said, name)
    return said.template.format(**words).replace("kr..", "kr.")


def written(
    table: FigureTable, row: Row, column: Column, figure: Figure, said: Said | None = None, name: str = ""
) -> str:
    """A figure with its unit as people read it: ``14,2 mio. kr.``, ``+3,1 %``, ``1.204 personer``."""
    unit = table.unit_of(row, column)
    decimals = said.decimals.get(name, column.decimals) if said is not None else column.decimals
    value = figure.shown(min(decimals, 2))
    assert value is not None
    if said is not None and name in said.absolute:
        value = abs(value)
    signed = column.kind in SIGNED and (said is None or name not in said.absolute) and value > 0
    if unit == KRONER:
        text = money(value, table.scale if column.kind == "level" else "kr")
    else:
        text = f"{danish.decimal(value, 100, decimals)} {unit}".rstrip()
    return f"+{text}" if signed else text


def money(oere: int, scale: Scale) -> str:
    """``14,2 mio. kr.``, ``14.200 kr.``; billions where millions would be long."""
    if scale == "mio":
        if abs(oere) >= 100_000_000_000:
            return f"{danish.decimal(oere, 100_000_000_000, 1)} mia. kr."
        return f"{danish.millions(oere)} mio. kr."
    return f"{danish.kroner(oere)} kr."


def table_keys(made: Capacity, section: str) -> tuple[str, ...]:
    """The keys of a section's tables."""
    return tuple(one.key for one in made.section(section))


def table_unit(table: FigureTable) -> str:
    """The unit of a table whose cells are all of one: ``mio. kr.``; empty where they differ."""
    units = {table.unit_of(row, one) for row in table.rows for one in table.columns if one.kind in ("level", "rate")}
    if units == {KRONER}:
        return SCALE_WORDS[table.scale]
    return units.pop() if len(units) == 1 else ""


def figure_words(made: Capacity, at: Where, said: Said | None = None, name: str = "") -> str:
    """A figure written, by where it stands; empty where it is not known."""
    table = made.table(at[0])
    figure = table.figure(at[1], at[2])
    if figure is None or figure.value is None:
        return ""
    return written(table, table.rows_by_key[at[1]], table.columns_by_key[at[2]], figure, said, name)


def headings() -> dict[str, str]:
    """Section → heading."""
    return dict(SECTIONS)
