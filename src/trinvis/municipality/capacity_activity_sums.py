"""Several measures as one: money of several offers, staff on several accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from trinvis.calculations.capacity.growth import Break
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import Measure


def summed(key: str, label: str, measures: Sequence[Measure], how: str = "") -> Measure:
    """The sum of measures that share no members, where a municipality has all of those that anybody has that year."""
    years = {year for one in measures for _, year in one.values}
    told = {year: [one for one in measures if any(at[1] == year for at in one.values)] for year in years}
    places = {at for one in measures for at in one.values}
    values = {
        at: fsum(one.values[at] for one in told[at[1]]) for at in places if all(at in one.values for one in told[at[1]])
    }

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        return tuple(source for one in told.get(year, ()) for source in one.sources(codes, year))

    how = how or " ".join(dict.fromkeys(one.how for one in measures))
    breaks: tuple[Break, ...] = tuple(dict.fromkeys(found for one in measures for found in one.breaks))
    return replace(measures[0], key=key, label=label, values=values, how=how, sources=sources, breaks=breaks)
