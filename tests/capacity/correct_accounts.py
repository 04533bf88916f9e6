"""Correct tables of money, staff and places: totals, subtotals, shares and growth, each printed from what was not rounded."""

from __future__ import annotations

import numpy as np
from tests.capacity.drafts import REGIONS, Draft, printed, series, years_of

OFFERS = [
    "Rådgivning", "Forebyggende foranstaltninger", "Familiebehandling", "Plejefamilier", "Opholdssteder",
    "Døgninstitutioner", "Sikrede døgninstitutioner", "Aflastning", "Kontaktpersoner", "Efterværn",
]  # fmt: skip
STAFF = [
    "Pædagoger",
    "Lærere",
    "Pædagogmedhjælpere",
    "Psykologer",
    "Socialrådgivere",
    "Terapeuter",
    "Administration",
    "Andre",
]


def over_years(rng: np.random.Generator) -> Draft:
    """Accounts or staff by year with a total and the growth from first to last year."""
    years, even = years_of(rng), bool(rng.integers(2))
    names = list(rng.permutation(OFFERS if rng.integers(2) else STAFF)[: int(rng.integers(3, 8))])
    places = int(rng.integers(0, 3))
    size = 10 ** float(rng.uniform(2.0, 4.2)) if places == 0 else 10 ** float(rng.uniform(0.3, 2.5))
    true = np.array([series(rng, size * float(np.exp(rng.normal(0, 0.9))), len(years)) for _ in names])
    true = np.round(true) if places == 0 and rng.integers(2) else true
    with_total = np.vstack([true, true.sum(axis=0)])
    growth = (with_total[:, -1] / with_total[:, 0] - 1) * 100
    names = [*names, "I alt"]
    columns = [*(str(year) for year in years), f"Udvikling {years[0]}-{years[-1]}"]
    cells = [
        [*(printed(v, places, even) for v in row), printed(g, 0, even, " %")]
        for row, g in zip(with_total, growth, strict=True)
    ]
    total = len(names) - 1
    about = {
        "title": f"Udvikling {years[0]}-{years[-1]} i årsværk",
        "sums": [{"total": "I alt"}],
        "growth": [{"line": columns[-1], "start": columns[0], "end": columns[-2]}],
    }
    roles = {
        "sums": [(total, list(range(total)), list(range(len(years))))],
        "growth": (len(years), 0, len(years) - 1),
        "years": list(range(len(years))),
        "rows": list(range(total)),
        "steady": True,
    }
    return Draft(columns, names, cells, about, roles)


def with_subtotals(rng: np.random.Generator) -> Draft:
    """Two groups of offers, each with its total, and both together."""
    years, even, places = years_of(rng), bool(rng.integers(2)), int(rng.integers(0, 2))
    chosen = list(rng.permutation(OFFERS)[: int(rng.integers(5, 9))])
    cut = len(chosen) // 2
    size = 10 ** float(rng.uniform(2.5, 4))
    true = {name: series(rng, size * float(np.exp(rng.normal(0, 0.7))), len(years)) for name in chosen}
    lines, sums = [], []
    for title, group in (("Dagtilbud i alt", chosen[:cut]), ("Døgntilbud i alt", chosen[cut:])):
        start = len(lines)
        lines += [(name, true[name]) for name in group]
        lines.append((title, np.sum([true[name] for name in group], axis=0)))
        sums.append((len(lines) - 1, list(range(start, len(lines) - 1))))
    lines.append(("Hele området", lines[sums[0][0]][1] + lines[sums[1][0]][1]))
    whole = len(lines) - 1
    columns = [str(year) for year in years]
    cells = [[printed(v, places, even) for v in values] for _, values in lines]
    about = {
        "title": "Antal pladser",
        "sums": [
            *({"total": lines[t][0], "parts": [lines[p][0] for p in parts]} for t, parts in sums),
            {"total": "Hele området", "parts": ["Dagtilbud i alt", "Døgntilbud i alt"]},
        ],
    }
    across = list(range(len(years)))
    roles = {
        "sums": [*((t, parts, across) for t, parts in sums), (whole, [t for t, _ in sums], across)],
        "years": across,
        "rows": [p for _, parts in sums for p in parts],
        "steady": True,
    }
    return Draft(columns, [name for name, _ in lines], cells, about, roles)


