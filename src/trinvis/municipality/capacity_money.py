"""Net operating expenditure of every municipality on an area's offers, year by year, out of the imported accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.account_map import AccountMap, Area, MappedAccount, breaks_of
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, Source
from trinvis.municipality.capacity_measures import Measure
from trinvis.tables import NATIONAL_ACCOUNTS

if TYPE_CHECKING:
    from trinvis.calculations.capacity.growth import Break
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_facts import CapacityFacts

OPERATING, REFUND = 1, 2
"""The values of *dranst* that count: operation, and the state's refund."""

GROUPS = {
    "prevention": "Forebyggelse", "placement": "Anbringelser", "ppr": "PPR", "support": "Støtte", "day": "Dagtilbud",
    "residential": "Botilbud",
}  # fmt: skip
"""Groups of offers as the report has them (seed 002 lines 7339-7381)."""


@dataclass(frozen=True)
class Offers:
    """The area's offers over some years: offer → (label, group), in the map's order, and the accounts of each year."""

    labels: Mapping[str, tuple[str, str]]
    accounts: Mapping[int, tuple[MappedAccount, ...]]


def years_with_accounts(facts: CapacityFacts, area: Area) -> tuple[int, ...]:
    """The years that have accounts of the area's functions, of us or, where we have none, of anybody."""
    if not facts.has(NATIONAL_ACCOUNTS.name):
        return ()
    rows = _cells(facts)
    years = sorted(set(rows["year"].to_list()))
    own = rows.filter(pl.col("municipality") == facts.own)
    functions = {year: set(facts.accounts(area, year).functions) for year in years}
    for seen in (own, rows):
        pairs = seen.select("year", "function").unique().iter_rows()
        found = {year for year, function in pairs if function in functions[year]}
        if found:
            return tuple(sorted(found))
    return ()


def offers_of(made: Capacity) -> Offers:
    """The offers of the years that are shown."""
    accounts = {year: made.facts.accounts(made.area, year).accounts for year in made.years}
    labels: dict[str, tuple[str, str]] = {}
    for year in sorted(accounts, reverse=True):
        labels |= {one.offer: (one.label, one.group) for one in accounts[year] if one.offer not in labels}
    return Offers(labels, accounts)


def money_measures(made: Capacity) -> tuple[Measure, ...]:
    """One measure for each offer of the area, in the analysis's prices.

    An account without an amount in a file that has it for other municipalities is 0: the accounts tell all that was booked.
    """
    offers, sums = offers_of(made), _sums(made)
    return tuple(_measure(made, sums, offer, label, {offer}) for offer, (label, _) in offers.labels.items())


def group_measures(made: Capacity) -> tuple[Measure, ...]:
    """The same by group: prevention and placement, or support, day and residential."""
    offers, sums = offers_of(made), _sums(made)
    groups: dict[str, set[str]] = {}
    for offer, (_, group) in offers.labels.items():
        groups.setdefault(group, set()).add(offer)
    return tuple(_measure(made, sums, f"g_{group}", GROUPS[group], of) for group, of in groups.items())


def total_measure(made: Capacity) -> Measure:
    """All of the area's offers."""
    return _measure(made, _sums(made), "total", "I alt", set(offers_of(made).labels))


def outside_measure(made: Capacity, codes: Sequence[int]) -> Measure | None:
    """Money on the area's functions that no rule leads to an offer; None where these municipalities have none.

    It is in no offer and not in the total, so that the three together tie to the source's functions.
    """
    rows = counted_cells(made).filter(pl.col("year").is_in(made.years), pl.col("offer").is_null())
    amounts = {
        (code, year): oere
        for code, year, oere in rows.group_by("municipality", "year").agg(pl.col("signed_oere").sum()).iter_rows()
    }
    if not any(code in codes for code, _ in amounts):
        return None
    every = _sums(made).select("municipality", "year").unique().iter_rows()
    return Measure(
        "outside", "Ikke ført til et tilbud", KRONER, made.band,
        {(code, year): amounts.get((code, year), 0) / 100 * float(made.prices.factor(year)) for code, year in {*every, *amounts}},
        f"Nettodriftsudgifter på områdets funktioner med grupperinger, som ingen regel fører til et tilbud; {made.prices.text}.",
        lambda of, year: (
            Source(NATIONAL_ACCOUNTS.name, {"municipality": tuple(of), "year": (year,), "offer": (None,)}, "signed_oere"),
        ),
        made.prices,
        parameters=("capacity_accounts",),
        note="Ikke ført til et tilbud: grupperinger på de samme funktioner, som parameteren Konto → paragraf → tilbud ikke nævner; de er ikke med i alt.",
    )  # fmt: skip


