"""Where a case uses formulas: every one of them, what it is for, and which times it may go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from trinvis.cases.case import Case, Effect, Group, Money
from trinvis.cases.expression import Expression

Times = Literal["any", "no stay", "none"]
"""Which of the times a formula may depend on: all, not how long a person has been there, or none at all."""


@dataclass(frozen=True)
class Use:
    """One formula of a case. ``what`` is Danish, in the definite form, fit to begin a sentence."""

    expression: Expression
    field: str
    line: int
    what: str
    times: Times


def uses(case: Case) -> Iterator[Use]:
    """Every formula of a case, the inputs' own among them, in the order of the file."""
    yield from _discount(case)
    for name, one in case.inputs.items():
        if one.formula is not None:
            yield Use(one.formula, f"inputs.{name}.formula", one.line, f"Formlen for {name}", "any")
        if one.of is not None and one.of.count is not None:
            yield Use(one.of.count, f"inputs.{name}.of.count", one.line, f"Nævnerens antal ved {name}", "no stay")
    for group in case.groups:
        yield from _group(group)
    for number, move in enumerate(case.transitions, 1):
        what = f"Chancen for at gå fra {move.source} til {move.target}"
        yield Use(move.chance, f"transitions.{number}.chance", move.line, what, "any")
    for line in case.money:
        yield from _amount(line, f"money.{line.name}", "Beløbet")
        if line.index is not None:
            yield Use(line.index, f"money.{line.name}.index", line.line, f"Indekset på {line.name}", _times(line))
        for payer, share in line.payers.items():
            what = f"Andelen af {line.name}, som {payer} betaler,"
            yield Use(share, f"money.{line.name}.payers.{payer}", line.line, what, "no stay")
    for effect in case.effects:
        yield from _amount(effect, f"effects.{effect.name}", "Mængden")


def _discount(case: Case) -> Iterator[Use]:
    asked = case.discount
    if asked.rate is not None:
        yield Use(asked.rate, "discount.rate", asked.line, "Diskonteringsrenten", "none")
    if asked.effects is not None:
        yield Use(asked.effects, "discount.effects", asked.line, "Virkningernes rente", "none")


def _group(group: Group) -> Iterator[Use]:
    at = f"groups.{group.name}"
    numbers: tuple[tuple[str, str, Mapping[str, Expression]], ...] = (
        ("enters", "Antallet, der kommer ind i", group.enters),
        ("stock", "Antallet, der fra start er i", group.stock),
    )
    for key, what, by in numbers:
        for alternative, expression in by.items():
            yield Use(expression, _below(f"{at}.{key}", alternative), group.line, f"{what} {group.name},", "no stay")
    for alternative, shares in group.start.items():
        for state, share in shares.items():
            field = f"{_below(f'{at}.start', alternative)}.{state}"
            yield Use(share, field, group.line, f"Andelen af {group.name}, der begynder i {state},", "no stay")
    if group.duration is not None:
        yield Use(group.duration, f"{at}.duration", group.line, f"Varigheden af {group.name}", "none")


def _amount(line: Money | Effect, at: str, what: str) -> Iterator[Use]:
    yield Use(line.amount, f"{at}.amount", line.line, f"{what} af {line.name}", _times(line))


def _times(line: Money | Effect) -> Times:
    return "any" if line.on.kind in ("state", "move") else "no stay"


def _below(path: str, alternative: str) -> str:
    return f"{path}.{alternative}" if alternative else path
