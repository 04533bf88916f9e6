"""A sentence, or a cell, whose number the cells that it rests on do not give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, log
from typing import NamedTuple

from trinvis.calculations.capacity.table_checker.beside import beside
from trinvis.calculations.capacity.table_checker.danish import number_text, sentence, span_text
from trinvis.calculations.capacity.table_checker.description import Claim
from trinvis.calculations.capacity.table_checker.findings import Finding, Place, Sure
from trinvis.calculations.capacity.table_checker.formulas import formula, names_in, shown, spanned
from trinvis.calculations.capacity.table_checker.printed import Number, agree, grain
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import Cell, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.unit_words import cell_size, in_ones
from trinvis.cases.expression import Expression, Name, Operation
from trinvis.cases.expression import Number as Constant


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every claim, recalculated from its cells as exactly as they are printed."""
    for said in sheet.about.claims:
        tree = formula(said.formula)
        other = formula(said.instead) if said.instead else None
        used = names_in(tree) | (names_in(other) if other else set())
        sources = {name: _source(sheet, said, name) for name in sorted(used)}
        says = _says(sheet, said)
        tree, numbers = _meant_by(said, tree, sources, says)
        gives = _gives(tree, numbers)
        if gives is None or _fits(said, tree, numbers, gives, says):
            continue
        places = tuple(source.place for source in sources.values() if source.place)
        own = (sheet.place(sheet.at(said.cell)),) if said.cell else ()
        kind, code = said.kind, "claim" if said.kind == "claim" else f"{said.kind}-claim"
        told = sentence(f"{_lead(sheet, said, says)}: {_arithmetic(tree, numbers, gives, says)}")
        message = f"{told} {_instead(said, other, numbers, says)} {_elsewhere(sheet, said, says, places)}"
        sure: Sure = "likely" if said.about else "certain"
        yield Finding(kind, code, sure, " ".join(message.split()), own + places, own)


class _Source(NamedTuple):
    """What a name of a formula stands for, the size of its unit where that stands above it, and its cell where it is of this table."""

    number: Number
    size: int | None = None
    place: Place | None = None


def _gives(tree: Expression, numbers: Mapping[str, Number]) -> Span | None:
    return spanned(tree, {name: number.span for name, number in numbers.items()})


def _meant_by(
    said: Claim, tree: Expression, sources: Mapping[str, _Source], says: Number
) -> tuple[Expression, dict[str, Number]]:
    """The formula and its numbers as they are meant: 6.300 under ``mio. kr.`` where a sentence says 6,3 mia., a quotient where it says per cent."""
    plain = {name: source.number for name, source in sources.items()}
    ways = [(tree, plain)]
    if says.scale > 1:
        ways.append((tree, {name: in_ones(source.number, source.size) for name, source in sources.items()}))
    if says.unit == "%" and not any(number.unit == "%" for number in plain.values()):
        ways.append((Operation("*", tree, Constant(100)), plain))
    spans = [(way, gives) for way in ways if (gives := _gives(*way)) is not None]
    fitting = [way for way, gives in spans if _fits(said, way[0], way[1], gives, says)]
    return (
        fitting[0]
        if fitting
        else min(reversed(spans), key=lambda one: _apart(one[1], says), default=(ways[0], None))[0]
    )


def _apart(gives: Span, says: Number) -> float:
    """How many times one number is the other, as a logarithm."""
    one, other = abs(float(gives.middle)), abs(float(says.value))
    return abs(log(one / other)) if one and other else inf


def _says(sheet: Sheet, said: Claim) -> Number:
    text = said.says
    if not text and said.cell:
        cell = sheet.at(said.cell)
        text = sheet.read(cell).text
    number = sheet.reads(text).number
    if number is None:
        raise DescriptionError(
            f"Påstanden siger »{text}«, som ikke er et tal; skriv tallet, som det står, fx 12 % eller 6,3 mia. kr.",
            said.says or said.cell,
        )
    return number


def _source(sheet: Sheet, said: Claim, name: str) -> _Source:
    given = said.where.get(name)
    if given is None:
        raise DescriptionError(
            f"Formlen bruger {name}, som ikke står under where; tilføj {name}: og dens celle (række | kolonne).",
            said.formula,
        )
    if "|" not in given:
        number = sheet.reads(given).number
        if number is None:
            raise DescriptionError(f"{name} skal være et tal eller en celle (række | kolonne), ikke {given}.", given)
        return _Source(number)
    first, _, rest = given.partition("|")
    if "|" in rest:
        other = beside(sheet, first.strip())
        cell = other.at(rest.strip())
        return _Source(_number(other, cell, given), cell_size(other, cell))
    cell = sheet.at(given)
    return _Source(_number(sheet, cell, given), cell_size(sheet, cell), sheet.place(cell))


def _number(sheet: Sheet, cell: Cell, named: str) -> Number:
    number = sheet.number(cell)
    if number is None:
        raise DescriptionError(
            f"Der står intet tal i {named} (»{sheet.read(cell).text}«); vælg en celle med et tal.", named
        )
    return number


def _meant(said: Claim, says: Number) -> Span:
    """What the sentence's number may stand for; "about 50" is anything that rounds to 50 by tens."""
    if not said.about:
        return says.span
    return Span.at(says.value, max(grain(says), says.step) / 2)


def _fits(said: Claim, tree: Expression, numbers: dict[str, Number], gives: Span, says: Number) -> bool:
    """A number that is only quoted must be the same; one that is calculated within what rounding allows."""
    if isinstance(tree, Name) and not said.about:
        return agree(numbers[tree.name], says)
    return gives.meets(_meant(said, says))


def _arithmetic(tree: Expression, numbers: dict[str, Number], gives: Span, says: Number) -> str:
    if isinstance(tree, Name):
        return f"tabellen siger {number_text(numbers[tree.name])}"
    return f"{shown(tree, numbers)} = {span_text(gives, says)}"


def _lead(sheet: Sheet, said: Claim, says: Number) -> str:
    if said.cell:
        return f"{sheet.place(sheet.at(said.cell)).name} er {number_text(says)}"
    text = f"Teksten siger {number_text(says)}"
    return f"{text} ({said.text})" if said.text else text


def _instead(said: Claim, other: Expression | None, numbers: dict[str, Number], says: Number) -> str:
    """What the number is when another formula gives it."""
    if other is None:
        return ""
    gives = spanned(other, {name: number.span for name, number in numbers.items()})
    if gives is None or not gives.meets(_meant(said, says)):
        return ""
    return sentence(
        f"Tallet passer med {said.reading or 'en anden opgørelse'}: {_arithmetic(other, numbers, gives, says)}"
    )


def _elsewhere(sheet: Sheet, said: Claim, says: Number, places: tuple[Place, ...]) -> str:
    """Where else in the same row or column the sentence's number stands."""
    if said.cell or len(places) != 1 or said.kind != "claim":
        return ""
    at = places[0]
    for row in range(sheet.length("rows")):
        for column in range(sheet.length("columns")):
            near = row == at.row or column == at.column
            number = sheet.number(Cell(row, column))
            if near and number and number.value == says.value and (row, column) != (at.row, at.column):
                return f"Tallet står ved {sheet.place(Cell(row, column)).name}."
    return ""
