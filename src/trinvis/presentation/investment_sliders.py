"""Which assumptions of a case can be drawn up and down on its page, how far, and how their values are written and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.municipality.investment_denominators import reached
from trinvis.municipality.investment_words import number as number_text
from trinvis.municipality.investment_words import value_text

if TYPE_CHECKING:
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated

MOST = 8
"""Sliders on a page."""
STEPS = 100
KINDS = ("rate", "amount", "count", "number", "years")


@dataclass(frozen=True)
class Slider:
    """One input: ``value`` is what it is now, ``own`` the case's, ``text`` and ``own_text`` the same as people read them. Values are as in
    the case's file: shares are fractions."""

    name: str
    label: str
    kind: str
    of: str
    value: float
    own: float
    low: float
    high: float
    step: float
    text: str
    own_text: str
    text_short: str
    """The value without its unit, as it stands in the field; where it could not be read, what was typed."""
    wrong: bool = False

    @property
    def in_per_cent(self) -> bool:
        """Whether the field is written as a percentage."""
        return self.text.endswith("%") or "% " in self.text


@dataclass(frozen=True)
class Typed:
    """What a page asks an input to be: ``values`` by input, ``texts`` as they were written (those that are the case's own left out), and
    ``wrong``: input → the Danish sentence that says why its text cannot be used."""

    values: Mapping[str, float]
    texts: Mapping[str, str]
    wrong: Mapping[str, str]


class NotANumber(ValueError):
    """What was typed for an input is no number in its range; ``str`` is a Danish sentence."""


def sliders(made: Calculated, typed: Typed | None = None) -> tuple[Slider, ...]:
    """The inputs of one number that the calculation uses, the unsure ones first; at most ``MOST``. What was ``typed`` and could not be
    read stands as it was written."""
    used = reached(made.case)
    able = [one for one in made.inputs.values() if one.value is not None and one.name in used and one.kind in KINDS]
    success = "" if made.case.success is None else made.case.success.rate
    ordered = sorted(able, key=lambda one: (one.name != success, one.distribution is None))
    wrong = {} if typed is None else {name: typed.texts[name] for name in typed.wrong}
    found = [_slider(made, one) for one in ordered[:MOST]]
    return tuple(replace(one, text_short=wrong[one.name], wrong=True) if one.name in wrong else one for one in found)


def typed_values(inputs: Mapping[str, Input], asked: Mapping[str, str]) -> Typed:
    """What was typed for the inputs of a case, as one of its readings has them; what is empty or unknown is left out."""
    values, texts, wrong = {}, {}, {}
    for name, text in asked.items():
        one = inputs.get(name)
        if one is None or one.value is None or text.strip() in ("", _short(one, one.value)):
            continue
        try:
            value = _number(one, text)
        except NotANumber as error:
            texts[name], wrong[name] = text, str(error)
            continue
        if value != one.value:
            texts[name], values[name] = text, value
    return Typed(values, texts, wrong)


def _slider(made: Calculated, one: Input) -> Slider:
    value, own = made.input(one.name), float(one.value or 0.0)
    low, high = _ends(one)
    low, high = min(low, value), max(high, value)
    return Slider(
        name=one.name,
        label=one.label,
        kind=one.kind,
        of="" if one.of is None else one.of.text,
        value=value,
        own=own,
        low=low,
        high=high,
        step=_step(one, high - low),
        text=value_text(one, value),
        own_text=value_text(one),
        text_short=_short(one, value),
    )


def _short(one: Input, value: float) -> str:
    """A value without its unit, as a slider's field has it: no finer than it is shown."""
    return number_text(value) if one.kind == "amount" else value_text(replace(one, unit=" "), value).strip()


def _ends(one: Input) -> tuple[float, float]:
    """How far a slider goes: twice as far as the input is unsure, else half to each side; a share stays one."""
    own = float(one.value or 0.0)
    given = one.distribution.given if one.distribution is not None else {}
    if "min" in given and "max" in given:
        wide = given["max"] - given["min"]
        low, high = given["min"] - wide / 2, given["max"] + wide / 2
    elif "sd" in given:
        low, high = own - 3 * given["sd"], own + 3 * given["sd"]
    else:
        low, high = (0.0, max(2 * own, 0.1)) if one.kind == "rate" else sorted((0.5 * own, 1.5 * own))
    if one.kind in ("rate", "amount", "count", "years") and own >= 0:
        low = max(low, 0.0)
    return (low, min(high, 1.0)) if one.kind == "rate" else (low, high)


def _step(one: Input, wide: float) -> float:
    if one.kind == "count":
        return 1.0
    if wide <= 0:
        return 0.01
    step = 10.0
    while step * 1e-9 < wide / STEPS and step < 1e9:
        step *= 10
    while step > wide / STEPS:
        step /= 10
    return step


def _number(one: Input, text: str) -> float:
    """A slider's plain number (``0.08``) or what somebody wrote (``8 %``, ``709.502``)."""
    from trinvis.cases.numbers import NumberError, number
    from trinvis.presentation.investment_form_case import without_points

    plain = text.strip()
    try:
        value = number(without_points(plain) if one.kind in ("amount", "count") else plain)
    except NumberError:
        raise NotANumber(f"»{one.label}« er ikke et tal: »{plain}«; skriv fx {value_text(one)}.") from None
    if one.kind == "rate" and not 0 <= value <= 1:
        raise NotANumber(f"»{one.label}« skal ligge mellem 0 og 100 %; der står »{plain}«. Skriv fx {value_text(one)}.")
    if one.kind in ("amount", "count", "years") and value < 0:
        raise NotANumber(f"»{one.label}« kan ikke være under 0; der står »{plain}«.")
    return value
