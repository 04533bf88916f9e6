"""The target group's money and staff out of a workspace: the adults of seed 002, with shares typed in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from tests.capacity.printed_tables import value
from tests.municipality.national_files import KNOWN, accounts, receive, regkc
from tests.municipality.small import Kommune
from tests.municipality.survey_files import BALLERUP, answers, asked

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.journal.target_share import key_of
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_shares import adopted_shares, base_share, share_choice

OFFERS = {
    "support": ("5.32.33", "#1", "5-3", "#3", "#1"),
    "contact": ("5.38.53", "#3", "5-2", "#1", "#2"),
    "protected_work": ("5.38.58", "#5", "5-2", "#2", "#3"),
    "day_activity": ("5.38.59", "#7", "5-2", "#3", "#4"),
    "temporary_home": ("5.38.52", "#9", "5-2", "#4", "#5"),
    "lasting_home": ("5.38.50", "#11", "5-2", "#5", "#6"),
}
"""Offer → account, row of table 5-4, table and row of its money (5-2 or 5-3), row of its staff in 5-8."""


def share(hall: object, component: str, year: int, hundredths: int, **more: str) -> None:
    values = {
        "area": "adults",
        "component": component,
        "year": year,
        "share": hundredths,
        "reason": "Kommunernes gennemsnit",
    } | more
    hall.write("target_share", key_of(values), values, by="AB", known_from=KNOWN)  # type: ignore[attr-defined]


def grown(row: str, at: str) -> Fraction:
    return 1 + Fraction(value("5-4", row, at)) / 100


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    """All the country's amounts and staff of 2007 and 2011 as Ballerup's (lines 7874-7882, 7920, 8510-8520), shares of 2011 as
    printed and of 2007 as the two growths of table 5-4 lead back to (8037-8068, 8078-8086), to a hundredth of a per cent.
    """
    kommune = Kommune(tmp_path_factory.mktemp("seed") / "kommune")
    cells, staff = [], ["Kommune;År;Konto;Personalegruppe;Årsværk"]
    for offer, (account, row, table, money, people) in OFFERS.items():
        now = Fraction(value(table, money, "2011")) * 10**9
        then = now / grown(row, "#2")
        cells += [(BALLERUP, 2011, f"{account}.001", 1, round(now)), (BALLERUP, 2007, f"{account}.001", 1, round(then))]
        staff += [f"151;{year};{account};Alle;{int(value('5-8', people, str(year)))}" for year in (2007, 2011)]
        adopted = Fraction(value("5-4", row, "#1"))
        share(kommune.hall, offer, 2011, round(adopted * 100))
        share(kommune.hall, offer, 2007, round(adopted * 100 * grown(row, "#2") / grown(row, "#3")))
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank")
    receive(kommune, "aarsvaerk.csv", "\n".join(staff) + "\n", "staff")
    rows = "\n".join(
        f"Voksne;{name};;Chef;andel-107;;2011;Procent;{per_cent};"
        for name, per_cent in (("Ballerup", 30), ("Gribskov", 34))
    )
    receive(kommune, "svar.csv", answers(rows), "survey")
    yield kommune
    kommune.hall.close()


def figures(made: Capacity, table: str, row: str, *columns: str) -> tuple[float, ...]:
    found = [made.figure((table, row, column)) for column in columns]
    return tuple(round(one.value, 1) for one in found if one is not None and one.value is not None)


def test_adults_cost_5_8_mia_and_14_per_cent_more(seed: Kommune) -> None:
    """Line 8170 (5,8 mia.; +14 %): 5,75 mia. of 21,0 mia., each year by its own shares."""
    made = asked(seed, "adults")
    for table in ("survey.money.egen", "survey.money.land"):
        now, of = figures(made, table, "total", "y2011", "share_2011")
        assert (round(now / 10**9, 2), of) == (5.75, 27.4)
        assert figures(made, table, "total", "growth") == (14.0,)
    assert [figures(made, "survey.money.land", offer, "growth") for offer in OFFERS] == [
        (81.0,), (-19.0,), (12.0,), (8.0,), (13.0,), (-7.0,),
    ]  # fmt: skip
    said = made.table("survey.money.egen").answer
    assert said[0].template.startswith("Målgruppen tegner sig for {now} af udgifterne i Ballerup i 2011")


def test_staff_with_the_shares_of_2011_held_and_with_moving_ones(seed: Kommune) -> None:
    """Lines 8461-8471, 8495-8497: 7.695 → 8.858, +15,1 %; with each year's own shares 8.081 and +9,6 %. Both stand in either view."""
    held = asked(seed, "adults", held=2011)
    assert tuple(map(round, figures(held, "survey.staff.land", "total", "y2007", "y2011"))) == (7695, 8858)
    assert figures(held, "survey.staff.land", "total", "growth", "growth_other") == (15.1, 9.6)
    moving = asked(seed, "adults")
    (then,) = figures(moving, "survey.staff.land", "total", "y2007")
    assert then == pytest.approx(8081, abs=1)  # the shares of 2007 are typed to a hundredth of a per cent
    assert figures(moving, "survey.staff.land", "total", "growth", "growth_other") == (9.6, 15.1)
    assert share_choice(held).words == "andelen fra 2011 i alle år"
    assert (
        held.table("survey.staff.land").notes[0]
        == "Andele: andelen fra 2011 i alle år; ved siden af hvert års egen andel."
    )


