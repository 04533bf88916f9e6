"""Counts and key figures (ANBAAR…, ISBU…, UND…, NGLK …) → ``public_figures``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import of_file
from trinvis.intake.municipalities import register
from trinvis.intake.statbank.accounts import refuse_other_units
from trinvis.intake.statbank.areas import areas_of, refuse_years_before
from trinvis.intake.statbank.catalogue import TIME, StatBankTable, headings
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.codes import Value, time_of
from trinvis.intake.statbank.heaps import Heaps
from trinvis.intake.statbank.numbers import read_content
from trinvis.intake.statbank.shaped import (
    Sorted,
    lacking_municipalities,
    months_of,
    narrowed,
    reject_areas,
    reject_numbers,
    values_of,
    warn_of_christianso,
)
from trinvis.tables import PUBLIC_FIGURES

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

SOURCE = "Danmarks Statistik"


def shape(cells: Cells, table: StatBankTable, parameters: Parameters) -> Sorted:
    """One figure per cell, its key the table and the codes (*ANBAAR12/0*). An unpublished number stays null.

    The country is kept (municipality 0); groups of municipalities are set aside. A year stands as its 31 December.
    """
    import polars as pl

    names = register(parameters)
    texts, heaps = cells.texts, Heaps(cells)
    parts = {variable: values_of(cells, table, variable) for variable in table.parts if variable in texts}
    if "LOBM" in table.known.get("PRISENHED", {}):
        refuse_other_units(parts["PRISENHED"])
    areas = areas_of(texts[table.area], names)
    times = [time_of(text) for text in texts[TIME]]
    refuse_years_before([t[0] for t in times if t is not None])
    heaps.set_aside(table.area, [area.kind == "group" for area in areas])
    numbers = read_content(cells.frame["content"], 100)
    reject_areas(heaps, table.area, areas)
    heaps.reject_values(TIME, [t is None for t in times], rules.UNREADABLE, "day", "Dato")
    for variable, values in parts.items():
        heaps.reject_values(
            variable, [v is None for v in values], rules.UNKNOWN_VALUE, "figure", headings(variable)[-1].capitalize()
        )
    reject_numbers(heaps, numbers, "value", "Værdi", unknown=False)
    heaps.reject_repeated(
        {
            table.area: [(a.kind, a.code) for a in areas],
            TIME: times,
            **{variable: [v and v.code for v in values] for variable, values in parts.items()},
        }
    )
    days = [None if t is None else date(t[0], 12, 31) if t[2] else t[1] for t in times]
    frame = heaps.cells.frame.select(
        "row_no",
        municipality=cells.column(table.area, [a.code for a in areas], pl.Int64()),
        day=cells.column(TIME, days, pl.Date()),
        value=numbers.values,
        figure=_joined(cells, table, parts, codes=True),
        label=_joined(cells, table, parts, codes=False),
    ).filter(pl.Series(heaps.accepted))
    facts = PUBLIC_FIGURES.conform(
        frame.with_columns(
            unit=pl.lit(table.unit), counted_by=pl.lit("statistics"), source=pl.lit(f"{SOURCE}, {table.name}")
        )
    ).drop("delivery_id")
    warn_of_christianso(heaps, facts)
    return Sorted(
        PUBLIC_FIGURES.name,
        facts,
        heaps,
        None,
        months_of(facts["day"], yearly=all(t is None or t[2] for t in times)),
        narrowed(table, facts["municipality"].unique().to_list(), _limited(table, parts)),
        [*_unpublished(facts), *lacking_municipalities(heaps, table.area, areas, [t and t[0] for t in times], names)],
    )


def _joined(cells: Cells, table: StatBankTable, parts: dict[str, list[Value | None]], *, codes: bool) -> pl.Expr:
    """The key (*ANBAAR12/0*) or the words (*Anbragte børn … : I alt*) of each row."""
    import polars as pl

    pieces: list[pl.Expr | pl.Series] = []
    for variable in table.parts:
        if variable not in parts:  # left out of the request: the total
            total = table.totals[variable]
            pieces.append(pl.lit(total if codes else table.known.get(variable, {}).get(total, total)))
            continue
        said = [v and (v.code if codes else v.text or v.code) for v in parts[variable]]
        pieces.append(pl.lit(cells.column(variable, said, pl.String())))
    head, between = (table.name, "/") if codes else (table.title, ", ")
    joined = pl.concat_str(pieces, separator=between)
    return pl.concat_str([pl.lit(head), joined], separator="/" if codes else ": ")


def _limited(table: StatBankTable, parts: dict[str, list[Value | None]]) -> list[str]:
    """The codes of the variables that are asked for by less than all of their values; none when it is the usual selection."""
    out = []
    for variable, values in parts.items():
        asked = table.ask[variable]
        codes = sorted({v.code for v in values if v is not None})
        if asked == ("*",) and len(codes) > 1:
            continue
        if codes != sorted(asked):
            out += [f"{variable} {code}" for code in codes]
    return out


def _unpublished(facts: pl.DataFrame) -> list[pl.DataFrame]:
    empty = facts["value"].null_count()
    if not empty:
        return []
    word = "1 celle" if empty == 1 else f"{empty} celler"
    return [of_file(rules.NOT_PUBLISHED, "value", f"Tallet i {word}")]
