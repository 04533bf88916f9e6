"""``trinvis import``, ``deliveries``, ``rejects`` and ``withdraw``: what comes in, and what becomes of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, Folder, Format, Out, Yes
from trinvis.cli.opening import opened
from trinvis.cli.output import check_format, emit, say
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, DONE_WITH_REJECTED, Wrong
from trinvis.presentation.municipality import is_synthetic

if TYPE_CHECKING:
    from trinvis.intake import ReadOptions

DeliveryId = Annotated[
    str, typer.Argument(metavar="LEVERING", help="Leveringens id, som trinvis deliveries viser det.")
]


def import_files(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(metavar="FIL", help="Filerne, der skal hentes ind.")],
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="PROFIL",
            help="Kilden, fx grants, finance, budget, disponeringsark, dubu eller os2bos; ellers efter overskrifterne.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATO", help="Kendt fra en tidligere dag; mærkes efterregistreret. Ellers i dag."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis, hvad der ville ske, og gem intet.")] = False,
    yes: Yes = False,
    extract_day: Annotated[
        str | None, typer.Option("--extract-day", metavar="DATO", help="Dagen, et øjebliksbillede er trukket.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="FRA..TIL", help="Månederne, filen dækker, fx 2026-01..2026-03.")
    ] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="TEKST", help="Den del, filen dækker, når en kilde leverer flere.")
    ] = None,
    number_form: Annotated[
        str | None, typer.Option("--number-form", metavar="FORM", help="da for 1.234,56 eller en for 1,234.56.")
    ] = None,
    date_form: Annotated[
        str | None, typer.Option("--date-form", metavar="FORM", help="dmy, mdy, ymd eller serial (Excels dagnumre).")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="ARK", help="Arket i regnearket.")] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="ÅR", help="Året, når filen ikke selv siger det.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="TABEL", help="Tabellen i Statistikbanken, fx REGKC; uden filer hentes den derfra."
        ),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option("--header", metavar="OVERSKRIFT=KOLONNE", help="En overskrift, som Trinvis ikke kender; huskes."),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option("--value", metavar="KOLONNE:TEKST=KODE", help="En tekst, som Trinvis ikke kender; huskes."),
    ] = None,
    form: Format = "table",
    out: Out = None,
) -> int:
    """Hent filer ind.

    Leveringens betydning vises, før den gemmes: øjebliksbillede, periode eller tilvækst, og hvad den afløser. Afviste rækker gemmes
    med deres grund. Udgang 1, når noget blev afvist.
    """
    from trinvis.presentation.receipt_tables import receipt_table, told

    form = check_format(form, out)
    options = _options(
        extract_day, period, scope, number_form, date_form, sheet, year, table, header or [], value or []
    )
    known_from = edge.day(as_of, "--as-of")
    with opened(folder) as kommune:
        if not dry_run and not yes and sys.stdin.isatty() and sys.stdout.isatty():
            with progress_bar("Læser") as progress:
                seen = kommune.receive(
                    files, source=source, known_from=known_from, options=options, dry_run=True, progress=progress
                )
            for receipt in seen:
                for line in told(receipt):
                    say(line)
            if not typer.confirm("Hent ind?", default=True):
                say("Intet er gemt.")
                return DONE
        with progress_bar("Henter ind") as progress:
            receipts = kommune.receive(
                files, source=source, known_from=known_from, options=options, dry_run=dry_run, progress=progress
            )
        answer = receipt_table(receipts, dry_run=dry_run, synthetic=is_synthetic(kommune))
    emit(answer, form, out)
    return DONE_WITH_REJECTED if any(receipt.counts.rejected for receipt in receipts) else DONE


def _options(
    extract_day: str | None,
    period: str | None,
    scope: str | None,
    number_form: str | None,
    date_form: str | None,
    sheet: str | None,
    year: int | None,
    table: str | None,
    header: list[str],
    value: list[str],
) -> ReadOptions:
    from trinvis.intake import ReadOptions

    first, last = edge.months(period, "--period")
    return ReadOptions(
        extract_day=edge.day(extract_day, "--extract-day"),
        period_from=first,
        period_to=last,
        scope=scope,
        number_form=_one_of(number_form, ("da", "en"), "--number-form"),  # type: ignore[arg-type]
        date_form=_one_of(date_form, ("dmy", "mdy", "ymd", "serial"), "--date-form"),  # type: ignore[arg-type]
        sheet=sheet,
        year=year,
        table=table,
        headers=_pairs(header),
        values=_nested(value),
    )


def _one_of(text: str | None, allowed: tuple[str, ...], option: str) -> str | None:
    if text is not None and text not in allowed:
        raise Wrong(f"{option} {text} findes ikke: vælg {', '.join(allowed[:-1])} eller {allowed[-1]}.")
    return text


def _pairs(texts: list[str]) -> dict[str, str]:
    made = {}
    for text in texts:
        heading, sign, column = text.rpartition("=")
        if not sign or not heading.strip() or not column.strip():
            raise Wrong(f"--header {text} mangler et lighedstegn: skriv det som OVERSKRIFT=KOLONNE.")
        made[heading.strip()] = column.strip()
    return made


def _nested(texts: list[str]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for text in texts:
        column, colon, rest = text.partition(":")
        word, sign, code = rest.rpartition("=")
        if not colon or not sign or not column.strip() or not code.strip():
            raise Wrong(f"--value {text} kan ikke læses: skriv det som KOLONNE:TEKST=KODE.")
        made.setdefault(column.strip(), {})[word.strip()] = code.strip()
    return made


def deliveries(folder: Folder, as_of: AsOf = None, form: Format = "table", out: Out = None) -> int:
    """Vis, hvad der er modtaget, og hvad hver levering betyder."""
    from trinvis.presentation.receipt_tables import deliveries_table

    form = check_format(form, out)
    day = edge.day(as_of, "--as-of")
    with opened(folder) as kommune:
        emit(deliveries_table(kommune.deliveries(day), synthetic=is_synthetic(kommune)), form, out)
    return DONE


def rejects(
    folder: Folder,
    delivery: DeliveryId,
    raw: Annotated[
        bool, typer.Option("--raw", help="Vis også rækkerne, som de stod i filen; de kan rumme persondata.")
    ] = False,
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis de afviste rækker i en levering med regel, felt og grund."""
    from trinvis.presentation.receipt_tables import rejects_table

    form = check_format(form, out)
    with opened(folder) as kommune:
        emit(rejects_table(delivery, kommune.rejects(delivery, raw=raw), synthetic=is_synthetic(kommune)), form, out)
    return DONE


def withdraw(
    folder: Folder,
    delivery: DeliveryId,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATO", help="Dagen, leveringen holder op med at tælle; ellers i dag."),
    ] = None,
) -> int:
    """Træk en levering tilbage.

    Den bliver stående, men tæller ikke fra den dag. Det, der er godkendt, ændres ikke.
    """
    day = edge.day(as_of, "--as-of") or edge.today()
    with opened(folder) as kommune:
        gone = kommune.withdraw(delivery, day)
    print(f"Levering {gone.id} ({gone.file_name}) tæller ikke fra {day:%d.%m.%Y}.")
    return DONE
