"""The figures of a case's workbook, read back by sheet and heading, and held up against a calculation of the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trinvis.calculations.investment.answers import answers
from trinvis.calculations.investment.engine import model
from trinvis.calculations.investment.run import Run
from trinvis.calculations.investment.successes import Needed, assumed_successes, needed_successes
from trinvis.cases.case import Case

FIRST = 3
"""The column of the first period or year, from 0."""
BOTH = ((False, "uden diskontering"), (True, "nutidsværdi (diskonteret)"))

Figure = tuple[str, float, float]
"""What it is, as the workbook has it, and as the engine has it."""


def figures(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    """Every figure of the deterministic calculation that the workbook shows."""
    yield from _persons(book, case, run)
    yield from _money(book, case, run)
    yield from _split(book, case, run)
    yield from _payers(book, case, run)
    if case.effects:
        yield from _effects(book, case, run)
    yield from _results(book, case, run)


def needed(case: Case, alternative: str) -> Needed:
    """The successes that it takes to break even, as the engine finds them."""
    assert case.success is not None
    count = float(model(case).run().inputs[case.success.target][0])
    year = case.success.year or case.horizon
    return needed_successes(model(case).run, case.success.rate, count, alternative, year=year)


def off(figure: Figure) -> bool:
    """Whether a figure is not the same: kroner to the øre, anything else to a billionth of it (of 1, where it is less)."""
    what, ours, theirs = figure
    return not abs(ours - theirs) <= (0.005 if what.startswith("kr. ") else 1e-9 * max(1.0, abs(theirs)))


def section(sheet: Any, heading: str) -> dict[tuple[str, ...], list[Any]]:
    """The rows under a heading up to an empty one, by the texts before the figures."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == heading)
    found: dict[tuple[str, ...], list[Any]] = {}
    for row in rows[at + 1 :]:
        if all(value in (None, "") for value in row):
            break
        key = tuple(value for value in row[:FIRST] if isinstance(value, str) and value)
        found.setdefault(key, list(row))
    return found


def by_label(rows: dict[tuple[str, ...], list[Any]], label: str) -> list[Any]:
    """The row whose first text is the label."""
    return next(row for key, row in rows.items() if key[0] == label)


def _row(what: str, row: list[Any], ours: Any) -> Iterator[Figure]:
    for column, value in enumerate(ours):
        shown = row[FIRST + column]
        yield f"{what}, {column + 1}", float(0 if shown in (None, "") else shown), float(value)


def _persons(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    for a, alternative in enumerate(case.alternatives):
        rows = section(book["Forløb"], alternative.label)
        for s, state in enumerate(case.states):
            yield from _row(
                f"personer {alternative.name} {state.name}", by_label(rows, state.label), run.persons[a, s, :, 0]
            )


def _money(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    for a, alternative in enumerate(case.alternatives):
        for discounted, said in BOTH:
            rows = section(book["Penge"], f"{alternative.label}: {said}")
            for line, one in enumerate(case.money):
                ours = (run.discounted if discounted else run.cost)[a, line, :, 0]
                if not one.alternatives or alternative.name in one.alternatives:
                    yield from _row(f"kr. {said} {alternative.name} {one.name}", by_label(rows, one.label), ours)
                else:
                    assert not ours.any()


def _split(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    assert run.paid is not None
    for a, alternative in enumerate(case.alternatives):
        rows = section(book["Fordeling"], f"{alternative.label}: uden diskontering")
        for line, one in enumerate(case.money):
            for p, payer in enumerate(case.payers):
                ours = run.paid[a, line, p, :, 0]
                key = next((key for key in rows if key[:2] == (one.label, payer.label)), None)
                if key is not None and (not one.alternatives or alternative.name in one.alternatives):
                    yield from _row(f"kr. andel {alternative.name} {one.name} {payer.name}", rows[key], ours)
                else:
                    assert not ours.any()


def _payers(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    sheet = book["Hvem betaler"]
    for a, alternative in enumerate(case.alternatives):
        for discounted, said in BOTH:
            costs = section(sheet, f"Udgift, {alternative.label}: {said}")
            net = section(sheet, f"Nettogevinst, {alternative.label}: {said}") if a else {}
            for p, payer in enumerate(case.payers):
                ours = (run.payer_discounted if discounted else run.payer_cost)[a, p, :, 0]
                yield from _row(
                    f"kr. betaler {said} {alternative.name} {payer.name}", by_label(costs, payer.label), ours
                )
                if a:
                    ours = run.net(alternative.name, discounted=discounted, payer=payer.name)[:, 0]
                    yield from _row(
                        f"kr. netto {said} {alternative.name} {payer.name}", by_label(net, payer.label), ours
                    )


def _effects(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    for a, alternative in enumerate(case.alternatives):
        for discounted, said in BOTH:
            rows = section(book["Effekter"], f"{alternative.label}: {said}")
            for e, one in enumerate(case.effects):
                ours = (run.effect_discounted if discounted else run.effect)[a, e, :, 0]
                yield from _row(f"effekt {said} {alternative.name} {one.name}", by_label(rows, one.label), ours)


def _results(book: Any, case: Case, run: Run) -> Iterator[Figure]:
    for alternative in case.alternatives[1:]:
        found = answers(run, alternative.name)
        rows = result_rows(book, case, alternative.label)
        for series, said in ((found.undiscounted, "uden diskontering"), (found.discounted, "nutidsværdi")):
            yield from _row(f"kr. netto {said}", rows[f"Nettogevinst, {said}"], series.yearly)
            yield from _row(f"kr. akkumuleret {said}", rows[f"Akkumuleret, {said}"], series.accumulated)
            yield f"kr. i alt {said}", rows[f"Samlet nettogevinst, {said}"][1], series.total
        year = found.discounted.break_even.year
        yield from _said("tjent hjem", rows["Tjent hjem i år nr."][1], year)
        again = rows["Kommer under 0 igen senere"][1] == "ja"
        yield "under 0 igen", float(again), float(bool(found.discounted.break_even.below_again))
        yield from _said("tilbagebetaling", rows["Tilbagebetalingstid"][1], found.payback)
        yield from _said("intern rente", rows["Intern rente"][1], found.internal_rate.rate)
        if case.success is not None:
            yield from _successes(rows, case, run, alternative.name)


def _successes(rows: dict[str, list[Any]], case: Case, run: Run, alternative: str) -> Iterator[Figure]:
    assert case.success is not None
    rate, count = (float(run.inputs[name][0]) for name in (case.success.rate, case.success.target))
    yield "forudsatte succeser", rows["Forudsatte succeser"][1], assumed_successes(rate, count).exact
    takes = needed(case, alternative)
    label = f"Succeser, der skal til for at have tjent sig hjem ved udgangen af år {takes.year}"
    if label in rows:
        yield from _said("succeser, der skal til", rows[label][1], takes.exact)


def result_rows(book: Any, case: Case, label: str) -> dict[str, list[Any]]:
    """The rows of one alternative on *Resultat*, by their labels."""
    rows = list(book["Resultat"].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == f"{label} mod {case.alternatives[0].label}")
    found: dict[str, list[Any]] = {}
    for row in rows[at + 1 :]:
        if isinstance(row[0], str) and " mod " in row[0]:
            break
        found.setdefault(str(row[0]), list(row))
    return found


def _said(what: str, shown: Any, ours: float | None) -> Iterator[Figure]:
    """A figure, or words where there is none."""
    if ours is None:
        yield what, float(isinstance(shown, str)), 1.0
    else:
        yield what, float(shown), float(ours)
