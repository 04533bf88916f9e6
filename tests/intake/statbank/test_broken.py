"""Broken answers: each has its own clear Danish line with a remedy, and makes no delivery."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.intake.statbank.standin import StandIn, asked

from trinvis.intake import Read, Unreadable

ReadAnswer = Callable[..., Read]
HEAD = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD"
LIMIT = (
    '{"errorTypeCode":"REQUEST-LIMIT","message":"Forespørgslen på op mod 6.224.652 celler er over begrænsningen på 1.000.000 '
    'celler for denne filtype. Anvend BULK eller andet streaming format i stedet."}'
)
"""The service's own words (rOpenGov/dkstat, issue 39)."""


def rows(*lines: str, head: str = HEAD) -> str:
    return "\r\n".join([head, *lines]) + "\r\n"


CELL = "151;52821;1;UE;LOBM;2023;100"
BROKEN = {
    "error json": (LIMIT, "svarede med en fejl i stedet for tal \\(REQUEST-LIMIT: .*\\): hent tabellen som BULK"),
    "web page": ("<!DOCTYPE html><html></html>", "er en webside og ikke tal: hent"),
    "empty": ("", "er tom: hent"),
    "only names": (HEAD + "\r\n", "overskrifter, men ingen tal: hent tabellen igen"),
    "cut in a line": (f"{HEAD}\r\n{CELL}\r\n151;52822;1;U", "afkortet \\(den sidste linje er ikke hel\\): hent tabellen igen"),
    "cut after a line": (
        rows(*[f"{a};{f};1;UE;LOBM;2023;1" for a in (151, 153) for f in (52821, 52822, 52823)][:5]),
        "afkortet \\(1 af 6 celler mangler til sidst\\): hent tabellen igen",
    ),
    "english decimals": (rows("151;52821;1;UE;LOBM;2023;100.5"), "har punktum, men Danmarks Statistik skriver komma.*: hent"),
    "thousands": (rows("151;52821;1;UE;LOBM;2023;1.234"), "har punktum, men Danmarks Statistik skriver komma.*: hent"),
    "a variable gone": (
        rows("151;1;UE;LOBM;2023;1", head="OMRÅDE;DRANST;ART;PRISENHED;TID;INDHOLD"),
        "Variablene i REGK31 er ikke dem, Trinvis kender \\(tabellen mangler FUNKTION\\): hent",
    ),
    "a variable new": (
        rows("151;52821;1;UE;LOBM;5;2023;1", head="OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;SEKTOR;TID;INDHOLD"),
        "Variablene i REGK31 er ikke dem, Trinvis kender \\(tabellen har fået SEKTOR\\): hent",
    ),
    "another area": (
        rows(CELL, head=HEAD.replace("OMRÅDE", "REGI07A")),
        "\\(tabellen mangler OMRÅDE og har fået REGI07A\\)",
    ),
    "two units": (rows(CELL, CELL.replace("LOBM", "INDL")), "blander to prisenheder .*: hent tabellen igen med kun løbende priser"),
    "per inhabitant": (rows(CELL.replace("LOBM", "INDL")), "ikke i 1.000 kr., men i en anden prisenhed .*: hent"),
    "merged municipality": (
        rows(CELL, CELL.replace("151", "171"), CELL.replace("151", "205 Birkerød")),
        "kommuner, som ikke findes efter kommunalreformen i 2007 \\(171 og 205 Birkerød\\).*: hent",
    ),
    "merged by name": (rows(CELL, CELL.replace("151", "Ledøje-Smørum")), "en kommune, som ikke findes efter .* \\(Ledøje-Smørum\\)"),
    "before the reform": (rows(CELL.replace("2023", "2006")), "år før kommunalreformen i 2007 \\(2006\\): hent"),
    "only arts below": (rows(CELL.replace("UE", "S1")), "hverken udgifter, indtægter eller netto: hent"),
    "net and half": (rows(CELL, CELL.replace("UE", "TOT")), "netto sammen med kun den ene .*: hent"),
    "no statbank": ("Navn;Alder\r\nBo;12\r\n", "ligner ikke et svar fra Statistikbanken.*: hent|: ingen linje"),
    "open quotation mark": (rows('151;"52821;1;UE;LOBM;2023;100', CELL), "anførselstegn|ikke hel|ingen tal|kan ikke skilles ad"),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_answers_say_what_is_wrong_and_what_to_do(broken: str, read_answer: ReadAnswer) -> None:
    content, said = BROKEN[broken]
    with pytest.raises(Unreadable, match=said) as refused:
        read_answer(content, table="REGK31")
    assert "\n" not in str(refused.value)
    assert ":" in str(refused.value)


def test_error_json_is_an_error_in_every_case(read_answer: ReadAnswer) -> None:
    for code, remedy in (
        ("EXTRACT-NOTFOUND", "kontrollér tabellens navn"),
        ("REQUEST-MISSING", "vælg værdier for alle variable"),
        ("SOMETHING-NEW", "vent lidt, og hent"),
    ):
        with pytest.raises(Unreadable, match=f"{code}.*{remedy}"):
            read_answer("\ufeff" + json.dumps({"errorTypeCode": code, "message": "Tabel findes ikke: X"}))


def test_cut_json_stat(standin: StandIn, read_answer: ReadAnswer) -> None:
    question = asked("BU43", "JSONSTAT", OMRÅDE=["151", "153"], FORANSTALT=["*"], ALDER=["*"], Tid=["2023"])
    content = standin.data("BU43", question)
    with pytest.raises(Unreadable, match=r"afkortet .*JSON slutter ikke"):
        read_answer(content[: len(content) // 2])
    told = json.loads(content)
    told["dataset"]["value"] = told["dataset"]["value"][:-1]
    with pytest.raises(Unreadable, match="der er 17 tal, men variablene lover 18"):
        read_answer(json.dumps(told))
    del told["dataset"]["dimension"]["id"]
    with pytest.raises(Unreadable, match="ikke JSON-stat"):
        read_answer(json.dumps(told))


def test_tables_without_municipalities_and_unknown_tables(read_answer: ReadAnswer) -> None:
    content = "FORAN;TID;INDHOLD\r\n0;2023;4\r\n"
    with pytest.raises(Unreadable, match=r"BU28 .*har ingen kommuner"):
        read_answer(content, table="BU28")
    with pytest.raises(Unreadable, match="REGK53 kendes ikke: vælg en af REGK31"):
        read_answer(content, table="REGK53")
    with pytest.raises(Unreadable, match="passer ikke til nogen tabel"):
        read_answer(content)


def test_rows_that_cannot_be_used_are_rejected_one_by_one(read_answer: ReadAnswer) -> None:
    content = rows(
        CELL,
        "151;52822;1;UE;LOBM;2023;mange",
        "151;52823;1;UE;LOBM;2023;..",
        "151;klovneskole;1;UE;LOBM;2023;4",
        "998;52821;1;UE;LOBM;2023;4",
        "151;52824;1;UE;LOBM;i fjor;4",
        "151;52820;1;UE;LOBM;2023;",
        "151;52821;9;UE;LOBM;2023;4",
        "151;52825;1;UE;LOBM;2023;99999999999999",
        CELL,
        "153;52821;1;UE;LOBM;2023;4;5",
    )
    read = read_answer(content, table="REGK31")
    rejected = dict(read.findings.select("row_no", "code").rows())
    assert rejected == {
        3: "T001", 4: "T025", 5: "T026", 6: "T027", 7: "T001", 8: "T003", 9: "T028", 10: "T007", 11: "T035", 12: "T006",
    }  # fmt: skip
    assert (read.counts.accepted, read.counts.rejected, read.counts.rows) == (1, 10, 12)
    assert read.rejected_raw["row_no"].to_list() == list(range(3, 13))
    assert json.loads(read.rejected_raw["raw"][0]) == {
        "OMRÅDE": "151", "FUNKTION": "52822", "DRANST": "1", "ART": "UE", "PRISENHED": "LOBM", "TID": "2023", "INDHOLD": "mange",
    }  # fmt: skip
    assert read.counts.rejected_oere == (5 * 4 + 100) * 100_000


def test_two_extracts_in_one_file_count_once_whatever_stands_between_them(read_answer: ReadAnswer) -> None:
    """Cells 100 + 40 = 140 thousand, twice; at the seam a line without its function (7)."""
    extract = (CELL, "151;52822;1;UE;LOBM;2023;40")
    read = read_answer(rows(*extract, "151;;1;UE;LOBM;2023;7", *extract), table="REGK31")
    assert (read.counts.accepted_oere, read.counts.rejected_oere) == (140 * 100_000, (7 + 140) * 100_000)
    assert dict(read.findings.select("row_no", "code").rows()) == {4: "T003", 5: "T035", 6: "T035"}


def test_a_row_without_a_value_says_which(read_answer: ReadAnswer) -> None:
    """A row without its unit may be per inhabitant: it is not taken for thousands of kroner."""
    read = read_answer(
        rows(CELL, ";52822;1;UE;LOBM;2023;1", "151;52823;;UE;LOBM;2023;2", "151;52824;1;UE;;2023;3"), table="REGK31"
    )
    said = [(3, "Område mangler."), (4, "Dranst mangler."), (5, "Prisenhed mangler.")]
    assert read.findings.select("row_no", "message").rows() == said
    assert (read.counts.accepted, read.counts.rejected) == (1, 3)
