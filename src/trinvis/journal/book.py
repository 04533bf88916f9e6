"""The journal: what users type in, append-only."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trinvis.journal.entry import Cipher, Entry, danish_day, day_number, day_of, in_force
from trinvis.journal.errors import InvalidEntry, JournalError, LostUpdate
from trinvis.journal.kinds import KINDS, kind_of
from trinvis.journal.store import Row, Stale, Store, open_store

if TYPE_CHECKING:
    import polars as pl


class Journal:
    """An open journal. Entries are decrypted once and kept in memory: they never change."""

    def __init__(self, store: Store, cipher: Cipher) -> None:
        self._store, self._cipher = store, cipher
        self._read: list[Entry] = []
        self._turn = threading.Lock()

    @staticmethod
    def open(address: str, cipher: Cipher) -> Journal:
        """The journal at ``address``, a SQLite file or ``postgresql://…``; it is made when there is none.

        Raises ``JournalError`` when it cannot be reached, or was written with another key.
        """
        journal = Journal(open_store(address), cipher)
        journal.position()
        return journal

    def append(
        self,
        kind: str,
        key: str,
        values: Mapping[str, Any],
        *,
        by: str,
        recorded_at: datetime,
        known_from: date,
        effective_from: date | None = None,
        replaces: int | None = None,
        expected_version: int | None = None,
    ) -> Entry:
        """Write an entry and return it as it was kept.

        ``key`` says what it is about within its kind, ``values`` must be what ``kinds.KINDS`` asks for (dates as dates or ISO
        text), ``replaces`` names an entry of the same kind by its ``seq``. ``expected_version`` is the version that the writer
        has seen (0 = none). Raises ``InvalidEntry`` and ``LostUpdate``; then nothing is written.
        """
        checked = kind_of(kind).validated(values)
        if effective_from is None and (dated := kind_of(kind).dated_by) is not None and checked.get(dated):
            effective_from = date.fromisoformat(checked[dated])
        return self._write(
            kind, key, checked, by, recorded_at, known_from, effective_from, replaces, expected_version, retracted=False
        )

    def retract(
        self,
        kind: str,
        key: str,
        *,
        by: str,
        recorded_at: datetime,
        known_from: date,
        effective_from: date | None = None,
        expected_version: int | None = None,
    ) -> Entry:
        """Take back what holds for ``key`` (and ``effective_from``) from ``known_from`` on. What was written stays in the journal."""
        kind_of(kind)
        place = (kind, key, effective_from)
        if not any(entry.place == place for entry in self.entries(kind)):
            raise InvalidEntry(
                f"{KINDS[kind].label} »{key}« findes ikke og kan ikke trækkes tilbage; se »trinvis journal list«."
            )
        return self._write(
            kind, key, {}, by, recorded_at, known_from, effective_from, None, expected_version, retracted=True
        )

    def entries(
        self, kind: str | None = None, *, as_of: date | None = None, position: int | None = None
    ) -> list[Entry]:
        """What holds, oldest first: of each kind, key and effective day the last entry that is neither replaced nor retracted.

        ``as_of`` sees what was known from that day or before, ``position`` the journal as it was when it was that long.
        """
        return in_force(self.history(kind, as_of=as_of, position=position))

    def history(
        self,
        kind: str | None = None,
        key: str | None = None,
        *,
        as_of: date | None = None,
        position: int | None = None,
    ) -> list[Entry]:
        """Everything that was written, oldest first, also what no longer holds."""
        return [
            entry
            for entry in self._all()
            if kind in (None, entry.kind)
            and key in (None, entry.key)
            and (as_of is None or entry.known_from <= as_of)
            and (position is None or entry.seq <= position)
        ]

    def version(self, kind: str, key: str) -> int:
        """The present version of a key: what a writer gives as ``expected_version``; 0 when there is none."""
        return max((entry.version for entry in self.history(kind, key)), default=0)

    def position(self) -> int:
        """The number of the last entry; 0 when the journal is empty."""
        entries = self._all()
        return entries[-1].seq if entries else 0

    def frame(self, kind: str, *, as_of: date | None = None, position: int | None = None) -> pl.DataFrame:
        """``entries`` of one kind as a frame: seq, key, version, known_from, effective_from, by and a column per field."""
        from trinvis.journal.frames import frame

        return frame(kind_of(kind), self.entries(kind, as_of=as_of, position=position))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _write(
        self,
        kind: str,
        key: str,
        values: dict[str, Any],
        by: str,
        recorded_at: datetime,
        known_from: date,
        effective_from: date | None,
        replaces: int | None,
        expected_version: int | None,
        *,
        retracted: bool,
    ) -> Entry:
        if not key.strip() or not by.strip():
            raise InvalidEntry(
                f"{KINDS[kind].label}: der mangler {'en nøgle' if not key.strip() else 'et navn på den, der skriver'}."
            )
        day = danish_day(recorded_at)
        if known_from > day:
            raise InvalidEntry(
                f"{KINDS[kind].label} »{key}« kan ikke være kendt fra {known_from:%d.%m.%Y}, for den skrives {day:%d.%m.%Y}."
            )
        if replaces is not None and replaces not in {entry.seq for entry in self.history(kind)}:
            raise InvalidEntry(
                f"{KINDS[kind].label} »{key}« kan ikke erstatte nr. {replaces}, for den findes ikke i journalen."
            )
        mark = self._cipher.mark(f"{kind}:{key}")
        content = {"key": key, "by": by, "values": values}
        packed = zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())

        def make(seq: int, version: int) -> Row:
            effective_day = None if effective_from is None else day_number(effective_from)
            bare = Row(
                seq=seq,
                kind=kind,
                mark=mark,
                version=version,
                recorded_at=recorded_at.isoformat(),
                known_day=day_number(known_from),
                effective_day=effective_day,
                replaces=replaces,
                retracted=int(retracted),
                payload=b"",
            )
            return replace(bare, payload=self._cipher.seal(packed, bare.about))

        try:
            row = self._store.append(kind, mark, expected_version, make)
        except Stale as stale:
            raise LostUpdate(KINDS[kind].label, key, expected_version or 0, stale.found) from None
        return self._opened(row)

    def _all(self) -> list[Entry]:
        with self._turn:
            fresh = self._store.after(self._read[-1].seq if self._read else 0)
            if fresh:
                self._read = [*self._read, *map(self._opened, fresh)]
            return self._read

    def _opened(self, row: Row) -> Entry:
        try:
            content = json.loads(zlib.decompress(self._cipher.open(row.payload, row.about)))
        except Exception as error:
            raise JournalError(
                f"Journalens nr. {row.seq} kan ikke læses med denne nøgle; journalen er beskadiget eller hører til en anden arbejdsmappe."
            ) from error
        return Entry(
            seq=row.seq,
            kind=row.kind,
            key=content["key"],
            version=row.version,
            values=content["values"],
            by=content["by"],
            recorded_at=datetime.fromisoformat(row.recorded_at),
            known_from=day_of(row.known_day),
            effective_from=None if row.effective_day is None else day_of(row.effective_day),
            replaces=row.replaces,
            retracted=bool(row.retracted),
        )
