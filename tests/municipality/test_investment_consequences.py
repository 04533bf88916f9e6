"""Consequence tables read, judged row by row, and put into a case. Every table here is invented: SØM's own are not public."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import xlsxwriter

from trinvis.calculations.investment.engine import model
from trinvis.cases.case import Alternative, Case, Discount, Distribution, Group, Input, Of, Payer, State
from trinvis.cases.checks import problems
from trinvis.cases.expression import Name, Number, Operation
from trinvis.cases.reading import case_from_yaml
from trinvis.cases.writing import case_to_yaml
from trinvis.intake.result import ReadOptions, Unreadable
from trinvis.municipality.investment_consequence_case import UnknownCourse, parts, with_consequences
from trinvis.municipality.investment_consequence_template import csv_template, xlsx_template
from trinvis.municipality.investment_consequences import Consequences, consequences

HEADING = "Konsekvens;Enhed;Betaler;Forløb;Pris pr. enhed;Prisniveau;År 0;År 1;År 2;Kilde"
TABLE = f"""\
Opdigtet tabel til en prøve
Licens: Opdigtet af Trinvis' prøver; må bruges til alt.
{HEADING}
Kontaktperson;uger;Kommune;Succes;1.000,50;2024;10;4,5;0;opdigtet
Kontaktperson;uger;Kommune;Uden succes;1.000,50;2024;10;20;30,25;opdigtet
Behandling;besøg;Regionen;uden succes;500;2024;0;2;2;
Skat af løn;år;Stat;succes;-20.000;2023;0;0,1;0,25;opdigtet
"""


def read(text: str, **said: object) -> Consequences:
    return consequences(text.encode(), "opdigtet.csv", **said)  # type: ignore[arg-type]


def test_a_table_is_read() -> None:
    made = read(TABLE)
    assert (made.rows, len(made.accepted), made.rejected, made.years) == (4, 4, (), 3)
    assert made.licence == "Opdigtet af Trinvis' prøver; må bruges til alt."
    first, second, third, fourth = made.accepted
    assert (first.row_no, first.label, first.unit, first.payer, first.course) == (4, "Kontaktperson", "uger", "municipality", "succes")  # fmt: skip
    assert (first.price, first.price_level, first.quantities, first.source) == (1000.5, 2024, (10, 4.5, 0), "opdigtet")
    assert (second.course, second.quantities) == ("uden_succes", (10, 20, 30.25))
    assert (third.payer, third.source) == ("region", "")
    assert (fourth.payer, fourth.price, fourth.quantities) == ("state", -20_000, (0, 0.1, 0.25))
    assert made.warnings == ()


def test_a_workbook_is_read_the_same() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Tal")
    sheet.write_row(0, 0, ["Licens", "Opdigtet af Trinvis' prøver; må bruges til alt."])
    for number, line in enumerate(TABLE.splitlines()[2:], start=1):
        for column, text in enumerate(line.split(";")):
            try:
                sheet.write_number(number, column, float(text.replace(".", "").replace(",", ".")))
            except ValueError:
                sheet.write_string(number, column, text)
    book.close()
    made = consequences(out.getvalue(), "opdigtet.xlsx")
    assert [replace(one, row_no=0) for one in made.accepted] == [replace(one, row_no=0) for one in read(TABLE).accepted]
    assert made.licence == read(TABLE).licence


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";uger;Kommune;succes;100;2024;1;1;1;x", "Konsekvens: feltet mangler; skriv, hvad der koster."),
        ("A;uger;Kommune;;100;2024;1;1;1;x", "Forløb: feltet mangler; skriv succes, uden succes eller en tilstands navn."),
        ("A;uger;Kongen;succes;100;2024;1;1;1;x", "Betaler: betaleren mangler eller kendes ikke;"),
        ("A;uger;;succes;100;2024;1;1;1;x", "Betaler: betaleren mangler eller kendes ikke;"),
        ("A;uger;Kommune;succes;;2024;1;1;1;x", "Pris pr. enhed: prisen mangler; skriv den; en manglende pris regnes aldrig som 0 kr.."),
        ("A;uger;Kommune;succes;dyr;2024;1;1;1;x", "Pris pr. enhed: prisen kan ikke læses som et tal;"),
        ("A;uger;Kommune;succes;100;;1;1;1;x", "Prisniveau: prisniveauet mangler eller er intet år;"),
        ("A;uger;Kommune;succes;100;24;1;1;1;x", "Prisniveau: prisniveauet mangler eller er intet år;"),
        ("A;uger;Kommune;succes;100;2024;1;;1;x", "År 1: mængden mangler; skriv den, eller 0, hvor der intet er."),
        ("A;uger;Kommune;succes;100;2024;1;to;1;x", "År 1: mængden kan ikke læses som et tal;"),
        ("A;uger;Kommune;succes;100;2024;1;1;-2;x", "År 2: mængden er under 0;"),
        ("Eksempel: slet rækken;uger;Kommune;succes;100;2024;1;1;1;x", "Konsekvens: rækken er skabelonens eksempel; slet den."),
        ("Kontaktperson;uger;Kommune;succes;1.000,50;2024;10;4,5;0;andet", "Konsekvens: rækken er den samme som række 4; slet den ene."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_listed_with_the_remedy(row: str, said: str) -> None:
    made = read(f"{TABLE}{row}\n")
    (wrong,) = made.rejected
    assert str(wrong).startswith(f"opdigtet.csv, række 8, {said}")
    assert (made.rows, len(made.accepted)) == (5, 4)


def test_a_price_level_of_the_whole_table() -> None:
    text = TABLE.replace(";Prisniveau", "").replace(";2024", "").replace(";2023", "")
    assert len(read(text).rejected) == 4
    assert {one.price_level for one in read(text, price_level=2025).accepted} == {2025}


def test_what_is_no_row_is_counted_and_said() -> None:
    made = read(f"{TABLE}I alt;;;;40.000;;;;;\nAnm.: opdigtet\n")
    assert made.rows == 4
    assert made.warnings == ("opdigtet.csv: 2 rækker er titler, noter eller summer og er ikke læst som konsekvenser.",)
    bare = read("\n".join(TABLE.splitlines()[2:]) + "\nLicens: står nedenunder\n")
    assert (bare.licence, bare.rows) == ("står nedenunder", 4)
    none = read("\n".join(TABLE.splitlines()[2:]) + "\n")
    assert none.licence == ""
    assert "ingen licensnote" in none.warnings[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a;b\n1;2\n", "ligner ikke konsekvenstabel"),
        (TABLE.replace("Betaler", "Hvem"), "mangler kolonnen 'Betaler'"),
        (TABLE.replace("År 1", "Bemærkning"), "kolonnen 'År 1' mangler mellem de andre år"),
        (TABLE.replace("1.000,50", "2.000").replace("500", "1.500"), "Priserne kan læses på to måder"),
        (f"Licens: x\n{HEADING}\nA;uger;Kommune;succes;100;2024;1.234;1.234;1.234;x\n", "Mængderne kan læses på to måder"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(text)


def test_two_readings_may_be_answered() -> None:
    text = f"Licens: x\n{HEADING}\nA;uger;Kommune;succes;100;2024;1.234;1.234;1.234;x\n"
    for form, quantity in (("da", 1234), ("en", 1.234)):
        made = read(text, options=ReadOptions(number_form=form))  # type: ignore[arg-type]
        assert made.accepted[0].quantities == (quantity,) * 3


def test_the_template_is_such_a_table_without_a_row() -> None:
    for content, name in ((csv_template(), "skabelon.csv"), (xlsx_template(), "skabelon.xlsx")):
        made = consequences(content, name)
        assert (made.accepted, made.rows, made.years, made.licence) == ((), 1, 11, "")
        assert "skabelonens eksempel" in str(made.rejected[0])


def case(**changed: object) -> Case:
    """100 persons enter in year 1; as today none succeeds, with the effort 20 % do. Three years, nothing discounted."""
    start = {"som_i_dag": {"fiasko": Number(1.0)}, "indsats": {"hjemme": Name("rate"), "fiasko": Operation("-", Number(1.0), Name("rate"))}}  # fmt: skip
    made = Case(
        name="opdigtet", title="Opdigtet", start_year=2024, horizon=3, price_level=2024,
        alternatives=(Alternative("som_i_dag", "Som i dag"), Alternative("indsats", "Indsats")),
        states=(State("hjemme", "Hjemme"), State("fiasko", "Uden virkning")),
        groups=(Group("deltagere", "Deltagere", {"": Name("indtag")}, {}, start),),
        inputs={
            "rate": Input("rate", "Succesrate", "rate", value=0.2, of=Of("deltagere", Number(100.0)), source="opdigtet", distribution=Distribution("beta", {"mean": 0.2, "sd": 0.05})),
            "indtag": Input("indtag", "Deltagere", "count", by_year=(100.0,), after="zero", source="opdigtet"),
        },
        money=(), payers=(Payer("ishoej", "Ishøj", "municipality"),), discount=Discount(Number(0.0)),
        price_index={2023: 100.0, 2024: 110.0}, price_index_source="opdigtet", licence="Casens egen note.",
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


COURSES = {"succes": "hjemme", "uden_succes": "fiasko"}


def test_a_case_with_the_table_gives_the_hand_worked_sums() -> None:
    """With the effort 20 succeed and 80 do not; as today 100 do not.

    Municipality, saved on 20 persons: 1.000,50 × (quantity without − with): year 0: 0; year 1: 15,5; year 2: 30,25. Region: 500 × 2 × 20 in
    years 1 and 2. State: tax 20.000 × 110/100 × 20 × 0,1 and 0,25.
    """
    whole = with_consequences(case(), read(TABLE), COURSES)
    assert problems(whole) == ()
    assert whole.licence == "Casens egen note.\nOpdigtet af Trinvis' prøver; må bruges til alt."
    assert [(one.name, one.kind) for one in whole.payers] == [("ishoej", "municipality"), ("region", "region"), ("stat", "state")]  # fmt: skip
    run = model(whole).run()
    for payer, years in {
        "ishoej": (0, 20 * 1000.5 * 15.5, 20 * 1000.5 * 30.25),
        "region": (0, 20_000, 20_000),
        "stat": (0, 44_000, 110_000),
    }.items():
        assert run.net("indsats", payer=payer)[:, 0].tolist() == pytest.approx(years), payer


def test_beyond_the_tables_years_the_case_is_refused_rather_than_guessed() -> None:
    whole = with_consequences(case(horizon=4), read(TABLE), COURSES)
    with pytest.raises(Exception, match="after"):
        model(whole).run()


def test_the_case_with_the_table_is_written_and_read_back() -> None:
    whole = with_consequences(case(), read(TABLE), COURSES)
    again = case_from_yaml(case_to_yaml(whole))
    assert [replace(one, line=0) for one in again.money] == [replace(one, line=0) for one in whole.money]
    assert again.licence == whole.licence
    assert {name: one.by_stay for name, one in again.inputs.items()} == {n: one.by_stay for n, one in whole.inputs.items()}  # fmt: skip


def test_without_a_case_the_courses_are_states_of_their_own() -> None:
    made = parts(read(TABLE))
    assert [one.name for one in made.states] == ["succes", "uden_succes"]
    assert [(one.name, one.kind, one.on.state) for one in made.money] == [
        ("k_kontaktperson_succes", "cost", "succes"),
        ("k_kontaktperson_uden_succes", "cost", "uden_succes"),
        ("k_behandling_uden_succes", "cost", "uden_succes"),
        ("k_skat_af_løn_succes", "gain", "succes"),
    ]
    price = made.inputs["k_skat_af_løn_succes_pris"]
    assert (price.value, price.price_level, price.unit) == (20_000, 2023, "kr. pr. år")
    assert price.source == "opdigtet; opdigtet.csv, række 7"
    assert made.inputs["k_behandling_uden_succes_antal"].source == "opdigtet.csv, række 6"


def test_a_table_brought_in_twice_gets_names_of_its_own() -> None:
    once = with_consequences(case(), read(TABLE), COURSES)
    other = read(TABLE.replace("1.000,50", "2.000,00"))
    twice = with_consequences(once, other, COURSES)
    assert len(twice.money) == 8
    assert problems(twice) == ()
    assert twice.licence == once.licence


def test_a_course_that_is_no_state_is_refused() -> None:
    table = read(TABLE.replace("Uden succes", "anbragt"))
    with pytest.raises(UnknownCourse, match="»anbragt« i opdigtet\\.csv er ingen tilstand"):
        with_consequences(case(), table, {"succes": "hjemme"})
    with pytest.raises(UnknownCourse, match="»findes_ikke«"):
        with_consequences(case(), read(TABLE), {"succes": "findes_ikke"})
    named = read(TABLE.replace("Uden succes", "fiasko").replace("uden succes", "fiasko"))
    assert with_consequences(case(), named, {"succes": "hjemme"}).states == case().states
