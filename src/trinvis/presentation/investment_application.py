"""The application to the investment pool, under all headings of its form ([004] whole): texts from the case, figures from the calculation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from trinvis.cases.case import HEADINGS
from trinvis.municipality.investment_cases import STATE_WORDS, digest
from trinvis.municipality.investment_words import value_text
from trinvis.presentation.investment_application_asked import Asked, Filled, ended
from trinvis.presentation.investment_application_parts import FILLED
from trinvis.presentation.investment_inputs import mark, of_words
from trinvis.presentation.investment_result import discount_note
from trinvis.presentation.investment_rows import asked_of, drawn_note, read_notes
from trinvis.presentation.investment_sentences import answer, band_sentence, chance_sentence, needed_sentence
from trinvis.reports import danish
from trinvis.reports.documents.paper import Grid, Paper, Section
from trinvis.reports.table import SYNTHETIC

if TYPE_CHECKING:
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_saved import SavedCase
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

NOT_FILLED = "Ikke udfyldt."


def application_pdf(paper: Paper) -> bytes:
    """The application as PDF/UA."""
    from trinvis.reports.documents.pdf import pdf_bytes

    return pdf_bytes(paper)


def application_docx(paper: Paper) -> bytes:
    """The application as docx."""
    from trinvis.reports.documents.docx import docx_bytes

    return docx_bytes(paper)


def application(
    made: Calculated,
    alternative: str,
    drawn: SimulatedAnswers | None,
    saved: SavedCase | None,
    as_of: date,
    *,
    municipality: str = "",
    synthetic: bool = False,
) -> Paper:
    """Every heading in the form's order. What the case has no text for, and the calculation nothing to say of, is *Ikke udfyldt*.

    ``drawn`` says how sure the answer is, ``saved`` is the case as it is kept, with quality assurance and state; both may be None.
    ``municipality`` is whose application it is (empty: the case's own payer).
    """
    from trinvis import __version__

    asked = Asked(made, asked_of(made, alternative))
    second = (needed_sentence(made, asked.alternative), band_sentence(made, asked.alternative))
    sections = [_section(asked, key, saved) for key in HEADINGS]
    return Paper(
        title=f"Indsatsbeskrivelse til investeringspuljen: {made.case.title}",
        municipality=municipality or _own(made),
        as_of=as_of,
        answer=answer(made, asked.alternative),
        second=" ".join(one for one in (*second, "" if drawn is None else chance_sentence(drawn)) if one),
        sections=(*sections, *_annexes(asked, drawn)),
        foot=f"Trinvis {__version__} · case {made.case.name} · {danish.day(as_of)} · sha256 {digest(made.case)[:12]}",
        warning=SYNTHETIC if synthetic else "",
    )


def _own(made: Calculated) -> str:
    """The municipality that applies: the case's first payer of that kind."""
    return next((one.label for one in made.case.payers if one.kind == "municipality"), "Kommunen")


def _section(asked: Asked, key: str, saved: SavedCase | None) -> Section:
    text = asked.made.case.application.texts.get(key, "").strip()
    found = _quality(saved) if key == "quality" else FILLED[key](asked) if key in FILLED else Filled()
    paragraphs = (*_paragraphs(text), *found.paragraphs)
    if not (paragraphs or found.points or found.grid):
        paragraphs = (NOT_FILLED,)
    return Section(HEADINGS[key], paragraphs, found.points, found.grid)


def _paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs, each with a full stop."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return tuple(ended(part) for part in parts if part)


def _quality(saved: SavedCase | None) -> Filled:
    """What the quality-assurance group said, whether that holds for the case as it is now, and how far the case is."""
    if saved is None:
        return Filled(("Ikke kvalitetssikret.",))
    found = []
    quality = saved.quality
    if quality is not None and quality.comment:
        found.append(f"Kvalitetssikringsgruppens kommentarer: {quality.comment}")
    if quality is not None and saved.assured:
        found.append(f"Kvalitetssikret {danish.day(quality.on)} af {quality.by}.")
    elif quality is not None and quality.assured:
        found.append(
            f"Kvalitetssikret {danish.day(quality.on)} af {quality.by}, men casen er ændret siden og skal sikres igen."
        )
    else:
        found.append("Ikke kvalitetssikret.")
    since = "" if saved.state_from is None else f" siden {danish.day(saved.state_from)}"
    found.append(f"Ansøgningens tilstand: {STATE_WORDS[saved.state].lower()}{since}.")
    return Filled(tuple(found), saved.lacking)


def _annexes(asked: Asked, drawn: SimulatedAnswers | None) -> Iterator[Section]:
    """What the form has no heading for: what the text does not say, and every input with its source."""
    made = asked.made
    unspoken = tuple(one.text for one in made.unspoken if one.alternative == asked.alternative)
    if unspoken:
        yield Section("Bilag: det siger teksten ikke", points=unspoken)
    how = (
        discount_note(made),
        *read_notes(made),
        *([drawn_note(drawn)] if drawn is not None and drawn.simulated.names else []),
    )
    rows = tuple(_input_row(made, one) for one in made.inputs.values())
    caption = "Viden: A egne regnskaber eller kontrolleret forsøg, B andre kommuners evaluering, C ekspertskøn, D gæt."
    grid = Grid(caption, ("Forudsætning og kilde", "Værdi", "Viden"), (False, True, False), rows)
    yield Section("Bilag: forudsætninger", paragraphs=how, grid=grid if rows else None)


def _input_row(made: Calculated, one: Input) -> tuple[str, str, str]:
    known = float(made.run.inputs[one.name][0]) if one.name in made.run.inputs else None
    of = of_words(made, one)
    found = mark(made, one)
    derived = _capital(found) if found and found != "udledt" else ""
    said = [one.label, f"Andel af {of}" if of else "", derived, f"Kilde: {one.source}" if one.source else ""]
    return " ".join(ended(part) for part in said if part), value_text(one, known), one.grade or "–"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
