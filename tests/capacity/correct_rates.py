"""Correct tables of rates, surveys, quartiles and indexes, each printed from what was not rounded."""

from __future__ import annotations

import numpy as np
from scipy import stats
from tests.capacity.drafts import REGIONS, Draft, printed, series, years_of

PEOPLE = np.array([394_000, 182_000, 262_000, 289_000, 128_000])


def regions(rng: np.random.Generator, known: bool) -> Draft:
    """A rate by region and year; the whole country is weighted by inhabitants."""
    years = years_of(rng)
    people = np.round(PEOPLE * np.exp(rng.normal(0, 0.05, 5)))
    weights = people / people.sum()
    places = int(rng.integers(1, 3))
    level = float(rng.uniform(4, 12)) if places == 1 else float(rng.uniform(1, 6))
    true = np.array([series(rng, level * float(np.exp(rng.normal(0, 0.3))), len(years), 0.05) for _ in REGIONS])
    full = np.vstack([true, weights @ true])
    growth = (full[:, -1] / full[:, 0] - 1) * 100
    columns = [*(str(year) for year in years), f"Udvikling {years[0]}-{years[-1]}"]
    cells = [
        [*(printed(v, places) for v in row), printed(g, 0, unit=" %")] for row, g in zip(full, growth, strict=True)
    ]
    mean: dict[str, object] = {"line": "Hele landet"}
    if known:
        mean["weights"] = {name: printed(size, 0) for name, size in zip(REGIONS, people, strict=True)}
    about = {
        "title": f"Forløb pr. 1.000 0-17-årige, {years[0]}-{years[-1]}",
        "means": [mean],
        "growth": [{"line": columns[-1], "start": columns[0], "end": columns[-2]}],
    }
    roles = {
        "mean": (5, [0, 1, 2, 3, 4], list(range(len(years))), known),
        "growth": (len(years), 0, len(years) - 1),
        "years": list(range(len(years))),
        "rows": [0, 1, 2, 3, 4],
        "steady": True,
    }
    return Draft(columns, [f"Kommuner i Region {name}" for name in REGIONS] + ["Hele landet"], cells, about, roles)


def regions_weighted(rng: np.random.Generator) -> Draft:
    return regions(rng, known=True)


def regions_unweighted(rng: np.random.Generator) -> Draft:
    return regions(rng, known=False)


def survey(rng: np.random.Generator) -> Draft:
    """Municipalities' estimates of shares: mean, t-interval, number of answers."""
    years = years_of(rng)
    subjects = ["Plejefamilier", "Døgninstitutioner", "Opholdssteder"][: int(rng.integers(1, 4))]
    names, cells, intervals = [], [], []
    answers = {str(year): str(int(rng.integers(9, 40))) for year in years}
    for subject in subjects:
        level, spread = float(rng.uniform(30, 70)), float(rng.uniform(8, 20))
        means = series(rng, level, len(years), 0.04)
        halves = [
            stats.t.ppf(0.975, int(answers[str(year)]) - 1)
            * spread
            * rng.uniform(0.85, 1.15)
            / int(answers[str(year)]) ** 0.5
            for year in years
        ]
        names += [subject, "Konfidensinterval"]
        cells.append([printed(m, 0, unit=" %") for m in means])
        cells.append([f"{printed(max(m - h, 0), 0)}-{printed(m + h, 0)} %" for m, h in zip(means, halves, strict=True)])
        intervals.append((len(names) - 2, len(names) - 1))
    about = {
        "title": "Kommunernes skøn over andelen, der vedrører målgruppen",
        "intervals": [
            {"line": f"#{ci + 1}", "around": f"#{mean + 1}", "n": answers, "share": "true", "by": "rows"}
            for mean, ci in intervals
        ],
        "shares": [{"line": f"#{mean + 1}", "adds": "false", "by": "rows"} for mean, _ in intervals],
    }
    roles = {"intervals": intervals, "years": list(range(len(years))), "percent_rows": [m for m, _ in intervals]}
    return Draft([str(year) for year in years], names, cells, about, roles)


def durations(rng: np.random.Generator) -> Draft:
    """Days with their interval in the next column."""
    steps = ["Til indstilling", "Til udredning", "Til forslag", "Til støtte", "Til opfølgning", "Til henvisning"]
    names = steps[: int(rng.integers(3, 7))]
    means = rng.uniform(20, 150, len(names))
    halves = means * rng.uniform(0.25, 0.5, len(names))
    cells = [
        [printed(m, 0, unit=" dage"), f"{printed(m - h, 0)}-{printed(m + h, 0)} dage"]
        for m, h in zip(means, halves, strict=True)
    ]
    about = {
        "title": "Ventetid i dage",
        "intervals": [{"line": "Konfidensinterval", "around": "Gennemsnit", "by": "columns"}],
    }
    roles = {"interval_column": (0, 1), "rows": list(range(len(names)))}
    return Draft(["Gennemsnit", "Konfidensinterval"], names, cells, about, roles)


