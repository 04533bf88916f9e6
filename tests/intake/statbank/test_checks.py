"""Totals against sub-totals, plausible units, complete municipalities."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.intake.statbank.standin import StandIn, asked

from trinvis.intake import Read

ReadAnswer = Callable[..., Read]
HEAD = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD"
NATIONAL = {"FUNKTION": ["52820", "52821", "52822"], "DRANST": ["1"], "PRISENHED": ["LOBM"], "Tid": ["2022", "2023"]}


def said(read: Read) -> list[tuple[int | None, str]]:
    return [(row, code) for row, code in read.findings.select("row_no", "code").rows()]


def test_net_is_expenditure_less_income_but_for_rounding(read_answer: ReadAnswer) -> None:
    """10,4 − 5,6 = 4,8: rounded one by one 10 − 6 and 5, which is one off; two off is a difference."""
    cells = [(151, "UE", 10), (151, "I", 6), (151, "TOT", 5), (153, "UE", 10), (153, "I", 6), (153, "TOT", 6)]
    lines = [f"{area};52821;1;{art};LOBM;2023;{amount}" for area, art, amount in cells]
    read = read_answer("\n".join([HEAD, *lines]))
    assert said(read) == [(7, "T029")]
    assert (read.counts.accepted, read.counts.sums) == (4, 2)


def test_net_alone_is_kept(read_answer: ReadAnswer) -> None:
    read = read_answer(f"{HEAD}\n151;52821;1;TOT;LOBM;2023;-5\n")
    assert read.facts["national_accounts"].select("art", "amount").rows() == [("TOT", -500_000)]


def test_income_with_a_minus_is_turned_and_said(read_answer: ReadAnswer) -> None:
    """Net 70 = 100 + (−30): the file writes income with a minus."""
    lines = [f"151;52821;1;{art};LOBM;2023;{amount}" for art, amount in (("UE", 100), ("I", -30), ("TOT", 70))]
    read = read_answer("\n".join([HEAD, *lines]))
    assert said(read) == [(None, "T034")]
    assert dict(read.facts["national_accounts"].select("art", "amount").rows()) == {"UE": 10_000_000, "I": 3_000_000}
    assert read.counts.accepted_oere == 7_000_000  # as the file has it


def test_a_few_corrections_below_zero_are_no_convention(read_answer: ReadAnswer) -> None:
    read = read_answer(f"{HEAD}\n151;52821;1;UE;LOBM;2023;100\n151;52821;1;I;LOBM;2023;-30\n")
    assert read.facts["national_accounts"]["amount"].to_list() == [10_000_000, -3_000_000]
    assert said(read) == []


def test_the_country_is_the_sum_of_ninety_eight(standin: StandIn, read_answer: ReadAnswer) -> None:
    areas = ["000", *[f"{code:03d}" for code in standin.names()]]
    content = standin.data("REGK31", asked("REGK31", "CSV", OMRÅDE=areas, **NATIONAL, ART=["UE", "I", "TOT"])).decode()
    read = read_answer(content)
    assert said(read) == []
    assert (read.counts.accepted, read.counts.sums) == (98 * 12, 98 * 6 + 18)
    line = next(one for one in content.splitlines() if one.startswith("000;52821;1;UE;LOBM;2023"))
    changed = content.replace(line, f"{line.rpartition(';')[0]};{int(line.rpartition(';')[2]) + 50}")
    assert [code for _, code in said(read_answer(changed))] == ["T030", "T029"]
    rounding = content.replace(line, f"{line.rpartition(';')[0]};{int(line.rpartition(';')[2]) + 49}")
    assert [code for _, code in said(read_answer(rounding))] == ["T029"]


def test_missing_municipalities_are_named_and_counted_and_never_filled(
    standin: StandIn, read_answer: ReadAnswer
) -> None:
    """ANBAAR12 lacks Fanø and Samsø; a third lacks one year."""
    content = standin.data(
        "ANBAAR12", asked("ANBAAR12", "CSV", ADMKOM=["*"], ANBRINGELSE=["0"], Tid=["2022", "2023"])
    ).decode()
    lines = [line for line in content.splitlines() if not line.startswith(("155;0;2022", "998"))]
    read = read_answer("\n".join(lines))
    messages = dict(read.findings.select("code", "message").rows())
    assert messages["T031"].startswith("Ikke alle 98 kommuner er med (3 af 98 mangler: Dragør 2022, Fanø og Samsø)")
    assert messages["T032"].startswith("Tallet i 4 celler er ikke offentliggjort (..)")
    facts = read.facts["public_figures"]
    assert facts["municipality"].n_unique() == 97  # 96 and the country
    assert facts["value"].null_count() == 4


def test_a_few_municipalities_are_a_selection(read_answer: ReadAnswer) -> None:
    read = read_answer(f"{HEAD}\n151;52821;1;UE;LOBM;2023;100\n")
    assert said(read) == []
    assert read.meaning.scope == "REGK31; kommune 151"


@pytest.mark.parametrize(("divisor", "codes"), [(1, []), (1000, ["T033"])])
def test_amounts_that_cannot_be_thousands_of_kroner(divisor: int, codes: list[str], read_answer: ReadAnswer) -> None:
    """About 3.000 kr. per inhabitant on 5.28 in every municipality; a thousandth of it is another unit."""
    from trinvis.parameters import Parameters

    people = Parameters.shipped().table("municipalities", None)
    lines = [
        f"{code};{function};1;UE;LOBM;2023;{number * 1000 // 1000 // divisor}"
        for code, number in zip(people["municipality"], people["population_2021q1"], strict=True)
        for function in (52820, 52821, 52822)
    ]
    assert len(lines) == 98 * 3
    assert [code for _, code in said(read_answer("\n".join([HEAD, *lines])))] == codes
