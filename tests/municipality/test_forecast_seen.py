"""What each month-end showed, as it was known then: deliveries beside the answer."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.municipality.small import Kommune

from trinvis.calculations.commitments.calendar import day_number
from trinvis.municipality.forecast_known import CannotForecast, WhatIsKnown, what_is_known
from trinvis.municipality.forecast_seen import SeenGrants, _from_first_start, month_end, months_between, seen_grants

GRANT = "F-{0};{0}0115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;{unit};{rate};{start};{stop};{status}"
JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def grant(
    number: str,
    *,
    unit: str = "Døgn",
    rate: str = "1.000,00",
    start: str = "01.01.2026",
    stop: str = "01.01.9999",
    status: str = "Bevilget",
) -> str:
    return GRANT.format(number, unit=unit, rate=rate, start=start, stop=stop, status=status)


def seen(kommune: Kommune, as_of: date, *, first: int = 202601) -> SeenGrants:
    """As known on the day, without the months that were made up for want of history."""
    house = kommune.hall._house
    found = seen_grants(house, house.basis(as_of), as_of.year, as_of.year * 100 + as_of.month)
    return SeenGrants(
        found.frame.filter(pl.col("snapshot") >= first), found.snapshots, found.reconstructed, found.unpriced, found.changes
    )  # fmt: skip


def of(found: SeenGrants, column: str) -> dict[int, list[object]]:
    """Snapshot → the column of its grants, in order of grant."""
    rows = found.frame.sort("snapshot", "grant_id").group_by("snapshot", maintain_order=True)
    return {int(snapshot): some[column].to_list() for (snapshot,), some in rows}


def known(kommune: Kommune, as_of: date, year: int = 2026) -> WhatIsKnown:
    house = kommune.hall._house
    return what_is_known(house, house.basis(as_of), year)


def test_a_stop_is_seen_from_the_month_that_it_was_known_in(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    kommune.grants(grant("01", stop="15.02.2026") + "\n" + grant("02", start="01.02.2026"), MARCH)
    found = seen(kommune, MARCH)
    stopped = day_number(date(2026, 2, 15))
    assert of(found, "stop_day") == {202601: [None], 202602: [None], 202603: [stopped, None]}
    assert found.snapshots == (202601, 202602, 202603)
    assert of(seen(kommune, FEBRUARY), "stop_day") == {202601: [None], 202602: [None]}


def test_price_periods_are_one_grant_at_the_newest_price_begun(kommune: Kommune) -> None:
    """900 kr. a day in 2025, 1.000 from January, 1.100 from March: known ahead, but in force from its first day."""
    rows = "\n".join(
        [
            grant("01", rate="900,00", start="01.06.2025", stop="31.12.2025"),
            grant("01", rate="1.000,00", start="01.01.2026", stop="28.02.2026"),
            grant("01", rate="1.100,00", start="01.03.2026", stop="30.06.2026"),
        ]
    )
    kommune.grants(rows, JANUARY)
    found = seen(kommune, MARCH)
    assert of(found, "day_oere") == {202601: [1_000_00], 202602: [1_000_00], 202603: [1_100_00]}
    assert set(found.frame["start_day"]) == {day_number(date(2025, 6, 1))}
    assert set(found.frame["stop_day"]) == {day_number(date(2026, 6, 30))}


def test_drafts_and_cancelled_are_not_seen_and_expected_are_marked(kommune: Kommune) -> None:
    rows = [
        grant("01"),
        grant("02", status="Forventet"),
        grant("03", status="Kladde"),
        grant("04", status="Annulleret"),
    ]
    kommune.grants("\n".join(rows), JANUARY)
    assert of(seen(kommune, JANUARY), "expected") == {202601: [False, True]}


def test_a_correction_counts_from_the_day_that_it_was_typed(kommune: Kommune) -> None:
    kommune.grants(grant("01") + "\n" + grant("02"), JANUARY)
    ids = seen(kommune, JANUARY).frame["grant_id"].to_list()
    kommune.hall.write(
        "correction", f"{ids[0]}/stop", {"grant_id": ids[0], "field": "stop", "value": "2026-03-31"}, by="Testen", known_from=FEBRUARY
    )  # fmt: skip
    stop = day_number(MARCH)
    assert of(seen(kommune, MARCH), "stop_day") == {202601: [None, None], 202602: [stop, None], 202603: [stop, None]}


def test_a_withdrawn_delivery_teaches_nothing(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    wrong = kommune.grants(grant("01", rate="9.999,00"), FEBRUARY)
    assert of(seen(kommune, MARCH), "day_oere")[202602] == [9_999_00]
    kommune.hall.withdraw(wrong.delivery.id, MARCH)
    assert set(seen(kommune, MARCH).frame["day_oere"]) == {1_000_00}


def test_one_extract_tells_of_the_24_months_before_it(kommune: Kommune) -> None:
    """Seen from the month-end after its start, its stop unknown until it has passed; one month is left between."""
    kommune.grants(grant("01", start="10.06.2025", stop="20.10.2025"), JANUARY)
    found = seen(kommune, JANUARY, first=202301)
    assert found.reconstructed == tuple(months_between(202312, 202511))
    stop = day_number(date(2025, 10, 20))
    assert of(found, "stop_day") == {
        202506: [None], 202507: [None], 202508: [None], 202509: [None], 202510: [stop], 202511: [stop], 202601: [stop],
    }  # fmt: skip


def test_twelve_months_of_extracts_need_no_reconstruction(kommune: Kommune) -> None:
    kommune.grants(grant("01"), month_end(202601))
    assert seen(kommune, month_end(202611)).reconstructed
    assert not seen(kommune, month_end(202612)).reconstructed


def test_a_grant_without_a_price_is_counted_and_costs_nothing(kommune: Kommune) -> None:
    kommune.grants(grant("01", rate="") + "\n" + grant("02"), JANUARY)
    found = seen(kommune, JANUARY)
    assert found.unpriced in (0, 1)  # refused by intake where the profile wants a rate
    assert found.frame["day_oere"].null_count() == 0


def test_what_is_to_come_is_the_follow_ups(kommune: Kommune) -> None:
    """January is posted. February's invoice is missing (28 days), March to December are committed (306 days)."""
    kommune.grants(grant("01"), FEBRUARY)
    kommune.postings("31.01.2026;202601;5.28.22.1.001;31.000,00;010115-9999;F-01;202601;B-1", 202601, 202602, FEBRUARY)
    kommune.budget("2026;Oprindeligt;Plejefamilier;400.000,00", FEBRUARY)
    found = known(kommune, FEBRUARY)
    assert (found.known.as_of, found.known.year) == (202602, 2026)
    assert found.known.to_come["amount_oere"].sum() == (28 + 306) * 1_000_00
    assert found.known.spent.rows() == [("plejefamilier", 202601, 31_000_00)]
    assert found.known.frames["plejefamilier"] == 400_000_00
    assert found.known.unmatched["amount_oere"].sum() == 0
    assert found.known.runoff.rows() == [(202601, 202601, 31_000_00)]
    total = found.known.to_come["amount_oere"].sum() + found.known.spent["amount_oere"].sum()
    assert total == found.made.total["forecast_oere"]


