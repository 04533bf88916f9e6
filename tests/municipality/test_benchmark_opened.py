"""Every figure of need and of the chosen set opens: distances, the own model, both sides of the difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.municipality.national_files import accounts, figures, folk1a, receive, regkc, with_country
from tests.municipality.small import HOME, Kommune

from trinvis.municipality.address import BadAddress
from trinvis.municipality.benchmark import Asked
from trinvis.presentation.benchmark_tabs import table_of

DAY = date(2026, 2, 1)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    made = with_country(Kommune(tmp_path_factory.mktemp("landet") / "kommune"))
    yield made
    made.hall.close()


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Kommune]:
    """10, 12 and 16 per cent vulnerable children; 1.000 children each; other accounts on step 6, on steps 2 and 6, and on none."""
    made = Kommune(tmp_path / "tre")
    rows = [
        (HOME, 2018, "5.28.23.002", 1, 7_000_000),
        (153, 2018, "5.28.23.002", 1, 4_000_000),
        (153, 2018, "5.28.21.003", 1, 1_000_000),
        (155, 2018, "5.28.23.002", 1, 2_000_000),
    ]
    receive(made, "REGKC.csv", regkc(accounts(rows)), "statbank")
    receive(made, "FOLK1A.csv", folk1a([(code, 2018, 1000) for code in (HOME, 153, 155)]), "statbank")
    lines = [
        f"background/saarbare;Sårbare børn;{code};2018;{value};;;pct.;Indtastet;prøve"
        for code, value in ((HOME, "10,0"), (153, "12,0"), (155, "16,0"))
    ]
    receive(made, "tal.csv", figures("\n".join(lines)), "figures")
    yield made
    made.hall.close()


@pytest.mark.parametrize("weighting", ["unweighted", "weighted"])
@pytest.mark.parametrize("name", ["nearest", "need", "model", "coefficients", "difference", "places"])
def test_every_figure_has_an_address_that_says_the_same(country: Kommune, name: str, weighting: str) -> None:
    made = country.hall.benchmark(DAY, Asked(weighting=weighting))  # type: ignore[arg-type]
    table = table_of(made, name, synthetic=False)
    assert table.rows
    for number, row in [*enumerate(table.rows)][:12] + [*enumerate(table.rows)][-2:]:
        for column in table.columns:
            value = row.get(column.name)
            if column.kind not in ("oere", "hundredths") or value is None:
                continue
            opened = country.hall.explain(table.addresses[number, column.name])
            assert opened.value == value, (row["label"], column.name)
            assert opened.inputs or opened.lines.height, opened.title
            for part in opened.inputs[:4]:
                assert country.hall.explain(part.address).value == part.amount_oere, (opened.title, part.label)


def test_a_distance_opens_to_both_values_of_every_variable(three: Kommune) -> None:
    """The standard deviation of 10, 12 and 16 is √(56/9) = 2,494: 2/2,494 = 0,80 and 6/2,494 = 2,41."""
    made = three.hall.benchmark(DAY, Asked())
    found = [three.hall.explain(made.address("distance", municipality=code, set="nærmeste")) for code in (153, 155)]
    assert [(one.value, one.unit) for one in found] == [(80, "standardafvigelser"), (241, "standardafvigelser")]
    assert [part.amount_oere for part in found[1].inputs] == [1000, 1600]
    assert "Afstanden kommer fra: Sårbare børn 100 %." in found[0].sentence
    row = three.hall.explain(found[1].inputs[1].address)
    assert row.lines["file_name"].to_list() == ["tal.csv"]


def test_both_sides_of_a_part_open_to_the_municipalities(three: Kommune) -> None:
    """Step 6: 7.000 kr. a child here, 4.000 and 2.000 there; steps 2-3: nothing here, 1.000 and nothing there."""
    made = three.hall.benchmark(DAY, Asked(against="153,155"))
    table = table_of(made, "difference", synthetic=False)
    number, row = next((n, one) for n, one in enumerate(table.rows) if one["label"] == "Trin 6")
    assert (row["own_oere"], row["other_oere"], row["difference_oere"]) == (700_000, 300_000, 400_000)
    own, others = (three.hall.explain(table.addresses[number, name]) for name in ("own_oere", "other_oere"))
    assert [part.amount_oere for part in own.inputs] == [700_000]
    assert [part.amount_oere for part in others.inputs] == [400_000, 200_000]
    whole = next(n for n, one in enumerate(table.rows) if one["label"] == "Forskellen efter trin")
    opened = three.hall.explain(table.addresses[whole, "other_oere"])
    assert [part.amount_oere for part in opened.inputs] == [500_000, 200_000]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("distance?municipality=157&set=153", "har ingen afstand til kommunen 157"),
        ("distance?set=153", "åbnes for én kommune"),
        ("side_oere?set=153,155&part=step-6&side=begge", "er own eller others"),
        ("side_oere?set=153,155&part=need-0&side=own", "own eller others, og kun for dele efter trin|har ikke delen"),
        ("coefficient_oere?key=background/andet", "Modellen har ikke variablen|kommuner er for få"),
    ],
)
def test_what_cannot_be_opened_is_said(three: Kommune, address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said):
        three.hall.explain(f"benchmark/2018/{DAY}/{address}")


def test_the_model_has_neither_another_variable_nor_another_end(country: Kommune) -> None:
    for wrong in ("key=background/andet", "end=midt"):
        with pytest.raises(BadAddress, match="Modellen har ikke variablen"):
            country.hall.explain(f"benchmark/2018/{DAY}/coefficient_oere?{wrong}")
