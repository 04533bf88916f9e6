"""Figures of spending as exact quotients that keep what they are made of: per child, share (*andel*) and ratio (*forhold*).

A share is a group's part of all step-specific spending; 50 and 30 % are shares (seed 000 lines 98-101). A ratio is steps 2-3 as
per cent of steps 4-6; the 3 percentage points are of ratios (seed 001 lines 3323-3327, 3360-3362). They are two types, and what
belongs to one does not take the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar


@dataclass(frozen=True)
class Quotient:
    """``numerator`` / ``denominator``, both kept."""

    word: ClassVar[str] = ""
    numerator: Fraction
    denominator: Fraction

    @property
    def value(self) -> Fraction:
        """The quotient, exact."""
        return self.numerator / self.denominator


class PerChild(Quotient):
    """Øre (in the basis' prices) per 0-22-year-old."""

    word = "pr. 0-22-årig"


class Share(Quotient):
    """A group's part of all step-specific spending (*andel*), 0-1."""

    word = "andel"


class Ratio(Quotient):
    """Steps 2-3 for each øre of steps 4-6 (*forhold*); 0.5 is half as large."""

    word = "forhold"


@dataclass(frozen=True)
class Average:
    """Averages of one figure over a set at one point, always both, with how many it is of.

    ``weighted`` (*vægtet*): sum over sum, as the whole set were one. ``unweighted`` (*uvægtet*): every municipality counts 1.
    ``of_average`` (*gennemsnitskommunen*): the figure of the average municipality, made of unweighted averages per child; for
    spending per child the same as unweighted. All None without a member. ``missing``: members without the figure.
    """

    n: int
    missing: tuple[int, ...]
    weighted: Fraction | None
    unweighted: Fraction | None
    of_average: Fraction | None


def weighted(quotients: Sequence[Quotient]) -> Fraction | None:
    """Sum of numerators over sum of denominators; None when there are none, or the sum is 0."""
    whole = sum((one.denominator for one in quotients), Fraction(0))
    return sum((one.numerator for one in quotients), Fraction(0)) / whole if whole else None


def unweighted(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean; None when there are none."""
    return sum(values, Fraction(0)) / len(values) if values else None
