"""New grants: how many start each month, and how many of those that have started are not registered yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.dispersion import dispersion
from trinvis.calculations.forecast.horizon import Horizon, month_index

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.moves import Sources

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

DELAYS = (-4, 8)
"""Months from the start of a grant until it is first seen that are told apart; below 0: announced ahead."""
LATE_STARTS = 8
"""How many months back a start may lie that is not registered yet."""
_HALF = (1.0, 0.6, 0.36)
"""Weight of the newest 12 months, the 12 before and all earlier ones in the level."""
_YOUNG = 9
_PRIOR_MONTHS = 2.0
_PRIOR_STARTS = 6.0
"""Starts that like kinds together weigh against a kind's own delays."""


@dataclass(frozen=True)
class Arrivals:
    """Draws of the parameters of new grants.

    ``level``: [sets, kinds] starts a month; ``season``: [12] relative to the mean, by month of the year; ``unseen``:
    [sets, kinds, delays] chance that a start is first seen later than so many months after it; ``shock``: [sets] variance of a
    month's common factor; ``spread``: [sets] variance of a kind's number over its mean, that factor apart.
    """

    level: Floats
    season: Floats
    unseen: Floats
    shock: Floats
    spread: Floats

    def expected(self, horizon: Horizon) -> Floats:
        """[sets, kinds, start]: starts not seen on the as-of day, by month from −LATE_STARTS + 1 to the horizon's last."""
        import numpy as np

        places = np.arange(1 - LATE_STARTS, horizon.months + 1)
        delay = np.clip(-places, DELAYS[0] - 1, DELAYS[1])
        unseen = np.where(
            delay < DELAYS[0], 1.0, self.unseen[:, :, np.clip(delay - DELAYS[0], 0, self.unseen.shape[2] - 1)]
        )
        month = month_index(horizon.month(places)) % 12
        starts: Floats = self.level[:, :, None] * self.season[month] * unseen
        return starts


@dataclass(frozen=True)
class Starts:
    """Every grant ever seen that was granted, one row each, as arrays: where its start and first sight lie, and whether it was
    expected first (``announced``).

    ``start`` and ``first_seen`` are months from the as-of day (0: the last closed month).
    """

    kind: Whole
    start: Whole
    first_seen: Whole
    first_snapshot: int
    announced: NDArray[np.bool_]

    @property
    def months(self) -> range:
        """The months that levels are found from: those since the first snapshot, 48 at most.

        Of starts before it, only those that had not stopped can be counted on to be there; they count where it is younger than
        ``_YOUNG`` months.
        """
        before = 11 if self.first_snapshot > -_YOUNG else 0
        return range(max(self.first_snapshot - before, -47), 1)


def starts(first: pl.DataFrame, kinds: tuple[str, ...], horizon: Horizon) -> Starts:
    """From one row per granted grant (``kind``, ``start_day``, ``first_snapshot`` yyyymm) and the horizon."""
    import numpy as np

    row_of = {kind: number for number, kind in enumerate(kinds)}
    start = np.ceil(horizon.end_of(first["start_day"].to_numpy().astype(np.float64)))
    seen = np.array([horizon.place(int(month)) for month in first["first_snapshot"]], dtype=np.int64)
    return Starts(
        np.array([row_of[kind] for kind in first["kind"]], dtype=np.int64),
        start.astype(np.int64),
        seen,
        int(seen.min(initial=0)),
        first["announced"].to_numpy().astype(bool),
    )


