"""The rows that a target group's figures are counted from: its days on the staircase, its money there, its stays, moves and arrivals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import day_number, months
from trinvis.calculations.commitments.periods import Traits, charged_periods
from trinvis.calculations.forecast.refund import child_expenses, household_months
from trinvis.calculations.investment.own_data import Group, days_of_children, in_group
from trinvis.calculations.investment.own_moves import come_to, left_from
from trinvis.calculations.investment.own_prices import on_group_days, refund_on_group_days
from trinvis.calculations.investment.own_refund import refund_of_children
from trinvis.calculations.investment.own_stays import stays_of_group
from trinvis.calculations.staircase.following import UNPLACED
from trinvis.municipality.gathered import facts
from trinvis.municipality.grants_through_time import grants_through_time
from trinvis.municipality.investment_picked import Picked, WrongPick
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity import collected, far_back
from trinvis.municipality.staircase_overview import STANDING_STATUSES
from trinvis.municipality.staircase_standing import Stands, stands
from trinvis.parameters import MissingParameter
from trinvis.parameters.refund import adds_household, refund_bands
from trinvis.tables import CHILDREN
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Frame, Standing
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.rules import Rules

REFUND = "refund"


@dataclass(frozen=True)
class OwnRows:
    """A group's rows. ``ways`` are all children's, ``own`` the group's days of them.

    ``costs``: lines (``trinvis.tables.lines``) of what lies on the group's days, ``step`` being where the child stood, with the refund as
    income. ``unpriced`` children have a grant without a price on those days. ``refund_missing`` are years whose refund is not known.
    """

    picked: Picked
    group: Group
    ways: Stands
    own: Standing
    costs: pl.DataFrame
    unpriced: frozenset[int]
    refund_missing: tuple[int, ...]
    deliveries: tuple[str, ...]
    extract_day: date | None
    digest: str

    @property
    def refund_words(self) -> str:
        """What stands at a price of the refund."""
        if not self.refund_missing:
            return "statsrefusion for særligt dyre enkeltsager"
        return f"før statsrefusion for {', '.join(map(str, self.refund_missing))}"

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.costs.estimated_size()) + 100_000


def own_rows(house: House, basis: Basis, picked: Picked) -> OwnRows:
    """The rows, kept in the cache; raises ``WrongPick`` for a period that is not over on the day of ``basis``."""
    if picked.until > basis.day:
        raise WrongPick(
            f"Perioden slutter {picked.until:%d.%m.%Y}, efter den {basis.day:%d.%m.%Y}, som tallene er kendt; vælg en tidligere dag."
        )
    ways = stands(house, basis, picked.until.year, picked.view, far_back(picked.since))
    digest = f"{ways.digest}/{sorted(picked.where.items())}"
    return house.cache.get(f"investment-own-rows/{digest}", lambda: _made(house, basis, picked, ways, digest), OwnRows.size)  # fmt: skip


def _made(house: House, basis: Basis, picked: Picked, ways: Stands, digest: str) -> OwnRows:
    group = picked.group
    own = in_group(ways.standing, group)
    own = replace(own, segments=nw.from_native(_from_when_they_came(collected(own.segments), picked).lazy()))
    money = child_money(house, basis, picked)
    children = collected(own.segments.select("child_no").unique())["child_no"]
    lines, refunds = (one.filter(pl.col("child_no").is_in(children.implode())) for one in (money.lines, money.refunds))
    costs, unpriced = _costs(lines, nw.from_native(money.periods.lazy()), own)
    income = _refund_costs(refunds, ways.standing, own)
    return OwnRows(
        picked, group, ways, own, pl.concat([costs, income.select(costs.columns)]), unpriced, money.refund_missing, money.deliveries,
        money.extract_day, digest,
    )  # fmt: skip


def _from_when_they_came(segments: pl.DataFrame, picked: Picked) -> pl.DataFrame:
    """The group's days without those before a child came to it."""
    if not picked.came:
        return segments
    days = [(child, day_number(day)) for child, day in picked.came]
    came = pl.DataFrame(days, schema={"child_no": segments.schema["child_no"], "_came": pl.Int64}, orient="row")
    cut = segments.join(came, on="child_no", how="left", maintain_order="left").with_columns(
        from_day=pl.max_horizontal("from_day", "_came")
    )
    return cut.filter(pl.col("from_day") <= pl.col("to_day")).drop("_came")


