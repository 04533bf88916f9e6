"""Two hundred random operations: the same figures with the cache, without it, and in a second process."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.municipality.small import Kommune

FIRST = date(2026, 1, 31)
CHILDREN = ("010115-9999", "020216-9999", "030317-9999")
ACCOUNTS = ("5.28.22.1.002", "5.28.21.1.003", "5.28.20.1.003", "3.22.01.1.001")
TYPES = ("Anbringelse;Plejefamilie", "Anbringelse;Døgninstitution", "Familiebehandling;")

days = st.integers(0, 240).map(lambda number: FIRST + timedelta(days=number))
kroner = st.integers(1, 90_000).map(lambda amount: f"{amount},50")

SECOND_PROCESS = """
import sys
from datetime import date
from pathlib import Path
from trinvis.municipality import Municipality
import hashlib
hall = Municipality.open(Path(sys.argv[1]), key=bytes(range(32)))
for text in sys.argv[2:]:
    print(hashlib.sha256(hall.follow_up(2026, date.fromisoformat(text)).canonical()).hexdigest())
"""


class Operations(RuleBasedStateMachine):
    """A municipality to which anything happens; every answer is asked for again in other ways."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.kommune = Kommune(Path(self.folder.name) / "kommune")
        self.answers: dict[str, str] = {}

    def moved(self) -> None:
        """What was asked before may have another answer now."""
        self.answers.clear()

    @rule(day=days, prices=st.lists(kroner, min_size=1, max_size=3), kind=st.sampled_from(TYPES))
    def import_grants(self, day: date, prices: list[str], kind: str) -> None:
        rows = [
            f"F-{n};{CHILDREN[n]};{kind};Fiktiv;Måned;{price};0{n + 1}.01.2026;01.01.9999;Bevilget"
            for n, price in enumerate(prices)
        ]
        self.kommune.grants("\n".join(rows), day)
        self.moved()

    @rule(
        month=st.integers(1, 8),
        day=days,
        amount=kroner,
        account=st.sampled_from(ACCOUNTS),
        child=st.sampled_from(("", *CHILDREN)),
    )
    def import_postings(self, month: int, day: date, amount: str, account: str, child: str) -> None:
        row = f"15.0{month}.2026;2026-0{month};{account};{amount};{child};;2026-0{month};B{month}"
        self.kommune.postings(row, 202600 + month, 202600 + month, day)
        self.moved()

    @rule(number=st.integers(0, 1000), later=st.integers(0, 60))
    def withdraw(self, number: int, later: int) -> None:
        standing = [one for one in self.kommune.hall.deliveries() if one.withdrawn_from is None]
        if standing:
            one = standing[number % len(standing)]
            self.kommune.hall.withdraw(one.id, one.known_from + timedelta(days=later))
            self.moved()

    @rule(grant=st.integers(1, 4), day=days, rate=st.integers(1, 9_000_000))
    def correct(self, grant: int, day: date, rate: int) -> None:
        self.kommune.hall.write(
            "correction",
            f"{grant}/rate",
            {"grant_id": grant, "field": "rate", "value": rate},
            by="Testen",
            known_from=day,
        )
        self.moved()

    @rule(limit=st.integers(1, 99), day=days)
    def change_a_parameter(self, limit: int, day: date) -> None:
        for band in ("1", "2", "3"):
            self.kommune.hall.write(
                "parameter",
                f"refund_limits/{band}",
                {
                    "name": "refund_limits",
                    "key": band,
                    "value": limit * int(band) * 10_000_00,
                    "valid_from": date(2026, 1, 1),
                },
                by="Testen",
                known_from=day,
            )
        self.moved()

    @rule(area=st.sampled_from(("plejefamilier", "opholdssteder")), amount=st.integers(1, 10**9), day=days)
    def type_in_a_pool(self, area: str, amount: int, day: date) -> None:
        self.kommune.hall.write(
            "pool", f"pulje/{area}", {"year": 2026, "area": area, "price_oere": amount}, by="Testen", known_from=day
        )
        self.moved()

    @rule(day=days)
    def ask(self, day: date) -> None:
        answer = self.kommune.hall.follow_up(2026, day).canonical()
        assert self.kommune.hall.follow_up(2026, day).canonical() == answer
        assert self.kommune.hall.without_cache().follow_up(2026, day).canonical() == answer
        self.answers[day.isoformat()] = hashlib.sha256(answer).hexdigest()

    def teardown(self) -> None:
        if not hasattr(self, "kommune"):
            return
        if self.answers:
            told = subprocess.run(
                [sys.executable, "-c", SECOND_PROCESS, str(self.kommune.path), *self.answers],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            assert told.stdout.split() == list(self.answers.values())
        self.kommune.hall.close()
        self.folder.cleanup()


def test_two_hundred_operations() -> None:
    run_state_machine_as_test(
        Operations,
        settings=settings(
            max_examples=5,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


@pytest.mark.soak
def test_two_thousand_operations() -> None:
    run_state_machine_as_test(
        Operations,
        settings=settings(
            max_examples=50, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
