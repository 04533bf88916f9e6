"""Whose budget it is: what the effort costs, and what each payer, account and centre pays more or less, year by year.

All of it is undiscounted, in the year's own kroner, out of a run of the base values. What is more than under the first
alternative is above 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trinvis.calculations.investment.run import Run
    from trinvis.cases.case import Case

By = Literal["payer", "account", "centre", "line"]


@dataclass(frozen=True)
class BudgetLine:
    """What ``payer`` pays more for one line of money than under the first alternative, by year in kroner; below 0 is less."""

    line: str
    payer: str
    account: str
    centre: str
    effort: bool
    by_year: tuple[float, ...]


@dataclass(frozen=True)
class BudgetPart:
    """Lines that belong together, ``key`` saying by what. By year in kroner: ``more`` is what is paid more, ``less`` what is
    paid less (0 or above), ``change`` is ``more`` − ``less`` and ``accumulated`` its running sum."""

    key: tuple[str, ...]
    more: tuple[float, ...]
    less: tuple[float, ...]
    change: tuple[float, ...]
    accumulated: tuple[float, ...]

    @property
    def total(self) -> float:
        """The change over the horizon."""
        return self.accumulated[-1]


@dataclass(frozen=True)
class EffortCost:
    """What the intervention itself costs (the lines marked effort), in kroner. ``first_year_by`` and ``total_by`` are by payer;
    ``lines`` are those that it is made of."""

    by_year: tuple[float, ...]
    first_year_by: dict[str, float]
    total_by: dict[str, float]
    lines: tuple[BudgetLine, ...]

    @property
    def total(self) -> float:
        """Over the horizon."""
        return sum(self.by_year)

    @property
    def first_year(self) -> float:
        """In year 1."""
        return self.by_year[0]


def budget_lines(case: Case, run: Run, alternative: str) -> tuple[BudgetLine, ...]:
    """Every line and payer whose money differs from that under the first alternative, in the order of the case.

    Raises ``ValueError`` when ``run`` has many draws, and so no payers by line, or does not know the alternative.
    """
    if run.paid is None:
        raise ValueError("Budgettet opgøres af en beregning med grundværdierne, ikke af en simulering.")
    more = run.paid[run.alternatives.index(alternative), ..., 0] - run.paid[0, ..., 0]
    money = {line.name: line for line in case.money}
    return tuple(
        BudgetLine(name, payer, money[name].account, money[name].centre, money[name].effort, tuple(years.tolist()))
        for name, by_payer in zip(run.lines, more, strict=True)
        for payer, years in zip(run.payers, by_payer, strict=True)
        if years.any()
    )


def budget_parts(lines: Iterable[BudgetLine], by: Sequence[By] = ("payer",)) -> tuple[BudgetPart, ...]:
    """The lines added up by payer (budget impact), by payer and centre (cash flow per budget holder) or as asked for.

    ``more`` and ``less`` are told apart line by line, so that a dearer effort does not hide in a cheaper placement.
    """
    found: dict[tuple[str, ...], list[BudgetLine]] = {}
    for line in lines:
        found.setdefault(tuple(getattr(line, part) for part in by), []).append(line)
    return tuple(_part(key, members) for key, members in found.items())


def effort_cost(case: Case, run: Run, alternative: str) -> EffortCost:
    """What the pool is asked for: the cost of the alternative's lines marked effort, beyond those of the first alternative."""
    lines = tuple(line for line in budget_lines(case, run, alternative) if line.effort)
    by_payer = {part.key[0]: part for part in budget_parts(lines)}
    by_year = tuple(sum(line.by_year[year] for line in lines) for year in range(run.years))
    return EffortCost(
        by_year,
        {payer: part.change[0] for payer, part in by_payer.items()},
        {payer: part.total for payer, part in by_payer.items()},
        lines,
    )


def _part(key: tuple[str, ...], lines: Sequence[BudgetLine]) -> BudgetPart:
    import numpy as np

    years = np.array([line.by_year for line in lines])
    more, less = np.maximum(years, 0).sum(axis=0), np.maximum(-years, 0).sum(axis=0)
    change = years.sum(axis=0)
    return BudgetPart(
        key, tuple(more.tolist()), tuple(less.tolist()), tuple(change.tolist()), tuple(np.cumsum(change).tolist())
    )
