"""Tables of what the target group costs and how many work for it: our own, and the country's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.caveats import UNCERTAIN_SHARE
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, FigureTable, Row, Said
from trinvis.municipality.capacity_measures import COUNTRY, Measure
from trinvis.municipality.capacity_money import money_measures, total_measure
from trinvis.municipality.capacity_shares import Measured, adopted
from trinvis.municipality.capacity_survey_shares import adopted_rows
from trinvis.municipality.capacity_survey_staff import staff_measures
from trinvis.municipality.capacity_survey_target import TOTAL, Target

if TYPE_CHECKING:
    from trinvis.calculations.capacity.growth import Break
    from trinvis.municipality.capacity import Capacity

TITLES: dict[Measured, str] = {"money": "Målgruppens udgifter", "staff": "Målgruppens årsværk"}


def target_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """The target group's money and staff of us and of the country; none where no share is adopted."""
    found = []
    standing = adopted_rows(made)
    each: dict[Measured, tuple[Measure, ...]] = {"money": money_measures(made), "staff": staff_measures(made)}
    for measured, measures in each.items():
        shares = adopted(made, measured)
        if not shares or not measures:
            continue
        breaks = total_measure(made).breaks if measured == "money" else _all_breaks(measures)
        for code, name in ((made.own, "egen"), (COUNTRY, "land")):
            of = Target(made, f"survey.{measured}.{name}", measures, shares, code, breaks, standing)
            found.append(_table(of, measured))
    return tuple(found)


def _all_breaks(measures: tuple[Measure, ...]) -> tuple[Break, ...]:
    return tuple({(one.year, one.reason): one for measure in measures for one in measure.breaks}.values())


def _table(of: Target, measured: Measured) -> FigureTable:
    made = of.made
    who = "hele landet" if of.code == COUNTRY else made.name(made.own)
    kind = "part" if len(of.measures) > 1 else "plain"
    rows = [Row(one.key, one.label, kind) for one in of.measures]  # type: ignore[arg-type]
    if len(rows) > 1:
        rows.append(Row(TOTAL, "I alt", "total"))
    figures = of.rows()
    notes = [f"Andele: {of.choice.words}; ved siden af {of.other.words}."]
    if measured == "money":
        notes.append(f"{made.prices.text[0].upper()}{made.prices.text[1:]}.")
    else:
        notes.append("Årsværk uden egen andel har udgifternes andel: det antages, at penge og hænder følges ad.")
    return FigureTable(
        of.table,
        f"{TITLES[measured]}, {who}",
        "Tilbud",
        _columns(of, {column for (_, column), one in figures.items() if one.value is not None}),
        tuple(rows),
        figures,
        _answer(of, measured, who),
        tuple(notes),
        (f"{UNCERTAIN_SHARE.text} ({UNCERTAIN_SHARE.source})",),
        scale="mio" if measured == "money" else "kr",
    )


def _columns(of: Target, known: set[str]) -> tuple[Column, ...]:
    """``known``: the columns that have a figure; a year between the ends that has none is not shown."""
    years, unit = of.made.years, of.measures[0].unit
    decimals = 0 if unit == KRONER else 1
    first, last = years[0], years[-1]
    columns: list[Column] = []
    for year in years:
        columns += [
            Column(f"whole_{year}", f"Hele tilbuddet {year}", unit, "level", decimals, year=year, hidden=True),
            Column(f"share_{year}", f"Målgruppens andel {year}", PER_CENT, "share", 1, (f"y{year}", f"whole_{year}"), hidden=year != last),
            Column(f"y{year}", str(year), unit, "level", decimals, year=year, hidden=year not in (first, last) and f"y{year}" not in known),
        ]  # fmt: skip
        if year in (first, last):
            columns += [
                Column(f"other_share_{year}", f"Andel {year}, {of.other.words}", PER_CENT, "share", 1, (f"other_y{year}", f"whole_{year}"), hidden=True),
                Column(f"other_y{year}", f"{year}, {of.other.words}", unit, "level", decimals, year=year, hidden=True),
            ]  # fmt: skip
    columns += [
        Column("low", f"Interval {last}, fra", unit, "low", decimals, (f"y{last}",)),
        Column("high", f"Interval {last}, til", unit, "high", decimals, (f"y{last}",)),
    ]
    if len(years) > 1:
        columns += [
            Column("growth", f"Ændring {first}-{last}, {of.choice.words}", PER_CENT, "growth", 1, (f"y{first}", f"y{last}")),
            Column("growth_other", f"Ændring {first}-{last}, {of.other.words}", PER_CENT, "growth", 1, (f"other_y{first}", f"other_y{last}")),
        ]  # fmt: skip
    return tuple(columns)


def _answer(of: Target, measured: Measured, who: str) -> tuple[Said, ...]:
    row, last = (TOTAL if len(of.measures) > 1 else of.measures[0].key), of.made.years[-1]
    at = {"now": (of.table, row, f"y{last}"), "share": (of.table, row, f"share_{last}")}
    what = "{now} af udgifterne" if measured == "money" else "{now}"
    first = Said(f"Målgruppen tegner sig for {what} i {who} i {last}, som er {{share}} af hele området.", at)
    if len(of.made.years) < 2:
        return (first,)
    change = {"growth": (of.table, row, "growth"), "other": (of.table, row, "growth_other")}
    return (
        first,
        Said(
            f"Siden {of.made.years[0]} er det ændret med {{growth}} ({of.choice.words}); med {of.other.words} er ændringen {{other}}.",
            change,
        ),
    )
