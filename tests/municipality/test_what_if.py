"""*Hvad hvis*, full-year prices and what was known when, on files whose answer can be worked out by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.municipality.small import Kommune

from trinvis.journal import InvalidEntry
from trinvis.municipality.what_if import WrongSupposition

DAY = date(2026, 9, 30)
INSTITUTION = (
    "F-1;010115-9999;Anbringelse;Døgninstitution;Fiktivt Børnehjem;Døgn;3.000,00;01.01.2026;01.01.9999;Bevilget"
)
FOSTER = {"placement_type": "foster", "unit": "month", "rate_oere": 40_000_00}


@pytest.fixture
def placed(kommune: Kommune) -> Kommune:
    """One child in an institution at 3.000 kr. a day, all of 2026."""
    kommune.grants(INSTITUTION, DAY)
    return kommune


def grant_of(kommune: Kommune) -> int:
    return int(kommune.hall.commitments(2026, DAY).lines["grant_id"][0])


def test_from_institution_to_foster_family_on_the_first_of_november(placed: Kommune) -> None:
    """365 × 3.000 = 1.095.000 becomes 304 × 3.000 + 2 × 40.000 = 992.000; a whole year 1.095.000 becomes 480.000."""
    made = placed.hall.what_if_moved(grant_of(placed), date(2026, 11, 1), FOSTER, year=2026, as_of=DAY)
    assert (made.this_year_before_oere, made.this_year_after_oere) == (1_095_000_00, 992_000_00)
    assert made.this_year_oere == -103_000_00
    assert made.next_year_oere == made.full_year_oere == -615_000_00
    months = dict(made.months.select("month", "difference_oere").iter_rows())
    assert {month: oere for month, oere in months.items() if oere} == {202611: -50_000_00, 202612: -53_000_00}


def test_in_the_middle_of_a_month(placed: Kommune) -> None:
    """November: 15 × 3.000 + 15/30 × 40.000 = 65.000, instead of 90.000."""
    made = placed.hall.what_if_moved(grant_of(placed), date(2026, 11, 16), FOSTER, year=2026, as_of=DAY)
    assert made.months.filter(pl.col("month") == 202611)["after_oere"].item() == 65_000_00
    assert made.this_year_oere == -(25_000_00 + 53_000_00)


def test_a_move_that_is_half_certain(placed: Kommune) -> None:
    """Half of the difference: this year −51.500, a whole year −307.500."""
    new = {**FOSTER, "probability": 5_000}
    made = placed.hall.what_if_moved(grant_of(placed), date(2026, 11, 1), new, year=2026, as_of=DAY)
    assert made.this_year_oere == -51_500_00
    assert made.full_year_oere == -307_500_00


def test_a_stop(placed: Kommune) -> None:
    """The last day is 31 October: 61 days fewer this year, a whole year in the next."""
    made = placed.hall.what_if_stopped(grant_of(placed), date(2026, 10, 31), year=2026, as_of=DAY)
    assert made.this_year_oere == -61 * 3_000_00
    assert made.next_year_oere == made.full_year_oere == -1_095_000_00


def test_nothing_is_written_and_saving_it_gives_the_same_figures(placed: Kommune) -> None:
    before = placed.hall.commitments(2026, DAY).total["amount_oere"]
    made = placed.hall.what_if_moved(grant_of(placed), date(2026, 11, 1), FOSTER, year=2026, as_of=DAY)
    assert placed.hall.entries("expectation") == []
    assert placed.hall.commitments(2026, DAY).total["amount_oere"] == before == 1_095_000_00
    placed.hall.write(made.kind, "hvad-hvis/1", made.values, by="Testen", known_from=DAY)
    assert placed.hall.commitments(2026, DAY).total["amount_oere"] == made.this_year_after_oere
    assert placed.hall.full_year(2026, DAY)["amount_oere"].sum() == 1_095_000_00
    assert placed.hall.full_year(2026, date(2026, 11, 1))["amount_oere"].sum() == 480_000_00


def test_a_day_before_the_grant_is_refused(placed: Kommune) -> None:
    with pytest.raises(WrongSupposition, match=r"begynder først 01\.01\.2026"):
        placed.hall.what_if_stopped(grant_of(placed), date(2025, 12, 1), year=2026, as_of=DAY)


@pytest.mark.parametrize("left_out", ["rate_oere", "unit"])
def test_a_move_without_a_price_is_refused(placed: Kommune, left_out: str) -> None:
    new = {name: value for name, value in FOSTER.items() if name != left_out}
    with pytest.raises(InvalidEntry, match={"rate_oere": "Takst", "unit": "Enhed"}[left_out]):
        placed.hall.what_if_moved(grant_of(placed), date(2026, 11, 1), new, year=2026, as_of=DAY)


def test_a_full_year_price_opens_and_adds_up(kommune: Kommune) -> None:
    """A grant from 1 July costs 184 × 3.000 this year and 365 × 3.000 in a whole one; one that stopped has no such price."""
    kommune.grants(
        """
        F-1;010115-9999;Anbringelse;Døgninstitution;Hjemmet;Døgn;3.000,00;01.07.2026;01.01.9999;Bevilget
        F-2;020214-9999;Anbringelse;Plejefamilie;Familien;Måned;40.000,00;01.01.2026;31.08.2026;Afsluttet
        """,
        DAY,
    )
    assert kommune.hall.commitments(2026, DAY).total["amount_oere"] == (184 * 3_000 + 8 * 40_000) * 100
    opened = kommune.hall.explain("full-year/2026/2026-09-30/amount_oere")
    assert opened.value == opened.lines["signed_oere"].sum() == 1_095_000_00


def test_an_address_may_name_several_children(kommune: Kommune) -> None:
    kommune.grants(
        """
        F-1;010115-9999;Anbringelse;Plejefamilie;A;Måned;10.000,00;01.01.2026;01.01.9999;Bevilget
        F-2;020214-9999;Anbringelse;Plejefamilie;B;Måned;20.000,00;01.01.2026;01.01.9999;Bevilget
        F-3;030313-9999;Anbringelse;Plejefamilie;C;Måned;40.000,00;01.01.2026;01.01.9999;Bevilget
        """,
        DAY,
    )
    lines = kommune.hall.commitments(2026, DAY).lines
    two = lines.filter(pl.col("rate_oere") < 40_000_00)["child_no"].unique().to_list()
    address = f"commitments/2026/2026-09-30/amount_oere?child_no={two[0]}|{two[1]}&month=202601"
    assert kommune.hall.explain(address).value == 30_000_00


def test_what_was_known_when(kommune: Kommune) -> None:
    """The rate is raised in the second delivery, the third says nothing new, the fourth has the grant no more."""
    rows = {
        date(2026, 3, 31): INSTITUTION,
        date(2026, 4, 30): INSTITUTION.replace("3.000,00", "3.200,00"),
        date(2026, 5, 31): INSTITUTION.replace("3.000,00", "3.200,00"),
        date(2026, 6, 30): INSTITUTION.replace("F-1;010115", "F-9;020214"),
    }
    for day, text in rows.items():
        kommune.grants(text, day)
    child = int(kommune.hall.commitments(2026, date(2026, 3, 31)).lines["child_no"][0])
    history = kommune.hall.grant_history(child, DAY)
    assert history.select("known_from", "news", "rate_oere").rows() == [
        (date(2026, 3, 31), "first", 3_000_00),
        (date(2026, 4, 30), "changed", 3_200_00),
        (date(2026, 6, 30), "gone", 3_200_00),
    ]
    assert kommune.hall.grant_history(child, date(2026, 4, 1)).height == 1
