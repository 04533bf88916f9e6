from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.capacity.table_checker import KINDS, SURE, Description, Table, check_table
from trinvis.calculations.capacity.table_checker.checker import gone_over, sheet_of
from trinvis.calculations.capacity.table_checker.checks.case import table
from trinvis.calculations.capacity.table_checker.description import Sum

CELLS = st.sampled_from(
    [
        "",
        "-",
        "1",
        "0",
        "0 %",
        "100 %",
        "-5 %",
        "3,5",
        "3,5 mio.",
        "1.462",
        "22-54 %",
        "16 (11-21)",
        "5 pct.point",
        "ord",
        "96*",
        "99-1",
        "1.5",
    ]
)
NAMES = st.sampled_from(
    [
        "2007",
        "2008",
        "2009",
        "2011",
        "Udvikling 2007-2011",
        "I alt",
        "Fordeling",
        "Indeks",
        "Konfidensinterval",
        "Median",
        "3. kvartil",
        "Hele landet",
        "Hovedstaden",
        "Sjælland",
        "Nordjylland",
        "Folketal",
        "Pr. 1.000",
        "",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    rows = draw(st.lists(st.tuples(NAMES, st.lists(CELLS, min_size=len(columns), max_size=len(columns))), max_size=5))
    return Table.of(columns, rows)


@given(tables(), st.sampled_from(["", "Andel i pct.", "pr. 1.000, 2007-2011"]))
def test_no_table_is_too_odd_to_be_checked(one: Table, title: str) -> None:
    for said in check_table(one, Description(title=title)):
        assert said.kind in KINDS
        assert said.sure in SURE
        assert said.message
        assert set(said.suspect) <= set(said.cells) or not said.cells


def test_a_finding_says_where_and_how_sure() -> None:
    said = check_table(table(";2010;2011;line\nEt;10;12;101\nTo;20;25;102\nI alt;30;73;103"))
    place = said[0].suspect[0]
    assert str(said[0]).startswith("Summen passer ikke (sandsynligt): I alt, 2011: 12 + 25 = 37, tabellen siger 73")
    assert (place.row, place.column, place.row_name, place.column_name, place.text, place.line) == (
        2,
        1,
        "I alt",
        "2011",
        "73",
        103,
    )


def test_rows_in_another_order_give_the_same_findings() -> None:
    rows = ["Et;4.353;4.462;3 %", "To;272;172;-58 %", "Tre;629;690;10 %"]
    head, end = ";2007;2011;Udvikling 2007-2011", "I alt;5.254;5.324;1 %"
    one = {said.message for said in check_table(table("\n".join([head, *rows, end])))}
    other = {said.message for said in check_table(table("\n".join([head, *rows[::-1], end])))}
    assert len(one) == 1
    assert one == other


def test_an_empty_table_has_nothing_wrong() -> None:
    assert check_table(Table(("2011",), ())) == ()


def test_what_nothing_was_held_against_is_told() -> None:
    text = ";2019;2020;Note;Belægning\nA;10;12;ja;90\nB;20;25;nej;80\nI alt;30;37;;"
    about = Description(sums=(Sum("I alt"), Sum("Note", ("2019", "2020"))), infer=False)
    made = gone_over(sheet_of(table(text), about, {}))
    assert (made.findings, made.unseen, made.idle) == ((), ("Belægning",), (("sums", "Note"),))
