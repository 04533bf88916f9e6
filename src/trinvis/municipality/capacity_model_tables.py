"""How good each spending model is, and what each of its variables goes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.expenditure_model import Coefficient, ExpenditureModel
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    Where,
    missing,
)
from trinvis.municipality.capacity_model_inputs import Input
from trinvis.municipality.capacity_model_inputs_table import INPUTS, mean_of, row_of, spending_at
from trinvis.municipality.capacity_model_placed import PLACED

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_model_fitted import Models

FIT = "model.fit"
LABELS = {"background": "Baggrundsforhold alene", "full": "Baggrund og det, kommunen selv kan påvirke"}
CONSTANT = "const"
HC3 = "med robust standardfejl (HC3), 95 %"
MARKS = "+ og ÷ er sikre på 95 %-niveau, - er ikke; tegnet siger ikke, hvad der er årsag."


def coefficients_of(kind: str) -> str:
    """The table of a model's coefficients."""
    return f"model.coefficients.{kind}"


def levels_of(kind: str) -> str:
    """The table of a model's expected levels."""
    return f"model.municipalities.{kind}"


def fit_table(made: Capacity, found: Models) -> FigureTable:
    """Both models side by side: how many, how much they explain, and how well they guess what they have not seen."""
    columns = (
        Column("n", "Kommuner", "kommuner", "answers"),
        Column("left_out", "Ikke med", "kommuner"),
        Column("variables", "Variabler", "variabler"),
        Column("r2", "Forklaret", PER_CENT, decimals=1),
        Column("adjusted", "Forklaret, justeret", PER_CENT, decimals=1),
        Column("predicted", "Forklaret af det, modellen ikke har set", PER_CENT, decimals=1),
        Column("spread", "Uforklaret spredning pr. indbygger", KRONER),
        Column("held", "Interval, der holdt", PER_CENT, decimals=1),
    )
    figures: dict[tuple[str, str], Figure] = {}
    rows = []
    for kind, label in LABELS.items():
        model = found.made.get(kind)
        if model is None:
            continue
        rows.append(Row(kind, label))
        figures |= {(kind, column): one for column, one in _fit(found, kind, model).items()}
    caveats = tuple(dict.fromkeys(said for model in found.made.values() for said in model.caveats))
    notes = (
        ()
        if found.full is not None
        else (f"Modellen med det, kommunen selv kan påvirke, er ikke regnet. {found.missing}",)
    )
    return FigureTable(
        FIT, "Hvor meget modellerne forklarer", "Model", columns, tuple(rows), figures, _answer(made, found), notes, caveats
    )  # fmt: skip


def _answer(made: Capacity, found: Models) -> tuple[Said, ...]:
    first = Said(
        "Baggrundsforhold forklarer {r2} af forskellene i kommunernes udgift.", {"r2": (FIT, "background", "r2")}
    )
    if made.own not in {one.unit.code for one in found.rows("background")}:
        return (first,)
    row = (levels_of("background"), row_of(made.own))
    level = Said(
        "Kommunen bruger {actual} pr. indbygger i aldersgruppen; det forventede er {expected}, og en enkelt kommune med de samme "
        "vilkår kan ventes at ligge mellem {low} og {high}.",
        {
            "actual": (*row, "actual"), "expected": (*row, "expected"), "low": (*row, "alone_low"),
            "high": (*row, "alone_high"),
        },
    )  # fmt: skip
    return (first, level)


def _fit(found: Models, kind: str, model: ExpenditureModel) -> dict[str, Figure]:
    actual = tuple(Term(one.unit.name, one.actual, KRONER, spending_at(one.unit.code)) for one in model.rows)
    pairs = tuple(
        term
        for one in model.rows
        for term in (
            Term(f"{one.unit.name}, udgift", one.actual, KRONER, spending_at(one.unit.code)),
            Term(
                f"{one.unit.name}, afvigelse",
                one.residual,
                KRONER,
                (levels_of(kind), row_of(one.unit.code), "residual"),
            ),
        )
    )
    alone = tuple(
        Term(f"{one.unit.name}, {label}", value, KRONER, (levels_of(kind), row_of(one.unit.code), column))
        for one in model.rows
        for label, value, column in (("udgift", one.actual, "actual"), ("ventet af de andre", one.alone, "alone"))
    )
    variables = tuple(
        Term(one.label, one.value, KRONER, (coefficients_of(kind), slug, "value"))
        for slug, one in zip((item.slug for item in found.stands_in(kind)), model.coefficients[1:], strict=True)
    )
    reasons = " ".join(left.reason for left in model.left_out)
    weighted = "" if model.weights is None else " vægtet med indbyggere"
    return {
        "n": Figure(float(model.cases), "kommuner", "Kommuner med udgift, folketal og alle modellens variabler.", actual),
        "left_out": Figure(
            float(len(model.left_out)), "kommuner", reasons or "Ingen kommune mangler noget.",
            (Term("Kommuner i modellen", float(model.cases), "kommuner", (FIT, kind, "n")),),
        ),
        "variables": Figure(float(len(model.variables)), "variabler", "Variabler i modellen ud over konstanten.", variables),
        "r2": Figure(100 * model.r2, PER_CENT, f"1 − summen af afvigelserne i anden over summen af udgifternes afstand til gennemsnittet i anden{weighted}.", pairs),
        "adjusted": Figure(
            100 * model.adjusted_r2, PER_CENT, f"Det samme efter fradrag for variablerne; {model.fit.degrees} frihedsgrader.",
            (Term("Forklaret", 100 * model.r2, PER_CENT, (FIT, kind, "r2")),),
        ),
        "predicted": Figure(100 * model.predicted_r2, PER_CENT, "Forklaret, når hver kommune gættes af en model af alle de andre.", alone),
        "spread": Figure(model.fit.spread, KRONER, f"Afvigelsernes spredning med {model.fit.degrees} frihedsgrader.", pairs),
        "held": Figure(
            100 * model.held.hits / model.held.cases, PER_CENT,
            f"{model.held.hits} af {model.held.cases} kommuner lå inden for det interval, som modellen af de andre gav; det lover {model.level:.0%}.".replace("%", " %"),
            alone,
        ),
    }  # fmt: skip


