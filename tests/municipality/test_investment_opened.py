"""Every figure of a case opens: a net gain to two costs, a cost to lines, a line to persons, amount and what they come from."""

from __future__ import annotations

from datetime import date

import pytest
from tests.investment.random_cases import random_case
from tests.municipality.case_files import SMALL, example
from tests.municipality.small import Kommune

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation
from trinvis.municipality.investment import Calculated
from trinvis.municipality.investment_calculated import calculated
from trinvis.municipality.investment_opened import FIGURES

TODAY = date(2027, 3, 1)


def made(kommune: Kommune, text: str = SMALL, reading: str = "", **values: float) -> Calculated:
    one = kommune.hall.save_case(text, by="Konsulenten")
    return kommune.hall.calculated_case(one.key, TODAY, reading, values)


def opened(kommune: Kommune, address: str | None) -> Explanation:
    assert address is not None
    return kommune.hall.explain(address)


def test_a_net_gain_opens_down_to_a_source(kommune: Kommune) -> None:
    case = made(kommune)
    net = opened(kommune, case.address("net_discounted_oere", 2, alternative="hjaelp"))
    assert net.value == 400_000_00
    assert [part.amount_oere for part in net.inputs] == [1_000_000_00, -600_000_00]
    cost = opened(kommune, net.inputs[0].address)
    assert (cost.value, [part.label for part in cost.inputs]) == (1_000_000_00, ["Anbringelser"])
    line = opened(kommune, cost.inputs[0].address)
    assert line.value == 1_000_000_00
    assert [(part.label, part.amount_oere, part.unit) for part in line.inputs[:2]] == [
        ("Personår i »Anbragt«", 200, "personår"),
        ("Anbringelse (Regnskab)", 500_000_00, "kr. pr. år"),
    ]
    price = opened(kommune, line.inputs[1].address)
    assert "Kilde: Regnskab." in price.sentence
    persons = opened(kommune, line.inputs[0].address)
    assert persons.value == 200
    rate = opened(kommune, next(part.address for part in persons.inputs if part.label.startswith("Succesrate")))
    assert (rate.value, rate.unit) == (20_00, "%")
    assert "Andel af: børnene." in rate.sentence


def test_accumulated_effort_and_successes(kommune: Kommune) -> None:
    case = made(kommune)
    whole = opened(kommune, case.address("accumulated_oere"))
    assert whole.value == 1_200_000_00 == sum(part.amount_oere for part in whole.inputs)
    assert opened(kommune, whole.inputs[0].address).value == 400_000_00
    assert opened(kommune, case.address("effort_oere", 1)).value == 600_000_00
    assert opened(kommune, case.address("effort_oere", 1, total="1")).value == 1_800_000_00
    assert opened(kommune, case.address("break_even")).value == 100
    assumed = opened(kommune, case.address("successes_assumed"))
    assert (assumed.value, assumed.unit) == (200, "personer")
    needed = opened(kommune, case.address("successes_needed"))
    assert needed.value == 200  # 1.2 of ten rounded up: 600,000 / 500,000
    assert "1,20" in needed.sentence


def test_the_effort_opens_to_its_lines_years_and_payers(kommune: Kommune) -> None:
    case = made(kommune, example("ishoej-2018-offentliggjort"))
    whole = opened(kommune, case.address("effort_oere", total="1"))
    assert whole.value == 13_603_050_00  # line 346 of the application
    adviser = next(part for part in whole.inputs if part.label == "Familierådgivere, Ishøj Kommune")
    years = opened(kommune, adviser.address)
    assert years.value == adviser.amount_oere == 8_097_366_16  # ten years of 1,004,636 × 80.6 %
    first = opened(kommune, years.inputs[0].address)
    assert first.value == years.inputs[0].amount_oere
    assert opened(kommune, first.inputs[0].address).value == first.value


