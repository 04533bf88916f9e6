"""An approved follow-up stands: whatever comes later, it is recomputed byte for byte, and what came is named for what it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.example.example import KEY, Example

from trinvis.intake import ReadOptions
from trinvis.municipality import Municipality
from trinvis.municipality.approvals import Approval
from trinvis.municipality.receiving import Incoming
from trinvis.parameters import Profile

YEAR, DAY = 2026, date(2026, 6, 30)


@pytest.fixture
def later(example: Example, tmp_path: Path) -> Iterator[Municipality]:
    with example.copy(tmp_path / "kommune") as hall:
        yield hall


def postings(month: int, amount: str) -> bytes:
    """A file of one posting on the account of foster families."""
    heading = "Bogføringsdato;Regnskabsperiode;Konto;Beløb;Cpr-nr.;Indsats-id;Ydelsesmåned;Bilag"
    row = f"15.{month:02d}.2026;2026-{month:02d};5.28.22.1.002;{amount};;;2026-{month:02d};SENT-{month}"
    return f"{heading}\n{row}\n".encode()


def receive(hall: Municipality, content: bytes, known: date, month: int) -> None:
    options = ReadOptions(period_from=202600 + month, period_to=202600 + month, scope="rettelser")
    hall.receive_all([Incoming("rettelser.csv", content, "finance", known, options)])


def import_later(hall: Municipality) -> None:
    receive(hall, postings(9, "75.000,00"), date(2026, 9, 30), 9)


def import_backdated(hall: Municipality) -> None:
    receive(hall, postings(3, "123.456,78"), DAY, 3)


def change_a_parameter(hall: Municipality) -> None:
    values = {
        "name": "refund_limits", "key": "1", "value": 700_000_00, "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31), "source": "Prøve",
    }  # fmt: skip
    hall.write("parameter", "refund_limits/1", values, by="Testen", known_from=DAY)


def change_the_profile(hall: Municipality) -> None:
    other = Profile.shipped("standard").to_dict() | {"missing_invoice_months": 1}
    hall.write("profile", "profile", {"profile": other}, by="Testen", known_from=DAY)


def change_a_method(hall: Municipality) -> None:
    values = {"area": "forebyggende", "method": "decentral_frame", "reason": "Prøve"}
    hall.write("method", "forebyggende", values, by="Testen", known_from=DAY)


def withdraw(hall: Municipality) -> None:
    """The newest extract of the day is withdrawn as if it had never been known."""
    (newest,) = (d for d in hall.deliveries() if d.source == "grants" and d.known_from == DAY)
    hall.withdraw(newest.id, DAY)


def correct_a_grant(hall: Municipality) -> None:
    (grant, *_) = sorted(
        hall.commitments(YEAR, DAY).lines.filter(pl.col("area") == "plejefamilier", pl.col("month") == 202612)[
            "grant_id"
        ]
    )
    values = {"grant_id": grant, "field": "stop", "value": "2026-08-31"}
    hall.write("correction", f"{grant}/stop", values, by="Testen", known_from=DAY)


def type_in_a_pool(hall: Municipality) -> None:
    values = {"year": YEAR, "area": "slaegt_netvaerk", "price_oere": 250_000_00}
    hall.write("pool", "pulje-sent", values, by="Testen", known_from=DAY)


FACTS = (import_backdated, withdraw, correct_a_grant, type_in_a_pool)
RULES = (change_a_parameter, change_the_profile, change_a_method)
WORDS = {operation: operation.__name__ for operation in (import_later, *FACTS, *RULES)}


def moved(hall: Municipality, approved: Approval) -> dict[str, int]:
    """Kind → øre of what happened to the approved day since; it adds up to what the day now says instead."""
    made = hall.changes(YEAR, approved.number, DAY)
    forecast = made.items.filter(pl.col("moves") == "forecast")
    assert forecast["amount_oere"].sum() == made.total_after - made.total_before
    assert made.total_before == hall.follow_up(YEAR, DAY).total["forecast_oere"] - forecast["amount_oere"].sum()
    return dict(made.items.group_by("kind").agg(pl.col("amount_oere").sum()).iter_rows())


def test_whatever_comes_later_the_bytes_are_the_same(later: Municipality) -> None:
    """One after the other, each on top of those before; last in a second opening, which has nothing in memory."""
    approved = later.approve(YEAR, DAY, "Familiechef")
    assert later.recompute(approved.number) == approved.figures
    for operation in WORDS:
        operation(later)
        assert later.recompute(approved.number) == approved.figures, WORDS[operation]
    assert later.follow_up(YEAR, DAY).canonical() != approved.figures
    assert set(moved(later, approved)) == {"late", "rule"}
    with Municipality.open(later._house.workspace.root, key=KEY, no_cache=True) as again:
        assert again.recompute(approved.number) == approved.figures
        assert [one.figures for one in again.approvals()] == [approved.figures]


@pytest.mark.parametrize("operation", FACTS, ids=WORDS.get)
def test_facts_that_became_known_of_the_day_are_late(later: Municipality, operation) -> None:  # type: ignore[no-untyped-def]
    approved = later.approve(YEAR, DAY, "Familiechef")
    operation(later)
    assert later.recompute(approved.number) == approved.figures
    kinds = moved(later, approved)
    assert set(kinds) == {"late"}
    assert kinds["late"] != 0


@pytest.mark.parametrize("operation", RULES, ids=WORDS.get)
def test_other_rules_for_the_day_are_changes_of_rules(later: Municipality, operation) -> None:  # type: ignore[no-untyped-def]
    approved = later.approve(YEAR, DAY, "Familiechef")
    operation(later)
    assert later.recompute(approved.number) == approved.figures
    kinds = moved(later, approved)
    assert set(kinds) == {"rule"}
    assert kinds["rule"] != 0


def test_what_is_known_from_a_later_day_changes_nothing(later: Municipality) -> None:
    approved = later.approve(YEAR, DAY, "Familiechef")
    import_later(later)
    assert moved(later, approved) == {}
    assert later.changes(YEAR, approved.number, DAY).items.is_empty()


def test_from_an_approval_to_a_later_day_late_facts_stand_apart_from_what_happened(later: Municipality) -> None:
    approved = later.approve(YEAR, DAY, "Familiechef")
    before = later.changes(YEAR, approved.number, date(2026, 7, 31))
    assert "late" not in set(before.items["kind"])
    import_backdated(later)
    made = later.changes(YEAR, approved.number, date(2026, 7, 31))
    assert made.total_before == before.total_before
    forecast = made.items.filter(pl.col("moves") == "forecast")
    assert forecast["amount_oere"].sum() == made.total_after - made.total_before
    assert forecast.filter(pl.col("kind") == "late")["amount_oere"].sum() == 123_456_78
