"""The rows behind a figure of a comparison: cells of accounts, inhabitants, and published figures, with delivery and row number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.staircase.expenditure import SPREAD_CATEGORIES, MunicipalYear
from trinvis.calculations.staircase.inhabitants import LAST_AGE
from trinvis.calculations.staircase.rule_trace import trace
from trinvis.calculations.staircase.spans import Span, within
from trinvis.municipality.national import PERSONS, counted_people, newest, placed_rows
from trinvis.municipality.public_figures import PublicFigure
from trinvis.reports.words import label
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from datetime import date

    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.house import House

ARTS = {"UE": "udgifter", "I": "indtægter", "TOT": "netto"}


def money_lines(
    house: House,
    made: Benchmark,
    code: int,
    year: int,
    group: Span | None = None,
    category: str = "",
    *,
    area: bool = False,
) -> pl.DataFrame:
    """The cells of a municipality's year: all of them, a group of steps, what was left out in a category, or the area's."""
    found = made.spending.of(code, year)
    rows = placed_rows(house, made.basis, code, year)
    if found is None or rows.is_empty():
        return _as_lines(pl.DataFrame())
    rows = rows.filter(
        pl.col("kind") == made.counted.kind,
        pl.col("source_table").fill_null("") == found.source,
        pl.col("art").is_in(list(_signs(rows, found, made))),
    )
    if group is not None:
        rows = rows.filter(
            pl.col("category").is_null(), pl.Series([_inside(low, high, group) for low, high in _spans(rows)])
        )
    elif category:
        rows = rows.filter(pl.col("category") == category)
    elif area:
        rows = rows.filter(pl.col("category").is_null() | pl.col("category").is_in(SPREAD_CATEGORIES))
    signs = _signs(rows, found, made)
    rules = made.national.parameters.table("account_step", None)
    lines = [
        {
            "component": f"{row['source_table'] or 'Regnskab'}, {ARTS[row['art']]}",
            "account_key": f"{row['function']}{row['dranst']}{row['grouping'] or '***'}",
            "step": row["step_low"] if row["step_low"] == row["step_high"] and row["category"] is None else None,
            "amount_oere": row["amount"],
            "signed_oere": row["amount"] * signs[row["art"]],
            "rules": row["rule_id"],
            "calculation": trace(row, rules),
            **_origin(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    return _as_lines(pl.DataFrame(lines, infer_schema_length=None))


def people_lines(house: House, made: Benchmark, code: int, year: int, last_age: int = LAST_AGE) -> pl.DataFrame:
    """The rows of the population that are counted: 0-22 (or 0-17) years on 1 January."""
    rows = house.engine.collect(
        newest(house, made.basis, counted_people(house, made.basis), PERSONS).filter(
            nw.col("municipality") == code,
            nw.col("age") <= last_age,
            nw.col("day").dt.year() == year,
            nw.col("day").dt.month() == 1,
            nw.col("day").dt.day() == 1,
        )
    )
    both = (pl.col("sex").fill_null("TOT") == "TOT").cast(pl.Boolean)
    rows = rows.filter(both | ~both.any().over("age")).sort("age", "row_no")
    lines = [
        {
            "component": f"{row['age']} år, {label('sex', row['sex'] or 'TOT')}",
            "counted": row["persons"],
            **_origin(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    return _as_lines(pl.DataFrame(lines, infer_schema_length=None))


def figure_lines(made: Benchmark, figure: PublicFigure, code: int, day: date) -> pl.DataFrame:
    """The row that a published figure of a municipality stands in; the value is an amount where its unit is kroner."""
    rows = made.figures.rows.filter(
        pl.col("figure") == figure.key,
        pl.col("municipality") == code,
        pl.col("day") == day,
        pl.col("counted_by").fill_null("typed") == figure.counted_by,
    )
    lines = [
        {
            "component": row["label"] or row["figure"],
            "amount_oere": row["value"],
            "signed_oere": row["value"],
            "calculation": _said(row),
            **_origin(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    return _as_lines(pl.DataFrame(lines, infer_schema_length=None))


def _said(row: dict[str, object]) -> str:
    value = row["value"]
    parts = [
        f"{int(str(value)) / 100:.2f}".replace(".", ",") if value is not None else "ikke offentliggjort",
        str(row["unit"] or ""),
    ]
    if row["numerator"] is not None:
        parts.append(f"({row['numerator']} af {row['denominator']})")
    return " ".join(part for part in [*parts, f"kilde: {row['source'] or 'ukendt'}"] if part)


def _origin(row: dict[str, object]) -> dict[str, object]:
    return {name: row.get(name) for name in ("delivery_id", "row_no", "journal_seq")}


def _as_lines(lines: pl.DataFrame) -> pl.DataFrame:
    empty = empty_lines()
    if lines.is_empty():
        return empty.with_columns(signed_oere=pl.lit(None, pl.Int64))
    own = lines.with_columns(pl.col(name).cast(empty.schema[name]) for name in lines.columns if name in empty.columns)
    return pl.concat([empty, own], how="diagonal")


def _signs(rows: pl.DataFrame, found: MunicipalYear, made: Benchmark) -> dict[str, int]:
    arts = set(rows.filter(pl.col("source_table").fill_null("") == found.source)["art"].to_list())
    if made.counted.counting == "gross":
        return {"UE": 1}
    return {"UE": 1, "I": -1} if arts & {"UE", "I"} else {"TOT": 1}


def _spans(rows: pl.DataFrame) -> list[tuple[int | None, int | None]]:
    return list(rows.select("step_low", "step_high").iter_rows())


def _inside(low: int | None, high: int | None, group: Span) -> bool:
    from trinvis.calculations.staircase.spans import WHOLE

    return within((low, high) if low is not None and high is not None else WHOLE, group)
