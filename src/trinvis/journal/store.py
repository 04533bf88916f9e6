"""Where entries lie: a table in a SQLite file or in PostgreSQL, in the same plain SQL.

Rows are only ever added. Appending takes the table for itself, so that numbers follow the order of commit and nobody who has
read up to a position will later find something before it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from trinvis.journal.errors import JournalError

TABLE = "trinvis_journal"

_COLUMNS = (
    "seq, kind, mark, version, recorded_at, known_day, effective_day, replaces, retracted, payload"  # in this order
)


def _schema(blob: str) -> str:
    return f"""CREATE TABLE IF NOT EXISTS {TABLE} (
    seq BIGINT PRIMARY KEY, kind TEXT NOT NULL, mark {blob} NOT NULL, version INTEGER NOT NULL,
    recorded_at TEXT NOT NULL, known_day INTEGER NOT NULL, effective_day INTEGER, replaces BIGINT,
    retracted INTEGER NOT NULL, payload {blob} NOT NULL, UNIQUE (kind, mark, version))"""


@dataclass(frozen=True)
class Row:
    """An entry as it is kept: what it says lies sealed in ``payload``, what it is about in ``mark``."""

    seq: int
    kind: str
    mark: bytes
    version: int
    recorded_at: str
    known_day: int
    effective_day: int | None
    replaces: int | None
    retracted: int
    payload: bytes

    @property
    def about(self) -> str:
        """What the payload is bound to: everything that stands beside it in clear."""
        return (
            f"journal:{self.seq}:{self.kind}:{self.mark.hex()}:{self.version}:{self.recorded_at}:{self.known_day}:"
            f"{self.effective_day}:{self.replaces}:{self.retracted}"
        )


class Stale(Exception):
    """The version that was expected is not the one found."""

    def __init__(self, found: int) -> None:
        self.found = found


class Store(Protocol):
    """The handful of functions that a place to keep entries offers."""

    def append(self, kind: str, mark: bytes, expected: int | None, make: Callable[[int, int], Row]) -> Row:
        """Add the row that ``make(seq, version)`` gives; raises ``Stale`` and adds nothing when ``expected`` is not the
        present version of kind and mark (0 = none yet)."""
        ...

    def after(self, seq: int) -> list[Row]:
        """The rows that come after ``seq``, in order."""
        ...

    def close(self) -> None: ...


def open_store(address: str) -> Store:
    """The store at an address: ``postgresql://…``, else a SQLite file, which is made when missing; raises ``JournalError``."""
    if address.startswith(("postgresql://", "postgres://")):
        return PostgresStore(address)
    return SqliteStore(Path(address))


class SqliteStore:
    """Entries in a SQLite file. Each question has its own connection, so that any thread may ask."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_to: tuple[int, int] = (-1, -1)
        try:
            with self._connected() as connection:
                connection.execute(_schema("BLOB"))
        except sqlite3.Error as error:
            raise JournalError(
                f"Journalen {path} kan ikke åbnes ({error}); ret stien, eller hent en sikkerhedskopi."
            ) from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA secure_delete = ON")
            yield connection

    def append(self, kind: str, mark: bytes, expected: int | None, make: Callable[[int, int], Row]) -> Row:
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                row = _append(connection.execute, "?", kind, mark, expected, make)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        return row

    def after(self, seq: int) -> list[Row]:
        written = self._change_count()
        if self._read_to == (written, seq):
            return []
        with self._connected() as connection:
            found = connection.execute(f"SELECT {_COLUMNS} FROM {TABLE} WHERE seq > ? ORDER BY seq", (seq,))
            rows = [Row(*row) for row in found]
        self._read_to = (written, rows[-1].seq if rows else seq)
        return rows

    def _change_count(self) -> int:
        """How often the file has been written: the counter in its header. Nothing new when it stands still."""
        with self._path.open("rb") as file:
            file.seek(24)
            return int.from_bytes(file.read(4), "big")

    def close(self) -> None:
        """Nothing is held open."""


class PostgresStore:
    """Entries in PostgreSQL. One connection, one question at a time; a connection that broke is made again."""

    def __init__(self, address: str) -> None:
        self._address, self._turn = address, threading.Lock()
        self._connection: Any = None
        with self._connected() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(74726976)")  # two programs may start at once
            connection.execute(_schema("BYTEA"))

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        try:
            import psycopg
        except ImportError:
            raise JournalError(
                "Journalen ligger i PostgreSQL; installer »trinvis[postgresql]« for at læse den."
            ) from None
        with self._turn:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = psycopg.connect(self._address, autocommit=True)
                yield self._connection
            except psycopg.Error as error:
                self._drop()
                raise JournalError(f"Journalen i PostgreSQL svarer ikke: {self._told(error)}") from None

    def _told(self, error: Exception) -> str:
        """The first line of what the server said, never the password of the address."""
        line = (str(error).strip().splitlines() or ["ukendt fejl"])[0]
        try:
            password = urlsplit(self._address).password
        except ValueError:
            return "adressen kan ikke læses."
        return line.replace(password, "***") if password else line

    def append(self, kind: str, mark: bytes, expected: int | None, make: Callable[[int, int], Row]) -> Row:
        with self._connected() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
            return _append(connection.execute, "%s", kind, mark, expected, make)

    def after(self, seq: int) -> list[Row]:
        with self._connected() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM {TABLE} WHERE seq > %s ORDER BY seq", (seq,)).fetchall()
        return [Row(*row) for row in rows]

    def close(self) -> None:
        with self._turn:
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _append(
    execute: Callable[..., Any],
    sign: str,
    kind: str,
    mark: bytes,
    expected: int | None,
    make: Callable[[int, int], Row],
) -> Row:
    """Number, check and insert, inside the caller's transaction."""
    seq = execute(f"SELECT COALESCE(MAX(seq), 0) + 1 FROM {TABLE}").fetchone()[0]
    present = execute(
        f"SELECT COALESCE(MAX(version), 0) FROM {TABLE} WHERE kind = {sign} AND mark = {sign}", (kind, mark)
    ).fetchone()[0]
    if expected is not None and expected != present:
        raise Stale(present)
    row = make(seq, present + 1)
    values = (
        row.seq,
        row.kind,
        row.mark,
        row.version,
        row.recorded_at,
        row.known_day,
        row.effective_day,
        row.replaces,
        row.retracted,
        row.payload,
    )
    execute(f"INSERT INTO {TABLE} ({_COLUMNS}) VALUES ({', '.join([sign] * len(values))})", values)
    return row
