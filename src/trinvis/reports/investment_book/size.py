"""How many cells the courses of a case fill, before any is written."""

from __future__ import annotations

from trinvis.cases.case import Case, Group
from trinvis.reports.investment_book.case_lines import groups_of, lines_of, per, told_apart
from trinvis.reports.investment_book.timeline import follows


def course_cells(case: Case) -> int:
    """Cells of *Forløb*, *Kuld* and *Beregning*, at most."""
    periods = case.periods
    lines = len(case.alternatives) * (len(case.money) + len(case.effects)) * 5 * periods
    rows = len(case.alternatives) * len(case.groups) * (3 * len(case.states) + len(case.transitions)) * periods
    blocks = sum(_block_cells(case, group) for group in case.groups if told_apart(case, group))
    return lines + rows + blocks


def _block_cells(case: Case, group: Group) -> int:
    """What stands by when persons came in: those in each state, and what weighs them."""
    each = 1 if group.evenly else case.periods_a_year
    comes = [1] if not group.enters else range(1, case.periods + 1, each)
    one_block = sum(case.periods - cohort + 1 for cohort in comes)
    formulas = [one.chance for one in case.transitions]
    formulas += [each for one in lines_of(case) if group.name in groups_of(case, one) for each in per(one)]
    weights = sum(follows(one, case.inputs).stay for one in formulas) + (group.duration is not None)
    return one_block * (len(case.alternatives) * len(case.states) + weights)
