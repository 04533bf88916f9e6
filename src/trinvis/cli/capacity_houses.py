"""``capacity DIR --table houses``: the municipality's own houses, all of them or one month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.cli.output import emit
from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses

OPTION = "houses"


def asks_for_houses(table: str) -> bool:
    """Whether ``--table`` names the houses: ``houses``, ``houses.make-or-buy`` or ``houses.`` and a house's name or number."""
    return table.partition(".")[0] == OPTION


def tell_houses(made: Houses, table: str, form: str, out: str | None, *, synthetic: bool) -> None:
    """Write the table that is asked for; ``Wrong`` where there is none of that name, or no houses at all."""
    from trinvis.presentation.capacity_houses_money import MAKE_OR_BUY
    from trinvis.presentation.capacity_houses_page import table_of

    if not made.houses:
        raise Wrong(made.sentence)
    named = table.partition(".")[2]
    try:
        emit(table_of(made, named or OPTION, synthetic=synthetic), form, out)
    except KeyError:
        known = ", ".join(f"{OPTION}.{key}" for key in (MAKE_OR_BUY, *(one.name for one in made.houses)))
        raise Wrong(f"--table {table} findes ikke: vælg {OPTION}, {known}.") from None
