"""What a further unit of effect costs, alternative by alternative, and which alternatives no threshold would choose.

Source: Karlsson & Johannesson (1996), *PharmacoEconomics* 9, 113-120: dominance and extended dominance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Standing = Literal["frontier", "dominated", "extended", "equal"]


@dataclass(frozen=True)
class Ratio:
    """One alternative on average: ``cost`` kroner, ``effect`` units.

    On the ``frontier`` it is compared with the one before it there (``against``; None for the cheapest): ``more_cost``,
    ``more_effect`` and ``icer``, kroner per further unit. *dominated*: ``by`` costs no more and gives no less.
    *extended*: a mix of two others (``by``) costs no more and gives no less. *equal*: the same as ``by``, an earlier one.
    """

    alternative: str
    cost: float
    effect: float
    standing: Standing
    against: str | None = None
    more_cost: float | None = None
    more_effect: float | None = None
    icer: float | None = None
    by: tuple[str, ...] = ()


def icers(alternatives: Sequence[str], costs: Sequence[float], effects: Sequence[float]) -> tuple[Ratio, ...]:
    """Each alternative's standing by mean cost (kroner) and mean effect, the cheapest first.

    Raises ``ValueError`` when the lists are not of one length.
    """
    points = list(zip(alternatives, map(float, costs), map(float, effects), strict=True))
    order = sorted(range(len(points)), key=lambda at: (points[at][1], -points[at][2], at))
    ratios: dict[int, Ratio] = {}
    left: list[int] = []
    for at in order:
        if left and points[at][2] <= points[left[-1]][2]:
            name, cost, effect = points[at]
            best, best_cost, best_effect = points[left[-1]]
            same = (cost, effect) == (best_cost, best_effect)
            ratios[at] = Ratio(name, cost, effect, "equal" if same else "dominated", by=(best,))
        else:
            left.append(at)
    frontier = _frontier(left, points)
    for at in left:
        ratios[at] = _placed(at, frontier, points)
    return tuple(ratios[at] for at in order)


def _frontier(left: Sequence[int], points: Sequence[tuple[str, float, float]]) -> list[int]:
    """Those of rising cost and effect that some threshold chooses: the ratios rise along them."""
    kept: list[int] = []
    for at in left:
        while len(kept) > 1 and _steeper(points[kept[-2]], points[kept[-1]], points[at]):
            kept.pop()
        kept.append(at)
    return kept


def _steeper(first: tuple[str, float, float], middle: tuple[str, float, float], last: tuple[str, float, float]) -> bool:
    """Whether the way to the middle costs more per effect than the way on from it."""
    return (middle[1] - first[1]) * (last[2] - middle[2]) > (last[1] - middle[1]) * (middle[2] - first[2])


def _placed(at: int, frontier: Sequence[int], points: Sequence[tuple[str, float, float]]) -> Ratio:
    name, cost, effect = points[at]
    cheaper = [one for one in frontier if points[one][1] < cost]
    if at not in frontier:
        dearer = next(one for one in frontier if points[one][1] >= cost)
        return Ratio(name, cost, effect, "extended", by=(points[cheaper[-1]][0], points[dearer][0]))
    if not cheaper:
        return Ratio(name, cost, effect, "frontier")
    before, before_cost, before_effect = points[cheaper[-1]]
    more_cost, more_effect = cost - before_cost, effect - before_effect
    return Ratio(name, cost, effect, "frontier", before, more_cost, more_effect, more_cost / more_effect)
