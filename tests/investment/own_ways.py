"""Children's ways over the staircase written as short rows, and drawn, with a loop over every day that says who is in a group."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl

from trinvis.calculations.investment.own_data import Group, birthday
from trinvis.calculations.staircase.standing import ALL_CHILDREN, Standing
from trinvis.engine import Engine

TYPES: dict[str, Any] = {
    "child_no": pl.Int64,
    "from_day": pl.Int64,
    "to_day": pl.Int64,
    "step": pl.Int64,
    "grant_id": pl.Int64,
    "birth_day": pl.Int64,
    "district": pl.String,
    "paragraph": pl.String,
    "intervention_type": pl.String,
    "placement_type": pl.String,
    "team": pl.String,
}
CARRIED = tuple(name for name in TYPES if name not in ("child_no", "from_day", "to_day", "step", "grant_id"))


def segments(*rows: dict[str, Any]) -> pl.DataFrame:
    """``child``, ``days`` (first, last), ``step`` and any other column; a grant of its own for each row."""
    full = [
        {"grant_id": number, "child_no": row["child"], "from_day": row["days"][0], "to_day": row["days"][1], **row}
        for number, row in enumerate(rows, start=1)
    ]
    return pl.DataFrame({name: pl.Series(name, [row.get(name) for row in full], kind) for name, kind in TYPES.items()})


def ways(engine: Engine, rows: pl.DataFrame) -> Standing:
    """The rows as ways on an engine."""
    return Standing(engine.frame(rows), "highest", ALL_CHILDREN, CARRIED)


def drawn(random: Random, children: int) -> pl.DataFrame:
    """Children with one to five stretches of days in 0 … 800, some with gaps between, some with another district from one to the next."""
    rows: list[dict[str, Any]] = []
    for child in range(1, children + 1):
        day, born = random.randint(0, 300), random.choice([None, -random.randint(0, 18 * 365)])
        for _ in range(random.randint(1, 5)):
            last = day + random.randint(0, 200)
            rows.append(
                {
                    "child": child,
                    "days": (day, last),
                    "step": random.choice([-1, 2, 3, 5, 6]),
                    "birth_day": born,
                    "district": random.choice(["Nord", "Syd", None]),
                    "paragraph": random.choice(["BL-32.1.5", "BL-32", "BL-46.1", None]),
                    "intervention_type": random.choice(["placement", "relief"]),
                    "placement_type": random.choice(["foster", "institution", None]),
                    "team": random.choice(["A", "B", None]),
                }
            )
            day = last + random.choice([1, 1, random.randint(2, 60)])
    return segments(*rows)


def day_by_day(rows: pl.DataFrame, group: Group) -> dict[tuple[int, int], int]:
    """(child, day) → step, of everybody who belongs to the group that day."""
    found = {}
    for row in rows.to_dicts():
        for day in range(max(row["from_day"], group.first_day), min(row["to_day"], group.last_day) + 1):
            if _belongs(row, day, group):
                found[row["child_no"], day] = row["step"]
    return found


def _belongs(row: dict[str, Any], day: int, group: Group) -> bool:
    if not group.holds(row["step"]) or (group.children and row["child_no"] not in group.children):
        return False
    if group.districts and (row["district"] or "") not in group.districts:
        return False
    paragraph = row["paragraph"] or ""
    if group.paragraphs and not any(
        paragraph == one or paragraph.startswith((f"{one}.", f"{one}-")) for one in group.paragraphs
    ):
        return False
    types = (row["intervention_type"], f"{row['intervention_type']}/{row['placement_type']}")
    if group.types and not set(types) & set(group.types):
        return False
    if any((row[column] or "") != text for column, text in group.marks):
        return False
    if not group.aged:
        return True
    if row["birth_day"] is None:
        return False
    lived = day - row["birth_day"]
    old_enough = group.age_from is None or lived >= birthday(group.age_from)
    return old_enough and (group.age_to is None or lived < birthday(group.age_to + 1))
