"""How the year's forecast has moved: the totals of its follow-ups month by month, kept on disk so that they are made once.

Only totals are kept, no person and no row. Each is kept under everything that it depends on, so a total can be missing but
never wrong; a withdrawal forgets them all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from trinvis.municipality.cache import Cache
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.rules import profile_known

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

FILE = "forecast_history.json"
LIMIT = 600
"""How many totals are kept: the newest ones."""


@dataclass(frozen=True)
class Totals:
    """The follow-up of a year as it was known on ``day``: corrected budget and forecast in øre, last closed month (yyyymm)."""

    day: date
    budget_oere: int
    forecast_oere: int
    closed_through: int


_ONE_AT_A_TIME = Lock()
"""Who asks for a point that another is working out waits for it."""


def days_of_history(year: int, as_of: date, first_known: date | None) -> list[date]:
    """The month-ends of ``year`` from ``first_known`` to ``as_of``, and ``as_of`` itself."""
    if first_known is None or as_of < first_known:
        return []
    ends = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    return [day for day in ends if first_known <= day < as_of] + [as_of]


def forecast_history(house: House, year: int, as_of: date) -> tuple[Totals, ...]:
    """One point per month-end of ``year`` that is known on ``as_of``, then ``as_of``; those not kept are worked out."""
    kept = _read(house)
    found = []
    for day, key in _keyed(house, year, as_of):
        of_the_day = kept.get(key) if day != as_of and not house.cache.keeps_nothing else None
        found.append(of_the_day or _point(house, year, day, as_of, key))
    return tuple(found)


def history_at_hand(house: House, year: int, as_of: date) -> tuple[Totals, ...] | None:
    """The same when nothing but the last point must be worked out, else None."""
    return None if _missing(house, year, as_of) else forecast_history(house, year, as_of)


def work_out_one(house: House, year: int, as_of: date) -> tuple[int, int]:
    """Work out one point that is not kept; how many points are ready then, of how many."""
    missing = _missing(house, year, as_of)
    for day, key in missing[:1]:
        _point(house, year, day, as_of, key)
    number = len(_keyed(house, year, as_of))
    return number - len(missing[1:]), number


def forget(house: House) -> None:
    """Forget every total: after a withdrawal or an erasure."""
    _path(house).unlink(missing_ok=True)


def _missing(house: House, year: int, as_of: date) -> list[tuple[date, str]]:
    kept = _read(house)
    return [(day, key) for day, key in _keyed(house, year, as_of) if day != as_of and key not in kept]


def _keyed(house: House, year: int, as_of: date) -> tuple[tuple[date, str], ...]:
    """The days of the history that a follow-up can be made of, each with the key of its totals: what its figures depend on.

    Remembered while no delivery or entry comes or goes.
    """
    deliveries = house.workspace.deliveries()
    state = hashlib.sha256(repr([(one.id, one.withdrawn_from) for one in deliveries]).encode()).hexdigest()
    first = min((one.known_from for one in deliveries), default=None)

    def made() -> tuple[tuple[date, str], ...]:
        days = [day for day in days_of_history(year, as_of, first) if profile_known(house, day)]
        return tuple((day, f"{house.figures_digest(house.basis(day))}/{year}") for day in days)

    return house.cache.get(
        f"history-keys/{year}/{as_of}/{house.journal.position()}/{state}", made, lambda keyed: 100 * len(keyed) + 100
    )


def _point(house: House, year: int, day: date, as_of: date, key: str) -> Totals:
    if day == as_of or house.cache.keeps_nothing:
        return _worked_out(house, house.basis(day), year)
    with _ONE_AT_A_TIME:
        kept = _read(house)
        if key in kept:
            return kept[key]
        made = _worked_out(replace(house, cache=Cache()), house.basis(day), year)
        _write(house, {**_read(house), key: made})
        return made


def _worked_out(house: House, basis: Basis, year: int) -> Totals:
    made = follow_up(house, basis, year)
    total = made.total
    return Totals(basis.day, int(total["budget_oere"]), int(total["forecast_oere"]), made.closed_through)


def _path(house: House) -> Path:
    return house.workspace.root / FILE


def _read(house: House) -> dict[str, Totals]:
    """What is kept; nothing where the file is missing or is no such file."""
    try:
        raw = json.loads(_path(house).read_bytes())
        return {
            str(key): Totals(
                date.fromisoformat(one["day"]),
                int(one["budget_oere"]),
                int(one["forecast_oere"]),
                int(one["closed_through"]),
            )
            for key, one in raw.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(house: House, totals: Mapping[str, Totals]) -> None:
    """Keep the totals in one step; a folder that cannot be written in keeps none."""
    newest = list(totals.items())[-LIMIT:]
    text = json.dumps({key: {**asdict(one), "day": one.day.isoformat()} for key, one in newest}, indent=1)
    aside = _path(house).with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        aside.write_text(text, encoding="utf-8")
        aside.replace(_path(house))
