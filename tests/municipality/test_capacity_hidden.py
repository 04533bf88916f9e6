"""Readers without the right to persons learn no count of 1-4 persons of a municipality, in whatever way they look for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.municipality.capacity_section_files import DAY, KNOWN, TOWNS, made, with_sections
from tests.municipality.national_files import receive
from tests.municipality.small import HOME, Kommune

from trinvis.municipality.address import BadAddress
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_figure import HIDDEN, Column, Figure, FigureTable, Row, RowKind, Said, Source, Term
from trinvis.municipality.capacity_hidden import without_small
from trinvis.presentation.capacity_pictures import sketches_of
from trinvis.presentation.capacity_tables import report_table

PERSONS = "personer"
REGIONS = {101: 1084, 147: 1084, 151: 1084, 751: 1082, 846: 1081}


def count(value: float, *, whose: int = 1, year: int = 2025) -> Figure:
    """A count of people of one municipality, with its rows."""
    rows = Source("area_activity", {"municipality": (whose,), "year": (year,)}, "count")
    return Figure(value, PERSONS, "", sources=(rows,), persons=value)


def table(
    key: str, rows: Mapping[str, tuple[RowKind, Figure]], *, codes: Mapping[str, int] | None = None
) -> FigureTable:
    """One column, ``n``."""
    told = tuple(Row(name, name, kind, (codes or {}).get(name)) for name, (kind, _) in rows.items())
    return FigureTable(
        key, key, "Hvem", (Column("n", "Antal"),), told, {(name, "n"): one for name, (_, one) in rows.items()}
    )


def hidden(*tables: FigureTable) -> set[tuple[str, str]]:
    """Which rows of which tables are hidden from the reader."""
    return {
        (one.key, row)
        for one in without_small(tables, REGIONS, lambda _: None)
        for (row, _), figure in one.figures.items()
        if figure.missing == HIDDEN
    }


@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_one_to_four_are_hidden_and_nought_and_five_are_not(value: int) -> None:
    rows: dict[str, tuple[RowKind, Figure]] = {
        name: ("plain", count(number, whose=number)) for name, number in (("a", value), ("b", 0), ("c", 5))
    }
    assert hidden(table("t", rows)) == {("t", "a")}


@pytest.mark.parametrize(
    ("parts", "gone"),
    [
        ((3, 20, 9), {"a", "c"}),
        ((3, 0, 9), {"a", "c"}),
        ((1, 1, 9), {"a", "b", "c"}),
        ((4, 4, 9), {"a", "b", "c"}),
        ((2, 3, 9), {"a", "b"}),
        ((3, 0, 0), {"a", "total"}),
    ],
)
def test_what_is_left_of_a_total_is_not_told(parts: tuple[int, int, int], gone: set[str]) -> None:
    """Two that are 2 or 8 together are one or four each."""
    rows: dict[str, tuple[RowKind, Figure]] = {
        name: ("part", count(number, whose=at)) for at, (name, number) in enumerate(zip("abc", parts, strict=True))
    }
    rows["total"] = ("total", Figure(sum(parts), PERSONS, ""))
    assert hidden(table("t", rows)) == {("t", row) for row in gone}


def test_a_municipality_is_not_left_of_its_region() -> None:
    """One of the region's three is small: the smallest other goes with it, not ours; a region's only one is nothing to subtract from."""
    values = {"k101": 40, "k147": 2, "k151": 9, "k751": 12, "k846": 30}
    rows: dict[str, tuple[RowKind, Figure]] = {
        name: ("own" if name == "k151" else "plain", count(number, whose=int(name[1:])))
        for name, number in values.items()
    }
    towns = table("t.municipalities.x", rows, codes={name: int(name[1:]) for name in values})
    assert hidden(towns) == {(towns.key, "k147"), (towns.key, "k101")}


def test_the_same_rows_are_hidden_in_every_table() -> None:
    """The other part that went with the small one counts the same rows elsewhere."""
    parts = table(
        "a",
        {"x": ("part", count(3)), "y": ("part", count(7, whose=2)), "all": ("total", count(10, whose=3))},
    )
    same = table("b", {"y again": ("plain", count(7, whose=2)), "y before": ("plain", count(7, whose=2, year=2024))})
    assert hidden(parts, same) == {("a", "x"), ("a", "y"), ("b", "y again")}


def test_the_only_unknown_of_a_figure_is_not_told_by_it() -> None:
    """Price × number = cost: price and number apart from the cost would tell it, and so would the cost and the price."""
    at = {name: ("t", name, "n") for name in ("number", "price", "cost")}
    cost = Figure(600.0, "kr.", "", (Term("antal", 3, PERSONS, at["number"]), Term("pris", 200, "kr.", at["price"])))
    price = Figure(200.0, "kr.", "", (Term("pris", 200, "kr."),))
    shown = table("t", {"number": ("plain", count(3)), "price": ("plain", price), "cost": ("plain", cost)})
    assert hidden(shown) == {("t", "number"), ("t", "cost")}


def test_a_hidden_figure_cannot_be_worked_out_again() -> None:
    """A share of 25 % of 12 is 3."""
    at = {name: ("t", name, "n") for name in ("share", "of")}
    three = Figure(
        3.0, PERSONS, "", (Term("andel", 25, "%", at["share"]), Term("af", 12, PERSONS, at["of"])), persons=3
    )
    shown = table(
        "t", {"three": ("plain", three), "share": ("plain", Figure(25.0, "%", "")), "of": ("plain", count(12))}
    )
    assert hidden(shown) == {("t", "three"), ("t", "of")}


def test_a_figure_of_many_stays_and_names_none_of_the_hidden() -> None:
    """The median of eight: the small one and one more go, the median's terms do not name them."""
    names = [f"m{number}" for number in range(8)]
    rows: dict[str, tuple[RowKind, Figure]] = {
        name: ("plain", count(2 + 10 * number, whose=number)) for number, name in enumerate(names)
    }
    terms = tuple(Term(name, 2 + 10 * number, PERSONS, ("t", name, "n")) for number, name in enumerate(names))
    rows["median"] = ("plain", Figure(37.0, PERSONS, "Medianen.", terms))
    shown = table("t", rows)
    assert hidden(shown) == {("t", "m0"), ("t", "m1")}
    (seen,) = without_small([shown], REGIONS, lambda _: None)
    median = seen.figures["median", "n"]
    assert median.value == 37
    assert [term.label for term in median.terms] == names[2:]
    assert median.how == "Medianen. 2 af tallene, det er regnet af, er skjult, fordi få personer kan genkendes."


