"""Regional psychiatry beside municipal activity and places: per 1,000, and as index 100 = the whole country.

F17 of the adults' notes (seed 002 lines 7178-7338, 11518-11623): patients and beds of the region beside §§ 85, 97 and 99, §§ 103 and 104,
§§ 107 and 108 of adults, and beside placements and preventive measures of children. Each series is 100 in its own country.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.cross_sector import SectorSeries, SideBySide, sector_series, side_by_side
from trinvis.calculations.capacity.rates import Rate, band_words, pooled
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.regions import REGIONS, Regional, by_region
from trinvis.municipality.capacity_activity_measures import PLACED, activity_of
from trinvis.municipality.capacity_activity_sums import summed
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Said, Term, Where
from trinvis.municipality.capacity_measures import PERSONS, Measure, Tables
from trinvis.municipality.capacity_places_measures import of_paragraphs
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, counted
from trinvis.municipality.capacity_psychiatry_figures import Figures, Place, country_place, region_places, weights

if TYPE_CHECKING:
    from trinvis.calculations.capacity.cross_sector import Sector
    from trinvis.calculations.capacity.rates import Band
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_activity_measures import Activity

RATES, INDEX = "psychiatry.beside", "psychiatry.index"
INDEX_UNIT = "indeks"
REGIONAL = ("patients", "beds")
"""Keys of the series that are the region's own."""

ADULTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("support", "Støtte (§§ 85, 97 og 99)", ("SEL-85", "SEL-97", "SEL-99")),
    ("day", "Dagtilbud (§§ 103 og 104)", ("SEL-103", "SEL-104")),
    ("homes", "Botilbud (§§ 107 og 108)", ("SEL-107", "SEL-108")),
)
HOMES = ADULTS[-1][2]


@dataclass(frozen=True, eq=False)
class Series:
    """One series: its figures in a place, by where its level and inhabitants stand, and what the index is taken of."""

    key: str
    label: str
    unit: str
    sector: Sector
    band: Band
    made_of: SectorSeries
    level: Callable[[Place, Where], Figure]
    people: Callable[[Place], Figure]
    rate: Callable[[Place, Where, Where], Figure]


def beside_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Both sectors per 1,000 and as index. Raises ``CapacityRefused`` without a series of each sector."""
    found: list[Series] = []
    refused: list[str] = []
    for make in (*_regional(made), *_municipal(made)):
        try:
            found.append(make())
        except CapacityRefused as error:
            refused.append(str(error))
    try:
        both = side_by_side([one.made_of for one in found])
    except CapacityRefused as error:
        raise CapacityRefused(" ".join(dict.fromkeys((str(error), *refused)))) from None
    notes = tuple(f"Ikke med: {reason}" for reason in dict.fromkeys(refused))
    return _rates(made, found, notes), _index(made, found, both, notes)


def _regional(made: Capacity) -> tuple[Callable[[], Series], ...]:
    who = "voksenpsykiatrien" if made.area == "adults" else "børne- og ungdomspsykiatrien"
    return (
        lambda: _of_psychiatry(made, "patients", f"Patienter i {who}", "patienter"),
        lambda: _of_psychiatry(made, "beds", f"Disponible senge i {who}", "senge"),
    )


def _of_psychiatry(made: Capacity, kind: str, label: str, unit: str) -> Series:
    of = counted(made, kind, "number", kind, label, unit, f"{label} i regionen.")
    make, year = Figures(made), made.year
    rates = {code: make.rate_of(of, one, year)[0] for one in region_places(made) for code in one.within}
    return Series(
        kind, label, unit, "regional", BAND_OF[made.area],
        sector_series(label, "regional", Regional(rates, pooled(list(rates.values())), ())),
        lambda place, at: make.level(of, place, year, at),
        lambda place: make.people(of, place, year),
        lambda place, level, people: make.rate(of, place, year, level, people),
    )  # fmt: skip


def _municipal(made: Capacity) -> tuple[Callable[[], Series], ...]:
    found: list[Callable[[], Series]] = []
    if made.area == "adults":
        found += [
            lambda key=key, label=label, of=of: _of_measure(made, _activity_on(made, key, label, of))  # type: ignore[misc]
            for key, label, of in ADULTS
        ]
        found.append(
            lambda: _of_measure(made, of_paragraphs(made, "places", "Pladser i botilbud (§§ 107 og 108)", HOMES))
        )
    else:
        found.append(lambda: _of_measure(made, _named(made, "placement", "Anbringelser")))
        found.append(lambda: _of_measure(made, _named(made, "prevention", "Forebyggende foranstaltninger")))
    return tuple(found)


def _activity_on(made: Capacity, key: str, label: str, paragraphs: tuple[str, ...]) -> Measure:
    """The persons, or else courses, on the paragraphs together; somebody with two kinds of help counts in both."""
    every = _whole_groups(made)
    mine = [one for paragraph in paragraphs for one in _on(every, paragraph)]
    if not mine:
        raise CapacityRefused(f"{label} har ingen aktivitet i {made.year}; hent den ind.")
    return summed(key, label, [one.measure for one in mine])


def _on(every: list[Activity], paragraph: str) -> list[Activity]:
    """The measure of one paragraph alone: persons before courses."""
    mine = [one for one in every if one.paragraphs == (paragraph,)]
    order = ("persons", "courses")
    return sorted((one for one in mine if one.counted in order), key=lambda one: order.index(one.counted))[:1]


def _named(made: Capacity, group: str, label: str) -> Measure:
    """All placements, or all preventive measures: the measure that is named so, else the only one of the group."""
    mine = [one for one in _whole_groups(made) if one.group == group and one.counted in ("persons", "courses")]
    named = [one for one in mine if one.measure.key in PLACED or one.text.lower() == label.lower()]
    if len(named or mine) != 1:
        raise CapacityRefused(
            f"Aktiviteten har ikke én indsats, der hedder »{label}«, i {made.year}; hent den ind under det navn."
        )
    return summed(group, label, [(named or mine)[0].measure])


def _whole_groups(made: Capacity) -> list[Activity]:
    """The area's activity of all target groups."""
    return [one for one in activity_of(made, made.asked.counted_by) if not one.target_group]


