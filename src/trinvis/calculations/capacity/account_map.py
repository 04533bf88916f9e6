"""Which accounts an analysis is made of in a year: account → paragraphs → offer, and where a series breaks.

The chart of accounts has no target group; what a map gives is the whole area (seed 002 lines 2272-2282, 7751-7831).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.growth import Break
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.parameters.account_pattern import candidate_keys, pattern_key

if TYPE_CHECKING:
    import polars as pl

Area = Literal["children", "ppr", "adults"]
Series = Literal["account", "activity", "activity_target", "framework", "offers_target"]


@dataclass(frozen=True)
class MappedAccount:
    """One account pattern's offer in a year. ``rule_id`` names the row of ``capacity_accounts`` that says so; ``verified`` whether it
    was looked up; ``note`` what else the account holds.
    """

    pattern: str
    offer: str
    label: str
    group: str
    paragraphs: tuple[str, ...]
    note: str
    rule_id: str
    verified: bool


@dataclass(frozen=True)
class AccountMap:
    """The accounts of one area in one year."""

    area: Area
    year: int
    accounts: tuple[MappedAccount, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions to fetch, five digits each, in order."""
        return tuple(dict.fromkeys(one.pattern.replace(".", "")[:5] for one in self.accounts))

    def of(self, account_key: str) -> MappedAccount | None:
        """What the most specific pattern says of nine digits (``528211003``); None where the account is outside.

        A function without grouping (five digits, as StatBank's coarse tables have it) is matched by a pattern for the whole function
        alone. Raises ``PatternError`` for anything else.
        """
        known = {pattern_key(one.pattern): one for one in self.accounts}
        keys = (f"f5:{account_key}",) if len(account_key) == 5 else candidate_keys(account_key)
        return next((known[key] for key in keys if key in known), None)

    def by_offer(self, amounts: Mapping[str, float | None]) -> dict[str, float]:
        """Offer → the sum of its accounts' amounts (by account key), in the map's order.

        Raises ``CapacityRefused`` where an offer has no account among them or one is missing: it is not 0.
        """
        parts: dict[str, list[float]] = {one.offer: [] for one in self.accounts}
        labels = {one.offer: one.label for one in self.accounts}
        for key, amount in amounts.items():
            mapped = self.of(key)
            if mapped is None:
                continue
            if amount is None:
                raise CapacityRefused(
                    f"Kontoen {key} ({mapped.label}) mangler beløb for {self.year}; hent regnskabet ind."
                )
            parts[mapped.offer].append(amount)
        lacking = [labels[offer] for offer, found in parts.items() if not found]
        if lacking:
            raise CapacityRefused(f"Der er intet regnskab for {', '.join(lacking)} i {self.year}; hent det ind.")
        return {offer: fsum(found) for offer, found in parts.items()}


def account_map(table: pl.DataFrame, area: Area, year: int) -> AccountMap:
    """The area's accounts out of the parameter ``capacity_accounts`` as it holds in the year.

    Raises ``CapacityRefused`` when it has none.
    """
    rows = table.filter(table["area"] == area).iter_rows(named=True)
    accounts = tuple(
        MappedAccount(
            row["pattern"],
            row["offer"],
            row["label"],
            row["group"],
            tuple((row["paragraphs"] or "").split("; ")),
            row["note"] or "",
            row["rule_id"],
            row["verified"],
        )
        for row in rows
    )
    if not accounts:
        raise CapacityRefused(f"Ingen konti er ført til tilbud for {year}; tilføj dem i parameteren capacity_accounts.")
    return AccountMap(area, year, accounts)


def breaks_of(table: pl.DataFrame, series: Series, codes: Iterable[str] = ()) -> tuple[Break, ...]:
    """The breaks that touch a series of these accounts, paragraphs or regions, oldest first, ready for ``growth``.

    ``table`` is the parameter ``capacity_breaks``; a break that names no codes touches the whole series.
    """
    wanted = {code.replace(".", "") for code in codes}
    found = []
    for row in table.filter(table["series"] == series).sort("year").iter_rows(named=True):
        touched = {code.replace(".", "") for code in (row["codes"] or "").split()}
        if not touched or touched & wanted:
            found.append(Break(row["year"], row["reason"]))
    return tuple(found)
