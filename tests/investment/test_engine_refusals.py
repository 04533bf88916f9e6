"""What cannot be calculated is refused in one Danish sentence: what, where, what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.investment.small_case import small

from trinvis.calculations.investment.engine import CaseRefused, individual, model, simulate
from trinvis.cases.case import Case, Correlation, Distribution
from trinvis.cases.formula import parsed

UNSURE = small("""
    horizon: 4
    inputs:
      chance: {label: Chance, kind: rate, of: {text: børn}, value: 50 %, distribution: {form: normal, mean: 0.5, sd: 0.2}}
      pris: {label: Pris, kind: amount, unit: kr., value: 100, price_level: 2024}
      antal: {label: Antal, kind: count, value: 10}
    groups: {boern: {label: Børn, enters: antal, start: {hjemme: 1}}}
    transitions: [{from: hjemme, to: ude, chance: chance}]
    money: {ophold: {label: Ophold, on: {state: ude}, amount: pris}}
""")


def with_input(case: Case, name: str, **changes: object) -> Case:
    return replace(case, inputs={**case.inputs, name: replace(case.inputs[name], **changes)})


def refused(case: Case, values: dict | None = None, reading: str = "") -> str:
    with pytest.raises(CaseRefused) as caught:
        model(case, reading).run(values)
    return str(caught.value)


def test_a_chance_over_one_names_the_way_the_value_and_the_year() -> None:
    assert refused(UNSURE, {"chance": 1.2}) == (
        "Chancen for at gå fra »Hjemme« til »Ude« er 120 % i år 1; den skal ligge mellem 0 og 100 %, så ret formlen eller de "
        "tal, den bruger."
    )


def test_chances_out_of_a_state_may_not_add_to_more_than_one() -> None:
    case = small("""
        horizon: 2
        states: {ude: {label: Ude}, hjemme: {label: Hjemme}, voksen: {label: Voksen}}
        inputs: {chance: {label: Chance, kind: rate, of: {text: børn}, value: 0.3}}
        groups: {boern: {label: Børn, stock: 1, start: {hjemme: 1}}}
        transitions:
          - {from: hjemme, to: ude, chance: chance * aar}
          - {from: hjemme, to: voksen, chance: 0.2 * aar}
    """)
    said = refused(case, {"chance": 0.4})
    assert said.startswith("Summen af chancerne for at forlade »Hjemme« er 120 % i år 2; den må højst være 100 %")
    assert model(case).run().persons[0, 1, 1, 0] == pytest.approx(0)


def test_draws_outside_are_counted_and_never_clipped() -> None:
    """A normal chance with mean 0,5 and sd 0,2 is outside 0-1 in 1,24 % of its draws."""
    with pytest.raises(CaseRefused) as caught:
        simulate(model(UNSURE), "nu", 100_000, 3)
    said = str(caught.value)
    assert "trækninger er chancen for at gå fra »Hjemme« til »Ude« uden for det mulige (fx " in said
    assert said.endswith("vælg en fordeling, der ikke rækker længere, eller ret formlen.")
    few, many = said.removeprefix("I ").split(" trækninger")[0].split(" af ")
    assert many == "100.000"
    assert abs(int(few.replace(".", "")) - 1242) < 4 * 1242**0.5


def test_the_count_of_draws_is_exact_also_person_by_person() -> None:
    values = np.full(20_000, 0.5)
    values[::1000] = 1.5
    assert refused(UNSURE, {"chance": values}).startswith("I 20 af 20.000 trækninger er chancen")
    with pytest.raises(CaseRefused) as drawn:
        simulate(model(UNSURE), "nu", 500, 1)
    with pytest.raises(CaseRefused) as walked:
        individual(model(UNSURE), persons=2, draws=500, seed=1)
    assert str(walked.value) == str(drawn.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"formula": parsed("chance"), "value": None},
            "Formlerne går i ring (chance → chance); giv et af inputtene et tal.",
        ),
        ({"formula": parsed("ukendt"), "value": None}, "»ukendt« er ikke et input i casen; ret navnet"),
        ({"value": None}, "»chance« har ingen værdi; skriv value"),
        ({"value": None, "by_year": ()}, "»chance« har ingen værdier; skriv mindst én."),
        (
            {"value": None, "by_year": (0.1, 0.2), "after": "refuse"},
            "»chance« har værdier for 2 år, men der skal bruges 4; skriv de manglende",
        ),
        (
            {"value": None, "by_stay": (0.1, 0.2), "after": "refuse"},
            "»chance« har værdier for 2 år, men der skal bruges 4; skriv de manglende",
        ),
    ],
)
def test_inputs_that_have_no_value(changes: dict, said: str) -> None:
    assert refused(with_input(UNSURE, "chance", **changes)).startswith(said)


def test_a_price_year_that_the_index_lacks() -> None:
    case = replace(with_input(UNSURE, "pris", price_level=2020), price_index={2024: 100.0})
    assert refused(case) == (
        "Prisindekset mangler 2020, og »pris« er i 2020-priser; skriv indekset for 2020 under price_index."
    )
    assert refused(replace(case, price_index={2020: 90.0})).startswith("Prisindekset mangler 2024, og »pris«")


def test_values_by_stay_that_nobody_reaches_are_not_missed() -> None:
    case = with_input(UNSURE, "chance", value=None, by_stay=(0.1, 0.2), after="refuse", distribution=None)
    short = replace(case, groups=(replace(case.groups[0], duration=parsed("2")),))
    assert model(short).run().persons.shape == (1, 2, 4, 1)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"duration": parsed("0 - 1")}, "Varigheden af »Børn« er −1 i år "),
        ({"duration": parsed("aar")}, "Varigheden af »Børn« kan ikke ændre sig med tiden; brug ét tal."),
        (
            {"enters": {"": parsed("0 - antal")}},
            "Antallet, der kommer ind i »Børn«, er −10 i år 1; det kan ikke være under 0",
        ),
        (
            {"enters": {"": parsed("forloeb")}},
            "Antallet i »Børn« kan ikke afhænge af, hvor længe en person har været i forløbet",
        ),
        ({"start": {}}, "»Børn« har ingen start for »nu«; skriv, hvilken tilstand de begynder i."),
        ({"start": {"": {"væk": parsed("1")}}}, "»væk« er ingen tilstand i casen; ret navnet"),
        (
            {"start": {"": {"ude": parsed("0.3"), "hjemme": parsed("0.5")}}},
            "Summen af startfordelingen af »Børn« er 80 % i år 1; den skal være 100 %",
        ),
        (
            {"start": {"": {"ude": parsed("1.5"), "hjemme": parsed("0 - 0.5")}}},
            "En andel i startfordelingen af »Børn« er 150 % i år 1; den skal ligge mellem 0 og 100 %",
        ),
    ],
)
def test_groups_that_cannot_be(part: dict, said: str) -> None:
    assert refused(replace(UNSURE, groups=(replace(UNSURE.groups[0], **part),))).startswith(said)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"amount": parsed("pris / (chance - chance)")}, "»Ophold« giver ikke et tal; se efter division med 0"),
        ({"payers": {"kommune": parsed("0.9")}}, "Summen af andelene i »Ophold« er 90 % i år 1; den skal være 100 %"),
    ],
)
def test_money_that_cannot_be(part: dict, said: str) -> None:
    assert refused(replace(UNSURE, money=(replace(UNSURE.money[0], **part),))).startswith(said)


def test_a_simulation_that_gives_no_number() -> None:
    case = replace(UNSURE, money=(replace(UNSURE.money[0], amount=parsed("pris / (antal - antal)")),))
    with pytest.raises(CaseRefused, match="Nogle trækninger giver ikke et tal"):
        simulate(model(case), "nu", 10, 1, values={"chance": 0.5})


def test_asking_for_what_is_not_there() -> None:
    assert refused(UNSURE, reading="mindst") == "Casen har ingen læsning »mindst« (den har: ingen); vælg en af dem."
    assert refused(UNSURE, {"pres": 1.0}) == "»pres« er ikke et input med ét tal og kan ikke sættes; vælg et, der er."
    assert refused(UNSURE, {"pris": np.ones(2), "antal": np.ones(3)}).startswith(
        "Inputtenes trækninger er ikke lige mange"
    )
    made = model(UNSURE)
    with pytest.raises(CaseRefused, match="»indsats« er ikke et alternativ i casen; vælg et af nu"):
        simulate(made, "indsats", 10, 1)
    for draws, seed, method in ((0, 1, "random"), (1, -1, "random"), (1, 1, "latin")):
        with pytest.raises(CaseRefused, match="Simulationen skal have mindst én trækning"):
            simulate(made, "nu", draws, seed, method)  # type: ignore[arg-type]
    with pytest.raises(CaseRefused, match="mindst én person"):
        individual(made, persons=0)


@pytest.mark.parametrize(
    ("form", "given", "said"),
    [
        (
            "beta",
            {"mean": 0.5, "sd": 0.6},
            "Fordelingen beta af »chance« findes ikke: middelværdien m skal ligge mellem 0 og 1",
        ),
        ("beta", {"alpha": 0.0, "beta": 1.0}, "Fordelingen beta af »chance« kræver, at alpha og beta er over 0"),
        ("gamma", {"mean": -1.0, "sd": 1.0}, "Fordelingen gamma af »chance« kræver en middelværdi over 0"),
        ("normal", {"mean": 1.0, "sd": -1.0}, "Fordelingen normal af »chance« har en spredning under 0"),
        ("normal", {"mean": 1.0}, "Fordelingen normal af »chance« mangler mean eller sd"),
        (
            "pert",
            {"min": 0.1, "likely": 0.5, "max": 0.3},
            "Fordelingen pert af »chance« kræver, at tallene er i orden (min ≤ likely ≤ max)",
        ),
        ("empirical", {}, "Fordelingen empirical af »chance« har ingen værdier"),
    ],
)
def test_distributions_that_cannot_be(form: str, given: dict, said: str) -> None:
    case = with_input(UNSURE, "chance", distribution=Distribution(form, given))  # type: ignore[arg-type]
    with pytest.raises(CaseRefused) as caught:
        simulate(model(case), "nu", 10, 1)
    assert str(caught.value).startswith(said)
    assert str(caught.value).endswith("; ret tallene under distribution.")


def test_correlations_that_cannot_all_be() -> None:
    unsure = Distribution("uniform", {"min": 0.0, "max": 1.0})
    case = with_input(with_input(UNSURE, "chance", distribution=unsure), "pris", distribution=unsure)
    case = with_input(case, "antal", distribution=unsure)
    pairs = (("chance", "pris", 0.9), ("pris", "antal", 0.9), ("chance", "antal", -0.9))
    with pytest.raises(CaseRefused, match="Korrelationerne kan ikke alle være sande på én gang"):
        simulate(model(replace(case, correlations=tuple(Correlation(*pair) for pair in pairs))), "nu", 10, 1)


def test_a_chance_out_of_a_state_where_nobody_is_is_held_to_its_limits_too() -> None:
    case = replace(
        UNSURE, transitions=(*UNSURE.transitions, replace(UNSURE.transitions[0], source="ude", target="hjemme"))
    )
    case = replace(case, transitions=case.transitions[1:])
    assert refused(case, {"chance": 1.2}).startswith("Chancen for at gå fra »Ude« til »Hjemme« er 120 % i år 1")


def test_more_draws_than_one_can_wait_for_are_refused_and_short_stays_are_not_long() -> None:
    text = """
        horizon: 100
        period: month
        inputs:
          chance: {label: Chance, kind: rate, of: {text: børn}, value: 1 %, distribution: {form: uniform, min: 0 %, max: 2 %}}
          med: {label: Med tiden, kind: rate, of: {text: børn}, by_stay: [1 %, 2 %]}
        groups: {boern: {label: Børn, enters: 10, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: chance * med}]
        money: {ophold: {label: Ophold, on: {state: ude}, amount: 100}}
    """
    with pytest.raises(CaseRefused) as caught:
        simulate(model(small(text)), "nu", 10_000, 1)
    assert str(caught.value) == (
        "1.200 perioder, hvor hvert kuld regnes for sig, kan højst gennemregnes 1.387 gange her; vælg færre gennemregninger, en "
        "kortere horisont eller år som periode."
    )
    brief = small(text.replace("start: {hjemme: 1}", "start: {hjemme: 1}, duration: 1"))
    assert simulate(model(brief), "nu", 1_500, 1).draws == 1_500
