"""What a full-year person of the group costs on each step, and how sure that is, from the spread between the children.

The price is a ratio: everything that the children cost while they stood on the step, over their full-year persons there. Its
standard error is that of a ratio of two sums over a sample of children (Cochran (1977), *Sampling Techniques*, 3rd ed., ch. 6.4,
without the finite-population correction: the children to come are not among those who were there).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.investment.own_data import YEAR_DAYS
from trinvis.calculations.staircase.following import UNPLACED, money_on_steps, placed_with_case
from trinvis.calculations.staircase.standing import Frame, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

OERE = 100


@dataclass(frozen=True)
class Price:
    """Kroner per full-year person on ``step``: ``mean`` with ``error`` (None with fewer than two children).

    ``children`` and ``days`` are those that it is of; ``cost_oere`` their whole cost there; ``left_out`` children who have a
    grant without a price, and are in neither.
    """

    step: int
    mean: float
    error: float | None
    children: int
    days: int
    cost_oere: int
    left_out: int = 0


def on_group_days(amounts: Frame, periods: Frame, own: Standing) -> Frame:
    """Amounts of a grant and month on the steps where the child stood as one of the group, by days; whole øre, nothing lost.

    ``amounts`` and the answer as ``money_on_steps``; what falls on days outside the group stands as ``UNPLACED``. ``periods``:
    ``grant_id``, ``child_no``, ``from_day``, ``to_day`` of all the children's grants, main or not.
    """
    loose = periods.select("grant_id", "child_no", "from_day", "to_day").with_columns(
        step=nw.lit(None, dtype=nw.Int64),
        main=nw.lit(False),
        follows_case=nw.lit(True),
        step_low=nw.lit(None, dtype=nw.Int64),
        step_high=nw.lit(None, dtype=nw.Int64),
    )
    return money_on_steps(amounts, placed_with_case(loose, own))


def refund_on_group_days(refunds: Frame, standing: Standing, own: Standing) -> Frame:
    """The same for amounts of a child and month that no grant has: by the days on which the child stood anywhere that month.

    ``refunds``: ``amount_id``, ``child_no``, ``first_day``, ``last_day``, ``amount_oere``.
    """
    there = standing.segments.with_columns(grant_id=nw.col("child_no"))
    of_child = refunds.with_columns(grant_id=nw.col("child_no"))
    return on_group_days(of_child, there, own)


def costs_of_children(amounts: Frame, placed: Frame) -> Frame:
    """``child_no``, ``step``, ``cost_oere``: what lies on the group's days. ``amounts`` has ``amount_id`` and ``child_no``."""
    here = placed.filter(nw.col("step") != UNPLACED).select("amount_id", "step", cost_oere=nw.col("amount_oere"))
    joined = here.join(amounts.select("amount_id", "child_no"), on="amount_id", how="inner")
    return joined.group_by("child_no", "step").agg(nw.col("cost_oere").sum().cast(nw.Int64))


def prices(
    days: Mapping[tuple[int, int], int], costs: Mapping[tuple[int, int], int], unpriced: frozenset[int] = frozenset()
) -> tuple[Price, ...]:
    """The price on each step. ``days`` and ``costs`` are by (child, step); ``unpriced`` children are held out and counted.

    A child with days and no cost costs nothing (help that is paid elsewhere). Without a child that is priced a step has no price.
    """
    by_step: dict[int, list[tuple[int, int]]] = {}
    held: dict[int, int] = {}
    for (child, step), number in sorted(days.items()):
        if child in unpriced:
            held[step] = held.get(step, 0) + 1
        else:
            by_step.setdefault(step, []).append((costs.get((child, step), 0), number))
    return tuple(replace(_price(step, rows), left_out=held.get(step, 0)) for step, rows in sorted(by_step.items()))


def _price(step: int, rows: list[tuple[int, int]]) -> Price:
    cost, days = sum(one for one, _ in rows), sum(one for _, one in rows)
    mean = cost / OERE * YEAR_DAYS / days
    return Price(step, mean, ratio_error([one / OERE for one, _ in rows], [one / YEAR_DAYS for _, one in rows]), len(rows), days, cost)  # fmt: skip


def ratio_error(above: list[float], below: list[float]) -> float | None:
    """Standard error of sum(above) / sum(below) over independent units; None with fewer than two."""
    number, whole = len(above), sum(below)
    if number < 2 or whole <= 0:
        return None
    ratio = sum(above) / whole
    square = sum((one - ratio * size) ** 2 for one, size in zip(above, below, strict=True))
    return sqrt(number / (number - 1) * square) / whole