def coefficient_table(found: Models, kind: str) -> FigureTable:
    """A model's coefficients with robust intervals, the report's marks and how much variables say of the same."""
    key, model = coefficients_of(kind), found.made[kind]
    columns = (
        Column("value", "Følger med én mere", KRONER),
        Column("error", "Robust standardfejl", KRONER),
        Column("low", "Fra", KRONER, "low", of=("value",)),
        Column("high", "Til", KRONER, "high", of=("value",)),
        Column("mark", "Tegn", "", "text"),
        Column("chance", "Set ved en tilfældighed", PER_CENT, decimals=1),
        Column("inflation", "Inflation (VIF)", "", decimals=1),
    )
    slugs: tuple[Input | None, ...] = (None, *found.stands_in(kind))
    every = tuple(
        Term(f"{one.unit.name}, udgift", one.actual, KRONER, spending_at(one.unit.code)) for one in model.rows
    )
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    for one, coefficient in zip(slugs, model.coefficients, strict=True):
        slug = CONSTANT if one is None else one.slug
        rows.append(Row(slug, _label(one, coefficient)))
        terms = every if one is None else (*every, *_values(found, model, one))
        figures |= {(slug, column): told for column, told in _coefficient(key, slug, coefficient, model, terms).items()}
        words[slug, "mark"] = coefficient.mark
    return FigureTable(
        key, f"Hvad udgiften følger: {LABELS[kind].lower()}", "Variabel", columns, tuple(rows), figures,
        _told(found, kind, key), (MARKS, model.weighting), words=words,
    )  # fmt: skip


def _label(one: Input | None, coefficient: Coefficient) -> str:
    if one is None:
        return coefficient.label
    if one.slug == PLACED:
        return "Anbragte børn (pr. anbragt)"
    return f"{coefficient.label} (pr. {coefficient.unit})" if coefficient.unit else coefficient.label


def _told(found: Models, kind: str, key: str) -> tuple[Said, ...]:
    sure = [
        (one, coefficient)
        for one, coefficient in zip(found.stands_in(kind), found.made[kind].coefficients[1:], strict=True)
        if coefficient.mark != "-"
    ]
    if not sure:
        return (Said("Ingen af variablerne følger udgiften sikkert på 95 %-niveau."),)
    one, coefficient = min(sure, key=lambda pair: pair[1].chance)
    who = _label(one, coefficient)
    return (
        Said(
            f"{who} følger udgiften sikrest: én mere går sammen med {{value}} pr. indbygger.", {"value": (key, one.slug, "value")}
        ),
    )  # fmt: skip


def _values(found: Models, model: ExpenditureModel, one: Input) -> tuple[Term, ...]:
    terms = []
    for row in model.rows:
        value = one.yearly.mean(row.unit.code, found.inputs.years)
        if value is not None:
            at: Where = (INPUTS, row_of(row.unit.code), mean_of(one.slug))
            terms.append(Term(f"{row.unit.name}, {one.yearly.label}", value * one.shown_per, one.yearly.unit, at))
    return tuple(terms)


def _coefficient(
    key: str, slug: str, one: Coefficient, model: ExpenditureModel, terms: tuple[Term, ...]
) -> dict[str, Figure]:
    value = Term(one.label, one.value, KRONER, (key, slug, "value"))
    error = Term("Robust standardfejl", one.robust_error, KRONER, (key, slug, "error"))
    names = ", ".join(variable.label for variable in model.variables)
    how = f"Mindste kvadraters metode på {model.cases} kommuner; modellens andre variabler holdes fast ({names})."
    found = {
        "value": Figure(one.value, KRONER, how, terms),
        "error": Figure(one.robust_error, KRONER, "Robust standardfejl (HC3), fra de samme kommuner.", terms),
        "low": Figure(one.low, KRONER, f"Hældningen minus det, der hører til 95 %, {HC3}.", (value, error)),
        "high": Figure(one.high, KRONER, f"Hældningen plus det, der hører til 95 %, {HC3}.", (value, error)),
        "chance": Figure(100 * one.chance, PER_CENT, "Så ofte ses mindst så stor en hældning, hvis der ingen er.", (value, error)),
    }  # fmt: skip
    if one.inflation is None:
        return found | {"inflation": missing("", "Konstanten har ingen inflation.")}
    return found | {
        "inflation": Figure(
            one.inflation, "", "Hvor mange gange usikrere hældningen er, fordi variablerne følges ad.", terms
        )
    }