def test_a_reading_and_a_value_put_in_are_part_of_the_address(kommune: Kommune) -> None:
    case = made(kommune, succes=0.3)
    found = opened(kommune, case.address("net_oere", 1))
    assert found.value == 900_000_00
    rate = opened(kommune, case.address("input", 1, name="succes"))
    assert (rate.value, "Sat til en anden værdi end casens." in rate.sentence) == (3000, True)
    ishoej = made(kommune, example("ishoej-2018-offentliggjort"), "minimum")
    first = opened(kommune, ishoej.address("net_discounted_oere", 1))
    assert first.value == -2_908_165_29
    assert "læst som »Succesrate 6 %«" in first.title


def test_discounting_index_and_payer_are_told(kommune: Kommune) -> None:
    case = made(kommune, example("ishoej-2018-offentliggjort"))
    where = {"alternative": "som_i_dag", "line": "anbringelse", "payer": "ishoej"}
    line = opened(kommune, case.address("cost_discounted_oere", 3, **where))
    said = {part.label.partition(" (")[0]: part for part in line.inputs}
    assert said["Personår i »Anbragt uden for hjemmet«"].amount_oere == 930  # 15.5 × 0.6
    assert said["Udvikling i antal eller pris"].amount_oere == 10_191  # 1.01 × 1.009 in per cent
    assert any(label.startswith("Diskonteringsfaktor 0,888996") for label in said)  # 1.04^-3
    assert said["Ishøjs andel"].amount_oere == 8_060
    assert line.value == round(9.3 * 709_502 * 1.01909 * 1.04**-3 * 0.806 * 100)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("investment/2026/2027-03-01/net_oere?case=ukendt", "findes ikke"),
        ("investment/2040/2027-03-01/net_oere?case=tidlig-hjaelp", "løber ikke i 2040"),
        ("investment/2026/2027-03-01/noget?case=tidlig-hjaelp", "findes ikke i en case"),
        ("investment/2026/2027-03-01/net_oere?case=tidlig-hjaelp&payer=staten", "'staten' findes ikke i casen"),
        ("investment/2026/2027-03-01/net_oere?case=tidlig-hjaelp&reading=x", "ingen læsning"),
        ("investment/2026/2027-03-01/net_oere?case=tidlig-hjaelp&set.succes=meget", "intet tal"),
        ("investment/2026/2027-03-01/net_oere?case=tidlig-hjaelp&alternative=som_i_dag", "holdes op mod"),
        ("investment/2026/2027-03-01/input?case=tidlig-hjaelp&name=x", "intet input"),
        ("investment/2026/2027-03-01/persons?case=tidlig-hjaelp", "hvilken tilstand"),
    ],
)
def test_wrong_addresses(kommune: Kommune, address: str, said: str) -> None:
    made(kommune)
    with pytest.raises(BadAddress, match=said):
        kommune.hall.explain(address)


@pytest.mark.parametrize("seed", range(12))
def test_every_way_down_ends_and_adds_up(seed: int) -> None:
    """Random cases: each part opens to its own amount, and sums are their parts to an øre for each of them."""
    case = calculated(random_case(seed), key="k", basis="2026-01-01")
    left = [str(case.address("accumulated_discounted_oere", alternative=name)) for name in case.others]
    left += [str(case.address("effort_oere", total="1", alternative=name)) for name in case.others]
    seen: set[str] = set()
    while left:
        address = Address.parse(left.pop())
        found = FIGURES[address.figure](case, address, address.year - case.case.start_year + 1)
        whole = [part for part in found.inputs if part.unit == "kr."]
        summed = address.figure.endswith("_oere") and (address.figure == "effort_oere" or "line" not in address.where)
        if summed:
            assert abs(found.value - sum(part.amount_oere for part in whole)) <= len(whole) + 1
        for part in found.inputs:
            to = Address.parse(part.address)
            if summed:
                opened = FIGURES[to.figure](case, to, to.year - case.case.start_year + 1)
                assert abs(opened.value) == abs(part.amount_oere), (str(address), part)
            if part.address not in seen:
                seen.add(part.address)
                left.append(part.address)
