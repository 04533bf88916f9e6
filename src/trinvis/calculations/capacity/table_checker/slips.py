"""The slips by which a number is written wrong: digits swapped, a factor of ten, the sign, one digit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.spans import Span

TELLING = 10
"""Steps that a number must be before a factor of ten says anything: two digits."""


class Slip(NamedTuple):
    """What the number should have been, in words how it became another, and how telling that is (0 to 2)."""

    value: Fraction
    how: str
    telling: float


def slip_to(number: Number, needed: Span) -> Slip | None:
    """The most telling slip that turns what was needed into what is printed; None when none does."""
    hits = [
        slip
        for slip in _slips(number)
        if slip.value != number.value and needed.meets(Span.at(slip.value, number.step / 2))
    ]
    return max(hits, key=lambda slip: slip.telling, default=None)


def _slips(number: Number) -> Iterator[Slip]:
    sign = -1 if number.value < 0 else 1
    digits = str(abs(int(number.value / number.step)))
    yield Slip(-number.value, "fortegnet er vendt", 2)
    for power in (1, 2, 3):
        if abs(number.value) >= TELLING * number.step * 10**power:
            yield Slip(number.value / 10**power, f"det er {10**power} gange for stort", 2)
        if abs(number.value) >= TELLING * number.step:
            yield Slip(number.value * 10**power, f"det er {10**power} gange for lille", 2)
    for at in range(len(digits) - 1):
        turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        yield Slip(sign * int(turned) * number.step, "to cifre er byttet om", 2)
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield Slip(
                    sign * int(digits[:at] + other + digits[at + 1 :]) * number.step, "ét ciffer er forkert", 0.5
                )
