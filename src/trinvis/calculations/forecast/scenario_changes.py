"""A scenario: changes that a municipality considers, read from plain values with a Danish sentence for what is wrong.

What a scenario does to the years ahead stands in ``ahead_effects``; here is only what it says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from trinvis.tables.choices import INTERVENTION_TYPES, PLACEMENT_TYPES

CHANGES: dict[str, str] = {
    "arrivals": "Nye indsatser",
    "shift": "Omlægning",
    "duration": "Varighed",
    "price": "Pris",
}
"""What can be changed → what the user sees."""

ALL = "alle"
"""What ``kind`` is for every kind."""

_FIELDS: dict[str, tuple[str, ...]] = {
    "arrivals": ("kind", "factor", "from"),
    "shift": ("kind", "to", "share", "from"),
    "duration": ("kind", "factor", "from"),
    "price": ("kind", "factor", "year"),
}
_FACTORS = {"arrivals": (0.0, 5.0), "duration": (0.1, 5.0), "price": (0.1, 5.0)}
"""Smallest and largest factor of each change."""


class ScenarioError(ValueError):
    """A scenario that does not hold; ``errors`` has every Danish sentence, ``str`` the first."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = tuple(errors)
        rest = len(errors) - 1
        super().__init__(errors[0] + (f" (og {rest} fejl mere)" if rest else ""))


def kind_label(kind: str) -> str:
    """The Danish name of a kind: a placement type, or an intervention type of a child who is not placed."""
    return dict(PLACEMENT_TYPES).get(kind) or dict(INTERVENTION_TYPES).get(kind, kind)


