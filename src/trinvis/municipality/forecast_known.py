"""What a simulated forecast may know of a year on a basis, gathered from the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.areas import postings_in_areas
from trinvis.calculations.forecast.known import (
    Known,
    RiskCase,
    child_months_types,
    runoff_types,
    spent_types,
)
from trinvis.calculations.forecast.refund_basis import COVERED, child_costs
from trinvis.calculations.forecast.to_come import to_come
from trinvis.calculations.forecast.unmatched import unmatched
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.forecast_seen import SeenGrants, seen_grants
from trinvis.municipality.gathered import Gathered, gather
from trinvis.municipality.rules import OUTSIDE_AREA, Rules, outside_accounts
from trinvis.municipality.year_lines import disposed_areas
from trinvis.parameters import MissingParameter
from trinvis.parameters.errors import ParameterError
from trinvis.parameters.refund import RefundBand, adds_household, refund_bands
from trinvis.tables import POSTINGS
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.house import House

_BUDGET = "budget_"
_POOL = pl.col("component") == "pool"
_CERTAIN = 10_000


class CannotForecast(ValueError):
    """There is nothing to simulate from; the message is one Danish sentence."""


@dataclass(frozen=True)
class WhatIsKnown:
    """``known`` is what the models get, ``made`` the follow-up on the same basis, ``seen`` where the snapshots are from.

    ``refund_missing``: there is a refund area, but its limits are unknown, so it is drawn like any series.
    """

    known: Known
    made: FollowUp
    seen: SeenGrants
    refund_missing: bool

    def size(self) -> int:
        """Estimated bytes in memory, those of the follow-up and the snapshots apart: they are kept themselves."""
        known = self.known
        frames = (known.to_come, known.spent, known.unmatched, known.child_months, known.runoff)
        return sum(int(frame.estimated_size()) for frame in frames)


def what_is_known(house: House, basis: Basis, year: int) -> WhatIsKnown:
    """What was known on ``basis`` of ``year``; raises ``CannotForecast`` when the year is over, has not begun, or nothing is
    known.
    """
    key = f"forecast-known/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    return house.cache.get(key, lambda: _made(house, basis, year), WhatIsKnown.size)


def _made(house: House, basis: Basis, year: int) -> WhatIsKnown:
    gathered = gather(house, basis, year)
    as_of = gathered.ledger_through
    if as_of >= year * 100 + 12:
        raise CannotForecast(f"Alle måneder i {year} er lukket: regnskabet står i opfølgningen, og intet er usikkert.")
    if basis.day < date(year - 1, 12, 31):
        raise CannotForecast(
            f"Prognosen for {year} kan regnes fra 31.12.{year - 1}. Se Årene frem (trinvis years-ahead), som regner de kommende "
            "år ud fra det, der er kendt nu."
        )
    seen = seen_grants(house, basis, year, as_of)
    spent = posted(house, basis, gathered.rules, year).filter(pl.col("month") <= as_of)
    if seen.frame.is_empty():
        raise CannotForecast(
            f"Der er ingen indsatser, som var kendt {basis.day:%d.%m.%Y}, og det er dem, der simuleres: hent dem ind, eller se "
            "opfølgningens forventede regnskab."
        )
    made = follow_up(house, basis, year)
    lines = made.without_memo
    by_grant = _by_grant(gathered, lines)
    bands, refund_area = _refund(gathered, year)
    newest = seen.frame.filter(pl.col("snapshot") == as_of).select("grant_id", "expected")
    ahead = to_come(lines, gathered.by_month, newest, seen.changes)
    known = Known(
        year=year,
        as_of=as_of,
        seen=seen.frame,
        to_come=ahead.grants,
        spent=spent,
        unmatched=_unmatched(house, gathered, by_grant, year),
        child_months=_child_months(house, gathered, ahead.covered, year, refund_area if bands else None),
        runoff=_runoff(house, gathered, by_grant),
        frames=_sums(lines.filter(pl.col("component").str.starts_with(_BUDGET))),
        by_grant=by_grant,
        bands=bands,
        refund_area=refund_area if bands else None,
        households=_households(house, gathered, year),
        fixed=_sums(pl.concat([_pools(lines).filter(~pl.col("area").is_in(list(by_grant))), ahead.loose])),
        risks=_risks(house, gathered, lines),
        price_index=_price_index(gathered, as_of, year),
    )
    return WhatIsKnown(known, made, seen, refund_area is not None and not bands)


def _pools(lines: pl.DataFrame) -> pl.DataFrame:
    """What is typed in for cases not known yet: ``area``, ``amount_oere``."""
    return lines.filter(_POOL).select("area", "amount_oere")


def replaced_pools(found: WhatIsKnown) -> int:
    """Øre typed as pools in areas drawn child by child: the new grants drawn there take their place."""
    pools = _pools(found.made.without_memo)
    return int(pools.filter(pl.col("area").is_in(list(found.known.by_grant)))["amount_oere"].sum())


def _by_grant(gathered: Gathered, lines: pl.DataFrame) -> tuple[str, ...]:
    """The areas forecast child by child; money that no rule places only where there is any."""
    areas = disposed_areas(gathered.rules.profile.areas)
    used = UNPLACED in lines["area"] or UNPLACED in gathered.by_month["area"]
    return tuple(sorted(areas if used else areas - {UNPLACED}))


def _refund(gathered: Gathered, year: int) -> tuple[tuple[RefundBand, ...] | None, str | None]:
    """The year's refund limits, None when unknown, and the area of the refund, None when there is none."""
    areas = [area.id for area in gathered.rules.profile.areas if area.method == "refund"]
    try:
        bands = refund_bands(gathered.rules.parameters, date(year, 1, 1)) or None
    except MissingParameter:
        bands = None
    return bands, areas[0] if areas else None