def per_thousand(rng: np.random.Generator) -> Draft:
    """Counts, inhabitants, and the rate between them."""
    names = [f"Kommune {letter}" for letter in "ABCDEFGH"[: int(rng.integers(4, 9))]]
    people = np.round(np.exp(rng.normal(9, 0.6, len(names))))
    counts = np.round(people * rng.uniform(0.005, 0.03, len(names)))
    cells = [[printed(c, 0), printed(p, 0), printed(c / p * 1000, 1)] for c, p in zip(counts, people, strict=True)]
    columns = ["Anbragte", "Folketal 0-17 år", "Anbragte pr. 1.000"]
    about = {
        "title": "Anbragte i otte kommuner",
        "rates": [{"line": columns[2], "count": "#1", "population": columns[1], "per": "1.000"}],
    }
    return Draft(columns, names, cells, about, {"rate": (2, 0, 1), "rows": list(range(len(names)))})


def quartiles(rng: np.random.Generator) -> Draft:
    """Quartiles of municipalities by year, with the plain mean."""
    years = years_of(rng)
    places = int(rng.integers(0, 2))
    level = float(rng.uniform(40, 200)) if places == 0 else float(rng.uniform(5, 15))
    cells = []
    for _ in years:
        units = level * np.exp(rng.normal(0, rng.uniform(0.15, 0.4), 98))
        at = [units.min(), *np.quantile(units, [0.25, 0.5, 0.75]), units.max(), units.mean()]
        cells.append([printed(v, places) for v in at])
    columns = ["Mindst", "1. kvartil", "Median", "3. kvartil", "Størst", "Gennemsnit"]
    about = {
        "title": "Udgift pr. indbygger i 98 kommuner",
        "quartiles": [
            {"low": "Mindst", "q1": "1. kvartil", "median": "Median", "q3": "3. kvartil", "high": "Størst", "mean": "Gennemsnit", "n": "98", "by": "columns"}
        ],
    }  # fmt: skip
    return Draft(
        columns,
        [str(year) for year in years],
        cells,
        about,
        {"quartiles": (0, 1, 2, 3, 4, 5), "rows": list(range(len(years)))},
    )


def index(rng: np.random.Generator) -> Draft:
    """Rates by region and their index, the whole country being 100."""
    people = PEOPLE / PEOPLE.sum()
    true = rng.uniform(2, 9) * np.exp(rng.normal(0, 0.25, 5))
    full = np.append(true, people @ true)
    cells = [[printed(v, 2), printed(v / full[-1] * 100, 0)] for v in full]
    about = {
        "title": "Modtagere pr. 1.000 og indeks",
        "means": [{"line": "Hele landet", "only": ["Pr. 1.000"]}],
        "indexes": [{"line": "Indeks", "of": "Pr. 1.000", "base": "Hele landet", "by": "columns"}],
    }
    return Draft(
        ["Pr. 1.000", "Indeks"], [*REGIONS, "Hele landet"], cells, about, {"index": (1, 0, 5), "rows": [0, 1, 2, 3, 4]}
    )


def flows(rng: np.random.Generator) -> Draft:
    """New placements and all placed."""
    years = years_of(rng)
    stock = np.round(series(rng, float(rng.uniform(2_000, 13_000)), len(years), 0.04))
    new = np.round(stock * rng.uniform(0.15, 0.35) * np.exp(rng.normal(0, 0.05, len(years))))
    columns = [*(str(year) for year in years), f"Udvikling {years[0]}-{years[-1]}"]
    cells = [
        [*(printed(v, 0) for v in row), printed((row[-1] / row[0] - 1) * 100, 0, unit=" %")] for row in (new, stock)
    ]
    about = {
        "title": "Anbragte børn og unge",
        "at_most": [{"line": "Nyanbragte", "of": "Anbragte i alt", "flow": "true"}],
        "growth": [{"line": columns[-1], "start": columns[0], "end": columns[-2]}],
        "without": ["sums"],
    }
    roles = {
        "flow": (0, 1),
        "years": list(range(len(years))),
        "growth": (len(years), 0, len(years) - 1),
        "rows": [0, 1],
        "steady": True,
    }
    return Draft(columns, ["Nyanbragte", "Anbragte i alt"], cells, about, roles)


def causes(rng: np.random.Generator) -> Draft:
    """Two causes, those with both, and those with at least one."""
    years = years_of(rng)
    first = np.round(series(rng, float(rng.uniform(800, 2_000)), len(years)))
    second = np.round(first * rng.uniform(0.15, 0.5) * np.exp(rng.normal(0, 0.05, len(years))))
    both = np.round(second * rng.uniform(0.2, 0.8))
    with_both = bool(rng.integers(2))
    lines = [("Psykiske vanskeligheder", first), ("ADHD", second), ("Mindst én af dem", first + second - both)]
    if with_both:
        lines.insert(2, ("Begge", both))
    about = {
        "title": "Årsager til anbringelse",
        "unions": [
            {
                "line": "Mindst én af dem",
                "of": ["Psykiske vanskeligheder", "ADHD"],
                **({"overlap": "Begge"} if with_both else {}),
            }
        ],
    }
    cells = [[printed(v, 0) for v in values] for _, values in lines]
    roles = {"union": (len(lines) - 1, 0, 1, 2 if with_both else None), "years": list(range(len(years)))}
    return Draft([str(year) for year in years], [name for name, _ in lines], cells, about, roles)


RATES = (regions_weighted, regions_unweighted, survey, durations, per_thousand, quartiles, index, flows, causes)
