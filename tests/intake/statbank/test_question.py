"""What is asked for by default avoids the traps of each table."""

from __future__ import annotations

import pytest
from tests.intake.statbank.standin import StandIn

from trinvis.intake import Unreadable
from trinvis.intake.statbank.catalogue import table, tables
from trinvis.intake.statbank.client import StatBank
from trinvis.intake.statbank.question import Question, question, refuse_short


@pytest.fixture
def ask(client: StatBank, standin: StandIn):  # type: ignore[no-untyped-def]
    def asked(name: str, years: tuple[int, int] | None = None) -> Question:
        return question(table(name), client.tableinfo(name), list(standin.names()), years)

    return asked


def test_accounts_in_thousands_of_kroner_without_overlaps(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask("REGK31", (2018, 2023))
    assert made.values["PRISENHED"] == ("LOBM",)
    assert made.values["ART"] == ("UE", "I")
    assert made.values["FUNKTION"] == ("52820", "52821", "52822", "55772")
    assert made.values["DRANST"] == ("1", "2", "3")
    assert len(made.values["OMRÅDE"]) == 98
    assert not {"000", "084", "910"} & set(made.values["OMRÅDE"])
    assert made.values["Tid"] == ("2018", "2019", "2020", "2021", "2022", "2023")
    assert (made.cells, made.body["format"]) == (98 * 4 * 3 * 2 * 6, "CSV")
    assert (made.file_name, made.body["valuePresentation"]) == ("REGK31_2018-2023.csv", "Code")


def test_more_than_a_million_cells_are_asked_for_as_bulk(ask) -> None:  # type: ignore[no-untyped-def]
    made = Question(table("REGK31"), {"OMRÅDE": ("1",) * 1001, "Tid": ("2018",) * 1000}, "")
    assert made.body["format"] == "BULK"
    assert ask("REGK31").values["Tid"][0] == "2007"


def test_joint_keys_are_listed_and_not_starred(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("REGKC").values["DRANST1"] == ("152821003", "152822001", "252207001", "155772009")
    assert set(ask("REGKC").values["EJER"]) == {"0", "1", "2", "3", "4"}


def test_budgets_have_another_area(ask) -> None:  # type: ignore[no-untyped-def]
    assert len(ask("BUDK32").values["REGI07A"]) == 98


def test_totals_by_their_own_codes(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask("UND1")
    assert (made.values["ALDER1"], made.values["KON"]) == (("00",), ("0",))
    assert len(made.values["UNDERRETERE"]) == 5


def test_municipalities_and_the_country_but_not_the_unknown_one(ask) -> None:  # type: ignore[no-untyped-def]
    areas = ask("ANBAAR12").values["ADMKOM"]
    assert (len(areas), areas[0]) == (97, "000")
    assert "998" not in areas


def test_population_by_age_and_sex_on_the_first_of_january_and_the_newest_day(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask("FOLK1A")
    assert (made.values["KØN"], made.values["CIVILSTAND"]) == (("1", "2"), ("TOT",))
    assert "IALT" not in made.values["ALDER"]
    assert made.values["Tid"][:2] == ("2008K1", "2009K1")
    assert made.values["Tid"][-2:] == ("2024K1", "2024K4")
    assert ask("FOLK1A", (2023, 2023)).values["Tid"] == ("2023K1", "2023K2", "2023K3", "2023K4")
    assert ask("FRKM124").values["ALDER"] == ("0", "22", "100-")


def test_changed_variables_and_lacking_years_are_refused(ask, standin: StandIn) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Unreadable, match="REGKC har ikke de år \\(den har 2018-2023\\): vælg andre med --years"):
        ask("REGKC", (2007, 2010))
    standin.tables["REGKC"]["variables"][1]["id"] = "EJERFORM"
    with pytest.raises(
        Unreadable, match=r"Variablene i REGKC er ikke dem, Trinvis kender .*mangler EJER og har fået EJERFORM"
    ):
        ask("REGKC")


def test_values_that_are_gone_are_refused(ask, standin: StandIn) -> None:  # type: ignore[no-untyped-def]
    del standin.tables["REGK31"]["variables"][3]["values"]["LOBM"]
    with pytest.raises(Unreadable, match="har ikke længere de værdier af PRISENHED"):
        ask("REGK31")


def test_an_answer_with_fewer_cells_than_were_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask("BU43", (2023, 2023))
    lines = [
        f"{a};{f};{g};2023;1"
        for a in made.values["OMRÅDE"]
        for f in ("IALT", "FORB", "ANBR")
        for g in ("TOT22", "9917", "1822")
    ]
    refuse_short("\n".join(["x", *lines]).encode(), made)
    refuse_short("\r\n".join(["x", *lines, ""]).encode(), made)
    with pytest.raises(Unreadable, match="afkortet \\(890 af 891 celler er kommet\\)"):
        refuse_short("\n".join(["x", *lines[:-1]]).encode(), made)


def test_every_known_table_says_what_it_is() -> None:
    """All that danish-data § 3 names with municipalities: variables, a unit, and where one goes wrong."""
    assert set(tables()) == {
        "REGK11", "REGK31", "REGK100", "REGKC", "BUDK1", "BUDK32", "BUDK100", "BUDKC", "NGLK", "FOLK1A", "FOLK1AM", "FRKM124",
        "ANBAAR9", "ANBAAR12", "ANBAAR13", "ANBAAR14", "BU43", "ISBU01", "ISBU02", "UND1", "UND2", "UND3", "HANDBU01", "HANDBU02",
    }  # fmt: skip
    for one in tables().values():
        assert one.title
        assert one.unit
        assert one.traps
        assert all(trap.endswith(".") for trap in one.traps)
        assert one.variables == (one.area, *one.ask, "TID")
        for variable, total in one.totals.items():
            assert variable in one.ask
            assert total in one.known.get(variable, {total: ""})
    assert table("frkm125").name == "FRKM125"
