"""The files of a whole capacity analysis of the invented country: accounts, staff, activity, offers, waits, answers and own houses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trinvis.demo import danish_text
from trinvis.demo.capacity_contacts import CAUSE_YEARS, causes, psychiatry
from trinvis.demo.capacity_country import ANALYSIS_YEARS
from trinvis.demo.capacity_counts import activity, staff
from trinvis.demo.capacity_houses import FIRST_YEAR, places
from trinvis.demo.capacity_offers import (
    FRAMEWORK_YEARS,
    OFFER_YEARS,
    PROGRAMME_DAYS,
    framework,
    offers,
    programmes,
)
from trinvis.demo.capacity_prices import PUBLISHED, prices
from trinvis.demo.capacity_survey import ANSWERING, survey
from trinvis.demo.capacity_waiting import YEAR as WAITING_YEAR
from trinvis.demo.capacity_waiting import waiting
from trinvis.demo.plan import Delivery

if TYPE_CHECKING:
    from trinvis.demo.capacity_country import Country
    from trinvis.demo.grants import Grants

FOLDER = "kapacitet"

Published = dict[int, date]
"""Year → the day on which its figures are known."""


def capacity_files(
    folder: Path,
    country: Country,
    placed: pl.DataFrame,
    grants: Grants,
    by_day: Callable[[Published], list[tuple[list[int], date]]],
    last: date,
) -> list[Delivery]:
    """Writes the files that are known on ``last`` and returns their deliveries; each says in its name that it is invented.

    ``placed``: the placed children that Statistikbanken's file tells. ``by_day``: the years that are known on each day.
    """
    counted = activity(country, placed)
    houses = places(grants, last)
    surveyed = date(2026, 6, 15)
    kinds: list[tuple[str, str, Published, pl.DataFrame]] = [
        ("staff", "personale", {y: date(y + 1, 5, 31) for y in ANALYSIS_YEARS}, staff(country)),
        ("activity", "aktivitet", {y: date(y + 1, 8, 31) for y in ANALYSIS_YEARS}, counted),
        ("offers", "tilbud", {y: date(y, 10, 31) for y in OFFER_YEARS}, offers(country, houses)),
        ("framework", "rammeaftaler", {y: date(y, 1, 15) for y in FRAMEWORK_YEARS}, framework(country)),
        ("causes", "anbringelsesaarsager", {y: date(y + 1, 8, 31) for y in CAUSE_YEARS}, causes(country, counted)),
        ("psychiatry", "psykiatri", {y: date(y + 1, 3, 31) for y in ANALYSIS_YEARS}, psychiatry(country)),
        ("programmes", "programmer", {one.year: one for one in PROGRAMME_DAYS}, programmes(country)),
        ("prices", "prisindeks", {PUBLISHED: date(PUBLISHED, 5, 31)}, prices()),
        ("waiting", "ventetider", {WAITING_YEAR: surveyed}, waiting(country)),
        (
            "places",
            "egne_pladser",
            {y: min(date(y + 1, 1, 31), last) for y in range(FIRST_YEAR, last.year + 1)},
            houses,
        ),
    ]
    into = folder / FOLDER
    into.mkdir(parents=True, exist_ok=True)
    out = [
        _keep(
            into, source, f"{name}_opdigtet_{_span(years)}", rows.filter(pl.col("year").is_in(years)).drop("year"), on
        )
        for source, name, published, rows in kinds
        for years, on in by_day(published)
    ]
    for name in ANSWERING if last >= surveyed else ():
        words = name.replace(" ", "_").replace("ø", "oe")
        out.append(_keep(into, "survey", f"spoergeskema_opdigtet_{words}", survey(country, name), surveyed))
    return out


def _span(years: list[int]) -> str:
    return "-".join(dict.fromkeys([str(years[0]), str(years[-1])]))


def _keep(into: Path, source: str, name: str, rows: pl.DataFrame, known: date) -> Delivery:
    file = into / f"{name}.csv"
    file.write_bytes(danish_text.csv_bytes(rows, encoding="utf-8-sig"))
    return Delivery(file, source, known)
