"""The slips by which a number is written wrong: digits swapped, a factor of ten, the sign, one digit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.spans import Span

TELLING = 10
"""Steps that a number must be before a factor of ten says anything: two digits."""
POWERS = (10, 100, 1000)


class Slip(NamedTuple):
    """What the number should have been, in words how it became another, and how telling that is (0 to 2)."""

    value: Fraction
    how: str
    telling: float


def slip_to(number: Number, needed: Span) -> Slip | None:
    """The most telling slip that turns what was needed into what is printed; None when none does."""
    half, printed = number.step / 2, int(number.value / number.step)
    low, high = (needed.low - half) / number.step, (needed.high + half) / number.step
    first, last = ceil(low), floor(high)
    hits = [
        Slip(value * number.step, how, telling)
        for value, how, telling in _whole(printed)
        if first <= value <= last and value != printed
    ]
    hits += [
        Slip(number.value / power, f"det er {power} gange for stort", 2)
        for power in POWERS
        if abs(printed) >= TELLING * power and low * power <= printed <= high * power
    ]
    return max(hits, key=lambda slip: slip.telling, default=None)


def _whole(printed: int) -> Iterator[tuple[int, str, float]]:
    """Other whole numbers that a slip turns into this one, all in units of the last place, with how and how telling."""
    sign, whole = (-1 if printed < 0 else 1), abs(printed)
    digits = [int(digit) for digit in str(whole)]
    yield -printed, "fortegnet er vendt", 2
    for power in POWERS if whole >= TELLING else ():
        yield printed * power, f"det er {power} gange for lille", 2
    places = [10 ** (len(digits) - at - 1) for at in range(len(digits))]
    for at in range(len(digits) - 1):
        moved = (digits[at + 1] - digits[at]) * (places[at] - places[at + 1])
        yield sign * (whole + moved), "to cifre er byttet om", 2
    for digit, place in zip(digits, places, strict=True):
        for other in range(10):
            yield sign * (whole + (other - digit) * place), "ét ciffer er forkert", 0.5