def _measure(made: Capacity, sums: pl.DataFrame, key: str, label: str, offers: set[str]) -> Measure:
    known = offers_of(made)
    patterns = {
        year: tuple(one for one in accounts if one.offer in offers) for year, accounts in known.accounts.items()
    }
    there = sums.filter(pl.col("offer").is_in(list(offers)))
    told = set(there.select("year").unique().to_series().to_list())
    amounts = {
        (code, year): oere
        for code, year, oere in there.group_by("municipality", "year").agg(pl.col("oere").sum()).iter_rows()
    }
    every = {(code, year) for code, year in sums.select("municipality", "year").unique().iter_rows()}
    values = {
        (code, year): amounts.get((code, year), 0) / 100 * float(made.prices.factor(year))
        for code, year in every
        if year in told and patterns.get(year)
    }
    functions = sorted({one.pattern[:7] for accounts in patterns.values() for one in accounts})
    refund = "fratrukket" if made.asked.refund_taken_off else "ikke fratrukket"
    return Measure(
        key, label, KRONER, made.band, values,
        f"Nettodriftsudgifter (udgifter minus indtægter) på {', '.join(functions)}, statsrefusion {refund}; {made.prices.text}.",
        lambda codes, year: _sources(codes, year, patterns.get(year, ())),
        made.prices,
        _breaks(made, functions, key),
        parameters=("capacity_accounts",),
    )  # fmt: skip


def _breaks(made: Capacity, functions: Sequence[str], key: str) -> tuple[Break, ...]:
    """Breaks that touch these accounts; one that only moves money between the children's placements leaves their sum alone."""
    found = breaks_of(made.facts.breaks, "account", functions)
    if made.area == "children" and key in ("total", "g_placement"):
        return ()
    return found


def _cells(facts: CapacityFacts) -> pl.DataFrame:
    """The accounts' rows of operation and refund, of one source table to a municipality's year."""
    rows = facts.rows(NATIONAL_ACCOUNTS.name)
    return rows.filter(pl.col("kind") == "accounts", pl.col("dranst").is_in([OPERATING, REFUND]))


def _wanted(made: Capacity) -> tuple[int, ...]:
    return (OPERATING, REFUND) if made.asked.refund_taken_off else (OPERATING,)


def counted_cells(made: Capacity) -> pl.DataFrame:
    """The rows that count, with ``offer`` and ``signed_oere`` (expense +, income −).

    Where a source table tells expense and income, its net rows are left out; where a municipality's function of a year stands in two
    source tables, the one with groupings counts.
    """
    key = f"capacity/cells/{made.area}/{made.asked.refund_taken_off}/{made.facts.house.figures_digest(made.basis)}"
    house = made.facts.house
    return house.cache.get(
        f"{key}/{house.engine.name}", lambda: _counted(made), lambda frame: int(frame.estimated_size())
    )


def _counted(made: Capacity) -> pl.DataFrame:
    rows = _cells(made.facts).filter(pl.col("dranst").is_in(_wanted(made)))
    years = sorted(set(rows["year"].to_list()))
    accounts = {year: made.facts.accounts(made.area, year) for year in years}
    place = ["municipality", "year", "function"]
    rows = rows.filter(pl.col("function").is_in({one for year in years for one in accounts[year].functions}))
    rows = rows.with_columns(
        _fine=(
            pl.col("grouping").is_not_null().any().cast(pl.Int8) * 2 + (pl.col("art") != "TOT").any().cast(pl.Int8)
        ).over(*place, "source_table")
    ).with_columns(_best=pl.col("_fine").max().over(place))
    rows = rows.filter(pl.col("_fine") == pl.col("_best"))
    rows = rows.filter(pl.col("source_table").fill_null("") == pl.col("source_table").fill_null("").max().over(place))
    split = (pl.col("art") != "TOT").any().over(*place, "dranst")
    rows = rows.filter((pl.col("art") != "TOT") | ~split)
    keys = rows.select("year", "function", "dranst", "grouping").unique()
    offers = [_offer(accounts[year], function, grouping) for year, function, _, grouping in keys.iter_rows()]
    keyed = keys.with_columns(offer=pl.Series(offers, dtype=pl.String))
    sign = pl.when(pl.col("art") == "I").then(-1).otherwise(1)
    return (
        rows.join(keyed, on=["year", "function", "dranst", "grouping"], how="left", nulls_equal=True)
        .with_columns(signed_oere=pl.col("amount") * sign)
        .drop("_fine", "_best")
    )


def _offer(accounts: AccountMap, function: str, grouping: str | None) -> str | None:
    found = accounts.of(f"{function}{OPERATING}{grouping}" if grouping else function)
    return None if found is None else found.offer


def _sums(made: Capacity) -> pl.DataFrame:
    """``municipality``, ``year``, ``offer``, ``oere`` of the years shown; every municipality that has an account of the area."""
    rows = counted_cells(made).filter(pl.col("year").is_in(made.years), pl.col("offer").is_not_null())
    if rows.is_empty():
        raise CapacityRefused("Regnskaberne har ingen af områdets konti; se parameteren capacity_accounts.")
    return rows.group_by("municipality", "year", "offer").agg(pl.col("signed_oere").sum().alias("oere"))


def _sources(codes: Sequence[int], year: int, accounts: Sequence[MappedAccount]) -> tuple[Source, ...]:
    offers = tuple(sorted({one.offer for one in accounts}))
    return (
        Source(NATIONAL_ACCOUNTS.name, {"municipality": tuple(codes), "year": (year,), "offer": offers}, "signed_oere"),
    )
