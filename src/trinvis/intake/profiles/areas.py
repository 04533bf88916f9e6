"""Municipalities among regions and the country: national files often have all three under one heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.headings import compact
from trinvis.intake.municipalities import municipality_codes
from trinvis.tables.capacity import REGIONS

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

_SHORT = {"1084": "H", "1085": "Sj", "1083": "Syd", "1082": "Midt", "1081": "Nord"}
REGION_WORDS: Mapping[str, str] = {
    word: code
    for code, name in REGIONS
    for word in (
        name.removeprefix("Region "),
        f"Kommuner i {name}",
        f"Kommunerne i {name}",
        _SHORT[code],
        code[2:],
        f"0{code[2:]}",
    )
}
"""Other ways to write a region: *Hovedstaden*, *H*, *84*, *084*."""
_REGIONS = {compact(word): code for word, code in REGION_WORDS.items()}
_REGIONS |= {compact(name): code for code, name in REGIONS} | {code: code for code, _ in REGIONS}
_COUNTRY = frozenset(("helelandet", "landet", "danmark", "dk", "0", "00", "000", "alle", "allekommuner"))
PLACE = "place"
"""The field of an area as it was written; the read municipality takes its place."""


@dataclass(frozen=True)
class Areas:
    """Row by row: ``municipality`` (Int64, null where there is none), ``region`` (code) and whether it is the whole ``country``;
    ``unread`` is a text that is none of them.
    """

    municipality: pl.Series
    region: pl.Series
    country: pl.Series
    unread: pl.Series


def areas(texts: pl.Series, parameters: Parameters) -> Areas:
    """What each text names; a number with a name (*084 Region Hovedstaden*) counts by its number."""
    import polars as pl

    codes, unread = municipality_codes(texts, parameters)
    named = texts.fill_null("").map_elements(compact, return_dtype=pl.String)
    numbered = codes.cast(pl.String)
    regions = [_REGIONS.get(name) or _REGIONS.get(number or "") for name, number in zip(named, numbered, strict=True)]
    country = named.is_in(list(_COUNTRY)) | (codes == 0).fill_null(False)
    region = pl.Series("region", regions, dtype=pl.String)
    larger = country | region.is_not_null()
    frame = pl.DataFrame({"code": codes, "larger": larger})
    municipality = frame.select(pl.when(~pl.col("larger")).then(pl.col("code"))).to_series()
    return Areas(municipality.alias("municipality"), region, country, unread & ~larger)


def in_municipalities(rows: pl.DataFrame, parameters: Parameters) -> tuple[pl.DataFrame, list[pl.DataFrame], pl.Series]:
    """Rows with ``municipality`` read from ``PLACE``: those of regions and the country are left out as sums, so that nobody is
    counted twice. Returns rows, findings and the sums' row numbers. What cannot be read has no municipality.
    """
    read = areas(rows[PLACE], parameters)
    larger = read.country | read.region.is_not_null()
    rows = rows.with_columns(read.municipality)
    unread = found(rows.filter(read.unread), rules.UNREADABLE, "municipality", "Kommune")
    return rows.filter(~larger), [unread], rows.filter(larger)["row_no"]
