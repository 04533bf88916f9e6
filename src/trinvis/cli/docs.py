"""The documentation of the command line, drawn from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trinvis.cli.help import Described, description, parameters, subcommands, usage

INTRODUCTION = """# Kommandolinjen

Denne side er lavet af programmets egne hjælpetekster. `trinvis --help` og `trinvis KOMMANDO --help` viser det samme.

Udgang: **0** færdig, **1** færdig med afviste rækker eller fund, **2** forkert brug eller noget, der ikke kan læses – så siger én linje
hvad, hvor og hvad I kan gøre.

## Omgivelser

| variabel | betyder |
|---|---|
| `TRINVIS_KEY` | hovednøglen selv: 32 byte i hex eller base64 |
| `TRINVIS_KEY_FILE` | filen, hovednøglen ligger i; ellers `~/.config/trinvis/<mappens id>.key` |
| `TRINVIS_NEW_KEY` | den nye nøgle, når `TRINVIS_KEY` skal skiftes |
| `TRINVIS_JOURNAL` | PostgreSQL-adressen på journalen, når flere skriver samtidig |
| `TRINVIS_USER` | navnet, der skrives ved det, der tastes; ellers brugeren på maskinen |
| `TRINVIS_STATBANK` | adressen på Statistikbankens API; ellers `https://api.statbank.dk/v1` |
| `TRINVIS_TRACE` | `1` viser hele sporet af en uventet fejl |
"""


def markdown() -> str:
    """The page ``kommandolinje.md``: every command with its arguments and options."""
    from trinvis.cli import command

    parts = [INTRODUCTION]
    for path, one in commands(command()):
        parts += _section(path, one)
    return "\n".join(parts).rstrip() + "\n"


def commands(root: Any, path: str = "trinvis") -> Iterator[tuple[str, Any]]:
    """(path, command) of every command below ``root``, in the order of the help; groups before what they hold."""
    for name, one in subcommands(root).items():
        if one.hidden:
            continue
        below = f"{path} {name}"
        yield below, one
        own = [p.name for p in parameters(one) if p.kind == "argument"] if subcommands(one) else []
        yield from commands(one, " ".join([below, *own]))


def _section(path: str, command: Any) -> list[str]:
    rows = [f"## {path}", "", description(command), "", f"    {usage(command, path)}", ""]
    found = parameters(command)
    if found:
        rows += ["| | |", "|---|---|", *(_row(parameter) for parameter in found), ""]
    return rows


def _row(parameter: Described) -> str:
    text = parameter.text
    if parameter.required and parameter.kind == "option":
        text += " Skal gives."
    if parameter.default:
        text += f" Ellers `{parameter.default}`."
    return f"| `{parameter.name}` | {text.replace('|', chr(92) + '|')} |"
