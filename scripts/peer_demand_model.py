"""Head-to-head with the open English model of children in care: python scripts/peer_demand_model.py

``cs-demand-model`` 0.5.1 (MIT) is installed in an environment of its own under ``.cache/``, since it needs numpy 1 and
pandas 1, and forecasts its own sample 24 months ahead there. The same start, rates and entries then go through our exact
mean and covariance, and through simulated courses of the very same process, day by day. What is compared is how often an
interval that promises 95 % holds what happens.

The package gives no interval. Its successor, cs-demand-model-regional, which is not packaged, draws one from a variance
that it adds up day by day and never lets die out; that rule is restated here (``running_sum``) and applied to the same rates.

Status 0: ours holds in 93-97 % of the courses and both means agree. 1: it does not. 3: the environment could not be made.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PEER = "cs-demand-model==0.5.1"
ENVIRONMENT = Path(__file__).resolve().parent.parent / ".cache" / "cs-demand-model"
SAMPLE, REFERENCE_MONTHS, DAYS = "sample://v1.zip", 6, 730
COURSES, SEED = 2_000, 2026
LEVEL, LEAST, MOST = 1.959964, 0.93, 0.97
SAME = 1e-6
CANNOT = 3
OUTSIDE = "NOT_IN_CARE"


def peer() -> None:
    """Runs in the peer's environment: prints its start, rates, entries and forecast of its own sample as JSON."""
    from cs_demand_model import Config, DemandModellingDataContainer, ModelPredictor, PopulationStats, fs_datastore
    from dateutil.relativedelta import relativedelta

    config = Config()
    data = DemandModellingDataContainer(fs_datastore(SAMPLE), config)
    end = data.end_date
    begin = end - relativedelta(months=REFERENCE_MONTHS)  # as its command line chooses
    predictor = ModelPredictor.from_model(PopulationStats(data.enriched_view, config), begin, end)
    started = time.perf_counter()
    forecast = predictor.predict(DAYS).iloc[-1]
    seconds = time.perf_counter() - started
    print(
        json.dumps(
            {
                "start": [[*state, float(n)] for state, n in predictor.initial_population.items()],
                "rates": [[source, to, float(rate)] for (source, to), rate in predictor.transition_rates.items()],
                "entries": [[*to, float(rate)] for (_, to), rate in predictor.transition_numbers.items()],
                "forecast": [[*state, float(n)] for state, n in forecast.items()],
                "seconds": seconds,
            }
        )
    )


@dataclass(frozen=True)
class Process:
    """The peer's process on the states in care (age × placement): who goes out of care, or of the last age, leaves."""

    states: list[tuple[str, str]]
    start: Any
    matrix: Any
    entries: Any
    forecast: Any
    seconds: float

    def of(self, placement: str | None) -> Any:
        """1 for the states of a placement type, or for all, else 0."""
        import numpy as np

        return np.array([float(placement in (None, kind)) for _, kind in self.states])


def environment() -> Path:
    """The peer's Python, with the peer installed; raises ``CalledProcessError`` when that cannot be done."""
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    uv = [sys.executable, "-m", "uv"]
    if not python.exists():
        _run([*uv, "venv", "--quiet", "--no-project", "--python", "3.11", str(ENVIRONMENT)])
    _run([*uv, "pip", "install", "--quiet", "--python", str(python), PEER])
    return python


def process_of(told: dict[str, Any]) -> Process:
    """What the peer printed, as start, matrix per day (from column to row) and entries."""
    import numpy as np

    sources = [tuple(source) for source, _, _ in told["rates"]]
    targets = [tuple(to) for _, to, _ in told["rates"]]
    named = {*sources, *targets, *((age, kind) for age, kind, _ in told["start"] + told["entries"])}
    states = sorted(state for state in named if state and state[1] != OUTSIDE)
    at = {state: number for number, state in enumerate(states)}

    def by_state(rows: list[list[Any]]) -> Any:
        found = np.zeros(len(states))
        for age, kind, number in rows:
            if (age, kind) in at:
                found[at[age, kind]] += number
        return found

    matrix = np.eye(len(states))
    for source, to, (_, _, rate) in zip(sources, targets, told["rates"], strict=True):
        if source in at:
            matrix[at[source], at[source]] -= rate
            if to in at:
                matrix[at[to], at[source]] += rate
    start, entries, forecast = (by_state(told[name]) for name in ("start", "entries", "forecast"))
    return Process(states, start, matrix, entries, forecast, told["seconds"])


