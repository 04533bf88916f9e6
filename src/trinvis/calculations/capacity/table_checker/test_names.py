from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.names import found, short
from trinvis.calculations.capacity.table_checker.reading import DescriptionError

ROWS = (
    "Kommuner i Region Hovedstaden",
    "Kommunerne i Region Nordjylland",
    "Konfidensinterval",
    "Plejefamilier",
    "Konfidensinterval",
    "I alt",
)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Hovedstaden", 0),
        ("Nordjylland", 1),
        ("Region Nordjylland", 1),
        ("plejefamilier", 3),
        ("Pleje", 3),
        ("#5", 4),
        ("i alt", 5),
        ("Sjælland", None),
        ("#9", None),
    ],
)
def test_a_name_finds_its_line(name: str, place: int | None) -> None:
    assert found(name, ROWS) == place


def test_a_name_of_two_lines_is_refused() -> None:
    with pytest.raises(DescriptionError, match="#3, #5"):
        found("Konfidensinterval", ROWS)


def test_a_region_as_it_is_said() -> None:
    assert short("Kommuner i Region Sjælland") == "Sjælland"
