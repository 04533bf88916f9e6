"""The example municipality as the tests see it: the hall, the plan that it was filled by, and the truth kept aside."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import polars as pl
import pytest

from trinvis.demo import MUNICIPALITY, Plan
from trinvis.demo.building import BUILDER, FROM_THE_START, fill
from trinvis.municipality import Municipality
from trinvis.workspace import Delivery

KEY = bytes(range(32))
NOW = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
FIRST_MONTH, LAST_MONTH = 202310, 202609
DISPOSED = (
    "plejefamilier",
    "opholdssteder",
    "doegninstitutioner",
    "sikrede_doegninstitutioner",
    "slaegt_netvaerk",
    "familiebehandling",
    "aflastning_kontaktperson",
)
"""Areas of the standard profile that are forecast child by child."""


def built_once(temporary: pytest.TempPathFactory, name: str, plan: Callable[[Path], Plan]) -> Example:
    """The municipality of a plan, open for reading; built by the first process that asks, however many share the tests.

    ``plan`` writes the raw files to a folder.
    """
    base = temporary.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / "plan.pickle"
        if not kept.exists():
            written = plan(folder / "filer")
            with Municipality.create(
                folder / "kommune",
                municipality=MUNICIPALITY,
                key=KEY,
                clock=lambda: NOW,
                by=BUILDER,
                known_from=FROM_THE_START,
            ) as made:
                fill(made, written, lambda *_: None)
            kept.write_bytes(pickle.dumps(written))
        found: Plan = pickle.loads(kept.read_bytes())
    return Example(Municipality.open(folder / "kommune", key=KEY), found, folder / "kommune")


def months(first: int, last: int) -> list[int]:
    """Months as yyyymm, both included."""
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [number // 12 * 100 + number % 12 + 1 for number in numbers]


def month_end(month: int) -> date:
    """The last day of a month."""
    return date(month // 100 + month % 100 // 12, month % 100 % 12 + 1, 1) - timedelta(days=1)


MONTH_ENDS = tuple(month_end(month) for month in months(FIRST_MONTH, LAST_MONTH))
"""The 36 days on which the example has an extract."""


@dataclass(frozen=True)
class Example:
    """The municipality open for reading at ``path``; ``plan`` says which files it was made from."""

    hall: Municipality
    plan: Plan
    path: Path

    @property
    def last_day(self) -> date:
        return self.plan.last_day

    def truth(self, name: str) -> pl.DataFrame:
        """A table of the truth: grants, prices, charges, year_cost."""
        return pl.read_parquet(self.plan.folder / "truth" / f"{name}.parquet")

    def copy(self, folder: Path, *, now: datetime = NOW) -> Municipality:
        """The same municipality in another folder, open for writing: what a test does to it stays there."""
        shutil.copytree(self.path, folder)
        return Municipality.open(folder, key=KEY, clock=lambda: now)

    @cached_property
    def received(self) -> dict[str, Delivery]:
        """Delivery by the name of its file."""
        return {delivery.file_name: delivery for delivery in self.hall.deliveries()}

    def postings_in_force(self, day: date) -> pl.DataFrame:
        """The postings that count on a day, straight from the files of facts, with ``service`` (yyyymm)."""
        rows = []
        for piece in self.hall.basis(day).selection.pieces("postings"):
            facts = pl.read_parquet(piece.path).select(
                "delivery_id", "row_no", "period", "service_month", "amount_oere"
            )
            rows.append(facts if piece.months is None else facts.filter(pl.col("period").is_in(piece.months)))
        return pl.concat(rows).with_columns(service=pl.coalesce("service_month", "period")).drop("service_month")

    def keys_of_rows(self, day: date) -> dict[int, str]:
        """Row number → the grant's own key, in the extract of a day as it was written."""
        (file,) = (d.file for d in self.plan.deliveries if d.source == "grants" and d.known_from == day)
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        return {number: line.split(";")[0] for number, line in enumerate(lines, start=1) if number > 1}
