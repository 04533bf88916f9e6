"""Who takes part in a running case, from when, and what it is held up against: an entry of the journal as a form, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trinvis.cases.numbers import NumberError, number
from trinvis.municipality.investment_picked import WrongPick
from trinvis.municipality.investment_running import LIST
from trinvis.presentation.investment_form_case import without_points
from trinvis.presentation.investment_picking import PickedTexts, texts_of
from trinvis.reports import danish

LEVELS = "4-6"
"""Steps that municipalities are compared on where nothing else is said."""


@dataclass(frozen=True)
class RunningTexts:
    """What stands in the form. ``children`` are numbers, ``others`` what no field asks for, a line each (``mark_team: Nord``); ``effort``
    is a line per half-year (``2025-1: 590.000``)."""

    start: str = ""
    picked: PickedTexts = field(default_factory=PickedTexts)
    children: str = ""
    others: str = ""
    against: tuple[str, ...] = ()
    municipalities: str = ""
    steps: str = LEVELS
    mixture: bool = False
    effort: str = ""
    note: str = ""


def running_texts(values: Mapping[str, Any]) -> RunningTexts:
    """The form for what an entry says."""
    start = str(values.get("start") or "")[:10]
    picked, others = texts_of(values.get("children") or {})
    compared, effort = values.get("compared") or {}, values.get("effort") or {}
    return RunningTexts(
        start=danish.day(date.fromisoformat(start)) if start else "",
        picked=picked,
        children=others.pop(LIST, ""),
        others="\n".join(f"{name}: {text}" for name, text in others.items()),
        against=tuple(compared.get("districts") or ()),
        municipalities=", ".join(map(str, compared.get("municipalities") or ())),
        steps=str(compared.get("steps") or LEVELS),
        mixture=compared.get("method") == "synthetic",
        effort="\n".join(f"{half}: {_kroner(amount)}" for half, amount in effort.items()),
        note=str(values.get("note") or ""),
    )


def running_values(texts: RunningTexts) -> dict[str, Any]:
    """The values of the entry that the form says; raises ``WrongPick`` with what cannot be read."""
    children = texts.picked.where | _lines(texts.others, "Andet om deltagerne", "mark_team: Nord")
    if texts.children.strip():
        children[LIST] = texts.children.strip()
    compared: dict[str, Any] = {}
    if texts.against:
        compared["districts"] = list(texts.against)
    codes = [part for part in re.split(r"[,;\s]+", texts.municipalities) if part]
    if any(not (one.isascii() and one.isdigit()) for one in codes):
        raise WrongPick("Kommunerne skrives som koder med komma imellem, fx 157, 240.")
    if codes:
        compared |= {"municipalities": [int(one) for one in codes], "steps": texts.steps.strip() or LEVELS}
        compared |= {"method": "synthetic"} if texts.mixture else {}
    effort = {
        half: _read(half, amount)
        for half, amount in _lines(texts.effort, "Indsatsens udgift", "2025-1: 590.000").items()
    }
    said = {"start": _day(texts.start), "children": children, "compared": compared, "effort": effort}
    return {name: value for name, value in (said | {"note": texts.note.strip()}).items() if value}


def _day(text: str) -> date:
    found = danish.day_from(text) if text.strip() else None
    if found is None:
        raise WrongPick("Skriv den dag, indsatsen begyndte, fx 01.01.2026.")
    return found


def _lines(text: str, what: str, example: str) -> dict[str, str]:
    found = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, mark, value = line.partition(":")
        if not mark or not value.strip():
            raise WrongPick(f"{what}: »{line}« kan ikke læses; skriv fx {example}.")
        found[name.strip()] = value.strip()
    return found


def _read(half: str, amount: str) -> float:
    try:
        return number(without_points(amount.removesuffix("kr.").strip()), "kroner")
    except NumberError as error:
        raise WrongPick(f"Indsatsens udgift {half}: {error}.") from None


def _kroner(amount: object) -> str:
    return danish.decimal(round(float(str(amount)) * 100), 100, 2).removesuffix(",00")
