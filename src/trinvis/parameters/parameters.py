"""``Parameters``: what law, chart of accounts and municipality have decided, asked for by name and day."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.parameters import lookup, reading
from trinvis.parameters.definition import Definition, Row
from trinvis.parameters.errors import MissingParameter, UnknownParameter
from trinvis.parameters.override_checks import check, no_row
from trinvis.parameters.price_index import moved
from trinvis.parameters.value import Cell, Override, Value

if TYPE_CHECKING:
    import polars as pl

PRICE_INDEX = "price_index"


class _Files:
    """The shipped definitions, each read when first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = reading.files(root)
        self._read: dict[str, Definition] = {}

    def definition(self, name: str) -> Definition:
        if name not in self._read:
            self._read[name] = reading.read(self.paths[name], self.root)
        return self._read[name]

    @functools.cached_property
    def digest(self) -> str:
        sha = hashlib.sha256()
        for path in sorted(path for path in self.root.rglob("*") if path.suffix in (".yaml", ".csv")):
            sha.update(path.relative_to(self.root).as_posix().encode())
            sha.update(path.read_bytes())
        return sha.hexdigest()


@dataclass(frozen=True)
class Parameters:
    """The shipped values with the user's own on top. Nothing here reads the clock: the day is always an argument."""

    _files: _Files
    overrides: tuple[Override, ...] = ()
    _frames: dict[tuple[str, date | None, str | None], pl.DataFrame] = field(
        default_factory=dict, compare=False, repr=False
    )

    @staticmethod
    @functools.cache
    def shipped() -> Parameters:
        """Trinvis' own parameters, without any user's values. Files are read when first needed."""
        return Parameters(_Files(reading.DATA))

    @staticmethod
    def from_folder(root: Path) -> Parameters:
        """Parameters from another folder of the same form."""
        return Parameters(_Files(root))

    def with_overrides(self, overrides: Iterable[Override]) -> Parameters:
        """The same parameters with further values of the user on top.

        Raises ``UnknownParameter`` when a name, key or column does not exist, ``ParameterError`` when the value is of
        another kind than the parameter or the period ends before it begins.
        """
        added = tuple(overrides)
        for override in added:
            check(self.describe(override.name), override)
        return Parameters(self._files, self.overrides + added)

    def names(self) -> list[str]:
        """Every parameter, in the order of the register."""
        return list(self._files.paths)

    def describe(self, name: str) -> Definition:
        """Description, unit, source, legal reference, validity and shipped rows; raises ``UnknownParameter``."""
        if name not in self._files.paths:
            raise UnknownParameter(f"Parameteren »{name}« findes ikke; vælg et navn fra registeret over parametre.")
        return self._files.definition(name)

    def digest(self) -> str:
        """A sha256 over the shipped files and the user's values: equal digests give equal answers."""
        sha = hashlib.sha256(self._files.digest.encode())
        for override in self.overrides:
            sha.update(repr(override).encode())
        return sha.hexdigest()

    def value(self, name: str, on: date, key: str | None = None, *, index: str | None = None) -> Value:
        """The value on a day.

        A year's level asked for after its last known year is carried forward and marked (``Value.carried_from``), moved
        by the price index named ``index`` when the user has typed one. Raises ``MissingParameter`` (which table lacks
        which year) and ``UnknownParameter``.
        """
        definition = self.describe(name)
        own = self._own(name, key)
        if not own and key not in definition.row_keys:
            raise no_row(definition, key)
        found = lookup.find(definition, own, key, on)
        if found is None or (found.value.value is None and not definition.key_columns):
            raise self._missing(definition, on, key)
        return self._moved(found.value, on, index)

    def table(self, name: str, on: date | None, *, index: str | None = None) -> pl.DataFrame:
        """A table's rows that hold on a day; with ``on`` None the rows of all days, without overlap in a key
        (then ``index`` is not used: a level moves with the year that it is asked for).

        Columns: those of the table (money as øre, per cents as hundredths; a parameter of plain values has ``label``,
        ``value`` and ``unit``), ``pattern_key`` beside ``pattern``, and always ``key, rule_id, valid_from, valid_to,
        valid_from_day, valid_to_day`` (2932896 = without end), ``source, reference, verified, status``
        (``verified``/``proposal``), ``assumed, origin, carried_from, mark``. Raises ``MissingParameter`` when nothing
        holds that day, or when a closed table lacks one of its rows.
        """
        if (name, on, index) not in self._frames:
            self._frames[name, on, index] = self._frame(self.describe(name), on, index)
        return self._frames[name, on, index]

    def rule(self, rule_id: str) -> Value:
        """The value behind an id found in a line, carried and moved as it was; raises ``UnknownParameter``.

        Of joined ids (``+``) the first.
        """
        first, *forward = rule_id.split("+")[0].split("~")
        name = first.split("/")[0].split("@")[0].split("#")[0]
        definition = self.describe(name)
        mine = [one for one in self.overrides if one.name == name]
        found = lookup.by_id(definition, mine, first)
        if found is None:
            raise UnknownParameter(
                f"Reglen »{first}« findes ikke længere; se den i den programversion, der lavede tallet."
            )
        if not forward or found.valid_to is None:
            return found
        year = int(forward[0])
        value = lookup.carried(found, found.valid_to.year, year)
        return self._moved(value, date(year, 12, 31), forward[1] if len(forward) > 1 else None)

    def index_levels(self, index: str) -> dict[int, int]:
        """Year → index in hundredths, as the user has typed them."""
        levels: dict[int, int] = {}
        for override in sorted(self._own(PRICE_INDEX, index), key=lambda one: one.entry_seq):
            levels.pop(override.valid_from.year, None)
            if isinstance(override.value, int) and not override.withdrawn:
                levels[override.valid_from.year] = override.value
        return levels

    def _own(self, name: str, key: str | None) -> list[Override]:
        return [one for one in self.overrides if one.name == name and one.key == key]

    def _missing(self, definition: Definition, on: date, key: str | None) -> MissingParameter:
        return MissingParameter(
            definition.name, definition.label, on.year, word=definition.word, known=definition.known(), key=key
        )

    def _moved(self, value: Value, on: date, index: str | None) -> Value:
        if index is None or value.carried_from is None or value.kind != "oere":
            return value
        return moved(value, index, self.index_levels(index), on)

    def _frame(self, definition: Definition, on: date | None, index: str | None) -> pl.DataFrame:
        from trinvis.parameters.frames import frame

        keys = list(definition.row_keys)
        mine = [one for one in self.overrides if one.name == definition.name]
        keys += sorted({one.key for one in mine if "@" not in (one.key or "")} - set(keys), key=str)
        records: list[tuple[Value, dict[str, Cell], str, date, date]] = []
        absent: list[str | None] = []
        for key in keys:
            own = [one for one in mine if one.key == key]
            beside = [one for one in mine if (one.key or "").startswith(f"{key}@")]
            periods = [(on, on)] if on is not None else lookup.spans(definition, [*own, *beside], key)
            for start, end in periods:
                found = lookup.find(definition, own, key, start)
                if found is None:
                    absent.append(key)
                    continue
                value = self._moved(found.value, start, index) if on is not None else found.value
                label = found.row.label if found.row else str(key)
                cells, ids = self._cells(definition, found.row, value, beside, start)
                first, last = (start, end) if on is None else self._validity(found.value)
                records.append(
                    (value, cells | ({} if cells else {"label": label}), "+".join([value.id, *ids]), first, last)
                )
        if on is not None:
            if not records:
                raise self._missing(definition, on, None)
            if definition.carry == "closed":
                for key in self._wanted(definition, on):
                    if key in absent:
                        raise self._missing(definition, on, key)
        return frame(definition, records)

    @staticmethod
    def _validity(value: Value) -> tuple[date, date]:
        if value.carried_from is not None:
            return date(value.carried_from + 1, 1, 1), lookup.FOREVER
        return value.valid_from, value.valid_to or lookup.FOREVER

    @staticmethod
    def _wanted(definition: Definition, on: date) -> list[str | None]:
        """Keys that a closed table must have on a day: those of its newest shipped period begun by then."""
        begun = [row for row in definition.rows if row.valid_from <= on]
        newest = max((row.valid_from for row in begun), default=None)
        return [row.key for row in begun if row.valid_from == newest]

    @staticmethod
    def _cells(
        definition: Definition, row: Row | None, value: Value, beside: list[Override], on: date
    ) -> tuple[dict[str, Cell], list[str]]:
        """The table's columns: our row's, or those that the user's own key spells, with what the user has changed."""
        if not definition.key_columns:
            return {}, []
        cells: dict[str, Cell] = {one.name: None for one in definition.fields}
        if row is not None:
            cells |= row.cells
        else:
            for column, part in zip(definition.key_columns, str(value.key).split("/"), strict=True):
                kind = next(one.kind for one in definition.fields if one.name == column)
                cells[column] = None if part == "*" else int(part) if kind != "text" else part
        cells[definition.value_column] = value.value
        ids = []
        for column, (cell, change) in lookup.changed_cells(definition, beside, on).items():
            cells[column] = cell
            ids.append(change)
        return cells, ids
