from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

ROWS = "Hovedstaden;3,69;70\nSjælland;6,64;126\nSyddanmark;5,15;98\nMidtjylland;6,32;{}\nNordjylland;5,96;114\nHele landet;5,25;{}"
SAID = {"indexes": [{"line": "Indeks", "of": "2011", "base": "Hele landet"}]}


def test_the_whole_country_is_100() -> None:
    """Table 5-18, 2011 (lines 9484-9494): 70 126 98 120 114."""
    assert not found(";2011;Indeks\n" + ROWS.format("120", "100"), **SAID)
    said = found(";2011;Indeks\n" + ROWS.format("120", "104"), **SAID)
    assert (codes(said), suspects(said)) == (["index-base"], {"Hele landet, Indeks"})


def test_an_index_that_its_figure_does_not_give() -> None:
    said = found(";2011;Indeks\n" + ROWS.format("102", "100"), **SAID)
    assert codes(said) == ["index"]
    assert "6,32 / 5,25 × 100 = 120,4" in said[0].message


def test_regions_lie_on_both_sides_of_the_country() -> None:
    said = {"indexes": [{"line": "Indeks", "base": "Hele landet"}]}
    assert codes(found(";Indeks\nNord;104\nSyd;112\nHele landet;100", **said)) == ["index-one-sided"]
    assert not found(";Indeks\nNord;96\nSyd;112\nHele landet;100", **said)
