"""Names of children and providers, decrypted once per process and number: a search reads them all."""

from __future__ import annotations

from threading import Lock

from trinvis.web.site import the_site

_KEPT: dict[tuple[int, str], dict[int, str]] = {}
_LOCK = Lock()


def names(kind: str, numbers: list[int]) -> dict[int, str]:
    """Number → name as typed; for those with the right to see persons alone. A new delivery may bring other names."""
    kommune = the_site().kommune
    with _LOCK:
        at = (len(kommune.deliveries()), kind)
        if at not in _KEPT:
            for old in [key for key in _KEPT if key[1] == kind]:
                del _KEPT[old]
            _KEPT[at] = {}
        known = _KEPT[at]
        missing = [number for number in numbers if number not in known]
        if missing:
            known.update(kommune.names(kind, missing))
    return {number: known[number] for number in numbers if number in known}
