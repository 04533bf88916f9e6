"""*Beregningstekniske potentialer*: every kind on twelve municipalities, worked by hand (``twelve_municipalities``), opened, never added."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import figure, made, on_engine, opened, value
from tests.municipality.small import Kommune
from tests.municipality.twelve_municipalities import with_twelve, with_typed

from trinvis.calculations.capacity.overlap import added
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import asked_from
from trinvis.municipality.capacity_model_fitted import models
from trinvis.municipality.capacity_potential_conversion import PRINTED
from trinvis.municipality.capacity_potential_corrected import UNWEIGHTED
from trinvis.municipality.capacity_potential_deviation import deviation_of
from trinvis.municipality.capacity_potential_frequency import Frequency, frequency_of
from trinvis.municipality.capacity_potential_told import ground_of
from trinvis.presentation.capacity_tables import sentence

MIO = 1_000_000
OVERVIEW, OWN, READINGS = "potentials.overview", "potentials.own", "potentials.readings"


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_typed(with_twelve(Kommune(tmp_path_factory.mktemp("potentialer") / "kommune")))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def children(twelve: Kommune) -> Capacity:
    return made(twelve, area="children", variables=("udsatte",))


def test_down_to_the_expected_level_by_background(children: Capacity) -> None:
    """3.000 kr. over in each six of 1.000 children each: 6 mio., half of it the target group's; ours is 2.000 of them."""
    assert value(children, OVERVIEW, "deviation_background", "amount") == pytest.approx(3 * MIO)
    assert value(children, OWN, "deviation_background", "own") == pytest.approx(1 * MIO)
    assert value(children, OWN, "deviation_background", "part") == pytest.approx(100 / 3)
    assert value(children, OVERVIEW, "deviation_background", "base") == pytest.approx(78 * MIO)
    assert value(children, OVERVIEW, "deviation_background", "per_cent") == pytest.approx(100 * 3 / 78)


def test_both_readings_hang_together(children: Capacity) -> None:
    """Full model: 500 kr. over in two of each six, 1 mio.; 8 placed over at 750.000 kr., 3 mio. Background: 3 mio., 2 by difference."""
    told = {
        row: [value(children, READINGS, row, column) for column in ("full", "background")]
        for row in ("frequency", "unexplained", "total")
    }
    assert told["frequency"] == pytest.approx([3 * MIO, 2 * MIO])
    assert told["unexplained"] == pytest.approx([1 * MIO, 1 * MIO])
    assert told["total"] == pytest.approx([4 * MIO, 3 * MIO])
    assert value(children, OWN, "frequency", "own") == pytest.approx(0.002 * 750_000 * 1_000 / 2)


def test_what_lasts_stands_beside_with_its_interval(children: Capacity) -> None:
    """Years swing 50 to 200 kr. against lasting differences of 1.414: nearly all of it lasts, and the sum is that of the parts.

    The level of six is uncertain by √(2 mio. / 6) = 577 kr., so that even one that lies on it may lie above: 230 kr. for each of two,
    1.010 for 1.000, 10 for −1.000 and 2.000 in each six, 3.480 · 1.000 on the half: 3,48 mio., and some more, as 2 mio. itself is
    uncertain.
    """
    for key in ("deviation_background", "deviation_full", "frequency"):
        corrected = value(children, OVERVIEW, key, "corrected")
        low, high = (value(children, OVERVIEW, key, f"corrected_{end}") for end in ("low", "high"))
        assert corrected is not None
        assert low is not None
        assert high is not None
        assert low < corrected < high
        table = children.table(f"potentials.{key}")
        parts = [table.figures[row.key, "corrected"].value for row in table.rows if row.kind == "part"]
        assert sum(one or 0.0 for one in parts) == pytest.approx(corrected)
    assert value(children, OVERVIEW, "deviation_background", "corrected") == pytest.approx(3.48 * MIO, rel=0.05)
    assert value(children, "potentials.corrected", "deviation_background", "least") == pytest.approx(99, abs=1)
    ends = figure(children, OVERVIEW, "deviation_background", "corrected_low")
    assert "1.000 trækninger" in ends.how
    assert "frø 2012" in ends.how
    over = figure(children, "potentials.corrected", "deviation_background", "over")
    assert "1000 gange (frø 2013)" in over.how


