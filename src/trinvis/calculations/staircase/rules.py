"""How rules are applied: one equality join per level of a key, the most specific level that has a rule decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Lookup:
    """One level: the expression of the row's key, and the rules with their column of keys (``on``)."""

    key: nw.Expr
    rules: Frame
    on: str


def one_per_key(rules: Frame, key: str, rule_id: str = "rule_id") -> Frame:
    """The rules with at most one row per key (the first by rule id): two rules of one key must not double a krone."""
    first = nw.col(rule_id).cum_count().over(key, order_by=rule_id)
    return rules.with_columns(_nth=first).filter(nw.col("_nth") == 1).drop("_nth")


def with_most_specific(
    frame: Frame, levels: Sequence[Lookup], columns: Mapping[str, str], *, decides: str = "rule_id"
) -> Frame:
    """``frame`` with the looked-up columns of the first level that has a rule.

    ``columns`` maps a rule column to the name that it gets here; ``decides`` is the rule column that is never null in a
    rule, so a rule whose value is null (outside the staircase) still wins over a wider one. No level: null. The number of
    rows is unchanged when the rules are one per key.
    """
    kept = frame.collect_schema().names()
    for number, level in enumerate(levels):
        renamed = {column: f"_{number}_{column}" for column in columns}
        rules = level.rules.select(
            nw.col(level.on).alias("_key"), *(nw.col(column).alias(name) for column, name in renamed.items())
        )
        frame = frame.with_columns(_key=level.key).join(rules, on="_key", how="left").drop("_key")
    return frame.select(
        *(nw.col(name) for name in kept if name not in columns.values()),
        *(_first(len(levels), column, decides).alias(name) for column, name in columns.items()),
    )


def _first(levels: int, column: str, decides: str) -> nw.Expr:
    value = nw.col(f"_{levels - 1}_{column}")
    for number in reversed(range(levels - 1)):
        value = nw.when(~nw.col(f"_{number}_{decides}").is_null()).then(nw.col(f"_{number}_{column}")).otherwise(value)
    return value
