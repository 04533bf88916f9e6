"""What does not match between the ledger and the grants: the four lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.commitments.reconciliation import reconciliation as lists
from trinvis.municipality.gathered import gather
from trinvis.municipality.year_lines import disposed_areas

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House


def reconciliation(house: House, basis: Basis, year: int) -> dict[str, pl.DataFrame]:
    """List name → its rows, of the areas that are disposed child by child; kept in the cache."""
    key = f"reconciliation/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    return house.cache.get(
        key,
        lambda: _lists(house, basis, year),
        lambda made: sum(int(rows.estimated_size()) for rows in made.values()),
    )


def _lists(house: House, basis: Basis, year: int) -> dict[str, pl.DataFrame]:
    gathered = gather(house, basis, year)
    found = lists(
        gathered.postings,
        gathered.grant_months,
        year=year,
        closed_through=gathered.ledger_through,
        missing_invoice_months=gathered.rules.profile.missing_invoice_months,
        disposed_areas=disposed_areas(gathered.rules.profile.areas),
        compute=house.held,
    )
    return {name: house.engine.collect(frame) for name, frame in found.items()}
