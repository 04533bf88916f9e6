"""The municipality's own houses month by month, out of files that can be worked by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.municipality.house_files import looked, receive_grants, receive_places, stay
from tests.municipality.small import KEY, Kommune

from trinvis.calculations.capacity.own_places_drawn import Planned
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.commitments.calendar import day_number
from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.capacity_houses import Houses, houses
from trinvis.municipality.capacity_houses_known import KnownHouses
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.municipality.capacity_houses_one import OwnHouse
from trinvis.municipality.capacity_houses_places import Told

DAY = date(2026, 4, 30)
YEAR = "151;Fiktivgården;Døgninstitution;2026;;3;;;;1.200.000,00;350,00;2.600,00"
ENDED = stay(90, "2025-01-01", "2025-12-31", house="Familien", place="Plejefamilie", status="Afsluttet")
"""A stay that ended before the year: from then on the data are known to hold those who have left."""


def small(kommune: Kommune) -> None:
    """Three places. 1 lives there all the time, 2 until 10 February, 3 from 1 March, paid by 270; all else is no stay."""
    receive_grants(
        kommune,
        [
            ENDED,
            stay(1, "2025-06-01"),
            stay(2, "2026-01-01", "2026-01-31", status="Afsluttet"),
            stay(2, "2026-02-01", "2026-02-10", status="Afsluttet", rate="2.900,00"),
            stay(3, "2026-03-01", payer="270"),
            stay(4, "2026-01-01", unit="Engangsbeløb"),
            stay(5, "2026-01-01", status="Kladde"),
            stay(6, "2026-01-01", status="Annulleret"),
        ],
        DAY,
    )
    receive_places(kommune, YEAR, DAY)


def test_the_months_that_have_been(kommune: Kommune) -> None:
    """January 31 + 31 days of 93; February 28 + 10 of 84; March 31 + 31, of these 31 sold."""
    small(kommune)
    made = looked(kommune, DAY)
    (house,) = made.houses
    assert made.as_of == 202604
    assert [(one.month, one.normed, one.occupied, one.sold, one.at_end, one.free) for one in house.past] == [
        (202601, 93, 62, 0, 2, 1),
        (202602, 84, 38, 0, 1, 2),
        (202603, 93, 62, 31, 2, 1),
        (202604, 90, 60, 30, 2, 1),
    ]
    assert house.past[1].occupancy == pytest.approx(38 / 84)
    assert all(one.told and one.complete and one.waiting is None for one in house.past)
    assert "1 indsats fylder ingen plads: betalt pr. gang eller time." in house.remarks
    assert "1 indsats fylder ingen plads: kladde." in house.remarks
    assert [(one.month, one.at_end, one.free) for one in made.together][-1] == (202604, 2, 1)


def test_the_same_houses_on_every_engine(kommune: Kommune, engine: Engine) -> None:
    small(kommune)
    here = looked(kommune, DAY).houses[0]
    other = Municipality.open(kommune.path, key=KEY, engine=engine)
    (there,) = houses(other._house, other._house.basis(DAY), months=12, draws=400).houses
    assert there.past == here.past
    assert there.ahead == here.ahead
    assert there.sentence == here.sentence


def test_an_untested_house_has_no_interval_and_no_chance(kommune: Kommune) -> None:
    """Four months are too few to try anything on; what is expected is told, how sure is not."""
    small(kommune)
    (house,) = looked(kommune, DAY).houses
    assert not house.tested
    assert all(one.low is one.high is one.full is one.empty is None for one in house.ahead)
    assert all(one.occupied is not None for one in house.ahead)
    assert house.tested_words.startswith("Usikkerheden er ikke prøvet på husets egne måneder")
    assert "% sandsynlighed" not in house.sentence


def test_what_is_granted_and_expected_is_planned(kommune: Kommune) -> None:
    """7 comes in June for sure; 8 with 60 %; 9 should have come; 1 stays on (his grant ends in May) with 50 %, 2 may move elsewhere."""
    receive_grants(
        kommune,
        [
            ENDED,
            stay(1, "2025-06-01", "2026-05-31"),
            stay(11, "2026-06-01", status="Forventet", chance="50", person=1),
            stay(2, "2026-01-01"),
            stay(12, "2026-07-01", status="Forventet", chance="25", changes="F-2", person=2, house="Fiktiv Familie", kind="Privat"),
            stay(7, "2026-06-01"),
            stay(8, "2026-07-01", "2026-09-30", status="Forventet", chance="60"),
            stay(9, "2026-03-01", status="Forventet"),
            stay(10, "2026-06-01", status="Kladde"),
        ],
        DAY,
    )  # fmt: skip
    receive_places(kommune, YEAR, DAY)
    (house,) = looked(kommune, DAY).houses
    plans = house.one.plans
    july = day_number(date(2026, 7, 1))
    assert set(plans.planned) == {
        Planned(july - 30),  # 7
        Planned(july - 30, None, 0.5, new=False),  # 1 stays on
        Planned(july, july + 91, 0.6),  # 8
        Planned(july - 122),  # 9
    }
    assert plans.overdue == 1
    (moving,) = [one for one in plans.stays if one.stop_chance < 1]
    assert (moving.stop_day, moving.stop_chance) == (july - 1, 0.25)


def test_a_year_and_its_months_and_several_offers(kommune: Kommune) -> None:
    """The year says 3; February says 4 and the one waiting. A second offer adds 2 from March; the house closes in June."""
    small(kommune)
    receive_places(
        kommune,
        """
        151;Fiktivgården;Døgninstitution;2026;31.05.2026;3;;;;;;
        151;Fiktivgården;Døgninstitution;2026-02;;4;;;1;;;
        151;Fiktivgården;Aflastning;2026-03;31.05.2026;2;;;;;;
        151;Fiktivgården;Døgninstitution;01.06.2026;;0;;;;;;
        151;Fiktivgården;Aflastning;01.06.2026;;0;;;;;;
        """,
        DAY,
    )  # fmt: skip
    made = looked(kommune, DAY)
    (house,) = made.houses
    assert [(one.places, one.waiting) for one in house.past] == [(3, None), (4, 1), (5, None), (5, None)]
    assert [one.places for one in house.ahead][:3] == [5, 0, 0]
    assert house.offers == ("Aflastning", "Døgninstitution")
    assert any("flere slags pladser" in one for one in house.remarks)
    assert "lukker i juni 2026" in house.sentence
    assert any("stadig at bo der" in one for one in house.remarks)


def test_a_closed_house_and_one_that_has_not_opened(kommune: Kommune) -> None:
    """No places since March and 4 from August; another house opens in July."""
    small(kommune)
    receive_places(
        kommune,
        """
        151;Fiktivgården;Døgninstitution;2026;28.02.2026;3;;;;;;
        151;Fiktivgården;Døgninstitution;01.03.2026;;0;;;;;;
        151;Fiktivgården;Døgninstitution;01.08.2026;;4;;;;;;
        151;Nygården;Døgninstitution;01.07.2026;;6;;;;;;
        """,
        DAY,
    )
    closed, new = looked(kommune, DAY).houses
    assert [(one.places, one.occupancy is None) for one in closed.past][-2:] == [(0, True), (0, True)]
    assert (
        closed.sentence
        == "Fiktivgården har ingen pladser 30.04.2026, men 2 personer har en indsats der; åbner i august 2026."
    )
    assert (new.past, new.ahead) == ((), ())
    assert new.sentence == "Nygården: der er endnu ingen hel måned med oplyste pladser."
    assert new.refused.startswith("Ingen indsatser peger på Nygården")


def test_of_two_periods_that_begin_together_the_last_received_counts_and_a_month_before_a_year(
    kommune: Kommune,
) -> None:
    """First until further notice 3, then the whole year 4, and January alone 2."""
    receive_grants(kommune, [ENDED, stay(1, "2025-06-01")], DAY)
    receive_places(kommune, "151;Fiktivgården;Døgninstitution;2026-01;;2;;;;;;", DAY)
    receive_places(
        kommune, "151;Fiktivgården;Døgninstitution;01.01.2026;01.03.2027;3;;;;;;\n151;Andet;X;2025;;1;;;;;;", DAY
    )
    receive_places(kommune, "151;Fiktivgården;Døgninstitution;2026;;4;;;;;;\n151;Andet;X;2024;;1;;;;;;", DAY)
    house = next(one for one in looked(kommune, DAY).houses if one.name == "Fiktivgården")
    assert [one.places for one in house.past] == [2, 4, 4, 4]


def test_what_is_missing_is_told_with_what_to_import(kommune: Kommune) -> None:
    small(kommune)
    receive_grants(kommune, [ENDED, stay(1, "2025-06-01"), stay(20, "2026-01-01", house="Skovhuset")], DAY)
    receive_places(
        kommune,
        f"""
        {YEAR}
        151;Tomhuset;Døgninstitution;2026;;4;;;;;;
        151;;Døgninstitution;2026;;40;;;;;;
        270;Nabohuset;Døgninstitution;2026;;4;;;;;;
        """,
        DAY,
    )
    made = looked(kommune, DAY)
    said = " ".join(made.remarks)
    assert "Skovhuset har indsatser, men pladserne er ikke oplyst: hent dem ind" in said
    assert "1 række i »Egne pladser og belægning« er uden hus" in said
    assert "1 række om andre kommuners pladser" in said
    silent = made.houses[1]
    assert (silent.name, silent.past[-1].at_end, silent.past[-1].occupied, silent.past[-1].places) == (
        "Tomhuset",
        None,
        None,
        4,
    )
    assert silent.sentence.startswith("Ingen indsatser peger på Tomhuset")
    assert made.together[-1].at_end is None
    with pytest.raises(CapacityRefused, match="ikke oplyst pladser for huset"):
        made.house(999_999)


def test_a_house_without_any_data_says_what_to_import(kommune: Kommune) -> None:
    made = looked(kommune, DAY)
    assert made.houses == ()
    assert made.sentence.startswith("Der er ikke oplyst pladser i egne huse: hent tabellen")


def test_days_that_the_house_tells_beyond_its_grants(kommune: Kommune) -> None:
    """January: 62 days by grants, 93 told; February: 38 and 66, of these 28 sold: one person more, who is taken to stay.

    Had only February told more, as when a grant is registered late, nobody would be taken to stay.
    """
    small(kommune)
    receive_places(
        kommune,
        """
        151;Fiktivgården;Døgninstitution;2026-01;;3;93;0;;;;
        151;Fiktivgården;Døgninstitution;2026-02;;3;66;28;;;;
        """,
        DAY,
    )  # fmt: skip
    (house,) = looked(kommune, DAY).houses
    assert [(one.occupied, one.sold, one.at_end) for one in house.past] == [
        (93, 0, 3),
        (66, 28, 2),
        (93, 31, 3),
        (90, 30, 3),
    ]
    assert any("1 person uden indsats hos os" in one for one in house.remarks)
    assert [one.told for one in house.past] == [True, True, False, False]
    assert "2 måneder uden oplyste pladser er regnet med de sidst oplyste." in house.remarks
    again = [
        "151;Fiktivgården;Døgninstitution;2026-01;;3;62;0;;;;",
        "151;Fiktivgården;Døgninstitution;2026-02;;3;66;28;;;;",
    ]
    receive_places(kommune, "\n".join(again), DAY)
    (house,) = looked(kommune, DAY).houses
    assert [one.at_end for one in house.past] == [2, 2, 2, 2]
    assert not any("uden indsats hos os" in one for one in house.remarks)


def test_an_occupancy_that_is_told_without_days_is_days(kommune: Kommune) -> None:
    """66,67 % of 3 × 31 is 62 days, and of 3 × 28 in February, told as 78,57 %, 66: 28 more than the grants."""
    small(kommune)
    heading = "Kommune;Hus;Tilbudstype;Fra;Pladser;Belægning"
    rows = ["151;Fiktivgården;Døgninstitution;2026-01;3;66,67", "151;Fiktivgården;Døgninstitution;2026-02;3;78,57"]
    kommune.receive("\n".join([heading, *rows]) + "\n", "places", DAY)
    (house,) = looked(kommune, DAY).houses
    assert [one.occupied for one in house.past][:2] == [62, 66]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 120), st.integers(0, 60), st.booleans()), min_size=1, max_size=8
    )
)
def test_rows_of_a_person_add_up_to_days_that_each_count_once(periods: list[tuple[int, int, int, bool]]) -> None:
    """Whatever the price periods, overlapping or not: the lines of a month have the days, the sold days and the persons of the month."""
    first = day_number(date(2026, 1, 1))
    rows = [(person, first + begin, first + begin + length, sold) for person, begin, length, sold in periods]
    living = pl.DataFrame(
        [
            {
                "provider_no": 7, "child_no": person, "start_day": start, "stop_day": stop, "status": "granted", "row_no": number,
                "delivery_id": "d", "start": None, "stop": None, "grant_id": number,
            }
            for number, (person, start, stop, _) in enumerate(rows)
        ],
        schema_overrides={"start": pl.Date, "stop": pl.Date},
    )  # fmt: skip
    told = Told([{"offer": "Døgninstitution", "start_day": first, "stop_day": None, "places": 300, "waiting": None, "occupied_days": None, "sold_days": None, "provider_no": 7, "delivery_id": "p", "row_no": 1, "start": None, "stop": None}])  # fmt: skip
    known = KnownHouses(
        None, 151, 202604, first, None, {7: told}, {7: "Fiktivgården"}, living, living, {7: tuple(sorted(set(rows)))}, {}, ()  # type: ignore[arg-type]
    )  # fmt: skip
    one = OwnHouse(known, 7, 1, 10, 1, lambda _: ())
    made = Houses(known, (one,), None, 1, 10, 1)  # type: ignore[arg-type]
    for month in one.seen:
        for figure in ("occupied", "sold", "at_end", "normed"):
            assert lines_of(made, 7, month.month, figure)["counted"].sum() == getattr(month, figure), (figure, month)


def test_the_price_outside_and_make_or_buy(kommune: Kommune) -> None:
    """Outside: 30 days at 4.000 and 15 at 3.400 = 171.000 / 45 = 3.800. A foster family and a sold child are another price."""
    receive_grants(
        kommune,
        [
            ENDED,
            stay(1, "2025-06-01"),
            stay(2, "2026-02-01", "2026-03-31", status="Afsluttet"),
            stay(30, "2026-04-01", house="Eksternhuset", kind="Privat", rate="4.000,00"),
            stay(31, "2026-04-16", house="Regionshuset", kind="Region", rate="3.400,00"),
            stay(32, "2026-04-01", house="Regionshuset", kind="Region", rate="9.999,00", payer="270"),
            stay(33, "2026-04-01", house="Familien", kind="Privat", place="Plejefamilie", rate="1.000,00"),
        ],
        DAY,
    )
    receive_places(kommune, YEAR, DAY)
    (house,) = looked(kommune, DAY).houses
    assert house.outside_oere == 3_800_00
    assert "2 indsatser og 45 døgn" in house.outside_words
    found = house.make_or_buy
    assert found is not None
    normed = 3 * 365
    assert (found.marginal, found.outside) == (350, 3_800)
    assert found.break_even == pytest.approx(1_200_000 / (normed * 3_450))
    days = sum(one.occupied_days for one in house.one.ahead_bought.months)  # type: ignore[union-attr]
    assert found.own == pytest.approx(1_200_000 + 350 * days)


def test_without_a_price_outside_or_costs_the_reason_is_told(kommune: Kommune) -> None:
    small(kommune)
    (house,) = looked(kommune, DAY).houses
    assert house.make_or_buy is None
    assert "prisen ude er ukendt" in house.cost_refused
    receive_places(kommune, "151;Fiktivgården;Døgninstitution;2026;;3;;;;;;", DAY)
    (house,) = looked(kommune, DAY).houses
    assert "faste udgifter pr. år og udgift pr. ekstra døgn er ikke oplyst" in house.cost_refused


def test_few_persons_are_hidden_with_what_gives_them_back(kommune: Kommune) -> None:
    """Two live there: no persons, days, free places or months ahead; a house with six shows them."""
    rows = [ENDED, stay(1, "2025-06-01"), stay(2, "2026-01-01")]
    rows += [stay(number, "2025-06-01", house="Storgården") for number in range(40, 46)]
    receive_grants(kommune, rows, DAY)
    receive_places(kommune, YEAR + "\n151;Storgården;Døgninstitution;2026;;8;;;2;;;", DAY)
    made = looked(kommune, DAY)
    assert made.sentence.startswith("2 huse har 11 pladser, 8 er optaget 30.04.2026")
    small_house, large = made.seen_by(persons=False).houses
    for one in small_house.past:
        assert (one.occupied, one.sold, one.at_end, one.free, one.occupancy, one.hidden) == (None,) * 5 + (True,)
        assert one.places == 3
    for ahead in small_house.ahead:
        assert (ahead.occupied, ahead.free, ahead.bought_days, ahead.hidden) == (None, None, None, True)
    assert small_house.sentence == "Fiktivgården: antal fra 1 til 4 er ikke vist."
    assert large.past[-1].at_end == 6
    hidden = made.seen_by(persons=False)
    assert all(one.at_end is None for one in hidden.together)
    assert "8" not in hidden.sentence.removeprefix("2 huse har 11 pladser")
    assert hidden.seen_by(persons=True).houses[0].past == made.houses[0].past


def test_what_cannot_be_asked_for_is_refused(kommune: Kommune) -> None:
    small(kommune)
    with pytest.raises(CapacityRefused, match="mindst én måned"):
        looked(kommune, DAY, months=0)
