from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

YEARS = ";2007;2008;2009;2010;2011\n"


@pytest.mark.parametrize("cell", ["41.560", "415.600", "416"])
def test_a_jump_by_a_power_of_ten(cell: str) -> None:
    said = found(f"{YEARS}Personale;4.353;4.527;{cell};4.838;4.462")
    assert (codes(said), suspects(said)) == (["unit-jump"], {"Personale, 2009"})


def test_mio_for_mia() -> None:
    said = found(f"{YEARS}PPR;1,2 mia. kr.;1,2 mia. kr.;1,2 mio. kr.;1,2 mia. kr.;1,2 mia. kr.")
    assert codes(said) == ["unit-jump"]


@pytest.mark.parametrize(
    "row",
    [
        "245;344;479;45;8",  # table 4-21, Nordjylland (line 3949)
        "99;212;803;168;443",
        "3.654;3.775;3.772;3.700;96*",  # table 5-24 (line 9785)
        "0,3;0,3;0,3;0,3;0,4",
    ],
)
def test_what_varies_is_no_jump(row: str) -> None:
    assert not found(f"{YEARS}Række;{row}")


def test_per_cent_in_the_title_of_counts() -> None:
    """Table 5-13 (lines 9080-9085)."""
    said = found(f"{YEARS}Personer;3.717;3.557;3.403;3.673;3.599", title="Indsatser i pct., 2007-2011")
    assert codes(said) == ["unit-title"]


def test_growth_and_occupancy_may_pass_100() -> None:
    assert not found(";2010;2011\nVækst;120;140", title="Vækst i pct.")


def test_another_thing_of_the_same_year_is_no_neighbour() -> None:
    said = found(
        ";2022;2023;2024;2025;Kr. pr. stk. 2025\nBesøg;5.776;5.649;6.151;5.470;635\nYdelser;210;220;205;215;9.800"
    )
    assert not said


def test_growth_is_not_held_against_the_growth_of_others() -> None:
    regions = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")
    rows = [
        f"Region {name};1.{number}00;{growth} %"
        for number, (name, growth) in enumerate(zip(regions, ("8,6", "8,9", "9,9", "11,2", "1,1"), strict=True))
    ]
    assert not found(";Pr. 1.000;Udvikling 2021-2025\n" + "\n".join(rows))
