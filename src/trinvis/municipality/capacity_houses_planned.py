"""Who is to move in, stay on or move elsewhere: what is granted for later, and what is expected with its chance.

Drafts count nowhere, as in the forecast. An expected grant whose start has passed is taken to begin in the first month ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from trinvis.calculations.capacity.houses import Stay
from trinvis.calculations.capacity.own_places_drawn import Planned
from trinvis.calculations.commitments.calendar import OPEN_DAY

CERTAIN = 10_000
"""100 % in hundredths of a per cent."""


@dataclass(frozen=True)
class Plans:
    """``stays`` with the moves that are expected, ``arrivals`` with the grant that each comes of. ``overdue``: expected ones whose start
    has passed.
    """

    stays: tuple[Stay, ...]
    arrivals: tuple[tuple[int, Planned], ...]
    overdue: int

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The arrivals alone."""
        return tuple(plan for _, plan in self.arrivals)

    @property
    def new(self) -> float:
        """How many new persons the plans have room asked for, by their chances."""
        return sum(plan.chance for plan in self.planned if plan.new)


def plans_of(rows: pl.DataFrame, grants: pl.DataFrame, stays: Sequence[Stay], end: int) -> Plans:
    """From the ``rows`` that somebody lives in the house by, all ``grants``, and the joined ``stays``, as of day ``end``."""
    later = [(stay, Planned(stay.start_day, stay.stop_day)) for stay in stays if stay.start_day > end]
    decided = rows.filter(pl.col("status") != "expected")
    arrivals = [(_grant(decided, stay), plan) for stay, plan in later]
    overdue = 0
    for grant, person, start, stop, chance in _expected(rows):
        if stop <= end or chance <= 0:
            continue
        plan = _arrival(stays, person, start, stop, chance)
        if plan is not None:
            arrivals.append((grant, plan))
            overdue += start <= end
    return Plans(_moving(stays, rows, grants, end), tuple(arrivals), overdue)


def _arrival(stays: Sequence[Stay], person: int, start: int, stop: int, chance: float) -> Planned | None:
    """What an expected grant of a person adds to the stays: an arrival, days more for who lives there, or nothing."""
    last = None if stop >= OPEN_DAY else stop
    for one in stays:
        until = OPEN_DAY if one.stop_day is None else one.stop_day
        if one.person == person and one.start_day <= start <= until + 1:
            return Planned(until + 1, last, chance, new=False) if stop > until else None
    return Planned(start, last, chance)


def _expected(rows: pl.DataFrame) -> list[tuple[int, int, int, int, float]]:
    """(grant, person, start, stop, chance) of each expected grant, by start."""
    found = (
        rows.filter(pl.col("status") == "expected")
        .group_by("grant_id", "child_no")
        .agg(
            pl.col("start_day").min(),
            pl.col("stop_day").fill_null(OPEN_DAY).max(),
            pl.col("probability").fill_null(CERTAIN).min(),
        )
        .sort("start_day", "grant_id")
    )
    return [(int(one[0]), int(one[1]), int(one[2]), int(one[3]), int(one[4]) / CERTAIN) for one in found.iter_rows()]


def _moving(stays: Sequence[Stay], rows: pl.DataFrame, grants: pl.DataFrame, end: int) -> tuple[Stay, ...]:
    """The stays, those without a stop ending where an expected grant elsewhere is to take the place of theirs."""
    keys = rows.filter(pl.col("status") != "expected", pl.col("source_key").is_not_null())
    ways = (
        grants.filter(pl.col("status") == "expected", pl.col("modifies").is_not_null(), pl.col("start_day") > end)
        .join(
            keys.select(
                "child_no", pl.col("source_key").alias("modifies"), pl.col("provider_no").alias("_from")
            ).unique(),
            on=["child_no", "modifies"],
        )
        .filter(pl.col("provider_no").is_null() | (pl.col("provider_no") != pl.col("_from")))
        .sort("start_day")
        .unique("child_no", keep="first", maintain_order=True)
    )
    moves = {
        int(person): (int(start), CERTAIN if chance is None else int(chance))
        for person, start, chance in ways.select("child_no", "start_day", "probability").iter_rows()
    }
    out = []
    for one in stays:
        move = moves.get(one.person) if one.stop_day is None and one.start_day <= end else None
        out.append(one if move is None else replace(one, stop_day=move[0] - 1, stop_chance=move[1] / CERTAIN))
    return tuple(out)


def _grant(rows: pl.DataFrame, stay: Stay) -> int:
    found = rows.filter(pl.col("child_no") == stay.person, pl.col("start_day") == stay.start_day)["grant_id"]
    return int(found[0]) if found.len() else 0
