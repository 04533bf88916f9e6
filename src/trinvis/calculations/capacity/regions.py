"""Regions by their code, never by place in a row; weighted by inhabitants, and checked against the whole country.

Two tables of seed 002 stand under the wrong names, since the figures are in alphabetical order and the headings are not (lines
3378-3401, 3694-3751); 1,271 per 1.000 for the country as printed against 1,21 gives it away. One country is the sum of five
rates (4366). *Region* is the municipalities in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.rates import Rate, pooled
from trinvis.calculations.capacity.refused import CapacityRefused, danish

REGIONS: dict[int, str] = {
    1084: "Region Hovedstaden",
    1085: "Region Sjælland",
    1083: "Region Syddanmark",
    1082: "Region Midtjylland",
    1081: "Region Nordjylland",
}
"""Code (Danmarks Statistik) → name, in the report's order."""

CODES = {name: code for code, name in REGIONS.items()}

ByRegion = Mapping[int, float]
"""The region's code → a figure."""


@dataclass(frozen=True)
class Regional:
    """Each region's rate and the whole country's, both sum over sum; ``left_out`` are municipalities without a figure."""

    rates: Mapping[int, Rate]
    national: Rate
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class NationalCheck:
    """A national rate against its regions. ``weighted`` is what they give by inhabitants, ``least`` and ``most`` their range."""

    national: float
    weighted: float
    least: float
    most: float
    tolerance: float

    @property
    def within(self) -> bool:
        """Whether the national figure lies among the regions', as every mean does."""
        return self.least <= self.national <= self.most

    @property
    def holds(self) -> bool:
        """Within the regions' range and as near to their weighted mean as the tolerance."""
        return self.within and abs(self.weighted - self.national) <= self.tolerance * abs(self.national)

    @property
    def sentence(self) -> str:
        """What was found, in Danish."""
        if self.holds:
            return f"Landstallet {danish(self.national, 2)} svarer til regionernes vægtede gennemsnit {danish(self.weighted, 2)}."
        return (
            f"Landstallet {danish(self.national, 2)} passer ikke med regionerne: vægtet gennemsnit {danish(self.weighted, 2)}, fra "
            f"{danish(self.least, 2)} til {danish(self.most, 2)}; se efter, om tallene står ud for de rigtige regioner."
        )


def by_region(rates: Mapping[int, Rate | None], regions: Mapping[int, int]) -> Regional:
    """Municipalities' rates (by code) put together by region. Raises ``CapacityRefused`` for a municipality without a known region,
    and as ``pooled`` does.
    """
    strange = sorted(code for code in rates if regions.get(code) not in REGIONS)
    if strange:
        raise CapacityRefused(f"Kommune {', '.join(map(str, strange))} har ingen kendt region; ret kommunens region.")
    members: dict[int, list[Rate]] = {code: [] for code in REGIONS}
    for code, one in rates.items():
        if one is not None:
            members[regions[code]].append(one)
    left_out = tuple(sorted(code for code, one in rates.items() if one is None))
    together = {code: pooled(mine) for code, mine in members.items() if mine}
    return Regional(together, pooled(list(together.values())), left_out)


def check_national(rates: ByRegion, weights: ByRegion, national: float, *, tolerance: float = 0.02) -> NationalCheck:
    """Whether a national rate is the mean of all five by inhabitants. ``weights`` need not add up to 1.

    Raises ``CapacityRefused`` when the regions are not the five, by code.
    """
    for given in (rates, weights):
        if given.keys() != REGIONS.keys():
            raise CapacityRefused(
                f"Der skal være et tal for hver af de fem regioner efter kode ({', '.join(map(str, REGIONS))})."
            )
    whole = fsum(weights.values())
    weighted = fsum(rates[code] * weight for code, weight in weights.items()) / whole
    return NationalCheck(national, weighted, min(rates.values()), max(rates.values()), tolerance)


def recovered_weights(rows: Sequence[tuple[ByRegion, float]]) -> dict[int, float]:
    """Each region's share of the inhabitants, from printed rates by region with the country's own; they add up to 1.

    At least four rows, by least squares when more. Raises ``CapacityRefused`` for fewer, or rows that say the same.
    """
    import numpy as np

    codes = list(REGIONS)
    left = np.array([[rates[code] for code in codes] for rates, _ in rows]).reshape(-1, len(codes))
    right = np.array([national for _, national in rows])
    # the last region is what the others leave of 1
    across, answers = left[:, :-1] - left[:, -1:], right - left[:, -1]
    if np.linalg.matrix_rank(across) < len(codes) - 1:
        raise CapacityRefused(
            "Der skal mindst fire tabelrækker, der ikke siger det samme, til at finde regionernes vægte."
        )
    found = np.linalg.lstsq(across, answers)[0]
    return dict(zip(codes, [*map(float, found), float(1 - found.sum())], strict=True))
