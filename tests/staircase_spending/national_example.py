"""An example national file with known truth: 98 municipalities × 2011-2018 × function × grouping, as StatBank gives them.

Made so that all of seed 000 holds at once (lines 39-101). In 2019 prices, gross:

- 2018: step-specific 13,70 mia. kr. of 14,40 on the area; the average of 94 municipalities spends 9.488 kr. per child;
- its shares are 38,8 % on steps 2-3, 29,1 % on steps 4-5 and 32,1 % on step 6, both as the mean of 94 shares and as the
  share of the mean krone; in 2011 they were 31,2, 28,2 and 40,6 %;
- 18 municipalities have more than 50 % on steps 2-3 and 17 less than 30 %; the four islands are neither;
- the area's spending was 840 mio. kr. less in 2011.

Solved by plain arithmetic; nothing here uses the program's calculations.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import polars as pl

from trinvis.parameters import Parameters
from trinvis.tables import TABLES

YEARS = range(2011, 2019)
INDEX = {2011: 8801, 2012: 8934, 2013: 9050, 2014: 9187, 2015: 9311, 2016: 9440, 2017: 9602, 2018: 9790, 2019: 10_000}
"""A made-up price index in hundredths; 2019 = 100."""
ISLANDS = (563, 492, 741, 825)
MEAN, STEP_SPECIFIC, AREA, RISE = 9_488, 13_700_000_000, 14_400_000_000, 840_000_000
BEFORE, BEFORE_STEPS = AREA - RISE, 12_900_000_000
SHARES_2018 = {"lower": 0.388, "institution": 0.321}
SHARES_2011 = {"lower": 0.388 - 0.076, "institution": 0.321 + 0.085}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _line(values: Sequence[float], slopes: Sequence[float], weights: Sequence[float], target: float) -> list[float]:
    """values + a + b·slopes so that both the plain and the weighted mean are the target."""

    def means(of: Sequence[float]) -> tuple[float, float]:
        return _mean(of), sum(x * w for x, w in zip(of, weights, strict=True)) / sum(weights)

    (plain, heavy), (slope, heavy_slope) = means(values), means(slopes)
    b = (plain - heavy) / (heavy_slope - slope)
    a = target - plain - b * slope
    return [value + a + b * one for value, one in zip(values, slopes, strict=True)]


@cache
def truth() -> dict[str, dict[int, float]]:
    """Code → children in 2018, kr. per child in 2018 (2019 prices), and the shares of steps 2-3 and 6 in 2018."""
    table = Parameters.shipped().table("municipalities", None)
    people = dict(table.select("municipality", "population_2014q1").sort("municipality").iter_rows())
    dice = random.Random(2023)
    codes = list(people)
    mainland = [code for code in codes if code not in ISLANDS]
    children = {code: round(count * 0.275) for code, count in people.items()}

    # kr. per child: chance, and a fall with size that brings the sum to 13,7 mia.
    chance = {code: dice.uniform(-900, 900) for code in codes}
    size = {code: children[code] ** 0.25 for code in codes}
    level, mid = _mean([chance[c] for c in mainland]), _mean([size[c] for c in mainland])
    flat = {code: MEAN + chance[code] - level for code in codes}
    missing = STEP_SPECIFIC - sum(flat[c] * children[c] for c in codes)
    slope = missing / sum((size[c] - mid) * children[c] for c in codes)
    per_child = {code: flat[code] + slope * (size[code] - mid) for code in codes}

    order = mainland[:]
    dice.shuffle(order)
    high, low, middle = order[:18], order[18:35], order[35:]
    share = {code: 0.51 + 0.003 * place for place, code in enumerate(high)}
    share |= {code: 0.235 + 0.0035 * place for place, code in enumerate(low)}
    wanted = SHARES_2018["lower"] * len(mainland) - sum(share.values())
    raw = [dice.uniform(-0.03, 0.03) for _ in middle]
    weights = [per_child[code] for code in middle]
    pull = SHARES_2018["lower"] * sum(per_child[c] for c in mainland) - sum(share[c] * per_child[c] for c in share)
    # the middle must have this plain mean, and this mean weighted by kr. per child
    plain, heavy = wanted / len(middle), pull / sum(weights)
    slopes = [one - _mean(weights) for one in weights]
    heavy_raw = sum(r * w for r, w in zip(raw, weights, strict=True)) / sum(weights)
    heavy_slope = sum(s * w for s, w in zip(slopes, weights, strict=True)) / sum(weights)
    tilt = ((heavy - plain) - (heavy_raw - _mean(raw))) / heavy_slope
    share |= {code: plain - _mean(raw) + r + tilt * s for code, r, s in zip(middle, raw, slopes, strict=True)}
    rest = [(1 - share[code]) * 0.525 + dice.uniform(-0.03, 0.03) for code in mainland]
    solved = _line(
        rest, [per_child[c] - MEAN for c in mainland], [per_child[c] for c in mainland], SHARES_2018["institution"]
    )
    institution = dict(zip(mainland, solved, strict=True))
    share |= dict.fromkeys(ISLANDS, 0.40)
    institution |= dict.fromkeys(ISLANDS, 0.33)
    return {
        "children": {c: float(children[c]) for c in codes},
        "per_child": per_child,
        "lower": share,
        "institution": institution,
    }


def _at(year: int, first: float, last: float) -> float:
    return first + (last - first) * (year - 2011) / 7


def children_rows() -> list[tuple[int, int, int]]:
    """(municipality, year, 0-22-year-olds on 1 January)."""
    known = truth()["children"]
    return [(code, year, round(count * (1 + 0.002 * (year - 2018)))) for code, count in known.items() for year in YEARS]


def _accounts(year: int) -> dict[str, dict[str, float]]:
    """Group → account → its part of the group's money that year."""
    early = {"5.28.21.016": 0.04, "5.28.21.017": 0.14} if year >= 2015 else {"5.28.21.017": 0.05}
    lower = {**early, "5.28.21.003": 0.35, "5.28.21.007": 0.2, "5.28.20.004": 0.03, "5.28.20.005": 0.04}
    foster = (
        {"5.28.22.001": 0.3, "5.28.22.002": 0.6, "5.28.22.005": 0.1}
        if year >= 2016
        else {"5.28.20.001": 0.92, "5.28.20.002": 0.08}
    )
    return {
        "lower": {**lower, "5.28.21.002": 1 - sum(lower.values())},
        "foster": foster,
        "institution": {"5.28.20.003": 0.45, "5.28.23.002": 0.5, "5.28.24.999": 0.05},
        "several": {"5.28.21.200": 0.7, "5.28.20.007": 0.3},
    }


