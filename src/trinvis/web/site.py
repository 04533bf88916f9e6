"""What one running server holds: the open municipality, the clock, and what is derived from the workspace's key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FOLDER = "web"
"""The folder in the workspace with users, sessions and jobs."""


@dataclass(frozen=True)
class Site:
    """``open_again`` gives the same municipality with its own connections, for work in another thread."""

    kommune: Municipality
    folder: Path
    clock: Callable[[], datetime]
    open_again: Callable[[], Municipality]

    def today(self) -> date:
        """This day in Denmark."""
        return self.clock().astimezone(COPENHAGEN).date()


_SITES: list[Site] = []


def open_site(site: Site) -> None:
    """Let the pages show this municipality; a server has one."""
    _SITES[:] = [site]


def the_site() -> Site:
    """The municipality that is served; raises ``RuntimeError`` when none was opened."""
    if not _SITES:
        raise RuntimeError("no site is open: call open_site first")
    return _SITES[0]
