"""A figure of a capacity analysis opened: its sentence, the figures that it is made of, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity import Capacity, capacity
from trinvis.municipality.capacity_asked import Asked
from trinvis.municipality.capacity_figure import HIDDEN, NOT_SHOWN, Figure, FigureTable, Source, Term, hundredths
from trinvis.municipality.capacity_money import counted_cells
from trinvis.municipality.explain import Explanation, Part, with_origin
from trinvis.parameters.errors import ParameterError
from trinvis.reports.explanation_table import AMOUNT, COUNTED, QUANTITY
from trinvis.tables import NATIONAL_ACCOUNTS, TABLES
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters.value import Value


def explain_capacity(house: House, basis: Basis, address: Address, *, persons: bool = True) -> Explanation:
    """A figure of the analysis, opened; raises ``BadAddress``, also where a reader without the right to persons may not see it."""
    made = _made(house, basis, address).seen_by(persons=persons)
    row, column = address.where.get("row", ""), address.where.get("col", "")
    try:
        table = made.table(address.figure)
    except KeyError:
        raise BadAddress(f"Tabellen '{address.figure}' findes ikke i kapacitetsanalysen; ret adressen.") from None
    except CapacityRefused as error:
        raise BadAddress(str(error)) from None
    found = table.figure(row, column)
    if found is None:
        raise BadAddress(f"Der er intet tal i '{row}', '{column}' i tabellen »{table.title}«; ret adressen.")
    if found.value is None:
        raise BadAddress(NOT_SHOWN if found.missing == HIDDEN else found.missing)
    return Explanation(
        address=address,
        title=title_of(table, row, column),
        value=hundredths(found.value),
        unit=found.unit,
        sentence=" ".join(part for part in (found.how, *_noted(found)) if part),
        parts=(),
        inputs=tuple(_part(made, term) for term in found.terms),
        lines=with_origin(house, rows_behind(made, found.sources)),
        rules=_tables_used(made, found),
        parameters=_parameters(made, found),
    )


def title_of(table: FigureTable, row: str, column: str) -> str:
    """What a figure is, as its place in the table says it."""
    of = table.rows_by_key[row], table.columns_by_key[column]
    return ", ".join([table.title, *(one.label for one in of)])


def rows_behind(made: Capacity, sources: Sequence[Source]) -> pl.DataFrame:
    """The rows of the tables that a figure rests on, as lines with what each adds to it."""
    lines = [_lines(made, one) for one in sources]
    found = [one for one in lines if not one.is_empty()]
    return pl.concat(found, how="diagonal_relaxed") if found else empty_lines()


def _lines(made: Capacity, source: Source) -> pl.DataFrame:
    frame = counted_cells(made) if source.table == NATIONAL_ACCOUNTS.name else made.facts.rows(source.table)
    if source.table == "population":
        where = dict(source.where)
        years = where.pop("year")
        frame = frame.filter(pl.col("day").is_in([date(int(str(year)), 1, 1) for year in years]))
        both = pl.col("sex").fill_null("TOT") == "TOT"
        frame = frame.filter(both | ~both.any().over("municipality", "day", "age"))
    else:
        where = dict(source.where)
    for name, values in where.items():
        wanted = pl.Series(values=[one for one in values if one is not None], dtype=frame.schema[name])
        inside = pl.col(name).is_in(wanted.implode())
        frame = frame.filter(inside | pl.col(name).is_null() if None in values else inside)
    rows = [_line(source, row) for row in frame.sort("delivery_id", "row_no").iter_rows(named=True)]
    empty = empty_lines()
    if not rows:
        return empty
    own = pl.DataFrame(rows, infer_schema_length=None)
    return pl.concat(
        [
            empty,
            own.with_columns(pl.col(name).cast(empty.schema[name]) for name in own.columns if name in empty.columns),
        ],
        how="diagonal",
    )


def _line(source: Source, row: dict[str, object]) -> dict[str, object]:
    schema = TABLES[source.table]
    said = []
    for column in schema.columns:
        value = row.get(column.name)
        if value is None or column.private or column.kind == "identifier" or column.name in source.where:
            continue
        said.append(f"{column.label}: {_words(column.kind, value, dict(column.choices or ()))}")
    return {
        "component": schema.label,
        "calculation": "; ".join(said),
        **({_summed(source): row[source.adds]} if source.adds else {}),
        **{name: row.get(name) for name in ("delivery_id", "row_no", "journal_seq")},
    }


def _summed(source: Source) -> str:
    """The column of the lines that a source's values go into."""
    kind = "oere" if source.adds == "signed_oere" else TABLES[source.table].column(source.adds).kind
    return {"oere": AMOUNT, "integer": COUNTED}.get(kind, QUANTITY)


def _words(kind: str, value: object, choices: dict[str, str]) -> str:
    if kind in ("oere", "hundredths"):
        return f"{int(str(value)) / 100:.2f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    return choices.get(str(value), str(value))


def _part(made: Capacity, term: Term) -> Part:
    address = term.address or ("" if term.at is None else made.address(term.at))
    return Part(term.label, hundredths(term.value), address, term.unit)


def _noted(found: Figure) -> tuple[str, ...]:
    return (f"{found.note[0].upper()}{found.note[1:]}.",) if found.note else ()


def _parameters(made: Capacity, found: Figure) -> tuple[Value, ...]:
    values = []
    for name in found.parameters:
        try:
            values.append(made.facts.parameters.value(name, date(found.parameter_year or made.year, 12, 31)))
        except ParameterError:
            continue
    return tuple(values)


def _tables_used(made: Capacity, found: Figure) -> dict[str, str]:
    """The parameters that are whole tables: name → what they are called."""
    described = {name: made.facts.parameters.describe(name) for name in found.parameters}
    return {name: f"parameteren »{one.label}«" for name, one in described.items() if one.key_columns}


def _made(house: House, basis: Basis, address: Address) -> Capacity:
    try:
        return capacity(house, basis, Asked.of(address))
    except CapacityRefused as error:
        raise BadAddress(str(error)) from None
