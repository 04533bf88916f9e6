"""``benchmark``: how we lie beside other municipalities, one measure at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, EngineName, Folder, Out, PictureFormat
from trinvis.cli.opening import opened
from trinvis.cli.output import PICTURE_FORMATS, PICTURES, check_format, emit, save
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic, municipality_name

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark

MEASURES = (
    "spending", "change", "distribution", "extra-cost", "total", "share", "share-change", "share-means", "ratio", "ratio-means", "directions",
    "groups", "nearest", "need", "model", "difference", "places", "rate", "rate-means", "cautious",
)  # fmt: skip


def benchmark(
    folder: Folder,
    year: Annotated[
        int | None, typer.Option("--year", metavar="ÅR", help="Regnskabsåret; ellers det nyeste, vi har regnskab for.")
    ] = None,
    as_of: AsOf = None,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="SÆT",
            help="nærmeste, alle_98, uden_smaa_oeer_94, uden_fem_mindste_93, region, gruppe, navnet på en region, kommunegruppe eller "
            "egen gruppe i profilen, eller kommunekoder med komma imellem; ellers de nærmeste, når der er baggrundstal.",
        ),
    ] = "",
    measure: Annotated[
        str, typer.Option("--measure", metavar="MÅL", help=f"Hvad der sammenlignes: {', '.join(MEASURES)}.")
    ] = "spending",
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            metavar="ÅR",
            help="Første år i udviklingen og basisår for merudgift; ellers det første med regnskab.",
        ),
    ] = None,
    weighted: Annotated[
        bool,
        typer.Option(
            "--weighted/--unweighted", help="Vægtet gennemsnit (sum over sum) eller uvægtet (hver kommune tæller 1)."
        ),
    ] = False,
    net: Annotated[
        bool, typer.Option("--net/--gross", help="Nettoudgifter (udgifter minus indtægter) eller bruttoudgifter.")
    ] = False,
    budget: Annotated[bool, typer.Option("--budget", help="Sammenlign budgetter i stedet for regnskaber.")] = False,
    index: Annotated[
        str | None,
        typer.Option(
            "--index",
            metavar="NAVN",
            help="Prisindekset til faste priser; ingen giver løbende priser. Ellers profilens, når det har tal.",
        ),
    ] = None,
    prices: Annotated[
        int | None,
        typer.Option("--prices", metavar="ÅR", help="Året, hvis priser der regnes i; ellers indeksets nyeste."),
    ] = None,
    figure: Annotated[
        str,
        typer.Option(
            "--figure", metavar="NØGLE", help="Tallet til rate, rate-means og cautious, fx NT-1 eller ANBAAR12/0."
        ),
    ] = "",
    background: Annotated[
        str, typer.Option("--background", metavar="NØGLE", help="Baggrundstallet, som groups deler kommunerne efter.")
    ] = "",
    variable: Annotated[
        list[str] | None,
        typer.Option(
            "--variable",
            metavar="NØGLE",
            help="Baggrundstal til de nærmeste og den egne model; kan gives flere gange, ellers alle.",
        ),
    ] = None,
    engine: EngineName = "polars",
    form: PictureFormat = "table",
    out: Out = None,
) -> int:
    """Vis, hvordan kommunen ligger i forhold til andre, målt på trappens udgifter, antal børn og udgiftsbehov.

    Tallene er beskrivende og viser ikke årsag. De kræver indlæste regnskaber fra alle kommuner (--source statbank), befolkning og, for
    behov og nærmeste kommuner, baggrundstal (--source figures).
    """
    from trinvis.municipality.benchmark import Asked
    from trinvis.presentation.benchmark_page import measure_table

    form = check_format(form, out, PICTURE_FORMATS)
    if measure not in MEASURES:
        raise Wrong(f"--measure {measure} findes ikke: vælg {', '.join(MEASURES[:-1])} eller {MEASURES[-1]}.")
    edge.years({"--year": year, "--since": since, "--prices": prices})
    asked = Asked(
        year=year,
        against=against,
        counting="net" if net else "gross",
        kind="budget" if budget else "accounts",
        index=index,
        base=prices,
        weighting="weighted" if weighted else "unweighted",
        since=since,
        figure=figure,
        background=background,
        variables=tuple(variable or ()),
    )
    day = edge.day(as_of, "--as-of") or edge.today()
    with opened(folder, engine) as kommune:
        made = kommune.benchmark(day, replace(asked, own_name=municipality_name(kommune, day)))
        synthetic = is_synthetic(kommune)
        if form in PICTURES:
            save(_picture(made, measure, form), out)
        else:
            emit(measure_table(made, measure, synthetic=synthetic), form, out)
    return DONE


def _picture(made: Benchmark, measure: str, form: str) -> bytes:
    from trinvis.presentation.benchmark_pictures import PICTURES_OF, file_of

    if measure not in PICTURES_OF:
        raise Wrong(f"--measure {measure} har intet billede: vælg {', '.join(PICTURES_OF)}, eller en tabel.")
    content = file_of(made, measure, form)
    if content is None:
        raise Wrong(f"Der er ingen tal at tegne for --measure {measure}: se tabellen, som siger hvorfor.")
    return content
