"""The lines of an opened figure, with the sum in words beside each that comes from a grant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality import Municipality
    from trinvis.municipality.explain import Explanation

APPROVED = "godkendt-"
"""How an approval's number is written in an address."""


def reckoned(kommune: Municipality, found: Explanation) -> pl.DataFrame:
    """The lines with the sum of those that come from grants; of an approval's basis they stay as they are."""
    from trinvis.presentation.grant_prices import GRANT_COMPONENTS, with_calculation
    from trinvis.presentation.workbook import charged

    of_grants = set(found.lines["component"].unique()) & set(GRANT_COMPONENTS)
    if not of_grants or found.address.question in ("changes", "full-year") or found.address.basis.startswith(APPROVED):
        return found.lines
    committed = kommune.commitments(found.address.year, date.fromisoformat(found.address.basis.partition("+")[0]))
    return with_calculation(found.lines, charged(committed.grants, kommune.code))
