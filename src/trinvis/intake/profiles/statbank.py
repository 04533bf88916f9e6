"""``statbank``: a table of Danmarks Statistik's Statistikbanken, fetched or downloaded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.profile import Field, Parsed, Profile, Shaped
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    from trinvis.intake.result import Earlier, Read, ReadOptions
    from trinvis.parameters import Parameters


def _reads(content: bytes, file_name: str, *, parameters: Parameters, options: ReadOptions, earlier: Earlier) -> Read:
    from trinvis.intake.statbank.reading import read_statbank

    return read_statbank(content, file_name, parameters=parameters, options=options, earlier=earlier)


def _recognises(content: bytes) -> bool:
    from trinvis.intake.statbank.recognising import recognised

    return recognised(content)


def _not_shared(_parsed: Parsed) -> Shaped:
    raise Unreadable("Filer fra Statistikbanken læses for sig: vælg --source statbank.")


STATBANK = Profile(
    name="statbank",
    label="tabel fra Statistikbanken",
    meaning=(
        "En tabel fra Danmarks Statistik som CSV, BULK eller JSON-stat. Regnskaber og budgetter, befolkning og andre tal "
        "genkendes på variablene; passer de til flere tabeller, angives den med --table. Afløser de samme år af samme tabel."
    ),
    kind="period",
    tables=("national_accounts", "population", "public_figures"),
    fields=(
        Field(
            "place", "text", "Område", ("område", "regi07a", "kommunedk", "admkom", "kommune", "administrationskommune")
        ),
        Field("function", "text", "Funktion", ("funk1",)),
        Field("account", "text", "Dranst, funktion og gruppering", ("dranst1",)),
        Field("dranst", "text", "Dranst"),
        Field("ownership", "text", "Ejerforhold", ("ejer",)),
        Field("grouping", "text", "Gruppering"),
        Field("art", "text", "Art"),
        Field("price", "text", "Prisenhed"),
        Field("time", "text", "Tid"),
        Field("content", "text", "Indhold"),
    ),
    needs=(("place",), ("time",), ("content",)),
    keys=(("place",), ("time",)),
    amount=None,
    shape=_not_shared,
    reads=_reads,
    recognises=_recognises,
)
