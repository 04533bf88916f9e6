"""A figure of the forecast opened: means add up through parts and areas; percentiles and shares list what they were found from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.municipality.small import Kommune
from tests.municipality.test_forecast_seen import JANUARY, grant
from tests.municipality.test_forecast_year import paid

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation
from trinvis.municipality.follow_up import FollowUp
from trinvis.municipality.forecast_opened import FIGURES, PERCENTILES, explain_forecast, variance_shares
from trinvis.municipality.forecast_tested import Held
from trinvis.municipality.forecast_tested import Tested as HasTested
from trinvis.municipality.forecast_year import ForecastYear, Row

BASIS = "forecast/2026/2026-01-31"
TESTED = HasTested((2024, 2025), Held(12, 10, 12), {"plejefamilier": Held(12, 9, 12), "opholdssteder": Held(12, 5, 12)})


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    """One grant at 1.000 kr. a day, January paid, a frame of 400.000 kr."""
    kommune.grants(grant("01"), JANUARY)
    kommune.postings(paid(202601, "31.000,00", key="F-01"), 202601, 202601, JANUARY)
    kommune.budget("2026;Oprindeligt;Plejefamilier;400.000,00", JANUARY)
    return kommune


@pytest.fixture
def made(filled: Kommune) -> tuple[ForecastYear, FollowUp]:
    """The forecast as if its intervals had been tested."""
    found = filled.hall.forecast(2026, JANUARY)
    return replace(found, tested=TESTED, sentence="Prøvet."), filled.hall.follow_up(2026, JANUARY)


def foster(made: ForecastYear) -> Row:
    return next(row for row in made.areas if row.area == "plejefamilier")


def opened(made: tuple[ForecastYear, FollowUp], text: str) -> Explanation:
    return explain_forecast(*made, Address.parse(f"{BASIS}/{text}"))


def test_the_mean_is_the_sum_of_its_parts_and_they_open(filled: Kommune) -> None:
    found = filled.hall.explain(f"{BASIS}/mean_oere")
    assert found.value == filled.hall.forecast(2026, JANUARY).total.mean_oere
    assert sum(part.amount_oere for part in found.parts) == found.value
    for part in found.parts:
        of_areas = filled.hall.explain(part.address)
        assert of_areas.value == part.amount_oere
        assert sum(one.amount_oere for one in of_areas.parts) == of_areas.value


def test_a_part_of_an_area_leads_to_the_follow_up(filled: Kommune) -> None:
    found = filled.hall.explain(f"{BASIS}/mean_oere?area=plejefamilier&part=spent")
    assert found.value == 31_000_00
    (spent,) = found.inputs
    assert spent.amount_oere == 31_000_00
    assert spent.address == "follow-up/2026/2026-01-31/spent_oere?area=plejefamilier"
    assert filled.hall.explain(spent.address).value == 31_000_00


@pytest.mark.parametrize("figure", PERCENTILES)
def test_a_percentile_says_so_and_lists_its_inputs(made: tuple[ForecastYear, FollowUp], figure: str) -> None:
    found = opened(made, figure)
    assert found.value == getattr(made[0].total, figure)
    assert "-percentilen af 10.000 gennemregnede år" in found.sentence
    assert found.parts == ()
    expected, *parts = found.inputs
    assert expected.amount_oere == made[0].total.mean_oere == sum(part.amount_oere for part in parts)


def test_the_chance_stores_its_denominator(made: tuple[ForecastYear, FollowUp]) -> None:
    found, chance = opened(made, "chance_pct"), made[0].total.chance
    assert chance is not None
    assert (found.value, found.unit) == (round(chance * 10_000), "%")
    above = f"{round(chance * 10_000):,}".replace(",", ".")
    assert found.sentence.startswith(f"{above} af 10.000 gennemregnede år koster mere end rammen.")
    assert found.inputs[0].amount_oere == 400_000_00


def test_the_shares_of_the_variance_add_up_to_the_whole(made: tuple[ForecastYear, FollowUp]) -> None:
    thirds = replace(made[0], contributions={"ends": 1 / 3, "new": 1 / 3, "prices": 1 / 3, "spent": 0.0})
    assert variance_shares(thirds) == {"ends": 3_334, "new": 3_333, "prices": 3_333}
    evened = replace(made[0], contributions={"ends": 1.00005, "refund": -0.00005})
    assert sum(variance_shares(evened).values()) == 10_000
    assert opened((thirds, made[1]), "share_pct?part=ends").value == 3_334


@pytest.mark.parametrize("figure", [figure for figure in FIGURES if figure not in ("mean_oere", "share_pct")])
def test_what_rests_on_an_interval_is_refused_where_none_is_tested(filled: Kommune, figure: str) -> None:
    with pytest.raises(BadAddress, match="ikke prøvet på jeres egne tal"):
        filled.hall.explain(f"{BASIS}/{figure}")


def test_what_rests_on_an_interval_that_has_not_held_is_refused_and_the_mean_opens(
    made: tuple[ForecastYear, FollowUp],
) -> None:
    """Foster families held 9 months of 12; of opholdssteder 5 of 12, and the refund was never tried."""
    assert opened(made, "low80_oere?area=plejefamilier").value == foster(made[0]).low80_oere
    shown = [row.area for row in made[0].areas]
    assert [area for area in shown if made[0].is_drawn(area)] == ["plejefamilier"]
    failed = replace(made[0], tested=replace(TESTED, areas={"plejefamilier": Held(12, 5, 12)}))
    with pytest.raises(BadAddress, match=r"Plejefamilier \(holdt kun i 5 af 12 måneder\)"):
        opened((failed, made[1]), "low80_oere?area=plejefamilier")
    assert opened((failed, made[1]), "mean_oere?area=plejefamilier").value == foster(made[0]).mean_oere
    assert failed.is_drawn(), "the total held"


def test_futures_of_another_number_and_seed_open_to_themselves(filled: Kommune) -> None:
    few = filled.hall.forecast(2026, JANUARY, draws=200, seed=2)
    address = few.address("mean_oere", "plejefamilier")
    assert address == f"{BASIS}/mean_oere?area=plejefamilier&draws=200&seed=2"
    found = filled.hall.explain(address)
    assert found.value == foster(few).mean_oere == sum(part.amount_oere for part in found.parts)
    assert all("draws=200" in part.address for part in found.parts)
    with pytest.raises(BadAddress, match="draws=5"):
        filled.hall.explain(f"{BASIS}/mean_oere?draws=5")


@pytest.mark.parametrize(
    "text",
    [
        "spread_oere",
        "mean_oere?area=findes_ikke",
        "mean_oere?part=findes_ikke",
        "mean_oere?month=202601",
        "low80_oere?part=ends",
        "share_pct",
        "share_pct?area=plejefamilier&part=ends",
    ],
)
def test_other_addresses_are_none(made: tuple[ForecastYear, FollowUp], text: str) -> None:
    with pytest.raises(BadAddress, match="kan ikke læses"):
        opened(made, text)


def test_a_year_that_is_over_is_no_forecast(filled: Kommune) -> None:
    with pytest.raises(BadAddress):
        filled.hall.explain("forecast/2024/2026-01-31/mean_oere")
