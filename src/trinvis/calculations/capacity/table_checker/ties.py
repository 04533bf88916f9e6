"""What must hold between printed numbers: a sum (``Linear``) or a quotient (``Ratio``), with all that rounding allows.

A tie knows what each of its cells would have to be when the others are right: that is how the wrong one is found.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from trinvis.calculations.capacity.table_checker.danish import (
    MINUS,
    decimals_of,
    number_text,
    sentence,
    shortened,
    span_text,
    with_unit,
    written,
)
from trinvis.calculations.capacity.table_checker.description import Kind
from trinvis.calculations.capacity.table_checker.findings import Sure
from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.sheet import Cell
from trinvis.calculations.capacity.table_checker.spans import Span, total, weighted_range


@dataclass(frozen=True)
class Term:
    """A printed number in a tie: what it may stand for, and its cell (None for a number that is not in this table)."""

    number: Number
    span: Span
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The number as it is written in the arithmetic."""
        return number_text(self.number)


@dataclass(frozen=True)
class Tie(ABC):
    """``result`` must be what the rest gives. ``name`` says where, ``more`` is added to what is said when it does not."""

    kind: Kind
    code: str
    name: str
    result: Term
    sure: Sure = field(default="certain", kw_only=True)
    more: str = field(default="", kw_only=True)
    blames: float = field(default=0.0, kw_only=True)
    """What speaks for the result being the wrong one: something plain gives it as it is printed (the sum without one part)."""

    as_likely: tuple[Cell, ...] = field(default=(), kw_only=True)
    """Cells that may as well be the wrong ones (counts that changed places, instead of their shares)."""

    @property
    @abstractmethod
    def terms(self) -> tuple[Term, ...]:
        """Every number in it."""

    @property
    @abstractmethod
    def gives(self) -> Span | None:
        """What the rest gives for the result; None where it cannot be calculated."""

    @abstractmethod
    def needed(self, cell: Cell) -> Span | None:
        """What a cell would have to be when the others are right; None where that cannot be calculated."""

    @property
    @abstractmethod
    def arithmetic(self) -> str:
        """``1.462 + 307 − 240 = 1.529``."""

    @cached_property
    def holds(self) -> bool:
        """Whether rounding can explain all of the difference; also where nothing can be calculated."""
        return self.gives is None or self.gives.meets(self.result.span)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells in this table."""
        return tuple(term.cell for term in self.terms if term.cell is not None)

    @property
    def allowed(self) -> str:
        """What rounding allows, in words; empty where the numbers are exact enough to see it."""
        if self.gives is None or self.gives.half * 2 <= self.result.number.step:
            return ""
        return f" (afrunding kan give {span_text(self.gives, self.result.number)})"

    @property
    def message(self) -> str:
        """The finding in a sentence."""
        said = sentence(f"{self.name}: {self.arithmetic}, tabellen siger {self.result.text}{self.allowed}")
        return f"{said} {self.more}".strip()


@dataclass(frozen=True)
class Linear(Tie):
    """``result`` = the sum of coefficient × term."""

    parts: tuple[tuple[Fraction, Term], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The result first, then the parts."""
        return (self.result, *(term for _, term in self.parts))

    @cached_property
    def gives(self) -> Span | None:
        """The sum, exactly."""
        return self._added

    def needed(self, cell: Cell) -> Span | None:
        """What is left for the cell."""
        if cell == self.result.cell:
            return self.gives
        at = self._places.get(cell)
        if at is None or not self.parts[at][0]:
            return None
        return (self.result.span - self.without(at)).times(1 / self.parts[at][0])

    @cached_property
    def _places(self) -> dict[Cell | None, int]:
        return {term.cell: at for at, (_, term) in enumerate(self.parts)}

    def without(self, at: int) -> Span:
        """What all parts but one add up to."""
        factor, term = self.parts[at]
        own, added = term.span.times(factor), self._added
        return Span(added.low - own.low, added.high - own.high)

    @cached_property
    def _added(self) -> Span:
        return total(term.span.times(factor) for factor, term in self.parts)

    @property
    def arithmetic(self) -> str:
        """The parts with their signs, and what they come to."""
        middle = sum((factor * term.number.value for factor, term in self.parts), Fraction(0))
        more = max((decimals_of(term.number.step / self.result.number.scale) for _, term in self.parts), default=0)
        spare = max(0, more - decimals_of(self.result.number.step / self.result.number.scale))
        return f"{_signed(self.parts)} = {with_unit(middle, self.result.number, spare)}"


