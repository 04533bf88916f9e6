"""Every figure of an own house opens: to rows that add up to it, or to the figures that it is worked out from."""

from __future__ import annotations

from datetime import date

import pytest
from tests.municipality.house_files import looked, receive_grants, receive_places, stay
from tests.municipality.small import Kommune

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity_houses import MONTHS, QUESTION, Houses
from trinvis.municipality.capacity_houses_drawn import DRAWN
from trinvis.municipality.capacity_houses_hidden import hidden
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.municipality.capacity_houses_money import COMPARED
from trinvis.municipality.capacity_houses_opened import COUNTED, explain_houses
from trinvis.municipality.explain import Explanation
from trinvis.municipality.rules import rules

DAY = date(2026, 4, 30)


@pytest.fixture
def made(kommune: Kommune) -> Houses:
    """Three places; 1 all the time, 2 in two overlapping price periods, 3 sold, 7 to come; one outside. The house tells a day more."""
    receive_grants(
        kommune,
        [
            stay(90, "2025-01-01", "2025-12-31", house="Familien", place="Plejefamilie", status="Afsluttet"),
            stay(1, "2025-06-01"),
            stay(2, "2026-01-10", "2026-02-05", status="Afsluttet"),
            stay(2, "2026-02-01", "2026-02-10", status="Afsluttet", rate="2.900,00"),
            stay(3, "2026-03-01", payer="270"),
            stay(7, "2026-06-01", "2026-12-31", status="Forventet", chance="60"),
            stay(30, "2026-04-01", house="Eksternhuset", kind="Privat", rate="4.000,00"),
        ],
        DAY,
    )
    receive_places(
        kommune,
        """
        151;Fiktivgården;Døgninstitution;2026;;2,5;;;;1.200.000,00;350,00;2.600,00
        151;Fiktivgården;Aflastning;15.01.2026;;1;;;;300.000,00;200,00;
        151;Fiktivgården;Døgninstitution;2026-02;;2,5;60;;2;1.200.000,00;350,00;2.600,00
        """,
        DAY,
    )
    return looked(kommune, DAY, months=MONTHS)


def opened(kommune: Kommune, made: Houses, figure: str, month: int | None = None, **where: str) -> Explanation:
    return explain_houses_text(kommune, made.address(figure, made.houses[0].provider_no, month, **where))


def test_past_months_add_up_from_their_rows(kommune: Kommune, made: Houses) -> None:
    (house,) = made.houses
    for one in house.past:
        for figure, value in (
            ("occupied", one.occupied),
            ("sold", one.sold),
            ("at_end", one.at_end),
            ("places", one.places),
            ("normed", one.normed),
        ):
            found = opened(kommune, made, figure, one.month)
            assert found.value == round((value or 0) * 100), (figure, one.month)
            assert float(found.lines["counted"].sum()) == value
            assert found.lines["delivery_id"].null_count() == 0
            assert "file_name" in found.lines.columns
        free, occupancy = (opened(kommune, made, figure, one.month) for figure in ("free", "occupancy"))
        assert free.value == free.inputs[0].amount_oere - free.inputs[1].amount_oere == round((one.free or 0) * 100)
        assert occupancy.value == round((one.occupancy or 0) * 10_000)


def test_overlapping_price_periods_are_one_person_and_the_house_tells_the_rest(kommune: Kommune, made: Houses) -> None:
    """February: 28 days of 1; 10 of 2 in two rows (5 and 5); 60 are told, so 22 more from the row of places."""
    lines = lines_of(made, made.houses[0].provider_no, 202602, "occupied")
    assert sorted(lines["counted"].to_list()) == [5, 5, 22, 28]
    assert lines.filter(component="husets_doegn")["counted"].to_list() == [22]
    assert opened(kommune, made, "waiting", 202602).value == 200
    with pytest.raises(BadAddress, match="Ventelisten er ikke oplyst"):
        opened(kommune, made, "waiting", 202603)


def test_what_is_learnt_and_planned_opens(kommune: Kommune, made: Houses) -> None:
    """2 and 3 moved in, 2 moved out; 7 is to come with 60 %; nobody is to leave."""
    counts = {figure: opened(kommune, made, figure).value for figure in ("arrivals", "exits", "planned", "stops")}
    assert counts == {"arrivals": 200, "exits": 100, "planned": 100, "stops": 0}
    (line,) = opened(kommune, made, "planned").lines["calculation"]
    assert line == "Flytter ind fra 01.06.2026 med 60 % sandsynlighed"


def test_what_is_drawn_opens_to_what_it_is_drawn_from(kommune: Kommune, made: Houses) -> None:
    month = made.houses[0].ahead[0].month
    for figure in DRAWN:
        if figure in ("low", "high", "full", "empty"):
            with pytest.raises(BadAddress, match="ikke prøvet"):
                opened(kommune, made, figure, month)
            continue
        found = opened(kommune, made, figure, month)
        assert [part.amount_oere for part in found.inputs][2:] == [0, 100, 200, 100]
        assert "400 trækninger med frø 1" in found.sentence
        for part in found.inputs:
            assert explain_houses_text(kommune, part.address).value == part.amount_oere
    assert opened(kommune, made, "expected", month).value == round(100 * (made.houses[0].ahead[0].occupied or 0))


