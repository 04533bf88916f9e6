"""The step of a grant, from what the child gets, where it lives and the paragraph."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame, Lookup, one_per_key, with_most_specific


def place_grants(grants: Frame, type_rules: Frame, paragraph_rules: Frame, *, scheme: str | None = None) -> Frame:
    """Grants with ``step_derived`` (int64), ``step_rule`` and ``step_differs``; the delivered ``step`` stays beside.

    1. the rule of the intervention type and place, else of the type (``type_rules``: ``intervention_type``,
       ``placement_type`` or null, ``step``, ``rule_id``; the national ones from seed 001 lines 2861–3044);
    2. where that gives no step, the paragraph's default step (``paragraph_rules``: ``paragraph``, ``default_step``,
       ``step_low``, ``step_high``, ``rule_id``);
    3. where the paragraph lets the step follow the case, the delivered step if the paragraph allows it;
    4. else null: outside the staircase, or not to be decided; ``step_rule`` then names the rule that says so, if any.

    ``step_differs`` is true where a delivered step is not the derived one. Rules are those of one day and one staircase,
    or ``scheme`` names it. Row count unchanged.
    """
    if scheme is not None:
        type_rules = type_rules.filter(nw.col("scheme") == scheme)
    kinds = grants.select(nw.col("intervention_type"), _place=_place()).unique()
    by_type = one_per_key(
        type_rules.with_columns(key=nw.concat_str([nw.col("intervention_type"), nw.lit("/"), _place()])), "key"
    )
    kinds = with_most_specific(
        kinds,
        [
            Lookup(nw.concat_str([nw.col("intervention_type"), nw.lit("/"), nw.col("_place")]), by_type),
            Lookup(nw.concat_str([nw.col("intervention_type"), nw.lit("/")]), by_type),
        ],
        {"step": "_type_step", "rule_id": "_type_rule"},
    )
    paragraphs = one_per_key(paragraph_rules, "paragraph").select(
        "paragraph",
        _default=nw.col("default_step").cast(nw.Int64),
        _low=nw.col("step_low").cast(nw.Int64),
        _high=nw.col("step_high").cast(nw.Int64),
        _paragraph_rule=nw.col("rule_id"),
    )
    allowed = (nw.col("step") >= nw.col("_low")) & (nw.col("step") <= nw.col("_high"))
    follows = nw.when(nw.col("_default").is_null() & allowed).then(nw.col("step"))
    by_paragraph = nw.coalesce(nw.col("_default"), follows)
    placed = (
        grants.with_columns(_place=_place())
        .join(kinds, on=["intervention_type", "_place"], how="left")
        .join(paragraphs, on="paragraph", how="left")
        .with_columns(
            step_derived=nw.coalesce(nw.col("_type_step").cast(nw.Int64), by_paragraph),
            step_rule=nw.when(nw.col("_type_step").is_null() & ~by_paragraph.is_null())
            .then(nw.col("_paragraph_rule"))
            .otherwise(nw.coalesce(nw.col("_type_rule"), nw.col("_paragraph_rule"))),
        )
        .with_columns(
            step_differs=nw.when(nw.col("step").is_null())
            .then(nw.lit(False))
            .otherwise(nw.coalesce(nw.col("step_derived") != nw.col("step"), nw.lit(True)))
        )
    )
    return placed.drop("_place", "_type_step", "_type_rule", "_default", "_low", "_high", "_paragraph_rule")


def _place() -> nw.Expr:
    return nw.coalesce(nw.col("placement_type"), nw.lit(""))
