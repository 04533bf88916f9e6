"""The filter that picks a target group, as a user says it and as an address writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.investment.own_data import Group
from trinvis.municipality.address import BadAddress
from trinvis.municipality.number_list import PACKED, packed, unpacked
from trinvis.municipality.staircase_overview import CARRIED
from trinvis.municipality.staircase_view import View, WrongView, view_of
from trinvis.tables.choices import INTERVENTION_TYPES, PLACEMENT_TYPES

T = TypeVar("T")

OLDEST = 30
"""No child of the table is older."""
MARK = "mark_"
"""Begins a key of an address that is a mark: ``mark_team=Nord``."""
PICKS = ("since", "until", "age", "steps", "district", "paragraph", "type", "children", "came")
"""The keys of an address that are the filter; the others narrow the figure."""
_SEVERAL = "|"
_DAYS = 1 << 16
"""More than any day number: a child and its day are one number of an address."""
_EPOCH = date(1970, 1, 1).toordinal()


class WrongPick(ValueError):
    """A filter that cannot be; the message is one Danish sentence."""


@dataclass(frozen=True)
class Picked:
    """Children who stood on the staircase between ``since`` and ``until``, both days included; what is empty leaves nobody out.

    ``marks`` are columns of the grant that decides where the child stands, and what they must be (``team``, ``account_key``,
    ``provider_no`` …). ``children`` is a list of child numbers that somebody typed in or marked; ``came`` are those of them who belong to
    the group first from a later day. Raises ``WrongPick``.
    """

    since: date
    until: date
    age_from: int | None = None
    age_to: int | None = None
    steps: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    children: tuple[int, ...] = ()
    came: tuple[tuple[int, date], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    view: View = field(default_factory=View)

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem is not None:
            raise WrongPick(problem)

    @property
    def group(self) -> Group:
        """The same for the calculations."""
        return Group(
            day_number(self.since), day_number(self.until), self.age_from, self.age_to, tuple(sorted(set(self.steps))),
            self.districts, self.paragraphs, self.types, tuple(sorted(set(self.children))), self.marks,
        )  # fmt: skip

    @property
    def where(self) -> dict[str, str]:
        """The filter as an address says it."""
        low, high = ("" if one is None else str(one) for one in (self.age_from, self.age_to))
        said = {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "age": f"{low}-{high}" if low or high else "",
            "steps": "+".join(map(str, sorted(set(self.steps)))),
            "paragraph": _SEVERAL.join(self.paragraphs),
            "type": _SEVERAL.join(self.types),
            "children": packed(self.children) if self.children else "",
            "came": packed(child * _DAYS + day_number(day) for child, day in self.came) if self.came else "",
            **{f"{MARK}{column}": text for column, text in self.marks},
        }
        kept = {name: text for name, text in said.items() if text or name.startswith(MARK)}
        if self.districts:
            kept["district"] = _SEVERAL.join(self.districts)
        return {**kept, **self.view.where}


def picked_of(where: Mapping[str, str]) -> Picked:
    """The filter that an address says; other keys are left alone. Raises ``WrongPick``."""
    low, _, high = where.get("age", "").partition("-")
    try:
        view = view_of(where)
        children, came = (_numbers(where, name) for name in ("children", "came"))
    except (WrongView, BadAddress) as error:
        raise WrongPick(str(error)) from None
    return Picked(
        since=_read(where.get("since", ""), date.fromisoformat, "Dagen (since)", "2026-01-01"),
        until=_read(where.get("until", ""), date.fromisoformat, "Dagen (until)", "2026-12-31"),
        age_from=_read(low, int, "Alderen (age)", "6-12") if low else None,
        age_to=_read(high, int, "Alderen (age)", "6-12") if high else None,
        steps=tuple(_read(one, int, "Trinnene (steps)", "4+5") for one in _parts(where, "steps", "+")),
        districts=tuple(where["district"].split(_SEVERAL)) if "district" in where else (),
        paragraphs=_parts(where, "paragraph", _SEVERAL),
        types=_parts(where, "type", _SEVERAL),
        children=tuple(children),
        came=tuple((number // _DAYS, date.fromordinal(_EPOCH + number % _DAYS)) for number in came),
        marks=tuple((name.removeprefix(MARK), text) for name, text in sorted(where.items()) if name.startswith(MARK)),
        view=view,
    )


def _numbers(where: Mapping[str, str], name: str) -> list[int]:
    return unpacked(where[name]) if where.get(name, "").startswith(PACKED) else []


def _parts(where: Mapping[str, str], name: str, between: str) -> tuple[str, ...]:
    return tuple(part for part in where.get(name, "").split(between) if part)


def _read(text: str, reads: Callable[[str], T], what: str, example: str) -> T:
    try:
        return reads(text)
    except ValueError:
        raise WrongPick(f"{what} '{text}' kan ikke læses; skriv for eksempel {example}.") from None


def _problem(picked: Picked) -> str | None:
    """The Danish sentence of what cannot be, or None."""
    if picked.until < picked.since:
        return f"Perioden slutter {picked.until:%d.%m.%Y}, før den begynder {picked.since:%d.%m.%Y}; byt om på dagene."
    ages = [age for age in (picked.age_from, picked.age_to) if age is not None]
    if any(not 0 <= age <= OLDEST for age in ages):
        return f"Alderen skal ligge fra 0 til {OLDEST} år; ret den."
    if len(ages) == 2 and ages[1] < ages[0]:
        return f"Alderen går fra {ages[0]} til {ages[1]} år; byt om på dem."
    if any(not 1 <= step <= 9 for step in picked.steps):
        return "Et trin skal være et trin på trappen, 1 til 6 eller et af kommunens egne; ret trinnene."
    for text in picked.types:
        intervention, _, place = text.partition("/")
        if intervention not in dict(INTERVENTION_TYPES) or (place and place not in dict(PLACEMENT_TYPES)):
            return f"Indsatstypen '{text}' findes ikke; skriv for eksempel placement/foster eller family_treatment."
    for column, _ in picked.marks:
        if column not in CARRIED:
            return f"Der kan ikke vælges efter '{column}'; vælg en af {', '.join(CARRIED)}."
    return None
