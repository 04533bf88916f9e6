"""Encryption: data keys that seal bytes, and the master key that only wraps data keys.

Everything is AES-256-GCM with a random nonce and is bound by ``about`` to what it is and where it belongs, so that a sealed
piece cannot be moved to another place unnoticed. The master key encrypts no data itself: changing it is changing the wraps.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE = 12
_CHUNK = 1 << 30  # AES-GCM takes less than 2 GiB at a time
_MAGIC = b"TVS1"


class SealBroken(Exception):
    """The bytes were not sealed with this key for this purpose, or have been changed since."""


@dataclass(frozen=True)
class DataKey:
    """A key of 32 random bytes that seals, opens and marks."""

    secret: bytes = field(repr=False)

    @staticmethod
    def new() -> DataKey:
        """A fresh key from the system's random source."""
        return DataKey(os.urandom(KEY_BYTES))

    def seal(self, plain: bytes, about: str) -> bytes:
        """``plain`` encrypted; ``about`` must be given again to open it."""
        cipher = AESGCM(self.secret)
        chunks = [plain] if len(plain) <= _CHUNK else [plain[i : i + _CHUNK] for i in range(0, len(plain), _CHUNK)]
        parts = [_MAGIC, struct.pack(">I", len(chunks))]
        for number, chunk in enumerate(chunks):
            nonce = os.urandom(_NONCE)
            sealed = cipher.encrypt(nonce, chunk, _bound(about, number, len(chunks)))
            parts += [struct.pack(">Q", len(sealed)), nonce, sealed]
        return b"".join(parts)

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed; raises ``SealBroken`` when key, purpose or bytes are not the same."""
        if sealed[:4] != _MAGIC or len(sealed) < 8:
            raise SealBroken
        cipher = AESGCM(self.secret)
        count = struct.unpack(">I", sealed[4:8])[0]
        at, parts = 8, []
        try:
            for number in range(count):
                length = struct.unpack(">Q", sealed[at : at + 8])[0]
                nonce = sealed[at + 8 : at + 8 + _NONCE]
                at += 8 + _NONCE
                parts.append(cipher.decrypt(nonce, sealed[at : at + length], _bound(about, number, count)))
                at += length
        except (InvalidTag, ValueError, struct.error) as broken:
            raise SealBroken from broken
        if at != len(sealed):
            raise SealBroken
        return b"".join(parts)

    def mark(self, text: str, size: int = 16) -> bytes:
        """A keyed hash (BLAKE2b) of ``text``, ``size`` bytes: equal texts give equal marks, and only the key can tell which."""
        return hashlib.blake2b(text.encode(), key=self.secret, digest_size=size).digest()


def _bound(about: str, number: int, count: int) -> bytes:
    return f"{about}|{number}/{count}".encode()


def _derived(master: bytes, purpose: str) -> bytes:
    return hmac.digest(master, f"trinvis/{purpose}".encode(), "sha256")


@dataclass(frozen=True)
class MasterKey:
    """The key that lies outside the workspace. It wraps data keys and proves itself by a check value."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a master key has {KEY_BYTES} bytes")

    def wrap(self, key: DataKey, name: str) -> bytes:
        """``key`` sealed under this master key for the use ``name``."""
        return DataKey(_derived(self.secret, "wrap")).seal(key.secret, f"wrap:{name}")

    def unwrap(self, wrapped: bytes, name: str) -> DataKey:
        """The data key again; ``SealBroken`` with the wrong master key."""
        return DataKey(DataKey(_derived(self.secret, "wrap")).open(wrapped, f"wrap:{name}"))

    def check_value(self, workspace_id: str) -> bytes:
        """What the register keeps to know its key by; it tells nothing about the key."""
        return hmac.digest(_derived(self.secret, "check"), workspace_id.encode(), "sha256")
