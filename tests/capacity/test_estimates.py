"""Upscaling from the units that answered, by hand and against what seed 002 prints."""

from __future__ import annotations

import pytest
from tests.capacity.printed_tables import printed, value

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.estimate import known, published, rounded_interval
from trinvis.calculations.capacity.rates import Population, implied_population
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stratified_estimates import (
    Stratum,
    combined_ratio,
    merged,
    separate_ratio,
    stratified_total,
)
from trinvis.calculations.capacity.survey_estimates import (
    Reported,
    Upscaled,
    change_in_same,
    mean_of_answers,
    mean_of_rates,
    ratio,
    reported,
)

T2 = 4.302653
"""The two-sided 95 % quantile of t with 2 degrees of freedom, from any table; with 1 it is 12.706205."""


def children(persons: float) -> Population:
    return Population(persons, (0, 17), 2011)


def answered(*counts: float | None) -> Answers:
    return Answers(
        tuple(Answer(str(at), count, "value" if count is not None else "no_answer") for at, count in enumerate(counts))
    )


THREE = (Reported("A", 10, children(100)), Reported("B", 30, children(200)), Reported("C", 20, children(100)))


def test_the_reports_estimate_by_hand():
    """Rates 0,10; 0,15; 0,20: mean 0,15, spread 0,05, standard error 0,05/√3. Of 1.000 children: 150."""
    found = mean_of_rates(THREE, children(1000))
    assert (found.total.value, found.total.standard_error) == pytest.approx((150, 50 / 3**0.5))
    assert found.total.half_width == pytest.approx(T2 * 50 / 3**0.5, rel=1e-6)
    assert found.rate().value == pytest.approx(150)
    assert found.total.of is None
    assert found.total.sentence == (
        "95 %-interval for totalen (t-fordeling, 2 frihedsgrader), ikke for de enkelte svar: "
        "gennemsnit af enhedernes tal pr. indbygger gange landets indbyggertal (rapportens metode); 3 svar."
    )


def test_the_ratio_by_hand():
    """60 of 400 = 0,15; left over −5, 0 and 5: 3/2 × 50 / 400² = 75/160.000, and half of it when 3 of 6 have answered."""
    found = ratio(THREE, children(1000), units=6).total
    assert (found.value, found.standard_error) == pytest.approx((150, 1000 * (0.5 * 75 / 160_000) ** 0.5))
    assert ratio(THREE, children(1000)).total.standard_error == pytest.approx(1000 * (75 / 160_000) ** 0.5)
    assert (found.low, found.high) == pytest.approx((150 - T2 * 15.309311, 150 + T2 * 15.309311), rel=1e-6)


def test_strata_by_hand():
    """2 of 4 answered 10 and 20: 4 × 15, variance 4² × ½ × 50/2 = 200. The one of one answered 100, surely."""
    sample = [Reported("A", 10, children(50), "small"), Reported("B", 20, children(150), "small")]
    sample.append(Reported("C", 100, children(500), "large"))
    frame = {"small": Stratum(4, children(500)), "large": Stratum(1, children(500))}
    found = stratified_total(sample, frame).total
    assert (found.value, found.standard_error, found.degrees) == pytest.approx((160, 200**0.5, 1))
    assert found.high == pytest.approx(160 + 12.706205 * 200**0.5, rel=1e-6)
    assert (found.answers, found.of) == (3, 5)
    # 30 of 200 in the small ones is 0,15 of 500: 75, and 100 surely. Left over 2,5 and −2,5: 2 × 12,5 / 200² × ½ × 500².
    apart = separate_ratio(sample, frame).total
    assert (apart.value, apart.standard_error) == pytest.approx((175, (0.5 * 25 / 200**2 * 500**2) ** 0.5))
    # Weighted: 2 × 30 + 100 of 2 × 200 + 500, times 1.000.
    together = combined_ratio(sample, frame).total
    one = 160 / 900
    left = [10 - one * 50, 20 - one * 150]
    mean = sum(left) / 2
    variance = 0.5 * 2 * 2**2 * sum((each - mean) ** 2 for each in left) * (1000 / 900) ** 2
    assert (together.value, together.standard_error) == pytest.approx((one * 1000, variance**0.5))


def test_a_stratum_with_too_few_answers_is_put_together_with_another():
    sample = [Reported(str(at), at, children(100), "ab"[at % 2]) for at in range(5)]
    frame = {"a": Stratum(10, children(1000)), "b": Stratum(10, children(900)), "c": Stratum(4, children(100))}
    with pytest.raises(CapacityRefused, match="Stratum c har 0 svar af 4; læg det sammen med et andet"):
        stratified_total(sample, frame)
    rows_, frame_ = merged(sample, frame, {"b": "b og c", "c": "b og c"})
    found = stratified_total(rows_, frame_).total
    assert found.value == pytest.approx(10 * 2 + 14 * 2)
    with pytest.raises(CapacityRefused, match="Stratum b findes ikke"):
        stratified_total(sample, {"a": Stratum(10, children(1000))})


