"""*Resultat*: Ishøj 2018 as published and as told, to the krone; what is not known is no figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from trinvis.municipality.investment import Calculated
from trinvis.municipality.investment_calculated import calculated, invest
from trinvis.municipality.investment_uncertain import simulated
from trinvis.presentation.investment_result import figures_table, result_table
from trinvis.presentation.investment_rows import known_years, own_band
from trinvis.presentation.investment_sentences import (
    answer,
    band_sentence,
    break_even_words,
    chance_sentence,
    money_words,
    needed_sentence,
    who_sentence,
)
from trinvis.reports.table import TOTAL_ROW, ReportTable

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(name: str, reading: str = "", **values: float) -> Calculated:
    return invest(EXAMPLES / f"{name}.yaml", reading, **values)


@pytest.fixture(scope="module")
def published() -> Calculated:
    return example("ishoej-2018-offentliggjort")


def kroner(table: ReportTable, column: str) -> list[int | None]:
    """A column of money in whole kroner, a half away from zero."""
    found = [row[column] for row in table.rows]
    return [None if not isinstance(one, int) else (abs(one) + 50) // 100 * (1 if one >= 0 else -1) for one in found]


def test_the_published_years_to_the_krone(published: Calculated) -> None:
    """[004:694-697] and [004:706]."""
    table = result_table(published)
    assert kroner(table, "net_discounted_oere")[:4] == [-2_175_391, -82_368, 1_677_654, 3_332_551]
    assert kroner(table, "accumulated_discounted_oere")[3] == 2_752_446
    assert table.totals is not None
    assert table.totals["year"] == "I alt, år 1-4"
    assert table.totals["net_discounted_oere"] == 275_244_598


def test_the_years_after_are_a_band_and_no_figure(published: Calculated) -> None:
    """Over the readings that fit, not a fact: years 5-10 at 10 %."""
    table = result_table(published)
    for name in ("net_oere", "accumulated_oere", "net_discounted_oere", "accumulated_discounted_oere"):
        assert kroner(table, name)[4:] == [None] * 6
    assert kroner(table, "low_oere") == [None] * 4 + [
        6_339_728,
        9_848_089,
        13_278_805,
        16_633_153,
        19_912_415,
        22_932_570,
    ]
    assert kroner(table, "high_oere")[-1] == 23_570_369
    assert table.lead[1] == (
        "Fra år 5 kendes forløbet kun som et bånd: de 4 læsninger, der passer, giver mellem 22,93 mio. kr. og 23,57 mio. kr. efter ti år."
    )


def test_a_reading_that_is_asked_for_shows_all_its_years_beside_the_band() -> None:
    table = result_table(example("ishoej-2018-offentliggjort", "minimum"))
    assert kroner(table, "net_discounted_oere")[:4] == [-2_908_165, -1_505_641, -393_620, 653_173]
    assert None not in kroner(table, "net_discounted_oere")
    assert kroner(table, "low_oere")[-1] == 896_030
    assert "Læst som »Succesrate 6 %«." in table.notes


def test_a_reading_without_readings_that_fit_has_no_band() -> None:
    """Own mix: 301.567 in year 4 ([004:232-280]); nobody knows the years after."""
    made = example("ishoej-2018-offentliggjort", "egen_pris")
    assert kroner(result_table(made), "accumulated_discounted_oere")[3] == 301_567
    assert own_band(made, "indsats") is None
    assert known_years(made, "indsats") == 4
    assert "svarer til denne" in band_sentence(made)


def test_the_answer_is_a_sentence_with_figure_and_condition(published: Calculated) -> None:
    """The sum is linear in the rate: at 1 % it is −4.154.253 − 5 × (2.752.446 + 4.154.253) / 4 = −12.787.627."""
    assert answer(published) == (
        "Indsatsen har tjent sig ind i år 4 og giver 2,75 mio. kr. mere, end den koster, efter fire år – hvis 16 børn får succes."
    )
    assert answer(example("ishoej-2018-offentliggjort", "minimum")) == (
        "Indsatsen har tjent sig ind i år 9; efter fire år har den kostet 4,15 mio. kr. mere, end den har givet – hvis 10 børn får succes."
    )
    assert answer(example("ishoej-2018-oplyst")).startswith(
        "Indsatsen har tjent sig ind i år 1 og giver 12,19 mio. kr. mere"
    )
    assert answer(example("ishoej-2018-offentliggjort", succesrate=0.01)).startswith(
        "Indsatsen tjener sig ikke ind inden for ti år; efter fire år har den kostet 12,79 mio. kr. mere, end den har givet – hvis 2 børn"
    )


def test_successes_assumed_and_needed_are_two_things(published: Calculated) -> None:
    """[004:716] prints 16 (and 10); it takes 13,03, so 14, to break even in year 4."""
    assert needed_sentence(published) == (
        "Forudsat: 16 succeser (10 % af 155 er 15,5, rundet op). Nødvendigt for at have tjent sig ind ved udgangen af 4. år: 14 "
        "(13,03, rundet op)."
    )
    rows = {row["label"]: row["text"] for row in figures_table(published).rows}
    assert rows["Forudsatte succeser"] == "16"
    assert rows["Nødvendige succeser"] == "14"
    assert {row["label"]: row["text"] for row in figures_table(example("ishoej-2018-offentliggjort", "minimum")).rows}[
        "Forudsatte succeser"
    ] == "10"


def test_figures_that_hang_on_years_not_known_are_a_span_or_nothing(published: Calculated) -> None:
    rows = {row["label"]: row for row in figures_table(published).rows}
    assert rows["Tjent ind"]["text"] == "i år 4"
    assert rows["Nutidsværdi over 10 år"]["text"] == "22,93 mio. kr. til 23,57 mio. kr."
    assert rows["Intern rente"]["text"] == "–"
    assert rows["Tilbagebetalingstid"]["text"] == "3,1 år"
    assert rows["Indsatsens udgift, 1. år"]["text"] == "1.567.305 kr.", "[004:350]"
    assert rows["Indsatsens udgift over 10 år"]["text"] == "13.603.050 kr.", "[004:346]"
    told = {row["label"]: row["text"] for row in figures_table(example("ishoej-2018-oplyst")).rows}
    assert told["Tilbagebetalingstid"] == "ingen"
    assert told["Nutidsværdi over 10 år"] == "44.023.454 kr."


def test_who_pays_in_the_first_year_and_who_gains(published: Calculated) -> None:
    """[004:376] and [004:379]."""
    assert who_sentence(published).startswith(
        "Indsatsen koster 1.567.305 kr. det første år: Ishøj Kommune 1.263.248 kr. og Vallensbæk Kommune 304.057 kr."
    )
    assert "Over fire år vinder Ishøj Kommune" in who_sentence(published)
    assert "Kommunerne 524,0 mio. kr., Staten 549,0 mio. kr. og Deltagerne 503,0 mio. kr." in who_sentence(
        example("de-utrolige-aar")
    ), "[002:7073-7077]"


def test_one_year_of_accounts() -> None:
    """Herning [004:524-553]: 6.744.000 less on placements, 2.750.000 of effort."""
    table = result_table(example("herning-2013-2015"))
    assert kroner(table, "net_oere") == [3_994_000]
    assert table.totals is not None
    assert table.totals["year"] == "I alt"
    assert table.notes[0] == "Uden rente: nutidsværdien er den samme som årets kroner. Priser i 2015-niveau."


def test_how_sure_it_is(published: Calculated) -> None:
    """A success rate spread evenly from 6 to 10 per cent reaches the 8,41 per cent that it takes in two of five draws."""
    said = chance_sentence(simulated(published, draws=20_000))
    assert said.startswith(("I 39 % af", "I 40 % af", "I 41 % af"))
    assert "senest i år 4; ni af ti giver mellem −3,8" in said
    certain = simulated(example("herning-2013-2015"), draws=10)
    assert chance_sentence(certain) == "Ingen af forudsætningerne har en fordeling, så usikkerheden er ikke regnet."
    nobody = simulated(example("ishoej-2018-offentliggjort", maalgruppe=0), draws=100)
    assert chance_sentence(nobody).startswith("Alle gennemregninger giver −1")
    assert "ni af ti" not in chance_sentence(nobody)


def test_other_values_are_said_and_their_band_counts_no_reading_twice() -> None:
    made = example("ishoej-2018-offentliggjort", succesrate=0.08)
    table = result_table(made)
    assert "Sat til andet end casens: Succesrate: 8 %." in table.notes
    assert ": de læsninger, der passer, giver mellem 11,91 mio. kr." in band_sentence(made)
    assert break_even_words(made, "indsats") == "i år 5"


def test_a_case_in_no_workspace_has_no_addresses_and_one_in_a_workspace_has() -> None:
    from trinvis.municipality.investment_calculated import calculated, case_of_file

    assert result_table(example("ishoej-2018-oplyst")).addresses == {}
    case = case_of_file(EXAMPLES / "ishoej-2018-oplyst.yaml")
    kept = result_table(calculated(case, key="ishoej", basis="2018-01-31"))
    assert kept.addresses[3, "net_discounted_oere"] == (
        "investment/2021/2018-01-31/net_discounted_oere?alternative=indsats&case=ishoej"
    )
    assert (TOTAL_ROW, "net_discounted_oere") in kept.addresses


@pytest.mark.parametrize(
    ("oere", "words"),
    [(275_244_600, "2,75 mio. kr."), (30_156_700, "301.567 kr."), (-415_425_300, "−4,15 mio. kr."), (157_600_000_000, "1.576,0 mio. kr.")],
)  # fmt: skip
def test_amounts_in_sentences(oere: int, words: str) -> None:
    assert money_words(oere) == words


def test_a_case_without_money_makes_no_difference_and_the_table_says_what_is_odd(published: Calculated) -> None:
    empty = calculated(replace(published.case, money=()))
    assert answer(empty) == "Indsatsen gør ingen forskel i penge."
    assert any("hverken udgifter eller gevinster" in note for note in result_table(empty).notes)


def test_a_whole_number_of_successes_is_not_rounded_up(published: Calculated) -> None:
    assert "er 15,5, rundet op)." in needed_sentence(published)
    assert "er 15)." in needed_sentence(example("ishoej-2018-offentliggjort", maalgruppe=150))
