"""The invented country: what is reckoned from its files is what it was made of, to the øre, and nobody can take it for real."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from tests.example.example import Example
from tests.staircase_spending.cells import rules

from trinvis.calculations.staircase.cells import place_cells, step_sums
from trinvis.calculations.staircase.expenditure import Basis, Spending, spending_of
from trinvis.calculations.staircase.inhabitants import children_0_22
from trinvis.demo import MUNICIPALITY
from trinvis.engine import Engine
from trinvis.parameters import Parameters
from trinvis.tables import TABLES

YEARS = range(2011, 2026)
TOWNS = Parameters.shipped().table("municipalities", None).select("municipality", "name").rows()
CODES = {code for code, _ in TOWNS}

CAPACITY = {"32204", "53233", "53838", "53850", "53851", "53852", "53853", "53858", "53859"}
"""Functions of PPR and of grown-ups, in files of their own; the example's ledger has none of them."""

Cell = tuple[int, int, str]


def lines(example: Example, table: str) -> list[dict[str, str]]:
    """Every row of a table's files by heading, in the order they were known."""
    found = []
    for planned in example.plan.deliveries:
        if planned.file.name.startswith(f"{table}_"):
            header, *rows = planned.file.read_bytes().decode("utf-8-sig").splitlines()
            found += [dict(zip(header.split(";"), row.split(";"), strict=True)) for row in rows]
    return found


def accounts(example: Example) -> list[dict[str, str]]:
    """The cells of the files themselves, dranst, function and grouping as REGK100 has them."""
    joint = [
        {**row, "DRANST": row["DRANST1"][0], "FUNKTION": row["DRANST1"][1:6], "GRUPPERING": row["DRANST1"][6:]}
        for row in lines(example, "REGKC")
    ]
    return [*lines(example, "REGK100"), *joint]


def facts(example: Example, table: str) -> pl.DataFrame:
    """What counts of a table on the last day."""
    with Engine.open("polars") as engine:
        pieces = example.hall.basis(example.last_day).selection.pieces(table)
        return engine.collect(engine.scan(pieces, TABLES[table]))


@pytest.fixture(scope="module")
def found(example: Example) -> dict[str, Spending]:
    """Spending by the program's own rules, gross and net."""
    with Engine.open("polars") as engine:
        cells = engine.frame(facts(example, "national_accounts"))
        sums = engine.collect(step_sums(place_cells(cells, engine.frame(rules(YEARS)))))
        people = engine.collect(children_0_22(engine.frame(facts(example, "population"))))
    return {
        counting: spending_of(sums, people, Basis(counting=counting))  # type: ignore[arg-type]
        for counting in ("gross", "net")
    }


def test_every_step_of_every_municipality_and_year_is_what_it_was_made_of(
    example: Example, found: dict[str, Spending]
) -> None:
    """Gross, to the øre: 99 municipalities in 15 years but the five that are not published."""
    truth: dict[tuple[int, int], dict[tuple[int, int], int]] = defaultdict(dict)
    whole: dict[tuple[int, int], int] = {}
    for code, year, low, high, step, every in example.truth("national_shares").iter_rows():
        truth[code, year][low, high] = step
        whole[code, year] = every
    assert len(truth) == 99 * 15 - 5
    assert {key: dict(one.steps) for key, one in found["gross"].years.items()} == truth
    assert {key: one.step_specific for key, one in found["gross"].years.items()} == whole


def test_what_is_left_out_is_left_out_for_the_reason_it_was_made_for(
    example: Example, found: dict[str, Spending]
) -> None:
    truth: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    beside = example.truth("national_spending").filter(pl.col("category").is_not_null(), pl.col("spent_oere") > 0)
    for code, year, category, oere in (
        beside.group_by("municipality", "year", "category").agg(pl.col("spent_oere").sum()).iter_rows()
    ):
        truth[code, year][category] = oere
    for key, one in found["gross"].years.items():
        by_category: dict[str, int] = defaultdict(int)
        for (category, _), oere in one.left_out.items():
            by_category[category] += oere
        by_category.pop("elsewhere")  # PPR and grown-ups, which the capacity analysis is of
        assert by_category == truth[key]


def test_ppr_and_grown_ups_are_of_another_area(example: Example, found: dict[str, Spending]) -> None:
    """Their files change nothing on the steps: all of their money lies outside the area, to the øre."""
    of_analysis: dict[tuple[int, int], int] = defaultdict(int)
    for row in accounts(example):
        if row["FUNKTION"] in CAPACITY and row["ART"] == "UE":
            of_analysis[int(row["OMRÅDE"]), int(row["TID"])] += int(row["INDHOLD"]) * 100_000
    outside = {key: one.left_out["elsewhere", None] for key, one in found["gross"].years.items()}
    assert outside == of_analysis


