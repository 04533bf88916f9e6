"""Numbers as findings write them: ``1.462``, ``−2,4``, with no more decimals than are needed to see the point."""

from __future__ import annotations

from fractions import Fraction

from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.spans import Span

MINUS = "−"
MOST = 12
"""Numbers that are written in one line; of more, the first and the last few."""


def written(value: Fraction, decimals: int) -> str:
    """A number with that many decimals, a half away from zero."""
    units = (2 * abs(value) * 10**decimals + 1) // 2
    whole, part = divmod(int(units), 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    if decimals:
        text = f"{text},{part:0{decimals}d}"
    return f"{MINUS}{text}" if value < 0 and units else text


def decimals_of(step: Fraction) -> int:
    """How many decimals a step of 0,01 takes; 0 for whole numbers."""
    places = 0
    while step < 1 and places < 12:
        step, places = step * 10, places + 1
    return places


def number_text(number: Number) -> str:
    """A printed number with its unit, in one way: ``6,3 mia. kr.``, ``26 %``."""
    return with_unit(number.value, number)


def with_unit(value: Fraction, like: Number, more: int = 0) -> str:
    """Another value in the form of a printed one, with ``more`` decimals."""
    scaled = written(value / like.scale, decimals_of(like.step / like.scale) + more)
    word = {10**9: "mia.", 10**6: "mio.", 10**3: "t."}.get(like.scale, "")
    return " ".join(part for part in (scaled, word, like.unit) if part)


def span_text(span: Span, like: Number, more: int = 1) -> str:
    """What something may be, as ``7,95–8,05``; one number where both ends are written alike."""
    places = next((n for n in range(more) if _whole(span, like, n)), more)
    low, high = (with_unit(end, like, places) for end in (span.low, span.high))
    return low if low == high else f"{bare_of_unit(low, like)} til {high}"


def bare_of_unit(text: str, like: Number) -> str:
    """A number without its unit, where another with it follows."""
    return text.removesuffix(f" {like.unit}") if like.unit else text


def range_text(low: Number, high: Number) -> str:
    """An interval as it is printed: ``22–54 %``."""
    return f"{bare_of_unit(number_text(low), low)}–{number_text(high)}"


def sentence(*parts: str) -> str:
    """Parts of a sentence with one full stop at its end."""
    said = " ".join(" ".join(parts).split())
    return said if said.endswith(".") else f"{said}."


def _whole(span: Span, like: Number, places: int) -> bool:
    """Whether both ends are exact with so many more decimals than the number has."""
    return all((end / like.step * 10**places).denominator == 1 for end in (span.low, span.high))


def shortened(texts: list[str], joint: str = ", ", what: str = "tal") -> str:
    """Texts in a line; of many the first and the last few, and how many stand between."""
    if len(texts) <= MOST:
        return joint.join(texts)
    left_out = f"… ({len(texts) - MOST + 2} {what}) …"
    return joint.join([*texts[: MOST // 2], left_out, *texts[len(texts) - MOST // 2 + 2 :]])


def listed(names: list[str]) -> str:
    """Names in a sentence: ``A, B og C``."""
    kept = names if len(names) <= MOST else [*names[: MOST - 1], f"{len(names) - MOST + 1} andre"]
    return " og ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)
