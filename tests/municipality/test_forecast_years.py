"""The years ahead of small municipalities: what adds up, what opens, what scenarios and frames say, and what is said to be missing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.municipality.small import HOME, Kommune
from tests.municipality.test_forecast_seen import FEBRUARY, JANUARY, grant
from tests.municipality.test_forecast_year import paid

from trinvis.calculations.forecast.fit_to_frame import FrameError, budget_remarks
from trinvis.calculations.forecast.scenario_changes import ScenarioError
from trinvis.municipality.address import BadAddress
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.municipality.forecast_years import ForecastYears
from trinvis.municipality.scenarios import UnknownScenario
from trinvis.presentation.scenarios_shown import frame_table
from trinvis.reports.table import TOTAL_ROW

DEARER = {"changes": [{"change": "price", "kind": "foster", "factor": 1.1, "year": 2027}]}
FEWER = {"changes": [{"change": "duration", "kind": "alle", "factor": 0.5, "from": 202701}, *DEARER["changes"]]}


@pytest.fixture
def eight(kommune: Kommune) -> Kommune:
    """Eight children in foster care at 1.000 kr. a day; one stops in February. Both months are paid."""
    kommune.grants("\n".join(grant(f"{number:02d}") for number in range(1, 9)), JANUARY)
    first = grant("01", stop="15.02.2026")
    kommune.grants("\n".join([first, *(grant(f"{number:02d}") for number in range(2, 9))]), FEBRUARY)
    days = {"01": 15}
    rows = [paid(202601, "31.000,00", key=f"F-{number:02d}") for number in range(1, 9)]
    rows += [paid(202602, f"{days.get(f'{number:02d}', 28)}.000,00", key=f"F-{number:02d}") for number in range(1, 9)]
    kommune.postings("\n".join(rows), 202601, 202602, FEBRUARY)
    return kommune


def years(kommune: Kommune, number: int = 2) -> ForecastYears:
    return kommune.hall.years_ahead(2026, FEBRUARY, years=number)


def save(kommune: Kommune, key: str, scenario: dict[str, object], known: date = FEBRUARY) -> None:
    kommune.hall.write("scenario", key, {"name": key.capitalize(), "scenario": scenario}, by="Testen", known_from=known)


def test_every_year_adds_up_and_the_same_comes_again(eight: Kommune) -> None:
    made = years(eight)
    assert made.years == (2027, 2028)
    for year in made.years:
        rows = made.rows(year)
        assert made.amount_oere(year) == sum(row.amount_oere for row in rows) == made.ahead.total(year).amount_oere
        assert made.persons(year) == sum(row.persons for row in rows)
        assert all(sum(row.areas.values()) == row.amount_oere for row in rows)
        foster = rows[0]
        assert (foster.kind, foster.label, foster.step) == ("foster", "Plejefamilie", 5)
        assert foster.price_oere == 365 * 1_000_00 or year == 2028  # 366 days over a full-year person's 365
        assert 0 < foster.persons <= 60_00
    again = eight.hall.afresh().years_ahead(2026, FEBRUARY, years=2)
    assert [again.rows(year) for year in again.years] == [made.rows(year) for year in made.years]


def test_all_that_run_today_cost_their_price_every_day(eight: Kommune) -> None:
    """Seven run on 28 February; 2027 has 365 days, 2028 has 366."""
    made = years(eight)
    assert made.ahead.full_year(2027).all_run_on_oere == 7 * 365 * 1_000_00
    assert made.ahead.full_year(2028).all_run_on_oere == 7 * 366 * 1_000_00
    opened = eight.hall.explain(made.address("full_year_oere", 2027))
    assert opened.value == 7 * 365 * 1_000_00
    assert eight.hall.explain(opened.inputs[1].address).value == 7 * 365 * 1_000_00


def test_every_figure_opens_down_to_what_it_is_made_of(eight: Kommune) -> None:
    made, seen = years(eight), set[str]()
    save(eight, "kortere", FEWER)
    figures = ("amount_oere", "persons", "price_oere", "difference_oere", "full_year_oere", "running_oere")
    waiting = [made.address(figure, 2027) for figure in figures]
    waiting.append(made.address("scenario_oere", 2027, scenario="kortere"))
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        found = eight.hall.explain(address)
        if found.parts and address.startswith("years-ahead"):
            assert sum(part.amount_oere for part in found.parts) == found.value, address
        for part in (*found.parts, *found.inputs):
            assert eight.hall.explain(part.address).value == part.amount_oere, (address, part)
            waiting.append(part.address)
    assert len(seen) > 15
    assert any(address.startswith("full-year/") for address in seen)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("years-ahead/2026/2026-02-28/amount_oere?of=2026", "vælg mellem 2027"),
        ("years-ahead/2026/2026-02-28/amount_oere?of=²", "vælg mellem 2027"),
        ("years-ahead/2026/2026-02-28/low80_oere?of=2027", "kan ikke læses"),
        ("years-ahead/2026/2026-02-28/amount_oere?of=2027&years=99", "fra 1 til 12"),
        ("years-ahead/2026/2026-02-28/amount_oere?of=2027&kind=ship", "ingen ventet udgift"),
        ("years-ahead/2026/2026-02-28/scenario_oere?of=2027&scenario=x", "findes ikke"),
        ("years-ahead/2025/2026-02-28/amount_oere?of=2026", "Alle måneder i 2025"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(eight: Kommune, address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said):
        eight.hall.explain(address)


def test_nothing_known_is_said(kommune: Kommune) -> None:
    with pytest.raises(CannotForecast):
        years(kommune)


def test_without_population_and_index_it_is_said_and_no_interval_is(eight: Kommune) -> None:
    said = " ".join(years(eight).caveats)
    assert "ikke angivet noget prisindeks" in said
    assert "uændret børnetal" in said
    assert "nterval" not in said


def test_children_to_come_are_those_of_the_received_projection(eight: Kommune) -> None:
    """Twice as many of every age in 2027 as in 2026: new grants double, and those that run do not."""
    before = years(eight, 1)
    rows = "\n".join(
        f"{HOME};TOT;{age};01.01.{year};{persons}" for year, persons in ((2026, 100), (2027, 200)) for age in range(23)
    )
    eight.receive(f"Kommunekode;Køn;Alder;Dato;Antal\n{rows}\n", "population", FEBRUARY)
    after = years(eight, 1)
    assert not [said for said in after.caveats if "børnetal" in said]
    new = {made: float(made.ahead.amounts(2027, part="new").mean()) for made in (before, after)}
    assert new[after] > 1.2 * new[before]
    assert after.ahead.full_year(2027) == before.ahead.full_year(2027)


def test_a_typed_price_index_moves_prices_on_new_years_day(eight: Kommune) -> None:
    """Two per cent more in 2027 than in 2026."""
    profile = eight.hall.profile(FEBRUARY)
    eight.hall.write(
        "profile", "profile", {"profile": {**profile.to_dict(), "price_index": "pl"}}, by="Testen", known_from=FEBRUARY
    )
    for year, level in ((2026, 100_00), (2027, 102_00)):
        eight.hall.write(
            "parameter", f"price_index/pl/{year}",
            {"name": "price_index", "key": "pl", "value": level, "valid_from": f"{year}-01-01"},
            by="Testen", known_from=FEBRUARY,
        )  # fmt: skip
    made = years(eight, 1)
    assert made.rows(2027)[0].price_oere == 365 * 1_020_00
    assert not [said for said in made.caveats if "prisindeks" in said]


def test_scenarios_are_compared_change_by_change(eight: Kommune) -> None:
    save(eight, "dyrere", DEARER)
    save(eight, "kortere", FEWER)
    save(eight, "senere", DEARER, known=date(2026, 3, 31))
    made = eight.hall.compare_scenarios(2026, FEBRUARY, years=2)
    assert [saved.name for saved, _ in made.outcomes] == ["Dyrere", "Kortere"]
    base = made.base
    for saved, outcome in made.outcomes:
        for year in base.years:
            assert sum(effect.by_year[year].oere for effect in outcome.effects) == outcome.whole[year].oere
            assert outcome.years.total(year).amount_oere == base.amount_oere(year) + outcome.whole[year].oere, saved
    dearer, shorter = (outcome for _, outcome in made.outcomes)
    assert dearer.whole[2027].oere == pytest.approx(0.1 * base.rows(2027)[0].amount_oere, abs=100)
    assert shorter.effects[0].by_year[2027].oere < 0


def test_a_scenario_of_what_is_not_there_is_said_and_the_others_stand(eight: Kommune) -> None:
    save(eight, "dyrere", DEARER)
    save(eight, "skibe", {"changes": [{"change": "price", "kind": "ship", "factor": 2, "year": 2027}]})
    made = eight.hall.compare_scenarios(2026, FEBRUARY, years=1)
    assert [saved.name for saved, _ in made.outcomes] == ["Dyrere"]
    ((saved, said),) = made.wrong
    assert saved.name == "Skibe"
    assert "findes ikke i kommunens indsatser" in said
    with pytest.raises(UnknownScenario, match="Ukendt"):
        eight.hall.compare_scenarios(2026, FEBRUARY, ["Ukendt"])


def test_a_scenario_that_cannot_be_read_is_not_written(eight: Kommune) -> None:
    with pytest.raises(ScenarioError, match="factor"):
        save(eight, "forkert", {"changes": [{"change": "price", "kind": "foster", "year": 2027}]})
    assert eight.hall.scenarios(FEBRUARY) == ()


def test_saving_a_scenario_works_out_nothing_anew(eight: Kommune) -> None:
    before = years(eight)
    save(eight, "dyrere", DEARER)
    assert years(eight) is before


def test_a_frame_says_how_many_there_is_room_for(eight: Kommune) -> None:
    """Seven at 365.000 kr. are 2.555.000 kr.; 2.190.000 kr. have room for six."""
    fit = eight.hall.fit_to_frame(2026, FEBRUARY, 2_190_000_00)
    (row,) = fit.rows
    assert (row.today.persons, row.persons, row.reduction) == (7_00, 6_00, 1_00)
    (said,) = budget_remarks(fit, 2027, "plejefamilier")
    assert "når antallet falder med 1 helårspersoner (14,3 %)" in said
    with pytest.raises(FrameError):
        eight.hall.fit_to_frame(2026, FEBRUARY, -1)


def test_every_figure_of_a_frame_opens(eight: Kommune) -> None:
    table = frame_table(eight.hall.fit_to_frame(2026, FEBRUARY, 2_190_000_00), 2027, FEBRUARY, synthetic=False)
    assert len(table.addresses) == 6 + 5
    for (row, column), address in table.addresses.items():
        found = eight.hall.explain(address)
        values = table.totals if row == TOTAL_ROW else table.rows[row]
        assert values is not None
        assert found.value == values[column], address
        assert not found.parts or sum(part.amount_oere for part in found.parts) == found.value
        for part in (*found.parts, *found.inputs):
            assert eight.hall.explain(part.address).value == part.amount_oere


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("years-ahead/2026/2026-02-28/frame_fitted?kind=foster", "kan ikke læses"),
        ("years-ahead/2026/2026-02-28/frame_mean?frame=100", "kan ikke læses"),
        ("years-ahead/2026/2026-02-28/frame_fitted?frame=219000000&kind=ship", "har ikke tallet"),
        ("years-ahead/2026/2026-02-28/frame_price_oere?frame=219000000", "har ikke tallet"),
        ("years-ahead/2026/2026-02-28/frame_fitted?frame=219000000&moves=ship", "ship"),
    ],
)
def test_a_wrong_address_of_a_frame_says_what_is_wrong(eight: Kommune, address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said):
        eight.hall.explain(address)
