"""What the methods that count child by child say of the year-end: what is granted, expected, typed and experienced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.methods_series import Ledger, Said, series_said
from trinvis.calculations.forecast.refund import household_months
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import polars as pl

    from trinvis.calculations.forecast.known import Known

GRANTS = ("disposition", "risk", "pool", "commitments_only")
"""The methods of this file."""

_CERTAIN = 10_000
_NOT_BY_CHILD = "Området disponeres ikke barn for barn; her er brugt 12 måneders glidende gennemsnit."
_NO_LIMITS = "Årets grænser for refusion er ikke kendt; her er brugt 12 måneders glidende gennemsnit."
_NO_EXPERIENCE = "Det er ikke kendt, hvad der var bevilget i samme måned sidste år, så tilgangen kan ikke beregnes."
_TYPED_TOO = "Tilgangen lægges oven i det, der er skrevet som pulje eller risikosag."


@dataclass(frozen=True)
class Disposed:
    """What the grants known add to what is spent; area → øre.

    ``granted`` is to come of granted grants, ``expected`` of expected ones × their probability. ``newcomers`` is what
    last year's unknown grants cost in its same months, None when last year is not known. ``refund_oere`` is the refund
    of the whole year (positive), None when there is no area of it or its limits are not known.
    """

    granted: Mapping[str, int]
    expected: Mapping[str, int]
    newcomers: Mapping[str, int] | None
    refund_oere: int | None


def disposed(known: Known) -> Disposed:
    """The parts that the methods of this file add up.

    An expected grant's probability is that of the newest snapshot, 100 % where none is given, and each month is rounded
    once more after it. A grant that the newest snapshot does not show counts as granted: it is waited for.
    """
    import polars as pl

    newest = known.seen.filter(pl.col("snapshot") == pl.col("snapshot").max())
    to_come = known.to_come.join(
        newest.select("grant_id", "expected", "probability"), on="grant_id", how="left"
    ).with_columns(pl.col("expected").fill_null(False), pl.col("probability").fill_null(_CERTAIN))
    granted, expected = to_come.filter(~pl.col("expected")), to_come.filter("expected")
    weighted = nw.from_native(expected).with_columns(
        amount_oere=rounded_quotient(nw.col("amount_oere") * nw.col("probability"), nw.lit(_CERTAIN))
    )
    return Disposed(_sums(granted), _sums(weighted.to_native()), _newcomers(known), _refund(known, granted))


def grants_said(method: str, area: str, known: Known, ledger: Ledger, parts: Disposed) -> Said:
    """What one of ``GRANTS`` says of an area (seed 003 lines 4871-4893, 5205-5241).

    - ``commitments_only``: spent + what is granted.
    - ``disposition``: that, + expected grants × probability + what is typed (``Known.fixed``).
    - ``risk``: the same figure. The probability of a case on the way is the one that the leaders have given it (lines
      5229-5235), and risk cases that are typed are in ``fixed``: nothing is left for it to add.
    - ``pool``: disposition + a pool from experience for cases not known yet (lines 4885-4889, 5215): the average cost,
      per remaining month, of the grants that nobody knew at the same time last year, × the months remaining now. That
      is what they cost in last year's same months, at the day price and to the stop last seen; expected ones and grants
      paid once are not counted. What has stopped earlier than granted is not taken off, and prices are last year's. It
      cannot say without a snapshot from then.

    The refund area is minus the refund rule on what the children have cost and what is granted them, of the whole year:
    not on what is only likely, and grants paid once stay in their month. Areas that are not counted by grant, and the
    refund when its limits are not known, have their moving average (plus what is typed where the method counts that),
    and say so.
    """
    typed = 0 if method == "commitments_only" else known.fixed.get(area, 0)
    if area == known.refund_area and parts.refund_oere is not None:
        return Said(typed - parts.refund_oere, None)
    if area not in known.by_grant:
        return _by_average(area, ledger, typed, _NO_LIMITS if area == known.refund_area else _NOT_BY_CHILD)
    total = ledger.spent(area) + parts.granted.get(area, 0) + typed
    if method == "commitments_only":
        return Said(total, None)
    total += parts.expected.get(area, 0)
    if method != "pool":
        return Said(total, None)
    if parts.newcomers is None:
        return Said(None, _NO_EXPERIENCE)
    return Said(total + parts.newcomers.get(area, 0), _TYPED_TOO if typed else None)


def _by_average(area: str, ledger: Ledger, typed: int, why: str) -> Said:
    year_end, caveat = series_said("moving_average_12", area, ledger)
    if year_end is None:
        return Said(None, caveat)
    return Said(year_end + typed, f"{why} {caveat}" if caveat else why)


def _newcomers(known: Known) -> dict[str, int] | None:
    """Area → what grants first seen after the same month last year cost in that year's months after it."""
    import polars as pl

    if not known.open_months:
        return {}
    then = known.as_of - 100
    before = known.seen.filter(pl.col("snapshot") <= then)
    if before.is_empty():
        return None
    first = day_number(date(known.year - 1, known.open_months[0] % 100, 1))
    last = day_number(date(known.year - 1, 12, 31))
    days = (
        pl.min_horizontal(pl.col("stop_day").fill_null(last), pl.lit(last))
        - pl.max_horizontal("start_day", pl.lit(first))
        + 1
    )
    latest = (
        known.seen.filter(pl.col("snapshot") > then)
        .join(before.select("grant_id").unique(), on="grant_id", how="anti")
        .sort("snapshot")
        .unique("grant_id", keep="last", maintain_order=True)
        .filter(~pl.col("expected") & pl.col("start_day").is_not_null())
    )
    return _sums(latest.filter(days > 0).with_columns(amount_oere=days * pl.col("day_oere")))


def _refund(known: Known, granted: pl.DataFrame) -> int | None:
    """The refund of the year on what children have cost and what is granted them, in whole øre (see ``refund``)."""
    import polars as pl

    if known.refund_area is None or not known.bands:
        return None
    child_of = known.seen.group_by("grant_id").agg(pl.col("child_no").max())
    to_come = granted.filter(pl.col("area").ne_missing(known.refund_area)).join(child_of, on="grant_id")
    columns = ("child_no", "month", "amount_oere")
    expenses = pl.concat([known.child_months.select(columns), to_come.select(columns)]).filter(
        pl.col("child_no").is_not_null() & (pl.col("month") // 100 == known.year)
    )
    households = pl.DataFrame(
        {"child_no": list(known.households), "household_no": list(known.households.values())},
        schema={"child_no": pl.Int64, "household_no": pl.Int64},
    )
    months = household_months(
        nw.from_native(expenses.with_columns(once=pl.lit(False))), nw.from_native(households), known.bands, known.year
    )
    return int(months.to_native()["refund_oere"].sum())


def _sums(amounts: pl.DataFrame) -> dict[str, int]:
    import polars as pl

    by_area = amounts.group_by(pl.col("area").fill_null(UNPLACED)).agg(pl.col("amount_oere").sum())
    return dict(by_area.iter_rows())
