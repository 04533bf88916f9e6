"""Which cases an investment pool should pay for: the choice that gains the most and keeps every bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trinvis.calculations.investment.pool_programme import Programme

Weighing = Literal["gain", "chance"]
NO_CHOICE = "Der er intet valg, der holder alle bindinger."


@dataclass(frozen=True)
class Candidate:
    """A case that asks the pool for money: ``investment`` in kroner in each of the pool's years (0 or more), ``gain`` its net
    present value in kroner, ``chance`` its chance of profit (0-1)."""

    name: str
    investment: tuple[float, ...]
    gain: float
    chance: float = 1.0

    @property
    def gain_per_krone(self) -> float | None:
        """Net present value per krone of the pool's money, None for a case that asks for none."""
        asked = sum(self.investment)
        return self.gain / asked if asked else None


@dataclass(frozen=True)
class Bounds:
    """What a choice must keep, in names of cases: ``must`` are chosen whatever they gain; of each of ``exclusive`` at most one
    is; the first of each of ``requires`` only together with the second; at most ``at_most`` in all (None: no limit)."""

    must: frozenset[str] = frozenset()
    exclusive: tuple[frozenset[str], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    at_most: int | None = None


@dataclass(frozen=True)
class Choice:
    """The best choice: names in the candidates' order, what it gains (weighed as asked for), and what it takes of the pool and
    leaves of it, in kroner by year. Not ``feasible`` when no choice keeps the bounds: ``why`` says which are in the way."""

    feasible: bool
    chosen: tuple[str, ...]
    gain: float
    spent: tuple[float, ...]
    left: tuple[float, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """From this pool on the best choice is another: ``pool`` in kroner by year, the choice, who came in and went out.

    ``per_krone`` is what the further money gains for each krone, None in the first step when it needs none.
    """

    pool: tuple[float, ...]
    chosen: tuple[str, ...]
    gain: float
    entered: tuple[str, ...]
    left: tuple[str, ...]
    per_krone: float | None


@dataclass(frozen=True)
class NextKrone:
    """Every pool at which the best choice changes, the smallest first. ``complete`` is False when there were more steps than
    were asked for."""

    steps: tuple[Step, ...]
    complete: bool
    why: tuple[str, ...] = field(default=())


def best_choice(
    candidates: Sequence[Candidate],
    pool: Sequence[float],
    bounds: Bounds | None = None,
    *,
    weighing: Weighing = "gain",
) -> Choice:
    """The choice with the highest net present value in all, and among equally good ones the one that asks for the least.

    ``pool`` is kroner by year. ``weighing`` *chance* takes each case's net present value times its chance of profit.
    Raises ``ValueError`` when there is no case, or one is there twice, has not the pool's years, asks for less than 0 or is not known.
    """
    bounds = bounds or Bounds()
    programme = _programme(candidates, pool, bounds, weighing)
    found = programme.best(pool)
    if found is None:
        return Choice(False, (), 0.0, (), (), _in_the_way(candidates, pool, bounds, weighing))
    spent = programme.spent(found)
    left = tuple(money - used for money, used in zip(pool, spent, strict=True))
    return Choice(True, _names(candidates, found), programme.gain(found), spent, left)


def next_best_krone(
    candidates: Sequence[Candidate],
    profile: Sequence[float],
    bounds: Bounds | None = None,
    *,
    weighing: Weighing = "gain",
    most_steps: int = 40,
) -> NextKrone:
    """How the best choice changes as the pool grows from nothing, every year in proportion to ``profile`` (kroner by year).

    A larger pool may drop a small case for a large one; then the small one is among those that ``left``. A step has to
    gain at least one krone more than the one before. Raises as ``best_choice``.
    """
    bounds = bounds or Bounds()
    whole = sum(profile)
    if not whole > 0:
        raise ValueError("Puljens fordeling på år skal have mindst et år over 0 kr.")
    shares = [money / whole for money in profile]
    programme = _programme(candidates, profile, bounds, weighing)
    size = programme.smallest_pool(shares, None)
    if size is None:
        most = [math.inf if share else 0.0 for share in shares]
        return NextKrone((), True, _in_the_way(candidates, most, bounds, weighing))
    steps: list[Step] = []
    while size is not None and len(steps) < most_steps:
        pool = tuple(size * share for share in shares)
        found = programme.best(pool)
        if found is None:
            raise ArithmeticError("Puljens mindste størrelse rummer ikke sit eget valg.")
        steps.append(_step(pool, _names(candidates, found), programme.gain(found), steps[-1] if steps else None))
        size = programme.smallest_pool(shares, programme.gain(found) + 1)
    return NextKrone(tuple(steps), size is None)


def _step(pool: tuple[float, ...], chosen: tuple[str, ...], gain: float, before: Step | None) -> Step:
    had, gained, money = (before.chosen, before.gain, sum(before.pool)) if before else ((), 0.0, 0.0)
    further = sum(pool) - money
    entered = tuple(name for name in chosen if name not in had)
    left = tuple(name for name in had if name not in chosen)
    return Step(pool, chosen, gain, entered, left, (gain - gained) / further if further > 0 else None)


def _programme(candidates: Sequence[Candidate], pool: Sequence[float], bounds: Bounds, weighing: Weighing) -> Programme:
    from trinvis.calculations.investment.pool_programme import Programme

    names = [case.name for case in candidates]
    known = bounds.must.union(*bounds.exclusive, *(frozenset(pair) for pair in bounds.requires))
    if not names:
        raise ValueError("Porteføljen har ingen cases at vælge imellem.")
    if len(set(names)) < len(names):
        raise ValueError("En case står der to gange i porteføljen.")
    if known - set(names):
        raise ValueError(f"Porteføljen har ingen case, der hedder {', '.join(sorted(known - set(names)))}.")
    for case in candidates:
        if len(case.investment) != len(pool) or min(case.investment, default=0) < 0:
            raise ValueError(f"»{case.name}« skal søge 0 kr. eller mere i hvert af puljens {len(pool)} år.")
    if min(pool, default=0) < 0:
        raise ValueError("Puljen kan ikke være under 0 kr.")
    gains = [case.gain * (case.chance if weighing == "chance" else 1) for case in candidates]
    return Programme.of(names, [case.investment for case in candidates], gains, bounds)


def _names(candidates: Sequence[Candidate], found: Sequence[bool]) -> tuple[str, ...]:
    return tuple(case.name for case, chosen in zip(candidates, found, strict=True) if chosen)


def _in_the_way(
    candidates: Sequence[Candidate], pool: Sequence[float], bounds: Bounds, weighing: Weighing
) -> tuple[str, ...]:
    """That there is no choice, and each bound that alone would leave one if it were taken away."""
    programme = _programme(candidates, pool, bounds, weighing)
    said = [*_too_small(programme, pool)]
    for text, looser in _loosened(bounds):
        if _programme(candidates, pool, looser, weighing).best(pool) is not None:
            said.append(f"Det bliver muligt, hvis {text}.")
    if not said and programme.best([math.inf] * len(pool)) is not None:
        said.append("Puljen er for lille i flere af årene.")
    return (NO_CHOICE, *(said or ["Ingen enkelt binding er skyld i det alene."]))


def _too_small(programme: Programme, pool: Sequence[float]) -> Iterator[str]:
    for year, money in enumerate(pool):
        least = programme.least_in_year(year, pool)
        if least is not None and least > money:
            yield f"Det bliver muligt, hvis puljen i år {year + 1} er mindst {_kroner(least)} mod {_kroner(money)}"


def _loosened(bounds: Bounds) -> Iterator[tuple[str, Bounds]]:
    """Each bound that is not money, as what would have to be allowed, and the bounds without it."""
    for name in sorted(bounds.must):
        yield f"»{name}« ikke skal med", replace(bounds, must=bounds.must - {name})
    for at, group in enumerate(bounds.exclusive):
        listed = ", ".join(f"»{name}«" for name in sorted(group))
        others = bounds.exclusive[:at] + bounds.exclusive[at + 1 :]
        yield f"flere end én af {listed} må vælges", replace(bounds, exclusive=others)
    for at, (one, other) in enumerate(bounds.requires):
        pairs = bounds.requires[:at] + bounds.requires[at + 1 :]
        yield f"»{one}« kan vælges uden »{other}«", replace(bounds, requires=pairs)
    if bounds.at_most is not None:
        yield f"flere end {bounds.at_most} må vælges", replace(bounds, at_most=None)


def _kroner(amount: float) -> str:
    return f"{math.ceil(amount):,} kr.".replace(",", ".")
