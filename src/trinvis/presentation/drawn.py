"""What pages show that is no table: an amount in a sentence, and a picture with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.reports.table import ReportTable


@dataclass(frozen=True)
class Said:
    """An amount in a sentence: ``text`` (the figure), what it is, and the address that opens it."""

    text: str
    words: str
    address: str


@dataclass(frozen=True)
class Drawn:
    """A picture: what it shows with its unit, one SVG for wide pages, one for narrow ones (the same where empty), its figures."""

    title: str
    svg: str
    narrow_svg: str
    table: ReportTable
