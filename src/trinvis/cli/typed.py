"""``trinvis journal DIR add|list``: what was typed in. Every kind of entry is a command whose options are its fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import Folder, Format, Out
from trinvis.cli.help import DanishCommand, DanishGroup
from trinvis.cli.opening import opened
from trinvis.cli.output import check_format, emit
from trinvis.cli.wrong import DONE, Wrong
from trinvis.presentation.municipality import is_synthetic

if TYPE_CHECKING:
    from trinvis.journal import Kind

NOT_TYPED = ("approval", "investment")
"""Kinds that have a command of their own."""

OF_A_CASE = ("investment_quality", "investment_state", "investment_run")
"""Kinds whose key is the name of an investment case, which stands in none of their fields."""

KEY, KNOWN_FROM, EFFECTIVE_FROM, VERSION = "entry_key", "known_from", "effective_from", "expected_version"


class KindsGroup(DanishGroup):
    """One command per kind of journal entry, made from the journal's own description when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *self._kinds()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in self._kinds():
            found = self.commands[cmd_name] = add_command(self._kinds()[cmd_name])
        return found

    @staticmethod
    def _kinds() -> dict[str, Kind]:
        from trinvis.journal import KINDS

        return {name: kind for name, kind in KINDS.items() if name not in NOT_TYPED}


journal = typer.Typer(
    cls=DanishGroup,
    help="Se og skriv det, kommunen selv taster: rettelser, risikosager, puljer, forudsætninger og forklaringer.",
    rich_markup_mode=None,
    add_completion=False,
)
add = typer.Typer(
    cls=KindsGroup,
    help="Skriv en post i journalen.\n\nIntet slettes: en ny post med samme nøgle afløser den forrige.",
    rich_markup_mode=None,
    add_completion=False,
)
journal.add_typer(add, name="add")


@journal.callback()
def journal_folder(ctx: typer.Context, folder: Folder) -> None:
    """Se og skriv det, kommunen selv taster: rettelser, risikosager, puljer, forudsætninger og forklaringer."""
    ctx.obj = folder


@add.callback()
def add_entry() -> None:
    """Skriv en post i journalen.

    Intet slettes: en ny post med samme nøgle afløser den forrige. Vælg arten, og se dens felter med --help.
    """


@journal.command("list", cls=DanishCommand)
def list_entries(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Option("--kind", metavar="ART", help="Kun poster af den art, fx risk.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATO", help="Det, der var kendt og gjaldt den dag; ellers alt.")
    ] = None,
    form: Format = "table",
    out: Out = None,
) -> int:
    """Vis posterne i journalen, ældste først."""
    from trinvis.presentation.journal_table import journal_table

    form = check_format(form, out)
    if kind is not None:
        from trinvis.journal import kind_of

        kind = kind_of(kind).name
    with opened(ctx.obj) as kommune:
        entries = kommune.entries(kind, edge.day(as_of, "--as-of"))
        emit(journal_table(entries, synthetic=is_synthetic(kommune)), form, out)
    return DONE


def add_command(kind: Kind) -> Any:
    """The command that writes entries of ``kind``: an option per field."""
    made = typer.Typer(cls=DanishGroup, rich_markup_mode=None, add_completion=False)
    made.command(kind.name, cls=DanishCommand, help=f"{kind.label}: {kind.meaning}")(_writer(kind))
    return typer.main.get_command(made)


def _writer(kind: Kind) -> Callable[..., int]:
    def write(ctx: typer.Context, **texts: str | None) -> int:
        return _write(ctx.obj, kind, texts)

    parameters = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    for name, annotation in _options(kind).items():
        parameters.append(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation))
    write.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    write.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return write


def _options(kind: Kind) -> dict[str, Any]:
    """Name → annotated option: the key and days of the entry, then its fields."""
    made: dict[str, Any] = {
        KEY: Annotated[
            str | None,
            typer.Option("--entry-key", metavar="NØGLE", help=f"Postens nøgle: {kind.key}. Ellers dannet af felterne."),
        ]
    }
    for field in kind.fields:
        words = ", ".join(word for _, word in field.choices)
        text = f"{field.label}. {field.meaning}".strip()
        if field.kind == "mapping":
            text += " Navnet på en fil i YAML."
        if words:
            text += f" Et af: {words}."
        if field.unit:
            text += f" I {field.unit}."
        if field.required:
            text += " Skal gives."
        option = f"--{field.name.removesuffix('_oere').replace('_', '-')}"
        made[field.name] = Annotated[
            str | None, typer.Option(option, metavar=_metavar(field.kind, field.example), help=text)
        ]
    made[KNOWN_FROM] = Annotated[
        str | None, typer.Option("--known-from", metavar="DATO", help="Dagen, posten er kendt fra; ellers i dag.")
    ]
    made[EFFECTIVE_FROM] = Annotated[
        str | None, typer.Option("--effective-from", metavar="DATO", help="Dagen, det sagte gælder fra.")
    ]
    made[VERSION] = Annotated[
        str | None,
        typer.Option("--expected-version", metavar="N", help="Skriv kun, hvis postens udgave stadig er N."),
    ]
    return made


