"""The expenditure model by hand: which years and municipalities it rests on, what it says of them, and what was tried."""

from __future__ import annotations

import pytest
from tests.capacity.synthetic_country import Mix, country

from trinvis.calculations.capacity.expenditure_model import expenditure_model
from trinvis.calculations.capacity.potentials import deviation, slope
from trinvis.calculations.capacity.redrawn import redrawn
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.tried_variables import tried_variables
from trinvis.calculations.capacity.yearly import Unit, Yearly

YEARS = (2009, 2010, 2011)

# municipality | kroner per child in 2009, 2010, 2011 | share in social housing, per cent
FIVE = """
Albertslund 15000 16000 17000 40
Dragør       7000  8000  9000  5
Ishøj       13000 13000 13000 30
Solrød       8000  8000 11000 10
Tårnby      12000 11000 10000 20
"""


def five() -> tuple[list[Unit], Yearly, Yearly]:
    rows = [line.split() for line in FIVE.strip().splitlines()]
    units = [Unit(code, row[0]) for code, row in enumerate(rows, start=1)]
    spent = {
        unit.code: dict(zip(YEARS, map(float, row[1:4]), strict=True)) for unit, row in zip(units, rows, strict=True)
    }
    housing = {unit.code: {2011: float(row[4])} for unit, row in zip(units, rows, strict=True)}
    return (
        units,
        Yearly("spending", "Udgift pr. 0-17-årig", spent, "kr."),
        Yearly("housing", "Andel i almennyttig bolig", housing, "%", needed=1),
    )


def test_the_model_of_five_by_hand() -> None:
    """Means 16000, 8000, 13000, 9000, 11000 on 40, 5, 30, 10, 20.

    Mean housing 21, spending 11400; Σ(x−21)² = 820, Σ(x−21)(y−11400) = 183000: slope 223,17, constant 6713,41.
    """
    units, spending, housing = five()
    found = expenditure_model("baggrundsmodellen", units, spending, [housing], YEARS)
    assert [row.actual for row in found.rows] == [16000, 8000, 13000, 9000, 11000]
    assert found.coefficient("housing").value == pytest.approx(183000 / 820)
    assert found.coefficients[0].value == pytest.approx(11400 - 21 * 183000 / 820)
    expected = 11400 + (40 - 21) * 183000 / 820
    assert found.of(1).expected == pytest.approx(expected)
    assert found.of(1).residual == pytest.approx(16000 - expected)
    assert found.of(1).leverage == pytest.approx(1 / 5 + 19**2 / 820)
    assert found.of(1).low < found.of(1).expected < found.of(1).high
    assert found.coefficient("housing").mark == "+"
    assert found.caveats[0].startswith(
        "Modellen hviler på 5 kommuner og gennemsnittet af 2009-2011. Den forklarer 99 %"
    )
    assert "Andel i almennyttig bolig" in found.caveats[0]


PEOPLE = {1: 3000.0, 2: 1000.0, 3: 2000.0, 4: 1000.0, 5: 1000.0}
"""0-17-year-olds by code of ``FIVE``, made up."""


def people(by_code: dict[int, float]) -> Yearly:
    return Yearly("people", "Antal 0-17-årige", {code: {2011: count} for code, count in by_code.items()}, needed=1)


def test_weighted_by_inhabitants_by_hand() -> None:
    """3 × (40; 16000), 1 × (5; 8000), 2 × (30; 13000), 1 × (10; 9000), 1 × (20; 11000), of 8: means 26,875 and 12750.

    Σw(x−26,875)² = 1346,875 and Σw(x−26,875)(y−12750) = 308750: slope 229,23.
    """
    units, spending, housing = five()
    found = expenditure_model("m", units, spending, [housing], YEARS, weights=people(PEOPLE))
    assert found.coefficient("housing").value == pytest.approx(308750 / 1346.875)
    assert found.coefficients[0].value == pytest.approx(12750 - 26.875 * 308750 / 1346.875)
    assert sum(PEOPLE[row.unit.code] * row.residual for row in found.rows) == pytest.approx(0, abs=1e-6)


