"""How fast the pages answer: python bench/pages.py

The example municipality served by a process of its own. After one warm-up each page is loaded twenty times; the 95th
percentile counts. Before that: the first page after the start, and what the start page weighs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
import follow_up as generated
from measure import Bench, Row
from tests.web.house import START, page, walk
from tests.web.served import KEY, Client, served

from trinvis.demo import build

LOADS = 20
LARGEST = 400 * 1024
FILTERS = (
    "/disponering/?pr=2026-09-30&omraade=plejefamilier",
    "/disponering/?pr=2026-09-30&soeg=barn+12",
    "/disponering/?pr=2026-09-30&efter=leverandoer",
)


def main() -> int:
    """Measure and report."""
    bench = Bench("Pages")
    with ExitStack() as stack:
        given = os.environ.get("TRINVIS_BENCH_EXAMPLE")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "kommune"
        if given:
            import shutil

            shutil.copytree(given, folder)
        else:
            build(folder, lambda: datetime.now(UTC), KEY).close()
        running = stack.enter_context(served(folder))
        client = Client(running.address)
        client.get("/login/")
        begin = time.perf_counter()
        client.login(running.name, running.password)
        bench.rows.append(Row("first page after the start, login included", time.perf_counter() - begin, 2.0))
        paths = [found.path for found in walk(client)]
        for path in paths:
            bench.rows.append(Row(f"`{path.partition('?')[0]}`", p95(client, path), 0.2, f"P95 of {LOADS} loads"))
        weight = weighed(client)
        bench.rows.append(
            Row("start page", weight / LARGEST, 1.0, f"{weight / 1024:.0f} KB of 400 KB, shown as a share")
        )
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        generated.GRANTS, generated.CHILDREN, generated.POSTINGS, generated.KEY = 5_000, 3_000, 10_000, KEY
        generated.large(folder).close()
        client = stack.enter_context(served(folder / "stor")).client()
        for path in FILTERS:
            name = f"*Disponering* of 5,000 grants answers `{path.partition('?')[2]}`"
            bench.rows.append(Row(name, p95(client, path, HX_Request="true"), 0.3, f"P95 of {LOADS} loads"))
    return bench.report()


def p95(client: Client, path: str, **headers: str) -> float:
    """Seconds of the 19th of twenty loads, after one."""
    client.get(path, **headers)
    taken = sorted(seconds(client, path, **headers) for _ in range(LOADS))
    return taken[int(LOADS * 0.95) - 1]


def seconds(client: Client, path: str, **headers: str) -> float:
    """One load."""
    begin = time.perf_counter()
    answer = client.get(path, **headers)
    assert answer.status == 200, (path, answer.status)
    return time.perf_counter() - begin


def weighed(client: Client) -> int:
    """Bytes that the start page and everything it loads take on the wire."""
    import re

    found = page(client, START[0])
    parts = [START[0], *found.loaded, *re.findall(r'(?:src|href)="(/static/[^"]+)"', found.html)]
    total = 0
    for part in dict.fromkeys(parts):
        headers = {"HX_Request": "true"} if part in found.loaded else {}
        total += len(client.get(part, Accept_Encoding="gzip", **headers).content)
    fonts = Path(__file__).parent.parent / "src/trinvis/web/static/vendor/fonts"
    return total + sum(file.stat().st_size for file in fonts.glob("*.woff2"))


if __name__ == "__main__":
    sys.exit(main())
