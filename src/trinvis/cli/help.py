"""Help pages in Danish. Typer's own are English and take a quarter of a second to draw."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from typer.core import TyperCommand, TyperGroup

HELP_TEXT = "Vis denne hjælp."


@dataclass(frozen=True)
class Described:
    """One parameter of a command as the help and the documentation tell of it."""

    kind: str  # "argument" or "option"
    name: str
    text: str
    required: bool
    default: str


def description(command: Any) -> str:
    """The whole help text of a command, its lines joined to paragraphs."""
    return inspect.cleandoc(command.help or "").partition("\f")[0]


def first_sentence(command: Any) -> str:
    """The first line of a command's help text."""
    return description(command).split("\n", 1)[0].strip()


def parameters(command: Any) -> list[Described]:
    """A command's own arguments and options in the order of its definition; ``--help`` is left out."""
    found = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        option = parameter.param_type_name == "option"
        metavar = parameter.metavar or ""
        if option:
            flag = bool(getattr(parameter, "is_flag", False))
            name = ", ".join([*parameter.opts, *parameter.secondary_opts])
            name = name if flag or not metavar else f"{name} {metavar}"
        else:
            name = metavar or parameter.name.upper()
            name = f"{name} …" if parameter.nargs != 1 else name
        default = parameter.default
        shown = "" if default is None or default is False or callable(default) or default == [] else str(default)
        found.append(
            Described(
                kind="option" if option else "argument",
                name=name,
                text=(parameter.help or "").strip(),
                required=bool(parameter.required),
                default=shown,
            )
        )
    return found


def usage(command: Any, path: str) -> str:
    """``trinvis withdraw DIR LEVERING [TILVALG]``."""
    words = [path]
    for parameter in parameters(command):
        if parameter.kind == "argument":
            words.append(parameter.name if parameter.required else f"[{parameter.name}]")
    if any(parameter.kind == "option" for parameter in parameters(command)):
        words.append("[TILVALG]")
    if hasattr(command, "commands"):
        words.append("KOMMANDO …")
    return " ".join(words)


def _path(ctx: Any) -> str:
    words: list[str] = []
    while ctx is not None:
        own = [p.name for p in parameters(ctx.command) if p.kind == "argument"] if words else []
        words = [ctx.info_name or "", *own, *words]
        ctx = ctx.parent
    return " ".join(words)


def _said(parameter: Described) -> str:
    extra = " Skal gives." if parameter.required and parameter.kind == "option" else ""
    return f"{parameter.text}{extra}" + (f" [{parameter.default}]" if parameter.default else "")


def _write(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write(f"Brug: {usage(command, _path(ctx))}\n")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(description(command))
    for kind, title in (("argument", "Argumenter"), ("option", "Tilvalg")):
        rows = [(p.name, _said(p)) for p in parameters(command) if p.kind == kind]
        if kind == "option":
            rows.append(("--help", HELP_TEXT))
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def subcommands(command: Any) -> dict[str, Any]:
    """The commands of a group by name, also of one that makes them when asked; none for a plain command."""
    if not hasattr(command, "commands"):
        return {}
    return {name: command.get_command(None, name) for name in command.list_commands(None)}


class DanishCommand(TyperCommand):
    """A command whose help page is Danish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write(self, ctx, formatter)


class DanishGroup(TyperGroup):
    """A group of commands whose help page is Danish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write(self, ctx, formatter)
        rows = [(name, first_sentence(command)) for name, command in subcommands(self).items() if not command.hidden]
        if rows:
            with formatter.section("Kommandoer"):
                formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text(
            "Udgang: 0 færdig, 1 færdig med afviste rækker, 2 forkert brug eller ulæselig fil (én linje siger hvad og hvor)."
        )
