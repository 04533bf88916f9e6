"""The rows of a follow-up and what their figures are the sum of."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.followup.basis import basis_sentence, counted, gross_areas, left_out, with_art
from trinvis.calculations.followup.figures import FIGURES, area_flags, area_sums, figure_lines
from trinvis.calculations.followup.rows import (
    covered_areas,
    deviation_word,
    flags_by_area,
    per_cent,
    row_types,
    totals,
)
from trinvis.parameters import Area
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS, UNPLACED, line_types

AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "", (), (), "disposition", "væsentlig", True),
    Area("advokat", "Advokatbistand", "Familie", "", (), (), "twelfths", "lille", True),
    Area("refusion", "Refusion", "Refusion", "", (), (), "refund", "", True),
)


def lines(*rows: tuple, **extra) -> pl.DataFrame:
    names = ("area", "component", "amount_oere", "child_no")
    return pl.DataFrame(
        [dict(zip(names, row, strict=False)) for row in rows], schema=line_types() | extra, infer_schema_length=None
    )


def rows_of(engine, frame):
    lazy = engine.frame(frame)
    flags = flags_by_area(engine.collect(area_flags(lazy)))
    return totals(engine.collect(area_sums(lazy)), AREAS, flags)


CASE = lines(
    ("pleje", "budget_original", 3600),
    ("pleje", "budget_moved", -100),
    ("pleje", "budget_supplementary", 50),
    ("pleje", "budget_carried_over", 10),
    ("pleje", "spent", 2500, 1),
    ("pleje", "spent", 200),
    ("pleje", "missing_invoice", 100, 2),
    ("pleje", "committed_open", 800, 1),
    ("pleje", "collective_offset", -50),
    ("pleje", "risk", 90, 3),
    ("pleje", "pool", 60),
    ("pleje", "last_year_spent", 3333),
    ("pleje", "committed_year", 3400, 1),
    ("advokat", "budget_original", 120),
    ("advokat", "spent", 60),
    ("advokat", "method_rest", 40),
    ("refusion", "budget_original", -170),
    ("refusion", "refund", -280),
)


def test_the_rows_by_hand(engine):
    got = rows_of(engine, CASE)
    assert got.schema == row_types()
    shown = got.select(
        "kind", "label", "budget_oere", "spent_oere", "committed_oere", "estimates_oere", "method_oere", "refund_oere",
        "forecast_oere", "deviation_oere", "deviation_word", "deviation_pct", "child_by_child_pct",
    )  # fmt: skip
    assert shown.rows() == [
        ("area", "Plejefamilier", 3560, 2700, 850, 150, 0, 0, 3700, -140, "merforbrug", -393, 9189),
        ("area", "Advokatbistand", 120, 60, 0, 0, 40, 0, 100, 20, "mindreforbrug", 1667, 0),
        ("policy_area", "Familie", 3680, 2760, 850, 150, 40, 0, 3800, -120, "merforbrug", -326, 8947),
        ("area", "Refusion", -170, 0, 0, 0, 0, -280, -280, 110, "merindtægt", 6471, 0),
        ("total", "I alt", 3510, 2760, 850, 150, 40, -280, 3520, -10, "merforbrug", -28, 9659),
    ]
    first = got.row(0, named=True)
    assert (first["budget_original_oere"], first["budget_moved_oere"]) == (3600, -100)
    assert (first["budget_supplementary_oere"], first["budget_carried_over_oere"]) == (50, 10)
    assert (first["last_year_oere"], first["committed_year_oere"]) == (3333, 3400)
    assert (first["method"], first["method_reason"], first["net"]) == ("disposition", "væsentlig", True)


def test_money_without_area_has_a_row_and_is_in_the_total(engine):
    got = rows_of(engine, lines((UNPLACED, "spent", 7), ("gammelt", "spent", 5), (None, "spent", 2)))
    tail = got.select("area", "label", "forecast_oere", "flags").rows()[-3:]
    assert tail == [
        ("gammelt", "gammelt", 5, "ukendt_omraade"),
        (UNPLACED, "Ikke placeret", 9, None),
        ("i_alt", "I alt", 14, None),
    ]


def test_flags_of_lines_stand_at_the_area_and_the_total(engine):
    frame = CASE.with_columns(flag=pl.when(pl.col("component") == "spent").then(pl.lit("b;a")))
    got = {row["area"]: row["flags"] for row in rows_of(engine, frame).iter_rows(named=True)}
    assert got == {"pleje": "a;b", "advokat": "a;b", "Familie": "a;b", "refusion": None, "i_alt": "a;b"}


def test_an_area_without_lines_has_a_row_of_nothing():
    empty = pl.DataFrame(
        schema={"area": pl.String, "component": pl.String, "amount_oere": pl.Int64, "child_oere": pl.Int64}
    )
    got = totals(empty, AREAS)
    assert got["forecast_oere"].to_list() == [0] * 5
    assert got["deviation_word"].unique().to_list() == ["ingen afvigelse"]
    assert got["deviation_pct"].to_list() == [None] * 5


@pytest.mark.parametrize(
    ("deviation", "budget", "forecast", "word"),
    [
        (10, 100, 90, "mindreforbrug"),
        (-10, 100, 110, "merforbrug"),
        (0, 5, 5, "ingen afvigelse"),
        (110, -170, -280, "merindtægt"),
        (-70, -170, -100, "mindreindtægt"),
        (30, 0, -30, "merindtægt"),
        (-30, 0, 30, "merforbrug"),
    ],
)
def test_the_word_of_a_deviation(deviation, budget, forecast, word):
    assert deviation_word(deviation, budget, forecast) == word


def test_per_cent_has_the_sign_of_the_deviation():
    assert per_cent(110, -170) == 6471
    assert per_cent(-1, 3) == -3333
    assert per_cent(5, 0) is None


def test_every_component_belongs_to_a_figure():
    assert {component for signs in FIGURES.values() for component in signs} == set(COMPONENTS)
    assert set(FIGURES["forecast_oere"]) == set(FORECAST_COMPONENTS)


any_line = st.tuples(
    st.sampled_from([*(area.id for area in AREAS), UNPLACED, None]),
    st.sampled_from(list(COMPONENTS)),
    st.integers(-(10**9), 10**9),
    st.none() | st.integers(1, 3),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(any_line, max_size=60))
def test_every_figure_opens_to_lines_that_add_up_again(rows):
    frame = lines(*rows)
    lazy = nw.from_native(frame.lazy())
    got = totals(area_sums(lazy).collect().to_native(), AREAS)
    for row in got.iter_rows(named=True):
        areas = covered_areas(row["kind"], row["area"], AREAS)
        for figure in FIGURES:
            opened = figure_lines(lazy, figure, areas).collect().to_native()["signed_oere"].sum()
            assert opened == row[figure], (row["area"], figure)
    assert got.filter(kind="total")["forecast_oere"][0] == sum(row[2] for row in rows if row[1] in FORECAST_COMPONENTS)
    assert got.filter(kind="area")["deviation_oere"].sum() == got.filter(kind="total")["deviation_oere"][0]


def test_a_figure_opens_on_every_engine(engine):
    lazy = engine.frame(CASE)
    opened = engine.collect(figure_lines(lazy, "deviation_oere", ["pleje"]))
    assert opened["signed_oere"].sum() == -140
    assert engine.collect(figure_lines(lazy, "child_by_child_oere", ["pleje"]))["signed_oere"].sum() == 3400


def test_gross_leaves_out_income_and_says_so(engine):
    rows = [
        ("pleje", "spent", 1000, 1, "528221001", None, "4.0"),
        ("pleje", "spent", -30, 1, "528221001", None, "4.0"),  # credit note
        ("pleje", "spent", -200, 1, "528221001", None, "7.1"),
        ("pleje", "spent", -80, 1, "528222001", None, None),  # dranst 2
        ("pleje", "committed_open", 500, 1, None, "mellemkommunal", None),
        ("pleje", "committed_open", -500, 1, None, "x;mellemkommunal", None),
        ("pleje", "refund", -60, 1, None, None, None),
        ("advokat", "spent", -9, None, "528201007", None, "7.1"),
    ]
    names = ("area", "component", "amount_oere", "child_no", "account_key", "flag", "art")
    frame = pl.DataFrame(
        [dict(zip(names, row, strict=True)) for row in rows], schema=line_types() | {"art": pl.String()}
    )
    kept = engine.collect(counted(engine.frame(frame), ["pleje"]))
    assert sorted(kept["amount_oere"]) == [-30, -9, 500, 1000]
    assert engine.collect(left_out(engine.frame(frame), ["pleje"]))["amount_oere"].sum() == -840
    without_art = engine.collect(counted(engine.frame(frame.drop("art")), ["pleje"]))
    assert sorted(without_art["amount_oere"]) == [-200, -30, -9, 500, 1000]
    assert engine.collect(left_out(engine.frame(frame), [])).is_empty()
    assert engine.collect(counted(engine.frame(frame), [])).height == len(rows)
    assert basis_sentence(False, True).startswith("Brutto: dranst 1, kun udgiftsarter")


def test_the_profile_or_the_caller_says_which_areas_are_gross():
    areas = (*AREAS, Area("egne", "Egne", "Familie", "", (), (), "decentral_frame", "", False))
    assert gross_areas(areas, "profile") == ("egne",)
    assert gross_areas(areas, "net") == ()
    assert len(gross_areas(areas, "gross")) == 4


def test_arts_come_from_the_postings(engine):
    rows = [
        {"area": "a", "component": "spent", "amount_oere": 1, "delivery_id": "d", "row_no": 1},
        {"area": "a", "component": "committed_open", "amount_oere": 2, "delivery_id": "d", "row_no": 1},
    ]
    postings = pl.DataFrame({"delivery_id": ["d"], "row_no": [1], "art": ["7.1"]})
    got = engine.collect(with_art(engine.frame(pl.DataFrame(rows, schema=line_types())), engine.frame(postings)))
    assert got.sort("amount_oere")["art"].to_list() == ["7.1", None]