def _of_measure(made: Capacity, measure: Measure) -> Series:
    make, year = Tables(made, "psychiatry"), made.year
    rates: dict[int, Rate | None] = {
        code: _counted_by(made, make.rate(measure, (code,), year)[0], measure) for code in made.country
    }
    if not any(rates.values()):
        raise CapacityRefused(f"{measure.label} har ingen tal pr. indbygger i {year}; hent tal og folketal ind.")

    def codes(place: Place) -> tuple[int, ...]:
        return tuple(code for code in place.every if rates[code] is not None)

    return Series(
        measure.key, measure.label, measure.unit, "municipal", measure.band,
        sector_series(measure.label, "municipal", by_region(rates, made.facts.regions)),
        lambda place, at: _noted(place, codes(place), make.level_of(measure, codes(place), place.row.label, year, at)),
        lambda place: make.inhabitants(codes(place), place.row.label, measure.band, year),
        lambda place, level, people: _noted(
            place, codes(place), make.per_thousand(measure, codes(place), place.row.label, year, level, people)
        ),
    )  # fmt: skip


def _counted_by(made: Capacity, rate: Rate | None, measure: Measure) -> Rate | None:
    """Places are counted where they lie, activity as was asked for."""
    if rate is None:
        return None
    return Rate(rate.numerator, rate.population, "acting" if measure.key == "places" else made.asked.counted_by)


def _noted(place: Place, codes: tuple[int, ...], figure: Figure) -> Figure:
    lacks = len(place.every) - len(codes)
    return (
        replace(figure, note=f"{lacks} kommuner uden tal er ikke med") if lacks and figure.value is not None else figure
    )


def _places(made: Capacity) -> tuple[Place, ...]:
    return (*region_places(made), country_place(made))


def _rates(made: Capacity, series: list[Series], notes: tuple[str, ...]) -> FigureTable:
    columns: list[Column] = []
    figures: dict[tuple[str, str], Figure] = {}
    for one in series:
        level, people = f"{one.key}_level", f"{one.key}_people"
        columns.append(Column(one.key, one.label, one.unit, "rate", 2, (level, people), made.year))
        columns.append(Column(level, f"{one.label} {made.year}", one.unit, year=made.year, hidden=True))
        columns.append(Column(people, f"{band_words(one.band)} {made.year}", PERSONS, year=made.year, hidden=True))
        for place in _places(made):
            row = place.row.key
            figures[row, level] = one.level(place, (RATES, row, level))
            figures[row, people] = one.people(place)
            figures[row, one.key] = one.rate(place, (RATES, row, level), (RATES, row, people))
    return FigureTable(
        RATES, f"Psykiatri og kommunale tilbud pr. 1.000 i regionerne, {made.year}", "Region", tuple(columns),
        tuple(one.row for one in _places(made)), figures, (),
        (*(f"{one.made_of.words[0].upper()}{one.made_of.words[1:]}." for one in series), *notes), weights=weights(made),
    )  # fmt: skip


def _index(made: Capacity, series: list[Series], both: SideBySide, notes: tuple[str, ...]) -> FigureTable:
    columns = tuple(Column(one.key, one.label, "", "index", 0, year=made.year) for one in series)
    figures: dict[tuple[str, str], Figure] = {}
    for one in series:
        index = one.made_of.index
        for place in _places(made):
            row = place.row.key
            value = 100.0 if row == "land" else index[next(iter(place.within))]
            figures[row, one.key] = _index_figure(one, place, value)
    return FigureTable(
        INDEX, f"Psykiatri og kommunale tilbud, indeks 100 er hele landet, {made.year}", "Region", columns,
        tuple(one.row for one in _places(made)), figures, _answer(series), notes, both.caveats,
    )  # fmt: skip


def _index_figure(one: Series, place: Place, value: float) -> Figure:
    rates = one.made_of.rates
    row = place.row.key
    mine = one.made_of.national if row == "land" else rates[next(iter(place.within))]
    terms = (
        Term(f"{one.label} pr. 1.000, {place.row.label}", mine, one.unit, (RATES, row, one.key)),
        Term(f"{one.label} pr. 1.000, hele landet", one.made_of.national, one.unit, (RATES, "land", one.key)),
    )
    how = f"Regionens tal pr. 1.000 i procent af landets {danish(one.made_of.national, 2)}."
    return Figure(value, INDEX_UNIT, how, terms)


def _answer(series: list[Series]) -> tuple[Said, ...]:
    """The region with most patients (or beds) for its inhabitants, and what its municipalities have."""
    first = next(one for one in series if one.sector == "regional")
    other = next(one for one in series if one.sector == "municipal")
    code = max(first.made_of.rates, key=lambda one: first.made_of.rates[one])
    at = {"regional": (INDEX, f"r{code}", first.key), "municipal": (INDEX, f"r{code}", other.key)}
    return (
        Said(
            f"{REGIONS[code]} ligger højest med {first.label[0].lower()}{first.label[1:]}: {{regional}}, hvor hele landet er 100. Kommunerne i "
            f"regionen ligger på {{municipal}} med {other.label[0].lower()}{other.label[1:]}.",
            at,
        ),
    )
