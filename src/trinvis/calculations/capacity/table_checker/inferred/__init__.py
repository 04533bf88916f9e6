"""What a table's own words say of it, where its description says nothing: "I alt", "Udvikling 2007-2011", "Hele landet".

Words are believed only where the figures bear them out, mostly: a line called "I alt" that is no sum anywhere is no sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trinvis.calculations.capacity.table_checker.description import Description
from trinvis.calculations.capacity.table_checker.inferred.growth import growth_of
from trinvis.calculations.capacity.table_checker.inferred.indexes import indexes_of
from trinvis.calculations.capacity.table_checker.inferred.intervals import intervals_of
from trinvis.calculations.capacity.table_checker.inferred.parts import parts_of
from trinvis.calculations.capacity.table_checker.inferred.quartiles import quartiles_of
from trinvis.calculations.capacity.table_checker.inferred.rates import rates_of
from trinvis.calculations.capacity.table_checker.inferred.shares import shares_of
from trinvis.calculations.capacity.table_checker.inferred.totals import means_of, sums_of
from trinvis.calculations.capacity.table_checker.sheet import Sheet

_READERS: dict[str, Callable[[Sheet], tuple[object, ...]]] = {
    "growth": growth_of,
    "indexes": indexes_of,
    "means": means_of,
    "sums": sums_of,
    "intervals": intervals_of,
    "shares": shares_of,
    "rates": rates_of,
    "at_most": parts_of,
    "quartiles": quartiles_of,
}
"""What is read from words, in this order: totals are looked for once it is known which lines hold growth."""


def completed(sheet: Sheet) -> tuple[Description, frozenset[str]]:
    """The description with what the words say of the kinds it leaves out, and the names of those fields."""
    about, guessed = sheet.about, set()
    if not about.infer:
        return about, frozenset()
    for field, reader in _READERS.items():
        if getattr(about, field) or field in about.without:
            continue
        read = reader(replace(sheet, about=about))
        if read:
            about = replace(about, **{field: read})  # type: ignore[arg-type]
            guessed.add(field)
    return about, frozenset(guessed)
