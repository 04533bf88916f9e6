"""Where the master key lies: outside the workspace, in a file or in the caller's hands."""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trinvis.workspace.errors import MissingKey, WorkspaceError
from trinvis.workspace.sealing import KEY_BYTES


class KeyStore(Protocol):
    """What holds the master key."""

    def read(self) -> bytes:
        """The key, 32 bytes; raises ``MissingKey`` when there is none."""
        ...


def new_key() -> bytes:
    """A new random master key."""
    return os.urandom(KEY_BYTES)


def key_text(key: bytes) -> str:
    """The key as one line of text, as it stands in a key file or an environment variable."""
    return base64.urlsafe_b64encode(key).decode()


def parse_key(text: str, where: str) -> bytes:
    """The key from its line of text; raises ``WorkspaceError`` that names ``where`` when it is no key."""
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise WorkspaceError(f"Indholdet af {where} er ikke en Trinvis-nøgle; den er én linje med 44 tegn.")
    return key


@dataclass(frozen=True)
class KeyFile:
    """A key file with one line of text, readable by its owner only.

    While the key is changed the new one lies beside the old one (``.new``) until the workspace has taken it, so that no
    crash can leave a workspace whose key nobody has.
    """

    path: Path

    @property
    def pending(self) -> KeyFile:
        """The new key of a change that is under way."""
        return KeyFile(self.path.with_name(self.path.name + ".new"))

    def read(self) -> bytes:
        """The key; raises ``MissingKey`` when the file is not there."""
        try:
            text = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            raise MissingKey(self.path) from None
        except OSError as error:
            raise WorkspaceError(f"Nøglefilen {self.path} kan ikke læses: {error.strerror}.") from error
        return parse_key(text, f"nøglefilen {self.path}")

    def create(self, key: bytes | None = None) -> bytes:
        """Write a new key (or ``key``); a key file that exists is never overwritten: ``WorkspaceError``."""
        key = new_key() if key is None else key
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise WorkspaceError(f"Nøglefilen {self.path} findes allerede og overskrives ikke.") from None
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key_text(key) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return key

    def prepare(self) -> bytes:
        """Lay a new key ready beside the present one and return it; one left by an interrupted change is used again."""
        return self.pending.read() if self.pending.path.exists() else self.pending.create()

    def confirm(self) -> None:
        """Let the key that lies ready take the present one's place."""
        self.pending.path.replace(self.path)
        handle = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
