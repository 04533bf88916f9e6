"""The simple methods side by side: what each would have said of the year-end on the same day, from the same knowledge.

A simulated forecast is compared with them. They are those of Middelfart's table 5.4 (seed 003 lines 5205-5224) and four
that anybody could use instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.methods_ets import smoothed
from trinvis.calculations.forecast.methods_grants import GRANTS, disposed, grants_said
from trinvis.calculations.forecast.methods_series import Ledger, Said, ledger_of, series_said
from trinvis.parameters import METHODS as PROFILE_METHODS
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import numpy as np

    from trinvis.calculations.forecast.known import Known

_OF_TABLE = ("disposition", "risk", "pool", "moving_average_12", "twelfths", "decentral_frame", "estimate")

METHODS: Mapping[str, str] = {method: PROFILE_METHODS[method] for method in _OF_TABLE} | {
    "commitments_only": "Disponering af bevilgede indsatser alene",
    "straight_line": "Lineær fremskrivning af årets forbrug",
    "seasonal_naive": "Forbruget i sidste års samme måneder",
    "ets": "Eksponentiel udglatning (ETS)",
}
"""Method → what users see; the first seven have the words of the profile."""


@dataclass(frozen=True)
class MethodForecast:
    """What a method says of an area's year-end, or of all areas' (``area`` is empty then).

    ``year_end_oere`` is None when the method cannot say, and ``caveat``, a Danish sentence, then says why; it can stand
    beside a figure too. ``draws`` are the simulated year-ends in øre (float64) of ``ets``, None for the other methods and
    where it cannot say.
    """

    method: str
    area: str
    year_end_oere: int | None
    draws: np.ndarray | None
    caveat: str | None


def by_method(
    known: Known,
    *,
    methods: Collection[str] = tuple(METHODS),
    estimates: Mapping[str, int] | None = None,
    seed: int = 1,
    draws: int = 1000,
) -> list[MethodForecast]:
    """Every area's year-end and the total by each of ``methods``: in the order of ``METHODS``, areas by id, total last.

    What the methods mean stands at ``methods_grants.grants_said`` (disposition, risk, pool, commitments_only),
    ``methods_series.series_said`` (moving_average_12, twelfths, decentral_frame, estimate, straight_line,
    seasonal_naive) and ``methods_ets.smoothed`` (ets). ``estimates`` is what was typed as an area's whole year,
    area → øre.

    The total is the sum of the areas, and None when one of them is; that of ``ets`` is fitted to the sum of their
    series and need not be the sum of its areas. ``seed`` and ``draws`` (at least 1) are for ``ets``. Raises
    ``ValueError`` for a method that does not exist.
    """
    unknown = sorted(set(methods) - set(METHODS))
    if unknown:
        raise ValueError(f"Metoden »{unknown[0]}« findes ikke; vælg blandt {', '.join(METHODS)}.")
    ledger = ledger_of(known, estimates or {})
    areas = _areas(known, ledger)
    parts = disposed(known) if set(methods) & set(GRANTS) else None
    found: list[MethodForecast] = []
    for method in METHODS:
        if method not in methods:
            continue
        if method == "ets":
            found += _smoothed(ledger, areas, seed, draws)
        elif method in GRANTS and parts is not None:
            found += _summed(method, areas, partial(grants_said, known=known, ledger=ledger, parts=parts))
        else:
            found += _summed(method, areas, partial(series_said, ledger=ledger))
    return found


def _areas(known: Known, ledger: Ledger) -> list[str]:
    """Every area that anything is known of, by id."""
    to_come = known.to_come["area"].fill_null(UNPLACED).unique().to_list()
    named = {*ledger.posted, *ledger.frames, *ledger.estimates, *known.fixed, *known.by_grant, *to_come}
    return sorted(named | ({known.refund_area} if known.refund_area is not None else set()))


def _summed(method: str, areas: list[str], say: Callable[[str, str], Said]) -> list[MethodForecast]:
    said = {area: say(method, area) for area in areas}
    found = [MethodForecast(method, area, one.year_end_oere, None, one.caveat) for area, one in said.items()]
    amounts = [row.year_end_oere for row in found if row.year_end_oere is not None]
    caveats = [row.caveat for row in found if row.caveat is not None]
    total = sum(amounts) if found and len(amounts) == len(found) else None
    return [*found, MethodForecast(method, "", total, None, _caveat_of_total(len(found), len(amounts), caveats))]


def _caveat_of_total(areas: int, said: int, caveats: list[str]) -> str | None:
    """One sentence of the areas' own: theirs when they all have the same, else how many have one."""
    if not areas:
        return "Der er ingen områder."
    if len(caveats) == areas and len(set(caveats)) == 1:
        return caveats[0]
    if said < areas:
        return f"Metoden kan ikke sige noget om {areas - said} af {areas} områder."
    return f"Metoden har forbehold ved {len(caveats)} af {areas} områder." if caveats else None


def _smoothed(ledger: Ledger, areas: list[str], seed: int, draws: int) -> list[MethodForecast]:
    found = []
    for name, members in [*((area, [area]) for area in areas), ("", areas)]:
        one = smoothed(ledger, members, name=name, seed=seed, draws=draws)
        found.append(MethodForecast("ets", name, one.year_end_oere, one.draws, one.caveat))
    return found
