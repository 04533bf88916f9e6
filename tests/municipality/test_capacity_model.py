"""*Forventet niveau*: two models of twelve municipalities, worked by hand (``twelve_municipalities``), and every figure opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import KNOWN, figure, made, on_engine, opened, value
from tests.municipality.national_files import accounts, receive, regkc
from tests.municipality.small import Kommune
from tests.municipality.twelve_municipalities import with_twelve

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_figure import HIDDEN
from trinvis.presentation.capacity_tables import sentence

BACKGROUND = "model.municipalities.background"


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_twelve(Kommune(tmp_path_factory.mktemp("model") / "kommune"))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def children(twelve: Kommune) -> Capacity:
    return made(twelve, area="children", variables=("udsatte",))


def test_the_expected_level_is_the_mean_of_those_alike(children: Capacity) -> None:
    """10.000 with 10 %, 16.000 with 20 %: 600 kr. per point, 4.000 at none. Ours is 18.000 of 16.000."""
    assert value(children, BACKGROUND, "k101", "expected") == pytest.approx(10_000)
    assert value(children, BACKGROUND, "k151", "actual") == pytest.approx(18_000)
    assert value(children, BACKGROUND, "k151", "residual") == pytest.approx(2_000)
    assert value(children, "model.coefficients.background", "udsatte", "value") == pytest.approx(600)
    assert value(children, "model.coefficients.background", "const", "value") == pytest.approx(4_000)
    assert children.table("model.coefficients.background").words["udsatte", "mark"] == "+"


def test_how_much_is_explained(children: Capacity) -> None:
    """Squares: 20 mio. left of 128 mio.; 10 degrees of freedom, spread √2 mio. = 1.414."""
    assert value(children, "model.fit", "background", "r2") == pytest.approx(100 * 108 / 128)
    assert value(children, "model.fit", "background", "adjusted") == pytest.approx(100 * (1 - (20 / 10) / (128 / 11)))
    assert value(children, "model.fit", "background", "spread") == pytest.approx(2_000_000**0.5)
    assert value(children, "model.fit", "background", "n") == 12
    assert value(children, "model.fit", "background", "left_out") == 98 - 12


def test_a_model_of_the_others(children: Capacity) -> None:
    """Each is a sixth of its expected level: the other five are 2.000 · 6/5 = 2.400 below 18.000, and their squares lie closer.

    Predicted: the squares left are (6/5)² as large, 28,8 of 128 mio.
    """
    assert value(children, BACKGROUND, "k151", "leverage") == pytest.approx(100 / 6)
    assert value(children, BACKGROUND, "k151", "alone") == pytest.approx(15_600)
    assert value(children, "model.fit", "background", "predicted") == pytest.approx(100 * (1 - 28.8 / 128))
    cook = 2_000**2 / (2 * 2_000_000) * (1 / 6) / (5 / 6) ** 2
    assert value(children, BACKGROUND, "k151", "cook") == pytest.approx(cook)


def test_what_can_be_influenced_is_in_the_other_model(children: Capacity) -> None:
    """±2 placed of 1.000 go with ∓1.500 kr. in each six: 750.000 kr. for each; 500 is left of ours."""
    assert value(children, "model.coefficients.full", "placed", "value") == pytest.approx(750_000)
    assert value(children, "model.inputs", "k151", "x_placed") == pytest.approx(12)
    assert value(children, "model.municipalities.full", "k151", "residual") == pytest.approx(500)


def test_what_was_tried_is_said(children: Capacity) -> None:
    """The other background figure and the placed children beside the background model."""
    table = children.table("model.tried")
    assert [row.key for row in table.rows] == ["bolig", "placed"]
    assert value(children, "model.tried", "placed", "value") == pytest.approx(750_000)
    assert value(children, "model.tried", "placed", "without") == pytest.approx(2_000_000**0.5)
    assert "4 variabler" not in table.notes[0]
    assert table.notes[0].startswith("3 variabler er set efter i baggrundsmodellen")


def test_the_line_of_the_scatter(children: Capacity) -> None:
    """Squares across 32 of thousands, together 24.000: 750 kr. for one of 1.000; from 13.000 at 10 down to 5.500 at none."""
    assert value(children, "model.line", "line", "slope") == pytest.approx(750)
    assert value(children, "model.line", "line", "intercept") == pytest.approx(5_500)
    assert value(children, "model.line", "line", "r2") == pytest.approx(100 * (750**2 * 32) / 128e6)
    assert value(children, "model.scatter", "k101", "on_line") == pytest.approx(11_500)


def test_the_answer_draws_its_figures(children: Capacity) -> None:
    first, second = (sentence(children, one) for one in children.table("model.fit").answer)
    assert first == "Baggrundsforhold forklarer 84,4 % af forskellene i kommunernes udgift."
    assert second.startswith("Kommunen bruger 18.000 kr. pr. indbygger i aldersgruppen; det forventede er 16.000 kr.")


def test_all_background_is_used_where_none_is_asked_for_and_an_unknown_one_is_refused(twelve: Kommune) -> None:
    every = made(twelve, area="children").table("model.coefficients.background")
    assert {row.key for row in every.rows} == {"const", "udsatte", "bolig"}
    with pytest.raises(CapacityRefused, match="vælg blandt"):
        made(twelve, area="children", variables=("ukendt",)).section("model")


def test_a_weighted_model_says_so(twelve: Kommune) -> None:
    """All have as many inhabitants, so the figures are the same."""
    weighted = made(twelve, area="children", variables=("udsatte",), weighted=True)
    assert value(weighted, BACKGROUND, "k151", "expected") == pytest.approx(16_000)
    assert any(one.startswith("Vægtet:") for one in weighted.table("model.fit").caveats)


def test_every_figure_opens(twelve: Kommune, children: Capacity) -> None:
    figures, summed = opened(twelve, children, "model")
    assert figures > 250
    assert summed > 40


def test_few_placed_children_are_hidden_with_what_gives_them_away(kommune: Kommune) -> None:
    """Ours has 3 placed children: neither the frequency nor the expected level that it goes into is shown."""
    with_twelve(kommune)
    rows = "".join(f"151;Myndighedskommune;{year};Anbringelser;;0;17;Personer;3;Årlig\n" for year in (2023, 2024, 2025))
    head = "Kommune;Opgjort efter;År;Indsats;Målgruppe;Fra alder;Til alder;Talt i;Antal;Opgørelse\n"
    receive(kommune, "faa.csv", head + rows, "activity", KNOWN)
    seen = made(kommune, area="children", variables=("udsatte",)).seen_by(persons=False)
    assert figure(seen, "model.inputs", "k151", "x_placed").missing == HIDDEN
    assert figure(seen, "model.municipalities.full", "k151", "expected").missing == HIDDEN
    assert figure(seen, "model.scatter", "k151", "across").missing == HIDDEN
    assert value(seen, BACKGROUND, "k151", "expected") == pytest.approx(16_000)


def test_the_same_on_every_engine(twelve: Kommune, engine: Engine) -> None:
    asked = {"area": "children", "variables": ("udsatte",)}
    assert on_engine(twelve, engine, "model", **asked) == made(twelve, **asked).section("model")


def test_without_background_it_says_what_to_import(kommune: Kommune) -> None:
    receive(kommune, "REGKC.csv", regkc(accounts([(151, 2025, "5.28.23.001", 1, 1_000)])), "statbank", KNOWN)
    with pytest.raises(CapacityRefused, match="--source figures"):
        made(kommune, area="children").section("model")
