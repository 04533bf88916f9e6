"""The workbook, computed anew by LibreOffice, gives our figures to the øre; and its rounding is ours on every half."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_up_follow_up import AREAS, CLOSED, YEAR, follow_up, grant, line, month_amount, months
from recalculating import needs_libreoffice, oere, recalculated, table

from trinvis.reports.workbook import WorkbookInput, unique_labels, workbook_bytes
from trinvis.reports.workbook.amount_formula import Form, Price, form


def near_half(above: int, rate: int) -> int:
    """A rate (øre) near ``rate`` of which 15 of 30 days, × 1,01 × 95,43 %, end ``above`` two-millionths of an øre over a half."""
    factor, whole = 101 * 9_543, 2_000_000
    rest = (1_000_000 + above) * pow(factor, -1, whole) % whole
    return rate // whole * whole + rest


def ties() -> list[dict[str, Any]]:
    """Prices whose months fall on a half øre, or the least possible below or above one."""
    april = {"start": date(2026, 4, 16), "stop": date(2026, 4, 30)}
    odd = {**april, "quantity": 101, "vat_factor": 9_543}
    november = {"start": date(2026, 11, 30), "stop": date(2026, 11, 30), "status": "expected", "probability": 5_000}
    return [
        # 15 of 30 days of an odd number of øre: a half, up and down
        grant(1, rate_oere=4_150_001, **april),
        grant(2, rate_oere=-4_150_001, **april),
        # 14 of 28 days in February
        grant(3, rate_oere=99, start=date(2026, 2, 1), stop=date(2026, 2, 14)),
        # sessions spread over three days, quantity and VAT factor with decimals
        grant(
            4,
            unit="session",
            rate_oere=1,
            quantity=150,
            vat_factor=9_540,
            start=date(2026, 1, 1),
            stop=date(2026, 1, 3),
        ),
        # half of an odd number of øre by probability
        grant(5, unit="day", rate_oere=1_001, probability=5_000, status="expected", start=date(2026, 10, 5)),
        grant(6, unit="once", rate_oere=3, **november),
        # the largest monthly rate that intake lets through
        grant(7, rate_oere=145_000_015, **april),
        # more digits than a spreadsheet has: written as a value
        grant(8, unit="year", rate_oere=1_450_000_001, quantity=101, vat_factor=9_543),
        grant(9, unit="fortnight", rate_oere=7_000_007, start=date(2026, 10, 1), stop=date(2026, 10, 7)),
        grant(10, unit="hour_week", rate_oere=12_345, quantity=350, start=date(2025, 12, 31), stop=date(2026, 3, 1)),
        # a half, and the least below and above it, in the plain form and in the one that divides with a remainder
        *[
            grant(11 + number, rate_oere=near_half(above, rate), **odd)
            for number, (above, rate) in enumerate(
                (above, rate) for rate in (2_000_000, 144_000_000) for above in (-1, 0, 1)
            )
        ],
    ]


def drawn(number: int, seed: int) -> list[dict[str, Any]]:
    """Random grants of every unit, with every kind of date, VAT factor and probability."""
    draw = random.Random(seed)
    units = ["day", "week", "fortnight", "month", "year", "hour_week", "hour_month", "session", "once"]
    made = []
    for index in range(number):
        start = date(2025, 6, 1).toordinal() + draw.randrange(560)
        stop = None if draw.random() < 0.3 else date.fromordinal(start + draw.randrange(400))
        unit = units[index % len(units)]
        if unit == "session":
            stop = stop or date.fromordinal(start + 100)
        made.append(
            grant(
                100 + index,
                area=draw.choice(list(AREAS)[:3]),
                unit=unit,
                rate_oere=draw.choice([draw.randrange(1, 5000), draw.randrange(10_000, 15_000_000)]),
                quantity=draw.choice([None, 100, 50, 150, draw.randrange(1, 4000)]),
                vat_factor=draw.choice([None, 10_000, 9_540, draw.randrange(8_000, 10_001)]),
                probability=draw.choice([None, None, 2_500, draw.randrange(1, 10_001)]),
                start=date.fromordinal(start),
                stop=stop,
                counting="whole_months" if unit == "month" and draw.random() < 0.5 else "days",
            )
        )
    return made


def made_up() -> WorkbookInput:
    """Ties, random grants, one that another municipality pays, estimates, a moving average and a refund."""
    paid_by_other = grant(90, paying_municipality=151)
    estimates = [
        estimate("risk", 1, price_oere=105_000_000, number=150, probability=4_000, start=date(2026, 10, 1)),
        estimate("risk", 2, price_oere=33_333_333, probability=3_333, start=date(2026, 8, 17), stop=date(2026, 12, 5)),
        estimate("pool", 3, price_oere=100_000_001, probability=5_000),
    ]
    extra = [
        line(area="advokat", component="spent", month=202603, account_key="528240001", amount_oere=1_234_567),
        line(area="advokat", component="method_rest", month=202610, amount_oere=123_456),
        line(area="refusion", component="refund", month=202611, child_no=50_001, amount_oere=-280_000_050),
        line(area="plejefamilier", component="collective_offset", month=202609, amount_oere=-4_150_000, rules="D6"),
        line(
            area="plejefamilier",
            component="committed_open",
            grant_id=1008,
            child_no=50_008,
            delivery_id="d1",
            row_no=8,
            month=202610,
            amount_oere=-1_000_000,
            rules="D4",
        ),
    ]
    grants = [*ties(), *drawn(90, seed=7), paid_by_other, {**paid_by_other, "income": True}]
    budgets = {
        "plejefamilier": 3_600_000_000,
        "opholdssteder": 90_000_000,
        "advokat": 5_000_000,
        "refusion": -170_000_000,
    }
    return follow_up(grants, estimates, budgets, extra)


def estimate(kind: str, row: int, **values: Any) -> dict[str, Any]:
    made = {"kind": kind, "year": YEAR, "delivery_id": "e1", "row_no": row, "area": "opholdssteder"}
    return {**made, "start": None, "stop": None, **values}


@pytest.fixture(scope="module")
def given() -> WorkbookInput:
    return made_up()


@pytest.fixture(scope="module")
def book(given: WorkbookInput, tmp_path_factory: pytest.TempPathFactory) -> Any:
    # without stored results every figure that is right was computed by LibreOffice
    return recalculated(workbook_bytes(given, results=False), tmp_path_factory.mktemp("bog"))


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
class TestRecalculated:
    def test_every_figure_with_an_address_is_ours_to_the_oere(self, given: WorkbookInput, book: Any) -> None:
        known = openpyxl.load_workbook(BytesIO(workbook_bytes(given)), data_only=True)
        ours = table(known, "Adresser", 4)
        theirs = table(book, "Adresser", 4)
        assert len(ours) == len(theirs) > 500
        wrong = [
            (a["Ark"], a["Celle"], a["Adresse"], a["Værdi, kr."], b["Værdi, kr."])
            for a, b in zip(ours, theirs, strict=True)
            if oere(a["Værdi, kr."]) != oere(b["Værdi, kr."])
        ]
        assert wrong == []

    def test_months_of_grants_are_the_amounts_of_the_lines(self, given: WorkbookInput, book: Any) -> None:
        shown = {(row["Række"], row["Fortegn"]): row for row in table(book, "Disponering", 8)}
        labels = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
        compared = 0
        for values in given.grant_months.iter_rows(named=True):
            negative = given.grants.filter(pl.col("row_no") == values["row_no"])["rate_oere"][0] < 0
            sign = -1 if (values["amount_oere"] < 0) != negative else 1
            row = shown[values["row_no"], sign]
            assert oere(row[labels[values["month"] % 100 - 1]]) == values["amount_oere"], values
            compared += 1
        assert compared > 400

    def test_the_follow_up_adds_up_from_the_other_sheets(self, given: WorkbookInput, book: Any) -> None:
        rows = {row["Område"]: row for row in table(book, "Opfølgning", 6)}
        assert {row["kind"] for row in given.areas.to_dicts()} == {"area", "policy_area", "total"}
        for values in given.areas.iter_rows(named=True):
            row = rows["I alt" if values["kind"] == "total" else values["label"]]
            assert oere(row["Korrigeret budget"]) == values["budget_oere"]
            assert oere(row["Forbrug"]) == values["spent_oere"]
            assert oere(row["Disponeret, ikke bogført"]) == values["committed_oere"]
            assert oere(row["Risikosager og puljer"]) == values["estimates_oere"]
            assert oere(row["Fremskrevet efter metode"]) == values["method_oere"]
            assert oere(row["Forventet refusion"]) == values["refund_oere"]
            assert oere(row["Forventet regnskab"]) == values["forecast_oere"]
            assert oere(row["Afvigelse (mindreforbrug +)"]) == values["deviation_oere"]
            assert oere(row["Sidste år"]) == values["last_year_oere"]
        assert oere(rows["Kontrol: forskel (skal være 0)"]["Forventet regnskab"]) == 0

    def test_the_deviation_has_its_word(self, book: Any) -> None:
        for row in table(book, "Opfølgning", 6)[: len(AREAS)]:
            deviation = oere(row["Afvigelse (mindreforbrug +)"])
            income = row["Område"].startswith("Refusion")
            word = ("merindtægt" if income else "mindreforbrug") if deviation > 0 else "merforbrug"
            assert row["Afvigelsen er"] == word

    def test_no_cell_is_an_error(self, book: Any) -> None:
        bad = [
            (sheet.title, cell.coordinate, cell.value)
            for sheet in book
            for cells in sheet.iter_rows()
            for cell in cells
            if isinstance(cell.value, str) and cell.value.startswith("#")
        ]
        assert bad == []


def test_a_month_is_a_live_formula(given: WorkbookInput) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(given)))
    rows = table(book, "Disponering", 8)
    months_of_rows = [row[label] for row in rows for label in ("jan", "jun", "dec") if row[label] is not None]
    live = [value for value in months_of_rows if str(value).startswith("=ROUND(")]
    # all but those of the one row that no spreadsheet can hold, which says so
    assert len(months_of_rows) - len(live) == 3
    remarks = [row["Række"] for row in rows if "for stort" in (row["Bemærkning"] or "")]
    assert remarks == [8]


def test_stored_results_are_our_figures(given: WorkbookInput) -> None:
    """A viewer that does not compute shows the same."""
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(given)), data_only=True)
    total = {row["Område"]: row for row in table(book, "Opfølgning", 6)}["I alt"]
    assert oere(total["Forventet regnskab"]) == given.rows("total")[0]["forecast_oere"]


def test_the_same_input_gives_the_same_figures_twice(given: WorkbookInput) -> None:
    def values(content: bytes) -> list[tuple[Any, ...]]:
        book = openpyxl.load_workbook(BytesIO(content))
        return [row for sheet in book for row in sheet.iter_rows(values_only=True)]

    assert values(workbook_bytes(given)) == values(workbook_bytes(given))


def test_a_price_that_is_missing_is_said_and_never_0() -> None:
    made = follow_up([grant(1)], [], {})
    missing = made.grant_months.with_columns(amount_oere=pl.lit(None, dtype=pl.Int64))
    lines = made.lines.filter(pl.col("component") == "spent")
    made = replaced(made, grant_months=missing, lines=lines)
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(made)))
    row = table(book, "Disponering", 8)[0]
    assert {row[label] for label in ("jan", "maj", "dec")} == {"pris mangler"}
    assert row["Bemærkning"] == "Takst eller enhed mangler"


def test_amounts_without_their_grant_are_refused() -> None:
    made = follow_up([grant(1)], [], {})
    with pytest.raises(ValueError, match="not among the grants"):
        workbook_bytes(replaced(made, grants=made.grants.clear()))


def test_a_text_from_a_file_is_never_a_formula() -> None:
    made = follow_up([grant(1, team='=HYPERLINK("http://eksempel")')], [], {})
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(made)))
    cells = [
        cell for row in book["Disponering"].iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK")
    ]
    assert [cell.data_type for cell in cells] == ["s"]


def test_labels_that_a_spreadsheet_cannot_tell_apart_get_their_id() -> None:
    assert unique_labels({"a": "Pleje", "b": "PLEJE", "c": "Andet*"}) == {
        "a": "Pleje (a)",
        "b": "PLEJE (b)",
        "c": "Andet (c)",
    }


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        (2_000_000, Form.PLAIN),
        (144_000_000, Form.DIVIDED),
        (14_400_000_000, Form.VALUE),
    ],
)
def test_the_form_follows_the_size(rate: int, wanted: Form) -> None:
    assert form(Price("month", near_half(0, rate), 101, 9_543, 10_000), days=15, base=30) is wanted


def test_the_least_above_and_below_a_half() -> None:
    """The test's own cases: 2·10⁶ × the quotient is odd multiples of 10⁶, ±1."""
    for above in (-1, 0, 1):
        assert near_half(above, 144_000_000) * 101 * 9_543 % 2_000_000 == 1_000_000 + above


def test_the_made_up_months_are_worked_by_hand() -> None:
    """41.500,01 kr. a month, 15 of 30 days: 20.750,005 → 20.750,01; and the mirror image away from zero."""
    april = months()[3]
    assert month_amount(ties()[0], april[1], april[2]) == 2_075_001
    assert month_amount(ties()[1], april[1], april[2]) == -2_075_001
    assert CLOSED == 202609


def replaced(made: WorkbookInput, **values: Any) -> WorkbookInput:
    from dataclasses import replace

    changes: Mapping[str, Any] = values
    return replace(made, **changes)
