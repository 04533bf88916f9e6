"""What a case's text does not say and its figures do, found by rule and said in a sentence with the figures in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.municipality.investment_denominators import other_denominators
from trinvis.municipality.investment_words import listed, number, ordinal, share, value_text, whole

if TYPE_CHECKING:
    from trinvis.cases.case import Input, Money
    from trinvis.municipality.investment import Calculated

UnspokenKind = Literal["lump", "denominator", "front_loaded", "input", "payers", "break_even", "band"]
"""``lump``: money that is in the calculation and not among the effort's stated costs; ``denominator``: rates of different
things held up against each other; ``front_loaded``: an average that shows the gain too early; ``input``: another reading of an
input moves the answer by over a tenth; ``payers``: another reading moves who pays the effort; ``break_even``: the range of it
over the readings; ``band``: years known as a band only."""

A_TENTH = 0.1
A_KRONE = 0.5


@dataclass(frozen=True)
class Unspoken:
    """One thing that the text does not say, in a Danish sentence; ``readings`` are those that show it."""

    kind: UnspokenKind
    alternative: str
    text: str
    readings: tuple[str, ...] = ()


def unspoken(made: Calculated) -> tuple[Unspoken, ...]:
    """Everything found, alternative by alternative, in the order of ``UnspokenKind``."""
    found: list[Unspoken] = []
    for name in made.others:
        found += [Unspoken("lump", name, text) for text in _lumps(made, name)]
        if name == made.alternative:
            found += [Unspoken("denominator", name, text) for text in other_denominators(made)]
        found += _inputs(made, name)
        found += _payers(made, name)
        found += _break_even(made, name)
        found += _bands(made, name)
    return tuple(found)


def asked_year(made: Calculated) -> int:
    """The year that the case's answer is about: the one that successes must have paid back by, or the last."""
    success = made.case.success
    return (success.year if success is not None else 0) or made.case.horizon


def lump_lines(made: Calculated, alternative: str) -> tuple[Money, ...]:
    """Amounts a year or once that the alternative alone has, and that are not marked as what the effort costs.

    An amount that the first alternative has too, under the same label, is a budget held up against a budget, and none of them.
    """
    first = made.run.alternatives[0]
    twin = {line.label for line in made.case.money if first in line.alternatives}
    return tuple(
        line
        for line in made.case.money
        if line.kind == "cost"
        and line.on.kind in ("year", "once")
        and not line.effort
        and alternative in line.alternatives
        and first not in line.alternatives
        and line.label not in twin
    )


def _lumps(made: Calculated, alternative: str) -> Iterator[str]:
    effort = [line for line in made.case.money if line.effort and line.on.kind == "year"]
    if not made.effort[alternative].lines:
        return
    stated = sum(_in_year_one(made, alternative, line) for line in effort)
    for line in lump_lines(made, alternative):
        amount = _in_year_one(made, alternative, line)
        if abs(amount) < A_KRONE:
            continue
        how = "om året" if line.on.kind == "year" else "én gang"
        without = _accumulated(made, alternative) + _discounted(made, alternative, line)
        yield (
            f"»{line.label}« på {whole(amount)} kr. {how} er i beregningen og ikke blandt de oplyste udgifter til indsatsen på "
            f"{whole(stated)} kr. om året. Uden den er {_what(made)} {whole(without)} kr. i stedet for "
            f"{whole(_accumulated(made, alternative))} kr."
        )


def _in_year_one(made: Calculated, alternative: str, line: Money) -> float:
    run = made.run
    year = (line.on.years[0] if line.on.years else 1) - 1
    return float(run.cost[run.alternatives.index(alternative), run.lines.index(line.name), year, 0])


def _discounted(made: Calculated, alternative: str, line: Money) -> float:
    """What the line adds to the cost of the perspective by the asked year, discounted."""
    run = made.run
    at, of, until = run.alternatives.index(alternative), run.lines.index(line.name), asked_year(made)
    total = 0.0
    for year in range(until):
        cost = float(run.cost[at, of, year, 0])
        if cost and run.paid is not None:
            own = sum(float(run.paid[at, of, run.payers.index(payer), year, 0]) for payer in run.perspective)
            total += float(run.discounted[at, of, year, 0]) * own / cost
    return total


