"""Cases in the journal: kept, assured, listed only when nothing lacks, and a draft again when they are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.municipality.case_files import SMALL, example
from tests.municipality.small import Kommune

from trinvis.calculations.investment.refused import CaseRefused
from trinvis.cases.problem import CaseError
from trinvis.journal import InvalidEntry, LostUpdate
from trinvis.municipality.investment_calculated import CannotAsk, invest
from trinvis.municipality.investment_cases import CaseHeldBack, UnknownCase
from trinvis.municipality.investment_picked import WrongPick

KEY, TODAY = "tidlig-hjaelp", date(2027, 3, 1)
LATER = date(2027, 3, 10)


def saved(kommune: Kommune, text: str = SMALL) -> None:
    kommune.hall.save_case(text, by="Konsulenten", note="Første udkast")


def test_a_saved_case_is_a_draft_that_lacks_quality_assurance(kommune: Kommune) -> None:
    saved(kommune)
    one = kommune.hall.case(KEY, TODAY)
    assert (one.title, one.note, one.by, one.known_from) == ("Tidlig hjælp", "Første udkast", "Konsulenten", TODAY)
    assert (one.state, one.version, one.wrong, one.changed) == ("draft", 1, (), "")
    assert len(one.lacking) == 1
    assert "kvalitetssikret" in one.lacking[0]
    assert kommune.hall.cases(date(2027, 2, 28)) == ()
    with pytest.raises(UnknownCase, match=r"findes ikke 28\.02\.2027; ingen er gemt endnu"):
        kommune.hall.case(KEY, date(2027, 2, 28))


def test_without_the_three_criteria_or_quality_assurance_it_does_not_come_on_the_list(kommune: Kommune) -> None:
    bare = SMALL.replace("application: {political: Byrådet vil hjælpe tidligt, citizen_gain: Færre anbringes}\n", "")
    saved(kommune, bare.replace("effects:", "# effects:"))
    with pytest.raises(CaseHeldBack) as told:
        kommune.hall.set_case_state(KEY, "listed", by="Chefen")
    said = str(told.value)
    assert said.startswith("»Tidlig hjælp« kan ikke komme på byrådets liste. ")
    assert all(word in said for word in ("politisk aktualitet", "Gevinsten for borgeren", "kvalitetssikret"))
    assert kommune.hall.case(KEY, TODAY).state == "draft"
    assert kommune.hall.entries("investment_state") == []


def test_the_journal_s_own_door_is_no_way_round(kommune: Kommune) -> None:
    saved(kommune)
    with pytest.raises(CaseHeldBack):
        kommune.hall.write("investment_state", KEY, {"state": "listed"}, by="Chefen")
    with pytest.raises(CaseHeldBack, match="kan ikke blive »I gang«; den kan blive »På byrådets liste« og »Afvist«"):
        kommune.hall.write("investment_state", KEY, {"state": "running"}, by="Chefen")
    with pytest.raises(UnknownCase):
        kommune.hall.write("investment_quality", "ukendt", {"assured": True}, by="Chefen")
    with pytest.raises(CaseHeldBack, match="hedder »tidlig-hjaelp« i sin egen fil"):
        kommune.hall.write("investment", "andet", {"name": "x", "case": SMALL}, by="Chefen")
    with pytest.raises(InvalidEntry, match="Status"):
        kommune.hall.write("investment_state", KEY, {"state": "godkendt"}, by="Chefen")


def test_from_the_list_to_running_and_back_to_draft_when_changed(kommune: Kommune) -> None:
    saved(kommune)
    hall = kommune.hall
    assured = hall.assure_case(KEY, assured=True, comment="Priserne er rigtige", by="Gruppen")
    assert assured.assured
    assert assured.lacking == ()
    assert hall.set_case_state(KEY, "listed", by="Chefen", note="Til mødet").state == "listed"
    saved(kommune, SMALL.replace("value: 20 %", "value: 25 %"))
    changed = hall.case(KEY, TODAY)
    assert (changed.state, changed.assured, changed.version) == ("draft", False, 2)
    assert "Casen er ændret" in changed.changed
    assert changed.quality is not None
    assert changed.quality.comment == "Priserne er rigtige"
    with pytest.raises(CaseHeldBack, match="kvalitetssikret"):
        hall.set_case_state(KEY, "listed", by="Chefen")
    hall.assure_case(KEY, assured=True, by="Gruppen")
    for state in ("listed", "approved", "running"):
        hall.set_case_state(KEY, state, by="Chefen")  # type: ignore[arg-type]
    assert hall.case(KEY, TODAY).state == "running"
    saved(kommune, SMALL)
    assert hall.case(KEY, TODAY).state == "running"
    assert "beslutningen gjaldt den tidligere udgave" in hall.case(KEY, TODAY).changed


def test_the_same_case_laid_out_otherwise_is_still_assured(kommune: Kommune) -> None:
    saved(kommune)
    kommune.hall.assure_case(KEY, assured=True, by="Gruppen")
    saved(kommune, "# ny overskrift\n" + SMALL.replace("value: 20 %", "value: 0.2"))
    assert kommune.hall.case(KEY, TODAY).assured


def test_as_of_an_earlier_day_is_as_it_was_then(kommune: Kommune) -> None:
    saved(kommune)
    kommune.now = datetime(2027, 3, 10, 9, tzinfo=UTC)
    kommune.hall.assure_case(KEY, assured=True, by="Gruppen")
    kommune.hall.set_case_state(KEY, "listed", by="Chefen")
    assert kommune.hall.case(KEY, TODAY).state == "draft"
    assert kommune.hall.case(KEY, LATER).state == "listed"


def test_what_cannot_be_read_or_calculated_is_not_kept(kommune: Kommune) -> None:
    with pytest.raises(CaseError, match="linje"):
        saved(kommune, SMALL.replace("on: {state: anbragt}", "on: {state: ukendt}"))
    over = SMALL.replace("groups:", "transitions:\n  - {from: hjemme, to: anbragt, chance: aar * succes * 2}\ngroups:")
    with pytest.raises((CaseError, CaseRefused), match="mellem 0 og"):
        saved(kommune, over)
    assert kommune.hall.entries("investment") == []


def test_two_writers(kommune: Kommune) -> None:
    saved(kommune)
    with pytest.raises(LostUpdate):
        kommune.hall.save_case(SMALL, by="En anden", expected_version=0)


def test_what_is_asked_must_be_in_the_case() -> None:
    with pytest.raises(CannotAsk, match="ingen læsning, der hedder »x«; den har ingen"):
        invest(SMALL, "x")
    with pytest.raises(CannotAsk, match="intet input, der hedder »renten«; den har boern, succes, pris, loen"):
        invest(SMALL, renten=0.03)
    with pytest.raises(CannotAsk, match="er ikke ét tal"):
        invest(example("ishoej-2018-oplyst"), indfasning=0.2)


def test_by_hand() -> None:
    made = invest(SMALL)
    assert made.answers().discounted.yearly == (400_000, 400_000, 400_000)
    assert made.answers().net_present_value == 1_200_000
    assert invest(SMALL, succes=0.1).answers().discounted.yearly == (-100_000, -100_000, -100_000)
    assert made.address("net_oere", 1) is None


def test_who_takes_part_in_a_running_case(kommune: Kommune) -> None:
    saved(kommune)
    run = {"start": "2026-01-01", "children": {"age": "0-12", "district": "Nord"}, "compared": {"districts": ["Syd"]}}
    assert kommune.hall.write("investment_run", KEY, run, by="Chefen").values == run
    with pytest.raises(WrongPick, match="Alderen går fra 12 til 0 år"):
        kommune.hall.write("investment_run", KEY, {**run, "children": {"age": "12-0"}}, by="Chefen")
    with pytest.raises(WrongPick, match="vælges med tekster"):
        kommune.hall.write("investment_run", KEY, {**run, "children": {"steps": [5]}}, by="Chefen")
    with pytest.raises(UnknownCase):
        kommune.hall.write("investment_run", "ukendt", run, by="Chefen")


def test_a_case_that_cannot_be_read_any_more_is_still_listed(kommune: Kommune) -> None:
    """As of a program that reads otherwise: the journal keeps what was written, and says why it is not read."""
    house = kommune.hall._house
    house.journal.append(
        "investment", KEY, {"name": "Tidlig hjælp", "case": "case: tidlig-hjaelp\nhorisont: 3\n"}, by="Konsulenten",
        recorded_at=kommune.now, known_from=TODAY,
    )  # fmt: skip
    (one,) = kommune.hall.cases(TODAY)
    assert (one.case, one.digest, one.state) == (None, "", "draft")
    assert any("horisont" in line for line in one.wrong)
    assert one.lacking == ("Casen kan ikke læses; ret dens fil.",)
    with pytest.raises(CannotAsk, match="kan ikke læses"):
        kommune.hall.calculated_case(KEY, TODAY)
