"""What is odd about a case that can be calculated: said to the one who made it, and in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.expression import names
from trinvis.cases.problem import Problem
from trinvis.cases.uses import uses
from trinvis.cases.worked import Worked


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    yield from _alone(case)
    yield from _never_reached(case)
    yield from _unused(case)
    yield from _outside(case)
    yield from _rows(case)
    yield from _twice(case)
    yield from _below(case)


def _alone(case: Case) -> Iterator[Problem]:
    if len(case.alternatives) < 2:
        line = case.alternatives[0].line if case.alternatives else 0
        yield Problem(
            line, "alternatives", "Der er kun ét alternativ", "skriv et til, så der er noget at sammenligne med"
        )
    if not case.money:
        yield Problem(0, "money", "Der er hverken udgifter eller gevinster", "skriv dem under money")


def _never_reached(case: Case) -> Iterator[Problem]:
    reached = {state for group in case.groups for shares in group.start.values() for state in shares}
    grew = True
    while grew:
        more = {one.target for one in case.transitions if one.source in reached}
        grew = not more <= reached
        reached |= more
    for state in case.states:
        if state.name not in reached:
            message = f"Ingen kommer nogen sinde i tilstanden {state.name}"
            yield Problem(state.line, f"states.{state.name}", message, "skriv en flytning dertil, eller slet den")


def _unused(case: Case) -> Iterator[Problem]:
    """Uncertain inputs that nothing uses: their uncertainty is in no answer."""
    used = {name for use in uses(case) for name in names(use.expression)}
    for reading in case.readings:
        used |= {name for one in reading.inputs.values() if one.formula is not None for name in names(one.formula)}
    for name, one in case.inputs.items():
        if name not in used and one.distribution is not None and one.distribution.form != "fixed":
            message = f"{name} er usikkert, men bruges ikke i nogen formel"
            yield Problem(one.line, f"inputs.{name}", message, "brug det, eller fjern distribution")


def _outside(case: Case) -> Iterator[Problem]:
    """Distributions without end, of inputs that have one."""
    for name, one in case.inputs.items():
        form = one.distribution.form if one.distribution is not None else "fixed"
        beyond = form == "normal" and one.kind in ("rate", "count", "years", "amount")
        if beyond or (form in ("gamma", "lognormal") and one.kind == "rate"):
            better = "beta" if one.kind == "rate" else "gamma eller lognormal"
            message = f"Fordelingen {form} af {name} kan give tal, som {name} ikke kan have"
            yield Problem(one.line, f"inputs.{name}.distribution", message, f"brug {better}")


def _rows(case: Case) -> Iterator[Problem]:
    for name, one in case.inputs.items():
        for key in ("by_year", "growth_by_year"):
            row = getattr(one, key)
            if row is not None and len(row) > case.horizon:
                message = f"{name} har {len(row)} værdier, og casen løber kun over {case.horizon} år"
                yield Problem(
                    one.line, f"inputs.{name}.{key}", message, "forlæng horizon, eller slet dem, der er for mange"
                )


def _twice(case: Case) -> Iterator[Problem]:
    for number, one in enumerate(case.transitions, 1):
        for other in case.transitions[: number - 1]:
            same = (other.source, other.target) == (one.source, one.target)
            if same and _overlap(one.alternatives, other.alternatives) and _overlap(one.groups, other.groups):
                message = f"Flytningen fra {one.source} til {one.target} står flere gange, og chancerne lægges sammen"
                yield Problem(
                    one.line, f"transitions.{number}", message, "skriv den én gang, hvis det ikke er meningen"
                )
                break


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _below(case: Case) -> Iterator[Problem]:
    worked = Worked(case)
    for one in case.money:
        if (worked.reached(worked.value(one.amount)) < 0).any():
            remedy = "skriv det uden fortegn; kind: gain siger, at det er en gevinst"
            yield Problem(one.line, f"money.{one.name}.amount", f"Beløbet af {one.name} er under 0", remedy)
