"""The example's investment cases: the worked ones marked as such, and its own, running on its own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from trinvis.demo import MUNICIPALITY, files
from trinvis.demo.building import fill
from trinvis.demo.cases import EXAMPLE, OWN, SINCE, UNTIL, WORKED, type_in
from trinvis.municipality import Municipality
from trinvis.municipality.investment_picked import Picked

DAY = date(2026, 9, 30)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    """The months that the own case is reckoned from."""
    folder = tmp_path_factory.mktemp("cases")
    made = Municipality.create(
        folder / "kommune",
        municipality=MUNICIPALITY,
        key=b"n" * 32,
        clock=lambda: datetime(2026, 10, 1, 8, 0, tzinfo=UTC),
        by="prøve",
    )
    with made:
        fill(made, files(folder / "filer", 11, first=202310, last=202410), lambda *_: None)
        type_in(made)
        yield made


def test_every_case_reads_and_calculates(hall: Municipality) -> None:
    cases = hall.cases(DAY)
    assert {one.key for one in cases} == {*WORKED, OWN}
    for one in cases:
        assert (one.wrong, one.changed) == ((), "")
        assert hall.calculated_case(one.key, DAY).warnings == ()
        assert (one.note == EXAMPLE) is (one.key in WORKED)


def test_the_own_case_is_running_and_was_a_draft_first(hall: Municipality) -> None:
    states = [hall.case(OWN, date(2024, 11, day)).state for day in (5, 19)]
    assert [*states, hall.case(OWN, DAY).state] == ["draft", "listed", "running"]
    assert hall.case(OWN, DAY).lacking == ()
    assert hall.cases(date(2024, 11, 3))[0].key != OWN


def test_it_starts_from_the_own_numbers(hall: Municipality) -> None:
    everywhere = Picked(SINCE, UNTIL, age_from=0, age_to=12)
    moves = hall.target_group(UNTIL, everywhere)
    north = hall.target_group(UNTIL, replace(everywhere, districts=("Nord",)))
    case = hall.case(OWN, DAY).case
    assert case is not None
    assert case.inputs["antal_trin_3"].value == north.figure("antal_trin_3").value
    assert case.inputs["pris_trin_5"].value == pytest.approx(north.figure("pris_trin_5").value, abs=0.005)
    assert case.inputs["skift_trin_3_til_ud"].value == pytest.approx(
        moves.figure("skift_trin_3_til_ud").value, abs=1e-5
    )
    assert "Egne data" in case.inputs["pris_trin_5"].source


def test_its_figures_open(hall: Municipality) -> None:
    made = hall.calculated_case(OWN, DAY)
    opened = hall.explain(str(made.address("net_discounted_oere", 1)))
    assert len(opened.inputs) == 2
    assert hall.case_pool(DAY) == ("Investeringspuljen", 2027, (2_000_000.0, 1_500_000.0))
