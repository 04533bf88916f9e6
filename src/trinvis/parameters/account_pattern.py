"""Account patterns: how a rule points at one account, a grouping, a function or a main function.

An ``account_key`` has nine digits: main account 1, main function 2, function 2, dranst 1, grouping 3
(``528211003`` = 5.28.21, dranst 1, grouping 003). Five forms of pattern, the most specific wins:

    5.28.21.1.003   f9:528211003   one account
    5.28.21.*.003   g8:52821003    a grouping on any dranst
    5.28.21.1       d6:528211      a function on one dranst
    5.28.21         f5:52821       a function
    5.28            m3:528         a main function
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from trinvis.parameters.errors import PatternError

T = TypeVar("T")

PREFIXES = ("f9", "g8", "d6", "f5", "m3")
"""Key prefixes from the most to the least specific."""

_FORM = re.compile(
    r"(?P<main>\d\.\d\d)(?:\.(?P<function>\d\d)(?:\.(?P<dranst>[\d*])(?:\.(?P<grouping>\d{3}))?)?)?", re.ASCII
)


def pattern_key(text: str) -> str:
    """The key of a pattern; raises ``PatternError`` (Danish) when the text is none of the five forms.

    Nine digits without dots are read as one account.
    """
    text = text.strip()
    if re.fullmatch(r"\d{9}", text, re.ASCII):
        return f"f9:{text}"
    match = _FORM.fullmatch(text)
    if match is None or (match["dranst"] == "*" and match["grouping"] is None):
        raise PatternError(
            f"Kontomønstret »{text}« kan ikke læses; skriv det som 5.28.21.1.003, 5.28.21.*.003, 5.28.21.1, 5.28.21 eller 5.28."
        )
    main = match["main"].replace(".", "")
    if match["function"] is None:
        return f"m3:{main}"
    function = main + match["function"]
    if match["dranst"] is None:
        return f"f5:{function}"
    if match["grouping"] is None:
        return f"d6:{function}{match['dranst']}"
    if match["dranst"] == "*":
        return f"g8:{function}{match['grouping']}"
    return f"f9:{function}{match['dranst']}{match['grouping']}"


def candidate_keys(account_key: str) -> tuple[str, str, str, str, str]:
    """The five keys that could cover an account, the most specific first; raises ``PatternError`` unless nine digits."""
    if not re.fullmatch(r"\d{9}", account_key, re.ASCII):
        raise PatternError(f"Kontoen »{account_key}« har ikke ni cifre; skriv den som 528211003.")
    return (
        f"f9:{account_key}",
        f"g8:{account_key[:5]}{account_key[6:]}",
        f"d6:{account_key[:6]}",
        f"f5:{account_key[:5]}",
        f"m3:{account_key[:3]}",
    )


def covers(pattern: str, account_key: str) -> bool:
    """Whether the pattern (as text) covers the account of nine digits."""
    return pattern_key(pattern) in candidate_keys(account_key)


def most_specific(rules: Mapping[str, T], account_key: str) -> T | None:
    """What the most specific rule says of an account; ``rules`` maps keys to anything; None when no rule covers it."""
    for key in candidate_keys(account_key):
        if key in rules:
            return rules[key]
    return None
