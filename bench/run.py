"""Runs every benchmark of this folder and prints one table: bar, result, machine; best of five. Status 1 when a bar is missed.

``python bench/run.py`` runs all, ``python bench/run.py commitments`` those that are named. Each benchmark is a program of
its own and runs alone, so that none warms another up or holds its memory.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NO_BENCHMARKS = {"run", "measure", "forecast_study", "study_table"}
HEAD = "| what | bar | result | held | note | machine |\n|---|---|---|---|---|---|"


def benchmarks(wanted: list[str]) -> list[Path]:
    """The programs to run, in order of name."""
    found = [path for path in sorted(FOLDER.glob("*.py")) if path.stem not in NO_BENCHMARKS]
    return [path for path in found if not wanted or path.stem in wanted]


def rows_of(text: str) -> list[str]:
    """The rows of the tables in what a benchmark printed."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [line for line in lines if not re.match(r"\| what \||\|-", line)]


def main() -> int:
    """Runs them one after the other; what goes wrong in one is shown and the rest goes on."""
    wanted = sys.argv[1:]
    chosen = benchmarks(wanted)
    if not chosen:
        print(f"no benchmark is called {' or '.join(wanted)}", file=sys.stderr)
        return 2
    rows: list[str] = []
    missed = []
    for path in chosen:
        print(f"{path.stem} …", file=sys.stderr, flush=True)
        ran = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
        rows += rows_of(ran.stdout)
        if ran.returncode:
            missed.append(path.stem)
        if ran.returncode and not rows_of(ran.stdout):
            print(ran.stderr or ran.stdout, file=sys.stderr)
    print(HEAD, *rows, sep="\n")
    if missed:
        print(f"\nA bar was missed, or the benchmark failed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
