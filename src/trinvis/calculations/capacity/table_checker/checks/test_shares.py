from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

STAFF = ";Antal;Fordeling\nForebyggende;3.196;33 %\nPlejefamilier;584;6 %\nInstitutioner;5.765;{}\nI alt;9.545;100 %"
SAID = {"shares": [{"line": "Fordeling", "of": "Antal", "total": "I alt"}]}


def test_a_share_rounded_so_that_all_add_up() -> None:
    """Table 4-5 (lines 2750-2756): 60,4 % printed as 61 %."""
    said = found(STAFF.format("61 %"), **SAID)
    assert codes(said) == ["share-of"]
    assert "5.765 / 9.545 × 100 = 60,4 %, tabellen siger 61 %" in said[0].message
    assert not found(STAFF.format("60 %"), **SAID)


def test_shares_that_do_not_add_up() -> None:
    assert codes(found(STAFF.format("55 %"), **SAID)) == ["share-of", "share-adds"]


def test_more_than_all_of_it() -> None:
    said = found(";2010;2011\nAndel;58 %;158 %", shares=[{"line": "Andel", "adds": "false", "by": "rows"}])
    assert (codes(said), suspects(said)) == (["share-range"], {"Andel, 2011"})


def test_occupancy_may_pass_100() -> None:
    """Table 4-19's note (line 3864): more children than places."""
    text = ";2010;2011\nBelægning;95 %;104 %"
    assert not found(text, shares=[{"line": "Belægning", "adds": "false", "exceeds": "true", "by": "rows"}])


def test_averages_of_many_need_not_add_up() -> None:
    """Table 4-30 (lines 4559-4573) adds up to 106 % and says so."""
    text = ";Tid\nForebyggelse;13 %\nRådgivning;19 %\nUdredning;27 %\nBistand;20 %\nSamtaler;10 %\nAdministration;17 %"
    assert not found(text, shares=[{"line": "Tid", "adds": "false"}])
    assert codes(found(text, shares=[{"line": "Tid"}])) == ["share-adds"]


def test_two_counts_swapped_beside_their_shares() -> None:
    """Table 5-9's last rows (lines 8693-8697)."""
    text = ";I alt;Antal\nPædagoger;88 %;28.785\nSundhedspersonale;2 %;3.161\nAndre;10 %;710\nI alt;32.656;"
    said = found(text, shares=[{"line": "#1", "of": "Antal", "total": "#4", "by": "columns", "adds": "false"}])
    assert codes(said) == ["share-of", "share-of"]
    assert "3.161 og 710 passer, når de bytter plads" in said[0].message


@pytest.mark.parametrize("places", [0, 1])
def test_thirds_pass(places: int) -> None:
    third = "33 %" if places == 0 else "33,3 %"
    assert not found(f";Andel\nEt;{third}\nTo;{third}\nTre;{third}", shares=[{"line": "Andel"}])
