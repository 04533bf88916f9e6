"""Scenarios: how they are read and refused, and what each change does with the same luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import yaml

from trinvis.calculations.forecast.ahead_basis import Basis, basis
from trinvis.calculations.forecast.ahead_effects import Effects
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.known import Known
from trinvis.calculations.forecast.scenario import Change, Scenario, ScenarioError, compare
from trinvis.calculations.forecast.years_ahead import YearsAhead, ahead
from trinvis.demo.processes import drawn
from trinvis.journal import KINDS

WRITTEN = """
name: Færre på institution
changes:
  - {change: shift, kind: institution, to: foster, share: "0,5", from: 202701}
  - {change: arrivals, kind: [institution, residence], factor: 0.8, from: 202704}
  - {change: duration, kind: foster, factor: 0.9, from: 202701}
  - {change: price, kind: alle, factor: 1.05, year: 2028}
"""
READ = Scenario(
    "Færre på institution",
    (
        Change("shift", ("institution",), 202701, share=0.5, to="foster"),
        Change("arrivals", ("institution", "residence"), 202704, factor=0.8),
        Change("duration", ("foster",), 202701, factor=0.9),
        Change("price", (), 202801, factor=1.05),
    ),
)


@pytest.fixture(scope="module")
def small() -> Known:
    return drawn("small", 1).known(202606)


@pytest.fixture(scope="module")
def ground(small: Known) -> Basis:
    return basis(small, years=2, seed=1, sets=20, population=None, price_index=None, year_days=365)


@pytest.fixture(scope="module")
def base(ground: Basis) -> YearsAhead:
    return ahead(ground, draws=1000)


def under(ground: Basis, *changes: Change) -> YearsAhead:
    return ahead(ground, Scenario("prøve", changes), draws=1000)


def test_a_scenario_is_read_from_yaml_and_written_back() -> None:
    assert Scenario.read(yaml.safe_load(WRITTEN)) == READ
    assert Scenario.read(READ.to_dict()) == READ
    assert Scenario.read({"name": "Som nu"}) == Scenario("Som nu")
    assert [change.label for change in READ.changes] == [
        "50 % af nye indsatser, Døgninstitution, bliver Plejefamilie fra 01.2027",
        "Nye indsatser, Døgninstitution, Socialpædagogisk opholdssted: × 0,8 fra 04.2027",
        "Varighed, Plejefamilie: × 0,9 fra 01.2027",
        "Pris, alle arter: × 1,05 fra 2028",
    ]


def test_a_scenario_is_kept_in_the_journal() -> None:
    kept = KINDS["scenario"].validated({"name": READ.name, "scenario": {"changes": READ.to_dict()["changes"]}})
    assert Scenario.read({"name": kept["name"], **kept["scenario"]}) == READ


def _of(**change: Any) -> dict[str, Any]:
    return {"name": "x", "changes": [{name.strip("_"): value for name, value in change.items()}]}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"changes": []}, "Scenariet mangler et navn; skriv det i feltet »name«."),
    ({"name": "x", "navn": 1}, "Scenariet har intet felt »navn«; felterne er name og changes."),
    ({"name": "x", "changes": {"change": "price"}}, "Scenariets ændringer (changes) skal være en liste; begynd hver ændring med en bindestreg."),
    ({"name": "x", "changes": ["arrivals"]}, "Ændring 1 skal være felter med værdier, som »change: arrivals«."),
    (_of(change="pris"), "Ændring 1: »change« skal være arrivals, shift, duration eller price."),
    (_of(change="arrivals", kind="foster", factor=1, from_=202701, share=1), "Ændring 1: arrivals har intet felt »share«; felterne er kind, factor, from."),
    (_of(change="arrivals", kind="foster", from_=202701), "Ændring 1: »factor« mangler; skriv en faktor, som 0,8."),
    (_of(change="arrivals", kind="foster", factor=-1, from_=202701), "Ændring 1: »factor« skal være et tal fra 0 til 5; skriv en faktor, som 0,8."),
    (_of(change="duration", kind="foster", factor="nan", from_=202701), "Ændring 1: »factor« skal være et tal fra 0,1 til 5; skriv en faktor, som 0,8."),
    (_of(change="shift", kind="foster", to="kin_foster", share=30, from_=202701), "Ændring 1: »share« skal være et tal fra 0 til 1; skriv en andel, som 0,3."),
    (_of(change="shift", kind="foster", to="foster", share=0.3, from_=202701), "Ændring 1: »to« er den samme art som »kind«; vælg en anden."),
    (_of(change="arrivals", kind="foster", factor=2, from_="januar"), "Ændring 1: »from« kan ikke læses; skriv måneden, ændringen gælder fra, som 202701."),
    (_of(change="arrivals", kind="foster", factor=2, from_=202713), "Ændring 1: »from« kan ikke læses; skriv måneden, ændringen gælder fra, som 202701."),
    (_of(change="arrivals", kind=7, factor=2, from_=202701), "Ændring 1: »kind« kan ikke læses; skriv arten, en liste af arter eller alle."),
    (_of(change="price", kind="alle", factor=True, year=2027), "Ændring 1: »factor« skal være et tal fra 0,1 til 5; skriv en faktor, som 0,8."),
]  # fmt: skip


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_is_wrong_is_told_with_field_and_remedy(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScenarioError) as told:
        Scenario.read(given)
    assert told.value.errors[0] == sentence


def test_every_error_is_told() -> None:
    with pytest.raises(ScenarioError) as told:
        Scenario.read({"changes": [{"change": "price", "kind": "foster"}]})
    assert len(told.value.errors) == 3
    assert str(told.value).endswith("(og 2 fejl mere)")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("arrivals", ("fooster",), 202701), "Ændring 1: arten »fooster« (kind) findes ikke i kommunens indsatser; vælg blandt"),
        (Change("shift", ("foster",), 202701, share=0.1, to="secure"), "Ændring 1: arten »secure« (to) har ingen indsats at tage prisen fra; vælg blandt"),
        (Change("arrivals", (), 202606), "Ændring 1: »from« ligger før prognosen, der begynder efter 202606; vælg en senere."),
        (Change("price", (), 202901), "Ændring 1: »year« ligger efter 2028, det sidste år; vælg en tidligere."),
    ],
)  # fmt: skip
def test_a_change_of_what_is_not_there(ground: Basis, change: Change, sentence: str) -> None:
    with pytest.raises(ScenarioError) as told:
        under(ground, change)
    assert str(told.value).startswith(sentence)


def test_a_scenario_without_changes_is_the_base(small: Known, base: YearsAhead, ground: Basis) -> None:
    found = compare(small, [Scenario("Som nu")], years=2, seed=1, draws=200, sets=10)
    (outcome,) = found.outcomes
    assert outcome.effects == ()
    for year in found.base.years:
        assert (outcome.years.amounts(year) == found.base.amounts(year)).all()
        assert outcome.whole[year].oere == 0
        assert outcome.whole[year].drawn.low95 == outcome.whole[year].drawn.high95 == 0
        assert (under(ground).amounts(year) == base.amounts(year)).all()
    ones = [Change(what, (), 202607, factor=1.0) for what in ("arrivals", "duration")]
    unchanged = under(ground, *ones, Change("price", (), 202701, factor=1.0))
    assert unchanged.amounts(2028) == pytest.approx(base.amounts(2028))


def test_twice_the_arrivals_are_twice_the_new_grants(ground: Basis, base: YearsAhead) -> None:
    twice = under(ground, Change("arrivals", (), 202607, factor=2.0))
    for year in base.years:
        before, after = (one.amounts(year, part="new") for one in (base, twice))
        assert after.mean() / before.mean() == pytest.approx(2, abs=0.05)
        assert (after >= before - 1).all()
        for part in ("running", "coming", "late_grants", "other"):
            assert (twice.amounts(year, part=part) == base.amounts(year, part=part)).all()


def test_no_arrivals_leave_what_is_known(ground: Basis, base: YearsAhead) -> None:
    none = under(ground, Change("arrivals", (), 202607, factor=0.0))
    assert [none.persons(year, part="new").max() for year in none.years] == [0, 0, 0]
    half = under(ground, Change("arrivals", ("foster",), 202607, factor=0.5))
    before, after = (one.persons(2028, kind="foster", part="new") for one in (base, half))
    assert (after <= before).all()
    assert after.mean() / before.mean() == pytest.approx(0.5, abs=0.05)
    assert (half.persons(2028, kind="relief") == base.persons(2028, kind="relief")).all()


def test_institution_becomes_foster_care(ground: Basis, base: YearsAhead) -> None:
    moved = under(ground, Change("shift", ("institution",), 202607, share=0.5, to="foster"))
    fewer, before = (one.persons(2028, kind="institution", part="new") for one in (moved, base))
    more, foster = (one.persons(2028, kind="foster", part="new") for one in (moved, base))
    assert (fewer <= before + 1e-9).all()
    assert fewer.mean() / before.mean() == pytest.approx(0.5, abs=0.08)
    assert (more >= foster - 1e-9).all()
    assert more.mean() > foster.mean()
    assert moved.total(2028).amount_oere < base.total(2028).amount_oere
    assert (moved.persons(2028, kind="relief") == base.persons(2028, kind="relief")).all()


def test_shares_of_what_is_left_are_taken_in_order() -> None:
    """Half of A becomes B, then half of what is still A becomes C: 50, 25 and 25 %. Twice as many A then are only those 25 %."""
    changes = (
        Change("shift", ("a",), 202701, share=0.5, to="b"),
        Change("shift", ("a",), 202701, share=0.5, to="c"),
        Change("arrivals", ("a",), 202701, factor=2.0),
    )
    effects = Effects(changes, ("a", "b", "c"), Horizon(202606, 202812))
    luck = (np.arange(1000) + 0.5) / 1000
    zeros = np.zeros(1000, dtype=np.int64)
    kind, factor = effects.of_new(zeros, zeros + 7, luck)
    assert np.bincount(kind).tolist() == [250, 500, 250]
    assert set(factor[kind == 0]) == {2.0}
    assert set(factor[kind != 0]) == {1.0}
    early, unchanged = effects.of_new(zeros, zeros + 6, luck)  # December 2026
    assert (early == 0).all()
    assert (unchanged == 1).all()
    assert effects.layers(np.array([1.0, 1.1, 0.0])).tolist() == [2, 2, 0]


def test_what_is_left_lasts_half_as_long() -> None:
    """From January 2027 (place 6 is its first day): an end at 16 becomes 11; a grant that begins at 10 and ends at 16 ends at 13."""
    effects = Effects((Change("duration", ("a",), 202701, factor=0.5),), ("a", "b"), Horizon(202606, 202812))
    kind = np.array([0, 0, 0, 1, 0])
    start, end = np.array([0.0, 10, 0, 0, 0]), np.array([16.0, 16, 5, 16, np.inf])
    assert effects.lengthened(kind, start, end).tolist() == [11, 13, 5, 16, np.inf]


def test_shorter_and_longer_courses(ground: Basis, base: YearsAhead) -> None:
    shorter, longer = (under(ground, Change("duration", ("foster",), 202701, factor=f)) for f in (0.5, 2.0))
    for part in ("running", "new"):
        less, same, more = (one.persons(2028, kind="foster", part=part) for one in (shorter, base, longer))
        assert less.mean() < same.mean() < more.mean()
        assert (less <= same + 1e-9).all()
        assert (same <= more + 1e-9).all()
    assert (shorter.persons(2026) == base.persons(2026)).all()
    assert (shorter.persons(2028, kind="relief") == base.persons(2028, kind="relief")).all()


def test_a_price_changes_the_price_alone(ground: Basis, base: YearsAhead) -> None:
    dearer = under(ground, Change("price", ("foster",), 202801, factor=1.1))
    assert dearer.amounts(2028, kind="foster") == pytest.approx(1.1 * base.amounts(2028, kind="foster"))
    assert (dearer.amounts(2027) == base.amounts(2027)).all()
    assert (dearer.persons(2028) == base.persons(2028)).all()
    assert dearer.full_year(2028, kind="foster").all_run_on_oere == pytest.approx(
        1.1 * base.full_year(2028, kind="foster").all_run_on_oere
    )


def test_the_explained_differences_add_up(small: Known) -> None:
    backwards = Scenario("Baglæns", READ.changes[::-1])
    found = compare(small, [READ, backwards], years=2, seed=1, draws=200, sets=10)
    for outcome in found.outcomes:
        assert [effect.change for effect in outcome.effects] == list(outcome.scenario.changes)
        for year in found.base.years:
            parts = [effect.by_year[year] for effect in outcome.effects]
            whole = outcome.whole[year]
            assert sum(part.oere for part in parts) == whole.oere
            assert whole.oere == outcome.years.total(year).amount_oere - found.base.total(year).amount_oere
            assert sum(part.drawn.mean for part in parts) == pytest.approx(whole.drawn.mean, abs=1)
            assert whole.drawn.mean == pytest.approx(whole.oere, abs=200_000)
    first, last = found.outcomes
    assert first.effects[0].by_year[2026].oere == 0  # from 2027
    assert first.effects[0].by_year[2028].oere < 0
    assert first.whole[2027] != last.whole[2027]  # fewer arrivals before the shift are fewer to shift


def test_the_difference_is_surer_than_the_years_it_is_between(small: Known) -> None:
    found = compare(small, [READ], years=2, seed=1, draws=200, sets=10)
    again = compare(small, [READ], years=2, seed=1, draws=200, sets=10, threads=1)
    whole = found.outcomes[0].whole[2028]
    assert whole.drawn.deviation < 0.6 * found.base.total(2028).in_amount.deviation
    assert again.outcomes[0].whole == found.outcomes[0].whole
