"""What every municipality is expected to spend, how far it is from it, and how much it moves the model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.expenditure_model import Expected
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Said,
    Term,
    Where,
    missing,
)
from trinvis.municipality.capacity_model_inputs_table import (
    INPUTS,
    kind_rows,
    mean_of,
    outside_words,
    row_of,
    spending_at,
)
from trinvis.municipality.capacity_model_tables import CONSTANT, FIT, LABELS, coefficients_of, levels_of

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_model_fitted import Models

COLUMNS = (
    Column("actual", "Udgift pr. indbygger", KRONER),
    Column("expected", "Forventet", KRONER),
    Column("low", "Forventet, fra", KRONER, "low", of=("expected",)),
    Column("high", "Forventet, til", KRONER, "high", of=("expected",)),
    Column("residual", "Afvigelse", KRONER),
    Column("alone", "Ventet af de andre", KRONER),
    Column("alone_low", "En enkelt kommune, fra", KRONER, "low", of=("alone",)),
    Column("alone_high", "En enkelt kommune, til", KRONER, "high", of=("alone",)),
    Column("outside", "Uden for intervallet", "", "text"),
    Column("leverage", "Vægt i modellen", PER_CENT, decimals=1),
    Column("cook", "Indflydelse (Cook)", "", decimals=2),
    Column("dffits", "Flytter sit eget niveau (DFFITS)", "", decimals=2),
)


def level_table(made: Capacity, found: Models, kind: str) -> FigureTable:
    """A model's expected levels with intervals and influence, every municipality that is in it."""
    key, model = levels_of(kind), found.made[kind]
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    for one in found.rows(kind):
        row = row_of(one.unit.code)
        figures |= {(row, column): told for column, told in _row(found, kind, one).items()}
        if one.stands_out:
            words[row, "outside"] = "over" if one.actual > one.alone_high else "under"
    return FigureTable(
        key, f"Forventet udgift: {LABELS[kind].lower()}", "Kommune", COLUMNS,
        kind_rows(made, tuple(one.unit.code for one in found.rows(kind))), figures, _answer(made, found, kind),
        (
            "Kroner pr. indbygger i aldersgruppen. Ventet af de andre er, hvad en model uden kommunen selv ville vente.",
            *outside_words(found.inputs),
            *(left.reason for left in model.left_out),
        ),
        words=words,
    )  # fmt: skip


def _answer(made: Capacity, found: Models, kind: str) -> tuple[Said, ...]:
    mine = next((one for one in found.rows(kind) if one.unit.code == made.own), None)
    if mine is None:
        return ()
    at = levels_of(kind), row_of(made.own), "residual"
    way = "mere" if mine.residual >= 0 else "mindre"
    inside = "uden for" if mine.stands_out else "inden for"
    return (
        Said(
            f"Kommunen bruger {{residual}} {way} pr. indbygger end forventet; det er {inside} det, en enkelt kommune kan ligge på.",
            {"residual": at},
            frozenset({"residual"}),
        ),
    )


