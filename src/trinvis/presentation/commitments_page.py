"""*Disponering*: children (or grants, areas …) down, months across, with what was filtered and searched for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address
from trinvis.municipality.number_list import packed
from trinvis.municipality.opening import EITHER
from trinvis.presentation.grant_words import kind_text
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.commitments import Commitments

Names = Callable[[str, list[int]], Mapping[int, str]]
"""(kind of number, numbers) → what they are called."""

GROUPINGS: dict[str, tuple[str, str]] = {
    "barn": ("child_no", "Barn"),
    "indsats": ("grant_id", "Indsats"),
    "omraade": ("area", "Område"),
    "type": ("intervention_type", "Indsatstype"),
    "leverandoer": ("provider_no", "Leverandør"),
    "trin": ("step", "Trin"),
}
"""What the page calls a grouping → its column and heading."""

FILTERS: dict[str, tuple[str, str]] = {
    "omraade": ("area", "Område"),
    "type": ("intervention_type", "Indsatstype"),
    "sted": ("placement_type", "Anbringelsessted"),
    "trin": ("step", "Trin"),
    "leverandoer": ("provider_no", "Leverandør"),
    "team": ("team", "Team"),
    "distrikt": ("district", "Distrikt"),
    "status": ("status", "Status"),
}
"""What the page calls a filter → its column and label."""

NAMED = {"child_no": "child", "provider_no": "provider"}
"""Columns whose numbers have a name → the kind of number."""

WRITTEN_KEYS = 100
"""A search that finds more children or providers than this has them packed in its addresses, which else are too long to send."""


@dataclass(frozen=True)
class Asked:
    """What the reader chose. ``where`` is filter → value (an empty text = has none), ``limit`` the rows at most (0 = all)."""

    by: str = "barn"
    where: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    sort: str = ""
    falling: bool = False
    limit: int = 100


@dataclass(frozen=True)
class Sheet:
    """The table, how many rows were found, and what stands above it; ``group`` is the column that the rows are."""

    table: ReportTable
    group: str
    found: int
    left_out: int
    said: str


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str


def month_column(month: int) -> str:
    """The column of a month's amount."""
    return f"m{month}_oere"


