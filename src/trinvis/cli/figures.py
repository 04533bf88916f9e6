"""The questions: ``commitments``, ``follow-up``, ``changes``, ``reconciliation``, ``explain``, and ``approve``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, EngineName, Folder, Format, Out, Year
from trinvis.cli.opening import moment, opened
from trinvis.cli.output import DOCUMENTS, REPORT_FORMATS, check_format, emit, save, say
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import Moment, area_labels, is_synthetic
from trinvis.presentation.opened_lines import APPROVED, reckoned

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

CompareTo = Annotated[
    str | None,
    typer.Option(
        "--compare-to",
        metavar="DATO",
        help="Vis, hvad der har flyttet det forventede regnskab siden den dag, eller siden godkendt-3.",
    ),
]
Gross = Annotated[
    bool,
    typer.Option(
        "--gross",
        help="Vis brutto: uden de indtægter, der er bogført inde i områderne (hovedart 7, 8, art 9.7 og dranst 2).",
    ),
]


def commitments(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="LISTE",
            help="Del op efter child, grant, area, type, placement, step, provider, provider-kind, team, district, "
            "paragraph, status, month; skriv flere med komma imellem.",
        ),
    ] = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis, hvad de bevilgede indsatser koster i året, dag for dag."""
    from trinvis.municipality.commitments import GROUPS
    from trinvis.reports.commitments_table import commitments_table

    form, asked = check_format(form, out), moment(year, as_of)
    groups = [word.strip().replace("_", "-") for word in (by or "").split(",") if word.strip()]
    with opened(folder, engine) as kommune:
        with progress_bar("Regner disponeringen"):
            made = kommune.commitments(asked.year, asked.as_of, groups)
        table = commitments_table(
            asked.year,
            asked.as_of,
            [GROUPS[name] for name in groups],
            made.totals,
            made.total,
            area_labels(kommune, asked.as_of),
            full_year_days=made.full_year_days,
            synthetic=is_synthetic(kommune),
        )
    emit(table, form, out)
    return DONE


