"""How many wrong passwords a name may have before it must wait."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from threading import Lock

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
NAMES = 10_000


class Throttle:
    """Wrong attempts per name in the last fifteen minutes, in this process."""

    def __init__(self) -> None:
        self._failed: defaultdict[str, list[datetime]] = defaultdict(list)
        self._lock = Lock()

    def failed(self, name: str, now: datetime) -> None:
        """A wrong password."""
        with self._lock:
            if len(self._failed) > NAMES:
                self._failed.clear()
            self._failed[name.casefold()].append(now)

    def wait_minutes(self, name: str, now: datetime) -> int:
        """Minutes until the name may try again; 0 when it may."""
        with self._lock:
            recent = [at for at in self._failed.get(name.casefold(), ()) if now - at < WINDOW]
            if len(recent) < ATTEMPTS:
                return 0
            left = recent[-ATTEMPTS] + WINDOW - now
            return max(1, -(-int(left.total_seconds()) // 60))

    def forget(self, name: str) -> None:
        """The right password came."""
        with self._lock:
            self._failed.pop(name.casefold(), None)
