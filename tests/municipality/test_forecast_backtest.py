"""The forecast tried on a small municipality's own past: which months, what is kept, and what gives the right to an interval."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.municipality.small import Kommune
from tests.municipality.test_forecast_seen import grant

from trinvis.calculations.forecast.backtest import LABELS, SIMULATED
from trinvis.municipality.forecast_backtest import FILE, Backtest, origins
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.municipality.forecast_seen import month_end, months_between
from trinvis.municipality.forecast_tested import Held, not_drawn
from trinvis.municipality.forecast_tested import Tested as HasTested

LAST = date(2026, 1, 31)
DRAWS = 100


def two_years(path: Path) -> Kommune:
    """Six grants from 2024, each paid every month of 2024 and 2025; extracts from January 2024."""
    kommune = Kommune(path)
    rows = "\n".join(grant(f"{number:02d}", start="01.01.2024") for number in range(1, 7))
    for month in (202401, 202407, 202501, 202507):
        kommune.grants(rows, month_end(month))
    for month in months_between(202401, 202512):
        day = month_end(month)
        paid = [
            f"{day:%d.%m.%Y};{month};5.28.22.1.001;{day.day}.000,00;0{n}0115-9999;F-0{n};{month};B-{month}-{n}"
            for n in range(1, 7)
        ]
        kommune.postings("\n".join(paid), month, month, day)
    for year in (2024, 2025):
        kommune.budget(f"{year};Oprindeligt;Plejefamilier;2.200.000,00", date(year, 1, 5))
    return kommune


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kommune, Backtest, list[tuple[int, int]]]:
    kommune = two_years(tmp_path_factory.mktemp("backtest") / "kommune")
    steps: list[tuple[int, int]] = []
    made = kommune.hall.backtest(LAST, progress=lambda done, total, _: steps.append((done, total)))
    return kommune, made, steps


Tried = tuple[Kommune, Backtest, list[tuple[int, int]]]


def test_every_month_of_the_years_that_are_over_once_a_year_of_extracts_was_known(tried: Tried) -> None:
    """Twelve month-ends are known from December 2024; 2024 is over, but its months came too early: 2025 from twelve places."""
    made = tried[1]
    assert [(one.month, one.year) for one in made.origins] == [
        (month, 2025) for month in months_between(202412, 202511)
    ]
    assert made.years == (2025,)


def test_every_method_is_scored_in_every_area_and_in_total(tried: Tried) -> None:
    made = tried[1]
    assert {one.method for one in made.scores} == set(LABELS)
    total = [one for one in made.scores if not one.area and one.method == SIMULATED]
    assert [one.as_of for one in total] == list(months_between(202412, 202511))
    assert {one.truth_oere for one in total} == {6 * 365 * 1_000_00}
    assert all(one.months_left == 12 - one.as_of % 100 or one.as_of == 202412 for one in total)
    assert {one.area for one in made.proposals} >= {"plejefamilier"}


def test_progress_is_told_month_by_month(tried: Tried) -> None:
    assert tried[2] == [(done, 12) for done in range(13)]


def test_what_is_kept_holds_totals_only_and_is_read_again(tried: Tried) -> None:
    kommune, made, _ = tried
    kept = json.loads((kommune.path / FILE).read_text("utf-8"))
    assert len(kept) == 12
    assert {name for scores in kept.values() for score in scores for name in score} == {
        "year", "as_of", "months_left", "area", "method", "forecast_oere", "truth_oere", "frame_oere", "crps_oere", "inside80",
        "inside95",
    }  # fmt: skip
    again = kommune.hall.backtest(LAST)
    assert again.scores == made.scores


def test_what_is_kept_gives_the_right_to_an_interval(tried: Tried) -> None:
    made = tried[0].hall.forecast(2026, LAST, draws=DRAWS)
    assert made.tested is not None
    assert (made.tested.total.origins, made.tested.years) == (12, (2025,))
    assert made.is_drawn() == (2 * made.tested.total.held80 >= 12)
    assert made.sentence.startswith("Prøvet på jeres egne tal for 2025: af 12 måneder")


@pytest.mark.parametrize(
    ("held", "holds"), [(Held(12, 6, 9), True), (Held(12, 5, 12), False), (Held(5, 5, 5), False), (Held(6, 3, 3), True)]
)
def test_an_interval_is_drawn_where_it_was_tried_six_times_and_held_every_second(held: Held, holds: bool) -> None:
    assert held.holds is holds


def test_what_is_not_drawn_is_said_with_its_reason() -> None:
    found = HasTested((2025,), Held(12, 11, 12), {"a": Held(12, 2, 12), "b": Held(1, 1, 1), "c": Held(12, 9, 12)})
    labels = [("a", "Plejefamilier"), ("b", "Nye tilbud"), ("c", "Opholdssteder"), ("d", "Aflastning"), ("", "I alt")]
    assert not_drawn(found, labels) == (
        "Uden interval: Plejefamilier (holdt kun i 2 af 12 måneder), Nye tilbud (kun prøvet i 1 måned), Aflastning (ikke prøvet)."
    )
    assert not_drawn(None, labels) == ""


def test_what_is_at_hand_is_what_was_tried(tried: Tried) -> None:
    kommune, made, _ = tried
    kept = kommune.hall.backtest_at_hand(LAST)
    assert (kept.origins, kept.scores) == (made.origins, made.scores)
    assert kept.table.equals(made.table)
    with pytest.raises(CannotForecast, match="ikke prøvet"):
        kommune.hall.backtest_at_hand(date(2025, 6, 30))


def test_scores_of_other_draws_are_others(tried: Tried) -> None:
    kommune, made, _ = tried
    house = kommune.hall._house
    other = origins(house, house.basis(LAST), DRAWS, 1)
    assert [one.month for one in other] == [one.month for one in made.origins]
    assert not {one.key for one in other} & {one.key for one in made.origins}


def test_on_an_earlier_day_nothing_had_been_tried(tried: Tried) -> None:
    kommune = tried[0]
    with pytest.raises(CannotForecast, match="intet år at prøve på"):
        kommune.hall.backtest(date(2025, 6, 30), draws=DRAWS)
    assert kommune.hall.forecast(2025, date(2025, 6, 30), draws=DRAWS).tested is None


def test_a_method_chosen_with_a_reason_stands_beside_the_proposal(tried: Tried) -> None:
    made = tried[1]
    assert made.methods["plejefamilier"][0] == "pool"
    kommune = tried[0]
    values = {"area": "plejefamilier", "method": "disposition", "reason": "Efterprøvet: bedst i 2025"}
    kommune.hall.write("method", "plejefamilier", values, by="Testen", known_from=LAST)
    after = kommune.hall.backtest(LAST)
    assert after.methods["plejefamilier"] == ("disposition", "Efterprøvet: bedst i 2025")
    assert after.scores == made.scores, "a choice made now changes nothing that was known then"


def test_a_damaged_file_promises_nothing_and_a_withdrawal_forgets(tried: Tried) -> None:
    kommune = tried[0]
    file = kommune.path / FILE
    whole = file.read_text(encoding="utf-8")
    for wrong in ("", "[1]", '{"x": 3}', '{"x": [{"year": 1}]}'):
        file.write_text(wrong, encoding="utf-8")
        assert kommune.hall.forecast(2026, LAST, draws=DRAWS).tested is None
    file.write_text(whole, encoding="utf-8")
    assert kommune.hall.forecast(2026, LAST, draws=DRAWS).tested is not None
    kommune.hall.withdraw(kommune.hall.deliveries()[-1].id, LAST)
    assert not file.exists()
