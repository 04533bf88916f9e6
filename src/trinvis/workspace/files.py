"""The files of a delivery on their way to disk: written aside, synced, moved into place in one step.

staging/<id>/…  →  deliveries/<id>/postings.parquet   facts, in clear, numbers only
                                  /findings.parquet   what the checks found, in clear, without words
                                  /findings.bin       the same with words, sealed
                                  /texts.bin          names and free text, sealed
                                  /rejected.bin       rows that were not accepted, as they stood, sealed
                                  /original.bin       the file as it was received, sealed
                                  /identity.parquet   which grant each row is, and why
                                  /known_grants.parquet  every grant known after this delivery
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.workspace.errors import Damaged
from trinvis.workspace.register import StoredFile
from trinvis.workspace.sealing import DataKey, SealBroken

if TYPE_CHECKING:
    import polars as pl

DELIVERIES = "deliveries"
STAGING = "staging"

Step = Callable[[str], None]
"""Called after each step of an import with its name, so that tests can stop the world there."""


class Staging:
    """The folder in which one delivery is put together before it counts."""

    def __init__(self, root: Path, delivery_id: str, key: DataKey, step: Step) -> None:
        self.root, self.delivery_id, self.key, self.step = root, delivery_id, key, step
        self.folder = root / STAGING / delivery_id
        self.folder.mkdir(parents=True)
        self.files: list[StoredFile] = []

    def table(self, name: str, frame: pl.DataFrame, *, fact: bool = False) -> None:
        """Write ``name``.parquet in clear; ``fact`` when it is a fact table that calculations read."""
        self._write(f"{name}.parquet", parquet(frame), frame.height if fact else None)

    def sealed(self, name: str, content: bytes) -> None:
        """Write ``name``.bin, sealed with the delivery's key."""
        self._write(f"{name}.bin", self.key.seal(content, about(self.delivery_id, name)), None)

    def _write(self, name: str, content: bytes, rows: int | None) -> None:
        (self.folder / name).write_bytes(content)
        self.files.append(StoredFile(name, hashlib.sha256(content).hexdigest(), len(content), rows))
        self.step(f"written {name}")

    def move_into_place(self) -> None:
        """Make the files safe and give the folder its final name. It counts only once the register says so."""
        for file in self.files:
            sync(self.folder / file.name)
        sync(self.folder)
        target = self.root / DELIVERIES / self.delivery_id
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            raise Damaged(f"Mappen {target} står ikke i registret og")
        self.folder.rename(target)
        sync(target.parent)
        self.step("moved")


def parquet(frame: pl.DataFrame) -> bytes:
    """``frame`` as a Parquet file."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=1)
    return buffer.getvalue()


def from_parquet(content: bytes) -> pl.DataFrame:
    """The frame of a Parquet file."""
    import polars as pl

    return pl.read_parquet(io.BytesIO(content))


def about(delivery_id: str, name: str) -> str:
    """What a sealed file is bound to."""
    return f"delivery:{delivery_id}/{name}"


def open_sealed(root: Path, delivery_id: str, name: str, key: DataKey) -> bytes | None:
    """The content of ``name``.bin; ``None`` when the delivery has none; raises ``Damaged``."""
    path = root / DELIVERIES / delivery_id / f"{name}.bin"
    try:
        return key.open(path.read_bytes(), about(delivery_id, name))
    except FileNotFoundError:
        return None
    except SealBroken:
        raise Damaged(f"Filen {path}") from None


def sweep(root: Path, last_seq: int) -> None:
    """Remove what an interrupted import left behind: everything staged, and the folder that was next to be registered.

    Folders further on mean that the register is older than the files (half a backup was restored): then nothing is touched
    and ``Damaged`` is raised, for the next import would overwrite them.
    """
    following = delivery_name(last_seq + 1)
    for folder in (root / DELIVERIES).glob("*"):
        if folder.name.isdigit() and folder.name > following:
            raise Damaged(f"Registret er ældre end leveringen i {folder} og")
    for leftover in (root / STAGING).glob("*"):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.rmtree(root / DELIVERIES / following, ignore_errors=True)


def delivery_name(seq: int) -> str:
    """The id of the delivery that was registered as number ``seq``."""
    return f"{seq:06d}"


def sync(path: Path) -> None:
    """Make a file's content, or the names in a folder, safe against a power failure."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
