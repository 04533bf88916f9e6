"""The workspace: the folder that a municipality's data live in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from filelock import FileLock, Timeout

from trinvis.workspace import register as registers
from trinvis.workspace.check import Finding, check
from trinvis.workspace.delivery import Delivery
from trinvis.workspace.errors import Damaged, UnknownDelivery, WorkspaceBusy, WorkspaceError, WrongKey
from trinvis.workspace.files import DELIVERIES, Step, from_parquet, open_sealed
from trinvis.workspace.grants import IDENTITY
from trinvis.workspace.guard import FINDINGS, TEXTS
from trinvis.workspace.identities import Identity, IdentityKeys, Numbers, look_up, rotated
from trinvis.workspace.keys import KeyFile, KeyStore
from trinvis.workspace.months import danish_day, day_number
from trinvis.workspace.register import Register
from trinvis.workspace.sealing import DataKey, MasterKey
from trinvis.workspace.selection import Selection, choose
from trinvis.workspace.session import ImportSession

if TYPE_CHECKING:
    from trinvis.tables.schema import Number


LOCK = ".lock"
_CPR = re.compile(r"^([0-9]{6})-?[0-9]{4}$")


def _nothing(step: str) -> None:
    """The step hook of everyday use."""


def workspace_id(path: Path) -> str:
    """The id of the workspace at ``path``, readable without its key; raises ``NotAWorkspace``."""
    return str(registers.check_format(path)["id"])


class Workspace:
    """An open workspace. Made by ``create`` or ``open``.

    Reading needs no lock; importing, withdrawing and changing the key take turns. Everything that went through a ``commit`` is
    safe against a crash; everything else never happened.
    """

    def __init__(
        self, root: Path, workspace_id: str, municipality: int, master: MasterKey, store: KeyStore | None
    ) -> None:
        self.root, self.id, self.municipality = root, workspace_id, municipality
        self._master, self._store = master, store
        self._register = Register(root)

    @staticmethod
    def create(path: Path, *, municipality: int, key: KeyStore | bytes, workspace_id: str | None = None) -> Workspace:
        """Make a workspace in an empty or new folder; a ``KeyFile`` that is missing is written first.

        ``municipality`` is the three-digit code. Raises ``WorkspaceError`` when the folder holds anything, or when the key would lie
        inside it.
        """
        if path.exists() and any(not entry.name.startswith(f"{registers.FILE}.new") for entry in path.iterdir()):
            raise WorkspaceError(f"Mappen {path} er ikke tom; vælg en ny mappe til arbejdsmappen.")
        _outside(path, key)
        if isinstance(key, KeyFile) and not key.path.exists():
            key.create()
        master = MasterKey(key if isinstance(key, bytes) else key.read())
        path.mkdir(parents=True, exist_ok=True)
        workspace_id = workspace_id or secrets.token_hex(8)
        registers.create(
            path,
            {
                "id": workspace_id,
                "municipality": municipality,
                "key_check": master.check_value(workspace_id),
                "next_grant": 1,
            },
            {name: DataKey.new() for name in ("identity-mark", "identity", "key-mark", "journal")},
            master,
        )
        return Workspace.open(path, key)

    @staticmethod
    def open(path: Path, key: KeyStore | bytes) -> Workspace:
        """Open a workspace with its key; raises ``NotAWorkspace``, ``MissingKey`` or ``WrongKey``, each one Danish line.

        A change of key that was interrupted is brought to its end.
        """
        meta = registers.check_format(path)
        _outside(path, key)
        store = None if isinstance(key, bytes) else key
        candidates = [key] if isinstance(key, bytes) else [key.read()]
        if isinstance(key, KeyFile) and key.pending.path.exists():
            candidates.append(key.pending.read())
        for secret in candidates:
            if len(secret) != 32:
                continue
            master = MasterKey(secret)
            if secrets.compare_digest(master.check_value(meta["id"]), meta["key_check"]):
                if isinstance(key, KeyFile) and secret != candidates[0]:
                    key.confirm()
                return Workspace(path, meta["id"], meta["municipality"], master, store)
        raise WrongKey(path)

    @contextmanager
    def importing(self, timeout: float = 0.0, *, step: Step = _nothing) -> Iterator[ImportSession]:
        """Hold the workspace alone for an import; waits ``timeout`` seconds (−1 = for ever) and then raises ``WorkspaceBusy``.

        Nothing is kept until the session's ``commit``. ``step`` is called with the name of each step done, for tests.
        """
        with self._alone(timeout):
            yield ImportSession(self.root, self._register, self._master, self._identity_keys(), step)

    def deliveries(self, as_of: date | None = None) -> list[Delivery]:
        """What was received, oldest first, as it was known on ``as_of`` (``None`` = today's knowledge)."""
        return self._register.deliveries(self._master, as_of)

    def delivery(self, delivery_id: str) -> Delivery:
        """One delivery; raises ``UnknownDelivery``."""
        for delivery in self.deliveries():
            if delivery.id == delivery_id:
                return delivery
        raise UnknownDelivery(delivery_id)

    def withdraw(self, delivery_id: str, known_from: date, recorded_at: datetime, *, timeout: float = 0.0) -> Delivery:
        """Let a delivery stop counting from ``known_from``. It stays, and views as of earlier days still see it.

        Raises ``WorkspaceError`` when it is withdrawn already, was not known yet on that day, or the day lies in the future.
        """
        with self._alone(timeout):
            delivery = self.delivery(delivery_id)
            if delivery.withdrawn_from is not None:
                raise WorkspaceError(
                    f"Levering {delivery_id} er allerede trukket tilbage fra {delivery.withdrawn_from:%d.%m.%Y}."
                )
            if not delivery.known_from <= known_from <= danish_day(recorded_at):
                raise WorkspaceError(
                    f"Levering {delivery_id} kan trækkes tilbage fra en dag mellem {delivery.known_from:%d.%m.%Y}, hvor den "
                    f"blev kendt, og i dag; {known_from:%d.%m.%Y} er uden for."
                )
            with self._register.writing() as connection:
                connection.execute(
                    "INSERT INTO withdrawals VALUES (?, ?, ?)",
                    (delivery_id, day_number(known_from), recorded_at.isoformat()),
                )
        return self.delivery(delivery_id)

    def selection(self, as_of: date | None = None) -> Selection:
        """Which deliveries count, table by table, as of a day."""
        return choose(self.deliveries(as_of), as_of, self.root)

    def selection_from_json(self, text: str) -> Selection:
        """A selection that was kept by ``Selection.to_json``."""
        return Selection.from_json(text, self.root)

    def facts(self, delivery_id: str, table: str) -> pl.DataFrame:
        """The facts of one table of one delivery; raises ``KeyError`` when it has none."""
        if table not in self.delivery(delivery_id).tables:
            raise KeyError(table)
        return from_parquet((self.root / DELIVERIES / delivery_id / f"{table}.parquet").read_bytes())

    def identity(self, delivery_id: str) -> pl.DataFrame:
        """Which grant each row of a delivery is, and why (``grants.IDENTITY``); empty when it holds no grants."""
        self.delivery(delivery_id)
        path = self.root / DELIVERIES / delivery_id / "identity.parquet"
        return from_parquet(path.read_bytes()) if path.exists() else pl.DataFrame(schema=IDENTITY)

    def texts(self, delivery_id: str) -> pl.DataFrame:
        """Names and free text of a delivery: row_no, field, text. Decrypted: for those with the right alone."""
        return self._frame(delivery_id, "texts", TEXTS)

    def findings(self, delivery_id: str) -> pl.DataFrame:
        """What the checks found in a delivery: row_no, code, severity, field, message, area_hint, amount_oere, account_key."""
        return self._frame(delivery_id, "findings", FINDINGS)

    def rejected(self, delivery_id: str, *, raw: bool = False) -> pl.DataFrame:
        """The rows that were rejected, with their reasons; with ``raw`` also the row as it stood (JSON, decrypted)."""
        findings = self.findings(delivery_id).filter(pl.col("severity") == "reject")
        if not raw:
            return findings
        rows = self._frame(delivery_id, "rejected", {"row_no": pl.Int64(), "raw": pl.String()})
        return findings.join(rows, on="row_no", how="full", coalesce=True, maintain_order="left_right")

    def original(self, delivery_id: str) -> bytes:
        """The file as it was received, decrypted."""
        content = self._open(delivery_id, "original")
        if content is None:
            raise Damaged(f"Den oprindelige fil til levering {delivery_id}")
        return content

    def identities(self, kind: Number, numbers: Iterable[int]) -> dict[int, Identity]:
        """Identifier as typed, name and birth date of each number; unknown and erased ones are left out."""
        with self._register.reading() as connection:
            return look_up(connection, self._identity_keys().seal, kind, numbers)

    def names(self, kind: Number, numbers: Iterable[int]) -> dict[int, str]:
        """The name of each number, or the identifier where no name is known; of a CPR number the birth date alone."""
        return {n: i.name or _CPR.sub(r"\1-xxxx", i.identifier) for n, i in self.identities(kind, numbers).items()}

    def number(self, kind: Number, identifier: str, *, name: str | None = None, timeout: float = 5.0) -> int:
        """The number of one identifier that a user typed; a new one is given and kept when it is not known."""
        with self._alone(timeout):
            numbers = Numbers(self._register, self._identity_keys())
            found = numbers(kind, pl.Series([identifier]), None if name is None else pl.Series([name])).item()
            if found is None:
                raise WorkspaceError("Identifikationen er tom; skriv for eksempel et cpr-nummer.")
            with self._register.writing() as connection:
                numbers.keep(connection)
        return int(found)

    def key_mark(self, identifier: str) -> str | None:
        """How a key that a user typed (case, voucher, the source's own) stands in the facts; ``None`` when empty."""
        marked: str | None = Numbers(self._register, self._identity_keys())("key", pl.Series([identifier])).item()
        return marked

    def new_grant_id(self, *, timeout: float = 5.0) -> int:
        """A grant number that no grant has, for a row that a user cuts loose from the grant it was taken for."""
        with self._alone(timeout), self._register.writing() as connection:
            fresh = connection.execute("SELECT value FROM meta WHERE name = 'next_grant'").fetchone()["value"]
            connection.execute("UPDATE meta SET value = ? WHERE name = 'next_grant'", (fresh + 1,))
        return int(fresh)

    def journal_key(self) -> DataKey:
        """The key that the journal's entries are sealed with."""
        return self._register.key("journal", self._master)

    def rotate(self, new: bytes | None = None, *, timeout: float = 5.0, step: Step = _nothing) -> None:
        """Change the master key. The identity table is written again under new keys and every data key is wrapped again; files
        and journal stay as they are.

        Without ``new`` the workspace must have been opened with a ``KeyFile``: the new key is laid beside the old one, taken into
        use and put in its place, and a crash at any point leaves a workspace that opens. With ``new`` the caller keeps the key.
        """
        store = self._store if new is None else None
        if new is None and not isinstance(store, KeyFile):
            raise WorkspaceError("Nøglen ligger ikke i en fil, Trinvis kan skifte; angiv den nye nøgle.")
        with self._alone(timeout):
            fresh = MasterKey(store.prepare() if isinstance(store, KeyFile) else new or b"")
            step("prepared")
            with self._register.writing() as connection:
                names = [row["name"] for row in connection.execute("SELECT name FROM wraps")]
                keys = {name: registers.unwrapped(connection, name, self._master) for name in names}
                old = IdentityKeys(keys["identity-mark"], keys["identity"], keys["key-mark"])
                keys["identity-mark"], keys["identity"] = DataKey.new(), DataKey.new()
                rotated(connection, old, IdentityKeys(keys["identity-mark"], keys["identity"], keys["key-mark"]))
                step("identities written")
                for name, key in keys.items():
                    registers.write_wrap(connection, name, key, fresh)
                connection.execute("UPDATE meta SET value = ? WHERE name = 'key_check'", (fresh.check_value(self.id),))
                step("about to rotate")
            step("rotated")
            if isinstance(store, KeyFile):
                store.confirm()
            self._master = fresh

    def check(self) -> list[Finding]:
        """Everything that is not as the register says: nothing when all is well. Each finding is a Danish sentence."""
        return check(self.root, self._register, self._master)

    @contextmanager
    def _alone(self, timeout: float) -> Iterator[None]:
        try:
            with FileLock(self.root / LOCK, timeout=timeout):
                yield
        except Timeout:
            raise WorkspaceBusy(self.root) from None

    def _identity_keys(self) -> IdentityKeys:
        with self._register.reading() as connection:
            mark, seal, key = (
                registers.unwrapped(connection, name, self._master)
                for name in ("identity-mark", "identity", "key-mark")
            )
        return IdentityKeys(mark, seal, key)

    def _open(self, delivery_id: str, name: str) -> bytes | None:
        self.delivery(delivery_id)
        return open_sealed(self.root, delivery_id, name, self._register.key(f"delivery:{delivery_id}", self._master))

    def _frame(self, delivery_id: str, name: str, shape: dict[str, pl.DataType]) -> pl.DataFrame:
        content = self._open(delivery_id, name)
        return pl.DataFrame(schema=shape) if content is None else from_parquet(content)


def _outside(root: Path, key: KeyStore | bytes) -> None:
    """Refuse a key file inside the data folder: whoever takes the one would have the other."""
    if isinstance(key, KeyFile) and key.path.resolve().is_relative_to(root.resolve()):
        raise WorkspaceError(f"Nøglefilen {key.path} må ikke ligge i arbejdsmappen; læg den et andet sted.")
