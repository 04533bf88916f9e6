"""``staircase``: where the children and the money stand on the staircase, and whether we move down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, EngineName, Folder, Out, PictureFormat, Year
from trinvis.cli.opening import moment, opened
from trinvis.cli.output import PICTURE_FORMATS, PICTURES, check_format, emit, save
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.staircase_view import View
    from trinvis.presentation.municipality import Moment
    from trinvis.reports.table import ReportTable

VIEWS = ("children", "money", "flows", "durations", "split", "years")
BY = ("age", "district", "type")

Scheme = Annotated[
    str,
    typer.Option(
        "--scheme", metavar="TRAPPE", help="own er kommunens egen trappe, national den nationalt sammenlignelige."
    ),
]
MainGrant = Annotated[
    str,
    typer.Option(
        "--choice",
        metavar="VALG",
        help="Har et barn to hovedydelser på en dag: highest sætter det på det højeste trin, first_begun på den, der begyndte først.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="HVEM",
        help="Tæl ikke disse børn med: disability (udelukkende støttet på grund af funktionsnedsættelse) eller unaccompanied "
        "(uledsagede flygtningebørn); kan gives flere gange.",
    ),
]


def staircase(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    compare_to: Annotated[
        str | None,
        typer.Option("--compare-to", metavar="DATO", help="Dagen, der sammenlignes med; ellers samme dag året før."),
    ] = None,
    scheme: Scheme = "own",
    choice: MainGrant = "highest",
    without: Without = None,
    view: Annotated[
        str,
        typer.Option(
            "--view",
            metavar="HVAD",
            help="children (trin for trin), money (udgifter), flows (fra trin til trin), durations (varighed), split (børn × varighed × "
            "pris) eller years (andele år for år).",
        ),
    ] = "children",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="GRUPPE", help="Del children eller durations efter age, district eller type."),
    ] = None,
    engine: EngineName = "polars",
    form: PictureFormat = "table",
    out: Out = None,
) -> int:
    """Vis, hvor børnene og pengene står på trappen, og om vi bevæger os ned.

    Kommunens egen trappe lader det, der kan stå på flere trin, følge barnet; den nationale viser kun det bogførte, som det kan
    sammenlignes med andre. De to blandes aldrig. Summen er opgørelsens, til øren.
    """
    from trinvis.reports.table import ReportTable

    form, asked = check_format(form, out, PICTURE_FORMATS), moment(year, as_of)
    if view not in VIEWS:
        raise Wrong(f"--view {view} findes ikke: vælg {', '.join(VIEWS[:-1])} eller {VIEWS[-1]}.")
    if by is not None and (by not in BY or view not in ("children", "durations")):
        raise Wrong(
            f"--by {by} kan ikke bruges her: del children eller durations efter {', '.join(BY[:-1])} eller {BY[-1]}."
        )
    before = edge.day(compare_to, "--compare-to")
    chosen = view_asked(scheme, choice, without)
    with opened(folder, engine) as kommune, progress_bar("Sætter børn og kroner på trappen"):
        made = (
            _picture(kommune, asked, chosen, before, view, form)
            if form in PICTURES
            else _table(kommune, asked, chosen, before, view, by)
        )
    if isinstance(made, ReportTable):
        emit(made, form, out)
    else:
        save(made, out)
    return DONE


def view_asked(scheme: str, choice: str, without: list[str] | None) -> View:
    """The choices as typed; raises ``WrongView``."""
    from trinvis.municipality.staircase_view import view_of

    return view_of({"scheme": scheme, "choice": choice, "without": "+".join(without or ())})


def _table(
    kommune: Municipality, asked: Moment, view: View, before: date | None, what: str, by: str | None
) -> ReportTable:
    from trinvis.presentation import staircase_groups, staircase_pictures, staircase_split_shown, staircase_tables

    synthetic = is_synthetic(kommune)
    if what == "split":
        split = kommune.staircase_split(
            asked.year, asked.as_of, before.year if before and before.year < asked.year else None, view.choice
        )
        if split is None:
            raise Wrong(
                f"Ingen måned i {asked.year} er slut {asked.as_of:%d.%m.%Y}, så der er intet at dele: vælg en senere dag."
            )
        return staircase_split_shown.split_table(split, synthetic=synthetic)
    if what == "years":
        return staircase_pictures.years_table(kommune.staircase_years(asked.year, asked.as_of), synthetic=synthetic)
    money = kommune.staircase_money(asked.year, asked.as_of, view)
    if what == "money":
        return staircase_tables.money_table(money, synthetic=synthetic)
    shown = staircase_tables.Shown(kommune.staircase_activity(asked.year, asked.as_of, view, before), money, synthetic)
    if what == "flows":
        return staircase_tables.flows_table(shown)
    if what == "durations":
        return staircase_groups.durations_table(shown, by)  # type: ignore[arg-type]
    return staircase_tables.steps_table(shown) if by is None else staircase_groups.groups_table(shown, by)  # type: ignore[arg-type]


def _picture(kommune: Municipality, asked: Moment, view: View, before: date | None, what: str, form: str) -> bytes:
    from trinvis.presentation import staircase_pictures
    from trinvis.presentation.staircase_files import picture_file
    from trinvis.presentation.staircase_tables import Shown

    if what == "split":
        split = kommune.staircase_split(
            asked.year, asked.as_of, before.year if before and before.year < asked.year else None, view.choice
        )
        sketch = None if split is None else staircase_pictures.split_sketch(split)
    elif what == "years":
        years = kommune.staircase_years(asked.year, asked.as_of)
        sketch = staircase_pictures.years_sketch(years) if years.years else None
    elif what in ("children", "flows"):
        made, money = (
            kommune.staircase_activity(asked.year, asked.as_of, view, before),
            kommune.staircase_money(asked.year, asked.as_of, view),
        )
        sketch = staircase_pictures.flows_sketch(Shown(made, money, is_synthetic(kommune)))
    else:
        sketch = None
    if sketch is None:
        raise Wrong(
            f"--view {what} har intet billede her: vælg children, flows, split eller years, eller et andet --format."
        )
    return picture_file(sketch, form, synthetic=is_synthetic(kommune))
