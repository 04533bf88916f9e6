"""The golden figures of seeds 000, 001 and 003 from imported files, in the hall, and every figure opened to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.municipality.national_files import (
    TABLE_1_1,
    accounts,
    figures,
    folk1a,
    receive,
    regkc,
    with_seed_000,
    with_table_2_6,
)
from tests.municipality.small import HOME, Kommune
from tests.staircase_spending.test_seed_001 import ADVISED

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.staircase.measures import LowerToUpper, SpendingPerChild, StepShare
from trinvis.calculations.staircase.spans import FAMILY, INSTITUTION, LOWER, PLACED, WHOLE
from trinvis.municipality.address import BadAddress
from trinvis.municipality.benchmark import Asked, Benchmark
from trinvis.presentation.benchmark_page import MEASURES, answer, measure_table

DAY = date(2026, 2, 1)
TEN = ",".join(str(code) for code in ADVISED)


@pytest.fixture(scope="module")
def advisory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    made = with_table_2_6(Kommune(tmp_path_factory.mktemp("bilagstabel") / "kommune"))
    yield made
    made.hall.close()


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    made = with_seed_000(Kommune(tmp_path_factory.mktemp("index100") / "kommune"))
    yield made
    made.hall.close()


@pytest.fixture(scope="module")
def ten(advisory: Kommune) -> Benchmark:
    return advisory.hall.benchmark(DAY, Asked(against=TEN))


@pytest.fixture(scope="module")
def islands_out(national: Kommune) -> Benchmark:
    return national.hall.benchmark(DAY, Asked(against="uden_smaa_oeer_94", index="eksempel", base=2019))


# seed 001


@pytest.mark.parametrize(
    ("against", "span", "kroner"),
    [(TEN, LOWER, 672), (TEN, PLACED, 112), ("alle_98", LOWER, 508), ("alle_98", PLACED, 23)],
)
def test_bilagstabel_2_6_changes(advisory: Kommune, against: str, span: tuple[int, int], kroner: int) -> None:
    """Lines 3288-3310."""
    made = advisory.hall.benchmark(DAY, Asked(against=against))
    moved = next(one for one in made.moved(SpendingPerChild(span)) if one.group == made.against)
    assert moved.change is not None
    assert moved.change.difference == 100 * kroner
    assert moved.rerun is not None
    assert moved.rerun.holds


def test_t2_t3_t4_the_ratio_of_the_averages(advisory: Kommune, ten: Benchmark) -> None:
    """Lines 3336-3355."""
    for made, per_cent, points in (
        (ten, [46.5, 49.6, 57.6], 11),
        (advisory.hall.benchmark(DAY, Asked(against="alle_98")), [62.5, 64.3, 71.8], 9),
    ):
        series = next(one for one in made.series(LowerToUpper()) if one.label == made.against.label)
        ratios = [point.of_average for point in series.points.values()]
        assert [round(float(one) * 100, 1) for one in ratios if one is not None] == per_cent
        assert ratios[0] is not None
        assert ratios[-1] is not None
        assert round(float(ratios[-1] - ratios[0]) * 100) == points


def test_t1_t11_ten_municipalities_parted_at_the_country(ten: Benchmark) -> None:
    """Lines 2816-2855: mean 9,66, five below 10,0 and five above; lines 3364-3370: 4 rising and 1 stable, 2 and 3."""
    assert ten.split is not None
    assert (ten.split.mean, ten.split.limit) == (Fraction("9.66"), 10)
    assert (ten.split.below, ten.split.above) == ((157, 240, 710, 530, 860), (420, 440, 390, 607, 482))
    trends = ten.trends(ten.ratios, ten.ratio_stable)
    assert trends is not None
    assert [(one.directions.rising, one.directions.stable, one.directions.falling) for one in trends] == [
        (4, 1, 0),
        (2, 3, 0),
    ]
    found = ten.ratio_counts(ten.against)
    assert (found.rising, found.stable, found.falling) == (6, 4, 0)


def test_t5_a_fall_of_0_6_is_5_4_persons_in_the_average_municipality(advisory: Kommune, ten: Benchmark) -> None:
    """Lines 2882-2887."""
    where = {"key": "NT-1", "set": ten.against.key, "day": "2019-03-31", "since": "2016-03-31"}
    assert advisory.hall.explain(ten.address("rate", **where)).value == -60
    opened = advisory.hall.explain(ten.address("persons", **where))
    assert (opened.value, opened.unit) == (-543, "personer")  # −5,43 → −5,4
    row = [one for one in measure_table(ten, "rate-means", synthetic=False).rows if one["label"] == ten.against.label][
        -1
    ]
    assert (row["n"], row["change"], row["persons"]) == (10, -60, -543)


def test_the_cautious_estimate_by_both_formulas_labelled(ten: Benchmark) -> None:
    """Lines 2919-2928: 2,7 and 20 % are about 2,2."""
    table = measure_table(ten, "cautious", synthetic=False)
    assert [(row["label"], row["value"]) for row in table.rows] == [
        ("Som offentliggjort", 270),
        ("Forsigtigt bud: landsgennemsnittet × (1 − overvurderingen)", 216),
        ("Forsigtigt bud: landsgennemsnittet / (1 + overvurderingen)", 225),
    ]


def test_t6_a_rate_that_changes_0_2_is_stable_and_0_21_rises(advisory: Kommune, tmp_path: Path) -> None:
    del advisory
    kommune = Kommune(tmp_path / "t6")
    rows = [(code, 2018, "5.28.21.003", 1, 100_000) for code in (HOME, 153, 155)]
    receive(kommune, "REGKC.csv", regkc(accounts(rows)), "statbank")
    told = {HOME: ("3,6", "3,4"), 153: ("3,40", "3,61"), 155: ("3,4", "3,6")}
    lines = [
        f"NT-1;Institutionsanbringelser;{code};{day};{value};;;pr. 1.000;Indtastet;prøve"
        for code, values in told.items()
        for day, value in zip(("31.03.2016", "31.03.2019"), values, strict=True)
    ]
    receive(kommune, "tal.csv", figures("\n".join(lines)), "figures")
    made = kommune.hall.benchmark(DAY, Asked(against="153,155"))
    assert made.rate is not None
    assert {code: made.rate_direction(made.rate, code) for code in told} == {
        HOME: "stable",
        153: "rising",
        155: "stable",
    }
    kommune.hall.close()


def test_t7_a_ratio_that_changes_3_0_points_is_stable_and_3_1_rises(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "t7")
    rows = [
        (code, year, account, 1, kroner)
        for code, last in ((HOME, 530_000), (153, 531_000))
        for year, lower in ((2017, 500_000), (2018, last))
        for account, kroner in (("5.28.21.003", lower), ("5.28.23.002", 1_000_000))
    ]
    receive(kommune, "REGKC.csv", regkc(accounts(rows)), "statbank")
    receive(
        kommune, "FOLK1A.csv", folk1a([(code, year, 1000) for code in (HOME, 153) for year in (2017, 2018)]), "statbank"
    )
    made = kommune.hall.benchmark(DAY, Asked(against="153"))
    table = measure_table(made, "ratio", synthetic=False)
    assert [(row["change"], row["direction"]) for row in table.rows] == [(300, "stabil"), (310, "stigende")]
    kommune.hall.close()


# seed 003


def test_tabel_1_1_level_less_need(advisory: Kommune, ten: Benchmark) -> None:
    """Seed 003 lines 749-848."""
    assert ten.need is not None
    assert {row.code: row.difference_oere // 100 for row in ten.need.table.rows} == {
        167: 1015, 410: -2020, 615: -1815, 621: -2281, 706: 523, 846: -107,
    }  # fmt: skip
    assert ten.need.country == (974_700, 989_900)
    opened = advisory.hall.explain(ten.address("need_difference_oere", municipality=621))
    assert opened.value == -228_100
    level, need = (advisory.hall.explain(part.address) for part in opened.inputs)
    assert (level.value, need.value) == (TABLE_1_1[621][1] * 100, TABLE_1_1[621][0] * 100)
    assert need.lines["file_name"].to_list() == ["behov.csv"]
    country = advisory.hall.explain(ten.address("need_difference_oere", municipality=0))
    assert country.value == -15_200  # 9.747 − 9.899
    assert [advisory.hall.explain(part.address).value for part in country.inputs] == [974_700, 989_900]


def test_the_first_line_takes_need_along(tmp_path: Path) -> None:
    """Ballerup with Hvidovre's two figures: 1.015 kr. more than the need."""
    kommune = with_table_2_6(Kommune(tmp_path / "behov"), {HOME: TABLE_1_1[167]})
    made = kommune.hall.benchmark(DAY, Asked(against="410,615"))
    assert answer(made).startswith(
        "Ballerup bruger 10.148 kr. pr. 0-22-årig, 1.015 kr. mere end behovet tilsiger (2015)."
    )
    assert "1.918 kr. mindre end deres behov" in answer(made)  # (−2.020 − 1.815) / 2 = −1.917,50
    kommune.hall.close()


