"""An amount of a comparison opened: to the source's rows, to the year's own prices, to the years that it is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.cells import CATEGORIES
from trinvis.calculations.staircase.extra_cost import extra_cost
from trinvis.calculations.staircase.measures import SpendingPerChild
from trinvis.calculations.staircase.spans import WHOLE, span_text
from trinvis.municipality.address import BadAddress
from trinvis.municipality.benchmark_figures import CHILDREN, KRONER, PER_CENT, group_of, opened, rounded, who, written
from trinvis.municipality.benchmark_lines import money_lines, people_lines
from trinvis.municipality.explain import Explanation, Part, values_of, with_origin, words_of

if TYPE_CHECKING:
    from trinvis.municipality.address import Address
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_sets import Group
    from trinvis.municipality.house import House

MONEY_FIGURES = ("amount_oere", "fixed_oere", "inhabitants", "extra_oere", "spread", "coverage")


def explain_money(house: House, made: Benchmark, address: Address) -> Explanation:
    if address.figure == "spread":
        return _spread(made, address)
    if address.figure == "coverage":
        return _coverage(made, address)
    code, group = who(made, address)
    if code is None:
        raise BadAddress(f"Tallet '{address.figure}' åbnes for én kommune (municipality); ret adressen.")
    if address.figure == "inhabitants":
        last = 17 if address.where.get("ages") == "0-17" else 22
        lines = people_lines(house, made, code, address.year, last)
        value = int(lines["counted"].sum()) if "counted" in lines.columns else 0
        return replace(
            opened(
                address, f"0-{last}-årige 1. januar, {group.label}", value * 100, CHILDREN, "Alle aldre lagt sammen."
            ),
            lines=with_origin(house, lines.drop("amount_oere", "signed_oere", strict=False)),
        )
    if address.figure == "extra_oere":
        return _extra(made, address, group)
    if address.figure == "fixed_oere":
        return _fixed(made, address, code, group)
    category = address.where.get("category", "")
    steps = group_of(address) if "steps" in address.where else None
    area = address.where.get("area") == "1"
    lines = money_lines(house, made, code, address.year, steps, category, area=area)
    what = (
        f"Udgifter til {span_text(steps)}" if steps else CATEGORIES.get(category, category) if category
        else "Udgifter i alt på området" if area else "Alt i kildetabellen"
    )  # fmt: skip
    what = "Trinspecifikke udgifter" if steps == WHOLE else what
    return replace(
        opened(
            address, f"{what}, {group.label}", int(lines["signed_oere"].sum() or 0), KRONER,
            "Summen af kildens rækker i årets egne priser; hver række står på det trin, som reglen for dens konto og år siger.",
        ),
        lines=with_origin(house, lines), rules=words_of(lines, made.national.parameters),
        parameters=values_of(lines, made.national.parameters),
    )  # fmt: skip


def _fixed(made: Benchmark, address: Address, code: int, group: Group) -> Explanation:
    found = made.spending.of(code, address.year)
    if found is None:
        raise BadAddress(f"{group.label} har intet regnskab for {address.year}; ret adressen.")
    area = address.where.get("area") == "1"
    left_out = address.where.get("left_out") == "1"
    amount = found.area if area else found.on(group_of(address), with_left_out=left_out)
    if amount is None:
        raise BadAddress(
            f"Beløbet til {span_text(group_of(address))} kan ikke skilles ud i {address.year}; ret adressen."
        )
    plain = {"area": "1"} if area else {"steps": address.where.get("steps", "1-6")}
    inputs = [
        Part(
            f"Beløb i {address.year}-priser",
            amount,
            made.address("amount_oere", address.year, municipality=code, **plain),
        )
    ]
    prices = made.counted.prices
    if prices.base is not None:
        for year in (prices.base, address.year):
            inputs.append(Part(f"Indekset »{prices.index}« {year}", prices.levels[year], str(address), "indeks"))
    how = (
        "Beløbet gange indekset i prisåret divideret med indekset i årets egne priser."
        if prices.base is not None
        else "Årets egne priser."
    )
    return opened(
        address, f"Udgifter i {prices.text}, {group.label}", rounded(made.spending.fixed(amount, address.year)), KRONER, how,
        inputs=tuple(inputs),
    )  # fmt: skip


def _extra(made: Benchmark, address: Address, group: Group) -> Explanation:
    since, steps = address.where.get("since", ""), group_of(address)
    if not since.isdigit():
        raise BadAddress("Merudgiften skal have et basisår (since); ret adressen.")
    years = [year for year in made.every_year if int(since) <= year <= address.year]
    found = extra_cost(made.spending, group.members[0], int(since), years, (), groups=[steps])[steps]
    row = next((one for one in found.years if one.year == address.year), None)
    if row is None:
        raise BadAddress(f"Merudgiften i {address.year} kendes ikke; ret adressen.")
    whole = address.where.get("whole") == "1"
    so_far = address.where.get("so_far") == "1"
    value = (
        (row.accumulated if so_far else row.amount)
        if whole
        else (row.accumulated_per_child if so_far else row.per_child)
    )
    inputs = [
        Part(f"{year} pr. 0-22-årig", rounded(level.value), made.address("spending_oere", year, municipality=group.key, steps=address.where.get("steps")))
        for year in ([int(since), *(one.year for one in found.years if one.year <= address.year)] if so_far else [int(since), address.year])
        if (level := SpendingPerChild(steps).of(made.spending, group.members[0], year)) is not None
    ]  # fmt: skip
    if whole:
        people = made.spending.years[group.members[0], address.year].inhabitants or 0
        inputs.append(
            Part(
                f"0-22-årige {address.year}",
                people * 100,
                made.address("inhabitants", municipality=group.key),
                CHILDREN,
            )
        )
    how = "Årets udgift pr. 0-22-årig minus basisårets"
    how += ", gange årets egne 0-22-årige" if whole else ""
    how += f", lagt sammen siden {since}" if so_far else ""
    return opened(
        address, f"Merudgift til {span_text(steps)} mod {since}, {group.label}", rounded(value), KRONER,
        f"{how}. {made.counted.text}.", inputs=tuple(inputs),
    )  # fmt: skip


def _spread(made: Benchmark, address: Address) -> Explanation:
    side = address.where.get("side", "above")
    codes = made.spread.above if side == "above" else made.spread.below
    limit = made.spread.high if side == "above" else made.spread.low
    inputs = tuple(
        Part(made.name(code), written(made.spread.shares[code].value, "share"), made.address("share", municipality=code, steps="2-3"), PER_CENT)
        for code in codes
    )  # fmt: skip
    word = "over" if side == "above" else "under"
    return opened(
        address, f"Kommuner med en andel {word} {written(limit, 'share') // 100} %", len(codes) * 100, "kommuner",
        f"Andelen til trin 2-3 af de trinspecifikke udgifter; {len(made.spread.shares)} kommuner har tallet.", inputs=inputs,
    )  # fmt: skip


def _coverage(made: Benchmark, address: Address) -> Explanation:
    _, group = who(made, address)
    found = made.distribution_of(group, address.year).coverage
    if found.value is None:
        raise BadAddress(f"Der er ingen udgifter i {group.label} i {address.year}; ret adressen.")
    inputs = [
        Part("Trinspecifikke udgifter", rounded(found.step_specific), str(address)),
        Part("Udgifter i alt på området", rounded(found.area), str(address)),
    ]
    for code in group.members:
        one = made.spending.of(code, address.year)
        if one is not None:
            to = made.address("amount_oere", address.year, municipality=code, area="1")
            inputs.append(Part(f"{made.name(code)}, på området", one.area, to))
    return opened(
        address, f"Trinspecifikke udgifter af alle på området, {group.label}", written(found.value, "share"), PER_CENT,
        f"Dækning: det, der kan henføres til ét trin, af alle udgifter på området. {made.counted.text}.", inputs=tuple(inputs),
    )  # fmt: skip
