"""Values of a variable as codes, names or both (*1*, *Driftskonti*, *1 Driftskonti*) → code and text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trinvis.intake.headings import compact

_CODE = re.compile(r"[0-9A-ZÆØÅ-]{1,12}")
_DOTTED = re.compile(r"(?<![0-9.])([0-9])\.([0-9]{2})\.([0-9]{2})(?![0-9])")
_GROUPING = re.compile(r"\bGrp\.?\s*([0-9]{1,3})\b", re.IGNORECASE)
_TIME = re.compile(r"(?P<whole>(?P<year>[12][0-9]{3})(?:(?P<part>[KQM])(?P<number>[0-9]{1,2}))?)(?: (?P=whole))?")
_DRANST = {
    "drift": 1,
    "statsrefusion": 2,
    "anlaeg": 3,
    "renter": 4,
    "finansforskydninger": 5,
    "afdrag": 6,
    "finansiering": 7,
}


@dataclass(frozen=True)
class Value:
    """One value of a variable: its code and its text (empty when nobody says it)."""

    code: str
    text: str


def value_of(text: str, known: Mapping[str, str], told: Mapping[str, str]) -> Value | None:
    """The value that a text means; None when it is a name that nobody knows the code of.

    ``known``: code → text from the catalogue, ``told``: code → text from the file itself.
    """
    tidy = text.strip()
    if tidy in told:
        return Value(tidy, told[tidy])
    if tidy in known:
        return Value(tidy, known[tidy])
    spelled = compact(tidy)
    for code, name in known.items():
        if compact(name) == spelled or compact(f"{code} {name}") == spelled:
            return Value(code, name)
    head, _, rest = tidy.partition(" ")
    if rest and (head in known or (_CODE.fullmatch(head) and any(letter.isdigit() for letter in head))):
        return Value(head, rest.strip())
    if _CODE.fullmatch(tidy) and (len(tidy) <= 5 or any(letter.isdigit() for letter in tidy)):
        return Value(tidy, "")
    return None


def function_of(text: str) -> str | None:
    """A function as five digits: *52821*, *2201* (0.22.01), *5.28.21 Forebyggende foranstaltninger*."""
    head = text.strip().split(" ")[0]
    if head.isascii() and head.isdigit() and len(head) in (4, 5):
        return head.zfill(5)
    found = _DOTTED.search(text)
    return "".join(found.groups()) if found else None


def account_of(text: str) -> tuple[int, str, str] | None:
    """Dranst, function and grouping of a joint key: *152821003*, or *Drift - 5.28.21 Forebyggende … - Grp. 3 …*."""
    head = text.strip().split(" ")[0]
    if head.isascii() and head.isdigit() and len(head) == 9:
        return int(head[0]), head[1:6], head[6:]
    dotted, group = _DOTTED.search(text), _GROUPING.search(text)
    word = compact(text.partition(" - ")[0])
    dranst = _DRANST.get(word) or (int(word) if word.isdigit() and len(word) == 1 else None)
    if dotted is None or group is None or dranst is None:
        return None
    return dranst, "".join(dotted.groups()), group[1].zfill(3)


def age_of(text: str) -> int | None:
    """Whole years of an age: *12*, *12 år*, *100-*; None for the total and for groups of ages."""
    found = re.fullmatch(r"([0-9]{1,3})(?: \1)?(?:-| år| år og derover|- \1 år og derover)?", text.strip())
    return int(found[1]) if found else None


def time_of(text: str) -> tuple[int, date, bool] | None:
    """Year, first day and whether it is a whole year: *2023*, *2023K1*, *2021M10*; also as code and text (*2023 2023*)."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found["year"])
    if found["part"] is None:
        return year, date(year, 1, 1), True
    number = int(found["number"])
    month = number if found["part"] == "M" else 3 * number - 2
    return (year, date(year, month, 1), False) if 1 <= month <= 12 else None


def listed(texts: Sequence[str], most: int = 8) -> str:
    """Texts in a sentence, the first ones when there are many: *171, 205 og 3 andre*."""
    if len(texts) <= 1:
        return "".join(texts)
    if len(texts) <= most:
        return f"{', '.join(texts[:-1])} og {texts[-1]}"
    return f"{', '.join(texts[:most])} og {len(texts) - most} andre"
