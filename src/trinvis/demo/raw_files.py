"""Writes the raw files of the example municipality to a folder, and the truth beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo import budgets, danish_text, flaws, ledger_files, snapshots, truth, typed
from trinvis.demo.budget_files import assumption_file, budget_file
from trinvis.demo.capacity_typed import capacity_typed
from trinvis.demo.charges import charges, month_days, months
from trinvis.demo.courses import draw
from trinvis.demo.grants import Traits, from_courses
from trinvis.demo.levels import accounts, levels
from trinvis.demo.national import national_files
from trinvis.demo.persons import persons
from trinvis.demo.plan import NAME, Delivery, Plan
from trinvis.demo.postings import ledger
from trinvis.demo.public_files import children_file, population_file
from trinvis.parameters import Profile

if TYPE_CHECKING:
    from trinvis.demo.budgets import Amount
    from trinvis.demo.courses import World
    from trinvis.demo.grants import Grants
    from trinvis.demo.persons import Persons

FIRST_MONTH, LAST_MONTH = 202310, 202609
SEED = 2026
CUT_OFF = 202505
"""The month whose postings are sent a second time, cut off in the middle; that delivery is withdrawn ten days later."""

README = f"""{NAME}

Alle børn, navne, numre, leverandører og beløb i denne mappe er opdigtede og trukket ved lodtrækning (frø {{seed}}).
Personnumrene har dagen forhøjet med 60 og kan ikke tilhøre nogen. Kontonumrene er ægte kontostrenge fra Ballerup Kommune
2021 (OS2bos, MPL-2.0); ingen af beløbene er. Mappen "truth" er facit: hvad der i virkeligheden skete i eksemplet.

Mappen "landstal" ligner filer fra Statistikbanken for landets 98 kommuner. Kommunernes navne og koder er deres egne, men alle
tal er opdigtede: de siger intet om nogen kommune, og filerne hedder derfor "opdigtet".

