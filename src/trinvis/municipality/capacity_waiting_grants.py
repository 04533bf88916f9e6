"""Days from decision to start in our own grants, by paragraph: what came through, and who still waits.

C22 of the children's notes, table 5-29 of the adults' (seed 002 lines 3881-3906, 10053-10095), here from what was granted instead of
what was estimated. Grants that begin before they are granted have not waited and are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.waiting import Course, Waited, until_start
from trinvis.municipality.capacity_activity_keys import key_of, paragraph_words
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said, Source, missing
from trinvis.tables import GRANTS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

KEY, DAYS, NUMBER = "waiting.grants", "dage", "indsatser"
DECIDED = ("granted", "ended")
WITHOUT = "uden paragraf"
_BASE = re.compile(r"[A-ZÆØÅ]+-\d+")


@dataclass(frozen=True)
class Granted:
    """One grant decided in the year."""

    number: int
    child: int | None
    paragraph: str
    decided: date
    begun: date


def grant_table(made: Capacity) -> FigureTable:
    """The grants that were decided in the analysis's year, as known on its day. Raises ``CapacityRefused`` without any."""
    grants = _granted(made)
    if not grants:
        raise CapacityRefused(
            f"Ingen egne indsatser bevilget i {made.year} har både dato for bevillingen og start; hent indsatserne ind med begge."
        )
    by_paragraph: dict[str, list[Granted]] = {}
    for one in grants:
        by_paragraph.setdefault(one.paragraph, []).append(one)
    figures: dict[tuple[str, str], Figure] = {}
    rows = []
    for paragraph in sorted(by_paragraph, key=lambda one: (one == WITHOUT, one)):
        row = key_of(paragraph)
        rows.append(Row(row, WITHOUT if paragraph == WITHOUT else paragraph_words(paragraph), "part"))
        figures |= {(row, column): one for column, one in _figures(made, by_paragraph[paragraph]).items()}
    rows.append(Row("total", "I alt", "total"))
    figures |= {("total", column): one for column, one in _figures(made, grants).items()}
    columns = (
        Column("n", "Begyndt", NUMBER),
        Column("mean", "Dage fra bevilling til start", DAYS, decimals=1, of=("n",)),
        Column("waiting", "Venter endnu", NUMBER),
        Column("so_far", "Har ventet indtil nu", DAYS, decimals=1, of=("waiting",)),
        Column("before", "Begyndt før bevillingen", NUMBER),
    )
    at = {name: (KEY, "total", name) for name in ("mean", "n")}
    return FigureTable(
        KEY, f"Fra bevilling til start i {made.name(made.own)}, bevilget i {made.year}", "Paragraf", columns, tuple(rows), figures,
        (Said(f"Der gik {{mean}} i gennemsnit, fra en indsats blev bevilget i {made.year}, til den begyndte; {{n}} er begyndt.", at),),
        (
            f"Egne bevilgede indsatser, som de kendes {made.basis.day:%d.%m.%Y}; en indsats tælles én gang, og en ændring af en anden tælles ikke.",
            "Indsatser, der begyndte, før de blev bevilget, har ikke ventet og er ikke i gennemsnittet.",
        ),
    )  # fmt: skip


def _granted(made: Capacity) -> list[Granted]:
    """Decided in the year and with their first day, one for each grant; none from before the first day that the extracts tell of."""
    if not made.facts.has(GRANTS.name):
        return []
    rows = made.facts.rows(GRANTS.name).filter(pl.col("start").is_not_null())
    first = rows["start"].min()
    rows = rows.filter(pl.col("status").is_in(DECIDED), pl.col("modifies").is_null(), pl.col("grant_id").is_not_null())
    one = (
        rows.sort("grant_id", "start", "row_no")
        .group_by("grant_id", maintain_order=True)
        .agg(pl.col("start").min(), pl.col("granted_on").min(), pl.col("paragraph").first(), pl.col("child_no").first())
        .filter(pl.col("granted_on").dt.year() == made.year, pl.col("granted_on") >= first)
    )
    areas = _areas(made)
    found = []
    for number, begun, decided, paragraph, child in one.iter_rows():
        base = _base(paragraph)
        if areas.get(base, "children") == made.area:
            found.append(Granted(number, child, base, decided, begun))
    return found


def _base(paragraph: str | None) -> str:
    """``BL-32.1.5`` is of ``BL-32``."""
    told = _BASE.match(paragraph or "")
    return told.group() if told else WITHOUT


def _areas(made: Capacity) -> dict[str, str]:
    """Paragraph → area; grants on paragraphs of no account are the children's, as the table is."""
    found: dict[str, str] = {}
    for area in AREAS:
        for year in made.years:
            for account in made.facts.accounts(area, year).accounts:
                found |= {one: area for one in account.paragraphs if one not in found}
    return found


def _figures(made: Capacity, grants: Sequence[Granted]) -> dict[str, Figure]:
    day = made.basis.day
    before = [one for one in grants if one.begun < one.decided]
    waited = [one for one in grants if one.begun >= one.decided and one.decided <= day]
    found = until_start([Course(one.decided, one.decided, one.begun) for one in waited], day)
    through = [one for one in waited if one.begun <= day]
    still = [one for one in waited if one.begun > day]
    figures = {
        "n": _number(through, "Indsatser, der er begyndt på dagen, de blev bevilget, eller senere."),
        "mean": _mean(found, through),
        "waiting": _number(still, f"Bevilgede indsatser, der ikke var begyndt {day:%d.%m.%Y}."),
        "before": _number(before, "Indsatser, hvis første dag ligger før bevillingen."),
    }
    if found.so_far is not None:
        how = "Dagene fra bevillingen til i dag, i gennemsnit af dem, der venter endnu."
        figures["so_far"] = Figure(found.so_far, DAYS, how, sources=_rows(still), persons=_children(still))
    return figures


def _number(grants: Sequence[Granted], how: str) -> Figure:
    return Figure(float(len(grants)), NUMBER, how, sources=_rows(grants), persons=_children(grants))


def _mean(found: Waited, grants: Sequence[Granted]) -> Figure:
    if found.days is None:
        return missing(DAYS, "Ingen af dem er begyndt efter bevillingen.")
    how = "Dagene fra bevillingen til den første dag, i gennemsnit af dem, der er begyndt."
    return Figure(found.days, DAYS, how, sources=_rows(grants), persons=_children(grants))


def _rows(grants: Sequence[Granted]) -> tuple[Source, ...]:
    return (Source(GRANTS.name, {"grant_id": tuple(sorted(one.number for one in grants))}),)


def _children(grants: Sequence[Granted]) -> float:
    """How many children are behind; a grant without one counts as one."""
    return float(len({(one.child, one.number if one.child is None else 0) for one in grants}))
