"""The same case read otherwise, what published text does not say, and what is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import value_text
from trinvis.presentation.investment_rows import Rows, asked_of, made_table, oere
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.cases.case import Reading
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_unspoken import UnspokenKind

AS_IT_STANDS = "Casen, som den står"


def readings_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """A row per reading: what it replaces, the sum in the year asked about and over the horizon, and when it has paid for itself."""
    asked, year, horizon = asked_of(made, alternative), asked_year(made), made.case.horizon
    known = {one.name: one for one in made.case.readings}
    rows = Rows()
    for name, one in made.readings.items():
        found = one.answers(asked).discounted
        reading = known.get(name)
        values: dict[str, Cell] = {
            "label": AS_IT_STANDS if reading is None else reading.label,
            "replaces": None if reading is None else replaces(one, reading),
            "asked_oere": oere(found.accumulated[year - 1]),
            "horizon_oere": oere(found.total),
            "break_even": found.break_even.text,
            "fits": None if reading is None else reading.fits,
            "note": None if reading is None else reading.note or None,
            "name": name or None,
        }
        rows.add(
            values,
            {
                "asked_oere": one.address("accumulated_discounted_oere", year, alternative=asked),
                "horizon_oere": one.address("accumulated_discounted_oere", alternative=asked),
            },
        )
    whole = () if year == horizon else (ReportColumn("horizon_oere", f"Efter {horizon} år", "oere", "kr."),)
    return made_table(
        made,
        "readings",
        "Læsninger",
        _answer(made, asked),
        (
            ReportColumn("label", "Læsning"),
            ReportColumn("replaces", "Det, der er anderledes"),
            ReportColumn("asked_oere", f"Efter {year} år", "oere", "kr."),
            *whole,
            ReportColumn("break_even", "Tjent ind"),
            ReportColumn("fits", "Passer med det offentliggjorte", "flag"),
            ReportColumn("note", "Bemærkning", on_screen=False),
            ReportColumn("name", "Navn i casen", on_screen=False),
        ),
        rows,
        notes=("Nettogevinst lagt sammen, i nutidsværdi.",),
        synthetic=synthetic,
    )


def replaces(made: Calculated, reading: Reading) -> str:
    """*Succesrate: 6 %; Tilbagefald: 0 %*: the inputs that a reading replaces, as they are in it."""
    found = [one for one in reading.inputs.values() if one.name in made.inputs]
    worked_out = {one.name: made.input(one.name) for one in found if one.formula is not None}
    return "; ".join(f"{one.label}: {value_text(one, worked_out.get(one.name))}" for one in found)


def _answer(made: Calculated, asked: str) -> str:
    found = next((one.text for one in made.unspoken if one.kind == "break_even" and one.alternative == asked), "")
    if found:
        return found
    count = len(made.readings) - 1
    return (
        f"Casen har {danish.count(count, 'læsning', 'læsninger')} ud over den, der står."
        if count
        else "Casen har ingen andre læsninger."
    )


KINDS: dict[UnspokenKind, str] = {
    "lump": "Udgift, der ikke er oplyst",
    "denominator": "Procent af noget andet",
    "front_loaded": "Gennemsnit, der viser gevinsten for tidligt",
    "input": "Forudsætning, der flytter svaret",
    "payers": "Hvem der betaler",
    "break_even": "Hvornår den har tjent sig ind",
    "band": "År, der kun kendes som et bånd",
}


def unspoken_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """*Det siger ansøgningen ikke*: what the figures do and the text does not say."""
    asked = asked_of(made, alternative)
    labels = {one.name: one.label for one in made.case.readings}
    rows = Rows()
    for one in made.unspoken:
        if one.alternative == asked:
            names = [labels.get(name, AS_IT_STANDS) for name in one.readings]
            rows.add({"kind": KINDS[one.kind], "text": one.text, "readings": "; ".join(names) or None})
    count = danish.count(len(rows.rows), "ting", "ting")
    return made_table(
        made,
        "unspoken",
        "Det siger ansøgningen ikke",
        f"Beregningen viser {count}, som teksten ikke siger."
        if rows.rows
        else "Beregningen viser intet, som teksten ikke siger.",
        (
            ReportColumn("kind", "Hvad"),
            ReportColumn("text", "Det siger tallene"),
            ReportColumn("readings", "Læsninger, der viser det", on_screen=False),
        ),
        rows,
        synthetic=synthetic,
    )


DRAWS = {"up": "gevinsten er snarere større", "down": "gevinsten er snarere mindre", "unknown": "kan ikke siges"}


def left_out_table(made: Calculated, *, synthetic: bool = False) -> ReportTable:
    """What the case does not count, why, and which way that draws the gain."""
    rows = Rows()
    for one in made.case.left_out:
        rows.add({"text": one.text, "why": one.why or None, "draws": DRAWS[one.draws]})
    count = len(made.case.left_out)
    return made_table(
        made,
        "left-out",
        "Det er ikke regnet med",
        f"{count} ting er ikke regnet med." if count else "Casen siger ikke, hvad der er udeladt.",
        (
            ReportColumn("text", "Hvad"),
            ReportColumn("why", "Hvorfor"),
            ReportColumn("draws", "Med det ville"),
        ),
        rows,
        synthetic=synthetic,
    )


def knowledge_table(made: Calculated, *, synthetic: bool = False) -> ReportTable:
    """The evidence of the case, with source and grade."""
    rows = Rows()
    for one in made.case.knowledge:
        rows.add({"text": one.text, "source": one.source or None, "grade": one.grade})
    count = danish.count(len(made.case.knowledge), "kilde", "kilder")
    return made_table(
        made,
        "knowledge",
        "Vidensgrundlag",
        f"Vidensgrundlaget er {count}." if made.case.knowledge else "Casen har intet vidensgrundlag.",
        (ReportColumn("text", "Viden"), ReportColumn("source", "Kilde"), ReportColumn("grade", "Grad")),
        rows,
        notes=(
            "Grad: A egne regnskaber eller kontrolleret forsøg, B andre kommuners evaluering, C ekspertskøn, D gæt.",
        ),
        synthetic=synthetic,
    )
