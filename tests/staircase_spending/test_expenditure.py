"""Worked by hand: one source counted once, prices, inhabitants, averages, panels, extra cost, and what is missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from tests.staircase_spending.cells import ACCOUNT_STEP, SHIPPED, cells, shipped_breaks, spending

from trinvis.calculations.staircase.breaks import SeriesBreak
from trinvis.calculations.staircase.distribution import distribution
from trinvis.calculations.staircase.expenditure import Basis, MixedBases, MunicipalYear, same_basis
from trinvis.calculations.staircase.extra_cost import NoBaseLevel, extra_cost
from trinvis.calculations.staircase.inhabitants import children_0_22
from trinvis.calculations.staircase.measures import LowerToUpper, SpendingPerChild, StepShare, average
from trinvis.calculations.staircase.over_time import balanced_rerun, over_time
from trinvis.calculations.staircase.posting_view import postings_with_child
from trinvis.calculations.staircase.prices import MissingIndex, Prices
from trinvis.calculations.staircase.quotients import Ratio, Share
from trinvis.calculations.staircase.share_spread import share_spread
from trinvis.calculations.staircase.spans import LOWER, PLACED, WHOLE
from trinvis.calculations.staircase.usual_sets import usual_sets
from trinvis.engine import Engine
from trinvis.parameters.municipalities import municipality_set

# 101 spends 30 and 70 kr. on 10 children, 151 spends 80 and 20 kr. on 40 children
TWO = cells(
    (101, 2018, "5.28.21.003", 1, 30),
    (101, 2018, "5.28.23.002", 1, 70),
    (151, 2018, "5.28.21.003", 1, 80),
    (151, 2018, "5.28.23.002", 1, 20),
)
CHILDREN = [(101, 2018, 10), (151, 2018, 40)]


def test_the_three_averages_by_hand() -> None:
    found = spending(TWO, CHILDREN)

    per_child = average(found, SpendingPerChild(), [101, 151], 2018)
    assert (per_child.weighted, per_child.unweighted) == (Fraction(20_000, 50), (1000 + 250) // 2)
    share = average(found, StepShare(LOWER), [101, 151], 2018)
    assert share.weighted == Fraction(110, 200)
    assert share.unweighted == (Fraction(30, 100) + Fraction(80, 100)) / 2
    assert share.of_average == Fraction(3 + 2) / (3 + 2 + 7 + Fraction(1, 2))
    ratio = average(found, LowerToUpper(), [101, 151], 2018)
    assert ratio.weighted == Fraction(110, 90)
    assert ratio.unweighted == (Fraction(30, 70) + 4) / 2
    assert ratio.of_average == Fraction(5) / (7 + Fraction(1, 2))


def test_andel_and_forhold_are_two_types() -> None:
    found = spending(TWO, CHILDREN)
    share, ratio = StepShare().of(found, 101, 2018), LowerToUpper().of(found, 101, 2018)

    assert (type(share), type(ratio)) == (Share, Ratio)
    assert share is not None
    assert ratio is not None
    assert (share.value, ratio.value) == (Fraction(3, 10), Fraction(3, 7))
    assert (share.numerator, share.denominator) == (3000, 10_000)
    assert (share.word, ratio.word) == ("andel", "forhold")
    # exactly 30 % is not under 30 %
    spread = share_spread(found, [101, 151, 999], 2018)
    assert (spread.above, spread.below, spread.missing) == ((151,), (), (999,))


def test_missing_is_left_out_and_counted() -> None:
    found = spending(TWO, [(101, 2018, 10)])

    per_child = average(found, SpendingPerChild(), [101, 151, 825], 2018)
    assert (per_child.n, per_child.missing, per_child.unweighted) == (1, (151, 825), 1000)
    # a share needs no inhabitants, but the average municipality's does
    share = average(found, StepShare(), [101, 151, 825], 2018)
    assert (share.n, share.missing, share.of_average) == (2, (825,), None)
    assert average(found, SpendingPerChild(), [825], 2018) == average(found, SpendingPerChild(), [825], 2017)
    assert average(found, SpendingPerChild(), [825], 2018).unweighted is None


def test_the_balanced_panel_keeps_those_with_every_year() -> None:
    facts = cells((101, 2017, "5.28.21.003", 1, 10), *((m, 2018, "5.28.21.003", 1, 10 * m) for m in (101, 151)))
    found = spending(facts, [(101, 2017, 1), *((m, 2018, 1) for m in (101, 151))])
    measure, sets = SpendingPerChild(), {"egen": [101], "gruppe": [101, 151]}

    own, group = over_time(found, measure, [2017, 2018], sets)
    _, balanced = over_time(found, measure, [2017, 2018], sets, balanced=True)

    assert [group.points[year].n for year in (2017, 2018)] == [1, 2]
    assert [balanced.points[year].n for year in (2017, 2018)] == [1, 1]
    assert balanced.members == (101,)
    assert own.points == balanced.points


def test_the_balanced_rerun_says_whether_the_tendency_holds() -> None:
    """Those who joined late are cheap and hide that the others rise (seed 001 lines 2873-2875)."""
    rows = [(101, 2016, "5.28.21.003", 1, 100), (101, 2017, "5.28.21.003", 1, 105), (101, 2018, "5.28.21.003", 1, 110)]
    late = [(151, 2018, "5.28.21.003", 1, 10)]
    found = spending(cells(*rows, *late), [(m, year, 1) for m in (101, 151) for year in (2016, 2017, 2018)])

    rerun = balanced_rerun(found, SpendingPerChild(), [101, 151], [2016, 2017, 2018], [], Fraction(100))

    assert (rerun.everyone.difference, rerun.everyone.n) == (-4000, (1, 2))
    assert (rerun.balanced.difference, rerun.balanced.n) == (1000, (1, 1))
    assert rerun.holds is False
    alone = balanced_rerun(found, SpendingPerChild(), [101], [2016, 2017, 2018], [], Fraction(100))
    assert alone.holds is True
    assert balanced_rerun(found, SpendingPerChild(), [825], [2016, 2018], [], Fraction(100)).holds is None


def test_the_usual_sets_are_own_region_group_and_country() -> None:
    table = SHIPPED.table("municipalities", date(2018, 12, 31))
    country = municipality_set(SHIPPED, "uden_smaa_oeer_94", date(2018, 12, 31))

    found = usual_sets(table, 860, country, "Landet uden de fire små ø-kommuner")
    assert [(label, len(codes)) for label, codes in found.items()] == [
        ("Hjørring", 1),
        ("Region Nordjylland", 10),
        (table.filter(pl.col("municipality") == 860)["group"].item(), len(found[list(found)[2]])),
        ("Landet uden de fire små ø-kommuner", 94),
    ]
    # an island is in its own region, though it is not in the country's set
    assert 825 in usual_sets(table, 825, country, "Landet")["Region Nordjylland"]


def test_one_source_counts_and_the_one_with_groupings_first() -> None:
    """REGK31, REGK100 and REGKC hold the same money."""
    facts = pl.concat(
        [
            cells((101, 2018, "5.28.21", 1, 100), source_table="REGK31"),
            cells((101, 2018, "5.28.21.003", 1, 60), (101, 2018, "5.28.21.017", 1, 40), source_table="REGK100"),
            cells((101, 2018, "5.28.21", 1, 90), (101, 2018, "5.28.21.003", 1, 1), kind="budget"),
        ]
    )

    assert spending(facts).years[101, 2018] == MunicipalYear("REGK100", {(2, 2): 4000, (3, 3): 6000}, {}, None)
    assert spending(facts, source="REGK31").years[101, 2018].steps == {(2, 3): 10_000}
    assert spending(facts, basis=Basis(kind="budget")).years[101, 2018].step_specific == 9100


def test_gross_is_expenditure_and_net_is_less_income_never_both_and_the_total() -> None:
    account = (101, 2018, "5.28.23.002", 1)
    facts = pl.concat(
        [cells((*account, 100)), cells((*account, 30), art="I"), cells((*account, 70), art="TOT")]
    )  # as StatBank gives them
    only_net = cells((*account, 70), art="TOT")

    assert spending(facts).years[101, 2018].total == 10_000
    assert spending(facts, basis=Basis(counting="net")).years[101, 2018].total == 7000
    assert spending(only_net, basis=Basis(counting="net")).years[101, 2018].total == 7000
    assert spending(only_net).years == {}


def test_fixed_prices_by_a_named_index_and_a_missing_year_is_an_error() -> None:
    prices = Prices("pl", {2018: 9_800, 2019: 10_000}, 2019)
    found = spending(TWO, CHILDREN, Basis(prices=prices))

    rate = SpendingPerChild().of(found, 101, 2018)
    assert rate is not None
    assert rate.value == Fraction(1000 * 10_000, 9_800)
    assert prices.text == "faste 2019-priser (indeks: pl)"
    with pytest.raises(MissingIndex, match="Indekset »pl« har intet tal for 2017; indtast det"):
        prices.factor(2017)
    assert Prices().factor(2017) == 1


def test_figures_of_two_bases_are_not_put_together() -> None:
    national, own = (
        spending(TWO, basis=basis) for basis in (Basis(), Basis("egen", "kommunens egen trappe", comparable=False))
    )

    assert same_basis(national, national) == national.basis
    with pytest.raises(MixedBases, match=r"opgjort på to måder .*den nationale trappe / .*kommunens eget syn"):
        same_basis(national, own)


def test_extra_cost_of_a_conversion_by_hand() -> None:
    """Base 2016: 100 + 300 kr. per child. 2017: +40 below, −10 above; 2018: +40, −60. Ten, then twenty children."""
    rows = []
    for year, count, lower, placed in ((2016, 10, 100, 300), (2017, 10, 140, 290), (2018, 20, 140, 240)):
        rows += [(101, year, "5.28.21.003", 1, lower * count), (101, year, "5.28.23.002", 1, placed * count)]
    found = spending(cells(*rows), [(101, 2016, 10), (101, 2017, 10), (101, 2018, 20)])

    costs = extra_cost(found, 101, 2016, [2017, 2018], shipped_breaks())

    assert [(one.per_child, one.amount) for one in costs[LOWER].years] == [(4000, 40_000), (4000, 80_000)]
    assert [(one.per_child, one.amount) for one in costs[PLACED].years] == [(-1000, -10_000), (-6000, -120_000)]
    last = costs[WHOLE].years[-1]
    assert (last.accumulated_per_child, last.accumulated) == (3000 - 2000, 30_000 - 40_000)
    assert costs[WHOLE].base_per_child == 40_000
    assert costs[WHOLE].complete


def test_extra_cost_says_what_is_missing_and_stops_at_a_break() -> None:
    rows = [(101, year, "5.28.23.002", 1, 100) for year in (2016, 2018, 2020)]
    found = spending(cells(*rows), [(101, year, 10) for year in (2016, 2018, 2020)])

    costs = extra_cost(found, 101, 2016, [2017, 2018], shipped_breaks())
    assert costs[PLACED].missing == (2017,)
    assert not costs[PLACED].complete
    with pytest.raises(NoBaseLevel, match="kendes ikke for basisåret 2015"):
        extra_cost(found, 101, 2015, [2016])
    with pytest.raises(SeriesBreak, match="hen over 2020"):
        extra_cost(found, 101, 2018, [2020], shipped_breaks())
    joint = extra_cost(found, 101, 2018, [2020], shipped_breaks(), groups=[PLACED], on_joint=True)[PLACED]
    assert (joint.measure, joint.on_joint) == (SpendingPerChild((3, 6), with_left_out=True), True)


def test_what_cannot_be_placed_is_shown_and_lowers_the_coverage() -> None:
    facts = cells(
        (101, 2018, "5.28.21.003", 1, 90),
        (101, 2018, "5.28.21.200", 1, 8),
        (101, 2018, "5.28.27.001", 1, 2),
        (101, 2018, "5.28.25.999", 1, 50),
        (101, 2018, "5.28.21.003", 3, 5),
    )
    found = distribution(spending(facts, [(101, 2018, 1)]), [101, 151], 2018)

    assert found.left_out == {"multi_step": 800, "unmapped": 200, "disability": 5000, "outside": 500}
    assert (found.coverage.step_specific, found.coverage.area, found.coverage.value) == (9000, 10_000, Fraction(9, 10))
    assert (found.n, found.missing) == (1, (151,))


def test_a_group_whose_border_money_crosses_has_no_figure() -> None:
    """A function's sum without groupings in 2015: foster families and residences together (danish-data.md § 1)."""
    facts = cells((101, 2015, "5.28.20", 1, 50), (101, 2015, "5.28.21.003", 1, 50))
    found = spending(facts, [(101, 2015, 1)])

    assert StepShare(LOWER).of(found, 101, 2015) is None
    assert SpendingPerChild(PLACED).of(found, 101, 2015) is None
    whole = SpendingPerChild().of(found, 101, 2015)
    assert whole is not None
    assert whole.value == 10_000
    assert [part.span for part in distribution(found, [101], 2015).parts] == [(3, 3), (3, 6)]


