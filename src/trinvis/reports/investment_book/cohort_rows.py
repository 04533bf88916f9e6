"""The rows and blocks of a group whose persons are told apart by when they came in."""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.chance_rows import Chances
from trinvis.reports.investment_book.cohort_blocks import Block, Blocks, Cohorts
from trinvis.reports.investment_book.group_entry import GroupEntry
from trinvis.reports.investment_book.page import PERSONS
from trinvis.reports.investment_book.term import ONE, ZERO, Term, call, number
from trinvis.reports.investment_book.traces import Chance, CohortTrace

WEIGHT = "0.00"


def cohort_trace(entry: GroupEntry, chances: Chances, blocks: Blocks) -> CohortTrace:
    """Writes the blocks of a group under an alternative on *Kuld*, and what they come to on *Forløb*."""
    entry.write()
    labels = {state.name: state.label for state in entry.case.states}
    cohorts, states = entry.cohorts, entry.states()
    holding = {place: chances.of(place, one, cohorts) for place, one in entry.transitions if one.source in states}
    said = f"{entry.alternative.label}, {entry.group.label}"
    after = {state: blocks.new(f"{said}: {labels[state]}, efter skift", cohorts, PERSONS) for state in states}
    for cohort in cohorts:
        for period in range(cohort, len(entry.periods) + 1):
            before = _before(entry, after, cohort, period)
            for state in states:
                after[state].put(cohort, period, _after(state, before, holding, cohort, period))
    weight = _weight(entry, blocks, cohorts)
    made = CohortTrace(entry.case.counting, cohorts, entry.entries, entry.starts, after, weight, holding)
    for place, one in holding.items():
        row = entry.line(f"Går {chances.said(one.transition)}", indent=2)
        row.fill({period: made.moved(place, period) for period in entry.periods})
        made.moves[place] = row
    for state in states:
        row = entry.line(f"{labels[state]}, talt med")
        row.fill({period: made.counted(state, period) for period in entry.periods})
        made.counts[state] = row
    return made


def _before(entry: GroupEntry, after: Mapping[str, Block], cohort: int, period: int) -> dict[str, Term]:
    """Where a cohort is before the moves of a period."""
    if period > cohort:
        return {state: block.at(cohort, period - 1) for state, block in after.items()}
    return {state: entry.starts[state][period] if state in entry.starts else ZERO for state in after}


def _after(state: str, before: Mapping[str, Term], holding: Mapping[int, Chance], cohort: int, period: int) -> Term:
    """Those who stay, and those who come."""
    stay = ONE
    for one in holding.values():
        if one.transition.source == state:
            stay = stay - one.at(cohort, period)
    made = before[state] * stay
    for one in holding.values():
        if one.transition.target == state:
            made = made + before[one.transition.source] * one.at(cohort, period)
    return made


def _weight(entry: GroupEntry, blocks: Blocks, cohorts: Cohorts) -> Block | None:
    """What of each period of the stay a person is there, of one who stays for so many years."""
    duration, each = entry.group.duration, number(entry.assumed.time.a_year)
    if duration is None:
        return None

    def share(period: int, stay: int) -> Term:
        del period
        length = entry.assumed.at(duration)
        left = (length if entry.assumed.time.a_year == 1 else length * each) - number(stay - 1)
        within = call("MIN", (ONE, left), min(1.0, left.value))
        return call("MAX", (number(0), within), max(0.0, within.value))

    title = f"Hvor meget af perioden er de med (varighed: {formula_text(duration)} år)"
    return blocks.of(("weight", duration), title, cohorts, WEIGHT, share)
