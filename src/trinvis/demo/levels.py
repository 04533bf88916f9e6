"""The levels and prices that the example municipality is drawn from, each with its source: ``data/levels.yaml``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Kind:
    """One kind of grant: how many run at one time, how long, at which age, and what it costs.

    ``per_1000`` counts courses running at one time per 1,000 inhabitants of 0-17 years; ``months`` is the mean length,
    ``shape`` the shape of its gamma distribution; ``ages`` are youngest, oldest and most common age at the start, whole
    years; ``price_oere`` is per ``unit`` at the price level of 2024; ``quantity`` is the range of units.
    """

    id: str
    type: str
    place: str | None
    law: tuple[str, str]
    per_1000: float
    months: float
    shape: float
    ages: tuple[int, int, int]
    plan_months: int
    unit: str
    price_oere: int
    quantity: tuple[int, int]
    vat_factor: int
    account: str
    providers: str

    @property
    def placed(self) -> bool:
        """Whether the child is placed in the sense of the law."""
        return self.type == "placement"


@dataclass(frozen=True)
class Supplement:
    """A supplementary grant that follows grants of the kinds in ``accounts`` (kind → purpose of the account)."""

    id: str
    unit: str
    price_oere: int
    price_under_10_oere: int
    accounts: dict[str, str]


@dataclass(frozen=True)
class Payment:
    """What is paid every month without a grant: ``number`` payments of about ``amount_oere`` each (income is negative).

    ``even`` payments are pay: exactly that many, nearly equal, and for no child.
    """

    id: str
    account: str
    number: int
    amount_oere: int
    text: str
    even: bool


@dataclass(frozen=True)
class Levels:
    """Everything in ``data/levels.yaml``; ``price_change`` is year → per cent on 1 January."""

    population_0_17: int
    price_change: dict[int, float]
    kinds: tuple[Kind, ...]
    supplements: tuple[Supplement, ...]
    payments: tuple[Payment, ...]

    def kind(self, name: str) -> Kind:
        """The kind of that id; ``KeyError`` when there is none."""
        return {kind.id: kind for kind in self.kinds}[name]

    def index(self, year: int) -> float:
        """The price level of a year against 2024."""
        level = 1.0
        for step in range(2025, year + 1):
            level *= 1 + self.price_change.get(step, 0.0) / 100
        for step in range(year + 1, 2025):
            level /= 1 + self.price_change.get(step, 0.0) / 100
        return level


def _oere(kroner: float) -> int:
    return round(kroner * 100)


def _kind(raw: dict[str, Any]) -> Kind:
    low, high = raw.get("quantity", [1, 1])
    return Kind(
        raw["id"],
        raw["type"],
        raw.get("place"),
        (raw["law"][0], raw["law"][1]),
        float(raw["per_1000"]),
        float(raw["months"]),
        float(raw["shape"]),
        (raw["ages"][0], raw["ages"][1], raw["ages"][2]),
        int(raw.get("plan_months", 0)),
        raw["unit"],
        _oere(raw["price"]),
        (int(low), int(high)),
        round(float(raw.get("vat_factor", 100)) * 100),
        raw["account"],
        raw["providers"],
    )


@lru_cache(maxsize=1)
def levels() -> Levels:
    """The levels as shipped, read once."""
    import yaml

    raw = yaml.safe_load(files("trinvis.demo").joinpath("data/levels.yaml").read_text(encoding="utf-8"))
    return Levels(
        int(raw["population_0_17"]),
        {int(year): float(change) for year, change in raw["price_change"].items()},
        tuple(_kind(kind) for kind in raw["kinds"]),
        tuple(
            Supplement(
                s["id"],
                s["unit"],
                _oere(s["price"]),
                _oere(s.get("price_under_10", s["price"])),
                dict(s["accounts"]),
            )
            for s in raw["supplements"]
        ),
        tuple(
            Payment(p["id"], p["account"], int(p["number"]), _oere(p["amount"]), p["text"], bool(p.get("even")))
            for p in raw["payments"]
        ),
    )


@lru_cache(maxsize=1)
def accounts() -> dict[str, str]:
    """Purpose → real account string (of Ballerup 2021); only the strings that the example uses have a purpose."""
    text = files("trinvis.demo").joinpath("data/accounts.csv").read_text(encoding="utf-8")
    return {
        row["purpose"]: row["account"] for row in csv.DictReader(text.splitlines(), delimiter=";") if row["purpose"]
    }
