"""How fast a slider is answered: python bench/investment_sliders.py

The example municipality served by a process of its own; each answer is to a value that nobody asked for before.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
from measure import Bench, Row
from tests.web.served import KEY, Client, served

from trinvis.demo import build

CASES = (("ishoej-2018-offentliggjort", "succesrate", 0.07), ("taettere-familiebehandling-nord", "undgaas", 0.37))
"""Case, input, and the first value that it is drawn to."""
ANSWERS = 5


def main() -> int:
    """Measure and report."""
    bench = Bench("Sliders")
    with ExitStack() as stack:
        given = os.environ.get("TRINVIS_BENCH_EXAMPLE")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "kommune"
        if given:
            shutil.copytree(given, folder)
        else:
            build(folder, lambda: datetime.now(UTC), KEY).close()
        client = stack.enter_context(served(folder)).client()
        for case, name, first in CASES:
            answered(client, case, name, first - 0.01)
            best = min(answered(client, case, name, first + number / 1000) for number in range(ANSWERS))
            bench.rows.append(Row(f"a slider of {case} is answered", best, 0.15, f"best of {ANSWERS}"))
    return bench.report()


def answered(client: Client, case: str, name: str, value: float) -> float:
    """Seconds from asking to the whole answer."""
    begin = time.perf_counter()
    answer = client.get(f"/investeringer/case/{case}/svar/?pr=2026-09-30&set.{name}={value:.4f}", HX_Request="true")
    assert answer.status == 200, (case, answer.status)
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
