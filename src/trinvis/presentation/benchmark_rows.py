"""What the tables of a comparison share: rows with addresses, notes that must stand at every figure, and how figures are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.over_time import WEIGHTINGS
from trinvis.calculations.staircase.spans import GROUPS, WHOLE, Span, span_text
from trinvis.municipality.benchmark import DESCRIPTIVE
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from fractions import Fraction

    from trinvis.municipality.benchmark import Benchmark

WORDS = {"rising": "stigende", "stable": "stabil", "falling": "faldende", None: "kan ikke siges"}
CODE = ReportColumn("code", "Kommunekode", "integer", on_screen=False)
"""In files of every table that has a row per municipality."""


@dataclass
class Rows:
    """Rows under construction; ``add`` takes values, and the addresses of those that open."""

    rows: list[dict[str, Cell]] = field(default_factory=list)
    addresses: dict[tuple[int, str], str] = field(default_factory=dict)

    def add(self, values: Mapping[str, Cell], **addresses: str) -> None:
        """One row; an address of a value that is missing is left out."""
        number = len(self.rows)
        self.rows.append(dict(values))
        self.addresses |= {(number, name): to for name, to in addresses.items() if values.get(name) is not None}

    def total(self, **addresses: str) -> None:
        """The addresses of the totals."""
        self.addresses |= {(TOTAL_ROW, name): to for name, to in addresses.items()}


def made_table(
    made: Benchmark,
    name: str,
    title: str,
    answer: str,
    columns: tuple[ReportColumn, ...],
    rows: Rows,
    notes: tuple[str, ...] = (),
    *,
    totals: Mapping[str, Cell] | None = None,
    spending: bool = True,
    synthetic: bool,
) -> ReportTable:
    """The table with what must stand at it: how it is counted, and that it describes."""
    if any("key" in row for row in rows.rows):
        columns = (*columns, CODE)
        rows.rows = [{**row, "code": int(str(row["key"]))} if "key" in row else row for row in rows.rows]
    said = (*notes, f"{made.counted.text}." if spending else "", f"{DESCRIPTIVE}.")
    return ReportTable(
        name=name,
        title=title,
        answer=answer,
        columns=columns,
        rows=tuple(rows.rows),
        totals=totals,
        notes=tuple(one for one in said if one),
        facts=facts(made),
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def facts(made: Benchmark) -> dict[str, Cell]:
    """What every table rests on."""
    prices = made.counted.prices
    return {
        "year": made.year,
        "as_of": made.basis.day,
        "against": made.against.label,
        "compared": len(made.against.members),
        "counting": made.counted.counting,
        "prices": prices.text,
        "weighting": made.asked.weighting,
        "scheme": made.counted.scheme,
        "program": made.basis.program,
    }


def oere(value: Fraction | None) -> int | None:
    """Whole øre, rounded half away from zero."""
    return None if value is None else _rounded(value)


def per_cent(value: Fraction | None) -> int | None:
    """Hundredths of a per cent of a share or ratio."""
    return None if value is None else _rounded(value * 10_000)


def hundredths(value: Fraction | None) -> int | None:
    """Hundredths of a number."""
    return None if value is None else _rounded(value * 100)


def _rounded(value: Fraction) -> int:
    return danish.rounded(*value.as_integer_ratio())


def steps_label(span: Span) -> str:
    """``Trin 2-3``, or all of them in words."""
    if span == WHOLE:
        return "Trinspecifikke udgifter"
    return f"T{span_text(span)[1:]}"


def steps_words(span: Span) -> str:
    """The same with what the steps hold."""
    return f"{steps_label(span)}: {GROUPS[span].lower()}" if span in GROUPS else steps_label(span)


def steps_of(span: Span) -> str:
    """The steps as an address says them."""
    return f"{span[0]}-{span[1]}"


def inside(label: str) -> str:
    """A set's label as it stands inside a sentence."""
    return (
        f"{label[:1].lower()}{label[1:]}"
        if label.startswith(("De ", "Alle ", "Uden ", "Egen ", "Kommunegruppen "))
        else label
    )


def weighting_words(made: Benchmark) -> str:
    """How averages are made."""
    return WEIGHTINGS[made.asked.weighting]