def arrivals(
    found: Starts, kinds: int, horizon: Horizon, sources: Sources, sets: int, rng: np.random.Generator
) -> Arrivals:
    """Parameters drawn from the starts seen so far; ``sources`` are of ``found.months``."""
    import numpy as np

    unseen = _unseen(found, kinds, sets, rng)
    months = np.array(found.months)
    oldest = int(months[0])
    number = np.zeros((kinds, len(months)))
    inside = (found.start >= oldest) & (found.start <= 0)
    np.add.at(number, (found.kind[inside], found.start[inside] - oldest), 1)
    delay = np.clip(-months - DELAYS[0], 0, unseen.shape[2] - 1)
    seen_share = 1 - unseen[:, :, delay]  # sets, kinds, months
    mean_share = seen_share.mean(axis=0)
    weigh = np.maximum(number.sum(axis=1), 1)
    common_share = (mean_share * weigh[:, None]).sum(axis=0) / max(weigh.sum(), 1)
    calendar = month_index(horizon.month(months)) % 12
    season = _season(number.sum(axis=0), common_share, calendar)
    weight = np.array([_HALF[min(int(-place) // 12, 2)] for place in months])
    at_risk = season[calendar] * sources.relative
    shock, spread = dispersion(number, mean_share * at_risk, common_share, sets, rng)
    weight = _after_a_shift(number, mean_share * at_risk, weight, float(shock.mean()), float(spread.mean()))
    exposure = (at_risk * seen_share * weight).sum(axis=2)
    shape = (weight * number).sum(axis=1)
    whole = shape / np.maximum(exposure.mean(axis=0), 1e-9)
    shape, sure = shape + _PRIOR_MONTHS * np.maximum(whole, 0.01), 1 / spread[:, None]
    level = rng.standard_gamma(shape * sure) / ((exposure + _PRIOR_MONTHS) * sure)
    of_month = (mean_share * at_risk * weight * whole[:, None]).sum(axis=0)
    common = shock * (of_month**2).sum() / max(of_month.sum(), 1e-9) ** 2
    level = level * _about_one(common, rng)[:, None]
    return Arrivals(level, season, unseen, shock, spread)


def _unseen(found: Starts, kinds: int, sets: int, rng: np.random.Generator) -> Floats:
    """[sets, kinds, delays] chance that a start is first seen later than each delay: the chain ladder of counts, drawn.

    A start counts from the delay at which it could have been seen at all: what was there in the first snapshot was seen
    then or before. A kind with few starts leans on those like it: announced before they begin, or not.
    """
    import numpy as np

    delays = np.arange(DELAYS[0], DELAYS[1] + 1)
    delay = np.clip(found.first_seen - found.start, DELAYS[0], DELAYS[1])
    told = found.first_seen > found.first_snapshot
    known_from = found.first_snapshot + 1 - found.start  # a smaller delay could not be told
    announced = np.bincount(found.kind[found.announced], minlength=kinds) > 0
    unseen = np.zeros((sets, kinds, len(delays)))
    later = np.ones((sets, kinds))
    for column in range(len(delays) - 1, 0, -1):
        d = delays[column]
        cohort = told & (found.start <= -d) & (known_from <= d)
        here = np.bincount(found.kind[cohort & (delay == d)], minlength=kinds)
        until = np.bincount(found.kind[cohort & (delay <= d)], minlength=kinds)
        whole = np.zeros((sets, kinds))
        for like in (announced, ~announced):
            whole[:, like] = rng.beta(here[like].sum() + 0.05, (until - here)[like].sum() + 2.0, sets)[:, None]
        lean = _PRIOR_STARTS
        share = rng.beta(here + lean * whole + 1e-6, until - here + lean * (1 - whole) + 1e-6)
        later = later * (1 - share)
        unseen[:, :, column - 1] = 1 - later
    return unseen


def _season(number: Floats, seen_share: Floats, calendar: Whole) -> Floats:
    """The months of the year against their mean, as far as the history supports it; without any support all 1.

    Where the same month of different years agrees clearly better than months do (F, 5 %), each month has its own; else a wave
    over the year. Either is shrunk by its F (James & Stein 1961): what chance alone would give is left out.
    """
    import numpy as np
    from scipy.stats import f

    full = np.flatnonzero(seen_share > 0.9)
    if len(full) < 24 or number[full].sum() < 60:
        return np.ones(12)
    share, month = seen_share[full], calendar[full]
    level = number[full].sum() / share.sum()
    relative = number[full] / (level * share)
    by_month = np.bincount(month, share * relative, 12) / np.maximum(np.bincount(month, share, 12), 1e-9)
    angle = 2 * np.pi * np.arange(12) / 12
    terms = np.column_stack([np.ones(12), np.cos(angle), np.sin(angle)])
    weight = np.sqrt(share)[:, None]
    fit = np.linalg.lstsq(terms[month] * weight, relative * weight[:, 0], rcond=None)[0]
    for shape, used, sure in ((by_month, 11, 0.05), (terms @ fit, 2, 1.0)):
        free = len(full) - 1 - used
        between = float((share * (shape[month] - 1) ** 2).sum()) / used
        within = max(float((share * (relative - shape[month]) ** 2).sum()) / free, 1 / level)
        if between > within and f.sf(between / within, used, free) <= sure:
            season = 1 + (1 - within / between) * (shape - 1)
            above: Floats = np.maximum(season, 0.05)
            above /= above.mean()
            return above
    return np.ones(12)


def _about_one(variance: Floats, rng: np.random.Generator) -> Floats:
    """Draws with mean 1 and these variances (gamma)."""
    import numpy as np

    some = np.maximum(variance, 1e-9)
    return rng.standard_gamma(1 / some) * some


def _after_a_shift(number: Floats, expected: Floats, weight: Floats, shock: float, spread: float) -> Floats:
    """[kinds, months] weights: where the newest 12 months differ clearly from those before (2.5 s.e.), only they count.

    ``shock`` and ``spread``: how unevenly starts come anyway.
    """
    import numpy as np

    weights = np.broadcast_to(weight, number.shape).copy()
    if number.shape[1] < 24:
        return weights
    new, old = number[:, -12:].sum(axis=1), number[:, :-12].sum(axis=1)
    share_new, share_old = expected[:, -12:].sum(axis=1), expected[:, :-12].sum(axis=1)
    common = (new + old) / (share_new + share_old)
    apart = 1 / share_new + 1 / share_old
    variance = common * apart * spread + common**2 * shock * (1 / 12 + 1 / (number.shape[1] - 12))
    z = (new / share_new - old / share_old) / np.sqrt(np.maximum(variance, 1e-12))
    weights[np.abs(z) > 2.5, :-12] = 0.1
    return weights
