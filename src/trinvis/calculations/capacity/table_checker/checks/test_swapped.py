from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

HEAD = ";2007;2008;2009;2010;2011\n"


def test_two_cells_in_each_others_row() -> None:
    """Table 4-8's two rows (lines 2907-2909), 2009 swapped."""
    said = found(f"{HEAD}Lærere;354;330;1.910;345;363\nMedhjælpere;1.746;1.894;356;1.899;1.672")
    assert codes(said) == ["labels-cells"]
    assert suspects(said) == {"Lærere, 2009", "Medhjælpere, 2009"}


def test_rows_that_are_near_each_other_cross() -> None:
    assert not found(f"{HEAD}Plejefamilier;616;446;616;571;584\nPsykologer;496;575;584;613;624")