def _risks(house: House, gathered: Gathered, lines: pl.DataFrame) -> tuple[RiskCase, ...]:
    """The typed risk cases that cost anything, in full."""
    keys = ["delivery_id", "row_no"]
    said = house.engine.collect(gathered.estimates.select(*keys, "probability")).unique(keys)
    sums = lines.filter(pl.col("component") == "risk").group_by("area", *keys).agg(pl.col("amount_oere").sum())
    found = []
    for row in sums.join(said, on=keys, how="left").sort("area", *keys).iter_rows(named=True):
        chance = _CERTAIN if row["probability"] is None else int(row["probability"])
        if chance > 0:
            found.append(RiskCase(row["area"], round(row["amount_oere"] * _CERTAIN / chance), chance))
    return tuple(found)


def _price_index(gathered: Gathered, as_of: int, year: int) -> float:
    """How much the profile's index rises from the year of ``as_of`` to ``year``, as a share; 0 within a year or unknown."""
    name, parameters = gathered.rules.profile.price_index, gathered.rules.parameters
    if name is None or as_of // 100 >= year:
        return 0.0
    try:
        before, after = (
            float(parameters.value("price_index", date(one, 1, 1), name).number()) for one in (as_of // 100, year)
        )
    except ParameterError:
        return 0.0
    return after / before - 1 if before > 0 else 0.0


def posted(house: House, basis: Basis, decided: Rules, year: int) -> pl.DataFrame:
    """``known.spent_types``: what is posted per area and month of the ledger, of every year, without what lies outside the
    specialised area; areas by ``decided``, accounts inside or outside as in ``year``."""
    engine = house.engine
    rows = engine.scan(basis.selection.pieces(POSTINGS.name), POSTINGS)
    sums = house.engine.collect(
        rows.select("account_key", "amount_oere", month=nw.col("period"))
        .group_by("account_key", "month")
        .agg(nw.col("amount_oere").sum())
    )
    placed = engine.collect(
        postings_in_areas(engine.frame(sums), engine.frame(decided.profile.area_account_rules()))
    ).select("area", "account_key", "month", "amount_oere")
    outside = outside_accounts(decided, placed, date(year, 12, 31)).with_columns(area=pl.lit(UNPLACED))
    inside = placed.join(outside, on=["area", "account_key"], how="anti", nulls_equal=True)
    return _typed(
        inside.group_by("area", "month").agg(pl.col("amount_oere").sum()).sort("area", "month"), spent_types()
    )


def _unmatched(house: House, gathered: Gathered, by_grant: tuple[str, ...], year: int) -> pl.DataFrame:
    found = [
        house.engine.collect(
            unmatched(
                gathered.postings,
                gathered.grant_months,
                year=one,
                closed_through=gathered.ledger_through,
                areas=by_grant,
                compute=house.held,
            )
        )
        for one in (year - 1, year)
        if one * 100 + 1 <= gathered.ledger_through
    ]
    if not found:
        return pl.DataFrame(schema=spent_types())
    sums = pl.concat(found).group_by("area", "month").agg(pl.col("amount_oere").sum())
    return _typed(sums.sort("area", "month"), spent_types())


def _child_months(
    house: House, gathered: Gathered, covered: pl.DataFrame, year: int, refund_area: str | None
) -> pl.DataFrame:
    """What is posted on children, or covered by what is posted without a child, per month of service of the year."""
    if refund_area is None:
        return pl.DataFrame(schema=child_months_types())
    costs = child_costs(
        gathered.postings,
        gathered.grant_months,
        year=year,
        closed_through=gathered.ledger_through,
        missing_invoice_months=gathered.rules.profile.missing_invoice_months,
        compute=house.held,
    ).filter(nw.col("component").is_in(["spent", COVERED]), ~(nw.col("area") == refund_area).fill_null(False))
    rows = house.engine.collect(costs.select("child_no", "month", "amount_oere"))
    every = pl.concat([_typed(frame, child_months_types()) for frame in (rows, covered)])
    sums = every.group_by("child_no", "month").agg(pl.col("amount_oere").sum())
    return _typed(sums.sort("child_no", "month"), child_months_types())


def _runoff(house: House, gathered: Gathered, by_grant: tuple[str, ...]) -> pl.DataFrame:
    """What is posted on grants, by month of service and month of the ledger."""
    rows = (
        gathered.postings.filter(
            ~nw.col("grant_id").is_null(),
            nw.col("area").is_in(list(by_grant)),
            nw.col("period") <= gathered.ledger_through,
        )
        .select("period", "amount_oere", month=nw.col("service_month"))
        .group_by("month", "period")
        .agg(nw.col("amount_oere").sum())
    )
    return _typed(house.engine.collect(rows).sort("month", "period"), runoff_types())


def _households(house: House, gathered: Gathered, year: int) -> dict[int, int]:
    """Child → household where the year's rule adds up the children of a household."""
    try:
        together = adds_household(gathered.rules.parameters, date(year, 1, 1))
    except MissingParameter:
        together = False
    if not together:
        return {}
    rows = house.engine.collect(gathered.children.select("child_no", "household_no")).drop_nulls()
    return {int(child): int(household) for child, household in rows.sort("child_no", "household_no").iter_rows()}


def _sums(lines: pl.DataFrame) -> dict[str, int]:
    """Area → øre, without money outside the specialised area."""
    sums = lines.group_by("area").agg(pl.col("amount_oere").sum()).sort("area")
    return {area or UNPLACED: int(amount) for area, amount in sums.iter_rows() if area != OUTSIDE_AREA}


def _typed(frame: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in types.items())
