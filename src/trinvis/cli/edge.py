"""What only the edge may ask: the clock, the environment, the user's name and where the key lies."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from datetime import UTC, date, datetime
from pathlib import Path

from trinvis.cli.wrong import Wrong

KEY_BYTES = 32


def now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day in Denmark."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def day(text: str | None, option: str) -> date | None:
    """A day as the user wrote it (``2026-09-30``, ``30.09.2026``, ``30-09-2026``); ``Wrong`` when it is none."""
    if text is None:
        return None
    forms = (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", r"(?P<d>\d{1,2})[.\-/](?P<m>\d{1,2})[.\-/](?P<y>\d{4})")
    for form in forms:
        found = re.fullmatch(form, text.strip())
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise Wrong(f"{option} {text} er ingen dato: skriv den som 2026-09-30 eller 30.09.2026.")


def month(text: str | None, option: str) -> int | None:
    """A month as the user wrote it (``2026-09``, ``09-2026``, ``202609``) as yyyymm; ``Wrong`` when it is none."""
    if text is None:
        return None
    for form in (r"(?P<y>\d{4})-?(?P<m>\d{2})", r"(?P<m>\d{1,2})[.\-/](?P<y>\d{4})"):
        found = re.fullmatch(form, text.strip())
        if found and 1 <= int(found["m"]) <= 12:
            return int(found["y"]) * 100 + int(found["m"])
    raise Wrong(f"{option} {text} er ingen måned: skriv den som 2026-09.")


def user() -> str:
    """Who is at the keyboard: kept beside what is typed in."""
    import getpass

    try:
        return os.environ.get("TRINVIS_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "ukendt bruger"


def parse_key(text: str, where: str) -> bytes:
    """A master key of 32 bytes written as hex or base64; ``Wrong`` says where it was read, never what it says."""
    written = "".join(text.split())
    if re.fullmatch(r"[0-9a-fA-F]{64}", written):
        return bytes.fromhex(written)
    try:
        made = base64.b64decode(written.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        made = b""
    if len(made) != KEY_BYTES:
        raise Wrong(f"Nøglen i {where} kan ikke læses: den skal være 32 byte skrevet i hex (64 tegn) eller base64.")
    return made


def key_folder() -> Path:
    """Where keys lie when the environment does not say otherwise."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "trinvis"


def key_path(workspace_id: str) -> Path:
    """The key file of a workspace: ``TRINVIS_KEY_FILE``, else ``~/.config/trinvis/<id>.key``."""
    named = os.environ.get("TRINVIS_KEY_FILE")
    return Path(named) if named else key_folder() / f"{workspace_id}.key"


def given_key() -> bytes | None:
    """The key that stands in the environment itself, if one does."""
    text = os.environ.get("TRINVIS_KEY")
    return parse_key(text, "TRINVIS_KEY") if text else None


def read_key(workspace_id: str) -> bytes:
    """The master key of a workspace; ``Wrong`` when there is none to read."""
    given = given_key()
    if given is not None:
        return given
    path = key_path(workspace_id)
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise Wrong(
            f"Nøglen til mappen mangler: {path} findes ikke; læg nøglefilen tilbage eller sæt TRINVIS_KEY_FILE."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise Wrong(f"Nøglefilen {path} kan ikke læses: se efter, at den er din, og at den er hel.") from None
    return parse_key(text, str(path))


def new_key() -> bytes:
    """A fresh random master key."""
    return secrets.token_bytes(KEY_BYTES)


def write_key(path: Path, key: bytes) -> None:
    """Write a key file that only its owner can read (mode 600); an existing file is never overwritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Wrong(
            f"Nøglefilen {path} findes i forvejen: flyt den, eller sæt TRINVIS_KEY_FILE til en ny fil."
        ) from None
    except OSError as error:
        raise Wrong(f"Nøglefilen {path} kan ikke skrives: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
