"""A case calculated for many draws of its uncertain inputs, in stretches that fit a processor's memory."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from trinvis.calculations.investment.draws import Method, drawn
from trinvis.calculations.investment.model import Model, faults, walk
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.plan import GroupPlan, Plan
from trinvis.calculations.investment.refused import CaseRefused, Outside
from trinvis.calculations.investment.run import Simulated
from trinvis.calculations.investment.totals import TotalsLedger, empty_totals
from trinvis.calculations.investment.walk import expected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRETCH = 8192
"""Draws calculated together."""
MOST_STEPS = 1_000_000_000
"""Cohorts, periods and draws together beyond which a simulation would take minutes, and memory with it."""


def simulate(
    model: Model,
    alternative: str,
    draws: int,
    seed: int,
    method: Method = "random",
    *,
    values: Mapping[str, float] | None = None,
    threads: int = 2,
) -> Simulated:
    """``draws`` draws of the uncertain inputs, and what ``alternative`` gives in each against the first.

    Inputs among ``values`` are held at those and not drawn. The same seed gives the same numbers, to the last bit, on any
    number of threads. Raises ``CaseRefused`` where a draw cannot be calculated, with how many cannot.
    """
    import numpy as np

    plan, held = model.plan, model.given(values or {})[0]
    alternatives = tuple(one.name for one in model.case.alternatives)
    if alternative not in alternatives:
        raise CaseRefused(f"»{alternative}« er ikke et alternativ i casen; vælg et af {', '.join(alternatives)}.")
    names = tuple(name for name in model.uncertain if name not in held)
    inputs = drawn(model.case, names, draws, seed, method, threads)
    arrays = empty_totals(plan, draws)
    stretches = [slice(begin, min(begin + STRETCH, draws)) for begin in range(0, draws, STRETCH)]

    def given(here: slice) -> dict[str, Floats]:
        return held | {name: row[here] for name, row in zip(names, inputs, strict=True)}

    def one(here: slice) -> None:
        ledger = TotalsLedger(
            plan, {key: array[..., here] for key, array in arrays.items()}, alternatives.index(alternative)
        )
        walk(plan, given(here), here.stop - here.start, ledger, expected(plan))

    try:
        _refuse_long(plan, Moment(held, 1, plan.case.periods_a_year), draws)
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            list(pool.map(one, stretches))
    except Outside:
        raise faults(plan, [(given(here), here.stop - here.start) for here in stretches]).said(draws) from None
    if not (np.isfinite(arrays["payer_cost"]).all() and np.isfinite(arrays["effect"]).all()):
        raise CaseRefused(
            "Nogle trækninger giver ikke et tal; se efter division med 0 eller roden af et negativt tal i formlerne."
        )
    return Simulated(
        alternatives=alternatives,
        alternative=alternative,
        payers=plan.payers,
        effects=tuple(one.name for one in model.case.effects),
        names=names,
        draws=draws,
        seed=seed,
        method=method,
        inputs=inputs,
        **arrays,
    )


def _refuse_long(plan: Plan, moment: Moment, draws: int) -> None:
    """Raises ``CaseRefused`` for more draws than can be calculated while one waits."""
    periods = plan.case.periods
    steps = sum(_cohorts(group, periods, moment) for group in plan.groups) * periods * len(plan.case.alternatives)
    if steps * draws > MOST_STEPS:
        many, most = (f"{number:,}".replace(",", ".") for number in (periods, max(int(MOST_STEPS / steps), 1)))
        raise CaseRefused(
            f"{many} perioder, hvor hvert kuld regnes for sig, kan højst gennemregnes {most} gange her; vælg færre "
            "gennemregninger, en kortere horisont eller år som periode."
        )


def _cohorts(group: GroupPlan, periods: int, moment: Moment) -> float:
    """How many cohorts of a group are calculated in a period on average, at most."""
    if group.pooled:
        return 1.0
    whole = (periods + 1) / 2
    if group.duration is None:
        return whole
    return min(whole, float(moment.at(group.duration).max()) * moment.periods_a_year + 1)