def test_figures_of_all_the_houses_open_to_each(kommune: Kommune, made: Houses) -> None:
    (month,) = [one for one in made.together if one.month == 202602]
    for figure, value in (
        ("places", month.places),
        ("at_end", month.at_end),
        ("free", month.free),
        ("waiting", month.waiting),
    ):
        found = explain_houses_text(kommune, made.address(figure, None, 202602))
        assert found.value == round((value or 0) * 100) == sum(part.amount_oere for part in found.inputs)
    bought = explain_houses_text(kommune, made.address("bought_oere"))
    assert bought.value == round((made.bought or 0) * 100) == bought.inputs[0].amount_oere
    with pytest.raises(BadAddress, match="skal have provider_no"):
        explain_houses_text(kommune, made.address("exits"))
    with pytest.raises(BadAddress, match="Ingen af husene har tallet"):
        explain_houses_text(kommune, made.address("places", None, 201001))


def test_figures_of_few_persons_are_named_as_hidden(made: Houses) -> None:
    """Two or three live there: all that counts them is hidden, places and told costs are not."""
    number, ahead = made.houses[0].provider_no, made.houses[0].ahead[0].month
    few = [
        ("at_end", 202604),
        ("occupied", 202603),
        ("free", 202604),
        ("waiting", 202602),
        ("expected", ahead),
        ("occupancy_year", None),
    ]
    few += [("arrivals", None), ("planned", None), ("outside_oere", None), ("own_oere", None), ("occupied_ahead", None)]
    for figure, month in few:
        assert hidden(made, parsed(made.address(figure, number, month))), figure
    for figure, month in (
        ("places", 202604),
        ("normed", 202604),
        ("fixed_oere", None),
        ("tried_3", None),
        ("stops", None),
    ):
        assert hidden(made, parsed(made.address(figure, number, month))) == (figure == "stops"), figure
    assert hidden(made, parsed(made.address("at_end", None, 202604)))
    assert not hidden(made, parsed(made.address("places", None, 202604)))
    assert hidden(made, parsed(made.address("bought_oere")))


def parsed(text: str) -> Address:
    path, _, query = text.partition("?")
    question, year, basis, figure = path.split("/")
    return Address(question, int(year), basis, figure, dict(part.split("=") for part in query.split("&") if part))


def explain_houses_text(kommune: Kommune, text: str) -> Explanation:
    house = kommune.hall._house
    decided = rules(house, house.basis(DAY).rules).parameters
    return explain_houses(house, house.basis(DAY), parsed(text), decided)


def test_money_opens(kommune: Kommune, made: Houses) -> None:
    """1.200.000 + 300.000 a year; a day more costs (350 × 2,5 + 200 × 1) / 3,5 = 307,14; outside 30 × 4.000 / 30."""
    assert opened(kommune, made, "fixed_oere").value == 1_500_000_00
    marginal = opened(kommune, made, "marginal_oere")
    assert marginal.value == 307_14 == int(marginal.lines["signed_oere"].sum())
    outside = opened(kommune, made, "outside_oere")
    assert (outside.value, [part.amount_oere for part in outside.inputs]) == (4_000_00, [120_000_00, 3_000])
    rows = opened(kommune, made, "outside_amount_oere")
    assert int(rows.lines["signed_oere"].sum()) == rows.value
    for figure in COMPARED:
        found = opened(kommune, made, figure)
        for part in found.inputs:
            assert explain_houses_text(kommune, part.address).value == part.amount_oere
    bought = opened(kommune, made, "bought_ahead")
    assert sum(part.amount_oere for part in bought.inputs) == pytest.approx(bought.value, abs=MONTHS)


@pytest.mark.parametrize(
    ("figure", "where", "said"),
    [
        ("findes_ikke", {}, "findes ikke for husene"),
        ("occupied", {"month": "199001"}, "ingen tal for den måned"),
        ("occupied", {"month": "12"}, "skrives som 202603"),
        ("expected", {"month": "202601"}, "ikke blandt de"),
        ("free", {"month": "202701"}, "har ikke tallet"),
    ],
)
def test_what_is_no_figure_is_refused(
    kommune: Kommune, made: Houses, figure: str, where: dict[str, str], said: str
) -> None:
    house = kommune.hall._house
    decided = rules(house, house.basis(DAY).rules).parameters
    asked = {"provider_no": str(made.houses[0].provider_no), **where}
    with pytest.raises(BadAddress, match=said):
        explain_houses(house, house.basis(DAY), Address(QUESTION, 2026, "2026-04-30", figure, asked), decided)
    wrong = Address(QUESTION, 2026, "2026-04-30", figure, {"provider_no": "x"})
    with pytest.raises(BadAddress, match="provider_no som et helt tal"):
        explain_houses(house, house.basis(DAY), wrong, decided)


def test_every_counted_figure_is_one_that_lines_are_made_of(made: Houses) -> None:
    for figure in COUNTED:
        lines_of(made, made.houses[0].provider_no, 202602, figure)
