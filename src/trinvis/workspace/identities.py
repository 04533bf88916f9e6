"""Who is who: the encrypted table from an identifier, as typed, to a random number, name and birth date.

The table holds a keyed hash of the identifier (to find it by) and, sealed, the identifier, name and birth date. Facts carry the
number alone. What is a ``key`` (case, voucher, the source's own key) becomes a keyed hash as text and is kept nowhere else.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.workspace.identifier import normal_form
from trinvis.workspace.register import Register
from trinvis.workspace.sealing import DataKey

if TYPE_CHECKING:
    from trinvis.tables.schema import Number

KEY_MARK_BYTES = 8
_LOWEST, _SPAN = 10_000_000, 90_000_000  # eight digits: never to be taken for a CPR number


@dataclass(frozen=True)
class Identity:
    """One person, household or provider. ``birth`` is an ISO date as the source gave it."""

    number: int
    identifier: str
    name: str | None
    birth: str | None


@dataclass(frozen=True)
class IdentityKeys:
    """``mark`` finds identities, ``seal`` opens them (both replaced at rotation); ``key`` marks what is kept in facts for good."""

    mark: DataKey
    seal: DataKey
    key: DataKey


_Beside = tuple[str | None, str | None]
"""The name and the birth date that stand beside an identifier."""

_NOTHING: _Beside = (None, None)


class Numbers:
    """Turns identifiers into numbers within one import. What is new is kept aside until the import is registered."""

    def __init__(self, register: Register, keys: IdentityKeys) -> None:
        self._register, self._keys = register, keys
        self._known: dict[str, dict[bytes, int]] = {}
        self._taken: dict[str, set[int]] = {}
        self._sealed: dict[str, dict[bytes, tuple[int, bytes]]] = {}
        self._opened: dict[tuple[str, bytes], Identity] = {}
        self._new: dict[tuple[str, bytes], Identity] = {}
        self._renamed: dict[tuple[str, bytes], Identity] = {}
        self._kept: list[tuple[str, bytes, Identity]] = []
        self._marks: dict[str, dict[str, bytes | None]] = {}
        self._heard: dict[tuple[str, bytes], _Beside] = {}

    def __call__(
        self, kind: Number, identifiers: pl.Series, names: pl.Series | None = None, births: pl.Series | None = None
    ) -> pl.Series:
        """A number for each identifier (int64; for ``key`` a text of 16 hexadecimal digits); null and empty stay null.

        Equal identifiers have equal numbers, whenever and from whichever source they come. ``names`` and ``births`` lie row by
        row beside the identifiers; the last that is not null is kept.
        """
        typed = identifiers.cast(pl.String).alias("typed")
        distinct = typed.unique(maintain_order=True)
        if kind == "key":
            mark = self._keys.key.mark
            marks = [None if n is None else mark(n, KEY_MARK_BYTES).hex() for n in normal_form(kind, distinct)]
            numbers = pl.Series("number", marks, dtype=pl.String)
        else:
            numbers = pl.Series("number", self._numbers(kind, distinct, _told(typed, names, births)), dtype=pl.Int64)
        if distinct.len() < typed.len():
            mapping = pl.DataFrame({"typed": distinct, "number": numbers})
            joined = typed.to_frame().join(mapping, on="typed", how="left", maintain_order="left", nulls_equal=True)
            numbers = joined["number"]
        return numbers.alias(identifiers.name)

    def _numbers(self, kind: Number, distinct: pl.Series, told: Mapping[str, _Beside]) -> list[int | None]:
        """The number of each identifier; a spelling that this session has met before is marked already."""
        known, marks = self._kind(kind), self._marks.setdefault(kind, {})
        met = distinct.to_list()
        fresh = pl.Series([t for t in met if t is not None and t not in marks], dtype=pl.String)
        for typed, normal in zip(fresh, normal_form(kind, fresh), strict=True):
            marks[typed] = None if normal is None else self._keys.mark.mark(f"{kind}:{normal}")
        out: list[int | None] = []
        for typed in met:
            mark = marks.get(typed)  # nobody is marked None
            if mark is None:
                out.append(None)
                continue
            beside = told.get(typed, _NOTHING)
            number = known.get(mark)
            if number is None:
                number = known[mark] = self._fresh(kind)
                self._new[kind, mark] = Identity(number, typed, *beside)
            elif beside != _NOTHING and self._heard.get((kind, mark)) != beside:
                self._learn(kind, mark, *beside)
            if beside != _NOTHING:
                self._heard[kind, mark] = beside
            out.append(number)
        return out

    def _kind(self, kind: str) -> dict[bytes, int]:
        if kind not in self._known:
            rows = self._register.ask("SELECT mark, number FROM identities WHERE kind = ?", (kind,))
            self._known[kind] = {row["mark"]: row["number"] for row in rows}
            self._taken[kind] = set(self._known[kind].values())
        return self._known[kind]

    def _fresh(self, kind: str) -> int:
        taken = self._taken[kind]
        while (number := _LOWEST + secrets.randbelow(_SPAN)) in taken:
            pass
        taken.add(number)
        return number

    def _learn(self, kind: str, mark: bytes, name: str | None, birth: str | None) -> None:
        """Keep a name or birth date that was not known, or that has changed."""
        held = self._new.get((kind, mark)) or self._renamed.get((kind, mark)) or self._open(kind, mark)
        learnt = Identity(held.number, held.identifier, name or held.name, birth or held.birth)
        if learnt != held:
            (self._new if (kind, mark) in self._new else self._renamed)[kind, mark] = learnt

    def _open(self, kind: str, mark: bytes) -> Identity:
        """An identity of the table, opened once in a session: nobody else writes meanwhile."""
        if (kind, mark) not in self._opened:
            if kind not in self._sealed:
                rows = self._register.ask("SELECT mark, number, private FROM identities WHERE kind = ?", (kind,))
                self._sealed[kind] = {row["mark"]: (row["number"], row["private"]) for row in rows}
            self._opened[kind, mark] = opened(self._keys.seal, kind, *self._sealed[kind][mark])
        return self._opened[kind, mark]

    def keep(self, connection: sqlite3.Connection, used: Mapping[str, set[int]] | None = None) -> None:
        """Write what is new in the caller's transaction; with ``used`` only of those numbers (kind → numbers)."""
        self._kept = [
            (*k, identity)
            for k, identity in (*self._new.items(), *self._renamed.items())
            if used is None or identity.number in used.get(k[0], ())
        ]
        connection.executemany(
            "INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?)",
            [(kind, mark, i.number, sealed(self._keys.seal, kind, i)) for kind, mark, i in self._kept],
        )

    def kept(self) -> None:
        """Tell, after the transaction, that what ``keep`` wrote is safe."""
        for kind, mark, identity in self._kept:
            self._new.pop((kind, mark), None)
            self._renamed.pop((kind, mark), None)
            self._opened[kind, mark] = identity
        self._kept = []