def population(*rows: tuple[int, str | None, int, date, int]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={
            "municipality": pl.Int64,
            "sex": pl.String,
            "age": pl.Int64,
            "day": pl.Date,
            "persons": pl.Int64,
        },
        orient="row",
    )


def test_inhabitants_are_counted_once_on_1_january_and_only_with_every_age(engine: Engine) -> None:
    new_year, april = date(2018, 1, 1), date(2018, 4, 1)
    rows = [(101, "TOT", age, new_year, 10) for age in range(30)]
    rows += [(101, sex, age, new_year, 5) for sex in ("M", "K") for age in range(30)]
    rows += [(101, "TOT", age, april, 1000) for age in range(30)]
    rows += [(151, sex, age, new_year, 4) for sex in ("M", "K") for age in range(30)]
    rows += [(825, None, age, new_year, 3) for age in range(22)]  # the 22-year-olds are missing

    found = engine.collect(children_0_22(engine.frame(population(*rows)))).sort("municipality")

    assert found.select("municipality", "year", "inhabitants").rows() == [(101, 2018, 230), (151, 2018, 184)]
    in_april = engine.collect(children_0_22(engine.frame(population(*rows)), month=4))
    assert in_april["inhabitants"].to_list() == [23_000]


def test_in_the_own_view_postings_of_several_steps_follow_the_child(engine: Engine) -> None:
    day = (date(2018, 6, 1) - date(1970, 1, 1)).days
    postings = pl.DataFrame(
        [
            ("d1", 1, "528211014", 1, day, 100),  # several steps: the child stands on 6
            ("d1", 2, "528211014", 2, day, 200),  # the child stands outside
            ("d1", 3, "528211014", None, day, 300),  # no child
            ("d1", 4, "528211003", 1, day, 400),  # a step of its own
            ("d1", 5, "528213003", 1, day, 500),  # capital never follows
            ("d1", 6, "528211014", 1, day + 30, 600),  # no longer on the staircase
            ("d1", 7, "999999999", 1, day, 700),
        ],
        schema={
            "delivery_id": pl.String,
            "row_no": pl.Int64,
            "account_key": pl.String,
            "child_no": pl.Int64,
            "date_day": pl.Int32,
            "amount_oere": pl.Int64,
        },
        orient="row",
    )
    segments = pl.DataFrame(
        [(1, day - 5, day - 1, 5), (1, day, day + 9, 6), (2, day, day, -1)],
        schema={"child_no": pl.Int64, "from_day": pl.Int64, "to_day": pl.Int64, "step": pl.Int64},
        orient="row",
    )
    on_the_day = ACCOUNT_STEP.filter(
        pl.col("scheme") == "kolding", pl.col("valid_from_day") <= day, pl.col("valid_to_day") >= day
    )
    found = engine.collect(
        postings_with_child(engine.frame(postings), engine.frame(on_the_day), engine.frame(segments))
    ).sort("row_no")

    assert found.select("step", "follows_child", "step_category").rows() == [
        (6, True, "multi_step"),
        (None, False, "multi_step"),
        (None, False, "multi_step"),
        (3, False, None),
        (None, False, "outside"),
        (None, False, "multi_step"),
        (None, False, None),
    ]
    assert found["amount_oere"].sum() == 2800
