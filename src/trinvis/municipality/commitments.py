"""What is committed, child by child: the disponering of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.basis import Basis
from trinvis.municipality.gathered import gather
from trinvis.municipality.why import days_of
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from trinvis.municipality.house import House

GROUPS: dict[str, str] = {
    "child": "child_no",
    "grant": "grant_id",
    "area": "area",
    "type": "intervention_type",
    "placement": "placement_type",
    "step": "step",
    "provider": "provider_no",
    "provider-kind": "provider_kind",
    "team": "team",
    "district": "district",
    "paragraph": "paragraph",
    "status": "status",
    "month": "month",
}
"""What ``--by`` takes → the column."""

PERSON_DAY = 10_000
"""``person_days`` are ten-thousandths of a day."""


@dataclass(frozen=True)
class Commitments:
    """The commitments of ``year`` on ``basis``.

    ``totals``: one row per group with ``amount_oere``, ``children`` (different ones), ``grants``, ``days`` (charged) and
    ``full_year_persons`` (hundredths), ``average_price_oere`` (per full-year person, null without any), ``mean_rate_oere``
    (simple mean of the grants' latest rates, as a disposition sheet has it; null where their units differ) and ``address``.
    ``total`` is the same over all. ``lines`` are those of the calculation, with ``person_days``.
    """

    year: int
    basis: Basis
    by: tuple[str, ...]
    full_year_days: int
    totals: pl.DataFrame
    total: Mapping[str, int | None]
    lines: pl.DataFrame
    grants: pl.DataFrame


def commitments(house: House, basis: Basis, year: int, by: Sequence[str] = ()) -> Commitments:
    """The commitments; raises ``BadAddress`` for a grouping that does not exist."""
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise BadAddress(f"Der kan ikke grupperes efter {', '.join(unknown)}; vælg mellem {', '.join(GROUPS)}.")
    columns = [GROUPS[name] for name in by]
    key = f"commitments/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    lines, grants, days = house.cache.get(
        key, lambda: _lines(house, basis, year), lambda made: int(made[0].estimated_size())
    )
    full_year_days = days or days_of(year)
    measures = _measures(full_year_days)
    totals = lines.group_by(columns).agg(measures).sort(columns, nulls_last=True) if columns else lines.select(measures)
    totals = _with_mean_rate(totals, lines, columns)
    totals = (
        totals.with_columns(_price())
        .drop("_priced")
        .with_columns(
            address=pl.Series(
                [
                    str(Address("commitments", year, basis.name, "amount_oere", _where(columns, row)))
                    for row in totals.iter_rows(named=True)
                ],
                dtype=pl.String,
            )
        )
    )
    total = _with_mean_rate(lines.select(measures), lines, []).with_columns(_price()).drop("_priced").row(0, named=True)
    return Commitments(year, basis, tuple(by), full_year_days, totals, total, lines, grants)


def _lines(house: House, basis: Basis, year: int) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    gathered = gather(house, basis, year)
    engine = house.engine
    kept = [
        *line_types(),
        "full_amount_oere",
        "weight",
        "person_days",
        "unit",
        "rate_oere",
        "start_day",
        "stop_day",
        "main",
    ]
    import narwhals.stable.v2 as nw

    lines = engine.collect(gathered.grant_months.filter(nw.col("month") // 100 == year)).select(kept)
    return (
        lines.sort("grant_id", "start_day", "month", "row_no"),
        engine.collect(gathered.grants),
        gathered.rules.profile.full_year_days,
    )


def _measures(full_year_days: int) -> list[pl.Expr]:
    persons = pl.col("person_days").sum() * 100
    over = PERSON_DAY * full_year_days
    return [
        pl.col("amount_oere").sum(),
        pl.col("child_no").n_unique().cast(pl.Int64).alias("children"),
        pl.col("grant_id").n_unique().cast(pl.Int64).alias("grants"),
        pl.col("days").sum(),
        ((persons * 2 + over) // (2 * over)).alias("full_year_persons"),
        pl.when(pl.col("person_days") > 0).then(pl.col("amount_oere")).otherwise(0).sum().alias("_priced"),
    ]


def _price() -> list[pl.Expr]:
    return [
        pl.when(pl.col("full_year_persons") > 0)
        .then(pl.col("_priced") * 100 // pl.col("full_year_persons"))
        .alias("average_price_oere")
    ]


def _with_mean_rate(totals: pl.DataFrame, lines: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """``totals`` with the simple mean of the grants' latest rates (øre, rounded half away from zero)."""
    latest = (
        lines.filter(pl.col("rate_oere").is_not_null() & (pl.col("amount_oere") >= 0))
        .sort("start_day", "row_no")
        .unique([*columns, "grant_id"], keep="last", maintain_order=True)
    )
    one_unit = pl.col("unit").n_unique() == 1
    count = pl.len().cast(pl.Int64)
    mean = [
        ((2 * pl.col("rate_oere").sum() + count) // (2 * count)).alias("mean_rate_oere"),
        one_unit.alias("_one_unit"),
    ]
    rates = latest.group_by(columns).agg(mean) if columns else latest.select(mean)
    joined = (
        totals.join(rates, on=columns, how="left", nulls_equal=True, maintain_order="left")
        if columns
        else pl.concat([totals, rates], how="horizontal")
    )
    return joined.with_columns(pl.when("_one_unit").then("mean_rate_oere").alias("mean_rate_oere")).drop("_one_unit")


def _where(columns: Sequence[str], row: Mapping[str, object]) -> dict[str, str]:
    return {column: "" if row[column] is None else str(row[column]) for column in columns}
