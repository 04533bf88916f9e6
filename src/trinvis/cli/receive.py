"""``trinvis import``, ``deliveries``, ``rejects`` and ``withdraw``: what comes in, and what becomes of it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
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
    from trinvis.cli.progress import Progress
    from trinvis.intake import ReadOptions
    from trinvis.intake.statbank.client import StatBank
    from trinvis.municipality.receiving import Receipt
    from trinvis.municipality.statbank import Fetched
    from trinvis.workspace import Delivery

DeliveryId = Annotated[
    str, typer.Argument(metavar="LEVERING", help="Leveringens id, som trinvis deliveries viser det.")
]


def import_files(
    folder: Folder,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FIL", help="Filerne, der skal hentes ind; ingen, når --table hentes fra Statistikbanken."
        ),
    ] = None,
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
        list[str] | None,
        typer.Option(
            "--table", metavar="TABEL", help="Tabellen i Statistikbanken, fx REGKC; uden filer hentes den derfra."
        ),
    ] = None,
    years: Annotated[
        str | None,
        typer.Option("--years", metavar="ÅR-ÅR", help="Årene, der hentes fra Statistikbanken, fx 2018-2023."),
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
    med deres grund. Udgang 1, når noget blev afvist. Uden filer henter --source statbank --table REGKC tabellen hos Danmarks Statistik.
    """
    from trinvis.presentation.receipt_tables import receipt_table, told

    tables = table or []
    _check_wanted(files, source, tables, years)
    form = check_format(form, out)
    options = _options(
        extract_day, period, scope, number_form, date_form, sheet, year, tables, header or [], value or []
    )
    known_from = edge.day(as_of, "--as-of")
    with opened(folder) as kommune:
        fetched: list[Fetched] = []
        if not files:
            with progress_bar("Henter") as progress:
                fetched = kommune.fetch(_service(), tables, _years(years), known_from=known_from, progress=progress)

        def take(dry: bool, progress: Progress) -> list[Receipt]:
            if not files:
                return kommune.receive_fetched(fetched, dry_run=dry, progress=progress)
            return kommune.receive(
                files, source=source, known_from=known_from, options=options, dry_run=dry, progress=progress
            )

        if not dry_run and not yes and sys.stdin.isatty() and sys.stdout.isatty():
            with progress_bar("Læser") as progress:
                seen = take(True, progress)
            for receipt in seen:
                for line in told(receipt):
                    say(line)
            if not typer.confirm("Hent ind?", default=True):
                say("Intet er gemt.")
                return DONE
        with progress_bar("Henter ind") as progress:
            receipts = take(dry_run, progress)
        answer = receipt_table(receipts, dry_run=dry_run, synthetic=is_synthetic(kommune))
    unchanged = " ".join(_unchanged(one, one.there) for one in fetched if one.there is not None)
    emit(replace(answer, answer=f"{answer.answer} {unchanged}".strip()), form, out)
    return DONE_WITH_REJECTED if any(receipt.counts.rejected for receipt in receipts) else DONE


def _check_wanted(files: list[Path] | None, source: str | None, tables: list[str], years: str | None) -> None:
    """Files, or tables to fetch: not neither, and not what belongs to the other."""
    if not files and not tables:
        raise Wrong(
            "trinvis import mangler FIL: skriv filerne, eller --source statbank --table REGKC for at hente en tabel."
        )
    if not files and source not in (None, "statbank"):
        raise Wrong(
            f"--table hentes fra Statistikbanken, ikke fra {source}: skriv --source statbank, eller skriv en fil."
        )
    if files and years:
        raise Wrong("--years vælger, hvad der hentes fra Statistikbanken: udelad den, når der er en fil.")
    if files and len(tables) > 1:
        raise Wrong("En fil er én tabel: skriv --table én gang, og hent filerne ind hver for sig.")


def _service() -> StatBank:
    """Statistikbanken at its public address, or at the one that the environment names; ``Wrong`` when that is none."""
    from urllib.parse import urlsplit

    from trinvis.intake.statbank.client import ADDRESS, StatBank

    address = os.environ.get("TRINVIS_STATBANK") or ADDRESS
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        known = False
    if not known:
        raise Wrong(f"TRINVIS_STATBANK er ikke en webadresse ({address}): skriv den som {ADDRESS}, eller fjern den.")
    return StatBank(address)


def _years(text: str | None) -> tuple[int, int] | None:
    """``2018-2023`` or ``2023`` as (first, last); ``Wrong`` when it is neither."""
    if text is None:
        return None
    found = re.fullmatch(r"([12][0-9]{3})(?:(?:-|\.\.)([12][0-9]{3}))?", text.strip())
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise Wrong(f"--years {text} er ikke til at læse: skriv den som 2018-2023 eller 2023.")
    return int(found[1]), int(found[2] or found[1])


def _unchanged(one: Fetched, there: Delivery) -> str:
    return (
        f"{one.table.name} {one.years} er uændret hos Danmarks Statistik: svaret er levering {there.id}, "
        "og intet nyt er gemt."
    )


def _options(
    extract_day: str | None,
    period: str | None,
    scope: str | None,
    number_form: str | None,
    date_form: str | None,
    sheet: str | None,
    year: int | None,
    tables: list[str],
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
        table=tables[0] if tables else None,
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
