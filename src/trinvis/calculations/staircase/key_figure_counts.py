"""The children behind the key figures of a day: who stands at the counted places, and who gets the counted measures.

Where a child stands is where its main grant puts it, so no child is in two of the figures 1, 3 and 4. A recipient is a child with any
running grant of the counted types, so a placed child whose parents are supported is in 5 too (seed 001 line 3050).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.key_figures import CountedBy, Definition, KeyFigure
from trinvis.calculations.staircase.standing import ALL_CHILDREN, Exclusions, Frame, Standing, normal

if TYPE_CHECKING:
    import polars as pl

Collect = Callable[[Frame], "pl.DataFrame"]

CARRIED = ("intervention_type", "placement_type", "birth_day")
"""What ``Standing`` must carry for the key figures."""

_GROWN = 18


@dataclass(frozen=True)
class Count:
    """Different children, their ``measures`` (grants), and how many of the children have no known age."""

    children: int
    measures: int
    unknown_age: int


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def of_patterns(rows: Frame, patterns: Sequence[str]) -> Frame:
    """The rows whose intervention type, or type and place (``placement/foster``), is one of ``patterns``."""
    place = nw.concat_str(nw.col("intervention_type"), nw.lit("/"), nw.coalesce(nw.col("placement_type"), nw.lit("")))
    return rows.filter(nw.col("intervention_type").is_in(list(patterns)) | place.is_in(list(patterns)))


def at_places(standing: Standing, patterns: Sequence[str]) -> Standing:
    """The days on which the deciding grant is one of ``patterns``, as one step (0): a move between such places ends no stay."""
    there = of_patterns(standing.segments, patterns).with_columns(step=nw.lit(0).cast(nw.Int64))
    return replace(standing, segments=there)


def under_18(rows: Frame, day: date) -> Frame:
    """The rows of children who are 0-17 years on ``day``; who has no ``birth_day`` counts as such. Exact on the birthday."""
    leap_day = (day.month, day.day) == (2, 29)
    turned = day_number(day.replace(year=day.year - _GROWN, day=28 if leap_day else day.day))
    born = nw.col("birth_day").cast(nw.Int64)
    return rows.filter(born.is_null() | ((born > turned) & (born <= day_number(day))))


def counted(rows: Frame, collect: Collect) -> Count:
    """``rows`` (``child_no``, ``grant_id``, ``birth_day``) counted."""
    of_child = rows.select("child_no", "grant_id", "birth_day").unique().group_by("child_no")
    found = collect(
        of_child.agg(nw.col("grant_id").count().cast(nw.Int64).alias("measures"), nw.col("birth_day").min())
    )
    return Count(found.height, int(found["measures"].sum()), found["birth_day"].null_count())


def standing_on(
    definition: Definition,
    standing: Standing,
    day: date,
    inhabitants: int | None,
    collect: Collect,
    *,
    counted_by: CountedBy | None = None,
) -> KeyFigure:
    """Key figures 1, 3 and 4: children of 0-17 years who stand at the counted places on ``day``, per inhabitants of 0-17 years.

    ``standing`` carries ``CARRIED``; ``inhabitants`` is of the same day.
    """
    found = counted(standing_rows(definition, standing, day), collect)
    beside = {"unknown_age": found.unknown_age}
    by = counted_by or definition.counted_by
    return KeyFigure(
        definition, day, found.children, inhabitants, by, standing.exclusions, standing.choice_sentence, beside
    )


def standing_rows(definition: Definition, standing: Standing, day: date) -> Frame:
    """The rows of the children whom ``standing_on`` counts."""
    return under_18(of_patterns(standing.on(day_number(day)), definition.counted), day)


def receiving(
    definition: Definition,
    periods: Frame,
    day: date,
    inhabitants: int | None,
    collect: Collect,
    *,
    exclusions: Exclusions = ALL_CHILDREN,
    counted_by: CountedBy | None = None,
) -> KeyFigure:
    """Key figures 5 and 6: children of 0-17 years with a running grant of the counted types on ``day``, main or not.

    ``periods`` as for ``standing``, with ``CARRIED``. Children count once; the grants stand beside as ``measures``.
    """
    found = recipients(definition, periods, day, collect, exclusions)
    beside = {"measures": found.measures, "unknown_age": found.unknown_age}
    return KeyFigure(
        definition, day, found.children, inhabitants, counted_by or definition.counted_by, exclusions, "", beside
    )


def recipients(definition: Definition, periods: Frame, day: date, collect: Collect, exclusions: Exclusions) -> Count:
    """The children whom a key figure of recipients counts on ``day``."""
    return counted(recipients_rows(definition, periods, day, exclusions), collect)


def recipients_rows(definition: Definition, periods: Frame, day: date, exclusions: Exclusions) -> Frame:
    """The grants of the recipients on ``day``: what ``recipients`` counts."""
    number = day_number(day)
    running = exclusions.kept(normal(periods)).filter(nw.col("from_day") <= number, nw.col("to_day") >= number)
    return under_18(of_patterns(running, definition.counted), day)
