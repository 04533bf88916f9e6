"""National accounts written as short rows, and the way from them to ``Spending``."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import polars as pl

from trinvis.calculations.staircase.breaks import Break, breaks_of
from trinvis.calculations.staircase.cells import place_cells, step_sums, yearly_rules
from trinvis.calculations.staircase.expenditure import Basis, Spending, spending_of
from trinvis.engine import Engine
from trinvis.parameters import Parameters
from trinvis.tables import TABLES

SHIPPED = Parameters.shipped()
ACCOUNT_STEP = SHIPPED.table("account_step", None)

Row = tuple[int, int, str, int, int | Fraction]
"""Municipality, year, account (``5.28.21.003``; ``5.28.21`` without groupings), dranst, kroner."""


def cells(*rows: Row, **shared: Any) -> pl.DataFrame:
    """Facts of ``national_accounts``; expenditure of REGKC unless ``shared`` says otherwise."""
    usual = {"kind": "accounts", "ownership": None, "art": "UE", "source_table": "REGKC", "delivery_id": "d1"}
    records = []
    for number, (municipality, year, account, dranst, kroner) in enumerate(rows, start=1):
        parts = account.split(".")
        own = {
            "municipality": municipality,
            "year": year,
            "function": "".join(parts[:3]),
            "dranst": dranst,
            "grouping": parts[3] if len(parts) > 3 else None,
            "amount": round(kroner * 100),
            "row_no": number,
        }
        records.append({**usual, **own, **shared})
    return TABLES["national_accounts"].conform(pl.DataFrame(records, infer_schema_length=None))


def rules(years: Iterable[int], scheme: str = "national") -> pl.DataFrame:
    """The shipped rules of those years."""
    return yearly_rules(ACCOUNT_STEP.filter(pl.col("scheme") == scheme), years)


def placed(engine: Engine, facts: pl.DataFrame, scheme: str = "national", **options: Any) -> pl.DataFrame:
    """Every cell with its step."""
    held = rules(facts["year"].unique().to_list(), scheme)
    return engine.collect(place_cells(engine.frame(facts), engine.frame(held), **options)).sort("row_no")


def spending(
    facts: pl.DataFrame,
    children: Iterable[tuple[int, int, int]] = (),
    basis: Basis | None = None,
    engine: Engine | None = None,
    **options: Any,
) -> Spending:
    """``Spending`` of the facts; ``children`` are (municipality, year, 0-22-year-olds)."""
    opened = engine or Engine.open("polars")
    held = rules(facts["year"].unique().to_list())
    sums = opened.collect(step_sums(place_cells(opened.frame(facts), opened.frame(held))))
    inhabitants = pl.DataFrame(list(children), schema=["municipality", "year", "inhabitants"], orient="row")
    return spending_of(sums, inhabitants, basis, **options)


def shipped_breaks() -> tuple[Break, ...]:
    """The breaks as shipped."""
    return breaks_of(SHIPPED.table("series_breaks", None))
