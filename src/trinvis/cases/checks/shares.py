"""Shares of a whole: where a group begins, and who pays. Each between 0 and 1, together 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import add

from trinvis.cases.case import Case
from trinvis.cases.expression import Expression
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown
from trinvis.cases.worked import Worked

SLACK = 1e-6
"""How far from 1 shares may be together: they may be written with few decimals."""


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    worked = Worked(case)
    for group in case.groups:
        for alternative, shares in group.start.items():
            at = f"groups.{group.name}.start" + (f".{alternative}" if alternative else "")
            yield from _whole(worked, shares, at, group.line, f"Startandelene i {group.name}")
    for line in case.money:
        yield from _whole(
            worked, line.payers, f"money.{line.name}.payers", line.line, f"Betalernes andele af {line.name}"
        )


def _whole(worked: Worked, shares: Mapping[str, Expression], at: str, line: int, what: str) -> Iterator[Problem]:
    if not shares:
        return
    values = {name: worked.value(share) for name, share in shares.items()}
    for name, value in values.items():
        low, high = float(value.min()), float(value.max())
        if low < -SLACK or high > 1 + SLACK:
            wrong = shown(100 * (low if low < -SLACK else high))
            yield Problem(line, f"{at}.{name}", f"Andelen er {wrong} %", "skriv en andel mellem 0 og 100 %")
            return
    total = reduce(add, values.values())
    off = abs(total - 1)
    if (off > SLACK).any():
        given = shown(round(100 * float(total.flat[int(off.argmax())]), 6))
        yield Problem(line, at, f"{what} giver tilsammen {given} %", "ret dem, så de giver 100 %")