def _signed(parts: Sequence[tuple[Fraction, Term]]) -> str:
    said = []
    for factor, term in parts:
        sign = f"{MINUS} " if factor < 0 else "+ "
        size = "" if abs(factor) == 1 else f"{written(abs(factor), 4).rstrip('0').rstrip(',')} × "
        body = f"({term.text})" if term.number.value < 0 else term.text
        said.append(f"{sign}{size}{body}")
    text = shortened(said, " ")
    return MINUS + text[2:] if text.startswith(MINUS) else text[2:]


@dataclass(frozen=True)
class Ratio(Tie):
    """``result`` = ``factor`` × ``over`` / ``under`` + ``offset``."""

    over: Term
    under: Term
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Result, numerator, denominator."""
        return (self.result, self.over, self.under)

    @cached_property
    def gives(self) -> Span | None:
        """The quotient, exactly; None where the denominator may be 0."""
        quotient = self.over.span.over(self.under.span)
        return None if quotient is None else quotient.times(self.factor) + Span.at(self.offset)

    def needed(self, cell: Cell) -> Span | None:
        """Numerator and denominator from the result, or the result."""
        if cell == self.result.cell:
            return self.gives
        share = (self.result.span - Span.at(self.offset)).times(1 / self.factor)
        if cell == self.over.cell:
            return share * self.under.span
        return self.over.span.over(share) if cell == self.under.cell else None

    @property
    def arithmetic(self) -> str:
        """``(3,11 / 6,24 − 1) × 100 = −50,2 %``."""
        value = (
            self.factor * self.over.number.value / self.under.number.value + self.offset
            if self.under.number.value
            else Fraction(0)
        )
        shown = with_unit(value, self.result.number, 1 if self.result.number.step >= self.result.number.scale else 2)
        quotient = f"{self.over.text} / {self.under.text}"
        if self.offset:
            return (
                f"({quotient} {MINUS} {written(-self.offset / self.factor, 0)}) × {written(self.factor, 0)} = {shown}"
            )
        return f"{quotient} × {written(self.factor, 0)} = {shown}" if self.factor != 1 else f"{quotient} = {shown}"


@dataclass(frozen=True)
class Weighted(Tie):
    """``result`` is a mean of ``parts``, each with a weight that lies in its span; all weights add up to 1."""

    parts: tuple[tuple[Span, Term], ...]
    known: bool = False
    """Whether the weights are known, or only not negative."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The mean first, then its parts."""
        return (self.result, *(term for _, term in self.parts))

    @cached_property
    def gives(self) -> Span | None:
        """The least and the largest that such a mean can be."""
        return weighted_range([term.span for _, term in self.parts], [weight for weight, _ in self.parts])

    def needed(self, cell: Cell) -> Span | None:
        """The mean's range; a part's only where the weights are known and its own is above 0."""
        if cell == self.result.cell:
            return self.gives
        at = self._places.get(cell) if self.known else None
        if at is None or self.parts[at][0].low <= 0:
            return None
        weight, term = self.parts[at]
        own, added = term.span * weight, self._added
        return (self.result.span - Span(added.low - own.low, added.high - own.high)).over(weight)

    @cached_property
    def _places(self) -> dict[Cell | None, int]:
        return {term.cell: at for at, (_, term) in enumerate(self.parts)}

    @cached_property
    def _added(self) -> Span:
        return total(term.span * weight for weight, term in self.parts)

    @property
    def arithmetic(self) -> str:
        """The weights and what they give; without weights the least and the largest part."""
        if not self.known:
            ends = sorted((term.number.value, term.text) for _, term in self.parts)
            return (
                f"delene går fra {ends[0][1]} til {ends[-1][1]}, og intet vægtet gennemsnit af dem kan ligge uden for"
            )
        middle = sum((weight.middle * term.number.value for weight, term in self.parts), Fraction(0))
        size = sum((weight.middle for weight, _ in self.parts), Fraction(0))
        listed = shortened([f"{written(weight.middle * 100, 2)} % × {term.text}" for weight, term in self.parts], " + ")
        return f"{listed} = {with_unit(middle / size, self.result.number, 1)}"
