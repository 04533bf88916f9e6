"""``capacity DIR``: money, staff, places, activity and potentials of an area, one table at a time or section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, EngineName, Folder, Out
from trinvis.cli.capacity_houses import asks_for_houses, tell_houses
from trinvis.cli.help import DanishGroup
from trinvis.cli.opening import opened
from trinvis.cli.output import DOCUMENTS, REPORT_FORMATS, check_format, emit, save, say
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic, municipality_name

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_asked import Asked
    from trinvis.municipality.capacity_houses import Houses

SHOW = "show"


class CapacityGroup(DanishGroup):
    """A group where a folder in place of a command means ``show``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A word that is no command is the municipality's folder."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            args = [SHOW, *args]
        return super().resolve_command(ctx, args)


def show(
    folder: Folder,
    area: Annotated[
        str, typer.Option("--area", metavar="OMRÅDE", help="children (børn og unge), ppr eller adults (voksne).")
    ] = "children",
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="TABEL",
            help="Én tabel, fx economy.regions, en hel del, fx economy, eller egne huse: houses og houses.HUS (navn eller nummer); uden den vises alle dele og deres tabeller.",
        ),
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="ÅR", help="Året; ellers det nyeste med regnskab for området.")
    ] = None,
    since: Annotated[
        int | None, typer.Option("--since", metavar="ÅR", help="Første år i udviklingen; ellers fire år før.")
    ] = None,
    as_of: AsOf = None,
    index: Annotated[
        str | None,
        typer.Option("--index", metavar="NAVN", help="Prisindekset; ingen giver løbende priser. Ellers det indlæste."),
    ] = None,
    prices: Annotated[
        int | None, typer.Option("--prices", metavar="ÅR", help="Året, hvis priser der regnes i; ellers året selv.")
    ] = None,
    acting: Annotated[
        bool, typer.Option("--acting/--paying", help="Aktivitet efter handlekommune eller efter myndighedskommune.")
    ] = False,
    held: Annotated[
        int | None,
        typer.Option(
            "--held", metavar="ÅR", help="Hold målgruppens andele fast som i dette år; ellers hvert års egne."
        ),
    ] = None,
    reference: Annotated[
        str,
        typer.Option(
            "--reference", metavar="NIVEAU", help="Potentialers referenceniveau: mean, median eller lower_quartile."
        ),
    ] = "mean",
    base_share: Annotated[
        str,
        typer.Option(
            "--base-share", metavar="HVORDAN", help="Målgruppens andel i potentialer: flat (én andel) eller component."
        ),
    ] = "flat",
    variable: Annotated[
        list[str] | None,
        typer.Option(
            "--variable", metavar="NØGLE", help="Baggrundstal i modellen; kan gives flere gange, ellers alle."
        ),
    ] = None,
    weighted: Annotated[
        bool,
        typer.Option(
            "--weighted/--unweighted", help="Modellen vægter kommunerne efter indbyggere, eller hver tæller 1."
        ),
    ] = False,
    refund_taken_off: Annotated[
        bool, typer.Option("--refund-taken-off", help="Træk statsrefusionen fra udgifterne.")
    ] = False,
    engine: EngineName = "polars",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, json, csv eller xlsx af en tabel, eller hele rapporten som pdf eller docx; ellers efter --out.",
        ),
    ] = "table",
    out: Out = None,
) -> int:
    """Vis kapaciteten på et område: økonomi, personale, pladser, aktivitet, undersøgelser, forventet niveau og potentialer.

    Uden --table nævnes alle tabeller med deres svar. Tallene kræver indlæste regnskaber og befolkning fra alle kommuner; hver del
    siger, hvad den mangler. Potentialer er beregningstekniske: afvigelser fra et niveau, aldrig effektivisering i sig selv.
    """
    form = check_format(form, out, REPORT_FORMATS)
    edge.years({"--year": year, "--since": since, "--prices": prices, "--held": held})
    said = {
        "area": area, "since": since, "index": index, "base": prices, "held": held, "reference": reference, "base_share": base_share,
        "counted_by": "acting" if acting else "", "variables": "|".join(variable or ()), "weighted": "1" if weighted else "",
        "refund_taken_off": "1" if refund_taken_off else "",
    }  # fmt: skip
    day = edge.day(as_of, "--as-of") or edge.today()
    with opened(folder, engine) as kommune:
        if asks_for_houses(table) and form not in DOCUMENTS:
            tell_houses(kommune.capacity_houses(day), table, form, out, synthetic=is_synthetic(kommune))
            return DONE
        made = kommune.capacity(day, _asked(said, year, municipality_name(kommune, day)))
        if form in DOCUMENTS:
            save(_document(kommune, made, form), out)
            return DONE
        if table:
            _tell(made, table, form, out, synthetic=is_synthetic(kommune))
        else:
            _tell_all(made, kommune.capacity_houses(day), form, out, synthetic=is_synthetic(kommune))
    return DONE


def _document(kommune: Municipality, made: Capacity, form: str) -> bytes:
    from trinvis.presentation.capacity_report import report_docx, report_pdf

    write = report_pdf if form == "pdf" else report_docx
    return write(kommune, made, synthetic=is_synthetic(kommune))


def _asked(said: dict[str, Any], year: int | None, name: str) -> Asked:
    from trinvis.municipality.capacity_asked import asked_from

    return asked_from({key: str(value) for key, value in said.items() if value}, year, name)


def _tell_all(made: Capacity, houses: Houses, form: str, out: str | None, *, synthetic: bool) -> None:
    from trinvis.presentation.capacity_overview import overview_table

    emit(overview_table(made, houses, synthetic=synthetic), form, out)


def _tell(made: Capacity, table: str, form: str, out: str | None, *, synthetic: bool) -> None:
    from trinvis.municipality.capacity import SECTIONS
    from trinvis.presentation.capacity_tables import report_table

    section = table.partition(".")[0]
    if section not in SECTIONS:
        raise Wrong(
            f"--table {table} findes ikke: vælg en del ({', '.join(SECTIONS)} eller houses) eller en tabel, som oversigten nævner."
        )
    found = made.section(section)
    chosen = [one for one in found if table in (section, one.key)]
    if not chosen:
        raise Wrong(f"--table {table} findes ikke: vælg {', '.join(one.key for one in found)}.")
    if len(chosen) > 1 and (form != "table" or out is not None):
        raise Wrong(
            f"En fil holder én tabel: vælg --table {chosen[0].key} eller en anden af {', '.join(one.key for one in chosen)}."
        )
    for number, one in enumerate(chosen):
        if number:
            say("")
        emit(report_table(made, one, synthetic=synthetic), form, out)
