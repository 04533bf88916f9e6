"""A running case half-year by half-year: what was expected, what has come, and the gain of both with an interval.

Only what can be seen in deliveries is compared: money on states that are steps of the staircase (``Places``), without the effort itself.
What the case expects without the effort is counted per participant and multiplied by those who have come, so that fewer participants are
not read as a gain. A year of the case is split evenly on its halves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.comparison import Interval, student
from trinvis.calculations.investment.half_year import HalfYear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.investment.run import Run
    from trinvis.cases.case import Case, Money

    Floats = NDArray[np.float64]

Places = Mapping[str, tuple[int, ...]]
"""State of the case → the steps of the staircase that it is."""

PLACED = (4, 5, 6)
"""Steps of a child that is placed."""
EXPECTED_LEVEL, REALISED_LEVEL = 0.9, 0.95

EXPECTED_WORDS = "midterste 90 % af casens egne trækninger; usikkerheden i dens inputs"
SPREAD_WORDS = "95 % ud fra spredningen mellem deltagerne; hvad der ellers var sket, er casens egen antagelse og ikke med i intervallet"
BOTH_WORDS = "95 % ud fra spredningen mellem deltagerne og casens usikkerhed om udgiften uden indsatsen"


@dataclass(frozen=True)
class Expected:
    """What the case expects of a half-year, kroner at its own price level; arrays are one value per draw.

    ``participants`` and ``placed`` are persons on average, ``prices`` state → kroner per person-year. ``without`` is what the participants
    would cost as today, ``spending`` what they cost with the effort, ``effort`` what the effort itself costs.
    """

    half: HalfYear
    participants: Floats
    placed: Floats
    prices: Mapping[str, Floats]
    without: Floats
    spending: Floats
    effort: Floats

    @property
    def gain(self) -> Floats:
        """Less spending than without, less the effort."""
        made: Floats = self.without - self.spending - self.effort
        return made


@dataclass(frozen=True)
class Happened:
    """What has come in a half-year. ``participants`` on average (a child counts from the day it came), ``began`` so far.

    ``placed`` and ``full_year`` are persons on average, the latter by step; ``cost`` is child → kroner, ``cost_of_step`` the same money by step.
    ``posted`` is what the ledger has on the participants, None where nothing is known of it.
    """

    half: HalfYear
    participants: float
    began: int
    placed: float
    full_year: Mapping[int, float]
    cost: Mapping[int, float]
    cost_of_step: Mapping[int, float]
    posted: float | None = None

    @property
    def spending(self) -> float:
        """Kroner, all participants."""
        return sum(self.cost.values())

    def price(self, steps: Sequence[int]) -> float | None:
        """Kroner per full-year person on these steps; None without anybody there."""
        persons = sum(self.full_year.get(step, 0.0) for step in steps)
        return 2 * sum(self.cost_of_step.get(step, 0.0) for step in steps) / persons if persons else None


@dataclass(frozen=True)
class Followed:
    """A half-year's expected and realised gain, and both added up since the start. The intervals say what kind they are."""

    expected: Expected
    happened: Happened
    effort: float
    effort_known: bool
    without: float
    gain: float
    gain_interval: Interval | None
    expected_sum: float
    expected_interval: Interval | None
    gain_sum: float
    gain_sum_interval: Interval | None


def places_of(case: Case, said: Places | None = None) -> dict[str, tuple[int, ...]]:
    """Each state's steps: as ``said``, else the step that the state says itself. Raises ``ValueError`` for a state that there is not."""
    own = {one.name: (one.step,) for one in case.states if one.step is not None}
    unknown = sorted(set(said or {}) - {one.name for one in case.states})
    if unknown:
        raise ValueError(
            f"Casen har ingen tilstand »{unknown[0]}«; vælg en af {', '.join(one.name for one in case.states)}."
        )
    return {**own, **{name: tuple(steps) for name, steps in (said or {}).items()}}


def comparable(case: Case, places: Places) -> tuple[Money, ...]:
    """The money that deliveries can show: on a state that is on the staircase, and not the effort itself."""
    return tuple(one for one in case.money if one.on.kind == "state" and places.get(one.on.state) and not one.effort)


def beside(case: Case, places: Places) -> tuple[Money, ...]:
    """The money that is neither comparable nor the effort: it is in the case's gain and in no follow-up."""
    seen = {one.name for one in comparable(case, places)}
    return tuple(one for one in case.money if one.name not in seen and not one.effort)


