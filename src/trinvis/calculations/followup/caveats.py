"""What must be said beside a follow-up: plain sentences with a code, an area and an amount where they have one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.followup.rows import TOTAL, UNKNOWN_AREA
from trinvis.calculations.forecast.estimates import RISK_IN_CLOSED_MONTH, YEAR_CLOSED
from trinvis.calculations.forecast.projection import (
    ABOVE_ESTIMATE,
    ABOVE_FRAME,
    FEW_MONTHS,
    NO_ESTIMATE,
    NO_MONTHS,
    Projection,
)
from trinvis.calculations.forecast.refund import ALREADY_POSTED, ASSUMED_LIMITS, SIBLINGS
from trinvis.parameters.value import Value, shown_text
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import polars as pl

NOT_CALCULATED = "ikke_beregnet"
MISSING_MONTH = "lukket_maaned_mangler"
ASSUMED = "antaget_parameter"
CARRIED_FORWARD = "fremskrevet"
NOT_PLACED = "ikke_placeret"
REJECTED = "afviste_raekker"
LEFT_OUT = "indtaegt_udeladt"

FLAGS: dict[str, str] = {
    NOT_CALCULATED: "ikke beregnet",
    FEW_MONTHS: "glidende gennemsnit af færre end 12 måneder",
    NO_MONTHS: "ingen kendte måneder at fremskrive fra",
    ABOVE_FRAME: "forbruget er over rammen",
    ABOVE_ESTIMATE: "forbruget er over skønnet",
    UNKNOWN_AREA: "området findes ikke i profilen",
    NO_ESTIMATE: "der mangler et skøn",
    RISK_IN_CLOSED_MONTH: "risikosag med beløb i en lukket måned",
    YEAR_CLOSED: "tæller ikke længere, for året er lukket",
    SIBLINGS: "søskende lagt sammen",
    ASSUMED_LIMITS: "antagne grænser",
    ALREADY_POSTED: "allerede bogført refusion trukket fra",
}
"""Code of a flag that this room sets → the words at the figure."""

_MONTH_NAMES = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Caveat:
    """One thing that the reader must know; ``area`` and ``amount_oere`` where it concerns one."""

    code: str
    sentence: str
    area: str | None = None
    amount_oere: int | None = None


@dataclass(frozen=True)
class RejectedRows:
    """Rows of deliveries in force that were not read: their number, the amount that could be read, and how many could not."""

    rows: int
    amount_oere: int
    unreadable: int


def refund_not_calculated(short: str, area: str | None) -> Caveat:
    """The refund is missing in the figures; ``short`` is ``MissingParameter.short``, as *grænser for 2026 mangler*."""
    sentence = f"Forventet refusion for særligt dyre enkeltsager er ikke beregnet: {short}. I alt er uden den."
    return Caveat(NOT_CALCULATED, sentence, area)


def no_refund_area() -> Caveat:
    """The profile has no area that the refund could stand in."""
    sentence = "Forventet refusion for særligt dyre enkeltsager er ikke regnet med: intet område har metoden refusion."
    return Caveat(NOT_CALCULATED, sentence)


def missing_months(months: Sequence[int]) -> tuple[Caveat, ...]:
    """Closed months (yyyymm) without received postings."""
    return tuple(
        Caveat(
            MISSING_MONTH,
            f"Posteringerne for {month_name(month)} mangler, skønt måneden er lukket; forbruget kan være for lavt.",
        )
        for month in months
    )


def of_projections(found: Iterable[Projection], labels: Mapping[str, str]) -> tuple[Caveat, ...]:
    """What the methods of areas must say; ``labels`` is area id → label."""
    sentences: list[Caveat] = []
    for projection in found:
        label = labels.get(projection.area, projection.area)
        known = len(projection.basis_months)
        basis = kroner(projection.basis_oere)
        texts = {
            FEW_MONTHS: f"{label}: det glidende gennemsnit bygger på {known} {_months(known)}, ikke på 12.",
            NO_MONTHS: f"{label}: ingen lukkede måneder er kendt, så der er intet at fremskrive fra.",
            ABOVE_FRAME: f"{label}: forbruget er over rammen på {basis}, men metoden siger, at rammen holder.",
            ABOVE_ESTIMATE: f"{label}: forbruget er over skønnet på {basis}.",
            NO_ESTIMATE: f"{label}: metoden er skøn, men der er intet skøn; forventet regnskab er kun forbruget.",
        }
        sentences.extend(
            Caveat(
                flag, texts[flag], projection.area, projection.basis_oere if known == 0 and flag != NO_MONTHS else None
            )
            for flag in projection.flags
        )
    return tuple(sentences)


def of_parameters(values: Iterable[Value], labels: Mapping[str, str]) -> tuple[Caveat, ...]:
    """Values used that are assumed or carried forward; ``labels`` is parameter name → Danish label. Each id once."""
    found = []
    for value in {value.id: value for value in values}.values():
        label = labels.get(value.name, value.name)
        name = f"{label}, {value.key}" if value.key else label
        if value.assumed:
            found.append(Caveat(ASSUMED, f"{name}: værdien {value.text()} er antaget ({value.source})."))
        if value.carried_from is not None:
            found.append(
                Caveat(CARRIED_FORWARD, f"{name}: {value.text()}, fremskrevet fra {value.carried_from}-niveau.")
            )
    return tuple(found)


def of_rows(rows: pl.DataFrame) -> tuple[Caveat, ...]:
    """Money that no rule places; ``rows`` are the follow-up's rows."""
    found = []
    for row in rows.iter_rows(named=True):
        if row["area"] != UNPLACED:
            continue
        figures = (("forecast_oere", "af forventet regnskab"), ("budget_oere", "af budgettet"))
        amounts = [f"{kroner(row[figure])} {what}" for figure, what in figures if row[figure]]
        if amounts:
            sentence = (
                f"Ikke placeret: {' og '.join(amounts)} hører ikke til noget område i profilen, men er med i alt."
            )
            found.append(Caveat(NOT_PLACED, sentence, UNPLACED, row["forecast_oere"]))
    return tuple(found)


def of_rejected(rejected: RejectedRows) -> tuple[Caveat, ...]:
    """Money of rows that were not read, and so is in no total."""
    if not rejected.rows:
        return ()
    rows = "1 afvist række" if rejected.rows == 1 else f"{rejected.rows} afviste rækker"
    sentence = f"{rows} på i alt {kroner(rejected.amount_oere)} er ikke med i tallene"
    if rejected.unreadable:
        sentence += f"; på {rejected.unreadable} af dem kunne beløbet ikke læses"
    return (Caveat(REJECTED, f"{sentence}.", TOTAL, rejected.amount_oere),)


def of_left_out(amount_oere: int) -> tuple[Caveat, ...]:
    """Income that gross areas do not count."""
    if not amount_oere:
        return ()
    sentence = f"Indtægter på {kroner(amount_oere)} regnes ikke med, fordi områderne opgøres brutto."
    return (Caveat(LEFT_OUT, sentence, TOTAL, amount_oere),)


def kroner(oere: int) -> str:
    """Øre as kroner in Danish form, always with two decimals when it has øre."""
    return f"{shown_text('oere', oere)} kr."


def month_name(month: int) -> str:
    """``202602`` → *februar 2026*."""
    return f"{_MONTH_NAMES[month % 100 - 1]} {month // 100}"


def _months(count: int) -> str:
    return "måned" if count == 1 else "måneder"
