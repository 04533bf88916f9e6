"""What an answer of Statistikbanken may be in place of data, in one Danish line each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trinvis.intake.result import Unreadable

LIMIT = "REQUEST-LIMIT"
"""Too many cells for a format that does not stream (a million)."""

_HEAD_BYTES = 20_000

_REMEDIES: Mapping[str, str] = {
    LIMIT: "hent tabellen som BULK, eller hent færre år ad gangen",
    "EXTRACT-NOTFOUND": "kontrollér tabellens navn og de værdier, der er valgt",
    "REQUEST-MISSING": "vælg værdier for alle variable, og hent igen",
}


def refusal(code: str, message: str) -> Unreadable:
    """The error that Danmarks Statistik answered with: its own code and words, and what to do."""
    said = " ".join(message.split())[:200].rstrip(".")
    what = f"{code}: {said}" if said else code
    remedy = _REMEDIES.get(code, "vent lidt, og hent tabellen igen")
    return Unreadable(f"Danmarks Statistik svarede med en fejl i stedet for tal ({what}): {remedy}.")


def error_in(content: bytes) -> tuple[str, str] | None:
    """Code and words of an answer that is an error; None when it is none."""
    if not content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") or len(content) > 100_000:
        return None
    try:
        told: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict) and isinstance(told.get("errorTypeCode"), str):
        return told["errorTypeCode"], str(told.get("message", ""))
    return None


def refuse_what_is_no_answer(content: bytes) -> None:
    """Raises ``Unreadable`` for an error, a web page or an empty file in place of data."""
    from trinvis.intake.foreign import ZIP, foreign

    no = foreign(content[:_HEAD_BYTES])
    if no is not None:
        raise Unreadable(no)
    if content.startswith(ZIP):
        raise Unreadable(
            "Filen er et regneark eller et arkiv: hent tabellen fra Statistikbanken som CSV, BULK eller JSON-stat."
        )
    found = error_in(content)
    if found is not None:
        raise refusal(*found)
    head = content[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise Unreadable(
            "Filen er en webside og ikke tal: hent tabellen fra Statistikbanken som CSV, BULK eller JSON-stat."
        )