def test_weights_of_another_unit_or_all_alike_change_nothing() -> None:
    units, spending, housing = five()
    thousands, alike = {code: count / 1000 for code, count in PEOPLE.items()}, dict.fromkeys(PEOPLE, 700.0)
    plain = expenditure_model("m", units, spending, [housing], YEARS)
    one, other, same = (
        expenditure_model("m", units, spending, [housing], YEARS, weights=people(of))
        for of in (PEOPLE, thousands, alike)
    )
    for left, right in ((one, other), (plain, same)):
        assert left.fit.spread == pytest.approx(right.fit.spread)
        for row, beside in zip(left.rows, right.rows, strict=True):
            assert (row.alone, row.alone_low, row.low, row.cook, row.dffits) == pytest.approx(
                (beside.alone, beside.alone_low, beside.low, beside.cook, beside.dffits)
            )


def test_the_model_says_whether_it_is_weighted() -> None:
    units, spending, housing = five()
    assert expenditure_model("m", units, spending, [housing], YEARS).caveats[1].startswith("Uvægtet: hver kommune")
    found = expenditure_model("m", units, spending, [housing], YEARS, weights=people(PEOPLE))
    assert found.caveats[1] == "Vægtet: kommunerne tæller efter antal 0-17-årige; rapporten regnede uvægtet."


def test_a_municipality_without_a_weight_is_left_out_and_none_weighs_nothing() -> None:
    units, spending, housing = five()
    some = {code: count for code, count in PEOPLE.items() if code != 3}
    found = expenditure_model("m", units, spending, [housing], YEARS, weights=people(some))
    assert [left.reason for left in found.left_out] == [
        "Ishøj er ikke med: Antal 0-17-årige (2009, 2010, 2011) mangler."
    ]
    with pytest.raises(CapacityRefused, match="ikke over 0"):
        expenditure_model("m", units, spending, [housing], YEARS, weights=people({**PEOPLE, 3: 0.0}))


def test_a_candidate_is_tried_with_the_models_weights() -> None:
    drawn = country(Mix(background=2, influenceable=1, years=3), 1)
    counts = {unit.code: float(count) for unit, count in zip(drawn.units, drawn.inhabitants, strict=True)}
    weights = Yearly("people", "Indbyggere", {code: {2011: count} for code, count in counts.items()}, needed=1)
    of = (drawn.units, drawn.spending)
    model = expenditure_model("m", *of, drawn.background, YEARS, weights=weights)
    wider = expenditure_model("m", *of, [*drawn.background, *drawn.influenceable], YEARS, weights=weights)
    tried = tried_variables(model, *of, drawn.influenceable).tried[0]
    assert (tried.coefficient, tried.spread) == (wider.coefficients[-1], wider.fit.spread)
    assert slope(wider, wider.variables[0].key, [wider.variables[2].key])[0] == pytest.approx(
        model.coefficients[1].value
    )


def test_figures_drawn_again_are_refitted_with_the_models_weights() -> None:
    """Drawn with hardly any chance, the report's formula gives back the weighted model's own figure."""
    drawn = country(Mix(background=2, years=3, yearly=1e-3), 3)
    counts = {unit.code: float(count) for unit, count in zip(drawn.units, drawn.inhabitants, strict=True)}
    weights = Yearly("people", "Indbyggere", {code: {2011: count} for code, count in counts.items()}, needed=1)
    model = expenditure_model("m", drawn.units, drawn.spending, drawn.background, YEARS, weights=weights)
    own = deviation(model, drawn.base(), "full")
    found = redrawn(model, drawn.spending, YEARS, drawn.base(), draws=50)
    assert found.totals["deviation"].mean() == pytest.approx(own.amount, rel=1e-3)
    assert own.said[-1] == "Vægtet: kommunerne tæller efter indbyggere; rapporten regnede uvægtet."


def test_a_year_missing_leaves_the_municipality_out_with_the_reason() -> None:
    units, spending, housing = five()
    values = {**spending.values, 3: {2009: 13000.0, 2010: None, 2011: 13000.0}}
    spending = Yearly("spending", "Udgift pr. 0-17-årig", values)
    found = expenditure_model("baggrundsmodellen", units, spending, [housing], YEARS)
    assert found.cases == 4
    assert [left.reason for left in found.left_out] == ["Ishøj er ikke med: Udgift pr. 0-17-årig (2010) mangler."]
    assert found.left_out[0].reason in found.caveats
    with pytest.raises(CapacityRefused, match="Ishøj er ikke med"):
        found.of(3)


