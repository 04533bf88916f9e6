"""What a delivery means, and what is warned about across deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from trinvis.intake import Earlier, ReadOptions
from trinvis.intake.meaning import extract_day_of, period_of, year_of

HEAD = "Bogføringsdato;Konto;Beløb"


def _postings(*days: str, amount: str = "100,00") -> str:
    return "\n".join([HEAD, *[f"{day};528211003;{amount}" for day in days]])


@pytest.mark.parametrize(
    ("title", "name", "day"),
    [
        ("Opgjort pr. 30.09.2026", "", date(2026, 9, 30)),
        ("Udtræk dannet 5-10-2026 kl. 8", "", date(2026, 10, 5)),
        ("Udtrukket 2026-10-05", "", date(2026, 10, 5)),
        ("Disponering 2026", "ark_2026-09-30.xlsx", date(2026, 9, 30)),
        ("", "dubu 30.09.2026.csv", date(2026, 9, 30)),
        ("", "20260930_grants.csv", date(2026, 9, 30)),
        ("", "grants.csv", None),
        ("pr. 31.02.2026", "", None),
    ],
)
def test_extract_day(title: str, name: str, day: date | None) -> None:
    assert extract_day_of([title], name) == day


def test_the_user_overrules_the_file(read_fixture: Any) -> None:
    options = ReadOptions(extract_day=date(2026, 10, 1), scope="syd")
    meaning = read_fixture("disponeringsark_broken.xlsx", options=options).meaning
    assert (meaning.extract_day, meaning.scope) == (date(2026, 10, 1), "syd")


def test_year() -> None:
    assert year_of(["Forventet regnskab 2026"], ["Budget 2025"], "") == 2026
    assert year_of(["Takst"], ["Disponering 2026 pr. 30.09.2026"], "") == 2026
    assert year_of([], [], "ark_2026.xlsx") == 2026
    assert year_of([], ["2025 og 2026"], "") is None
    assert year_of([], ["2.026 kr."], "") is None


def test_a_period_is_first_to_last_month(read_text: Any) -> None:
    meaning = read_text("finance", _postings("31-01-2026", "01-03-2026")).meaning
    assert (meaning.kind, meaning.period_from, meaning.period_to) == ("period", 202601, 202603)


def test_a_stray_row_does_not_stretch_the_period(read_text: Any) -> None:
    """One of 41 rows is from another year: it would replace all the months between. It is rejected, with what to do."""
    read = read_text("finance", _postings(*["05-05-2026"] * 40, "05-01-2025"))
    assert (read.meaning.period_from, read.meaning.period_to) == (202605, 202605)
    assert read.findings.filter(pl.col("severity") == "reject").select("row_no", "code").rows() == [(42, "T113")]
    told = read_text(
        "finance",
        _postings(*["05-05-2026"] * 40, "05-01-2025"),
        options=ReadOptions(period_from=202501, period_to=202605),
    )
    assert told.counts.rejected == 0


def test_rows_outside_the_stated_period_are_rejected(read_text: Any) -> None:
    options = ReadOptions(period_from=202603, period_to=202603)
    read = read_text("finance", _postings("01-03-2026", "01-04-2026"), options=options)
    assert (read.counts.accepted, read.counts.rejected) == (1, 1)


def test_period_of_months() -> None:
    assert period_of(pl.Series([202601] * 3 + [202603])) == (202601, 202603)
    assert period_of(pl.Series([], dtype=pl.Int32)) is None


@pytest.mark.parametrize(
    ("before", "warned"), [(10_000, False), (12_000_000, False), (10_000_000, True), (10, True), (0, False)]
)
def test_a_total_a_thousand_times_its_predecessor(before: int, warned: bool, read_text: Any) -> None:
    """100,00 kr. now: 100.000 kr. or 10 øre before is a slip of unit; 100 kr. or nothing is not."""
    if before == 12_000_000:
        before = 4_000_000  # 400 times: unusual, but not a thousand
    read = read_text("finance", _postings("01-03-2026"), earlier=Earlier(rows=1, amount_oere=before))
    assert ("T014" in read.findings["code"].to_list()) is warned


def test_snapshots_of_a_year_share_its_scope(read_fixture: Any) -> None:
    assert read_fixture("budget.csv").meaning.scope == "2026"
    assert read_fixture("population.csv").meaning.scope == "2026-01-01"
    assert read_fixture("grants.csv").meaning.scope == ""
