"""The third analysis of the udgiftsmodel: extra cost against a base year (*merudgift*), as in a conversion: dearer now, cheaper later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.staircase.breaks import Break, across
from trinvis.calculations.staircase.expenditure import Basis, Spending
from trinvis.calculations.staircase.measures import SpendingPerChild
from trinvis.calculations.staircase.spans import LOWER, PLACED, WHOLE, Span


@dataclass(frozen=True)
class ExtraYear:
    """One year against the base level, in the basis' prices; positive is dearer than the base.

    ``per_child``: øre per 0-22-year-old above the base year's. ``amount``: that times the year's own 0-22-year-olds, so a growing
    number of children is no extra cost. ``accumulated`` (both): the sum since the base year.
    """

    year: int
    per_child: Fraction
    amount: Fraction
    accumulated_per_child: Fraction
    accumulated: Fraction


@dataclass(frozen=True)
class ExtraCost:
    """Extra cost of one group of steps. ``measure`` is wider than asked for where it was made on a joint category.

    ``missing``: years without a figure; they are left out of the accumulated sums, and ``complete`` is then false.
    """

    measure: SpendingPerChild
    on_joint: bool
    basis: Basis
    base_year: int
    base_per_child: Fraction
    years: tuple[ExtraYear, ...]
    missing: tuple[int, ...]

    @property
    def complete(self) -> bool:
        """Whether the accumulated sums hold every year asked for."""
        return not self.missing


class NoBaseLevel(ValueError):
    """The base year has no figure for the group; the message is one Danish sentence."""


def extra_cost(
    spending: Spending,
    municipality: int,
    base_year: int,
    years: Sequence[int],
    breaks: Iterable[Break] = (),
    *,
    groups: Sequence[Span] = (LOWER, PLACED, WHOLE),
    on_joint: bool = False,
) -> Mapping[Span, ExtraCost]:
    """Group → its extra cost after the base year. Raises ``NoBaseLevel``, and ``SeriesBreak`` across a break."""
    known = tuple(breaks)
    return {group: _of_group(spending, municipality, base_year, years, known, group, on_joint) for group in groups}


def _of_group(
    spending: Spending,
    municipality: int,
    base_year: int,
    years: Sequence[int],
    breaks: tuple[Break, ...],
    group: Span,
    on_joint: bool,
) -> ExtraCost:
    asked = SpendingPerChild(group)
    measure = across(breaks, spending, asked, (municipality,), (base_year, *years), on_joint=on_joint)
    assert isinstance(measure, SpendingPerChild)
    base = measure.of(spending, municipality, base_year)
    if base is None:
        raise NoBaseLevel(
            f"{measure.label} kendes ikke for basisåret {base_year}; vælg et basisår med regnskab og folketal."
        )
    rows: list[ExtraYear] = []
    missing: list[int] = []
    so_far_per_child = so_far = Fraction(0)
    for year in sorted(set(years) - {base_year}):
        level = measure.of(spending, municipality, year)
        if level is None:
            missing.append(year)
            continue
        above = level.value - base.value
        so_far_per_child += above
        so_far += above * level.denominator
        rows.append(ExtraYear(year, above, above * level.denominator, so_far_per_child, so_far))
    return ExtraCost(measure, measure != asked, spending.basis, base_year, base.value, tuple(rows), tuple(missing))
