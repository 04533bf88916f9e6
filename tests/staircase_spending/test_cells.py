"""From account cells to steps: dated rules, what is left out and why, and totals that tie to the source on every engine."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.staircase_spending import national_example
from tests.staircase_spending.cells import ACCOUNT_STEP, SHIPPED, cells, placed, rules

from trinvis.calculations.staircase.cells import CATEGORIES, place_cells, step_sums, yearly_rules
from trinvis.calculations.staircase.rule_trace import trace
from trinvis.engine import Engine
from trinvis.parameters import Override

NATIONAL = ACCOUNT_STEP.filter(pl.col("scheme") == "national")


@pytest.mark.parametrize(
    ("account", "year", "dranst", "low", "high", "category"),
    [
        # 5.28.21: the joint category before 2015 (seed 000 line 82), then steps 2 and 3
        ("5.28.21.003", 2007, 1, 2, 3, None),
        ("5.28.21.003", 2014, 1, 2, 3, None),
        ("5.28.21.003", 2015, 1, 3, 3, None),
        ("5.28.21.017", 2014, 1, 2, 3, None),
        ("5.28.21.017", 2015, 1, 2, 2, None),
        ("5.28.21.016", 2024, 1, 2, 2, None),
        # 5.28.20 held foster families and residences until 2015
        ("5.28.20.001", 2015, 1, 5, 5, None),
        ("5.28.20.002", 2015, 1, 4, 4, None),
        ("5.28.20.003", 2015, 1, 6, 6, None),
        ("5.28.20.003", 2016, 1, 6, 6, None),
        ("5.28.20.004", 2011, 1, 3, 3, None),
        ("5.28.20.005", 2024, 1, 3, 3, None),
        ("5.28.20.999", 2015, 1, 3, 6, "multi_step"),
        ("5.28.20.999", 2016, 1, 6, 6, None),
        # foster families have their own function from 2016
        ("5.28.22.001", 2015, 1, None, None, "unmapped"),
        ("5.28.22.001", 2016, 1, 5, 5, None),
        ("5.28.22.005", 2024, 1, 4, 4, None),
        ("5.28.23.002", 2007, 1, 6, 6, None),
        ("5.28.24.999", 2024, 1, 6, 6, None),
        # left out of nationally comparable figures (seed 001 line 3305, seed 000 line 56)
        ("5.28.23.001", 2018, 1, 6, 6, "disability"),
        ("5.28.25.999", 2018, 1, None, None, "disability"),
        ("5.28.25.999", 2018, 2, None, None, "refund"),
        ("5.57.72.009", 2018, 1, None, None, "disability"),
        ("5.57.72.009", 2018, 2, None, None, "refund"),
        ("5.57.72.008", 2018, 1, None, None, "elsewhere"),
        ("5.28.21.002", 2018, 2, None, None, "refund"),
        ("5.28.21.002", 2018, 3, None, None, "outside"),
        ("5.28.21.014", 2018, 1, 2, 6, "multi_step"),
        ("5.28.21.200", 2018, 1, 2, 6, "multi_step"),
        ("5.22.07.001", 2018, 2, None, None, "refund"),
        ("5.28.20.092", 2018, 1, None, None, "outside"),
        # a decision on juvenile crime has an account of its own from 2020
        ("5.28.26.001", 2019, 1, None, None, "unmapped"),
        ("5.28.26.001", 2020, 1, 3, 6, "multi_step"),
        ("5.28.27.001", 2024, 1, None, None, "unmapped"),
        ("3.22.01.001", 2024, 1, None, None, "elsewhere"),
        # a function's sum without groupings stands on all the steps that its groupings may
        ("5.28.21", 2014, 1, 2, 3, None),
        ("5.28.21", 2018, 1, 2, 3, None),
        ("5.28.20", 2015, 1, 3, 6, None),
        ("5.28.20", 2018, 1, 3, 6, None),
        ("5.28.22", 2018, 1, 4, 5, None),
        ("5.28.23", 2018, 1, 6, 6, None),
        ("5.28.26", 2020, 1, 3, 6, "multi_step"),
        ("5.28.21", 2018, 2, None, None, "refund"),
    ],
)
def test_each_cell_by_the_rule_of_its_own_year(
    account: str, year: int, dranst: int, low: int | None, high: int | None, category: str | None
) -> None:
    with Engine.open("polars") as engine:
        found = placed(engine, cells((101, year, account, dranst, 1))).row(0, named=True)
    assert (found["step_low"], found["step_high"], found["category"]) == (low, high, category)


@pytest.mark.parametrize("year", range(2007, 2025))
def test_every_function_of_the_area_is_known_in_every_year(year: int) -> None:
    """danish-data.md § 1: 5.28.20-25 always (22 from 2016), and no account of the area without a rule."""
    accounts = [f"5.28.{function}.999" for function in (20, 21, 23, 24, 25)] + (["5.28.22.999"] if year > 2015 else [])
    with Engine.open("polars") as engine:
        found = placed(engine, cells(*((101, year, account, 1, 1) for account in accounts)))
    assert not set(found["category"]) & {"unmapped", "elsewhere"}
    assert found["rule_id"].null_count() == 0


def test_rules_name_known_categories_and_spans_that_hold_the_step() -> None:
    for row in ACCOUNT_STEP.iter_rows(named=True):
        assert row["category"] is None or row["category"] in CATEGORIES
        if row["step"] is not None and row["span"]:
            low, high = row["span"].split("-")
            assert int(low) <= row["step"] <= int(high)
        assert row["step"] is not None or row["category"] or row["span"]


def test_the_trace_names_account_rule_days_and_source() -> None:
    with Engine.open("polars") as engine:
        found = placed(engine, cells((101, 2018, "5.28.22.005", 1, 1), (101, 2014, "5.28.21.003", 1, 1)))
    new, old = (trace(row, NATIONAL) for row in found.iter_rows(named=True))
    assert new == (
        "5.28.22 gruppering 005: trin 4: netværksplejefamilier, regel account_step/national/5.28.22.1.005@2016-01-01, "
        "gyldig 2016–, kilde Trinvis, forslag (forslag)"
    )
    assert old.startswith("5.28.21 gruppering 003: trin 2-3, kan ikke skilles: forebyggende indsatser kan ikke skilles")
    assert "gyldig 2007–2014, kilde Index100-notatet [000:82]" in old


def test_own_view_keeps_what_the_national_leaves_out_and_they_are_two_schemes() -> None:
    facts = cells((101, 2018, "5.28.23.001", 1, 7), (101, 2018, "5.28.20.005", 1, 3), (101, 2018, "5.28.21.014", 1, 2))
    with Engine.open("polars") as engine:
        national = placed(engine, facts)
        own = placed(engine, facts, "kolding", comparable=False)
    assert national.select("step_low", "category").rows() == [(6, "disability"), (3, None), (2, "multi_step")]
    # Kolding has own room with foster care (seed 003 lines 1227-1242)
    assert own.select("step_low", "category").rows() == [(6, None), (5, None), (2, "multi_step")]
    assert national["rule_id"].str.contains("/national/").all()
    assert own["rule_id"].str.contains("/kolding/").all()


def test_a_municipalitys_own_value_holds_from_its_year() -> None:
    key = "national/5.28.21.1.005"
    override = Override("account_step", key, 2, date(2018, 1, 1), None, "byrådet", False, entry_seq=3)
    own = SHIPPED.with_overrides([override]).table("account_step", None).filter(pl.col("scheme") == "national")
    facts = cells((101, 2017, "5.28.21.005", 1, 1), (101, 2018, "5.28.21.005", 1, 1))
    with Engine.open("polars") as engine:
        held = engine.frame(yearly_rules(own, [2017, 2018]))
        found = engine.collect(place_cells(engine.frame(facts), held)).sort("year")
    assert found["step_low"].to_list() == [3, 2]
    assert found["rule_id"].to_list()[1] == "account_step/national/5.28.21.1.005#3"


def test_doubled_rules_do_not_double_a_krone() -> None:
    facts = cells((101, 2018, "5.28.21.003", 1, 1))
    with Engine.open("polars") as engine:
        twice = engine.frame(pl.concat([rules([2018])] * 2))
        assert engine.collect(place_cells(engine.frame(facts), twice)).height == 1


ACCOUNTS = [
    "5.28.20", "5.28.20.001", "5.28.20.003", "5.28.20.999", "5.28.21", "5.28.21.003", "5.28.21.017", "5.28.22.005",
    "5.28.23.001", "5.28.25.999", "5.28.26.001", "5.28.99.001", "5.57.72.015", "5.57.72.004", "5.22.07.001", "3.22.01.002",
]  # fmt: skip
facts_of_any_kind = st.lists(
    st.tuples(
        st.sampled_from([101, 151, 825]),
        st.integers(2007, 2024),
        st.sampled_from(ACCOUNTS),
        st.integers(1, 7),
        st.integers(-(10**9), 10**11),
    ),
    min_size=1,
    max_size=60,
)


def assert_ties(engine: Engine, facts: pl.DataFrame) -> pl.DataFrame:
    """Steps and what is left out, per municipality, year, source and art, against the source itself."""
    by = ["municipality", "year", "kind", "source_table", "art"]
    sums = engine.collect(step_sums(place_cells(engine.frame(facts), engine.frame(rules(range(2007, 2025))))))
    found = sums.group_by(by).agg(pl.col("amount_oere").sum()).sort(by)
    assert found.equals(facts.group_by(by).agg(pl.col("amount").sum().alias("amount_oere")).sort(by))
    return sums


@settings(max_examples=40, deadline=None)
@given(facts_of_any_kind, st.sampled_from(["UE", "I", "TOT"]))
def test_steps_and_the_rest_are_the_source_to_the_oere(rows: list[tuple[int, int, str, int, int]], art: str) -> None:
    with Engine.open("polars") as engine:
        assert_ties(engine, cells(*rows, art=art))


def mixed() -> pl.DataFrame:
    """Every account of the list in every dranst, year, two arts and two source tables, with amounts that are all different."""
    rows = [
        (municipality, year, account, dranst, 1000 * year + 100 * place + 10 * dranst + municipality)
        for municipality in (101, 825)
        for year in range(2007, 2025)
        for place, account in enumerate(ACCOUNTS)
        for dranst in (1, 2, 3)
    ]
    return pl.concat([cells(*rows), cells(*rows, art="I", source_table=None), cells(*rows, kind="budget")])


def test_the_same_sums_on_every_engine(engine: Engine) -> None:
    with Engine.open("polars") as plain:
        wanted = assert_ties(plain, mixed())
    order = wanted.columns[:-1]
    assert assert_ties(engine, mixed()).sort(order, nulls_last=True).equals(wanted.sort(order, nulls_last=True))


def test_98_municipalities_and_8_years_tie_on_every_engine(engine: Engine) -> None:
    sums = assert_ties(engine, national_example.facts())
    assert sums.select("municipality", "year").unique().height == 98 * 8


def test_the_same_sums_on_a_cluster(cluster_engine: Engine) -> None:
    with Engine.open("polars") as plain:
        wanted = assert_ties(plain, mixed())
    order = wanted.columns[:-1]
    assert assert_ties(cluster_engine, mixed()).sort(order, nulls_last=True).equals(wanted.sort(order, nulls_last=True))
