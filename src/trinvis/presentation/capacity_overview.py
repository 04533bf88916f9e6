"""All tables of a capacity analysis with their answers; what a section lacks stands in place of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity import AREAS, SECTIONS
from trinvis.presentation.capacity_tables import sentence
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def answer(made: Capacity) -> str:
    """The first line: what the area costs and how we lie, from the economy's own figures."""
    found = made.section("economy")
    return " ".join(
        sentence(made, one) for table in found for one in table.answer[:1] if table.key != "economy.years.land"
    )


def overview_table(made: Capacity, *, synthetic: bool) -> ReportTable:
    """A row per table: section, key, title and answer."""
    rows: list[dict[str, Cell]] = []
    for section, heading in SECTIONS.items():
        try:
            found = made.section(section)
        except CapacityRefused as error:
            rows.append({"section": heading, "table": section, "title": "", "said": str(error)})
            continue
        for one in found:
            said = " ".join(sentence(made, each) for each in one.answer)
            rows.append({"section": heading, "table": one.key, "title": one.title, "said": said})
    columns = (
        ReportColumn("section", "Del"),
        ReportColumn("table", "Tabel (--table)"),
        ReportColumn("title", "Titel"),
        ReportColumn("said", "Svar"),
    )
    return ReportTable(
        name="capacity", title=f"Kapacitet {made.year}: {AREAS[made.area]}", answer=answer(made), columns=columns, rows=tuple(rows),
        facts={"Område": AREAS[made.area], "År": made.year, "Priser": made.prices.text, "Kendt": made.basis.day}, synthetic=synthetic,
    )  # fmt: skip
