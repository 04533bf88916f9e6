"""Formulas as text: read into the tree of ``expression.py`` and written back.

``maalgruppe * succesrate``, ``125/155``, ``1 - tilbagefald^2``, ``max(0, pris - 6 %)``. Decimals have a point (a comma separates
arguments, and so does a semicolon), a per cent sign after a number divides it by a hundred. From loosest to tightest: + and −, × and ÷,
minus in front, powers (from the right).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import get_args

from trinvis.cases.expression import FUNCTIONS, Call, Expression, Function, Name, Negative, Number, Operation, Operator

_LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")

LONGEST = 2_000
"""Characters in a formula."""

DEEPEST = 100
"""Levels in a formula's tree, so that everyone may walk it by calling themselves."""

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:\s*%)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>[-+*/^(),;])"
)
_SPELT = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "\N{NO-BREAK SPACE}": " "})
NAME = re.compile(r"[a-zæøå_][a-z0-9æøå_]*")
"""What a name looks like, also where it is defined."""


class FormulaError(ValueError):
    """What is wrong with a formula, in Danish. ``position`` counts characters from 1; ``remedy`` says what to write."""

    def __init__(self, message: str, remedy: str, position: int) -> None:
        super().__init__(f"{message} (tegn {position}); {remedy}")
        self.message, self.remedy, self.position = message, remedy, position


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def parsed(text: str) -> Expression:
    """The tree of a formula. FormulaError says what is wrong, at which character, and what to write instead."""
    if len(text) > LONGEST:
        raise FormulaError(
            f"Formlen er på {len(text)} tegn", f"del den op i flere input, hver under {LONGEST} tegn", LONGEST
        )
    return _Parser(_tokens(text.translate(_SPELT))).whole()


