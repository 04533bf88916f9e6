"""Moving citizens to a home of their own: the four municipalities of seed 002 (lines 11358-11446), and the calculation by hand."""

from __future__ import annotations

import pytest
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.conversion import (
    ConversionCase,
    Moving,
    PrintedCase,
    by_average_cost,
    lost_income_behind,
)
from trinvis.calculations.capacity.refused import CapacityRefused

MIO = 1_000_000


def esbjerg(
    moving_is: Moving = "once", lost_income: float = 4.7 * MIO, phase_in: tuple[float, ...] = (1.0,)
) -> ConversionCase:
    """51 places become 15, 35 citizens move; 16 mio. less, 4,6 for support, 0,5 for moving (lines 11368-11380)."""
    return ConversionCase(
        "Esbjerg", 51 - 15, 35, 16 * MIO / 36, 4.6 * MIO / 35, lost_income, 0.5 * MIO, moving_is, phase_in
    )


def in_mio(amounts: tuple[float, ...]) -> list[float]:
    return [round(amount / MIO, 2) for amount in amounts]


@pytest.mark.parametrize(
    ("row", "covers", "per_cent"),
    [
        ("Frederiksberg", "også hjemløse og misbrug", 1.80),
        ("Esbjerg", "også handicap", 0.99),
        ("København", "", 0.59),
        ("Ballerup", "også handicap", 0.21),
    ],
)
def test_the_printed_savings_in_per_cent_of_the_budgets(row: str, covers: str, per_cent: float) -> None:
    """Lines 11428-11446."""
    saving, budget = (float(value("boks-5-5", row, column)) for column in ("#1", "#2"))
    assert round(PrintedCase(row, saving, budget, covers).per_cent, 2) == per_cent


def test_esbjerg_nets_6_2_and_then_6_7_when_moving_is_paid_once() -> None:
    """16,0 − 0,5 − 4,6 − 4,7 = 6,2; without the 0,5 it is 6,7."""
    assert in_mio(esbjerg("once").by_year(3)) == [6.2, 6.7, 6.7]
    assert in_mio(esbjerg("yearly").by_year(3)) == [6.2, 6.2, 6.2]
    assert esbjerg("once").lasting == pytest.approx(6.7 * MIO)


@pytest.mark.parametrize(("net", "lost"), [(6.2, 4.7), (6.1, 4.8)])
def test_what_the_lost_income_must_have_been(net: float, lost: float) -> None:
    """Lines 11374-11380 print a net of 6,1 and one of 6,2, and no lost income."""
    assert lost_income_behind(net * MIO, 16 * MIO, 4.6 * MIO, 0.5 * MIO) == pytest.approx(lost * MIO)


def test_a_net_above_its_parts_is_refused() -> None:
    with pytest.raises(CapacityRefused, match="passer ikke sammen"):
        lost_income_behind(11 * MIO, 16 * MIO, 4.6 * MIO, 0.5 * MIO)


def test_average_costs_promise_four_and_a_half_times_as_much_as_esbjerg_got() -> None:
    """895.000 − 104.000 kr. a citizen (unit values of tables 5-4 to 5-14) against (16,0 − 0,5 − 4,6 − 4,7) / 35 = 177.000."""
    case = esbjerg("yearly")
    assert case.lasting / 35 == pytest.approx(177_000, abs=500)
    assert by_average_cost(35, 895_000, 104_000) / case.lasting == pytest.approx(4.5, abs=0.05)
    assert (case.saved_per_place, case.support_per_citizen) == pytest.approx((444_000, 131_000), abs=500)


def test_what_is_phased_in_saves_its_share_and_moves_its_share() -> None:
    """Half the first year: 6,7 / 2 − 0,5 / 2 = 3,1; the other half moves the second year: 6,7 − 0,25 = 6,45."""
    assert in_mio(esbjerg(phase_in=(0.5,)).by_year(3)) == [3.1, 6.45, 6.7]


def test_the_case_carries_its_reservations() -> None:
    potential = esbjerg().potential("Voksne", 2012)
    assert potential.amount == pytest.approx(6.7 * MIO)
    assert (potential.kind, potential.where) == ("conversion", "Esbjerg")
    assert {"average_cost", "who_pays_instead"} <= {caveat.key for caveat in potential.caveats}
    assert "tabte takstindtægter 4.700.000 kr." in potential.said[1]


@pytest.mark.parametrize("wrong", [{"lost_income": -1.0}, {"phase_in": (1.2,)}, {"lost_income": float("nan")}])
def test_what_cannot_be_is_refused(wrong: dict) -> None:
    with pytest.raises(CapacityRefused, match="Esbjerg"):
        esbjerg(**wrong)
