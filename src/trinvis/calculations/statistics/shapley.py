"""Splits a change exactly between the factors that made it, and an amount exactly between shares.

Shapley shares: each factor's part is what it moves when it changes, averaged over every order in which the factors can
change. Unlike quantity effect + price effect + joint effect (seed 003 lines 446-450 ask which it was) nothing is left
over, and no factor is favoured by coming first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, floor, prod


def shares_of(value: Callable[[tuple[bool, ...]], Fraction], factors: int) -> tuple[Fraction, ...]:
    """Shapley shares of a change in ``value``, which is asked with True for every factor that has changed.

    They add up to ``value`` of all changed − ``value`` of none changed, exactly.
    """
    known = {
        subset: value(tuple(i in subset for i in range(factors)))
        for size in range(factors + 1)
        for subset in map(frozenset, combinations(range(factors), size))
    }
    shares = []
    for factor in range(factors):
        share = Fraction(0)
        for subset, before in known.items():
            if factor not in subset:
                orders = factorial(len(subset)) * factorial(factors - len(subset) - 1)
                share += Fraction(orders, factorial(factors)) * (known[subset | {factor}] - before)
        shares.append(share)
    return tuple(shares)


def shapley(before: Sequence[Fraction | int], after: Sequence[Fraction | int]) -> tuple[Fraction, ...]:
    """Shapley shares of the change of a product, one per factor, exact.

    Two factors (number × price) or three (children × duration × price), or more. They add up to
    ``prod(after) − prod(before)``. Raises ``ValueError`` when the two sides have not the same factors.
    """
    if len(before) != len(after) or not before:
        raise ValueError("Før og efter skal have de samme faktorer.")

    def product(changed: tuple[bool, ...]) -> Fraction:
        return prod((Fraction(after[i] if new else before[i]) for i, new in enumerate(changed)), start=Fraction(1))

    return shares_of(product, len(before))


def allocated(shares: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """``shares`` as whole øre that add up to ``total``, each less than 1 øre from its share, by largest remainder.

    ``total`` is the sum of the shares rounded (up or down); raises ``ValueError`` when it is a whole øre or more off.
    """
    if abs(sum(shares, Fraction(0)) - total) >= 1:
        raise ValueError(f"Delene {float(sum(shares))} kan ikke fordeles på {total} øre.")
    parts = [floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)