# seed 000


def test_t12_t13_the_average_municipality_and_coverage(islands_out: Benchmark) -> None:
    """Lines 39-58: 94 municipalities, 9.488 kr., 13,7 of 14,4 mia. kr. = 95,1 %."""
    assert len(islands_out.against.members) == 94
    found = next(one for one in islands_out.distributions if one.label == islands_out.against.label)
    assert found.n == 94
    assert found.total_per_child.unweighted is not None
    assert round(float(found.total_per_child.unweighted) / 100) == 9488
    table = measure_table(islands_out, "distribution", synthetic=False)
    assert table.answer == "95,1 % af udgifterne er trinspecifikke: 13,7 af 14,4 mia. kr. i 2018 (98 kommuner)."
    assert "faste 2019-priser (indeks: eksempel)" in " ".join(table.notes)


@pytest.mark.parametrize(("span", "points"), [(LOWER, 7.6), (INSTITUTION, -8.5), (FAMILY, 0.9)])
def test_t14_the_shares_have_moved(islands_out: Benchmark, span: tuple[int, int], points: float) -> None:
    """Lines 67-71."""
    moved = next(one for one in islands_out.moved(StepShare(span)) if one.group == islands_out.against)
    assert moved.change is not None
    assert moved.change.n == (94, 94)
    assert moved.change.difference is not None
    assert round(float(moved.change.difference) * 100, 1) == points