def test_what_no_estimate_can_be_made_of():
    with pytest.raises(CapacityRefused, match="intet at regne op fra"):
        mean_of_rates([], children(10))
    with pytest.raises(CapacityRefused, match="står der to gange"):
        ratio([*THREE, THREE[0]], children(1000))
    with pytest.raises(CapacityRefused, match="3 svar fra 2 enheder"):
        ratio(THREE, children(1000), units=2)
    with pytest.raises(CapacityRefused, match="har 400 indbyggere, men i alt er der kun 1; se efter"):
        ratio(THREE, children(1))  # in thousands
    with pytest.raises(CapacityRefused, match="0-17-årige i 2011, men der regnes op til 0-19-årige i 2011"):
        mean_of_rates(THREE, Population(1000, (0, 19), 2011))
    with pytest.raises(CapacityRefused, match="7 mangler folketal; ret"):
        reported(Answers((Answer("7", 3.0),)), {})
    lone = mean_of_rates(THREE[:1], children(1000)).total
    assert (lone.value, lone.standard_error, lone.low) == (100, None, None)
    assert lone.sentence.startswith("Intet interval:")


def test_a_zero_counts_and_what_is_not_relevant_does_not():
    """90, 100 and 0: mean 63,3. 90, 100 and *ikke relevant*: 95."""
    zero = Answers((Answer("A", 90), Answer("B", 100, "estimate"), Answer("C", 0)))
    not_relevant = Answers((Answer("A", 90), Answer("B", 100, "estimate"), Answer("C", None, "not_applicable")))
    assert mean_of_answers(zero).value == pytest.approx(190 / 3)
    assert mean_of_answers(not_relevant).value == 95
    assert zero.sentence == (
        "3 svar med et tal (heraf 1 skøn og 1 på 0); 0 ikke relevant og 0 ikke besvaret er ikke med."
    )
    assert mean_of_answers(not_relevant, units=2).sentence == (
        "Alle 2 enheder har svaret, så der er ingen stikprøveusikkerhed: simpelt gennemsnit af svarene."
    )
    with pytest.raises(CapacityRefused, match="3 svar fra 2 enheder"):
        mean_of_answers(zero, units=2)
    with pytest.raises(CapacityRefused, match="ikke relevant"):
        Answer("A", 0, "not_applicable")
    with pytest.raises(CapacityRefused, match="to svar fra A"):
        Answers((Answer("A", 1), Answer("A", 2)))
    with pytest.raises(CapacityRefused, match="ingen svar med et tal"):
        mean_of_answers(answered(None))


def test_a_change_is_of_those_that_answered_both_times():
    """85 and 75 became 83 and 77, and one that only answered last changes nothing: mean change 0, spread √8."""
    found = change_in_same(answered(85, 75, None), answered(83, 77, 20))
    assert (found.value, found.answers, found.standard_error) == pytest.approx((0, 2, 2))
    with pytest.raises(CapacityRefused, match="begge gange"):
        change_in_same(answered(1, None), answered(None, 1))


PPR = {
    "4-32": (18, 18, 19, 18, 21),  # printed 10 for 2009, where the question of shares has 17 (line 4716)
    "4-34": (19, 19, 20, 21, 23),
    "4-36": (11, 12, 13, 13, 14),
    "4-38": (18, 18, 19, 20, 22),
    "4-40": (19, 19, 20, 20, 23),
    "4-42": (9, 9, 10, 10, 10),
}
"""Answers per year, 2007-2011: notes at lines 4716, 4833, 4931, 5033, 5151 and 5258."""


YEARS = range(2007, 2012)


@pytest.fixture(scope="module")
def persons() -> list[float]:
    """0-17-year-olds, which the report does not print: new placements over their rate (lines 3185 and 3396)."""
    placed = [float(value("4-12", "#1", f"{year} Antal")) for year in YEARS]
    per_1000 = [float(value("4-14", "Hele landet", f"{year} Antal")) for year in YEARS]
    return [implied_population(n, rate, 2)[0] for n, rate in zip(placed, per_1000, strict=True)]


def ends(table: str, row: str, year: int) -> tuple[float, float]:
    if (table, row, year) == ("4-38", "#4", 2008):
        return 21_480, 35_348  # printed 21-480-35.348 (line 5014)
    found = printed(table, row, str(year)).interval
    assert found is not None
    return float(found[0].value), float(found[1].value)


def test_the_recovered_populations(persons):
    assert [round(one / 1000, 1) for one in persons] == [1211.2, 1215.4, 1219.3, 1218.4, 1208.3]


@pytest.mark.parametrize("table", sorted(PPR))
def test_every_printed_rate_and_bound_of_ppr(table, persons):
    """Tables 4-32 … 4-42 (lines 4670-5261): 5 rates and 10 bounds in each from the national total and its interval."""
    for year, people, answers in zip(YEARS, persons, PPR[table], strict=True):
        total = published(float(value(table, "#3", str(year))), *ends(table, "#4", year), answers)
        shown = rounded_interval(Upscaled(total, children(people)).rate())
        assert shown == (float(value(table, "#1", str(year))), *ends(table, "#2", year))


def test_a_printed_interval_holds_its_standard_error_and_the_spread_of_the_answers():
    """38 % (22-54) of 11 (lines 2373-2390): t(10) = 2,228139, so 7,18 points and 23,8 between the municipalities."""
    found = published(38, 22, 54, 11)
    assert found.standard_error == pytest.approx(16 / 2.228139, rel=1e-6)
    assert found.spread == pytest.approx(23.8, abs=0.05)
    assert (found.low, found.high) == pytest.approx((22, 54))
    with pytest.raises(CapacityRefused):
        published(60, 22, 54, 11)


def test_an_interval_beyond_what_is_possible_is_marked():
    """90 % (77-103) of 7 (lines 3848-3866)."""
    assert published(90, 77, 103, 7).outside(0, 100)
    assert not published(38, 22, 54, 11).outside(0, 100)
    assert known(6.3).sentence == "Kendt tal uden usikkerhed."
