"""Opens the municipality that a command is about, with the key and the clock of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.cli import edge
from trinvis.cli.wrong import Wrong
from trinvis.presentation.municipality import Moment
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

ENGINES = ("polars", "duckdb", "spark")


@contextmanager
def opened(folder: Path, engine: str = "polars") -> Iterator[Municipality]:
    """The municipality in ``folder``; closed again at the end. Raises ``Wrong`` and ``WorkspaceError``."""
    if engine not in ENGINES:
        raise Wrong(f"--engine {engine} findes ikke: vælg {', '.join(ENGINES[:-1])} eller {ENGINES[-1]}.")
    from trinvis.municipality import Municipality
    from trinvis.workspace import workspace_id

    key = edge.key_store(workspace_id(folder))
    kommune = Municipality.open(folder, key=key, clock=edge.now, engine=engine, journal=edge.journal_address())
    with kommune:
        yield kommune


def moment(year: int | None, as_of: str | None) -> Moment:
    """The year and day asked for; today by this machine's clock when no day is given."""
    day = edge.day(as_of, "--as-of") or edge.today()
    if year is not None and not danish.FIRST_YEAR <= year <= danish.LAST_YEAR:
        raise Wrong(f"--year {year} er ikke et budgetår: skriv det med fire cifre, fx 2026.")
    return Moment(year or day.year, day)
