"""What only the edge may ask: the clock, the environment, the user's name and where the key lies."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.cli.wrong import Wrong
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.workspace import KeyStore

KEY_BYTES = 32


def now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day in Denmark."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def years(given: Mapping[str, int | None]) -> None:
    """Raises ``Wrong`` for the first option whose number is no year."""
    for option, year in given.items():
        if year is not None and not danish.FIRST_YEAR <= year <= danish.LAST_YEAR:
            raise Wrong(f"{option} {year} er ikke et år: skriv det med fire cifre, fx 2024.")


def day(text: str | None, option: str) -> date | None:
    """A day as the user wrote it (``2026-09-30``, ``30.09.2026``, ``30-09-2026``); ``Wrong`` when it is none."""
    if text is None:
        return None
    found = danish.day_from(text)
    if found is not None:
        return found
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


def months(text: str | None, option: str) -> tuple[int | None, int | None]:
    """``2026-01..2026-03`` or a single month as (first, last) yyyymm; (None, None) for nothing."""
    if text is None:
        return None, None
    first, _, last = text.partition("..")
    begin = month(first, option)
    end = month(last, option) if last else begin
    if begin is not None and end is not None and end < begin:
        raise Wrong(f"{option} {text} slutter, før den begynder: byt om på månederne.")
    return begin, end


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


def key_store(workspace_id: str) -> KeyStore | bytes:
    """Where a workspace's master key is: in the environment itself, or in its key file."""
    given = given_key()
    if given is not None:
        return given
    from trinvis.workspace import KeyFile

    return KeyFile(key_path(workspace_id))


def journal_address() -> str | None:
    """The PostgreSQL address of the journal, where several write at the same time; none keeps it in the folder."""
    return os.environ.get("TRINVIS_JOURNAL") or None
