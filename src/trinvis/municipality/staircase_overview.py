"""Where the children stand on the staircase, how they have moved in a year, and what each step costs in the budget year.

A child stands once, on the highest step among its main grants that we pay for and that run that day; what is only expected,
and single payments, place nobody. Money stands on its line's own step, or on its area's (``area_steps``); the rest is outside,
so steps and the rest are the follow-up's forecast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.commitments.periods import Traits, charged_periods
from trinvis.calculations.staircase.area_steps import AREA_STEP, FOLLOWING, area_steps
from trinvis.calculations.staircase.standing import ALL_CHILDREN, Choice, Exclusions, Frame, Standing, standing
from trinvis.calculations.staircase.standing import OUTSIDE as OUTSIDE_STEP
from trinvis.municipality.address import Address
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.gathered import grants_in_force
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_view import year_before
from trinvis.tables.lines import FORECAST_COMPONENTS, OUTSIDE

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Profile

STANDING_STATUSES = ("granted", "ended")
"""Statuses of grants that place a child: what was decided, also when it has since ended."""

FLOWS: dict[str, str] = {
    "children": "Børn på trinnet",
    "children_before": "Børn på trinnet et år før",
    "risen": "Kommet op fra et lavere trin",
    "fallen": "Kommet ned fra et højere trin",
    "arrived": "Nye på trappen",
    "gone_up": "Gået op til et højere trin",
    "gone_down": "Gået ned til et lavere trin",
    "left": "Ikke længere på trappen",
}
"""Figures that count children → what users read. ``children`` = before + risen + fallen + arrived − gone up − gone down − left."""

_LINE_BYTES = 200


@dataclass(frozen=True)
class StairStep:
    """One step; ``step`` None is money and children outside the staircase. ``children`` is by ``FLOWS``."""

    step: int | None
    label: str
    children: Mapping[str, int]
    forecast_oere: int


@dataclass(frozen=True)
class StaircaseOverview:
    """The staircase of ``year`` on ``basis``: ``steps`` from the lowest, then what is outside.

    ``day`` is the as-of day, moved into the year; ``day_before`` the same day a year earlier. ``placements`` is one row per
    child that stood on one of the days: ``step_before``, ``step`` (null: not on the staircase) and its deciding grant.
    ``lines`` are those of the forecast with ``step`` as it is counted here.
    """

    year: int
    basis: Basis
    day: date
    day_before: date
    steps: tuple[StairStep, ...]
    placements: pl.DataFrame
    lines: pl.DataFrame

    @property
    def forecast_oere(self) -> int:
        """All money: the follow-up's forecast."""
        return sum(step.forecast_oere for step in self.steps)

    def total(self, flow: str) -> int:
        """Children over all steps and outside."""
        return sum(step.children[flow] for step in self.steps)

    def address(self, figure: str, step: StairStep | None = None) -> Address:
        """The address of a figure of a step, or of the total."""
        where = {} if step is None else {"step": "" if step.step is None else str(step.step)}
        return Address("staircase", self.year, self.basis.name, figure, where)

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.placements.estimated_size()) + self.lines.height * _LINE_BYTES


def staircase_overview(house: House, basis: Basis, year: int) -> StaircaseOverview:
    """The overview; kept in the cache under everything that it depends on."""
    key = f"staircase/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    made = house.cache.get(key, lambda: _made(house, basis, year), StaircaseOverview.size)
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, year: int) -> StaircaseOverview:
    decided = rules(house, basis.rules)
    day = min(max(basis.day, date(year, 1, 1)), date(year, 12, 31))
    before = year_before(day)
    grants = grants_in_force(house, basis, year)
    stands = ways(grants, house.workspace.municipality)
    placements = moved(*(standing_on(stands, on) for on in (before, day)))
    lines = placed_lines(follow_up(house, basis, year), decided.profile, decided.parameters)
    labels = step_labels(decided.profile, decided.parameters, date(year, 12, 31))
    seen = {*lines["step"].drop_nulls(), *placements["step"].drop_nulls(), *placements["step_before"].drop_nulls()}
    money = dict(lines.group_by("step").agg(pl.col("amount_oere").sum()).iter_rows())
    steps = tuple(
        StairStep(
            step,
            OUTSIDE.replace("_", " ").capitalize() if step is None else labels.get(step, f"Trin {step}"),
            {flow: int(of_flow(placements, flow, step).height) for flow in FLOWS},
            int(money.get(step, 0)),
        )
        for step in (*sorted({*labels, *seen}), None)
    )
    return StaircaseOverview(year, basis, day, before, steps, placements, lines)


