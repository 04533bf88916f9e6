"""National accounts in the hall: every krone is there, the newest delivery counts, and what is missing stays missing."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.municipality.national_files import accounts, folk1a, receive, regkc
from tests.municipality.small import HOME, KEY, Kommune

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.staircase.expenditure import Basis
from trinvis.municipality import Municipality
from trinvis.municipality.benchmark import Asked
from trinvis.municipality.inhabitants_known import population_known

DAY = date(2026, 2, 1)
CELLS = [
    (HOME, 2018, "5.28.21.003", 1, 3_000_000),  # step 3
    (HOME, 2018, "5.28.22.002", 1, 2_000_000),  # step 5
    (HOME, 2018, "5.28.21.200", 1, 500_000),  # several steps
    (HOME, 2018, "5.28.25.999", 1, 400_000),  # disability alone
    (HOME, 2018, "3.22.01.001", 1, 9_000_000),  # schools
    (153, 2018, "5.28.21.003", 1, 1_000_000),
]


@pytest.fixture
def small(kommune: Kommune) -> Kommune:
    receive(
        kommune,
        "REGKC.csv",
        regkc([*accounts(CELLS), *accounts([(HOME, 2018, "5.28.22.002", 1, 250_000)], "I")]),
        "statbank",
    )
    receive(kommune, "FOLK1A.csv", folk1a([(HOME, 2018, 1000)]), "statbank")
    return kommune


def test_steps_and_the_rest_are_the_sources_total_gross_and_net(small: Kommune) -> None:
    for counting, total in (("gross", 14_900_000), ("net", 14_650_000)):
        made = small.hall.benchmark(DAY, Asked(counting=counting))  # type: ignore[arg-type]
        found = made.spending.of(HOME, 2018)
        assert found is not None
        assert found.total == made.national.source_total(HOME, 2018, made.counted, "REGKC") == total * 100
        assert found.step_specific == (5_000_000 if counting == "gross" else 4_750_000) * 100
        assert found.area == found.step_specific + 500_000 * 100


def test_a_newer_delivery_replaces_the_accounts_that_it_holds_and_nothing_else(small: Kommune) -> None:
    """A table limited to one municipality is another delivery: the same cell must not count twice."""
    again = [(HOME, 2018, "5.28.21.003", 1, 3_100_000)]
    receive(small, "REGKC.csv", regkc(accounts(again)), "statbank", date(2026, 1, 20))
    before, after = (small.hall.benchmark(day, Asked()).spending.of(HOME, 2018) for day in (date(2026, 1, 10), DAY))
    assert before is not None
    assert after is not None
    assert (before.steps[3, 3], after.steps[3, 3]) == (300_000_000, 310_000_000)
    assert before.steps[5, 5] == after.steps[5, 5] == 200_000_000


def test_a_municipality_without_people_or_accounts_is_missing_and_counted(small: Kommune) -> None:
    made = small.hall.benchmark(DAY, Asked(against="153"))
    assert made.national.children(153, 2018) is None
    series = {one.label: one.points[2018] for one in made.series(_all())}
    assert (series["Alle kommuner"].n, len(series["Alle kommuner"].missing)) == (1, 97)
    assert any("96 kommuner har intet regnskab for 2018" in said for said in made.caveats)


def test_inhabitants_that_two_sources_count_are_counted_once(kommune: Kommune) -> None:
    """18 ages of 10 boys and 11 girls are 378, from a file of one's own, from Statistikbanken and from both; it restates an age."""
    ages = [(sex, age, persons) for age in range(18) for sex, persons in (("1", 10), ("2", 11))]
    own = [f"{HOME};{sex};{age};2025K1;{persons}" for sex, age, persons in ages]
    receive(kommune, "befolkning.csv", "\n".join(["OMRÅDE;KØN;ALDER;TID;INDHOLD", *own]), "population")
    table = [f"{HOME};{sex};{age};TOT;2025K1;{persons + (age == 17)}" for sex, age, persons in ages]
    head = "OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"
    receive(kommune, "FOLK1A.csv", "\n".join([head, *table]), "statbank", date(2026, 1, 20))
    house = kommune.hall._house
    for known, persons in ((date(2026, 1, 10), 378), (DAY, 380)):
        near = population_known(house, house.basis(known)).near(date(2024, 12, 31), 17)
        assert near is not None
        assert (near.persons, near.rows.height) == (persons, 36)


def test_rows_and_engine_do_not_change_the_sums(small: Kommune) -> None:
    made = small.hall.benchmark(DAY, Asked())
    lines = small.hall.explain(made.address("amount_oere", municipality=HOME, steps="2-3"))
    assert lines.value == int(lines.lines["signed_oere"].sum()) == 300_000_000
    assert lines.lines["file_name"].to_list() == ["REGKC.csv"]
    assert lines.lines["row_no"].to_list() == [2]
    assert "5.28.21 gruppering 003: trin 3" in lines.lines["calculation"][0]
    people = small.hall.explain(made.address("inhabitants", municipality=HOME))
    assert (people.value, people.lines["counted"].sum(), people.lines.height) == (100_000, 1000, 23)


@pytest.mark.parametrize("engine", ["duckdb"])
def test_another_engine_gives_the_same_sums(small: Kommune, engine: str) -> None:
    receive(
        small, "REGKC.csv", regkc(accounts([(HOME, 2018, "5.28.21.003", 1, 3_100_000)])), "statbank", date(2026, 1, 20)
    )
    order = ["municipality", "year", "art", "step_low", "category"]
    here = small.hall.benchmark(DAY, Asked())
    with Municipality.open(small.path, key=KEY, engine=engine) as other:
        there = other.benchmark(DAY, Asked())
        assert (
            there.national.sums.select(sorted(there.national.sums.columns))
            .sort(order)
            .equals(here.national.sums.select(sorted(here.national.sums.columns)).sort(order))
        )
        assert there.explained == here.explained
        address = here.address("amount_oere", municipality=HOME, steps="2-3")
        assert other.explain(address).value == small.hall.explain(address).value == 310_000_000


def test_nothing_imported_is_said_in_danish(kommune: Kommune) -> None:
    with pytest.raises(CannotCompare, match="hent dem ind, fx trinvis import DIR --source statbank --table REGKC"):
        kommune.hall.benchmark(DAY, Asked())


def test_the_accounts_are_worked_out_once(small: Kommune) -> None:
    first, other = (small.hall.benchmark(DAY, Asked(against=against)) for against in ("153", "alle_98"))
    assert first.national is other.national
    assert small.hall.benchmark(DAY, Asked(against="153")) is first
    assert first.national.sums.filter(pl.col("municipality") == 153).height > 0
    assert first.counted == Basis()


def _all():  # type: ignore[no-untyped-def]
    from trinvis.calculations.staircase.measures import SpendingPerChild

    return SpendingPerChild()
