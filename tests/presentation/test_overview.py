"""What *Overblik* says and draws, from small made-up figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.followup.split import Part, Split
from trinvis.municipality.address import Address
from trinvis.municipality.forecast_history import Totals
from trinvis.municipality.staircase_overview import FLOWS, StaircaseOverview, StairStep
from trinvis.presentation.overview import drivers_drawn, last_month_end, moved, shares
from trinvis.presentation.overview_history import history_drawn
from trinvis.presentation.staircase_shown import outside, staircase_drawn, staircase_table
from trinvis.reports.charts.drivers import Bar, drivers_chart, signed_millions
from trinvis.reports.charts.forecast_history import Point, forecast_history_chart, place
from trinvis.reports.charts.staircase import COLORS, Tread, color_of, staircase_chart, tall_staircase_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import TOTAL_ROW

MILLION = 100_000_000
DAY = date(2026, 9, 30)


def follow_up(**total: Any) -> Any:
    """A follow-up with a total row and nothing else that is asked for."""
    splits = total.pop("splits", ({}, {}))
    return SimpleNamespace(
        year=2026,
        basis_name=DAY.isoformat(),
        total=total,
        closed_through=202609,
        address=lambda figure, kind, area: Address(
            "follow-up", 2026, DAY.isoformat(), figure, {} if kind == "total" else {kind: area}
        ),
        why=SimpleNamespace(against_assumption=splits[0], against_last_year=splits[1]),
    )


def test_the_forecast_is_told_by_where_it_comes_from_without_what_is_nothing() -> None:
    made = follow_up(
        spent_oere=90 * MILLION, committed_oere=26 * MILLION, estimates_oere=0, method_oere=4 * MILLION, refund_oere=-MILLION
    )  # fmt: skip
    assert [(said.text, said.words) for said in shares(made)] == [
        ("90,0 mio. kr.", "bogført"),
        ("26,0 mio. kr.", "disponeret og endnu ikke bogført"),
        ("4,0 mio. kr.", "fremskrevet efter områdernes metode"),
        ("−1,0 mio. kr.", "forventet refusion"),
    ]
    assert shares(made)[0].address == "follow-up/2026/2026-09-30/spent_oere"


SPLIT = Split(
    "i_alt",
    "assumption",
    "number_mix_price",
    (
        Part("persons", "Færre helårspersoner", -2 * MILLION, Fraction(500), Fraction(490)),
        Part("mix", "Samme sammensætning", 0),
        Part("price", "Højere pris", 4 * MILLION),
        Part("uncounted", "Risikosager, puljer og andet uden talte børn", 17 * MILLION),
        Part("unassumed", "Budget uden forudsætning", -16 * MILLION),
    ),
)


def test_causes_are_bars_that_add_up_and_what_lies_outside_is_one() -> None:
    drawn = drivers_drawn(follow_up(splits=({("total", "i_alt"): SPLIT}, {})), synthetic=True)
    assert drawn is not None
    assert [(row["label"], row["amount_oere"]) for row in drawn.table.rows] == [
        ("Færre helårspersoner", -2 * MILLION),
        ("Samme sammensætning", 0),
        ("Højere pris", 4 * MILLION),
        ("Øvrigt: risikosager, puljer, faste rammer", MILLION),
    ]
    assert drawn.table.totals == {"label": "I alt", "amount_oere": 3 * MILLION}
    assert drawn.table.addresses[3, "amount_oere"] == "why/2026/2026-09-30/other"
    assert drawn.title == "Hvorfor? Merudgift mod budgettet, mio. kr."
    for written in ("−2,0", "+4,0", "+1,0", "fra 500,0 til 490,0"):
        assert f">{written}<" in drawn.svg


def test_without_assumptions_last_year_is_held_against() -> None:
    last_year = Split("i_alt", "last_year", "persons_price", SPLIT.parts[:1])
    unsplit = Split("i_alt", "assumption", "none", (Part("unsplit", "Ikke delt", MILLION),))
    splits = ({("total", "i_alt"): unsplit}, {("total", "i_alt"): last_year})
    drawn = drivers_drawn(follow_up(splits=splits), synthetic=False)
    assert drawn is not None
    assert "sidste år" in drawn.title
    assert drawn.table.addresses == {
        (0, "amount_oere"): "why/2026/2026-09-30/persons?against=last_year",
        (-1, "amount_oere"): "why/2026/2026-09-30/total?against=last_year",
    }
    assert drivers_drawn(follow_up(), synthetic=False) is None


@pytest.mark.parametrize(
    ("oere", "text"),
    [(160_000_000, "+1,6"), (-30_000_000, "−0,3"), (0, "0,0"), (4_999_999, "0,0"), (5_000_000, "+0,1"), (-4_999_999, "0,0")],
)  # fmt: skip
def test_signed_millions(oere: int, text: str) -> None:
    assert signed_millions(oere) == text


def test_the_history_is_a_table_of_figures_that_open_and_a_picture() -> None:
    points = [
        Totals(date(2026, 8, 31), 120 * MILLION, 118 * MILLION, 202608),
        Totals(DAY, 120 * MILLION, 122 * MILLION, 202609),
    ]
    drawn = history_drawn(points, 2026, synthetic=True)
    assert [row["deviation_oere"] for row in drawn.table.rows] == [2 * MILLION, -2 * MILLION]
    assert drawn.table.addresses[0, "forecast_oere"] == "follow-up/2026/2026-08-31/forecast_oere"
    for svg in (drawn.svg, drawn.narrow_svg):
        assert ">122,0 forventet<" in svg
        assert ">120,0 budget<" in svg
        assert "style=" not in svg
    assert drawn.svg != drawn.narrow_svg


@pytest.mark.parametrize(
    ("day", "where"),
    [
        (date(2026, 1, 31), 1.0),
        (date(2026, 9, 15), 8.5),
        (date(2026, 12, 31), 12.0),
        (date(2027, 3, 1), 12.6),
        (date(2025, 10, 1), 0.8),
    ],
)
def test_where_a_day_stands_along_the_months(day: date, where: float) -> None:
    assert place(day, 2026) == pytest.approx(where)


@pytest.mark.parametrize("amounts", [[0], [5, 5], [-5, -7], [120, 119]])
def test_a_history_of_any_size_can_be_drawn(amounts: list[int]) -> None:
    points = [Point(date(2026, number + 1, 28), amount * MILLION, 0) for number, amount in enumerate(amounts)]
    assert svg_of(forecast_history_chart(points, 2026), title="Prøve").startswith("<svg")


@pytest.mark.parametrize("amounts", [[0], [0, 0], [5], [-5], [5, -3, 0]])
def test_causes_of_any_sign_can_be_drawn(amounts: list[int]) -> None:
    drawn = svg_of(drivers_chart([Bar("Årsag", "", amount * MILLION) for amount in amounts]), title="Prøve")
    assert "NaN" not in drawn


@pytest.mark.parametrize(
    ("day", "end"),
    [(DAY, date(2026, 8, 31)), (date(2026, 10, 15), DAY), (date(2026, 1, 31), date(2025, 12, 31))],
)
def test_the_month_before_is_compared_with(day: date, end: date) -> None:
    assert last_month_end(day) == end


def test_changes_are_told_by_kind_the_largest_first_and_small_ones_together() -> None:
    items = pl.DataFrame(
        [
            ("price", "Ændret pris", "forecast", 3_000_000),
            ("new", "Ny indsats", "forecast", 2 * MILLION),
            ("new", "Ny indsats", "forecast", MILLION),
            ("ended", "Afsluttet", "forecast", -4 * MILLION),
            ("budget", "Budgetændring", "budget", 9 * MILLION),
        ],
        schema=["kind", "label", "moves", "amount_oere"],
        orient="row",
    )
    made: Any = SimpleNamespace(
        items=items,
        total_before=10 * MILLION,
        total_after=9 * MILLION + 3_000_000,
        address=lambda **where: Address("changes", 2026, "2026-08-31..2026-09-30", "amount_oere", where),
    )
    said = moved(made, date(2026, 8, 31))
    assert said.total.text == "−1,0 mio. kr."
    assert [(one.words, one.text) for one in said.kinds] == [("Afsluttet", "−4,0"), ("Ny indsats (2)", "+3,0")]
    assert said.rest == "andet 0,0"
    assert said.kinds[0].address == "changes/2026/2026-08-31..2026-09-30/amount_oere?kind=ended&moves=forecast"


def stairs() -> StaircaseOverview:
    """Two steps and what is outside: 3 and 2 children, one of whom came up and none went down."""
    none = dict.fromkeys(FLOWS, 0)
    basis: Any = SimpleNamespace(name=DAY.isoformat())
    steps = (
        StairStep(1, "Tidligere indsatser i almenområdet", none, 0),
        StairStep(5, "Anbringelse i plejefamilie", {**none, "children": 3, "children_before": 3}, 3 * MILLION),
        StairStep(6, "Anbringelse på institution", {**none, "children": 1, "children_before": 1, "risen": 1, "left": 1}, MILLION),
        StairStep(None, "Uden for trappen", none, -MILLION),
    )  # fmt: skip
    return StaircaseOverview(2026, basis, DAY, date(2025, 9, 30), steps, pl.DataFrame(), pl.DataFrame())


def test_the_staircase_as_a_table_adds_up_and_opens() -> None:
    table = staircase_table(stairs(), synthetic=True)
    assert table.totals is not None
    assert (table.totals["children"], table.totals["forecast_oere"]) == (4, 3 * MILLION)
    assert table.addresses[2, "risen"] == "staircase/2026/2026-09-30/risen?step=6"
    assert table.addresses[3, "forecast_oere"] == "staircase/2026/2026-09-30/forecast_oere?step="
    assert table.addresses[TOTAL_ROW, "children"] == "staircase/2026/2026-09-30/children"
    assert [said.text for said in outside(stairs())] == ["−1,0 mio. kr.", "3,0 mio. kr."]


def test_the_staircase_as_a_picture_says_children_kroner_and_moves() -> None:
    drawn = staircase_drawn(stairs(), synthetic=True)
    for svg in (drawn.svg, drawn.narrow_svg):
        assert "↑ 1 barn op hertil" in svg
        assert "1 barn" in svg
        assert "3,0 mio. kr." in svg
        assert "ned herfra" not in svg
    assert "Anbringelse i slægt" not in drawn.svg


@pytest.mark.parametrize("count", [1, 2, 6, 9])
def test_any_number_of_steps_can_be_drawn_from_light_to_dark(count: int) -> None:
    treads = [Tread(f"{number} Et trin med et langt navn", "2 børn", "1,0 mio. kr.", "", "") for number in range(count)]
    for chart in (staircase_chart, tall_staircase_chart):
        assert svg_of(chart(treads), title="Prøve").count("2 børn") == count
    colors = [color_of(number, count) for number in range(count)]
    assert colors == sorted(colors, key=COLORS.index)
    assert colors[0] == COLORS[0]