def test_the_uncertainty_of_a_share_is_carried_into_the_amount(seed: Kommune) -> None:
    """30 and 34 %: standard error 2, t of one degree 12,7062, so 32 % of 4,0 mia. is 1,28 mia. ± 0,25412 × 4,0."""
    made = asked(seed, "adults")
    low, high = figures(made, "survey.money.land", "temporary_home", "low", "high")
    assert (low, high) == pytest.approx((1.28e9 - 0.254124e9 * 4, 1.28e9 + 0.254124e9 * 4), rel=1e-5)
    total = made.figure(("survey.money.land", "total", "low"))
    assert total is not None
    assert total.missing.startswith("Mindst én af andelene har ingen svar")


def test_a_share_is_told_with_author_day_reason_and_what_it_was_chosen_among(seed: Kommune) -> None:
    made = asked(seed, "adults")
    found = {(one.area, one.year): one for one in adopted_shares(made)}
    one = found["Botilbud til midlertidigt ophold", 2011]
    assert (one.value, one.author, one.decided, one.reason) == (0.32, "AB", KNOWN, "Kommunernes gennemsnit")
    assert one.survey is not None
    assert (one.survey.value, one.survey.answers) == (pytest.approx(0.32), 2)
    table = made.table("survey.shares")
    row = "temporary_home_2011"
    assert table.words[row, "decided"] == "AB, 05.01.2026"
    assert table.words[row, "reason"] == "Kommunernes gennemsnit"
    adopted, mean = table.figure(row, "adopted"), table.figure(row, "mean")
    assert adopted is not None
    assert mean is not None
    assert (adopted.value, mean.value) == (32, 32)
    assert adopted.terms[0].at == ("survey.shares", row, "mean")
    assert "support_2007" in table.rows_by_key  # adopted without a survey


def test_the_base_of_potentials(seed: Kommune) -> None:
    """Flat: 5,75 of 21,0 mia. is 27,4 %; by offer the same in a country of one municipality."""
    flat = base_share(asked(seed, "adults"))
    assert flat.flat == pytest.approx(5.75 / 21)
    assert (
        flat.words
        == "målgruppens andel er sat til 27,4 % i alle kommuner: tilbuddenes andele for 2011 vægtet med landets udgifter i 2011"
    )
    by_offer = base_share(asked(seed, "adults", base_share="component"))
    assert by_offer.of(BALLERUP) == pytest.approx(flat.flat)
    assert "Beskyttet beskæftigelse 19 %" in by_offer.words


