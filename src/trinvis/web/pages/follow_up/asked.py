"""What the query of the page asks for: level, net or gross, scale, columns, order, and which areas are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.http import HttpRequest

from trinvis.presentation.follow_up_levels import LEVELS, Level
from trinvis.presentation.municipality import Moment
from trinvis.reports.table import Scale

LEVEL_WORDS: dict[str, Level] = {
    "politikomraade": "policy_area",
    "budgetomraade": "budget_area",
    "omraade": "area",
    "type": "type",
    "konto": "account",
}
MEASURE_WORDS: dict[str, Literal["net", "gross"]] = {"netto": "net", "brutto": "gross"}
MEASURES = {"netto": "Netto", "brutto": "Brutto"}
SCALE_LABELS: dict[Scale, str] = {"mio": "mio. kr.", "tkr": "1.000 kr.", "kr": "kr."}


@dataclass(frozen=True)
class Asked:
    """The choices; what is unknown in the address is as if it were not there."""

    level: str
    measure: str
    scale: Scale | None
    every_column: bool
    opened: tuple[str, ...]
    explain: tuple[str, ...]

    @property
    def of_level(self) -> Level:
        """The level in code."""
        return LEVEL_WORDS[self.level]

    @property
    def of_measure(self) -> Literal["net", "gross"]:
        """Net or gross in code."""
        return MEASURE_WORDS[self.measure]


def asked_of(request: HttpRequest) -> Asked:
    """What the request asks for."""
    query = request.GET
    level, measure, scale = query.get("niveau", ""), query.get("opgoerelse", ""), query.get("skala", "")
    return Asked(
        level if level in LEVEL_WORDS else "omraade",
        measure if measure in MEASURE_WORDS else "netto",
        next((known for known in SCALE_LABELS if known == scale), None),
        query.get("kolonner") == "alle",
        tuple(dict.fromkeys(query.getlist("aabn"))),
        tuple(dict.fromkeys(query.getlist("forklar"))),
    )


def level_choices() -> list[tuple[str, str]]:
    """(word in the address, what users read)."""
    return [(word, LEVELS[level]) for word, level in LEVEL_WORDS.items()]


def moment_query(asked: Moment, **more: str) -> str:
    """The query that fixes day and year, so that another tab's choice changes nothing here."""
    return urlencode({"pr": asked.as_of.isoformat(), "aar": asked.year, **more})


def query_with(request: HttpRequest, changed: Mapping[str, str | list[str] | None]) -> str:
    """The present query with some of its parts changed; None takes one away."""
    query = request.GET.copy()
    for name, value in changed.items():
        if value is None or value == []:
            query.pop(name, None)
        elif isinstance(value, list):
            query.setlist(name, value)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
