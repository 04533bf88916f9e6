"""The step of money that stands on no step of its own: pools, risk cases, what collective invoices cover, what is projected.

A pool is for the same kind of children as its area. So it follows the area's step, when every intervention type of the area
that has a step has the same one; else it stays outside, as do refunds, and postings whose account is outside by a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

AREA_STEP = "staircase/area_step"
"""Rule id of a line that follows its area's step."""

AREA_STEP_RULES: dict[str, str] = {
    AREA_STEP: (
        "Pulje, risikosag, samlefaktura eller fremskrivning uden eget trin følger områdets trin, når alle områdets indsatstyper "
        "står på samme trin"
    )
}

FOLLOWING = ("collective_offset", "risk", "pool", "method_rest")
"""Components whose lines may follow their area."""


def area_steps(
    types: Mapping[str, Sequence[str]], type_steps: Iterable[tuple[str, str | None, int | None]]
) -> dict[str, int]:
    """Area → its step. ``types`` is area → type patterns; ``type_steps`` are (type, place or None for any, step or None).

    Areas whose types have no step, or several, are left out. Types whose step follows the case say nothing.
    """
    steps: dict[tuple[str, str | None], set[int]] = {}
    for kind, place, step in type_steps:
        if step is not None:
            steps.setdefault((kind, place), set()).add(step)
    found = {area: set().union(*(_of(pattern, steps) for pattern in patterns)) for area, patterns in types.items()}
    return {area: min(one) for area, one in found.items() if len(one) == 1}


def _of(pattern: str, steps: Mapping[tuple[str, str | None], set[int]]) -> set[int]:
    kind, _, rest = pattern.partition("/")
    place = rest.partition("/")[0] or None
    return steps.get((kind, place)) or steps.get((kind, None)) or set()
