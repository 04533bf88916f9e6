"""What an application asks of a case, and what is filled in under a heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.reports.documents.paper import Grid

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated


@dataclass(frozen=True)
class Filled:
    """What stands under a heading besides its text."""

    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True)
class Asked:
    """The case and the alternative that is applied for."""

    made: Calculated
    alternative: str

    @property
    def first(self) -> str:
        """What it is compared with."""
        return self.made.run.alternatives[0]


def ended(text: str) -> str:
    """The text with one full stop, that of an abbreviation included."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."
