"""Lines called quartiles, median, smallest and largest."""

from __future__ import annotations

import re
from dataclasses import replace

from trinvis.calculations.capacity.table_checker.description import By, Quartiles
from trinvis.calculations.capacity.table_checker.sheet import Sheet

_ROLES = {
    "low": re.compile(r"^(min\w*\.?|mindst\w*|lavest\w*)( \w+)?$", re.IGNORECASE),
    "q1": re.compile(r"\b(q1|(1\.|første|nedre) kvartil|25 ?(%|pct\.?)[- ]?(fraktil|percentil))", re.IGNORECASE),
    "median": re.compile(r"\bmedian\b|\b(q2|2\. kvartil)", re.IGNORECASE),
    "q3": re.compile(r"\b(q3|(3\.|tredje|øvre) kvartil|75 ?(%|pct\.?)[- ]?(fraktil|percentil))", re.IGNORECASE),
    "high": re.compile(r"^(maks\w*\.?|max\w*\.?|størst\w*|højest\w*)( \w+)?$", re.IGNORECASE),
    "mean": re.compile(r"^(gennemsnit|middel\w*|gns\.?)$", re.IGNORECASE),
}


def quartiles_of(sheet: Sheet) -> tuple[Quartiles, ...]:
    """The lines of each way that name at least two of them. What a mean is weighted by is not known, so it is held to the ends only."""
    said = []
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        roles = {}
        for role, word in _ROLES.items():
            hits = [i for i, name in enumerate(sheet.names(by)) if word.search(name)]
            if len(hits) == 1:
                roles[role] = f"#{hits[0] + 1}"
        if len(roles.keys() - {"mean"}) >= 2 and roles.keys() & {"q1", "median", "q3"}:
            said.append(replace(Quartiles(weighted=True, by=by), **roles))  # type: ignore[arg-type]
    return tuple(said)
