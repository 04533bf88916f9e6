"""Our own tables as the table checker reads them: right ones have nothing, and a wrong figure in any of them is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from tests.municipality.capacity_section_files import KNOWN, made, people, spent
from tests.municipality.national_files import receive
from tests.municipality.small import Kommune

from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row
from trinvis.presentation.capacity_checked import MOST_CELLS, check_analysis, check_own, description_of, printed_table


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Capacity]:
    kommune = Kommune(tmp_path_factory.mktemp("eftergaaet") / "kommune")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    yield made(kommune, area="children")
    kommune.hall.close()


def kinds(made: Capacity, table: FigureTable) -> set[str]:
    """What is found, but for the invented towns that are alike."""
    return {one.kind for one in check_own(made, table).findings} - {"repeated"}


def changed(table: FigureTable, row: str, column: str, times: float) -> FigureTable:
    """The table with one figure so many times what it is."""
    one = table.figures[row, column]
    assert one.value is not None
    return replace(table, figures={**table.figures, (row, column): replace(one, value=one.value * times)})


def with_table(made: Capacity, table: FigureTable) -> Capacity:
    """The analysis where one table is another, for sentences that look their figures up."""
    section = table.key.partition(".")[0]
    kept = {section: tuple(table if one.key == table.key else one for one in made.section(section))}
    return Capacity(made.asked, made.facts, made.year, made.years, made.prices, True, kept)


def test_nothing_is_found_in_the_tables_as_they_are(children: Capacity) -> None:
    checked = check_analysis(children)
    assert {one.key for one in checked} == {one.key for one in children.section("economy")}
    assert {each.message for one in checked for each in one.findings if each.kind != "repeated"} == set()
    assert [one.key for one in checked if not one.cells] == ["economy.accounts"]  # words alone


@pytest.mark.parametrize(
    ("key", "row", "column", "times"),
    [
        ("economy.years.egen", "total", "y2025", 1.5),  # a sum
        ("economy.years.egen", "preventive", "growth", -3),  # a growth
        ("economy.years.land", "institution", "y2024", 2),  # both
        ("economy.regions", "land", "total", 5),  # the country outside its regions
        ("economy.spread", "total", "lower", 9),  # a quartile over the median
        ("economy.municipalities.total", "k101", "rate", 3),  # a rate of its two columns
    ],
)
def test_a_wrong_figure_is_found(children: Capacity, key: str, row: str, column: str, times: float) -> None:
    wrong = changed(children.table(key), row, column, times)
    assert kinds(with_table(children, wrong), wrong)


def test_hidden_columns_and_words_are_not_printed(children: Capacity) -> None:
    table = children.table("economy.municipalities.total")
    printed = printed_table(children, table)
    assert len(printed.columns) == 3  # level, inhabitants, rate; not the quartile and the size
    regions = children.table("economy.regions")
    hidden = [one for one in regions.columns if one.hidden]
    assert hidden
    assert len(printed_table(children, regions).columns) == len(regions.columns) - len(hidden)
    assert len(printed.rows) * len(printed.columns) <= MOST_CELLS


def test_the_description_says_what_rows_and_columns_are(children: Capacity) -> None:
    years = description_of(children, children.table("economy.years.egen"))
    assert [(one.total, one.parts) for one in years.sums] == [("#6", ("#1", "#2", "#3", "#4", "#5"))]
    assert [(one.line, one.start, one.end) for one in years.growth] == [("#3", "#1", "#2")]
    assert [one.says for one in years.claims] == ["33,0 mio. kr.", "+10,0 %"]
    regions = description_of(children, children.table("economy.regions"))
    (mean,) = regions.means
    assert mean.weights == {"#1": "12000", "#2": "2000", "#3": "4000", "#4": "5000", "#5": "4000"}


def test_a_share_and_an_interval_of_our_own_kinds(children: Capacity) -> None:
    """A part of 30 of 100 is 30 %, and 20 lies between 15 and 25; 45 % and 30 do not."""
    columns = (
        Column("n", "Antal", "personer"), Column("share", "Andel", "%", "share", 0, ("n",)), Column("mean", "Gns.", "dage"),
        Column("low", "Fra", "dage", "low", of=("mean",)), Column("high", "Til", "dage", "high", of=("mean",)),
    )  # fmt: skip
    rows = Row("a", "A", "part"), Row("b", "B", "part"), Row("total", "I alt", "total")
    values: Mapping[str, tuple[float | None, ...]] = {
        "a": (30, 30, 20, 15, 25), "b": (70, 70, 40, 30, 50), "total": (100, 100, None, None, None),
    }  # fmt: skip
    units = {one.key: one.unit for one in columns}
    figures = {
        (row, key): Figure(value, units[key], "")
        for row, told in values.items()
        for key, value in zip(units, told, strict=True)
        if value is not None
    }
    table = FigureTable("x.y", "Prøve", "Hvad", columns, rows, figures)
    assert kinds(children, table) == set()
    assert kinds(children, changed(table, "a", "share", 1.5))
    assert kinds(children, changed(table, "a", "mean", 1.5))
