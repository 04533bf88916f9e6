"""Which source a file is from, and what users have taught about the source's headings and words (journal kind *form*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trinvis.intake import SOURCES, detect
from trinvis.journal.errors import LostUpdate

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.house import House


def recognised(content: bytes, forms: Sequence[Entry]) -> str | None:
    """The source that the file fits, also by headings that users have taught; None when it fits none."""
    told = {entry.key: dict(entry.values.get("headers") or {}) for entry in forms if entry.key in SOURCES}
    return detect(content) or (detect(content, told) if any(told.values()) else None)


def taught(
    remembered: Mapping[str, Mapping[str, Any]], forms: Sequence[Entry], source: str
) -> dict[str, dict[str, Any]]:
    """What is remembered of the source: what its deliveries taught, and on top what users have written in the journal."""
    out = {what: dict(told) for what, told in remembered.items()}
    for entry in forms:
        if entry.key != source:
            continue
        for what in ("headers", "forms"):
            out.setdefault(what, {}).update(entry.values.get(what) or {})
        for column, texts in (entry.values.get("values") or {}).items():
            values = out.setdefault("values", {})
            values[column] = {**(values.get(column) or {}), **texts}
    return out


def remember(
    house: House,
    source: str,
    headers: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
    *,
    by: str,
) -> None:
    """Write in the journal what a user said of the source's headings and words; nothing is written when it stands there already."""
    while True:
        version = house.journal.version("form", source)
        kept: dict[str, Any] = next(
            (dict(entry.values) for entry in house.journal.entries("form") if entry.key == source), {}
        )
        known = {column: dict(texts) for column, texts in (kept.get("values") or {}).items()}
        for column, texts in values.items():
            known[column] = {**known.get(column, {}), **texts}
        fresh = {
            **kept,
            "source": source,
            "headers": {**(kept.get("headers") or {}), **headers},
            "values": {column: texts for column, texts in known.items() if texts},
        }
        if fresh == {"source": source, "headers": {}, "values": {}, **kept}:
            return
        try:
            house.journal.append(
                "form",
                source,
                fresh,
                by=by,
                recorded_at=house.instant(),
                known_from=house.today(),
                expected_version=version,
            )
        except LostUpdate:
            continue
        return
