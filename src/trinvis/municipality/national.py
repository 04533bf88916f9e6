"""The accounts of all municipalities on the staircase, as they were imported: once per basis, then from memory.

Of a cell that several deliveries hold the newest one counts. Steps and what is left out add up to the source's own total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.calculations.benchmark.background import Unit
from trinvis.calculations.staircase.breaks import Break, breaks_of
from trinvis.calculations.staircase.cells import place_cells, step_sums, yearly_rules
from trinvis.calculations.staircase.expenditure import ELSEWHERE, Spending, spending_of
from trinvis.calculations.staircase.expenditure import Basis as Counted
from trinvis.calculations.staircase.inhabitants import children_0_22, inhabitants_of
from trinvis.municipality.gathered import facts
from trinvis.municipality.rules import rules
from trinvis.tables import NATIONAL_ACCOUNTS, POPULATION

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

Frame = nw.LazyFrame[Any]

SCHEME = "national"
"""Figures of several municipalities stand on the national staircase alone."""

ACCOUNT = ["source_table", "kind", "municipality", "year", "function", "dranst", "grouping", "art"]
"""What a newer delivery replaces: an account of a municipality's year, with all its kinds of ownership."""

SCOPE = ["source_table", "kind", "municipality", "year"]
"""What no two deliveries usually share: then nothing has to be looked through."""
PERSONS = ["municipality", "sex", "age", "day"]
LAST_CHILD = 17


@dataclass(frozen=True, eq=False)
class National:
    """All that is known of municipalities' spending on ``basis``.

    ``sums``: øre by municipality, year, kind, source table, art, span of steps and category. ``source_totals``: the same
    straight from the source, without rules. ``children_0_22`` and ``children_0_17``: inhabitants on 1 January. ``own`` is the
    municipality whose workspace it is, which need not be one of the 98 (the example is not).
    """

    basis: Basis
    parameters: Parameters
    sums: pl.DataFrame
    source_totals: pl.DataFrame
    children_0_22: pl.DataFrame
    children_0_17: pl.DataFrame
    breaks: tuple[Break, ...]
    names: Mapping[int, str]
    own: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years that any municipality has accounts or a budget of the area for."""
        return tuple(sorted(self._of_area["year"].unique().to_list()))

    def years_of(self, municipality: int, kind: str) -> tuple[int, ...]:
        """The years that one municipality has accounts (or budgets) for."""
        own = self._of_area.filter(municipality=municipality, kind=kind)
        return tuple(sorted(own["year"].unique().to_list()))

    @property
    def _of_area(self) -> pl.DataFrame:
        """``sums`` without accounts of other areas: a year that has these alone is no year of ours."""
        return self.sums.filter(self.sums["category"].ne_missing(ELSEWHERE))

    def spending(self, counted: Counted) -> Spending:
        """Every municipality's years, counted as ``counted`` says."""
        return spending_of(self.sums, self.children_0_22, counted)

    def source_total(self, municipality: int, year: int, counted: Counted, source: str) -> int:
        """What the source itself adds up to, øre, gross or net as ``counted`` says."""
        rows = self.source_totals.filter(municipality=municipality, year=year, kind=counted.kind, source_table=source)
        by_art = dict(rows.select("art", "amount_oere").iter_rows())
        if counted.counting == "gross":
            return int(by_art.get("UE", 0))
        if by_art.keys() & {"UE", "I"}:
            return int(by_art.get("UE", 0)) - int(by_art.get("I", 0))
        return int(by_art.get("TOT", 0))

    def children(self, municipality: int, year: int, last_age: int = LAST_CHILD) -> int | None:
        """Inhabitants of 0-17 (or 0-22) years on 1 January; None when not known."""
        frame = self.children_0_17 if last_age == LAST_CHILD else self.children_0_22
        found = frame.filter(municipality=municipality, year=year)["inhabitants"]
        return int(found[0]) if found.len() else None

    def units(self, year: int) -> tuple[Unit, ...]:
        """The municipalities with region, group and 0-22-year-olds, in order of code."""
        people = {
            code: count
            for code, of, count in self.children_0_22.select("municipality", "year", "inhabitants").iter_rows()
            if of == year
        }
        table = self.parameters.table("municipalities", date(year, 12, 31))
        known = tuple(
            Unit(
                row["municipality"],
                row["name"],
                row["region"] or "",
                row["group"] or "",
                people.get(row["municipality"]),
            )
            for row in table.sort("municipality").iter_rows(named=True)
        )
        if any(unit.code == self.own for unit in known):
            return known
        return (*known, Unit(self.own, self.names[self.own], population=people.get(self.own)))

    def size(self) -> int:
        """Estimated bytes in memory."""
        frames = (self.sums, self.source_totals, self.children_0_22, self.children_0_17)
        return sum(int(frame.estimated_size()) for frame in frames)


