"""What a capacity analysis is made from: every table as it is known on a basis, each row once, and inhabitants by age band."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.account_map import AccountMap, Area, account_map
from trinvis.calculations.capacity.rates import Band
from trinvis.calculations.capacity.regions import CODES
from trinvis.municipality.gathered import facts
from trinvis.municipality.national import counted_people, newest, newest_cells
from trinvis.municipality.rules import Rules, rules
from trinvis.tables import NATIONAL_ACCOUNTS, POPULATION, TABLES

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

FEW_OF_AN_AGE = 30
"""Where a municipality usually has fewer of an age, a file without a row for one may mean nobody."""

PEOPLE = ["municipality", "sex", "age", "day"]


@dataclass(frozen=True, eq=False)
class CapacityFacts:
    """The tables of a basis, read when they are asked for and kept in the house's cache."""

    house: House
    basis: Basis

    @cached_property
    def rules(self) -> Rules:
        """Profile and parameters of the basis."""
        return rules(self.house, self.basis.rules)

    @property
    def parameters(self) -> Parameters:
        """The parameters of the basis."""
        return self.rules.parameters

    @cached_property
    def _known(self) -> str:
        """What is known and on which engine, as the cache's keys end."""
        return f"{self.house.figures_digest(self.basis)}/{self.house.engine.name}"

    def rows(self, table: str) -> pl.DataFrame:
        """All rows of a table, of those that share its key the one received last, with ``delivery_id`` and ``row_no``."""
        key = f"capacity/{table}/{self._known}"
        return self.house.cache.get(key, lambda: self._read(table), lambda frame: int(frame.estimated_size()))

    def has(self, table: str) -> bool:
        """Whether anything of the table was received."""
        return bool(self.basis.selection.pieces(table))

    @cached_property
    def unread(self) -> Mapping[str, Mapping[str, int]]:
        """Table → delivery → rows of it that could not be read and so are in no figure."""
        from trinvis.intake.profiles import SOURCES

        found: dict[str, dict[str, int]] = {}
        chosen = set(self.basis.selection.delivery_ids)
        for one in self.house.workspace.deliveries():
            if one.id in chosen and one.counts.get("rejected"):
                for table in one.tables or SOURCES[one.source].tables:
                    found.setdefault(table, {})[one.id] = int(one.counts["rejected"])
        return found

    def _read(self, table: str) -> pl.DataFrame:
        if table == NATIONAL_ACCOUNTS.name:
            frame = newest_cells(self.house, self.basis)
        elif table == POPULATION.name:
            frame = newest(self.house, self.basis, counted_people(self.house, self.basis), PEOPLE)
        else:
            schema = TABLES[table]
            frame = newest(self.house, self.basis, facts(self.house, self.basis, schema), list(schema.key))
        return self.house.engine.collect(frame)

    @cached_property
    def own(self) -> int:
        """The municipality whose workspace it is; it need not be one of the 98."""
        return self.house.workspace.municipality

    @cached_property
    def municipalities(self) -> Mapping[int, str]:
        """The country's municipalities, code → name, in order of code."""
        table = self.parameters.table("municipalities", self.basis.rules.day)
        return dict(sorted(table.select("municipality", "name").iter_rows()))

    @cached_property
    def regions(self) -> Mapping[int, int]:
        """The country's municipalities, code → the region's code."""
        table = self.parameters.table("municipalities", self.basis.rules.day)
        return {code: CODES[name] for code, name in table.select("municipality", "region").iter_rows()}

    def name(self, code: int) -> str:
        """A municipality's name."""
        return self.municipalities.get(code, f"Kommune {code}")

    def accounts(self, area: Area, year: int) -> AccountMap:
        """Which accounts an area is made of in a year; raises ``CapacityRefused``."""
        return account_map(self.parameters.table("capacity_accounts", date(year, 12, 31)), area, year)

    @cached_property
    def breaks(self) -> pl.DataFrame:
        """The parameter ``capacity_breaks``."""
        return self.parameters.table("capacity_breaks", self.basis.rules.day)

    @cached_property
    def _by_age(self) -> pl.DataFrame:
        """``municipality``, ``year``, ``age``, ``persons`` on 1 January, both sexes together."""
        rows = self.rows(POPULATION.name).filter(pl.col("day").dt.month() == 1, pl.col("day").dt.day() == 1)
        both = pl.col("sex").fill_null("TOT") == "TOT"
        place = ["municipality", "day", "age"]
        rows = rows.filter(both | ~both.any().over(place))
        return (
            rows.group_by(place)
            .agg(pl.col("persons").sum())
            .select("municipality", pl.col("day").dt.year().alias("year"), "age", "persons")
        )

    def population(self, band: Band) -> Mapping[tuple[int, int], int]:
        """(municipality, year) → inhabitants of the band on 1 January; a year that lacks an age of the band has none.

        A municipality without a row for an age has nobody of that age when others have one and it is small: files leave out what is 0.
        One with so many of its other ages that nobody cannot be meant has none.
        """
        key = f"capacity/band/{band}/{self._known}"
        return self.house.cache.get(key, lambda: self._counted(band), lambda found: 100 * len(found))

    def _counted(self, band: Band) -> dict[tuple[int, int], int]:
        inside = self._by_age.filter(pl.col("age").is_between(*band))
        ages = inside.group_by("year").agg(pl.col("age").n_unique().alias("ages"))
        whole = ages.filter(pl.col("ages") == band[1] - band[0] + 1)["year"].to_list()
        wanted = band[1] - band[0] + 1
        sums = (
            inside.filter(pl.col("year").is_in(whole))
            .group_by("municipality", "year")
            .agg(
                pl.col("persons").sum(),
                pl.col("persons").median().alias("usual"),
                pl.col("age").n_unique().alias("ages"),
            )
            .filter((pl.col("ages") == wanted) | (pl.col("usual") < FEW_OF_AN_AGE))
        )
        return {
            (code, year): persons for code, year, persons in sums.select("municipality", "year", "persons").iter_rows()
        }

    def ages_missing(self, band: Band, year: int, codes: Collection[int]) -> tuple[int, ...]:
        """The ages of the band that none of the municipalities has inhabitants of on 1 January."""
        of = self._by_age.filter(pl.col("year") == year, pl.col("municipality").is_in(list(codes)))
        known = set(of["age"].to_list())
        return tuple(age for age in range(band[0], band[1] + 1) if age not in known)

    def inhabitants(self, year: int) -> Mapping[int, int]:
        """Code → all inhabitants on 1 January, for size classes; the nearest earlier year with ages over 65, else the register's."""
        if year not in self._people:
            self._people[year] = self._inhabitants(year)
        return self._people[year]

    @cached_property
    def _people(self) -> dict[int, Mapping[int, int]]:
        return {}

    def _inhabitants(self, year: int) -> Mapping[int, int]:
        known = self._by_age.group_by("year").agg(pl.col("age").max()).filter(pl.col("age") >= 80)["year"].to_list()
        before = [one for one in known if one <= year]
        if before:
            rows = (
                self._by_age.filter(pl.col("year") == max(before)).group_by("municipality").agg(pl.col("persons").sum())
            )
            return dict(rows.iter_rows())
        table = self.parameters.table("municipalities", self.basis.rules.day)
        return dict(table.select("municipality", "population_2021q1").iter_rows())
