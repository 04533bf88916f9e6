"""What grants cost, day-exact, per grant row and month: the lines of the component ``committed_year``."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.money import MONTH_UNITS, UNIT_DAYS, UNITS, positive_quotient, price_parts
from trinvis.calculations.commitments.periods import CERTAIN, Traits, charged_periods
from trinvis.tables.lines import line_types

Frame = nw.LazyFrame[Any]

COUNTING_STATUSES = ("granted", "expected", "ended")
"""Statuses whose grants cost something; drafts and cancelled grants do not."""

MUNICIPAL_SETTLEMENT = "mellemkommunal"
"""Flag: another municipality pays; the cost and the income expected for it are two lines."""
PLACE_SOLD = "solgt_plads"
"""Flag: a place of our own that another municipality uses; its running costs are the unit's, so it is income alone."""
OVERLAPPING = "overlapper"
"""Flag: two rows of one grant have days in common; both are counted."""
SOURCE_AMOUNTS = "kildens_beloeb"
"""Flag: the source's own month amounts are used, because it has no rate."""
NO_PRICE = "mangler_pris"
"""Flag: no rate or an unknown unit; the amount is null, never 0."""
NO_STOP = "mangler_stop"
"""Flag: a number of sessions without a stop cannot be spread; its whole amount stands on the start day."""
UNCERTAIN = "sandsynlighed"
"""Flag: the amount is weighted with a probability."""

FLAGS: dict[str, str] = {
    MUNICIPAL_SETTLEMENT: "En anden kommune betaler; udgift og forventet indtægt står hver for sig.",
    PLACE_SOLD: "Egen plads brugt af en anden kommune; står som indtægt.",
    OVERLAPPING: "To rækker af samme indsats har dage til fælles; begge er talt med.",
    SOURCE_AMOUNTS: "Kildens egne månedsbeløb er brugt, fordi taksten mangler.",
    NO_PRICE: "Takst eller enhed mangler; beløbet er ukendt.",
    NO_STOP: "Antal gange uden stopdato; hele beløbet står på startdagen.",
    UNCERTAIN: "Beløbet er ganget med sandsynligheden.",
}
"""Flag → what the user sees."""

_CARRIED: dict[str, nw.dtypes.DType] = {
    "area": nw.String(),
    "grant_id": nw.Int64(),
    "child_no": nw.Int64(),
    "intervention_type": nw.String(),
    "placement_type": nw.String(),
    "provider_no": nw.Int64(),
    "provider_kind": nw.String(),
    "team": nw.String(),
    "district": nw.String(),
    "paragraph": nw.String(),
    "account_key": nw.String(),
    "status": nw.String(),
    "delivery_id": nw.String(),
    "row_no": nw.Int64(),
    "journal_seq": nw.Int64(),
    "source_key": nw.String(),
    "case_key": nw.String(),
    "unit": nw.String(),
    "rate_oere": nw.Int64(),
    "start_day": nw.Int32(),
    "stop_day": nw.Int32(),
    "main": nw.Boolean(),
}
"""Columns of the grant that its lines carry on."""

EXTRA = (
    "full_amount_oere",
    "weight",
    "person_days",
    "source_key",
    "case_key",
    "unit",
    "rate_oere",
    "start_day",
    "stop_day",
    "main",
)
"""Columns of ``grant_months`` beyond those of ``trinvis.tables.lines``."""

_PRICED = (
    *("step", "rules", "flag"),
    *("from_day", "to_day", "on_start_day", "weight", "share", "share_over"),
    *("product", "price_over", "month_divides", "year_divides"),
    *("paying_municipality", "acting_municipality", "residence_municipality"),
)
"""Columns that the amounts are reckoned from."""

_RECKONED: dict[str, nw.dtypes.DType] = {
    "step": nw.Int64(),
    "step_derived": nw.Int64(),
    "step_rule": nw.String(),
    "area_rule": nw.String(),
    "quantity": nw.Int64(),
    "vat_factor": nw.Int64(),
    "probability": nw.Int64(),
    "modifies": nw.String(),
    "counting": nw.String(),
    "price_source": nw.String(),
    "paying_municipality": nw.Int64(),
    "acting_municipality": nw.Int64(),
    "residence_municipality": nw.Int64(),
}


