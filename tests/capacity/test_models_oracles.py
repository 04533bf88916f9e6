"""The expenditure model against statsmodels, and against figures of R's own least squares (``r/lm.R``, run with R 4.2.2)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor
from tests.capacity.synthetic_country import Mix, country

from trinvis.calculations.capacity.expenditure_model import ExpenditureModel, expenditure_model
from trinvis.calculations.capacity.yearly import Unit, Yearly

R = Path(__file__).parent / "r"
BACKGROUND = ["inhabitants", "age_12_17", "income", "pension", "social_housing", "urban"]
FULL = [*BACKGROUND, "places", "placed", "preventive", "family", "admissions", "outpatient"]
MODELS = ["background", "full", "weighted background", "weighted full"]
CLOSE = {"rel": 1e-8, "abs": 1e-8}


@cache
def model(name: str) -> ExpenditureModel:
    with (R / "country.csv").open() as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    units = [Unit(int(row["code"]), f"Kommune {row['code']}") for row in rows]

    def yearly(key: str) -> Yearly:
        return Yearly(key, key, {int(row["code"]): {2011: float(row[key])} for row in rows})

    keys = {"background": BACKGROUND, "full": FULL}[name.removeprefix("weighted ")]
    weights = yearly("inhabitants") if name.startswith("weighted ") else None
    return expenditure_model(name, units, yearly("spending"), [yearly(key) for key in keys], [2011], weights=weights)


@cache
def said_by_r(name: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    with (R / "lm.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["model"] == name:
                found.setdefault(row["what"], []).append(float(row["value"]))
    return found


@pytest.mark.parametrize("name", MODELS)
def test_the_coefficients_are_those_of_r(name: str) -> None:
    ours, theirs = model(name), said_by_r(name)
    assert [one.value for one in ours.coefficients] == pytest.approx(theirs["coefficient"], rel=1e-8)
    assert ours.fit.error == pytest.approx(theirs["error"], rel=1e-8)
    assert [one.robust_error for one in ours.coefficients] == pytest.approx(theirs["robust error"], rel=1e-8)
    assert [one.chance for one in ours.coefficients] == pytest.approx(theirs["robust chance"], rel=1e-7)
    assert [one.inflation for one in ours.coefficients[1:]] == pytest.approx(theirs["inflation"], rel=1e-8)
    assert (ours.r2, ours.adjusted_r2, ours.fit.spread) == pytest.approx(
        (*theirs["r2"], *theirs["adjusted r2"], *theirs["spread"]), rel=1e-8
    )


@pytest.mark.parametrize("name", MODELS)
def test_every_municipality_is_as_r_has_it(name: str) -> None:
    ours, theirs = model(name), said_by_r(name)
    pairs = {
        "residual": "residual", "low": "low", "high": "high", "alone": "alone", "alone_low": "alone low",
        "alone_high": "alone high", "leverage": "leverage", "cook": "cook", "dffits": "dffits",
    }  # fmt: skip
    for mine, called in pairs.items():
        assert [getattr(row, mine) for row in ours.rows] == pytest.approx(theirs[called], **CLOSE), called


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("background", "influenceable"), [(2, 0), (6, 0), (6, 6)])
def test_as_statsmodels(seed: int, background: int, influenceable: int) -> None:
    drawn = country(Mix(background=background, influenceable=influenceable, years=3), seed)
    ours = drawn.full_model()
    actual = np.array([row.actual for row in ours.rows])
    design = sm.add_constant(ours.design)
    theirs = sm.OLS(actual, design).fit()
    robust, influence = theirs.get_robustcov_results("HC3"), theirs.get_influence()
    assert [one.value for one in ours.coefficients] == pytest.approx(theirs.params, **CLOSE)
    assert [one.robust_error for one in ours.coefficients] == pytest.approx(robust.bse, **CLOSE)
    assert [(one.low, one.high) for one in ours.coefficients] == [
        pytest.approx(ends, **CLOSE) for ends in robust.conf_int()
    ]
    assert [one.inflation for one in ours.coefficients[1:]] == pytest.approx(
        [variance_inflation_factor(design, place + 1) for place in range(design.shape[1] - 1)], **CLOSE
    )
    assert [row.residual for row in ours.rows] == pytest.approx(theirs.resid, **CLOSE)
    assert [row.cook for row in ours.rows] == pytest.approx(influence.cooks_distance[0], **CLOSE)
    assert [row.dffits for row in ours.rows] == pytest.approx(influence.dffits[0], **CLOSE)
    assert [row.leverage for row in ours.rows] == pytest.approx(influence.hat_matrix_diag, **CLOSE)
    frame = theirs.get_prediction().summary_frame(alpha=0.05)
    assert [row.low for row in ours.rows] == pytest.approx(frame["mean_ci_lower"].to_numpy(), **CLOSE)
    assert [row.high for row in ours.rows] == pytest.approx(frame["mean_ci_upper"].to_numpy(), **CLOSE)
    others = np.arange(98) != 7
    left = sm.OLS(actual[others], design[others]).fit()
    alone = left.get_prediction(design[7:8]).summary_frame(alpha=0.05).iloc[0]
    row = ours.rows[7]
    assert (row.alone, row.alone_low, row.alone_high) == pytest.approx(
        (alone["mean"], alone["obs_ci_lower"], alone["obs_ci_upper"]), **CLOSE
    )


@pytest.mark.parametrize("name", ["weighted background", "weighted full"])
def test_weighted_by_inhabitants_as_statsmodels(name: str) -> None:
    """WLS with weights of mean 1; statsmodels' DFFITS and Cook's distances are of unweighted models alone, so R has those."""
    ours = model(name)
    actual, design = np.array([row.actual for row in ours.rows]), sm.add_constant(ours.design)
    weights = ours.design[:, 0] / ours.design[:, 0].mean()  # inhabitants are the first variable
    theirs = sm.WLS(actual, design, weights=weights).fit()
    robust = theirs.get_robustcov_results("HC3")
    assert [one.value for one in ours.coefficients] == pytest.approx(theirs.params, **CLOSE)
    assert [one.robust_error for one in ours.coefficients] == pytest.approx(robust.bse, **CLOSE)
    assert [one.chance for one in ours.coefficients] == pytest.approx(robust.pvalues, **CLOSE)
    assert [(one.low, one.high) for one in ours.coefficients] == [
        pytest.approx(ends, **CLOSE) for ends in robust.conf_int()
    ]
    assert ours.fit.error == pytest.approx(theirs.bse, **CLOSE)
    assert (ours.r2, ours.adjusted_r2) == pytest.approx((theirs.rsquared, theirs.rsquared_adj), **CLOSE)
    assert [row.residual for row in ours.rows] == pytest.approx(theirs.resid, **CLOSE)
    frame = theirs.get_prediction().summary_frame(alpha=0.05)
    assert [row.low for row in ours.rows] == pytest.approx(frame["mean_ci_lower"].to_numpy(), **CLOSE)
    assert [row.high for row in ours.rows] == pytest.approx(frame["mean_ci_upper"].to_numpy(), **CLOSE)
    others = np.arange(98) != 7
    left = sm.WLS(actual[others], design[others], weights=weights[others]).fit()
    alone = left.get_prediction(design[7:8], weights=weights[7:8]).summary_frame(alpha=0.05).iloc[0]
    assert (ours.rows[7].alone, ours.rows[7].alone_low, ours.rows[7].alone_high) == pytest.approx(
        (alone["mean"], alone["obs_ci_lower"], alone["obs_ci_upper"]), **CLOSE
    )