def test_another_reference_level(twelve: Kommune) -> None:
    """The lowest quarter of the residuals is −1.000: 1.000 in four, 2.000 in two, 3.000 in two: 14.000 kr., half of it."""
    lower = made(twelve, area="children", variables=("udsatte",), reference="lower_quartile")
    assert value(lower, OVERVIEW, "deviation_background", "amount") == pytest.approx(7 * MIO)
    assert value(lower, OWN, "deviation_background", "own") == pytest.approx(1.5 * MIO)
    assert "kun ned til gennemsnittet" in figure(lower, OVERVIEW, "frequency", "corrected").missing
    assert "vælg gennemsnittet" in figure(lower, "potentials.corrected", "deviation_background", "over").missing


def test_a_weighted_model_says_that_the_corrected_figure_is_weighed_otherwise(twelve: Kommune) -> None:
    plain, weighted = (
        made(twelve, area="children", variables=("udsatte",), weighted=one).table("potentials.corrected")
        for one in (False, True)
    )
    assert UNWEIGHTED in weighted.notes
    assert UNWEIGHTED not in plain.notes


def test_dear_rates_down_to_the_mean_of_the_regions(children: Capacity) -> None:
    """Simple: 4.000 over 3.500 in 3.650 days. Weighted: over (4.000 · 3.650 + 3.000 · 10.950) / 14.600 = 3.250, 750 in 3.650."""
    assert value(children, OVERVIEW, "rates_residence_simple", "amount") == pytest.approx(500 * 3_650)
    assert value(children, OVERVIEW, "rates_residence_weighted", "amount") == pytest.approx(750 * 3_650)
    assert value(children, OVERVIEW, "rates_residence_offer", "amount") == pytest.approx(750 * 3_650)
    assert value(children, OWN, "rates_residence_offer", "own") == pytest.approx(750 * 3_650)
    assert "pr. region" in figure(children, OWN, "rates_residence_simple", "own").missing
    assert (
        "kun takster for døgninstitutioner i 1 region"
        in figure(children, OVERVIEW, "rates_institution_simple", "amount").missing
    )
    assert children.table("potentials.rates_residence").notes[0].startswith("1 tilbud uden takst")


def test_unused_places_and_what_they_are_worth(children: Capacity) -> None:
    """Answers 80, 90, 100: 90 % ± 4,303 · 10 / √3. 20 places are 2 unused, 300.000 kr. each; in our own house 2.920 of 3.650 days."""
    assert value(children, "potentials.unused", "institution", "occupancy") == pytest.approx(90)
    assert value(children, "potentials.unused", "institution", "occupancy_low") == pytest.approx(90 - 24.84, abs=0.01)
    assert value(children, "potentials.unused", "institution", "unused") == pytest.approx(2)
    assert value(children, "potentials.unused", "institution", "fewest") == 0
    assert value(children, OVERVIEW, "unused", "amount") == pytest.approx(600_000)
    assert value(children, OWN, "unused", "own") == pytest.approx(600_000)
    assert figure(children, "potentials.unused", "residence", "unused").value is None


def test_typed_figures(children: Capacity) -> None:
    """1 % of 78 mio.; ours spends 18.050 kr. in 2025, half of it. Esbjerg's parts: 16,02 − 4,62 − 4,7 mio., half of it the first year."""
    assert value(children, OVERVIEW, "digitalisation", "amount") == pytest.approx(780_000)
    assert value(children, OWN, "digitalisation", "own") == pytest.approx(18_050 * 1_000 / 2 / 100)
    (case,) = children.table("potentials.conversion").rows
    told = [value(children, "potentials.conversion", case.key, column) for column in ("lasting", "year1", "year2")]
    assert told == pytest.approx([6.7 * MIO, 3.1 * MIO, 6.45 * MIO])


def test_a_case_in_per_cent_of_its_budget(children: Capacity) -> None:
    (case,) = children.table("potentials.conversion_budget").rows
    assert value(children, "potentials.conversion_budget", case.key, "per_cent") == pytest.approx(100 * 6.7 / 616)


