"""The disposition sheet of seed 003 table 5.2 (lines 4809–4850), read from a workbook with title rows, formulas and subtotals."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from trinvis.intake import Read, Unreadable


@pytest.fixture
def table(read_fixture: Any) -> Read:
    return read_fixture("disponeringsark.xlsx")


def test_the_six_placements(table: Read) -> None:
    grants = table.facts["grants"].sort("row_no")
    assert grants.select("rate_oere", "start", "stop", "status").rows() == [
        (100_000_00, date(2017, 1, 1), None, "granted"),
        (50_000_00, date(2017, 1, 1), None, "granted"),
        (75_000_00, date(2017, 1, 1), date(2017, 6, 30), "granted"),
        (100_000_00, date(2017, 1, 1), date(2017, 2, 28), "granted"),
        (75_000_00, date(2017, 7, 1), None, "expected"),
        (100_000_00, date(2017, 3, 1), None, "expected"),
    ]
    assert set(grants["unit"]) == {"month"}
    assert set(grants["intervention_type"]) == {"placement"}
    assert grants["placed"].all()


def test_the_mean_rate_of_the_current_ones_is_81_250(table: Read) -> None:
    """Line 4832: the subtotal row carries the mean, which is neither a grant nor added up."""
    current = table.facts["grants"].filter(pl.col("status") == "granted")
    assert current["rate_oere"].mean() == 81_250_00


def test_the_amounts_of_the_year_per_row(table: Read) -> None:
    """1.200.000, 600.000, 450.000, 200.000, 450.000, 1.000.000 and the pool of 1.000.000."""
    grants = table.facts["grants"].sort("row_no")
    first = pl.max_horizontal(pl.col("start"), pl.date(2017, 1, 1)).dt.month()
    last = pl.min_horizontal(pl.col("stop").fill_null(pl.date(2017, 12, 31)), pl.date(2017, 12, 31)).dt.month()
    year = grants.select(pl.col("rate_oere") * (last - first + 1))["rate_oere"]
    assert year.to_list() == [k * 100 for k in (1_200_000, 600_000, 450_000, 200_000, 450_000, 1_000_000)]
    pool = table.facts["estimates"]
    assert pool.select("kind", "year", "price_oere", "intervention_type").rows() == [
        ("pool", 2017, 100_000_000, "placement")
    ]


def test_cpr_6_has_no_rate_and_is_flagged(table: Read) -> None:
    """Line 4843: its months say 100.000; they are used, and said."""
    row = table.facts["grants"].sort("row_no").row(5, named=True)
    assert (row["price_source"], row["counting"], row["stop"]) == ("months", "whole_months", None)
    assert (row["row_no"], "T015") in table.findings.select("row_no", "code").rows()


def test_every_identifier_that_is_no_cpr_number_is_flagged(table: Read) -> None:
    flagged = table.findings.filter(pl.col("code") == "T009")["row_no"].to_list()
    assert flagged == table.facts["grants"]["row_no"].to_list()


def test_subtotals_are_recognised_checked_and_never_added(table: Read) -> None:
    counts = table.counts
    assert (counts.rows, counts.accepted, counts.rejected, counts.sums, counts.titles) == (12, 7, 0, 2, 3)
    assert counts.accepted_oere == 4_900_000_00
    assert counts.sums_oere == (2_450_000 + 3_900_000) * 100
    assert "T114" not in table.findings["code"]


def test_meaning_is_a_snapshot_of_the_year_that_the_rows_show(table: Read) -> None:
    assert (table.meaning.kind, table.meaning.scope) == ("snapshot", "2017")


HEAD = "Cpr-nr.;Takst (mdl);Startdato;Stopdato;jan;feb;mar;apr;maj;jun;jul;aug;sep;okt;nov;dec;Forventet regnskab"


def test_months_without_a_rate_become_price_periods(read_text: Any) -> None:
    """15 March to 30 September: half a month, 40.000 for three months, 42.000 for three: three periods of one row."""
    sheet = f"Disponering 2026, plejefamilier\n{HEAD}\nBarn 1;;15.03.2026;30.09.2026;;;21.935,50;40.000;40.000;40.000;42.000;42.000;42.000;;;;267.935,50"
    read = read_text("disponeringsark", sheet, options=_da())
    assert read.facts["grants"].select("row_no", "start", "stop", "rate_oere").rows() == [
        (3, date(2026, 3, 15), date(2026, 3, 31), 21_935_50),
        (3, date(2026, 4, 1), date(2026, 6, 30), 40_000_00),
        (3, date(2026, 7, 1), date(2026, 9, 30), 42_000_00),
    ]
    assert set(read.facts["grants"]["placement_type"]) == {"foster"}  # the title says so
    assert read.counts.accepted == 1


def test_months_show_how_the_sheet_counts(read_text: Any) -> None:
    """40.000 a month from 15 January: 21.935,48 is day by day, 40.000 is whole months, 30.000 is neither."""
    rest = ";".join(["40.000,00"] * 11)
    rows = [
        f"Barn {i};40.000,00;15.01.2026;;{jan};{rest};" for i, jan in enumerate(("21.935,48", "40.000,00", "30.000,00"))
    ]
    read = read_text("disponeringsark", "\n".join(["Anbringelser 2026", HEAD, *rows]))
    assert read.facts["grants"]["counting"].to_list() == ["days", "whole_months", "days"]
    assert read.findings.filter(pl.col("code") == "T016")["row_no"].to_list() == [5]


def test_a_row_with_neither_rate_nor_months_is_rejected(read_text: Any) -> None:
    read = read_text("disponeringsark", f"Anbringelser 2026\n{HEAD}\nBarn 1;;01.01.2026;{';' * 13}")
    assert (read.counts.accepted, read.counts.rejected) == (0, 1)
    assert read.findings.filter(pl.col("severity") == "reject")["code"].to_list() == ["T105"]


def test_the_year_is_asked_for_when_nothing_shows_it(read_text: Any) -> None:
    rows = f"{HEAD}\nBarn 1;40.000,00;01.01.2025;;{';'.join(['40.000,00'] * 12)};480.000,00"
    with pytest.raises(Unreadable, match="--year"):
        read_text("disponeringsark", rows)


def test_sections_may_be_title_rows_and_risk_cases_are_expected(read_text: Any) -> None:
    month = ";".join(["10.000,00"] * 12)
    sheet = "\n".join(
        [
            "Disponering 2026;;;",
            HEAD,
            "Aktuelle opholdssteder",
            f"Barn 1;10.000,00;01.01.2026;;{month};120.000,00",
            f"I alt;;;;{month};120.000,00",
            "Forventede opholdssteder",
            f"Barn 2;10.000,00;01.01.2026;;{month};120.000,00",
            f"I alt;;;;{';'.join(['20.000,00'] * 12)};240.000,00",
        ]
    )
    read = read_text("disponeringsark", sheet)
    assert read.facts["grants"].select("status", "placement_type").rows() == [
        ("granted", "residence"),
        ("expected", "residence"),
    ]
    assert (read.counts.sums, read.counts.titles, read.findings["code"].to_list()) == (2, 4, ["T009", "T009"])


def _da() -> Any:
    from trinvis.intake import ReadOptions

    return ReadOptions(number_form="da")
