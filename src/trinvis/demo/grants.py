"""From true courses to true grants with their prices, and beside them what the case system knew and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from trinvis.demo.courses import FIRST_DAY, MONTH_DAYS, Course, World, day
from trinvis.demo.persons import number_of
from trinvis.demo.providers import PROVIDERS, Provider

if TYPE_CHECKING:
    import polars as pl

    from trinvis.demo.levels import Levels

NEVER = day(2099, 12, 31)
NEIGHBOUR = 998
"""Code of an invented neighbouring municipality."""


@dataclass(frozen=True)
class Traits:
    """Which of the flaws of real data the files get.

    ``late``: late and backdated registration, prolonged and late stops, prices learnt late, expected grants that never come
    about; without it everything is known from the first day. ``errors``: typing errors and a delivery to be withdrawn.
    ``invoice_months_late``: every invoice exactly so many months late; None draws up to three.
    """

    late: bool = True
    errors: bool = True
    invoice_months_late: int | None = None


@dataclass(frozen=True)
class Grants:
    """``grants`` one row per grant (``grant`` counts from 0), ``prices`` one row per grant and price period in order."""

    grants: pl.DataFrame
    prices: pl.DataFrame


def from_courses(rng: Random, world: World, levels: Levels, traits: Traits) -> Grants:
    """Grants, price periods and the days on which each fact became known."""
    import polars as pl

    rows: list[dict[str, Any]] = []
    prices: list[tuple[int, int, int, int, int]] = []
    learnt = _price_days(rng, traits)
    supplements = {kind: s for s in levels.supplements for kind in s.accounts}
    for number, course in enumerate([*world.courses, *(_hoped_for(rng, world, levels) if traits.late else [])]):
        row = _grant(rng, course, number, world, traits, phantom=number >= len(world.courses))
        row["grant"] = len(rows)
        rows.append(row)
        provider: Provider | None = row.pop("provider_data")
        kind = course.kind
        noise = 1.0 if kind.unit == "month" and kind.placed else rng.uniform(0.97, 1.03)
        base = kind.price_oere * (provider.price if provider else 1.0) * noise
        name = provider.name if provider else "carers"
        prices += _periods(rng, row, base, learnt, name, levels, may_change=kind.unit.startswith("hour"))
        extra = supplements.get(kind.id)
        if extra and not row["phantom"]:
            age = (course.start - world.children[course.child].birth) / 365.25
            once = extra.unit == "once"
            beside = row | {
                "grant": len(rows),
                "key": row["key"] + "-T",
                "unit": extra.unit,
                "quantity": 100,
                "account": extra.accounts[kind.id],
                "main": False,
                "stop": course.start if once else course.stop,
                "expected_from": NEVER,
                "registered": max(row["registered"], min(row["decided"], course.start)),
            }
            rows.append(beside)
            price = extra.price_under_10_oere if age < 10 else extra.price_oere
            prices += _periods(rng, beside, float(price), learnt, "carers", levels, may_change=False)
    grants = pl.DataFrame(rows, infer_schema_length=None)
    periods = pl.DataFrame(
        prices,
        schema={"grant": pl.Int64, "from": pl.Int64, "known": pl.Int64, "rate": pl.Int64, "quantity": pl.Int64},
        orient="row",
    ).sort("grant", "from")
    return Grants(grants, periods)


def _hoped_for(rng: Random, world: World, levels: Levels) -> list[Course]:
    """Placements that are expected for a child in family treatment and never come about."""
    found = []
    for course in world.courses:
        if course.kind.type == "family_treatment" and course.stop - course.start > 200 and rng.random() < 0.035:
            kind = levels.kind(rng.choice(("foster", "residence", "institution")))
            start = rng.randrange(course.start + 90, course.stop - 30)
            if start > FIRST_DAY:
                found.append(replace(course, kind=kind, start=start, stop=start + 700, main=True, moved=False))
    return found


def _price_days(rng: Random, traits: Traits) -> dict[tuple[str, int], int]:
    """Provider and year → the day on which the case system learnt the price of that year."""
    names = ["carers", *(p.name for group in PROVIDERS.values() for p in group)]
    days = {}
    for year in range(2024, 2028):
        for name in names:
            late = name != "carers" and rng.random() < 0.4
            offset = rng.randrange(10, 75) if late else -rng.randrange(5, 30)
            days[name, year] = day(year, 1, 1) + (offset if traits.late else -400)
    return days


def _late(rng: Random, parts: tuple[tuple[float, int, int], ...]) -> int:
    """Days from an event until it is registered, from shares and ranges."""
    luck = rng.random()
    for share, low, high in parts:
        if luck < share:
            return rng.randrange(low, high)
        luck -= share
    return 0


def _grant(rng: Random, course: Course, number: int, world: World, traits: Traits, *, phantom: bool) -> dict[str, Any]:
    kind = course.kind
    child = world.children[course.child]
    providers = PROVIDERS.get(kind.providers, ())
    provider = rng.choice(providers) if providers else None
    registered = course.start + _late(rng, ((0.62, -30, -2), (0.28, 1, 45), (0.10, 45, 140)))
    stop_known = course.stop + (
        _late(rng, ((0.60, -60, -9), (0.25, 0, 20), (0.15, 20, 75)))
        if kind.placed
        else _late(rng, ((0.75, -25, 0), (0.25, 1, 50)))
    )
    expected_from, decided, probability = NEVER, registered, 100
    announced = kind.placed and rng.random() < 0.3
    if traits.late and (phantom or announced):
        expected_from = course.start - rng.randrange(30, 95)
        decided = course.start - rng.randrange(0, 15)
        probability = rng.choice((30, 40, 50, 60, 75, 90))
        registered = expected_from
    if not traits.late:
        registered = decided = course.start - 30
        stop_known = registered
    low, high = kind.quantity
    return {
        "grant": 0,
        "key": f"F-{20001 + number}" + ("-U" if phantom else ""),
        "child": course.child,
        "kind": kind.id,
        "type": kind.type,
        "place": kind.place,
        "main": course.main,
        "paragraph": kind.law[1 if course.start >= day(2024, 1, 1) else 0],
        "provider": provider.name if provider else _carer(number),
        "provider_kind": provider.kind if provider else ("own" if kind.id == "municipal_foster" else "private"),
        "provider_data": provider,
        "collective": bool(provider and provider.collective),
        "carer": provider is None,
        "unit": kind.unit,
        "quantity": rng.randint(low, high) * 100,
        "vat_factor": kind.vat_factor,
        "account": kind.account,
        "start": course.start,
        "stop": course.stop,
        "reason": course.reason,
        "moved": course.moved,
        "phantom": phantom,
        "acute": bool(kind.placed and rng.random() < 0.15),
        "consent": rng.random() < 0.82,
        "expected_from": expected_from,
        "decided": decided,
        "probability": probability,
        "registered": registered,
        "plan_days": int(kind.plan_months * MONTH_DAYS) if traits.late else 0,
        "stop_known": max(stop_known, registered),
        "paying": NEIGHBOUR if kind.id == "foster" and number % 29 == 3 and not phantom else None,
        "adviser": rng.randrange(20),
        "district": child.district,
        "disability": child.disability,
        "granted": min(course.start, registered) - rng.randrange(1, 15),
    }


def _carer(number: int) -> str:
    """An invented number of a foster carer: the day is raised by 60, which no real person's number has."""
    return number_of(1 + number % 28, 1 + number % 12, 1960 + number % 30, 1000 + number % 2900)


