"""A figure of a comparison opened: an average to its municipalities, a quotient to its two numbers, a number to the source's rows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.staircase.measures import Measure, average
from trinvis.calculations.staircase.over_time import WEIGHTINGS, Weighting
from trinvis.calculations.staircase.prices import MissingIndex
from trinvis.calculations.staircase.spans import span_of, span_text
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark import benchmark
from trinvis.municipality.benchmark_figures import (
    CHILDREN,
    POINTS,
    asked_of,
    measure_of,
    opened,
    rounded,
    unit_of,
    who,
    written,
)
from trinvis.municipality.benchmark_money_opened import MONEY_FIGURES, explain_money
from trinvis.municipality.benchmark_need_opened import NEED_FIGURES, explain_need
from trinvis.municipality.benchmark_rates_opened import RATE_FIGURES, explain_rate
from trinvis.municipality.benchmark_set_opened import SET_FIGURES, explain_set
from trinvis.municipality.explain import Explanation, Part

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_sets import Group
    from trinvis.municipality.house import House

QUOTIENTS = ("spending_oere", "area_oere", "share", "ratio")


def explain_benchmark(house: House, basis: Basis, address: Address, *, persons: bool = True) -> Explanation:
    """A figure of the comparison, opened for a reader with or without the right to ``persons``; raises ``BadAddress``."""
    known = (*QUOTIENTS, *MONEY_FIGURES, *NEED_FIGURES, *SET_FIGURES, *RATE_FIGURES)
    if address.figure not in known:
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i sammenligningen; vælg et af {', '.join(known)}.")
    try:
        made = benchmark(house, basis, asked_of(address)).seen_by(persons=persons)
        if address.figure in NEED_FIGURES:
            return explain_need(made, address)
        if address.figure in SET_FIGURES:
            return explain_set(made, address)
        if address.figure in RATE_FIGURES:
            return explain_rate(house, made, address)
        if address.figure in QUOTIENTS:
            return _quotient(made, address)
        return explain_money(house, made, address)
    except (CannotCompare, MissingIndex) as error:
        raise BadAddress(str(error)) from None


def _quotient(made: Benchmark, address: Address) -> Explanation:
    code, group = who(made, address)
    if "since" in address.where:
        return _change(made, address, group)
    measure, year = measure_of(address), address.year
    title = f"{measure.label}, {group.label}"
    if code is None:
        return _average(made, address, measure, group, title)
    found = measure.of(made.spending, code, year)
    if found is None:
        raise BadAddress(f"{measure.label} kendes ikke for {group.label} i {year}; ret adressen.")
    top, bottom = _two(made, address, code, found.numerator, found.denominator)
    return opened(
        address, title, written(found.value, address.figure), unit_of(address.figure),
        f"{top.label} divideret med {bottom.label[:1].lower()}{bottom.label[1:]}. {made.counted.text}.", inputs=(top, bottom),
    )  # fmt: skip


def _two(made: Benchmark, address: Address, code: int, top: Fraction, bottom: Fraction) -> tuple[Part, Part]:
    """Numerator and denominator of one municipality's figure."""
    year, steps = address.year, address.where.get("steps", "")
    fixed = address.figure in ("spending_oere", "area_oere")
    own = {"municipality": code, "left_out": address.where.get("left_out")}
    if fixed:
        area = {"area": "1"} if address.figure == "area_oere" else {"steps": steps or "1-6"}
        money = made.address("fixed_oere", year, **own, **area)
        people = made.address("inhabitants", year, municipality=code)
        return (
            Part("Udgifter", rounded(top), money),
            Part("0-22-årige 1. januar", int(bottom) * 100, people, CHILDREN),
        )
    pair = (steps or "2-3", "1-6") if address.figure == "share" else ("2-3", "4-6")
    labels = [f"Udgifter til {span_text(span_of(one))}" for one in pair]
    if address.figure == "share":
        labels[1] = "Alle trinspecifikke udgifter"
    parts = [
        Part(label, int(amount), made.address("amount_oere", year, municipality=code, steps=one))
        for label, amount, one in zip(labels, (top, bottom), pair, strict=True)
    ]
    return parts[0], parts[1]


def _average(made: Benchmark, address: Address, measure: Measure, group: Group, title: str) -> Explanation:
    weighting = cast(Weighting, address.where.get("weighting", "unweighted"))
    if weighting not in WEIGHTINGS:
        raise BadAddress(f"'{weighting}' er ingen vægtning; vælg et af {', '.join(WEIGHTINGS)}.")
    found = average(made.spending, measure, group.members, address.year)
    value: Fraction | None = getattr(found, weighting)
    if value is None:
        raise BadAddress(f"Ingen af kommunerne i {group.label} har tallet for {address.year}; ret adressen.")
    inputs = []
    for code in group.members:
        one = measure.of(made.spending, code, address.year)
        if one is not None:
            where = {name: said for name, said in address.where.items() if name not in ("set", "weighting")}
            to = str(
                Address("benchmark", address.year, address.basis, address.figure, where | {"municipality": str(code)})
            )
            inputs.append(Part(made.name(code), written(one.value, address.figure), to, unit_of(address.figure)))
    gone = f" {len(found.missing)} har ikke tallet." if found.missing else ""
    return opened(
        address, f"{title}, {WEIGHTINGS[weighting]}", written(value, address.figure), unit_of(address.figure),
        f"Gennemsnit af {found.n} kommuner ({WEIGHTINGS[weighting]}).{gone} {made.counted.text}.", inputs=tuple(inputs),
    )  # fmt: skip


def _change(made: Benchmark, address: Address, group: Group) -> Explanation:
    since = address.where["since"]
    if not since.isdigit():
        raise BadAddress(f"'{since}' er intet år; ret adressen.")
    where = {name: value for name, value in address.where.items() if name != "since"}
    ends = [Address("benchmark", year, address.basis, address.figure, where) for year in (int(since), address.year)]
    first, last = (_quotient(made, end) for end in ends)
    exact = [_exact(made, end, group) for end in ends]
    measure = measure_of(address)
    unit = POINTS if address.figure in ("share", "ratio") else unit_of(address.figure)
    return opened(
        address, f"{measure.label}, {group.label}, ændring fra {since} til {address.year}",
        written(exact[1] - exact[0], address.figure), unit,
        f"Sidste år minus første år. {made.counted.text}.",
        inputs=tuple(
            Part(str(end.year), one.value, str(end), one.unit) for end, one in zip(ends, (first, last), strict=True)
        ),
    )  # fmt: skip


def _exact(made: Benchmark, address: Address, group: Group) -> Fraction:
    measure, year = measure_of(address), address.year
    if "municipality" in address.where:
        found = measure.of(made.spending, group.members[0], year)
        assert found is not None
        return found.value
    value: Fraction = getattr(
        average(made.spending, measure, group.members, year), address.where.get("weighting", "unweighted")
    )
    return value
