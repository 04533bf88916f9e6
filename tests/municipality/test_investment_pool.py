"""Which cases a pool pays for: the municipality's own part of the effort, year by year, one alternative of each case."""

from __future__ import annotations

from datetime import date

import pytest
from tests.municipality.case_files import EXAMPLES, SMALL
from tests.municipality.small import Kommune

from trinvis import invest
from trinvis.calculations.investment.portfolio import Bounds
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_pool import portfolio

TODAY = date(2027, 3, 1)
SECOND = SMALL.replace("case: tidlig-hjaelp", "case: anden").replace("title: Tidlig hjælp", "title: Anden")
DEARER = SECOND.replace("value: 600000", "value: 700000")
TWO_WAYS = SMALL.replace("hjaelp: Tidlig hjælp}", "hjaelp: Tidlig hjælp, mere: Mere hjælp}").replace(
    "hjaelp: {hjemme: 1}}", "hjaelp: {hjemme: 1}, mere: {hjemme: 1}}"
).replace("alternatives: [hjaelp]}", "alternatives: [hjaelp, mere]}")  # fmt: skip


def test_the_better_of_two_when_there_is_room_for_one() -> None:
    found = portfolio([invest(SMALL), invest(DEARER)], [700_000, 700_000, 700_000], draws=200)
    assert found.choice.chosen == ("tidlig-hjaelp",)
    assert found.choice.left == (100_000, 100_000, 100_000)
    assert [step.entered for step in found.next_krone.steps] == [(), ("tidlig-hjaelp",), ("anden",)]
    assert found.asked["anden"].candidate.investment == (700_000, 700_000, 700_000)
    assert found.asked["anden"].candidate.gain == 3 * 300_000


def test_years_that_the_pool_does_not_reach_are_told() -> None:
    found = portfolio([invest(SMALL)], [600_000], draws=200)
    assert (found.choice.chosen, found.asked["tidlig-hjaelp"].outside) == (("tidlig-hjaelp",), 1_200_000)


def test_calendar_years_where_the_pool_has_them() -> None:
    found = portfolio([invest(SMALL)], [0, 600_000], start_year=2025, draws=200)
    assert found.asked["tidlig-hjaelp"].candidate.investment == (0.0, 600_000)
    with pytest.raises(CannotAsk, match="løber ikke i puljens år fra 2030"):
        portfolio([invest(SMALL)], [600_000], start_year=2030)


def test_a_pool_pays_the_municipality_s_own_part() -> None:
    """1,263,248 of 1,567,305 kr. is what the pool is asked for (lines 374 and 349 of the application)."""
    found = portfolio([invest(EXAMPLES / "ishoej-2018-offentliggjort.yaml")], [1_300_000], draws=200)
    assert found.asked["ishoej-2018-offentliggjort"].candidate.investment == pytest.approx((1_263_247.83,))


def test_of_two_alternatives_one_is_chosen() -> None:
    found = portfolio([invest(TWO_WAYS)], [2_000_000, 2_000_000, 2_000_000], draws=200)
    assert list(found.asked) == ["tidlig-hjaelp/hjaelp", "tidlig-hjaelp/mere"]
    assert len(found.choice.chosen) == 1


def test_no_feasible_choice_says_why() -> None:
    found = portfolio([invest(SMALL)], [100_000], bounds=Bounds(must=frozenset(["tidlig-hjaelp"])), draws=200)
    assert not found.choice.feasible
    assert any("mindst 600.000 kr." in why for why in found.choice.why)


@pytest.mark.parametrize(
    ("cases", "pool", "bounds", "said"),
    [
        ((), (1.0,), None, "mindst én case"),
        ((SMALL, SMALL), (1.0,), None, "er med to gange"),
        ((SMALL,), (-1.0,), None, "under 0 kr."),
        ((SMALL,), (1.0,), Bounds(must=frozenset(["x"])), "ingen case, der hedder »x«"),
    ],
)
def test_what_cannot_be_asked(
    cases: tuple[str, ...], pool: tuple[float, ...], bounds: Bounds | None, said: str
) -> None:
    with pytest.raises(CannotAsk, match=said):
        portfolio([invest(case) for case in cases], pool, bounds=bounds, draws=200)


def test_pools_of_the_journal(kommune: Kommune) -> None:
    with pytest.raises(CannotAsk, match="Der er ingen investeringspuljer; skriv den først"):
        kommune.hall.case_pool(TODAY)
    for year, oere in ((2027, 100_000_000), (2029, 50_000_000)):
        said = {"pool": "Puljen", "year": year, "amount_oere": oere}
        kommune.hall.write("investment_pool", f"Puljen/{year}", said, by="Chefen")
    assert kommune.hall.case_pool(TODAY) == ("Puljen", 2027, (1_000_000.0, 0.0, 500_000.0))
    with pytest.raises(CannotAsk, match="ingen investeringspulje, der hedder »x«; der er Puljen"):
        kommune.hall.case_pool(TODAY, "x")
