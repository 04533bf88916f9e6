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
    account = nw.col("account_key").str
    function = account.slice(0, 5)
    patterns = (
        ("f9:", account.slice(0, 9)),
        ("g8:", nw.concat_str([function, account.slice(6, 3)])),
        ("d6:", account.slice(0, 6)),
        ("f5:", function),
        ("m3:", account.slice(0, 3)),
    )
    levels = [Lookup(nw.concat_str([nw.lit(prefix), digits]), keyed, "pattern_key") for prefix, digits in patterns]
    looked_up = with_most_specific(accounts, levels, columns)
    kept = [name for name in frame.collect_schema().names() if name not in columns.values()]
    return frame.select(kept).join(looked_up, on="account_key", how="left")
