"""A figure of a case opened: a net gain to two costs, a cost to its lines, a line to persons, amount, index and discount factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trinvis.calculations.investment.refused import CaseRefused
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.investment import SET
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_cases import UnknownCase
from trinvis.municipality.investment_line_opened import input_opened as one_input
from trinvis.municipality.investment_line_opened import input_parts, line_opened, persons_opened
from trinvis.municipality.investment_words import hundredths, reached
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.investment import Calculated

KRONER, PER_CENT, PERSONS, YEARS = "kr.", "%", "personer", "år"
DISCOUNTED = "_discounted"

_NET = {
    "net": "Nettogevinst: det, {first} koster i året, minus det, {asked} koster.",
    "accumulated": "Summen af nettogevinsterne fra det første år til og med året.",
}
ROUNDED = "Beregnet i hele tal og kommatal uden afrunding; hvert tal er først afrundet her."


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
    alternative, payer = _asked(made, address)
    discounted = DISCOUNTED in address.figure
    found = made.answers(alternative, payer)
    series = found.discounted if discounted else found.undiscounted
    figure = f"cost{DISCOUNTED if discounted else ''}_oere"
    inputs = []
    for name, sign in ((made.run.alternatives[0], 1), (alternative, -1)):
        amount = sign * cost(made, name, year, payer, discounted=discounted)
        label = f"{'' if sign > 0 else 'minus '}{_label(made, name)}: udgift"
        inputs.append(Part(label, hundredths(amount), _to(address, figure, alternative=name)))
    sentence = _NET["net"].format(first=_label(made, made.run.alternatives[0]), asked=_label(made, alternative))
    return _opened(made, address, f"Nettogevinst i {year}. år{_how(discounted)}", hundredths(series.yearly[year - 1]), KRONER,
                   f"{sentence} {_counted(made, payer)}", inputs)  # fmt: skip


def _accumulated(made: Calculated, address: Address, year: int) -> Explanation:
    """The net gains of the years so far."""
    alternative, payer = _asked(made, address)
    discounted = DISCOUNTED in address.figure
    found = made.answers(alternative, payer)
    series = found.discounted if discounted else found.undiscounted
    figure = f"net{DISCOUNTED if discounted else ''}_oere"
    inputs = [
        Part(f"{at}. år", hundredths(series.yearly[at - 1]), _to(address, figure, at - year))
        for at in range(1, year + 1)
    ]
    return _opened(made, address, f"Akkumuleret nettogevinst til og med {year}. år{_how(discounted)}",
                   hundredths(series.accumulated[year - 1]), KRONER, f"{_NET['accumulated']} {_counted(made, payer)}", inputs)  # fmt: skip


def _cost(made: Calculated, address: Address, year: int) -> Explanation:
    """What an alternative costs in a year: its lines, or one of them."""
    alternative = address.where.get("alternative") or made.run.alternatives[0]
    payer, line = address.where.get("payer", ""), address.where.get("line", "")
    discounted = DISCOUNTED in address.figure
    amount = cost(made, alternative, year, payer, line, discounted=discounted)
    where = f"{_label(made, alternative)}, {year}. år{_how(discounted)}"
    if line:
        found = line_opened(made, address, year, alternative, discounted=discounted)
        title = f"{found.label}, {where}"
        return _opened(
            made, address, title, hundredths(amount), KRONER, f"{found.sentence} {_counted(made, payer)}", found.parts
        )
    inputs = [
        Part(one.label, hundredths(share), _to(address, address.figure, line=one.name))
        for one in made.case.money
        if (share := cost(made, alternative, year, payer, one.name, discounted=discounted))
    ]
    sentence = f"Summen af linjerne; en gevinst er under 0. {_counted(made, payer)}"
    return _opened(made, address, f"Udgift, {where}", hundredths(amount), KRONER, sentence, inputs)


def _effort(made: Calculated, address: Address, year: int) -> Explanation:
    """What the intervention itself costs in a year, or with ``total`` over the horizon."""
    alternative, payer = _asked(made, address)
    whole = "total" in address.where
    names = {line.name: line.label for line in made.case.money}
    inputs, amount = [], 0.0
    for one in made.effort[alternative].lines:
        if payer and one.payer != payer:
            continue
        share = sum(one.by_year) if whole else one.by_year[year - 1]
        amount += share
        to = _to(
            address,
            "effort_oere" if whole else "cost_oere",
            line=one.line,
            payer=one.payer,
            alternative=alternative,
            total="",
        )
        inputs.append(Part(f"{names[one.line]}, {_payer(made, one.payer)}", hundredths(share), to))
    when = f"over {made.case.horizon} år" if whole else f"i {year}. år"
    sentence = "Summen af de linjer, der er mærket som indsatsens egne udgifter, ud over dem, der også er i som i dag; ikke tilbagediskonteret."
    return _opened(made, address, f"Udgift til indsatsen {when}", hundredths(amount), KRONER, sentence, inputs)


def _input(made: Calculated, address: Address, year: int) -> Explanation:
    """One input, its source and what it is worked out from."""
    found = one_input(made, address, year)
    return _opened(made, address, found.label, found.value, found.unit, found.sentence, found.parts)


def _persons(made: Calculated, address: Address, year: int) -> Explanation:
    """How many are in a state."""
    alternative = address.where.get("alternative") or made.run.alternatives[0]
    found = persons_opened(made, address, year, alternative)
    return _opened(made, address, found.label, found.value, found.unit, found.sentence, found.parts)


def _assumed(made: Calculated, address: Address, year: int) -> Explanation:
    """The successes that the case assumes."""
    found, success = made.assumed, made.case.success
    if found is None or success is None:
        raise BadAddress("Casen siger ikke, hvad der er dens succesrate; ret adressen.")
    inputs = input_parts(made, address, year, (success.rate, success.target))
    sentence = "Succesraten gange målgruppen, rundet op til hele personer. Det er, hvad casen regner med, ikke hvad der skal til."
    return _opened(made, address, found.label, found.whole * 100, PERSONS, sentence, inputs)


def _needed(made: Calculated, address: Address, year: int) -> Explanation:
    """The successes that it takes to break even."""
    alternative, _ = _asked(made, address)
    found, success = made.needed.get(alternative), made.case.success
    if found is None or success is None or found.whole is None:
        raise BadAddress("Der er intet antal succeser, der er nok; ret adressen.")
    inputs = input_parts(made, address, year, (success.target,))
    exact = f"{found.exact:.2f}".replace(".", ",")
    sentence = (
        f"Den mindste succesrate, hvor den akkumulerede nettogevinst er 0 ved udgangen af {found.year}. år, gange målgruppen: {exact}, "
        "rundet op til hele personer."
    )
    return _opened(made, address, found.label, found.whole * 100, PERSONS, sentence, inputs)


def _break_even(made: Calculated, address: Address, year: int) -> Explanation:
    """The break-even year, out of the accumulated net gains."""
    alternative, payer = _asked(made, address)
    found = made.answers(alternative, payer)
    at = found.discounted.break_even.year
    if at is None:
        raise BadAddress(
            f"Balancen {reached(found.discounted.break_even)}; åbn den akkumulerede nettogevinst i stedet."
        )
    figure = f"accumulated{DISCOUNTED}_oere"
    inputs = [
        Part(
            f"Akkumuleret til og med {one}. år",
            hundredths(found.discounted.accumulated[one - 1]),
            _to(address, figure, one - year),
        )
        for one in range(max(1, at - 1), at + 1)
    ]
    sentence = (
        f"Det første år, hvor den akkumulerede nettogevinst er 0 kr. eller mere i hele kroner. {_counted(made, payer)}"
    )
    return _opened(made, address, "Balance", at * 100, f"{YEARS} fra {made.case.start_year}", sentence, inputs)


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
    "break_even": _break_even,
    "successes_assumed": _assumed,
    "successes_needed": _needed,
}
"""The figures of a case that open, by the name in their address."""


def cost(
    made: Calculated, alternative: str, year: int, payer: str = "", line: str = "", *, discounted: bool = False
) -> float:
    """What an alternative costs in a year: a payer's part (empty: the perspective's), of one line (empty: all), in kroner."""
    run = made.run
    at, payers = run.alternatives.index(alternative), (payer,) if payer else run.perspective
    chosen = [run.payers.index(one) for one in payers]
    if not line:
        money = run.payer_discounted if discounted else run.payer_cost
        return float(money[at, chosen, year - 1, 0].sum())
    assert run.paid is not None
    of = run.lines.index(line)
    paid, whole = float(run.paid[at, of, chosen, year - 1, 0].sum()), float(run.cost[at, of, year - 1, 0])
    if not discounted or not whole:
        return paid
    return paid / whole * float(run.discounted[at, of, year - 1, 0])


def _asked(made: Calculated, address: Address) -> tuple[str, str]:
    alternative = address.where.get("alternative") or made.alternative
    if alternative not in made.others:
        raise BadAddress(f"'{alternative}' er det, de andre holdes op mod; vælg et af {', '.join(made.others)}.")
    return alternative, address.where.get("payer", "")


def _opened(
    made: Calculated, address: Address, title: str, value: int, unit: str, sentence: str, inputs: list[Part]
) -> Explanation:
    read = made.read
    reading = "" if read is None else f", læst som »{read.label}«"
    return Explanation(
        address=address,
        title=f"{title}, »{made.case.title}«{reading}",
        value=value,
        unit=unit,
        sentence=f"{sentence} {ROUNDED}" if unit == KRONER else sentence,
        parts=(),
        inputs=tuple(inputs),
        lines=empty_lines(),
        rules={},
        parameters=(),
    )


def _to(address: Address, figure: str, years: int = 0, **where: str) -> str:
    said = {name: value for name, value in {**address.where, **where}.items() if value}
    return str(Address("investment", address.year + years, address.basis, figure, said))


def _label(made: Calculated, alternative: str) -> str:
    return next(one.label for one in made.case.alternatives if one.name == alternative)


def _payer(made: Calculated, payer: str) -> str:
    return next((one.label for one in made.case.payers if one.name == payer), payer)


def _how(discounted: bool) -> str:
    return ", nutidsværdi" if discounted else ""


def _counted(made: Calculated, payer: str) -> str:
    """Whose money it is."""
    if payer:
        return f"Kun {_payer(made, payer)}."
    names = [_payer(made, one) for one in made.run.perspective]
    return f"Talt hos {', '.join(names)}." if len(names) < len(made.run.payers) else ""
