"""What is wrong in the form of a new case, said at the field that it is wrong in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.cases.numbers import NumberError, number
from trinvis.presentation.investment_form import FIELDS, Asked
from trinvis.presentation.investment_form_case import shares, without_points

if TYPE_CHECKING:
    from trinvis.cases.problem import CaseError

FIRST_YEAR, LAST_YEAR, LONGEST = 1990, 2200, 100
LOWEST_RATE, HIGHEST_RATE = -0.05, 0.2
_FIELD_OF: Mapping[str, str] = {
    "title": "title", "start_year": "start_year", "horizon": "horizon", "price_level": "price_level",
    "inputs.maalgruppe": "count", "inputs.pris_i_dag": "price_today", "inputs.pris_i_stedet": "price_instead",
    "inputs.succesrate.distribution": "success_min", "inputs.succesrate": "success", "inputs.indfasning": "phase_in",
    "inputs.tilbagefald": "relapse", "inputs.engangsudgift": "once", "inputs.drift": "running",
    "inputs.partners_andel": "partner_share", "discount": "rate", "money.drift.on": "running_years",
}  # fmt: skip
"""Where in the file a problem lies → the field of the form that it comes from."""


def wrong_fields(typed: Mapping[str, str]) -> dict[str, str]:
    """Field → what to do about what stands in it, or does not; empty where a case can be made of it."""
    said = {name: text.strip() for name, text in typed.items()}
    found = {name: one for name in FIELDS if (one := _wrong(FIELDS[name], said.get(name, "")))}
    return _together(said, found) | found


def at_fields(error: CaseError) -> tuple[dict[str, str], list[str]]:
    """Field of the form → what is wrong with it; and what belongs to none of them."""
    wrong: dict[str, str] = {}
    others = []
    for problem in error.problems:
        name = field_of(problem.field)
        if name:
            wrong.setdefault(name, f"{problem.message}; {problem.remedy}.")
        else:
            others.append(str(problem))
    return wrong, others


def field_of(path: str) -> str:
    """The form's field that a problem at ``path`` of the case comes from; empty when it is none of them."""
    found = (name for start, name in _FIELD_OF.items() if path == start or path.startswith(f"{start}."))
    return next(found, "")


def _wrong(asked: Asked, text: str) -> str:
    if not text:
        return f"Skriv »{asked.label}«." if asked.required else ""
    try:
        if asked.kind in ("year", "years"):
            return _whole_years(asked.kind == "year", text)
        if asked.kind in ("kroner", "count"):
            return _amount(asked.kind == "kroner", text)
        if asked.kind == "rate":
            fits = LOWEST_RATE <= number(text) <= HIGHEST_RATE
            return "" if fits else f"Renten er {text} om året; skriv en rente fra -5 % til 20 %, fx 3,5 %."
        if asked.kind in ("share", "shares"):
            return next(filter(None, map(_share, shares(text) if asked.kind == "shares" else [text])), "")
    except NumberError as error:
        if error.remedy.startswith("skriv fx"):
            example = asked.hint.partition("fx ")[2].partition(";")[0]
            return f"»{text}« er ikke et tal; skriv det som her: {example}."
        return f"{error}."
    return ""


def _whole_years(calendar: bool, text: str) -> str:
    low, high = (FIRST_YEAR, LAST_YEAR) if calendar else (1, LONGEST)
    if text.isascii() and text.isdigit() and low <= int(text[:9]) <= high:
        return ""
    return f"»{text}« er ikke et {'årstal' if calendar else 'antal år'}; skriv et helt tal fra {low} til {high}."


def _amount(kroner: bool, text: str) -> str:
    value = number(without_points(text), "kroner" if kroner else "antal")
    return "" if value >= 0 else f"»{text}« er under 0; skriv {'beløbet' if kroner else 'antallet'} uden fortegn."


def _share(text: str) -> str:
    value = number(text)
    if 0 <= value <= 1:
        return ""
    if "%" not in text and 1 < value <= 100:
        return f"Skriv »{text} %«, hvis det er procent."
    return f"»{text}« er ikke en andel; skriv fra 0 % til 100 %."


def _together(said: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """What is right by itself and cannot be with the rest."""
    wrong = {}
    low, likely, high = (said.get(name, "") for name in ("success_min", "success", "success_max"))
    if bool(low) != bool(high):
        wrong["success_max" if low else "success_min"] = "Skriv både mindst og højst, eller ingen af dem."
    elif low and not found.keys() & {"success_min", "success", "success_max"}:
        if number(low) > number(likely):
            wrong["success_min"] = f"Mindst må ikke være over den mest sandsynlige, {likely}."
        if number(high) < number(likely):
            wrong["success_max"] = f"Højst må ikke være under den mest sandsynlige, {likely}."
        if not wrong and number(low) == number(high):
            wrong["success_max"] = "Mindst og højst er det samme; lad begge stå tomme, hvis succesraten er sikker."
    if "phase_in" not in found and sum(map(number, shares(said.get("phase_in", "")))) > 1 + 1e-9:
        wrong["phase_in"] = "Årene giver tilsammen over 100 %; der kan ikke komme flere succeser, end der regnes med."
    if said.get("partner") and not said.get("partner_share"):
        wrong["partner_share"] = f"Skriv, hvor stor en andel {said['partner']} har."
    if said.get("partner_share") and not said.get("partner"):
        wrong["partner"] = "Skriv, hvem andelen er."
    years, horizon = said.get("running_years", ""), said.get("horizon", "")
    if years and not found.keys() & {"running_years", "horizon"} and int(years) > int(horizon):
        wrong["running_years"] = f"Der regnes kun over {horizon} år; skriv højst så mange år med drift."
    return wrong