def test_finished_treated_at_the_day_rate(children: Capacity) -> None:
    """Sjælland 12 days of 3.006, Hovedstaden 40 of 4.008 0-19-year-olds: 40 − 16 = 24 days at 2.000 kr."""
    assert value(children, OVERVIEW, "finished", "amount") == pytest.approx(48_000)
    assert value(children, "potentials.finished", "r1085", "rate") == pytest.approx(12 / 3.006)
    assert "Region Midtjylland" in " ".join(children.table("potentials.finished").notes)


def test_nothing_is_added_that_overlaps(twelve: Kommune, children: Capacity) -> None:
    pairs = {
        (row.label, children.table("potentials.overlaps").words[row.key, "other"])
        for row in children.table("potentials.overlaps").rows
    }
    assert ("Afvigelse fra det forventede, baggrundsforhold alene", "Ubrugte pladser") in pairs
    full = "Afvigelse fra det forventede, hele modellen"
    assert (full, "Lavere anbringelsesfrekvens, netto for forebyggelse") not in pairs
    assert children.table(OVERVIEW).overlap
    assert "total" not in {row.kind for row in children.table(OVERVIEW).rows}
    ground = ground_of(children, models(children), "")
    frequency = frequency_of(ground, models(children))
    assert isinstance(frequency, Frequency)
    with pytest.raises(CapacityRefused, match="kan ikke lægges sammen"):
        added("Alt", [deviation_of(ground, models(children), "background").potential, frequency.potential])
    del twelve


def test_rates_read_as_a_part_of_the_unexplained_do_not_fit_inside_it(children: Capacity) -> None:
    """1,825 mio. of rates is more than the 1 mio. that the full model leaves."""
    assert "større end afvigelsen" in figure(children, "potentials.within", "rest", "amount").missing


def test_what_is_switched_off_is_not_there(twelve: Kommune) -> None:
    some = made(twelve, area="children", variables=("udsatte",), potentials=("frequency", "digitalisation"))
    assert {row.key for row in some.table(OVERVIEW).rows} == {"frequency", "digitalisation"}
    assert some.address((OVERVIEW, "frequency", "amount")).count("potentials=frequency") == 1
    assert asked_from({"potentials": "digitalisation|deviation"}, None).potentials == ("deviation", "digitalisation")
    with pytest.raises(CapacityRefused, match="er ingen beregning; vælg deviation, frequency"):
        asked_from({"potentials": "besparelse"}, None)


def test_the_reports_conversion_cases() -> None:
    """Lines 11428-11446: 1,80; 0,99; 0,59; 0,21 per cent of the budgets of 2013."""
    assert [(one.municipality, round(one.per_cent, 2)) for one in PRINTED] == [
        ("Frederiksberg", 1.80),
        ("Esbjerg", 0.99),
        ("København", 0.59),
        ("Ballerup", 0.21),
    ]


def test_every_reservation_stands_beside_its_figure(children: Capacity) -> None:
    table = children.table("potentials.caveats")
    assert "ikke et effektiviseringskrav" in table.words["deviation_background", "caveats"]
    assert "ikke gennemsnitsprisen" in table.words[children.table("potentials.conversion").rows[0].key, "caveats"]
    for one in children.section("potentials"):
        words = " ".join([one.title, *one.notes, *(sentence(children, said) for said in one.answer)]).casefold()
        assert "effektivisering" not in words


def test_every_figure_opens(twelve: Kommune, children: Capacity) -> None:
    figures, summed = opened(twelve, children, "potentials")
    assert figures > 300
    assert summed > 30


def test_the_same_on_every_engine(twelve: Kommune, engine: Engine) -> None:
    asked = {"area": "children", "variables": ("udsatte",)}
    assert on_engine(twelve, engine, "potentials", **asked) == made(twelve, **asked).section("potentials")


def test_what_is_not_typed_says_how(kommune: Kommune) -> None:
    with_twelve(kommune)
    plain = made(kommune, area="children", variables=("udsatte",))
    assert "add saving_rate" in figure(plain, OVERVIEW, "digitalisation", "amount").missing
    assert "marginalt" in figure(plain, OVERVIEW, "unused", "amount").missing
    assert "2025" in figure(plain, OVERVIEW, "finished", "amount").missing
    assert value(plain, OVERVIEW, "deviation_background", "amount") == pytest.approx(6 * MIO)
