"""What the value of information of each input costs in time, and how near it is to a reference: python bench/investment_information.py"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from statsmodels.gam.api import BSplines, GLMGam

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.investment.information import partial_information, perfect_information, what_to_measure

SEED, DRAWS, INPUTS = 2026, 10_000, 20
MOST_APART = 0.02


def case() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Two alternatives and twenty uncertain inputs, long tails among them; products and sums as in a business case."""
    chance = np.random.default_rng(SEED)
    inputs = {f"rate {n}": chance.beta(8, 92, DRAWS) for n in range(5)}
    inputs |= {f"price {n}": chance.lognormal(13.3, 0.2 + n / 10, DRAWS) for n in range(5)}
    inputs |= {f"cost {n}": chance.gamma(20, 50_000, DRAWS) for n in range(5)}
    inputs |= {f"number {n}": chance.normal(155, 10, DRAWS) for n in range(5)}
    gain = sum(inputs[f"number {n}"] * inputs[f"rate {n}"] * inputs[f"price {n}"] for n in range(5))
    gain = gain - 8 * sum(inputs[f"cost {n}"] for n in range(5))
    return np.array([np.zeros(DRAWS), gain]), inputs


def by_additive_model(gain: np.ndarray, values: np.ndarray) -> float:
    """The same value by a spline regression of statsmodels on the input itself."""
    splines = BSplines(values[:, None], df=[12], degree=[3])
    fitted = GLMGam(gain / 1e6, exog=np.ones(DRAWS), smoother=splines, alpha=[1e-3]).fit().fittedvalues * 1e6
    return float(np.maximum(fitted, 0).mean() - max(fitted.mean(), 0))


def main() -> int:
    benefit, inputs = case()
    bench = Bench("Information")
    row = bench.measure(
        f"the value of knowing each of {INPUTS} inputs, {DRAWS:,} draws",
        lambda: what_to_measure(benefit, inputs),
        bar=1,
    )
    rates = np.array([inputs[f"rate {n}"] for n in range(5)])
    bench.measure("that of knowing five of them together", lambda: partial_information(benefit, rates, ["rates"]))
    status = bench.report()
    total = perfect_information(benefit).value
    found = {one.worth.inputs[0]: one.worth.value for one in what_to_measure(benefit, inputs).rows}
    apart = max(abs(found[name] - by_additive_model(benefit[1], values)) for name, values in inputs.items()) / total
    print(f"\nAt most {100 * apart:.2f} % of the EVPI from statsmodels' GAM (bar: {100 * MOST_APART:.0f} %).")
    return status or int(apart > MOST_APART or not row.held)


if __name__ == "__main__":
    sys.exit(main())
