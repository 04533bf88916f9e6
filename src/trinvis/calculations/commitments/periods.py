"""The days that a grant row is charged for, and with which weight: whole months, and changes that take a grant's place."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import LAST_CIVIL_DAY, OPEN_DAY, CivilDay
from trinvis.calculations.commitments.money import rounded_quotient

Frame = nw.LazyFrame[Any]

CERTAIN = 10_000
"""100 % in hundredths of a per cent."""

_BEFORE_ALL = -1_000_000


@dataclass(frozen=True)
class Traits:
    """Which rare things the rows hold, so that the steps that only they need are left out of the plan."""

    whole_months: bool
    changes: bool
    uncertain_changes: bool
    other_payers: bool

    @classmethod
    def of(cls, grants: Frame, municipality: int) -> Traits:
        """Reads four columns of the rows once; the one place where a lazy frame is looked into before its time."""
        changes = ~nw.col("modifies").is_null()
        seen = grants.select(
            whole_months=(nw.col("counting") == "whole_months").any(),
            changes=changes.any(),
            uncertain_changes=(changes & (nw.col("probability") < CERTAIN)).any(),
            other_payers=(nw.col("paying_municipality") != municipality).any(),
        ).collect()
        return cls(*(bool(seen.item(0, field.name)) for field in fields(cls)))


def charged_periods(grants: Frame, traits: Traits) -> Frame:
    """Grant rows with ``from_day``, ``to_day`` (int64, both charged) and ``weight`` (hundredths of a per cent).

    * An unknown stop is open. *Once*, and *session* without a stop, lie on the start day (``on_start_day``).
    * ``overlaps``: a neighbour of the same ``grant_id``, in order of start, has one of the row's days. Both are kept.
    * ``counting`` = ``whole_months``: the row reaches to both ends of its months, but never into days that another row
      of the same grant has: a month is charged in full and never twice when the price changes in it.
    * A row whose ``modifies`` names another grant of the child (its ``source_key``) takes that grant's place from its own
      start. Where the change is only expected with a probability, the grant stays for the rest of the 100 %, in a row of
      its own.
    * ``spread_days``: days of the row's whole period, before anything took its place.

    Null ``quantity`` and ``vat_factor`` become 1 and 100 %.
    """
    periods = _beside(_own_periods(grants))
    if traits.whole_months:
        periods = _whole_months(periods)
    return _replaced(periods, uncertain=traits.uncertain_changes) if traits.changes else periods


def _own_periods(grants: Frame) -> Frame:
    start = nw.col("start_day").cast(nw.Int64)
    on_start_day = (nw.col("unit") == "once") | ((nw.col("unit") == "session") & nw.col("stop_day").is_null())
    stop = nw.coalesce(nw.col("stop_day"), nw.lit(OPEN_DAY)).cast(nw.Int64)
    return grants.with_columns(
        from_day=start,
        to_day=nw.when(on_start_day).then(start).otherwise(stop),
        on_start_day=on_start_day,
        spread_days=stop - start + 1,
        _beside=nw.col("grant_id") * 2 + nw.when(on_start_day).then(1).otherwise(0),
        quantity=nw.coalesce(nw.col("quantity"), nw.lit(100)),
        vat_factor=nw.coalesce(nw.col("vat_factor"), nw.lit(CERTAIN)),
        weight=nw.coalesce(nw.col("probability"), nw.lit(CERTAIN)),
    )


def _beside(periods: Frame) -> Frame:
    """Adds ``_earlier`` (the last day of the row before, of the same grant), ``_later`` (the first day of the row after)
    and ``overlaps``. Amounts that fall on one day are neighbours of each other only; rows without a grant have none.

    The window goes over all rows in order of grant: on Polars thirty times as quick as one window per grant.
    """
    order = ["_beside", "from_day", "delivery_id", "row_no"]
    start, stop = nw.col("from_day"), nw.col("to_day")

    def of_same_grant(value: nw.Expr, step: int) -> nw.Expr:
        same = nw.col("_beside").shift(step).over(order_by=order) == nw.col("_beside")
        return nw.when(same).then(value.shift(step).over(order_by=order))

    # in order of start, rows that overlap at all include two neighbours that do
    overlaps = nw.coalesce(nw.col("_earlier") >= start, nw.lit(False)) | nw.coalesce(
        nw.col("_later") <= stop, nw.lit(False)
    )
    return periods.with_columns(_earlier=of_same_grant(stop, 1), _later=of_same_grant(start, -1)).with_columns(
        overlaps=overlaps
    )


def _whole_months(periods: Frame) -> Frame:
    start, stop = nw.col("from_day"), nw.col("to_day")
    first, last = CivilDay.of(start), CivilDay.of(stop)
    periods = periods.with_columns(
        _whole=nw.coalesce(nw.col("counting") == "whole_months", nw.lit(False)) & ~nw.col("on_start_day"),
        _first_year=first.year,
        _first_of_year=first.of_year,
        _last_year=last.year,
        _last_of_year=last.of_year,
    )
    first = CivilDay(start, nw.col("_first_year"), nw.col("_first_of_year"))
    last = CivilDay(stop, nw.col("_last_year"), nw.col("_last_of_year"))
    month_end = nw.when(stop > LAST_CIVIL_DAY).then(stop).otherwise(last.month_end())
    free_end = nw.min_horizontal(month_end, nw.coalesce(nw.col("_later"), nw.lit(OPEN_DAY)) - 1)
    back = nw.col("_whole") & nw.coalesce(nw.col("_earlier") < first.month_start(), nw.lit(True))
    on = nw.col("_whole") & nw.coalesce(nw.col("_later") > stop, nw.lit(True))
    return periods.with_columns(
        from_day=nw.when(back).then(first.month_start()).otherwise(start),
        to_day=nw.when(on).then(free_end).otherwise(stop),
    ).with_columns(spread_days=nw.col("to_day") - nw.col("from_day") + 1)


def _replaced(periods: Frame, *, uncertain: bool) -> Frame:
    target = ("child_no", "modifies")
    own_key = nw.coalesce(nw.col("source_key"), nw.lit(""))
    changes = (
        periods.filter(nw.coalesce(nw.col("modifies") != own_key, nw.lit(False)))
        .group_by(*target, "source_key", "grant_id")
        .agg(_from=nw.col("from_day").min(), _weight=nw.col("weight").max())
    )
    # a change that is itself changed before it begins hands its place on
    sooner = changes.select("child_no", _changed=nw.col("modifies"), _sooner=nw.col("_from"))
    sooner = sooner.group_by("child_no", "_changed").agg(nw.col("_sooner").min())
    changes = changes.join(
        sooner, left_on=["child_no", "source_key"], right_on=["child_no", "_changed"], how="left"
    ).with_columns(_from=nw.min_horizontal("_from", nw.coalesce(nw.col("_sooner"), nw.col("_from"))))
    segments = _stays(changes, target) if uncertain else _ends(changes, target)
    stays = nw.coalesce(nw.col("_stays"), nw.lit(CERTAIN))
    return (
        periods.join(segments, left_on=["child_no", "source_key"], right_on=["child_no", "_key"], how="left")
        .with_columns(
            from_day=nw.max_horizontal("from_day", nw.coalesce(nw.col("_begins"), nw.col("from_day"))),
            to_day=nw.min_horizontal("to_day", nw.coalesce(nw.col("_ends"), nw.col("to_day"))),
            weight=rounded_quotient(nw.col("weight") * stays, CERTAIN),
        )
        .filter(nw.col("from_day") <= nw.col("to_day"))
    )


def _ends(changes: Frame, target: tuple[str, str]) -> Frame:
    """Per changed grant the days before anything takes its place, when it stays whole: ``_begins``, ``_ends``, ``_stays``."""
    return (
        changes.group_by(*target)
        .agg(_first=nw.col("_from").min())
        .select(
            "child_no",
            _key=nw.col("modifies"),
            _begins=nw.lit(_BEFORE_ALL).cast(nw.Int64),
            _ends=nw.col("_first") - 1,
            _stays=nw.lit(CERTAIN).cast(nw.Int64),
        )
    )


def _stays(changes: Frame, target: tuple[str, str]) -> Frame:
    """``_ends``, and the days after each change for which the grant stays with what probability is left."""
    order = ["_from", "source_key", "grant_id"]
    left = changes.with_columns(
        _gone=nw.col("_weight").cum_sum().over(*target, order_by=order),
        _next=nw.col("_from").shift(-1).over(*target, order_by=order),
    ).select(
        "child_no",
        _key=nw.col("modifies"),
        _begins=nw.col("_from"),
        _ends=nw.coalesce(nw.col("_next") - 1, nw.lit(OPEN_DAY)).cast(nw.Int64),
        _stays=(CERTAIN - nw.col("_gone")).cast(nw.Int64),
    )
    left = left.filter((nw.col("_stays") > 0) & (nw.col("_ends") >= nw.col("_begins")))
    return nw.concat([_ends(changes, target), left])
