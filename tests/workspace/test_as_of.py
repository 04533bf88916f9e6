"""As of a day: what comes later never changes it, and any sequence of imports and withdrawals gives what a plain replay gives."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from workspace_readings import give, noon

from trinvis.workspace import Workspace, new_key

FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]
"""The days that views are taken on."""

days = st.sampled_from(DAYS)
months = st.tuples(st.integers(202601, 202604), st.integers(0, 2)).map(lambda m: (m[0], min(m[0] + m[1], 202604)))


@dataclass
class Given:
    """A delivery as a person would note it on paper."""

    id: str
    source: str
    kind: str
    order: tuple[date, date, int]
    months: tuple[int, int]
    known: date
    kroner: dict[int, int]
    withdrawn: date | None = None


def replay(given: list[Given], as_of: date) -> dict[int, int]:
    """Kroner by month: the deliveries known and not withdrawn, laid over each other from the oldest to the newest."""
    seen = [g for g in given if g.known <= as_of and not (g.withdrawn and g.withdrawn <= as_of)]
    total: dict[int, int] = {}
    for source in ("snapshots", "periods", "increments"):
        sheet: dict[int, int] = {}
        for g in sorted((g for g in seen if g.source == source), key=lambda g: g.order):
            if g.kind == "snapshot":
                sheet = {}
            if g.kind == "period":
                sheet = {m: k for m, k in sheet.items() if not g.months[0] <= m <= g.months[1]}
            for month, kroner in g.kroner.items():
                sheet[month] = sheet.get(month, 0) + kroner
        for month, kroner in sheet.items():
            total[month] = total.get(month, 0) + kroner
    return {month: kroner for month, kroner in sorted(total.items()) if kroner}


def counted(workspace: Workspace, as_of: date) -> dict[int, int]:
    """The same, from the pieces that the workspace selects."""
    total: dict[int, int] = {}
    for piece in workspace.selection(as_of).pieces("postings"):
        for month, oere in pl.read_parquet(piece.path).select("period", "amount_oere").iter_rows():
            if piece.months is None or month in piece.months:
                total[month] = total.get(month, 0) + oere // 100
    return {month: kroner for month, kroner in sorted(total.items()) if kroner}


class Sequences(RuleBasedStateMachine):
    """Imports (on the day, or backdated) and withdrawals in any order, beside the replay on paper."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workspace = Workspace.create(Path(self.folder.name) / "k", municipality=151, key=new_key())
        self.given: list[Given] = []
        self.amount = 1

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(kind=st.sampled_from(["snapshot", "period", "increment"]), months=months, known=days, empty=st.booleans())
    def receive(self, kind: str, months: tuple[int, int], known: date, empty: bool) -> None:
        before = self.views()
        wanted = range(months[0], months[1] + 1)
        kroner = {} if empty else {month: self.amount * 10 + n for n, month in enumerate(wanted, 1)}
        self.amount += 1
        rows: list[dict[str, Any]] = [
            {"date": date(month // 100, month % 100, 9), "amount_oere": k * 100} for month, k in kroner.items()
        ]
        made = give(
            self.workspace, known, kind=kind, months=months, postings=rows or [{"date": date(2020, 1, 1), "amount_oere": 0}],
            received=DAYS[-1], source=f"{kind}s",
        )  # fmt: skip
        order = (known, known, len(self.given))
        self.given.append(Given(made.id, f"{kind}s", kind, order, months, known, kroner))
        self.unchanged_before(known, before)

    @precondition(lambda self: any(g.withdrawn is None for g in self.given))
    @rule(which=st.integers(0, 100), later=st.integers(0, 7))
    def withdraw(self, which: int, later: int) -> None:
        left = [g for g in self.given if g.withdrawn is None]
        chosen = left[which % len(left)]
        day = min(chosen.known + timedelta(days=later), DAYS[-1])
        before = self.views()
        self.workspace.withdraw(chosen.id, day, noon(DAYS[-1]))
        chosen.withdrawn = day
        self.unchanged_before(day, before)

    @rule()
    def open_again(self) -> None:
        self.workspace = Workspace.open(self.workspace.root, self.workspace._master.secret)

    def views(self) -> dict[date, str]:
        return {day: self.workspace.selection(day).to_json() for day in DAYS}

    def unchanged_before(self, known: date, before: dict[date, str]) -> None:
        """What is known from a day changes no view of an earlier day."""
        after = self.views()
        assert all(after[day] == before[day] for day in DAYS if day < known)

    @invariant()
    def as_on_paper(self) -> None:
        for day in (DAYS[0], DAYS[3], DAYS[-1]):
            assert counted(self.workspace, day) == replay(self.given, day)
        known = self.workspace.deliveries(DAYS[3])
        assert [d.id for d in known] == [g.id for g in self.given if g.known <= DAYS[3]]
        assert [d.withdrawn_from for d in known] == [
            g.withdrawn if g.withdrawn and g.withdrawn <= DAYS[3] else None for g in self.given if g.known <= DAYS[3]
        ]


Sequences.TestCase.settings = settings(
    max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestSequences = Sequences.TestCase
