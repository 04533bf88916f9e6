"""The case as a whole: its years, that names are names and stand once, and that there is something to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trinvis.cases.case import Alternative, Case, Effect, Group, Money, Payer, Reading, State
from trinvis.cases.problem import Problem

LONGEST = 100
"""Years that a case may run over."""

MOST = 1_000
"""Inputs, transitions, amounts and the like of a case; of readings, states and groups a tenth."""

Named = Alternative | State | Group | Money | Effect | Payer | Reading


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    if not 1 <= case.horizon <= LONGEST:
        message = f"Tidshorisonten er {case.horizon} år"
        yield Problem(0, "horizon", message, f"skriv et helt tal fra 1 til {LONGEST}")
    if not case.alternatives:
        yield Problem(0, "alternatives", "Der er ingen alternativer", "skriv mindst ét, fx som_i_dag: Som i dag")
    for key, number in _numbers(case):
        if number > (most := MOST // 10 if key in ("readings", "states", "groups", "alternatives") else MOST):
            yield Problem(0, key, f"Der er {number} under {key}", f"del casen; der kan højst være {most}")
    for key, parts in _parts(case):
        yield from _names(key, parts)
    for name in case.inputs:
        if not name:
            yield Problem(case.inputs[name].line, "inputs", "Et input har intet navn", "giv det et navn")
    yield from _groups(case)
    yield from _moves(case)


def _parts(case: Case) -> tuple[tuple[str, Iterable[Named]], ...]:
    return (
        ("payers", case.payers),
        ("alternatives", case.alternatives),
        ("states", case.states),
        ("groups", case.groups),
        ("money", case.money),
        ("effects", case.effects),
        ("readings", case.readings),
    )


def _numbers(case: Case) -> Iterator[tuple[str, int]]:
    yield "inputs", len(case.inputs)
    yield "transitions", len(case.transitions)
    yield "correlations", len(case.correlations)
    for key, parts in _parts(case):
        yield key, len(tuple(parts))


def _names(key: str, parts: Iterable[Named]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in parts:
        if not one.name:
            yield Problem(one.line, key, "Navnet er tomt", "giv det et navn")
        elif one.name in seen:
            yield Problem(one.line, f"{key}.{one.name}", f"Navnet {one.name} står to gange", "giv dem hvert sit navn")
        seen.add(one.name)


def _groups(case: Case) -> Iterator[Problem]:
    for one in case.groups:
        at = f"groups.{one.name}"
        if not one.enters and not one.stock:
            remedy = "skriv enters (antal, der kommer ind om året) eller stock (antal fra start)"
            yield Problem(one.line, at, f"Gruppen {one.name} har ingen personer", remedy)
        for alternative in case.alternatives:
            comes = any(alternative.name in by or "" in by for by in (one.enters, one.stock))
            begins = one.start.get(alternative.name, one.start.get("", {}))
            if comes and not begins:
                message = f"Gruppen {one.name} begynder ingen steder i alternativet {alternative.name}"
                yield Problem(one.line, f"{at}.start", message, f"skriv fx {alternative.name}: {{{_state(case)}: 1}}")


def _state(case: Case) -> str:
    return case.states[0].name if case.states else "tilstand"


def _moves(case: Case) -> Iterator[Problem]:
    ways = {(one.source, one.target) for one in case.transitions}
    for number, one in enumerate(case.transitions, 1):
        if one.source == one.target and one.source:
            message = f"Flytningen går fra {one.source} til sig selv"
            yield Problem(
                one.line, f"transitions.{number}", message, "slet den; de, der ikke flytter, bliver af sig selv"
            )
    lines: tuple[tuple[str, Money | Effect], ...] = (
        *(("money", one) for one in case.money),
        *(("effects", one) for one in case.effects),
    )
    for key, line in lines:
        if line.on.kind == "move" and (line.on.source, line.on.state) not in ways:
            message = f"Ingen går fra {line.on.source} til {line.on.state}"
            yield Problem(line.line, f"{key}.{line.name}.on.move", message, "skriv flytningen under transitions")
