"""What was computed a moment ago, before any right or suppression is applied. In memory, with a limit, never on disk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, cast

T = TypeVar("T")

LIMIT_BYTES = 512 * 1024 * 1024


class Cache:
    """Results by key, least recently used out first when their estimated size passes ``limit_bytes``.

    The key must name everything that the result depends on; then an entry can never be wrong, only forgotten.
    """

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self._size = 0
        self._lock = RLock()

    def get(self, key: str, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """The result under ``key``; made by ``make`` and kept when it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key][0])
        made = make()
        weight = size(made)
        if weight > self._limit:
            return made
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (made, weight)
                self._size += weight
            while self._size > self._limit:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed
        return made

    @property
    def keeps_nothing(self) -> bool:
        """Whether everything is to be computed anew each time."""
        return self._limit == 0

    def empty(self) -> None:
        """Forget everything: after a withdrawal or an erasure."""
        with self._lock:
            self._kept.clear()
            self._size = 0
