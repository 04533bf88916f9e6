"""What has arrived and what is missing, source by source, as one sentence and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trinvis.intake import SOURCES
from trinvis.presentation.receipt_tables import scope_words
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.workspace import MONTH_COLUMN

if TYPE_CHECKING:
    from trinvis.workspace import Delivery

_GRANTS = ("grants", "disponeringsark", "os2bos", "dubu")
"""Sources of grants: a municipality uses one of them, or a few side by side."""
_FIRST_WORDS = (("indsatser", _GRANTS), ("posteringer", ("finance",)), ("budget", ("budget",)))
"""What a follow-up cannot do without."""

COLUMNS = (
    ReportColumn("label", "Kilde"),
    ReportColumn("newest", "Nyeste"),
    ReportColumn("arrived", "Modtaget", "day"),
    ReportColumn("deliveries", "Leveringer", "integer"),
    ReportColumn("missing", "Mangler"),
)


@dataclass(frozen=True)
class Arrivals:
    """``sentence``: what has arrived and what is missing. ``due`` is the last month that should be there (yyyymm)."""

    sentence: str
    due: int
    table: ReportTable


def source_label(name: str) -> str:
    """What users call a source."""
    profile = SOURCES.get(name)
    return name if profile is None else profile.label[:1].upper() + profile.label[1:]


def short_label(name: str) -> str:
    """What users call a source inside a sentence."""
    return "posteringer" if name == "finance" else SOURCES[name].label.partition(" (")[0]


def arrivals(deliveries: Sequence[Delivery], today: date, *, synthetic: bool) -> Arrivals:
    """``deliveries`` is all that was received; ``today`` the day that is asked about: the month before it should be there."""
    there = [one for one in deliveries if one.counts_on(today)]
    due = _month(today.replace(day=1) - timedelta(days=1))
    rows: list[dict[str, Cell]] = []
    lacking: dict[tuple[int, ...], list[str]] = {}
    for source in SOURCES:
        own = [one for one in there if one.source == source]
        if not own:
            continue
        newest = max(own, key=lambda one: one.freshness)
        missing = _missing(source, own, due)
        if missing:
            lacking.setdefault(tuple(missing), []).append(short_label(source))
        rows.append(_row(source, own, newest, missing))
    never = [word for word, sources in _FIRST_WORDS if not any(one.source in sources for one in there)]
    return Arrivals(
        _sentence(rows, lacking, never, due),
        due,
        ReportTable(
            "arrivals",
            "Hvad der er modtaget, kilde for kilde",
            _sentence(rows, lacking, never, due),
            COLUMNS,
            tuple(rows),
            facts={"due": due},
            synthetic=synthetic,
        ),
    )


def _sentence(
    rows: Sequence[object], lacking: Mapping[tuple[int, ...], Sequence[str]], never: Sequence[str], due: int
) -> str:
    if not rows:
        return "Der er ikke modtaget noget endnu: begynd med indsatser, posteringer og budget."
    parts = [f"{_and(labels)} for {_listed(months)}" for months, labels in lacking.items()]
    parts += [f"{_and(never)} i det hele taget"] if never else []
    if not parts:
        return f"Alt til og med {danish.month(due)} er modtaget."
    missing = f"mangler {_and(parts)}"
    if never:
        return f"Der {missing}."
    whole = _before(min(months[0] for months in lacking))
    return f"Alt til og med {danish.month(whole)} er modtaget; der {missing}."


def _before(month: int) -> int:
    return month - 1 if month % 100 > 1 else month - 89


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


def _listed(months: Sequence[int]) -> str:
    """``oktober 2026``; of many months the first and the last."""
    if len(months) <= 3:
        return _and([danish.month(month) for month in months])
    return f"{len(months)} måneder ({danish.month(months[0])} til {danish.month(months[-1])})"


def _missing(source: str, own: Sequence[Delivery], due: int) -> list[int]:
    """Months up to ``due`` that no delivery covers; of extracts of grants those after the newest extract."""
    if set(SOURCES[source].tables) & set(MONTH_COLUMN):
        covered = {month for one in own for month in one.months}
        return [m for m in _between(min(covered), due) if m not in covered] if covered else []
    if source not in _GRANTS:
        return []
    days = [one.extract_day or one.known_from for one in own]
    newest = max(days) + timedelta(days=1)  # an extract of a month's last day has all of the month
    return _between(_month(newest), due)


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _between(first: int, last: int) -> list[int]:
    out = []
    while first <= last:
        out.append(first)
        first = first + 1 if first % 100 < 12 else first + 89
    return out


def _row(source: str, own: Sequence[Delivery], newest: Delivery, missing: Sequence[int]) -> dict[str, Cell]:
    covered = [month for one in own for month in one.months]
    if covered:
        text = f"til og med {danish.month(max(covered))}"
    elif newest.extract_day is not None:
        text = f"udtræk pr. {danish.day(newest.extract_day)}"
    else:
        text = scope_words(newest.scope) if newest.scope else newest.file_name
    return {
        "key": source,
        "label": source_label(source),
        "newest": text,
        "arrived": newest.known_from,
        "deliveries": len(own),
        "missing": _listed(missing) if missing else "",
    }