def test_18_over_50_and_17_under_30_per_cent(national: Kommune, islands_out: Benchmark) -> None:
    """Lines 98-101."""
    assert (len(islands_out.spread.above), len(islands_out.spread.below)) == (18, 17)
    assert national.hall.explain(islands_out.address("spread", side="above")).value == 1800
    table = measure_table(islands_out, "share", synthetic=False)
    assert table.answer.startswith(
        "I 2018 har 18 kommuner en andel til trin 2-3 over 50 % og 17 under 30 %, af 98 kommuner."
    )


def test_a_comparison_across_2015_is_refused_or_made_on_the_joint_category(islands_out: Benchmark) -> None:
    """Line 82."""
    moved = islands_out.moved(SpendingPerChild((2, 2)))[0]
    assert moved.change is None
    assert "kan ikke sammenlignes hen over 2015: forebyggende indsatser (trin 2) kan ikke udskilles" in moved.refused
    assert moved.joint is not None
    assert moved.joint.measure == SpendingPerChild(LOWER)


def test_totals_tie_in_every_municipality_and_year(national: Kommune) -> None:
    for counting in ("gross", "net"):
        made = national.hall.benchmark(DAY, Asked(counting=counting))  # type: ignore[arg-type]
        for (code, year), found in made.spending.years.items():
            assert found.total == made.national.source_total(code, year, made.counted, found.source)


def test_extra_cost_is_per_child_times_the_years_own_children(national: Kommune, islands_out: Benchmark) -> None:
    found = islands_out.extra[WHOLE]
    assert not isinstance(found, str)
    last = found.years[-1]
    people = islands_out.spending.years[HOME, 2018].inhabitants
    assert last.amount == last.per_child * (people or 0)
    where = {"municipality": HOME, "steps": "1-6", "since": 2011}
    assert national.hall.explain(islands_out.address("extra_oere", **where)).value == round(last.per_child)
    whole = national.hall.explain(islands_out.address("extra_oere", **where, whole=1, so_far=1))
    assert whole.value == round(last.accumulated)


