"""Cases drawn at random from a seed, as they would stand in a file: with something of everything that a case can say.

Every case is valid; which parts it has differs by seed. ``random_case`` reads it as the program reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from trinvis.cases.case import Case
from trinvis.cases.reading import case_from_dict

PAYERS = ("municipality", "partner", "region", "state", "citizen", "other")
DAYS = ("1999-02-01", "2013-06-01", "2020-01-01", "2024-01-01")
"""Days on which Finansministeriet's rates differ."""


def random_case(seed: int) -> Case:
    """The case of a seed."""
    return case_from_dict(random_content(seed))


def random_content(seed: int) -> dict[str, Any]:
    """What the case's file would say."""
    return _Maker(Random(seed), seed).content()


class _Maker:
    """Draws one case."""

    def __init__(self, luck: Random, seed: int) -> None:
        self.luck, self.seed = luck, seed
        self.monthly = luck.random() < 0.3
        self.horizon = luck.randint(1, 3) if self.monthly else luck.choice((1, 3, 5, 8, 10, 12, 40))
        self.alternatives = [f"a{number}" for number in range(luck.randint(2, 3))]
        self.states = [f"s{number}" for number in range(luck.randint(2, 5))]
        self.groups = [f"g{number}" for number in range(luck.randint(1, 3))]
        self.payers = [f"b{number}" for number in range(luck.randint(1, 3))]
        self.level = 2020
        self.apart = luck.random() < 0.6
        """Whether anything may depend on how long a person has been there."""
        self.ways = self.transitions()

    def content(self) -> dict[str, Any]:
        luck = self.luck
        made: dict[str, Any] = {
            "case": f"tilfaeldig-{self.seed}",
            "title": f"Tilfældig sag {self.seed}",
            "start_year": luck.randint(2010, 2030),
            "horizon": self.horizon,
            "period": "month" if self.monthly else "year",
            "counting": luck.choice(("end", "start", "half")),
            "price_level": self.level,
            "price_index": {"source": "Opdigtet", "years": {2016: 97.3, 2018: 100, 2020: 104.61}},
            "discount": self.discount(),
            "alternatives": {name: f"Alternativ {name}" for name in self.alternatives},
            "states": {name: {"label": f"Tilstand {name}"} for name in self.states},
            "inputs": self.inputs(),
            "groups": {name: self.group(name) for name in self.groups},
            "transitions": self.ways,
            "money": self.money(),
            "effects": self.effects(),
            "readings": {"hoej": {"label": "Dyrere", "inputs": {"pris": 123456}, "fits": luck.random() < 0.5}},
            "success": {"rate": "succes", "target": "antal", "year": luck.randint(0, self.horizon)},
        }
        kinds = ["municipality", *luck.choices(PAYERS, k=len(self.payers))]
        made["payers"] = {
            name: {"label": f"Betaler {name}", "kind": kind} for name, kind in zip(self.payers, kinds, strict=False)
        }
        if luck.random() < 0.6:
            made["perspective"] = luck.sample(self.payers, luck.randint(1, len(self.payers)))
        return made

    def discount(self) -> dict[str, Any]:
        luck = self.luck
        made: dict[str, Any] = {"timing": luck.choice(("start", "middle", "end"))}
        if luck.random() < 0.4:
            made["finansministeriet"] = luck.choice(DAYS)
        else:
            made["rate"] = luck.choice(("rente", "0.035", "rente + 0.005", "0"))
            made["continuous"] = luck.random() < 0.3
        if luck.random() < 0.4:
            made["effects"] = "0.015"
        return made

    def inputs(self) -> dict[str, Any]:
        """Numbers of every kind, formulas of them, and some that spreadsheets would take for something else (a1, c, t)."""
        draw, some = self.luck.uniform, self.several
        of = {"text": "personer i målgruppen", "count": "antal"}
        return {
            "antal": {"label": "Personer", "kind": "count", "value": self.luck.randint(10, 400)},
            "succes": {"label": "Succesrate", "kind": "rate", "of": of, "value": round(draw(0.02, 0.3), 4)},
            "rente": {"label": "Rente", "kind": "number", "value": round(draw(0, 0.06), 4)},
            "a1": {"label": "Chance fast", "kind": "rate", "of": of, "value": draw(0.01, 0.25)},
            "c": {"label": "Chance efter år", "kind": "rate", "of": of, "by_year": some(0, 0.3), "after": self.after()},
            "t": {"label": "Chance efter ophold", "kind": "rate", "of": of, "by_stay": some(0, 0.3), "after": "last"},
            "rate": {"label": "Chance efter begge", "kind": "rate", "of": of, "formula": "(t + c) / 2"},
            "formel": {
                "label": "Chance formel",
                "kind": "rate",
                "of": of,
                "formula": "0.2 * exp(-0.3 * forloeb / aar)",
            },
            "pris": {"label": "Pris", "kind": "amount", "value": round(draw(1_000, 900_000), 2), **self.priced()},
            "pris_år": {"label": "Pris efter år", "kind": "amount", "by_year": some(100, 9e5), **self.priced()},
            "pris_ophold": {"label": "Pris efter ophold", "kind": "amount", "by_stay": some(100, 9e5), **self.priced()},
            "pris_formel": {"label": "Pris formel", "kind": "amount", "formula": "max(pris, 20000) / 2 - -3^2"},
            "vaekst": {"label": "Vækst", "kind": "index", "growth_by_year": some(-0.03, 0.05), "after": self.after()},
            "indeks": {"label": "Indeks", "kind": "index", "by_year": some(0.9, 1.2)},
            "indfasning": {"label": "Indfasning", "kind": "rate", "of": of, "by_year": some(0, 0.5), "after": "zero"},
            "nye": {"label": "Nye pr. år", "kind": "number", "formula": "antal * succes * indfasning"},
            "andel": {"label": "Andel", "kind": "rate", "of": of, "value": round(draw(0.1, 0.9), 3)},
            "andel_år": {"label": "Andel efter år", "kind": "rate", "of": of, "by_year": some(0.1, 0.9)},
            "varighed": {"label": "Varighed", "kind": "years", "value": round(draw(0.3, 6), 2)},
        }

    def several(self, low: float, high: float) -> list[float]:
        """A value for some of the years."""
        return [round(self.luck.uniform(low, high), 4) for _ in range(self.luck.randint(1, self.horizon))]

    def after(self) -> str:
        return self.luck.choice(("last", "zero"))

    def priced(self) -> Mapping[str, int]:
        """An amount's price level, mostly another than the case's."""
        return self.luck.choice(({"price_level": 2016}, {"price_level": 2018}, {"price_level": self.level}))

    def group(self, name: str) -> dict[str, Any]:
        luck = self.luck
        made: dict[str, Any] = {"label": f"Gruppe {name}", "start": self.start(), "evenly": luck.random() < 0.6}
        comes = luck.random()
        if comes < 0.8:
            made["enters"] = self.by_alternative(
                ("nye", "antal * succes", "3 + aar", "antal * andel_år / 10", "periode")
            )
        if comes > 0.6:
            made["stock"] = self.by_alternative(("antal", "antal * (1 - succes)", "17.5"))
        if self.apart and luck.random() < 0.4:
            made["duration"] = luck.choice(("varighed", "2", "1.5", "min(varighed, 2.25)"))
        return made

    def by_alternative(self, formulas: Sequence[str]) -> Any:
        """One formula, one for each alternative, or one and an exception; some alternatives may have none."""
        luck = self.luck
        kind = luck.random()
        if kind < 0.4:
            return luck.choice(formulas)
        if kind < 0.8:
            there = luck.sample(self.alternatives, luck.randint(1, len(self.alternatives)))
            return {name: luck.choice(formulas) for name in there}
        return {"all": luck.choice(formulas), luck.choice(self.alternatives): luck.choice(formulas)}

    def start(self) -> Any:
        luck = self.luck
        ways: list[Any] = [
            {luck.choice(self.states): 1},
            dict(zip(luck.sample(self.states, 2), luck.choice(self.parts()), strict=True)),
        ]
        if luck.random() < 0.5:
            return luck.choice(ways)
        return {name: luck.choice(ways) for name in self.alternatives}

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Two shares that make a whole: of numbers, of inputs, of the success rate, and changing by year."""
        return (("0.25", "0.75"), ("andel", "1 - andel"), ("1 - succes", "succes"), ("andel_år", "1 - andel_år"))

    def transitions(self) -> list[dict[str, Any]]:
        luck, made = self.luck, []
        for source in luck.sample(self.states, luck.randint(1, len(self.states))):
            others = [state for state in self.states if state != source]
            for target in luck.sample(others, luck.randint(1, min(2, len(others)))):
                one: dict[str, Any] = {"from": source, "to": target, "per": luck.choice(("year", "period"))}
                chances = ["a1", "c", "succes", "0.1", "1 - (1 - a1)^0.5"] + ["t", "rate", "formel"] * self.apart
                one["chance"] = luck.choice(chances)
                self.narrowed(one)
                made.append(one)
        return made

    def narrowed(self, one: dict[str, Any]) -> None:
        """Holds for some alternatives or groups only, sometimes."""
        luck = self.luck
        if luck.random() < 0.3:
            one["alternatives"] = luck.sample(self.alternatives, luck.randint(1, len(self.alternatives)))
        if luck.random() < 0.2:
            one["groups"] = luck.sample(self.groups, luck.randint(1, len(self.groups)))

    def money(self) -> dict[str, Any]:
        return {f"p{number}": self.line(number) for number in range(self.luck.randint(3, 7))}

    def line(self, number: int) -> dict[str, Any]:
        luck, on = self.luck, self.on()
        stays = self.apart and ("state" in on or "move" in on)
        amounts = ["pris", "pris_år", "pris_formel", "1000 * aar", "12345.67", "pris * succes"]
        amounts += ["pris_ophold", "pris / forloeb", "pris_ophold * indeks"] if stays else []
        one: dict[str, Any] = {"label": f"Linje {number}", "on": on, "amount": luck.choice(amounts)}
        one["kind"] = luck.choice(("cost", "cost", "gain"))
        one["account"] = luck.choice(("", "5.28", "6.45.51", "5.280"))
        one["centre"] = luck.choice(("", "Center A", "Center B"))
        if luck.random() < 0.5:
            one["index"] = luck.choice(("vaekst", "indeks", "vaekst * indeks", "1.1"))
        if luck.random() < 0.3:
            one["timing"] = luck.choice(("start", "middle", "end"))
        if luck.random() < 0.8:
            two = luck.sample(self.payers, min(2, len(self.payers)))
            shares = luck.choice((("125/155", "30/155"), *self.parts())) if len(two) == 2 else ("1",)
            one["payers"] = dict(zip(two, shares, strict=True))
        self.narrowed(one)
        return one

    def effects(self) -> dict[str, Any]:
        luck, made = self.luck, {}
        for number in range(luck.randint(0, 2)):
            amounts = ["1", "andel", *(["forloeb / 2"] if self.apart else [])]
            one: dict[str, Any] = {"label": f"Effekt {number}", "unit": "år", "on": {"state": luck.choice(self.states)}}
            one["amount"] = luck.choice(amounts)
            self.narrowed(one)
            made[f"e{number}"] = one
        return made

    def on(self) -> dict[str, Any]:
        luck = self.luck
        kind = luck.choice(("state", "state", "state", "move", "entry", "year", "years", "once"))
        if kind == "move":
            return {"move": luck.choice([{"from": one["from"], "to": one["to"]} for one in self.ways])}
        if kind == "years":
            return {"years": sorted(luck.sample(range(1, self.horizon + 1), luck.randint(1, self.horizon)))}
        choices: dict[str, Any] = {
            "state": luck.choice(self.states),
            "entry": luck.choice((*self.groups, "all")),
            "year": "all",
            "once": luck.randint(1, self.horizon),
        }
        return {kind: choices[kind]}
