"""Whether figures bear out what words seem to say: at least half of what would have to hold does."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.capacity.table_checker.ties import Tie

FEW = 2
"""With so few figures one may be the fault: then they need only be near."""
NEAR = 0.12


def borne_out(ties: Sequence[Tie]) -> bool:
    """Half of them hold; of one or two, the failing are at least near."""
    if not ties:
        return False
    holding = sum(1 for tie in ties if tie.holds)
    return holding * 2 >= len(ties) if len(ties) > FEW else holding > 0 or all(_near(tie) for tie in ties)


def _near(tie: Tie) -> bool:
    if tie.gives is None:
        return False
    size = max(abs(float(tie.result.number.value)), abs(float(tie.gives.middle)))
    return abs(float(tie.gives.middle) - float(tie.result.number.value)) <= NEAR * size