def commitments_sheet(
    made: Commitments,
    asked: Asked,
    names: Names,
    labels: Mapping[str, str],
    full_year: pl.DataFrame | None = None,
    *,
    as_of: date,
    synthetic: bool = False,
) -> Sheet:
    """The sheet of ``made`` (a year's commitments) as asked for; the totals are of everything found, whatever is shown.

    ``full_year`` are the lines of what runs on the day as if it ran all year (``Municipality.full_year``). Amounts are øre.
    """
    group, label = GROUPINGS.get(asked.by, GROUPINGS["barn"])
    month_numbers = [made.year * 100 + m for m in range(1, 13)]
    where, searched, lines, running = _found(made, asked, names, full_year)
    amounts = [
        pl.col("amount_oere").filter(pl.col("month") == month).sum().alias(month_column(month))
        for month in month_numbers
    ]
    measures = [
        *amounts,
        pl.col("amount_oere").sum(),
        pl.col("child_no").n_unique().alias("children"),
        pl.col("grant_id").n_unique().alias("grants"),
        pl.col("child_no").first().alias("of_child"),
        pl.col("provider_no").last().alias("of_provider"),
        pl.col("stop_day").last().cast(pl.Int32).cast(pl.Date).alias("stop"),
        pl.struct("intervention_type", "placement_type").unique(maintain_order=True).alias("kinds"),
        pl.col("amount_oere").is_null().any().alias("unpriced"),
        pl.col(searched or group).drop_nulls().unique().sort().alias("found"),
    ]
    rows = lines.group_by(group, maintain_order=True).agg(measures)
    rows = rows.join(
        running.group_by(group).agg(pl.col("amount_oere").sum().alias("whole_oere")),
        on=group, how="left", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    rows = _sorted(rows, group, asked, names, labels)
    shown = rows.head(asked.limit) if asked.limit else rows
    called = _names_of(shown, group, names)
    columns = (
        ReportColumn("label", "Barn" if group == "grant_id" else label),
        *_second_columns(group),
        ReportColumn("amount_oere", f"I alt {made.year}", "oere", "kr.", additive=True),
        ReportColumn("whole_oere", "Helårspris", "oere", "kr.", additive=True),
        *(
            ReportColumn(month_column(month), danish.short_month(month), "oere", "kr.", additive=True)
            for month in month_numbers
        ),
    )
    table_rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, row in enumerate(shown.iter_rows(named=True)):
        key = "" if row[group] is None else str(row[group])
        table_rows.append(
            {
                "label": _label(group, row, called, labels),
                "key": key,
                "child_no": row["of_child"] if group in ("child_no", "grant_id") else None,
                "what": _kinds(row["kinds"]),
                "provider": _called(called, "provider", row["of_provider"]),
                "stop": row["stop"],
                "children": row["children"],
                **{month_column(month): row[month_column(month)] or None for month in month_numbers},
                "amount_oere": row["amount_oere"],
                "whole_oere": row["whole_oere"],
                "unpriced": bool(row["unpriced"]),
            }
        )
        of_row = {**where, **({searched: keys_text(row["found"])} if searched else {}), group: key}
        _open(addresses, number, _address_text(made, of_row), month_numbers)
    totals: dict[str, Cell] = {"label": "I alt", "children": lines["child_no"].n_unique()}
    for month, amount in zip(month_numbers, lines.select(amounts).row(0) if lines.height else [0] * 12, strict=True):
        totals[month_column(month)] = amount
    total = int(lines["amount_oere"].sum())
    totals["amount_oere"] = total
    totals["whole_oere"] = int(running["amount_oere"].sum())
    _open(addresses, TOTAL_ROW, _address_text(made, where), month_numbers)
    children = lines["child_no"].drop_nulls().n_unique()
    grants = lines["grant_id"].drop_nulls().n_unique()
    unpriced = lines.filter(pl.col("amount_oere").is_null())["grant_id"].n_unique()
    notes = [
        "Helårspris: hvad de indsatser, der løber på dagen, koster, hvis de løber hele året; engangsbeløb er ikke med.",
        "Beløbene er disponeringen for hele året, før bogføring; forbruget står i budgetopfølgningen.",
    ]
    if unpriced:
        notes.append(f"{danish.count(unpriced, 'indsats', 'indsatser')} mangler pris og tæller 0 kr.")
    table = ReportTable(
        name="commitments-sheet",
        title=f"Disponeret {made.year} pr. måned, som kendt {danish.long_day(as_of)}",
        answer=f"{danish.count(children, 'barn', 'børn')}, {danish.count(grants, 'indsats', 'indsatser')}, {danish.kroner(total)} kr.",
        columns=columns,
        rows=tuple(table_rows),
        totals=totals,
        notes=tuple(notes),
        facts={"year": made.year, "as_of": as_of},
        addresses=addresses,
        synthetic=synthetic,
    )
    return Sheet(
        table,
        group,
        rows.height,
        rows.height - shown.height,
        table.answer,
    )


def choices(made: Commitments, names: Names, labels: Mapping[str, str]) -> dict[str, tuple[Choice, ...]]:
    """Filter → the values that the year's commitments have. Of providers those with two children or more."""
    found: dict[str, tuple[Choice, ...]] = {}
    for name, (column, _) in FILTERS.items():
        if column == "provider_no":
            many = (
                made.lines.group_by("provider_no").agg(pl.col("child_no").n_unique()).filter(pl.col("child_no") > 1)
            )["provider_no"].drop_nulls()
            called = names("provider", many.to_list())
            values = [(str(number), called.get(number, f"Leverandør {number}")) for number in many.to_list()]
            found[name] = tuple(Choice(*pair) for pair in sorted(values, key=lambda pair: pair[1].casefold()))
            continue
        unique = made.lines[column].unique().to_list()
        texts = [("" if value is None else str(value), _text(column, value, labels)) for value in unique]
        by_code = column == "step"
        found[name] = tuple(
            Choice(*pair) for pair in sorted(texts, key=lambda pair: pair[0] if by_code else pair[1].casefold())
        )
    return found


def _found(
    made: Commitments, asked: Asked, names: Names, full_year: pl.DataFrame | None
) -> tuple[dict[str, str], str | None, pl.DataFrame, pl.DataFrame]:
    """The where of addresses, the column that a search found its rows by, the lines, and of ``full_year`` those that fit too."""
    where = {FILTERS[name][0]: value for name, value in asked.where.items() if name in FILTERS}
    lines, running = made.lines, made.lines.clear() if full_year is None else full_year
    for column, value in where.items():
        fits = pl.col(column).is_null() if value == "" else pl.col(column).cast(pl.String) == value
        lines, running = lines.filter(fits), running.filter(fits)
    if not asked.search.strip():
        return where, None, lines, running
    column, numbers = _searched(lines, asked.search, names)
    hits = pl.col(column).is_in(numbers)
    lines, running = lines.filter(hits), running.filter(hits)
    return {**where, column: keys_text(numbers)}, column, lines, running


def keys_text(numbers: list[int]) -> str:
    """The numbers as an address names them; none is ``0``, which nothing has."""
    return packed(numbers) if len(numbers) > WRITTEN_KEYS else EITHER.join(map(str, numbers)) or "0"


def _searched(lines: pl.DataFrame, text: str, names: Names) -> tuple[str, list[int]]:
    """The grants of the children and providers that a text fits: a child's number, its name, or a provider's name."""
    wanted = text.strip().casefold().split()
    hits: dict[str, list[int]] = {}
    for column, kind in NAMED.items():
        numbers = lines[column].drop_nulls().unique().sort().to_list()
        called = names(kind, numbers)
        hits[column] = [
            number
            for number in numbers
            if all(word in f"{number} {called.get(number, '')}".casefold() for word in wanted)
        ]
    if not hits["provider_no"]:
        return "child_no", hits["child_no"]
    if not hits["child_no"]:
        return "provider_no", hits["provider_no"]
    both = lines.filter(pl.col("child_no").is_in(hits["child_no"]) | pl.col("provider_no").is_in(hits["provider_no"]))
    return "grant_id", both["grant_id"].drop_nulls().unique().sort().to_list()


def _sorted(rows: pl.DataFrame, group: str, asked: Asked, names: Names, labels: Mapping[str, str]) -> pl.DataFrame:
    sort, falling = asked.sort, asked.falling
    if sort in rows.columns and (sort.endswith("_oere") or sort in ("children", "stop")):
        return rows.sort(sort, descending=falling, nulls_last=True, maintain_order=True)
    if sort == "label" or (not sort and group in ("area", "step")):
        if group == "step":
            return rows.sort(group, descending=falling and bool(sort), nulls_last=True, maintain_order=True)
        called = _names_of(rows, group, names)
        texts = [_label(group, row, called, labels).casefold() for row in rows.iter_rows(named=True)]
        order = sorted(range(len(texts)), key=lambda i: texts[i], reverse=falling and bool(sort))
        return rows[order] if order else rows
    return rows.sort("amount_oere", descending=True, nulls_last=True, maintain_order=True)


def _second_columns(group: str) -> tuple[ReportColumn, ...]:
    if group == "child_no":
        return (ReportColumn("what", "Indsatser"),)
    if group == "grant_id":
        return (
            ReportColumn("what", "Indsats"),
            ReportColumn("provider", "Leverandør"),
            ReportColumn("stop", "Stop", "day"),
        )
    return (ReportColumn("children", "Børn", "integer", additive=True),)


def _names_of(rows: pl.DataFrame, group: str, names: Names) -> dict[str, Mapping[int, str]]:
    called: dict[str, Mapping[int, str]] = {}
    if group in ("child_no", "grant_id"):
        called["child"] = names("child", rows["of_child"].drop_nulls().unique().to_list())
    if group in ("provider_no", "grant_id"):
        called["provider"] = names("provider", rows["of_provider"].drop_nulls().unique().to_list())
    return called


def _called(called: Mapping[str, Mapping[int, str]], kind: str, number: int | None) -> str:
    if number is None:
        return ""
    return called.get(kind, {}).get(number) or str(number)


def _label(
    group: str, row: Mapping[str, object], called: Mapping[str, Mapping[int, str]], labels: Mapping[str, str]
) -> str:
    if group in ("child_no", "grant_id"):
        number = row["of_child"]
        return _called(called, "child", number) if isinstance(number, int) else "Uden barn"
    if group == "provider_no":
        number = row["provider_no"]
        return _called(called, "provider", number) if isinstance(number, int) else "Uden leverandør"
    return _text(group, row[group], labels)


def _text(column: str, value: object, labels: Mapping[str, str]) -> str:
    if column == "step":
        return words.step_label(value if isinstance(value, int) else None)
    if value is None:
        return words.label("area", None) if column == "area" else "Ikke oplyst"
    if column == "area":
        return labels.get(str(value), words.label("area", str(value)))
    return words.label(column, str(value))


def _kinds(kinds: list[dict[str, str | None]]) -> str:
    """``Plejefamilie, Aflastning``: what the grants are, each once, three at most."""
    texts = list(dict.fromkeys(kind_text(kind["intervention_type"], kind["placement_type"]) for kind in kinds))
    more = len(texts) - 3
    return ", ".join(texts[:3]) + (f" og {more} mere" if more > 0 else "")


def _address_text(made: Commitments, where: Mapping[str, str]) -> str:
    return str(Address("commitments", made.year, made.basis.name, "amount_oere", where))


def _open(addresses: dict[tuple[int, str], str], number: int, address: str, month_numbers: list[int]) -> None:
    """The addresses of a row: of the year, of each month and of a whole year."""
    glue = "&" if "?" in address else "?"
    for month in month_numbers:
        addresses[number, month_column(month)] = f"{address}{glue}month={month}"
    addresses[number, "amount_oere"] = address
    addresses[number, "whole_oere"] = address.replace("commitments/", "full-year/", 1)
