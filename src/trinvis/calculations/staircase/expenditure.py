"""Municipalities' spending on the staircase, year by year, exact: what stands on which step, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from trinvis.calculations.staircase.prices import CURRENT, Prices
from trinvis.calculations.staircase.spans import WHOLE, Span, crosses, within

if TYPE_CHECKING:
    import polars as pl

Counting = Literal["gross", "net"]
COUNTING: dict[Counting, str] = {"gross": "bruttoudgifter", "net": "nettoudgifter"}
"""Expenditure alone (UE), or expenditure less income (UE − I)."""

KINDS = {"accounts": "regnskab", "budget": "budget"}

SOURCES = ("REGKC", "REGK100", "BUDKC", "BUDK100")
"""Tables with groupings, the best first; then any other file, and last those of functions alone."""
COARSE_SOURCES = ("REGK31", "BUDK32", "REGK11", "BUDK1")

ELSEWHERE = "elsewhere"
"""The category of accounts that no rule of the staircase knows: schools, grown-ups, roads."""

SPREAD_CATEGORIES = ("multi_step", "unmapped")
"""Spending on the area that stands on no step: the rest of the total that coverage is measured against."""


@dataclass(frozen=True)
class Basis:
    """How the amounts are counted; its text stands at every figure. Figures of two bases are never compared."""

    scheme: str = "national"
    scheme_label: str = "den nationale trappe"
    comparable: bool = True
    kind: str = "accounts"
    counting: Counting = "gross"
    prices: Prices = CURRENT
    inhabitants_on: str = "1. januar"

    @property
    def text(self) -> str:
        """As »Regnskab, bruttoudgifter, faste 2019-priser (indeks: pl), pr. 0-22-årig 1. januar, den nationale trappe«."""
        parts = (
            KINDS[self.kind],
            COUNTING[self.counting],
            self.prices.text,
            f"pr. 0-22-årig {self.inhabitants_on}",
            self.scheme_label if self.comparable else f"{self.scheme_label}, kommunens eget syn",
        )
        text = ", ".join(parts)
        return text[0].upper() + text[1:]


class MixedBases(ValueError):
    """Figures of two schemes, or counted in two ways, were put beside each other as one; the message is Danish."""


@dataclass(frozen=True)
class MunicipalYear:
    """One municipality's year in its own prices, øre.

    ``steps``: what counts on the staircase, by span of steps. ``left_out``: the rest, by category and the span that it may
    lie on. ``inhabitants``: 0-22-year-olds, None when not known. ``source``: the table that it was read from.
    """

    source: str
    steps: Mapping[Span, int]
    left_out: Mapping[tuple[str, Span | None], int]
    inhabitants: int | None

    def on(self, group: Span, *, with_left_out: bool = False) -> int | None:
        """The øre inside a group of steps; None when money lies across its border and cannot be told apart.

        ``with_left_out`` also counts what was left out because it may stand on several steps, all of them in the group.
        """
        if any(amount and crosses(span, group) for span, amount in self.steps.items()):
            return None
        inside = sum(amount for span, amount in self.steps.items() if within(span, group))
        if with_left_out:
            inside += sum(
                amount
                for (category, span), amount in self.left_out.items()
                if category in SPREAD_CATEGORIES and span is not None and within(span, group)
            )
        return inside

    @property
    def step_specific(self) -> int:
        """The øre that can be led to steps (*trinspecifikke udgifter*)."""
        return sum(self.steps.values())

    @property
    def area(self) -> int:
        """Step-specific spending and what on the area stands on no single step; without refunds, disability alone, capital and payments."""
        rest = sum(amount for (category, _), amount in self.left_out.items() if category in SPREAD_CATEGORIES)
        return self.step_specific + rest

    @property
    def total(self) -> int:
        """Everything in the source, øre."""
        return self.step_specific + sum(self.left_out.values())


@dataclass(frozen=True)
class Spending:
    """Every municipality's years on one basis."""

    basis: Basis
    years: Mapping[tuple[int, int], MunicipalYear]
    municipalities: tuple[int, ...] = field(default=())

    @cached_property
    def averages(self) -> dict[Any, Any]:
        """What was averaged of these figures already, by measure, members and year."""
        return {}

    def of(self, municipality: int, year: int) -> MunicipalYear | None:
        """None when the source has nothing for that municipality and year: missing, not 0."""
        return self.years.get((municipality, year))

    def fixed(self, amount: int, year: int) -> Fraction:
        """Øre of the year in the basis' prices."""
        return amount * self.basis.prices.factor(year)

    def crossed(self, members: Iterable[int], years: Iterable[int], group: Span) -> bool:
        """Whether money of any of these municipalities and years cannot be told to lie inside or outside the group."""
        asked = set(years)
        found = (self.of(member, year) for member in members for year in asked)
        return any(
            amount and crosses(span, group) for one in found if one is not None for span, amount in one.steps.items()
        )