def test_a_collective_invoice_is_explained_by_the_grants_that_it_pays(kommune: Kommune) -> None:
    """Two grants of 31.000 in January, one invoice of 62.000 without a child; 5.000 more is what no grant explains."""
    kommune.grants(grant("01") + "\n" + grant("02"), JANUARY)
    kommune.postings("31.01.2026;202601;5.28.22.1.001;67.000,00;;;202601;B-1", 202601, 202601, JANUARY)
    found = known(kommune, JANUARY).known
    assert found.unmatched["amount_oere"].sum() == 5_000_00
    january = found.to_come.filter(pl.col("month") == 202601)
    assert january["amount_oere"].sum() == 0, "the invoice has paid both"


def test_a_closed_year_is_refused_with_a_sentence(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    kommune.postings("31.12.2025;202512;5.28.22.1.001;31.000,00;;;202512;B-1", 202501, 202512, JANUARY)
    with pytest.raises(CannotForecast, match="lukket"):
        known(kommune, JANUARY, 2025)


def test_nothing_at_all_is_refused_with_a_sentence(kommune: Kommune) -> None:
    kommune.budget("2026;Oprindeligt;Plejefamilier;400.000,00", JANUARY)
    with pytest.raises(CannotForecast, match="ingen indsatser"):
        known(kommune, JANUARY)


@pytest.fixture
def two_months(kommune: Kommune) -> Kommune:
    """January and February, each with its extract and its postings."""
    for number, day in enumerate((JANUARY, FEBRUARY), start=1):
        month = day.year * 100 + day.month
        kommune.grants(grant("01") + "\n" + grant("02", stop=f"{10 + number}.06.2026"), day)
        paid = f"{day:%d.%m.%Y};{month};5.28.22.1.001;31.000,00;010115-9999;F-01;{month};B-{number}"
        kommune.postings(paid, month, month, day)
    kommune.budget("2026;Oprindeligt;Plejefamilier;400.000,00", JANUARY)
    return kommune


def test_nothing_is_used_that_was_not_known_on_the_day(two_months: Kommune) -> None:
    """Everything that comes after is nonsense: other grants, prices, postings, budgets and entries."""
    hall = two_months.hall
    before, said = known(two_months, FEBRUARY).known, hall.forecast(2026, FEBRUARY, draws=200)
    nonsense = [grant(f"0{n}", rate="99.999,00", start="01.01.2020", stop="05.01.2026") for n in range(1, 9)]
    two_months.grants("\n".join([*nonsense, grant("09", rate="77.777,00")]), MARCH)
    two_months.postings("31.01.2026;202601;5.28.22.1.001;-7.000.000,00;;;202601;B-9", 202601, 202603, MARCH)
    two_months.budget("2026;Oprindeligt;Plejefamilier;1,00", MARCH)
    values = {"area": "plejefamilier", "price_oere": 900_000_00, "year": 2026}
    hall.write("pool", "pulje-9", values, by="Testen", known_from=MARCH)
    anew = hall.without_cache()
    after = what_is_known(anew._house, anew._house.basis(FEBRUARY), 2026).known
    for name in ("seen", "to_come", "spent", "unmatched", "child_months", "runoff"):
        assert getattr(before, name).equals(getattr(after, name)), name
    for name in ("year", "as_of", "frames", "by_grant", "bands", "refund_area", "households", "fixed", "risks"):
        assert getattr(before, name) == getattr(after, name), name
    again = anew.forecast(2026, FEBRUARY, draws=200)
    assert (again.total, again.areas) == (said.total, said.areas)
    assert hall.forecast(2026, MARCH, draws=200).total != said.total


def test_a_grant_keeps_its_start_though_later_extracts_leave_out_price_periods_that_are_over() -> None:
    """Seen from 2020; the newer extract begins with its newest price period. One that had not begun may still be moved."""
    days = {202512: date(2025, 12, 31), 202601: date(2026, 1, 31), 202602: date(2026, 2, 28)}
    starts = {
        1: (date(2020, 5, 1), date(2026, 1, 1), date(2026, 1, 1)),
        2: (date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 1)),  # to come, and put off
        3: (date(2025, 12, 1), date(2025, 11, 1), date(2025, 11, 1)),  # begun earlier than was known
    }
    rows = [
        (month, grant, day_number(start))
        for grant, seen in starts.items()
        for month, start in zip(days, seen, strict=True)
    ]
    frame = pl.DataFrame(rows, schema={"snapshot": pl.Int64, "grant_id": pl.Int64, "start_day": pl.Int64}, orient="row")
    found = {(month, grant): start for month, grant, start in _from_first_start(frame, days).iter_rows()}
    assert [found[month, 1] for month in days] == [day_number(date(2020, 5, 1))] * 3
    assert [found[month, 2] for month in days] == [day_number(start) for start in starts[2]]
    assert [found[month, 3] for month in days] == [day_number(start) for start in starts[3]]
