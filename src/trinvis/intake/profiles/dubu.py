"""``dubu``: extracts from DUBU in the two shapes that Randers Kommune publishes the columns of.

The first (BSDUBU) has the case but no personal number, dates as Excel serials and up to six price columns; the second (BSDUBU2)
has the personal number, one amount, what it is counted in and how often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.choice_words import STATUS_WORDS, UNIT_WORDS
from trinvis.intake.findings import of_file
from trinvis.intake.profile import Field, Parsed, Profile, Shaped, headed
from trinvis.intake.staging import stage, with_defaults, with_paragraph, with_type
from trinvis.tables import GRANTS
from trinvis.tables.choices import STATUSES, UNITS

if TYPE_CHECKING:
    import polars as pl

_MEASURES = (*UNITS, ("hour", "Time"), ("piece", "Stk."))
_MEASURE_WORDS = {"Timer": "hour", "Stk": "piece", "Styk": "piece", "Gang": "piece", "Antal": "piece", "Beløb": "piece"}


def shape(parsed: Parsed) -> Shaped:
    """One grant per row; where there is no personal number the case stands for the child."""
    import polars as pl

    rows = _priced(parsed.rows)
    findings = []
    if "child_no" not in parsed.mapped:
        findings.append(of_file(rules.CASE_AS_CHILD, "child_no"))
    rows = rows.with_columns(
        child_no=pl.coalesce("child_no", "case_key"),
        provider_no=pl.coalesce("provider_no", "offer"),
        paragraph=pl.coalesce("paragraph", "decision_paragraph"),
        status=pl.coalesce("status", "case_status"),
        consent=pl.when(pl.col("force").is_not_null()).then(~pl.col("force")),
    )
    typed = pl.coalesce("intervention_type__text", "variant", "kind_text")
    rows = rows.with_columns(intervention_type__text=typed)
    rows = with_paragraph(rows, parsed.parameters)
    rows, said, texts = with_type(rows)
    day = rows["extracted"].max()
    return Shaped(
        {"grants": stage(with_defaults(rows), GRANTS, "birth")},
        findings=(*findings, *said),
        texts=texts,
        extract_day=day if day is not None else None,  # type: ignore[arg-type]
    )


def _priced(rows: pl.DataFrame) -> pl.DataFrame:
    """Rate, unit and quantity. With a frequency the amount is rate × number per frequency; without it the column that is
    filled tells the unit; the computed price per day is the last resort and holds the number already.
    """
    import polars as pl

    hours = pl.col("measure") == "hour"
    often = (
        pl.when(hours & (pl.col("frequency") == "week"))
        .then(pl.lit("hour_week"))
        .when(hours & (pl.col("frequency") == "month"))
        .then(pl.lit("hour_month"))
        .otherwise("frequency")
    )
    measure = pl.when(~pl.col("measure").is_in(["hour", "piece"])).then("measure")
    told = pl.col("rate_oere").is_not_null() & pl.coalesce(often, measure).is_not_null()
    each = pl.col("price_each").is_not_null() & often.is_not_null()
    return rows.with_columns(
        rate_oere=pl.when(told)
        .then("rate_oere")
        .when(pl.col("price_month").is_not_null())
        .then("price_month")
        .when(pl.col("price_day").is_not_null())
        .then("price_day")
        .when(each)
        .then("price_each")
        .otherwise(pl.coalesce("computed_day", "rate_oere", "price_each")),
        unit=pl.when(told)
        .then(pl.coalesce(often, measure))
        .when(pl.col("price_month").is_not_null())
        .then(pl.lit("month"))
        .when(pl.col("price_day").is_not_null())
        .then(pl.lit("day"))
        .when(each)
        .then(often)
        .when(pl.col("computed_day").is_not_null())
        .then(pl.lit("day"))
        .when(pl.col("rate_oere").is_null() & pl.col("price_each").is_not_null())
        .then(pl.lit("once"))
        .otherwise(pl.coalesce(often, measure)),
        quantity=pl.when(
            ~told
            & pl.col("price_month").is_null()
            & pl.col("price_day").is_null()
            & ~each
            & pl.col("computed_day").is_not_null()
        )
        .then(100)
        .otherwise("quantity"),
    )


_C = GRANTS.column
DUBU = Profile(
    name="dubu",
    label="udtræk fra DUBU",
    meaning="Alle ydelser, der kendes på udtræksdagen; afløser forrige udtræk.",
    kind="snapshot",
    tables=("grants",),
    fields=(
        headed(_C("child_no"), "CPR-nr.", "cpr", "cpr-nummer", "personnummer"),
        headed(_C("case_key"), "Sagsnummer", "Sag rækkeID", "sagsnr"),
        headed(_C("start"), "Startdato", "Ydelse startdato"),
        headed(_C("stop"), "Slutdato", "Ydelse slutdato"),
        headed(_C("rate_oere"), "Ydelsesbeløb", "Takst"),
        headed(_C("quantity"), "Antal"),
        Field("price_each", "oere", "Pris pr stk"),
        Field("price_day", "oere", "Pris pr dag"),
        Field("price_month", "oere", "Pris pr måned"),
        Field("computed_day", "oere", "Beregnet pris pr dag"),
        Field("computed_total", "oere", "Beregnet total"),
        Field("frequency", "choice", "Beregningsfrekvens", ("Frekvens",), choices=UNITS, words=UNIT_WORDS),
        Field(
            "measure",
            "choice",
            "Enheds angivelse",
            ("Enhedsangivelse",),
            choices=_MEASURES,
            words=UNIT_WORDS | _MEASURE_WORDS,
        ),
        headed(_C("status"), "Status"),
        Field("case_status", "choice", "Sag status", choices=STATUSES, words=STATUS_WORDS, lenient=True),
        headed(_C("intervention_type"), "Ydelsestype"),
        headed(_C("placement_type"), "Tilbudstype"),
        Field("variant", "text", "Ydelsesvariant"),
        Field("kind_text", "text", "Type"),
        headed(_C("paragraph"), "Foranstaltningsparagraf", "Lovhjemmel"),
        Field("decision_paragraph", "text", "Afgørelsesparagraf"),
        headed(_C("provider_no"), "Leverandør"),
        Field("offer", "identifier", "Tilbud", number="provider"),
        headed(_C("note"), "Tilbudsbeskrivelse"),
        headed(_C("team"), "Afdeling"),
        Field("force", "flag", "Tvang", lenient=True),
        Field("account", "account", "Funktion", lenient=True),
        Field("extracted", "date", "Dato", lenient=True),
    ),
    needs=(
        ("child_no", "case_key"),
        ("start",),
        ("stop",),
        ("rate_oere", "price_day", "price_month", "price_each", "computed_day"),
        ("frequency", "measure", "price_day", "price_month", "computed_day"),
        ("status", "case_status"),
    ),
    keys=(("child_no", "case_key"),),
    amount="computed_total",
    amounts=("rate_oere",),
    shape=shape,
    ignored=("M0", "Sagstype", "Leverandør beliggenhedskommune"),
)
