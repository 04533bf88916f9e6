"""What is said about a table: one finding, the cells it is about, the arithmetic in a sentence, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.capacity.table_checker.description import Kind

Sure = Literal["certain", "likely", "look"]
"""``certain``: it cannot be so, whatever was rounded. ``likely``: it would take a coincidence, or rests on what the table's words seem to mean. ``look``: unusual."""

SURE = {"certain": "sikkert", "likely": "sandsynligt", "look": "se efter"}
"""How sure, as users see it."""

KINDS: dict[Kind, str] = {
    "sum": "Summen passer ikke",
    "growth": "Udviklingen passer ikke",
    "national": "Gennemsnittet passer ikke med delene",
    "labels": "Navnene står ved de forkerte tal",
    "quartiles": "Umulige kvartiler",
    "interval": "Intervallet passer ikke",
    "share": "Andelen passer ikke",
    "rate": "Antal pr. enhed passer ikke",
    "flow": "Del og helhed passer ikke",
    "index": "Indekset passer ikke",
    "unit": "Enheden passer ikke",
    "period": "Perioden passer ikke",
    "claim": "Teksten eller en anden tabel siger noget andet",
    "repeated": "Tallene står der to gange",
    "overlap": "Grupper, der overlapper, passer ikke sammen",
    "form": "Cellen kan ikke læses",
}
"""Every kind of fault with its Danish heading."""


@dataclass(frozen=True)
class Place:
    """A cell, counted from 0 among the table's rows and columns of figures. ``column`` (``row``) is None for a whole row (column)."""

    row: int | None
    column: int | None
    row_name: str = ""
    column_name: str = ""
    text: str = ""
    line: int | None = None

    @property
    def name(self) -> str:
        """Where it is, in words: ``I alt, 2009``."""
        return ", ".join(part for part in (self.row_name, self.column_name) if part)


@dataclass(frozen=True)
class Finding:
    """``kind`` is the sort of fault, ``code`` the narrower one (``growth-base``). ``cells`` are all that the arithmetic is about,
    ``suspect`` those that most probably are wrong (empty where nothing points at one before the others); ``message`` is Danish.
    """

    kind: Kind
    code: str
    sure: Sure
    message: str
    cells: tuple[Place, ...] = ()
    suspect: tuple[Place, ...] = ()

    def __str__(self) -> str:
        return f"{KINDS[self.kind]} ({SURE[self.sure]}): {self.message}"