def test_a_half_øre_is_rounded_away_from_zero_on_the_page_and_opened(tmp_path: Path) -> None:
    """1.000 kr. for 40.000 children is 2½ øre each."""
    kommune = Kommune(tmp_path / "halve")
    receive(kommune, "REGKC.csv", regkc(accounts([(c, 2018, "5.28.21.003", 1, 1000) for c in (HOME, 153)])), "statbank")
    receive(kommune, "FOLK1A.csv", folk1a([(c, 2018, 40_000) for c in (HOME, 153)]), "statbank")
    made = kommune.hall.benchmark(DAY, Asked(against="153"))
    assert {made.area_levels[code] for code in (HOME, 153)} == {3}
    places = measure_table(made, "places", synthetic=False)
    assert {row["value_oere"] for row in places.rows} == {3}
    assert {kommune.hall.explain(address).value for address in places.addresses.values()} == {3}
    kommune.hall.close()


# every figure opens


@pytest.mark.parametrize("measure", MEASURES)
def test_every_figure_opens_and_says_the_same(advisory: Kommune, ten: Benchmark, measure: str) -> None:
    table = measure_table(ten, measure, synthetic=False)
    shown = [
        (address, (table.totals if row == -1 else table.rows[row])[column])  # type: ignore[index]
        for (row, column), address in table.addresses.items()
    ]
    for address, value in shown[:: max(1, len(shown) // 25)]:
        opened = advisory.hall.explain(address)
        assert opened.value in (value, 100 * value), address  # type: ignore[operator]
        if "signed_oere" in opened.lines.columns and opened.lines.height:
            assert opened.lines["signed_oere"].sum() == opened.value
        for part in opened.inputs:
            assert advisory.hall.explain(part.address)


def test_every_table_says_that_it_shows_no_cause_and_how_it_is_counted(ten: Benchmark) -> None:
    for measure in MEASURES:
        table = measure_table(ten, measure, synthetic=False)
        assert "Beskrivende: viser ikke årsag." in table.notes
        assert table.facts["against"] == ten.against.label


def test_share_and_ratio_are_never_in_one_table(ten: Benchmark) -> None:
    for measure in ("share", "share-means", "share-change"):
        assert "Forhold" not in measure_table(ten, measure, synthetic=False).title
    for measure in ("ratio", "ratio-means"):
        assert "Andel" not in measure_table(ten, measure, synthetic=False).title
    assert ten.spread.shares[HOME].word == "andel"


def test_sets_by_name_region_group_and_own_list(advisory: Kommune) -> None:
    sets = advisory.hall.benchmark(DAY, Asked(against="alle_98")).sets
    assert len(sets.of("alle_98").members) == 98
    assert sets.of("region").label == "Region Hovedstaden"
    assert sets.of("Midtjylland").members == sets.of("region midtjylland").members
    assert sets.of("157, Egedal").members == (157, 240)
    profile = advisory.hall.profile(DAY).to_dict() | {
        "comparison_groups": [{"name": "ERFA", "municipalities": [157, 240]}]
    }
    advisory.hall.write("profile", "profile", {"profile": profile}, by="Testen", known_from=date(2026, 1, 30))
    assert advisory.hall.benchmark(DAY, Asked(against="erfa")).against.members == (157, 240)
    with pytest.raises(CannotCompare, match="»Atlantis« er hverken et sæt, en region, en gruppe eller en kommune"):
        sets.of("Atlantis")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("benchmark/2018/2026-02-01/nothing", "findes ikke i sammenligningen"),
        ("benchmark/2018/2026-02-01/share?municipality=999", "findes ikke; ret adressen"),
        ("benchmark/2018/2026-02-01/spending_oere?municipality=151&steps=9", "er ingen trin"),
        ("benchmark/2009/2026-02-01/share?municipality=151&steps=2-3", "kendes ikke for Ballerup i 2009"),
        ("benchmark/2018/2026-02-01/share?index=pl&base=2019", "har ingen tal"),
        ("benchmark/2018/2026-02-01/rate?key=NT-9", "er ikke indlæst"),
        ("benchmark/2018/2026-02-01/explained_oere?part=x", "har ikke delen"),
    ],
)
def test_what_cannot_be_opened_is_said(advisory: Kommune, address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said):
        advisory.hall.explain(address)
