"""*Opfølgning*: expected and realised beside each other, small groups hidden, and a counterfactual that prints what it rests on."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from trinvis.calculations.investment.before_after import before_after
from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Interval
from trinvis.calculations.investment.difference_in_differences import difference_in_differences
from trinvis.calculations.investment.half_year import HalfYear
from trinvis.calculations.investment.realised import Expected, Followed, Happened
from trinvis.calculations.investment.synthetic_control import synthetic_control
from trinvis.municipality.investment_compared import Compared
from trinvis.municipality.investment_panels import Panel
from trinvis.municipality.investment_running import Comparisons
from trinvis.presentation.investment_counterfactual import (
    comparisons_table,
    counterfactual_drawn,
    counterfactual_table,
    points_table,
    units_table,
    weights_table,
)
from trinvis.presentation.investment_follow_up import follow_up_drawn, follow_up_table, prices_table

CASE: Any = SimpleNamespace(
    name="lille", title="Lille", states=(SimpleNamespace(name="ude", label="Anbragt"), SimpleNamespace(name="hjemme", label="Hjemme"))
)  # fmt: skip


def draws(*values: float) -> Any:
    return np.array(values)


def half(year: int, number: int, began: int, gain: float, total: float, interval: Interval | None = None) -> Followed:
    """Ten expected, six of them placed at 500.000 each; expected gain 200.000 a half-year."""
    one = HalfYear(year, number)
    plan = Expected(
        one, draws(10, 10), draws(6, 6), {"ude": draws(500_000, 500_000)},
        draws(2_500_000, 2_500_000), draws(1_500_000, 1_500_000), draws(800_000, 800_000),
    )  # fmt: skip
    seen = Happened(
        one, began, began, 4.5, {5: 4.5, 3: 3.0}, {1: 700_000.0, 2: 500_000.0}, {5: 1_125_000.0, 3: 75_000.0}, None
    )
    at = (one.year - 2026) * 2 + one.half
    return Followed(
        plan, seen, 800_000, False, 2_000_000, gain, interval, 200_000 * at,
        Interval(100_000 * at, 300_000 * at, 0.9, "midterste 90 %"), total, interval,
    )  # fmt: skip


def followed(*halves: Followed) -> Any:
    """Until the end of June 2027; spending of the first half-year opens."""
    return SimpleNamespace(
        basis=SimpleNamespace(day=date(2027, 6, 30), program="1"),
        alternative="ny",
        started=date(2026, 1, 1),
        came=dict.fromkeys(range(8), date(2026, 1, 1)),
        places={"ude": (5,), "hjemme": (3,)},
        halves=halves,
        addresses={HalfYear(2026, 1): {"cost": "a/1"}, HalfYear(2026, 2): {}},
        beside=(),
        price_note="Alle beløb er i 2026-priser.",
        warnings=("Kun 8 deltagere: tallene er meget usikre.",),
    )


SPREAD = Interval(-300_000.0, 1_100_000.0, 0.95, "95 % ud fra spredningen mellem deltagerne")


def two() -> Any:
    return followed(half(2026, 1, 8, 100_000, 100_000, SPREAD), half(2026, 2, 8, 300_000, 400_000, SPREAD))


def test_the_newest_half_year_is_said_with_both_intervals_and_no_cause() -> None:
    table = follow_up_table(two(), CASE)
    assert table.answer == (
        "Til og med 2. halvår 2026 er den opgjorte gevinst 400.000 kr. (95 %: −300.000 kr. til 1,10 mio. kr.) mod ventet 400.000 kr., "
        "inden for det, casen ventede (90 %)."
    )
    assert table.notes[0].endswith("Opgørelsen viser en forskel; den siger ikke, hvad forskellen kommer af.")
    assert "Opgjort: 95 % ud fra spredningen mellem deltagerne." in table.notes
    assert "Kun 8 deltagere: tallene er meget usikre." in table.notes


def test_expected_and_realised_stand_beside_each_other() -> None:
    first = follow_up_table(two(), CASE).rows[0]
    found = [first[name] for name in ("half", "participants_expected", "participants", "placed_expected", "placed")]
    assert found == ["1. halvår 2026", 1_000, 800, 600, 450]
    assert [first[name] for name in ("gain_expected_oere", "gain_oere", "spending_oere")] == [
        20_000_000,
        10_000_000,
        120_000_000,
    ]
    assert first["posted_oere"] is None
    prices = prices_table(two(), CASE).rows
    assert (prices[0]["state"], prices[0]["expected_oere"], prices[0]["price_oere"]) == (
        "Anbragt",
        50_000_000,
        50_000_000,
    )


def test_a_realised_figure_opens() -> None:
    assert follow_up_table(two(), CASE).addresses == {(0, "spending_oere"): "a/1"}


def test_few_participants_are_hidden_from_those_without_the_right() -> None:
    made = followed(half(2026, 1, 3, 100_000, 100_000, SPREAD), half(2026, 2, 8, 300_000, 400_000, SPREAD))
    table = follow_up_table(made, CASE, least_shown=5)
    assert "participants" not in table.rows[0]
    assert "gain_oere" not in table.rows[0]
    assert table.rows[0]["gain_expected_oere"] == 20_000_000
    assert table.rows[1]["participants"] == 800
    assert "Halvår med under 5 deltagere er skjult." in table.notes
    hidden = prices_table(made, CASE, least_shown=5).rows[0]
    assert "price_oere" not in hidden
    alone = followed(half(2026, 1, 3, 0, 0))
    assert (
        follow_up_table(alone, CASE, least_shown=5).answer == "Der er for få deltagere til at vise, hvad der er sket."
    )
    assert follow_up_drawn(alone, CASE, least_shown=5).svg


def test_the_picture_says_what_its_table_says() -> None:
    drawn = follow_up_drawn(two(), CASE)
    assert drawn.title == "Gevinst lagt sammen, 1.000 kr."
    assert "2. halvår 2026: 400 mod ventet 400, 90 % ventet mellem 200 og 600" in drawn.svg
    assert drawn.table.name == "followed"


# held up against something else


PANEL = {
    "Nord": [10.0, 10, 10, 8, 8],
    "Syd": [12.0, 12, 12, 12, 12],
    "Vest": [9.0, 9, 9, 10, 10],
    "Øst": [7.0, 7, 7, 7, 7],
}
"""Nord fell by 2, the others rose by 0, 1 and 0: a difference of −2 − 1/3."""


def test_a_difference_in_differences_prints_its_assumptions() -> None:
    found = difference_in_differences(PANEL, ["Nord"], 3, unit="anbragte")
    table = comparisons_table([found.comparison], "Anbragte i Nord")
    assert table.rows[0]["difference"] == "−2,3"
    assert table.rows[0]["unit"] == "anbragte"
    assert table.notes[0] == NOT_A_CAUSE
    assert any("Forudsætter: Uden ændringen var områderne fulgt ad" in note for note in table.notes)
    assert any("Prøvet: " in note for note in table.notes)
    units = units_table(found, "Anbragte")
    assert (units.rows[0]["name"], units.rows[0]["change"]) == ("Nord", -200)


def test_a_comparison_that_is_refused_says_why_and_has_no_interval() -> None:
    found = synthetic_control(PANEL, "Nord", 3, unit="anbragte")
    table = comparisons_table([found.comparison], "Anbragte i Nord")
    assert table.rows[0]["difference"] is None
    assert table.rows[0]["interval"] is None
    assert table.rows[0]["kind"] == found.comparison.refused
    assert counterfactual_drawn(compared(found, ("Nord",), 3)) is None


def compared(made: Any, changed: tuple[str, ...], after_from: int, values: Any = PANEL) -> Compared:
    periods = tuple(f"{n}. halvår" for n in range(1, len(next(iter(values.values()))) + 1))
    opens = {name: tuple(f"a/{name}/{n}" for n in range(len(points))) for name, points in values.items()}
    panel = Panel("Anbragte børn", "børn", periods, {name: tuple(points) for name, points in values.items()}, opens)
    return Compared(panel, changed, after_from, made, ("5 halvår.",))


def test_the_line_from_before_drawn_on_is_a_picture_with_the_change_marked() -> None:
    seen = [20.0, 21, 20, 22, 21, 22, 23, 22, 19, 18, 17]
    drawn = counterfactual_drawn(compared(before_after(seen, 8, unit="børn"), ("Alle",), 8, {"Alle": seen}))
    assert drawn is not None
    assert "mod udviklingen før, trukket frem" in drawn.svg
    assert ">ændringen<" in drawn.svg
    assert NOT_A_CAUSE.rstrip(".") in drawn.svg


def test_the_others_course_begins_at_the_same_level() -> None:
    """The others lie at 28/3 before and 29/3 after, Nord at 10: 10 before, 10 1/3 after."""
    found = compared(difference_in_differences(PANEL, ["Nord"], 3, unit="børn"), ("Nord",), 3)
    drawn = counterfactual_drawn(found)
    assert drawn is not None
    assert "5. halvår: 8,0 mod de andres udvikling, fra samme niveau før 10,3" in drawn.svg
    rows = drawn.table.rows
    assert [rows[4][name] for name in ("after", "u1", "u2", "u3", "u4")] == [True, 800, 1_200, 1_000, 700]
    assert drawn.table.addresses[4, "u1"] == "a/Nord/4"


def test_small_counts_of_a_district_are_neither_shown_nor_drawn() -> None:
    found = compared(difference_in_differences(PANEL, ["Nord"], 3, unit="børn"), ("Nord",), 3)
    assert counterfactual_drawn(found, least_shown=8) is None
    assert "u4" not in points_table(found, least_shown=8).rows[0]


def test_what_could_not_be_compared_is_said_too() -> None:
    found = compared(difference_in_differences(PANEL, ["Nord"], 3, unit="børn"), ("Nord",), 3)
    table = counterfactual_table(Comparisons((found,), ("Kommune 999 har intet regnskab.",)), "Lille")
    assert table.notes[-2:] == ("5 halvår.", "Kommune 999 har intet regnskab.")
    assert table.answer.startswith("Forskellen er −2,3 børn")
    assert counterfactual_table(Comparisons((), ("Intet.",)), "Lille").notes == ("Intet.",)


def test_what_a_mixture_is_made_of() -> None:
    panel = {name: [float(n % 3 + at) for n in range(8)] for at, name in enumerate(["a", "b", "c", "d", "e", "f"])}
    found = synthetic_control(panel, "a", 5, unit="børn")
    table = weights_table(found, "Børn")
    assert sum(int(str(row["weight_pct"])) for row in table.rows) == pytest.approx(10_000, abs=5)
