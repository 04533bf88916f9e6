"""Regional psychiatry beside municipal activity and places: per 1.000 and as index 100 = the whole country.

Seed 002 lines 7178-7338, 11518-11623: patients and beds of the region, courses and places of its municipalities, each series against
its own national figure. Activity is counted where the offer lies, so a region that sells places looks busier (11613-11621).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.capacity.rates import COUNTED_BY_WORDS, Band, CountedBy, band_words
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.regions import REGIONS, Regional

Sector = Literal["regional", "municipal"]


@dataclass(frozen=True)
class SectorSeries:
    """One measure's rates per 1.000 of a band, by region code, with the country's own.

    ``made_of`` holds numerators and denominators; None for published rates, whose are not printed. Raises ``CapacityRefused`` when
    the regions are not the five, or the country lies outside them, which no mean does.
    """

    label: str
    sector: Sector
    year: int
    band: Band
    rates: Mapping[int, float]
    national: float
    counted_by: CountedBy | None = None
    made_of: Regional | None = None

    def __post_init__(self) -> None:
        if self.rates.keys() != REGIONS.keys():
            raise CapacityRefused(f"{self.label} skal have et tal for hver af de fem regioner efter kode.")
        if not self.national > 0 or not min(self.rates.values()) <= self.national <= max(self.rates.values()):
            raise CapacityRefused(
                f"{self.label} er {danish(self.national, 2)} i hele landet, men fra {danish(min(self.rates.values()), 2)} til "
                f"{danish(max(self.rates.values()), 2)} i regionerne; landstallet passer ikke."
            )

    @property
    def index(self) -> dict[int, float]:
        """Region code → 100 × rate / national rate."""
        return {code: value / self.national * 100 for code, value in self.rates.items()}

    @property
    def words(self) -> str:
        """What stands at the series."""
        said = f"{self.label}, pr. 1.000 {band_words(self.band)} i {self.year}"
        return said if self.counted_by is None else f"{said}, {COUNTED_BY_WORDS[self.counted_by]}"


def sector_series(label: str, sector: Sector, regional: Regional) -> SectorSeries:
    """A measure of our own data, with its denominators. Raises ``CapacityRefused`` when a region has no municipality with a figure."""
    whole = regional.national
    per_1000 = {code: one.per() for code, one in regional.rates.items()}
    people = whole.population
    return SectorSeries(label, sector, people.year, people.band, per_1000, whole.per(), whole.counted_by, regional)


@dataclass(frozen=True)
class SideBySide:
    """Series of both sectors in one year, each against its own country; they are not added, for a patient is not a place."""

    year: int
    series: tuple[SectorSeries, ...]

    @property
    def caveats(self) -> tuple[str, ...]:
        """What has to stand at the picture, in Danish."""
        said = ["Hver række er sat til 100 for hele landet for sig; rækkerne kan ikke lægges sammen."]
        bands = sorted({one.band for one in self.series})
        if len(bands) > 1:
            said.append(f"Rækkerne er pr. {' og '.join(band_words(band) for band in bands)}.")
        if any(one.counted_by == "acting" for one in self.series):
            said.append(
                "Aktivitet er opgjort, hvor tilbuddet ligger: en region, der sælger pladser, ser mere aktiv ud."
            )
        return tuple(said)


def side_by_side(series: Sequence[SectorSeries]) -> SideBySide:
    """Raises ``CapacityRefused`` unless there is one year, and a series of each sector."""
    if len({one.year for one in series}) != 1 or len({one.sector for one in series}) < 2:
        raise CapacityRefused("Der skal være tal for både region og kommuner, og for samme år.")
    return SideBySide(series[0].year, tuple(series))
