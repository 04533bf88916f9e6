"""Lasting differences and yearly chance taken apart: closed forms, statsmodels' REML, and drawings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.regression.mixed_linear_model import MixedLM
from tests.capacity.synthetic_country import Mix, country

from trinvis.calculations.capacity.base_share import flat_share
from trinvis.calculations.capacity.corrected import corrected_deviation, series_of
from trinvis.calculations.capacity.expenditure_model import expenditure_model
from trinvis.calculations.capacity.potentials import Base, deviation
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.reliability import Lines, positive_part, posterior, totals_over
from trinvis.calculations.capacity.yearly import Unit, Yearly
from trinvis.calculations.capacity.years_apart import years_apart


def balanced(seed: int, units: int = 40, years: int = 4) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return 50 + chance.normal(0, 3, (units, 1)) + chance.normal(0, 1, years) + chance.normal(0, 4, (units, years))


def reml(series: np.ndarray, design: np.ndarray) -> float:
    """τ²/σ² where the likelihood is largest."""
    apart = years_apart(series, np.full(len(series), 100.0), "equal")
    ratios = np.exp(np.linspace(-8, 4, 24_001))
    likely = np.concatenate(
        [
            Lines.of(apart.means, apart.noise, design, part).log_likely(apart.within, apart.degrees)
            for part in np.array_split(ratios, 20)
        ]
    )
    return float(ratios[likely.argmax()])


def test_the_likelihood_is_largest_where_the_analysis_of_variance_is() -> None:
    """τ² = the means' variance − σ²/T with σ² = the years' sum of squares / (n − 1)(T − 1)."""
    series = balanced(3)
    apart = years_apart(series, np.full(40, 100.0), "equal")
    yearly = apart.within / apart.degrees
    lasting = series.mean(axis=1).var(ddof=1) - yearly / 4
    assert apart.degrees == 39 * 3
    assert reml(series, np.ones((40, 1))) == pytest.approx(lasting / yearly, rel=1e-3)


def test_the_likelihood_is_that_of_reml_in_statsmodels() -> None:
    series, condition = balanced(8), np.random.default_rng(9).normal(0, 1, 40)
    units, years = np.repeat(np.arange(40), 4), np.tile(np.arange(4), 40)
    exogenous = np.column_stack([np.ones(160), condition[units], years[:, None] == np.arange(1, 4)]).astype(float)
    theirs = MixedLM(series.ravel(), exogenous, groups=units).fit(reml=True)
    ours = reml(series, np.column_stack([np.ones(40), condition]))
    assert ours == pytest.approx(float(theirs.cov_re[0, 0] / theirs.scale), rel=2e-3)


def seen(seed: int = 4, **more):
    drawn = country(Mix(yearly=2000, **more), seed)
    model = drawn.model()
    return series_of(model, drawn.spending, model.variables, drawn.years, drawn.base())


def test_the_mean_of_a_positive_part_by_hand() -> None:
    """A normal around 0 with spread 1: 1/√(2π); around 10 it is 10."""
    assert positive_part(np.array([0.0, 10.0, -10.0]), np.ones(3)) == pytest.approx([0.39894228, 10, 0], abs=1e-8)


def test_what_is_expected_is_the_mean_of_the_drawings() -> None:
    found = seen().posterior
    drawn = found.draws(60_000, np.random.default_rng(2))
    assert np.maximum(drawn.lasting, 0).mean(axis=0) == pytest.approx(found.expected_over(), rel=0.04, abs=8)
    assert drawn.lasting.mean(axis=0) == pytest.approx(found.lasting_mean(), abs=20)
    assert drawn.sigma.mean() == pytest.approx(found.spreads()[1], rel=0.01)


def test_many_series_at_once_are_as_one_by_one() -> None:
    first, second = seen(4), seen(5)
    weight = first.who.weight
    for one in (first, second):
        again = totals_over(one.posterior, one.design, one.apart.means[None, :], np.array([one.apart.within]), weight)
        assert again[0] == pytest.approx(float((one.posterior.expected_over() * weight).sum()), rel=2e-3)


def test_residuals_are_drawn_in_by_their_reliability_and_most_where_few_live() -> None:
    one = seen(steepness=1.0)
    reliability = one.posterior.reliability()
    order = np.argsort(one.who.population)
    assert (np.diff(reliability[order]) >= -1e-12).all()
    assert (reliability > 0).all()
    assert (reliability < 1).all()
    assert (np.abs(one.posterior.lasting_mean()) < np.abs(one.apart.means - one.apart.means.mean()).max()).all()


def test_the_corrected_figure_says_what_it_rests_on() -> None:
    drawn = country(Mix(yearly=2000), 1)
    found = corrected_deviation(drawn.model(), drawn.spending, drawn.years, drawn.base(flat_share(0.47)), "background")
    reported = deviation(drawn.model(), drawn.base(flat_share(0.47)), "background")
    assert found.potential.corrected
    assert (
        found.potential.label
        == "Varig afvigelse fra det forventede (baggrundsforhold alene), korrigeret for tilfældigheder"
    )
    assert found.potential.amount < reported.amount
    assert found.potential.calculation == reported.calculation
    assert sum(part.amount for part in found.potential.parts) == pytest.approx(found.potential.amount)
    assert "98 kommuner, 490 kommuneår i 2007-2011" in found.potential.said[2]
    keys = [caveat.key for caveat in found.potential.caveats]
    assert keys[0] == "lasting"
    assert "noise_counted" not in keys
    assert "service_level" in keys
    assert [row.years for row in found.rows] == [5] * 98
    assert all(row.over > max(0.0, row.lasting) for row in found.rows)


def test_the_same_seed_gives_the_same_figure_and_shares_scale_it() -> None:
    drawn = country(Mix(yearly=2000), 1)
    one, other = (
        corrected_deviation(
            drawn.model(), drawn.spending, drawn.years, drawn.base(flat_share(share)), "background"
        ).potential
        for share in (1.0, 0.5)
    )
    assert other.amount == pytest.approx(one.amount / 2)
    assert one.interval is not None
    assert other.interval is not None
    assert other.interval.low == pytest.approx(one.interval.low / 2)


def test_other_references_move_the_corrected_figure_too() -> None:
    drawn = country(Mix(yearly=2000), 1)
    mean, median, quartile = (
        corrected_deviation(drawn.model(), drawn.spending, drawn.years, drawn.base(), "background", reference).potential
        for reference in ("mean", "median", "quartile")
    )
    assert median.amount == pytest.approx(mean.amount, rel=0.15)
    assert quartile.amount > 1.7 * mean.amount
    assert "nederste kvartil" in quartile.said[0]


def test_missing_years_count_what_is_there() -> None:
    drawn = country(Mix(), 2)
    values = {code: dict(of) for code, of in drawn.spending.values.items()}
    values[101][2007] = None
    values[102] = {year: value for year, value in values[102].items() if year >= 2009}
    spending = replace(drawn.spending, values=values)
    model = expenditure_model("m", drawn.units, spending, drawn.background, drawn.report_years)
    found = corrected_deviation(model, spending, drawn.years, drawn.base(), "background")
    assert [row.years for row in found.rows[:3]] == [4, 3, 5]
    assert (
        found.rows[1].reliability
        < corrected_deviation(drawn.model(), drawn.spending, drawn.years, drawn.base(), "background")
        .rows[1]
        .reliability
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda base, years: (replace(base, population={**base.population, 101: None}), years),
            "Kommune 1 er i modellen, men",
        ),
        (lambda base, years: (base, years[-1:]), "mindst to år"),
    ],
)
def test_what_cannot_be_corrected_is_said(change, says) -> None:
    drawn = country(Mix(), 2)
    base, years = change(drawn.base(), drawn.years)
    with pytest.raises(CapacityRefused, match=says):
        corrected_deviation(drawn.model(), drawn.spending, years, base, "background")


def test_years_that_do_not_differ_are_refused() -> None:
    with pytest.raises(CapacityRefused, match="ens i alle år"):
        posterior(np.arange(9.0), np.ones(9), 0.0, 18, np.ones((9, 1)))
    with pytest.raises(CapacityRefused, match="for få"):
        posterior(np.arange(3.0), np.ones(3), 1.0, 6, np.ones((3, 1)))


def test_a_municipality_without_any_of_the_years_is_named() -> None:
    units = [Unit(code, name) for code, name in enumerate("ABCDEF")]
    spent = Yearly("s", "Udgift", {code: {2011: float(code**2)} for code in range(6)})
    model = expenditure_model("m", units, spent, [], [2011])
    base = Base("Voksne", 2011, {unit.code: 100.0 for unit in units}, flat_share(1))
    with pytest.raises(CapacityRefused, match="Udgift mangler i alle de valgte år i A"):
        series_of(model, spent, (), [2009, 2010], base)