@dataclass(frozen=True)
class ChildMoney:
    """What every child's decided grants cost month by month in some years, the days that they are charged for, and the state's refund."""

    lines: pl.DataFrame
    periods: pl.DataFrame
    refunds: pl.DataFrame
    refund_missing: tuple[int, ...]
    deliveries: tuple[str, ...]
    extract_day: date | None

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.lines.estimated_size() + self.periods.estimated_size() + self.refunds.estimated_size())


def child_money(house: House, basis: Basis, picked: Picked) -> ChildMoney:
    """The money of all children in the years of the period, kept in the cache for the next group."""
    back, first, last = far_back(picked.since), picked.since.year, picked.until.year
    found = grants_through_time(house, basis, last, back)
    key = f"investment-own-money/{found.digest(house)}/{house.engine.name}/{first}/{last}"

    def made() -> ChildMoney:
        decided = found.grants.filter(pl.col("status").is_in(STANDING_STATUSES))
        lines, periods = _lines(house, decided, picked)
        refunds, missing = _refunds(house, basis, lines, picked)
        tables = ("grants", "children")
        ids = {piece.delivery_id for of in found.bases for table in tables for piece in of.selection.pieces(table)}
        days = [one.extract_day for one in house.workspace.deliveries() if one.id in ids and "grants" in one.tables]
        known = max((day for day in days if day is not None), default=None)
        return ChildMoney(lines, collected(periods), refunds, missing, tuple(sorted(ids)), known)

    return house.cache.get(key, made, ChildMoney.size)


def _lines(house: House, decided: pl.DataFrame, picked: Picked) -> tuple[pl.DataFrame, Frame]:
    """What the decided grants cost month by month in the years of the period, and the days that they are charged for."""
    frame = nw.from_native(decided.lazy())
    code = house.workspace.municipality
    calendar = nw.from_native(months(picked.since.year, picked.until.year).lazy())
    lines = collected(grant_months(frame, calendar, municipality=code)).select(*line_types(), "unit")
    periods = charged_periods(frame, Traits.of(frame, code)).select("grant_id", "child_no", "from_day", "to_day")
    known = lines.filter(pl.col("child_no").is_not_null()).sort("grant_id", "month", "row_no", "amount_oere")
    return known, periods.filter(~nw.col("child_no").is_null())


def _costs(lines: pl.DataFrame, periods: Frame, own: Standing) -> tuple[pl.DataFrame, frozenset[int]]:
    """The lines on the group's days, and the children of whom one has no amount."""
    numbered = _dated(lines).with_columns(pl.col("amount_oere").is_null().alias("_unpriced"))
    amounts = numbered.select("amount_id", "grant_id", "first_day", "last_day", pl.col("amount_oere").fill_null(0))
    placed = collected(on_group_days(nw.from_native(amounts.lazy()), periods, own))
    here = placed.filter(pl.col("step") != UNPLACED).select("amount_id", "step", "days", "amount_oere")
    joined = numbered.drop("step", "days", "amount_oere").join(here, on="amount_id", how="inner")
    unpriced = joined.filter("_unpriced", pl.col("days") > 0)["child_no"]
    costs = joined.filter(~pl.col("_unpriced")).select(*line_types())
    return costs.sort("child_no", "grant_id", "month", "row_no", "step"), frozenset(unpriced.to_list())


def _refunds(house: House, basis: Basis, lines: pl.DataFrame, picked: Picked) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """``child_no``, ``month``, ``refund_oere``, and the years whose limits are not known."""
    decided = rules(house, basis.rules)
    children = house.engine.collect(facts(house, basis, CHILDREN).select("child_no", "household_no"))
    known = nw.from_native(children.lazy())
    out, missing = [], []
    for year in range(picked.since.year, picked.until.year + 1):
        try:
            out.append(_refund_of_year(lines, known, decided, year))
        except MissingParameter:
            missing.append(year)
    empty = pl.DataFrame(schema={"child_no": pl.Int64, "month": pl.Int32, "refund_oere": pl.Int64})
    return pl.concat([empty, *out]), tuple(missing)