def test_a_new_share_takes_the_place_of_the_old_from_its_day_on(kommune: Kommune) -> None:
    """10 mio. kr. on § 107: 30 %, from 1 February 2026 40 %, and for staff 50 %; nothing adopted before 5 January."""
    receive(kommune, "REGKC.csv", regkc(accounts([(BALLERUP, 2011, "5.38.52.001", 1, 10_000_000)])), "statbank")
    receive(kommune, "a.csv", "Kommune;År;Konto;Personalegruppe;Årsværk\n151;2011;5.38.52;Alle;100\n", "staff")
    assert base_share(asked(kommune, "adults")).words == "hele området, ingen målgruppeandel vedtaget"
    share(kommune.hall, "temporary_home", 2011, 3000)
    values = {"area": "adults", "component": "temporary_home", "year": 2011, "share": 4000, "reason": "Ny undersøgelse"}
    kommune.hall.write("target_share", key_of(values), values, by="CD", known_from=date(2026, 2, 1))
    share(kommune.hall, "temporary_home", 2011, 5000, measured="staff")
    made = asked(kommune, "adults")
    assert figures(made, "survey.money.egen", "temporary_home", "y2011") == (4_000_000,)
    assert figures(made, "survey.staff.egen", "temporary_home", "y2011") == (50,)
    assert [one.author for one in adopted_shares(made)] == ["CD"]
    before = kommune.hall.capacity(date(2026, 1, 31), made.asked)
    assert figures(before, "survey.money.egen", "temporary_home", "y2011") == (3_000_000,)
    assert [row.label for row in made.table("survey.shares").rows] == [
        "Botilbud til midlertidigt ophold, 2011", "Botilbud til midlertidigt ophold, årsværk, 2011",
    ]  # fmt: skip


def test_a_missing_share_is_not_0(kommune: Kommune) -> None:
    """§ 108 has money and no share: its row and the sum say so; one share of all the area fills it."""
    cells = [(BALLERUP, 2011, f"5.38.{account}.001", 1, 10_000_000) for account in (52, 50)]
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank")
    share(kommune.hall, "temporary_home", 2011, 3000)
    made = asked(kommune, "adults")
    for row in ("lasting_home", "total"):
        found = made.figure(("survey.money.egen", row, "y2011"))
        assert found is not None
        assert (found.value, found.missing) == (
            None,
            "Botilbud til længerevarende ophold mangler en andel for 2011; hent eller vælg det, før målgruppens tal kan regnes.",
        )
    with pytest.raises(CapacityRefused, match="længerevarende ophold mangler en andel for 2011"):
        base_share(made)
    values = {"area": "adults", "year": 2011, "share": 2000, "reason": "Skøn"}
    kommune.hall.write("target_share", key_of(values), values, by="AB", known_from=KNOWN)
    made = asked(kommune, "adults")
    assert figures(made, "survey.money.egen", "total", "y2011") == (5_000_000,)
    assert base_share(made).flat == 0.2


def test_registers_stand_beside_a_share(kommune: Kommune) -> None:
    """Of 4 new placements 3 have a cause of the target group, one of them two; 30 of 120 users of § 107 are *sindslidende*."""
    cells = [(BALLERUP, 2011, account, 1, 10_000_000) for account in ("5.38.52.001", "5.28.23.001")]
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank")
    causes = """Anbringelse;År;Handlekommune;Nyanbringelse;Årsag
A-1;2011;Ballerup;Ja;Sindslidelser
A-1;2011;Ballerup;Ja;ADHD
A-2;2011;Ballerup;Ja;ADHD
A-3;2011;Ballerup;Ja;Udadreagerende adfærd
A-4;2011;Ballerup;Ja;Kriminalitet
A-5;2011;Ballerup;Nej;Sindslidelser
"""
    users = """Kommune;Opgjort efter;År;Indsats;Målgruppe;Antal
Ballerup;Myndighedskommune;2011;§ 107;;120
Ballerup;Myndighedskommune;2011;§ 107;Sindslidende;30
Gribskov;Myndighedskommune;2011;§ 107;Sindslidende;9
Ballerup;Myndighedskommune;2011;§ 108;;50
"""
    receive(kommune, "aarsager.csv", causes, "causes")
    receive(kommune, "aktivitet.csv", users, "activity")
    share(kommune.hall, "temporary_home", 2011, 3000)
    share(kommune.hall, "institution", 2011, 5000, area="children")
    (adults,) = adopted_shares(asked(kommune, "adults"))
    (of_users,) = adults.indicators
    assert (of_users.hits, of_users.of, of_users.base) == (30, 120, "brugere i 1 kommune")
    made = asked(kommune, "children")
    (children,) = adopted_shares(made)
    (placed,) = children.indicators
    assert (placed.hits, placed.of) == (3, 4)
    table = made.table("survey.shares")
    assert table.words["institution_2011", "registers"] == ""  # 3 children can be known
    found = table.figure("institution_2011", "adopted")
    assert found is not None
    assert (found.terms, found.note) == ((), "et register har færre end 5 i målgruppen og vises ikke")
    assert (
        asked(kommune, "adults").table("survey.shares").words["temporary_home_2011", "registers"] == "Brugerne 25,0 %"
    )
