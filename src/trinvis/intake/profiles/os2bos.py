"""``os2bos``: the report ``expected_payments_v3.csv`` of OS2bos (Bevilling og Styring): one row per payment.

A running payment plan becomes one grant per price; a plan of single payments becomes one grant per payment. What was paid is
not read as postings: the same payments stand in the ledger, and no krone may count twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Field, Parsed, Profile, Shaped, headed
from trinvis.intake.staging import stage, with_defaults, with_paragraph, with_type
from trinvis.tables import GRANTS

if TYPE_CHECKING:
    import polars as pl

_ONE = ("rate", "units", "vat")
_PLAN = (
    "case_key child_no birth child_name paragraph intervention_type__text placement_type__text intervention_type "
    "placement_type main provider_no provider_name provider_kind status paying_municipality acting_municipality "
    "residence_municipality adviser_no team account account_key granted_by_no granted_on step start stop"
).split()


def shape(parsed: Parsed) -> Shaped:
    """Payments → grants with price periods; every payment is a member of the grant row that it makes."""
    import polars as pl

    rows = parsed.rows.with_columns(
        intervention_type=pl.col("intervention_type"),
        step=pl.col("step_text").str.extract(r"([0-9]+)").cast(pl.Int64, strict=False),
        provider_no=pl.coalesce("recipient_id", "provider_name"),
        plan=pl.coalesce("source_key", pl.format("row {}", "row_no")),
    )
    rows = _priced(rows)
    running = pl.col("unit").is_not_null()
    single = rows.filter(~running).with_columns(
        unit=pl.lit("once"), start=pl.coalesce("date", "start"), stop=pl.coalesce("date", "start"), of="row_no"
    )
    plans, members, cut, disagreeing = _plans(rows.filter(running), rows["date"].max())
    grants = pl.concat([plans, single], how="diagonal").with_columns(
        rate_oere="rate", quantity="units", vat_factor="vat"
    )
    grants = with_paragraph(grants, parsed.parameters)
    grants, findings, texts = with_type(grants)
    grants = with_defaults(grants).sort("row_no", maintain_order=True)
    findings.append(found(cut, rules.PAYMENTS_STOP, "stop"))
    findings.append(found(disagreeing, rules.PLAN_DISAGREES, "start"))
    beside = ("birth", "child_name", "provider_name", "payment")
    return Shaped(
        {"grants": stage(grants, GRANTS, *beside)},
        members=pl.concat([members, single.select("row_no", of="row_no")]),
        findings=tuple(findings),
        texts=texts,
    )


def _priced(rows: pl.DataFrame) -> pl.DataFrame:
    """``rate``, ``units`` and ``vat`` of a payment: price × units × VAT factor where they give the amount, else the amount."""
    import polars as pl

    times = pl.col("price").cast(pl.Int128) * pl.col("quantity")
    product = (times // 100).cast(pl.Int64, strict=False)
    vat = (pl.col("amount") * 10_000 / product).round().cast(pl.Int64, strict=False)
    again = (product * vat / 10_000).round().cast(pl.Int64, strict=False)
    explained = (
        (product != 0) & (times % 100 == 0) & vat.is_between(1, 10_000) & (again == pl.col("amount"))
    ).fill_null(False)
    return rows.with_columns(
        rate=pl.when(explained).then("price").otherwise("amount"),
        units=pl.when(explained).then("quantity").otherwise(100),
        vat=pl.when(explained).then(vat).otherwise(10_000),
    )


def _plans(rows: pl.DataFrame, horizon: object) -> tuple[pl.DataFrame, pl.DataFrame, pl.Series, pl.Series]:
    """Running payments → one row per plan and price, which rows are its members, the rows whose payments end early, and the
    rows of plans whose payments do not agree on when the effort starts and stops.
    """
    import polars as pl

    rows = rows.sort("plan", "date", "row_no")
    changed = pl.any_horizontal([pl.col(name).ne_missing(pl.col(name).shift(1)) for name in (*_ONE, "unit")])
    rows = rows.with_columns(run=changed.fill_null(True).cum_sum().over("plan"))
    rows = rows.with_columns(of=pl.col("row_no").min().over("plan", "run"))
    members = rows.select("row_no", "of")
    several = (pl.col("start").n_unique() > 1) | (pl.col("stop").n_unique() > 1)
    disagreeing = rows.filter(several.over("plan"))["of"].unique()
    plans = rows.group_by("plan", "run", maintain_order=True).agg(
        row_no=pl.col("of").first(),
        source_key=pl.col("source_key").first(),
        unit=pl.col("unit").first(),
        begun=pl.col("date").min(),
        latest=pl.col("date").max(),
        **{name: pl.col(name).first() for name in (*_ONE, *_PLAN)},
    )
    begun = pl.when(pl.col("unit") == "month").then(pl.col("begun").dt.month_start()).otherwise("begun")
    first, last = pl.col("run") == pl.col("run").min().over("plan"), pl.col("run") == pl.col("run").max().over("plan")
    plans = plans.with_columns(start=pl.when(first).then(pl.coalesce("start", "begun")).otherwise(begun))
    due = (
        pl.when(pl.col("unit") == "month")
        .then(pl.col("latest").dt.month_start().dt.offset_by("1mo"))
        .when(pl.col("unit") == "fortnight")
        .then(pl.col("latest").dt.offset_by("14d"))
        .when(pl.col("unit") == "week")
        .then(pl.col("latest").dt.offset_by("7d"))
        .otherwise(pl.col("latest").dt.offset_by("1d"))
    )
    edge = pl.lit(horizon, dtype=pl.Date)
    ends_early = last & (due <= pl.min_horizontal(pl.col("stop").fill_null(edge), edge))
    following = pl.col("start").shift(-1).over("plan").dt.offset_by("-1d")
    plans = plans.with_columns(ends_early=ends_early.fill_null(False)).with_columns(
        stop=pl.when(~last).then(following).when("ends_early").then(due.dt.offset_by("-1d")).otherwise("stop")
    )
    return plans, members, plans.filter("ends_early")["row_no"], disagreeing


_C = GRANTS.column
OS2BOS = Profile(
    name="os2bos",
    label="OS2bos' betalingsrapport (expected_payments_v3.csv)",
    meaning="Alle bevilgede og forventede ydelser på udtræksdagen; afløser forrige rapport.",
    kind="snapshot",
    tables=("grants",),
    fields=(
        Field("payment", "text", "Betalings-id", ("id",), heading="id"),
        Field("amount", "oere", "Beløb", ("amount",), heading="amount"),
        Field("date", "date", "Betalingsdato", ("date",), heading="date"),
        headed(_C("source_key"), "payment_schedule__payment_id"),
        headed(_C("case_key"), "sbsys_id"),
        headed(_C("child_no"), "cpr_number"),
        headed(_C("child_name"), "name"),
        headed(_C("paragraph"), "section"),
        headed(_C("intervention_type"), "activity__details__name"),
        headed(_C("placement_type"), "activity_category__name"),
        headed(_C("main"), "activity_type"),
        headed(_C("unit"), "payment_schedule__payment_frequency"),
        Field("price", "oere", "Pris pr. enhed", ("price_per_unit",), heading="price_per_unit"),
        headed(_C("quantity"), "units"),
        Field("recipient_id", "identifier", "Modtager-id", ("recipient_id",), number="provider"),
        Field("provider_name", "text", "Modtager", ("recipient_name",)),
        headed(_C("provider_kind"), "recipient_type", words={"COMPANY": "", "PERSON": ""}),
        headed(_C("start"), "activity_start_date"),
        headed(_C("stop"), "activity_end_date"),
        headed(_C("status"), "activity_status"),
        Field("step_text", "text", "Trin", ("effort_step",)),
        headed(_C("paying_municipality"), "paying_municipality"),
        headed(_C("acting_municipality"), "acting_municipality"),
        headed(_C("residence_municipality"), "residence_municipality"),
        headed(_C("adviser_no"), "case_worker"),
        headed(_C("team"), "team"),
        headed(_C("account"), "account_string"),
        headed(_C("granted_by_no"), "approval_user"),
        headed(_C("granted_on"), "appropriation_date"),
        headed(_C("note"), "note"),
    ),
    needs=(("source_key",), ("amount",), ("date",), ("child_no",), ("start",), ("status",), ("unit",)),
    keys=(("payment", "source_key", "child_no"),),
    amount="amount",
    shape=shape,
    ignored=(
        "paid_amount",
        "paid_date",
        "account_alias",
        "payment_schedule__payment_amount",
        "payment_method",
        "payment_cost_type",
        "fictive",
        "activity__details__activity_id",
        "section_text",
        "main_activity_id",
        "main_activity_name",
        "target_group",
        "leader",
        "efforts",
        "scaling_step",
        "mother_cpr",
        "father_cpr",
        "activity_category__category_id",
        "approval_level",
    ),
)
