"""The checks: one per file, each with its code, severity, Danish message and remedy, and its test beside it.

A check is a module with ``CODE``, ``SEVERITY``, ``MESSAGE``, ``REMEDY``, ``FIELD``, ``TABLES`` and ``check(context)``,
which returns a frame with ``row_no`` and, where they differ from the module's own, ``field``, ``message`` and ``severity``.
No message quotes a value of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from trinvis.intake.checks import (
    account_against_paragraph,
    child_over_22,
    date_outside_period,
    duplicate_row,
    impossible_answer,
    missing_paying_municipality,
    missing_rate,
    money_too_large,
    negative_quantity,
    occupancy_against_days,
    overlapping_main_grants,
    places_against_parts,
    rate_far_from_median,
    share_as_fraction,
    step_against_placement,
    stop_before_start,
    sum_row,
    two_answers,
    unit_in_no_municipality,
    unknown_account,
    unknown_paragraph,
    year_missing,
)
from trinvis.intake.checks.context import Context
from trinvis.intake.result import Severity

if TYPE_CHECKING:
    import polars as pl


class Check(Protocol):
    """The shape of a check module."""

    CODE: str
    SEVERITY: Severity
    MESSAGE: str
    REMEDY: str
    FIELD: str
    TABLES: tuple[str, ...]
    check: Callable[[Context], pl.DataFrame]


CHECKS: tuple[Check, ...] = tuple(
    cast(Check, module)
    for module in (
        unknown_account,
        unknown_paragraph,
        stop_before_start,
        overlapping_main_grants,
        missing_rate,
        negative_quantity,
        duplicate_row,
        child_over_22,
        step_against_placement,
        rate_far_from_median,
        account_against_paragraph,
        missing_paying_municipality,
        date_outside_period,
        sum_row,
        money_too_large,
        two_answers,
        unit_in_no_municipality,
        impossible_answer,
        share_as_fraction,
        year_missing,
        occupancy_against_days,
        places_against_parts,
    )
)
"""Every check, by code."""


def run(context: Context) -> list[pl.DataFrame]:
    """The findings of every check that concerns the context's table: row_no, code, severity, field, message."""
    import polars as pl

    out = []
    for check in CHECKS:
        if context.table not in check.TABLES:
            continue
        rows = check.check(context)
        if not rows.height:
            continue
        own = {"severity": check.SEVERITY, "field": check.FIELD, "message": check.MESSAGE}
        out.append(
            rows.select(
                pl.col("row_no").cast(pl.Int64),
                code=pl.lit(check.CODE),
                **{
                    name: pl.col(name).fill_null(value) if name in rows.columns else pl.lit(value)
                    for name, value in own.items()
                },
            ).select("row_no", "code", "severity", "field", "message")
        )
    return out
