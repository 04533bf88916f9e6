"""Rates of few children in the hall: the country apart, changes since the first day, and small counts hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.municipality.national_files import accounts, figures, receive, regkc
from tests.municipality.small import HOME, Kommune

from trinvis.calculations.benchmark.league import Count
from trinvis.municipality.address import BadAddress
from trinvis.municipality.benchmark import Asked, Benchmark
from trinvis.municipality.benchmark_rate import hidden_of
from trinvis.presentation.benchmark_page import measure_table
from trinvis.presentation.benchmark_pictures import PICTURES_OF

DAY = date(2026, 2, 1)


def test_the_country_has_no_place_among_the_municipalities(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "landet")
    receive(kommune, "REGKC.csv", regkc(accounts([(HOME, 2018, "5.28.21.003", 1, 100_000)])), "statbank")
    cases = {0: (30, 9000), HOME: (6, 3000), 153: (9, 3000), 155: (15, 3000), 157: ("", "")}
    lines = [
        f"NT-1;Institutionsanbringelser;{code};31.03.2019;;{count};{people};pr. 1.000;Selvrapporteret;prøve"
        for code, (count, people) in cases.items()
    ]
    receive(kommune, "tal.csv", figures("\n".join(lines)), "figures")
    found = kommune.hall.benchmark(DAY, Asked(against="153,155")).league
    assert not isinstance(found, str)
    assert [one.code for one in found.standings] == [155, 153, HOME]
    assert (found.mean, found.left_out) == (Fraction(30, 9000), (157,))
    kommune.hall.close()


def test_without_a_figure_on_the_first_day_there_is_no_change_since_it(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "foerste-dag")
    receive(kommune, "REGKC.csv", regkc(accounts([(HOME, 2018, "5.28.21.003", 1, 100_000)])), "statbank")
    told = {HOME: ("", "3,0", "4,0"), 153: ("2,0", "3,0", "5,0")}
    lines = [
        f"NT-1;Institutionsanbringelser;{code};31.03.{year};{value};;;pr. 1.000;Indtastet;prøve"
        for code, values in told.items()
        for year, value in zip((2017, 2018, 2019), values, strict=True)
    ]
    receive(kommune, "tal.csv", figures("\n".join(lines)), "figures")
    made = kommune.hall.benchmark(DAY, Asked(against="153"))
    table = measure_table(made, "rate-means", synthetic=False)
    changes = {made.name(HOME): [], made.against.label: []}  # type: ignore[var-annotated]
    for number, row in enumerate(table.rows):
        if row["label"] in changes:
            changes[row["label"]].append(row["change"])
        if (number, "change") in table.addresses:
            assert kommune.hall.explain(table.addresses[number, "change"]).value == row["change"]
    assert changes == {made.name(HOME): [None, None, None], made.against.label: [None, 100, 300]}
    kommune.hall.close()


def with_few(kommune: Kommune, counted: str) -> Benchmark:
    """Two children at home, four, nine and twelve elsewhere, both years, as somebody counted them."""
    receive(kommune, "REGKC.csv", regkc(accounts([(HOME, 2018, "5.28.21.003", 1, 100_000)])), "statbank")
    cases = {HOME: 2, 153: 9, 155: 4, 157: 12}
    lines = [
        f"NT-1;Institutionsanbringelser;{code};31.03.{year};;{count};3000;pr. 1.000;{counted};prøve"
        for code, count in cases.items()
        for year in (2018, 2019)
    ]
    receive(kommune, "tal.csv", figures("\n".join(lines)), "figures")
    return kommune.hall.benchmark(DAY, Asked(against="153,155"))


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Callable[[str], Benchmark]]:
    """``with_few`` in a municipality of its own each time."""
    made = []

    def of(counted: str) -> Benchmark:
        kommune = Kommune(tmp_path / f"faa-{len(made)}")
        made.append(kommune)
        return with_few(kommune, counted)

    yield of
    for kommune in made:
        kommune.hall.close()


def test_a_small_count_is_hidden_with_its_place_verdict_and_drawing(few: Callable[[str], Benchmark]) -> None:
    """Two is small, and four must go with it: else the sum of all (27) gives it back."""
    made = few("Selvrapporteret").seen_by(persons=False)
    assert made.hidden == (HOME, 155)
    table = measure_table(made, "rate", synthetic=False)
    places = [(row.get("place"), row["code"], row.get("cases")) for row in table.rows]
    assert places == [(1, 157, 12), (2, 153, 9), (None, HOME, None), (None, 155, None)]
    for row in table.rows[2:]:
        assert {name: said for name, said in row.items() if name not in ("label", "key", "code")} == {
            "verdict": "skjult"
        }
    assert {row for row, _ in table.addresses} == {0, 1}
    assert "2 kommuner har et tal, som er skjult og ikke er med i placeringerne: antal fra 1 til 2" in " ".join(
        table.notes
    )
    assert table.answer == (
        "Ballerup: tallet for Institutionsanbringelser er skjult, for det bygger på få børn eller kan røbe et, der gør."
    )
    funnel = PICTURES_OF["rate"](made)
    assert funnel is not None
    assert funnel.words.startswith("2 kommuner, ")
    assert made.name(HOME) not in str(funnel.draw(False))


def test_a_mean_is_hidden_where_it_would_give_a_small_count_back(few: Callable[[str], Benchmark]) -> None:
    made = few("Selvrapporteret").seen_by(persons=False)
    means = measure_table(made, "rate-means", synthetic=False).rows
    told = {row["label"]: (row["n"], row["unweighted"], row["weighted"]) for row in means}
    assert told[made.name(HOME)] == (1, None, None)
    assert told[made.against.label] == (2, None, None)  # nine is shown, so the mean of nine and four tells four
    assert told["Alle kommuner"] == (4, 225, 225)  # 27 of 12.000
    assert made.rate is not None
    assert [made.rate_direction(made.rate, code) for code in (HOME, 153)] == [None, "stable"]
    pool = made.pooled(HOME)
    assert pool is not None
    assert (pool.label, pool.count.cases) == ("2018-2019 samlet", 4)


def test_a_hidden_count_does_not_open_either(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "faa")
    made = with_few(kommune, "Selvrapporteret")
    at = {"key": "NT-1", "day": "2018-03-31"}
    for figure in ("figure", "cases", "rate"):
        for code in (HOME, 155):
            address = made.address(figure, municipality=code, **at)
            with pytest.raises(BadAddress, match=r"skjult|offentliggjort"):
                kommune.hall.explain(address, persons=False)
    assert kommune.hall.explain(made.address("cases", municipality=157, **at), persons=False).value == 1_200
    whole = made.address("rate", set="alle_98", **at)
    assert [part.label for part in kommune.hall.explain(whole, persons=False).inputs] == [
        made.name(153),
        made.name(157),
    ]
    assert len(kommune.hall.explain(whole).inputs) == 4
    kommune.hall.close()


@pytest.mark.parametrize(("counted", "persons"), [("Selvrapporteret", True), ("Offentlig statistik", False)])
def test_nothing_is_hidden_from_the_right_to_persons_or_in_published_statistics(
    few: Callable[[str], Benchmark], counted: str, persons: bool
) -> None:
    made = few(counted).seen_by(persons=persons)
    assert made.hidden == ()
    rows = measure_table(made, "rate", synthetic=False).rows
    assert [(row["place"], row["cases"]) for row in rows] == [(1, 12), (2, 9), (3, 4), (4, 2)]
    pool = made.pooled(HOME)
    assert pool is not None
    assert (pool.label, pool.count.cases) == ("2018-2019 samlet", 4)


def test_one_small_count_alone_hides_the_sum_of_all() -> None:
    assert hidden_of({0: Count(2, 9000), HOME: Count(2, 3000), 153: Count(0, 3000)}) == {HOME, 0}
    assert hidden_of({HOME: Count(9, 3000), 153: None}) == frozenset()
