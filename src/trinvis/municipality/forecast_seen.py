"""What every month-end showed of the grants, as it was known then: the experience that a simulated forecast learns from.

All kept deliveries are read once. A delivery that has since been withdrawn teaches nothing, and neither does anything
that was not known on the as-of day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.commitments.amounts import COUNTING_STATUSES
from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.commitments.corrections import apply_corrections
from trinvis.calculations.commitments.day_price import day_price
from trinvis.calculations.forecast.known import seen_types
from trinvis.municipality.gathered import facts, placed_grants
from trinvis.municipality.rules import rules
from trinvis.municipality.typed import corrections, overrules, typed_facts
from trinvis.tables import CHILDREN, GRANTS
from trinvis.tables.lines import UNPLACED
from trinvis.workspace.selection import Piece, choose

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis, Seen
    from trinvis.municipality.house import House

ENOUGH = 12
"""Month-ends from which delays, exits and new grants can be told from what was known alone."""
BACK = 24
"""Months before the first extract that it is asked about itself when there are fewer."""
_CERTAIN = 10_000
_NOBODY = 10**12
"""Grants without a child are taken to be of a child each, numbered below minus this."""
_MID_MONTH = 15
_UNKNOWN_KIND = "ukendt"


@dataclass(frozen=True)
class SeenGrants:
    """``frame`` has the columns of ``known.seen_types``, and ``row_of`` what its newest snapshot's changes point at.

    ``snapshots`` are the month-ends that an extract was known on; ``reconstructed`` those before, told by the first extract.
    ``unpriced`` is how many grants of the newest snapshot have no price of a day though they are paid by time.
    ``changes`` (grant_id, target) are expected changes and the grants that they change.
    """

    frame: pl.DataFrame
    snapshots: tuple[int, ...]
    reconstructed: tuple[int, ...]
    unpriced: int
    changes: pl.DataFrame

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.frame.estimated_size() + self.changes.estimated_size())


def seen_grants(house: House, basis: Basis, year: int, as_of: int) -> SeenGrants:
    """One snapshot per month-end up to ``as_of`` (yyyymm), the newest one as known on the day of ``basis``.

    Area and step by the rules of ``basis`` for ``year``. Kept in the cache.
    """
    key = f"forecast-seen/{house.figures_digest(basis)}/{house.engine.name}/{year}/{as_of}"
    return house.cache.get(key, lambda: _made(house, basis, year, as_of), SeenGrants.size)


def month_end(month: int) -> date:
    """The last day of a month (yyyymm)."""
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])


def months_between(first: int, last: int) -> list[int]:
    """The months from ``first`` to ``last`` (yyyymm), both included."""
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [number // 12 * 100 + number % 12 + 1 for number in numbers]


def _made(house: House, basis: Basis, year: int, as_of: int) -> SeenGrants:
    pieces, days = _pieces(house, basis, as_of)
    rows = _rows(house, basis, pieces, days)
    decided = rules(house, basis.rules)
    engine = house.engine
    areas = engine.frame(decided.profile.area_account_rules())
    corrected = "corrected" in rows.columns
    placed = placed_grants(
        house, basis, decided, date(year, 12, 31), areas, engine.frame(rows), corrected=corrected
    ).with_columns(
        day_oere=day_price(municipality=house.workspace.municipality, year_days=366 if monthrange(year, 2)[1] == 29 else 365)
    )  # fmt: skip
    priced = _described(engine.collect(placed))
    last = max(days, default=as_of)
    newest = priced.filter(pl.col("snapshot") == last)
    own = priced.filter(~pl.col("change"))
    real = tuple(sorted(own["snapshot"].unique().to_list()))
    frame = _from_first_start(_merged(own, days), days)
    made: tuple[int, ...] = ()
    if real and len(real) < ENOUGH:
        made = tuple(_month_before(real[0], back) for back in range(BACK + 1, 1, -1))
        frame = pl.concat([_reconstructed(own.filter(pl.col("snapshot") == real[0]), made), frame])
    born = _born(house, basis)
    frame = frame.join(born, on="child_no", how="left").with_columns(
        child_no=pl.coalesce("child_no", -pl.col("grant_id").abs() - _NOBODY)
    )
    return SeenGrants(
        frame.select(pl.col(name).cast(kind) for name, kind in seen_types().items()).sort("snapshot", "grant_id"),
        real,
        made,
        newest.filter("unpriced")["grant_id"].n_unique(),
        _targets(newest),
    )


def _pieces(house: House, basis: Basis, as_of: int) -> tuple[dict[int, list[Piece]], dict[int, date]]:
    """Snapshot → the files of grants that counted on its day, and snapshot → that day; the newest is the basis' own."""
    known = [
        one for one in house.workspace.deliveries() if one.counts_on(basis.day)
    ]  # what was withdrawn by then is left out of the past too
    sources = {one.source for one in known if GRANTS.name in one.tables}
    known = [one for one in known if one.source in sources]
    if not known:
        return {}, {}
    first = min(one.known_from for one in known if GRANTS.name in one.tables)
    days = {month: month_end(month) for month in months_between(first.year * 100 + first.month, as_of)}
    days = {month: day for month, day in days.items() if day <= basis.day} | {as_of: basis.day}
    root = basis.selection.root
    found = {
        month: choose((one for one in known if one.known_from <= day), None, root).pieces(GRANTS.name)
        for month, day in days.items()
        if month != as_of
    }
    return {**found, as_of: basis.selection.pieces(GRANTS.name)}, days


