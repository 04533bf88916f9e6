"""Digits of other scripts (here Arabic-Indic) are no digits of ours: such a cell is unreadable, and never an error."""

from __future__ import annotations

import polars as pl
import pytest

from trinvis.intake import Read
from trinvis.intake.account_strings import read_accounts
from trinvis.intake.cpr import read_cpr
from trinvis.intake.date_forms import read_dates
from trinvis.intake.months import read_months, stated_months
from trinvis.intake.number_forms import read_integers, read_numbers

FOREIGN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _foreign(*texts: str) -> pl.Series:
    return pl.Series([text.translate(FOREIGN) for text in texts])


NUMBERS = ("1234", "1.234,56", "1,234.56", "-5", "(7)", "1 234", "12,-", "kr. 3,50", "1e5", "12 %")
DATES = (
    "01-03-2026", "01.03.2026", "1/3-2026", "2026-03-01", "20260301", "46082", "1. marts 2026", "01-01-9999",
    "2026-03-01 00:00:00",
)  # fmt: skip
MONTHS = ("2026-03", "202603", "03-2026", "003/2026", "marts 2026", "mar-26", "3")
ACCOUNTS = (
    "528211003", "5282111003", "5282110030000047", "5.28.21", "5.28.21.1.003", "5.28.21.003", "52821", "28211003",
    "01005-528211003-060601-529CPR---", "01005-528211003-060601-52901",
)  # fmt: skip


@pytest.mark.parametrize("spreadsheet", [False, True])
def test_numbers(spreadsheet: bool) -> None:
    texts = _foreign(*NUMBERS)
    read = read_numbers(texts, scale=100, spreadsheet=spreadsheet, remembered=None, asked="da")
    assert read.unreadable.all()
    assert read.values.null_count() == texts.len()
    assert read_integers(texts).unreadable.all()


@pytest.mark.parametrize("asked", [None, "mdy"])
def test_dates(asked: str | None) -> None:
    read = read_dates(_foreign(*DATES), remembered=None, asked=asked)
    assert read.unreadable.all()
    assert read.values.null_count() == len(DATES)


@pytest.mark.parametrize("date", DATES[:5])
def test_a_foreign_date_among_ours(date: str) -> None:
    read = read_dates(pl.Series([date, date.translate(FOREIGN)]), remembered=None, asked=None)
    assert read.unreadable.to_list() == [False, True]


def test_months() -> None:
    values, unreadable = read_months(_foreign(*MONTHS), 2026)
    assert unreadable.all()
    assert values.null_count() == len(MONTHS)


def test_months_that_a_text_states() -> None:
    texts = _foreign("husleje februar 2026", "feb. 26", "for 02/2026", "2026-02")
    assert stated_months(texts, pl.Series([202603] * 4)).to_list() == [None] * 4


def test_accounts() -> None:
    read = read_accounts(_foreign(*ACCOUNTS))
    assert read["unreadable"].all()
    assert read["account_key"].null_count() == len(ACCOUNTS)


def test_cpr_numbers() -> None:
    """The text is kept as an identifier, as any that is no CPR number."""
    read = read_cpr(_foreign("010115-9999", "0101159999", "101159999"))
    assert not read.is_cpr.any()
    assert read.identifier.null_count() == 0
    assert read.birth.null_count() == 3


def test_a_row_of_a_file_is_rejected(read_text) -> None:  # type: ignore[no-untyped-def]
    ours = "01-03-2026;2026-03;528211003;1.234,56"
    read: Read = read_text(
        "finance", f"Bogføringsdato;Regnskabsperiode;Konto;Beløb\n{ours}\n{ours.translate(FOREIGN)}\n"
    )
    assert (read.counts.accepted, read.counts.rejected) == (1, 1)
    assert read.counts.accepted_oere == 123_456
    assert set(read.findings.filter(pl.col("severity") == "reject")["field"]) >= {"amount_oere", "account"}


def test_ages_of_a_population(read_text) -> None:  # type: ignore[no-untyped-def]
    read: Read = read_text(
        "population", "Kommune;År;Alder;Antal\n151;2026;5;100\n151;2026;" + "6;100\n".translate(FOREIGN)
    )
    assert read.counts.rows == 3
