"""What a published table's check found, as a table: the answer first, each finding with its cells and its arithmetic."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.table_checker.danish import shortened
from trinvis.calculations.capacity.table_checker.findings import KINDS, SURE, Sure
from trinvis.presentation.capacity_description import STATEMENTS
from trinvis.reports.danish import count
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.capacity.table_checker import Finding, Place
    from trinvis.municipality.capacity_check import Checked

HOW_SURE: dict[Sure, tuple[str, str]] = {
    "certain": ("sikkert", "sikre"),
    "likely": ("sandsynligt", "sandsynlige"),
    "look": ("at se efter", "at se efter"),
}
"""How sure one finding is, and several."""

ASKED_FOR = ("sums", "growth", "means", "intervals", "shares", "rates", "quartiles", "claims")
"""The statements that most tables have some of."""

RESTS = "Afrunding er regnet med: det, den kan forklare, er ikke et fund."


def findings_table(made: Checked) -> ReportTable:
    """The findings as rows, in the order of the checks."""
    line = "Linje" if made.described.file.numbered else "Række"
    return ReportTable(
        name="capacity_check",
        title=f"Fund i {_called(made)}",
        answer=answer(made),
        columns=(
            ReportColumn("kind", "Hvad"),
            ReportColumn("sure", "Hvor sikkert"),
            ReportColumn("place", "Hvor"),
            ReportColumn("line", line, "integer"),
            ReportColumn("finding", "Regnestykket"),
            ReportColumn("code", "Regel", on_screen=False),
        ),
        rows=tuple(_row(one) for one in made.findings),
        notes=(*_of_words(made), *_not_gone_over(made), RESTS),
        facts={
            "file": made.described.file.name,
            "description": made.described.description_name or None,
            "beside": ", ".join(made.beside) or None,
        },
    )


def answer(made: Checked) -> str:
    """How many findings, how sure, and what was gone over."""
    said = [(one.label, len(getattr(made.described.about, one.field))) for one in STATEMENTS]
    listed = ", ".join(f"{label.lower()} ({number})" for label, number in said if number)
    if not made.findings and not listed:
        return (
            f"Ingen fund i {_called(made)}, men der var næsten intet at regne efter: giv en beskrivelse, som siger, hvad der er summer "
            "og udvikling."
        )
    looked = f" Regnet efter: {listed}." if listed else ""
    if not made.findings:
        return f"Ingen fund i {_called(made)}.{looked}"
    levels = Counter(one.sure for one in made.findings)
    sure = ", ".join(count(levels[level], *words) for level, words in HOW_SURE.items() if levels[level])
    return f"{len(made.findings)} fund i {_called(made)} ({sure}).{looked}"


def _called(made: Checked) -> str:
    number = made.described.about.number
    return f"tabel {number}" if number else made.described.file.name


def _row(finding: Finding) -> dict[str, Cell]:
    places = finding.suspect or finding.cells
    return {
        "kind": KINDS[finding.kind],
        "sure": SURE[finding.sure],
        "place": "; ".join(dict.fromkeys(_place(one) for one in places)),
        "line": next((one.line for one in places if one.line is not None), None),
        "finding": finding.message,
        "code": finding.code,
    }


def _place(place: Place) -> str:
    return place.name or "hele tabellen"


def _not_gone_over(made: Checked) -> tuple[str, ...]:
    """What could not be checked, and what would make it possible."""
    about = made.described.about
    notes = []
    if made.unseen:
        notes.append(
            f"Ikke efterprøvet: {shortened([f'»{name}«' for name in made.unseen], what='andre')}. Intet siger, hvad tallene der skal passe med; "
            "skriv det i en beskrivelse (trinvis capacity description laver et udkast)."
        )
    labels = {one.field: one.label.lower() for one in STATEMENTS}
    notes += [
        f"{labels[field].capitalize()} for »{name}« kunne ikke regnes efter: cellerne er tomme, ord eller af forskellige enheder."
        for field, name in made.idle
    ]
    silent = [one.label.lower() for one in STATEMENTS if one.field in ASKED_FOR and not getattr(about, one.field)]
    if not made.described.description_name and silent:
        notes.append(f"Uden beskrivelse, og tabellens ord siger intet om: {', '.join(silent)}.")
    return tuple(notes)


def _of_words(made: Checked) -> tuple[str, ...]:
    """What was taken from the table's own words."""
    guessed = made.described.guessed
    if not guessed:
        return ()
    names = ", ".join(one.label.lower() for one in STATEMENTS if one.field in guessed)
    return (
        f"Læst af tabellens egne ord: {names}. Fund derfra er højst sandsynlige; skriv det i en beskrivelse, så det er sikkert, hvad der menes.",
    )