def _refund_of_year(lines: pl.DataFrame, children: Frame, decided: Rules, year: int) -> pl.DataFrame:
    on = date(year, 1, 1)
    bands = refund_bands(decided.parameters, on)
    together = children if adds_household(decided.parameters, on) else children.filter(nw.col("child_no").is_null())
    costs = lines.filter(pl.col("amount_oere").is_not_null()).with_columns(
        component=pl.lit("committed_open"), once=pl.col("unit") == "once"
    )
    expenses = child_expenses(nw.from_native(costs.lazy()), year=year)
    refunds = household_months(expenses, together, bands, year)
    columns = {"child_no": pl.Int64, "month": pl.Int32, "refund_oere": pl.Int64}
    return collected(refund_of_children(refunds, expenses, together)).select(
        pl.col(n).cast(t) for n, t in columns.items()
    )


def _refund_costs(refunds: pl.DataFrame, standing: Standing, own: Standing) -> pl.DataFrame:
    """The refund as lines of income on the group's days."""
    numbered = _dated(refunds.rename({"refund_oere": "amount_oere"}).sort("child_no", "month"))
    amounts = numbered.select("amount_id", "child_no", "first_day", "last_day", "amount_oere")
    placed = collected(refund_on_group_days(nw.from_native(amounts.lazy()), standing, own))
    here = placed.filter(pl.col("step") != UNPLACED).select("amount_id", "step", refund="amount_oere")
    joined = numbered.select("amount_id", "child_no", "month").join(here, on="amount_id", how="inner")
    whole = joined.with_columns(component=pl.lit(REFUND), amount_oere=-pl.col("refund"), days=pl.lit(0, dtype=pl.Int64))
    lacking = [pl.lit(None, dtype=kind).alias(name) for name, kind in line_types().items() if name not in whole.columns]
    return whole.with_columns(lacking).select(*line_types()).sort("child_no", "month", "step")


def _dated(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with ``amount_id`` and the first and last day of their month."""
    years = lines["month"] // 100
    if lines.is_empty():
        none = pl.lit(None, dtype=pl.Int64)
        return lines.with_columns(amount_id=none, first_day=none, last_day=none)
    calendar = months(int(years.min()), int(years.max())).select("month", "first_day", "last_day")  # type: ignore[arg-type]
    return lines.join(calendar, on="month", how="left", maintain_order="left").with_columns(
        amount_id=pl.int_range(pl.len(), dtype=pl.Int64)
    )


def days_by_child(rows: OwnRows) -> dict[tuple[int, int], int]:
    """(child, step) → days."""
    found = collected(days_of_children(rows.own)).select("child_no", "step", "days")
    return {(int(child), int(step)): int(days) for child, step, days in found.iter_rows()}


def days_by_year(rows: OwnRows) -> list[tuple[int, int]]:
    """(year, days of the group in it), oldest first."""
    own = collected(rows.own.segments.select("from_day", "to_day"))
    out = []
    for year in range(rows.picked.since.year, rows.picked.until.year + 1):
        calendar = months(year, year)
        first, last = int(calendar["first_day"][0]), int(calendar["last_day"][-1])
        days = pl.min_horizontal("to_day", pl.lit(last)) - pl.max_horizontal("from_day", pl.lit(first)) + 1
        out.append((year, int(own.select(days.clip(0).sum()).item())))
    return out


def stay_rows(rows: OwnRows) -> pl.DataFrame:
    """The stays that have a day in the group; one that began before anything is known is at risk from then on alone."""
    seen = rows.ways.seen_from
    observed = None if seen is None else day_number(seen)
    found = stays_of_group(rows.ways.standing, rows.own, rows.group.last_day, observed)
    return collected(found).sort("child_no", "from_day")


def left_rows(rows: OwnRows) -> pl.DataFrame:
    """The moves out of where the group stood."""
    return collected(left_from(rows.ways.standing, rows.own, rows.group)).sort("child_no", "day")


def come_rows(rows: OwnRows) -> pl.DataFrame:
    """The arrivals to the group's steps."""
    return collected(come_to(rows.ways.standing, rows.own, rows.group)).sort("child_no", "day")
