"""Answers of Statistikbanken in the hall: previewed before they are kept, and opened row by row afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.municipality.national_files import accounts, folk1a, regkc
from tests.municipality.small import HOME, Kommune

from trinvis.municipality.not_read import not_read
from trinvis.municipality.receiving import Incoming
from trinvis.municipality.rules import rules

HEAD = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD"
ANSWER = f"{HEAD}\r\n151;52821;1;UE;LOBM;2023;100\r\n151;52821;1;I;LOBM;2023;7\r\n".encode()
JSON = (
    b'{"dataset": {"dimension": {"ADMKOM": {"category": {"index": {"151": 0}}}, "ANBRINGELSE": {"category": {"index": {"0": 0}}},'
    b' "ContentsCode": {"category": {"index": {"ANBAAR12": 0}}}, "Tid": {"category": {"index": {"2023": 0}}},'
    b' "id": ["ADMKOM", "ANBRINGELSE", "ContentsCode", "Tid"], "size": [1, 1, 1, 1]}, "value": [14]}}'
)


def test_a_preview_says_what_would_become_of_it(kommune: Kommune) -> None:
    seen = kommune.hall.preview(Incoming("REGK31.csv", ANSWER))
    assert (seen.state, seen.source, seen.kind, seen.scope) == ("ready", "statbank", "period", "REGK31; kommune 151")
    assert (seen.counts["accepted"], seen.counts["accepted_oere"]) == (2, 10_700_000)
    assert kommune.hall.preview(Incoming("tal.json", JSON)).state == "ready"


def test_a_file_that_may_be_two_tables_asks(kommune: Kommune) -> None:
    content = b"ADMKOM;ALERAMS;TID;INDHOLD\r\n151;0;2023;7\r\n"
    seen = kommune.hall.preview(Incoming("hentet.csv", content))
    assert seen.state == "asks"
    assert "ANBAAR9 eller ANBAAR14" in seen.sentence
    assert kommune.hall.preview(Incoming("ANBAAR14.csv", content)).state == "ready"


def test_a_row_opens_as_it_stood(kommune: Kommune) -> None:
    (receipt,) = kommune.hall.receive_all([Incoming("REGK31.csv", ANSWER, "statbank", date(2026, 1, 5))])
    assert receipt.delivery is not None
    row = kommune.hall.source_row(receipt.delivery.id, 2)
    assert row.facts["national_accounts"]["amount"].to_list() == [10_000_000]
    assert [(cell.heading, cell.text) for cell in row.received] == [
        ("OMRÅDE", "151"), ("FUNKTION", "52821"), ("DRANST", "1"), ("ART", "UE"), ("PRISENHED", "LOBM"), ("TID", "2023"), ("INDHOLD", "100"),
    ]  # fmt: skip
    (told,) = kommune.hall.receive_all([Incoming("tal.json", JSON, "statbank", date(2026, 1, 5))])
    assert told.delivery is not None
    assert kommune.hall.source_row(told.delivery.id, 1).facts["public_figures"]["value"].to_list() == [1_400]


def test_a_missing_cell_of_another_municipality_is_no_row_that_our_follow_up_lacks(kommune: Kommune) -> None:
    missing = ANSWER + b"157;52821;1;UE;LOBM;2023;..\r\n157;52821;1;I;LOBM;2023;5\r\n"
    people = (
        folk1a([(HOME, 2023, 1000), (157, 2023, 100)])
        .replace("157;TOT;0;TOT;2023K1;78", "157;TOT;0;TOT;2023K1;..")
        .encode()
    )
    house = kommune.hall._house
    for name, content in (("REGK31.csv", missing), ("FOLK1A.csv", people)):
        (receipt,) = kommune.hall.receive_all([Incoming(name, content, "statbank", date(2026, 1, 5))])
        assert receipt.delivery is not None
        assert receipt.delivery.counts["rejected"] == 1
        basis = house.basis(date(2026, 1, 31))
        assert not_read(house, basis, rules(house, basis.rules)).rows == 0


@pytest.mark.parametrize(
    ("name", "of_year", "said"),
    [
        ("FOLK1A.csv", lambda year: folk1a([(HOME, year, 1000)]), []),
        (
            "REGKC.csv",
            lambda year: regkc(accounts([(HOME, year, "5.28.21.003", 1, 1_000_000)])),
            ["Der mangler en levering for januar 2023 til december 2023."],
        ),
    ],
)
def test_a_gap_of_years_lacks_accounts_but_no_inhabitants(
    kommune: Kommune, name: str, of_year: Callable[[int], str], said: list[str]
) -> None:
    """Inhabitants are counted on 1 January 2022 and 2024: what lies between is no part of either."""
    for year, expected in ((2022, []), (2024, said)):
        (receipt,) = kommune.hall.receive_all([Incoming(name, of_year(year).encode(), "statbank", date(2026, 1, 5))])
        assert receipt.delivery is not None
        assert [caveat.message for caveat in receipt.delivery.warnings] == expected
