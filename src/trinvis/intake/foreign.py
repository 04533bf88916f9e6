"""Files that are neither text nor workbook, told by their first bytes or by what is packed in them."""

from __future__ import annotations

from collections.abc import Collection

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How a package begins, also an empty one: a workbook is one."""
_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_SEALED = (b"-----BEGIN PGP", b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"Salted__", b"\x85\x01\x0c", b"\x85\x02\x0c")


def foreign(content: bytes) -> str | None:
    """Why ``content`` is no import file at all, in one Danish sentence with what to do; None when it may be one."""
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        return "Filen er tom: hent udtrækket igen, og se efter, at det er færdigt, før du henter det ind."
    if content.startswith(_OLE):
        return "Filen er et ældre Excel-format eller har adgangskode: gem den som .xlsx uden adgangskode, og indlæs den igen."
    if content.startswith(_SEALED):
        return "Filen er krypteret: åbn den med det program, den er krypteret i, og hent den åbne fil ind."
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP" or _is_bitmap(content):
        return "Filen er et billede: hent udtrækket som .xlsx eller .csv i stedet."
    if content.startswith(b"%PDF"):
        return "Filen er en pdf: hent udtrækket som .xlsx eller .csv i stedet."
    if content.startswith(_PACKED) or (content.startswith(b"BZh") and content[4:10] == b"1AY&SY"):
        return "Filen er pakket: pak den ud, og hent de udpakkede filer ind."
    return None


def _is_bitmap(content: bytes) -> bool:
    """*BM* alone may begin a heading; four bytes of zero after the size do not stand in a text."""
    return content.startswith(b"BM") and content[6:10] == b"\x00\x00\x00\x00"


def foreign_package(names: Collection[str], *, locked: bool) -> str | None:
    """Why a package with these members is no workbook that can be read; None when it is one. ``locked``: it asks for a password.

    The binary workbook and OpenDocument are refused: how they keep a number cannot be seen, and 1,234 would be read as 1.234.
    """
    if "xl/workbook.bin" in names:
        return "Filen er en binær Excel-projektmappe (.xlsb): gem den som .xlsx, og hent den ind."
    if any(name.startswith("xl/") for name in names):
        return None
    if locked:
        return "Filen er et zip-arkiv med adgangskode: pak det ud, og hent de udpakkede filer ind."
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "Filen er et dokument, ikke et regneark: hent udtrækket som .xlsx eller .csv i stedet."
    if "mimetype" in names and "content.xml" in names:
        return "Filen er et OpenDocument-regneark: gem det som .xlsx eller .csv, og hent det ind."
    return "Filen er et zip-arkiv: pak det ud, og hent de udpakkede filer ind."
