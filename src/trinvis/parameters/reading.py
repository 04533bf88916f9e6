"""Reads the parameter files: one YAML file per parameter, and beside it a CSV file where the table is long.

A file holds ``label, description, unit, kind, carry, source, reference`` and then one of ``values`` (one dated value),
``keys`` (several named values) or ``table`` (columns; the rows lie in the CSV file of the same name, ``;`` between
cells). A dated value has ``from``, ``value`` and, where they differ from the file's own, ``to, source, reference,
verified``. All is read as text first, so that 145.10 is 145.10.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from trinvis.parameters.definition import Definition, Field, Row
from trinvis.parameters.errors import ParameterFileError
from trinvis.parameters.value import Cell, Kind, from_file

DATA = Path(__file__).parent / "data"
"""The shipped files; the folder tree is the register's tree."""

_REQUIRED = ("label", "description", "unit", "kind", "carry", "source", "reference")
_ROW_COLUMNS = ("valid_from", "valid_to", "source", "reference", "verified")
_KINDS = ("oere", "hundredths", "integer", "text", "flag")


def files(root: Path = DATA) -> dict[str, Path]:
    """Parameter name → its YAML file, in the order of the folder tree."""
    found: dict[str, Path] = {}
    for path in sorted(root.rglob("*.yaml")):
        if path.stem in found:
            raise ParameterFileError(
                f"To filer hedder {path.stem}.yaml; giv parameteren i {path.parent.name} et andet navn."
            )
        found[path.stem] = path
    return found


def read(path: Path, root: Path = DATA) -> Definition:
    """The definition in a file; raises ``ParameterFileError`` that says which field of which file is wrong."""
    import yaml

    try:
        content = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParameterFileError(
            f"Filen {path.name} kan ikke læses som YAML; ret formen ({type(error).__name__})."
        ) from None
    if not isinstance(content, dict):
        raise ParameterFileError(f"Filen {path.name} er tom eller ingen opslagsliste; begynd med label og description.")
    for name in _REQUIRED:
        if not str(content.get(name, "")).strip():
            raise ParameterFileError(f"Filen {path.name} mangler {name}; skriv feltet.")
    if content["kind"] not in _KINDS or content["carry"] not in ("constant", "level", "closed"):
        raise ParameterFileError(f"Filen {path.name} har en ukendt kind eller carry; brug en af de kendte.")
    table = content.get("table")
    fields = tuple(_fields(table["columns"])) if table else ()
    rows = _table_rows(path, content, fields) if table else tuple(_value_rows(path, content))
    return Definition(
        name=path.stem,
        folder=path.parent.relative_to(root).as_posix(),
        label=content["label"].strip(),
        description=" ".join(content["description"].split()),
        unit=content["unit"].strip(),
        kind=content["kind"],
        carry=content["carry"],
        word=content.get("word", "værdien"),
        source=" ".join(content["source"].split()),
        reference=" ".join(content["reference"].split()),
        open_keys=content.get("open_keys") == "ja",
        key_columns=tuple(table["key"]) if table else (),
        value_column=table["value"] if table else "",
        fields=fields,
        rows=rows,
    )


def row_id(name: str, key: str | None, valid_from: date) -> str:
    """The id of a shipped row, as it stands in the lines that rest on it."""
    return f"{name}/{key}@{valid_from}" if key is not None else f"{name}@{valid_from}"


def row_key(cells: Mapping[str, Cell], key_columns: tuple[str, ...]) -> str:
    """A table row's key: its key columns joined by ``/``, ``*`` where there is none."""
    return "/".join("*" if cells[column] is None else str(cells[column]) for column in key_columns)


def _fields(columns: Mapping[str, Any]) -> Iterator[Field]:
    for name, column in columns.items():
        kind: Kind = column.get("kind", "text")
        yield Field(name, column["label"], kind, column.get("header", name))


def _value_rows(path: Path, content: Mapping[str, Any]) -> Iterator[Row]:
    named: Mapping[str | None, Any] = content.get("keys") or {None: content}
    for key, entry in named.items():
        unit = entry.get("unit", content["unit"])
        label = entry.get("label", content["label"]) if key else content["label"]
        for dated in entry.get("values") or []:
            try:
                start, stop = _day(dated["from"]), _day_or_none(dated.get("to", ""))
                value = from_file(content["kind"], dated["value"])
            except (KeyError, ValueError) as error:
                raise ParameterFileError(
                    f"Filen {path.name}, {key or 'values'}: {error} kan ikke læses; ret værdien."
                ) from None
            yield Row(
                key=key,
                value=value,
                unit=unit,
                valid_from=start,
                valid_to=stop,
                source=dated.get("source") or entry.get("source") or content["source"],
                reference=dated.get("reference") or entry.get("reference") or content["reference"],
                verified=(dated.get("verified") or entry.get("verified") or content.get("verified", "ja")) == "ja",
                id=row_id(path.stem, key, start),
                label=label,
                cells={},
            )


def _table_rows(path: Path, content: Mapping[str, Any], fields: tuple[Field, ...]) -> tuple[Row, ...]:
    table = content["table"]
    long = path.with_suffix(".csv")
    rows: list[Row] = []
    with long.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        header = set(reader.fieldnames or ())
        for wanted in [field.header for field in fields] + ["valid_from"]:
            if wanted not in header:
                raise ParameterFileError(f"Filen {long.name} mangler kolonnen {wanted}; tilføj den.")
        unknown = header - {field.header for field in fields} - set(_ROW_COLUMNS)
        if unknown:
            raise ParameterFileError(
                f"Filen {long.name} har kolonnen {min(unknown)}, som {path.name} ikke beskriver; beskriv den."
            )
        for record in reader:
            where = f"Filen {long.name}, linje {reader.line_num}"
            if None in record or None in record.values():
                raise ParameterFileError(f"{where}: antallet af felter passer ikke til overskriften; ret linjen.")
            rows.append(_table_row(where, path.stem, content, table, fields, record))
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise ParameterFileError(f"Filen {long.name} har to rækker {row.id}; slet den ene.")
        seen.add(row.id)
    return tuple(rows)


def _table_row(
    where: str,
    name: str,
    content: Mapping[str, Any],
    table: Mapping[str, Any],
    fields: tuple[Field, ...],
    record: Mapping[str, str],
) -> Row:
    try:
        cells = {field.name: from_file(field.kind, record[field.header]) for field in fields}
        start, stop = _day(record["valid_from"]), _day_or_none(record.get("valid_to", ""))
    except (KeyError, ValueError) as error:
        raise ParameterFileError(f"{where}: {error} kan ikke læses; ret feltet.") from None
    key = row_key(cells, tuple(table["key"]))
    return Row(
        key=key,
        value=cells[table["value"]],
        unit=str(cells.get("unit") or content["unit"]),
        valid_from=start,
        valid_to=stop,
        source=record.get("source") or content["source"],
        reference=record.get("reference") or content["reference"],
        verified=(record.get("verified") or content.get("verified", "ja")) == "ja",
        id=row_id(name, key, start),
        label=str(cells.get("label") or key),
        cells=cells,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text.strip())


def _day_or_none(text: str) -> date | None:
    return _day(text) if text.strip() else None
