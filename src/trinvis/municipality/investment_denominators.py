"""Rates that a case holds up against its success rate though they are shares of something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trinvis.cases.expression import Expression, names
from trinvis.municipality.investment_words import number, share

if TYPE_CHECKING:
    from trinvis.cases.case import Case, Input
    from trinvis.municipality.investment import Calculated


def other_denominators(made: Calculated) -> Iterator[str]:
    """A sentence for each rate that the calculation does not use, and so is there to be compared with, whose denominator is not
    that of the success rate."""
    case = made.case
    if case.success is None or case.inputs[case.success.rate].of is None:
        return
    rate = case.inputs[case.success.rate]
    used = reached(case)
    for one in case.inputs.values():
        if one.kind == "rate" and one.of is not None and one.name not in used and not _same(rate, one):
            yield _derived(made, rate, one) if rate.name in _behind(case, one.name) else _other(made, rate, one)


def reached(case: Case) -> frozenset[str]:
    """The inputs that the calculation uses, through formulas too."""
    roots: list[Expression] = [chance.chance for chance in case.transitions]
    for group in case.groups:
        roots += [*group.enters.values(), *group.stock.values()]
        roots += [one for states in group.start.values() for one in states.values()]
        roots += [] if group.duration is None else [group.duration]
    for line in case.money:
        roots += [line.amount, *line.payers.values(), *([] if line.index is None else [line.index])]
    roots += [effect.amount for effect in case.effects]
    roots += [one for one in (case.discount.rate, case.discount.effects) if one is not None]
    found: set[str] = set()
    for root in roots:
        for name in names(root):
            found |= {name, *_behind(case, name)}
    return frozenset(found)


def _behind(case: Case, name: str) -> frozenset[str]:
    """Every input that one is worked out from."""
    found: set[str] = set()
    left = [name]
    while left:
        one = case.inputs.get(left.pop())
        if one is not None and one.formula is not None:
            fresh = names(one.formula) - found
            found |= fresh
            left += fresh
    return frozenset(found)


def _same(rate: Input, other: Input) -> bool:
    assert rate.of is not None
    assert other.of is not None
    if rate.of.count is None and other.of.count is None:
        return rate.of.text == other.of.text
    return rate.of.count == other.of.count


def _derived(made: Calculated, rate: Input, other: Input) -> str:
    assert rate.of is not None
    assert other.of is not None
    assumed = made.assumed
    assert assumed is not None
    return (
        f"»{rate.label}« er {share(assumed.rate)} af {rate.of.text}: {number(assumed.exact)} af {number(assumed.count)}. "
        f"Det svarer til {share(made.input(other.name), 0)} af {other.of.text}{_count(made, other)}."
    )


def _other(made: Calculated, rate: Input, other: Input) -> str:
    assert rate.of is not None
    assert other.of is not None
    return (
        f"»{other.label}« er {share(made.input(other.name))} af {other.of.text}; »{rate.label}« er {share(made.input(rate.name))} "
        f"af {rate.of.text}. De to procenter er af hver sin gruppe og kan ikke sammenlignes, før de er regnet om."
    )


def _count(made: Calculated, one: Input) -> str:
    from trinvis.cases.expression import Name, Number

    assert one.of is not None
    count = one.of.count
    if isinstance(count, Name) and count.name in made.run.inputs:
        return f" ({number(made.input(count.name))})"
    return f" ({number(count.value)})" if isinstance(count, Number) else ""
