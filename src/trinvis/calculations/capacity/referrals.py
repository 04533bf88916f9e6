"""Referrals to child psychiatry that were rejected or cancelled, of those received (seed 002 lines 5518-5572).

The report's national 24 → 26 → 16 % goes from five regions to four, and one region counts cancellations in the last year only
(5524-5550): a fall that is not one. Here a change is refused when regions or way of counting differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.growth import ShareSeries
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.regions import REGIONS


@dataclass(frozen=True)
class Referrals:
    """A region's year: external referrals received and rejected. ``cancelled`` None: cancellations are not counted, which is not 0.

    ``received`` None: the region has no figure. Raises ``CapacityRefused`` when more are rejected than received.
    """

    region: int
    year: int
    received: float | None
    rejected: float | None = None
    cancelled: float | None = None

    def __post_init__(self) -> None:
        if self.region not in REGIONS:
            raise CapacityRefused(f"Der er ingen region med koden {self.region}.")
        if (self.received is None) != (self.rejected is None):
            raise CapacityRefused(
                f"{REGIONS[self.region]} {self.year} skal have både modtagne og afviste, eller ingen af dem."
            )
        if self.received is not None and (self.rejected or 0) + (self.cancelled or 0) > self.received:
            raise CapacityRefused(
                f"{REGIONS[self.region]} {self.year} har flere afviste og aflyste end modtagne; ret tallene."
            )


@dataclass(frozen=True)
class Rejections:
    """Rejected (and cancelled) of received, sum over sum, in the regions (by code) that have figures."""

    year: int
    lost: float
    received: float
    regions: tuple[int, ...]
    left_out: tuple[int, ...]
    with_cancelled: tuple[int, ...]

    @property
    def share(self) -> float:
        """0-1."""
        return self.lost / self.received

    @property
    def words(self) -> str:
        """What stands at the figure: of how many, without whom, and who counts cancellations."""
        said = f"{danish(self.lost)} af {danish(self.received)} henvisninger i {self.year}"
        if self.left_out:
            said += f"; uden {', '.join(REGIONS[code] for code in self.left_out)}"
        if self.with_cancelled:
            said += f"; inkl. aflyste i {', '.join(REGIONS[code] for code in self.with_cancelled)}"
        return said


def rejections(rows: Iterable[Referrals]) -> Rejections:
    """A year's referrals put together. Raises ``CapacityRefused`` for several years, a region twice, or nothing received."""
    mine = sorted(rows, key=lambda one: one.region)
    if len({one.year for one in mine}) > 1 or len({one.region for one in mine}) < len(mine):
        raise CapacityRefused("Henvisningerne skal være for ét år med én række for hver region.")
    known = [(one, one.received) for one in mine if one.received is not None]
    received = fsum(number for _, number in known)
    if not received:
        raise CapacityRefused("Ingen region har modtagne henvisninger; der er ingen andel at opgøre.")
    lost = fsum((one.rejected or 0) + (one.cancelled or 0) for one, _ in known)
    regions = tuple(one.region for one, _ in known)
    return Rejections(
        mine[0].year,
        lost,
        received,
        regions,
        tuple(code for code in sorted(REGIONS) if code not in regions),
        tuple(one.region for one, _ in known if one.cancelled is not None),
    )


def rejection_series(label: str, years: Iterable[Rejections]) -> ShareSeries:
    """The shares by year for ``point_change``, which refuses years with other regions or another way of counting."""
    found = {one.year: one for one in years}
    concepts = {
        year: f"{_names(one.regions)}, aflyste talt i {_names(one.with_cancelled)}" for year, one in found.items()
    }
    return ShareSeries(label, {year: one.share for year, one in found.items()}, concepts=concepts)


def _names(codes: Iterable[int]) -> str:
    return ", ".join(REGIONS[code] for code in codes) or "ingen"
