"""The step of a posting, from its account."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.accounts import by_account
from trinvis.calculations.staircase.rules import Frame


def place_postings(postings: Frame, account_rules: Frame, *, scheme: str | None = None) -> Frame:
    """Postings with ``step`` (int64) and ``step_rule``; every posting once, so that steps and the rest tie to the ledger.

    ``account_rules`` is the parameter table ``account_step`` on one day (``pattern_key``, ``step``, ``rule_id``), of one
    staircase or with ``scheme`` naming which. The most specific pattern wins. A null step is outside the staircase (*uden
    for trappen*): by a rule where ``step_rule`` names it, else because no rule covers the account.
    """
    if scheme is not None:
        account_rules = account_rules.filter(nw.col("scheme") == scheme)
    return by_account(postings, account_rules, {"step": "step", "rule_id": "step_rule"})
