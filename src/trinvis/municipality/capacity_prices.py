"""The price index that an analysis counts by, as a table: its level in each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import CURRENT, Prices
from trinvis.municipality.capacity_asked import NO_INDEX
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Source

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_asked import Asked
    from trinvis.municipality.capacity_facts import CapacityFacts

PRICES = "economy.prices"
INDEX = "indeks"


def prices_table(made: Capacity) -> tuple[FigureTable, ...]:
    """The index of the years that are shown and the one whose prices are used; none in each year's own prices."""
    prices = made.prices
    if prices.base is None:
        return ()
    years = sorted({*made.years, prices.base} & set(prices.levels))
    imported = made.facts.has("price_levels") and made.facts.rows("price_levels")["index"].eq(prices.index).any()
    figures = {
        (f"y{year}", "level"): _figure(prices.index, year, prices.levels[year], imported=imported) for year in years
    }
    return (
        FigureTable(
            PRICES, f"Prisindekset {prices.index}", "År", (Column("level", "Indeks", INDEX, decimals=2),),
            tuple(Row(f"y{year}", str(year)) for year in years), figures,
            notes=(f"Beløb ganges med indekset for {prices.base} og divideres med indekset for deres eget år.",),
        ),
    )  # fmt: skip


def _figure(index: str, year: int, level: int, *, imported: bool) -> Figure:
    if not imported:
        how = f"Indekset {index} for {year} er tastet ind under Opsætning."
        return Figure(level / 100, INDEX, how, parameters=("price_index",))
    where: dict[str, tuple[object, ...]] = {"index": (index,), "year": (year,)}
    return Figure(
        level / 100,
        INDEX,
        f"Indekset {index} for {year}, som det er hentet ind.",
        sources=(Source("price_levels", where, "level"),),
    )


def prices_of(facts: CapacityFacts, asked: Asked, year: int) -> Prices:
    """The prices that are asked for; raises ``CapacityRefused`` for an index or a year without a level."""
    if asked.index == NO_INDEX:
        return CURRENT
    levels = levels_of(facts)
    name = asked.index or facts.rules.profile.price_index or next(iter(levels), "")
    if name and name not in levels:
        levels[name] = {year: level for year, level in facts.parameters.index_levels(name).items() if level > 0}
    if not levels.get(name):
        if asked.index:
            raise CapacityRefused(
                f"Indekset »{name}« har ingen tal; hent dem ind, eller vælg {NO_INDEX} for løbende priser."
            )
        if asked.base is not None:
            raise CapacityRefused(
                f"Der er intet prisindeks, så der kan ikke regnes i {asked.base}-priser; hent et ind (--source prices), eller "
                "vælg løbende priser."
            )
        return CURRENT
    base = asked.base or (year if year in levels[name] else max(levels[name]))
    if base not in levels[name]:
        raise CapacityRefused(
            f"Indekset »{name}« har intet tal for {base}; vælg et af {', '.join(map(str, sorted(levels[name])))}."
        )
    return Prices(name, levels[name], base)


def levels_of(facts: CapacityFacts) -> dict[str, dict[int, int]]:
    """The imported indexes: name → year → level in hundredths."""
    found: dict[str, dict[int, int]] = {}
    if facts.has("price_levels"):
        for row in facts.rows("price_levels").sort("index", "year").iter_rows(named=True):
            found.setdefault(row["index"], {})[row["year"]] = row["level"]
    return found
