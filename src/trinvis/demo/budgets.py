"""Budgets of the example: what the council of an invented municipality could have decided, knowing only the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from trinvis.demo.grants import Grants
    from trinvis.demo.levels import Levels
    from trinvis.parameters import Profile

STEP = 10_000_000
"""Budgets are set in whole 100,000 kr."""

ASSUMED = {
    "plejefamilier": ("foster", "municipal_foster"),
    "opholdssteder": ("residence",),
    "doegninstitutioner": ("own_institution", "institution"),
    "slaegt_netvaerk": ("kin_foster",),
    "familiebehandling": (
        "family_treatment",
        "family_treatment_following",
        "family_treatment_external",
        "practical_support",
    ),
    "aflastning_kontaktperson": ("relief", "contact_person"),
}
"""Areas whose budget rests on full-year persons and an average price, and the kinds of grant that they count."""


@dataclass(frozen=True)
class Amount:
    """One budget row: year, version as users write it, area, øre, the day it was decided."""

    year: int
    version: str
    area: str
    oere: int
    decided: date
    note: str


def _round(oere: float) -> int:
    return round(oere / STEP) * STEP


def amounts(rng: Random, cost: pl.DataFrame, profile: Profile, levels: Levels) -> list[Amount]:
    """Original budgets 2024–2026 from the true cost of the year before, a little too hopeful, and what was moved since."""
    out: list[Amount] = []
    for year in (2024, 2025, 2026):
        before = dict(cost.filter(pl.col("year") == year - 1).select("area", "ledger_oere").iter_rows())
        growth = levels.index(year) / levels.index(year - 1)
        decided = date(year - 1, 10, 8)
        for area in profile.areas:
            hope = rng.uniform(0.92, 0.975)
            known = before.get(area.id, 0) * growth * hope
            if known:
                out.append(
                    Amount(year, "Oprindeligt budget", area.id, _round(known), decided, "Vedtaget budget (opdigtet)")
                )
        spring, autumn = date(year, 4, 24), date(year, 8, 27)
        moved = rng.choice((3, 4, 6)) * STEP
        moves = [
            ("familiebehandling", "opholdssteder", moved),
            ("forebyggende", "aflastning_kontaktperson", moved // 2),
        ]
        for source, target, oere in moves:
            oere = _round(oere)
            out.append(Amount(year, "Omplacering", source, -oere, spring, "Omplacering inden for rammen (opdigtet)"))
            out.append(Amount(year, "Omplacering", target, oere, spring, "Omplacering inden for rammen (opdigtet)"))
        carried = rng.choice((-2, 2, 3, 4)) * STEP
        out.append(Amount(year, "Overførsel", "familiebehandling", carried, spring, "Overført fra året før (opdigtet)"))
        extra = rng.choice((5, 8, 10)) * STEP
        out.append(Amount(year, "Tillægsbevilling", "opholdssteder", extra, autumn, "Tillægsbevilling (opdigtet)"))
    return out


def deviations(found: list[Amount], cost: pl.DataFrame, day: date) -> dict[str, int]:
    """Area → true deviation of the year in øre (corrected budget on that day − true cost): what explanations can be about."""
    true = dict(cost.filter(pl.col("year") == day.year).select("area", "ledger_oere").iter_rows())
    budget: dict[str, int] = {}
    for amount in found:
        if amount.year == day.year and amount.decided <= day:
            budget[amount.area] = budget.get(amount.area, 0) + amount.oere
    return {area: oere - true.get(area, 0) for area, oere in budget.items()}


def assumptions(grants: Grants, charged: pl.DataFrame, year: int, found: list[Amount]) -> pl.DataFrame:
    """Number and price behind a year's budget: full-year persons of the year before, and the price that fills the budget.

    Only main grants are counted; ``full_year_persons`` and ``children`` × 100, ``price`` in whole øre of a full-year person.
    """
    kinds = {kind: area for area, members in ASSUMED.items() for kind in members}
    counted = (
        charged.filter(pl.col("month") // 100 == year - 1)
        .join(grants.grants.filter("main").select("grant", "child", "kind"), on="grant")
        .filter(pl.col("kind").is_in(list(kinds)))
        .with_columns(pl.col("kind").replace_strict(kinds).alias("area"))
        .group_by("area")
        .agg(pl.col("days").sum(), pl.col("child").n_unique().alias("children"))
        .sort("area")
    )
    budget = {a.area: a.oere for a in found if a.year == year and a.version == "Oprindeligt budget"}
    tenths = (counted["days"] * 20 + 365) // 730
    price = pl.col("area").replace_strict(budget) * 100 / pl.col("full_year_persons")
    return counted.with_columns(
        (tenths * 10).alias("full_year_persons"), (pl.col("children") * 100).alias("children")
    ).with_columns(((price / 100_000).round().cast(pl.Int64) * 100_000).alias("price"))
