"""Background values of the invented municipalities, and half-yearly key figures of ten of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.national_people import NATIONAL_SEED, POPULATION_YEARS
from trinvis.demo.national_spending import ANCHOR, DEARER, KRONER, REGIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trinvis.demo.national_people import Units

SOURCE = "Opdigtet til Trinvis' eksempel"
"""Stands as the source of every figure: none of them is anybody's."""

BACKGROUND_YEARS = (2019, 2024)
COUNTRY = 0
HEADINGS = ("Tal", "Betegnelse", "Kommunekode", "Dato", "Værdi", "Tæller", "Nævner", "Enhed", "Optalt af", "Kilde")

Row = tuple[int, str, str, int, str, str, int | None, int | None, str, str, str]
"""The year of publication and what stands under ``HEADINGS``."""


def background(units: Units, strain: NDArray[np.float64]) -> pl.DataFrame:
    """Expected need (udgiftsbehov), resource pressure and vulnerable children of every municipality, and the country's mean."""
    dice = np.random.default_rng([NATIONAL_SEED, 5])
    region = np.array([REGIONS.get(name, (0.0, 0.0))[0] for name in units.regions])
    rows: list[Row] = []
    for year in BACKGROUND_YEARS:
        chance = dice.normal(0, 1, (3, len(strain)))
        prices = DEARER ** (year - ANCHOR)
        values = {
            ("udgiftsbehov", "Udgiftsbehov pr. 0-22-årig (opdigtet)", "kr.", 0): KRONER
            * prices
            * np.exp(0.6 * region + 0.09 * strain + 0.025 * chance[0]),
            ("ressourcepres", "Ressourcepres, landet = 100 (opdigtet)", "indeks", 1): 100 + 8 * strain + 5 * chance[1],
            ("saarbare_boern", "Andel sårbare børn (opdigtet)", "pct.", 1): np.clip(
                10 + 2.3 * strain + 0.9 * chance[2], 3, 18
            ),
        }
        for (key, label, unit, decimals), drawn in values.items():
            whole = np.round(drawn, decimals)
            mean = float(
                np.round(np.average(drawn[:-1], weights=units.children[:-1, year - POPULATION_YEARS[0]]), decimals)
            )
            for code, value in zip((COUNTRY, *units.codes), (mean, *whole.tolist()), strict=True):
                said = f"{value:.{decimals}f}".replace(".", ",")
                rows.append(
                    (
                        year,
                        f"background/{key}",
                        label,
                        code,
                        f"31.12.{year}",
                        said,
                        None,
                        None,
                        unit,
                        "Indtastet",
                        SOURCE,
                    )
                )
    return _frame(rows)


KEY_FIGURES = {
    "NT-1": ("Institutionsanbringelser", 2.9, "Valideret med Danmarks Statistik"),
    "NT-3": ("Anbringelser i plejefamilier", 7.0, "Valideret med Danmarks Statistik"),
    "NT-4": ("Anbringelser i netværksplejefamilier", 1.1, "Valideret med Danmarks Statistik"),
    "NT-5": ("Hjemmebaserede foranstaltninger", 30.0, "Selvrapporteret"),
    "NT-6": ("Forebyggende indsatser (§ 11, stk. 3)", 11.0, "Selvrapporteret"),
}
"""Key figure → its name, children per 1,000 of 0-17 years, and who counts."""

SERIES_YEARS = range(2020, 2027)
STATUS_DAYS = tuple(date(year, *day) for year in SERIES_YEARS for day in ((3, 31), (9, 30)))[:-1]
TEN = 10
GAPS = {1: {2}, 3: {0, 1}, 4: {5, 6, 7}, 6: {12}}
"""Which of the ten lacks which of the status days, in every key figure."""
ALONE = (8, 5)
"""Of the ninth, only the sixth day of the figures that it counts itself: a single observation."""


def key_figures(units: Units, strain: NDArray[np.float64]) -> pl.DataFrame:
    """The half-yearly series of ten municipalities drawn by lot, with gaps; some rise, some fall, some are stable.

    September is published with March the year after.
    """
    dice = np.random.default_rng([NATIONAL_SEED, 6])
    ordinary = [at for at, children in enumerate(units.children[:-1, 0]) if children > 6_000]
    ten = sorted(int(at) for at in dice.choice(np.array(ordinary), TEN, replace=False))
    rows: list[Row] = []
    for figure, (name, rate, counted_by) in KEY_FIGURES.items():
        own_rate = rate * np.exp(0.15 * strain[ten] + dice.normal(0, 0.12, TEN))
        slope = dice.choice(np.array([-0.045, 0.0, 0.04]), TEN)
        for place, at in enumerate(ten):
            for number, on in enumerate(STATUS_DAYS):
                drawn = own_rate[place] * np.exp(slope[place] * number + dice.normal(0, 0.02))
                alone = place == ALONE[0] and counted_by == "Selvrapporteret" and number != ALONE[1]
                if alone or number in GAPS.get(place, ()):
                    continue
                under_18 = int(units.under_18[at, on.year - POPULATION_YEARS[0]])
                children = round(float(drawn) * under_18 / 1000)
                hundredths = (2 * children * 100_000 + under_18) // (2 * under_18)
                value = f"{hundredths // 100},{hundredths % 100:02d}"
                label = f"Nøgletal {figure[3:]}: {name} (opdigtet)"
                unit = "børn pr. 1.000 0-17-årige"
                published = on.year + (on.month > 6)
                rows.append(
                    (
                        published,
                        figure,
                        label,
                        units.codes[at],
                        f"{on:%d.%m.%Y}",
                        value,
                        children,
                        under_18,
                        unit,
                        counted_by,
                        SOURCE,
                    )
                )
    return _frame(rows)


def _frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["year", *HEADINGS], orient="row", infer_schema_length=None)
