"""The one area of each grant and posting, so that no krone stands in two."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase import Lookup, by_account, one_per_key, with_most_specific
from trinvis.tables.lines import UNPLACED

Frame = nw.LazyFrame[Any]


def postings_in_areas(postings: Frame, account_rules: Frame) -> Frame:
    """Postings with ``area`` and ``area_rule``; every posting once, ``ikke_placeret`` (rule null) where no rule covers it.

    ``account_rules``: ``pattern_key``, ``area``, ``rule_id`` (``Profile.area_account_rules``); the most specific wins.
    """
    return by_account(postings, account_rules, {"area": "area", "rule_id": "area_rule"}).with_columns(
        area=nw.coalesce(nw.col("area"), nw.lit(UNPLACED))
    )


def grants_in_areas(grants: Frame, account_rules: Frame, type_rules: Frame) -> Frame:
    """Grants with ``area`` and ``area_rule``; every grant once, ``ikke_placeret`` (rule null) where no rule covers it.

    The account decides where the grant has one that a rule covers, because its postings go by account too; else the type,
    the most specific of ``type/place/kind of provider``, ``type/place`` and ``type`` (``type_rules``: ``type_key``,
    ``area``, ``rule_id``; ``Profile.area_type_rules``).
    """
    columns = grants.collect_schema().names()
    accounted = by_account(grants, account_rules, {"area": "_account_area", "rule_id": "_account_rule"})
    kind, place, provider = nw.col("intervention_type"), nw.col("_place"), nw.col("_provider")
    filled = {
        "_place": nw.coalesce(nw.col("placement_type"), nw.lit("")),
        "_provider": nw.coalesce(nw.col("provider_kind"), nw.lit("")),
    }
    keyed = one_per_key(type_rules, "type_key")
    levels = (
        nw.concat_str([kind, place, provider], separator="/"),
        nw.concat_str([kind, place], separator="/"),
        kind,
    )
    kinds = with_most_specific(
        grants.select("intervention_type", **filled).unique(),
        [Lookup(key, keyed, "type_key") for key in levels],
        {"area": "_type_area", "rule_id": "_type_rule"},
    )
    placed = accounted.with_columns(**filled).join(kinds, on=["intervention_type", "_place", "_provider"], how="left")
    return placed.select(
        *(nw.col(name) for name in columns if name not in ("area", "area_rule")),
        area=nw.coalesce(nw.col("_account_area"), nw.col("_type_area"), nw.lit(UNPLACED)),
        area_rule=nw.coalesce(nw.col("_account_rule"), nw.col("_type_rule")),
    )