def _inputs(made: Calculated, alternative: str) -> Iterator[Unspoken]:
    success = made.case.success
    told = {one for line in lump_lines(made, alternative) for one in _named(line)}
    base = _accumulated(made, alternative)
    for reading in made.case.readings:
        if len(reading.inputs) != 1:
            continue
        ((name, other),) = reading.inputs.items()
        if name in told or name not in made.case.inputs or (success is not None and name == success.rate):
            continue
        there = _accumulated(made.readings[reading.name], alternative)
        if abs(there - base) <= A_TENTH * abs(base) or abs(there - base) < A_KRONE:
            continue
        stands = made.case.inputs[name]
        answer = f"er {_what(made)} {whole(there)} kr. i stedet for {whole(base)} kr."
        if _front_loaded(stands, other) and there < base:
            text = (
                f"»{stands.label}« er et gennemsnit på {_value(made, stands)}, som viser gevinsten for tidligt. Efter hvert år i "
                f"forløbet ({value_text(other)}) {answer}"
            )
            yield Unspoken("front_loaded", alternative, text, (reading.name,))
        else:
            theirs = _value(made.readings[reading.name], other)
            text = f"»{stands.label}« er {_value(made, stands)}. Med »{reading.label}« ({theirs}) {answer}"
            yield Unspoken("input", alternative, text, (reading.name,))


def _payers(made: Calculated, alternative: str) -> Iterator[Unspoken]:
    labels = {payer.name: payer.label for payer in made.case.payers}
    base = made.effort[alternative]
    for reading in made.case.readings:
        other = made.readings[reading.name].effort[alternative]
        moved = [
            payer
            for payer, amount in other.first_year_by.items()
            if abs(amount - base.first_year_by.get(payer, 0.0)) > A_KRONE
        ]
        if not moved or abs(other.first_year - base.first_year) > A_KRONE:
            continue
        theirs = listed([f"{labels[payer]} {whole(other.first_year_by[payer])} kr." for payer in moved])
        ours = listed([f"{whole(base.first_year_by.get(payer, 0.0))} kr." for payer in moved])
        text = f"Med »{reading.label}« betaler {theirs} af det første års udgift i stedet for {ours}"
        yield Unspoken("payers", alternative, text if text.endswith(".") else f"{text}.", (reading.name,))


def _break_even(made: Calculated, alternative: str) -> Iterator[Unspoken]:
    years = {name: one.answers(alternative).discounted.break_even.year for name, one in made.readings.items()}
    if len(set(years.values())) < 2:
        return
    horizon = made.case.horizon
    ordered = sorted(years, key=lambda name: years[name] or horizon + 1)
    first, last = ordered[0], ordered[-1]
    labels = {"": "casen, som den står", **{one.name: f"»{one.label}«" for one in made.case.readings}}
    text = (
        f"Balancen nås {_when(years[''], horizon)}, som casen står. Over de {len(years)} læsninger går den fra "
        f"{ordinal(years[first], horizon)} ({labels[first]}) til {ordinal(years[last], horizon)} ({labels[last]})."
    )
    yield Unspoken("break_even", alternative, text, (first, last))


def _bands(made: Calculated, alternative: str) -> Iterator[Unspoken]:
    for band in made.bands[alternative]:
        open_years = [year for year in range(1, made.case.horizon + 1) if year not in band.same]
        if not open_years:
            continue
        of = "" if band.rate is None else f" ved succesrate {share(band.rate)}"
        text = (
            f"Fra år {open_years[0]} kendes forløbet kun som et bånd: de {len(band.readings)} læsninger, der passer{of}, giver i år "
            f"{made.case.horizon} en akkumuleret nettogevinst mellem {whole(band.accumulated_low[-1])} og "
            f"{whole(band.accumulated_high[-1])} kr."
        )
        yield Unspoken("band", alternative, text, band.readings)


def _front_loaded(stands: Input, other: Input) -> bool:
    if stands.kind != "amount" or not other.by_stay or stands.value is None:
        return False
    return other.by_stay[0] > stands.value > other.by_stay[-1]


def _value(made: Calculated, one: Input) -> str:
    known = made.input(one.name) if one.name in made.run.inputs else None
    return value_text(one, known)


def _accumulated(made: Calculated, alternative: str) -> float:
    return made.answers(alternative).discounted.accumulated[asked_year(made) - 1]


def _what(made: Calculated) -> str:
    return f"den akkumulerede nettogevinst i år {number(asked_year(made))}"


def _when(year: int | None, horizon: int) -> str:
    return ordinal(year, horizon) if year is None else f"i {year}. år"


def _named(line: Money) -> frozenset[str]:
    from trinvis.cases.expression import names

    return names(line.amount)
