"""The workbook of a business case as it is written: what it holds, what may be changed, and our figures as stored results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "investment"))

from investment_figures import by_label, figures, needed, off, result_rows, section
from random_cases import random_case, random_content

from trinvis.calculations.investment.engine import model, simulate
from trinvis.cases.case import Case
from trinvis.cases.formula import parsed
from trinvis.cases.reading import case_from_dict, case_from_yaml
from trinvis.reports.investment_book import InvestmentBookInput, investment_book


def example(name: str) -> Case:
    return case_from_yaml((files("trinvis.cases") / "examples" / f"{name}.yaml").read_text(encoding="utf-8"), name)


def given(case: Case, **more: Any) -> InvestmentBookInput:
    return InvestmentBookInput(case, model(case).run(), **more)


def opened(content: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def ishoej() -> Case:
    return example("ishoej-2018-offentliggjort")


@pytest.fixture(scope="module")
def book(ishoej: Case) -> Any:
    readings = {one.name: model(ishoej, one.name).run() for one in ishoej.readings}
    simulated = (simulate(model(ishoej), "indsats", 1_000, 7),)
    made = given(ishoej, readings=readings, simulated=simulated, made_on=date(2026, 9, 30), program="1.2")
    return opened(investment_book(made))


class TestIshoej:
    """The published calculation, [004:688-716] and steering-and-investment.md 4.17, 4.18."""

    def test_the_four_published_years_and_what_they_add_up_to(self, ishoej: Case, book: Any) -> None:
        rows = result_rows(book, ishoej, "Ishøj-model i Børneteamet")
        net = [round(value) for value in rows["Nettogevinst, nutidsværdi"][3:7]]
        assert net == [-2_175_391, -82_368, 1_677_654, 3_332_551]
        assert round(rows["Akkumuleret, nutidsværdi"][6]) == 2_752_446
        assert rows["Tjent hjem i år nr."][1] == 4
        assert rows["Kalenderår"][1] == 2021

    def test_successes_assumed_are_not_successes_needed(self, ishoej: Case, book: Any) -> None:
        rows = result_rows(book, ishoej, "Ishøj-model i Børneteamet")
        label = "Succeser, der skal til for at have tjent sig hjem ved udgangen af år 4"
        assert rows["Forudsatte succeser"][1] == 15.5
        assert round(rows[label][1], 2) == 13.03
        sheet = book["Resultat"]
        wholes = [row[1].value for row in sheet.iter_rows() if row[0].value == "– i hele personer"]
        assert wholes == [16, 14]

    def test_six_per_cent_is_a_reading(self, book: Any) -> None:
        title = "Ishøj-model i Børneteamet mod Som i dag: nettogevinst år for år, nutidsværdi, kr."
        row = by_label(section(book["Læsninger"], title), "Succesrate 6 %")
        assert [round(value) for value in row[5:9]] == [-2_908_165, -1_505_641, -393_620, 653_173]

    def test_the_two_municipalities_share_the_first_year(self, ishoej: Case, book: Any) -> None:
        """1.263.248 and 304.057 of 1.567.305 [004:368-371]."""
        rows = section(book["Fordeling"], "Ishøj-model i Børneteamet: uden diskontering")
        effort = [one.label for one in ishoej.money if one.effort]
        shares = dict.fromkeys(("Ishøj Kommune", "Vallensbæk Kommune"), 0.0)
        for (line, payer), row in ((key[:2], row) for key, row in rows.items()):
            shares[payer] += row[3] if line in effort else 0
        assert [round(value) for value in shares.values()] == [1_263_248, 304_057]

    def test_the_first_page_answers_in_a_sentence(self, book: Any) -> None:
        said = [row[0].value for row in book["Forside"].iter_rows() if row[0].value]
        sentence = "Ishøj-model i Børneteamet giver over 10 år en samlet nettogevinst på 22.932.570 kr. "
        assert any(str(text).startswith(sentence) for text in said)
        assert "Lavet 30.09.2026 med Trinvis 1.2" in said

    def test_simulated_figures_say_how_they_were_drawn(self, book: Any) -> None:
        said = [row[0].value for row in book["Simulering"].iter_rows()]
        assert "1.000 trækninger, frø 7, tilfældige tal" in said

    def test_every_input_tells_its_source_and_what_it_is_a_share_of(self, ishoej: Case, book: Any) -> None:
        rows = {row[10]: row for row in book["Forudsætninger"].iter_rows(values_only=True)}
        assert set(ishoej.inputs) <= set(rows)
        assert rows["succesrate"][1] == 0.1
        assert rows["succesrate"][4] == "alle børn med en sag i Børneteamet (ikke de anbragte) (maalgruppe)"
        assert rows["anbringelsespris"][5:8] == ("2016", "A", "[004:283]")


@pytest.mark.parametrize("seed", range(100, 112))
def test_stored_results_are_the_engines_figures(seed: int) -> None:
    """A viewer that does not compute shows the same."""
    case = random_case(seed)
    made = given(case, needed={one.name: needed(case, one.name) for one in case.alternatives[1:]})
    wrong = [one for one in figures(opened(investment_book(made)), case, made.run) if off(one)]
    assert wrong == []


def test_a_row_may_be_as_short_as_the_longest_stay() -> None:
    """Everybody is there for two years; what the chance is in a third, nobody needs to say."""
    content = random_content(9)
    content["inputs"]["t"].update(by_stay=[0.1, 0.2], after="refuse")
    for group in content["groups"].values():
        group["duration"] = 2
    case = case_from_dict(content)
    made = given(case, needed={one.name: needed(case, one.name) for one in case.alternatives[1:]})
    assert case.horizon > 2
    assert [one for one in figures(opened(investment_book(made)), case, made.run) if off(one)] == []


def test_amounts_and_persons_are_live(ishoej: Case) -> None:
    book = opened(investment_book(given(ishoej)), values=False)
    for sheet in ("Forløb", "Beregning", "Penge", "Fordeling", "Hvem betaler", "Effekter", "Resultat"):
        numbers = [cell for cell in _cells(book[sheet]) if isinstance(cell.value, int | float)]
        live = [cell for cell in _cells(book[sheet]) if str(cell.value).startswith("=")]
        assert len(live) > 20, sheet
        # amounts of 1 per person, times until the end of a period, and Trinvis' own figure to compare with
        assert all(sheet in ("Beregning", "Resultat") and cell.column < 14 for cell in numbers), sheet


def test_nothing_in_it_changes_by_itself(ishoej: Case) -> None:
    """No function that gives something else the next time, or finds its cells while it runs; no macros."""
    content = investment_book(given(ishoej))
    moving = ("NOW(", "TODAY(", "RAND", "OFFSET(", "INDIRECT(", "CELL(", "INFO(")
    for sheet in opened(content, values=False):
        for cell in _cells(sheet):
            if str(cell.value).startswith("="):
                assert cell.value[1] != "="
                assert not any(name in cell.value for name in moving), cell.value
    assert b"vbaProject" not in content


def test_the_same_case_gives_the_same_file_twice() -> None:
    made = given(random_case(3))
    assert investment_book(made) == investment_book(made)


def test_a_text_of_the_case_is_never_a_formula(ishoej: Case) -> None:
    attack = '=HYPERLINK("http://eksempel")'
    line = replace(ishoej.money[0], label=attack, centre=attack)
    case = replace(ishoej, title=attack, note=attack, money=(line, *ishoej.money[1:]))
    book = opened(investment_book(given(case)), values=False)
    cells = [cell for sheet in book for cell in _cells(sheet) if str(cell.value).startswith("=HYPERLINK")]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_quotes_in_a_label_stay_in_the_sentence(ishoej: Case) -> None:
    first, second = ishoej.alternatives
    case = replace(ishoej, alternatives=(first, replace(second, label='"Tidlig" indsats')))
    book = opened(investment_book(given(case)), values=False)
    formula = next(cell.value for cell in _cells(book["Forside"]) if str(cell.value).startswith("="))
    assert formula.startswith('="""Tidlig"" indsats"&IF(')