def _row(found: Models, kind: str, one: Expected) -> dict[str, Figure]:
    key, row, code = levels_of(kind), row_of(one.unit.code), one.unit.code
    inputs = _inputs(found, kind, code)
    actual = Term("Udgift pr. indbygger", one.actual, KRONER, (key, row, "actual"))
    expected = Term("Forventet", one.expected, KRONER, (key, row, "expected"))
    residual = Term("Afvigelse", one.residual, KRONER, (key, row, "residual"))
    leverage = Term("Vægt i modellen", 100 * one.leverage, PER_CENT, (key, row, "leverage"))
    alone = Term("Ventet af de andre", one.alone, KRONER, (key, row, "alone"))
    spread = Term("Uforklaret spredning", found.made[kind].fit.spread, KRONER, (FIT, kind, "spread"))
    moved = (residual, leverage, spread)
    of_others = "Ventet af de andre {} det, en enkelt kommunes udgift svinger med 95 % sikkerhed."
    figures = {
        "actual": Figure(
            one.actual, KRONER, "Gennemsnittet af modellens år.",
            (Term("Udgift pr. indbygger", one.actual, KRONER, spending_at(code)),),
        ),
        "expected": Figure(one.expected, KRONER, "Konstanten plus hver variabel gange sin hældning.", _terms(found, kind, inputs)),
        "low": Figure(one.low, KRONER, "Det forventede minus usikkerheden på niveauet, 95 %.", (expected, leverage, spread)),
        "high": Figure(one.high, KRONER, "Det forventede plus usikkerheden på niveauet, 95 %.", (expected, leverage, spread)),
        "residual": Figure(one.residual, KRONER, "Udgiften minus det forventede.", (actual, expected)),
        "alone": Figure(one.alone, KRONER, "Udgiften minus afvigelsen divideret med 1 − vægten i modellen.", (actual, residual, leverage)),
        "alone_low": Figure(one.alone_low, KRONER, of_others.format("minus"), (alone, leverage, spread)),
        "alone_high": Figure(one.alone_high, KRONER, of_others.format("plus"), (alone, leverage, spread)),
        "leverage": Figure(100 * one.leverage, PER_CENT, "Hvor meget kommunens egen udgift vejer i dens forventede.", inputs),
        "cook": Figure(one.cook, "", "Hvor meget alle forventede niveauer flytter sig uden kommunen (Cooks afstand).", moved),
        "dffits": Figure(one.dffits, "", "Hvor meget kommunens eget forventede niveau flytter sig uden den, i standardfejl.", moved),
    }  # fmt: skip
    if one.unit == found.inputs.outside:
        figures |= _outside(one, expected, spread)
    fewest = _fewest(found, kind, code)
    return figures if fewest is None else {column: replace(told, persons=fewest) for column, told in figures.items()}


def _outside(one: Expected, expected: Term, spread: Term) -> dict[str, Figure]:
    """Of a municipality that no model is made of: what the others let expect, and no influence."""
    why = f"{one.unit.name} er ikke med i modellen og flytter den ikke."
    how = {
        "alone": "Modellen er af de andre kommuner.",
        "alone_low": "Det forventede minus det, en enkelt kommunes udgift svinger med 95 % sikkerhed.",
        "alone_high": "Det forventede plus det, en enkelt kommunes udgift svinger med 95 % sikkerhed.",
    }
    told = {"alone": one.alone, "alone_low": one.alone_low, "alone_high": one.alone_high}
    return {
        **{column: Figure(value, KRONER, how[column], (expected, spread)) for column, value in told.items()},
        "leverage": missing(PER_CENT, why), "cook": missing("", why), "dffits": missing("", why),
        "low": Figure(one.low, KRONER, "Det forventede minus usikkerheden på niveauet, 95 %.", (expected, spread)),
        "high": Figure(one.high, KRONER, "Det forventede plus usikkerheden på niveauet, 95 %.", (expected, spread)),
    }  # fmt: skip


def _fewest(found: Models, kind: str, code: int) -> float | None:
    """The least count of persons that a model with counted persons would give away."""
    counts = [
        one.measure.values[code, year]
        for one in found.stands_in(kind)
        if one.measure is not None and one.measure.persons
        for year in found.inputs.years
        if (code, year) in one.measure.values
    ]
    return min(counts, default=None)


def _inputs(found: Models, kind: str, code: int) -> tuple[Term, ...]:
    terms = []
    for one in found.stands_in(kind):
        value = one.yearly.mean(code, found.inputs.years)
        if value is not None:
            at: Where = (INPUTS, row_of(code), mean_of(one.slug))
            terms.append(Term(one.yearly.label, value * one.shown_per, one.yearly.unit, at))
    return tuple(terms)


def _terms(found: Models, kind: str, inputs: tuple[Term, ...]) -> tuple[Term, ...]:
    key, model = coefficients_of(kind), found.made[kind]
    slugs = (CONSTANT, *(one.slug for one in found.stands_in(kind)))
    slopes = tuple(
        Term(f"Hældning: {one.label}" if slug != CONSTANT else one.label, one.value, KRONER, (key, slug, "value"))
        for slug, one in zip(slugs, model.coefficients, strict=True)
    )
    return (*slopes, *inputs)
