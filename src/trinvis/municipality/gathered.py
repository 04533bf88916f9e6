"""The facts of a year, as known on a basis: grants placed and priced, postings placed and matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.areas import grants_in_areas, postings_in_areas
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.corrections import apply_corrections, keep_corrected_steps
from trinvis.calculations.commitments.matching import match
from trinvis.calculations.staircase import place_grants, place_postings
from trinvis.municipality.closing import closing, ledger_closed_through
from trinvis.municipality.rules import OUTSIDE_AREA, Rules, outside_accounts, rules
from trinvis.municipality.typed import corrections, hand_matches, overrules, typed_facts
from trinvis.tables import ASSUMPTIONS, BUDGETS, CHILDREN, ESTIMATES, GRANTS, POSTINGS
from trinvis.tables.schema import Table

if TYPE_CHECKING:
    from trinvis.calculations.forecast.projection import Closing
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Gathered:
    """Everything that a year's figures are counted from, on the engine.

    ``closing`` is about the year's own months, ``ledger_through`` the last closed month of the ledger, of any year.
    ``grants`` are grant rows with area and step; ``grant_months`` what they cost by month of this and last year
    (``by_month``: the same in memory);
    ``postings`` those of this, last and next ledger year, each matched: an invoice may be booked in another year than the
    month that it pays for. ``budgets``, ``assumptions``, ``estimates`` and
    ``children`` are facts, received or typed in (then with ``journal_seq``).
    """

    rules: Rules
    closing: Closing
    ledger_through: int
    rule_day: date
    grants: Frame
    grant_months: Frame
    by_month: pl.DataFrame
    postings: Frame
    budgets: Frame
    assumptions: Frame
    estimates: Frame
    children: Frame
    size: int
    """Estimated bytes of what is held in memory."""


def gather(house: House, basis: Basis, year: int) -> Gathered:
    """The facts of ``year`` on ``basis``, kept for the next question; raises ``NoProfile``."""
    key = f"gathered/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    return house.cache.get(key, lambda: _gathered(house, basis, year), lambda made: made.size)


def _gathered(house: House, basis: Basis, year: int) -> Gathered:
    decided = rules(house, basis.rules)
    rule_day = date(year, 12, 31)
    engine = house.engine
    account_areas = engine.frame(decided.profile.area_account_rules())
    grants = engine.frame(grants_in_force(house, basis, year))
    calendar = engine.frame(months(year - 1, year))
    by_month = engine.collect(grant_months(grants, calendar, municipality=house.workspace.municipality))
    priced = engine.frame(by_month)
    postings = _postings(house, basis, decided, rule_day, account_areas, year)
    matched = engine.collect(match(postings, priced, hand_matches(house, basis.facts), compute=house.held))
    closed = closing(basis.selection, house.workspace.deliveries(), basis.day, year)
    return Gathered(
        rules=decided,
        closing=closed,
        ledger_through=ledger_closed_through(closed.known_months, year),
        rule_day=rule_day,
        grants=grants,
        grant_months=priced,
        by_month=by_month,
        postings=engine.frame(matched),
        budgets=facts(house, basis, BUDGETS),
        assumptions=facts(house, basis, ASSUMPTIONS),
        estimates=facts(house, basis, ESTIMATES),
        children=facts(house, basis, CHILDREN),
        size=int(by_month.estimated_size() + matched.estimated_size()),
    )


def grants_in_force(house: House, basis: Basis, year: int) -> pl.DataFrame:
    """The grant rows known on ``basis``, corrected, with area and step by the rules of ``year``."""
    key = f"grants/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    return house.cache.get(key, lambda: _collected_grants(house, basis, year), lambda made: int(made.estimated_size()))


def _collected_grants(house: House, basis: Basis, year: int) -> pl.DataFrame:
    decided = rules(house, basis.rules)
    areas = house.engine.frame(decided.profile.area_account_rules())
    return house.engine.collect(_grants(house, basis, decided, date(year, 12, 31), areas))


def facts(house: House, basis: Basis, table: Table) -> Frame:
    """A table's facts, received and typed in; ``journal_seq`` is the entry of a typed row, else null."""
    received = house.engine.scan(basis.selection.pieces(table.name), table).with_columns(
        journal_seq=nw.lit(None, nw.Int64)
    )
    typed = typed_facts(house, basis.facts, table)
    return received if typed is None else nw.concat([received, house.engine.frame(typed)])


def _grants(house: House, basis: Basis, decided: Rules, rule_day: date, account_areas: Frame) -> Frame:
    rows = facts(house, basis, GRANTS)
    changed = overrules(house, basis.facts)
    if changed is not None:
        rows = house.engine.frame(changed.apply(house.engine.collect(rows)))
    typed = corrections(house, basis.facts)
    if typed is not None:
        rows = apply_corrections(rows, typed)
    return placed_grants(house, basis, decided, rule_day, account_areas, rows, corrected=typed is not None)


def placed_grants(
    house: House,
    basis: Basis,
    decided: Rules,
    rule_day: date,
    account_areas: Frame,
    rows: Frame,
    *,
    corrected: bool,
) -> Frame:
    """Grant rows with area and step by the rules; ``corrected``: they have been through ``apply_corrections``."""
    engine, profile, parameters = house.engine, decided.profile, decided.parameters
    if profile.counting != "days":
        rows = rows.with_columns(counting=nw.coalesce(nw.col("counting"), nw.lit(profile.counting)))
    type_steps = profile.type_step_rules(parameters, rule_day)
    if any(one.age_from is not None or one.age_to is not None for one in profile.staircases(parameters, rule_day)):
        rows = _with_age(rows, facts(house, basis, CHILDREN), basis.day)
    placed = place_grants(
        rows,
        engine.frame(type_steps),
        engine.frame(
            parameters.table("paragraph_step", rule_day).select(
                "paragraph", "default_step", "step_low", "step_high", "rule_id"
            )
        ),
    )
    if corrected:
        placed = keep_corrected_steps(placed)
    return grants_in_areas(placed, account_areas, engine.frame(profile.area_type_rules()))


def _with_age(grants: Frame, children: Frame, day: date) -> Frame:
    """Grants with ``age``: the child's whole years on ``day``, counted from the first of its month of birth."""
    months = day.year * 12 + day.month - (nw.col("birth_year") * 12 + nw.col("birth_month").fill_null(1))
    ages = children.filter(~nw.col("birth_year").is_null()).select("child_no", age=(months // 12).cast(nw.Int64))
    return grants.join(ages.group_by("child_no").agg(nw.col("age").max()), on="child_no", how="left")


def _postings(house: House, basis: Basis, decided: Rules, rule_day: date, account_areas: Frame, year: int) -> Frame:
    engine = house.engine
    period_year = nw.col("period") // 100
    rows = engine.scan(basis.selection.pieces("postings"), POSTINGS).filter(
        (period_year >= year - 1) & (period_year <= year + 1)
    )
    placed = place_postings(
        postings_in_areas(rows, account_areas),
        engine.frame(
            decided.profile.account_step_rules(decided.parameters, rule_day).select("pattern_key", "step", "rule_id")
        ),
    )
    accounts = engine.collect(placed.select("area", "account_key").unique())
    outside = outside_accounts(decided, accounts, rule_day)
    if outside.is_empty():
        return placed
    marked = engine.frame(outside.with_columns(pl.lit(True).alias("_outside")))
    return (
        placed.join(marked, on="account_key", how="left")
        .with_columns(
            area=nw.when(nw.col("_outside").fill_null(False)).then(nw.lit(OUTSIDE_AREA)).otherwise(nw.col("area"))
        )
        .drop("_outside")
    )
