"""``survey``: answers to questionnaires, one answer per row; a zero, *ikke relevant* and no answer are never one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.number_forms import TwoReadings
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.survey_values import Values, read_values
from trinvis.intake.profiles.told_years import listed, narrowed, period_of_years, with_told_year
from trinvis.intake.result import Unreadable
from trinvis.intake.staging import stage
from trinvis.tables import SURVEY_ANSWERS as TABLE

if TYPE_CHECKING:
    import polars as pl

_ANSWER = "answer"


def shape(parsed: Parsed) -> Shaped:
    """One answer per row. A blank answer is *ikke besvaret*; a number with another kind of answer is handed back."""
    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    rows, about_years = with_told_year(rows, parsed)
    values = _values(rows, parsed)
    stated, told = rows["state"], values.frame["state"]
    rows = rows.with_columns(values.frame.drop("state"), state=_state(stated, told))
    period, skipped = period_of_years(rows)
    return Shaped(
        {"survey_answers": stage(rows, TABLE)},
        findings=(*about_years, *about_areas, *skipped, *_said(rows, values), *_against(rows, values, stated)),
        sums=sums,
        scope=narrowed(rows, listed(rows["survey"])),
        period=period,
    )


def _values(rows: pl.DataFrame, parsed: Parsed) -> Values:
    try:
        return read_values(
            rows[_ANSWER], rows["unit"], spreadsheet=bool(parsed.sheet), asked=parsed.options.number_form
        )
    except TwoReadings:
        raise Unreadable(
            f"Kolonnen '{parsed.headings[_ANSWER]}' kan læses på to måder i alle rækker (1.234 er ettusind eller en komma to): "
            "angiv --number-form da eller --number-form en."
        ) from None


def _state(stated: pl.Series, told: pl.Series) -> pl.Series:
    """The kind of each answer: an estimate where either says so, else as stated, else as the cell tells."""
    import polars as pl

    estimated = (told == "estimate") & (stated == "value").fill_null(False)
    return pl.select(pl.when(estimated).then(told).otherwise(pl.coalesce(stated, told))).to_series()


def _said(rows: pl.DataFrame, values: Values) -> list[pl.DataFrame]:
    label = TABLE.column("value").label
    told = (
        (values.texts, rules.TEXT_FOR_NUMBER),
        (values.other_form, rules.OTHER_FORM),
        (values.two_forms, rules.TWO_FORMS),
        (values.too_large, rules.TOO_LARGE),
        (values.in_words, rules.ESTIMATE_IN_TEXT),
    )
    return [found(rows.filter(where), rule, "value", label) for where, rule in told if where.any()]


def _against(rows: pl.DataFrame, values: Values, stated: pl.Series) -> list[pl.DataFrame]:
    """Rows whose stated kind and cell cannot both be true: a number that is *ikke relevant*; and an *oplyst* without an answer."""
    import polars as pl

    answered = pl.Series(["value", "estimate"]).implode()
    told = values.frame["state"]
    crossed = told.is_in(answered) & ~stated.is_in(answered)
    crossed |= ~told.is_in(answered) & rows[_ANSWER].is_not_null() & (told != stated)
    lacking = rows[_ANSWER].is_null() & stated.is_in(answered)
    label = TABLE.column("value").label
    return [
        found(rows.filter(crossed.fill_null(False)), rules.ANSWER_AGAINST_KIND, "value", label),
        found(rows.filter(lacking.fill_null(False)), rules.MISSING, "value", label),
    ]


SURVEY = Profile(
    name="survey",
    label="svar på spørgeskemaer (Trinvis' skabelon)",
    meaning=(
        "Svar fra kommuner eller enheder, ét svar i hver række. Afløser de samme år af samme undersøgelse; en fil med nogle få kommuner "
        "afløser kun deres egne svar."
    ),
    kind="period",
    tables=("survey_answers",),
    fields=placed_fields(TABLE, {"value": _ANSWER}),
    needs=(("survey",), (PLACE,), ("question",), ("unit",), (_ANSWER,)),
    keys=((PLACE,),),
    amount=None,
    shape=shape,
)
