"""What a job works on and what came of it: sealed with the workspace's key, in the web folder."""

from __future__ import annotations

import os
from pathlib import Path

from trinvis.web.site import FOLDER, the_site

PLACE = "jobs"


def keep(token: str, what: str, content: bytes) -> None:
    """Seal ``content`` as the job's ``what`` (``input`` or ``result``)."""
    path = _path(token, what)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = path.with_suffix(".new")
    with unfinished.open("wb") as file:
        file.write(the_site().kommune.sealed(content, f"job/{token}/{what}"))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def kept(token: str, what: str) -> bytes | None:
    """What was kept; None when nothing was, or it is gone."""
    path = _path(token, what)
    if not path.exists():
        return None
    return the_site().kommune.unsealed(path.read_bytes(), f"job/{token}/{what}")


def forget(token: str, what: str) -> None:
    """Remove it."""
    _path(token, what).unlink(missing_ok=True)


def _path(token: str, what: str) -> Path:
    if not token.isalnum():
        raise ValueError("a token is letters and digits")
    return the_site().folder / FOLDER / PLACE / f"{token}.{what}"
