"""The same cells as CSV with codes, names or both, as BULK and as JSON-stat give the same facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.intake.statbank.standin import StandIn, asked

from trinvis.intake import Read, detect
from trinvis.intake.facts import misfits
from trinvis.tables import TABLES

ReadAnswer = Callable[..., Read]
AREAS = ["151", "153", "155"]
REGK31 = {
    "FUNKTION": ["52821", "52822"],
    "DRANST": ["1", "2"],
    "ART": ["UE", "I"],
    "PRISENHED": ["LOBM"],
    "Tid": ["2022", "2023"],
}
QUESTIONS: dict[str, dict[str, list[str]]] = {
    "REGK31": {"OMRÅDE": AREAS, **REGK31},
    "BUDK32": {"REGI07A": AREAS, **REGK31},
    "REGKC": {"OMRÅDE": AREAS, "DRANST1": ["152821003", "252207001"], "EJER": ["*"], "ART": ["UE", "I"], "PRISENHED": ["LOBM"], "Tid": ["2022"]},
    "ANBAAR12": {"ADMKOM": ["000", *AREAS], "ANBRINGELSE": ["*"], "Tid": ["2022", "2023"]},
    "UND1": {"ADMKOM": ["000", *AREAS], "UNDERRETERE": ["*"], "ALDER1": ["00"], "KON": ["0"], "Tid": ["2022", "2023"]},
    "BU43": {"OMRÅDE": ["000", *AREAS], "FORANSTALT": ["*"], "ALDER": ["TOT22"], "Tid": ["2022", "2023"]},
    "FOLK1A": {"OMRÅDE": AREAS, "KØN": ["1", "2"], "ALDER": ["0", "17", "100"], "CIVILSTAND": ["TOT"], "Tid": ["2023K1", "2023K2"]},
    "FRKM124": {"KOMMUNEDK": AREAS, "ALDER": ["0", "22", "100-"], "KØN": ["*"], "Tid": ["2025"]},
}  # fmt: skip
FORMS = [("CSV", "Code"), ("CSV", "Value"), ("CSV", "CodeAndValue"), ("BULK", "Code"), ("JSONSTAT", "Code")]


@pytest.mark.parametrize("table", QUESTIONS)
@pytest.mark.parametrize(("form", "presented"), FORMS)
def test_every_format_gives_the_same_facts(
    table: str, form: str, presented: str, standin: StandIn, read_answer: ReadAnswer
) -> None:
    content = standin.data(table, asked(table, form, presented, **QUESTIONS[table]))
    read = read_answer(content, table=table)
    usual = read_answer(standin.data(table, asked(table, "CSV", **QUESTIONS[table])), table=table)
    (name,) = read.facts
    facts = read.facts[name]
    drop = ["row_no", "label"] if "label" in facts.columns else ["row_no"]
    assert facts.drop(drop).equals(usual.facts[name].drop(drop))
    assert facts.height == read.counts.accepted == usual.counts.accepted > 0
    assert misfits(facts, TABLES[name]).is_empty()
    assert read.counts.rejected == 0
    assert (read.meaning.kind, read.meaning.scope) == ("period", usual.meaning.scope)


def test_whole_oere_of_thousands_of_kroner(read_answer: ReadAnswer) -> None:
    """7 (thousand kroner) is 700.000 øre; a budget says that it is one."""
    content = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\r\n151;2201;1;UE;LOBM;2023;7\r\n"
    row = read_answer(content).facts["national_accounts"].row(0, named=True)
    assert row == {
        "row_no": 2, "municipality": 151, "year": 2023, "kind": "accounts", "function": "02201", "dranst": 1,
        "grouping": None, "ownership": None, "art": "UE", "amount": 700_000, "source_table": "REGK31",
    }  # fmt: skip
    budget = read_answer(content.replace("OMRÅDE", "REGI07A")).facts["national_accounts"]
    assert budget.select("kind", "source_table").row(0) == ("budget", "BUDK32")


def test_joint_account_key_is_taken_apart(standin: StandIn, read_answer: ReadAnswer) -> None:
    content = standin.data("REGKC", asked("REGKC", "BULK", **QUESTIONS["REGKC"]))
    facts = read_answer(content, table="REGKC").facts["national_accounts"]
    keys = facts.select("dranst", "function", "grouping").unique().sort("dranst").rows()
    assert keys == [(1, "52821", "003"), (2, "52207", "001")]
    assert facts["ownership"].unique().sort().to_list() == [0, 1, 2, 3, 4]


def test_a_figure_has_a_key_of_codes_and_words(read_answer: ReadAnswer) -> None:
    content = "ADMKOM;ANBRINGELSE;TID;INDHOLD\r\n151;21;2022;12\r\n151;21;2023;..\r\n"
    facts = read_answer(content).facts["public_figures"]
    assert facts["figure"].unique().to_list() == ["ANBAAR12/21"]
    assert facts["label"][0].endswith(": Almindelig plejefamlie")
    assert facts["day"].to_list() == [date(2022, 12, 31), date(2023, 12, 31)]
    assert facts["value"].to_list() == [1_200, None]  # hundredths; not published is not 0
    assert facts.select("unit", "counted_by", "source").unique().rows() == [
        ("antal", "statistics", "Danmarks Statistik, ANBAAR12")
    ]


def test_decimals_are_hundredths(read_answer: ReadAnswer) -> None:
    content = "OMRÅDE;FORANSTALT;ALDER;TID;INDHOLD\r\n151;ANBR;TOT22;2022;0,8\r\n153;ANBR;TOT22;2022;-1,255\r\n"
    assert read_answer(content).facts["public_figures"]["value"].to_list() == [80, -126]


def test_population_has_the_first_day_and_no_sums(standin: StandIn, read_answer: ReadAnswer) -> None:
    """Country and region are set aside, marital status is for all, the total of ages has no age."""
    question = QUESTIONS["FOLK1A"] | {
        "OMRÅDE": ["000", "084", "151"], "ALDER": ["IALT", "17"], "KØN": ["*"], "CIVILSTAND": ["*"],
    }  # fmt: skip
    read = read_answer(standin.data("FOLK1A", asked("FOLK1A", "CSV", **question)))
    facts = read.facts["population"]
    assert (read.counts.accepted, read.counts.sums, read.counts.rejected) == (12, 96, 0)
    assert facts["day"].unique().sort().to_list() == [date(2023, 1, 1), date(2023, 4, 1)]
    assert facts["age"].unique().sort().to_list() == [None, 17]
    assert facts["sex"].unique().sort().to_list() == ["K", "M", "TOT"]


def test_left_out_variables_are_their_totals(read_answer: ReadAnswer) -> None:
    """A CSV that was asked for without a variable is the total of it; BULK and JSON-stat always have them all."""
    read = read_answer("ADMKOM;UNDERRETERE;TID;INDHOLD\r\n151;0;2023;40\r\n", table="UND1")
    assert read.facts["public_figures"]["figure"].to_list() == ["UND1/0/00/0"]


@pytest.mark.parametrize(
    ("header", "tables"),
    [
        ("OMRÅDE;FUNKTION;DRANST;EJER;GRUPPERING;ART;PRISENHED;TID", "REGK100 eller BUDK100"),
        ("OMRÅDE;DRANST1;EJER;ART;PRISENHED;TID", "REGKC eller BUDKC"),
        ("ADMKOM;ALERAMS;TID", "ANBAAR9 eller ANBAAR14"),
    ],
)
def test_tables_with_the_same_variables_are_asked_about(header: str, tables: str, read_answer: ReadAnswer) -> None:
    from trinvis.intake import Unreadable

    width = header.count(";")
    with pytest.raises(Unreadable, match=tables):
        read_answer(f"{header};INDHOLD\r\n151{';1' * width};1\r\n")


def test_the_file_name_says_which_table(read_answer: ReadAnswer) -> None:
    content = "ADMKOM;ALERAMS;TID;INDHOLD\r\n151;9917;2023;4\r\n"
    read = read_answer(content, name="20241118 anbaar14 (1).csv")
    assert read.facts["public_figures"]["figure"].to_list() == ["ANBAAR14/9917"]


def test_interventions_and_children_are_told_apart_by_their_totals(read_answer: ReadAnswer) -> None:
    """In alt is 3 in ISBU01 and 2 in ISBU02."""
    for total, table in (("3", "ISBU01"), ("2", "ISBU02")):
        content = f"KOMMUNEDK;INDSATSER;TID;INDHOLD\r\n151;{total};2023;4\r\n151;405;2023;4\r\n"
        assert read_answer(content).facts["public_figures"]["figure"][1] == f"{table}/405"


@pytest.mark.parametrize("table", [name for name in QUESTIONS if name not in ("FOLK1A", "FRKM124")])
@pytest.mark.parametrize("form", ["CSV", "JSONSTAT"])
def test_answers_are_recognised_without_being_told(table: str, form: str, standin: StandIn) -> None:
    assert detect(standin.data(table, asked(table, form, **QUESTIONS[table]))) == "statbank"


def test_older_encodings_and_blank_lines(read_answer: ReadAnswer) -> None:
    """Saved again by an editor: cp1252, plain line ends, blank lines between."""
    lines = "ADMKOM;ANBRINGELSE;TID;INDHOLD\n\n151;Døgninstitution, almindelig afdeling;2022;12\n\n153;9;2022;3\n"
    read = read_answer(lines.encode("cp1252"), table="ANBAAR12")
    facts = read.facts["public_figures"]
    assert facts.select("row_no", "figure").rows() == [(3, "ANBAAR12/9"), (5, "ANBAAR12/9")]
    assert read.counts.rows == 3


def test_sums_are_set_aside_and_every_krone_is_in_one_heap(standin: StandIn, read_answer: ReadAnswer) -> None:
    """Country, region, group, net and the arts below: none of them is added to the municipalities."""
    question: dict[str, Any] = QUESTIONS["REGK31"] | {"OMRÅDE": ["000", "084", "910", "151"], "ART": ["*"]}
    read = read_answer(standin.data("REGK31", asked("REGK31", "BULK", **question)))
    counts = read.counts
    assert (counts.accepted, counts.sums, counts.rejected) == (16, 112, 0)
    assert counts.accepted_oere + counts.sums_oere == counts.amount_oere
    facts = read.facts["national_accounts"]
    assert facts["amount"].sum() == counts.accepted_oere
    assert facts.group_by("art").agg(pl.len()).sort("art").rows() == [("I", 8), ("UE", 8)]
