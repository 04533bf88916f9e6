"""Which grant, child, provider or area each posting belongs to, and by which rule (*kobling af postering og indsats*).

The coupling of committed and realised expenses is a theme of the model for steering information (seed 003 line 6957);
the rules and their order are Trinvis' own.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.match_candidates import (
    among_several,
    by_child,
    by_provider,
    by_provider_and_amount,
    by_shared_key,
    by_source_key,
    grants_by_month,
    several_keys,
)
from trinvis.calculations.commitments.match_hand import with_hand_matches
from trinvis.calculations.commitments.match_keys import area_codes, in_month, place, who_and_where, with_amount
from trinvis.calculations.commitments.posted import service_month
from trinvis.calculations.commitments.posted_compute import Compute, as_it_is

Frame = nw.LazyFrame[Any]

MATCH_RULES: dict[str, str] = {
    "M1": "Koblet til indsatsen i hånden",
    "M2": "Posteringens indsats-id er indsatsens nøgle",
    "M3": "Barnet har en aktiv indsats i området i ydelsesmåneden",
    "M4": "Leverandør, beløb og ydelsesmåned passer på netop én indsats, og posteringen nævner intet barn",
    "M5": "Leverandøren har indsatser i området i ydelsesmåneden, men posteringen nævner intet barn",
    "M6": "Posteringen nævner hverken barn eller en leverandør med indsatser i området i ydelsesmåneden",
    "M7": "Posteringen nævner et barn, som ingen aktiv indsats har i området i ydelsesmåneden",
}
"""Rule id → the reason as the user reads it, in order of priority (M7 stands where M3 fails)."""

POSTING_COLUMNS = (
    "delivery_id", "row_no", "period", "account_key", "dranst", "art", "amount_oere", "child_no", "provider_no",
    "voucher", "area", "area_rule", "step", "step_rule",
)  # fmt: skip
"""What a matched posting keeps of the posting; those that the frame lacks are left out."""

LEVELS: dict[str, str] = {
    "grant": "Indsats",
    "child": "Barn uden aktiv indsats",
    "provider": "Leverandør",
    "area": "Område",
}
"""What a posting is matched to: code → what the user sees."""


def match(
    postings: Frame, grant_months: Frame, hand_matches: Frame | None = None, *, compute: Compute = as_it_is
) -> Frame:
    """Every posting once, with the grant or the level that it belongs to.

    ``postings`` has the columns of the table and ``area``; give those of neighbouring years too, since an invoice may be
    booked in another year than its month of service. ``grant_months`` has one row per grant row and month (lines with
    ``full_amount_oere`` and ``source_key``); the calendar behind it should reach a year back. ``hand_matches`` has
    ``HAND_COLUMNS``; ``None`` when nothing is typed. ``compute`` (see ``Compute``) holds what is read several times;
    ``grant_months`` should come in computed.

    Columns: ``POSTING_COLUMNS``, ``service_month`` (as typed by hand, else stated, else the ledger period), ``grant_id``
    (null unless the level is *grant*), ``level`` (see ``LEVELS``), ``rule`` (see ``MATCH_RULES``) and ``journal_seq``
    (the entry that decided, also when it undid a match). The rules, in order:

    M1 a match typed by hand; M2 the reference is a grant's source key (several grants: the largest amount that month,
    else the lowest grant), whatever area the posting is booked in; M3 the child has a grant in the posting's area in the
    service month (several: those with exactly the posting's amount and provider, else with its amount, else of the posting's provider; of them granted
    before expected, then the largest amount, then the lowest grant); M4 no child, and provider, amount and month fit exactly one grant, which no other
    posting without a child fits; M5 no child, and the provider has grants in the area that month; M6 the area.
    M7 a child without an active grant stays with the child: its money covers nobody else's missing invoice.

    An unmatch by hand takes a posting out of M2, M3 and M4. Pure; equality joins only.
    """
    has = set(postings.collect_schema().names())
    kept = [name for name in POSTING_COLUMNS if name in has]
    rows = postings.select(*kept, "reference", service_month().alias("service_month"))
    if hand_matches is None:
        nothing = nw.lit(None, nw.Int64)
        rows = rows.with_columns(_hand=nothing, journal_seq=nothing, blocked=nw.lit(False))
    else:
        rows = with_hand_matches(rows, hand_matches).rename({"grant_id": "_hand"})
    rows = rows.join(area_codes(grant_months), on="area", how="left").with_columns(place=place("service_month"))
    rows = compute(_by_reference(rows, grant_months, compute).with_columns(by_child=who_and_where("child_no")))
    paid_months = rows.select(month=nw.col("service_month")).unique()
    monthly = compute(grants_by_month(grant_months, paid_months))
    rows = compute(_by_child(rows, monthly, compute))
    rows = _by_provider(rows, monthly, compute)
    free, no_child = ~nw.col("blocked"), nw.col("child_no").is_null()
    decided = rows.with_columns(
        rule=_first(
            (~nw.col("_hand").is_null(), "M1"),
            (free & ~nw.col("_key").is_null(), "M2"),
            (free & ~nw.col("_child").is_null(), "M3"),
            (free & ~nw.col("_amount").is_null(), "M4"),
            (~no_child, "M7"),
            (~nw.col("_provider").is_null(), "M5"),
            otherwise="M6",
        )
    )
    rule = nw.col("rule")
    grant = nw.coalesce(
        nw.col("_hand"),
        *[nw.when(rule == of).then(nw.col(name)) for of, name in (("M2", "_key"), ("M3", "_child"), ("M4", "_amount"))],
    )
    level = _first((rule == "M5", "provider"), (rule == "M6", "area"), (rule == "M7", "child"), otherwise="grant")
    return decided.select(
        *kept, "service_month", grant.cast(nw.Int64).alias("grant_id"), level.alias("level"), "rule", "journal_seq"
    )


def _first(*cases: tuple[nw.Expr, str], otherwise: str) -> nw.Expr:
    """The text of the first case that holds."""
    text: nw.Expr = nw.lit(otherwise)
    for condition, then in reversed(cases):
        text = nw.when(condition).then(nw.lit(then)).otherwise(text)
    return text


def _by_reference(rows: Frame, grant_months: Frame, compute: Compute) -> Frame:
    """Adds ``_key``: the grant whose source key is the posting's reference."""
    keys = compute(by_source_key(grant_months))
    rows = rows.join(keys, left_on="reference", right_on="source_key", how="left").with_columns(
        _key_month=in_month("_shared", "service_month")
    )
    rows = rows.join(by_shared_key(grant_months, keys).rename({"grant_id": "_best"}), on="_key_month", how="left")
    return rows.with_columns(_key=nw.coalesce("_best", "_lowest")).drop("_best", "_lowest", "_shared", "_key_month")