BESIDE = {
    ("5.28.23.001", 1): 0.08,
    ("5.28.25.999", 1): 0.1,
    ("5.57.72.009", 1): 0.03,
    ("5.57.72.015", 1): 0.12,
    ("5.28.21.002", 3): 0.01,
    ("3.22.01.001", 1): 4.0,
}
"""Accounts that the national figures leave out (disability, capital, schools), as parts of step-specific spending."""
INCOME = {("5.28.23.002", 1): 0.05, ("5.28.22.092", 1): 0.01, ("5.28.21.002", 2): 0.02, ("5.22.07.001", 2): 0.06}


@cache
def facts() -> pl.DataFrame:
    """``national_accounts``: UE, I and TOT in whole 1.000 kr. of each year's prices."""
    known, children = truth(), {(code, year): count for code, year, count in children_rows()}
    steps_2018 = {code: known["per_child"][code] * children[code, 2018] for code in known["children"]}
    rise = BEFORE_STEPS / sum(known["per_child"][c] * children[c, 2011] for c in steps_2018)
    records: list[tuple[int, int, str, int, str, int]] = []
    for year in YEARS:
        area = _at(year, BEFORE, AREA) - _at(year, BEFORE_STEPS, STEP_SPECIFIC)
        money = {c: known["per_child"][c] * _at(year, rise, 1) * children[c, year] for c in steps_2018}
        whole = sum(money.values())
        for code, spent in money.items():
            lower = known["lower"][code] - _at(year, 0.076, 0)
            institution = known["institution"][code] + _at(year, 0.085, 0)
            groups = {"lower": lower, "foster": 1 - lower - institution, "institution": institution}
            amounts = {group: spent * share for group, share in groups.items()} | {"several": area * spent / whole}
            out: dict[tuple[str, int], float] = {
                (account, 1): amounts[group] * part
                for group, parts in _accounts(year).items()
                for account, part in parts.items()
            }
            out |= {account: spent * part for account, part in BESIDE.items()}
            income = {account: spent * part for account, part in INCOME.items()}
            for (account, dranst), kroner in out.items():
                records.append((code, year, account, dranst, "UE", _thousands(kroner, year)))
            for (account, dranst), kroner in income.items():
                records.append((code, year, account, dranst, "I", _thousands(kroner, year)))
            for key in {**out, **income}:
                net = _thousands(out.get(key, 0), year) - _thousands(income.get(key, 0), year)
                records.append((code, year, *key, "TOT", net))
    frame = pl.DataFrame(
        records, schema=["municipality", "year", "account", "dranst", "art", "thousands"], orient="row"
    )
    return TABLES["national_accounts"].conform(
        frame.with_columns(
            function=pl.col("account").str.replace_all(".", "", literal=True).str.slice(0, 5),
            grouping=pl.col("account").str.slice(8, 3),
            amount=pl.col("thousands") * 100_000,
            kind=pl.lit("accounts"),
            source_table=pl.lit("REGK100"),
            delivery_id=pl.lit("d1"),
            row_no=pl.int_range(1, pl.len() + 1),
        )
    )


def _thousands(kroner: float, year: int) -> int:
    return round(kroner * INDEX[year] / INDEX[2019] / 1000)
