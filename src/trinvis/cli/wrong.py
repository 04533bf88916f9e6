"""Wrong use and unreadable input become one Danish line and exit status 2; never a traceback."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

DONE = 0
DONE_WITH_REJECTED = 1
WRONG = 2
INTERRUPTED = 130


class Wrong(Exception):
    """What the user did or gave cannot be used; the message is one Danish sentence: what, where, what to do."""


def one_line(text: str) -> str:
    """``text`` on one line, without control characters that could move a terminal's cursor."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def usage_line(error: Exception) -> str:
    """The Danish line for an error found by the command-line parser (typer's own texts are English)."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "trinvis"
    where = " ".join(word for word in where.split() if not word.startswith(("[", "{")))
    remedy = f"se {where} --help"
    message = str(getattr(error, "message", error))
    parameter = getattr(error, "param", None)
    named = _named(parameter)
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        near = [name for name in getattr(error, "possibilities", None) or () if name != option]
        hint = f"mente du {near[0]}? Ellers {remedy}" if near else remedy
        return one_line(f"{where} har intet tilvalg {option}: {hint}.")
    if kind == "MissingParameter":
        return one_line(f"{where} mangler {named}: {remedy}.")
    if kind == "BadOptionUsage":
        return one_line(f"Tilvalget {getattr(error, 'option_name', '')} mangler sin værdi: {remedy}.")
    if kind == "BadParameter":
        return one_line(f"{named[:1].upper()}{named[1:]} kan ikke læses: {remedy}.")
    if message.startswith("No such command"):
        given = message.split("'")[1] if "'" in message else ""
        group: Any = getattr(context, "command", None)
        known: list[str] = group.list_commands(context) if hasattr(group, "list_commands") else []
        near = get_close_matches(given, known, n=1)
        hint = f"mente du {near[0]}? Ellers {remedy}" if near else remedy
        return one_line(f"Der er ingen kommando {given}: {hint}.")
    if message.startswith("Missing command"):
        return one_line(f"{where} mangler en kommando: {remedy}.")
    if message.startswith("Got unexpected extra argument"):
        extra = message.rpartition("(")[2].rstrip(")")
        return one_line(f"{where} kan ikke bruge {extra}: {remedy}.")
    return one_line(f"{where} kan ikke læse det skrevne: {remedy}.")


def _named(parameter: object) -> str:
    if parameter is None:
        return "et argument"
    if getattr(parameter, "param_type_name", "") == "option":
        options: list[str] = list(getattr(parameter, "opts", []))
        return f"tilvalget {options[0] if options else ''}".rstrip()
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "et argument"))