def _rows(house: House, basis: Basis, pieces: dict[int, list[Piece]], days: dict[int, date]) -> pl.DataFrame:
    """Every row of every snapshot, with ``snapshot``, as corrected and typed by its day.

    Corrections look at the rows of one grant together, so they are laid over rows whose grant is named with its snapshot.
    """
    unique = {piece.delivery_id: piece for found in pieces.values() for piece in found}
    rows = house.engine.collect(house.engine.scan(unique.values(), GRANTS))
    identity = overrules(house, basis.facts)
    if identity is not None:
        rows = identity.apply(rows)
    pairs = pl.DataFrame(
        [(month, piece.delivery_id) for month, found in pieces.items() for piece in found],
        schema={"snapshot": pl.Int64, "delivery_id": pl.String},
        orient="row",
    )
    rows = rows.join(pairs, on="delivery_id").with_columns(journal_seq=pl.lit(None, dtype=pl.Int64))
    typed = _typed(house, basis, days, "expectation", lambda seen: typed_facts(house, seen, GRANTS))
    if typed is not None:
        rows = pl.concat([rows, typed.select(pl.col(name).cast(kind) for name, kind in rows.schema.items())])
    changed = _typed(house, basis, days, "correction", lambda seen: _corrections(house, seen))
    if changed is None:
        return rows
    # one name per grant and snapshot, and per delivery and snapshot, so that no window or key sees two snapshots
    ids = pl.concat([rows.select("snapshot", "grant_id"), changed.select("snapshot", "grant_id")]).unique().sort(
        "snapshot", "grant_id"
    ).with_row_index("_name")  # fmt: skip
    names = ids.with_columns(pl.col("_name").cast(pl.Int64))
    of_rows = rows.with_columns(delivery_id=pl.format("{}@{}", "delivery_id", "snapshot"))
    named = [_named(frame, names) for frame in (of_rows, changed)]
    engine = house.engine
    made = engine.collect(apply_corrections(engine.frame(named[0]), engine.frame(named[1].drop("snapshot"))))
    back = names.select(pl.col("_name").alias("grant_id"), pl.col("grant_id").alias("_own"))
    return made.join(back, on="grant_id", how="left").with_columns(grant_id="_own").drop("_own")


