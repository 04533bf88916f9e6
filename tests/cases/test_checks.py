"""Cases made by the program and not read from a file are checked too, readings among them; and what is only odd is a warning."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.cases.whole import WHOLE

from trinvis.cases.case import Case, Distribution, Group, Reading
from trinvis.cases.checks import problems, warnings
from trinvis.cases.expression import Name, Number
from trinvis.cases.formula import parsed
from trinvis.cases.reading import CaseError, case_from_dict, case_from_yaml
from trinvis.cases.writing import case_to_dict


@pytest.fixture
def case() -> Case:
    return case_from_yaml(WHOLE)


def test_a_case_without_faults_has_no_problems_and_no_warnings(case: Case) -> None:
    assert problems(case) == ()
    assert warnings(case) == ()


def test_a_case_in_code_is_held_to_the_same(case: Case) -> None:
    wrong = replace(case, horizon=0, states=(*case.states, case.states[0]), alternatives=())
    assert [(one.field, one.message) for one in problems(wrong)] == [
        ("horizon", "Tidshorisonten er 0 år"),
        ("alternatives", "Der er ingen alternativer"),
        ("states.anbragt", "Navnet anbragt står to gange"),
    ]


def test_numbers_that_are_none_are_found_where_they_stand(case: Case) -> None:
    rate = replace(
        case.inputs["rate"], value=float("nan"), distribution=Distribution("normal", {"mean": float("inf"), "sd": 1.0})
    )
    found = problems(replace(case, inputs={**case.inputs, "rate": rate}))
    assert [(one.field, one.message) for one in found] == [
        ("inputs.rate.value", "rate er ikke et tal, der kan regnes med"),
        ("inputs.rate.distribution", "Fordelingen normal af rate har et tal, der ikke kan regnes med"),
    ]


def test_a_reading_is_checked_as_the_case_it_makes(case: Case) -> None:
    circle = replace(case.inputs["antal"], value=None, formula=parsed("succeser / rate"))
    high = replace(case.inputs["tilbage"], value=None, distribution=None, formula=parsed("antal / 100"))
    read = replace(
        case, readings=(Reading("ring", "Ring", {"antal": circle}), Reading("høj", "Høj", {"tilbage": high}))
    )
    ring = problems(read)
    assert [one.field for one in ring] == ["readings.ring.inputs.antal.formula"]
    assert ring[0].message == "I læsningen ring: Formlerne går i ring: antal → succeser → antal"
    (over,) = problems(replace(read, readings=read.readings[1:]))
    assert over.field == "readings.høj.inputs.tilbage.formula"
    assert "giver 155 %" in over.message


def test_what_a_reading_makes_wrong_elsewhere_is_said_of_the_reading(case: Case) -> None:
    many = replace(case.inputs["antal"], value=9_000_000.0)
    read = replace(case, groups=(replace(case.groups[0], enters={"": parsed("antal * 2")}),))
    read = replace(read, readings=(Reading("mange", "Mange", {"antal": many}, line=7),))
    (found,) = problems(read)
    assert (found.field, found.line) == ("readings.mange", 7)
    assert found.message == "I læsningen mange: Antallet, der kommer ind i børn er 18000000"


def test_a_monthly_chance_is_the_years_taken_apart(case: Case) -> None:
    # two chances of 0.6 a year are 0.0735 a month each: 0.147 together; per period they would be 1.2
    move = replace(case.transitions[0], chance=Number(0.6))
    monthly = replace(case, period="month", transitions=(move, replace(move, target="anbragt")))
    assert problems(monthly) == ()
    (found,) = problems(replace(monthly, transitions=tuple(replace(one, per="period") for one in monthly.transitions)))
    assert "giver tilsammen 120 %" in found.message


def test_a_chance_that_only_goes_wrong_late_is_found(case: Case) -> None:
    late = replace(case.transitions[0], chance=parsed("0.26 * aar"))
    (found,) = problems(replace(case, transitions=(late,)))
    assert "er 104 %" in found.message


def test_a_stay_longer_than_the_case_is_not_asked_about(case: Case) -> None:
    # 0.26 * forloeb - 0.26 * periode is 0 at most where nobody has stayed for longer than the case has run
    chance = parsed("0.25 * periode - 0.25 * forloeb")
    assert problems(replace(case, transitions=(replace(case.transitions[0], chance=chance),))) == ()


def test_a_short_row_by_stay_is_enough_where_nobody_stays_longer(case: Case) -> None:
    row = replace(case.inputs["tilbage"], value=None, distribution=None, by_stay=(0.1, 0.2, 0.3), after="refuse")
    read = replace(case, inputs={**case.inputs, "tilbage": row}, correlations=())
    assert problems(read) == ()
    (found,) = problems(replace(read, groups=(replace(case.groups[0], duration=None),)))
    assert found.message == "tilbage har 3 værdier, og der skal bruges 4"


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("  hjemme: {label", "  hjælp: {label: Ny}\n  hjemme: {label", "states.hjælp", "Ingen kommer nogen sinde i tilstanden hjælp"),
        ("inputs:\n", "inputs:\n  x: {label: X, kind: number, value: 1, distribution: {form: uniform, min: 0, max: 2}}\n", "inputs.x", "bruges ikke i nogen formel"),
        ("form: beta, mean: 20 %, sd: 5 %", "form: normal, mean: 20 %, sd: 5 %", "inputs.tilbage.distribution", "kan give tal, som tilbage ikke kan have"),
        ("[0 %, 1 %, 1 %, 1 %]", "[0 %, 1 %, 1 %, 1 %, 1 %]", "inputs.vækst.growth_by_year", "løber kun over 4 år"),
        ("money:\n", "  - {from: hjemme, to: anbragt, chance: 1 %}\nmoney:\n", "transitions.2", "står flere gange, og chancerne lægges sammen"),
        ("amount: 500000", "amount: 0 - 500000", "money.rådgiver.amount", "er under 0"),
    ],
)  # fmt: skip
def test_what_is_odd_is_a_warning_and_no_fault(old: str, new: str, field: str, words: str) -> None:
    (found,) = warnings(case_from_yaml(WHOLE.replace(old, new)))
    assert found.field == field
    assert words in found.message
    assert found.remedy


def test_a_case_with_nothing_to_compare_warns(case: Case) -> None:
    alone = replace(case, alternatives=case.alternatives[:1], money=())
    assert {one.field for one in warnings(alone)} >= {"alternatives", "money"}


def test_a_form_names_the_field_and_no_line(case: Case) -> None:
    form = json.loads(json.dumps(case_to_dict(case)))
    form["transitions"][0]["chance"] = "tilbagefald"
    form["inputs"]["pris"]["value"] = 709.502
    form["payers"]["nabo"]["kind"] = "kommune"
    with pytest.raises(CaseError) as refused:
        case_from_dict(form)
    assert {(one.line, one.field) for one in refused.value.problems} == {
        (0, "transitions.1.chance"),
        (0, "inputs.pris.value"),
        (0, "payers.nabo.kind"),
    }
    assert "payers.nabo.kind: Slags kan ikke være »kommune«;" in str(refused.value)


def test_a_group_of_those_there_from_the_start_is_held_to_the_same_number(case: Case) -> None:
    group = Group("alle", "Alle", {}, {"": Number(20_000_000.0)}, {"": {"hjemme": Number(1.0)}})
    (found,) = problems(replace(case, groups=(*case.groups, group)))
    assert found.field == "groups.alle.stock"
    assert "højst 10 mio. personer" in found.remedy


def test_a_name_in_no_input_is_found_through_every_use(case: Case) -> None:
    line = replace(case.money[0], amount=Name("x"), index=Name("y"), payers={"kommunen": Name("z")})
    assert [one.field for one in problems(replace(case, money=(line, case.money[1])))] == [
        "money.pladser.amount",
        "money.pladser.index",
        "money.pladser.payers.kommunen",
    ]
