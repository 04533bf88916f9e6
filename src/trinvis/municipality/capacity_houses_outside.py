"""What a day outside costs: the average rate that our own children of the same kind of offer pay at external providers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.capacity.houses import month_days
from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.calculations.commitments.day_price import day_price
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.municipality.capacity_houses_known import DECIDED, KnownHouses, lives_in
from trinvis.reports import danish
from trinvis.tables.choices import INTERVENTION_TYPES, PLACEMENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTERNAL = ("other_municipality", "region", "private")
SPAN = 12
"""Months up to the newest whole one that rates outside are taken from."""
YEAR_DAYS = 365
_LABELS = {label.casefold(): code for code, label in (*INTERVENTION_TYPES, *PLACEMENT_TYPES)}
_CODES = dict((*INTERVENTION_TYPES, *PLACEMENT_TYPES))


@dataclass(frozen=True, eq=False)
class OutsidePrice:
    """``rate_oere`` a day, None where ``refused`` says why. ``lines`` are the grant rows with their ``days``, ``day_oere`` and
    ``signed_oere``; ``children`` how many children they are of.
    """

    rate_oere: int | None
    words: str
    refused: str
    lines: pl.DataFrame
    children: int


def outside_price(known: KnownHouses, provider_no: int) -> OutsidePrice:
    """The day price of decided stays at external providers, weighted by their days in the last ``SPAN`` months."""
    types = kinds_of(known, provider_no)
    last = month_days(known.as_of)[1]
    first = month_days(month_of(month_index(known.as_of) - SPAN + 1))[0]
    listed = ", ".join(_CODES.get(one, one) for one in types)
    rows = lives_in(known.grants).filter(
        pl.col("status").is_in(DECIDED),
        pl.col("provider_kind").is_in(EXTERNAL),
        pl.col("paying_municipality").fill_null(known.own) == known.own,
        pl.coalesce("placement_type", "intervention_type").is_in(types),
        pl.col("rate_oere").is_not_null(),
    )
    rows = rows.with_columns(
        days=pl.min_horizontal(pl.col("stop_day").fill_null(OPEN_DAY), last)
        - pl.max_horizontal(pl.col("start_day"), first)
        + 1
    ).filter(pl.col("days") > 0)
    priced = (
        nw.from_native(rows).with_columns(day_oere=day_price(municipality=known.own, year_days=YEAR_DAYS)).to_native()
    )
    lines = priced.with_columns(
        pl.col("days").cast(pl.Int64), signed_oere=(pl.col("days") * pl.col("day_oere")).cast(pl.Int64)
    )
    days, amount = int(lines["days"].sum()), int(lines["signed_oere"].sum())
    if not types:
        return OutsidePrice(None, "", "Hverken husets tilbudstype eller dets indsatser siger, hvilke pladser der kan købes i stedet.", lines, 0)  # fmt: skip
    if amount <= 0:
        return OutsidePrice(None, "", f"Ingen egne børn har det seneste år været hos eksterne leverandører i samme slags tilbud ({listed}), så prisen ude er ukendt.", lines, 0)  # fmt: skip
    grants = danish.count(lines["grant_id"].n_unique(), "indsats", "indsatser")
    return OutsidePrice(
        rounded_quotient(amount, days),
        f"Prisen ude er det, egne børn koster pr. døgn hos eksterne leverandører i samme slags tilbud ({listed}): {grants} og {danish.decimal(days)} døgn i de {SPAN} måneder til {danish.month(known.as_of)}.",
        "",
        lines,
        lines["child_no"].n_unique(),
    )  # fmt: skip


def kinds_of(known: KnownHouses, provider_no: int) -> Sequence[str]:
    """The kinds of offer of a house: as its offers are called where they are our own words, else as its grants are."""
    named = [_LABELS[one.casefold()] for one in known.told[provider_no].offers if one.casefold() in _LABELS]
    if named:
        return sorted(set(named))
    rows = known.living.filter(pl.col("provider_no") == provider_no)
    return sorted(rows.select(pl.coalesce("placement_type", "intervention_type")).to_series().drop_nulls().unique())
