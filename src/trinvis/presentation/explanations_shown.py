"""The afvigelsesforklaringer of a follow-up, one per area: what is asked for, what was written, and what must be seen before writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from trinvis.municipality.follow_up import thresholds
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, money

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality import Municipality
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.presentation.municipality import Moment
    from trinvis.reports.table import Scale

KIND = "explanation"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class AreaExplanation:
    """An area's explanation on a day. ``passed`` says why one is asked for, empty where none is.

    ``version`` is what a writer gives as ``expected_version``; ``newer_day`` is set when a later day has one that a text written
    for this day would put out of force.
    """

    area: str
    label: str
    deviation: str
    deviation_address: str
    passed: str
    text: str
    by: str
    written: str
    version: int
    key: str
    newer_day: date | None = None

    @property
    def missing(self) -> bool:
        """Asked for and not written."""
        return bool(self.passed) and not self.text

    @property
    def state(self) -> str:
        """``mangler``, ``skrevet``, or ``ingen`` where none is asked for and none written."""
        return "mangler" if self.missing else "skrevet" if self.text else "ingen"


def explanations_shown(
    kommune: Municipality, made: FollowUp, asked: Moment, scale: Scale = "kr"
) -> dict[str, AreaExplanation]:
    """Area → its explanation as known on the day; every area of the follow-up is there, in its order."""
    newest: dict[str, Entry] = {}
    versions: dict[str, int] = {}
    for entry in kommune.history(KIND):
        versions[entry.key] = max(versions.get(entry.key, 0), entry.version)
    for entry in kommune.entries(KIND):
        if entry.values.get("year") == asked.year:
            newest[str(entry.values["area"])] = entry
    known = {
        str(entry.values["area"]): entry
        for entry in kommune.entries(KIND, as_of=asked.as_of)
        if entry.values.get("year") == asked.year
    }
    asks = thresholds(made.profile)
    found = {}
    for row in made.areas.iter_rows(named=True):
        if row["kind"] != "area":
            continue
        area = str(row["area"])
        said, last = known.get(area), newest.get(area)
        key = last.key if last else f"{asked.year}/{area}"
        later = last is not None and last.known_from > asked.as_of
        found[area] = AreaExplanation(
            area=area,
            label=str(row["label"]),
            deviation=deviation_words(row, scale),
            deviation_address=str(made.address("deviation_oere", "area", area)),
            passed=" og ".join(asks.passed(row["deviation_oere"], row["deviation_pct"])),
            text=str(said.values["text"]) if said else "",
            by=said.by if said else "",
            written=instant_words(said.recorded_at) if said else "",
            version=versions.get(key, 0),
            key=key,
            newer_day=last.known_from if later and last else None,
        )
    return found


def missing(explanations: Mapping[str, AreaExplanation]) -> tuple[AreaExplanation, ...]:
    """Those that are asked for and not written."""
    return tuple(one for one in explanations.values() if one.missing)


def to_write(explanations: Mapping[str, AreaExplanation], also: Collection[str] = ()) -> tuple[AreaExplanation, ...]:
    """Those that a page shows: asked for, written, or chosen (``also``); the missing first."""
    shown = [one for one in explanations.values() if one.passed or one.text or one.area in also]
    return tuple(sorted(shown, key=lambda one: not one.missing))


def deviation_words(row: Mapping[str, Any], scale: Scale) -> str:
    """``merforbrug på 423.000 kr. (−3,3 %)``."""
    if not row["deviation_oere"]:
        return "ingen afvigelse"
    share = (
        "" if row["deviation_pct"] is None else f" ({danish.per_cent(row['deviation_pct'])})".replace(" %", "\u00a0%")
    )
    return f"{row['deviation_word']} på {money(abs(row['deviation_oere']), scale)} {SCALE_WORDS[scale]}{share}"


def instant_words(instant: datetime) -> str:
    """``30.09.2026 kl. 14.05``, Danish time."""
    there = instant.astimezone(COPENHAGEN)
    return f"{danish.day(there.date())} kl. {there:%H.%M}"
