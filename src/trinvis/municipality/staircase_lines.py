"""The lines of a follow-up put on the staircase: each krone once, on a step or with why it stands on none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.staircase.cells import place_cells, yearly_rules
from trinvis.calculations.staircase.following import FOLLOWS_CASE, money_on_steps, placed_with_case
from trinvis.calculations.staircase.following import UNPLACED as NOTHING_TO_FOLLOW
from trinvis.calculations.staircase.posting_view import postings_with_child
from trinvis.calculations.staircase.standing import OUTSIDE
from trinvis.municipality.gathered import facts
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_overview import placed_lines
from trinvis.tables import POSTINGS

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Frame
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.house import House
    from trinvis.municipality.rules import Rules
    from trinvis.municipality.staircase_standing import Stands


def national_lines(lines: pl.DataFrame, decided: Rules, year: int, municipality: int) -> pl.DataFrame:
    """The posted lines with ``place`` by the comparable national rules of the year: every posting once."""
    spent = lines.filter(pl.col("component") == "spent").with_row_index("_cell")
    account = pl.col("account_key")
    cells = spent.select(
        "_cell",
        municipality=pl.lit(municipality, dtype=pl.Int64),
        year=pl.lit(year, dtype=pl.Int64),
        function=account.str.slice(0, 5),
        dranst=account.str.slice(5, 1).cast(pl.Int64, strict=False),
        grouping=account.str.slice(6, 3),
    )
    table = decided.parameters.table("account_step", None).filter(pl.col("scheme") == "national")
    frames = [nw.from_native(frame.lazy()) for frame in (cells, yearly_rules(table, [year]))]
    placed = collected(place_cells(*frames)).select("_cell", "step_low", "step_high", "category", _rule="rule_id")
    low, high = (pl.col(name).cast(pl.String) for name in ("step_low", "step_high"))
    span = pl.when(pl.col("step_low") == pl.col("step_high")).then(low).otherwise(pl.concat_str(low, pl.lit("-"), high))
    return (
        spent.join(placed, on="_cell", how="left", maintain_order="left")
        .with_columns(
            place=pl.coalesce("category", span, pl.lit("unmapped")),
            rules=pl.concat_str(pl.col("rules"), "_rule", separator=";", ignore_nulls=True),
        )
        .drop("_cell", "step_low", "step_high", "category", "_rule")
    )


def own_lines(house: House, basis: Basis, followed: FollowUp, decided: Rules, ways: Stands, year: int) -> pl.DataFrame:
    """The lines of the forecast with ``place`` in the municipality's own view; what follows the case is cut by days."""
    lines = placed_lines(followed, decided.profile, decided.parameters)
    lines = _grants_that_follow(lines, ways, year)
    lines = _postings_that_follow(house, basis, lines, decided, ways, year)
    types = decided.profile.type_step_rules(decided.parameters, date(year, 12, 31))
    stepped = set(types.filter(pl.col("step").is_not_null())["intervention_type"])
    several = {area.id for area in decided.profile.areas if _has_steps(area.types, stepped)}
    of_area = pl.col("component").is_in(["collective_offset", "risk", "pool", "method_rest"]) & pl.col("area").is_in(
        list(several)
    )
    category = (
        pl.when(pl.col("_category").is_not_null())
        .then(pl.col("_category"))
        .when(pl.col("component") == "refund")
        .then(pl.lit("refund"))
        .when(of_area)
        .then(pl.lit("unmapped"))
        .otherwise(pl.lit("outside"))
    )
    return lines.with_columns(place=pl.coalesce(pl.col("step").cast(pl.String), category)).drop("_category")


def _has_steps(patterns: Iterable[str], stepped: Collection[str]) -> bool:
    """Whether some type of an area has a step: money of it without one then cannot be placed, rather than lies outside."""
    return any(pattern.partition("/")[0] in stepped for pattern in patterns)


