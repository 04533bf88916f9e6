"""Referrals to the psychiatry that did not lead to treatment, of those received, and the change in percentage points.

C24 of the children's notes (seed 002 lines 5518-5572): the change is refused when other regions have told, or they count otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.growth import ShareSeries, point_change
from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.referrals import Referrals, Rejections, rejection_series, rejections
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_figure import (
    PER_CENT,
    POINTS,
    Column,
    Figure,
    FigureTable,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, Counted, counted
from trinvis.municipality.capacity_psychiatry_figures import Figures, Place, country_place, region_places

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

KEY, REFERRALS = "psychiatry.referrals", "henvisninger"
HOW = "Andelen er afviste og annullerede henvisninger af de modtagne, i de regioner, der har oplyst begge."


def referral_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Referrals by region in the last year, and the share in the first. Raises ``CapacityRefused`` without any."""
    ages = band_words(BAND_OF[made.area])
    received = counted(
        made,
        "referral",
        "number",
        "received",
        "Modtagne henvisninger",
        REFERRALS,
        f"Henvisninger af {ages} til psykiatrien.",
    )
    rejected = counted(
        made,
        "referral",
        "rejected",
        "rejected",
        "Afviste henvisninger",
        REFERRALS,
        f"Henvisninger af {ages}, der blev afvist eller annulleret.",
    )
    if not received.values:
        raise CapacityRefused(
            f"Henvisninger af {ages} til psykiatrien er ikke oplyst for årene: hent dem ind, fx "
            "trinvis import DIR psykiatri.csv --source psychiatry."
        )  # fmt: skip
    make = Figures(made)
    ends = dict.fromkeys((made.years[0], made.years[-1]))
    places = (*region_places(made), country_place(made))
    figures: dict[tuple[str, str], Figure] = {}
    for place in places:
        for year in ends:
            columns = _columns_of(made, year)
            for of, column in ((received, columns[0]), (rejected, columns[1])):
                figures[place.row.key, column] = make.level(of, place, year, (KEY, place.row.key, column))
            found = _rejections(place, year, received, rejected)
            figures[place.row.key, columns[2]] = _share(place, year, found, figures, columns)
        if len(ends) > 1:
            figures[place.row.key, "points"] = _points(made, place, received, rejected)
    return (
        FigureTable(
            KEY, "Afviste henvisninger til psykiatrien", "Region", _columns(made), tuple(one.row for one in places), figures,
            (Said(f"Af henvisningerne til psykiatrien blev {{share}} afvist eller annulleret i {made.year}.", {"share": (KEY, "land", "share")}),),
            (f"{ages}. En ændring opgøres kun, når de samme regioner har oplyst tal på samme måde begge år.",),
        ),
    )  # fmt: skip


def _columns(made: Capacity) -> tuple[Column, ...]:
    first, last = made.years[0], made.years[-1]
    columns = [
        Column("received", f"Modtaget {last}", REFERRALS, year=last),
        Column("rejected", f"Afvist eller annulleret {last}", REFERRALS, year=last),
    ]
    share = Column("share", f"Andel {last}", PER_CENT, "share", 1, ("received",), last)
    if first == last:
        return (*columns, share)
    columns += [
        Column("share_first", f"Andel {first}", PER_CENT, "share", 1, ("received_first",), first),
        share,
        Column("points", f"Ændring {first}-{last}", POINTS, "points", 1, ("share_first", "share")),
        Column("received_first", f"Modtaget {first}", REFERRALS, year=first, hidden=True),
        Column("rejected_first", f"Afvist eller annulleret {first}", REFERRALS, year=first, hidden=True),
    ]
    return tuple(columns)


def _columns_of(made: Capacity, year: int) -> tuple[str, str, str]:
    names = ("received", "rejected", "share")
    return names if year == made.years[-1] else tuple(f"{one}_first" for one in names)  # type: ignore[return-value]


def _rejections(place: Place, year: int, received: Counted, rejected: Counted) -> Rejections | str:
    """Each region once, sum over sum; the reason where there is none."""
    rows = []
    for region in place.within:
        one = replace(place, within={region: place.within[region]})
        got, lost = (of.total(one.units(of, year), year) for of in (received, rejected))
        both = got is not None and lost is not None and one.units(received, year) == one.units(rejected, year)
        try:
            rows.append(Referrals(region, year, got if both else None, lost if both else None))
        except CapacityRefused as error:
            return str(error)
    try:
        return rejections(rows)
    except CapacityRefused as error:
        return f"{place.row.label}, {year}: {error}"


def _share(
    place: Place, year: int, found: Rejections | str, figures: dict[tuple[str, str], Figure], columns: tuple[str, str, str]
) -> Figure:  # fmt: skip
    if isinstance(found, str):
        return missing(PER_CENT, found)
    row = place.row.key
    whole = figures[row, columns[0]].value == found.received and figures[row, columns[1]].value == found.lost
    terms = tuple(
        Term(f"{label} {year}", value, REFERRALS, (KEY, row, column) if whole else None)
        for label, value, column in (("Afvist eller annulleret", found.lost, columns[1]), ("Modtaget", found.received, columns[0]))
    )  # fmt: skip
    gone = [REGIONS[code] for code in found.left_out if code in place.within]
    return Figure(found.share * 100, PER_CENT, HOW, terms, note=f"uden {', '.join(gone)}" if gone else "")


def _points(made: Capacity, place: Place, received: Counted, rejected: Counted) -> Figure:
    first, last = made.years[0], made.years[-1]
    years = [_rejections(place, year, received, rejected) for year in (first, last)]
    told = [one for one in years if isinstance(one, Rejections)]
    if len(told) < 2:
        return missing(POINTS, next(one for one in years if isinstance(one, str)))
    series = rejection_series(f"Andelen i {place.row.label}", told)
    concepts = {year: f"{words}{_how(place, received, year)}" for year, words in series.concepts.items()}
    try:
        found = point_change(ShareSeries(series.label, series.values, concepts=concepts), first, last)
    except CapacityRefused as error:
        return missing(POINTS, str(error))
    terms = (
        Term(f"Andel {first}", found.first * 100, PER_CENT, (KEY, place.row.key, "share_first")),
        Term(f"Andel {last}", found.last * 100, PER_CENT, (KEY, place.row.key, "share")),
    )
    return Figure(found.points, POINTS, f"Andelen i {last} minus andelen i {first}.", terms)


def _how(place: Place, received: Counted, year: int) -> str:
    said = received.concept(place.units(received, year), year)
    return f", {said}" if said else ""
