"""``years-ahead``: what the years after this one may cost, under saved scenarios too, and what a frame has room for."""

from __future__ import annotations

from typing import Annotated

import typer

from trinvis.cli.arguments import AsOf, EngineName, Folder, Format, Out, Year
from trinvis.cli.opening import moment, opened
from trinvis.cli.output import check_format, emit
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic

MOST = 12
ALL = "alle"


def years_ahead(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    years: Annotated[int, typer.Option("--years", metavar="ANTAL", help="Hvor mange år frem; fra 1 til 12.")] = 4,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="NAVN",
            help="Vis, hvad et gemt scenarie gør i kroner; kan gives flere gange, og alle viser dem alle.",
        ),
    ] = None,
    frame: Annotated[
        str | None,
        typer.Option("--frame", metavar="KR", help="Vis, hvor mange helårspersoner en ramme næste år har plads til."),
    ] = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis årene frem: helårspersoner, gennemsnitspris og beløb pr. trin og type.

    Middeltal uden interval, for årene frem er ikke efterprøvet. Scenarier gemmes med trinvis journal add scenario eller på siden
    Prognose.
    """
    from trinvis.presentation.forecast_years_page import all_types_table
    from trinvis.presentation.scenarios_shown import comparison_table, frame_table

    form, asked = check_format(form, out), moment(year, as_of)
    if not 1 <= years <= MOST:
        raise Wrong(f"--years {years} kan ikke bruges: giv et tal fra 1 til {MOST}.")
    if scenario and frame:
        raise Wrong("Giv enten --scenario eller --frame: de svarer på hvert sit.")
    frame_oere = None if frame is None else _oere(frame)
    with opened(folder, engine) as kommune:
        synthetic = is_synthetic(kommune)
        if frame_oere is not None:
            fit = kommune.fit_to_frame(asked.year, asked.as_of, frame_oere)
            table = frame_table(fit, asked.year + 1, asked.as_of, synthetic=synthetic)
        elif scenario:
            names = None if scenario == [ALL] else scenario
            with progress_bar("Regner scenarierne"):
                found = kommune.compare_scenarios(asked.year, asked.as_of, names, years=years)
            table = comparison_table(found, synthetic=synthetic)
        else:
            with progress_bar("Regner årene frem"):
                made = kommune.years_ahead(asked.year, asked.as_of, years=years)
            table = all_types_table(made, synthetic=synthetic)
    emit(table, form, out)
    return DONE


def _oere(text: str) -> int:
    from trinvis.journal.typed import hundredths

    try:
        return hundredths(text)
    except ValueError as wrong:
        raise Wrong(f"--frame {text} {wrong}.") from None
