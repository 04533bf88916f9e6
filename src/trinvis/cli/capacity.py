"""``capacity``: published tables of capacity gone over, with a description of what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli.arguments import Format, Out
from trinvis.cli.capacity_show import SHOW, CapacityGroup, show
from trinvis.cli.help import DanishCommand
from trinvis.cli.output import check_format, emit, save
from trinvis.cli.progress import progress_bar
from trinvis.cli.wrong import DONE, DONE_WITH_REJECTED, Wrong

if TYPE_CHECKING:
    from trinvis.municipality.capacity_check import Given

Sheet = Annotated[str | None, typer.Option("--sheet", metavar="ARK", help="Arket i regnearket, når det har flere.")]

capacity = typer.Typer(
    cls=CapacityGroup,
    help="Kapacitet: penge, personale, pladser og aktivitet (trinvis capacity DIR); gå en offentliggjort tabel efter.",
    rich_markup_mode=None,
    add_completion=False,
)


@capacity.callback()
def capacity_group() -> None:
    """Kapacitet: penge, personale, pladser og aktivitet (trinvis capacity DIR); gå en offentliggjort tabel efter."""


capacity.command(SHOW, cls=DanishCommand)(show)


@capacity.command("check", cls=DanishCommand)
def check(
    table: Annotated[str, typer.Argument(metavar="TABEL", help="Tabellen som .csv eller .xlsx, som den er trykt.")],
    description: Annotated[
        str | None,
        typer.Argument(
            metavar="BESKRIVELSE",
            help="Beskrivelsen (.yaml); ellers filen med tabellens navn og .yaml ved siden af, når den findes.",
        ),
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option(
            "--beside",
            metavar="TABEL",
            help="En anden tabel, som beskrivelsen nævner, med sin egen .yaml ved siden af. Kan gives flere gange.",
        ),
    ] = None,
    sheet: Sheet = None,
    form: Format = "table",
    out: Out = None,
) -> int:
    """Gå en tabel efter: summer, udvikling, hele landet, intervaller, kvartiler, andele, enheder, perioder og teksten ved siden af.

    Hvert fund siges med sit regnestykke, cellen, der nok er forkert, og hvor sikkert det er. Udgang 1, når der er fund. Kræver ingen
    kommunes mappe.
    """
    from trinvis.municipality.capacity_check import checked
    from trinvis.presentation.capacity_findings import findings_table

    form = check_format(form, out)
    given, others = _given(table, description, sheet), [_given(one, None, None) for one in beside or ()]
    with progress_bar("Går tabellen efter"):
        made = checked(given, others)
    emit(findings_table(made), form, out)
    return DONE_WITH_REJECTED if made.findings else DONE


@capacity.command("description", cls=DanishCommand)
def description_of(
    table: Annotated[
        str | None, typer.Argument(metavar="TABEL", help="Tabellen, der skal beskrives; uden den skrives en skabelon.")
    ] = None,
    sheet: Sheet = None,
    out: Out = None,
) -> int:
    """Skriv en beskrivelse til trinvis capacity check: en skabelon, eller af en tabel det, som dens egne ord siger.

    Ret den, og gem den ved siden af tabellen.
    """
    from trinvis.municipality.capacity_check import described
    from trinvis.presentation.capacity_description_text import proposal, template

    text = template() if table is None else proposal(described(_given(table, None, sheet)))
    save(text.encode(), out)
    return DONE


def _given(table: str, description: str | None, sheet: str | None) -> Given:
    """A table and its description read from files: the one named, or the one beside the table, or none."""
    from trinvis.municipality.capacity_check import Given

    path = Path(table)
    content = _bytes(path)
    beside = path.with_suffix(".yaml")
    told = Path(description) if description else beside if beside.is_file() else None
    return Given(path.name, content, b"" if told is None else _bytes(told), "" if told is None else told.name, sheet)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Wrong(f"{path} kan ikke læses ({error.strerror}): se efter, at den findes.") from None