def _periods(
    rng: Random,
    row: dict[str, Any],
    base_oere: float,
    learnt: dict[tuple[str, int], int],
    provider: str,
    levels: Levels,
    *,
    may_change: bool,
) -> list[tuple[int, int, int, int, int]]:
    """Price periods of one grant: (grant, first day, day it was known, rate in øre, quantity × 100).

    The rate follows the year; one grant in eight that is counted in hours gets more or fewer of them on the way.
    """
    start, stop, quantity = row["start"], row["stop"], row["quantity"]
    first_year = 1970 + int((start + 0.5) / 365.2425)
    out = [(row["grant"], start, -NEVER, round(base_oere * levels.index(first_year)), quantity)]
    if row["unit"] in ("once", "session"):
        return out
    last_year = min(1970 + int((stop + 0.5) / 365.2425), 2027)
    for year in range(max(first_year + 1, 2024), last_year + 1):
        first = day(year, 1, 1)
        if start < first <= stop:
            out.append((row["grant"], first, learnt[provider, year], round(base_oere * levels.index(year)), quantity))
    if may_change and stop - start > 250 and rng.random() < 0.13:
        change = start + int((stop - start) * rng.uniform(0.35, 0.65))
        more = max(100, quantity + rng.choice((-200, -100, 100, 200)))
        late = rng.randrange(-25, 40) if learnt["carers", 2024] > day(2023, 6, 1) else -400
        before = [p for p in out if p[1] < change]
        after = [(g, f, k, r, more) for g, f, k, r, _ in out if f > change]
        out = [*before, (row["grant"], change, change + late, before[-1][3], more), *after]
    return out
