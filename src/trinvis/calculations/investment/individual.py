"""A case simulated person by person: the same case, the same answers on average, and what chance alone adds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from typing import TYPE_CHECKING

from trinvis.calculations.investment.cohorts import Cohorts
from trinvis.calculations.investment.draws import Method, drawn
from trinvis.calculations.investment.ledger import FullLedger, empty, run_of
from trinvis.calculations.investment.model import Model, faults, walk
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.money import LinePlan
from trinvis.calculations.investment.persons import Persons
from trinvis.calculations.investment.refused import CaseRefused, Outside
from trinvis.calculations.investment.run import Run
from trinvis.calculations.investment.walk import Mover, expected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_AT_ONCE = 2**16
"""Simulated persons that are moved together, over cohorts and draws."""
_PERSONS = 2**32 - 1
"""Streams of random numbers of this first part of their key are the persons'."""


def individual(
    model: Model,
    *,
    persons: int | None = None,
    draws: int = 1,
    seed: int = 1,
    uncertain: bool = True,
    method: Method = "random",
    values: Mapping[str, float] | None = None,
    threads: int = 2,
) -> Run:
    """The case with each person drawing a path through the states, ``draws`` times over.

    ``persons`` are simulated of each cohort (those of a group who enter in the same period), and each weighs the cohort's
    number over ``persons``: numbers that are not whole are kept. With None a cohort has as many persons as the case says, a
    number that is not whole rounded up with the chance of its fraction: then a draw is as uneven as life itself.
    Each draw has its own values of the uncertain inputs, or with ``uncertain`` False all have the base values. The axes are
    those of ``Model.run``; ``run.standard_error`` of anything in it is that of the mean over draws. The same seed gives the same
    numbers on any number of threads. Raises ``CaseRefused`` as ``Model.run`` does.
    """
    if persons is not None and persons < 1:
        raise CaseRefused("Der skal være mindst én person; skriv et antal på 1 eller over.")
    plan, held = model.plan, model.given(values or {})[0]
    names = tuple(name for name in model.uncertain if uncertain and name not in held)
    inputs = drawn(model.case, names, draws, seed, method, threads)
    arrays = empty(plan, draws, keep_persons=True)
    size = max(1, _AT_ONCE // _crowd(model, held, persons))
    stretches = [slice(begin, min(begin + size, draws)) for begin in range(0, draws, size)]

    def given(here: slice) -> dict[str, Floats]:
        return held | {name: row[here] for name, row in zip(names, inputs, strict=True)}

    def one(here: slice) -> None:
        ledger = FullLedger(plan, {key: array[..., here] for key, array in arrays.items()})
        walk(plan, given(here), here.stop - here.start, ledger, _mover(model, seed, here.start, persons))

    try:
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            list(pool.map(one, stretches))
    except Outside:
        raise faults(plan, [(given(here), here.stop - here.start) for here in stretches]).said(draws) from None
    return run_of(plan, arrays)


def _crowd(model: Model, held: Mapping[str, Floats], each: int | None) -> int:
    """How many persons there are to a draw in the largest group, at base values."""
    counted = _Crowd()
    try:
        walk(model.plan, held, 1, counted, expected(model.plan))
    except Outside:
        raise faults(model.plan, [(held, 1)]).said(1) from None
    if each is None:
        return max(1, ceil(max(counted.persons.values(), default=1.0)))
    return each * max(counted.cohorts.values(), default=1)


class _Crowd:
    """Counts cohorts and persons of each group and alternative, and keeps nothing else of what it is told."""

    def __init__(self) -> None:
        self.cohorts: Counter[tuple[int, int]] = Counter()
        self.persons: defaultdict[tuple[int, int], float] = defaultdict(float)

    def period(self, moment: Moment) -> None: ...

    def money(self, alternative: int, line: LinePlan, amount: Floats) -> None: ...

    def effect(self, alternative: int, line: LinePlan, amount: Floats) -> None: ...

    def end(self, alternative: int) -> None: ...

    def group(self, alternative: int, group: Cohorts) -> None:
        if group.coming is not None:
            self.cohorts[alternative, group.plan.index] += 1
            self.persons[alternative, group.plan.index] += float(group.coming.max())


def _mover(model: Model, seed: int, begin: int, each: int | None) -> Mover:
    """Groups person by person; every group of an alternative has a stream of random numbers of its own."""
    import numpy as np

    case = model.case
    return lambda group, alternative, draws: Persons(
        group,
        alternative,
        len(case.states),
        case.periods,
        case.counting,
        draws,
        np.random.Generator(
            np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(_PERSONS, begin, alternative, group.index)))
        ),
        each,
    )