def test_sentences_and_words_of_hidden_figures_are_left_out() -> None:
    one = table("a", {"x": ("plain", count(3)), "y": ("plain", count(9, whose=2))})
    other = table("b", {"z": ("plain", count(8, whose=3))})
    said = Said("Der er {n}.", {"n": ("a", "x", "n")}), Said("Der er {n}.", {"n": ("b", "z", "n")})
    told = FigureTable(
        "b", "b", "Hvem", (*other.columns, Column("quartile", "Kvartil", kind="text")), other.rows, other.figures, said
    )
    worded = FigureTable(
        "a", "a", "Hvem", (*one.columns, Column("quartile", "Kvartil", kind="text")), one.rows, one.figures,
        words={("x", "quartile"): "1.", ("y", "quartile"): "4."},
    )  # fmt: skip
    first, second = without_small([worded, told], REGIONS, lambda _: None)
    assert first.words == {("y", "quartile"): "4."}
    assert [each.at["n"][0] for each in second.answer] == ["b"]


# in the analysis


FEW = {101: 30, 151: 3, 253: 12, 461: 2, 751: 25, 851: 9}
"""Persons on § 107 in 2025; ours and Odense's are few."""


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_sections(Kommune(tmp_path_factory.mktemp("skjult") / "kommune"))
    lines = ["Kommune;Opgjort efter;År;Indsats;Målgruppe;Fra alder;Til alder;Talt i;Antal;Opgørelse"]
    for town in TOWNS:
        for year, number in ((2024, 20), (2025, FEW[town])):
            lines.append(f"{town};Myndighedskommune;{year};§ 107;;18;65;Personer;{number};Årlig")
    receive(kommune, "faa.csv", "\n".join(lines) + "\n", "activity", KNOWN)
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def adults(country: Kommune) -> Capacity:
    return made(country, area="adults")


