"""The table checker over every table of our own capacity analysis of the example, as the report prints them."""

from __future__ import annotations

from random import Random

import pytest
from tests.example.example import MONTH_ENDS, Example

from trinvis.municipality.capacity_asked import AREAS, Asked
from trinvis.presentation.calculation_lines import adds_up
from trinvis.presentation.capacity_checked import check_analysis
from trinvis.reports.explanation_table import summed_column

EACH = 2
"""Figures of a table that are opened."""


@pytest.mark.parametrize("area", AREAS)
def test_our_own_tables_hold(example: Example, area: str) -> None:
    made = example.hall.capacity(MONTH_ENDS[-1], Asked(area=area, own_name="Eksempelkommune"))  # type: ignore[arg-type]
    checked = check_analysis(made)
    assert sum(one.cells for one in checked) > 1_000
    assert [(one.key, finding.message) for one in checked for finding in one.findings] == []


@pytest.mark.parametrize("area", AREAS)
def test_figures_of_every_table_open(example: Example, area: str) -> None:
    made = example.hall.capacity(MONTH_ENDS[-1], Asked(area=area))  # type: ignore[arg-type]
    drawn = Random(area)
    for checked in check_analysis(made):
        table = made.table(checked.key)
        known = [at for at, figure in table.figures.items() if figure.value is not None]
        for row, column in drawn.sample(known, min(EACH, len(known))):
            found = example.hall.explain(made.address((table.key, row, column)))
            summed = summed_column(found.lines)
            total = int(found.lines[summed].sum()) if summed in found.lines.columns else 0
            said, same = adds_up(found, total)
            assert same, (table.key, row, column, said)
