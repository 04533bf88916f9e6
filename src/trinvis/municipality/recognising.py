"""Which source a file is from, and what users have taught about the source's headings and words (journal kind *form*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trinvis.intake import SOURCES, Unreadable, detect
from trinvis.intake.grid import grids
from trinvis.intake.header import find_header
from trinvis.journal.errors import LostUpdate

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.house import House

ZIP, ZIP_EMPTY = b"PK\x03\x04", b"PK\x05\x06"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_SEALED = (b"-----BEGIN PGP", b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"Salted__", b"\x85\x01\x0c", b"\x85\x02\x0c")


def refused(content: bytes) -> str | None:
    """Why a file is no import file at all, in one Danish sentence with what to do; None when it may be one."""
    head = content[:16]
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        return "Filen er tom: hent udtrækket igen, og se efter, at det er færdigt, før du henter det ind."
    if head.startswith(_SEALED):
        return "Filen er krypteret: åbn den med det program, den er krypteret i, og hent den åbne fil ind."
    if head.startswith(_PICTURES) or content[8:12] == b"WEBP":
        return "Filen er et billede: hent udtrækket som .xlsx eller .csv i stedet."
    if head.startswith(b"%PDF"):
        return "Filen er en pdf: hent udtrækket som .xlsx eller .csv i stedet."
    if head.startswith(_PACKED):
        return "Filen er pakket: pak den ud, og hent de udpakkede filer ind."
    if head.startswith((ZIP, ZIP_EMPTY)):
        return _refused_zip(content)
    return None


def _refused_zip(content: bytes) -> str | None:
    import io
    import zipfile

    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        names, locked = package.namelist(), any(entry.flag_bits & 1 for entry in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, IndexError, UnicodeError):
        return None  # the reading says that it is damaged
    if any(name.startswith("xl/") for name in names):
        return None
    if locked:
        return "Filen er et zip-arkiv med adgangskode: pak det ud, og hent de udpakkede filer ind."
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "Filen er et dokument, ikke et regneark: hent udtrækket som .xlsx eller .csv i stedet."
    if "mimetype" in names and "content.xml" in names:
        return "Filen er et OpenDocument-regneark: gem det som .xlsx eller .csv, og hent det ind."
    return "Filen er et zip-arkiv: pak det ud, og hent de udpakkede filer ind."


def recognised(content: bytes, forms: Sequence[Entry]) -> str | None:
    """The source that the file fits, also by headings that users have taught; None when it fits none."""
    found = detect(content, "")
    if found is not None:
        return found
    told = {entry.key: dict(entry.values.get("headers") or {}) for entry in forms if entry.key in SOURCES}
    try:
        candidates = list(grids(content)) if any(told.values()) else []
    except Unreadable:
        return None
    best: tuple[int, str] | None = None
    for source, headers in told.items():
        profile = SOURCES[source]
        for grid in candidates if headers else ():
            header = find_header(grid, profile, headers)
            if header is None or not all(any(n in header.columns for n in group) for group in profile.needs):
                continue
            if best is None or header.score > best[0]:
                best = (header.score, source)
    return best[1] if best else None


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