def _named(frame: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    joined = frame.join(names, on=["snapshot", "grant_id"], how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(grant_id="_name").drop("_name")


def _typed(house: House, basis: Basis, days: dict[int, date], kind: str, ask: Any) -> pl.DataFrame | None:
    """What ``ask`` gives of the journal as it stood on each day, with ``snapshot``; None when there never was any."""
    from dataclasses import replace

    if not house.journal.history(kind):
        return None
    found = []
    for month, day in days.items():
        frame = ask(replace(basis.facts, day=min(day, basis.facts.day)))
        if frame is not None:
            found.append(frame.with_columns(snapshot=pl.lit(month, dtype=pl.Int64)))
    return pl.concat(found) if found else None


def _corrections(house: House, seen: Seen) -> pl.DataFrame | None:
    typed = corrections(house, seen)
    return None if typed is None else house.engine.collect(typed)


def _described(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that cost something, with what ``seen`` says of them, one per price period.

    What is paid once lies on its start day; so does a number of sessions without a stop.
    """
    on_start = (pl.col("unit") == "once") | ((pl.col("unit") == "session") & pl.col("stop_day").is_null())
    by_time = ~pl.col("unit").is_in(["once", "session"]).fill_null(False)
    return rows.filter(
        pl.col("status").is_in(COUNTING_STATUSES), pl.col("start_day").is_not_null(), pl.col("grant_id").is_not_null()
    ).select(
        "snapshot",
        "grant_id",
        "child_no",
        "source_key",
        "modifies",
        "day_oere",
        pl.col("area").fill_null(UNPLACED),
        kind=pl.coalesce("placement_type", "intervention_type", pl.lit(_UNKNOWN_KIND)),
        step=pl.col("step_derived"),
        start_day=pl.col("start_day").cast(pl.Int64),
        stop_day=pl.when(on_start).then(pl.col("start_day")).otherwise(pl.col("stop_day")).cast(pl.Int64),
        expected=pl.col("status") == "expected",
        probability=pl.col("probability").fill_null(_CERTAIN),
        change=pl.col("modifies").is_not_null() & (pl.col("modifies") != pl.col("source_key").fill_null("")),
        unpriced=by_time & pl.col("rate_oere").is_null(),
    )


def _merged(rows: pl.DataFrame, days: dict[int, date]) -> pl.DataFrame:
    """One row per snapshot and grant: earliest start, latest stop (null when any is unknown), the newest price begun."""
    ends = {month: day_number(day) for month, day in days.items()}
    end = pl.col("snapshot").replace_strict(ends, default=0, return_dtype=pl.Int64)
    begun = pl.col("start_day") <= end
    stop = pl.col("stop_day")
    return (
        rows.sort("snapshot", "grant_id", "start_day")
        .group_by("snapshot", "grant_id", maintain_order=True)
        .agg(
            pl.col("child_no", "area", "kind", "step", "expected", "probability").last(),
            pl.col("start_day").min(),
            stop_day=pl.when(stop.is_not_null().all()).then(stop.max()),
            day_oere=pl.when(begun.any()).then(pl.col("day_oere").filter(begun).last()).otherwise(
                pl.col("day_oere").first()
            ),
        )
    )  # fmt: skip


def _from_first_start(frame: pl.DataFrame, days: dict[int, date]) -> pl.DataFrame:
    """A grant that had begun when it was seen keeps that start: many extracts leave out price periods that are over, and their
    grants seem to begin with the oldest period shown.
    """
    ends = {month: day_number(day) for month, day in days.items()}
    end = pl.col("snapshot").replace_strict(ends, default=0, return_dtype=pl.Int64)
    begun = pl.when(pl.col("start_day") <= end).then("start_day")
    earliest = begun.cum_min().forward_fill().over("grant_id")
    return frame.sort("grant_id", "snapshot").with_columns(start_day=pl.min_horizontal("start_day", earliest))


def _reconstructed(rows: pl.DataFrame, months: tuple[int, ...]) -> pl.DataFrame:
    """What month-ends before the first extract would have shown if everything had been known at once.

    A grant is there from the month-end after its start; its stop is unknown until it has passed. One month lies between
    the last of ``months`` and the first extract, so that stops known ahead there are not taken for news.
    """
    crossed = rows.filter(~pl.col("expected")).drop("snapshot").join(
        pl.DataFrame({"snapshot": months}, schema={"snapshot": pl.Int64}), how="cross"
    )  # fmt: skip
    ends = {month: month_end(month) for month in months}
    numbers = {month: day_number(day) for month, day in ends.items()}
    end = pl.col("snapshot").replace_strict(numbers, return_dtype=pl.Int64)
    whole = _merged(crossed, ends)
    stop = pl.when(pl.col("stop_day") <= end).then(pl.col("stop_day"))
    return whole.filter(pl.col("start_day") <= end).with_columns(stop_day=stop)


def _targets(newest: pl.DataFrame) -> pl.DataFrame:
    """``grant_id`` of each change → ``target``, the grant of the same child that it changes."""
    changes = newest.filter("change").select("grant_id", "child_no", "modifies").unique()
    keys = newest.filter(~pl.col("change"), pl.col("source_key").is_not_null())
    targets = keys.group_by("child_no", "source_key").agg(target=pl.col("grant_id").min())
    return changes.join(
        targets, left_on=["child_no", "modifies"], right_on=["child_no", "source_key"], nulls_equal=True
    ).select("grant_id", "target").unique("grant_id")  # fmt: skip


def _born(house: House, basis: Basis) -> pl.DataFrame:
    """``child_no`` → ``birth_day``: the 15th of the month of birth; a child whose month is unknown is left out."""
    rows = house.engine.collect(facts(house, basis, CHILDREN).select("child_no", "birth_year", "birth_month"))
    known = rows.drop_nulls().unique("child_no", keep="last", maintain_order=True)
    born = pl.date(pl.col("birth_year"), pl.col("birth_month"), _MID_MONTH).cast(pl.Int32).cast(pl.Int64)
    return known.select("child_no", birth_day=born)


def _month_before(month: int, back: int) -> int:
    number = month // 100 * 12 + month % 100 - 1 - back
    return number // 12 * 100 + number % 12 + 1
