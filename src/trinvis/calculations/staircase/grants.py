"""The step of a grant, from what the child gets, where it lives, its age and the paragraph."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame, Lookup, one_per_key, with_most_specific

_UNKNOWN_AGE = -1
_OPTIONAL: dict[str, nw.dtypes.DType] = {
    "scheme": nw.String(),
    "age_from": nw.Int64(),
    "age_to": nw.Int64(),
    "sub_step": nw.Int64(),
    "follows_case": nw.Boolean(),
}
"""Columns of type rules that may be left out: one staircase for all, without sub-steps."""


def place_grants(grants: Frame, type_rules: Frame, paragraph_rules: Frame, *, scheme: str | None = None) -> Frame:
    """Grants with ``step_derived`` (int64), ``step_rule`` and ``step_differs``; the delivered ``step`` stays beside.

    1. the rule of the intervention type and place, else of the type (``type_rules``: ``intervention_type``,
       ``placement_type`` or null, ``step``, ``rule_id``; the national ones from seed 001 lines 2861–3044);
    2. where that gives no step (and not ``follows_case`` = false: outside the staircase), the paragraph's default step
       (``paragraph_rules``: ``paragraph``, ``default_step``, ``step_low``, ``step_high``, ``rule_id``);
    3. where the paragraph lets the step follow the case, the delivered step if the paragraph allows it;
    4. else null: outside the staircase, or not to be decided; ``step_rule`` then names the rule that says so, if any.

    ``step_differs`` is true where a delivered step is not the derived one. Also adds ``staircase`` (the scheme of the rules)
    and ``sub_step``. Several staircases by age (``scheme`` with ``age_from``, ``age_to``): each grant stands on the first
    whose ages cover the child's (``age`` of the grants, whole years; without it only staircases without limits), on none
    where no one does. ``scheme`` narrows the rules to one. Rules are those of one day. Row count unchanged.
    """
    grants_have, rules_have = grants.collect_schema().names(), type_rules.collect_schema().names()
    missing = {name: nw.lit(None, dtype=dtype) for name, dtype in _OPTIONAL.items() if name not in rules_have}
    rules = type_rules.with_columns(**missing) if missing else type_rules
    if scheme is not None:
        rules = rules.filter(nw.col("scheme") == scheme)
    age = (
        nw.coalesce(nw.col("age").cast(nw.Int64), nw.lit(_UNKNOWN_AGE))
        if "age" in grants_have
        else nw.lit(_UNKNOWN_AGE)
    )
    rows = grants.with_columns(_place=_text("placement_type"), _age=age.cast(nw.Int64))
    kind = ["intervention_type", "_place", "_age"]
    by_type = _by_type(rows.select(kind).unique(), rules)
    by_paragraph = one_per_key(paragraph_rules, "paragraph").select(
        "paragraph",
        _default=nw.col("default_step").cast(nw.Int64),
        _low=nw.col("step_low").cast(nw.Int64),
        _high=nw.col("step_high").cast(nw.Int64),
        _paragraph_rule=nw.col("rule_id"),
    )
    allowed = (nw.col("step") >= nw.col("_low")) & (nw.col("step") <= nw.col("_high"))
    by_case = nw.when(nw.col("_default").is_null() & allowed).then(nw.col("step"))
    open_type = nw.coalesce(nw.col("_follows"), nw.lit(True))
    return (
        rows.join(by_type, on=kind, how="left")
        .join(by_paragraph, on="paragraph", how="left")
        .with_columns(
            _by_law=nw.when(nw.col("_type_step").is_null() & open_type).then(nw.coalesce(nw.col("_default"), by_case))
        )
        .with_columns(
            step_derived=nw.coalesce(nw.col("_type_step"), nw.col("_by_law")),
            step_rule=nw.when(~nw.col("_by_law").is_null())
            .then(nw.col("_paragraph_rule"))
            .otherwise(nw.coalesce(nw.col("_type_rule"), nw.when(open_type).then(nw.col("_paragraph_rule")))),
        )
        .with_columns(
            step_differs=~nw.col("step").is_null() & nw.coalesce(nw.col("step_derived") != nw.col("step"), nw.lit(True))
        )
        .select(
            *(name for name in grants_have if name not in _PLACED),
            *_PLACED,
        )
    )


_PLACED = ("step_derived", "step_rule", "step_differs", "staircase", "sub_step")


def _by_type(kinds: Frame, rules: Frame) -> Frame:
    """What the type rules say of each different type, place and age, once."""
    keyed = one_per_key(rules.with_columns(_rule_key=_key(_text("scheme"), _text("placement_type"))), "_rule_key")
    limits = rules.select(staircase=_text("scheme"), _from=nw.col("age_from"), _to=nw.col("age_to")).unique()
    age, unlimited = nw.col("_age"), nw.col("_from").is_null() & nw.col("_to").is_null()
    within = (
        (age > _UNKNOWN_AGE)
        & (age >= nw.coalesce(nw.col("_from"), nw.lit(0)))
        & (age <= nw.coalesce(nw.col("_to"), age))
    )
    kind = ["intervention_type", "_place", "_age"]
    standing = kinds.join(limits, how="cross").filter(unlimited | within)
    standing = one_per_key(
        standing.with_columns(
            _kind=nw.concat_str(_text("intervention_type"), "_place", age.cast(nw.String()), separator="/")
        ),
        "_kind",
        "staircase",
    )
    looked_up = with_most_specific(
        standing.select(*kind, "staircase"),
        [
            Lookup(_key(nw.col("staircase"), nw.col("_place")), keyed, "_rule_key"),
            Lookup(_key(nw.col("staircase"), nw.lit("")), keyed, "_rule_key"),
        ],
        {"step": "_type_step", "rule_id": "_type_rule", "sub_step": "sub_step", "follows_case": "_follows"},
    )
    return looked_up.with_columns(nw.col("_type_step").cast(nw.Int64))


def _key(scheme: nw.Expr, place: nw.Expr) -> nw.Expr:
    return nw.concat_str(scheme, nw.lit("/"), nw.col("intervention_type"), nw.lit("/"), place)


def _text(column: str) -> nw.Expr:
    return nw.coalesce(nw.col(column), nw.lit(""))