def test_an_answer_that_does_not_last_says_so(ishoej: Case) -> None:
    """A gain in year 1 that later years eat up."""
    once = replace(ishoej.money[2], on=replace(ishoej.money[2].on, years=(9,)), amount=parsed("99000000"))
    early = replace(ishoej.money[2], name="tidlig", label="Tidlig gevinst", kind="gain", amount=parsed("9000000"))
    case = replace(ishoej, money=(once, early))
    said = [str(cell.value) for cell in _cells(opened(investment_book(given(case)))["Forside"])]
    sentence = next(text for text in said if text.startswith("Ishøj-model i Børneteamet koster over 10 år netto"))
    assert sentence.endswith("og har tjent sig hjem i 2018 (år 1), men kommer under 0 igen senere.")


def test_a_case_with_one_alternative_has_no_answer_and_says_so(ishoej: Case) -> None:
    book = opened(investment_book(given(replace(ishoej, alternatives=ishoej.alternatives[:1], readings=()))))
    said = [str(cell.value) for cell in _cells(book["Forside"])]
    assert "Casen har kun ét alternativ; der er ikke noget at sammenligne med." in said


def test_successes_that_no_formula_gives_are_not_left_out(ishoej: Case) -> None:
    """Relapse that grows with the success rate: the net gain is no straight line in it."""
    relapse = replace(ishoej.inputs["tilbagefald"], by_year=None, formula=parsed("succesrate * 2"))
    case = replace(ishoej, inputs={**ishoej.inputs, "tilbagefald": relapse})
    rows = result_rows(opened(investment_book(given(case))), case, "Ishøj-model i Børneteamet")
    row = rows["Succeser, der skal til for at have tjent sig hjem ved udgangen af år 4"]
    assert row[1:3] == ["ikke regnet", "nettogevinsten følger ikke succesraten lineært"]


