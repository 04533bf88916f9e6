"""The potentials of spending by hand, both readings of the 679, the target group's share, and the reference levels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capacity.synthetic_country import Mix, country
from tests.capacity.test_models import YEARS, five

from trinvis.calculations.capacity.base_share import component_share, flat_share
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel, expenditure_model, fitted
from trinvis.calculations.capacity.potentials import Base, deviation, lower_frequency
from trinvis.calculations.capacity.readings import readings
from trinvis.calculations.capacity.reference import REFERENCE_WORDS, level, over
from trinvis.calculations.capacity.refused import CapacityRefused

PEOPLE = {1: 1000.0, 2: 2000.0, 3: 3000.0, 4: 4000.0, 5: 5000.0}
HALF = Base("Børn og unge", 2011, PEOPLE, flat_share(0.5))


def of_five() -> ExpenditureModel:
    """Spending 16000, 8000, 13000, 9000, 11000 on 40, 5, 30, 10, 20 % (``test_models``): slope 183000/820 = 223,1707.

    Expected 15640,24; 7829,27; 13408,54; 8945,12; 11176,83, so residuals 359,76; 170,73; −408,54; 54,88; −176,83.
    """
    units, spending, housing = five()
    return expenditure_model("baggrundsmodellen", units, spending, [housing], YEARS)


def test_those_over_the_expected_level_come_down_to_it() -> None:
    """Half of 359,756 · 1000 + 170,732 · 2000 + 54,878 · 4000 = 460.366 kr."""
    found = deviation(of_five(), HALF, "background")
    assert found.amount == pytest.approx(0.5 * (359.756 * 1000 + 170.732 * 2000 + 54.878 * 4000), abs=1)
    assert [part.name for part in found.parts] == ["Albertslund", "Dragør", "Solrød"]
    assert sum(part.amount for part in found.parts) == pytest.approx(found.amount)
    assert found.cases == 5
    assert (
        "5 kommuner med 15.000 indbyggere i aldersgruppen i 2011; målgruppens andel er sat til 50 % i alle kommuner."
        in found.said
    )


def test_the_reservations_stand_with_their_lines() -> None:
    caveats = {caveat.key: caveat for caveat in deviation(of_five(), HALF, "background").caveats}
    assert "7018-7026" in caveats["service_level"].source
    assert caveats["noise_counted"].source == "Trinvis"
    assert {"model_and_data", "three_years", "severity", "uncertain_share", "no_instruction"} <= caveats.keys()


def test_the_lowest_quarter_of_the_residuals_as_reference() -> None:
    """The lower quartile of the residuals is −176,83: 536,59 · 1000 + 347,56 · 2000 + 231,71 · 4000 + 0 · 5000."""
    found = deviation(of_five(), replace(HALF, share=flat_share(1)), "background", "quartile")
    assert found.amount == pytest.approx(536.585 * 1000 + 347.561 * 2000 + 231.707 * 4000, abs=3)


def test_a_municipality_without_inhabitants_is_left_out_and_named() -> None:
    found = deviation(of_five(), replace(HALF, population={**PEOPLE, 2: None}), "background")
    assert found.amount == pytest.approx(0.5 * (359.756 * 1000 + 54.878 * 4000), abs=1)
    assert found.left_out == ("Dragør tæller ikke med: indbyggertallet for 2011 mangler.",)
    assert found.cases == 4
    with pytest.raises(CapacityRefused, match="Dragør har 0 indbyggere"):
        deviation(of_five(), replace(HALF, population={**PEOPLE, 2: 0.0}), "background")


def test_the_childrens_share_is_47_per_cent() -> None:
    """0,40 · 3,8 + 0,50 · 9,5 mia. = 6,27 of 13,3 (lines 2462-2476, 2518-2522, 6795)."""
    share = component_share(
        {"forebyggelse": 0.40, "anbringelser": 0.50}, {"forebyggelse": {1: 3.8}, "anbringelser": {1: 9.5}}
    )
    assert share.of(1) == pytest.approx(6.27 / 13.3)
    assert "forebyggelse 40 %, anbringelser 50 %" in share.words


def test_a_component_that_is_missing_is_not_nothing() -> None:
    share = component_share({"a": 0.4, "b": 0.5}, {"a": {1: 10.0, 2: 10.0}, "b": {1: 30.0, 2: None}})
    assert share.of(1) == pytest.approx(0.475)
    assert share.of(2) is None
    found = deviation(of_five(), replace(HALF, share=share), "background")
    assert found.cases == 1
    assert "Dragør tæller ikke med: udgifterne, som andelen vægtes med, mangler." in found.left_out
    with pytest.raises(CapacityRefused, match="mellem 0 og 100 %"):
        flat_share(47)
    with pytest.raises(CapacityRefused, match="Udgifterne til b mangler"):
        component_share({"b": 0.5}, {})


VALUES, WEIGHTS = np.array([1.0, 2.0, 3.0, 10.0]), np.array([4.0, 3.0, 2.0, 1.0])


@pytest.mark.parametrize(
    ("reference", "levels", "above"),
    [
        ("mean", [4.0], [0, 0, 0, 6]),
        ("weighted", [2.6], [0, 0, 0.4, 7.4]),
        ("others", [5, 14 / 3, 13 / 3, 2], [0, 0, 0, 8]),
        ("median", [2.5], [0, 0, 0.5, 7.5]),
        ("quartile", [1.75], [0, 0.25, 1.25, 8.25]),
    ],
)
def test_reference_levels_by_hand(reference, levels, above) -> None:
    """Mean 16 / 4; weighted (4 + 6 + 6 + 10) / 10; median 2,5; lower quartile 1 + 0,75 · 1."""
    assert level(VALUES, WEIGHTS, reference) == pytest.approx(levels)
    assert over(VALUES, WEIGHTS, reference) == pytest.approx(above)
    assert reference in REFERENCE_WORDS


def full_country(seed: int = 3):
    return country(Mix(background=4, influenceable=3, years=3), seed)


def test_lower_frequency_is_the_coefficient_times_what_is_over_the_reference() -> None:
    drawn = full_country()
    model, base = drawn.full_model(), drawn.base(flat_share(0.47))
    frequency = model.design[:, 4]
    for reference in ("mean", "weighted", "others", "quartile"):
        found = lower_frequency(model, "placed", base, reference, unit_cost=769_000)
        above = over(frequency, drawn.inhabitants, reference)
        assert found.amount == pytest.approx(
            0.47 * model.coefficient("placed").value * (above * drawn.inhabitants).sum()
        )
        assert "af en gennemsnitlig anbringelse (769.000 kr.)" in found.said[2]
    assert {"acting_municipality", "long_horizon", "held_constant"} <= {caveat.key for caveat in found.caveats}


def test_prevention_can_be_let_go_of_before_the_coefficient_is_taken() -> None:
    drawn = full_country()
    model = drawn.full_model()
    actual = model.fit.fitted + model.fit.residual
    kept = [one for one in model.variables if one.key not in ("v5", "v6")]
    slope = float(fitted(model.units, actual, kept, model.years).coefficient[5])
    held, loose = (lower_frequency(model, "placed", drawn.base(), not_held=keys) for keys in ((), ("v5", "v6")))
    assert loose.amount / held.amount == pytest.approx(slope / model.coefficient("placed").value)
    assert loose.said[2] == "Prisen er fra en model uden Variabel 6 og Variabel 7."
    assert "held_constant" not in {caveat.key for caveat in loose.caveats}
    with pytest.raises(CapacityRefused, match="kan ikke tages ud"):
        lower_frequency(model, "placed", drawn.base(), not_held=["placed"])


def test_a_coefficient_that_shows_no_saving_gives_no_potential() -> None:
    units, spending, housing = five()
    fewer = replace(
        housing, key="placed", values={code: {2011: -(of[2011] or 0)} for code, of in housing.values.items()}
    )
    model = expenditure_model("m", units, spending, [fewer], YEARS)
    with pytest.raises(CapacityRefused, match="der er intet potentiale"):
        lower_frequency(model, "placed", HALF)
    with pytest.raises(CapacityRefused, match="er ikke i m"):
        lower_frequency(model, "other", HALF)


def test_both_readings_of_the_679() -> None:
    """679 = 237 + 442 by the full model, and by background the whole of it (lines 476-500, 6813-6817, 6986-6994)."""
    drawn = full_country()
    both = readings(drawn.model(), drawn.full_model(), "placed", drawn.base(flat_share(0.47)))
    assert both.total.amount == pytest.approx(both.frequency.amount + both.unexplained.amount)
    assert both.frequency_by_difference == pytest.approx(both.background.amount - both.unexplained.amount)
    assert both.background.amount == deviation(drawn.model(), drawn.base(flat_share(0.47)), "background").amount
    assert both.apart == pytest.approx(both.background.amount / both.total.amount)
    assert "baggrundsforhold alene" in both.background.label


@given(st.permutations(range(5)), st.floats(0.01, 1))
def test_shares_scale_and_the_order_of_the_municipalities_means_nothing(order: list[int], share: float) -> None:
    units, spending, housing = five()
    model = expenditure_model("m", [units[place] for place in order], spending, [housing], YEARS)
    whole = deviation(of_five(), replace(HALF, share=flat_share(1)), "background")
    found = deviation(model, replace(HALF, share=flat_share(share)), "background")
    assert found.amount == pytest.approx(share * whole.amount)
