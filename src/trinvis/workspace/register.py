"""The register: one SQLite file whose single transaction is the commit point of everything that happens in a workspace.

In clear stand only ids, days, months, codes, counts, hashes of encrypted files and random numbers. File names, scopes and
all that a user or a file has worded lie in ``private``, sealed with the delivery's own key.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from trinvis.workspace.delivery import Caveat, Delivery
from trinvis.workspace.errors import KeyChanged, NotAWorkspace, UnknownDelivery, WorkspaceError
from trinvis.workspace.months import day_number, day_of
from trinvis.workspace.sealing import DataKey, MasterKey, SealBroken

FORMAT = 1
FILE = "register.sqlite"

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE wraps (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, kind TEXT NOT NULL,
    extract_day INTEGER, period_from INTEGER, period_to INTEGER, first_day INTEGER, last_day INTEGER,
    received_at TEXT NOT NULL, received_day INTEGER NOT NULL, known_day INTEGER NOT NULL,
    counts TEXT NOT NULL, private BLOB NOT NULL);
CREATE TABLE files (
    delivery_id TEXT NOT NULL REFERENCES deliveries (id), name TEXT NOT NULL, sha256 TEXT NOT NULL,
    size INTEGER NOT NULL, row_count INTEGER, PRIMARY KEY (delivery_id, name)) WITHOUT ROWID;
CREATE TABLE withdrawals (
    delivery_id TEXT PRIMARY KEY REFERENCES deliveries (id), known_day INTEGER NOT NULL, recorded_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE identities (
    kind TEXT NOT NULL, mark BLOB NOT NULL, number INTEGER NOT NULL, private BLOB NOT NULL,
    PRIMARY KEY (kind, mark), UNIQUE (kind, number)) WITHOUT ROWID;
CREATE TABLE erasures (
    seq INTEGER PRIMARY KEY, delivery_id TEXT, file TEXT, old_sha256 TEXT, new_sha256 TEXT,
    reason TEXT NOT NULL, erased_at TEXT NOT NULL);
"""


@dataclass(frozen=True)
class StoredFile:
    """One file of a delivery as the register knows it; ``rows`` only for fact tables."""

    name: str
    sha256: str
    size: int
    rows: int | None = None


class Register:
    """Reads and writes the register of the workspace at ``root``. A connection lives as long as one question."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE
        self._opened: dict[str, dict[str, Any]] = {}
        self._seen: tuple[int, dict[date | None, list[Delivery]]] = (-1, {})

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to ask with."""
        with closing(_connect(self.path)) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it happens, or nothing."""
        with closing(_connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def ask(self, question: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """The rows that answer one question."""
        with self.reading() as connection:
            return connection.execute(question, values).fetchall()

    def meta(self) -> dict[str, Any]:
        """The workspace's own values: ``id``, ``municipality``, ``key_check``, ``next_grant``, ``format``."""
        return {row["name"]: row["value"] for row in self.ask("SELECT name, value FROM meta")}

    def key(self, name: str, master: MasterKey) -> DataKey:
        """The data key wrapped under ``name``."""
        with self.reading() as connection:
            return unwrapped(connection, name, master)

    def deliveries(self, master: MasterKey, as_of: date | None = None) -> list[Delivery]:
        """Every delivery known as of a day in the order of receipt, a withdrawal shown when it was known by then."""
        written = change_count(self.path)
        if self._seen[0] != written:
            self._seen = (written, {})
        known = self._seen[1]
        if as_of not in known:
            known[as_of] = self._read_deliveries(master, as_of)
        return list(known[as_of])

    def _read_deliveries(self, master: MasterKey, as_of: date | None) -> list[Delivery]:
        limit = 2**31 if as_of is None else day_number(as_of)
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT d.*, w.known_day AS withdrawn_day FROM deliveries d LEFT JOIN withdrawals w"
                " ON w.delivery_id = d.id AND w.known_day <= :limit WHERE d.known_day <= :limit ORDER BY d.seq",
                {"limit": limit},
            ).fetchall()
            files: dict[str, dict[str, sqlite3.Row]] = {}
            for file in connection.execute("SELECT * FROM files"):
                files.setdefault(file["delivery_id"], {})[file["name"]] = file
            for row in rows:
                if row["id"] not in self._opened:
                    key = unwrapped(connection, f"delivery:{row['id']}", master)
                    self._opened[row["id"]] = json.loads(key.open(row["private"], f"private:{row['id']}"))
        return [_delivery(row, self._opened[row["id"]], files.get(row["id"], {})) for row in rows]

    def files(self, delivery_id: str) -> list[StoredFile]:
        """The files of a delivery; raises ``UnknownDelivery``."""
        with self.reading() as connection:
            if not connection.execute("SELECT 1 FROM deliveries WHERE id = ?", (delivery_id,)).fetchone():
                raise UnknownDelivery(delivery_id)
            rows = connection.execute("SELECT * FROM files WHERE delivery_id = ? ORDER BY name", (delivery_id,))
            return [StoredFile(r["name"], r["sha256"], r["size"], r["row_count"]) for r in rows]


