"""Why a cell stands where it does, in one Danish line: account, step, rule, its days and its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.calculations.staircase.cells import CATEGORIES
from trinvis.calculations.staircase.spans import span_text

if TYPE_CHECKING:
    import polars as pl


def trace(
    placed: Mapping[str, Any],
    rules: pl.DataFrame,
) -> str:
    """The line of one placed cell (a row of ``place_cells``); ``rules`` is ``account_step`` with the rows of all days.

    As »5.28.21 gruppering 003: trin 3, regel account_step/national/5.28.21.1@2015-01-01, gyldig 2015–, kilde …«.
    """
    function, grouping = str(placed["function"]), placed["grouping"]
    account = f"{function[0]}.{function[1:3]}.{function[3:]}"
    account += f" gruppering {grouping}" if grouping else " uden gruppering"
    if placed["dranst"] != 1:
        account += f", dranst {placed['dranst']}"
    if placed["rule_id"] is None:
        return f"{account}: {CATEGORIES['elsewhere'].lower()}, ingen regel"
    stands = where(placed["step_low"], placed["step_high"], placed["category"])
    found = [row for row in rules.iter_rows(named=True) if row["rule_id"] == placed["rule_id"]]
    if not found:
        return f"{account}: {stands}, regel {placed['rule_id']}"
    rule = found[0]
    status = "" if rule["verified"] else " (forslag)"
    reason = f": {rule['reason']}" if rule["reason"] else ""
    return (
        f"{account}: {stands}{reason}, regel {placed['rule_id']}, "
        f"gyldig {_years(rule['valid_from'], rule['valid_to'])}, kilde {rule['source']}{status}"
    )


def where(low: int | None, high: int | None, category: str | None) -> str:
    """``trin 3``, ``trin 2-3, kan ikke skilles`` or the name of a category with the steps that it may lie on."""
    span = None if low is None or high is None else span_text((low, high))
    if category is not None:
        return CATEGORIES[category].lower() + (f" ({span})" if span else "")
    return f"{span}, kan ikke skilles" if low != high else str(span)


def _years(first: date, last: date | None) -> str:
    return f"{first.year}–{last.year if last else ''}"
