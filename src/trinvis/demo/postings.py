"""The ledger of the example: every invoice, pay and payment that the true courses lead to, on the day it was booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.charges import month_days, months
from trinvis.demo.grants import NEIGHBOUR, Grants, Traits

if TYPE_CHECKING:
    from trinvis.demo.courses import World
    from trinvis.demo.levels import Levels

LATE = (0.52, 0.33, 0.11, 0.04)
"""Shares of invoices that come in the month of service and one, two and three months after."""

COLLECTIVE_ACCOUNT = {
    "family_house": (("family_house_wages", 0.86), ("family_house_other", 0.14)),
    "own_institution": (("own_institution_wages", 0.88), ("own_institution_other", 0.12)),
    "practical_support": (("support_wages", 1.0),),
    "residence": (("residence_collective", 1.0),),
    "contact_person": (("contact_person_collective", 1.0),),
    "early_prevention": (("early_prevention_collective", 1.0),),
}
"""What collective payments are booked on, and in which shares; none of these names a child."""

LIMITS_2022 = ((860_000, 25), (1_680_000, 25), (2_120_000, 25))
"""Limits in kr. a year and the further per cent above each: level 2022 of Barnets lov § 198; later years are assumed."""


@dataclass(frozen=True)
class Ledger:
    """``postings`` in the order booked; ``limits`` year → three assumed limits in kr."""

    postings: pl.DataFrame
    limits: dict[int, tuple[int, int, int]]


def _schema() -> dict[str, type[pl.DataType]]:
    return {
        "service": pl.Int64,
        "booked": pl.Int64,  # month as a count from the first month shown
        "account": pl.String,
        "amount": pl.Int64,
        "child": pl.Int64,
        "reference": pl.String,
        "provider": pl.String,
        "text": pl.String,
        "kind": pl.String,
    }


def ledger(
    rng: np.random.Generator,
    world: World,
    grants: Grants,
    charged: pl.DataFrame,
    levels: Levels,
    accounts: dict[str, str],
    traits: Traits,
) -> Ledger:
    """Every posting from the first month shown to the last, also those booked after the last delivery."""
    number = {month: at for at, month in enumerate(months())}
    lines = charged.join(
        grants.grants.select(
            "grant",
            "key",
            "child",
            "kind",
            "provider",
            "provider_kind",
            "collective",
            "carer",
            "unit",
            "paying",
            "account",
            "main",
        ),
        on="grant",
    ).with_columns(pl.col("month").replace_strict(number).alias("service"))
    lines = lines.sort("grant", "service", "from")
    limits = {year: _limits(levels, year) for year in range(2023, 2027)}
    parts = [
        _invoices(rng, lines.filter(~pl.col("collective")), traits),
        _settled(lines.filter(pl.col("paying") == NEIGHBOUR)),
        _collective(rng, lines.filter("collective"), traits),
        _payments(rng, levels, lines),
        _refund(lines, [child.household for child in world.children], limits),
    ]
    postings = (
        pl.concat([part.select(_schema().keys()).cast(_schema()) for part in parts])  # type: ignore[arg-type]
        .with_columns(pl.col("account").replace_strict(accounts))
        .filter(pl.col("amount") != 0)
    )
    dom = rng.integers(1, 29, postings.height)
    first = np.array([month_days(month)[0] for month in [*months(), 202701, 202702, 202703, 202704]])
    booked = postings["booked"].to_numpy()
    return Ledger(
        postings.with_columns(pl.Series("day", first[booked] + dom - 1)).sort(
            "day", "account", "service", maintain_order=True
        ),
        limits,
    )


def _limits(levels: Levels, year: int) -> tuple[int, int, int]:
    a, b, c = (round(limit * levels.index(year) / levels.index(2023), -4) for limit, _ in LIMITS_2022)
    return int(a), int(b), int(c)


def _invoices(rng: np.random.Generator, lines: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """One posting per price period and month; carers are paid in the month, others send an invoice when they do."""
    count = lines.height
    late = rng.choice(len(LATE), count, p=LATE)
    late[lines["carer"].to_numpy()] = 0
    if traits.invoice_months_late is not None:
        late[:] = traits.invoice_months_late
    known = rng.random(count)
    account = (
        pl.when((pl.col("kind") == "residence") & (pl.col("provider_kind") == "private"))
        .then(pl.lit("residence_private"))
        .when((pl.col("kind") == "residence") & (pl.col("provider_kind") == "other_municipality"))
        .then(pl.lit("residence_municipality"))
        .otherwise("account")
    )
    pay = pl.col("carer") & (pl.col("unit") == "month")
    return lines.with_columns(
        pl.Series("booked", lines["service"].to_numpy() + late),
        account.alias("account"),
        pl.when(~pay).then("child").alias("child"),
        pl.when(~pay & (pl.lit(pl.Series(known)) < 0.45) | (pl.col("carer") & ~pay)).then("key").alias("reference"),
        pl.when(pay)
        .then(pl.lit("Vederlag"))
        .when(pl.col("carer"))
        .then(pl.lit("Kost og logi"))
        .when(pl.col("kind").is_in(["residence", "institution", "secure"]))
        .then(pl.lit("Døgntakst"))
        .otherwise(pl.lit("Faktura"))
        .alias("text"),
    )


def _settled(lines: pl.DataFrame) -> pl.DataFrame:
    """What the neighbour owes for its children is claimed the month after."""
    return (
        lines.group_by("service", "child", maintain_order=True)
        .agg(-pl.col("amount").sum())
        .with_columns(
            (pl.col("service") + 1).alias("booked"),
            pl.lit("foster_income").alias("account"),
            pl.lit(None, dtype=pl.String).alias("reference"),
            pl.lit("Eksempelby Nabokommune").alias("provider"),
            pl.lit("Mellemkommunal afregning").alias("text"),
            pl.lit("foster").alias("kind"),
        )
    )


def _collective(rng: np.random.Generator, lines: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """Own units' pay and other cost, near to what their prices give; outside providers' collective invoices, exact."""
    group = (
        pl.when(pl.col("kind").str.starts_with("family_treatment"))
        .then(pl.lit("family_house"))
        .otherwise("kind")
        .alias("group")
    )
    totals = (
        lines.with_columns(group)
        .group_by("service", "provider", "group", "provider_kind", maintain_order=True)
        .agg(pl.col("amount").sum())
        .sort("provider", "service")
    )
    own = (totals["provider_kind"] == "own").to_numpy()
    year = totals["service"].to_numpy() // 12
    drift = np.where(own, 1 + np.array([0.004, -0.003, 0.006, 0.012])[year] + rng.normal(0, 0.012, totals.height), 1.0)
    late = np.where(own, 0, 1)
    if traits.invoice_months_late is not None:
        late[:] = np.where(own, 0, traits.invoice_months_late)
    if not traits.late:
        drift[:] = 1.0
    out = totals.with_columns(
        pl.Series("amount", np.rint(totals["amount"].to_numpy() * drift).astype(np.int64)),
        pl.Series("booked", totals["service"].to_numpy() + late),
    )
    parts = []
    for name, accounts in COLLECTIVE_ACCOUNT.items():
        rows = out.filter(pl.col("group") == name)
        left = rows["amount"]
        for place, (account, share) in enumerate(accounts):
            last = place == len(accounts) - 1
            amount = left if last else (rows["amount"].cast(pl.Float64) * share).round().cast(pl.Int64)
            left = left - amount
            wages = "wages" in account
            parts.append(
                rows.with_columns(
                    amount.alias("amount"),
                    pl.lit(account).alias("account"),
                    pl.lit(
                        "Løn, månedslønnede" if wages else "Øvrig drift" if len(accounts) > 1 else "Samlefaktura"
                    ).alias("text"),
                )
            )
    none = pl.lit(None, dtype=pl.Int64).alias("child"), pl.lit(None, dtype=pl.String).alias("reference")
    return pl.concat(parts).with_columns(*none, pl.col("group").alias("kind"))


def _payments(rng: np.random.Generator, levels: Levels, lines: pl.DataFrame) -> pl.DataFrame:
    """What is paid without a grant: about as many payments a month as the level says, to children of the example."""
    children = lines["child"].unique().sort().to_numpy()
    parts = []
    for payment in levels.payments:
        even = np.full(len(months()), payment.number)
        count = even if payment.even else rng.poisson(payment.number, len(months()))
        service = np.repeat(np.arange(len(months())), count)
        scale = np.array([levels.index(month // 100) for month in months()])[service]
        spread = rng.uniform(0.98, 1.02, len(service)) if payment.even else rng.uniform(0.6, 1.4, len(service))
        amount = np.rint(payment.amount_oere * scale * spread / 100) * 100
        parts.append(
            pl.DataFrame(
                {
                    "service": service,
                    "booked": service,
                    "amount": amount.astype(np.int64),
                    "child": rng.choice(children, len(service)),
                }
            ).with_columns(
                pl.when(not payment.even).then("child").alias("child"),
                pl.lit(payment.account).alias("account"),
                pl.lit(payment.text).alias("text"),
                pl.lit(payment.id).alias("kind"),
            )
        )
    blank = pl.lit(None, dtype=pl.String)
    return pl.concat(parts).with_columns(blank.alias("reference"), blank.alias("provider"))


def _refund(lines: pl.DataFrame, households: list[int], limits: dict[int, tuple[int, int, int]]) -> pl.DataFrame:
    """Refund of particularly dear cases by month and household over a twelfth of the limits, received after the quarter."""
    paid = (
        lines.filter(pl.col("paying").is_null())
        .with_columns(pl.lit(pl.Series(households)).gather("child").alias("household"))
        .group_by("service", "household")
        .agg(pl.col("amount").sum())
        .with_columns((pl.col("service") // 12 + 2023).alias("year"))
    )
    due = pl.lit(0, dtype=pl.Int64)
    for step in range(3):
        limit = pl.col("year").replace_strict({year: levels[step] * 100 // 12 for year, levels in limits.items()})
        due = due + (pl.col("amount") - limit).clip(0) * 25 // 100
    return (
        paid.with_columns(due.alias("due"))
        .group_by((pl.col("service") // 3).alias("quarter"))
        .agg(-pl.col("due").sum().alias("amount"))
        .sort("quarter")
        .with_columns(
            (pl.col("quarter") * 3 + 2).alias("service"),
            (pl.col("quarter") * 3 + 3).alias("booked"),
            pl.lit("refund").alias("account"),
            pl.lit(None, dtype=pl.Int64).alias("child"),
            pl.lit(None, dtype=pl.String).alias("reference"),
            pl.lit(None, dtype=pl.String).alias("provider"),
            pl.lit("Refusion, særligt dyre enkeltsager").alias("text"),
            pl.lit("refund").alias("kind"),
        )
    )