def grant_months(grants: Frame, calendar: Frame, *, municipality: int) -> Frame:
    """One line per grant row and month with a charged day: amount in whole øre of our share.

    ``grants`` are facts of ``trinvis.tables.GRANTS`` (columns that are missing count as null), best with the area and the
    step placed first (``place_grants``, ``grants_in_areas``); several rows of one grant are its dated rates. ``calendar``
    is ``months(…)`` on the same engine: only its months are reckoned. ``municipality`` is our own code.

    Amount: rate × quantity × days × VAT factor over one denominator, rounded half away from zero per row and month;
    ``full_amount_oere`` is that, ``amount_oere`` has the probability applied and is rounded again. Units: *day*; *week*,
    *fortnight*, *hour per week* by seven or fourteen days; *month* and *hour per month* by the days of the month; *year* by
    the days of the year; *session*: rate × number spread evenly over all active days; *once* on its start day.

    Our share: full where ``paying_municipality`` is null or ours. Where another pays, the cost stands with the income
    expected for it, equal and opposite; a place of our own kind used by another municipality's child is the income alone.

    Columns: those of ``trinvis.tables.lines`` (component ``committed_year``; ``step`` is the derived one), and
    ``full_amount_oere``, ``weight`` (hundredths of a per cent), ``person_days`` (ten-thousandths of a day that count as
    full-year persons: main grants that we pay, weighted), ``source_key``, ``case_key``, ``unit``, ``rate_oere``,
    ``start_day``, ``stop_day`` (as the row has them), ``main``. ``days`` is 0 on income lines and on *once*.
    """
    columns = set(grants.collect_schema().names())
    missing = {name: dtype for name, dtype in (_CARRIED | _RECKONED).items() if name not in columns}
    counted = grants.filter(nw.col("status").is_in(COUNTING_STATUSES))
    if missing:
        counted = counted.with_columns(**{name: nw.lit(None, dtype=dtype) for name, dtype in missing.items()})
    counted = counted.select(*_CARRIED, *_RECKONED)
    traits = Traits.of(counted, municipality)
    periods = charged_periods(counted, traits)
    priced = _priced(periods, step="step_derived" if "step_derived" in columns else "step")
    months = calendar.select("month", "first_day", "last_day", "year_days", month_days=nw.col("days"))
    charged = nw.col("active_days") > 0
    if traits.other_payers:
        priced, months = _shared(priced, municipality), _both_sides(months)
        charged = charged & nw.when(nw.col("income")).then(nw.col("other_pays")).otherwise(~nw.col("sold"))
    active = nw.min_horizontal("to_day", "last_day") - nw.max_horizontal("from_day", "first_day") + 1
    # the days are worked out before the filter: an inequality on the join itself makes Polars sort both sides
    crossed = priced.join(months, how="cross").with_columns(active_days=active).filter(charged)
    return _lines(crossed, both_sides=traits.other_payers)


def _priced(periods: Frame, *, step: str) -> Frame:
    """The rows with their price as one fraction: ``product`` times days over ``price_over`` and, where ``month_divides`` or
    ``year_divides``, the days of the month or year; the probability as ``share`` over ``share_over``."""
    unit, weight = nw.col("unit"), nw.col("weight")
    certain, known = weight == CERTAIN, unit.is_in(UNITS)
    product, over = price_parts(nw.col("rate_oere"), nw.col("quantity"), nw.col("vat_factor"))
    priced = periods.with_columns(
        step=nw.col(step).cast(nw.Int64),
        product=nw.when(known).then(product),
        price_over=over * _spread_over(unit),
        share=nw.when(certain).then(1).otherwise(weight),
        share_over=nw.when(certain).then(1).otherwise(CERTAIN),
        month_divides=unit.is_in(MONTH_UNITS),
        year_divides=unit == "year",
        rules=_joined(nw.col("area_rule"), nw.col("step_rule")),
        flag=_joined(
            _when(nw.col("rate_oere").is_null() | ~known, NO_PRICE),
            _when((unit == "session") & nw.col("stop_day").is_null(), NO_STOP),
            _when(nw.col("overlaps"), OVERLAPPING),
            _when(nw.col("price_source") == "months", SOURCE_AMOUNTS),
            _when(~certain, UNCERTAIN),
        ),
    ).with_columns(_null_if_empty("rules"), _null_if_empty("flag"))
    return priced.select(*_CARRIED, *_PRICED)


