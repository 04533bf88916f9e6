"""With all invoices two months late the forecast of fully known grants is unchanged, at every month end, grant by grant.

Two municipalities are drawn with the same seed: the same children, grants and prices, learnt on the same days. In one every
invoice comes in the month that it is for, in the other two months after. A grant is fully known on a day when the extract had
it before the year began and says the truth of every month so far; what it says of the months to come may be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.example.example import DISPOSED, Example, built_once, month_end, months

from trinvis.demo import Plan, Traits, files
from trinvis.tables.lines import FORECAST_COMPONENTS

FIRST, LAST = 202512, 202606
YEAR = 2026
DAYS = [month_end(month) for month in months(202601, LAST)]

pytestmark = pytest.mark.xdist_group("example-late")


@dataclass(frozen=True)
class Two:
    """The same municipality twice."""

    prompt: Example
    late: Example


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    made = Two(*(built_once(tmp_path_factory, f"example-late-{number}", written(number)) for number in (0, 2)))
    with made.prompt.hall, made.late.hall:
        yield made


def written(invoice_months_late: int) -> Callable[[Path], Plan]:
    traits = Traits(errors=False, invoice_months_late=invoice_months_late)
    return lambda folder: files(folder, traits=traits, first=FIRST, last=LAST)


def known(made: Example, day: date) -> set[int]:
    """Grants of the first extract whose commitment of every month so far is what the month truly cost, øre for øre."""
    so_far = pl.col("month").is_between(YEAR * 100 + 1, day.year * 100 + day.month)
    keys, first = made.keys_of_rows(day), set(made.keys_of_rows(month_end(FIRST)).values())
    committed = (
        made.hall.commitments(YEAR, day)
        .lines.filter(so_far, pl.col("amount_oere") > 0)
        .with_columns(key=pl.col("row_no").replace_strict(keys, return_dtype=pl.String))
    )
    true = (
        made.truth("charges").filter(so_far).join(made.truth("grants").select("grant", "key"), on="grant", how="left")
    )
    both = (
        committed.group_by("key", "month")
        .agg(pl.col("amount_oere").sum())
        .join(
            true.select("key", "month", "amount_oere"), on=["key", "month"], how="full", coalesce=True, suffix="_true"
        )
    )
    wrong = both.filter(~pl.col("amount_oere").eq_missing(pl.col("amount_oere_true")))["key"]
    right = committed.filter(~pl.col("key").is_in(wrong.implode()), pl.col("key").is_in(list(first)))
    return set(right["grant_id"])


def forecasts(made: Example, day: date, chosen: set[int]) -> pl.DataFrame:
    """Forecast of each chosen grant in the areas that are forecast child by child."""
    return (
        made.hall.follow_up(YEAR, day)
        .lines.filter(
            pl.col("component").is_in(FORECAST_COMPONENTS),
            pl.col("area").is_in(DISPOSED),
            pl.col("grant_id").is_in(list(chosen)),
        )
        .group_by("area", "grant_id")
        .agg(pl.col("amount_oere").sum())
        .sort("area", "grant_id")
    )


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_forecast_of_each_known_grant_is_the_same(two: Two, day: date) -> None:
    chosen = known(two.prompt, day)
    assert chosen == known(two.late, day)
    prompt, late = forecasts(two.prompt, day, chosen), forecasts(two.late, day, chosen)
    both = prompt.join(late, on=["area", "grant_id"], how="full", coalesce=True, suffix="_late")
    assert both.filter(~pl.col("amount_oere").eq_missing(pl.col("amount_oere_late"))).to_dicts() == []
    assert both["grant_id"].n_unique() > 300
    assert both["area"].n_unique() == len(DISPOSED)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_spent_is_not(two: Two, day: date) -> None:
    """Else the test above would hold for nothing: two months' invoices are missing."""
    spent = [made.hall.follow_up(YEAR, day).total["spent_oere"] for made in (two.prompt, two.late)]
    assert spent[0] - spent[1] > 3_000_000_00
