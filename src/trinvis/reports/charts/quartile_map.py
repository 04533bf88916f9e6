"""The map of the report's key figures: the fourth of the municipalities that lie highest and the fourth that lie lowest stand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts.map_classes import MapClass
from trinvis.reports.charts.municipality_map import MunicipalityMap, map_words, municipality_map
from trinvis.reports.charts.scales import written

SHADES = ("#8fc0a0", "#f0f2f5", "#e1e6ec", "#b8501b")
"""From the first quartile to the fourth: light green, two pale ones, dark red (seed 002 lines 2634-2640)."""
LEVEL_ONLY = "Rødt er højt og grønt er lavt; farven viser ikke, om det er godt eller dårligt"


@dataclass(frozen=True)
class QuartileMap:
    """Each municipality's figure by code, and the country's quartiles; one without a figure is in none.

    ``legend`` says what it is, with unit and year. Raises ``ValueError`` when the quartiles fall.
    """

    legend: str
    values: Mapping[int, Fraction]
    lower: Fraction
    median: Fraction
    upper: Fraction
    own: int | None = None
    decimals: int = 1

    def __post_init__(self) -> None:
        if not self.lower <= self.median <= self.upper:
            raise ValueError("the median lies between the quartiles")


def quartile_classes(made: QuartileMap) -> tuple[MapClass, ...]:
    """The four from low to high. A municipality on the lower limit is in the first, one on the upper limit in the fourth."""
    members: tuple[set[int], ...] = (set(), set(), set(), set())
    for code, value in made.values.items():
        members[_quartile(value, made) - 1].add(code)
    low, median, high = (written(one, made.decimals) for one in (made.lower, made.median, made.upper))
    words = (
        f"1. kvartil: højst {low}",
        f"2. kvartil: højst {median}",
        f"3. kvartil: under {high}",
        f"4. kvartil: mindst {high}",
    )
    signs = ("triangle-down", "", "", "triangle-up")
    return tuple(
        MapClass(said, frozenset(codes), sign) for said, codes, sign in zip(words, members, signs, strict=True)
    )


def _quartile(value: Fraction, made: QuartileMap) -> int:
    if value <= made.lower:
        return 1
    if value >= made.upper:
        return 4
    return 2 if value <= made.median else 3


def quartile_map(made: QuartileMap, *, narrow: bool = False) -> dict[str, Any]:
    """A Vega-Lite specification: the highest dark red with a triangle up, the lowest green with one down, those between pale."""
    return municipality_map(_drawn(made), narrow=narrow)


def quartile_map_words(made: QuartileMap) -> str:
    """What a reader sees: the number in each quartile, without a figure, where one's own lies, and what the colours do not say."""
    return f"{map_words(_drawn(made))}. {LEVEL_ONLY}"


def _drawn(made: QuartileMap) -> MunicipalityMap:
    return MunicipalityMap(made.legend, quartile_classes(made), made.own, SHADES, LEVEL_ONLY)
