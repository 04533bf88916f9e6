"""The address of a figure: which calculation, of which day, which column, which filter.

``follow-up/2026/2026-09-30/forecast_oere?area=plejefamilier`` is the forecast of one area. The same text stands in JSON,
in the workbook and behind a figure on the screen; ``trinvis explain`` opens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote

QUESTIONS = (
    "follow-up", "commitments", "changes", "full-year", "staircase", "why", "reconciliation", "forecast", "years-ahead",
    "activity", "step-money", "key-figures", "benchmark", "investment",
    "investment-own", "capacity", "capacity-houses",
)  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1990, 2200


class BadAddress(ValueError):
    """The text is no address; the message is Danish."""


@dataclass(frozen=True)
class Address:
    """A parsed address.

    ``question`` is one of ``QUESTIONS``; ``basis`` is a day (``2026-09-30``), an approval (``godkendt-3``) or, for
    changes, two of them joined by ``..``; ``figure`` is a column; ``where`` selects lines by equality (an empty text
    means *no value*).
    """

    question: str
    year: int
    basis: str
    figure: str
    where: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        path = f"{self.question}/{self.year}/{self.basis}/{self.figure}"
        if not self.where:
            return path
        pairs = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(self.where.items()))
        return f"{path}?{pairs}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that ``text`` writes; ``BadAddress`` when it is none."""
        path, _, query = text.strip().partition("?")
        parts = [unquote(part) for part in path.split("/")]
        if len(parts) != 4 or parts[0] not in QUESTIONS or not _is_year(parts[1]):
            raise BadAddress(
                f"Adressen '{text}' kan ikke læses: den skal se ud som follow-up/2026/2026-09-30/forecast_oere?area=…"
            )
        return cls(parts[0], int(parts[1]), parts[2], parts[3], dict(parse_qsl(query, keep_blank_values=True)))


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