def expected(case: Case, run: Run, alternative: str, half: HalfYear, places: Places) -> Expected | None:
    """What the case expects of a half-year; None outside its horizon. Raises ``ValueError`` for an alternative that it has not."""
    if alternative not in run.alternatives[1:]:
        known = ", ".join(run.alternatives[1:])
        raise ValueError(f"Casen har ingen indsats, der hedder »{alternative}«; vælg en af {known}.")
    year = half.year - case.start_year
    if not 0 <= year < run.years:
        return None
    ours = run.alternatives.index(alternative)
    lines = [run.lines.index(one.name) for one in comparable(case, places)]
    efforts = [run.lines.index(one.name) for one in case.money if one.effort]
    persons = run.persons[ours][:, _periods(case, half, year)].mean(axis=1)
    steps = [set(places.get(one.name, ())) for one in case.states]
    placed = [number for number, own in enumerate(steps) if own and own <= set(PLACED)]
    effort = run.cost[ours, efforts, year] - run.cost[0, efforts, year]
    return Expected(
        half, persons.sum(axis=0), persons[placed].sum(axis=0), _prices(case, run, ours, year, places),
        run.cost[0, lines, year].sum(axis=0) / 2, run.cost[ours, lines, year].sum(axis=0) / 2, effort.sum(axis=0) / 2,
    )  # fmt: skip


def _periods(case: Case, half: HalfYear, year: int) -> list[int]:
    """The periods of the run that the half-year's persons are read from: its six months, or the whole year's one."""
    if case.period == "year":
        return [year]
    first = year * 12 + 6 * (half.half - 1)
    return list(range(first, first + 6))


def _prices(case: Case, run: Run, alternative: int, year: int, places: Places) -> dict[str, Floats]:
    """Kroner per person-year in each state: the year's comparable money there over the year's persons there."""
    import numpy as np

    a_year = case.periods_a_year
    persons = run.persons[alternative][:, year * a_year : (year + 1) * a_year].mean(axis=1)
    out: dict[str, Floats] = {}
    for number, state in enumerate(case.states):
        lines = [run.lines.index(one.name) for one in comparable(case, places) if one.on.state == state.name]
        if lines and (persons[number] > 0).all():
            out[state.name] = np.asarray(run.cost[alternative, lines, year].sum(axis=0) / persons[number], np.float64)
    return out


def followed(
    pairs: Sequence[tuple[Expected, Happened]], effort: Mapping[HalfYear, float] | None = None
) -> tuple[Followed, ...]:
    """Half-years in order, from the start of the case. ``effort`` is what the effort has cost in kroner, by half-year: where it is not known
    the case's own is taken, and said."""
    known = effort or {}
    out: list[Followed] = []
    without: Floats | None = None
    spent, spending = 0.0, dict[int, float]()
    hoped: Floats | None = None
    for plan, seen in pairs:
        paid = known.get(seen.half, float(plan.effort.mean()))
        mine = _without(plan, seen)
        without = mine if without is None else without + mine
        hoped = plan.gain if hoped is None else hoped + plan.gain
        spent += paid
        for child, cost in seen.cost.items():
            spending[child] = spending.get(child, 0.0) + cost
        gain, interval = _gain(mine, seen.cost, seen.began, paid)
        whole, of_whole = _gain(without, spending, seen.began, spent)
        out.append(
            Followed(
                plan, seen, paid, seen.half in known, float(mine.mean()), gain, interval, float(hoped.mean()), _central(hoped), whole, of_whole
            )
        )  # fmt: skip
    return tuple(out)


def _without(plan: Expected, seen: Happened) -> Floats:
    """What those who have come would cost as today: the case's cost per participant times their number."""
    import numpy as np

    each = np.divide(plan.without, plan.participants, out=np.zeros_like(plan.without), where=plan.participants > 0)
    made: Floats = each * seen.participants
    return made


def _gain(without: Floats, cost: Mapping[int, float], began: int, effort: float) -> tuple[float, Interval | None]:
    """The gain with an interval: the spread between the participants (those without cost among them), and that of ``without`` over draws."""
    import numpy as np

    costs = np.zeros(max(began, len(cost)))
    costs[: len(cost)] = list(cost.values())
    gain = float(without.mean()) - float(costs.sum()) - effort
    if costs.size < 2:
        return gain, None
    assumed = float(without.var(ddof=1)) if without.size > 1 else 0.0
    half = student((1 + REALISED_LEVEL) / 2, costs.size - 1) * (costs.size * float(costs.var(ddof=1)) + assumed) ** 0.5
    return gain, Interval(gain - half, gain + half, REALISED_LEVEL, BOTH_WORDS if assumed else SPREAD_WORDS)


def _central(draws: Floats) -> Interval | None:
    """The middle of the draws; None where there is one draw."""
    import numpy as np

    if draws.size < 2:
        return None
    tail = (1 - EXPECTED_LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return Interval(float(low), float(high), EXPECTED_LEVEL, EXPECTED_WORDS)
