"""A child's pictures: the grants along the steps, and what the months cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.presentation.child import month_amounts
from trinvis.presentation.grant_words import kind_text
from trinvis.reports import danish
from trinvis.reports.charts.child_timeline import Stay, child_timeline
from trinvis.reports.charts.month_bars import month_bars

if TYPE_CHECKING:
    from trinvis.municipality.commitments import Commitments

YEARS_BACK, YEARS_ON = 3, 1
"""How many years before and after the chosen one the time line shows at most."""


@dataclass(frozen=True)
class Drawing:
    """A picture before it is drawn."""

    title: str
    words: str
    spec: dict[str, Any]


def months_drawing(made: Commitments, child_no: int, as_of: date) -> Drawing:
    """The months as bars."""
    amounts = month_amounts(made, child_no)
    largest = max(amounts, key=lambda pair: pair[1])
    words_of = (
        f"Højest i {danish.month(largest[0])} med {danish.kroner(largest[1])} kr."
        if largest[1]
        else "Intet disponeret."
    )
    return Drawing(
        f"Disponeret pr. måned {made.year}, 1.000 kr.",
        words_of,
        month_bars(amounts, closed_through=as_of.year * 100 + as_of.month),
    )


def timeline_drawing(made: Commitments, child_no: int, steps: Mapping[int, str], as_of: date) -> Drawing | None:
    """The child's grants along the steps; None where no grant lies in the years shown."""
    grants = made.grants.filter(pl.col("child_no") == child_no, ~pl.col("status").is_in(["cancelled", "draft"])).sort(
        "start"
    )
    stays = [
        Stay(
            kind_text(grant["intervention_type"], grant["placement_type"]),
            grant["step_derived"],
            grant["start"],
            grant["stop"],
            grant["status"] != "expected",
        )
        for grant in grants.iter_rows(named=True)
    ]
    first, last = date(made.year - YEARS_BACK, 1, 1), date(made.year + YEARS_ON, 12, 31)
    seen = [stay for stay in stays if stay.start <= last and (stay.stop is None or stay.stop >= first)]
    if not seen:
        return None
    begin = max(first, date(min(stay.start for stay in seen).year, 1, 1))
    said = ". ".join(
        f"{stay.label}, {'uden for trappen' if stay.step is None else f'trin {stay.step}'}, fra {danish.day(stay.start)}"
        + (f" til {danish.day(stay.stop)}" if stay.stop else "")
        for stay in seen
    )
    return Drawing(
        f"Indsatser på trappen {begin.year}–{last.year}; stiplet streg er {danish.day(as_of)}",
        said,
        child_timeline(seen, steps, as_of, first=begin, last=last),
    )