def test_a_measure_may_do_with_fewer_years_when_it_says_so() -> None:
    units, spending, housing = five()
    values = {**spending.values, 3: {2009: 13000.0, 2010: None, 2011: 13600.0}}
    spending = Yearly("spending", "Udgift pr. 0-17-årig", values, needed=2)
    found = expenditure_model("baggrundsmodellen", units, spending, [housing], YEARS)
    assert found.of(3).actual == pytest.approx(13300)


def test_the_order_of_the_municipalities_means_nothing() -> None:
    units, spending, housing = five()
    one, other = (expenditure_model("m", rows, spending, [housing], YEARS) for rows in (units, units[::-1]))
    assert one.rows == other.rows


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda units, spending, housing: ([*units, units[0]], spending, [housing], YEARS),
            "Albertslund .1. står to gange",
        ),
        (lambda units, spending, housing: (units, spending, [housing, housing], YEARS), "er valgt to gange"),
        (lambda units, spending, housing: (units, spending, [housing], ()), "hvert år"),
        (lambda units, spending, housing: (units[:3], spending, [housing], YEARS), "mindst 4"),
    ],
)
def test_what_cannot_be_modelled_is_said(change, says) -> None:
    units, spending, variables, years = change(*five())
    with pytest.raises(CapacityRefused, match=says):
        expenditure_model("m", units, spending, variables, years)


def test_what_was_tried_is_all_there_with_what_it_did() -> None:
    drawn = country(Mix(background=3, influenceable=2, years=3), 1)
    same = Yearly(
        "same",
        "Første variabel gange to",
        {c: {y: 2 * (v or 0) for y, v in of.items()} for c, of in drawn.background[0].values.items()},
    )
    few = Yearly(
        "few", "Kun tre kommuner", {101: dict.fromkeys(drawn.years, 1.0), 102: dict.fromkeys(drawn.years, 2.0)}
    )
    log = tried_variables(drawn.model(), drawn.units, drawn.spending, [*drawn.influenceable, same, few])
    assert [one.label for one in log.tried] == [
        "Variabel 4",
        "Variabel 5",
        "Første variabel gange to",
        "Kun tre kommuner",
    ]
    assert log.standing == ("Variabel 1", "Variabel 2", "Variabel 3")
    first = log.tried[0]
    with_it = expenditure_model(
        "m", drawn.units, drawn.spending, [*drawn.background, drawn.influenceable[0]], (2009, 2010, 2011)
    )
    assert first.coefficient == with_it.coefficients[-1]
    assert (first.spread, first.spread_without) == (with_it.fit.spread, drawn.model().fit.spread)
    assert log.tried[2].coefficient is None
    assert "følger af hinanden" in log.tried[2].refused
    assert "for få" in log.tried[3].refused
    assert log.by_chance == pytest.approx(0.05 * 5)
    assert log.sentences[0].startswith("7 variabler er set efter")
    assert len(log.sentences) == 5


def test_what_is_explained_of_the_unseen_is_less() -> None:
    """1 − PRESS / Σ(y − ȳ)², PRESS from models without the municipality one by one."""
    drawn = country(Mix(background=3, years=3, municipalities=20), 1)
    found = drawn.model()
    missed = 0.0
    for row in found.rows:
        others = [unit for unit in drawn.units if unit != row.unit]
        alone = expenditure_model("m", others, drawn.spending, drawn.background, found.years)
        values = [one.mean(row.unit.code, found.years) or 0.0 for one in drawn.background]
        missed += (row.actual - float(alone.fit.predict([values]).expected[0])) ** 2
    mean = sum(row.actual for row in found.rows) / 20
    assert found.predicted_r2 == pytest.approx(1 - missed / sum((row.actual - mean) ** 2 for row in found.rows))
    assert found.predicted_r2 < found.adjusted_r2 < found.r2


def test_the_loo_interval_holds_what_it_promises() -> None:
    held = cases = 0
    for seed in range(40):
        found = country(Mix(years=3), seed).model()
        held, cases = held + found.held.hits, cases + found.held.cases
    assert 0.94 < held / cases < 0.96
