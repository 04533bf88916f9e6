"""Broken case files: each is the whole case with one thing changed, and is refused with the line, the field and what to do."""

from __future__ import annotations

import pytest
from tests.cases.whole import WHOLE

from trinvis.cases.reading import CaseError, Problem, case_from_yaml

BROKEN: tuple[tuple[str, str, str, str, str, str], ...] = (
    # what stands, what it is changed to, field, start of the line, words of the message, words of the remedy
    # the file
    ("inputs:\n", "inputs:\n\tx: 1\n", "", "x: 1", "tabulator", "brug mellemrum"),
    ("rate: 4 %, timing: end}", "rate: 4 %, timing: end", "", "discount: {rate", "bliver ikke lukket", "sæt ]"),
    ("title: Tidlig hjælp", "title: Tidlig: hjælp", "", "title: Tidlig: hjælp", "kolon", "anførselstegn"),
    ("title: Tidlig hjælp", 'title: "Tidlig hjælp', "", 'title: "Tidlig', "anførselstegn bliver ikke lukket", "anførselstegn"),
    ("title: Tidlig hjælp", "title: @hjælp", "", "title: @hjælp", "et tegn, som YAML ikke tillader", "anførselstegn"),
    ("horizon: 4", " horizon: 4", "", "horizon: 4", "kolon", "indrykningen"),
    ("amount: pris", "amount: &a pris", "money.pladser.amount", "amount: &a", "Henvisninger", "skriv værdien"),
    ("amount: pris", "amount: *a", "money.pladser.amount", "amount: *a", "Henvisninger", "skriv værdien"),
    ("amount: pris", "amount: !!python/name:os.system", "money.pladser.amount", "amount: !!", "typer (!)", "anførselstegn"),
    ("horizon: 4\n", "horizon: 4\nhorizon: 5\n", "horizon", "horizon: 5", "står to gange; det stod også i linje 4", "slet den ene"),
    ("  pris:\n", "  antal: {label: Igen, kind: count, value: 1}\n  pris:\n", "inputs.antal", "antal: {label: Igen", "Feltet antal står to gange", "hvert sit navn"),
    ("application:", "---\napplication:", "", "---", "flere cases", "en fil til hver"),
    # fields
    ("horizon: 4", "horison: 4", "horison", "horison: 4", "Feltet »horison« findes ikke", "mente du horizon?"),
    ("horizon: 4\n", "", "horizon", "case: prøve", "Tidshorisont mangler", "skriv horizon: 10"),
    ("price_level: 2018\n", "", "price_level", "case: prøve", "Prisniveau mangler", "skriv price_level: 2016"),
    ("discount: {rate: 4 %, timing: end}\n", "", "discount", "case: prøve", "Diskontering mangler", "skriv discount: {rate"),
    ("case: prøve-2018", "case: Prøve 2018", "case", "case: Prøve 2018", "kan ikke være casens navn", "små bogstaver"),
    ("title: Tidlig hjælp", "title:", "title", "title:", "Titel er tom", "skriv den"),
    ("title: Tidlig hjælp", "title: [Tidlig, hjælp]", "title", "title: [", "Titel er en tekst", "efter kolonet"),
    ("horizon: 4", "horizon: 0", "horizon", "horizon: 0", "kan ikke være 0", "fra 1 til 100"),
    ("horizon: 4", "horizon: 101", "horizon", "horizon: 101", "kan ikke være 101", "fra 1 til 100"),
    ("horizon: 4", "horizon: 4,5", "horizon", "horizon: 4,5", "kan ikke være 4,5", "helt tal"),
    ("horizon: 4", "horizon: fire", "horizon", "horizon: fire", "»fire« er ikke et tal", "skriv fx"),
    ("horizon: 4", "horizon: 4\nperiod: yearly", "period", "period: yearly", "kan ikke være »yearly«", "mente du year?"),
    ("kind: municipality", "kind: kommune", "payers.kommunen.kind", "kommunen: {", "kan ikke være »kommune«", "municipality (kommunen selv)"),
    ("step: 5", "step: 7", "states.anbragt.step", "anbragt: {", "Trin kan ikke være 7", "fra 1 til 6"),
    ("  hjemme: {label: Hjemme, step: 3}", "  Hjemme: {label: Hjemme, step: 3}", "states.Hjemme", "Hjemme: {", "kan ikke være et navn", "skriv fx hjemme"),
    ("  hjemme: {label: Hjemme", "  '': {label: Intet}\n  hjemme: {label: Hjemme", "states.", "'': {", "Navnet er tomt", "små bogstaver"),
    ("  antal: {label: Børn, kind: count, value: 155}", "  aar: {label: Børn, kind: count, value: 155}\n  antal: {label: Børn, kind: count, value: 1}", "inputs.aar", "aar: {", "Navnet aar er taget", "skriv fx aar_1"),
    ("alternatives:\n  som_i_dag: Som i dag\n  indsats: Indsats", "alternatives: {}", "alternatives", "alternatives: {}", "Alternativer er tom", "som_i_dag"),
    ("perspective: [kommunen]", "perspective: [kommune]", "perspective", "perspective:", "Betaleren kommune findes ikke", "mente du kommunen?"),
    ("  - {from: hjemme, to:", "  - {type: x, from: hjemme, to:", "transitions.1.type", "- {type", "Feltet »type« findes ikke", "kendte felter er from, to"),
    ("transitions:\n  - {from: hjemme, to: anbragt, chance: tilbage, alternatives: [indsats]}", "transitions: {from: hjemme, to: anbragt, chance: tilbage}", "transitions", "transitions:", "er en liste", "bindestreg"),
    # numbers
    ("value: 709502", "value: 709.502", "inputs.pris.value", "value: 709.502", "læses som 709 kroner og 50 øre", "skriv 709502"),
    ("value: 709502", "value: 709,502", "inputs.pris.value", "value: 709,502", "læses som 709 kroner og 50 øre", "skriv 709502"),
    ("value: 709502", "value: 709502 kr.", "inputs.pris.value", "value: 709502 kr.", "er ikke et tal", "skriv fx 709502"),
    ("value: 709502", "value: 6 %", "inputs.pris.value", "value: 6 %", "er en andel", "uden %"),
    ("value: 709502", "value: .nan", "inputs.pris.value", "value: .nan", "kan regnes med", "skriv et tal"),
    ("value: 709502", "value: .inf", "inputs.pris.value", "value: .inf", "kan regnes med", "skriv et tal"),
    ("value: 709502", "value: 1e20", "inputs.pris.value", "value: 1e20", "for stort", "10.000 mia."),
    ("amount: 500000", "amount: 500.000", "money.rådgiver.amount", "rådgiver:", "læses som 500 kroner og 0 øre", "skriv 500000"),
    ("amount: pris", "amount: pris + 12.500", "money.pladser.amount", "amount: pris +", "læses som 12 kroner og 50 øre", "skriv 12500"),
    ("kind: count, value: 155", "kind: count, value: 1.155", "inputs.antal.value", "antal: {", "læses som 1,155", "skriv 1155"),
    ("[0 %, 1 %, 1 %, 1 %]", "[0,01, 0,02]", "inputs.vækst.growth_by_year", "vækst: {", "Kommaet i 0,01 kan læses på to måder", "skriv 0.01"),
    ("[0 %, 1 %, 1 %, 1 %]", "1 %", "inputs.vækst.growth_by_year", "vækst: {", "er en liste af tal", "kantede parenteser"),
    # inputs
    ("    of: børn med en sag\n", "", "inputs.rate.of", "rate:", "Andelen rate har ingen nævner", "skriv, hvad den er en andel af"),
    ("    price_level: 2016\n", "", "inputs.pris.price_level", "pris:", "mangler årstal for sine priser", "price_level: 2018"),
    ("    price_level: 2016\n", "    price_level: 2014\n", "inputs.pris.price_level", "price_level: 2014", "prisindekset mangler 2014", "skriv indekset for 2014"),
    ("years: {2016: 100, 2018: 104}", "years: {2016: 100}", "inputs.pris.price_level", "price_level: 2016", "prisindekset mangler 2018", "under price_index"),
    ("years: {2016: 100, 2018: 104}", "years: {2016: 100, to: 104}", "price_index.years.to", "price_index:", "er ikke et årstal", "2016: 100"),
    ("years: {2016: 100, 2018: 104}", "years: {2016: 0, 2018: 104}", "price_index.years.2016", "price_index:", "er 0", "over 0"),
    ("    value: 8 %\n", "", "inputs.rate", "rate:", "rate har ingen værdi", "skriv en af value"),
    ("    value: 20 %\n", "    by_stay: [20 %]\n", "inputs.tilbage.distribution", "distribution: {form: beta", "er ikke ét tal", "skriv value"),
    ("value: 155}", "value: 155, formula: 31 * 5}", "inputs.antal.formula", "antal: {", "sagt på flere måder", "behold den ene"),
    ("kind: count, value: 155}", "kind: count}", "inputs.antal", "antal: {", "antal har ingen værdi", "skriv en af value"),
    ("    value: 8 %\n", "    value: 108 %\n", "inputs.rate.value", "value: 108 %", "rate er 108 %", "ret tallet"),
    ("    value: 8 %\n", "    value: 8\n", "inputs.rate.value", "value: 8", "en andel ligger mellem 0 og 100 %", "skriv 8 %"),
    ("    value: 8 %\n", "    value: -8 %\n", "inputs.rate.value", "value: -8 %", "rate er -8 %", "ret tallet"),
    ("value: 155}", "value: 1000000000}", "inputs.antal.value", "antal: {", "antal er 1000000000", "højst 10 mio. personer pr. gruppe og år"),
    ("value: 155}", "value: -1}", "inputs.antal.value", "antal: {", "antal er -1", "0 eller over"),
    ("growth_by_year: [0 %, 1 %, 1 %, 1 %]", "growth_by_year: [0 %, 1 %], after: refuse", "inputs.vækst.growth_by_year", "vækst: {", "har 2 værdier, og der skal bruges 4", "after: last eller zero"),
    ("kind: index, growth", "kind: amount, price_level: 2018, growth", "inputs.vækst.growth_by_year", "vækst: {", "En vækst giver en faktor", "kind: index"),
    ("formula: antal * rate", "formula: antal * ratee", "inputs.succeser.formula", "succeser: {", "Inputtet ratee findes ikke", "mente du rate?"),
    ("formula: antal * rate", "formula: antal * * rate", "inputs.succeser.formula", "succeser: {", "* står et forkert sted (tegn 9)", "et tal, et navn"),
    ("formula: antal * rate", "formula: antal / (rate - 0.08)", "inputs.succeser.formula", "succeser: {", "kan ikke regnes ud", "deles med 0"),
    ("value: 155}", "formula: succeser / rate}", "inputs.antal.formula", "antal: {", "går i ring: antal → succeser → antal", "giv et af inputtene et tal"),
    ("formula: antal * rate", "formula: succeser", "inputs.succeser.formula", "succeser: {", "går i ring: succeser → succeser", "et tal (value)"),
    # distributions
    ("min: 6 %, likely: 8 %, max: 10 %", "min: 9 %, likely: 8 %, max: 10 %", "inputs.rate.distribution", "distribution: {form: tri", "går fra 0,09 til 0,1", "min ≤ likely ≤ max"),
    ("min: 6 %, likely: 8 %, max: 10 %", "min: 6 %, max: 10 %", "inputs.rate.distribution", "distribution: {form: tri", "er givet ved min, max", "skriv min og likely og max"),
    ("form: triangular", "form: trekant", "inputs.rate.distribution.form", "distribution: {form: tre", "kan ikke være »trekant«", "triangular (trekantfordeling)"),
    ("likely: 8 %, max: 10 %", "likely: 80 %, max: 110 %", "inputs.rate.distribution", "distribution: {form: tri", "når uden for det mulige: rate er 110 %", "ret tallet"),
    ("mean: 20 %, sd: 5 %", "mean: 20 %, sd: 50 %", "inputs.tilbage.distribution", "distribution: {form: beta", "har spredningen 0,5", "sd under 0,4"),
    ("mean: 20 %, sd: 5 %", "mean: 120 %, sd: 5 %", "inputs.tilbage.distribution", "distribution: {form: beta", "har middelværdien 1,2", "mellem 0 og 1"),
    ("mean: 20 %, sd: 5 %", "mean: 20 %, sd: 0", "inputs.tilbage.distribution", "distribution: {form: beta", "har spredningen 0", "sd over 0"),
    ("mean: 20 %, sd: 5 %", "alpha: 0, beta: 3", "inputs.tilbage.distribution", "distribution: {form: beta", "alpha eller beta på 0", "over 0"),
    ("    value: 8 %\n", "    value: 11 %\n", "inputs.rate.value", "value: 11 %", "ligger uden for sin fordeling (0,06 til 0,1)", "ret value, min eller max"),
    ("{form: triangular, min: 6 %, likely: 8 %, max: 10 %}", "{form: empirical, values: [8 %]}", "inputs.rate.distribution", "distribution: {form: emp", "kun én værdi", "mindst to"),
    # groups and transitions
    ("    duration: 3", "    duration: -3", "groups.børn.duration", "duration: -3", "Varigheden af børn er -3", "ikke være under 0"),
    ("    duration: 3", "    duration: vækst", "groups.børn.duration", "duration: vækst", "ændrer sig med tiden", "ét tal"),
    ("    enters: succeser\n", "", "groups.børn", "børn:", "har ingen personer", "skriv enters"),
    ("    enters: succeser\n", "    enters: antal * 10^7\n", "groups.børn.enters", "enters: antal", "er 1550000000", "højst 10 mio. personer pr. gruppe og år"),
    ("    enters: succeser\n", "    enters: succeser * forloeb\n", "groups.børn.enters", "enters: succeser *", "hvor længe en person har været med", "brug aar eller periode"),
    ("    enters: succeser\n", "    enters: {indsat: succeser}\n", "groups.børn.enters", "enters: {indsat", "Alternativet indsat findes ikke", "mente du indsats?"),
    ("indsats: {hjemme: 1}}", "indsats: {hjem: 1}}", "groups.børn.start.indsats", "start: {", "Tilstanden hjem findes ikke", "mente du hjemme?"),
    ("indsats: {hjemme: 1}}", "indsats: {hjemme: 0.5, anbragt: 0.4}}", "groups.børn.start.indsats", "start: {", "giver tilsammen 90 %", "100 %"),
    ("start: {som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}", "start: {som_i_dag: {anbragt: 1}}", "groups.børn.start", "start: {", "begynder ingen steder i alternativet indsats", "indsats: {anbragt: 1}"),
    ("to: anbragt, chance", "to: anbrakt, chance", "transitions.1.to", "- {from", "Tilstanden anbrakt findes ikke", "mente du anbragt?"),
    ("to: anbragt, chance", "to: hjemme, chance", "transitions.1", "- {from", "til sig selv", "slet den"),
    ("chance: tilbage", "chance: tilbage * 6", "transitions.1.chance", "- {from", "er 120 %", "mellem 0 og 100 %"),
    ("chance: tilbage", "chance: 0.1 - tilbage", "transitions.1.chance", "- {from", "er -10 %", "mellem 0 og 100 %"),
    ("chance: tilbage", "chance: forloeb / 3", "transitions.1.chance", "- {from", "er 133,333333333 %", "mellem 0 og 100 %"),
    ("alternatives: [indsats]}\nmoney", "alternatives: [indsats]}\n  - {from: hjemme, to: anbragt, chance: 90 %}\nmoney", "transitions.2.chance", "- {from: hjemme, to: anbragt, chance: 90", "giver tilsammen 110 % i indsats", "højst giver 100 %"),
    ("alternatives: [indsats]}\nmoney", "groups: [voksne]}\nmoney", "transitions.1.groups", "- {from", "Gruppen voksne findes ikke", "kendte er børn"),
    # money and effects
    ("on: {state: anbragt}\n", "on: {state: anbragte}\n", "money.pladser.on", "on: {state: anbragte}", "Tilstanden anbragte findes ikke", "mente du anbragt?"),
    ("on: {state: anbragt}\n", "on: {tilstand: anbragt}\n", "money.pladser.on", "on: {tilstand", "Under on står", "skriv netop ét af state, move"),
    ("on: {state: anbragt}\n", "on: {move: {from: anbragt, to: hjemme}}\n", "money.pladser.on.move", "on: {move", "Ingen går fra anbragt til hjemme", "under transitions"),
    ("on: {year: all}", "on: {years: [1, 9]}", "money.rådgiver.on", "rådgiver:", "År 9 ligger uden for casens 4 år", "brug år 1 til 4"),
    ("on: {year: all}", "on: {once: 2018}", "money.rådgiver.on.once", "rådgiver:", "kan ikke være 2018", "fra 1 til 100"),
    ("kommunen: 80 %, nabo: 20 %", "kommunen: 80 %, nabo: 19 %", "money.pladser.payers", "payers: {kommunen", "giver tilsammen 99 %", "100 %"),
    ("kommunen: 80 %, nabo: 20 %", "kommunen: 180 %, nabo: -80 %", "money.pladser.payers.kommunen", "payers: {kommunen", "Andelen er 180 %", "mellem 0 og 100 %"),
    ("kommunen: 80 %, nabo: 20 %", "kommunen: 80 %, naboen: 20 %", "money.pladser.payers", "payers: {kommunen", "Betaleren naboen findes ikke", "mente du nabo?"),
    ("unit: barneår, ", "", "effects.år_hjemme.unit", "år_hjemme:", "Enhed mangler", "skriv unit: barneår"),
    # the rest
    ("rate: 4 %, timing", "rate: 40 %, timing", "discount.rate", "discount: {", "Renten er 40 % om året", "fra -5 til 20 %"),
    ("rate: 4 %, timing", "rate: 4 %, finansministeriet: 2018-01-01, timing", "discount", "discount: {", "på to måder", "behold rate eller"),
    ("rate: 4 %, timing", "finansministeriet: 1. januar, timing", "discount.finansministeriet", "discount: {", "er ikke en dato", "2018-01-01"),
    ("rate: 4 %, timing", "timing", "discount", "discount: {", "Renten mangler", "skriv rate: 4 %"),
    ("inputs: {rate: 6 %}", "inputs: {raten: 6 %}", "readings.lav.inputs", "lav: {", "Inputtet raten findes ikke", "mente du rate?"),
    ("inputs: {rate: 6 %}", "inputs: {rate: 600 %}", "readings.lav.inputs.rate.value", "lav: {", "I læsningen lav: rate er 600 %", "skriv 6 %"),
    ("inputs: {rate: 6 %}", "inputs: {tilbage: 60 %, pris: {price_level: 2014}}", "readings.lav.inputs.pris.price_level", "lav: {", "I læsningen lav: pris er i 2014-priser", "indekset for 2014"),
    ("value: -0.4", "value: -1.4", "correlations.1.value", "- {between", "ligger ikke mellem -1 og 1", "skriv fx 0.3"),
    ("between: [rate, tilbage]", "between: [rate, antal]", "correlations.1.between", "- {between", "antal er ikke usikkert", "skriv en distribution"),
    ("between: [rate, tilbage]", "between: [rate]", "correlations.1.between", "- {between", "er to input", "kantede parenteser"),
    ("between: [rate, tilbage]", "between: [rate, tilbagefald]", "correlations.1.between", "- {between", "Inputtet tilbagefald findes ikke", "mente du tilbage?"),
    ("target: antal, year: 4", "target: vækst, year: 4", "success.target", "success: {", "vækst er ikke ét tal", "value eller formula"),
    ("target: antal, year: 4", "target: antal, year: 9", "success.year", "success: {", "År 9 ligger uden for", "brug år 1 til 4"),
    ("grade: B", "grade: E", "knowledge.1.grade", "- {text: Herning", "kan ikke være »E«", "A (egne regnskaber"),
    ("{text: Skole, why", "{text: Skole, at de ikke er med, why", "left_out.1.at de ikke er med", "- {text: Skole", "findes ikke", "sæt teksten i anførselstegn"),
    ("application: {purpose:", "application: {formaal:", "application.formaal", "application: {", "Overskriften »formaal« findes ikke", "purpose"),
)  # fmt: skip


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as error:
        case_from_yaml(text, "prøve.yaml")
    assert str(error.value).count("\n") == len(error.value.problems) - 1
    assert all(line.startswith("prøve.yaml, linje ") for line in str(error.value).splitlines())
    return error.value.problems


