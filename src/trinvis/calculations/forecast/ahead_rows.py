"""A year ahead as numbers, prices and amounts: whole øre, and the distributions that they are the means of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.year_drawn import Distribution

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PERSON_PARTS = 10_000
"""Full-year persons are counted in ten-thousandths."""


@dataclass(frozen=True)
class YearRow:
    """A number, its average price and what they come to, for one year; of one cell, or added up over several.

    ``persons``: expected full-year persons in ten-thousandths. ``price_oere``: øre per full-year person, None without any.
    ``amount_oere``: of a cell ``persons`` × ``price_oere`` rounded to the øre, of several the sum of theirs (and their price what
    their grants cost per full-year person). A row without ``kind`` holds costs without grants. The distributions are those of the draws (``in_persons``
    and ``in_price`` in full-year persons and øre; ``in_price`` over the draws that have any).
    """

    year: int
    area: str | None
    kind: str | None
    step: int | None
    persons: int
    price_oere: int | None
    amount_oere: int
    in_persons: Distribution
    in_price: Distribution | None
    in_amount: Distribution


@dataclass(frozen=True)
class FullYear:
    """Today's running grants in a year: what they cost if all run on, what they are expected to cost, øre.

    ``all_run_on_oere``: price × all days (of the open months in the year of the forecast).
    """

    year: int
    all_run_on_oere: int
    expected: Distribution


def row_of_cell(year: int, area: str, kind: str, step: int | None, number: Floats, oere: Floats) -> YearRow:
    """The row of a cell: number and price are rounded, and the amount is what the two come to."""
    mean = float(number.mean())
    persons = round(mean * PERSON_PARTS)
    price = round(float(oere.mean()) / mean) if persons else None
    amount = rounded_quotient(persons * price, PERSON_PARTS) if price is not None else 0
    return YearRow(
        year, area, kind, step, persons, price, amount,
        Distribution.of(number), price_drawn(number, oere), Distribution.of(oere),
    )  # fmt: skip


def price_drawn(number: Floats, oere: Floats) -> Distribution | None:
    """The distribution of øre per full-year person over the draws that have any."""
    some = number > 0
    return Distribution.of(oere[some] / number[some]) if some.any() else None
