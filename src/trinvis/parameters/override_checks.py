"""Whether a user's value can stand: its parameter, row and column exist and its kind and period are right."""

from __future__ import annotations

from trinvis.parameters.account_pattern import pattern_key
from trinvis.parameters.definition import Definition
from trinvis.parameters.errors import ParameterError, UnknownParameter
from trinvis.parameters.value import Override


def check(definition: Definition, override: Override) -> None:
    """Raises ``UnknownParameter`` or ``ParameterError``, one Danish sentence, when the value cannot stand."""
    key, at, column = override.key, "", ""
    if key is not None and "@" in key:
        key, at, column = key.rpartition("@")
    where = f"Tabellen »{definition.label}« ({definition.name})"
    field = definition.field(column)
    if at and field is None:
        raise UnknownParameter(f"{where} har ingen kolonne »{column}«; vælg en af dens kolonner.")
    kind = field.kind if field else definition.kind
    if override.value is not None and isinstance(override.value, str) != (kind == "text"):
        wanted = "en tekst" if kind == "text" else "et tal"
        raise ParameterError(f"{where}, rækken »{override.key or ''}«, skal have {wanted}; ret værdien.")
    if override.valid_to is not None and override.valid_to < override.valid_from:
        raise ParameterError(f"{where}, rækken »{override.key or ''}«, slutter før den begynder; ret perioden.")
    if key not in definition.row_keys:
        _new_key(definition, key)


def no_row(definition: Definition, key: str | None) -> UnknownParameter:
    """The error for a key that a parameter does not have."""
    return UnknownParameter(
        f"Tabellen »{definition.label}« ({definition.name}) har ingen række »{key or ''}«; "
        f"vælg en række fra registeret over parametre."
    )


def _new_key(definition: Definition, key: str | None) -> None:
    if not key or not definition.open_keys or any(sign in key for sign in ";+#~"):
        raise no_row(definition, key)
    if not definition.key_columns:
        return
    parts = key.split("/")
    if len(parts) != len(definition.key_columns) or not all(parts):
        raise no_row(definition, key)
    for column, part in zip(definition.key_columns, parts, strict=True):
        field = definition.field(column)
        if field is not None and field.kind != "text" and part != "*" and not part.isdecimal():
            raise no_row(definition, key)
        if column == "pattern":
            pattern_key(part)
