"""Net operating expenditure (*nettodriftsudgift*), which is what the report means by *udgifter* (seed 002 lines 2272-2296, 7776).

Expense less income, with the dear single cases in it (*særligt dyre enkeltsager*). The report does not say if the state's refund for them is
taken off: it is a choice that stands at the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import CURRENT, Prices


@dataclass(frozen=True)
class Account:
    """One function's year in kroner (or another unit that the caller keeps to): ``refund`` is the state's for dear single cases.

    None is not delivered, and never 0.
    """

    function: str
    year: int
    expense: float | None
    income: float | None
    refund: float | None


@dataclass(frozen=True)
class NetExpenditure:
    """``amount`` of the functions in the year, in ``prices``' level."""

    amount: float
    functions: tuple[str, ...]
    year: int
    refund_taken_off: bool
    prices: Prices

    @property
    def words(self) -> str:
        """What stands at the figure."""
        refund = "fratrukket" if self.refund_taken_off else "ikke fratrukket"
        return f"Nettodriftsudgifter {self.year} på {', '.join(self.functions)}, inkl. særligt dyre enkeltsager, statsrefusion {refund}; {self.prices.text}."


def net_expenditure(
    accounts: Iterable[Account],
    functions: Sequence[str],
    year: int,
    *,
    refund_taken_off: bool,
    prices: Prices = CURRENT,
) -> NetExpenditure:
    """A year's net operating expenditure on the functions. Raises ``CapacityRefused`` naming functions that have no account, stand
    twice, or lack an amount that is needed, and ``MissingIndex`` when prices have no figure for the year.
    """
    if len(set(functions)) < len(functions):
        raise CapacityRefused("En funktion er valgt to gange; den kan kun tælle én gang.")
    mine = [one for one in accounts if one.year == year and one.function in functions]
    lacking = sorted(set(functions) - {one.function for one in mine})
    if lacking:
        raise CapacityRefused(f"Der er intet regnskab for {', '.join(lacking)} i {year}; hent det ind.")
    if len(mine) > len(functions):
        raise CapacityRefused(f"En funktion har to regnskaber i {year}; ret det.")
    parts = []
    for one in mine:
        needed = (one.expense, one.income, one.refund) if refund_taken_off else (one.expense, one.income)
        if any(amount is None for amount in needed):
            raise CapacityRefused(
                f"Regnskabet for {one.function} i {year} mangler udgift, indtægt eller refusion; hent det ind."
            )
        expense, *off = [amount for amount in needed if amount is not None]
        parts.append(expense - fsum(off))
    return NetExpenditure(fsum(parts) * float(prices.factor(year)), tuple(functions), year, refund_taken_off, prices)
