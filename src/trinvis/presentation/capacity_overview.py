"""All tables of a capacity analysis with their answers; what a section lacks stands in place of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity import SECTIONS
from trinvis.municipality.capacity_asked import AREAS
from trinvis.presentation.capacity_houses_money import MAKE_OR_BUY
from trinvis.presentation.capacity_houses_page import TITLE
from trinvis.presentation.capacity_houses_sentences import first_sentence, plain
from trinvis.presentation.capacity_houses_tables import HOUSES
from trinvis.presentation.capacity_tables import sentence
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_houses import Houses


def answer(made: Capacity) -> str:
    """The first line: what the area costs and how we lie, from the economy's own figures."""
    found = made.section("economy")
    return " ".join(
        sentence(made, one) for table in found for one in table.answer[:1] if table.key != "economy.years.land"
    )


def overview_table(made: Capacity, houses: Houses, *, synthetic: bool) -> ReportTable:
    """A row per table: section, key, title and answer; the municipality's own houses last."""
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
    rows += _house_rows(houses)
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


def _house_rows(houses: Houses) -> list[dict[str, Cell]]:
    """All houses, making or buying, and each house month by month; what to import where there are none."""
    if not houses.houses:
        return [{"section": TITLE, "table": HOUSES, "title": "", "said": houses.sentence}]
    rows: list[dict[str, Cell]] = [
        {"section": TITLE, "table": HOUSES, "title": "Alle huse", "said": plain(first_sentence(houses))},
        {"section": TITLE, "table": f"{HOUSES}.{MAKE_OR_BUY}", "title": "Selv eller købe ude", "said": ""},
    ]
    for seen in houses.houses:
        table = f"{HOUSES}.{seen.provider_no}"
        rows.append({"section": TITLE, "table": table, "title": f"{seen.name} måned for måned", "said": seen.sentence})
    return rows
