"""What users type in: append-only, sealed, with who, when, known from and effective from."""

from __future__ import annotations

from trinvis.journal.book import Journal
from trinvis.journal.entry import Cipher, Entry
from trinvis.journal.errors import InvalidEntry, JournalError, LostUpdate
from trinvis.journal.fields import Field
from trinvis.journal.kinds import KINDS, Kind, kind_of
from trinvis.journal.typed import from_text

__all__ = [
    "KINDS",
    "Cipher",
    "Entry",
    "Field",
    "InvalidEntry",
    "Journal",
    "JournalError",
    "Kind",
    "LostUpdate",
    "from_text",
    "kind_of",
]
