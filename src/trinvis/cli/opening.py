"""Opens the municipality that a command is about, with the key and the clock of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.cli import edge
from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

ENGINES = ("polars", "duckdb", "spark")


@dataclass(frozen=True)
class Moment:
    """Which year is asked about, as known on which day."""

    year: int
    as_of: date


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
    if year is not None and not 1990 <= year <= 2200:
        raise Wrong(f"--year {year} er ikke et budgetår: skriv det med fire cifre, fx 2026.")
    return Moment(year or day.year, day)


def is_synthetic(kommune: Municipality) -> bool:
    """Whether this is the invented example municipality, which every table must say."""
    from trinvis.demo import MUNICIPALITY

    return kommune.code == MUNICIPALITY


def municipality_name(kommune: Municipality) -> str:
    """The municipality's name, or *Kommune 999* when nobody knows the code."""
    if is_synthetic(kommune):
        from trinvis.demo import NAME

        return NAME
    return municipality_names().get(kommune.code, f"Kommune {kommune.code}")


def municipality_names() -> dict[int, str]:
    """Code → name of every municipality of today."""
    from trinvis.parameters import Parameters

    table = Parameters.shipped().table("municipalities", edge.today())
    return {int(row["municipality"]): str(row["name"]) for row in table.iter_rows(named=True)}
