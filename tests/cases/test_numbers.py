"""Numbers as people write them in a case, and the commas that YAML would take for something else."""

from __future__ import annotations

import pytest
from tests.cases.whole import WHOLE

from trinvis.cases.numbers import NumberError, number
from trinvis.cases.reading import case_from_dict, case_from_yaml
from trinvis.cases.writing import case_to_dict


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (709502, 709502),
        (0.06, 0.06),
        ("0.06", 0.06),
        ("0,06", 0.06),
        ("6 %", 0.06),
        ("6%", 0.06),
        ("0,9 %", 0.009),
        ("-12,5 %", -0.125),
        ("−0,4", -0.4),
        ("1,5", 1.5),
        ("1.004.636", 1004636),
        ("1 004 636,50", 1004636.5),
        ("1.234,5", 1234.5),
        ("709.502", 709.502),
        ("1e5", 100000),
    ],
)
def test_a_number_is_what_it_looks_like(written: object, meant: float) -> None:
    assert number(written) == meant


@pytest.mark.parametrize("written", ["709.502", "709,502", 709.502, "-1.155", "12.000"])
@pytest.mark.parametrize("unit", ["kroner", "antal"])
def test_thousands_that_would_be_decimals_are_refused_where_whole_things_are_counted(
    written: object, unit: str
) -> None:
    with pytest.raises(NumberError, match=r"læses som .* hvis det er tusinder"):
        number(written, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["709.5020", "709502", "0.125", "1234.567", 1234.567])
def test_what_nobody_takes_for_thousands_is_read(written: object) -> None:
    assert number(written, "kroner") == float(str(written))


@pytest.mark.parametrize(
    "written", ["", "fire", "1,004,636", "1.00.00", "6 % %", "nan", ".inf", float("nan"), float("inf"), "1e99", True, None, [1], "0x10", "1_000"]
)  # fmt: skip
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(NumberError) as refused:
        number(written)
    assert refused.value.remedy


def test_decimal_commas_inside_braces_and_brackets_are_read_as_they_are_meant() -> None:
    text = WHOLE.replace("value: -0.4}", "value: -0,4}").replace("2018: 104}", "2018: 104,5}")
    text = text.replace("[0 %, 1 %, 1 %, 1 %]", "[0 %, 1 %, 0,9 %,0,9 %]").replace("{year: all}", "{years: [1,2,3]}")
    case = case_from_yaml(text)
    assert case.correlations[0].value == -0.4
    assert case.price_index == {2016: 100, 2018: 104.5}
    assert case.inputs["vækst"].growth_by_year == (0, 0.01, 0.009, 0.009)
    assert case.money[1].on.years == (1, 2, 3)


def test_a_list_over_several_lines_and_quoted_decimals_are_read() -> None:
    rows = "\n      - 0 %\n      - 0,9 %\n      - '0,01'\n      - 0.01"
    case = case_from_yaml(WHOLE.replace("  vækst: {label: Udvikling, kind: index, growth_by_year: [0 %, 1 %, 1 %, 1 %]}", f"  vækst:\n    label: Udvikling\n    kind: index\n    growth_by_year:{rows}"))  # fmt: skip
    assert case.inputs["vækst"].growth_by_year == (0, 0.009, 0.01, 0.01)


def test_a_form_may_hold_numbers_and_texts() -> None:
    form = case_to_dict(case_from_yaml(WHOLE))
    form["horizon"] = "4"
    form["inputs"]["rate"]["value"] = "8 %"
    form["inputs"]["pris"]["value"] = 709502.0
    form["money"]["rådgiver"]["amount"] = "500.000,00"
    assert case_from_dict(form) == case_from_yaml(WHOLE)
