"""Bytes of a text file → UTF-8 bytes, whatever Danish system wrote them."""

from __future__ import annotations

import codecs

from trinvis.intake.result import Unreadable


def to_utf8(content: bytes) -> bytes:
    """``content`` as UTF-8 without a byte order mark and with ``\\n`` between lines.

    Read as UTF-8 where that is valid, as UTF-16 where it is marked so, else as cp1252. A file that mixes the two (rows
    pasted from different systems) is decoded line by line. Raises ``Unreadable`` when the bytes are no text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _newlines(content.decode("utf-16", errors="replace").encode("utf-8"))
    content = content.removeprefix(codecs.BOM_UTF8)
    if _is_binary(content):
        raise Unreadable("Filen er hverken tekst eller regneark: gem den som .xlsx eller .csv, og indlæs den igen.")
    if content.isascii():
        return _newlines(content)
    try:
        codecs.utf_8_decode(content, "strict", True)
    except UnicodeDecodeError:
        return _newlines(_by_line(content))
    return _newlines(content)


def _by_line(content: bytes) -> bytes:
    whole = content.decode("cp1252", errors="replace")
    if "Ã" not in whole and "Â" not in whole:
        return whole.encode("utf-8")
    return b"\n".join(_line(line) for line in content.split(b"\n"))


def _line(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").encode("utf-8")
    return line


def _newlines(content: bytes) -> bytes:
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
        if b"\n" not in content:
            content = content.replace(b"\r", b"\n")
    return content


def _is_binary(content: bytes) -> bool:
    head = content[:4096]
    controls = sum(byte < 32 and byte not in (9, 10, 11, 12, 13) for byte in head)
    return controls > max(8, len(head) // 20)