def _by_child(rows: Frame, monthly: Frame, compute: Compute) -> Frame:
    """Adds ``_child``: the grant that the child has in the posting's area in the service month (``by_child``)."""
    paid = monthly.join(rows.select("by_child").unique(), on="by_child", how="semi")
    children = compute(by_child(paid))
    both, exact, same, most = among_several(paid, children, compute)
    rows = rows.join(children, on="by_child", how="left")
    rows = several_keys(rows, "amount_oere")
    rows = rows.join(both.rename({"grant_id": "_zero"}), on=["_exact", "_same"], how="left")
    for table, key, name in ((exact, "_exact", "_one"), (same, "_same", "_two"), (most, "_several", "_three")):
        rows = rows.join(table.rename({"grant_id": name}), on=key, how="left")
    return rows.with_columns(_child=nw.coalesce("_zero", "_one", "_two", "_three", "_lowest")).drop(
        "by_child", "_lowest", "_several", "_exact", "_same", "_zero", "_one", "_two", "_three"
    )


def _by_provider(rows: Frame, monthly: Frame, compute: Compute) -> Frame:
    """Adds ``_provider`` (set where the provider has grants there) and ``_amount`` (the one grant that the amount fits)."""
    providers = compute(by_provider(monthly))
    alone = nw.col("child_no").is_null() & nw.col("_hand").is_null() & (nw.col("blocked") | nw.col("_key").is_null())
    rows = (
        rows.with_columns(by_provider=nw.when(alone).then(who_and_where("provider_no")))
        .join(providers, on="by_provider", how="left")
        .with_columns(_provider_amount=with_amount("_provider", "amount_oere"))
    )
    single = (
        rows.filter(~nw.col("_provider_amount").is_null())
        .group_by("_provider_amount")
        .agg(nw.len().alias("_postings"))
        .filter(nw.col("_postings") == 1)
        .select("_provider_amount")
    )
    fits = by_provider_and_amount(monthly, providers).join(single, on="_provider_amount", how="inner")
    return rows.join(fits.rename({"grant_id": "_amount"}), on="_provider_amount", how="left").drop(
        "by_provider", "_provider_amount"
    )
