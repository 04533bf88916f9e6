"""A line of a case's money opened to its factors, an input to its source and formula, persons to what moves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.cases.expression import names
from trinvis.cases.formula import formula_text
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Part
from trinvis.municipality.investment_values import input_in_year
from trinvis.municipality.investment_words import hundredths, number, value_text

if TYPE_CHECKING:
    from trinvis.cases.case import Input, Money
    from trinvis.municipality.investment import Calculated

FACTOR = "%"
"""A factor is read in per cent: 101,9 % of the amount."""


@dataclass(frozen=True)
class Opened:
    """What a figure of a case is: its words, its value in hundredths of ``unit``, and what it is worked out from."""

    label: str
    value: int
    unit: str
    sentence: str
    parts: list[Part]


def line_opened(made: Calculated, address: Address, year: int, alternative: str, *, discounted: bool) -> Opened:
    """A line: how many, the amount of each, index, discount factor and the payer's share."""
    line = next(one for one in made.case.money if one.name == address.where["line"])
    sentence, parts = _many(made, address, year, alternative, line)
    parts += _named(made, address, year, names(line.amount))
    sentence += f" gange beløbet ({formula_text(line.amount)})"
    if line.index is not None:
        sentence += f" gange indekset ({formula_text(line.index)})"
        parts += _named(made, address, year, names(line.index))
    if discounted:
        parts.append(_factor(made, address, year, alternative, line))
        sentence += " gange diskonteringsfaktoren"
    shares = {name for payer in _payers(made, address) if payer in line.payers for name in names(line.payers[payer])}
    if shares and len(_payers(made, address)) < len(line.payers):
        parts += _named(made, address, year, shares)
        sentence += " gange betalerens andel"
    if made.case.periods_a_year > 1:
        sentence += ", måned for måned"
    return Opened(line.label, 0, "kr.", f"{sentence}.", parts)


def persons_opened(made: Calculated, address: Address, year: int, alternative: str) -> Opened:
    """Person-years in a state, with the inputs that bring persons in and move them."""
    state = next((one for one in made.case.states if one.name == address.where.get("state")), None)
    if state is None:
        raise BadAddress(f"Adressen '{address}' siger ikke, hvilken tilstand (state) det er; ret adressen.")
    asked: list[str] = []
    for group in made.case.groups:
        for counted in (group.enters, group.stock):
            one = counted.get(alternative, counted.get(""))
            asked += sorted(names(one)) if one is not None else []
    for move in made.case.transitions:
        if not move.alternatives or alternative in move.alternatives:
            asked += sorted(names(move.chance))
    counting = {
        "end": "efter årets flytninger",
        "start": "før årets flytninger",
        "half": "som middel før og efter årets flytninger",
    }
    how = counting[made.case.counting] if made.case.periods_a_year == 1 else "måned for måned, lagt sammen til personår"
    parts = _named(made, address, year, dict.fromkeys(asked))
    return Opened(
        f"Personår i »{state.label}«, {year}. år",
        hundredths(persons(made, alternative, state.name, year)),
        "personår",
        f"De, der er kommet ind til og med året og ikke er gået videre, talt {how}.",
        parts,
    )


def input_opened(made: Calculated, address: Address, year: int) -> Opened:
    """An input: value, source, what it is a share of, and the inputs that its formula names."""
    one = made.inputs.get(address.where.get("name", ""))
    if one is None:
        raise BadAddress(f"Casen har intet input, der hedder '{address.where.get('name', '')}'; ret adressen.")
    value, unit = _shown(made, one, year)
    said = ["Sat til en anden værdi end casens." if one.name in made.values else "Som det står i casen."]
    parts: list[Part] = []
    if one.formula is not None and one.name not in made.values:
        said = [f"Regnet som {formula_text(one.formula)}."]
        parts = _named(made, address, year, names(one.formula))
    elif one.value is None:
        said.append(f"{_series(one)}: {value_text(one)}.")
    if one.of is not None:
        said.append(f"Andel af: {one.of.text}.")
    if one.price_level is not None and one.price_level != made.case.price_level:
        said.append(f"I {one.price_level}-priser; regnet om til {made.case.price_level}-priser i beregningen.")
    said += [f"Kilde: {one.source}."] if one.source else []
    said += [one.note] if one.note else []
    return Opened(one.label, value, unit, " ".join(said).replace("..", "."), parts)