def _spread_over(unit: nw.Expr) -> nw.Expr:
    """Days that the price is spread over: of a unit of fixed length, of the whole period for *session*, else 1."""
    days: nw.Expr = nw.when(unit == "session").then(nw.col("spread_days")).otherwise(1)
    for length in sorted(set(UNIT_DAYS.values()) - {1}):
        units = [name for name, own in UNIT_DAYS.items() if own == length]
        days = nw.when(unit.is_in(units)).then(length).otherwise(days)
    return nw.when(nw.col("on_start_day")).then(1).otherwise(days)


def who_pays(municipality: int) -> tuple[nw.Expr, nw.Expr]:
    """Whether another municipality than ours pays a grant row, and whether it is then a place of our own that its child uses."""
    other = nw.coalesce(nw.col("paying_municipality") != municipality, nw.lit(False))
    user = nw.coalesce(nw.col("acting_municipality"), nw.col("residence_municipality"), nw.lit(municipality))
    return other, other & nw.coalesce(nw.col("provider_kind") == "own", nw.lit(False)) & (user != municipality)


def _shared(priced: Frame, municipality: int) -> Frame:
    """Adds ``who_pays``: ``other_pays`` and ``sold``."""
    other, sold = who_pays(municipality)
    return priced.with_columns(
        other_pays=other,
        sold=sold,
        flag=_joined(_when(other, MUNICIPAL_SETTLEMENT), _when(sold, PLACE_SOLD), nw.col("flag")),
    ).with_columns(_null_if_empty("flag"))


def _both_sides(months: Frame) -> Frame:
    """Every month twice, as cost and as income."""
    return nw.concat([months.with_columns(income=nw.lit(False)), months.with_columns(income=nw.lit(True))])


def _lines(crossed: Frame, *, both_sides: bool) -> Frame:
    days, once, product = nw.col("active_days"), nw.col("on_start_day"), nw.col("product")
    divisor = nw.col("price_over") * nw.when(nw.col("month_divides")).then(nw.col("month_days")).otherwise(
        nw.when(nw.col("year_divides")).then(nw.col("year_days")).otherwise(1)
    )
    sign: nw.Expr = nw.when(product < 0).then(-1).otherwise(1)
    persons = nw.coalesce(nw.col("main"), nw.lit(True)) & ~once
    uncharged = once
    if both_sides:
        sign = sign * nw.when(nw.col("income")).then(-1).otherwise(1)
        persons, uncharged = persons & ~nw.col("other_pays"), once | nw.col("income")
    # on engines that go through a float, both quotients are exact within the bound that intake keeps
    full, share = nw.col("full_amount_oere"), nw.col("share")
    return (
        crossed.with_columns(full_amount_oere=positive_quotient(product.abs() * days, divisor), sign=sign)
        .with_columns(
            component=nw.lit("committed_year"),
            days=nw.when(uncharged).then(0).otherwise(days).cast(nw.Int64),
            amount_oere=nw.col("sign") * positive_quotient(full * share, nw.col("share_over")),
            full_amount_oere=nw.col("sign") * full,
            person_days=nw.when(persons).then(days * nw.col("weight")).otherwise(0),
        )
        .select(*line_types(), *EXTRA)
    )


def _when(condition: nw.Expr, code: str) -> nw.Expr:
    return nw.when(condition).then(nw.lit(code))


def _joined(*codes: nw.Expr) -> nw.Expr:
    return nw.concat_str(*codes, separator=";", ignore_nulls=True)


def _null_if_empty(column: str) -> nw.Expr:
    return nw.when(nw.col(column) != "").then(nw.col(column)).alias(column)