def _tokens(text: str) -> list[_Token]:
    made: list[_Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FormulaError(f"Tegnet {text[at]} hører ikke til i en formel", "brug + - * / ^ ( ) og navne", at + 1)
        kind = str(found.lastgroup)
        if kind != "space":
            made.append(_Token(kind, found[0], at + 1))
        _refuse_grouped(text, made, at)
        at = found.end()
    return [*made, _Token("end", "", len(text) + 1)]


def _refuse_grouped(text: str, made: list[_Token], at: int) -> None:
    """Numbers as they are written in Danish prose would be read as something else: 0,06 as two numbers, 1.004.636 as none."""
    if not made or made[-1].position != at + 1:
        return
    now = made[-1]
    if now.text == "," and re.match(r"\d,\d", text[max(at - 1, 0) :]):
        remedy = "skriv decimaler med punktum (0.06), eller sæt mellemrum efter kommaet, hvis det skiller to tal"
        raise FormulaError("Kommaet kan læses på to måder", remedy, at + 1)
    if now.kind == "number" and len(made) > 1 and made[-2].kind == "number":
        raise FormulaError(
            f"{text[made[-2].position - 1 : at]}{now.text} er ikke ét tal",
            "skriv tallet uden punktum og mellemrum mellem tusinder",
            at + 1,
        )


_BINDS: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_NEGATIVE = 3
_OPERATORS: dict[str, Operator] = {sign: sign for sign in get_args(Operator)}
_CALLS: dict[str, Function] = {name: name for name in FUNCTIONS}


class _Parser:
    """Precedence climbing over the tokens; ``_level`` is how deep in parentheses and signs it stands."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._left, self._level = tokens, 0
        self._at = 0

    @property
    def _now(self) -> _Token:
        return self._left[self._at]

    def whole(self) -> Expression:
        made, _ = self._climb(1)
        if self._now.kind != "end":
            raise self._unexpected("sæt + - * eller / imellem, eller fjern det", self._now)
        return made

    def _climb(self, least: int) -> tuple[Expression, int]:
        """What binds at least so tightly, and how deep its tree is."""
        self._level += 1
        left, depth = self._first()
        while _BINDS.get(self._now.text, 0) >= least:
            sign = self._take()
            binds = _BINDS[sign.text]
            right, other = self._climb(_NEGATIVE if sign.text == "^" else binds + 1)
            left, depth = Operation(_OPERATORS[sign.text], left, right), self._deeper(max(depth, other), sign)
        self._level -= 1
        return left, depth

    def _deeper(self, depth: int, at: _Token) -> int:
        if max(depth, self._level) >= DEEPEST:
            raise FormulaError(f"Formlen har over {DEEPEST} led i hinanden", "del den op i flere input", at.position)
        return depth + 1

    def _first(self) -> tuple[Expression, int]:
        token = self._take()
        self._deeper(0, token)
        if token.kind == "number":
            return Number(_number(token)), 1
        if token.kind == "name":
            return self._call(token) if self._now.text == "(" else (_name(token), 1)
        if token.text == "-":
            inner, depth = self._climb(_NEGATIVE)
            return Negative(inner), self._deeper(depth, token)
        if token.text == "(":
            inner, depth = self._climb(1)
            self._close(token)
            return inner, depth
        raise self._unexpected("her skal stå et tal, et navn eller en parentes", token)

    def _call(self, name: _Token) -> tuple[Expression, int]:
        if name.text not in _CALLS:
            remedy = f"brug en af {', '.join(FUNCTIONS)}; gange skrives med *"
            raise FormulaError(f"Funktionen {name.text} findes ikke", remedy, name.position)
        opened = self._take()
        arguments = [self._climb(1)]
        while self._now.text in (",", ";"):
            self._take()
            arguments.append(self._climb(1))
        self._close(opened)
        many = name.text in ("min", "max")
        if (len(arguments) < 2) if many else (len(arguments) != 1):
            wanted = "mindst to tal" if many else "ét tal"
            raise FormulaError(
                f"{name.text} tager {wanted}", f"skriv {name.text}({'a, b' if many else 'a'})", name.position
            )
        depth = self._deeper(max(depth for _, depth in arguments), name)
        return Call(_CALLS[name.text], tuple(one for one, _ in arguments)), depth

    def _close(self, opened: _Token) -> None:
        if self._now.text != ")":
            message = f"Parentesen fra tegn {opened.position} bliver ikke lukket"
            raise FormulaError(message, "sæt ) hvor den slutter", self._now.position)
        self._take()

    def _take(self) -> _Token:
        token = self._now
        if token.kind != "end":
            self._at += 1
        return token

    def _unexpected(self, remedy: str, token: _Token) -> FormulaError:
        if token.kind == "end":
            message = "Formlen er tom" if len(self._left) == 1 else "Formlen slutter for tidligt"
            return FormulaError(message, remedy, token.position)
        return FormulaError(f"{token.text} står et forkert sted", remedy, token.position)


def _name(token: _Token) -> Expression:
    if not NAME.fullmatch(token.text):
        remedy = f"skriv {token.text.lower()}; navne har små bogstaver, tal og understreg"
        raise FormulaError(f"{token.text} er ikke et navn", remedy, token.position)
    if token.text in _CALLS:
        raise FormulaError(
            f"{token.text} er en funktion", f"skriv {token.text}(…) med det, den tages af", token.position
        )
    return Name(token.text)


def _number(token: _Token) -> float:
    text = token.text
    value = float(Decimal(text[:-1].strip()) / 100) if text.endswith("%") else float(text)
    if not isfinite(value):
        raise FormulaError(f"Tallet {text[:20]} er for stort", "skriv et tal under 1e300", token.position)
    return value


def constant(value: float) -> Expression:
    """A number as a formula, the same tree as ``parsed`` makes of it as text."""
    return Negative(Number(-value)) if value < 0 else Number(value)


def formula_text(expression: Expression) -> str:
    """The formula as it would be written, with no more parentheses than needed: ``parsed`` reads it to the same tree."""
    return _written(expression, 1)


def _written(expression: Expression, least: int) -> str:
    if isinstance(expression, Number):
        return number_text(expression.value)
    if isinstance(expression, Name):
        return expression.name
    if isinstance(expression, Call):
        return f"{expression.function}({', '.join(_written(one, 1) for one in expression.arguments)})"
    if isinstance(expression, Negative):
        return _parted(f"-{_written(expression.of, _NEGATIVE)}", _NEGATIVE, least)
    binds = _BINDS[expression.operator]
    power = expression.operator == "^"
    left = _written(expression.left, binds + 1 if power else binds)
    right = _written(expression.right, _NEGATIVE if power else binds + 1)
    return _parted(f"{left}^{right}" if power else f"{left} {expression.operator} {right}", binds, least)


def _parted(text: str, binds: int, least: int) -> str:
    return text if binds >= least else f"({text})"


def number_text(value: float) -> str:
    """A number with no more digits than it takes to read the same one again: 709502, 0.06. Three decimals get a fourth, 709.5020,
    so that nobody takes them for thousands."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value!r}0" if _LIKE_THOUSANDS.fullmatch(repr(value)) else repr(value)
