"""Where every child of the municipality stands on every day, by a chosen view: the ground of children, durations and key figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.staircase import place_grants
from trinvis.calculations.staircase.following import with_what_follows
from trinvis.municipality.gathered import facts
from trinvis.municipality.grants_through_time import grants_through_time
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_overview import placing_periods, step_labels, ways
from trinvis.parameters.staircase import shipped_staircase, type_step_rules
from trinvis.tables import CHILDREN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trinvis.calculations.staircase.standing import Frame, Standing
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.rules import Rules
    from trinvis.municipality.staircase_view import View

CARRIED_MORE = ("birth_day", "main", "placed")
NO_DISTRICT = "Uden distrikt"


@dataclass(frozen=True)
class Stands:
    """The children's ways (``standing``), the charged periods that they are made of (``periods``, with what follows the case),
    step → label, and the first day from which ended stays are known (``seen_from``). ``digest``: what it depends on.
    """

    standing: Standing
    periods: Frame
    labels: Mapping[int, str]
    seen_from: date | None
    digest: str
    rows: int

    def size(self) -> int:
        """Estimated bytes in memory."""
        return self.rows * 600


def stands(house: House, basis: Basis, year: int, view: View, first_day: date) -> Stands:
    """The children's ways as known on ``basis``, by the rules of ``year``; grants are known back to ``first_day`` where data reach."""
    found = grants_through_time(house, basis, year, first_day)
    digest = f"{found.digest(house)}/{house.engine.name}/{year}/{sorted(view.where.items())}"

    def made() -> Stands:
        decided = rules(house, basis.rules)
        on = date(year, 12, 31)
        grants = _with_children(house, basis, found.grants)
        if view.scheme == "national":
            grants = nationally_placed(grants, decided, on)
        followed = _following(grants, decided, on, view)
        code = house.workspace.municipality
        ours = ways(followed, code, choice=view.choice, exclusions=view.exclusions, carry=CARRIED_MORE)
        periods = placing_periods(followed, code)
        return Stands(ours, periods, labels_of(decided, on, view), found.seen_from, digest, grants.height)

    return house.cache.get(f"stands/{digest}", made, Stands.size)


def nationally_placed(grants: pl.DataFrame, decided: Rules, on: date) -> pl.DataFrame:
    """The grants on the national staircase, whatever the municipality's own is."""
    parameters = decided.parameters
    national = type_step_rules(parameters, (shipped_staircase(parameters, "national", on),), on)
    frame = nw.from_native(grants.drop("area_rule", strict=False).lazy())
    placed = place_grants(
        frame, nw.from_native(national.lazy()), nw.from_native(parameters.table("paragraph_step", on).lazy())
    )
    made: pl.DataFrame = placed.collect("polars").to_native()
    return made.with_columns(area_rule=pl.lit(None, dtype=pl.String))


def _following(grants: pl.DataFrame, decided: Rules, on: date, view: View) -> pl.DataFrame:
    parameters = decided.parameters
    if view.scheme == "national":
        types = type_step_rules(parameters, (shipped_staircase(parameters, "national", on),), on)
    else:
        types = decided.profile.type_step_rules(parameters, on)
    frames = [nw.from_native(frame.lazy()) for frame in (grants, types, parameters.table("paragraph_step", on))]
    return with_what_follows(*frames).collect("polars").to_native()  # type: ignore[no-any-return]


def labels_of(decided: Rules, on: date, view: View) -> dict[int, str]:
    """Step → label of the staircase of the view."""
    if view.scheme == "national":
        return {step.step: step.label for step in shipped_staircase(decided.parameters, "national", on).steps}
    return step_labels(decided.profile, decided.parameters, on)


def _with_children(house: House, basis: Basis, grants: pl.DataFrame) -> pl.DataFrame:
    """The grants with what the table of children says: birth day (the first of the month), flags, and the district where the grant has none."""
    children = house.engine.collect(facts(house, basis, CHILDREN))
    of_child = (
        children.filter(pl.col("child_no").is_not_null())
        .with_columns(_born=pl.date(pl.col("birth_year"), pl.col("birth_month").fill_null(1), 1))
        .group_by("child_no")
        .agg(
            pl.col("_born").drop_nulls().last(),
            pl.col("district").drop_nulls().last().alias("_district"),
            pl.col("disability_only").drop_nulls().last(),
            pl.col("unaccompanied").drop_nulls().last(),
        )
        .with_columns(birth_day=(pl.col("_born") - date(1970, 1, 1)).dt.total_days())
        .drop("_born")
    )
    return (
        grants.drop("birth_day", "disability_only", "unaccompanied", strict=False)
        .join(of_child, on="child_no", how="left", maintain_order="left")
        .with_columns(district=pl.coalesce("district", "_district"))
        .drop("_district")
    )