def same_basis(*spendings: Spending) -> Basis:
    """The basis that all share; raises ``MixedBases``."""
    bases = [one.basis for one in spendings]
    for other in bases[1:]:
        if other != bases[0]:
            raise MixedBases(
                f"Tallene er opgjort på to måder ({bases[0].text} / {other.text}) og kan ikke stilles op som ét; "
                "vælg samme trappe, samme priser og brutto eller netto for begge."
            )
    return bases[0]


def spending_of(
    sums: pl.DataFrame,
    inhabitants: pl.DataFrame | None = None,
    basis: Basis | None = None,
    *,
    source: str | None = None,
) -> Spending:
    """``Spending`` of collected ``step_sums`` and ``children_0_22``.

    One source table counts for a municipality and year, so that money which lies in two is counted once: ``source`` if named,
    else the one with groupings (``SOURCES``). A table that has nothing of the area, but other accounts, is none of these: it may
    not take the place of a coarser one that has. A municipality and year without expenditure in the source is missing for
    gross figures; net figures are UE − I, or TOT where the source has no more.
    """
    basis = basis or Basis()
    children = {(row[0], row[1]): row[2] for row in _rows(inhabitants, ("municipality", "year", "inhabitants"))}
    cells: dict[tuple[int, int], dict[str, list[tuple[str, Span | None, str | None, int]]]] = {}
    columns = (
        "municipality",
        "year",
        "kind",
        "source_table",
        "art",
        "step_low",
        "step_high",
        "category",
        "amount_oere",
    )
    for municipality, year, kind, table, art, low, high, category, amount in _rows(sums, columns):
        if kind == basis.kind and source in (None, table):
            span = None if low is None else (low, high)
            by_table = cells.setdefault((municipality, year), {})
            by_table.setdefault(table or "", []).append((art, span, category, amount))
    years: dict[tuple[int, int], MunicipalYear] = {}
    for key, by_table in sorted(cells.items()):
        ours = [table for table, found in by_table.items() if any(category != ELSEWHERE for _, _, category, _ in found)]
        if not ours:
            continue
        table = min(ours, key=_preference)
        counted = _counted(by_table[table], basis.counting)
        if counted is not None:
            years[key] = MunicipalYear(table, *counted, children.get(key))
    return Spending(basis, years, tuple(sorted({municipality for municipality, _ in years})))


def _rows(frame: pl.DataFrame | None, columns: Sequence[str]) -> Iterable[tuple]:  # type: ignore[type-arg]
    return () if frame is None else frame.select(columns).iter_rows()


def _preference(table: str) -> tuple[int, str]:
    if table in SOURCES:
        return SOURCES.index(table), table
    return len(SOURCES) + (table in COARSE_SOURCES), table


def _counted(
    cells: Sequence[tuple[str, Span | None, str | None, int]], counting: Counting
) -> tuple[dict[Span, int], dict[tuple[str, Span | None], int]] | None:
    arts = {art for art, *_ in cells}
    signs = {"UE": 1} if counting == "gross" else {"UE": 1, "I": -1} if arts & {"UE", "I"} else {"TOT": 1}
    if counting == "gross" and "UE" not in arts:
        return None
    steps: dict[Span, int] = {}
    left_out: dict[tuple[str, Span | None], int] = {}
    for art, span, category, amount in cells:
        signed = amount * signs.get(art, 0)
        if art not in signs:
            continue
        if category is None:
            standing = span or WHOLE
            steps[standing] = steps.get(standing, 0) + signed
        else:
            left_out[category, span] = left_out.get((category, span), 0) + signed
    return steps, left_out
