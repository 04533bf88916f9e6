"""``disponeringsark``: the spreadsheet of seed 003 table 5.2, as municipalities keep it.

One row per child with rate, start, stop, twelve months and the year's expected account, in sections (aktuelle, forventede,
skøn) with title rows and subtotals between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.month_prices import MONTHS, compared, periods_of_months, year_shown
from trinvis.intake.months import month_heading
from trinvis.intake.profile import Field, Parsed, Profile, Shaped, fields_of
from trinvis.intake.result import Unreadable
from trinvis.intake.staging import stage, with_defaults, with_paragraph, with_type
from trinvis.tables import ESTIMATES, GRANTS

if TYPE_CHECKING:
    import polars as pl

_TOTAL = Field(
    "year_total",
    "oere",
    "Forventet regnskab",
    (
        "forventet forbrug",
        "forventet årsforbrug",
        "forventet udgift",
        "årets udgift",
        "disponeret i alt",
        "i alt",
        "hele året",
        "årstotal",
        "disponeret",
    ),
)
_MONTH_FIELDS = tuple(Field(name, "oere", f"Måned {i + 1}") for i, name in enumerate(MONTHS))


def _heading(text: str) -> str | None:
    month = month_heading(text)
    if month is not None:
        return MONTHS[month.month - 1]
    words = text.casefold()
    return "year_total" if words.startswith(("forventet regnskab", "forventet forbrug", "forv. regnskab")) else None


def shape(parsed: Parsed) -> Shaped:
    """Grants of the rows with a child, pools of the rows without; month amounts become the price where the rate is lacking."""
    import polars as pl

    rows = parsed.rows
    year = parsed.year or year_shown(rows)
    if year is None:
        raise Unreadable("Regnearket siger ikke, hvilket år månederne hører til: angiv det med --year, fx --year 2026.")
    months = pl.sum_horizontal([pl.col(name).fill_null(0) for name in MONTHS])
    pools = rows.filter("is_pool").select(
        "row_no",
        kind=pl.lit("pool"),
        year=pl.lit(year, dtype=pl.Int64),
        number=pl.lit(100, dtype=pl.Int64),
        price_oere=pl.coalesce("year_total", pl.when(months != 0).then(months)),
        probability=pl.lit(10_000, dtype=pl.Int64),
    )
    rows = _described(rows.filter(~pl.col("is_pool")), parsed)
    rows, findings, texts = _typed(rows, parsed)
    rows = with_defaults(with_paragraph(rows, parsed.parameters))
    pools = pools.with_columns(_shared(rows, "intervention_type"), _shared(rows, "placement_type"))
    priced = rows.filter(pl.col("rate_oere").is_not_null())
    unpriced = rows.filter(pl.col("rate_oere").is_null())
    priced, differing, wrong_year = compared(priced, year)
    from_months, dateless = periods_of_months(unpriced, year)
    priceless = unpriced.join(from_months.select("row_no").unique(), on="row_no", how="anti")
    grants = pl.concat([priced, from_months, priceless], how="diagonal").sort("row_no", "start", maintain_order=True)
    rate, start = GRANTS.column("rate_oere").label, GRANTS.column("start").label
    findings += [
        found(from_months["row_no"].unique(maintain_order=True), rules.MONTHS_AS_PRICE, "rate_oere", rate),
        found(dateless, rules.PROVISIONAL_START, "start", start),
        found(differing, rules.MONTHS_DIFFER, "rate_oere", rate),
        found(wrong_year, rules.YEAR_DIFFERS, "year_total", _TOTAL.label),
    ]
    return Shaped(
        {"grants": stage(grants, GRANTS, "birth", "child_name"), "estimates": stage(pools, ESTIMATES)},
        findings=tuple(findings),
        texts=texts,
        scope=str(year),
    )


def _shared(rows: pl.DataFrame, column: str) -> pl.Expr:
    """The value that every grant of the sheet has: a pool belongs with them; null where they differ."""
    import polars as pl

    values = rows[column].unique()
    return pl.lit(values[0] if values.len() == 1 else None, dtype=pl.String).alias(column)


def _described(rows: pl.DataFrame, parsed: Parsed) -> pl.DataFrame:
    """Status from the section, unit from the heading of the rate, where the row itself does not say them."""
    import polars as pl

    heading = parsed.headings.get("rate_oere", "").casefold()
    unit = "day" if "døgn" in heading else "week" if "uge" in heading else "year" if "år" in heading else "month"
    expected = pl.col("section").str.contains(r"(?i)forvent|kommende|på vej|risiko")
    by_section = pl.when(expected).then(pl.lit("expected")).otherwise(pl.lit("granted"))
    return rows.with_columns(
        status=pl.coalesce("status", by_section),
        unit=pl.coalesce("unit", pl.lit(unit)),
    )


def _typed(rows: pl.DataFrame, parsed: Parsed) -> tuple[pl.DataFrame, list[pl.DataFrame], pl.DataFrame]:
    """The intervention of each row: its own, else what section, sheet or titles speak of, else *Andet*, said aloud."""
    import polars as pl

    from trinvis.intake.choice_words import codes, placement_of, spoken_placement
    from trinvis.tables.choices import INTERVENTION_TYPES

    rows, findings, texts = with_type(rows)
    around = [parsed.sheet, *parsed.titles]
    section = rows["section"].str.replace(r"(?i)^(aktuelle|nuværende|kendte|forventede|kommende|nye|bevilgede)\s+", "")
    kinds, _ = codes(section, "intervention_type", INTERVENTION_TYPES, {}, {})
    places = placement_of(section)
    general = next((place for place in map(spoken_placement, around) if place), None)
    placed = pl.col("section").str.contains("(?i)anbring") | pl.lit(any("anbring" in t.casefold() for t in around))
    rows = rows.with_columns(section_kind=kinds, section_place=places)
    silent = pl.col("intervention_type").is_null() & pl.col("placement_type").is_null()
    place = pl.coalesce(
        "section_place", pl.when(pl.col("section_kind").is_null()).then(pl.lit(general, dtype=pl.String))
    )
    rows = rows.with_columns(
        placement_type=pl.when(silent).then(place).otherwise("placement_type"),
        intervention_type=pl.coalesce(
            "intervention_type",
            "section_kind",
            pl.when(place.is_not_null() | placed.fill_null(False)).then(pl.lit("placement")),
        ),
    )
    nowhere = rows.filter(pl.col("intervention_type").is_null())["row_no"]
    findings.append(found(nowhere, rules.NO_TYPE, "intervention_type"))
    return rows.with_columns(pl.col("intervention_type").fill_null("other")), findings, texts


DISPONERINGSARK = Profile(
    name="disponeringsark",
    label="disponeringsark (regneark med måneder)",
    meaning="Alle aktuelle og forventede indsatser og puljer for året; afløser forrige ark for samme år.",
    kind="snapshot",
    tables=("grants", "estimates"),
    fields=(
        *fields_of(
            GRANTS,
            rate_oere=(
                "takst pr. måned",
                "takst pr. md.",
                "månedspris",
                "mdl. takst",
                "døgntakst",
                "takst pr. døgn",
                "takst (døgn)",
                "ugetakst",
                "takst pr. uge",
            ),
            child_no=("barn/ung", "cpr.", "borger"),
            intervention_type=("foranstaltning", "indsats"),
            placement_type=("anbringelsessted", "sted"),
            paying_municipality=("betalingskommune",),
            acting_municipality=("handlekommune",),
            note=("kommentar", "kommentarer"),
        ),
        *_MONTH_FIELDS,
        _TOTAL,
    ),
    needs=(("child_no",), ("rate_oere", "m01"), ("start", "m01"), ("m01", "year_total")),
    keys=(("child_no", "source_key"),),
    amount="year_total",
    amounts=MONTHS,
    shape=shape,
    sections=True,
    pools=True,
    heading=_heading,
    sum_fields=(*MONTHS, "year_total"),
)