def test_steps_and_what_is_outside_are_the_source(example: Example, found: dict[str, Spending]) -> None:
    """1.000 kr. of the files read by plain means, gross and net, every municipality and year."""
    source: dict[Cell, int] = defaultdict(int)
    for row in accounts(example):
        source[int(row["OMRÅDE"]), int(row["TID"]), row["ART"]] += int(row["INDHOLD"]) * 100_000
    keys = {(code, year) for code, year, _ in source}
    gross = {key: one.total for key, one in found["gross"].years.items()}
    net = {key: one.total for key, one in found["net"].years.items()}
    assert gross == {key: source[*key, "UE"] for key in keys}
    assert net == {key: source[*key, "UE"] - source[*key, "I"] for key in keys}


def test_the_chart_of_accounts_is_that_of_its_year(example: Example) -> None:
    """Prevention by itself from 2015, foster families on 5.28.22 from 2016, youth crime on 5.28.26 from 2020."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in accounts(example):
        years[row["FUNKTION"], row["GRUPPERING"]].add(int(row["TID"]))
    assert {min(years["52821", grouping]) for grouping in ("016", "017")} == {2015}
    assert {max(years["52820", grouping]) for grouping in ("001", "002")} == {2015}
    assert min(min(of) for (function, _), of in years.items() if function == "52822") == 2016
    assert years["52826", "999"] == set(range(2020, 2026))
    assert years["55772", "015"] == set(YEARS)


@pytest.mark.parametrize("year", [2024, 2025])
def test_our_own_row_is_our_own_ledger(example: Example, year: int) -> None:
    """Account by account within the 500 kr. of each cell's rounding, from the postings that count."""
    pieces = example.hall.basis(example.last_day).selection.pieces("postings")
    booked: dict[str, int] = defaultdict(int)
    for piece in pieces:
        rows = pl.read_parquet(piece.path).filter(pl.col("period") // 100 == year)
        for account, period, oere in rows.select("account_key", "period", "amount_oere").iter_rows():
            if piece.months is None or period in piece.months:
                booked[account] += oere
    own: dict[str, int] = defaultdict(int)
    cells: dict[str, int] = defaultdict(int)
    for row in accounts(example):
        if int(row["OMRÅDE"]) == MUNICIPALITY and int(row["TID"]) == year and row["FUNKTION"] not in CAPACITY:
            account = row["FUNKTION"] + row["DRANST"] + row["GRUPPERING"]
            own[account] += int(row["INDHOLD"]) * 100_000 * (1 if row["ART"] == "UE" else -1)
            cells[account] += 1
    assert len(own) > 25
    # 5.82.2x are accounts typed wrong, booked right the month after; a cell below 500 kr. would not be published
    right = {account: oere for account, oere in booked.items() if not account.startswith("582")}
    assert own.keys() == right.keys()
    assert all(abs(own[account] - right[account]) <= 50_000 * cells[account] for account in own)


def test_nobody_can_take_it_for_real(example: Example) -> None:
    national = [planned.file for planned in example.plan.deliveries if planned.file.parent.name == "landstal"]
    assert len(national) == 23
    assert all("_opdigtet_" in file.name for file in national)
    assert sum(file.stat().st_size for file in national) < 7_000_000
    for name in ("baggrundstal", "noegletal"):
        rows = lines(example, name)
        assert {row["Kilde"] for row in rows} == {"Opdigtet til Trinvis' eksempel"}
        assert all("(opdigtet)" in row["Betegnelse"] for row in rows)
    assert "alle\ntal er opdigtede" in (example.plan.folder / "LAES-MIG.txt").read_text(encoding="utf-8")


def test_the_98_are_there_and_the_example_beside_them(example: Example) -> None:
    assert {int(row["OMRÅDE"]) for row in accounts(example)} == {*CODES, MUNICIPALITY}
    assert {int(row["Kommunekode"]) for row in lines(example, "baggrundstal")} == {*CODES, MUNICIPALITY, 0}
    assert {int(row["OMRÅDE"]) for row in lines(example, "FOLK1A")} == {*CODES, MUNICIPALITY}


def test_nobody_is_counted_twice(example: Example) -> None:
    """Each municipality has one number for each age and 1 January, or one for each sex; the example's own from 2024 are its own files'."""
    counted = facts(example, "population").filter(pl.col("day").dt.month() == 1)
    once = counted.group_by("municipality", "day", "age", "sex").len()
    assert once["len"].max() == 1
    sexes = counted.group_by("municipality", "day").agg(pl.col("sex").unique().sort())
    assert sexes.filter(pl.col("sex").list.contains("TOT") & (pl.col("sex").list.len() > 1)).is_empty()
    assert sexes.height == 99 * 16
    ours = {int(row["TID"][:4]) for row in lines(example, "FOLK1A") if int(row["OMRÅDE"]) == MUNICIPALITY}
    assert ours == set(range(2011, 2024))


def test_no_row_is_rejected_and_no_file_is_warned_about(example: Example) -> None:
    national = [one for one in example.hall.deliveries() if one.source in ("statbank", "figures")]
    assert len(national) == 23
    assert all(one.counts["rejected"] == 0 and not one.warnings for one in national)


def test_accounts_come_when_they_are_published(example: Example) -> None:
    """In April; who looks at a day before does not see the year."""
    for day, newest in ((date(2024, 4, 29), 2022), (date(2024, 4, 30), 2023), (example.last_day, 2025)):
        pieces = example.hall.basis(day).selection.pieces("national_accounts")
        assert max(pl.read_parquet(piece.path)["year"].max() for piece in pieces) == newest  # type: ignore[type-var]


def test_the_money_moves_down_the_staircase(example: Example, found: dict[str, Spending]) -> None:
    """Steps 2-3 rise in the country, and in the three conversions the total first rises and institutions then fall."""
    spending = found["gross"]

    def part(code: int, year: int, group: tuple[int, int]) -> float:
        one = spending.of(code, year)
        assert one is not None
        return (one.on(group) or 0) / one.step_specific

    for first, last in pairwise((2013, 2019, 2025)):
        assert sum(part(code, last, (2, 3)) - part(code, first, (2, 3)) for code in CODES) / 98 > 0.04
    converting = example.truth("national_conversions").rows()
    assert len(converting) == 3
    for code, since in converting:
        assert part(code, 2025, (2, 3)) > part(code, since - 1, (2, 3)) + 0.1
        assert part(code, 2025, (6, 6)) < part(code, since - 1, (6, 6)) - 0.08
    high = [code for code in CODES if part(code, 2025, (2, 3)) > 0.5]
    low = [code for code in CODES if part(code, 2025, (2, 3)) < 0.3]
    assert len(high) > 10
    assert len(low) > 3


def test_placed_children_are_of_94_to_96_municipalities(example: Example) -> None:
    """Places add up to the total where each is published, and the example's are its true courses of the day."""
    by_year: dict[int, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in lines(example, "ANBAAR12"):
        by_year[int(row["TID"])][int(row["ADMKOM"])][row["ANBRINGELSE"]] = row["INDHOLD"]
    assert sorted(by_year) == list(range(2011, 2025))
    hidden = 0
    for towns in by_year.values():
        assert len(towns.keys() & CODES) in (94, 96)
        for places in towns.values():
            hidden += list(places.values()).count("..")
            if ".." not in places.values():
                assert sum(int(n) for place, n in places.items() if place != "0") == int(places["0"])
    assert hidden > 0
    assert facts(example, "public_figures").filter(pl.col("value").is_null()).height == hidden
    on = date(2024, 12, 31)
    true = (
        example.truth("grants")
        .filter("main", type="placement")
        .filter((pl.col("start") <= on) & (pl.col("stop") >= on))
    )
    assert int(by_year[2024][MUNICIPALITY]["0"]) == true["child"].n_unique() > 100


def test_ten_municipalities_have_half_yearly_series_with_gaps(example: Example) -> None:
    """Validated and self-reported; nobody has all figures on all days, and one has a single observation."""
    days: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in lines(example, "noegletal"):
        days[row["Tal"], row["Optalt af"]][row["Kommunekode"]].add(row["Dato"])
        shown = 100 * int(row["Værdi"].replace(",", ""))
        exact = 1000 * 10_000 * int(row["Tæller"]) / int(row["Nævner"])
        assert abs(shown - exact) <= 50
    assert {counted for _, counted in days} == {"Valideret med Danmarks Statistik", "Selvrapporteret"}
    assert {figure for figure, _ in days} == {"NT-1", "NT-3", "NT-4", "NT-5", "NT-6"}
    for of_town in days.values():
        assert len(of_town) == 10
        assert {len(of) for of in of_town.values()} >= {13, 12, 11}
        assert {day[:5] for of in of_town.values() for day in of} == {"31.03", "30.09"}
    assert sorted(len(of) for of in days["NT-5", "Selvrapporteret"].values())[0] == 1
