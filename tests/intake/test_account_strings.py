"""Account strings: every shape, and every real one."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from trinvis.intake.account_strings import SHAPES, read_accounts, transposed

REAL = Path(__file__).parent / "fixtures" / "account_strings_ballerup.txt"


@pytest.mark.parametrize(
    ("text", "key", "function", "dranst", "ownership", "art"),
    [
        ("528211003", "528211003", "5.28.21", 1, None, None),
        ("5282111003", "528211003", "5.28.21", 1, 1, None),
        ("5282111003000047", "528211003", "5.28.21", 1, 1, "4.7"),
        ("5.28.21.1.003", "528211003", "5.28.21", 1, None, None),
        ("05.28.21.1.003", "528211003", "5.28.21", 1, None, None),
        ("5.28.21.1.1.003", "528211003", "5.28.21", 1, 1, None),
        ("5.28.21.1.1.003.4.7", "528211003", "5.28.21", 1, 1, "4.7"),
        ("5.28.21.1.003.47", "528211003", "5.28.21", 1, None, "4.7"),
        ("01005-528211003-060601-529CPR---", "528211003", "5.28.21", 1, None, "5.2"),
        ("009103-462851002-09101-529--", "462851002", "4.62.85", 1, None, "5.2"),
        ("25133999", "025133999", "0.25.13", 3, None, None),
        ("5.28.21", None, "5.28.21", None, None, None),
        ("5.28.21.1", None, "5.28.21", 1, None, None),
        ("5.28.21.003", None, "5.28.21", None, None, None),
        ("52821", None, "5.28.21", None, None, None),
    ],
)
def test_shapes(
    text: str, key: str | None, function: str, dranst: int | None, ownership: int | None, art: str | None
) -> None:
    row = read_accounts(pl.Series([text])).row(0, named=True)
    assert (row["account_key"], row["function"], row["dranst"], row["ownership"], row["art"]) == (
        key,
        function,
        dranst,
        ownership,
        art,
    )
    assert not row["unreadable"]


def test_the_suffix_cpr_demands_a_person() -> None:
    row = read_accounts(pl.Series(["01005-528211003-060601-529CPR---"])).row(0, named=True)
    assert (row["person"], row["activity"]) == (True, "060601")


@pytest.mark.parametrize("text", ["konto mangler", "99-99", "5.2.8", "0101159999", "010115-9999", "1234567", ""])
def test_no_account(text: str) -> None:
    """A personal number in the account column is no account of ten digits."""
    row = read_accounts(pl.Series([text])).row(0, named=True)
    assert row["unreadable"]
    assert row["account_key"] is None


def test_blank_is_not_unreadable() -> None:
    assert read_accounts(pl.Series([None], dtype=pl.String))["unreadable"].to_list() == [False]


def test_all_real_strings_are_read() -> None:
    """13.431 strings in 38 shapes, 456 of them on 5.28. Where a part is not read, this is why:

    - 64 have no art at all (liability and plant accounts: ``99004-025133999-990028--A013005--`` and the like);
    - 1 has five digits where the art should be (``009201-901999999-09214-99930``): account and activity are read, not the art;
    - 1 has no activity (``-950509999-----``).
    """
    strings = REAL.read_text(encoding="utf-8").splitlines()
    shapes = {re.sub("[A-Za-z]", "A", re.sub(r"\d", "9", text)) for text in strings}
    read = read_accounts(pl.Series(strings))
    assert (len(strings), len(shapes)) == (13_431, 38)
    assert not read["unreadable"].any()
    assert read["account_key"].null_count() == 0
    assert read["art"].null_count() == 65
    assert read["activity"].null_count() == 1
    assert read["function"].str.starts_with("5.28.").sum() == 456
    assert read["person"].sum() == sum("CPR-" in text for text in strings)


def test_real_keys_are_the_nine_digits_of_the_string() -> None:
    strings = REAL.read_text(encoding="utf-8").splitlines()
    assert read_accounts(pl.Series(strings))["account_key"].to_list() == [text.split("-")[1] for text in strings]


def test_transposed_digits() -> None:
    """582211009, 010, 011 and 013 stand for 528211…; nothing is said of a function that exists."""
    frame = pl.DataFrame({"key": ["582211009", "528211009", "557721009", "999999999"]})
    assert frame.select(transposed(pl.col("key"), ["52821", "55772"]))["key"].to_list() == ["5.28.21", None, None, None]


@pytest.mark.parametrize("example", [example for _, _, example in SHAPES])
def test_documented_examples_are_read(example: str) -> None:
    assert read_accounts(pl.Series([example]))["function"].to_list() == ["5.28.21"]
