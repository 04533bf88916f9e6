"""An invented price and wage index, so that the example's money can be counted in one year's prices."""

from __future__ import annotations

import polars as pl

from trinvis.demo.capacity_country import ANALYSIS_YEARS

PUBLISHED = 2026
"""The year of the one file that holds all of the index."""
NAME = "eksempel-pl"
GROWTH = (0.0, 2.1, 3.4, 3.9, 2.8, 2.4, 2.2)
"""Per cent a year, from the first year on; invented."""


def prices() -> pl.DataFrame:
    """A row to each year of the analysis; ``year`` is that of the file."""
    levels, level = [], 10_000.0
    for growth in GROWTH[: len(ANALYSIS_YEARS)]:
        level *= 1 + growth / 100
        levels.append(f"{level / 100:.2f}".replace(".", ","))
    years = list(ANALYSIS_YEARS)
    return pl.DataFrame(
        {
            "year": [PUBLISHED] * len(levels),
            "Indeks": [NAME] * len(levels),
            "År": years[: len(levels)],
            "Niveau": levels,
        }
    )
