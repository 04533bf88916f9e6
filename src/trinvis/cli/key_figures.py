"""``key-figures``: the twelve key figures and the placement shares, each with what it is made of; as a report too."""

from __future__ import annotations

from typing import Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, EngineName, Folder, Out
from trinvis.cli.opening import opened
from trinvis.cli.output import DOCUMENTS, REPORT_FORMATS, check_format, emit, save
from trinvis.cli.progress import progress_bar
from trinvis.cli.staircase import MainGrant, Scheme
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic

NOBODY = "nobody"


def key_figures(
    folder: Folder,
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="DATO", help="Den sidste opgørelsesdag, fx 31.03.2026; ellers dagen i --as-of."),
    ] = None,
    as_of: AsOf = None,
    figure: Annotated[
        str | None,
        typer.Option("--figure", metavar="NR", help="Kun ét nøgletal, fx 1 eller anbringelsesandel_dag; ellers alle."),
    ] = None,
    published: Annotated[
        bool,
        typer.Option("--published", help="Vis de offentliggjorte og indtastede serier, kommunens og andres, i stedet."),
    ] = False,
    scheme: Scheme = "own",
    choice: MainGrant = "highest",
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="HVEM",
            help="Tæl ikke disse børn med: disability eller unaccompanied; ellers begge, som VIVE. nobody tæller alle børn med.",
        ),
    ] = None,
    engine: EngineName = "polars",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, json, csv eller xlsx, eller nøgletalsrapporten som pdf eller docx; ellers efter --out.",
        ),
    ] = "table",
    out: Out = None,
) -> int:
    """Vis nøgletallene for hver marts og september, som data når: tæller, nævner, hvem der har talt, vindue og formel.

    Fem nøgletal har VIVEs formel; de andre syv er Trinvis' egne og siger det. pdf og docx er den halvårlige nøgletalsrapport.
    """
    from trinvis.municipality.staircase_view import DISABILITY, UNACCOMPANIED, view_of
    from trinvis.presentation import key_figures_page, key_figures_report

    form = check_format(form, out, REPORT_FORMATS)
    seen_day = edge.day(as_of, "--as-of") or edge.today()
    last = edge.day(day, "--day")
    if last is not None and last > seen_day:
        seen_day = last if as_of is None else seen_day
    left_out = [DISABILITY, UNACCOMPANIED] if without is None else [one for one in without if one != NOBODY]
    view = view_of({"scheme": scheme, "choice": choice, "without": "+".join(left_out)})
    with opened(folder, engine) as kommune:
        with progress_bar("Regner nøgletallene"):
            made = kommune.key_figures(seen_day, last, view)
        if figure is not None and figure not in made.definitions:
            raise Wrong(f"--figure {figure} findes ikke: vælg blandt {', '.join(made.definitions)}.")
        seen = key_figures_report.seen_of(made, kommune.code, synthetic=is_synthetic(kommune))
        if form in DOCUMENTS:
            write = key_figures_report.report_pdf if form == "pdf" else key_figures_report.report_docx
            save(write(kommune, seen), out)
            return DONE
        if published:
            table = key_figures_page.published_table(seen)
            if table is None:
                raise Wrong(
                    "Ingen offentliggjorte nøgletal er modtaget: indlæs dem med trinvis import --source figures."
                )
        elif figure is not None:
            table = key_figures_page.figures_table(seen, figure)
        else:
            table = key_figures_page.every_table(seen)
    emit(table, form, out)
    return DONE
