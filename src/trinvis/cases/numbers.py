"""Numbers as they are written in a case: 709502, 0.06, 0,06, 6 %, 1.004.636, 1 004 636,50.

A point is a decimal mark, as in every YAML file, and a comma is one too. Where that would turn thousands into a price of a few
hundred kroner (709.502), the number is refused: nobody writes a price with three decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import Literal

LARGEST = 1e13
"""Size of any number in a case."""

_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?(?:e[+-]?[0-9]{1,3})?")
_THOUSANDS = re.compile(
    r"-?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+|(?: [0-9]{3})+(?:[.,][0-9]+)?)"
)
_TRAP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
LOOKS = re.compile(r"[-+−–]?[0-9][0-9., \u00a0]*(?:[eE][-+]?[0-9]{1,3})?%?")
"""What is meant as one number and not as a formula."""


Unit = Literal["kroner", "antal", "år", ""]
"""What is counted; "" is any number, a share among them."""


class NumberError(ValueError):
    """What is wrong with a number, and what to write. Danish."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy = message, remedy


def number(value: object, unit: Unit = "") -> float:
    """The number that is written, of kroner or of something counted, or ("") any. NumberError says what to write instead."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NumberError(f"{_shown(value)} er ikke et tal", "skriv et tal")
    text = _tidy(value)
    per_cent = text.endswith("%")
    if per_cent and unit:
        raise NumberError(
            f"{_shown(value)} er en andel, og her skal stå et antal eller et beløb", "skriv tallet uden %"
        )
    body = text[:-1].strip() if per_cent else text
    if unit in ("kroner", "antal") and _TRAP.fullmatch(body):
        raise _as_thousands(body, unit)
    read = float(_decimal(body, value) / (100 if per_cent else 1))
    if not isfinite(read) or abs(read) > LARGEST:
        raise NumberError(f"{_shown(value)} er for stort", "skriv et tal under 10.000 mia.")
    return read


def _tidy(value: int | float | str) -> str:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise NumberError("Tallet er for stort", "skriv et tal under 10.000 mia.")
    text = value if isinstance(value, str) else repr(value)
    return text.strip().replace("\u00a0", " ").replace("−", "-").replace("–", "-").lower()


def _decimal(body: str, value: object) -> Decimal:
    if len(body) < 40 and _PLAIN.fullmatch(body):
        return Decimal(body.replace(",", "."))
    if len(body) < 40 and _THOUSANDS.fullmatch(body):
        grouped = body.replace(" ", "")
        return Decimal(grouped.replace(".", "").replace(",", ".") if body.count(".") > 1 or "," in body else grouped)
    if body in ("nan", ".nan", "inf", "-inf", ".inf", "-.inf"):
        raise NumberError(f"{_shown(value)} er ikke et tal, der kan regnes med", "skriv et tal")
    raise NumberError(f"{_shown(value)} er ikke et tal", "skriv fx 709502, 0.06, 0,06 eller 6 %")


def _as_thousands(body: str, unit: Unit) -> NumberError:
    whole, decimals = re.split(r"[.,]", body)
    ore = round(int(decimals) / 10)
    read = f"{whole},{decimals}"
    if unit == "kroner":
        read = f"{whole} kroner og {ore} øre" if ore < 100 else f"{int(whole) + 1} kroner"
    remedy = f"skriv {whole}{decimals}, hvis det er tusinder, eller {whole}.{decimals}0, hvis det er decimaler"
    return NumberError(f"{body} læses som {read}", remedy)


def _shown(value: object) -> str:
    text = str(value)
    return f"»{text[:40]}…«" if len(text) > 40 else f"»{text}«"
