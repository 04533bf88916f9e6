"""The lines of a case, money and effects alike: whose persons they are of, and who must therefore be told apart."""

from __future__ import annotations

from trinvis.cases.case import Case, Effect, Group, Money
from trinvis.cases.expression import Expression
from trinvis.reports.investment_book.timeline import follows


def lines_of(case: Case) -> tuple[Money | Effect, ...]:
    """Money first, then effects, in the order of the case."""
    return (*case.money, *case.effects)


def told_apart(case: Case, group: Group) -> bool:
    """Whether the persons of a group must be told apart by when they came in."""
    if group.duration is not None:
        return True
    chances = [one.chance for one in case.transitions if not one.groups or group.name in one.groups]
    amounts = [each for one in lines_of(case) if group.name in groups_of(case, one) for each in per(one)]
    return any(follows(one, case.inputs).stay for one in (*chances, *amounts))


def per(line: Money | Effect) -> tuple[Expression, ...]:
    """What a line is multiplied by: its amount, and its index."""
    index = line.index if isinstance(line, Money) else None
    return (line.amount,) if index is None else (line.amount, index)


def groups_of(case: Case, line: Money | Effect) -> tuple[str, ...]:
    """The groups whose persons a line is of."""
    named = line.groups or ((line.on.group,) if line.on.group else ())
    return named or tuple(group.name for group in case.groups)