def crossed(rng: np.random.Generator) -> Draft:
    """Counts by owner and kind, with totals both ways."""
    kinds = list(rng.permutation(OFFERS)[: int(rng.integers(3, 6))])
    owners = ["Kommunal", "Regional", "Privat"]
    true = np.round(np.exp(rng.normal(4.5, 0.9, (len(owners), len(kinds)))))
    full = np.vstack([true, true.sum(axis=0)])
    full = np.hstack([full, full.sum(axis=1, keepdims=True)])
    cells = [[printed(v, 0) for v in row] for row in full]
    about = {
        "title": "Antal tilbud efter ejer",
        "sums": [
            {"total": "I alt", "by": "rows"},
            {"total": "I alt", "parts": kinds, "by": "columns"},
        ],
    }
    roles = {
        "sums": [(3, [0, 1, 2], list(range(len(kinds) + 1)))],
        "rows": [0, 1, 2],
        "years": list(range(len(kinds))),
        "steady": False,
    }
    return Draft([*kinds, "I alt"], [*owners, "I alt"], cells, about, roles)


def distribution(rng: np.random.Generator) -> Draft:
    """Counts with their share of the total."""
    names = list(rng.permutation(STAFF)[: int(rng.integers(4, 8))])
    true = np.round(np.exp(rng.normal(6, 1, len(names))))
    places = int(rng.integers(0, 2))
    shares = true / true.sum() * 100
    cells = [[printed(v, 0), printed(s, places, unit=" %")] for v, s in zip(true, shares, strict=True)]
    cells.append([printed(true.sum(), 0), printed(100, places, unit=" %")])
    about = {
        "title": "Personale efter faggruppe",
        "sums": [{"total": "I alt", "only": ["Antal årsværk"]}],
        "shares": [{"line": "Fordeling", "of": "Antal årsværk", "total": "I alt"}],
    }
    total = len(names)
    roles = {
        "sums": [(total, list(range(total)), [0])],
        "share": (1, 0, list(range(total))),
        "rows": list(range(total)),
        "years": [0],
        "steady": False,
    }
    return Draft(["Antal årsværk", "Fordeling"], [*names, "I alt"], cells, about, roles)


def claimed(rng: np.random.Generator) -> Draft:
    """Accounts over years, and sentences about them."""
    draft = over_years(rng)
    total = len(draft.names) - 1
    row = int(rng.integers(0, total))
    last, first = draft.columns[-2], draft.columns[0]
    name = draft.names[row]
    growth = draft.cells[row][-1]
    draft.about["claims"] = [
        {"text": f"{name} er steget", "says": growth.replace(" %", " pct."), "formula": "g", "where": {"g": f"{name} | {draft.columns[-1]}"}},
        {"text": f"{name} udgør", "says": draft.cells[row][-2], "formula": "a", "where": {"a": f"{name} | {last}"}},
        {"text": "I alt i det første år", "says": draft.cells[total][0], "formula": "a", "where": {"a": f"I alt | {first}"}},
    ]  # fmt: skip
    draft.roles["claims"] = [(row, len(draft.columns) - 1), (row, len(draft.columns) - 2), (total, 0)]
    return draft


def regional_counts(rng: np.random.Generator) -> Draft:
    """Days by region with the whole country as their sum."""
    years = years_of(rng)
    true = np.array([np.round(series(rng, float(np.exp(rng.normal(6, 0.8))), len(years), 0.2)) for _ in REGIONS])
    full = np.vstack([true, true.sum(axis=0)])
    growth = (full[:, -1] / full[:, 0] - 1) * 100
    columns = [*(str(year) for year in years), f"{years[0]}-{years[-1]} (i pct.)"]
    cells = [[*(printed(v, 0) for v in row), printed(g, 0, unit=" %")] for row, g in zip(full, growth, strict=True)]
    about = {
        "title": f"Antal sengedage pr. region, {years[0]}-{years[-1]}",
        "sums": [{"total": "I alt"}],
        "growth": [{"line": columns[-1], "start": columns[0], "end": columns[-2]}],
    }
    roles = {
        "sums": [(5, [0, 1, 2, 3, 4], list(range(len(years))))],
        "growth": (len(years), 0, len(years) - 1),
        "years": list(range(len(years))),
        "rows": [0, 1, 2, 3, 4],
        "steady": False,
    }
    return Draft(columns, [*REGIONS, "I alt"], cells, about, roles)


ACCOUNTS = (over_years, with_subtotals, crossed, distribution, claimed, regional_counts)
