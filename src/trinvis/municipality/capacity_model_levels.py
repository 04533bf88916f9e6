"""What every municipality is expected to spend, how far it is from it, and how much it moves the model."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
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
    from trinvis.municipality.capacity_model_inputs import Input

FROM_BACKGROUND, FROM_OWN = "from_background", "from_own"
PARTS = {FROM_BACKGROUND: "Det, baggrunden giver", FROM_OWN: "Det, kommunen selv kan påvirke"}
"""Hidden columns that the expected level is the sum of."""
PUBLIC = ("actual", FROM_BACKGROUND)
"""Columns that tell nothing of how many persons a municipality counts."""

COLUMNS = (
    Column("actual", "Udgift pr. indbygger", KRONER, "index"),
    Column("expected", "Forventet", KRONER, "index"),
    *(Column(key, label, KRONER, "index", hidden=True) for key, label in PARTS.items()),
    Column("low", "Forventet, fra", KRONER, "low", of=("expected",)),
    Column("high", "Forventet, til", KRONER, "high", of=("expected",)),
    Column("residual", "Afvigelse", KRONER, "index"),
    Column("alone", "Ventet af de andre", KRONER, "index"),
    Column("alone_low", "En enkelt kommune, fra", KRONER, "low", of=("alone",)),
    Column("alone_high", "En enkelt kommune, til", KRONER, "high", of=("alone",)),
    Column("outside", "Uden for intervallet", "", "text"),
    Column("leverage", "Vægt i modellen", PER_CENT, "index", 1),
    Column("cook", "Indflydelse (Cook)", "", "index", 2),
    Column("dffits", "Flytter sit eget niveau (DFFITS)", "", "index", 2),
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
    parts = _parts(found, kind, code)
    summed = tuple(Term(PARTS[column], part.value or 0.0, KRONER, (key, row, column)) for column, part in parts.items())
    actual = Term("Udgift pr. indbygger", one.actual, KRONER, (key, row, "actual"))
    expected = Term("Forventet", one.expected, KRONER, (key, row, "expected"))
    residual = Term("Afvigelse", one.residual, KRONER, (key, row, "residual"))
    leverage = Term("Vægt i modellen", 100 * one.leverage, PER_CENT, (key, row, "leverage"))
    alone = Term("Ventet af de andre", one.alone, KRONER, (key, row, "alone"))
    spread = Term("Uforklaret spredning", found.made[kind].fit.spread, KRONER, (FIT, kind, "spread"))
    moved = (residual, leverage, spread)
    of_others = "Ventet af de andre {} det, en enkelt kommunes udgift svinger med 95 % sikkerhed."
    figures = parts | {
        "actual": Figure(
            one.actual, KRONER, "Gennemsnittet af modellens år.",
            (Term("Udgift pr. indbygger", one.actual, KRONER, spending_at(code)),),
        ),
        "expected": Figure(one.expected, KRONER, "Det, baggrunden giver, plus det, kommunen selv kan påvirke.", summed),
        "low": Figure(one.low, KRONER, "Det forventede minus usikkerheden på niveauet, 95 %.", (expected, leverage, spread)),
        "high": Figure(one.high, KRONER, "Det forventede plus usikkerheden på niveauet, 95 %.", (expected, leverage, spread)),
        "residual": Figure(one.residual, KRONER, "Udgiften minus det forventede.", (actual, expected)),
        "alone": Figure(one.alone, KRONER, "Udgiften minus afvigelsen divideret med 1 − vægten i modellen.", (actual, residual, leverage)),
        "alone_low": Figure(one.alone_low, KRONER, of_others.format("minus"), (alone, leverage, spread)),
        "alone_high": Figure(one.alone_high, KRONER, of_others.format("plus"), (alone, leverage, spread)),
        "leverage": Figure(100 * one.leverage, PER_CENT, "Hvor meget kommunens egen udgift vejer i dens forventede.", _weighs(found, kind, code, summed[0])),
        "cook": Figure(one.cook, "", "Hvor meget alle forventede niveauer flytter sig uden kommunen (Cooks afstand).", moved),
        "dffits": Figure(one.dffits, "", "Hvor meget kommunens eget forventede niveau flytter sig uden den, i standardfejl.", moved),
    }  # fmt: skip
    if one.unit == found.inputs.outside:
        figures |= _outside(one, expected, spread)
    fewest = _fewest(found, kind, code)
    if fewest is None:
        return figures
    return {column: told if column in PUBLIC else replace(told, persons=fewest) for column, told in figures.items()}


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


def _parts(found: Models, kind: str, code: int) -> dict[str, Figure]:
    """The expected level in two: what background gives with the constant, and what the municipality can influence."""
    model, standing = found.made[kind], found.stands_in(kind)
    constant = model.coefficients[0]
    terms: dict[str, list[Term]] = {
        FROM_BACKGROUND: [Term(constant.label, constant.value, KRONER, (coefficients_of(kind), CONSTANT, "value"))]
    }
    sums = {FROM_BACKGROUND: [constant.value]}
    for one, slope in zip(standing, model.coefficients[1:], strict=True):
        value = one.yearly.mean(code, found.inputs.years)
        column = FROM_BACKGROUND if one in found.inputs.background else FROM_OWN
        if value is not None:
            sums.setdefault(column, []).append(slope.value * value)
            terms.setdefault(column, []).append(
                Term(f"Hældning: {slope.label}", slope.value, KRONER, (coefficients_of(kind), one.slug, "value"))
            )
            terms[column].append(_input(one, code, value))
    how = {
        FROM_BACKGROUND: "Konstanten plus hver baggrundsvariabel gange sin hældning.",
        FROM_OWN: "Hver variabel gange sin hældning.",
    }
    return {column: Figure(fsum(of), KRONER, how[column], tuple(terms[column])) for column, of in sums.items()}


def _input(one: Input, code: int, value: float) -> Term:
    at: Where = (INPUTS, row_of(code), mean_of(one.slug))
    return Term(one.yearly.label, value * one.shown_per, one.yearly.unit, at)


def _weighs(found: Models, kind: str, code: int, background: Term) -> tuple[Term, ...]:
    """What a municipality's weight in the model is worked out from."""
    standing = [one for one in found.stands_in(kind) if kind == "background" or one not in found.inputs.background]
    known = [(one, one.yearly.mean(code, found.inputs.years)) for one in standing]
    found_terms = tuple(_input(one, code, value) for one, value in known if value is not None)
    return found_terms if kind == "background" else (background, *found_terms)
