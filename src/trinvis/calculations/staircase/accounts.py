"""What the most specific account rule says of each account, by five equality joins on pattern keys."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame, Lookup, one_per_key, with_most_specific


def by_account(frame: Frame, rules: Frame, columns: Mapping[str, str]) -> Frame:
    """``frame`` (with ``account_key``, nine digits or null) with the columns of the most specific rule of its account.

    ``rules`` has ``pattern_key`` (see ``trinvis.parameters.account_pattern``), ``rule_id`` and the columns looked up, valid
    on one day. The rules meet each different account once, not each row. Row count unchanged; null where no rule covers.
    """
    keyed = one_per_key(rules, "pattern_key")
    accounts = frame.select("account_key").filter(~nw.col("account_key").is_null()).unique()
    levels = [Lookup(key, keyed, "pattern_key") for key in pattern_keys(nw.col("account_key"))]
    looked_up = with_most_specific(accounts, levels, columns)
    kept = [name for name in frame.collect_schema().names() if name not in columns.values()]
    return frame.select(kept).join(looked_up, on="account_key", how="left")


def pattern_keys(account_key: nw.Expr) -> tuple[nw.Expr, ...]:
    """The keys of the five patterns that could cover an account of nine digits, the most specific first."""
    account = account_key.str
    function = account.slice(0, 5)
    return (
        nw.concat_str([nw.lit("f9:"), account.slice(0, 9)]),
        nw.concat_str([nw.lit("g8:"), function, account.slice(6, 3)]),
        nw.concat_str([nw.lit("d6:"), account.slice(0, 6)]),
        nw.concat_str([nw.lit("f5:"), function]),
        nw.concat_str([nw.lit("m3:"), account.slice(0, 3)]),
    )
