"""The price index that an analysis counts by, as a table: its level in each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Source

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

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
