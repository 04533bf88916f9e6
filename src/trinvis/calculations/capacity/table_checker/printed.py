"""One cell of a published table, read as it is printed: ``1.462``, ``3,8 mia. kr.``, ``-26 %``, ``22-54 %``, ``16 (11-21)``, ``7.6002``.

Danish form: point between thousands, decimal comma. A point that cannot part thousands is a decimal mark. Marks of
footnotes (stars, one raised digit) are passed over. What was printed also says how exactly: half a unit in the last place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from trinvis.calculations.capacity.table_checker.spans import Span

MISSING = frozenset({"", "-", "–", "−", "..", "...", "…", ".", "n/a", "i.o.", "u.o."})
"""What stands in a cell without a number."""

POINTS = "pct.point"
"""The unit of a difference between two shares."""

_SCALES = {
    "mia": 10**9,
    "milliarder": 10**9,
    "mio": 10**6,
    "millioner": 10**6,
    "t.kr": 10**3,
    "tkr": 10**3,
    "tusind": 10**3,
}
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‑": "-", "÷": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)
_BODY = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
_NUMBER = re.compile(rf"(?P<sign>[-+]?) ?(?P<body>{_BODY})(?P<note>[0-9]?)(?![0-9])")
_RANGE = re.compile(rf"(?P<low>-? ?{_BODY})(?P<unit>[^0-9]*?) ?(?:-|til|;|:) ?(?P<high>-? ?{_BODY})(?![0-9.,])")
_UNIT = re.compile(
    r"(?P<points>pct\. ?-?points?|procentpoints?|pct\.-?enheder|%-?points?|pp\b)|(?P<share>%|pct\.?|procent)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """``value`` in whole units (``mia.`` and ``mio.`` multiplied), ``step`` the unit in the last printed place, ``unit`` ``%``, ``pct.point`` or a word."""

    value: Fraction
    step: Fraction
    unit: str = ""
    scale: int = 1
    point: bool = False
    """Whether the decimal mark was a point."""

    @property
    def span(self) -> Span:
        """What the printed number may stand for."""
        return Span.at(self.value, self.step / 2)


@dataclass(frozen=True)
class Reading:
    """What a cell says: a number, an interval, both (``16 (11-21)``), nothing (``missing``), or words."""

    text: str
    number: Number | None = None
    interval: tuple[Number, Number] | None = None
    missing: bool = False


@lru_cache(maxsize=1 << 16)
def read_cell(text: str) -> Reading:
    """What stands in a cell. Never raises: what is no number has neither number nor interval."""
    plain = " ".join(text.translate(_SIGNS).replace("*", " ").split())
    if plain.lower() in MISSING:
        return Reading(text, missing=True)
    inner = re.fullmatch(r"(?P<front>.*?)[(\[](?P<range>[^()\[\]]*)[)\]] ?(?P<after>[^()\[\]]*)", plain)
    if inner and (found := _range(inner["range"])):
        before = inner["front"].strip()
        return Reading(text, _number(before) if before else None, found)
    if inner and inner["front"].strip():
        return Reading(text, _number(inner["front"].strip()))
    if found := _range(plain):
        return Reading(text, interval=found)
    return Reading(text, _number(plain))


def _range(text: str) -> tuple[Number, Number] | None:
    found = _RANGE.fullmatch(re.sub(r"[^0-9]*$", "", text)) if text[:1].isdigit() or text[:1] == "-" else None
    if found is None:
        return None
    tail = text[found.end() :]
    low, high = _number(found["low"].replace(" ", "") + tail), _number(found["high"].replace(" ", "") + tail)
    return None if low is None or high is None else (low, high)


def _number(text: str) -> Number | None:
    """The first number of a text with the unit after it; None where letters stand before it or another number after."""
    found = _NUMBER.match(text.removeprefix("ca. ").removeprefix("kr. "))
    if found is None:
        return None
    body, tail = found["body"], text.removeprefix("ca. ").removeprefix("kr. ")[found.end() :].strip()
    if re.search(r"[0-9]{2}|[-,.][0-9]|/", tail):
        return None
    point = bool(re.fullmatch(r"[0-9]+\.[0-9]+", body)) and not re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+", body)
    if found["note"] and not re.fullmatch(r"[0-9]{1,3}([. ][0-9]{3})+", body):
        return None
    plain = body.replace(" ", "") if point else body.replace(".", "").replace(" ", "").replace(",", ".")
    decimals = len(plain.partition(".")[2])
    number = Number(Fraction(plain) * (-1 if found["sign"] == "-" else 1), Fraction(1, 10**decimals), point=point)
    return _with_unit(number, tail)


def _with_unit(number: Number, tail: str) -> Number:
    word = re.sub(r"(?<=[^\W\d])[0-9]$", "", tail)
    found = _UNIT.match(word)
    if found:
        return replace(number, unit=POINTS if found["points"] else "%")
    scale = next((size for name, size in _SCALES.items() if word.lower().startswith(name)), 1)
    rest = (
        re.sub(r"^(mia|mio|t\.kr|tkr|tusind|milliarder|millioner)\b\.?", "", word, flags=re.IGNORECASE)
        .partition("(")[0]
        .strip()
    )
    return replace(number, value=number.value * scale, step=number.step * scale, scale=scale, unit=rest.lower())


def agree(one: Number, other: Number) -> bool:
    """Whether two printed numbers are of the same figure: equal where they are printed as exactly, else within their rounding."""
    return one.value == other.value if one.step == other.step else one.span.meets(other.span)


def grain(number: Number) -> Fraction:
    """The largest power of ten that a whole number is a multiple of, at least its step: 8.900 may be rounded to hundreds."""
    if number.step != number.scale or number.value == 0:
        return number.step
    size, whole = number.step, number.value / number.step
    while whole % 10 == 0:
        whole, size = whole / 10, size * 10
    return size


def rounded_together(numbers: list[Number]) -> list[Span]:
    """The spans of numbers that belong together: where all are whole and end in two zeros or more, they are rounded alike."""
    sizes = [grain(number) for number in numbers if number.value]
    shared = min(sizes, default=Fraction(1))
    coarse = shared if shared >= 100 * min((number.step for number in numbers), default=Fraction(1)) else Fraction(0)
    return [Span.at(number.value, max(number.step, coarse if number.value else number.step) / 2) for number in numbers]
