"""The history of a forecast: small files, the days beside the answer; what is kept is never wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.municipality.small import KEY, Kommune

from trinvis.municipality import Municipality
from trinvis.municipality.forecast_history import FILE, days_of_history, forecast_history

GRANT = "F-{0};{0}0115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;01.01.9999;Bevilget"
YEAR = 12 * 40_000_00
JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def months(kommune: Kommune, as_of: date, year: int = 2026) -> list[tuple[date, int]]:
    return [(point.day, point.forecast_oere) for point in kommune.hall.forecast_history(year, as_of)]


@pytest.fixture
def three_months(kommune: Kommune) -> Kommune:
    """One child is known from January, a second one from March; the budget is 1 million from February."""
    kommune.grants(GRANT.format("01"), JANUARY)
    kommune.budget("2026;Oprindeligt;Plejefamilier;1.000.000,00", FEBRUARY)
    kommune.grants("\n".join(GRANT.format(number) for number in ("01", "02")), MARCH)
    return kommune


@pytest.mark.parametrize(
    ("year", "as_of", "first", "days"),
    [
        (2026, date(2026, 3, 31), date(2025, 1, 1), [JANUARY, FEBRUARY, MARCH]),
        (2026, date(2026, 3, 15), date(2025, 1, 1), [JANUARY, FEBRUARY, date(2026, 3, 15)]),
        (2026, date(2026, 3, 15), date(2026, 2, 3), [FEBRUARY, date(2026, 3, 15)]),
        (2027, date(2026, 3, 15), date(2025, 1, 1), [date(2026, 3, 15)]),
        (2026, date(2026, 3, 15), date(2026, 3, 16), []),
        (2026, date(2026, 3, 15), None, []),
    ],
)
def test_the_days_of_a_history(year: int, as_of: date, first: date | None, days: list[date]) -> None:
    assert days_of_history(year, as_of, first) == days


def test_a_closed_year_has_twelve_months_and_the_day() -> None:
    days = days_of_history(2025, MARCH, date(2024, 1, 1))
    assert len(days) == 13
    assert days[-2:] == [date(2025, 12, 31), MARCH]


def test_each_month_says_what_was_expected_then(three_months: Kommune) -> None:
    assert months(three_months, MARCH) == [(JANUARY, YEAR), (FEBRUARY, YEAR), (MARCH, 2 * YEAR)]
    points = three_months.hall.forecast_history(2026, MARCH)
    assert [point.budget_oere for point in points] == [0, 1_000_000_00, 1_000_000_00]


def test_what_takes_time_is_done_once_and_one_at_a_time(three_months: Kommune) -> None:
    hall = three_months.hall
    assert hall.forecast_history_at_hand(2026, MARCH) is None
    assert hall.prepare_forecast_history(2026, MARCH) == (2, 3)
    assert hall.forecast_history_at_hand(2026, MARCH) is None
    assert hall.prepare_forecast_history(2026, MARCH) == (3, 3)
    at_hand = hall.forecast_history_at_hand(2026, MARCH)
    assert at_hand == hall.forecast_history(2026, MARCH)
    assert hall.prepare_forecast_history(2026, MARCH) == (3, 3)


def test_it_is_kept_for_the_next_program(three_months: Kommune) -> None:
    made = three_months.hall.forecast_history(2026, MARCH)
    with Municipality.open(three_months.path, key=KEY) as again:
        assert again.forecast_history_at_hand(2026, MARCH) == made


def test_only_totals_are_kept(three_months: Kommune) -> None:
    three_months.hall.forecast_history(2026, MARCH)
    kept = json.loads((three_months.path / FILE).read_text("utf-8"))
    assert len(kept) == 2, "the day itself is never kept"
    for key, one in kept.items():
        digest, _, year = key.partition("/")
        assert (len(bytes.fromhex(digest)), year) == (32, "2026")
        assert set(one) == {"day", "budget_oere", "forecast_oere", "closed_through"}


def test_a_delivery_that_became_known_late_changes_the_months_that_see_it(three_months: Kommune) -> None:
    before = months(three_months, MARCH)
    three_months.grants("\n".join(GRANT.format(number) for number in ("01", "02", "03")), FEBRUARY)
    assert months(three_months, MARCH) == [before[0], (FEBRUARY, 3 * YEAR), before[2]]


def test_an_entry_counts_from_the_day_that_it_is_known(three_months: Kommune) -> None:
    before = months(three_months, MARCH)
    values = {"area": "plejefamilier", "price_oere": 7_000_00, "year": 2026}
    three_months.hall.write("pool", "pulje-1", values, by="Testen", known_from=FEBRUARY)
    assert three_months.hall.forecast_history_at_hand(2026, MARCH) is None
    after = months(three_months, MARCH)
    assert after == [before[0], *((day, amount + 7_000_00) for day, amount in before[1:])]


def test_what_is_only_said_changes_nothing(three_months: Kommune) -> None:
    made = three_months.hall.forecast_history(2026, MARCH)
    three_months.hall.write(
        "explanation", "2026/plejefamilier", {"year": 2026, "area": "plejefamilier", "text": "En ny anbringelse."},
        by="Testen", known_from=JANUARY,
    )  # fmt: skip
    assert three_months.hall.forecast_history_at_hand(2026, MARCH) == made


def test_a_withdrawal_forgets_everything(three_months: Kommune) -> None:
    three_months.hall.forecast_history(2026, MARCH)
    newest = three_months.hall.deliveries()[-1]
    three_months.hall.withdraw(newest.id, MARCH)
    assert not (three_months.path / FILE).exists()
    assert months(three_months, MARCH) == [(JANUARY, YEAR), (FEBRUARY, YEAR), (MARCH, YEAR)]


def test_a_damaged_file_is_made_again(three_months: Kommune) -> None:
    made = three_months.hall.forecast_history(2026, MARCH)
    for wrong in ("", "{", "[1]", '{"x": {"day": "i går"}}', '{"x": 3}'):
        (three_months.path / FILE).write_text(wrong, encoding="utf-8")
        assert three_months.hall.forecast_history(2026, MARCH) == made


def test_without_a_cache_nothing_kept_is_read(three_months: Kommune) -> None:
    made = three_months.hall.forecast_history(2026, MARCH)
    file = three_months.path / FILE
    file.write_text(file.read_text("utf-8").replace(str(YEAR), "1"), encoding="utf-8")
    assert three_months.hall.forecast_history(2026, MARCH) != made
    assert three_months.hall.without_cache().forecast_history(2026, MARCH) == made


def test_a_folder_that_cannot_be_written_in_keeps_nothing(
    three_months: Kommune, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refused)
    assert len(months(three_months, MARCH)) == 3
    assert not (three_months.path / FILE).exists()


def test_days_before_the_profile_have_no_point(tmp_path: Path) -> None:
    """The profile is known from 15 February, the grant from January: there is nothing to prepare for January."""
    kommune = Kommune(tmp_path / "kommune", profile_known=date(2026, 2, 15))
    kommune.grants(GRANT.format("01"), JANUARY)
    assert kommune.hall.prepare_forecast_history(2026, MARCH) == (2, 2)
    assert kommune.hall.forecast_history_at_hand(2026, MARCH) is not None
    assert months(kommune, MARCH) == [(FEBRUARY, YEAR), (MARCH, YEAR)]
    assert months(kommune, JANUARY) == []
    kommune.hall.close()


def test_a_municipality_without_deliveries_has_no_history(kommune: Kommune) -> None:
    assert forecast_history(kommune.hall._house, 2026, MARCH) == ()
    assert kommune.hall.prepare_forecast_history(2026, MARCH) == (0, 0)
