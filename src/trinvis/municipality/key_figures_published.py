"""Key figures that were received or typed in (``public_figures``): this municipality's and others', beside its own and never in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.series import Series, series
from trinvis.municipality.gathered import facts
from trinvis.tables import PUBLIC_FIGURES

if TYPE_CHECKING:
    from trinvis.calculations.staircase.key_figures import Definition
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

PREFIX = "NT-"


@dataclass(frozen=True)
class Published:
    """One municipality's published series of a key figure; 0 is the whole country. A series by two counters is two."""

    municipality: int
    series: Series
    source: str


def published(house: House, basis: Basis, known: Mapping[str, Definition], day: date) -> tuple[Published, ...]:
    """The series, by figure and municipality; a figure is ``NT-1`` or the catalogue's own name (``anbringelsesandel_dag``)."""
    rows = house.engine.collect(facts(house, basis, PUBLIC_FIGURES))
    points: dict[tuple[str, int, str, str], dict[date, Fraction | None]] = {}
    for row in rows.iter_rows(named=True):
        figure = str(row["figure"]).removeprefix(PREFIX)
        if figure in known and row["day"] is not None and row["day"] <= day:
            key = (figure, row["municipality"], row["counted_by"] or "typed", row["source"] or "")
            points.setdefault(key, {})[row["day"]] = None if row["value"] is None else Fraction(row["value"], 100)
    days = {
        figure: tuple(sorted({one for key, found in points.items() if key[0] == figure for one in found}))
        for figure in known
    }
    order = {figure: place for place, figure in enumerate(known)}
    return tuple(
        Published(municipality, series(known[figure], by, days[figure], found), source)  # type: ignore[arg-type]
        for (figure, municipality, by, source), found in sorted(
            points.items(), key=lambda item: (order[item[0][0]], item[0][1:])
        )
    )