def test_the_whole_case_is_read() -> None:
    assert case_from_yaml(WHOLE).title == "Tidlig hjælp"


@pytest.mark.parametrize(
    ("old", "new", "field", "line", "message", "remedy"), BROKEN, ids=[new for _, new, *_ in BROKEN]
)
def test_a_broken_case_says_where_what_and_what_to_do(
    old: str, new: str, field: str, line: str, message: str, remedy: str
) -> None:
    assert WHOLE.count(old) == 1
    text = WHOLE.replace(old, new)
    (problem,) = refused(text)
    assert problem.field == field
    assert text.splitlines()[problem.line - 1].strip().startswith(line)
    assert message in problem.message
    assert remedy in problem.remedy


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = (
        WHOLE.replace("horizon: 4", "horizon: 400")
        .replace("step: 5", "step: 50")
        .replace("on: {state: anbragt}", "on: {state: anbrakt}")
    )
    text = (
        text.replace("    of: børn med en sag\n", "")
        .replace("grade: B", "grade: X")
        .replace("chance: tilbage", "chance: tilbag")
    )
    assert [one.field for one in refused(text)] == [
        "horizon",
        "states.anbragt.step",
        "inputs.rate.of",
        "transitions.1.chance",
        "money.pladser.on",
        "knowledge.1.grade",
    ]


def test_correlations_that_cannot_all_be_true_are_refused() -> None:
    third = "  pris_usikker: {label: P, kind: number, value: 1, distribution: {form: gamma, mean: 1, sd: 1}}\ngroups:\n"
    more = "value: 0.9}\n  - {between: [rate, pris_usikker], value: 0.9}\n  - {between: [tilbage, pris_usikker], value: -0.9}"
    (problem,) = refused(WHOLE.replace("groups:\n", third, 1).replace("value: -0.4}", more))
    assert problem.field == "correlations"
    assert "ikke alle gælde på én gang" in problem.message


def test_a_file_that_is_not_utf8_is_refused_at_its_line() -> None:
    with pytest.raises(CaseError) as error:
        case_from_yaml("case: a\ntitle: Børn".encode("latin-1"))
    (problem,) = error.value.problems
    assert (problem.line, problem.message, problem.remedy) == (2, "Filen er ikke UTF-8", "gem den som UTF-8")


@pytest.mark.parametrize("text", ["", "\n# intet\n", "- a\n- b\n", "en sag"])
def test_what_is_no_case_at_all_says_how_one_begins(text: str) -> None:
    assert any("case" in problem.remedy for problem in refused(text))
