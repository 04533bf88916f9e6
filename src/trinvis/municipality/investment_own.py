"""What the municipality itself knows of a target group: children, prices, durations, moves and arrivals, ready to stand in a case.

A group is picked by a filter between two days, as known on a day. Every figure opens to the rows behind it
(``investment_own_opened``) and carries the count that it rests on: small counts stand here, what may be shown is decided above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.investment import own_inputs
from trinvis.calculations.investment.own_data import StepCount, step_counts
from trinvis.calculations.investment.own_moves import Arrivals, Move, arrivals, chances
from trinvis.calculations.investment.own_prices import Price, prices
from trinvis.calculations.investment.own_stays import Stay, mean_stay
from trinvis.calculations.investment.wording import danish
from trinvis.calculations.staircase.standing import AWAY
from trinvis.municipality.address import Address
from trinvis.municipality.investment_own_rows import (
    OwnRows,
    come_rows,
    days_by_child,
    days_by_year,
    left_rows,
    own_rows,
    stay_rows,
)
from trinvis.municipality.investment_own_warnings import warnings
from trinvis.municipality.staircase_activity import collected

if TYPE_CHECKING:
    from trinvis.calculations.investment.own_inputs import Known, PriceForm
    from trinvis.cases.case import Input
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.investment_picked import Picked

HORIZON = 10
"""Years that a mean duration is restricted to where nothing else is asked."""


@dataclass(frozen=True)
class OwnFigure:
    """One figure: ``value`` with ``error`` (standard error, None where there is none), the ``count`` of ``of`` that it rests on, and
    the input that it gives a case (None where it gives none, and ``sentence`` says why)."""

    name: str
    label: str
    value: float
    error: float | None
    count: int
    of: str
    sentence: str
    address: str
    input: Input | None


@dataclass(frozen=True)
class OwnData:
    """A target group as known on ``basis``. ``children`` are different children of the period, ``children_on_day`` those of the last day.

    ``figures`` are all that there is to put in a case; ``warnings`` is what a reader must know of them, in Danish.
    """

    picked: Picked
    basis: Basis
    horizon: float
    children: int
    children_on_day: int
    steps: tuple[StepCount, ...]
    prices: tuple[Price, ...]
    stays: tuple[Stay, ...]
    moves: tuple[Move, ...]
    arrivals: tuple[Arrivals, ...]
    labels: Mapping[int, str]
    known: Known
    figures: tuple[OwnFigure, ...]
    warnings: tuple[str, ...]

    @property
    def inputs(self) -> dict[str, Input]:
        """The inputs by name, as a case holds them."""
        return {one.input.name: one.input for one in self.figures if one.input is not None}

    @property
    def full_year(self) -> float:
        """Full-year persons of the period, all steps."""
        return sum(one.full_year for one in self.steps)

    def figure(self, name: str) -> OwnFigure:
        """The figure of that name; ``KeyError`` when there is none."""
        for one in self.figures:
            if one.name == name:
                return one
        raise KeyError(name)

    def size(self) -> int:
        """Estimated bytes in memory."""
        return 5_000 + 2_000 * len(self.figures)


def own_data(
    house: House, basis: Basis, picked: Picked, horizon: float = HORIZON, form: PriceForm = "gamma"
) -> OwnData:
    """The group's figures as known on ``basis``; raises ``WrongPick`` for a period that is not over on that day."""
    rows = own_rows(house, basis, picked)
    key = f"investment-own/{rows.digest}/{horizon}/{form}"
    made = house.cache.get(key, lambda: _made(house, basis, rows, horizon, form), OwnData.size)
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, rows: OwnRows, horizon: float, form: PriceForm) -> OwnData:
    group, picked = rows.group, rows.picked
    steps = step_counts(rows.own, group, collected)
    days = days_by_child(rows)
    cost = rows.costs.group_by("child_no", "step").agg(pl.col("amount_oere").sum())
    costs = {(int(child), int(step)): int(oere) for child, step, oere in cost.iter_rows()}
    priced = prices(days, costs, rows.unpriced)
    durations = _durations(rows, horizon)
    moved = _moves(rows, steps)
    came = _arrivals(rows, steps)
    known = own_inputs.Known(rows.deliveries, basis.day, picked.since, picked.until)
    on_day = sum(one.children_on_day for one in steps)
    whole = OwnData(
        picked, basis, horizon, len({child for child, _ in days}), on_day, steps, priced, durations, moved, came,
        rows.ways.labels, known, (), (),
    )  # fmt: skip
    figures = (*_counts(whole), *_prices(whole, rows, form), *_courses(whole))
    return replace(whole, figures=figures, warnings=warnings(house, basis, rows, whole))


