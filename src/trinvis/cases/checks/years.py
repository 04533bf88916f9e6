"""Years that lie outside the case: of amounts, and of the success that is counted."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case, Effect, Money
from trinvis.cases.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    lines: tuple[tuple[str, Money | Effect], ...] = (
        *(("money", one) for one in case.money),
        *(("effects", one) for one in case.effects),
    )
    for key, one in lines:
        beyond = [year for year in one.on.years if not 1 <= year <= case.horizon]
        if beyond:
            message = f"År {beyond[0]} ligger uden for casens {case.horizon} år"
            yield Problem(one.line, f"{key}.{one.name}.on", message, f"brug år 1 til {case.horizon}")
    if case.success is not None and not 0 <= case.success.year <= case.horizon:
        message = f"År {case.success.year} ligger uden for casens {case.horizon} år"
        yield Problem(0, "success.year", message, f"brug år 1 til {case.horizon}, eller 0 for tidshorisonten")
