"""The tables of Statistikbanken that are known by name: variables, units, what is asked for, and where one goes wrong."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from trinvis.intake.result import Unreadable

Into = Literal["accounts", "population", "figures"]
"""Which of our tables the cells become: ``national_accounts``, ``population`` or ``public_figures``."""

TIME = "TID"
"""The variable of time; Statistikbanken writes it *Tid* in a request and *TID* in an answer."""

AGES = "ages"
"""In ``ask``: every single year of age, without the total."""


@dataclass(frozen=True)
class StatBankTable:
    """One table. ``ask``: variable → values asked for by default (a code, a prefix with a star, or ``ages``).
    ``known``: variable → code → text. ``totals``: variable → the code that is the total; such a variable may be left out of
    a request and is then the total. ``mark``: variable → a code that this table has and those it may be mistaken for have not.
    ``every``: pattern of the names of tables that are alike.
    """

    name: str
    title: str
    into: Into
    unit: str
    area: str
    ask: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)
    mark: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    sex: str = ""
    age: str = ""
    every: str = ""
    traps: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of an answer in capitals, area first and time last."""
        return (self.area, *self.ask, TIME)

    @property
    def parts(self) -> tuple[str, ...]:
        """The variables between area and time."""
        return tuple(self.ask)


@functools.cache
def _file() -> dict[str, Any]:
    import yaml

    text = (Path(__file__).parent / "catalogue.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@functools.cache
def tables() -> dict[str, StatBankTable]:
    """Every known table with municipalities, by name."""
    return {name: _table(name) for name in _file()["tables"]}


def table(name: str) -> StatBankTable:
    """The table of that name, in any case; raises ``Unreadable`` that says which there are, or why this one cannot be used."""
    wanted = name.strip().upper()
    for one in tables().values():
        if one.name == wanted:
            return one
        if one.every and re.fullmatch(one.every, wanted):
            return replace(one, name=wanted)
    title = _file()["without_municipalities"].get(wanted)
    if title is not None:
        raise Unreadable(
            f"Tabellen {wanted} ({title}) har ingen kommuner og kan ikke sammenlignes: vælg en tabel med kommuner, "
            "eller tast tallene som parametre."
        )
    raise Unreadable(f"Tabellen {wanted[:20]} kendes ikke: vælg en af {', '.join(tables())}.")


def named_in(text: str) -> StatBankTable | None:
    """The table whose name stands in a text (a file name) as a word; the longest when several do."""
    words = set(re.findall(r"[A-ZÆØÅ]+[0-9]*[A-Z]*", text.upper()))
    found = [one for one in tables().values() if one.name in words]
    years = [word for word in words for one in tables().values() if one.every and re.fullmatch(one.every, word)]
    if years:
        return table(years[0])
    return max(found, key=lambda one: len(one.name), default=None)


def headings(variable: str) -> tuple[str, ...]:
    """What a variable may be called in the first line of a file: its code, and its words."""
    return (variable, *_file()["headings"].get(variable, ()))


def _entry(name: str) -> dict[str, Any]:
    own: dict[str, Any] = _file()["tables"][name]
    return {**_entry(own["same"]), **own} if "same" in own else own


def _table(name: str) -> StatBankTable:
    entry, values = _entry(name), _file()["values"]
    listed = {
        variable: (given,) if isinstance(given, str) else tuple(given) for variable, given in entry["ask"].items()
    }
    return StatBankTable(
        name=name,
        title=entry["title"],
        into=entry["into"],
        unit=entry["unit"],
        area=entry["area"],
        ask=listed,
        known={variable: values[key] for variable, key in entry.get("known", {}).items()},
        totals=entry.get("totals", {}),
        mark=entry.get("mark", {}),
        kind=entry.get("kind", ""),
        sex=entry.get("sex", ""),
        age=entry.get("age", ""),
        every=entry.get("every", ""),
        traps=tuple(entry.get("traps", ())),
    )
