"""``trinvis doctor``, ``key-rotate``, ``template`` and ``forms``: looking after the folder, and getting files right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import Folder, Format, Out
from trinvis.cli.opening import opened
from trinvis.cli.output import check_format, emit, save
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, DONE_WITH_REJECTED, Wrong
from trinvis.presentation.municipality import is_synthetic

if TYPE_CHECKING:
    from trinvis.reports.table import Cell

CONSEQUENCES = "consequences"


def doctor(folder: Folder, form: Format = "table", out: Out = None) -> int:
    """Gå kommunens mappe efter fra ende til anden.

    Filernes kontrolsummer, registret, at alle tal er summen af deres rækker, og at det godkendte kan regnes ens igen. Udgang 1, når
    noget ikke er, som det skal være.
    """
    from trinvis.reports.danish import count
    from trinvis.reports.table import ReportColumn, ReportTable

    form = check_format(form, out)
    with opened(folder) as kommune:
        with progress_bar("Går mappen efter"):
            found = kommune.doctor()
        synthetic = is_synthetic(kommune)
    table = ReportTable(
        name="doctor",
        title="Fund",
        answer=f"{count(len(found), 'ting', 'ting')} er ikke, som det skal være."
        if found
        else "Alt er, som det skal være.",
        columns=(ReportColumn("code", "Regel"), ReportColumn("sentence", "Hvad")),
        rows=tuple({"code": one.code, "sentence": one.sentence} for one in found),
        synthetic=synthetic,
    )
    emit(table, form, out)
    return DONE_WITH_REJECTED if found else DONE


def key_rotate(folder: Folder) -> int:
    """Skift hovednøglen.

    Ligger nøglen i en fil, laves en ny i dens sted. Står den i TRINVIS_KEY, skal den nye stå i TRINVIS_NEW_KEY. Filerne skal ikke
    skrives om; gem en kopi af den nye nøgle, og smid den gamle ud.
    """
    given = edge.given_key()
    new = None
    if given is not None:
        text = os.environ.get("TRINVIS_NEW_KEY")
        if not text:
            raise Wrong("Nøglen står i TRINVIS_KEY: sæt den nye i TRINVIS_NEW_KEY (32 byte i hex eller base64).")
        new = edge.parse_key(text, "TRINVIS_NEW_KEY")
    with opened(folder) as kommune, progress_bar("Skifter nøglen"):
        kommune.rotate_key(new)
    if new is None:
        from trinvis.workspace import workspace_id

        print(f"Nøglen er skiftet: gem en kopi af {edge.key_path(workspace_id(folder))} et sikkert sted.")
    else:
        print("Nøglen er skiftet: brug fra nu af den nye som TRINVIS_KEY.")
    return DONE


def template(
    table: Annotated[
        str | None, typer.Argument(metavar="TABEL", help="Tabellen; uden den vises alle tabeller.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="csv eller xlsx; ellers efter endelsen på --out.")
    ] = "table",
    out: Out = None,
) -> int:
    """Hent en importskabelon med danske overskrifter og en eksempelrække."""
    from trinvis.intake.templates import columns_of, csv_template, xlsx_template
    from trinvis.reports.table import ReportColumn, ReportTable
    from trinvis.tables import TABLES

    if table is None:
        rows: list[dict[str, Cell]] = [
            {"name": one.name, "label": one.label, "meaning": one.meaning, "columns": len(columns_of(one))}
            for one in TABLES.values()
        ]
        rows.append(_consequences_row())
        columns = (
            ReportColumn("name", "Tabel"),
            ReportColumn("label", "Navn"),
            ReportColumn("meaning", "Én række er"),
            ReportColumn("columns", "Kolonner", "integer"),
        )
        emit(ReportTable("templates", "Skabeloner", "", columns, tuple(rows)), check_format(form, out), out)
        return DONE
    if table not in (*TABLES, CONSEQUENCES):
        raise Wrong(f"Der er ingen tabel {table}: vælg en af {', '.join((*TABLES, CONSEQUENCES))}.")
    form = check_format("csv" if form == "table" and out is None else form, out, ("csv", "xlsx"))
    if table == CONSEQUENCES:
        from trinvis.municipality import investment_consequence_template as template

        save(template.xlsx_template() if form == "xlsx" else template.csv_template(), out)
        return DONE
    made = xlsx_template(TABLES[table]) if form == "xlsx" else csv_template(TABLES[table])
    save(made, out)
    return DONE


def _consequences_row() -> dict[str, Cell]:
    """The table that is put into a case and is none of the municipality's data."""
    from trinvis.municipality.investment_consequences import TABLE

    columns = len(TABLE.fields)
    return {
        "name": CONSEQUENCES,
        "label": "Konsekvenser",
        "meaning": "Én række er én konsekvens pr. person, år for år, til en investeringscase.",
        "columns": columns,
    }


def forms(
    folder: Folder,
    source: Annotated[str | None, typer.Option("--source", metavar="PROFIL", help="Kun den kilde.")] = None,
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis, hvad Trinvis husker om jeres filer: talformer, datoformer, overskrifter og ord, kilde for kilde."""
    from trinvis.reports.table import ReportColumn, ReportTable

    form = check_format(form, out)
    with opened(folder) as kommune:
        remembered: dict[tuple[str, str, str], str] = {}
        for delivery in kommune.deliveries():
            if source in (None, delivery.source):
                for what, told in delivery.remember.items():
                    for name, value in _flat(told):
                        remembered[delivery.source, what, name] = value
        synthetic = is_synthetic(kommune)
    words = {"forms": "Form", "headers": "Overskrift", "values": "Ord"}
    table = ReportTable(
        name="forms",
        title="Husket af tidligere filer",
        answer="" if remembered else "Der er ikke husket noget endnu.",
        columns=(
            ReportColumn("source", "Kilde"),
            ReportColumn("what", "Hvad"),
            ReportColumn("name", "I filen"),
            ReportColumn("value", "Læses som"),
        ),
        rows=tuple(
            {"source": one, "what": words.get(what, what), "name": name, "value": value}
            for (one, what, name), value in sorted(remembered.items())
        ),
        synthetic=synthetic,
    )
    emit(table, form, out)
    return DONE


def _flat(told: object, above: str = "") -> list[tuple[str, str]]:
    if not isinstance(told, dict):
        return [(above, str(told))]
    return [pair for name, value in told.items() for pair in _flat(value, f"{above}: {name}" if above else str(name))]
