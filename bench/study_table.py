"""The tables of the forecast study and the bars that it must hold; used by ``forecast_study``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trinvis.calculations.forecast.backtest import LABELS, SIMULATED, Score
from trinvis.calculations.statistics.hit_rate import Share
from trinvis.calculations.statistics.scores import Mean, mean

ALL = "all"
REPORTED_ONLY = ("conversion",)
"""Municipalities whose coverage is reported and has no bar: what they do next is not in their history."""
POOLED_80, POOLED_95 = (0.76, 0.84), (0.93, 0.97)
ALONE_80, ALONE_95 = (0.71, 0.88), (0.90, 0.99)
MEAN_ERROR_PCT, STANDARD_ERRORS = 0.5, 2


@dataclass(frozen=True)
class Case:
    """A score of one drawing of a municipality."""

    process: str
    seed: int
    score: Score


@dataclass(frozen=True)
class Study:
    """What was tried: ``seconds`` is the processors' time in all."""

    cases: Sequence[Case]
    seeds: int
    command: str
    machine: str
    seconds: float


@dataclass(frozen=True)
class Cell:
    """One municipality, or all, at one horizon; per cents are of each drawing's whole frame.

    ``crps`` is method → mean score of those that could say, ``apart`` method → ours less theirs, pair by pair.
    """

    process: str
    months_left: int
    held80: Share
    held95: Share
    error: Mean
    crps: dict[str, Mean]
    apart: dict[str, Mean]

    def missed(self) -> list[str]:
        """The bars that this cell misses, in words."""
        pooled = self.process == ALL
        found = []
        if self.process not in REPORTED_ONLY:
            bars = ((self.held80, POOLED_80 if pooled else ALONE_80), (self.held95, POOLED_95 if pooled else ALONE_95))
            for name, (held, (low, high)) in zip(("80 %", "95 %"), bars, strict=True):
                if not low <= (held.value or 0) <= high:
                    found.append(f"{name} holds in {100 * (held.value or 0):.1f} %")
        if not (abs(self.error.value) < MEAN_ERROR_PCT or abs(self.error.value) <= _margin(self.error)):
            found.append(f"mean error {_signed(self.error.value, 2)} %")
        for method, apart in self.apart.items():
            if pooled and not apart.value < -_margin(apart):
                found.append(f"not better than {method}")
            elif not pooled and apart.value > _margin(apart):
                found.append(f"worse than {method}")
        return found


def cells(cases: Sequence[Case]) -> list[Cell]:
    """All municipalities first, then each; the longest horizon first. Needs our score in every drawing."""
    processes = list(dict.fromkeys(case.process for case in cases))
    horizons = sorted({case.score.months_left for case in cases}, reverse=True)
    return [
        _cell(process, months, [c for c in cases if process in (ALL, c.process) and c.score.months_left == months])
        for process in (ALL, *processes)
        for months in horizons
    ]


def problems(cases: Sequence[Case]) -> list[str]:
    """Every bar that is missed: municipality, months left, what."""
    return [f"{one.process}, {one.months_left} months left: {what}" for one in cells(cases) for what in one.missed()]


def tables(study: Study) -> str:
    """The study as Markdown: coverage and mean error, then the scores against each method, then what was missed."""
    found = cells(study.cases)
    parts = [
        f"`{study.command}`: seeds 0-{study.seeds - 1}, {study.machine}; {study.seconds / 60:.1f} minutes of one processor.",
        "\n".join(_coverage(found)),
    ]
    for months in dict.fromkeys(one.months_left for one in found):
        row = [one for one in found if one.months_left == months]
        parts.append(f"### CRPS with {months} months left\n\n" + "\n".join(_methods(row)))
    missed = problems(study.cases)
    parts.append("### Bars\n\n" + ("\n".join(f"- Missed: {one}" for one in missed) if missed else "Every bar held."))
    return "\n\n".join(parts)


def _cell(process: str, months: int, cases: Sequence[Case]) -> Cell:
    by_method: dict[str, dict[tuple[str, int], float]] = {}
    for case in cases:
        if case.score.crps_oere is not None:
            share = 100 * case.score.crps_oere / case.score.frame_oere
            by_method.setdefault(case.score.method, {})[case.process, case.seed] = share
    ours = [case.score for case in cases if case.score.method == SIMULATED]
    own = by_method[SIMULATED]
    return Cell(
        process,
        months,
        Share(sum(score.inside80 is True for score in ours), len(ours)),
        Share(sum(score.inside95 is True for score in ours), len(ours)),
        mean([100 * (score.error_oere or 0) / score.frame_oere for score in ours]),
        {method: mean(list(by_method[method].values())) for method in LABELS if method in by_method},
        {
            method: mean([own[world] - other for world, other in by_method[method].items()])
            for method in LABELS
            if method in by_method and method != SIMULATED
        },
    )


def _coverage(found: Sequence[Cell]) -> list[str]:
    lines = [
        "| municipality | months left | n | 80 % holds | 95 % holds | mean error, % of frame | our CRPS, % of frame | held |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        held = "**no**" if one.missed() else "yes"
        lines.append(
            f"| {one.process} | {one.months_left} | {one.held80.cases} | {_share(one.held80)} | {_share(one.held95)} "
            f"| {_signed(one.error.value, 2)} ± {_error(one.error, 2)} | {one.crps[SIMULATED].value:.3f} | {held} |"
        )
    return lines


def _methods(row: Sequence[Cell]) -> list[str]:
    """One line per method: its score in each municipality, and ours less it with the standard error."""
    lines = [f"| method | {' | '.join(one.process for one in row)} |", "|---" * (len(row) + 1) + "|"]
    for method in (method for method in LABELS if any(method in one.crps for one in row)):
        lines.append(f"| `{method}` | {' | '.join(_compared(one, method) for one in row)} |")
    return lines


def _compared(cell: Cell, method: str) -> str:
    if method not in cell.crps:
        return ""
    score = f"{cell.crps[method].value:.3f}"
    if method not in cell.apart:
        return f"**{score}**"
    apart = cell.apart[method]
    said = "" if apart.cases == cell.held80.cases else f", n = {apart.cases}"
    return f"{score} ({_signed(apart.value, 3)} ± {_error(apart, 3)}{said})"


def _margin(found: Mean) -> float:
    return STANDARD_ERRORS * (found.standard_error or 0.0)


def _share(held: Share) -> str:
    share = held.value or 0.0
    return f"{100 * share:.1f} ± {100 * (share * (1 - share) / max(held.cases, 1)) ** 0.5:.1f}"


def _signed(value: float, decimals: int) -> str:
    return f"{value:+.{decimals}f}".replace("-", "−")


def _error(found: Mean, decimals: int) -> str:
    return "?" if found.standard_error is None else f"{found.standard_error:.{decimals}f}"
