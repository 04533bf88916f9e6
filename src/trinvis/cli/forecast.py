"""``forecast``: where the year may end, and how sure that is; ``backtest``: how right it would have been before."""

from __future__ import annotations

from typing import Annotated

import typer

from trinvis.cli.arguments import AsOf, EngineName, Folder, Format, Out, Year
from trinvis.cli.opening import moment, opened
from trinvis.cli.output import check_format, emit, save
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic

FEWEST, MOST = 100, 1_000_000

Seed = Annotated[
    int, typer.Option("--seed", metavar="TAL", help="Frø til de tilfældige tal: samme frø giver samme tal igen.")
]


def forecast(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    simulations: Annotated[
        int, typer.Option("--simulations", metavar="ANTAL", help="Hvor mange gange året simuleres; mindst 100.")
    ] = 10_000,
    seed: Seed = 1,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Simulér årets regnskab: hvor året ender, hvor sikkert det er, og hvad der er mest usikkert.

    Barn for barn, hvor indsatserne er kendt: ophør, nye indsatser, sen registrering, priser, sene posteringer og refusion, hver med sin
    usikkerhed. Intervaller vises, når trinvis backtest har prøvet dem på egne tal.
    """
    from trinvis.presentation.forecast_document import forecast_document
    from trinvis.presentation.forecast_tables import areas_table
    from trinvis.reports.json_text import canonical

    form, asked = check_format(form, out), moment(year, as_of)
    _checked(simulations, seed)
    with opened(folder, engine) as kommune:
        with progress_bar("Simulerer året"):
            made = kommune.forecast(asked.year, asked.as_of, draws=simulations, seed=seed)
        profile, synthetic = kommune.profile(asked.as_of), is_synthetic(kommune)
    if form == "json":
        save(canonical(forecast_document(made, profile, synthetic=synthetic)), out)
        return DONE
    table = areas_table(made, profile, synthetic=synthetic)
    emit(table, form, out)
    return DONE


def backtest(
    folder: Folder,
    as_of: AsOf = None,
    simulations: Annotated[
        int, typer.Option("--simulations", metavar="ANTAL", help="Hvor mange gange hver måned simuleres; mindst 100.")
    ] = 1_000,
    seed: Seed = 1,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Prøv prognosen på afsluttede år: hvad hver metode ville have sagt måned for måned, og hvad regnskabet blev.

    Hver måned ses, som den var kendt da. Resultatet gemmes i mappen, og trinvis forecast viser derefter intervaller. Metoden
    til et område vælges med trinvis journal add method.
    """
    from trinvis.presentation.forecast_methods import backtest_table

    form, asked = check_format(form, out), moment(None, as_of)
    _checked(simulations, seed)
    with opened(folder, engine) as kommune:
        with progress_bar("Prøver prognosen") as step:
            made = kommune.backtest(asked.as_of, draws=simulations, seed=seed, progress=step)
        table = backtest_table(made, synthetic=is_synthetic(kommune))
    emit(table, form, out)
    return DONE


def _checked(simulations: int, seed: int) -> None:
    if not FEWEST <= simulations <= MOST:
        raise Wrong(f"--simulations {simulations} kan ikke bruges: giv et tal fra {FEWEST} til 1.000.000.")
    if seed < 0:
        raise Wrong(f"--seed {seed} kan ikke bruges: giv et helt tal fra 0 og op.")