Mappen "kapacitet" er filerne til en kapacitetsanalyse: personale, aktivitet, tilbud, rammeaftaler, anbringelsesårsager,
psykiatri, ventetider, programmer, svar på tre spørgeskemaer og egne huse. Også de er opdigtede, som filnavnene siger.
"""


def files(
    folder: Path, seed: int = SEED, *, traits: Traits | None = None, first: int = FIRST_MONTH, last: int = LAST_MONTH
) -> Plan:
    """Writes the files of the months ``first`` to ``last`` (yyyymm) and returns what to import, type in and withdraw, and when.

    The same seed and traits give the same files, byte for byte.
    """
    traits = traits or Traits()
    level, strings, profile = levels(), accounts(), Profile.shipped("standard")
    rng, luck = np.random.default_rng(seed), Random(seed)
    world = draw(rng, level)
    people = persons(world)
    grants = from_courses(luck, world, level, traits)
    charged = charges(grants)
    booked = ledger(rng, world, grants, charged, level, strings, traits)
    written = ledger_files.prepare(rng, booked, people)
    cost = truth.year_cost(written, profile)
    first_day, last_day = (danish_text.day_date(month_days(month)[1]) for month in (first, last))
    for name in ("indsatser", "posteringer", "budget", "stamdata"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "LAES-MIG.txt").write_text(README.format(seed=seed), encoding="utf-8")
    truth.write(folder / "truth", grants, charged, cost)
    national = national_files(folder, written, grants, first_day, last_day)
    if traits.errors:
        written = ledger_files.mistyped(rng, written, first, last)

    found = budgets.amounts(luck, cost, profile, level)
    deliveries = [*national, *_budgets(folder, found, grants, charged, first, last)]
    deliveries += _master_data(folder, world, people, grants, first, last)
    periods = snapshots.prepare(grants, people, strings)
    for month in (m for m in months() if first <= m <= last):
        deliveries.append(_extract(folder, periods, month, luck if traits.errors else None))
        deliveries += _ledger(folder, written, max(covered_from(month), first), month, cut_off=traits.errors)
    entries = [
        *typed.limits(booked.limits),
        *typed.estimates(luck, last_day),
        *typed.income(last_day),
        *capacity_typed(last_day),
        *typed.explanations(last_day, budgets.deviations(found, cost, last_day)),
    ]
    return Plan(
        seed,
        folder,
        tuple(sorted(deliveries, key=lambda d: d.known_from)),
        tuple(sorted((e for e in entries if e.known_from <= last_day), key=lambda e: e.known_from)),
        last_day,
    )


def _extract(folder: Path, periods: pl.DataFrame, month: int, luck: Random | None) -> Delivery:
    """What the case system knew on the last day of a month; with ``luck`` a few rows are typed wrong."""
    end = month_days(month)[1]
    day = danish_text.day_date(end)
    rows = pl.concat([snapshots.extract(periods, end), snapshots.expected_changes(periods, end)]).drop("grant")
    if luck is not None:
        rows = flaws.spoil(luck, rows)
    file = folder / "indsatser" / f"indsatser_{day:%Y-%m-%d}.csv"
    file.write_bytes(danish_text.csv_bytes(rows, encoding="utf-8-sig"))
    return Delivery(file, "grants", day, {"extract_day": day})


def _ledger(folder: Path, written: pl.DataFrame, since: int, month: int, *, cut_off: bool) -> list[Delivery]:
    """The ledger from month ``since`` to ``month`` as it stands on the last day; in one month it comes twice (``CUT_OFF``)."""
    day = danish_text.day_date(month_days(month)[1])
    rows = ledger_files.of_months(written, since, month)
    covers = {"period_from": since, "period_to": month}
    file = folder / "posteringer" / f"posteringer_{day:%Y-%m}.csv"
    file.write_bytes(danish_text.csv_bytes(rows, encoding="cp1252"))
    out = [Delivery(file, "finance", day, covers)]
    if cut_off and month == CUT_OFF:
        file = file.with_name(f"posteringer_{day:%Y-%m}_igen.csv")
        file.write_bytes(danish_text.csv_bytes(rows.head(rows.height * 2 // 5), encoding="cp1252"))
        out.append(Delivery(file, "finance", day, covers, withdrawn=date(day.year, day.month + 1, 10)))
    return out


def _budgets(
    folder: Path, found: list[Amount], grants: Grants, charged: pl.DataFrame, first: int, last: int
) -> list[Delivery]:
    """Budgets and assumptions, each known when it was decided (at the earliest in the first month).

    A file holds all that was decided for its year so far, so that the newest takes the place of the one before.
    """
    profile = Profile.shipped("standard")
    start, end = danish_text.day_date(month_days(first)[1]), danish_text.day_date(month_days(last)[1])
    out = []
    for decided in sorted({amount.decided for amount in found}):
        new = next(amount for amount in found if amount.decided == decided)
        rows = [amount for amount in found if amount.year == new.year and amount.decided <= decided]
        original = new.version == "Oprindeligt budget"
        name = "oprindeligt" if original else f"{decided:%Y-%m}"
        file = folder / "budget" / f"budget_{rows[0].year}_{name}.csv"
        known = max(decided, start)
        if known > end:
            continue
        file.write_bytes(budget_file(rows, profile))
        out.append(Delivery(file, "budget", known))
        if original:
            assumed = budgets.assumptions(grants, charged, rows[0].year, found)
            file = folder / "budget" / f"forudsaetninger_{rows[0].year}.csv"
            file.write_bytes(assumption_file(assumed, rows[0].year, profile))
            out.append(Delivery(file, "assumptions", known))
    return out


def _master_data(folder: Path, world: World, people: Persons, grants: Grants, first: int, last: int) -> list[Delivery]:
    """The children with a grant registered by then, at the start and every half-year; the population every January."""
    out = []
    registered = grants.grants.select("child", "registered")
    for month in (m for m in months() if first <= m <= last):
        end = month_days(month)[1]
        day = danish_text.day_date(end)
        if month == first or month % 100 in (1, 7):
            known = set(registered.filter(pl.col("registered") <= end)["child"].to_list())
            file = folder / "stamdata" / f"boern_{day:%Y-%m-%d}.csv"
            file.write_bytes(children_file(world, people, known))
            out.append(Delivery(file, "children", day, {"extract_day": day}))
        if month == first or month % 100 == 1:
            file = folder / "stamdata" / f"befolkning_{day:%Y}K{(day.month + 2) // 3}.csv"
            file.write_bytes(population_file(levels().population_0_17, day))
            out.append(Delivery(file, "population", day))
    return out


def covered_from(month: int) -> int:
    """The first ledger month of a month's file: in January and February last December comes once more, for the
    supplementary period is open (supplementsperioden)."""
    year, number = divmod(month, 100)
    return (year - 1) * 100 + 12 if number <= 2 else month
