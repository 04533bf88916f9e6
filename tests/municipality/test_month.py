"""The month's checklist by hand: rhythm of deliveries, children that turn 18, stops that passed, what was seen."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.municipality.small import Kommune

from trinvis.municipality.month import Item, seen_key, with_seen
from trinvis.municipality.month_arrivals import rhythm
from trinvis.municipality.month_looks import by_child, past_stop, turning_adult, without_rate


@pytest.mark.parametrize(
    ("months", "every"),
    [
        ([], None),
        ([10], None),
        ([10, 11], None),  # one gap is no rhythm
        ([10, 11, 12], 1),
        ([10, 11, 11, 12, 14], 1),  # one month was missed: gaps 1 1 2
        ([0, 6, 12, 18], 6),
        ([0, 3, 15, 27], 12),  # gaps 3 12 12
        ([0, 6, 10, 12, 18, 22, 24], None),  # gaps 6 4 2 6 4 2: no gap is more than half
    ],
)
def test_a_source_comes_as_often_as_most_of_its_gaps(months: list[int], every: int | None) -> None:
    assert rhythm(months) == every


def grants(rows: str) -> pl.DataFrame:
    """grant child status start stop rate: ``-`` is none."""
    parts = [line.split() for line in rows.strip().splitlines()]

    def day(text: str) -> date | None:
        return None if text == "-" else date.fromisoformat(text)

    return pl.DataFrame(
        {
            "grant_id": [int(part[0]) for part in parts],
            "child_no": [int(part[1]) for part in parts],
            "status": [part[2] for part in parts],
            "start": [day(part[3]) for part in parts],
            "stop": [day(part[4]) for part in parts],
            "rate_oere": [None if part[5] == "-" else int(part[5]) for part in parts],
        },
        schema_overrides={"stop": pl.Date, "rate_oere": pl.Int64},
    ).with_columns(
        area=pl.lit("plejefamilier"),
        intervention_type=pl.lit("placement"),
        team=pl.lit("Nord"),
        adviser_no=pl.lit(7, pl.Int64),
        start_day=pl.col("start").cast(pl.Int32),
    )


GRANTS = grants(
    """
    1 11 granted 2026-01-01 2026-08-31 100
    1 11 granted 2026-09-01 2026-12-31 110
    2 12 granted 2026-01-01 2026-09-29 100
    3 13 ended   2026-01-01 2026-03-31 100
    4 14 granted 2026-01-01 -          -
    5 15 granted 2026-10-15 -          -
    6 16 cancelled 2026-01-01 -        -
    """
)
DAY = date(2026, 9, 30)


def test_a_grant_is_past_its_stop_by_its_last_period() -> None:
    assert past_stop(GRANTS, DAY)["grant_id"].to_list() == [2]  # 1 goes on in a new price, 3 is ended


def test_without_rate_are_grants_that_run() -> None:
    assert without_rate(GRANTS, DAY)["grant_id"].to_list() == [4]  # 5 has not begun, 6 is cancelled


def test_eighteen_within_three_months_with_a_running_grant() -> None:
    children = pl.DataFrame(
        {
            "child_no": [11, 12, 13, 14, 15],
            "birth_year": [2008, 2008, 2008, 2009, 2008],
            "birth_month": [12, 9, 10, 1, 10],
        },
        schema_overrides={"birth_year": pl.Int64, "birth_month": pl.Int64},
    )
    found = turning_adult(children, GRANTS, DAY)
    # 12 stopped on the 29th, 13 ended, 14 turns 18 in January 2027, 15 has not begun
    assert found.rows() == [(11, 202612, 1)]


def test_children_add_up_and_the_largest_stands_first() -> None:
    items = pl.DataFrame(
        {
            "child_no": [11, 11, 12, None, 11],
            "amount_oere": [500, -200, -900, 7000, 40],
            "label": ["Ny indsats", "Ændret pris", "Afsluttet", "Puljer", "Budgetændring"],
            "area": ["a", "b", "a", "a", "a"],
            "moves": ["forecast", "forecast", "forecast", "forecast", "budget"],
        }
    )
    found = by_child(items, GRANTS)
    assert found.select("child_no", "amount_oere", "changes", "what", "team").rows() == [
        (12, -900, 1, "Afsluttet", "Nord"),
        (11, 300, 2, "Ny indsats, Ændret pris", "Nord"),
    ]


def test_what_was_seen_is_done_until_it_changes() -> None:
    item = Item("afviste", "Afviste rækker", "look", "2 afviste rækker.", "data")
    assert [one.done for one in with_seen([item], {})] == [False]
    assert [one.done for one in with_seen([item], {"afviste": ("2 afviste rækker.", "Eva")})] == [True]
    assert [one.done for one in with_seen([item], {"afviste": ("1 afvist række.", "Eva")})] == [False]


def test_three_months_of_files_then_one_that_is_missing(kommune: Kommune) -> None:
    for month, last in ((1, 31), (2, 28), (3, 31)):
        kommune.postings(
            f"{last:02d}-{month:02d}-2026;2026{month:02d};5.28.22.1.001;100,00;;;;B{month}",
            202600 + month,
            202600 + month,
            date(2026, month, last),
        )
    march = {item.code: item for item in kommune.hall.month(2026, date(2026, 3, 31)).items}
    assert march["regnskab"].done
    april = {item.code: item for item in kommune.hall.month(2026, date(2026, 4, 30)).items}
    assert april["kilde-finance"].state == "missing"
    assert "marts 2026" in april["kilde-finance"].sentence
    assert not april["godkend"].done

    kommune.hall.approve(2026, date(2026, 4, 30), "Eva")
    note = {"text": april["forbehold"].sentence} if april["forbehold"].state == "look" else {"text": "set"}
    kommune.hall.write("note", seen_key(202604, "forbehold"), note, by="Eva", known_from=date(2026, 4, 30))
    again = {item.code: item for item in kommune.hall.month(2026, date(2026, 4, 30)).items}
    assert again["godkend"].done
    assert again["forbehold"].done
