"""The doctor's round in a workspace: what lies on disk against what the register says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from trinvis.workspace.errors import WorkspaceError
from trinvis.workspace.files import DELIVERIES, STAGING, about, delivery_name
from trinvis.workspace.identities import opened
from trinvis.workspace.register import Register, StoredFile, unwrapped
from trinvis.workspace.sealing import DataKey, MasterKey, SealBroken


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: how bad, a code, a Danish sentence, and the delivery that it concerns."""

    severity: Literal["error", "note"]
    code: str
    message: str
    delivery_id: str | None = None


def check(root: Path, register: Register, master: MasterKey) -> list[Finding]:
    """Every finding: register, identity table, each file of each delivery, and what lies there without being registered."""
    found = _register(register)
    if found:
        return found
    try:
        deliveries = register.deliveries(master)
    except (WorkspaceError, SealBroken, ValueError) as error:
        return [Finding("error", "register_unreadable", f"Registret kan ikke læses med nøglen: {error}")]
    found += _identities(register, master)
    for delivery in deliveries:
        key = register.key(f"delivery:{delivery.id}", master)
        for file in register.files(delivery.id):
            found += _file(root, delivery.id, file, key)
    found += _strangers(root, {d.id for d in deliveries}, max((d.seq for d in deliveries), default=0))
    return found


def _register(register: Register) -> list[Finding]:
    with register.reading() as connection:
        state = connection.execute("PRAGMA integrity_check").fetchone()[0]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    if state != "ok" or loose:
        return [Finding("error", "register_damaged", "Registret er beskadiget; hent arbejdsmappen fra sikkerhedskopi.")]
    return []


def _identities(register: Register, master: MasterKey) -> list[Finding]:
    broken = 0
    with register.reading() as connection:
        key = unwrapped(connection, "identity", master)
        for row in connection.execute("SELECT kind, number, private FROM identities"):
            try:
                opened(key, row["kind"], row["number"], row["private"])
            except (SealBroken, ValueError):
                broken += 1
    if not broken:
        return []
    return [
        Finding(
            "error", "identity_damaged", f"{broken} rækker i identitetstabellen kan ikke læses; hent en sikkerhedskopi."
        )
    ]


def _file(root: Path, delivery_id: str, file: StoredFile, key: DataKey) -> list[Finding]:
    path = root / DELIVERIES / delivery_id / file.name
    if not path.is_file():
        return [Finding("error", "file_missing", f"Filen {path} mangler; hent den fra sikkerhedskopi.", delivery_id)]
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        return [
            Finding(
                "error",
                "file_changed",
                f"Filen {path} er ændret, siden den blev gemt; hent en sikkerhedskopi.",
                delivery_id,
            )
        ]
    try:
        if path.suffix == ".bin":
            key.open(content, about(delivery_id, path.stem))
        elif file.rows is not None:
            rows = pl.scan_parquet(path).select(pl.len()).collect().item()
            if rows != file.rows:
                raise ValueError
    except (SealBroken, ValueError, pl.exceptions.PolarsError):
        return [
            Finding("error", "file_unreadable", f"Filen {path} kan ikke læses; hent en sikkerhedskopi.", delivery_id)
        ]
    return []


def _strangers(root: Path, known: set[str], last_seq: int) -> list[Finding]:
    """Folders that no delivery owns. What an interrupted import left is harmless and is swept by the next one."""
    found = []
    leftovers = list((root / STAGING).glob("*"))
    for folder in sorted((root / DELIVERIES).glob("*")):
        if folder.name in known:
            continue
        if folder.name == delivery_name(last_seq + 1):
            leftovers.append(folder)
            continue
        found.append(
            Finding(
                "error",
                "unregistered",
                f"Mappen {folder} står ikke i registret; registret er ældre end filerne, hent begge fra samme sikkerhedskopi.",
            )
        )
    if leftovers:
        found.append(
            Finding(
                "note",
                "leftovers",
                "En indlæsning blev afbrudt; resterne fjernes ved næste indlæsning og tæller ikke med.",
            )
        )
    return found
