"""Many numbers as a short text, so that a figure of thousands of children still has an address that can be sent.

The smallest number and then the differences, seven bits a byte, compressed and written in letters that an address need not quote.
"""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from trinvis.municipality.address import BadAddress

PACKED = "~"
"""Begins a packed list."""

LONGEST = 4_000_000
"""Bytes of differences at the most: a text that says more is no address of ours."""


def packed(numbers: Iterable[int]) -> str:
    """The different whole numbers as text."""
    raw, last = bytearray(), None
    for number in sorted(set(numbers)):
        step = (2 * number if number >= 0 else -2 * number - 1) if last is None else number - last
        last = number
        while step > 127:
            raw.append(step & 127 | 128)
            step >>= 7
        raw.append(step)
    return PACKED + urlsafe_b64encode(zlib.compress(bytes(raw), 9)).decode().rstrip("=")


def unpacked(text: str) -> list[int]:
    """The numbers of a packed list; raises ``BadAddress``."""
    body = text.removeprefix(PACKED)
    try:
        inflate = zlib.decompressobj()
        raw = inflate.decompress(urlsafe_b64decode(body + "=" * (-len(body) % 4)), LONGEST)
    except (ValueError, zlib.error):
        raise BadAddress("Adressens liste af numre er skrevet af forkert eller ikke hel; hent adressen igen.") from None
    if not inflate.eof:
        raise BadAddress("Adressens liste af numre er skrevet af forkert eller ikke hel; hent adressen igen.")
    numbers: list[int] = []
    step, shift = 0, 0
    for byte in raw:
        step |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            first = step // 2 if step % 2 == 0 else -(step // 2) - 1
            numbers.append(numbers[-1] + step if numbers else first)
            step, shift = 0, 0
    return numbers
