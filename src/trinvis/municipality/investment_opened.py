"""A figure of a case opened: a net gain to two costs, a cost to its lines, a line to persons, amount, index and discount factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trinvis.calculations.investment.refused import CaseRefused
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.investment import SET
from trinvis.municipality.investment_answer_opened import assumed_opened, break_even_opened, needed_opened
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_cases import UnknownCase
from trinvis.municipality.investment_figures import (
    DISCOUNTED,
    KRONER,
    alternative_label,
    asked_of,
    cost,
    counted,
    how,
    opened,
    other_figure,
    payer_label,
)
from trinvis.municipality.investment_line_opened import input_opened as one_input
from trinvis.municipality.investment_line_opened import line_opened, persons_opened
from trinvis.municipality.investment_words import hundredths

if TYPE_CHECKING:
    from trinvis.calculations.investment.budget import BudgetLine
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.investment import Calculated


_NET = {
    "net": "Nettogevinst: det, {first} koster i året, minus det, {asked} koster.",
    "accumulated": "Summen af nettogevinsterne fra det første år til og med året.",
}

BEYOND = "Ud over det, der også er i som i dag; ikke tilbagediskonteret."


def explain_case(house: House, basis: Basis, address: Address) -> Explanation:
    """``investment/2020/2026-09-30/net_discounted_oere?case=…&alternative=…``; raises ``BadAddress``."""
    made = _made(house, basis, address)
    year = address.year - made.case.start_year + 1
    if not 1 <= year <= made.case.horizon:
        raise BadAddress(f"Casen løber ikke i {address.year}; ret adressen.")
    find = FIGURES.get(address.figure)
    if find is None:
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i en case; vælg et af {', '.join(FIGURES)}.")
    return find(made, address, year)


def _made(house: House, basis: Basis, address: Address) -> Calculated:
    from trinvis.municipality.investment_kept import calculated_case

    values = {}
    for name, text in address.where.items():
        if name.startswith(SET):
            try:
                values[name.removeprefix(SET)] = float(text)
            except ValueError:
                raise BadAddress(f"'{text}' er intet tal; ret adressen.") from None
    where = address.where
    try:
        made = calculated_case(house, where.get("case", ""), basis.day, where.get("reading", ""), values)
    except (UnknownCase, CannotAsk, CaseRefused) as error:
        raise BadAddress(str(error)) from None
    for asked, known in (("alternative", made.run.alternatives), ("payer", made.run.payers), ("line", made.run.lines)):
        if where.get(asked) and where[asked] not in known:
            raise BadAddress(f"'{where[asked]}' findes ikke i casen; vælg et af {', '.join(known)}.")
    return made


def _net(made: Calculated, address: Address, year: int) -> Explanation:
    """A year's net gain: two costs."""
    alternative, payer = asked_of(made, address)
    discounted = DISCOUNTED in address.figure
    found = made.answers(alternative, payer)
    series = found.discounted if discounted else found.undiscounted
    figure = f"cost{DISCOUNTED if discounted else ''}_oere"
    inputs = []
    for name, sign in ((made.run.alternatives[0], 1), (alternative, -1)):
        amount = sign * cost(made, name, year, payer, discounted=discounted)
        label = f"{'' if sign > 0 else 'minus '}{alternative_label(made, name)}: udgift"
        inputs.append(Part(label, hundredths(amount), other_figure(address, figure, alternative=name)))
    sentence = _NET["net"].format(
        first=alternative_label(made, made.run.alternatives[0]), asked=alternative_label(made, alternative)
    )
    return opened(made, address, f"Nettogevinst i {year}. år{how(discounted)}", hundredths(series.yearly[year - 1]), KRONER,
                   f"{sentence} {counted(made, payer)}", inputs)  # fmt: skip


def _accumulated(made: Calculated, address: Address, year: int) -> Explanation:
    """The net gains of the years so far."""
    alternative, payer = asked_of(made, address)
    discounted = DISCOUNTED in address.figure
    found = made.answers(alternative, payer)
    series = found.discounted if discounted else found.undiscounted
    figure = f"net{DISCOUNTED if discounted else ''}_oere"
    inputs = [
        Part(f"{at}. år", hundredths(series.yearly[at - 1]), other_figure(address, figure, at - year))
        for at in range(1, year + 1)
    ]
    return opened(made, address, f"Akkumuleret nettogevinst til og med {year}. år{how(discounted)}",
                   hundredths(series.accumulated[year - 1]), KRONER, f"{_NET['accumulated']} {counted(made, payer)}", inputs)  # fmt: skip


