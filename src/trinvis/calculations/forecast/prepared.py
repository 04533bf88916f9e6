"""Everything known turned into the arrays that are drawn from: one row per grant that still costs, one per kind of new grant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.courses_seen import CHILDHOOD_DAYS, FAR, PAST, age_group
from trinvis.calculations.forecast.durations import DECIDED
from trinvis.calculations.forecast.final_stops import EARLIEST, LATE, plan_state
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.late_postings import WINDOW

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

HALVES = (0.5 - 12**-0.5, 0.5 + 12**-0.5)
"""How much of its last month a grant costs, one or the other: mean and variance of a day drawn evenly."""
_PRIOR_INVOICES = 10.0
_NEARER_DAYS = 15


@dataclass(frozen=True)
class Running:
    """The grants known on the as-of day that may cost something in the rest of the year, sorted by area.

    ``state``: row of ``FinalStops.open`` classes, or −1 where the stop is known; ``known``: [grant, 3] kind, state and
    place of the stop. ``full``: [grant, place EARLIEST … months] øre of each month if the grant runs through it, ``last``: if it is the month of the final stop;
    ``committed``: øre to come as registered. ``cost``: [grant, final stop, 2] øre to come, in either half (``HALVES``). ``chance``: 1, or the typed
    probability of an expected grant; ``begun``: 1 when its start has passed. ``birthday``: place of the child's 18th birthday,
    0 when it is not in the horizon; ``past``: whole months since it, −1 when it was not lately;
    ``invoiced``: [grant, final stop] how likely the invoices that have come are, if that is the final stop.
    """

    grant_id: Whole
    child_no: Whole
    area: Whole
    kind: Whole
    state: Whole
    known: Whole
    full: Floats
    last: Floats
    cost: Floats
    committed: Floats
    missing: Floats
    chance: Floats
    begun: Whole
    birthday: Whole
    past: Whole
    invoiced: NDArray[np.float32]
    settled: tuple[tuple[int, int, Floats], ...]
    """Area, child and øre to come by place of grants that have ended: nothing about them is drawn."""


def open_state(kind: Whole, age_years: Floats, months_in: Floats) -> Whole:
    """[grant, 3]: kind, age group and whole months in the grant (below 0: so many months until it starts)."""
    import numpy as np

    return np.column_stack([kind, np.maximum(age_group(age_years), 0), np.clip(np.floor(months_in), -60, 72)]).astype(
        np.int64
    )


def running(known: Known, kinds: tuple[str, ...], areas: tuple[str, ...], horizon: Horizon) -> tuple[Running, Whole]:
    """The running grants and, for those without a known stop, their open state (``Running.state`` numbers its rows)."""
    import numpy as np
    import polars as pl

    rows = _newest(known, horizon)
    kind_of = {kind: number for number, kind in enumerate(kinds)}
    area_of = {area: number for number, area in enumerate(areas)}
    stop = np.where(rows["stop_day"].is_null(), np.inf, rows["stop_day"].cast(pl.Float64).fill_null(0).to_numpy())
    stop_at = horizon.end_of(stop)
    start_at = horizon.end_of(rows["start_day"].to_numpy().astype(np.float64) - 1)
    month_amounts = _month_amounts(rows["grant_id"], known, horizon)
    committed = month_amounts.sum(axis=1)
    over = stop_at <= 0
    area = np.array([area_of.get(one, -1) for one in rows["area"]], dtype=np.int64)
    children = rows["child_no"].to_list()
    settled = tuple(
        (int(area[row]), int(children[row]), month_amounts[row]) for row in np.flatnonzero(over & (committed != 0))
    )
    order = np.flatnonzero(~over)
    order = order[np.argsort(area[order], kind="stable")]
    rows = rows[order]
    stop_at, start_at, area = stop_at[order], start_at[order], area[order]
    month_amounts, committed = month_amounts[order], committed[order]
    day = rows["day_oere"].to_numpy().astype(np.float64)
    full, last, cost = _costs(month_amounts, stop_at, day, horizon)
    kind = np.array([kind_of[one] for one in rows["kind"]], dtype=np.int64)
    is_open = stop_at > FAR
    birth = rows["birth_day"].cast(pl.Float64).to_numpy()
    end = horizon.end_of(birth + CHILDHOOD_DAYS - 1)
    states = open_state(kind[is_open], (horizon.day - birth[is_open]) / 365.25, -start_at[is_open])
    state = np.full(len(rows), -1, dtype=np.int64)
    state[is_open] = np.arange(int(is_open.sum()))
    place = np.clip(np.ceil(np.where(is_open, 0, stop_at)), EARLIEST, horizon.months + LATE + 1)
    return (
        Running(
            grant_id=rows["grant_id"].to_numpy(),
            child_no=rows["child_no"].to_numpy(),
            area=area,
            kind=kind,
            state=state,
            known=np.column_stack(
                [kind, np.where(rows["decided"].to_numpy(), DECIDED, plan_state(-start_at)), place]
            ).astype(np.int64),
            full=full,
            last=last,
            cost=cost,
            committed=committed,
            missing=month_amounts[:, : 1 - EARLIEST].sum(axis=1),
            chance=np.where(rows["expected"].to_numpy(), rows["probability"].to_numpy() / 10_000, 1.0),
            begun=(start_at <= 0).astype(np.int64),
            birthday=np.where((end > 0) & (end <= horizon.months), np.ceil(end), 0).astype(np.int64),
            past=np.where((end <= 0) & (end > -PAST) & (start_at < end - 1), np.floor(-end), -1).astype(np.int64),
            invoiced=_invoiced(
                month_amounts, kind, start_at, (day > 0) & ~rows["expected"].to_numpy(), full.shape[1] + 1
            ),
            settled=settled,
        ),
        states,
    )


def _newest(known: Known, horizon: Horizon) -> pl.DataFrame:
    """The newest snapshot's grants of areas forecast by grant, with ``decided``: the stop was once unknown, or further away."""
    import polars as pl

    before = known.seen.filter(pl.col("snapshot") < horizon.as_of).group_by("grant_id")
    past = before.agg(was_open=pl.col("stop_day").is_null().any(), latest=pl.col("stop_day").max())
    nearer = pl.col("stop_day") < pl.col("latest").fill_null(0) - _NEARER_DAYS
    return (
        known.seen.filter(pl.col("snapshot") == horizon.as_of, pl.col("area").is_in(list(known.by_grant)))
        .join(past, on="grant_id", how="left")
        .with_columns(
            decided=(pl.col("was_open").fill_null(False) | nearer.fill_null(False)) & pl.col("stop_day").is_not_null()
        )
        .sort("grant_id")
    )