def input_parts(made: Calculated, address: Address, year: int, wanted: Iterable[str]) -> list[Part]:
    """Inputs by name with their values and addresses."""
    return _named(made, address, year, wanted)


def persons(made: Calculated, alternative: str, state: str, year: int) -> float:
    """Person-years in a state in a year."""
    run, of = made.run, made.case.periods_a_year
    counted = run.persons[run.alternatives.index(alternative), run.states.index(state), (year - 1) * of : year * of, 0]
    return float(counted.sum()) / of


def _many(made: Calculated, address: Address, year: int, alternative: str, line: Money) -> tuple[str, list[Part]]:
    """How many the amount is paid for."""
    if line.on.kind == "state" and not line.groups:
        label = next(one.label for one in made.case.states if one.name == line.on.state)
        to = _to(address, "persons", state=line.on.state, alternative=alternative)
        amount = persons(made, alternative, line.on.state, year)
        return "Personår", [Part(f"Personår i »{label}«", hundredths(amount), to, "personår")]
    words = {
        "state": "Personår i tilstanden i de grupper, linjen gælder",
        "move": "Antal, der flytter",
        "entry": "Antal, der kommer ind",
        "year": "Én gang om året",
        "once": "Én gang",
    }
    parts: list[Part] = []
    if line.on.kind == "entry":
        asked: set[str] = set()
        for group in made.case.groups:
            if line.on.group in ("", group.name):
                entering = group.enters.get(alternative, group.enters.get(""))
                asked |= set(names(entering)) if entering is not None else set()
        parts = _named(made, address, year, sorted(asked))
    if line.on.kind == "move":
        moved = (one for one in made.case.transitions if (one.source, one.target) == (line.on.source, line.on.state))
        parts = _named(made, address, year, sorted({name for one in moved for name in names(one.chance)}))
    return words[line.on.kind], parts


def _factor(made: Calculated, address: Address, year: int, alternative: str, line: Money) -> Part:
    """What a krone of the line in the year is worth today, on average over the year's periods."""
    run = made.run
    at = run.alternatives.index(alternative), run.lines.index(line.name), year - 1, 0
    cost = float(run.cost[at])
    factor = float(run.discounted[at]) / cost if cost else 1.0
    rate = made.case.discount.rate
    said = "Finansministeriets rente" if rate is None else formula_text(rate)
    asked = next(iter(sorted(names(rate))), "") if rate is not None else ""
    to = _to(address, "input", name=asked) if asked in made.inputs else str(address)
    return Part(f"Diskonteringsfaktor {number(factor, 6)} ({said})", hundredths(100 * factor), to, FACTOR)


def _payers(made: Calculated, address: Address) -> tuple[str, ...]:
    payer = address.where.get("payer", "")
    return (payer,) if payer else made.run.perspective


def _named(made: Calculated, address: Address, year: int, wanted: Iterable[str]) -> list[Part]:
    parts = []
    for name in wanted:
        one = made.inputs.get(name)
        if one is not None:
            value, unit = _shown(made, one, year)
            source = f" ({one.source})" if one.source and len(one.source) < 60 else ""
            parts.append(Part(f"{one.label}{source}", value, _to(address, "input", name=name), unit))
    return parts


def _shown(made: Calculated, one: Input, year: int) -> tuple[int, str]:
    """An input's value in a year in hundredths of its unit; shares and factors in per cent."""
    value = input_in_year(made, one.name, year)
    interest = one.kind == "number" and 0 < abs(value) < 1
    if one.kind in ("rate", "index") or interest:
        return hundredths(100 * value), "%"
    return hundredths(value), one.unit or {"amount": "kr.", "count": "personer", "years": "år"}.get(one.kind, "")


def _series(one: Input) -> str:
    return {True: "År for år", False: "Efter år i forløbet"}[one.by_stay is None]


def _to(address: Address, figure: str, **where: str) -> str:
    kept = {
        name: value for name, value in address.where.items() if name in ("case", "reading") or name.startswith("set.")
    }
    said = {name: value for name, value in {**kept, **where}.items() if value}
    return str(Address("investment", address.year, address.basis, figure, said))
