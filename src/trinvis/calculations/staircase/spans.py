"""Spans of steps: one step, or several that the accounts cannot tell apart, and the groups that analyses speak of."""

from __future__ import annotations

Span = tuple[int, int]
"""Lowest and highest step, both included."""

WHOLE: Span = (1, 6)
LOWER: Span = (2, 3)
FAMILY: Span = (4, 5)
INSTITUTION: Span = (6, 6)
PLACED: Span = (4, 6)

GROUPS: dict[Span, str] = {
    LOWER: "Forebyggende og hjemmebaserede indsatser",
    FAMILY: "Anbringelse i slægt, netværk eller plejefamilie",
    INSTITUTION: "Anbringelse på institution",
    PLACED: "Anbringelser",
}
"""The groups of seeds 000 (lines 45-48) and 001 (lines 3258-3259) → their Danish names."""


def span_of(text: str) -> Span:
    """``2-3`` or ``6`` as a span; raises ``ValueError`` for another form."""
    low, _, high = text.partition("-")
    span = int(low), int(high or low)
    if not WHOLE[0] <= span[0] <= span[1] <= WHOLE[1]:
        raise ValueError(text)
    return span


def span_text(span: Span) -> str:
    """``trin 6`` or ``trin 2-3``."""
    low, high = span
    return f"trin {low}" if low == high else f"trin {low}-{high}"


def within(one: Span, group: Span) -> bool:
    """Whether all of ``one`` lies in ``group``."""
    return group[0] <= one[0] and one[1] <= group[1]


def crosses(one: Span, group: Span) -> bool:
    """Whether a part of ``one`` lies in ``group`` and a part outside: its money cannot be said to be in or out."""
    return one[0] <= group[1] and group[0] <= one[1] and not within(one, group)


def hull(one: Span, other: Span) -> Span:
    """The smallest span that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])
