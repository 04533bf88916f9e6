"""The scores of a backtest gathered: how far off each method was, whether intervals held, and which method to use.

Origins of one year share its outcome, so standard errors count years, not origins: cluster-robust (Liang & Zeger 1986,
*Biometrika* 73, 13-22) with the factor G / (G − 1) for G years. With one year there is none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.backtest import LABELS, SIMULATED, Score
from trinvis.calculations.statistics.scores import Mean

if TYPE_CHECKING:
    import polars as pl

FEWEST_YEARS = 2
"""Years with a known end that a choice between methods rests on, at the least."""
_TOLD_APART = 2
"""Standard errors that two methods differ by before the difference is taken to be more than chance."""


@dataclass(frozen=True)
class Beaten:
    """The next best method: its mean CRPS less that of the proposed one, in øre; ``standard_error_oere`` None with one year."""

    method: str
    difference_oere: float
    standard_error_oere: float | None


@dataclass(frozen=True)
class Proposal:
    """The method to use in an area, and why (a Danish sentence with the figures).

    ``origins`` is how many days it was tried on, in ``years`` different years. ``enough`` is False when they are too few
    to choose by, or no method could say something on all of them; ``method`` is then ``SIMULATED``, or None when not even that could say anything.
    """

    area: str
    method: str | None
    reason: str
    beats: Beaten | None
    enough: bool
    years: int
    origins: int


def table_types() -> dict[str, pl.DataType]:
    """Columns of ``score_table``.

    ``months_left`` is null in the row of all origins together. ``n`` is how often the method said something, ``unsaid`` how
    often it could not. ``frame_oere`` and ``truth_oere`` are the sums of the sizes of frames and outcomes over those ``n``:
    the denominators of ``bias_pct`` (summed error of the summed frames) and ``mae_pct`` (summed size of the errors of the
    summed outcomes), which are null where they are 0. ``n_drawn`` is how many of ``n`` had an interval, ``held80`` and
    ``held95`` how many of those held. Columns ending in ``_se`` are standard errors.
    """
    import polars as pl

    whole = ("n", "unsaid", "frame_oere", "truth_oere", "n_drawn", "held80", "held95")
    parts = (
        "n unsaid bias_oere bias_oere_se frame_oere bias_pct mae_oere mae_oere_se truth_oere mae_pct crps_oere "
        "crps_oere_se n_drawn held80 coverage80 coverage80_se held95 coverage95 coverage95_se"
    )
    return {"area": pl.String(), "method": pl.String(), "months_left": pl.Int64()} | {
        name: pl.Int64() if name in whole else pl.Float64() for name in parts.split()
    }


def score_table(scores: Iterable[Score]) -> pl.DataFrame:
    """One row per area, method and months left, and one for all origins of an area and method (see ``table_types``).

    In the order that areas and methods come in; fewest months left last. Rows without a score are null but for their counts.
    """
    import polars as pl

    groups: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        groups.setdefault((score.area, score.method), []).append(score)
    rows: list[dict[str, Any]] = []
    for (area, method), group in groups.items():
        for months in (*sorted({one.months_left for one in group}, reverse=True), None):
            cell = [one for one in group if months in (None, one.months_left)]
            rows.append({"area": area, "method": method, "months_left": months} | _row(cell))
    return pl.DataFrame(rows, schema=table_types())


def proposals(scores: Iterable[Score], *, fewest: int = FEWEST_YEARS) -> list[Proposal]:
    """Per area (not the total), in their order: the method with the lowest mean CRPS; of equals the first in ``LABELS``.

    Only methods that could say something at every origin that any method could say something at are compared, so that
    none wins by keeping silent when it is hard. ``fewest`` is how many years must have been tried.
    """
    areas: dict[str, dict[str, dict[tuple[int, int], float]]] = {}
    for one in scores:
        if one.area:
            methods = areas.setdefault(one.area, {})
            if one.crps_oere is not None:
                methods.setdefault(one.method, {})[one.year, one.as_of] = one.crps_oere
    return [_proposal(area, methods, fewest) for area, methods in areas.items()]


def clustered(values: Sequence[float], clusters: Sequence[Hashable]) -> Mean:
    """Mean of values, with a standard error that lets those of the same cluster hang together; None with one cluster.

    With one value per cluster it is the ordinary one. Raises ``ValueError`` when there are no values.
    """
    if not values:
        raise ValueError("Der er ingen tal at tage gennemsnit af.")
    middle = sum(values) / len(values)
    sums: dict[Hashable, float] = {}
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value - middle
    if len(sums) < 2:
        return Mean(middle, None, len(values))
    spread = sum(part**2 for part in sums.values()) * len(sums) / (len(sums) - 1)
    return Mean(middle, float(spread**0.5) / len(values), len(values))


def _row(cell: Sequence[Score]) -> dict[str, Any]:
    said = [one for one in cell if one.crps_oere is not None]
    row: dict[str, Any] = {"n": len(said), "unsaid": len(cell) - len(said)}
    errors = [one.error_oere or 0 for one in said]
    row["frame_oere"] = sum(abs(one.frame_oere) for one in said)
    row["truth_oere"] = sum(abs(one.truth_oere) for one in said)
    row["bias_pct"] = _per_cent(sum(errors), row["frame_oere"])
    row["mae_pct"] = _per_cent(sum(map(abs, errors)), row["truth_oere"])
    years = [one.year for one in said]
    row |= _mean("bias_oere", errors, years) | _mean("mae_oere", [abs(error) for error in errors], years)
    row |= _mean("crps_oere", [one.crps_oere or 0.0 for one in said], years)
    for level, held in (("80", [one.inside80 for one in said]), ("95", [one.inside95 for one in said])):
        told = [(int(inside), year) for inside, year in zip(held, years, strict=True) if inside is not None]
        hits = [hit for hit, _ in told]
        row |= {"n_drawn": len(told), f"held{level}": sum(hits)}
        row |= _mean(f"coverage{level}", hits, [year for _, year in told])
    return row


def _mean(name: str, values: Sequence[float], years: Sequence[int]) -> dict[str, float | None]:
    if not values:
        return {name: None, f"{name}_se": None}
    found = clustered(values, years)
    return {name: found.value, f"{name}_se": found.standard_error}


def _per_cent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _proposal(area: str, methods: dict[str, dict[tuple[int, int], float]], fewest: int) -> Proposal:
    origins = sorted({origin for scored in methods.values() for origin in scored})
    years = len({year for year, _ in origins})
    means = {
        method: sum(methods[method].values()) / len(origins)
        for method in LABELS
        if origins and len(methods.get(method, ())) == len(origins)
    }
    if years < fewest or not means:
        method = SIMULATED if SIMULATED in methods else None
        why = _too_little(years, len(origins), fewest) if years < fewest else _not_alike(len(origins))
        return Proposal(area, method, f"{why} {_instead(method)}", None, False, years, len(origins))
    best, *rest = sorted(means, key=means.__getitem__)
    beats = None
    if rest:
        apart = [methods[rest[0]][origin] - methods[best][origin] for origin in origins]
        error = clustered(apart, [year for year, _ in origins]).standard_error
        beats = Beaten(rest[0], means[rest[0]] - means[best], error)
    reason = f"{_tried(years, len(origins))} ramte »{LABELS[best]}« bedst: {_kroner(means[best])} ved siden af i snit (CRPS)."
    return Proposal(area, best, f"{reason}{_next_best(beats)}", beats, True, years, len(origins))


def _next_best(beats: Beaten | None) -> str:
    if beats is None:
        return " Ingen anden metode kunne sige noget hver gang."
    text = f" Næstbedst var »{LABELS[beats.method]}«, {_kroner(beats.difference_oere)} dårligere"
    error = beats.standard_error_oere
    if error is None:
        return f"{text}; om forskellen er tilfældig, kan et enkelt år ikke vise."
    chance = "" if beats.difference_oere > _TOLD_APART * error else "; forskellen kan være tilfældig"
    return f"{text} (standardfejl {_kroner(error)}){chance}."


def _too_little(years: int, origins: int, fewest: int) -> str:
    had = f"kun {_years(years)} med {_days(origins)}" if origins else "endnu ingen afsluttede år"
    return f"Der er {had} at prøve metoderne på; der skal mindst {_years(fewest)} til at vælge mellem dem."


def _not_alike(origins: int) -> str:
    return f"Ingen metode kunne sige noget på alle {_days(origins)}, så de kan ikke sammenlignes."


def _instead(method: str | None) -> str:
    if method is None:
        return "Indtil da foreslås ingen metode."
    return f"Indtil da bruges »{LABELS[method]}«, som støtter sig til forhåndsantagelser, hvor historikken er kort."


def _tried(years: int, origins: int) -> str:
    return f"Prøvet på {_days(origins)} i {_years(years)}"


def _years(number: int) -> str:
    return f"{number} {'afsluttet' if number == 1 else 'afsluttede'} år"


def _days(number: int) -> str:
    return f"{number} {'prognosedag' if number == 1 else 'prognosedage'}"


def _kroner(oere: float) -> str:
    return f"{round(oere / 100):,} kr.".replace(",", ".")
