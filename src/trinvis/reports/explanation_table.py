"""*Vis beregningen*: a figure in words, its terms, rules and parameters, and the rows that add up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    ReportColumn("component", "Art"),
    ReportColumn("area", "Område", on_screen=False),
    ReportColumn("month", "Måned", "month"),
    ReportColumn("child_no", "Barn"),
    ReportColumn("grant_id", "Indsats"),
    ReportColumn("intervention_type", "Indsatstype"),
    ReportColumn("placement_type", "Anbringelsessted", on_screen=False),
    ReportColumn("step", "Trin", on_screen=False),
    ReportColumn("step_before", "Trin før"),
    ReportColumn("start", "Fra", "day"),
    ReportColumn("stop", "Til", "day"),
    ReportColumn("account_key", "Konto"),
    ReportColumn("days", "Dage", "integer", on_screen=False),
    ReportColumn("signed_oere", "Beløb", "oere", "kr.", additive=True),
    ReportColumn("counted", "Antal", "integer", additive=True),
    ReportColumn("quantity", "Mængde", "hundredths", additive=True),
    ReportColumn("calculation", "Regnestykke", least_width=160),
    ReportColumn("source", "Kilde", on_screen=False),
    ReportColumn("file_name", "Fil"),
    ReportColumn("delivery_id", "Levering"),
    ReportColumn("row_no", "Række", "integer"),
    ReportColumn("journal_seq", "Journal", "integer", least_width=140),
    ReportColumn("known_from", "Kendt fra", "day", on_screen=False),
    ReportColumn("rules", "Regler", on_screen=False),
    ReportColumn("flag", "Mærker", on_screen=False),
)
AMOUNT = "signed_oere"
COUNTED = "counted"
"""The column that adds up to a figure that counts something; its lines have no ``AMOUNT``."""
QUANTITY = "quantity"
"""The same in hundredths, as of full-time equivalents."""


@dataclass(frozen=True)
class Term:
    """One term of a figure, or one figure that it is worked out from: words, value as written, address."""

    label: str
    value: str
    address: str


@dataclass(frozen=True)
class Opened:
    """A figure opened; ``value`` is øre when ``unit`` is kroner, else hundredths. ``lines`` have ``signed_oere``."""

    address: str
    title: str
    value: int
    unit: str
    sentence: str
    terms: Sequence[Term]
    lines: pl.DataFrame
    rules: Mapping[str, str]
    parameters: Sequence[str]
    """One sentence per dated value used: what, how much, from when, by whom it is said."""
    with_file_names: bool = True
    """File names may tell of persons: false leaves them out for who may not see persons."""
    synthetic: bool = False


def written(value: int, unit: str) -> str:
    """A figure with its unit: kroner and øre, per cent, or what is counted (hundredths, whole where it is)."""
    if unit == "%":
        return danish.per_cent(value, 2)
    if unit == "kr.":
        return f"{danish.kroner(value, 2)} kr."
    return f"{danish.decimal(value, 100, 2 if value % 100 else 0)} {unit}"


def summed_column(lines: pl.DataFrame) -> str:
    """Which column of the lines adds up to the figure."""
    return next((name for name in (COUNTED, QUANTITY) if name in lines.columns), AMOUNT)


def explanation_table(opened: Opened) -> ReportTable:
    """The figure as a table of its lines; the notes say the formula, terms, rules and parameters."""
    rows = tuple(_row(values, opened.with_file_names) for values in opened.lines.iter_rows(named=True))
    present = set(opened.lines.columns)
    columns = tuple(
        column
        for column in COLUMNS
        if column.name in present and (opened.with_file_names or column.name != "file_name")
    )
    summed = summed_column(opened.lines)
    return ReportTable(
        name="explanation",
        title=f"Linjerne bag tallet ({danish.count(len(rows), 'linje', 'linjer')})",
        answer=f"{opened.title}: {written(opened.value, opened.unit)}",
        columns=columns,
        rows=rows,
        totals={"component": "I alt", summed: sum(row[summed] for row in rows)} if rows and summed in present else None,  # type: ignore[misc]
        lead=_lead(opened),
        notes=_notes(opened, rows),
        facts={
            "address": opened.address,
            {"kr.": "value_oere", "%": "value_pct"}.get(opened.unit, "value_hundredths"): opened.value,
            "formula": opened.sentence,
        },
        synthetic=opened.synthetic,
    )


def _row(values: Mapping[str, Any], with_file_names: bool) -> dict[str, Cell]:
    made: dict[str, Cell] = {}
    for column in COLUMNS:
        value = values.get(column.name)
        if column.name in ("child_no", "grant_id"):
            value = None if value is None else str(value)
        elif column.name in ("step", "step_before") and value is not None:
            value = str(value)
        elif column.name in ("component", "intervention_type", "placement_type"):
            value = words.label(column.name, value)
        made[column.name] = value
    if not with_file_names:
        made["file_name"] = None
    return made


def _lead(opened: Opened) -> tuple[str, ...]:
    terms = [f"  {term.label}: {term.value}" + (f"  ({term.address})" if term.address else "") for term in opened.terms]
    return (f"Beregning: {opened.sentence}", *terms)


def _notes(opened: Opened, rows: Sequence[Mapping[str, Cell]]) -> tuple[str, ...]:
    notes = []
    if rows and opened.unit != "%" and {AMOUNT, COUNTED} & set(opened.lines.columns):
        counts = COUNTED in opened.lines.columns
        total = sum(row[COUNTED] * 100 if counts else row[AMOUNT] for row in rows)  # type: ignore[misc, operator]
        same = (
            "er tallet"
            if total == opened.value
            else f"er IKKE tallet {written(opened.value, opened.unit)}; meld fejlen"
        )
        notes.append(f"Linjerne giver {written(total, opened.unit if counts else 'kr.')}, som {same}.")
    notes += [f"Regel {rule}: {text}." for rule, text in sorted(opened.rules.items())]
    notes += [f"Parameter {text}." for text in opened.parameters]
    notes += words.explained(code for row in rows for code in words.marks(row.get("flag")))  # type: ignore[arg-type]
    notes.append(f"Adresse: {opened.address}")
    return tuple(notes)