def ways(
    grants: pl.DataFrame,
    municipality: int,
    *,
    choice: Choice = "highest",
    exclusions: Exclusions = ALL_CHILDREN,
    carry: Sequence[str] = (),
) -> Standing:
    """Where each child stands on every day, by the main grants that we pay for; carries the deciding grant's own columns."""
    periods = placing_periods(grants, municipality)
    made = standing(periods, choice=choice, exclusions=exclusions, carry=(*CARRIED, *carry))
    return replace(made, segments=made.segments.collect("polars").lazy())


def placing_periods(grants: pl.DataFrame, municipality: int) -> Frame:
    """The charged periods of the grants that place a child or follow one that is placed: decided, ours, and no single payments."""
    decided = grants.filter(
        pl.col("status").is_in(STANDING_STATUSES),
        pl.col("unit") != "once",
        pl.col("paying_municipality").fill_null(municipality) == municipality,
    ).with_columns(
        counting=pl.lit("days"),
        step=pl.col("step_derived"),
        rules=pl.concat_str("area_rule", "step_rule", separator=";", ignore_nulls=True),
    )
    frame = nw.from_native(decided.lazy())
    return charged_periods(frame, Traits.of(frame, municipality))


def standing_on(ways: Standing, day: date) -> pl.DataFrame:
    """One row per child that stands on ``day``: ``child_no``, ``step`` (null outside) and the deciding grant's own columns."""
    found: pl.DataFrame = ways.on(day_number(day)).collect("polars").to_native()
    return found.select(_OF_GRANT).with_columns(pl.col("step").replace(OUTSIDE_STEP, None)).sort("child_no")


_OF_GRANT = (
    "child_no", "step", "area", "grant_id", "intervention_type", "placement_type", "provider_no", "provider_kind",
    "team", "district", "paragraph", "account_key", "status", "start", "stop", "delivery_id", "row_no", "journal_seq",
    "rules",
)  # fmt: skip
CARRIED = tuple(name for name in _OF_GRANT if name not in ("child_no", "step", "grant_id"))


def moved(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Every child that stands on either day: ``step``, ``step_before``, ``stands``, ``stood``; the grant is that of now, else then."""
    steps = before.select("child_no", step_before="step", stood=pl.lit(True))
    gone = before.join(now, on="child_no", how="anti").with_columns(
        step=pl.lit(None, dtype=pl.Int64), stands=pl.lit(False)
    )
    every = pl.concat([now.with_columns(stands=pl.lit(True)), gone.select(*now.columns, "stands")])
    return every.join(steps, on="child_no", how="left").with_columns(pl.col("stood").fill_null(False)).sort("child_no")


def of_flow(placements: pl.DataFrame, flow: str, step: int | None) -> pl.DataFrame:
    """The children that a figure of a step counts. Outside the staircase only who stands and stood is counted."""
    on, was = pl.col("step"), pl.col("step_before")
    here = pl.col("stands") & on.eq_missing(step)
    there = pl.col("stood") & was.eq_missing(step)
    if flow in ("children", "children_before"):
        return placements.filter(here if flow == "children" else there)
    if step is None:
        return placements.clear()
    return placements.filter(
        {
            "risen": here & (was < on),
            "fallen": here & (was > on),
            "arrived": here & was.is_null(),
            "gone_up": there & (on > was),
            "gone_down": there & (on < was),
            "left": there & on.is_null(),
        }[flow]
    )


def placed_lines(made: FollowUp, profile: Profile, parameters: Parameters) -> pl.DataFrame:
    """The lines of the forecast, those without a step of their own on their area's where it has one."""
    table = profile.type_step_rules(parameters, date(made.year, 12, 31))
    steps = area_steps(
        {area.id: area.types for area in profile.areas},
        table.select("intervention_type", "placement_type", "step").iter_rows(),
    )
    lines = made.without_memo.filter(pl.col("component").is_in(FORECAST_COMPONENTS))
    if not steps:
        return lines
    of_area = pl.col("area").replace_strict(steps, default=None, return_dtype=pl.Int64)
    follows = pl.col("step").is_null() & pl.col("component").is_in(FOLLOWING) & of_area.is_not_null()
    return lines.with_columns(
        step=pl.when(follows).then(of_area).otherwise(pl.col("step")),
        rules=pl.when(follows)
        .then(pl.concat_str("rules", pl.lit(AREA_STEP), separator=";", ignore_nulls=True))
        .otherwise(pl.col("rules")),
    )


def step_labels(profile: Profile, parameters: Parameters, on: date) -> dict[int, str]:
    """Step → label; of several staircases by age the first that has the step."""
    labels: dict[int, str] = {}
    for staircase in profile.staircases(parameters, on):
        for step in staircase.steps:
            labels.setdefault(step.step, step.label)
    return labels
