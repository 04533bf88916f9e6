"""How long children stay on a step: stays that ended, stays that still run, and the median by life table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.activity import with_age
from trinvis.calculations.staircase.spells import Level, spells
from trinvis.calculations.staircase.standing import Frame, Standing

if TYPE_CHECKING:
    import polars as pl

_HALF = 0.5 + 1e-12
"""Half, with room for what a product of floats leaves behind."""


@dataclass(frozen=True)
class Durations:
    """Stays of one group, in days; both the first and the last day count.

    ``group``: the values of what was grouped by. ``completed`` stays lasted ``completed_days`` together; ``running`` ones had
    lasted ``running_days`` when they were last seen, and are censored. ``median_days`` is by the product-limit estimate over
    both kinds: None where more than half still run.
    ``late`` stays count in the numbers, but had no day seen as running, so they have no part in the median.
    """

    group: tuple[Any, ...]
    completed: int
    completed_days: int
    running: int
    running_days: int
    median_days: int | None
    late: int = 0

    @property
    def mean_completed(self) -> Fraction | None:
        """Mean of the stays that ended, exact; shorter than the truth while long ones still run. None without any."""
        return Fraction(self.completed_days, self.completed) if self.completed else None


def stays(standing: Standing, seen_day: int, *, level: Level = "step", gap_days: int = 0) -> Frame:
    """The stays begun by ``seen_day``: ``child_no``, ``step``, ``from_day``, ``days``, ``running`` and what the first grant carries.

    A stay that goes on to ``seen_day`` or longer is running, whatever stop is expected, and has lasted until then. With ``birth_day``
    carried, ``age_from`` is the age group on its first day. ``OUTSIDE`` is a step too. Gaps as in ``spells``.
    """
    begun = spells(standing, level=level, gap_days=gap_days).filter(nw.col("from_day") <= seen_day)
    lasted = nw.min_horizontal("to_day", nw.lit(seen_day).cast(nw.Int64)) - nw.col("from_day") + 1
    rows = begun.with_columns(days=lasted, running=nw.col("to_day") >= seen_day)
    return with_age(rows, nw.col("from_day")).drop("to_day", "last_step")


def durations(
    stays: pl.DataFrame, by: Sequence[str] = ("step",), *, observed_from: int | None = None
) -> tuple[Durations, ...]:
    """The collected ``stays`` by group, in order (null last).

    ``observed_from``: the day from which stays are seen at all, when the history begins with who was there that day; a stay
    from before is then at risk only from that day on (left truncation), and one that ended before it is ``late``. Without
    it every stay is taken to be seen from its first day.
    """
    groups: dict[tuple[Any, ...], list[tuple[int, int, bool]]] = {}
    for row in stays.select(*by, "from_day", "days", "running").iter_rows():
        groups.setdefault(row[: len(by)], []).append(row[len(by) :])
    order = sorted(groups, key=lambda group: [(value is None, "" if value is None else value) for value in group])
    return tuple(_of_group(group, groups[group], observed_from) for group in order)


def _of_group(group: tuple[Any, ...], rows: list[tuple[int, int, bool]], observed_from: int | None) -> Durations:
    entered = [0 if observed_from is None else max(0, observed_from - first) for first, _, _ in rows]
    seen = [(days, not running, entry) for (_, days, running), entry in zip(rows, entered, strict=True) if days > entry]
    ended = [days for _, days, running in rows if not running]
    still = [days for _, days, running in rows if running]
    return Durations(group, len(ended), sum(ended), len(still), sum(still), _median(seen), len(rows) - len(seen))


def _median(seen: list[tuple[int, bool, int]]) -> int | None:
    """The first day after which at most half are left; None when it never comes to that, or nobody was seen."""
    from trinvis.calculations.statistics.life_table import kaplan_meier

    if not seen:
        return None
    lengths, ended, entries = zip(*seen, strict=True)
    estimate = kaplan_meier(lengths, ended, entries)
    for day, left in zip(estimate.times, estimate.table.survival, strict=True):
        if left <= _HALF:
            return int(day)
    return None
