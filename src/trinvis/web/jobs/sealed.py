"""What a job works on and what came of it: sealed with the workspace's key, in the web folder."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from trinvis.web.site import FOLDER, the_site

PLACE = "jobs"


def keep(token: str, what: str, content: bytes) -> None:
    """Seal ``content`` as the ``what`` (``input``, ``result``, ``file``, ``said``) of a job or an upload; whole or not at all."""
    path = _path(token, what)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with unfinished.open("wb") as file:
        file.write(the_site().kommune.sealed(content, f"job/{token}/{what}"))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def kept(token: str, what: str) -> bytes | None:
    """What was kept; None when nothing was, or it is gone."""
    try:
        content = _path(token, what).read_bytes()
    except FileNotFoundError:
        return None
    return the_site().kommune.unsealed(content, f"job/{token}/{what}")


def forget(token: str, what: str) -> None:
    """Remove it."""
    _path(token, what).unlink(missing_ok=True)


def forget_older(than: datetime) -> None:
    """Remove what has lain since before ``than``, also what was never finished."""
    folder = the_site().folder / FOLDER / PLACE
    for path in folder.iterdir() if folder.exists() else ():
        if path.suffix != ".lock" and path.stat().st_mtime < than.timestamp():
            path.unlink(missing_ok=True)


def place() -> Path:
    """The folder of what is sealed."""
    folder = the_site().folder / FOLDER / PLACE
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _path(token: str, what: str) -> Path:
    if not token.isascii() or not token.isalnum():
        raise ValueError("a token is letters and digits")
    return the_site().folder / FOLDER / PLACE / f"{token}.{what}"