def _month_amounts(grant_id: pl.Series, known: Known, horizon: Horizon) -> Floats:
    """[grant, place EARLIEST … months] øre to come as registered; older months count at EARLIEST."""
    import numpy as np

    width = horizon.months - EARLIEST + 1
    ids = grant_id.to_numpy()
    rows = known.to_come
    at = np.searchsorted(ids, rows["grant_id"].to_numpy())
    found = (at < len(ids)) & (ids[np.minimum(at, len(ids) - 1)] == rows["grant_id"].to_numpy()) if len(ids) else at < 0
    place = horizon.place(rows["month"].to_numpy().astype(np.int64))
    column = np.clip(place - EARLIEST, 0, width - 1)
    inside = found & (place <= horizon.months)
    flat = at[inside] * width + column[inside]
    sums: Floats = np.bincount(
        flat, rows["amount_oere"].to_numpy()[inside].astype(np.float64), len(ids) * width
    ).astype(np.float64)
    return sums.reshape(len(ids), width)


def _costs(amounts: Floats, stop_at: Floats, day: Floats, horizon: Horizon) -> tuple[Floats, Floats, Floats]:
    """Øre of each month if the grant runs through it and if it stops in it, and øre to come by the place of the final stop.

    A stop lies somewhere in its month, so on average the month costs half; the registered stop lies on its day.
    """
    import numpy as np

    places = np.arange(EARLIEST, horizon.months + 1)
    run_on = day[:, None] * horizon.days(EARLIEST, horizon.months)[None, :]
    registered = np.ceil(stop_at)[:, None]
    full = np.where((places >= registered) & (places >= 1), run_on, amounts)
    last = np.where((places == registered) & (places >= 1), amounts, 0.5 * full)
    before = np.cumsum(full, axis=1) - full
    whole = full.sum(axis=1, keepdims=True)
    halves = [np.concatenate([before + share * full, whole], axis=1) for share in HALVES]
    exact = (places == registered) & (places >= 1)
    for cost in halves:
        cost[:, :-1][exact] = np.broadcast_to(amounts.sum(axis=1, keepdims=True), exact.shape)[exact]
    return full, last, np.stack(halves, axis=2)


def _invoiced(
    amounts: Floats, kind: Whole, start_at: Floats, billed: NDArray[np.bool_], width: int
) -> NDArray[np.float32]:
    """A month that is paid for was not after the final stop; one that is not may be, or its invoice is only late.

    Only ``billed`` grants (granted, with a price) have invoices to come. How many are late is seen from the kind's running grants, month by month (``_PRIOR_INVOICES`` of all kinds beside).
    """
    import numpy as np

    likely = np.ones((len(amounts), width), dtype=np.float32)
    stops = np.arange(EARLIEST, EARLIEST + width)
    for place in range(1 - WINDOW, 1):
        told = (start_at <= place - 1) & billed
        missing = amounts[:, place - EARLIEST] > 0
        if not told.any():
            continue
        whole = missing[told].mean()
        seen, lack = (np.bincount(kind[rows], minlength=kind.max() + 1) for rows in (told, told & missing))
        late = (lack + _PRIOR_INVOICES * whole) / (seen + _PRIOR_INVOICES)
        after = stops[None, :] >= place  # the grant ran in that month, if this is its stop
        chance = np.where(missing, late[kind], 1 - late[kind])[:, None]
        of_place = np.where(after, chance, np.where(missing, 1.0, 0.0)[:, None])
        likely[told] *= np.maximum(of_place[told], 1e-6).astype(np.float32)
    return likely


def first_seen(known: Known) -> pl.DataFrame:
    """One row per grant of areas forecast by grant: as it was seen last, with the stop known when it was seen first and last.

    ``granted``: some snapshot shows it as granted; ``announced``: it was only expected when it was seen first.
    """
    import polars as pl

    ordered = known.seen.filter(pl.col("area").is_in(list(known.by_grant))).sort("grant_id", "snapshot")
    return ordered.group_by("grant_id", maintain_order=True).agg(
        pl.col("kind").last(),
        pl.col("area").last(),
        pl.col("step").last(),
        pl.col("child_no").last(),
        pl.col("birth_day").last(),
        pl.col("start_day").last(),
        pl.col("day_oere").last(),
        pl.col("snapshot").first().alias("first_snapshot"),
        pl.col("snapshot").last().alias("last_snapshot"),
        pl.col("stop_day").first().alias("first_stop"),
        pl.col("stop_day").last().alias("last_stop"),
        (~pl.col("expected")).any().alias("granted"),
        pl.col("expected").first().alias("announced"),
    )
