"""What a method that looks at an area's spending alone says of the year-end: no grants, no children.

The ledger is read as it stands: late invoices make its newest months low, and these methods do not know that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.projection import (
    ABOVE_ESTIMATE,
    ABOVE_FRAME,
    FEW_MONTHS,
    NO_ESTIMATE,
    NO_MONTHS,
    PROJECTED,
    Closing,
    projections,
)
from trinvis.parameters import Area
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.calculations.forecast.known import Known

SERIES = (*PROJECTED, "straight_line", "seasonal_naive")
"""The methods of this file: those of ``projection`` and two plainer ones."""

_NEEDS_BUDGET = ("twelfths", "decentral_frame")

_SENTENCES = {
    FEW_MONTHS: "Gennemsnittet bygger på færre end 12 måneder.",
    NO_MONTHS: "Ingen af de sidste 12 måneder er kendt, så der er intet at fremskrive fra.",
    ABOVE_FRAME: "Forbruget er over rammen, men metoden siger, at rammen holder.",
    ABOVE_ESTIMATE: "Forbruget er over skønnet.",
    NO_ESTIMATE: "Der er intet skøn for området.",
}


class Said(NamedTuple):
    """A year-end in øre, None when the method cannot say; ``caveat`` is a Danish sentence, None when there is none."""

    year_end_oere: int | None
    caveat: str | None


@dataclass(frozen=True)
class Ledger:
    """The spending that was known, as small plain values; amounts in øre.

    ``posted`` is area → month → øre of the closed months, ``frames`` area → corrected budget, ``estimates`` area → the
    typed year-end. A month that any area has postings in is known, and counts as 0 in the others.
    """

    closing: Closing
    posted: Mapping[str, Mapping[int, int]]
    frames: Mapping[str, int]
    estimates: Mapping[str, int]

    def spent(self, area: str) -> int:
        """What the area has spent in the closed months of the year."""
        return sum(amount for month, amount in self.posted.get(area, {}).items() if month // 100 == self.closing.year)


def ledger_of(known: Known, estimates: Mapping[str, int]) -> Ledger:
    """The spending of ``known`` per area and closed month, with the budgets and what was typed."""
    import polars as pl

    sums = (
        known.spent.filter(pl.col("month") <= known.as_of)
        .group_by(pl.col("area").fill_null(UNPLACED), "month")
        .agg(pl.col("amount_oere").sum())
    )
    posted: dict[str, dict[int, int]] = {}
    for area, month, amount in sums.sort("area", "month").iter_rows():
        posted.setdefault(area, {})[month] = amount
    months = frozenset(month for area in posted.values() for month in area)
    return Ledger(Closing(known.year, known.as_of, months), posted, known.frames, estimates)


def series_said(method: str, area: str, ledger: Ledger) -> Said:
    """What one of ``SERIES`` says of an area.

    Those of ``projection`` are defined there (seed 003 lines 5205-5224). An area without a corrected budget has 0, and
    that is said; when no area has one, the budget is not known. Besides:

    - ``straight_line``: spent / closed months of the year × 12. Before the first month is closed it cannot say.
    - ``seasonal_naive``: spent + what the same months as the open ones cost last year, at last year's level. It cannot
      say when one of them is not known.
    """
    if method == "straight_line":
        return _straight_line(area, ledger)
    if method == "seasonal_naive":
        return _seasonal_naive(area, ledger)
    return _projected(method, area, ledger)


def _projected(method: str, area: str, ledger: Ledger) -> Said:
    if method in _NEEDS_BUDGET and not ledger.frames:
        return Said(None, "Årets korrigerede budget er ikke kendt.")
    line = Area(area, area, "", "", (), (), method, "")
    (found,) = projections([line], ledger.closing, ledger.posted, ledger.frames, ledger.estimates)
    sentences = [_SENTENCES[flag] for flag in found.flags]
    if NO_MONTHS in found.flags or NO_ESTIMATE in found.flags:
        return Said(None, " ".join(sentences))
    if method in _NEEDS_BUDGET and area not in ledger.frames:
        sentences.insert(0, "Området har intet korrigeret budget; det regnes som 0.")
    return Said(ledger.spent(area) + found.rest_oere, " ".join(sentences) or None)


def _straight_line(area: str, ledger: Ledger) -> Said:
    closed = sum(1 for month in ledger.closing.known_months if month // 100 == ledger.closing.year)
    if not closed:
        return Said(None, "Ingen af årets måneder er lukket, så der er intet at fremskrive fra.")
    return Said(rounded_quotient(ledger.spent(area) * 12, closed), None)


def _seasonal_naive(area: str, ledger: Ledger) -> Said:
    last_year = [month - 100 for month in ledger.closing.open_months]
    if not ledger.closing.known_months.issuperset(last_year):
        return Said(None, "Sidste års samme måneder er ikke kendt.")
    posted = ledger.posted.get(area, {})
    return Said(ledger.spent(area) + sum(posted.get(month, 0) for month in last_year), None)
