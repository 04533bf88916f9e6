"""The money of an application: who pays and gains, costs before and after, what the effort costs and how it is financed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.municipality.investment_figures import cost
from trinvis.municipality.investment_line_opened import persons
from trinvis.municipality.investment_values import in_year
from trinvis.municipality.investment_words import listed, number, share, whole
from trinvis.presentation.investment_application_asked import Asked, Filled
from trinvis.presentation.investment_rows import horizon_years, known_years, payer_label
from trinvis.reports.documents.paper import Grid

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated


def who_pays(asked: Asked) -> Filled:
    """Those who pay, and how many."""
    names = [payer_label(asked.made, name) for name in asked.made.effort[asked.alternative].total_by]
    return Filled((f"Udgiften til indsatsen betales af {listed(names)}.",) if names else ())


def costs_before(asked: Asked) -> Filled:
    """What a person costs today, and what they all cost."""
    return _prices(asked.made, asked.first)


def costs_after(asked: Asked) -> Filled:
    """The same with the effort, which is not counted in."""
    return _prices(asked.made, asked.alternative)


def _prices(made: Calculated, alternative: str) -> Filled:
    rows = []
    for line in made.case.money:
        if line.on.kind != "state" or line.effort:
            continue
        years = sum(persons(made, alternative, line.on.state, year) for year in horizon_years(made))
        total = sum(cost(made, alternative, year, line=line.name) for year in horizon_years(made))
        if years and total:
            rows.append(
                (line.label, f"{whole(in_year(made, line.amount, 1))} kr.", number(years, 1), f"{whole(total)} kr.")
            )
    if not rows:
        return _lumps(made, alternative)
    first = known_years(made, made.alternative) + 1
    more = (
        "" if first > made.case.horizon else f" Fra år {first} følger beregningen én læsning blandt flere, der passer."
    )
    caption = f"Over {made.case.horizon} år i årets kroner; pris i {made.case.price_level}-niveau.{more}"
    return Filled(
        grid=Grid(
            caption, ("Udgift", "Pris pr. år og person", "Personår", "I alt"), (False, True, True, True), tuple(rows)
        )
    )


def _lumps(made: Calculated, alternative: str) -> Filled:
    """Where nobody is followed: what stands as amounts."""
    rows = []
    for line in made.case.money:
        total = sum(cost(made, alternative, year, line=line.name) for year in horizon_years(made))
        if not line.effort and total:
            rows.append((line.label, f"{whole(total)} kr."))
    grid = Grid(f"Over {made.case.horizon} år i årets kroner.", ("Udgift", "I alt"), (False, True), tuple(rows))
    return Filled(grid=grid if rows else None)


def total_cost(asked: Asked) -> Filled:
    """What the effort costs, line by line: the first year and over the horizon; and what is in the calculation and not in this."""
    made = asked.made
    effort, horizon = made.effort[asked.alternative], made.case.horizon
    lines: dict[str, list[float]] = {}
    for one in effort.lines:
        found = lines.setdefault(one.line, [0.0, 0.0])
        found[0] += one.by_year[0]
        found[1] += sum(one.by_year)
    if not lines:
        return Filled(("Casen siger ikke, hvad indsatsen selv koster.",))
    labels = {line.name: line for line in made.case.money}
    rows = [
        (labels[name].label, labels[name].account or "–", f"{whole(first)} kr.", f"{whole(total)} kr.")
        for name, (first, total) in lines.items()
    ]
    rows.append(("Samlede omkostninger", "", f"{whole(effort.first_year)} kr.", f"{whole(effort.total)} kr."))
    grid = Grid(
        "Årets kroner, uden rente.",
        ("Udgift", "Konto", "1. år", f"Over {horizon} år"),
        (False, False, True, True),
        tuple(rows),
        (len(rows) - 1,),
    )
    beside = tuple(one.text for one in made.unspoken if one.kind == "lump" and one.alternative == asked.alternative)
    return Filled(beside, grid=_shortened(grid, horizon))


def financing(asked: Asked) -> Filled:
    """Who finances how much, and what the pool is applied for: the own municipality's part of the first year."""
    made = asked.made
    effort = made.effort[asked.alternative]
    if not effort.lines:
        return Filled()
    rows = [
        (
            payer_label(made, name),
            share(amount / effort.first_year) if effort.first_year else "–",
            f"{whole(amount)} kr.",
            f"{whole(effort.total_by[name])} kr.",
        )
        for name, amount in effort.first_year_by.items()
    ]
    rows.append(("I alt", "", f"{whole(effort.first_year)} kr.", f"{whole(effort.total)} kr."))
    grid = Grid(
        "Årets kroner, uden rente.",
        ("Betaler", "Andel", "1. år", f"Over {made.case.horizon} år"),
        (False, True, True, True),
        tuple(rows),
        (len(rows) - 1,),
    )
    own = [one.name for one in made.case.payers if one.kind == "municipality"] or list(effort.first_year_by)
    applied = sum(effort.first_year_by.get(name, 0.0) for name in own)
    names = listed([payer_label(made, name) for name in own])
    said = f"Der søges om {whole(applied)} kr. af investeringspuljen til det første år: {names}s andel."
    return Filled((said,), grid=_shortened(grid, made.case.horizon))


def gain(asked: Asked) -> Filled:
    """What is saved on, over the years that are known: lines of one name together, the effort's own apart."""
    made = asked.made
    known = known_years(made, asked.alternative)
    saved: dict[str, float] = {}
    for line in made.case.money:
        if not line.effort:
            saved[line.label] = saved.get(line.label, 0.0) + _saved(made, asked, line.name, known)
    rows = [(label, f"{whole(amount)} kr.") for label, amount in saved.items() if amount > 0.5]
    if not rows:
        return Filled()
    caption = (
        f"Sparet i år 1-{known} i årets kroner, før indsatsens egne udgifter."
        if known > 1
        else "Sparet i år 1, før indsatsens egne udgifter."
    )
    return Filled(grid=Grid(caption, ("Sparet på", "I alt"), (False, True), tuple(rows)))


def _saved(made: Calculated, asked: Asked, line: str, known: int) -> float:
    return sum(
        cost(made, asked.first, year, line=line) - cost(made, asked.alternative, year, line=line)
        for year in range(1, known + 1)
    )


def who_gains(asked: Asked) -> Filled:
    """What each payer gains or pays more, over the years that are known."""
    made = asked.made
    known = known_years(made, asked.alternative)
    rows = []
    for name in made.run.payers:
        yearly = made.answers(asked.alternative, name).undiscounted.yearly
        rows.append((payer_label(made, name), f"{whole(yearly[0])} kr.", f"{whole(sum(yearly[:known]))} kr."))
    caption = "Over 0 er gevinst og under 0 merudgift i forhold til i dag; årets kroner, uden rente."
    grid = Grid(caption, ("Betaler", "1. år", f"År 1-{known}"), (False, True, True), tuple(rows))
    return Filled(grid=_shortened(grid, known))


def _shortened(grid: Grid, years: int) -> Grid:
    """With one year alone its column stands for the whole, and the last one says nothing more."""
    if years > 1:
        return grid
    rows = tuple(row[:-1] for row in grid.rows)
    return replace(grid, headings=grid.headings[:-1], figures=grid.figures[:-1], rows=rows)
