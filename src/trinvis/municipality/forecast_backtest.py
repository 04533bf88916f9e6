"""The forecast tried on the municipality's own past: what every method would have said month by month of years that are over.

Each month is tried with what was known then. The scores are totals of areas, no person and no row; they are kept on disk
under everything that they depend on, so that a new month is tried once. A withdrawal forgets them all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations import forecast, statistics
from trinvis.calculations.forecast.backtest import DRAWS, Score, scores
from trinvis.calculations.forecast.backtest_table import Proposal, proposals, score_table
from trinvis.calculations.forecast.estimates import typed_amounts
from trinvis.municipality.cache import Cache
from trinvis.municipality.closing import closing
from trinvis.municipality.forecast_known import CannotForecast, posted, what_is_known
from trinvis.municipality.forecast_seen import ENOUGH, month_end, months_between
from trinvis.municipality.gathered import gather
from trinvis.municipality.rules import profile_known, rules
from trinvis.tables import GRANTS
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from datetime import date

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

FILE = "forecast_backtest.json"
LIMIT = 240
"""How many tried months are kept: the newest ones."""
SEED = 1

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Origin:
    """A month (yyyymm) whose end a year is foreseen from; ``key`` is all that its scores depend on."""

    month: int
    year: int
    key: str


@dataclass(frozen=True)
class Backtest:
    """``scores`` of every method at every origin; ``table`` gathers them (``backtest_table.table_types``).

    ``proposals``: the method that each area had best done with. ``years`` are the years that were tried. ``methods`` are those that
    the areas have, and why.
    """

    basis: Basis
    origins: tuple[Origin, ...]
    scores: tuple[Score, ...]
    table: pl.DataFrame
    proposals: tuple[Proposal, ...]
    labels: Mapping[str, str]
    methods: Mapping[str, tuple[str, str]]

    @property
    def years(self) -> tuple[int, ...]:
        """The years tried, in order."""
        return tuple(sorted({one.year for one in self.origins}))


def backtest(
    house: House, as_of: date, *, draws: int = DRAWS, seed: int = SEED, progress: Progress | None = None
) -> Backtest:
    """Every month of every year that is over on ``as_of``, once ``ENOUGH`` month-ends had been known.

    Raises ``CannotForecast`` when there is no such month.
    """
    basis = house.basis(as_of)
    found = origins(house, basis, draws, seed)
    if not found:
        raise CannotForecast(
            f"Der er intet år at prøve på: det kræver {ENOUGH} måneder med udtræk og derefter et år, hvis tolv måneder alle er bogført."
        )
    kept = _read(house)
    every: list[Score] = []
    for number, origin in enumerate(found):
        if progress is not None:
            progress(number, len(found), f"Prøver {origin.month % 100:02d}.{origin.month // 100}")
        made = kept.get(origin.key) if not house.cache.keeps_nothing else None
        if made is None:
            made = _tried(house, basis, origin, draws, seed)
            kept = {**_read(house), origin.key: made}
            if not house.cache.keeps_nothing:
                _write(house, kept)
        every += made
    if progress is not None:
        progress(len(found), len(found), "Prøvet")
    return _gathered(house, basis, found, every)


def backtest_at_hand(house: House, as_of: date) -> Backtest:
    """The same of the months that are kept; works nothing out. Raises ``CannotForecast`` when none is."""
    basis, kept = house.basis(as_of), _read(house)
    found = tuple(origin for origin in origins(house, basis, DRAWS, SEED) if origin.key in kept)
    if not found:
        raise CannotForecast("Prognosen er ikke prøvet på årene før.")
    return _gathered(house, basis, found, [score for origin in found for score in kept[origin.key]])


def at_hand(house: House, basis: Basis) -> list[Score]:
    """The scores that are kept of the months that could be tried on ``basis``; works nothing out."""
    kept = _read(house)
    return (
        [score for origin in origins(house, basis, DRAWS, SEED) for score in kept.get(origin.key, ())] if kept else []
    )


def origins(house: House, basis: Basis, draws: int, seed: int) -> tuple[Origin, ...]:
    """The months that can be tried on ``basis``, oldest first; remembered while nothing comes or goes."""
    deliveries = house.workspace.deliveries()
    state = hashlib.sha256(repr([(one.id, one.withdrawn_from) for one in deliveries]).encode()).hexdigest()
    key = f"origins/{house.figures_digest(basis)}/{state}/{house.journal.position()}/{draws}/{seed}"
    return house.cache.get(key, lambda: _origins(house, basis, draws, seed), lambda made: 200 * len(made) + 100)


def forget(house: House) -> None:
    """Forget every score: after a withdrawal or an erasure."""
    (house.workspace.root / FILE).unlink(missing_ok=True)


def _origins(house: House, basis: Basis, draws: int, seed: int) -> tuple[Origin, ...]:
    counting = [one for one in house.workspace.deliveries() if one.counts_on(basis.day)]
    extracts = [one.known_from for one in counting if GRANTS.name in one.tables]
    if not extracts:
        return ()
    begun = min(extracts)
    known = closing(basis.selection, house.workspace.deliveries(), basis.day, basis.day.year).known_months
    first = months_between(begun.year * 100 + begun.month, 999_912)[ENOUGH - 1]
    found = []
    for year in range(first // 100, basis.day.year):
        months = range(year * 100 + 1, year * 100 + 13)
        if not known.issuperset(months):
            continue
        for month in (year * 100 - 88, *months[:-1]):
            day = month_end(month)
            if month >= first and profile_known(house, day):
                then = house.basis(day)
                truth = sorted(_truth(house, basis, then, year).items())
                depends = repr((house.figures_digest(then), models(), year, truth, draws, seed))
                found.append(Origin(month, year, hashlib.sha256(depends.encode()).hexdigest()))
    return tuple(found)


@cache
def models() -> str:
    """sha256 of the models' program and of what they are given: scores of other models are no scores of these."""
    files = [path for room in (forecast, statistics) for path in sorted(Path(room.__path__[0]).glob("*.py"))]
    files += [Path(__file__).with_name(name) for name in ("forecast_known.py", "forecast_seen.py")]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _truth(house: House, basis: Basis, then: Basis, year: int) -> dict[str, int]:
    """What ``year`` ended at in the areas of ``then``'s rules, by all that is posted on ``basis``."""
    sums = posted(house, basis, rules(house, then.rules), year).filter(pl.col("month") // 100 == year)
    by_area = sums.group_by("area").agg(pl.col("amount_oere").sum()).sort("area")
    return {area or UNPLACED: int(amount) for area, amount in by_area.iter_rows()}


def _tried(house: House, basis: Basis, origin: Origin, draws: int, seed: int) -> list[Score]:
    """The scores of one origin; a month that nothing can be said of has none."""
    apart = replace(house, cache=Cache())
    then = apart.basis(month_end(origin.month))
    try:
        found = what_is_known(apart, then, origin.year)
    except CannotForecast:
        return []
    gathered = gather(apart, then, origin.year)
    areas = gathered.rules.profile.areas
    typed = house.engine.collect(typed_amounts(gathered.estimates, areas, origin.year).select("area", "amount_oere"))
    estimates = {area.id: area.estimate_oere for area in areas if area.estimate_oere is not None}
    estimates |= {area: int(amount) for area, amount in typed.iter_rows()}
    truth = _truth(apart, basis, then, origin.year)
    return scores(found.known, truth, seed=seed, draws=draws, estimates=estimates, threads=2)


def _gathered(house: House, basis: Basis, found: tuple[Origin, ...], every: list[Score]) -> Backtest:
    areas = rules(house, basis.rules).profile.areas
    return Backtest(
        basis,
        found,
        tuple(every),
        score_table(every),
        tuple(proposals(every)),
        {area.id: area.label for area in areas},
        {area.id: (area.method, area.method_reason) for area in areas},
    )


def _read(house: House) -> dict[str, list[Score]]:
    """What is kept; nothing where the file is missing or is no such file."""
    try:
        raw = json.loads((house.workspace.root / FILE).read_bytes())
        return {str(key): [Score(**one) for one in found] for key, found in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(house: House, kept: Mapping[str, list[Score]]) -> None:
    """Keep the scores in one step; a folder that cannot be written in keeps none."""
    newest = list(kept.items())[-LIMIT:]
    text = json.dumps({key: [asdict(one) for one in found] for key, found in newest})
    path: Path = house.workspace.root / FILE
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