def _cost(made: Calculated, address: Address, year: int) -> Explanation:
    """What an alternative costs in a year: its lines, or one of them."""
    alternative = address.where.get("alternative") or made.run.alternatives[0]
    payer, line = address.where.get("payer", ""), address.where.get("line", "")
    discounted = DISCOUNTED in address.figure
    amount = cost(made, alternative, year, payer, line, discounted=discounted)
    where = f"{alternative_label(made, alternative)}, {year}. år{how(discounted)}"
    if line:
        found = line_opened(made, address, year, alternative, discounted=discounted)
        title = f"{found.label}, {where}"
        return opened(
            made, address, title, hundredths(amount), KRONER, f"{found.sentence} {counted(made, payer)}", found.parts
        )
    inputs = [
        Part(one.label, hundredths(share), other_figure(address, address.figure, line=one.name))
        for one in made.case.money
        if (share := cost(made, alternative, year, payer, one.name, discounted=discounted))
    ]
    sentence = f"Summen af linjerne; en gevinst er under 0. {counted(made, payer)}"
    return opened(made, address, f"Udgift, {where}", hundredths(amount), KRONER, sentence, inputs)


def _effort(made: Calculated, address: Address, year: int) -> Explanation:
    """What the intervention itself costs in a year, or with ``total`` over the horizon: its lines, or one of them."""
    alternative, payer = asked_of(made, address)
    whole, line = "total" in address.where, address.where.get("line", "")
    lines = [
        one
        for one in made.effort[alternative].lines
        if (not payer or one.payer == payer) and (not line or one.line == line)
    ]
    amount = sum(sum(one.by_year) if whole else one.by_year[year - 1] for one in lines)
    when = f"over {made.case.horizon} år" if whole else f"i {year}. år"
    name = next((f"»{one.label}«" for one in made.case.money if one.name == line), "indsatsen")
    title = f"Udgift til {name} {when}"
    if not line:
        inputs = [_effort_line(made, address, one, year if not whole else None) for one in lines]
        sentence = f"Summen af de linjer, der er mærket som indsatsens egne udgifter. {BEYOND}"
    elif whole:
        years = range(1, made.case.horizon + 1)
        sums = [sum(one.by_year[at - 1] for one in lines) for at in years]
        inputs = [
            Part(f"{at}. år", hundredths(share), other_figure(address, "effort_oere", at - year, total=""))
            for at, share in zip(years, sums, strict=True)
            if share
        ]
        sentence = f"Summen af årene. {BEYOND}"
    else:
        inputs = _against_first(made, address, year, alternative, payer, line)
        sentence = f"Det, linjen koster, ud over i som i dag. {BEYOND}"
    return opened(made, address, title, hundredths(amount), KRONER, sentence, inputs)


def _effort_line(made: Calculated, address: Address, one: BudgetLine, year: int | None) -> Part:
    """A payer's part of a line of the effort, in a year or (None) over the horizon."""
    label = next(line.label for line in made.case.money if line.name == one.line)
    share = sum(one.by_year) if year is None else one.by_year[year - 1]
    to = other_figure(address, "effort_oere", line=one.line, payer=one.payer)
    return Part(f"{label}, {payer_label(made, one.payer)}", hundredths(share), to)


def _against_first(
    made: Calculated, address: Address, year: int, alternative: str, payer: str, line: str
) -> list[Part]:
    """What a line costs under the alternative, less what it costs under the first."""
    parts = []
    for name, sign in ((alternative, 1), (made.run.alternatives[0], -1)):
        share = sign * cost(made, name, year, payer, line)
        if share or sign > 0:
            label = f"{'' if sign > 0 else 'minus '}{alternative_label(made, name)}"
            parts.append(Part(label, hundredths(share), other_figure(address, "cost_oere", alternative=name)))
    return parts


def _input(made: Calculated, address: Address, year: int) -> Explanation:
    """One input, its source and what it is worked out from."""
    found = one_input(made, address, year)
    return opened(made, address, found.label, found.value, found.unit, found.sentence, found.parts)


def _persons(made: Calculated, address: Address, year: int) -> Explanation:
    """How many are in a state."""
    alternative = address.where.get("alternative") or made.run.alternatives[0]
    found = persons_opened(made, address, year, alternative)
    return opened(made, address, found.label, found.value, found.unit, found.sentence, found.parts)


FIGURES: dict[str, Callable[[Calculated, Address, int], Explanation]] = {
    "net_oere": _net,
    f"net{DISCOUNTED}_oere": _net,
    "accumulated_oere": _accumulated,
    f"accumulated{DISCOUNTED}_oere": _accumulated,
    "cost_oere": _cost,
    f"cost{DISCOUNTED}_oere": _cost,
    "effort_oere": _effort,
    "persons": _persons,
    "input": _input,
    "break_even": break_even_opened,
    "successes_assumed": assumed_opened,
    "successes_needed": needed_opened,
}
"""The figures of a case that open, by the name in their address."""
