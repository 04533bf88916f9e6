"""The money on the staircase: grants and postings in small files; own and national view, and both are the follow-up's totals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from tests.municipality.small import Kommune

from trinvis.municipality.address import BadAddress
from trinvis.municipality.staircase_money import FORECAST, POSTED
from trinvis.municipality.staircase_split import last_whole_month
from trinvis.municipality.staircase_view import View

NOW = date(2026, 3, 31)
GRANTS = """
    F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2025;01.01.9999;Bevilget
    F-2;020216-9999;Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00;01.01.2026;01.01.9999;Bevilget
    F-3;010115-9999;Advokatbistand;;Fiktiv Advokat;Måned;1.000,00;01.01.2026;31.12.2026;Bevilget
    """
POSTINGS = """
    31.01.2026;202601;5.28.22.1.001;40.000,00;010115-9999;F-1;202601;B-1
    28.02.2026;202602;5.28.22.1.001;40.000,00;010115-9999;F-1;202602;B-2
    31.01.2026;202601;5.28.21.1.200;7.000,00;020216-9999;;;B-3
    31.01.2026;202601;5.28.21.1.200;3.000,00;;;;B-4
    28.02.2026;202602;5.28.20.1.007;500,00;030317-9999;;;B-5
    """
LAST_YEAR = """
    31.01.2025;202501;5.28.22.1.001;30.000,00;010115-9999;F-1;202501;B-6
    """
NATIONAL = View("national")


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    kommune.grants(GRANTS, NOW)
    kommune.postings(LAST_YEAR, 202501, 202512, NOW)
    kommune.postings(POSTINGS, 202601, 202603, NOW)
    return kommune


def test_what_may_stand_on_several_steps_follows_the_child_in_the_own_view(filled: Kommune) -> None:
    """7.000 kr. of administration follow the child on step 3; without a child, and with one that stands nowhere, they follow nobody."""
    made = filled.hall.staircase_money(2026, NOW)
    posted = {one.place: one.posted_oere for one in made.places if one.posted_oere}
    assert posted == {"3": 700_000, "5": 8_000_000, "multi_step": 350_000}


def test_the_national_view_leaves_out_what_the_udgiftsmodel_does(filled: Kommune) -> None:
    made = filled.hall.staircase_money(2026, NOW, NATIONAL)
    assert {one.place: one.posted_oere for one in made.places if one.posted_oere} == {
        "5": 8_000_000,
        "multi_step": 1_050_000,
    }
    assert made.sentence != filled.hall.staircase_money(2026, NOW).sentence
    assert made.total(FORECAST) == made.total(POSTED)


@pytest.mark.parametrize("year", [2025, 2026])
def test_both_views_are_the_follow_ups_totals_to_the_oere(filled: Kommune, year: int) -> None:
    follow_up = filled.hall.follow_up(year, NOW).total
    own, national = (filled.hall.staircase_money(year, NOW, view) for view in (View(), NATIONAL))
    assert own.total(POSTED) == national.total(POSTED) == follow_up["spent_oere"]
    assert own.total(FORECAST) == follow_up["forecast_oere"]


def test_every_amount_opens_to_its_lines(filled: Kommune) -> None:
    for view in (View(), NATIONAL):
        made = filled.hall.staircase_money(2026, NOW, view)
        for one in made.places:
            for figure in (POSTED, FORECAST):
                found = filled.hall.explain(made.address(figure, one.place))
                assert found.value == getattr(one, figure) == sum(part.amount_oere for part in found.parts)
                for part in found.parts:
                    assert filled.hall.explain(part.address).value == part.amount_oere
    with pytest.raises(BadAddress):
        filled.hall.explain(made.address(POSTED, "9"))
    with pytest.raises(BadAddress):
        filled.hall.explain(made.address("through_oere", "5"))


def test_a_posting_that_follows_says_so_when_it_is_opened(filled: Kommune) -> None:
    made = filled.hall.staircase_money(2026, NOW)
    found = filled.hall.explain(made.address(POSTED, "3"))
    assert found.lines["rules"].str.contains("staircase/follows_case").any()
    assert any("Følger sagen" in words for words in found.rules.values())


def test_the_split_of_a_year_that_is_not_over_is_of_its_whole_months(filled: Kommune) -> None:
    made = filled.hall.staircase_split(2026, NOW)
    assert made is not None
    assert (made.month, made.year_before) == (3, 2025)
    for step, one in made.steps.items():
        assert one.total_oere == one.children_oere + one.duration_oere + one.price_oere + one.uncounted_oere
        before, now = (filled.hall.explain(address).value for address in made.addresses(step))
        assert (before, now) == (one.before.amount_oere, one.after.amount_oere)
    before, now = (filled.hall.explain(address).value for address in made.addresses())
    assert made.total_oere == now - before == made.beside_oere + sum(one.total_oere for one in made.steps.values())
    assert made.steps[5].after.full_year_persons == Fraction(90, 365)


@pytest.mark.parametrize(
    ("day", "month"),
    [("2026-01-30", None), ("2026-01-31", 1), ("2026-09-15", 8), ("2027-02-01", 12), ("2025-12-31", None)],
)
def test_the_last_whole_month(day: str, month: int | None) -> None:
    assert last_whole_month(date.fromisoformat(day), 2026) == month


def test_only_whole_years_are_shown_over_time(kommune: Kommune) -> None:
    months = "\n".join(
        f"28.{month:02d}.2025;2025{month:02d};5.28.2{2 if month % 2 else 1}.1.00{1 if month % 2 else 3};1.000,00;;;;B-{month}"
        for month in range(1, 13)
    )
    kommune.grants(GRANTS, NOW)
    kommune.postings(months, 202501, 202512, NOW)
    kommune.postings(POSTINGS, 202601, 202603, NOW)
    made = kommune.hall.staircase_years(2026, NOW)
    (one,) = made.years
    assert (one.year, one.steps) == (2025, {(3, 3): 600_000, (5, 5): 600_000})
    assert one.share((3, 3)) == Fraction(1, 2)
    assert all(kommune.hall.explain(address).value == one.steps[span] for span, address in one.addresses.items())
    assert isinstance(kommune.hall.explain(one.addresses[3, 3]).lines, pl.DataFrame)
