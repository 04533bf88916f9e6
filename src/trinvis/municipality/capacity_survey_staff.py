"""Full-time equivalents by the area's offers, out of the table ``staff``: municipal employees alone, as in the report's FLD."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.account_map import breaks_of
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import Measure
from trinvis.municipality.capacity_money import offers_of
from trinvis.tables import STAFF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.municipality.capacity import Capacity

FTE = "årsværk"
_MUNICIPAL = (None, "municipality")


def staff_measures(made: Capacity) -> tuple[Measure, ...]:
    """One measure for each offer whose accounts are whole functions; none where no staff was received.

    A municipality that has staff on the area in a year has 0 on the offers without a row: the payroll tells all.
    """
    if not made.facts.has(STAFF.name):
        return ()
    offers = offers_of(made)
    functions = {year: _functions(made, year) for year in made.years}
    rows = made.facts.rows(STAFF.name).filter(
        pl.col("year").is_in(list(made.years)), pl.col("employer").fill_null("municipality") == "municipality"
    )
    sums: dict[tuple[str, int, int], list[float]] = {}
    there: set[tuple[int, int]] = set()
    for code, year, function, fte in rows.select("municipality", "year", "function", "fte").iter_rows():
        offer = functions[year].get(function)
        if offer is not None:
            there.add((code, year))
            sums.setdefault((offer, code, year), []).append(fte / 100)
    if not there:
        return ()
    return tuple(_measure(made, functions, sums, there, offer, label) for offer, (label, _) in offers.labels.items())


def _functions(made: Capacity, year: int) -> dict[str, str]:
    """Function (as ``53852`` and ``5.38.52``) → its offer, of functions that are of one offer alone."""
    found: dict[str, set[str]] = {}
    for one in offers_of(made).accounts[year]:
        found.setdefault(one.pattern[:7], set()).add(one.offer)
    single = {function: next(iter(offers)) for function, offers in found.items() if len(offers) == 1}
    return single | {function.replace(".", ""): offer for function, offer in single.items()}


def _measure(
    made: Capacity,
    functions: dict[int, dict[str, str]],
    sums: dict[tuple[str, int, int], list[float]],
    there: set[tuple[int, int]],
    offer: str,
    label: str,
) -> Measure:
    known = {year for year, of in functions.items() if offer in of.values()}
    values = {(code, year): fsum(sums.get((offer, code, year), ())) for code, year in there if year in known}

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        named = tuple(function for function, of in functions[year].items() if of == offer)
        where = {"municipality": tuple(codes), "year": (year,), "function": named, "employer": _MUNICIPAL}
        return (Source(STAFF.name, where, "fte"),)

    accounts = sorted({function for of in functions.values() for function, name in of.items() if name == offer})
    dotted = [one for one in accounts if "." in one]
    return Measure(
        offer, label, FTE, made.band, values, f"Kommunalt ansatte på {', '.join(dotted)}, omregnet til fuld tid.", sources,
        breaks=breaks_of(made.facts.breaks, "account", dotted), parameters=("capacity_accounts",),
    )  # fmt: skip
