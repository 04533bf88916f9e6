"""Another table of the same report, by its number."""

from __future__ import annotations

from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import Sheet


def beside(sheet: Sheet, number: str) -> Sheet:
    """The table given beside this one under ``number``. Raises ``DescriptionError`` when it is not there."""
    if number not in sheet.beside:
        raise DescriptionError(
            f"Tabel {number} er ikke givet sammen med denne tabel; giv dens fil med --beside.", number
        )
    return sheet.beside[number]
