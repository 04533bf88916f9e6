"""Ishøj's calculation of 2018 by hand, as a calculated case: what the answers are tried on.

The figures are printed in the application ([004] with line) or follow from the eight printed years: 3.937.620 kr. a year,
the growth and the phase-in. Years 5-10 are one of the readings that fit.
"""

from __future__ import annotations

import numpy as np

from trinvis.calculations.investment.refused import CaseRefused
from trinvis.calculations.investment.run import Run
from trinvis.cases.case import Case, Discount, Money, On, Payer
from trinvis.cases.expression import Number

CHILDREN = 155  # [004:598]
PLACED, PREVENTIVE = 709_502, 94_917  # [004:283], [004:303]
ADVISERS, LEADER, START = 1_004_636, 332_669, 230_000  # [004:340], [004:343], [004:333]
NOT_IN_THE_TEXT = 2_600_315  # 3.937.620 of the calculation less 1.337.305 of the text
PHASE = [0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.8, 0.8, 0.8, 0.8]
GROWTH = np.cumprod([1, 1.01, *[1.009] * 8])
YEARS = 10
SHARES = {"ishoej": 0.806, "vallensbaek": 0.194}  # [004:368-369]
LINES = {
    "anbringelse": ("5.28", False),
    "forebyggende": ("5.28", False),
    "start": ("6.45.51", True),
    "raadgivere": ("6.45.51", True),
    "leder": ("6.45.51", True),
    "oevrig": ("", False),
}


def case() -> Case:
    """What the budget needs to know of the case: accounts, centres and which lines are the effort."""
    money = tuple(
        Money(name, name, "cost", On("year"), Number(0), account=account, centre="CBF", effort=effort)
        for name, (account, effort) in LINES.items()
    )
    payers = tuple(Payer(name, name, "municipality") for name in SHARES)
    return Case("ishoej", "Ishøj", 2018, YEARS, 2016, (), (), (), {}, money, payers, Discount(Number(0.04)))


def run_of(values=None, highest=1.0) -> Run:
    """The case with other values of ``succesrate``, ``pris`` and ``oevrig``; refused above the rate ``highest``."""
    given = {"succesrate": 0.1, "pris": PLACED, "oevrig": NOT_IN_THE_TEXT} | dict(values or {})
    rate, price, other = np.broadcast_arrays(*(np.atleast_1d(np.asarray(one, float)) for one in given.values()))
    if (rate > highest).any():
        raise CaseRefused("Chancen er over 100 %.")
    persons = CHILDREN * rate * np.array(PHASE)[:, None]
    growth = GROWTH[:, None]
    cost = np.zeros((2, len(LINES), YEARS, rate.size))
    cost[0, 0] = persons * price * growth
    cost[1, 1] = persons * PREVENTIVE * growth
    cost[1, 2, 0] = START
    cost[1, 3], cost[1, 4], cost[1, 5] = ADVISERS, LEADER, other
    return as_run(cost, dict(zip(given, (rate, price, other), strict=True)))


def as_run(cost, inputs=None, rate=0.04) -> Run:
    """A case whose lines cost this, shared as Ishøj and Vallensbæk share, discounted at the end of each year."""
    shared = np.array(list(SHARES.values()))
    by_year = (1 + rate) ** -np.arange(1, cost.shape[2] + 1.0)
    paid = cost[:, :, None] * shared[:, None, None]
    payer_cost = paid.sum(axis=1)
    nothing = np.zeros((2, 0, cost.shape[2], cost.shape[3]))
    return Run(
        alternatives=("som_i_dag", "indsats"),
        lines=tuple(LINES)[: cost.shape[1]],
        payers=tuple(SHARES),
        effects=(),
        states=(),
        years=cost.shape[2],
        start_year=2018,
        perspective=tuple(SHARES),
        cost=cost,
        discounted=cost * by_year[:, None],
        payer_cost=payer_cost,
        payer_discounted=payer_cost * by_year[:, None],
        effect=nothing,
        effect_discounted=nothing,
        persons=nothing,
        moves=nothing,
        inputs=inputs or {},
        paid=paid if cost.shape[3] == 1 else None,
    )
