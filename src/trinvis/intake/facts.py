"""Staged rows → facts: identifiers become numbers, private columns leave, the table's own schema has the last word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trinvis.intake.result import Numbers
from trinvis.tables import TABLES
from trinvis.tables.schema import Number, Table

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl


def keep(staged: pl.DataFrame, table: Table, numbers: Numbers) -> pl.DataFrame:
    """Accepted staged rows in the shape of ``Table.facts`` without ``delivery_id``.

    A child goes with its name and birth date, a provider or a colleague with its name,
    so that those with the right can be shown them.
    """

    given = [
        _numbered(staged, column.name, column.number, numbers)
        for column in table.columns
        if column.number is not None and column.name in staged.columns
    ]
    return table.conform(staged.with_columns(given)).drop("delivery_id")


def _numbered(frame: pl.DataFrame, column: str, kind: Number, numbers: Numbers) -> pl.Series:
    """What ``numbers`` gives for the identifiers of ``column``, row by row."""
    import polars as pl

    identifiers = frame[column]
    if identifiers.null_count() == identifiers.len():
        nothing = pl.String() if kind == "key" else pl.Int64()
        return identifiers.clear().cast(nothing).extend_constant(None, identifiers.len())
    if kind in ("key", "household"):
        return numbers(kind, identifiers).alias(column)
    shown = {"child": "child_name", "provider": "provider_name", "staff": f"{column}__name"}.get(kind)
    distinct = (
        frame.lazy()
        .filter(pl.col(column).is_not_null())
        .group_by(column, maintain_order=True)
        .agg(
            _first(frame, shown, pl.String).alias("__name"),
            _first(frame, "birth" if kind == "child" else None, pl.Date).alias("__birth"),
        )
        .collect()
    )
    births = distinct["__birth"] if kind == "child" else None
    names = distinct["__name"] if kind == "child" else distinct["__name"].fill_null(distinct[column])
    looked_up = distinct.select(column, __given=numbers(kind, distinct[column], names, births))
    joined = frame.select(column).join(looked_up, on=column, how="left", maintain_order="left")
    return joined["__given"].alias(column)


def _first(frame: pl.DataFrame, source: str | None, dtype: type[pl.DataType]) -> pl.Expr:
    import polars as pl

    if source is None or source not in frame.columns:
        return pl.lit(None, dtype=dtype).first()
    return pl.col(source).cast(dtype).drop_nulls().first()


def misfits(facts: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The rows that break the table's schema: ``row_no`` and ``field``, once per rule that they break."""
    import polars as pl

    result = _schema(table.name).filter(facts, cast=False)
    counts = result.failure.counts()
    if not counts:
        return pl.DataFrame(schema={"row_no": pl.Int64, "field": pl.String})
    detailed = result.failure.details()
    parts = [
        detailed.filter(pl.col(rule) == "invalid").select("row_no", field=pl.lit(rule.split("|")[0])) for rule in counts
    ]
    return pl.concat(parts)


_SCHEMAS: dict[str, type[dy.Schema]] = {}


def _schema(name: str) -> type[dy.Schema]:
    if name not in _SCHEMAS:
        _SCHEMAS[name] = _built(TABLES[name])
    return _SCHEMAS[name]


def _built(table: Table) -> type[dy.Schema]:
    """The table as a dataframely schema: types, what must be there, closed lists and what a number can be."""
    import dataframely as dy
    import polars as pl

    made: dict[str, object] = {}
    required = {c.name for c in table.columns if c.required and not c.private}
    choices = {c.name: [code for code, _ in c.choices] for c in table.columns if c.choices}
    kinds = {c.name: c.kind for c in table.columns}
    for name, dtype in table.facts().items():
        if name == "delivery_id":
            continue
        nullable = name not in required and name != "row_no"
        column: dy.Column
        if dtype == pl.Date():
            column = dy.Date(nullable=nullable)
        elif dtype == pl.Boolean():
            column = dy.Bool(nullable=nullable)
        elif dtype == pl.String():
            column = dy.String(nullable=nullable, check=_is_in(choices[name]) if name in choices else None)
        elif dtype == pl.Int32() and kinds.get(name) == "month":
            column = dy.Int32(nullable=nullable, check=_is_month)
        elif dtype == pl.Int32():
            column = dy.Int32(nullable=nullable)
        else:
            column = dy.Int64(nullable=nullable)
        made[name] = column
    return type(f"{table.name.title()}Facts", (dy.Schema,), made)


def _is_in(codes: list[str]) -> Callable[[pl.Expr], pl.Expr]:
    return lambda column: column.is_in(codes)


def _is_month(column: pl.Expr) -> pl.Expr:
    return (column // 100).is_between(1900, 2100) & (column % 100).is_between(1, 12)