def courses(process: Process) -> Any:
    """Stock by state after ``DAYS`` days of ``COURSES`` simulated courses: every child moves by itself, each day."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    states = len(process.states)
    moving = 1 - np.diag(process.matrix)
    to = process.matrix - np.diag(np.diag(process.matrix))
    to = np.divide(to, moving, out=np.zeros_like(to), where=moving > 0).T
    to = np.column_stack([to, np.maximum(1 - to.sum(axis=1), 0)])
    stock = np.tile(process.start.astype(int), (COURSES, 1))
    for _ in range(DAYS):
        movers = chance.binomial(stock, moving)
        course, state = np.nonzero(movers)
        arrived = chance.multinomial(movers[course, state], to[state])[:, :states]
        stock -= movers
        np.add.at(stock, course, arrived)
        stock += chance.poisson(process.entries, stock.shape)
    return stock


def running_sum(process: Process) -> Any:
    """Variance by state as the peer's successor has it: each day's chance is added and none dies out or covaries."""
    stock, variance = process.start, 0.0 * process.start
    for _ in range(DAYS):
        variance = variance + (process.matrix * (1 - process.matrix)) @ stock + process.entries
        stock = process.matrix @ stock + process.entries
    return variance


def compare(process: Process) -> bool:
    """Prints the table; True when our interval of the total holds and both means agree."""
    from trinvis.calculations.statistics.open_markov import propagate, totals
    from trinvis.calculations.statistics.scores import inside

    stages = [(process.matrix, DAYS)]
    propagate(process.start, stages, process.entries)
    started = time.perf_counter()
    course = propagate(process.start, stages, process.entries)
    seconds = time.perf_counter() - started
    drawn, summed = courses(process), running_sum(process)
    print(f"{PEER}, {SAMPLE}: {process.start.sum():.0f} children, {len(process.states)} states, {DAYS} days")
    print(f"{COURSES} simulated courses, seed {SEED}; an interval of 95 % should hold in 95 % of them\n")
    print("| children in care | mean | simulated sd | our sd | our 95 % holds | running-sum sd | its 95 % holds |")
    print("|---|---|---|---|---|---|---|")
    held = {}
    for placement in (None, *sorted({kind for _, kind in process.states})):
        of = process.of(placement)
        found, outcome = totals(course, of), drawn @ of
        mean, ours, theirs = found.means[-1], found.deviations[-1], float(of @ summed) ** 0.5
        share, other = (
            inside(
                [mean - LEVEL * sd] * COURSES,
                [mean + LEVEL * sd] * COURSES,
                outcome,
            )
            for sd in (ours, theirs)
        )
        held[placement] = share.hits / share.cases
        print(
            f"| {(placement or 'all').lower()} | {mean:.2f} | {outcome.std():.2f} | {ours:.2f} | {held[placement]:.1%} "
            f"| {theirs:.2f} | {other.hits / other.cases:.1%} |"
        )
    apart = float(abs(course.means[-1] - process.forecast).max())
    print(f"\nLargest difference between the peer's forecast and our mean, any state: {apart:.1e} children")
    print(f"Peer {process.seconds:.2f} s without variance, ours {seconds * 1000:.1f} ms with covariance of every day")
    print(f"{process.seconds / seconds:.0f} times as fast")
    good = LEAST <= held[None] <= MOST and apart < SAME
    print("Held" if good else f"NOT held: {held[None]:.1%} is outside {LEAST:.0%}-{MOST:.0%}, or the means differ")
    return good


def main() -> int:
    """Makes the environment, runs the peer in it, and compares."""
    if sys.argv[1:] == ["--peer"]:
        peer()
        return 0
    try:
        python = environment()
    except (OSError, subprocess.CalledProcessError) as refused:
        said = str(getattr(refused, "stderr", None) or refused).strip().splitlines()
        print(f"No environment for {PEER}: {said[0] if said else 'no reason given'}", file=sys.stderr)
        return CANNOT
    told = json.loads(_run([str(python), "-W", "ignore", __file__, "--peer"]))
    return 0 if compare(process_of(told)) else 1


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