def change_count(path: Path) -> int:
    """How often the SQLite file has been written: the counter in its header, so that nobody need open it to know."""
    with path.open("rb") as file:
        file.seek(24)
        return int.from_bytes(file.read(4), "big")


def unwrapped(connection: sqlite3.Connection, name: str, master: MasterKey) -> DataKey:
    """The data key wrapped under ``name``; ``KeyError`` when there is none, ``KeyChanged`` when it is under another master key."""
    row = connection.execute("SELECT wrapped FROM wraps WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    try:
        return master.unwrap(row["wrapped"], name)
    except SealBroken:
        raise KeyChanged from None


def write_wrap(connection: sqlite3.Connection, name: str, key: DataKey, master: MasterKey) -> None:
    """Keep ``key`` under ``name``, wrapped by the master key."""
    connection.execute("INSERT OR REPLACE INTO wraps VALUES (?, ?)", (name, master.wrap(key, name)))


def create(root: Path, meta: dict[str, Any], keys: dict[str, DataKey], master: MasterKey) -> None:
    """Write the register of a new workspace. It appears whole or not at all."""
    fresh = root / f"{FILE}.new"
    for leftover in root.glob(f"{FILE}.new*"):
        leftover.unlink()
    with closing(_connect(fresh)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", {"format": FORMAT, **meta}.items())
        for name, key in keys.items():
            write_wrap(connection, name, key, master)
        connection.execute("COMMIT")
    fresh.replace(root / FILE)


def check_format(root: Path) -> dict[str, Any]:
    """The register's own values; raises ``NotAWorkspace`` when there is none that this version can read."""
    if not (root / FILE).is_file():
        raise NotAWorkspace(f"{root} er ikke en arbejdsmappe; opret en med »trinvis init«.")
    try:
        meta = Register(root).meta()
    except sqlite3.DatabaseError as error:
        raise NotAWorkspace(f"Registret i {root} kan ikke læses; hent mappen fra sikkerhedskopi.") from error
    if meta.get("format") != FORMAT:
        raise WorkspaceError(f"Arbejdsmappen {root} er skrevet af en nyere udgave af Trinvis; opdater programmet.")
    return meta


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what rotation and erasure replace must not linger in free pages
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _delivery(row: sqlite3.Row, private: dict[str, Any], files: dict[str, sqlite3.Row]) -> Delivery:
    return Delivery(
        seq=row["seq"],
        id=row["id"],
        source=row["source"],
        scope=private["scope"],
        kind=row["kind"],
        extract_day=_day(row["extract_day"]),
        period_from=row["period_from"],
        period_to=row["period_to"],
        received_at=datetime.fromisoformat(row["received_at"]),
        known_from=day_of(row["known_day"]),
        backdated=row["known_day"] < row["received_day"],
        withdrawn_from=_day(row["withdrawn_day"]),
        file_name=private["file_name"],
        sha256=private["sha256"],
        size=private["size"],
        counts=json.loads(row["counts"]),
        tables={name[:-8]: f["row_count"] for name, f in files.items() if f["row_count"] is not None},
        warnings=tuple(Caveat(**caveat) for caveat in private["warnings"]),
        remember=private["remember"],
        unknown_columns=tuple(private["unknown_columns"]),
        by=private.get("by", ""),
        token=private.get("token", ""),
        said=private.get("said", {}),
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
    )


def _day(number: int | None) -> date | None:
    return None if number is None else day_of(number)