@dataclass(frozen=True)
class Change:
    """One change. ``kinds`` are those it concerns, empty for all; ``start`` the first month (yyyymm) that it holds for.

    ``arrivals``: ``factor`` × the new grants of the kinds that start from then on. ``shift``: the ``share`` (0–1) of them become
    grants of kind ``to`` instead, for children of the same age, at that kind's price and for as long as that kind lasts.
    ``duration``: what is left of a grant from then on lasts ``factor`` times as long, of running and new grants alike, but not
    past an 18th birthday that ends it. ``price``: ``factor`` × the price from the year of ``start`` on.
    """

    change: str
    kinds: tuple[str, ...]
    start: int
    factor: float = 1.0
    share: float = 0.0
    to: str | None = None

    @property
    def label(self) -> str:
        """What the change says, in Danish."""
        names = ", ".join(kind_label(kind) for kind in self.kinds) or "alle arter"
        since = (
            f"fra {self.start // 100}" if self.change == "price" else f"fra {self.start % 100:02d}.{self.start // 100}"
        )
        if self.change == "shift":
            return (
                f"{_number(100 * self.share)} % af nye indsatser, {names}, bliver {kind_label(self.to or '')} {since}"
            )
        return f"{CHANGES[self.change]}, {names}: × {_number(self.factor)} {since}"

    def to_dict(self) -> dict[str, Any]:
        """As ``Scenario.read`` reads it."""
        out: dict[str, Any] = {"change": self.change, "kind": list(self.kinds) or ALL}
        if self.change == "shift":
            return out | {"to": self.to, "share": self.share, "from": self.start}
        return out | {"factor": self.factor} | (
            {"year": self.start // 100} if self.change == "price" else {"from": self.start}
        )  # fmt: skip


@dataclass(frozen=True)
class Scenario:
    """A named list of changes, which hold in their order; one without changes is what is foreseen anyway."""

    name: str
    changes: tuple[Change, ...] = ()

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Scenario:
        """From plain values (``name``, ``changes``: a list of ``change``, ``kind``, ``factor`` …), as from YAML.

        ``kind`` is a kind, a list of them or ``alle``; ``from`` a month as 202701, ``year`` a year as 2027. Raises
        ``ScenarioError`` that names change, field and remedy.
        """
        errors = [
            f"Scenariet har intet felt »{name}«; felterne er name og changes."
            for name in given
            if name not in ("name", "changes")
        ]
        name = given.get("name")
        if not isinstance(name, str) or not name.strip():
            errors.append("Scenariet mangler et navn; skriv det i feltet »name«.")
        changes = given.get("changes") or []
        if not isinstance(changes, list | tuple):
            errors.append("Scenariets ændringer (changes) skal være en liste; begynd hver ændring med en bindestreg.")
            changes = []
        read = [_change(number, one, errors) for number, one in enumerate(changes, start=1)]
        if errors:
            raise ScenarioError(errors)
        return cls(str(name).strip(), tuple(one for one in read if one is not None))

    def to_dict(self) -> dict[str, Any]:
        """As ``read`` reads it."""
        return {"name": self.name, "changes": [change.to_dict() for change in self.changes]}

    def check(self, kinds: Collection[str], priced: Collection[str], as_of: int, last_year: int) -> None:
        """Raises ``ScenarioError`` when a change concerns what is not there.

        ``kinds`` are those known, ``priced`` those with a grant that a new one can take its price from; changes lie after the
        month ``as_of`` (yyyymm), not after ``last_year``.
        """
        errors = []
        listed = ", ".join(sorted(kinds))
        for number, change in enumerate(self.changes, start=1):
            at = f"{_at(number)}: "
            errors += [
                f"{at}arten »{kind}« (kind) findes ikke i kommunens indsatser; vælg blandt {listed}."
                for kind in change.kinds
                if kind not in kinds
            ]
            if change.to is not None and change.to not in priced:
                among = ", ".join(sorted(priced)) or "ingen"
                errors.append(
                    f"{at}arten »{change.to}« (to) har ingen indsats at tage prisen fra; vælg blandt {among}."
                )
            early = change.start <= as_of if change.change != "price" else change.start // 100 < as_of // 100
            field = "year" if change.change == "price" else "from"
            if early:
                errors.append(f"{at}»{field}« ligger før prognosen, der begynder efter {as_of}; vælg en senere.")
            elif change.start // 100 > last_year:
                errors.append(f"{at}»{field}« ligger efter {last_year}, det sidste år; vælg en tidligere.")
        if errors:
            raise ScenarioError(errors)


def _change(number: int, given: object, errors: list[str]) -> Change | None:
    at = _at(number)
    if not isinstance(given, Mapping):
        errors.append(f"{at} skal være felter med værdier, som »change: arrivals«.")
        return None
    what = given.get("change")
    if what not in _FIELDS:
        errors.append(f"{at}: »change« skal være {_either(CHANGES)}.")
        return None
    before = len(errors)
    fields = _FIELDS[what]
    for name in given:
        if name != "change" and name not in fields:
            errors.append(f"{at}: {what} har intet felt »{name}«; felterne er {', '.join(fields)}.")
    missing = [name for name in fields if given.get(name) in (None, "", [])]
    errors += [f"{at}: »{name}« mangler; {_REMEDIES[name]}." for name in missing]
    if missing or len(errors) > before:
        return None
    read = {name: _read(name, given[name], what) for name in fields}
    wrong = [name for name, value in read.items() if value is None]
    errors += [f"{at}: »{name}« {_must_be(name, what)}." for name in wrong]
    if wrong:
        return None
    if what == "shift" and read["to"] in read["kind"]:
        errors.append(f"{at}: »to« er den samme art som »kind«; vælg en anden.")
        return None
    start = read["year"] * 100 + 1 if what == "price" else read["from"]
    return Change(what, read["kind"], start, read.get("factor", 1.0), read.get("share", 0.0), read.get("to"))


def _read(name: str, value: object, what: str) -> Any:
    """The value as it is kept; None when it cannot be read."""
    if name == "kind":
        if value == ALL:
            return ()
        kinds = tuple(value) if isinstance(value, list | tuple) else (value,)
        return kinds if all(isinstance(kind, str) and kind != ALL for kind in kinds) else None
    if name == "to":
        return value if isinstance(value, str) else None
    if name in ("from", "year"):
        whole = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
        if not isinstance(whole, int) or isinstance(whole, bool):
            return None
        month = whole if name == "from" else whole * 100 + 1
        return whole if 1 <= month % 100 <= 12 and 190001 <= month <= 999912 else None
    low, high = _FACTORS.get(what, (0.0, 1.0))
    number = _float(value)
    return number if number is not None and low <= number <= high else None


def _float(value: object) -> float | None:
    """A number, or text with a decimal comma or point; None for anything else."""
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


_REMEDIES = {
    "kind": f"skriv arten, en liste af arter eller {ALL}",
    "to": "skriv arten, de nye indsatser bliver til",
    "factor": "skriv en faktor, som 0,8",
    "share": "skriv en andel, som 0,3",
    "from": "skriv måneden, ændringen gælder fra, som 202701",
    "year": "skriv året, prisen gælder fra, som 2027",
}


def _must_be(name: str, what: str) -> str:
    if name in ("factor", "share"):
        low, high = _FACTORS.get(what, (0.0, 1.0))
        return f"skal være et tal fra {_number(low)} til {_number(high)}; {_REMEDIES[name]}"
    return f"kan ikke læses; {_REMEDIES[name]}"


def _at(number: int) -> str:
    return f"Ændring {number}"


def _either(words: Collection[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} eller {last}"


def _number(value: float) -> str:
    return f"{value:.4g}".replace(".", ",")
