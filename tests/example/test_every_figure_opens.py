"""Every figure of the follow-up and of the commitments opens, and its lines add up again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.example.example import Example

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.followup.figures import FIGURES
from trinvis.municipality.commitments import GROUPS
from trinvis.municipality.follow_up import FollowUp
from trinvis.municipality.rules import OUTSIDE_AREA

DAYS = [(2026, date(2026, 9, 30)), (2025, date(2026, 1, 31)), (2024, date(2023, 12, 31))]

each_day = pytest.mark.parametrize(("year", "day"), DAYS, ids=[f"{year} pr. {day}" for year, day in DAYS])


@each_day
def test_every_amount_of_the_follow_up(example: Example, year: int, day: date) -> None:
    every_amount_opens(example, example.hall.follow_up(year, day))


def test_every_amount_of_a_gross_follow_up(example: Example) -> None:
    every_amount_opens(example, example.hall.follow_up(2026, date(2026, 9, 30), "gross"))


def every_amount_opens(example: Example, made: FollowUp) -> None:
    """Every row × every column of money: the figure opened is the figure shown, the sum of its lines and of its terms."""
    checked = 0
    for row in made.areas.iter_rows(named=True):
        for figure in (name for name in row if name.endswith("_oere")):
            address = str(made.address(figure, row["kind"], row["area"]))
            opened = example.hall.explain(address)
            assert opened.value == row[figure] == int(opened.lines["signed_oere"].sum()), address
            assert sum(part.amount_oere for part in opened.parts) == row[figure], address
            checked += 1
    assert checked == made.areas.height * len(FIGURES)


def test_money_outside_the_area_opens(example: Example) -> None:
    made = example.hall.follow_up(2026, date(2026, 9, 30))
    spent = int(made.outside.filter(pl.col("component") == "spent")["amount_oere"].sum())
    opened = example.hall.explain(str(made.address("spent_oere", "area", OUTSIDE_AREA)))
    assert opened.value == spent == int(opened.lines["signed_oere"].sum()) != 0
    assert [caveat.amount_oere for caveat in made.caveats if caveat.code == OUTSIDE_AREA] == [spent]


@each_day
def test_every_line_opened_says_where_it_comes_from(example: Example, year: int, day: date) -> None:
    """A received row names its file, a typed one its entry; a figure of a method, or a set-off, is neither and names its rule."""
    made = example.hall.follow_up(year, day)
    lines = example.hall.explain(str(made.address("deviation_oere", "total", "i_alt"))).lines
    entries = {entry.seq for entry in example.hall.entries(as_of=day)}
    assert set(lines["journal_seq"].drop_nulls()) <= entries
    received = lines.filter(pl.col("delivery_id").is_not_null(), pl.col("journal_seq").is_null())
    assert received.height > 1000
    for name in ("file_name", "row_no", "known_from", "source"):
        assert received[name].null_count() == 0, name
    assert (received["known_from"] <= day).all()
    reckoned = lines.filter(pl.col("delivery_id").is_null())
    set_off = reckoned["component"].is_in(["missing_invoice", "committed_open"])
    assert set(reckoned.filter(~set_off)["component"]) <= {"method_rest", "refund", "collective_offset"}
    # what is posted takes off a grant's commitment: the line names the grant and the rule
    assert reckoned.filter(set_off)["grant_id"].null_count() == 0
    assert reckoned.filter(set_off)["rules"].str.contains("D4$|D5$").all()
    assert reckoned["rules"].null_count() == 0


@each_day
def test_each_term_of_a_figure_opens_in_its_turn(example: Example, year: int, day: date) -> None:
    made = example.hall.follow_up(year, day)
    for part in example.hall.explain(str(made.address("deviation_oere", "total", "i_alt"))).parts:
        assert example.hall.explain(part.address).value == part.amount_oere, part.address


@each_day
def test_every_per_cent_names_the_figures_that_it_is_made_of(example: Example, year: int, day: date) -> None:
    made = example.hall.follow_up(year, day)
    checked = 0
    for row in made.areas.iter_rows(named=True):
        for figure in (name for name in row if name.endswith("_pct")):
            address = str(made.address(figure, row["kind"], row["area"]))
            opened = example.hall.explain(address)
            above, below = opened.inputs
            for part in (above, below):
                assert example.hall.explain(part.address).value == part.amount_oere, part.address
            if below.amount_oere == 0:
                assert row[figure] is None, address
            else:
                share = rounded_quotient(above.amount_oere * 10_000, abs(below.amount_oere))
                assert opened.value == row[figure] == share, address
            checked += 1
    assert checked == 2 * made.areas.height


WHOLE = [name for name in GROUPS if name not in ("child", "grant")]


@pytest.mark.parametrize(
    "by", [(), *((name,) for name in WHOLE), ("area", "month"), ("step", "provider-kind")], ids=str
)
def test_every_total_of_the_commitments(example: Example, by: tuple[str, ...]) -> None:
    opens(example, by, every=1)


@pytest.mark.parametrize("name", ["child", "grant"])
def test_totals_of_children_and_grants(example: Example, name: str) -> None:
    """Every eleventh: there are more than a thousand."""
    opens(example, (name,), every=11)


@pytest.mark.soak
@pytest.mark.parametrize("by", [("child",), ("grant",), ("child", "month")], ids=str)
def test_all_totals_of_children_and_grants(example: Example, by: tuple[str, ...]) -> None:
    opens(example, by, every=1)


def opens(example: Example, by: tuple[str, ...], *, every: int) -> None:
    made = example.hall.commitments(2026, date(2026, 9, 30), by)
    assert made.totals["amount_oere"].sum() == made.total["amount_oere"] == made.lines["amount_oere"].sum()
    assert made.totals["address"].is_unique().all()
    for row in made.totals.gather_every(every).iter_rows(named=True):
        opened = example.hall.explain(row["address"])
        assert opened.value == row["amount_oere"] == int(opened.lines["signed_oere"].sum()), row["address"]
        assert opened.lines.height
