"""The names that inputs have as cells: their own, where a spreadsheet can have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAKEN = re.compile(r"[a-z]{1,3}[0-9]+|[rck][0-9]*|r[0-9]*[ck][0-9]*|true|false|sand|falsk")
"""What a spreadsheet, in English or Danish, reads as a cell, a row, a column or a truth value instead."""


def defined_names(names: Iterable[str]) -> dict[str, str]:
    """Name of an input → name of its cell: the same, with underscores after it where it would be read as something else."""
    listed = tuple(names)
    made: dict[str, str] = {}
    for name in listed:
        other = name
        while _TAKEN.fullmatch(other) or (other != name and other in listed):
            other = f"{other}_"
        made[name] = other
    return made
