"""Why the year-end differs: the causes of each area's extra expense, adding up to the øre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from trinvis.calculations.followup.split import Part, Split
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, money
from trinvis.reports.table import Cell, ReportColumn, ReportTable, Scale

AGAINST = {"assumption": "budgettet", "last_year": "sidste år"}

UNITS = {"persons": "helårspersoner", "children": "børn", "duration": "år pr. barn", "price": "kr."}
"""Factor → what its value is counted in."""

COLUMNS = (
    ReportColumn("label", "Område"),
    ReportColumn("against", "Holdt op mod"),
    ReportColumn("part", "Årsag"),
    ReportColumn("before", "Før"),
    ReportColumn("after", "Nu"),
    ReportColumn("amount_oere", "Merudgift", "oere", "kr."),
    ReportColumn("sentence", "Sådan er der delt", on_screen=False),
    ReportColumn("kind", "Rækkens art", on_screen=False),
    ReportColumn("area", "Kode", on_screen=False),
)

Splits = Mapping[tuple[str, str], Split]
"""(kind of row, area) of the follow-up → its split."""


def why_table(
    splits: Sequence[Splits],
    labels: Mapping[tuple[str, str], str],
    *,
    year: int,
    as_of: date,
    scale: Scale = "kr",
    synthetic: bool = False,
) -> ReportTable:
    """Every part of every split; ``labels`` is (kind of row, area) → what users read."""
    rows: list[dict[str, Cell]] = []
    for found in splits:
        for (kind, area), split in found.items():
            rows += [_row(kind, area, labels.get((kind, area), area), split, part) for part in split.parts]
    return ReportTable(
        name="why",
        title=f"Hvorfor afviger {year}? Som kendt {danish.long_day(as_of)}",
        answer="",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(
            "Merudgift er plus. Delene af et område giver forskellen mellem forventet regnskab og det, der holdes op mod.",
        ),
        facts={"year": year, "as_of": as_of},
        scale=scale,
        synthetic=synthetic,
    )


def _row(kind: str, area: str, label: str, split: Split, part: Part) -> dict[str, Cell]:
    return {
        "label": label,
        "against": AGAINST[split.against],
        "part": part.label,
        "cause": part.name,
        "before": factor_value(part.name, part.before),
        "after": factor_value(part.name, part.after),
        "amount_oere": part.amount_oere,
        "sentence": split.sentence,
        "kind": kind,
        "area": area,
    }


def factor_value(part: str, number: Fraction | None) -> str | None:
    """A factor's own value with its unit: ``48,1 helårspersoner``."""
    text = factor_number(part, number)
    return f"{text} {UNITS[part]}" if text is not None and part in UNITS else text


def factor_number(part: str, number: Fraction | None) -> str | None:
    """The same without its unit: persons and children as numbers, duration in years per child, price in kroner."""
    if number is None:
        return None
    if part == "price":
        return danish.decimal(number.numerator, number.denominator * danish.OERE_PER_KRONE)
    return danish.decimal(number.numerator, number.denominator, 2 if part == "duration" else 1)


def in_one_line(split: Split, scale: Scale) -> str:
    """``Hvorfor? Flere helårspersoner +1,6 · Lavere pris −0,3 mio. kr.``; nothing when there is no difference."""
    parts = [
        f"{part.label} {'+' if part.amount_oere > 0 else ''}{money(part.amount_oere, scale)}"
        for part in split.parts
        if part.amount_oere
    ]
    if not parts:
        return ""
    return f"Hvorfor? {' · '.join(parts)} {SCALE_WORDS[scale]} {split.sentence}"