def follow_up(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    compare_to: CompareTo = None,
    gross: Gross = False,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis budgetopfølgningen: budget, forbrug, disponeret, forventet regnskab og afvigelse for hvert område.

    Med --format xlsx skrives et regneark med levende formler: opfølgning, disponering barn for barn, forbrug, skøn, forudsætninger,
    ændringer, afstemning og adresser. Med --format pdf eller docx skrives to sider til et udvalg.
    """
    form, asked = check_format(form, out, REPORT_FORMATS), moment(year, as_of)
    before = basis_name(compare_to, "--compare-to")
    with opened(folder, engine) as kommune:
        if form == "xlsx":
            from trinvis.presentation.workbook import workbook_content

            if gross:
                raise Wrong("Regnearket er netto: udelad --gross, eller vælg et andet --format.")

            with progress_bar("Skriver regnearket"):
                content = workbook_content(kommune, asked, before)
            save(content, out)
        elif form in DOCUMENTS:
            from trinvis.presentation import documents

            write = documents.follow_up_pdf if form == "pdf" else documents.follow_up_docx
            with progress_bar("Skriver dokumentet"):
                content = write(kommune, asked, before=before, measure="gross" if gross else "net")
            save(content, out)
        else:
            show_follow_up(kommune, asked, before, form, out, gross=gross)
    return DONE


def show_follow_up(
    kommune: Municipality, asked: Moment, before: date | int | None, form: str, out: str | None, *, gross: bool = False
) -> None:
    """The follow-up on the screen or in a file, and below it what has changed when that was asked."""
    from trinvis.presentation.follow_up_tables import facts_of, moved_table
    from trinvis.reports.follow_up_table import follow_up_table

    with progress_bar("Regner opfølgningen"):
        made = kommune.follow_up(asked.year, asked.as_of, "gross" if gross else "net")
        moved = None if before is None else kommune.changes(asked.year, before, asked.as_of)
    table = follow_up_table(facts_of(made, asked.as_of, synthetic=is_synthetic(kommune)))
    if moved is None:
        emit(table, form, out)
        return
    labels = area_labels(kommune, asked.as_of)
    below = moved_table(moved, asked, before, labels, synthetic=is_synthetic(kommune))
    if form == "json":
        from trinvis.reports.json_text import canonical, document

        save(canonical({**document(table), "changes": document(below)}), out)
    elif form == "table" and out is None:
        emit(table, form, None)
        emit(below, form, None)
    else:
        emit(table, form, out)
        say("Ændringerne står ikke i filen: hent dem med trinvis changes.")


def why(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis, hvorfor året afviger: flere børn, længere forløb eller højere priser, område for område.

    Delt mod budgetforudsætningerne og mod sidste år; delene giver forskellen til øren.
    """
    from trinvis.presentation.follow_up_tables import causes_table

    form, asked = check_format(form, out), moment(year, as_of)
    with opened(folder, engine) as kommune:
        with progress_bar("Regner opfølgningen"):
            made = kommune.follow_up(asked.year, asked.as_of)
        table = causes_table(made, asked.as_of, synthetic=is_synthetic(kommune))
    emit(table, form, out)
    return DONE


def changes(
    folder: Folder,
    compare_to: Annotated[
        str,
        typer.Option(
            "--compare-to", metavar="DATO", help="Dagen, eller godkendelsen (godkendt-3), der ses tilbage til."
        ),
    ],
    year: Year = None,
    as_of: AsOf = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis, hvad der har flyttet det forventede regnskab mellem to dage; posterne giver forskellen til øren."""
    from trinvis.presentation.follow_up_tables import moved_table

    form, asked = check_format(form, out), moment(year, as_of)
    before = basis_name(compare_to, "--compare-to")
    if before is None:
        raise Wrong("trinvis changes mangler --compare-to: giv dagen, der ses tilbage til.")
    with opened(folder, engine) as kommune:
        with progress_bar("Sammenligner"):
            moved = kommune.changes(asked.year, before, asked.as_of)
        table = moved_table(moved, asked, before, area_labels(kommune, asked.as_of), synthetic=is_synthetic(kommune))
    emit(table, form, out)
    return DONE


def reconciliation(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis, hvor bogført og bevilget ikke passer sammen.

    Fire lister: betalt uden aktiv indsats, aktiv indsats uden betaling, prisafvigelse og betaling efter stop.
    """
    from trinvis.reports.reconciliation_table import reconciliation_table

    form, asked = check_format(form, out), moment(year, as_of)
    with opened(folder, engine) as kommune:
        with progress_bar("Afstemmer"):
            lists = kommune.reconciliation(asked.year, asked.as_of)
        labels = area_labels(kommune, asked.as_of)
        table = reconciliation_table(lists, asked.year, asked.as_of, labels, synthetic=is_synthetic(kommune))
    emit(table, form, out)
    return DONE


def explain(
    folder: Folder,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADRESSE",
            help='Tallets adresse, som den står i JSON og i regnearket, fx "follow-up/2026/2026-09-30/forecast_oere?area=…".',
        ),
    ],
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis beregningen bag et tal: formel, regler, satser og de rækker, tallet er summen af."""
    from trinvis.presentation.follow_up_tables import opened_figure
    from trinvis.reports.explanation_table import explanation_table

    form = check_format(form, out)
    with opened(folder, engine) as kommune:
        with progress_bar("Åbner tallet"):
            found = kommune.explain(address)
            lines = reckoned(kommune, found)
        table = explanation_table(opened_figure(found, lines, synthetic=is_synthetic(kommune)))
    emit(table, form, out)
    return DONE


def approve(
    folder: Folder,
    year: Year = None,
    as_of: AsOf = None,
    listed: Annotated[bool, typer.Option("--list", help="Vis de godkendte opfølgninger.")] = False,
    recompute: Annotated[
        int | None, typer.Option("--recompute", metavar="NR", help="Regn en godkendelse igen af det, den gemte.")
    ] = None,
    engine: EngineName = "polars",
    form: Format = "table",
    out: Out = None,
) -> int:
    """Godkend budgetopfølgningen.

    Den gemmer tal, noter og alt, hvad den er gjort af, og kan regnes ens igen, hvad der end kommer siden.
    """
    from trinvis.presentation.follow_up_tables import approvals_table

    form = check_format(form, out)
    with opened(folder, engine) as kommune:
        if recompute is not None:
            return _recompute(kommune, recompute, form, out)
        if listed:
            emit(approvals_table(kommune.approvals(), synthetic=is_synthetic(kommune)), form, out)
            return DONE
        asked = moment(year, as_of)
        with progress_bar("Godkender"):
            made = kommune.follow_up(asked.year, asked.as_of)
            kept = kommune.approve(asked.year, asked.as_of, edge.user())
        if made.unexplained.height:
            labels = ", ".join(made.unexplained["label"].to_list())
            say(f"Bemærk: der mangler afvigelsesforklaring for {labels}.")
        emit(approvals_table([kept], synthetic=is_synthetic(kommune)), form, out)
    return DONE


def _recompute(kommune: Municipality, number: int, form: str, out: str | None) -> int:
    kept = {approval.number: approval for approval in kommune.approvals()}
    content = kommune.recompute(number)
    if form == "json":
        save(content, out)
    same = number in kept and content == kept[number].figures
    if not same:
        raise Wrong(f"Godkendelse nr. {number} giver ikke de samme tal igen: kør trinvis doctor, og meld fejlen.")
    say(f"Godkendelse nr. {number} giver præcis de samme tal igen.")
    return DONE


def basis_name(text: str | None, option: str) -> date | int | None:
    """A day, or the number of an approval written ``godkendt-3``."""
    if text is not None and text.startswith(APPROVED):
        number = text.removeprefix(APPROVED)
        if not number.isdigit():
            raise Wrong(f"{option} {text} er ingen godkendelse: skriv den som godkendt-3.")
        return int(number)
    return edge.day(text, option)
