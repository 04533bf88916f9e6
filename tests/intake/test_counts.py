"""Every row and every readable krone is in exactly one heap: for every profile, over files made of valid and invalid values."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.intake import SOURCES, Read, ReadOptions, read
from trinvis.parameters import Parameters

FIXTURES = Path(__file__).parent / "fixtures"
GIVEN = {
    "grants": "grants.csv",
    "os2bos": "os2bos.csv",
    "dubu": "dubu_cpr.csv",
    "finance": "finance.csv",
    "budget": "budget.csv",
    "assumptions": "assumptions.csv",
    "estimates": "estimates.csv",
    "children": "children.csv",
    "population": "population.csv",
    "figures": "figures.csv",
    "offers": "offers.csv",
    "framework": "framework.csv",
    "places": "places.csv",
    "staff": "staff.csv",
    "activity": "activity.csv",
    "causes": "causes.csv",
    "psychiatry": "psychiatry.csv",
    "waiting": "waiting.csv",
    "programmes": "programmes.csv",
    "survey": "survey.csv",
    "prices": "prices.csv",
}
AMOUNT = {
    "grants": "Takst",
    "os2bos": "amount",
    "dubu": "Ydelsesbeløb",
    "finance": "Beløb",
    "budget": "Beløb",
    "assumptions": "Gennemsnitspris",
    "estimates": "Pris",
    "disponeringsark": "Forventet regnskab",
}
VALUES = (
    "", "x", "-", "1.234,56", "-500,25", "(1.000,00)", "12.345,00-", "7,005", "kr. 3,50", "99999999999999999999,00",
    "31-02-2026", "15-03-2026", "01-01-9999", "I alt", "Plejefamilie", "Bevilget", "010115-9999", "528211003", "2026", "Måned",
)  # fmt: skip


def _numbers(kind: str, identifiers: pl.Series, *_: Any) -> pl.Series:
    if kind == "key":
        keys = [None if i is None else hashlib.md5(i.encode()).hexdigest() for i in identifiers]
        return pl.Series(keys, dtype=pl.String)
    return pl.Series([None if i is None else n for n, i in enumerate(identifiers, 1)], dtype=pl.Int64)


def _oere(text: str, english: bool) -> int:
    """The øre of a text by an independent reading; 0 when it is no amount."""
    tidy = text.strip().removeprefix("kr. ")
    negative = tidy.startswith(("-", "(")) or tidy.endswith("-")
    tidy = tidy.strip("-()")
    thousands, point = (",", ".") if english else (".", ",")
    if not re.fullmatch(rf"(\d+|\d{{1,3}}(\{thousands}\d{{3}})+)(\{point}\d+)?", tidy):
        return 0
    value = Decimal(tidy.replace(thousands, "").replace(point, "."))
    oere = int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))
    return 0 if oere > 10**13 else (-oere if negative else oere)


def _rows(source: str) -> tuple[list[str], list[list[str]], str]:
    content = (FIXTURES / GIVEN[source]).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    delimiter = "," if source == "os2bos" else ";"
    lines = [line for line in csv.reader(io.StringIO(text), delimiter=delimiter) if line]
    start = next(i for i, line in enumerate(lines) if sum(bool(cell) for cell in line) > 2)
    return lines[start], lines[start + 1 :][:40], delimiter


@st.composite
def damaged(draw: st.DrawFn, source: str) -> tuple[list[list[str]], int]:
    """Rows of the good fixture, shuffled, repeated, with values replaced, and sum and blank rows between them."""
    header, rows, _ = _rows(source)
    out: list[list[str]] = []
    for _ in range(draw(st.integers(3, 12))):
        row = list(draw(st.sampled_from(rows)))
        row += [""] * (len(header) - len(row))
        for _ in range(draw(st.integers(0, 2))):
            row[draw(st.integers(0, len(header) - 1))] = draw(st.sampled_from(VALUES))
        if draw(st.integers(0, 9)) == 0:
            row = ["I alt", *[""] * (len(header) - 1)]
            if source in AMOUNT:
                row[header.index(AMOUNT[source])] = "1000.00" if source == "os2bos" else "1.000,00"
        elif draw(st.integers(0, 9)) == 0:
            row = [""] * len(header)
        out.append(row)
    out.append(list(rows[0]))
    return [header, *out], draw(st.integers(0, 2))


def _check(read_: Read, rows: int, oere: int) -> None:
    c = read_.counts
    assert c.rows == rows
    assert c.accepted + c.rejected + c.sums + c.titles == c.rows
    assert c.amount_oere == oere
    assert c.accepted_oere + c.rejected_oere + c.sums_oere + c.titles_oere == c.amount_oere
    rejects = read_.findings.filter(pl.col("severity") == "reject")["row_no"]
    assert read_.rejected_raw.height == c.rejected
    assert set(rejects) <= set(read_.rejected_raw["row_no"])
    kept = {row for frame in read_.facts.values() for row in frame["row_no"]}
    assert not kept & set(read_.rejected_raw["row_no"])
    if read_.source != "os2bos":  # there several payments make one grant
        assert len(kept) == c.accepted
    unreadable = read_.findings.filter(pl.col("code").is_in(["T001", "T007"]))["row_no"].n_unique()
    assert c.unreadable_amounts <= unreadable


@pytest.mark.parametrize("source", GIVEN)
def test_rows_and_kroner_tie(source: str) -> None:
    parameters = Parameters.shipped()

    @settings(max_examples=12, deadline=None)
    @given(damaged(source))
    def holds(case: tuple[list[list[str]], int]) -> None:
        rows, titles = case
        _, _, delimiter = _rows(source)
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        for i in range(titles):
            writer.writerow([f"Titel {i}"])
        writer.writerows(rows)
        read_ = read(
            out.getvalue().encode(),
            "fil.csv",
            source,
            numbers=_numbers,
            parameters=parameters,
            options=ReadOptions(number_form="en" if source == "os2bos" else "da", date_form="dmy", year=2026),
        )
        filled = sum(any(cell.strip() for cell in row) for row in rows) + titles
        amount = rows[0].index(AMOUNT[source]) if source in AMOUNT else None
        oere = 0 if amount is None else sum(_oere(row[amount], source == "os2bos") for row in rows[1:])
        _check(read_, filled, oere)

    holds()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["010115-9999", "Cpr. 1", "", "I alt", "Aktuelle anbringelser"]),
            st.sampled_from(["40.000,00", "", "x"]),
            st.sampled_from(["01-01-2026", "15-03-2026", "", "31-02-2026"]),
            st.lists(st.sampled_from(["", "10.000,00", "20.000,00", "-", "x"]), min_size=12, max_size=12),
            st.sampled_from(["", "120.000,00", "x", "-5.000,00"]),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_rows_and_kroner_tie_in_the_disposition_sheet(rows: list[tuple[str, str, str, list[str], str]]) -> None:
    months = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
    header = ["Cpr-nr.", "Takst (mdl)", "Startdato", *months, "Forventet regnskab"]
    lines = [["Disponering 2026"], header]
    lines += [[cpr, rate, start, *amounts, total] for cpr, rate, start, amounts, total in rows]
    lines.append(["010115-9999", "40.000,00", "01-01-2026"] + [""] * 13)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    read_ = read(
        out.getvalue().encode(),
        "ark.csv",
        "disponeringsark",
        numbers=_numbers,
        parameters=Parameters.shipped(),
        options=ReadOptions(number_form="da"),
    )
    oere = 0
    for line in lines[2:]:
        total = line[-1]
        readable = [_oere(cell, False) for cell in line[3:15] if _is_amount(cell)]
        oere += _oere(total, False) if _is_amount(total) else sum(readable)
    filled = sum(any(cell for cell in line) for line in lines)
    _check(read_, filled, oere)


def _is_amount(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.]+,\d\d", text))


def test_every_profile_is_here() -> None:
    assert {*GIVEN, "disponeringsark", "statbank"} == set(SOURCES)  # statbank: tests/intake/statbank
