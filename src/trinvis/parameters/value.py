"""A value with everything that it rests on, and the user's own value that takes its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from trinvis.parameters.errors import ParameterError

Kind = Literal["oere", "hundredths", "integer", "text", "flag"]
"""How a value is kept: øre (kr. × 100), hundredths (× 100, also of a per cent), whole number, text, yes/no (1/0)."""

Cell = int | str | None
"""What a value can be; None says that there is none, as for an account outside the staircase."""


@dataclass(frozen=True)
class Value:
    """One value on one day.

    ``value`` is kept as ``kind`` says, ``unit`` is that of the number people read. ``valid_to`` None is until further
    notice. ``verified`` says that it was checked against ``source``; ``assumed`` that whoever typed it calls it an
    assumption. ``origin`` is ``trinvis`` or ``kommune``. ``carried_from`` is the year of the last known level when the
    value was carried forward, ``index`` and ``index_to`` the price index that moved it and how far it reached.
    ``id`` names the rule version in every line that rests on it.
    """

    name: str
    key: str | None
    value: Cell
    unit: str
    kind: Kind
    valid_from: date
    valid_to: date | None
    source: str
    reference: str
    verified: bool
    assumed: bool
    origin: Literal["trinvis", "kommune"]
    id: str
    carried_from: int | None = None
    index: str | None = None
    index_to: int | None = None

    def number(self) -> int:
        """The value as a whole number; raises ``ParameterError`` when it is text or none."""
        if not isinstance(self.value, int):
            raise ParameterError(f"Parameteren »{self.id}« er ikke et tal; ret værdien til et tal.")
        return self.value

    def text(self) -> str:
        """The value with its unit as people read it."""
        shown = shown_text(self.kind, self.value)
        return f"{shown} {self.unit}".strip() if self.kind not in ("text", "flag") and self.value is not None else shown

    def mark(self) -> str:
        """What must stand at every figure that rests on the value; empty when nothing must."""
        marks = []
        if self.carried_from is not None:
            mark = f"fremskrevet fra {self.carried_from}-niveau"
            if self.index is not None:
                mark += f" med indekset {self.index} til {self.index_to}"
            marks.append(mark)
        if self.assumed:
            marks.append("antaget")
        return ", ".join(marks)


@dataclass(frozen=True)
class Override:
    """A user's value, as the journal keeps it.

    ``key`` is the row's key (None for a parameter with one value); ``key@column`` changes another column of a table.
    ``value`` None says *none* (as an account outside the staircase). Without ``valid_to`` it holds until further notice,
    but the level of a year and a closed table only to the end of ``valid_from``'s year. Of several that cover a day the
    one written last (``entry_seq``) wins; ``withdrawn`` gives the day back to Trinvis' value.
    """

    name: str
    key: str | None
    value: Cell
    valid_from: date
    valid_to: date | None
    source: str
    assumed: bool
    entry_seq: int
    withdrawn: bool = False


def from_file(kind: Kind, text: str) -> Cell:
    """A cell of our own files: decimal point, ``ja``/``nej``, empty = none; raises ``ValueError``."""
    text = text.strip()
    if text in ("", "null", "~"):
        return None
    if kind == "text":
        return text
    if kind == "flag":
        return 1 if text == "ja" else 0 if text == "nej" else _fail(text)
    if kind == "integer":
        return int(text)
    try:
        hundredths = Decimal(text) * 100
    except InvalidOperation:
        return _fail(text)
    if hundredths != int(hundredths):
        return _fail(text)
    return int(hundredths)


def _fail(text: str) -> int:
    raise ValueError(text)


def from_typed(kind: Kind, text: str) -> Cell:
    """What a user typed, in Danish form (``1.234,56``, ``ja``); raises ``ParameterError`` that says the form wanted."""
    text = text.replace("\u00a0", " ").strip()
    if kind in ("text", "flag"):
        try:
            return from_file(kind, text.lower() if kind == "flag" else text)
        except ValueError:
            raise ParameterError(f"Værdien »{text}« er hverken ja eller nej; skriv ja eller nej.") from None
    if not text:
        return None
    plain = re.fullmatch(r"([-−]?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?", text.replace(" ", ""), re.ASCII)
    if plain is None:
        raise ParameterError(f"Værdien »{text}« er ikke et tal; skriv det som 1.234,56.")
    sign = "-" if plain[1] else ""
    try:
        return from_file(kind, f"{sign}{plain[2].replace('.', '')}" + (f".{plain[3]}" if plain[3] else ""))
    except ValueError:
        whole = kind == "integer"
        wanted = "et helt tal" if whole else "et tal med højst to decimaler"
        raise ParameterError(f"Værdien »{text}« har for mange decimaler; skriv {wanted}.") from None


def shown_text(kind: Kind, value: Cell) -> str:
    """A cell in Danish form: thousands by point, decimal comma; ``–`` for none."""
    if value is None:
        return "–"
    if kind == "flag":
        return "ja" if value else "nej"
    if not isinstance(value, int) or kind == "text":
        return str(value)
    if kind == "integer":
        return str(value)
    whole, rest = divmod(abs(value), 100)
    sign = "−" if value < 0 else ""
    return sign + f"{whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
