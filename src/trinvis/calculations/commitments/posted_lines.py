"""Postings as lines: the ledger's money with the attributes of the grant that it pays."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.match_keys import in_month
from trinvis.calculations.commitments.posted_compute import Compute, as_it_is

Frame = nw.LazyFrame[Any]

GRANT_ATTRIBUTES = (
    "intervention_type", "placement_type", "step", "provider_kind", "team", "district", "paragraph",
)  # fmt: skip
"""What a line of spent money takes from its grant."""

OTHER_AREA, OTHER_YEAR = "anden_konto", "andet_aar"
FLAGS: dict[str, str] = {
    OTHER_AREA: "Posteringen står på en konto i et andet område end den indsats, den betaler.",
    OTHER_YEAR: "Posteringen betaler for en måned i et andet år.",
}
"""Flag of a line → what the user sees."""

LINE_TYPES: dict[str, nw.dtypes.DType] = {
    "area": nw.String(), "component": nw.String(), "month": nw.Int32(), "grant_id": nw.Int64(), "child_no": nw.Int64(),
    "intervention_type": nw.String(), "placement_type": nw.String(), "step": nw.Int64(), "provider_no": nw.Int64(),
    "provider_kind": nw.String(), "team": nw.String(), "district": nw.String(), "paragraph": nw.String(),
    "account_key": nw.String(), "status": nw.String(), "days": nw.Int64(), "amount_oere": nw.Int64(),
    "delivery_id": nw.String(), "row_no": nw.Int64(), "journal_seq": nw.Int64(), "rules": nw.String(), "flag": nw.String(),
}  # fmt: skip
"""The columns of ``trinvis.tables.lines`` in order, as Narwhals types."""


def as_lines(frame: Frame, component: str | nw.Expr, rule: str | nw.Expr, *, minus: str | None = None) -> Frame:
    """``frame`` as lines of one component; ``rule`` is added to ``rules``, columns that it lacks become null (days 0).

    With ``minus`` the amount is that column with the sign turned.
    """
    has = set(frame.collect_schema().names())
    rules = [nw.col("rules")] if "rules" in has else []
    given = {
        "component": nw.lit(component) if isinstance(component, str) else component,
        "rules": nw.concat_str(
            *rules, nw.lit(rule) if isinstance(rule, str) else rule, separator=";", ignore_nulls=True
        ),
    }
    if minus is not None:
        given["amount_oere"] = -nw.col(minus)
    if "days" not in has:
        given["days"] = nw.lit(0)
    return frame.select(
        *[
            given.get(name, nw.col(name) if name in has else nw.lit(None, dtype)).cast(dtype).alias(name)
            for name, dtype in LINE_TYPES.items()
        ]
    )


def with_attributes(frame: Frame, grant_months: Frame) -> Frame:
    """``frame`` (grant_id, month, …) with the grant's type, step, team and the like in that month."""
    wanted = grant_months.join(frame.select("grant_id", "month").unique(), on=["grant_id", "month"], how="semi")
    then = _attributes(wanted, ("grant_id", "month")).select("grant_id", "month", *GRANT_ATTRIBUTES)
    return frame.join(then, on=["grant_id", "month"], how="left")


def spent_rows(matched: Frame, grant_months: Frame, *, year: int, compute: Compute = as_it_is) -> Frame:
    """The postings of the ledger year as rows that ``as_lines`` can take.

    ``month`` is the ledger period. Child and provider are the posting's own, else the matched grant's; the other
    attributes are the grant's in the month of service, or those that it has at all where it was not active then (the least
    where its rows differ). ``flag`` as in ``FLAGS``.
    """
    has = set(matched.collect_schema().names())
    rules = [nw.col(name) for name in ("area_rule", "step_rule", "rule") if name in has]
    own_step = nw.col("step") if "step" in has else nw.lit(None, nw.Int64)
    own = matched.filter(nw.col("period") // 100 == year).select(
        "delivery_id", "row_no", "area", "service_month", "grant_id", "account_key", "amount_oere", "journal_seq",
        nw.col("period").alias("month"),
        nw.col("child_no").alias("_own_child_no"),
        nw.col("provider_no").alias("_own_provider_no"),
        own_step.alias("_own_step"),
        nw.concat_str(*rules, separator=";", ignore_nulls=True).alias("rules"),
        in_month("grant_id", "service_month").alias("_grant_month"),
    )  # fmt: skip
    both = own.join(_attributes_for(own, grant_months, compute), on="_grant_month", how="left")
    other_area = (nw.col("_area") != nw.col("area")).fill_null(False)
    return both.with_columns(
        nw.coalesce("step", "_own_step").alias("step"),
        nw.coalesce("_own_child_no", "_child_no").alias("child_no"),
        nw.coalesce("_own_provider_no", "_provider_no").alias("provider_no"),
        _flags(other_area, nw.col("service_month") // 100 != year).alias("flag"),
    )


def _attributes_for(own: Frame, grant_months: Frame, compute: Compute) -> Frame:
    """One row per grant and month (``_grant_month``): its attributes then, and for paid months without it those it has ever."""
    keyed = grant_months.with_columns(_grant_month=in_month("grant_id", "month"))
    paid = compute(own.filter(~nw.col("_grant_month").is_null()).select("grant_id", "_grant_month").unique())
    then = compute(
        _attributes(keyed.join(paid.select("_grant_month"), on="_grant_month", how="semi"), ("_grant_month",))
    )
    inactive = paid.join(then.select("_grant_month"), on="_grant_month", how="anti")
    grants = inactive.select("grant_id").unique()
    ever = _attributes(grant_months.join(grants, on="grant_id", how="semi"), ("grant_id",))
    late = inactive.join(ever, on="grant_id", how="inner").drop("grant_id")
    return nw.concat([then, late.select(*then.collect_schema().names())], how="vertical")


def _attributes(grant_months: Frame, keys: tuple[str, ...]) -> Frame:
    """One row per key: type, step and the like, and ``_child_no``, ``_provider_no``, ``_area``; the least of each where rows differ."""
    return grant_months.group_by(*keys).agg(
        *[nw.col(name).min() for name in GRANT_ATTRIBUTES],
        *[nw.col(name).min().alias(f"_{name}") for name in ("child_no", "provider_no", "area")],
    )


def _flags(other_area: nw.Expr, other_year: nw.Expr) -> nw.Expr:
    """``FLAGS`` that hold, joined by ';', null where none does."""
    both, area, year = (nw.lit(text) for text in (f"{OTHER_AREA};{OTHER_YEAR}", OTHER_AREA, OTHER_YEAR))
    none = nw.lit(None, nw.String)
    return (
        nw.when(other_area)
        .then(nw.when(other_year).then(both).otherwise(area))
        .otherwise(nw.when(other_year).then(year).otherwise(none))
    )
