"""Correct tables that mix what adds up with what does not: counts beside rates, many columns, parts called "heraf"."""

from __future__ import annotations

import numpy as np
from tests.capacity.drafts import REGIONS, Draft, printed, series, years_of

PEOPLE = np.array([1_100_000, 501_000, 737_000, 792_000, 359_000])


def counts_and_rates(rng: np.random.Generator) -> Draft:
    """Persons, inhabitants and the rate by region; the country is a sum of two and a mean of one."""
    people = np.round(PEOPLE * np.exp(rng.normal(0, 0.02, 5)))
    persons = np.round(people * rng.uniform(0.002, 0.008, 5))
    rows = np.vstack([np.column_stack([persons, people]), [persons.sum(), people.sum()]])
    cells = [[printed(n, 0), printed(p, 0), printed(n / p * 1000, 2)] for n, p in rows]
    columns = ["Personer", "Folketal 18-65 år", "Pr. 1.000 18-65-årige"]
    about = {
        "title": "Modtagere af støtte",
        "sums": [{"total": "Hele landet"}],
        "means": [{"line": "Hele landet", "weights": columns[1]}],
        "rates": [{"line": columns[2], "count": "Personer", "population": columns[1], "per": "1.000"}],
    }
    roles = {"sums": [(5, [0, 1, 2, 3, 4], [0, 1])], "rate": (2, 0, 1), "rows": [0, 1, 2, 3, 4]}
    return Draft(columns, [*REGIONS, "Hele landet"], cells, about, roles)


def many_columns(rng: np.random.Generator) -> Draft:
    """Ten kinds of about the same size, and their total ten times as large."""
    kinds = [f"Type {number}" for number in range(1, 11)]
    true = np.round(rng.uniform(90, 150, (4, 10)))
    full = np.hstack([true, true.sum(axis=1, keepdims=True)])
    cells = [[printed(v, 0) for v in row] for row in full]
    about = {"title": "Antal tilbud", "sums": [{"total": "I alt", "parts": kinds, "by": "columns"}]}
    return Draft([*kinds, "I alt"], ["Nord", "Syd", "Øst", "Vest"], cells, about)


def some_of_them(rng: np.random.Generator) -> Draft:
    """A total with two of its parts, and growth over years in which small counts jump."""
    years = years_of(rng)
    whole = np.round(series(rng, float(rng.uniform(200, 4_000)), len(years)))
    parts = [np.round(whole * share) for share in rng.uniform(0.05, 0.4, 2)]
    few = np.round(rng.uniform(0, 9, len(years)))
    lines = [
        ("Pladser i alt", whole),
        ("Heraf regionale", parts[0]),
        ("Heraf private", parts[1]),
        ("Ikke fordelt", few),
    ]
    cells = [
        [*(printed(v, 0) for v in row), printed((row[-1] / row[0] - 1) * 100, 0, unit=" %") if row[0] else "-"]
        for _, row in lines
    ]
    columns = [*(str(year) for year in years), f"Udvikling {years[0]}-{years[-1]}"]
    about = {
        "title": f"Pladser {years[0]}-{years[-1]}",
        "sums": [{"total": "Pladser i alt", "parts": ["Heraf regionale", "Heraf private"], "at_most": "true"}],
        "growth": [{"line": columns[-1], "start": columns[0], "end": columns[-2]}],
    }
    return Draft(columns, [name for name, _ in lines], cells, about, {"growth": (len(years), 0, len(years) - 1)})


def overlapping(rng: np.random.Generator) -> Draft:
    """Groups that overlap, with a total of persons that is less than their sum."""
    years = years_of(rng)
    groups = [np.round(series(rng, float(rng.uniform(200, 900)), len(years))) for _ in range(3)]
    total = np.round(sum(groups) * rng.uniform(0.6, 0.85, len(years)))
    cells = [[printed(v, 0) for v in row] for row in (*groups, total)]
    about = {
        "title": "Årsager; grupperne kan ikke summeres",
        "overlapping": [{"lines": ["A", "B", "C"], "total": "I alt"}],
    }
    return Draft([str(year) for year in years], ["A", "B", "C", "I alt"], cells, about)


def upscaled(rng: np.random.Generator) -> Draft:
    """A rate with its interval in the same cell, and the number for the whole country with its ends in two columns."""
    years = years_of(rng)
    cells = []
    for year in years:
        rate = float(rng.uniform(5, 35))
        half = rate * float(rng.uniform(0.2, 0.4))
        size = 1_200_000 + 1_000 * (year - years[0])
        national = [value / 1000 * size for value in (rate, rate - half, rate + half)]
        shown = f"{printed(rate, 1)} ({printed(rate - half, 1)}-{printed(rate + half, 1)})"
        cells.append([shown, *(printed(value, 0) for value in national)])
    about = {
        "title": "Henvendelser, opregnet",
        "intervals": [
            {"line": "Pr. 1.000", "by": "columns"},
            {"low": "Nedre", "high": "Øvre", "around": "Antal", "by": "columns"},
        ],
    }
    return Draft(["Pr. 1.000", "Antal", "Nedre", "Øvre"], [str(year) for year in years], cells, about)


MIXED = (counts_and_rates, many_columns, some_of_them, overlapping, upscaled)
