"""What was drawn stands at the published levels, and every level and price says where it was read."""

from __future__ import annotations

from datetime import date
from importlib.resources import files as resources
from pathlib import Path

import polars as pl
import pytest
import yaml

from trinvis.demo.levels import accounts, levels

INSTITUTION = ("institution", "part_closed", "secure", "residence", "ship")  # seed 001 line 2861


def running(truth: Path, on: date) -> pl.DataFrame:
    grants = pl.read_parquet(truth / "grants.parquet")
    return grants.filter(pl.col("start") <= on, pl.col("stop") >= on, pl.col("unit") != "once")


# per 1,000 inhabitants of 0-17 years, where it was read, which grants count
PUBLISHED = [
    (3.0, "seed 001 line 2883", pl.col("place").is_in(INSTITUTION)),
    (8.4, "seed 001 lines 2955 and 2959", pl.col("place").is_in(["foster", "municipal_foster"]) & pl.col("main")),
    (1.05, "seed 001 line 3013: a little over 1", (pl.col("place") == "kin_foster") & pl.col("main")),
    (35.5, "seed 002 line 703", pl.col("type") == "family_treatment"),
    (11.9, "seed 002 line 695", pl.col("type").is_in(["practical_support", "relief", "contact_person"])),
]


@pytest.mark.parametrize(("per_1000", "source", "counted"), PUBLISHED, ids=[source for _, source, _ in PUBLISHED])
def test_the_stock_is_at_the_published_level(truth: Path, per_1000: float, source: str, counted: pl.Expr) -> None:
    expected = per_1000 * levels().population_0_17 / 1000
    months = [date(2024, 3, 1), date(2024, 9, 1), date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1)]
    mean = sum(running(truth, on).filter(counted).height for on in months) / len(months)
    assert mean == pytest.approx(expected, abs=1.5 * expected**0.5 + 0.5), source


def test_the_population_is_that_of_the_average_advisory_municipality() -> None:
    assert levels().population_0_17 == 9_048  # seed 001 line 2900


# price a year in kr. at the level of the source, per full-year person
YEARLY = [
    ("own_institution", 365, 1_416_090),  # seed 004 line 276
    ("institution", 365, 1_416_090),
    ("residence", 365, 860_454),  # line 277
    ("kin_foster", 12, 106_609),  # line 279
    ("own_room", 12, 327_334),  # line 280
    ("boarding_school", 1, 327_334),
    ("family_treatment", 12, 148_920),  # line 293
    ("family_treatment_external", 12, 413_400),  # line 294
    ("family_treatment_following", 365, 62_050),  # line 296
]


@pytest.mark.parametrize(("kind", "per_year", "kroner"), YEARLY)
def test_prices_are_those_of_the_source(kind: str, per_year: int, kroner: int) -> None:
    """A rate per day or month is the yearly price divided and rounded to the øre, so at most half an øre a unit off."""
    assert abs(levels().kind(kind).price_oere * per_year - kroner * 100) <= per_year / 2


def test_ballerups_rates_of_2020() -> None:
    """OS2bos, ratesperdate: fee 4,423 a month; board and lodging 189 and 202 a day; equipment 10,170; 274 + 175 a week."""
    assert levels().kind("foster").price_oere == 442_300
    prices = {s.id: (s.price_under_10_oere, s.price_oere) for s in levels().supplements}
    assert prices == {"board": (18_900, 20_200), "equipment": (1_017_000, 1_017_000), "pocket_money": (44_900, 44_900)}


def test_every_level_and_price_names_its_source() -> None:
    raw = yaml.safe_load(resources("trinvis.demo").joinpath("data/levels.yaml").read_text(encoding="utf-8"))
    assert all(kind["level_source"] and kind["price_source"] for kind in raw["kinds"])
    assert all(payment["source"] for payment in raw["payments"])
    prevention = next(kind for kind in raw["kinds"] if kind["id"] == "early_prevention")
    assert prevention["level_source"].startswith("own assumption")


def test_account_strings_are_real_ones_of_the_area() -> None:
    text = resources("trinvis.demo").joinpath("data/accounts.csv").read_text(encoding="utf-8")
    rows = [line.split(";") for line in text.splitlines()[1:]]
    assert all(source == "OS2bos, Ballerup Kommune 2021 (MPL-2.0)" for _, _, source in rows)
    keys = {account.split("-")[1] for account, _, _ in rows}
    assert all(key[:3] == "528" or key[:5] in ("55772", "52207", "52517") for key in keys)
    assert set(accounts().values()) <= {account for account, _, _ in rows}
