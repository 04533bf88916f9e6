"""Opening a file: which sheet or delimiter, which header row, and which profile it fits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trinvis.intake.grid import grids, whole
from trinvis.intake.header import Header, find_header, require
from trinvis.intake.profile import Profile
from trinvis.intake.profiles import SOURCES
from trinvis.intake.result import ReadOptions, Unreadable


def detect(content: bytes, told: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> str | None:
    """The profile whose headings the file fits best; None when it fits none or cannot be opened. ``told``: source → heading →
    field, for the headings that users have taught.
    """
    for profile in SOURCES.values():
        if profile.recognises is not None and profile.recognises(content):
            return profile.name
    try:
        candidates = list(grids(content))
    except Unreadable:
        return None
    best: tuple[float, str] | None = None
    for profile in SOURCES.values():
        if profile.reads is not None:
            continue
        for grid in candidates:
            header = find_header(grid, profile, told.get(profile.name, {}))
            if header is None or header.lacking(profile):
                continue
            score = header.score - 0.6 * len(header.unknown)
            if best is None or score > best[0]:
                best = (score, profile.name)
    return best[1] if best else None


def told_headings(
    remembered: Mapping[str, Mapping[str, object]], options: ReadOptions, profile: Profile
) -> dict[str, str]:
    """Heading → field as told before and now. Raises ``Unreadable`` when the user names a column that does not exist."""
    known = {field.name for field in profile.fields}
    for name in options.headers.values():
        if name not in known:
            raise Unreadable(f"Kolonnen '{name}' findes ikke i {profile.label}: vælg en af {', '.join(sorted(known))}.")
    earlier = {str(text): str(name) for text, name in remembered.get("headers", {}).items()}
    return earlier | dict(options.headers)


def _complete(header: Header, profile: Profile) -> bool:
    """Whether every group of fields that the file must have is there, and at least a row below."""
    return not header.lacking(profile) and header.body.height > 0


def open_header(content: bytes, profile: Profile, told: Mapping[str, str], options: ReadOptions) -> Header:
    """The best header of the file's sheets or delimiters. Several sheets with a table are the user's to choose between."""
    headers: list[Header] = []
    for grid in grids(content, options.sheet):
        header = find_header(grid, profile, told)
        if header is not None:
            headers.append(header)
            if _complete(header, profile) and not grid.spreadsheet and header.score >= grid.fields_left:
                break  # no line has more fields by another delimiter
    complete = [header for header in headers if _complete(header, profile)]
    if len(complete) > 1 and complete[0].grid.spreadsheet:
        names = ", ".join(f"'{header.grid.name}'" for header in complete)
        raise Unreadable(
            f"Regnearket har flere ark med tabeller ({names}): indlæs et ad gangen med --sheet, "
            "og giv hvert ark sit eget --scope, hvis de er hver sit område."
        )
    ranked = sorted(complete or headers, key=lambda header: -header.score)
    best = require(ranked[0] if ranked else None, profile)
    entire = whole(content, best.grid)
    return best if entire is best.grid else require(find_header(entire, profile, told), profile)
