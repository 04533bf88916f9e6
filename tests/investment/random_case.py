"""Cases drawn at random, with most of what a case can hold: what the engine is held against itself on."""

from __future__ import annotations

from random import Random

from trinvis.cases.case import Alternative, Case, Discount, Effect, Group, Input, Money, On, Payer, State, Transition
from trinvis.cases.expression import Expression
from trinvis.cases.formula import parsed

ALTERNATIVES = ("nu", "indsats")


def random_case(seed: int) -> Case:
    """3-5 states, one or two groups with stock and entries, chances fixed, by stay and by year, in years or months."""
    luck = Random(seed)
    states = tuple(f"t{i}" for i in range(luck.randint(3, 5)))
    horizon, period = (luck.randint(4, 9), "year") if luck.random() < 0.6 else (luck.randint(2, 3), "month")
    groups = tuple(_group(luck, f"g{i}", states) for i in range(luck.randint(1, 2)))
    transitions = tuple(_transitions(luck, states))
    return Case(
        name=f"tilfældig-{seed}",
        title="Tilfældig",
        start_year=2024,
        horizon=horizon,
        price_level=2024,
        alternatives=tuple(Alternative(name, name) for name in ALTERNATIVES),
        states=tuple(State(name, name) for name in states),
        groups=groups,
        inputs=_inputs(luck),
        money=tuple(_money(luck, transitions, groups)),
        payers=(Payer("egen", "Egen", "municipality"), Payer("region", "Region", "region")),
        discount=Discount(parsed("0.04"), timing=luck.choice(("start", "middle", "end"))),
        transitions=transitions,
        effects=(Effect("aar_hjemme", "År", "år", On("state", states[0]), parsed("1")),),
        period=period,  # type: ignore[arg-type]
        counting=luck.choice(("start", "half", "end")),
    )


def _inputs(luck: Random) -> dict[str, Input]:
    made = (
        Input("fast", "fast", "rate", value=luck.uniform(0.02, 0.3)),
        Input("ophold", "ophold", "rate", by_stay=tuple(luck.uniform(0, 0.3) for _ in range(3))),
        Input("kalender", "kalender", "rate", by_year=tuple(luck.uniform(0, 0.3) for _ in range(4))),
        Input("pris", "pris", "amount", value=luck.uniform(50, 500)),
        Input("pris_ophold", "pris_ophold", "amount", by_stay=tuple(luck.uniform(50, 500) for _ in range(2))),
        Input("vaekst", "vaekst", "index", growth_by_year=tuple(luck.uniform(-0.02, 0.03) for _ in range(3))),
    )
    return {one.name: one for one in made}


def _group(luck: Random, name: str, states: tuple[str, ...]) -> Group:
    share = luck.uniform(0.2, 0.8)
    entries: dict[str, Expression] = {"": parsed(f"{luck.uniform(2, 9)} + aar")}
    if luck.random() < 0.5:
        entries["indsats"] = parsed(f"{luck.uniform(2, 9)}")
    return Group(
        name,
        name,
        enters=entries,
        stock={"": parsed(f"{luck.uniform(0, 9)}")} if luck.random() < 0.7 else {},
        start={
            "": {states[0]: parsed(repr(share)), states[1]: parsed(f"1 - {share!r}")},
            "indsats": {luck.choice(states[:2]): parsed("1")},
        },
        duration=parsed(f"{luck.uniform(1.2, 3.5)}") if luck.random() < 0.5 else None,
        evenly=luck.random() < 0.7,
    )


def _transitions(luck: Random, states: tuple[str, ...]) -> list[Transition]:
    """From every state but the last to one or two others."""
    made = []
    for source in states[:-1]:
        others = [state for state in states if state != source]
        for target in luck.sample(others, luck.randint(1, 2)):
            chance = luck.choice(("fast", "ophold", "kalender", "1 - exp(-0.1 * forloeb / (forloeb + aar))"))
            alternatives = luck.choice(((), (), ("indsats",)))
            made.append(Transition(source, target, parsed(chance), luck.choice(("year", "period")), alternatives))
    return made


def _money(luck: Random, transitions: tuple[Transition, ...], groups: tuple[Group, ...]) -> list[Money]:
    move = luck.choice(transitions)
    shares = {"egen": parsed("0.75"), "region": parsed("0.25")}
    return [
        Money("ophold", "Ophold", "cost", On("state", move.source), parsed("pris"), parsed("vaekst"), payers=shares),
        Money("kuld", "Kuld", "cost", On("state", move.target), parsed("pris_ophold")),
        Money("flytning", "Flytning", "cost", On("move", move.target, move.source), parsed("pris"), payers=shares),
        Money("gevinst", "Gevinst", "gain", On("move", move.target, move.source), parsed("pris_ophold / 2")),
        Money("indgang", "Indgang", "cost", On("entry", group=luck.choice(groups).name), parsed("pris / 10")),
        Money("drift", "Drift", "cost", On("year"), parsed("1000"), parsed("vaekst"), alternatives=("indsats",)),
        Money("start", "Start", "cost", On("once", years=(2,)), parsed("700"), alternatives=("indsats",)),
    ]