def _metavar(kind: str, example: str) -> str:
    words = {
        "date": "DATO",
        "month": "MÅNED",
        "oere": "KRONER",
        "hundredths": "TAL",
        "integer": "TAL",
        "flag": "JA/NEJ",
    }
    return words.get(kind, "FIL" if kind == "mapping" else "TEKST") if kind != "account" or not example else "KONTO"


def _write(folder: Path, kind: Kind, texts: dict[str, str | None]) -> int:
    known_from = edge.day(texts.pop(KNOWN_FROM, None), "--known-from")
    effective_from = edge.day(texts.pop(EFFECTIVE_FROM, None), "--effective-from")
    version = texts.pop(VERSION, None)
    if version is not None and not version.isdigit():
        raise Wrong(f"--expected-version {version} er ikke et helt tal: se udgaven med trinvis journal {folder} list.")
    key = texts.pop(KEY, None)
    values = _values(kind, {name: text for name, text in texts.items() if text is not None})
    if kind.name == "parameter" and isinstance(values.get("value"), str):
        values["value"] = _of_parameter(values["name"], values.get("key"), values["value"])
    with opened(folder) as kommune:
        entry = kommune.write(
            kind.name,
            key or entry_key(kind, values),
            values,
            by=edge.user(),
            known_from=known_from,
            effective_from=effective_from,
            expected_version=None if version is None else int(version),
        )
    print(f"{kind.label} »{entry.key}« er skrevet som nr. {entry.seq}, udgave {entry.version}.")
    return DONE


def _values(kind: Kind, texts: dict[str, str]) -> dict[str, Any]:
    from trinvis.journal import from_text

    files = {field.name for field in kind.fields if field.kind == "mapping"} & set(texts)
    if not files:
        return from_text(kind, texts)
    values: dict[str, Any] = {name: _mapping(kind, text) if name in files else text for name, text in texts.items()}
    return kind.validated(values)


def _of_parameter(name: str, key: str | None, text: str) -> Any:
    """The value as its parameter keeps it: a number typed in Danish form, yes or no, or a text; raises ``ParameterError``."""
    from trinvis.parameters import Parameters
    from trinvis.parameters.value import from_typed

    definition = Parameters.shipped().describe(name)
    field = definition.field((key or "").rpartition("@")[2]) if key and "@" in key else None
    return from_typed(field.kind if field else definition.kind, text)


def _mapping(kind: Kind, file: str) -> dict[str, Any]:
    import yaml

    try:
        text = Path(file).read_text(encoding="utf-8")
        if kind.name == "profile":
            from trinvis.parameters.profile import Profile

            return dict(Profile.from_yaml(text).to_dict())
        read = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise Wrong(f"Filen {file} kan ikke læses: den skal findes og være YAML i UTF-8.") from None
    if not isinstance(read, dict):
        raise Wrong(f"Filen {file} skal være navne og værdier, linje for linje.")
    return read


def entry_key(kind: Kind, values: dict[str, Any]) -> str:
    """The key that an entry has when the user gives none: what it is about, so that a second one takes its place."""
    from trinvis.journal import target_share

    parts = {
        "profile": ("profile",),
        "parameter": (values.get("name"), values.get("key")),
        "method": (values.get("area"),),
        "correction": (values.get("grant_id"), values.get("field")),
        "assumption": (values.get("year"), values.get("area"), values.get("intervention_type")),
        "explanation": (values.get("year"), values.get("area")),
        "form": (values.get("source"),),
        "note": (values.get("about"),),
        "scenario": (values.get("name"),),
        "investment_pool": (values.get("pool"), values.get("year")),
        "target_share": (target_share.key_of(values),),
        "conversion_case": (values.get("name"),),
        "saving_rate": (values.get("of_area"), values.get("saves"), values.get("year")),
    }.get(kind.name, ())
    made = "/".join(str(part) for part in parts if part is not None)
    if made:
        return made
    if kind.name in OF_A_CASE:
        raise Wrong(f"{kind.label} mangler casens navn: giv det med --entry-key.")
    from secrets import token_hex

    return f"{kind.name}-{token_hex(4)}"