def sealed(key: DataKey, kind: str, identity: Identity) -> bytes:
    """What the table keeps of an identity besides mark and number."""
    content = json.dumps([identity.identifier, identity.name, identity.birth], ensure_ascii=False)
    return key.seal(content.encode(), f"identity:{kind}:{identity.number}")


def opened(key: DataKey, kind: str, number: int, private: bytes) -> Identity:
    """The identity again."""
    return Identity(number, *json.loads(key.open(private, f"identity:{kind}:{number}")))


def look_up(connection: sqlite3.Connection, key: DataKey, kind: str, numbers: Iterable[int]) -> dict[int, Identity]:
    """The identities of ``numbers``; those that are unknown or erased are left out."""
    wanted = set(numbers)
    rows = connection.execute("SELECT number, private FROM identities WHERE kind = ?", (kind,))
    return {r["number"]: opened(key, kind, r["number"], r["private"]) for r in rows if r["number"] in wanted}


def rotated(connection: sqlite3.Connection, old: IdentityKeys, new: IdentityKeys) -> None:
    """Write the whole table again under new keys, in the caller's transaction. Numbers stay."""
    rows = connection.execute("SELECT kind, number, private FROM identities").fetchall()
    connection.execute("DELETE FROM identities")
    for kind in {row["kind"] for row in rows}:
        held = [opened(old.seal, kind, row["number"], row["private"]) for row in rows if row["kind"] == kind]
        normal = normal_form(kind, pl.Series([i.identifier for i in held], dtype=pl.String))
        connection.executemany(
            "INSERT INTO identities VALUES (?, ?, ?, ?)",
            [
                (kind, new.mark.mark(f"{kind}:{n}"), i.number, sealed(new.seal, kind, i))
                for n, i in zip(normal, held, strict=True)
            ],
        )


def _told(typed: pl.Series, names: pl.Series | None, births: pl.Series | None) -> dict[str, _Beside]:
    """Identifier as typed → the last name and birth date that stand beside it."""
    if names is None and births is None:
        return {}
    nothing = [None] * typed.len()
    named = nothing if names is None else names.cast(pl.String).str.strip_chars().to_list()
    born = nothing if births is None else births.cast(pl.String).to_list()
    told: dict[str, _Beside] = {}
    for identifier, name, birth in zip(typed.to_list(), named, born, strict=True):
        before = told.get(identifier, _NOTHING)
        told[identifier] = (name or before[0], birth or before[1])
    return told
