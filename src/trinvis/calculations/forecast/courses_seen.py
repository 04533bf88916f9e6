"""What happened to running grants from one snapshot to the next, counted: the raw material of durations.

Everything is counted in what was *known*: a stop that is registered two months late is a stop two months back learnt now.
So the same counts give exits, prolongations and late registered stops, and nothing has to be known later than it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import LAST_CIVIL_DAY, CivilDay
from trinvis.calculations.commitments.posted import month_index
from trinvis.calculations.forecast.horizon import MONTH_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

Frame = nw.LazyFrame[Any]

BANDS = (0, 3, 6, 12, 24, 48)
"""Months already in the grant: the first month of each band."""
AGES = (0, 12, 18)
"""Years: the first year of each age group."""
CHILDHOOD_DAYS = 18 * 365.25
MONTH = 31
"""Days: a month at its longest."""
PAST = 4
"""Months after an 18th birthday in which it may still become known that a grant stopped with it."""
OFFSETS = (-6, 18)
"""Months from a snapshot to a stop learnt in the month after it: the smallest and largest that are told apart."""
DUE = 3
"""Months to a known stop: 1, 2, and 3 for all that are further away."""
PLAN_BANDS = (0, 6, 18)
"""Months already in a grant whose stop was known from the start: the first month of each band."""
_MARCH_1968 = 1968 * 12 + 3
_FIRST_CIVIL = -600
FAR = 60
"""Months to a stop so far away that the grant counts as open."""


@dataclass(frozen=True)
class Counts:
    """In the order of what is counted by.

    ``open``: kind, age, band, exposure (months), stops (learnt). ``offsets``: kind, offset, number of learnt stops.
    ``planned``: kind, decided (the stop was learnt or moved nearer after the start), plan_band, due, exposure, longer, shorter.
    ``lengths``: kind, offset, number of prolongations (offset null: to an unknown stop). ``birthdays``: kind, turned (grants
    that ran at the 18th birthday), stopped (with it). ``past_birthday``: kind, since (whole months since the 18th birthday),
    running (snapshots that still showed it running), stopped (of grants that had stopped with it all the same).
    """

    open: pl.DataFrame
    offsets: pl.DataFrame
    planned: pl.DataFrame
    lengths: pl.DataFrame
    birthdays: pl.DataFrame
    past_birthday: pl.DataFrame


def counts(seen: Frame, calendar: Frame, collect: Callable[[Frame], pl.DataFrame]) -> Counts:
    """The counts of all pairs of snapshots one month apart.

    ``seen`` has the columns of ``known.seen_types``, ``calendar`` those of ``commitments.calendar.months``.
    """
    import polars as pl

    pairs, finals = collect(_pairs(seen, calendar)), _finals(seen, calendar)
    learnt = pl.col("outcome")
    running_open = pairs.filter(pl.col("left").is_null(), ~pl.col("birthday"))
    known = pairs.filter(pl.col("left").is_not_null())

    def by(rows: pl.DataFrame, *keys: str, **numbers: pl.Expr) -> pl.DataFrame:
        return rows.group_by(keys).agg(**numbers).sort(keys)

    return Counts(
        open=by(running_open, "kind", "age", "band", exposure=pl.len(), stops=(learnt == "stop").sum()),
        offsets=by(pairs.filter(learnt.is_in(["stop", "shorter"])), "kind", "offset", number=pl.len()),
        planned=by(
            known,
            *("kind", "decided", "plan_band", "due"),
            exposure=pl.len(),
            longer=(learnt == "longer").sum(),
            shorter=(learnt == "shorter").sum(),
        ),
        lengths=by(pairs.filter(learnt == "longer"), "kind", "offset", number=pl.len()),
        birthdays=by(collect(finals), "kind", turned=pl.len(), stopped=pl.col("stopped").sum()),
        past_birthday=by(
            collect(_past(finals, seen, calendar)), "kind", "since", running=pl.len(), stopped=pl.col("stopped").sum()
        ),
    )


def with_day(seen: Frame, calendar: Frame) -> Frame:
    """``seen`` with ``seen_day``, the last day of the snapshot, and ``index``, its months since year 0."""
    days = calendar.select(snapshot=nw.col("month"), seen_day=nw.col("last_day"))
    return seen.join(days, on="snapshot", how="inner").with_columns(index=month_index(nw.col("snapshot")))


def _pairs(seen: Frame, calendar: Frame) -> Frame:
    """One row per running grant and month between two snapshots, with what was learnt in it."""
    dated = with_day(seen, calendar).filter(~nw.col("expected"))
    opened = dated.filter(nw.col("stop_day").is_null()).group_by("grant_id").agg(first_open=nw.col("index").min())
    last = dated.select("index").unique()
    after = dated.select("grant_id", index=nw.col("index") - 1, then_stop=nw.col("stop_day"), there=nw.lit(True))
    alive = dated.filter(
        nw.col("stop_day").is_null() | (nw.col("stop_day") > nw.col("seen_day")),
        nw.col("start_day") <= nw.col("seen_day"),
    )
    followed = alive.join(last.select(index=nw.col("index") - 1), on="index", how="inner")
    joined = followed.join(after, on=["grant_id", "index"], how="left").join(opened, on="grant_id", how="left")
    left = nw.when(~_far("stop_day")).then(_months("stop_day"))
    then = nw.when(~_far("then_stop")).then(_months("then_stop"))
    gone = nw.col("there").is_null()
    joined = joined.with_columns(left=left, then=nw.when(gone).then(nw.lit(0)).otherwise(then))
    shortened = (
        joined.filter(nw.col("then") < nw.col("left"))
        .group_by("grant_id")
        .agg(first_shortened=(nw.col("index").min() + 1))
    )
    joined = joined.join(shortened, on="grant_id", how="left")
    longer = ~nw.col("left").is_null() & (nw.col("then").is_null() | (nw.col("then") > nw.col("left")))
    shorter = ~nw.col("left").is_null() & (nw.col("then") < nw.col("left"))
    stop = nw.col("left").is_null() & ~nw.col("then").is_null()
    outcome = (
        nw.when(stop).then(nw.lit("stop")).otherwise(
            nw.when(longer).then(nw.lit("longer")).otherwise(
                nw.when(shorter).then(nw.lit("shorter")).otherwise(nw.lit("same"))
            )
        )
    )  # fmt: skip
    low, high = OFFSETS
    turns = nw.col("birth_day") + round(CHILDHOOD_DAYS)
    return joined.select(
        "kind",
        "left",
        age=_age(nw.col("seen_day") - nw.col("birth_day")),
        band=_band(nw.col("seen_day") - nw.col("start_day"), BANDS),
        plan_band=_band(nw.col("seen_day") - nw.col("start_day"), PLAN_BANDS),
        due=nw.when(nw.col("left") < DUE).then(nw.col("left")).otherwise(nw.lit(DUE)),
        decided=(nw.col("index") > nw.col("first_open")).fill_null(False)
        | (nw.col("index") >= nw.col("first_shortened")).fill_null(False),
        birthday=((turns > nw.col("seen_day") - MONTH * PAST) & (turns <= nw.col("seen_day") + 62)).fill_null(False),
        outcome=outcome,
        offset=nw.col("then").clip(low, high),
    )


def _finals(seen: Frame, calendar: Frame) -> Frame:
    """Grants that ran at a child's 18th birthday so long ago that a stop with it is known: whether they stopped with it.

    One that is no longer shown, without a stop, stopped in the month after it was shown last.
    """
    dated = with_day(seen, calendar).filter(~nw.col("expected"), ~nw.col("birth_day").is_null())
    newest = dated.group_by("grant_id").agg(index=nw.col("index").max())
    today = with_day(seen, calendar).select(today=nw.col("seen_day").max())
    turns = nw.col("birth_day") + round(CHILDHOOD_DAYS)
    gone = nw.col("stop_day").is_null() & (nw.col("seen_day") < nw.col("today"))
    last = nw.when(gone).then(nw.col("seen_day")).otherwise(nw.col("stop_day"))
    near = nw.when(gone).then(nw.lit(MONTH)).otherwise(nw.lit(20))
    return (
        dated.join(newest, on=["grant_id", "index"], how="inner")
        .join(today, how="cross")
        .with_columns(turns=turns, last=last, near=near)
        .filter(
            nw.col("turns") < nw.col("today") - MONTH * PAST,
            nw.col("turns") > nw.col("start_day") + MONTH,
            nw.col("last").is_null() | (nw.col("last") > nw.col("turns") - nw.col("near")),
        )
        .select(
            "grant_id", "kind", "turns", stopped=(nw.col("last") <= nw.col("turns") + nw.col("near")).fill_null(False)
        )
    )


def _past(finals: Frame, seen: Frame, calendar: Frame) -> Frame:
    """Every snapshot that showed one of ``finals`` running after the 18th birthday, at most ``PAST`` months after it."""
    shown = with_day(seen, calendar).filter(~nw.col("expected")).select("grant_id", "seen_day", "stop_day")
    since = (nw.col("seen_day") - nw.col("turns")) // MONTH
    return (
        finals.join(shown, on="grant_id", how="inner")
        .filter(
            nw.col("seen_day") >= nw.col("turns"),
            nw.col("seen_day") < nw.col("turns") + MONTH * PAST,
            nw.col("stop_day").is_null() | (nw.col("stop_day") > nw.col("seen_day")),
        )
        .select("kind", "stopped", since=since.cast(nw.Int64))
    )


def _months(stop: str) -> nw.Expr:
    """Months from the snapshot to the month of a stop: 1 is a stop in the month that follows, on its last day too."""
    day = CivilDay.of(nw.col(stop).clip(_FIRST_CIVIL, LAST_CIVIL_DAY))
    month = _MARCH_1968 + 12 * day.year + (5 * day.of_year + 2) // 153
    return (month - nw.col("index")).cast(nw.Int64)


def _far(stop: str) -> nw.Expr:
    return nw.col(stop).is_null() | (nw.col(stop) - nw.col("seen_day") > round(FAR * MONTH_DAYS))


def _band(days: nw.Expr, bands: tuple[int, ...]) -> nw.Expr:
    """The band of so many days; a product, since Sail divides no floats."""
    band: nw.Expr = nw.lit(0)
    for number, first in enumerate(bands[1:], start=1):
        band = nw.when(days.cast(nw.Float64) >= first * MONTH_DAYS).then(nw.lit(number)).otherwise(band)
    return band.cast(nw.Int64)


def age_group(years: NDArray[np.float64]) -> NDArray[np.int64]:
    """The age groups of ages in years, the middle one where the age is unknown (NaN); −1 before birth."""
    import numpy as np

    return np.where(np.isnan(years), 1, np.searchsorted(np.array(AGES), years, side="right") - 1).astype(np.int64)


def _age(days: nw.Expr) -> nw.Expr:
    """``age_group`` of columns; who is not born counts in the first one."""
    group: nw.Expr = nw.lit(0)
    for number, first in enumerate(AGES[1:], start=1):
        group = nw.when(days.cast(nw.Float64) >= first * 365.25).then(nw.lit(number)).otherwise(group)
    return nw.when(days.is_null()).then(nw.lit(1)).otherwise(group).cast(nw.Int64)
