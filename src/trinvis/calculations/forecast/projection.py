"""The methods of areas that are not forecast child by child (Middelfart's table 5.4, seed 003 lines 5205-5224).

Input and output are small: one number per area and month, after the lines have been grouped and collected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Area

PROJECTED = ("moving_average_12", "twelfths", "decentral_frame", "estimate")
"""Methods whose year-end is spent + ``method_rest``."""

DISPOSED = ("disposition", "risk", "pool")
"""Methods whose year-end is child by child, with risk cases and pools."""

FEW_MONTHS = "glidende_faa_maaneder"
NO_MONTHS = "glidende_ingen_maaneder"
ABOVE_FRAME = "ramme_overskredet"
ABOVE_ESTIMATE = "skoen_overskredet"
NO_ESTIMATE = "skoen_mangler"


@dataclass(frozen=True)
class Closing:
    """How far the year's accounts have come.

    ``closed_through`` is the last closed month (yyyymm), a month of the year before when none of the year is closed.
    ``known_months`` are the closed months whose postings have been received: a month without postings that is known
    counts as 0, one that is not known does not count.
    """

    year: int
    closed_through: int
    known_months: frozenset[int]

    @property
    def open_months(self) -> tuple[int, ...]:
        """The months of the year after ``closed_through``."""
        months = (self.year * 100 + month for month in range(1, 13))
        return tuple(month for month in months if month > self.closed_through)

    @property
    def last_twelve(self) -> tuple[int, ...]:
        """The 12 months that end with ``closed_through``."""
        last = month_index(self.closed_through)
        return tuple(month_of(index) for index in range(last - 11, last + 1))


@dataclass(frozen=True)
class Projection:
    """What the method of one area adds to what is spent, and what that rests on; amounts in øre.

    ``basis_oere`` is the sum of the months ``basis_months`` (moving average), the corrected budget or the typed amount.
    ``expected_oere`` is what the method expects of the open months, ``months`` the part of each that is not posted yet.
    """

    area: str
    method: str
    basis_oere: int
    basis_months: tuple[int, ...]
    expected_oere: int
    months: tuple[tuple[int, int], ...]
    flags: tuple[str, ...] = ()

    @property
    def rest_oere(self) -> int:
        """The sum of the area's ``method_rest`` lines."""
        return sum(amount for _, amount in self.months)


def projections(
    areas: Sequence[Area],
    closing: Closing,
    posted: Mapping[str, Mapping[int, int]],
    budgets: Mapping[str, int],
    estimates: Mapping[str, int],
) -> tuple[Projection, ...]:
    """One projection per area whose method is in ``PROJECTED``, in the order of ``areas``.

    ``posted`` is area → month → øre of this and last year, ``budgets`` the corrected budget per area, ``estimates``
    what was typed as the area's year (it wins over the profile's own ``estimate_oere``).

    - ``moving_average_12``: the last 12 closed months / 12 × open months; where fewer months are known, / their number,
      and the area is flagged. Nothing known: nothing is projected, and flagged.
    - ``twelfths``: the corrected budget / 12 × open months.
    - in both, what is already posted in an open month takes the place of what was expected of it: a month counts
      with the larger of the two, and nothing twice.
    - ``decentral_frame``: the year-end is the corrected budget, the rest is budget − spent.
    - ``estimate``: the year-end is the typed amount, the rest is amount − spent.

    When every month is closed nothing is left to project: the year-end is what was spent.
    """
    by_method = {
        "moving_average_12": _moving_average,
        "twelfths": _twelfths,
        "decentral_frame": _decentral_frame,
        "estimate": _estimate,
    }
    found = []
    for area in areas:
        if area.method not in by_method:
            continue
        typed = estimates.get(area.id, area.estimate_oere)
        found.append(by_method[area.method](area.id, closing, posted.get(area.id, {}), budgets.get(area.id, 0), typed))
    return tuple(found)


def method_rest_lines(found: Collection[Projection]) -> pl.DataFrame:
    """The projections as lines of component ``method_rest``: one per area and open month."""
    import polars as pl

    rows = [
        {
            "area": projection.area,
            "component": "method_rest",
            "month": month,
            "days": 0,
            "amount_oere": amount,
            "rules": f"method/{projection.method}",
            "flag": ";".join(projection.flags) or None,
        }
        for projection in found
        for month, amount in projection.months
    ]
    return pl.DataFrame(rows, schema=line_types())


def _moving_average(
    area: str, closing: Closing, posted: Mapping[int, int], _budget: int, _typed: int | None
) -> Projection:
    known = tuple(month for month in closing.last_twelve if month in closing.known_months)
    basis = sum(posted.get(month, 0) for month in known)
    if not known:
        return Projection(area, "moving_average_12", 0, (), 0, (), (NO_MONTHS,) if closing.open_months else ())
    flags = (FEW_MONTHS,) if len(known) < 12 and closing.open_months else ()
    expected = _spread(basis * len(closing.open_months), len(known), closing.open_months)
    return _open_rest(Projection(area, "moving_average_12", basis, known, 0, expected, flags), posted)


def _twelfths(area: str, closing: Closing, posted: Mapping[int, int], budget: int, _typed: int | None) -> Projection:
    expected = _spread(budget * len(closing.open_months), 12, closing.open_months)
    return _open_rest(Projection(area, "twelfths", budget, (), 0, expected), posted)


def _decentral_frame(
    area: str, closing: Closing, posted: Mapping[int, int], budget: int, _typed: int | None
) -> Projection:
    return _fixed_year_end(Projection(area, "decentral_frame", budget, (), 0, ()), closing, posted, ABOVE_FRAME)


def _estimate(area: str, closing: Closing, posted: Mapping[int, int], _budget: int, typed: int | None) -> Projection:
    if typed is None:
        return Projection(area, "estimate", 0, (), 0, (), (NO_ESTIMATE,))
    return _fixed_year_end(Projection(area, "estimate", typed, (), 0, ()), closing, posted, ABOVE_ESTIMATE)


def _open_rest(expected: Projection, posted: Mapping[int, int]) -> Projection:
    """What is left of each open month when what is posted in it has taken its place."""
    months = []
    for month, amount in expected.months:
        left = amount - posted.get(month, 0)
        months.append((month, max(left, 0) if amount >= 0 else min(left, 0)))
    total = sum(amount for _, amount in expected.months)
    return Projection(
        expected.area,
        expected.method,
        expected.basis_oere,
        expected.basis_months,
        total,
        tuple(months),
        expected.flags,
    )


def _fixed_year_end(target: Projection, closing: Closing, posted: Mapping[int, int], exceeded: str) -> Projection:
    spent = sum(amount for month, amount in posted.items() if month // 100 == closing.year)
    if not closing.open_months:
        return target
    rest = target.basis_oere - spent
    beyond = rest < 0 if target.basis_oere >= 0 else rest > 0
    flags = (exceeded,) if beyond else ()
    months = _spread(rest, 1, closing.open_months)
    return Projection(target.area, target.method, target.basis_oere, (), rest, months, flags)


def _spread(numerator: int, denominator: int, months: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """``numerator / denominator`` rounded once, spread evenly over ``months`` without losing an øre."""
    if not months:
        return ()
    running = [rounded_quotient(numerator * done, denominator * len(months)) for done in range(len(months) + 1)]
    return tuple((month, running[i + 1] - running[i]) for i, month in enumerate(months))
