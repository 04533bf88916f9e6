"""Whether the sums of an accounts table are the sums of its cells, and whether the amounts can be 1.000 kr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found, of_file
from trinvis.intake.statbank.areas import Area
from trinvis.intake.statbank.catalogue import TIME, StatBankTable
from trinvis.intake.statbank.heaps import Heaps

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

_THOUSAND = 100_000
"""Øre of the 1.000 kr. that every cell is rounded to by itself."""
_ALL = 98
_CLEARLY_NEGATIVE = 20
"""From this many income cells on, nine of ten below zero are a convention and not corrections."""
_ENOUGH = 20
_LEAST_KRONER = 100
"""5.28 costs some thousand kroner per inhabitant (9.488 kr. per 0-22-year-old, seed 000); far below, the unit is another."""


def check_net(heaps: Heaps, arts: Sequence[str | None], amounts: pl.Series) -> None:
    """Warns where net is not expenditure minus income of the same cell, by more than each one's rounding."""
    import polars as pl

    if not {"UE", "I", "TOT"} <= set(arts):
        return
    pivot = _by_art(heaps, arts, amounts)
    off = pivot.filter(
        pl.col("TOT").is_not_null()
        & pl.col("UE").is_not_null()
        & pl.col("I").is_not_null()
        & ((pl.col("TOT") - pl.col("UE") + pl.col("I")).abs() > _THOUSAND)
        & ((pl.col("TOT") - pl.col("UE") - pl.col("I")).abs() > _THOUSAND)
    )
    if off.height:
        net = heaps.per_row("ART", [art == "TOT" for art in arts], missing=False, dtype=bool)
        heaps.warn(
            net & heaps.cells.place("ART").is_in(off["place"].implode()).fill_null(value=False).to_numpy(),
            rules.NET_DIFFERS,
            "amount",
            "Netto",
        )


def income_is_negative(heaps: Heaps, arts: Sequence[str | None], amounts: pl.Series) -> bool:
    """Whether the file writes income with a minus: nearly all of it is below zero, and so says the net, or there are many cells."""
    import numpy as np
    import polars as pl

    if "I" not in arts:
        return False
    income = amounts.gather(
        np.flatnonzero(heaps.per_row("ART", [art == "I" for art in arts], missing=False, dtype=bool))
    )
    some = income.filter(income != 0)
    if not some.len() or int((some < 0).sum()) * 10 < some.len() * 9:
        return False
    if not {"UE", "I", "TOT"} <= set(arts):
        return some.len() >= _CLEARLY_NEGATIVE
    pivot = _by_art(heaps, arts, amounts).filter(pl.col("I") != 0)
    plus = pivot.filter((pl.col("TOT") - pl.col("UE") + pl.col("I")).abs() <= _THOUSAND).height
    minus = pivot.filter((pl.col("TOT") - pl.col("UE") - pl.col("I")).abs() <= _THOUSAND).height
    return minus > plus


def check_country(heaps: Heaps, table: StatBankTable, areas: Sequence[Area], amounts: pl.Series) -> None:
    """Warns where the country is not the sum of its 98 municipalities, in years that have them all.

    Every cell is rounded to 1.000 kr. by itself, so the sum of 98 may be 49.500 kr. off and the country's own 500 kr. more.
    """
    import numpy as np
    import polars as pl

    kinds = [area.kind for area in areas]
    if "country" not in kinds:
        return
    frame = pl.DataFrame(
        {
            "row_no": heaps.cells.frame["row_no"],
            "place": heaps.cells.place(table.area),
            "area": heaps.per_row(table.area, range(len(areas)), len(areas), np.uint32),
            "year": heaps.places(TIME),
            "amount": amounts,
        }
    )
    country = [place for place, kind in enumerate(kinds) if kind == "country"]
    towns = [place for place, kind in enumerate(kinds) if kind == "municipality"]
    of_towns = frame.filter(pl.col("area").is_in(towns))
    full = of_towns.group_by("year").agg(pl.col("area").n_unique()).filter(pl.col("area") >= _ALL)["year"]
    sums = of_towns.filter(pl.col("year").is_in(full.implode())).group_by("place").agg(total=pl.col("amount").sum())
    off = (
        frame.filter(pl.col("area").is_in(country))
        .join(sums, on="place")
        .filter((pl.col("amount") - pl.col("total")).abs() > (_ALL + 1) * _THOUSAND // 2)
    )
    if off.height:
        heaps.findings.append(found(off["row_no"].sort(), rules.SUM_DIFFERS, "amount", "Hele landet"))


def strange_size(facts: pl.DataFrame, parameters: Parameters) -> list[pl.DataFrame]:
    """What is said when the expenditure on 5.28 cannot be in 1.000 kr.: far too little per inhabitant of most municipalities."""
    import polars as pl

    spent = (
        facts.lazy()
        .filter(pl.col("function").str.starts_with("528") & (pl.col("art") == "UE") & (pl.col("dranst") == 1))
        .group_by("municipality", "year")
        .agg(oere=pl.col("amount").sum(), functions=pl.col("function").n_unique())
        .filter((pl.col("functions") >= 3) & (pl.col("oere") > 0))
        .collect()
    )
    people = parameters.table("municipalities", None).select(
        pl.col("municipality").cast(pl.Int64), people=pl.col("population_2021q1").cast(pl.Int64)
    )
    each = spent.join(people, on="municipality").select(kroner=pl.col("oere") / 100 / pl.col("people"))["kroner"]
    typical = each.median()
    if each.len() < _ENOUGH or not isinstance(typical, float) or typical >= _LEAST_KRONER:
        return []
    label = f"udgifterne på 5.28 er {typical:.0f} kr. pr. indbygger i den midterste kommune"
    return [of_file(rules.STRANGE_SIZE, "amount", label)]


def _by_art(heaps: Heaps, arts: Sequence[str | None], amounts: pl.Series) -> pl.DataFrame:
    """``place`` and the øre of UE, I and TOT in it; null where the cell has none."""
    import polars as pl

    frame = heaps.cells.frame.select(art=pl.col("ART")).with_columns(place=heaps.cells.place("ART"), amount=amounts)
    wanted = {art: place for place, art in enumerate(arts) if art in ("UE", "I", "TOT")}
    return (
        frame.drop_nulls("place")
        .group_by("place")
        .agg(pl.col("amount").filter(pl.col("art") == place).first().alias(art) for art, place in wanted.items())
    )