@pytest.fixture(scope="module")
def seen(adults: Capacity) -> Capacity:
    return adults.seen_by(persons=False)


def test_our_own_three_are_nowhere(adults: Capacity, seen: Capacity) -> None:
    """Years, regions, all municipalities, spread: the level, the rate and its growth."""
    places = 0
    for raw, public in zip(adults.section("activity"), seen.section("activity"), strict=True):
        for (row, column), figure in raw.figures.items():
            if figure.persons == FEW[HOME]:
                places += 1
                assert public.figures[row, column].missing == HIDDEN, (raw.key, row, column)
    assert places >= 6
    mapped = next(one for one in seen.section("activity") if one.key.endswith(".municipalities.107"))
    assert mapped.figures["k151", "rate"].value is None
    assert ("k151", "quartile") not in mapped.words
    assert mapped.figures["k101", "level"].value is None  # else ours is what is left of Hovedstaden


def test_files_and_pictures_do_not_tell_it(adults: Capacity, seen: Capacity) -> None:
    (key,) = (one.key for one in adults.section("activity") if one.key.endswith(".municipalities.107"))
    shown = report_table(seen, seen.table(key), synthetic=False)
    ours = next(row for row in shown.rows if row["label"] == adults.name(HOME))
    assert (ours["level"], ours["rate"]) == (None, None)
    assert sketches_of(adults, adults.table(key))
    assert sketches_of(seen, seen.table(key)) == ()  # a quartile lies on one of the few


def test_a_typed_address_opens_no_hidden_figure_nor_its_parts(
    country: Kommune, adults: Capacity, seen: Capacity
) -> None:
    opened = 0
    for raw, public in zip(adults.section("activity"), seen.section("activity"), strict=True):
        for (row, column), figure in raw.figures.items():
            if figure.value is None or ("107" not in row and "107" not in raw.key):
                continue
            address = adults.address((raw.key, row, column))
            if public.figures[row, column].missing == HIDDEN:
                with pytest.raises(BadAddress, match="Tallet er skjult, fordi færre end 5 personer kan genkendes"):
                    country.hall.explain(address, persons=False)
                continue
            opened += 1
            for part in country.hall.explain(address, persons=False).inputs:
                if part.address:
                    country.hall.explain(part.address, persons=False)
    assert opened
    assert country.hall.capacity(DAY, adults.asked).persons


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=7))
def test_no_total_tells_a_part_of_one_to_four(numbers: list[int]) -> None:
    """Of what is shown, either the total is not known, or the hidden parts can be so or otherwise."""
    rows: dict[str, tuple[RowKind, Figure]] = {
        f"p{at}": ("part", count(number, whose=at)) for at, number in enumerate(numbers)
    }
    rows["total"] = ("total", Figure(sum(numbers), PERSONS, "", persons=sum(numbers)))
    gone = {row for _, row in hidden(table("t", rows))}
    assert {f"p{at}" for at, number in enumerate(numbers) if 0 < number < 5} <= gone
    parts = gone - {"total"}
    if parts and "total" not in gone:
        together = sum(numbers[int(row[1:])] for row in parts)
        assert len(parts) > 1
        assert together not in (len(parts), 4 * len(parts)) or max(numbers[int(row[1:])] for row in parts) > 4