def _durations(rows: OwnRows, horizon: float) -> tuple[Stay, ...]:
    by_step: dict[int, list[tuple[int, int, bool]]] = {}
    for step, entry, days, running in stay_rows(rows).select("step", "entry", "days", "running").iter_rows():
        by_step.setdefault(int(step), []).append((int(entry), int(days), bool(running)))
    found = [mean_stay(step, seen, horizon) for step, seen in sorted(by_step.items())]
    return tuple(one for one in found if one is not None)


def _moves(rows: OwnRows, steps: tuple[StepCount, ...]) -> tuple[Move, ...]:
    seen = left_rows(rows).group_by("step_before", "step").agg(pl.len())
    counts = {(int(start), int(to)): int(number) for start, to, number in seen.iter_rows()}
    for one in steps:
        counts.setdefault((one.step, AWAY), 0)
    return chances(counts, {one.step: one.days for one in steps})


def _arrivals(rows: OwnRows, steps: tuple[StepCount, ...]) -> tuple[Arrivals, ...]:
    came = come_rows(rows)
    return tuple(
        arrivals(one.step, came.filter(pl.col("step") == one.step)["day"].to_list(), rows.group) for one in steps
    )


def _counts(made: OwnData) -> list[OwnFigure]:
    total = own_inputs.total_input(made.children_on_day, made.known)
    out = [
        OwnFigure(
            total.name, total.label, made.children_on_day, None, made.children_on_day, "børn",
            "Hvert barn tæller én gang.", address(made, "children_on_day"), total,
        )
    ]  # fmt: skip
    for one in made.steps:
        of = own_inputs.count_input(one, made.known)
        out.append(
            OwnFigure(
                of.name, of.label, one.children_on_day, None, one.children_on_day, "børn",
                f"{one.children} børn har i perioden stået der i {one.days} dage, {danish(one.full_year, 1)} helårspersoner.",
                address(made, "children_on_day", step=str(one.step)), of,
            )
        )  # fmt: skip
    return out


def _prices(made: OwnData, rows: OwnRows, form: PriceForm) -> list[OwnFigure]:
    level, _ = own_inputs.price_level_of(days_by_year(rows)) if made.prices else (0, False)
    out = []
    for one in made.prices:
        of = own_inputs.price_input(one, made.known, level, form)
        held = f" {one.left_out} børn med en indsats uden takst er holdt ude." if one.left_out else ""
        out.append(
            OwnFigure(
                of.name, of.label, one.mean, one.error, one.children, "børn",
                "Alt, hvad børnene har kostet på de dage, de stod på trinnet, divideret med dagene og ganget med 365: takst × mængde, "
                f"efter betaling fra andre kommuner og {rows.refund_words}. Spredningen er den mellem børnene.{held}",
                address(made, "price", step=str(one.step)), of,
            )
        )  # fmt: skip
    return out


def _courses(made: OwnData) -> list[OwnFigure]:
    out = []
    for stay in made.stays:
        of = own_inputs.stay_input(stay, made.known)
        out.append(
            OwnFigure(
                of.name, of.label, stay.mean, stay.error, stay.ended, "afsluttede ophold",
                f"Levetidstabel over {stay.ended} afsluttede og {stay.running} løbende ophold; det længste er set i "
                f"{danish(stay.seen_days / 365, 1)} år, og derefter antages chancen for at slutte uændret.",
                address(made, "stay", step=str(stay.step), horizon=f"{made.horizon:g}"), of if stay.says else None,
            )
        )  # fmt: skip
    for move in made.moves:
        of = own_inputs.move_input(move, made.known)
        most = danish(100 * move.high, 1)
        unseen = f" Ingen er set; højst {most} pr. 100 barneår (95 %, eksakt Poisson)." if not move.count else ""
        out.append(
            OwnFigure(
                of.name, of.label, move.chance, move.error, move.count, "skift",
                f"{move.count} skift i {danish(move.years, 1)} barneår, regnet om til en chance pr. år, når børnene også "
                f"kan gå andre veje.{unseen}",
                address(made, "moves", step_before=str(move.step), step=str(move.to_step)), of if move.count else None,
            )
        )  # fmt: skip
    for came in made.arrivals:
        of = own_inputs.arrivals_input(came, made.known)
        out.append(
            OwnFigure(
                of.name, of.label, came.mean, came.error, came.count, "børn",
                "Børn, der kom til trinnet uden dagen før at stå på et af gruppens trin; spredningen er Poissons, eller årenes egen, hvor den er større.",
                address(made, "arrivals", step=str(came.step)), of,
            )
        )  # fmt: skip
    return out


def address(made: OwnData, figure: str, **where: str) -> str:
    """The address of a figure; ``where`` narrows it to a step or a move."""
    said = {**made.picked.where, **where}
    return str(Address("investment-own", made.picked.until.year, made.basis.name, figure, said))
