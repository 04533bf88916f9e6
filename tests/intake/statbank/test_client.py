"""The client against the stand-in: the contract, the errors, the limits and the slow days."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.intake.statbank.standin import StandIn, asked

from trinvis.intake import Unreadable
from trinvis.intake.statbank.client import ADDRESS, StatBank, Unreachable

QUESTION = asked("BU43", "CSV", OMRÅDE=["151", "153"], FORANSTALT=["ANBR"], ALDER=["TOT22"], Tid=["2023"])


def test_the_public_service_is_the_default() -> None:
    assert StatBank().address == ADDRESS == "https://api.statbank.dk/v1"


def test_subjects_tables_tableinfo_and_data(client: StatBank, standin: StandIn) -> None:
    assert client.subjects()[0]["description"] == "Borgere"
    assert {"REGK31", "FOLK1A"} <= {one["id"] for one in client.tables(["1"])}
    info = client.tableinfo("ANBAAR12")
    assert (info.name, info.unit, info.updated) == ("ANBAAR12", "Antal", "2024-06-06T08:00:00")
    assert [variable.code for variable in info.variables] == ["ADMKOM", "ANBRINGELSE", "Tid"]
    assert info.variables[1].values["21"] == "Almindelig plejefamlie"
    assert info.variables[2].is_time
    seen: list[tuple[int, int]] = []
    content = client.data(QUESTION, lambda done, total, _text: seen.append((done, total)))
    assert content.startswith("\ufeffOMRÅDE;FORANSTALT;ALDER;TID;INDHOLD".encode())
    assert seen[-1] == (len(content), len(content))
    assert standin.asked[1] == ("tables", {"subjects": ["1"], "lang": "da", "format": "JSON"})
    assert standin.asked[-1] == ("data", QUESTION)


def test_the_service_s_own_errors_are_not_asked_again(client: StatBank, standin: StandIn, waited: list[float]) -> None:
    with pytest.raises(Unreadable, match="EXTRACT-NOTFOUND: Tabel findes ikke: REGK53"):
        client.tableinfo("REGK53")
    with pytest.raises(Unreadable, match="Værdien findes ikke: 999"):
        client.data(asked("BU43", "CSV", OMRÅDE=["999"], FORANSTALT=["ANBR"], ALDER=["*"], Tid=["2023"]))
    with pytest.raises(Unreadable, match="REQUEST-MISSING: Der skal vælges værdier for variabel: ALDER"):
        client.data(asked("BU43", "BULK", OMRÅDE=["151"], FORANSTALT=["ANBR"], Tid=["2023"]))
    assert (len(standin.asked), waited) == (3, [])


def test_more_cells_than_a_format_gives(client: StatBank, standin: StandIn) -> None:
    standin.limit = 1
    with pytest.raises(Unreadable, match=r"REQUEST-LIMIT.*hent tabellen som BULK"):
        client.data(QUESTION)
    assert b"151" in client.data({**QUESTION, "format": "BULK"})


def test_what_may_pass_is_asked_again_and_waits_longer_each_time(
    client: StatBank, standin: StandIn, waited: list[float]
) -> None:
    standin.troubles = [503, "cut", 429]
    assert client.data(QUESTION).count(b"\n") == 3
    assert len(standin.asked) == 4
    assert waited == [2.0, 2.0, 4.0]  # Retry-After asks for two seconds


def test_a_slow_answer_is_given_up_and_asked_again(client: StatBank, standin: StandIn, waited: list[float]) -> None:
    standin.troubles = ["slow"]
    assert b"151" in replace(client, timeout=0.2).data(QUESTION)
    assert waited == [1.0]


def test_a_service_that_is_down_is_said(client: StatBank, standin: StandIn) -> None:
    standin.troubles = [503, 503, 503, 503]
    with pytest.raises(Unreachable, match="svarer ikke \\(status 503, prøvet 4 gange\\): prøv igen senere, eller hent"):
        client.data(QUESTION)


def test_nobody_at_the_address(waited: list[float]) -> None:
    with pytest.raises(Unreachable, match="der er ingen forbindelse"):
        StatBank("http://127.0.0.1:9/v1", sleep=waited.append).subjects()


def test_an_error_that_claims_to_be_an_answer(client: StatBank, standin: StandIn) -> None:
    standin.troubles = ["error"]
    with pytest.raises(Unreadable, match="EXTRACT-FAILED: Der skete en fejl"):
        client.data(QUESTION)
    standin.troubles = ["page"]
    with pytest.raises(Unreadable, match="ikke er JSON"):
        client.tableinfo("BU43")
