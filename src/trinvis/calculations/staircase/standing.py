"""Where a child stands on the staircase on every day: on one step, the highest or the first begun of its main grants.

The days are swept by the points where a child's grants begin and end, never one by one. Days are day numbers (days since
1970-01-01), both ends of a period included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]

OUTSIDE = -1
"""In place of a step: the child has main grants that day, but none that a rule puts on a step."""
AWAY = -2
"""In place of a step: the child has no main grant that day."""
OPEN_DAY = 2_932_896
"""Day number of 9999-12-31: the last day of a period without a known stop."""
_NO_GRANT = -1

Choice = Literal["highest", "first_begun"]

CHOICES: dict[Choice, str] = {
    "highest": "Har et barn flere hovedydelser på en dag, står det på det højeste af deres trin.",
    "first_begun": "Har et barn flere hovedydelser på en dag, står det på trinnet for den, der begyndte først.",
}
"""Which of several main grants decides → the sentence that must stand at the figure."""


@dataclass(frozen=True)
class Exclusions:
    """Children left out of a count, as VIVE leaves them out (seed 001 lines 2768-2776); both are in unless switched off.

    ``disability_only``: supported solely because of disability. ``unaccompanied``: unaccompanied refugee children.
    Who is neither known to be so nor known not to be stays in the count.
    """

    disability_only: bool = False
    unaccompanied: bool = False

    @property
    def sentence(self) -> str:
        """What must stand in the caption."""
        left_out = [
            words
            for excluded, words in (
                (self.disability_only, "børn, der udelukkende støttes på grund af funktionsnedsættelse"),
                (self.unaccompanied, "uledsagede flygtningebørn"),
            )
            if excluded
        ]
        return f"Uden {' og '.join(left_out)}." if left_out else "Alle børn er talt med."

    def kept(self, rows: Frame) -> Frame:
        """The rows of the children that count; ``rows`` has the flags that are switched on, null where it is not known."""
        for excluded, flag in ((self.disability_only, "disability_only"), (self.unaccompanied, "unaccompanied")):
            if excluded:
                rows = rows.filter(~nw.coalesce(nw.col(flag), nw.lit(False)))
        return rows


ALL_CHILDREN = Exclusions()
AS_VIVE = Exclusions(disability_only=True, unaccompanied=True)


@dataclass(frozen=True)
class Standing:
    """The children's ways over the staircase, with what was chosen in making them.

    ``segments``: ``child_no``, ``from_day``, ``to_day``, ``step`` (int64; ``OUTSIDE`` where no main grant of the day has a
    step), ``grant_id`` of the deciding grant, and that grant's carried columns. A child has at most one segment on a day, and
    none on a day without a main grant. Two segments that follow each other may have the same step.
    """

    segments: Frame
    choice: Choice
    exclusions: Exclusions
    carried: tuple[str, ...]

    @property
    def choice_sentence(self) -> str:
        """Which of several main grants decided, in Danish."""
        return CHOICES[self.choice]

    @property
    def sentence(self) -> str:
        """How it was counted, in Danish, for the caption of every figure that is made of it."""
        return f"{self.choice_sentence} {self.exclusions.sentence}"

    def on(self, day: int) -> Frame:
        """The stock: one row per child that stands on ``day``, with its step and deciding grant."""
        return self.segments.filter(nw.col("from_day") <= day, nw.col("to_day") >= day)


def standing(
    periods: Frame,
    *,
    choice: Choice = "highest",
    exclusions: Exclusions = ALL_CHILDREN,
    carry: Sequence[str] = (),
) -> Standing:
    """Sweeps the charged periods of the grants that place a child into ``Standing``.

    ``periods``: ``grant_id``, ``child_no``, ``from_day``, ``to_day`` (null = not known to stop), ``step`` (null = none),
    ``main`` (null = main), the ``carry`` columns (``district``, ``intervention_type``, ``birth_day`` …) and the flags of
    ``exclusions``. Several rows of a grant are its periods; it began with the first. Supplementary grants, rows without a
    child and rows that end before they begin place nobody. A grant with a step goes before one without; of two that the
    choice makes equal the one begun first decides, then the one with the lowest ``grant_id``, of one
    grant's own the first of its rows (``delivery_id`` and ``row_no``, where they are there).
    """
    rows = exclusions.kept(normal(periods)).filter(nw.col("main"))
    begun = rows.group_by("grant_id").agg(_begun=nw.col("from_day").min())
    keys = ["_unplaced", "_down", "_begun"] if choice == "highest" else ["_unplaced", "_begun", "_down"]
    row = [name for name in ("delivery_id", "row_no") if name in rows.collect_schema().names()]
    ranked = (
        rows.join(begun, on="grant_id", how="left")
        .with_columns(
            _begun=nw.coalesce(nw.col("_begun"), nw.col("from_day")),
            _grant=nw.coalesce(nw.col("grant_id"), nw.lit(_NO_GRANT)),
            _down=-nw.col("step"),
            _unplaced=nw.when(nw.col("step") == OUTSIDE).then(nw.lit(1)).otherwise(nw.lit(0)),
        )
        .with_columns(
            _rank=nw.col("child_no")
            .cum_count()
            .over(order_by=[*keys, "_grant", "from_day", "to_day", "child_no", *row])
        )
    )
    deciding = (
        _days_between_changes(rows)
        .join(ranked.select("child_no", "_rank", _first="from_day", _last="to_day"), on="child_no", how="inner")
        .filter(nw.col("_first") <= nw.col("from_day"), nw.col("_last") >= nw.col("from_day"))
        .group_by("child_no", "from_day", "to_day")
        .agg(nw.col("_rank").min())
    )
    segments = deciding.join(ranked.select("_rank", "step", "grant_id", *carry), on="_rank", how="inner")
    return Standing(
        segments.select("child_no", "from_day", "to_day", "step", "grant_id", *carry), choice, exclusions, tuple(carry)
    )


def normal(periods: Frame) -> Frame:
    """Periods of known children with ``from_day``, ``to_day`` and ``step`` as int64 and ``main`` as a flag, none of them null."""
    return periods.with_columns(
        from_day=nw.col("from_day").cast(nw.Int64),
        to_day=nw.coalesce(nw.col("to_day").cast(nw.Int64), nw.lit(OPEN_DAY)),
        step=nw.coalesce(nw.col("step").cast(nw.Int64), nw.lit(OUTSIDE)),
        main=nw.coalesce(nw.col("main"), nw.lit(True)),
    ).filter(~nw.col("child_no").is_null(), nw.col("from_day") <= nw.col("to_day"))


def _days_between_changes(rows: Frame) -> Frame:
    """Per child the stretches of days in which none of its rows begins or ends; also those that no row has."""
    points = nw.concat(
        [rows.select("child_no", from_day=nw.col("from_day")), rows.select("child_no", from_day=nw.col("to_day") + 1)]
    ).unique()
    return (
        points.with_columns(_next=next_of_child(nw.col("from_day"), ["child_no", "from_day"]))
        .filter(~nw.col("_next").is_null())
        .select("child_no", "from_day", to_day=nw.col("_next") - 1)
    )


def next_of_child(value: nw.Expr, order: Sequence[str], step: int = -1) -> nw.Expr:
    """``value`` of the child's next row in ``order`` (which begins with ``child_no``); of the one before with ``step`` 1.

    The window goes over all rows in order of child: on Polars far quicker than one window per child.
    """
    same = nw.col("child_no").shift(step).over(order_by=order) == nw.col("child_no")
    return nw.when(same).then(value.shift(step).over(order_by=order))
