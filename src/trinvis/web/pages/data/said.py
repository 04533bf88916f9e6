"""What the user says of a file on its way in: kept sealed beside it, and handed to the hall as it is asked for."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from datetime import date

from trinvis.intake import ReadOptions
from trinvis.municipality.receiving import Incoming
from trinvis.web.jobs import sealed

DAYS = ("extract_day",)


@dataclass(frozen=True)
class Said:
    """A file's name and what is said of it. ``corrects`` is the delivery whose rows it puts right."""

    file_name: str
    source: str | None = None
    known_from: date | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    corrects: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Headings that the user chose a column for: to be remembered when the file is kept."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def keep(self, token: str) -> None:
        """Keep it, sealed."""
        sealed.keep(token, "said", json.dumps(dataclasses.asdict(self), default=_day_text).encode())

    @staticmethod
    def of(token: str) -> Said | None:
        """What is said of the upload; None when it is gone."""
        content = sealed.kept(token, "said")
        if content is None:
            return None
        kept = json.loads(content)
        options = kept.pop("options")
        options["extract_day"] = _day(options["extract_day"])
        return Said(**{**kept, "known_from": _day(kept["known_from"]), "options": ReadOptions(**options)})

    def incoming(self, content: bytes, *, by: str = "", token: str = "") -> Incoming:
        """The file for the hall."""
        options = dataclasses.replace(
            self.options,
            headers={**self.options.headers, **self.headers},
            values={**self.options.values, **self.values},
        )
        return Incoming(self.file_name, content, self.source or None, self.known_from, options, by, token)


def _day_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
