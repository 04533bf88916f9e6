from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found
from trinvis.calculations.capacity.table_checker.reading import DescriptionError

PPR = "H;1,1\nSj;1,1\nSyd;1,0\nMidt;0,8\nNord;1,0\nHele landet;"


def test_the_country_as_the_sum_of_its_regions() -> None:
    """Table 4-26, 2011 (lines 4356-4366)."""
    said = found(f";2011\n{PPR}5,0", means=[{"line": "Hele landet"}])
    assert codes(said) == ["national-outside"]
    assert "delene går fra 0,8 til 1,1" in said[0].message
    assert "Tallet er summen: 1,1 + 1,1 + 1,0 + 0,8 + 1,0." in said[0].message


@pytest.mark.parametrize("whole", ["0,8", "1,0", "1,1"])
def test_between_the_least_and_the_largest_everything_is_possible(whole: str) -> None:
    assert not found(f";2011\n{PPR}{whole}", means=[{"line": "Hele landet"}])


HOUSING = ";H;Sj;Syd;Midt;Nord;Hele landet\nBotilbud;4,0;3,8;3,7;3,4;3,5;{}"
WEIGHTS = {"H": "31,53", "Sj": "14,34", "Syd": "21,13", "Midt": "22,70", "Nord": "10,30"}


def test_with_known_weights_it_is_exact() -> None:
    """Table 1-3 (line 820) with the weights of table 5-27: 3,72, not the least of the regions."""
    said = found(HOUSING.format("3,4"), means=[{"line": "Hele landet", "weights": WEIGHTS}])
    assert codes(said) == ["national-weights"]
    assert "= 3,72" in said[0].message
    assert "det laveste af tallene" in said[0].message
    assert not found(HOUSING.format("3,7"), means=[{"line": "Hele landet", "weights": WEIGHTS}])


def test_weights_may_stand_in_the_table() -> None:
    text = ";2011;Folketal\nNord;10,0;1.000\nSyd;20,0;3.000\nHele landet;{};4.000"
    said = {"means": [{"line": "Hele landet", "weights": "Folketal", "only": ["2011"]}]}
    assert not found(text.format("17,5"), **said)
    assert "Tallet er det simple gennemsnit." in found(text.format("15,0"), **said)[0].message


def test_weights_that_are_off_by_a_little() -> None:
    near = {"line": "Hele landet", "weights": WEIGHTS, "within": "3"}
    assert not found(HOUSING.format("3,8"), means=[near])


RATES = (
    "Hovedstaden;1,72;1,66;1,05\nSjælland;{}\nSyddanmark;{}\nMidtjylland;{}\nNordjylland;{}\nHele landet;1,61;1,69;1,21"
)
ALPHABETICAL = ("1,21;1,36;1,16", "1,71;1,82;1,64", "1,80;1,83;1,30", "1,71;1,92;1,20")
CHILDREN = {
    "Hovedstaden": "28,5",
    "Sjælland": "15,1",
    "Syddanmark": "22,3",
    "Midtjylland": "23,6",
    "Nordjylland": "10,5",
}


def test_rows_in_alphabetical_order_under_names_that_are_not() -> None:
    """Table 4-14, 2007, 2008 and 2011 (lines 3386-3396)."""
    said = found(
        ";2007;2008;2011\n" + RATES.format(*ALPHABETICAL),
        means=[{"line": "Hele landet", "weights": CHILDREN, "within": "0,8"}],
    )
    assert codes(said) == ["labels-order"]
    assert "alfabetisk orden" in said[0].message
    assert "tallene ved Sjælland hører til Midtjylland" in said[0].message
    assert {place.row_name for place in said[0].suspect} == {"Sjælland", "Syddanmark", "Midtjylland", "Nordjylland"}


def test_a_single_wrong_figure_is_no_wrong_name() -> None:
    right = (ALPHABETICAL[2], ALPHABETICAL[3], ALPHABETICAL[0], ALPHABETICAL[1])
    text = ";2007;2008;2011\n" + RATES.format(*right).replace("1,69", "1,96")
    assert codes(found(text, means=[{"line": "Hele landet", "weights": CHILDREN, "within": "0,8"}])) == [
        "national-weights"
    ]


def test_weights_for_each_region_or_none() -> None:
    with pytest.raises(DescriptionError, match="weights skal have et tal for hver"):
        found(HOUSING.format("3,4"), means=[{"line": "Hele landet", "weights": {"H": "30", "Sj": "70"}}])
