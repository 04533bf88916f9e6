"""How often the simulated year-end's intervals hold, and how it compares with the simple methods: make study

    python bench/forecast_study.py --seeds 200 --write

Every invented municipality (``trinvis.demo.processes``) is drawn with every seed and forecast with nine, six and three
months left, by the simulated forecast and by every simple method; what is scored is the total. The scores are kept in a
file of lines, so that an interrupted study goes on where it stopped; scores of another program than today's do not count.
``--write`` puts the tables into docs/en/forecast-coverage.md. Status 1 when a bar of ``study_table`` is missed.

Without arguments it says how it is used, and runs nothing: it takes many minutes.
"""

from __future__ import annotations

import os
import sys

if (
    __name__ == "__main__"
):  # before NumPy is imported: each process uses one processor, and there are as many as asked for
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[name] = "1"

import argparse
import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import machine_text
from study_table import Case, Study, problems, tables

from trinvis import parameters
from trinvis.calculations.forecast.backtest import LABELS, Score, scores
from trinvis.demo import processes
from trinvis.demo.processes import PROCESSES, drawn

ORIGINS = (202603, 202606, 202609)
SEEDS, DRAWS, SETS = 200, 1000, 50
ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "forecast-study.jsonl"
PAGE = ROOT / "docs" / "en" / "forecast-coverage.md"
BEGIN, END = "<!-- written by make study: -->", "<!-- to here -->"


@dataclass(frozen=True)
class World:
    """One drawing of a municipality."""

    process: str
    seed: int


def tried(
    world: World, *, draws: int = DRAWS, sets: int = SETS, methods: Sequence[str] = tuple(LABELS)
) -> tuple[World, list[Score], float]:
    """The scores of the total at every origin, and the seconds that it took."""
    begin = time.perf_counter()
    municipality = drawn(world.process, world.seed)
    truth = municipality.truth()
    found: list[Score] = []
    for as_of in ORIGINS:
        known = municipality.known(as_of)
        found += scores(known, truth, seed=world.seed, draws=draws, sets=sets, methods=methods, total_only=True)
    return world, found, time.perf_counter() - begin


def rests_on() -> list[Path]:
    """The files that the scores depend on: every module that a drawing and its scores import, and the shipped parameters."""
    for module in iter_modules(processes.__path__):
        import_module(f"{processes.__name__}.{module.name}")
    tried(World("small", 0), draws=10, sets=2)
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "trinvis"]
    shipped = Path(parameters.__file__).parent.rglob("*.*")
    data = [path for path in shipped if path.suffix in (".yaml", ".csv")]
    return sorted({*data, *(Path(module.__file__) for module in modules if module.__file__)})


def program(files: Iterable[Path]) -> str:
    """A short name of what stands in the files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:16]


def kept(path: Path, of_program: str) -> dict[World, dict[str, Any]]:
    """What the file holds of this program; a line that was cut off when the study was interrupted is left out."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        if (row["program"], row["draws"], row["sets"]) == (of_program, DRAWS, SETS):
            found[World(row["process"], row["seed"])] = row
    return found


def run(worlds: Sequence[World], path: Path, jobs: int, of_program: str) -> None:
    """Tries the worlds, ``jobs`` at a time, and adds a line to the file for each as it is done."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    path.parent.mkdir(parents=True, exist_ok=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress, path.open("a", encoding="utf-8") as file:
        file.write("\n" if path.stat().st_size else "")
        bar = progress.add_task("municipalities", total=len(worlds))
        for world, found, seconds in _each(worlds, jobs):
            row = {"program": of_program, "draws": DRAWS, "sets": SETS, **asdict(world), "seconds": round(seconds, 2)}
            file.write(json.dumps(row | {"scores": [asdict(score) for score in found]}) + "\n")
            file.flush()
            progress.advance(bar)


def _each(worlds: Sequence[World], jobs: int) -> Iterator[tuple[World, list[Score], float]]:
    if jobs == 1:
        yield from map(tried, worlds)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            for done in as_completed([pool.submit(tried, world) for world in worlds]):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def cases(rows: Iterable[dict[str, Any]]) -> list[Case]:
    """The kept scores, each with its world."""
    return [Case(row["process"], row["seed"], Score(**score)) for row in rows for score in row["scores"]]


def write(page: Path, text: str) -> None:
    """Puts the tables in their place on the page; the rest of it stays."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name} lacks the lines {BEGIN} and {END} that the tables stand between.")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    if asked is None:
        return 0
    chosen = [name for name in asked.processes.split(",") if name]
    if unknown := [name for name in chosen if name not in PROCESSES]:
        print(f"no municipality is called {unknown[0]}; there are {', '.join(PROCESSES)}", file=sys.stderr)
        return 2
    worlds = [World(process, seed) for seed in range(asked.seeds) for process in chosen]
    files = rests_on()
    of_program = program(files)
    have = kept(asked.out, of_program)
    try:
        run([world for world in worlds if world not in have], asked.out, asked.jobs, of_program)
    except KeyboardInterrupt:
        print("interrupted; the same command goes on from here", file=sys.stderr)
        return 130
    if program(files) != of_program:
        print("the program was changed meanwhile; these are the figures of what it was at the start", file=sys.stderr)
    have = kept(asked.out, of_program)
    rows = [have[world] for world in worlds]
    command = f"python bench/forecast_study.py --seeds {asked.seeds}"
    command += "" if chosen == list(PROCESSES) else f" --processes {','.join(chosen)}"
    study = Study(cases(rows), asked.seeds, command, machine_text(), sum(row["seconds"] for row in rows))
    text = tables(study)
    print(text)
    if asked.write:
        write(PAGE, text)
    return 1 if problems(study.cases) else 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace | None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"seeds per municipality ({SEEDS})")
    parser.add_argument("--processes", default=",".join(PROCESSES), help="the municipalities, with commas between")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes work at a time (2)")
    parser.add_argument("--out", type=Path, default=KEPT, help="where the scores are kept, one line per drawing")
    parser.add_argument("--write", action="store_true", help=f"write the tables to {PAGE.relative_to(ROOT)}")
    if not arguments:
        parser.print_help(sys.stderr)
        return None
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
