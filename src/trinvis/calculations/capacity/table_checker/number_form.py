"""Which decimal mark a table has, told from all its cells: ``1.462`` is a thousand in Danish, and one and a half in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ENGLISH = re.compile(r"[0-9],[0-9]{3}\.[0-9]|[0-9],[0-9]{3},[0-9]{3}(?![0-9])")
"""Only so in English: ``1,041.8``, ``1,041,800``."""
_DANISH = re.compile(r"[0-9]\.[0-9]{3},[0-9]|[0-9]\.[0-9]{3}\.[0-9]{3}(?![0-9])|(?<![0-9])0,[0-9]|,[0-9]{1,2}(?![0-9])")
"""Only so in Danish: ``1.041,8``, ``1.041.800``, ``0,125``, ``41,8``."""
_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2},[0-9]{3}(?![0-9.,])")
_POINTED = re.compile(r"(?<![0-9.,])[0-9]+\.[0-9]{1,2}(?![0-9.,])")
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")
_SHORT = re.compile(r"[0-9]{1,3}")


def english(columns: Sequence[Sequence[str]]) -> bool:
    """Whether figures, column by column, have a decimal point and commas between thousands. Danish where the cells may be either."""
    cells = [cell for column in columns for cell in column]
    if _any(_DANISH, cells) or _any(_GROUPED, cells):
        return False
    if _any(_ENGLISH, cells):
        return True
    return any(_any(_THOUSANDS, column) for column in columns) and (
        _any(_POINTED, cells) or any(_counts(column) for column in columns)
    )


def _counts(column: Sequence[str]) -> bool:
    """Whole numbers below and above a thousand: no one prints three decimals at one and none at the next."""
    large = sum(1 for cell in column if _THOUSANDS.fullmatch(cell.strip()))
    return large > 1 and any(_SHORT.fullmatch(cell.strip()) for cell in column)


def danish_form(text: str) -> str:
    """An English figure in Danish form: commas and points change places."""
    return text.translate(str.maketrans(",.", ".,"))


def _any(form: re.Pattern[str], cells: Iterable[str]) -> bool:
    return any(form.search(cell) for cell in cells)