def _grants_that_follow(lines: pl.DataFrame, ways: Stands, year: int) -> pl.DataFrame:
    """What grants that follow the case cost, month by month on the steps where the child stands."""
    pieces = placed_with_case(_frame(ways.periods), ways.standing).filter(nw.col("step_how") != "own")
    moved = collected(pieces.select("grant_id", "from_day", "to_day", "step", "step_how"))
    lines = lines.with_columns(_category=pl.lit(None, dtype=pl.String))
    if moved.is_empty():
        return lines
    of_grants = pl.col("grant_id").is_in(moved["grant_id"].unique().to_list()) & (pl.col("component") != "spent")
    following = lines.filter(of_grants.fill_null(False)).with_row_index("amount_id")
    if following.is_empty():
        return lines
    calendar = months(year - 1, year + 1).select("month", "first_day", "last_day")
    amounts = following.join(calendar, on="month", how="inner").select(
        pl.col("amount_id").cast(pl.Int64), "grant_id", "first_day", "last_day", "amount_oere"
    )
    cut = collected(money_on_steps(_frame(amounts), _frame(moved))).rename(
        {"step": "_step", "amount_oere": "_oere", "days": "_days"}
    )
    placed = (
        following.with_columns(pl.col("amount_id").cast(pl.Int64))
        .join(cut, on="amount_id", how="inner")
        .with_columns(
            step=pl.when(pl.col("_step") >= 1).then(pl.col("_step")),
            amount_oere=pl.col("_oere"),
            days=pl.col("_days"),
            _category=pl.when(pl.col("_step") == NOTHING_TO_FOLLOW).then(pl.lit("unmapped"))
            .when(pl.col("_step") == OUTSIDE).then(pl.lit("outside")),
            rules=pl.concat_str("rules", pl.lit(FOLLOWS_CASE), separator=";", ignore_nulls=True),
        )
    )  # fmt: skip
    return pl.concat([lines.filter(~of_grants.fill_null(False)), placed.select(lines.columns)])


def _postings_that_follow(
    house: House, basis: Basis, lines: pl.DataFrame, decided: Rules, ways: Stands, year: int
) -> pl.DataFrame:
    """Postings without a step of their own: on the child's step that day, or with why their account has none."""
    loose = (pl.col("component") == "spent") & pl.col("step").is_null()
    spent = lines.filter(loose)
    if spent.is_empty():
        return lines
    table = decided.profile.account_step_rules(decided.parameters, date(year, 12, 31))
    dated = _posting_days(house, basis)
    asked = spent.select("delivery_id", "row_no", "account_key", "child_no").unique(["delivery_id", "row_no"])
    asked = asked.join(dated, on=["delivery_id", "row_no"], how="left")
    placed = collected(
        postings_with_child(
            _frame(asked), _frame(table.select("pattern_key", "step", "category", "rule_id")), ways.standing.segments
        )
    ).select("delivery_id", "row_no", _step="step", _why="step_category", _follows="follows_child")
    stood = spent.join(placed, on=["delivery_id", "row_no"], how="left", maintain_order="left").with_columns(
        step=pl.col("_step"),
        _category=pl.when(pl.col("_step").is_null()).then(pl.col("_why").fill_null("unmapped")),
        rules=pl.when(pl.col("_follows"))
        .then(pl.concat_str("rules", pl.lit(FOLLOWS_CASE), separator=";", ignore_nulls=True))
        .otherwise(pl.col("rules")),
    )
    return pl.concat([lines.filter(~loose), stood.select(lines.columns)])


def _posting_days(house: House, basis: Basis) -> pl.DataFrame:
    """The day of every posting."""
    rows = facts(house, basis, POSTINGS).select("delivery_id", "row_no", "date_day")
    return house.engine.collect(rows).unique(["delivery_id", "row_no"])


def _frame(frame: pl.DataFrame | Frame) -> Frame:
    return nw.from_native(frame.lazy()) if isinstance(frame, pl.DataFrame) else frame