def national(house: House, basis: Basis) -> National:
    """The municipalities' accounts on the steps, kept in the cache under what they depend on."""
    key = f"national/{house.figures_digest(basis)}/{house.engine.name}"
    return house.cache.get(key, lambda: _made(house, basis), National.size)


def _made(house: House, basis: Basis) -> National:
    decided = rules(house, basis.rules)
    table = decided.parameters.table("account_step", None)
    cells = newest_cells(house, basis)
    by_art = ["municipality", "year", "kind", "source_table", "art"]
    totals = house.engine.collect(
        cells.group_by(by_art).agg(nw.col("amount").sum().cast(nw.Int64).alias("amount_oere"))
    )
    years = totals["year"].unique().to_list()
    held = house.engine.frame(yearly_rules(table.filter(table["scheme"] == SCHEME), years))
    people = house.held(newest(house, basis, counted_people(house, basis), PERSONS))
    day, own = basis.rules.day, house.workspace.municipality
    names = decided.parameters.table("municipalities", day).select("municipality", "name")
    return National(
        basis=basis,
        parameters=decided.parameters,
        sums=house.engine.collect(step_sums(place_cells(cells, held))),
        source_totals=totals,
        children_0_22=house.engine.collect(children_0_22(people)),
        children_0_17=house.engine.collect(inhabitants_of(people, 0, LAST_CHILD)),
        breaks=breaks_of(decided.parameters.table("series_breaks", day)),
        names={own: f"Kommune {own}"} | dict(names.iter_rows()),
        own=own,
    )


def placed_rows(house: House, basis: Basis, municipality: int, year: int) -> pl.DataFrame:
    """The source's rows of one municipality's year with step, category, rule, delivery and row number."""
    table = rules(house, basis.rules).parameters.table("account_step", None)
    held = house.engine.frame(yearly_rules(table.filter(table["scheme"] == SCHEME), [year]))
    cells = newest_cells(house, basis).filter(nw.col("municipality") == municipality, nw.col("year") == year)
    return house.engine.collect(place_cells(cells, held))


def counted_people(house: House, basis: Basis) -> Frame:
    """``population`` by age; rows for all ages together are left out."""
    return facts(house, basis, POPULATION).filter(~nw.col("age").is_null())


def newest_cells(house: House, basis: Basis) -> Frame:
    """``national_accounts`` with each account once: where two deliveries hold it, the one received last counts."""
    cells = facts(house, basis, NATIONAL_ACCOUNTS)
    if len(basis.selection.pieces(NATIONAL_ACCOUNTS.name)) < 2:
        return cells
    years = house.engine.collect(cells.select(*SCOPE, "delivery_id").unique())
    return newest(house, basis, cells, ACCOUNT) if years.select(SCOPE).is_duplicated().any() else cells


def newest(house: House, basis: Basis, rows: Frame, keys: list[str]) -> Frame:
    """Of the rows that share ``keys``, those of the delivery received last; what was typed in is newer than all."""
    import polars as pl

    chosen = set(basis.selection.delivery_ids)
    ids = [delivery.id for delivery in house.workspace.deliveries() if delivery.id in chosen]
    order = house.engine.frame(
        pl.DataFrame(
            {"delivery_id": ids, "_order": list(range(len(ids)))}, schema={"delivery_id": pl.String, "_order": pl.Int64}
        )
    )
    ranked = rows.join(order, on="delivery_id", how="left").with_columns(
        _order=nw.coalesce(nw.col("_order"), nw.lit(len(ids)).cast(nw.Int64)),
        **{f"_{key}": nw.coalesce(nw.col(key).cast(nw.String), nw.lit("")) for key in keys},
    )
    by = [f"_{key}" for key in keys]
    return (
        ranked.with_columns(_newest=nw.col("_order").max().over(*by))
        .filter(nw.col("_order") == nw.col("_newest"))
        .drop("_order", "_newest", *by)
    )
