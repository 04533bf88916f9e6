"""Any answer, however mixed, against a reading cell by cell in plain Python: rows, øre and facts."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from trinvis.intake import Read

ReadAnswer = Callable[..., Read]
HEAD = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD"
AREAS = ("101", "151 Ballerup", "Brøndby", "000", "084 Region Hovedstaden", "998", "??")
FUNCTIONS = ("52821", "5.28.22 Plejefamilier", "2201", "noget andet")
DRANSTS = ("1", "2 Statsrefusion", "8")
ARTS = ("UE", "Indtægter", "TOT", "S1")
CONTENTS = ("100", "-7", "0", "12,5", "3,00004", "..", "", "mange", "99999999999999")
MEANT: dict[str, Any] = {
    "101": 101, "151 Ballerup": 151, "Brøndby": 153, "52821": "52821", "5.28.22 Plejefamilier": "52822", "2201": "02201",
    "1": 1, "2 Statsrefusion": 2, "UE": "UE", "Indtægter": "I",
}  # fmt: skip


def by_hand(cells: list[tuple[str, ...]]) -> tuple[dict[int, tuple[Any, ...]], int, int, int]:
    """Row → the fact, and the number of sums, of rejected rows, and the øre of all rows."""
    facts, sums, rejected, oere = {}, 0, 0, 0
    seen: set[tuple[str, ...]] = set()
    for row, (area, function, dranst, art, year, content) in enumerate(cells, start=2):
        amount = _oere(content)
        oere += amount or 0
        cell = (area, function, dranst, art, year)
        repeated = cell in seen
        seen.add(cell)
        if area in ("000", "084 Region Hovedstaden") or art in ("TOT", "S1"):
            sums += 1
        elif amount is None or repeated or area in ("998", "??") or function == "noget andet" or dranst == "8":
            rejected += 1
        else:
            facts[row] = (MEANT[area], int(year), MEANT[function], MEANT[dranst], MEANT[art], amount)
    return facts, sums, rejected, oere


def _oere(content: str) -> int | None:
    try:
        number = Decimal(content.replace(",", ".")) * 100_000
    except ArithmeticError:
        return None
    whole = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    return whole if content not in ("", "..") and abs(whole) <= 10**13 else None


@pytest.mark.parametrize("seed", range(25))
def test_every_cell_is_in_one_heap(seed: int, read_answer: ReadAnswer) -> None:
    chance = random.Random(seed)
    cells = [("101", "52821", "1", "UE", "2022", "5"), ("101", "52821", "1", "Indtægter", "2023", "5")]
    for _ in range(chance.randint(1, 200)):
        cells.append(
            (chance.choice(AREAS), chance.choice(FUNCTIONS), chance.choice(DRANSTS), chance.choice(ARTS),
             chance.choice(("2022", "2023")), chance.choice(CONTENTS))
        )  # fmt: skip
    lines = [f"{a};{f};{d};{art};LOBM;{year};{content}" for a, f, d, art, year, content in cells]
    read = read_answer("\r\n".join([HEAD, *lines]) + "\r\n", table="REGK31")
    facts, sums, rejected, oere = by_hand(cells)
    made = read.facts["national_accounts"]
    assert {
        row[0]: row[1:]
        for row in made.select("row_no", "municipality", "year", "function", "dranst", "art", "amount").rows()
    } == facts
    counts = read.counts
    assert (counts.accepted, counts.sums, counts.rejected) == (len(facts), sums, rejected)
    assert counts.rows == counts.accepted + counts.sums + counts.rejected + counts.titles == len(cells) + 1
    assert counts.amount_oere == oere == counts.accepted_oere + counts.rejected_oere + counts.sums_oere
    assert counts.accepted_oere == made["amount"].sum()
    rejects = set(read.findings.filter(read.findings["severity"] == "reject")["row_no"])
    assert rejects == set(read.rejected_raw["row_no"])


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_rows_is_irrelevant(seed: int, read_answer: ReadAnswer) -> None:
    lines = [
        f"{a};{f};1;{art};LOBM;2023;{a + f % 9}" for a in (101, 151, 153) for f in (52821, 52822) for art in ("UE", "I")
    ]
    usual = read_answer("\n".join([HEAD, *lines])).facts["national_accounts"]
    random.Random(seed).shuffle(lines)
    mixed = read_answer("\n".join([HEAD, *lines])).facts["national_accounts"]
    order = ["municipality", "function", "art"]
    assert mixed.drop("row_no").sort(order).equals(usual.drop("row_no").sort(order))
