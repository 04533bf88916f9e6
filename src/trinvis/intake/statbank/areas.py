"""Areas of Statistikbanken: the 98 municipalities, and the sums and the strangers that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trinvis.intake.headings import compact
from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.codes import listed

COUNTRY = 0
CHRISTIANSO = 411
"""Belongs to no municipality; population tables have it."""
UNKNOWN = 998
"""Danmarks Statistik's code for a child whose municipality is not known."""
EXAMPLE = 999
"""The invented example municipality's code, which no municipality has or has had."""
FIRST_YEAR = 2007
"""The year of the municipal reform: older codes are of municipalities that were merged."""

_GROUPS = frozenset((*range(1, 12), *range(81, 86), *range(1081, 1086), 910, 920, 930, 940, 950, 960))
_WORDS = {"helelandet": COUNTRY, "christiansoe": CHRISTIANSO, "ukendtkommune": UNKNOWN, "uoplyst": UNKNOWN}
_SUMS = (
    "region", "landsdel", "byen", "koebenhavnsomegn", "nordsjaelland", "oestsjaelland",
    "vestogsydsjaelland", "fyn", "sydjylland", "oestjylland", "vestjylland", "nordjylland",
    "hovedstadskommuner", "storbykommuner", "provins", "oplandskommuner", "landkommuner",
)  # fmt: skip

Kind = Literal["municipality", "country", "group", "unknown", "unreadable"]


@dataclass(frozen=True)
class Area:
    """What an area is, and its code (0 for the country, null when it is a group or cannot be read)."""

    kind: Kind
    code: int | None


def areas_of(texts: Sequence[str], names: Mapping[int, str]) -> list[Area]:
    """What each text of the area variable is. ``names``: code → name of the 98 municipalities.

    Raises ``Unreadable`` when codes are of no municipality since 2007: they were merged away, and nobody can say into which
    of today's an amount should go.
    """
    by_name = {compact(name): code for code, name in names.items()}
    found = [_area(text, names, by_name) for text in texts]
    strange = [text.strip()[:40] for text, area in zip(texts, found, strict=True) if area is None]
    if strange:
        word = "en kommune" if len(strange) == 1 else "kommuner"
        raise Unreadable(
            f"Filen har {word}, som ikke findes efter kommunalreformen i 2007 ({listed(strange)}); de er lagt sammen med andre: "
            "hent tabellen igen for de 98 kommuner."
        )
    return [area for area in found if area is not None]


def _area(text: str, names: Mapping[int, str], by_name: Mapping[str, int]) -> Area | None:
    tidy = text.strip()
    head = tidy.split(" ")[0]
    if head.isascii() and head.isdigit() and len(head) <= 4:
        return _of_code(int(head), names)
    name = compact(tidy)
    for spelling in (name, name.removesuffix("kommune"), name.removesuffix("skommune")):
        if spelling in by_name:
            return Area("municipality", by_name[spelling])
    if name in _WORDS:
        return _of_code(_WORDS[name], names)
    if name.startswith(_SUMS):
        return Area("group", None)
    return None if name and name.isalpha() and len(name) > 2 else Area("unreadable", None)


def _of_code(code: int, names: Mapping[int, str]) -> Area | None:
    if code == COUNTRY:
        return Area("country", COUNTRY)
    if code in names or code in (CHRISTIANSO, EXAMPLE):
        return Area("municipality", code)
    if code in _GROUPS:
        return Area("group", None)
    return Area("unknown", None) if code == UNKNOWN else None


def refuse_years_before(years: Sequence[int]) -> None:
    """Raises ``Unreadable`` when there are years before the reform of 2007."""
    old = sorted({year for year in years if year < FIRST_YEAR})
    if old:
        raise Unreadable(
            f"Filen har år før kommunalreformen i 2007 ({listed([str(year) for year in old])}): hent tabellen igen for 2007 og senere."
        )
