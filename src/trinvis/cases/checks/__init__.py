"""What is wrong with a case that can be read: each check is a file, gives problems in Danish, and raises nothing.

``STATED`` look at each part by itself; ``CALCULATED`` at how the parts go together, with formulas worked out at the base values. Each
step of them is taken only where those before found nothing, so that nobody is told what only follows from another fault. A case's
readings are checked in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from trinvis.cases.case import Case, Reading
from trinvis.cases.checks import (
    bounds,
    chances,
    circles,
    correlations,
    counts,
    discounting,
    distributions,
    inputs,
    lengths,
    names,
    prices,
    remarks,
    results,
    shares,
    times,
    whole,
    years,
)
from trinvis.cases.problem import MOST, Problem

Check = Callable[[Case], Iterable[Problem]]

STATED: tuple[Check, ...] = (
    whole.check,
    names.check,
    inputs.check,
    bounds.check,
    distributions.check,
    circles.check,
)

CALCULATED: tuple[tuple[Check, ...], ...] = (
    (prices.check, years.check, times.check, lengths.check, correlations.check),
    (results.check,),
    (discounting.check, counts.check, shares.check, chances.check),
)


def problems(case: Case) -> tuple[Problem, ...]:
    """Everything that keeps the case from being calculated; empty for nothing."""
    return stated(case) or calculated(case)


def stated(case: Case) -> tuple[Problem, ...]:
    """What is wrong with each part, in the case and in its readings."""
    return _all(case, STATED)


def calculated(case: Case) -> tuple[Problem, ...]:
    """What is wrong with how the parts go together; only of a case where nothing is ``stated``."""
    return next((found for checks in CALCULATED if (found := _all(case, checks))), ())


def warnings(case: Case) -> tuple[Problem, ...]:
    """What is odd and keeps nobody from calculating; only of a case without ``problems``."""
    return tuple(remarks.check(case))


def _all(case: Case, checks: tuple[Check, ...]) -> tuple[Problem, ...]:
    made = list(dict.fromkeys(islice((one for check in checks for one in check(case)), MOST)))
    said = {(one.field, one.message) for one in made}
    for reading in case.readings:
        if len(made) < MOST:
            made += islice(_of_reading(case, reading, checks, said), MOST)
    return tuple(made)


def _of_reading(
    case: Case, reading: Reading, checks: tuple[Check, ...], said: set[tuple[str, str]]
) -> Iterator[Problem]:
    """What is wrong with the case read so, beside what is wrong with it anyhow. A name that no input has is said with the case;
    correlations are the case's alone, since a reading may make an input certain."""
    known = {name: one for name, one in reading.inputs.items() if name in case.inputs}
    read = replace(case, inputs={**case.inputs, **known}, readings=(), correlations=())
    for one in dict.fromkeys(islice((one for check in checks for one in check(read)), MOST)):
        if (one.field, one.message) in said:
            continue
        changed = ".".join(one.field.split(".")[:2])
        at = f"readings.{reading.name}"
        if changed.removeprefix("inputs.") in known:
            yield replace(one, field=f"{at}.{one.field}", message=f"I læsningen {reading.name}: {one.message}")
        else:
            yield replace(one, field=at, line=reading.line, message=f"I læsningen {reading.name}: {one.message}")
