"""Years put together until there are enough cases to show: the alternative to hiding a small count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trinvis.calculations.benchmark.league import Count


@dataclass(frozen=True)
class Pooled:
    """Sum over sum of ``years`` (latest first); ``missing`` lie within them and have no figure.

    ``enough``: the sum reaches the threshold. Its denominator is person-years, so that the rate stays one per year.
    """

    count: Count
    years: tuple[int, ...]
    missing: tuple[int, ...]
    enough: bool

    @property
    def label(self) -> str:
        """What stands at the figure: ``2023-2025 samlet (2024 mangler)``."""
        if len(self.years) == 1:
            return str(self.years[0])
        gaps = f" ({', '.join(map(str, self.missing))} mangler)" if self.missing else ""
        return f"{self.years[-1]}-{self.years[0]} samlet{gaps}"


def pooled(years: Mapping[int, Count | None], threshold: int, *, most: int = 5) -> Pooled | None:
    """The latest year with a figure, and as many before it (within ``most`` calendar years) as reach ``threshold`` cases.

    None when no year has a figure. Raises ``ValueError`` when threshold or ``most`` is below 1.
    """
    if threshold < 1 or most < 1:
        raise ValueError("Grænsen og antallet af år skal være mindst 1.")
    latest = max((year for year, count in years.items() if count is not None), default=None)
    if latest is None:
        return None
    used: list[int] = []
    cases = people = 0
    for year in range(latest, latest - most, -1):
        count = years.get(year)
        if count is None:
            continue
        used.append(year)
        cases, people = cases + count.cases, people + count.population
        if cases >= threshold:
            break
    missing = tuple(year for year in range(used[-1], latest) if year not in used)
    return Pooled(Count(cases, people), tuple(used), missing, cases >= threshold)
