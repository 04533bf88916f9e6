"""New grants: how many start each month, how many of those that have started are not registered yet, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.courses_seen import AGES
from trinvis.calculations.forecast.horizon import MONTH_DAYS, Horizon, month_index

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
_DONORS = 30
"""A new grant takes price and age from one of the newest of its kind, so many at most."""
_PRIOR_DISPERSION = 8.0


@dataclass(frozen=True)
class Donors:
    """Grants whose price and age new ones take, by kind: ``first[k]`` … ``first[k + 1]`` are those of kind k."""

    first: Whole
    area: Whole
    day_oere: Floats
    age: Whole
    to_birthday: Floats
    """Months from the start to the 18th birthday; infinite when unknown or passed."""
    planned: Floats
    """Months from start to the stop known when first seen; infinite for an unknown stop."""


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
        month = (np.array([month_index(horizon.month(int(place))) for place in places])) % 12
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
    calendar = np.array([month_index(horizon.month(int(place))) for place in months]) % 12
    season = _season(number.sum(axis=0), common_share, calendar)
    weight = np.array([_HALF[min(int(-place) // 12, 2)] for place in months])
    at_risk = season[calendar] * sources.relative
    weight = _after_a_shift(number, mean_share * at_risk, weight)
    exposure = (at_risk * seen_share * weight).sum(axis=2)
    shape = (weight * number).sum(axis=1)
    whole = shape / np.maximum(exposure.mean(axis=0), 1e-9)
    level = rng.standard_gamma(np.broadcast_to(shape + _PRIOR_MONTHS * np.maximum(whole, 0.01), (sets, kinds)))
    level = level / (exposure + _PRIOR_MONTHS)
    shock, spread = _dispersion(number, mean_share * at_risk, common_share, sets, rng)
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
    """The months of the year against their mean, only where two years show it clearly (chi-square, 1 %); else all 1."""
    import numpy as np
    from scipy.stats import chi2

    full = seen_share > 0.9
    season = np.ones(12)
    if full.sum() < 24:
        return season
    got = np.bincount(calendar[full], number[full], 12)
    expected = np.bincount(calendar[full], seen_share[full], 12)
    expected = expected * got.sum() / max(expected.sum(), 1e-9)
    if got.sum() < 60 or expected.min() <= 0:
        return season
    statistic = float(((got - expected) ** 2 / expected).sum())
    if chi2.sf(statistic, 11) > 0.01:
        return season
    shrink = max(1 - 11 / statistic, 0.0)
    season = 1 + shrink * (got / expected - 1)
    relative: Floats = season / season.mean()
    return relative


def _after_a_shift(number: Floats, expected: Floats, weight: Floats) -> Floats:
    """[kinds, months] weights: where the newest 12 months differ clearly from those before (2.5 s.e.), only they count."""
    import numpy as np

    weights = np.broadcast_to(weight, number.shape).copy()
    if number.shape[1] < 24:
        return weights
    new, old = number[:, -12:].sum(axis=1), number[:, :-12].sum(axis=1)
    share_new, share_old = expected[:, -12:].sum(axis=1), expected[:, :-12].sum(axis=1)
    common = (new + old) / (share_new + share_old)
    z = (new / share_new - old / share_old) / np.sqrt(np.maximum(common * (1 / share_new + 1 / share_old), 1e-12))
    weights[np.abs(z) > 2.5, :-12] = 0.1
    return weights


def _dispersion(
    number: Floats, expected: Floats, common: Floats, sets: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Variance of a common monthly factor, and what is left of a kind's variance over its mean; both drawn.

    From how much the whole and each kind vary around their means, with a Poisson municipality as the prior.
    """
    import numpy as np

    full = np.flatnonzero(common > 0.9)[-24:]
    freedom = len(full) - 1
    of_whole, of_kind, mean_whole, mean_kind = 1.0, 1.0, 0.0, 0.0
    if freedom >= 6:
        counts, share = number[:, full], expected[:, full]
        level = counts.sum(axis=1, keepdims=True) / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
        mu = level * share
        some = level[:, 0] > 0.2
        if some.any():
            of_kind = float((((counts - mu) ** 2)[some] / mu[some]).sum() / (freedom * some.sum()))
            mean_kind = float((mu[some] ** 2).sum() / mu[some].sum())
        whole, mu_whole = counts.sum(axis=0), mu.sum(axis=0)
        if mu_whole.min() > 0:
            of_whole = float((((whole - mu_whole) ** 2) / mu_whole).sum() / freedom)
            mean_whole = float(mu_whole.mean())
    weight = max(freedom, 0)
    a = _PRIOR_DISPERSION
    whole_drawn = (weight * of_whole + a) / (weight + a) * (weight + a) / rng.chisquare(weight + a, sets)
    kind_centre = (4 * weight * of_kind + a) / (4 * weight + a)
    apart = mean_whole - mean_kind
    shock = np.maximum(whole_drawn - kind_centre, 0) / apart if apart > 1 else np.zeros(sets)
    spread = np.clip(np.minimum(kind_centre, whole_drawn) - shock * mean_kind, 0.05, 4.0)
    return shock, spread


def drawn_counts(
    expected: Floats, shock: float, spread: float, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """[kinds, months, draws] numbers of new grants around ``expected`` [kinds, months]."""
    import numpy as np

    factor = rng.gamma(1 / shock, shock, (expected.shape[1], draws)) if shock > 1e-6 else 1.0
    mean = expected[:, :, None] * factor * np.ones(draws)
    if spread > 1.02:
        return rng.poisson(rng.gamma(np.maximum(mean, 1e-12) / (spread - 1), spread - 1)).astype(np.int64)
    if spread < 0.98:
        whole = mean / (1 - spread)
        trials = np.floor(whole + rng.random(whole.shape))
        return rng.binomial(trials.astype(np.int64), 1 - spread).astype(np.int64)
    return rng.poisson(mean).astype(np.int64)


def donors(first: pl.DataFrame, kinds: tuple[str, ...], areas: tuple[str, ...]) -> Donors:
    """The newest grants of each kind with a price, ``_DONORS`` at most; a kind without any has none."""
    import numpy as np
    import polars as pl

    parts, edges = [], [0]
    for kind in kinds:
        some = (
            first.filter(pl.col("kind") == kind, pl.col("day_oere") > 0)
            .sort("start_day", "grant_id", descending=True)
            .head(_DONORS)
        )
        parts.append(some)
        edges.append(edges[-1] + len(some))
    chosen = pl.concat([first.clear(), *parts])
    area_of = {area: number for number, area in enumerate(areas)}
    age = (chosen["start_day"] - chosen["birth_day"]).cast(pl.Float64).to_numpy() / 365.25
    start = chosen["start_day"].to_numpy().astype(np.float64)
    planned = (chosen["first_stop"].cast(pl.Float64).to_numpy() - start) / MONTH_DAYS
    turns = (chosen["birth_day"].cast(pl.Float64).to_numpy() + 18 * 365.25 - start) / MONTH_DAYS
    return Donors(
        np.array(edges, dtype=np.int64),
        np.array([area_of[area] for area in chosen["area"]], dtype=np.int64),
        chosen["day_oere"].to_numpy().astype(np.float64),
        np.where(np.isnan(age), 1, np.searchsorted(np.array(AGES), age, side="right") - 1).astype(np.int64),
        np.where(np.isnan(turns) | (turns <= 0), np.inf, turns),
        np.where(np.isnan(planned) | (planned > 60), np.inf, planned),
    )