class TestTooLarge:
    """A case whose courses would fill more cells than allowed."""

    @pytest.fixture
    def made(self, ishoej: Case) -> InvestmentBookInput:
        return given(ishoej, most_cells=500)

    def test_it_says_so(self, made: InvestmentBookInput) -> None:
        book = opened(investment_book(made))
        said = [str(cell.value) for cell in _cells(book["Forside"])]
        assert any("for mange perioder og tilstande" in text for text in said)
        assert not {"Beregning", "Fordeling", "Kuld"} & set(book.sheetnames)

    def test_courses_are_values_and_answers_live(self, ishoej: Case, made: InvestmentBookInput) -> None:
        content = investment_book(made)
        formulas, values = opened(content, values=False), opened(content)
        assert not any(str(cell.value).startswith("=") for cell in _cells(formulas["Forløb"]))
        rows = result_rows(values, ishoej, "Ishøj-model i Børneteamet")
        assert round(rows["Akkumuleret, nutidsværdi"][6]) == 2_752_446
        live = result_rows(formulas, ishoej, "Ishøj-model i Børneteamet")
        assert str(live["Akkumuleret, nutidsværdi"][6]).startswith("=")

    def test_successes_needed_are_a_value_and_say_so(self, ishoej: Case, made: InvestmentBookInput) -> None:
        takes = {"indsats": needed(ishoej, "indsats")}
        rows = result_rows(opened(investment_book(replace(made, needed=takes))), ishoej, "Ishøj-model i Børneteamet")
        row = rows["Succeser, der skal til for at have tjent sig hjem ved udgangen af år 4"]
        assert round(row[1], 2) == 13.03
        assert row[2].startswith("værdi")


def _cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
