"""Staircases: the national one, Kolding's, and a municipality's own, also several by age and with sub-steps.

Horsens has one staircase for children of 0–12 and one for the young of 13–18, and has unfolded one step into a
staircase of its own (seed 003 lines 1203–1218).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.parameters.parameters import Parameters

if TYPE_CHECKING:
    import polars as pl

SHIPPED = ("national", "kolding")
"""Staircases that a profile can name, and that an own one can be based on."""


@dataclass(frozen=True)
class SubStep:
    """A step inside a step. ``types`` are type patterns without kind of provider (``relief``, ``placement/foster``)."""

    sub_step: int
    label: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step. ``types`` are those that an own staircase puts here, whatever its base says."""

    step: int
    label: str
    category: str = ""
    contents: str = ""
    types: tuple[str, ...] = ()
    sub_steps: tuple[SubStep, ...] = ()


@dataclass(frozen=True)
class Staircase:
    """A staircase for children of ``age_from`` to ``age_to`` whole years, both included; None is without limit."""

    id: str
    label: str
    based_on: str
    steps: tuple[Step, ...]
    age_from: int | None = None
    age_to: int | None = None

    def covers(self, age: int | None) -> bool:
        """Whether a child of that age stands on this staircase; an unknown age only fits one without limits."""
        if self.age_from is None and self.age_to is None:
            return True
        return age is not None and (self.age_from or 0) <= age <= (200 if self.age_to is None else self.age_to)


_LABELS = {"national": "Den nationale indsatstrappe", "kolding": "Koldings indsatstrappe (Børnelinealen)"}


def shipped_staircase(parameters: Parameters, scheme: str, on: date) -> Staircase:
    """``national`` (Socialstyrelsen's six steps) or ``kolding`` (Boks 2.2, seed 003 lines 1227–1311)."""
    import polars as pl

    rows = parameters.table("steps", on).filter(pl.col("scheme") == scheme).sort("step").iter_rows(named=True)
    steps = tuple(
        Step(row["step"], row["label"], category=row["category"] or "", contents=row["contents"] or "") for row in rows
    )
    return Staircase(scheme, _LABELS.get(scheme, scheme), scheme, steps)


def type_step_rules(parameters: Parameters, staircases: tuple[Staircase, ...], on: date) -> pl.DataFrame:
    """Type → step for these staircases.

    Columns: ``scheme`` (the staircase's id), ``intervention_type``, ``placement_type`` (null = any), ``age_from``,
    ``age_to`` (null = no limit), ``step`` (null = outside, or it follows the case), ``sub_step`` (null = none),
    ``follows_case`` (of a null step: whether it follows the case; false is outside the staircase), ``rule_id``
    (``trappe/<staircase>/<type>`` where the staircase itself places the type), ``status``. For one staircase, type and
    place there is one row; a row with the place goes before one without.
    """
    import polars as pl

    table = parameters.table("type_step", on)
    records: list[dict[str, str | int | bool | None]] = []
    for staircase in staircases:
        placed: dict[tuple[str, str | None], tuple[int | None, int | None, bool | None, str, str]] = {
            (row["intervention_type"], row["placement_type"]): (
                row["step"],
                None,
                row["follows_case"],
                row["rule_id"],
                row["status"],
            )
            for row in table.filter(pl.col("scheme") == staircase.based_on).iter_rows(named=True)
        }
        for pattern, own_step, own_sub in own_places(staircase):
            own_type, _, own_place = pattern.partition("/")
            placed[own_type, own_place or None] = (
                own_step,
                own_sub,
                None,
                f"trappe/{staircase.id}/{pattern}",
                "verified",
            )
        records += [
            {
                "scheme": staircase.id,
                "intervention_type": kind,
                "placement_type": place,
                "age_from": staircase.age_from,
                "age_to": staircase.age_to,
                "step": step,
                "sub_step": sub_step,
                "follows_case": follows,
                "rule_id": rule,
                "status": status,
            }
            for (kind, place), (step, sub_step, follows, rule, status) in placed.items()
        ]
    text, number = pl.String(), pl.Int64()
    return pl.DataFrame(
        records,
        schema={
            "scheme": text,
            "intervention_type": text,
            "placement_type": text,
            "age_from": number,
            "age_to": number,
            "step": number,
            "sub_step": number,
            "follows_case": pl.Boolean(),
            "rule_id": text,
            "status": text,
        },
    )


def own_places(staircase: Staircase) -> list[tuple[str, int, int | None]]:
    """Type pattern, step and sub-step for everything that the staircase places itself."""
    return [(text, step.step, None) for step in staircase.steps for text in step.types] + [
        (text, step.step, sub.sub_step) for step in staircase.steps for sub in step.sub_steps for text in sub.types
    ]


def place(
    staircases: tuple[Staircase, ...],
    rules: pl.DataFrame,
    intervention_type: str,
    placement_type: str | None,
    age: int | None,
) -> tuple[str | None, int | None, int | None]:
    """Staircase, step and sub-step of one child's grant by ``type_step_rules``; the plain reading of the rules.

    The staircase is None when the child's age fits none of several.
    """
    staircase = next((one for one in staircases if one.covers(age)), None)
    if staircase is None:
        return None, None, None
    wanted = {
        (row["intervention_type"], row["placement_type"]): (row["step"], row["sub_step"])
        for row in rules.iter_rows(named=True)
        if row["scheme"] == staircase.id
    }
    for place_type in (placement_type, None):
        if (intervention_type, place_type) in wanted:
            return staircase.id, *wanted[intervention_type, place_type]
    return staircase.id, None, None
