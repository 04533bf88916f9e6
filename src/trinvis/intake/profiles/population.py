"""``population``: StatBank's population tables (FOLK1A) as CSV, by code, by name or both, and with one column per sex."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.headings import compact
from trinvis.intake.meaning import quarter_day_of
from trinvis.intake.municipalities import municipality_codes, register
from trinvis.intake.profile import Field, Parsed, Profile, Shaped
from trinvis.intake.result import Unreadable
from trinvis.intake.staging import stage
from trinvis.tables import POPULATION as TABLE

if TYPE_CHECKING:
    import polars as pl

_SEXES = {
    **dict.fromkeys(("m", "1", "maend", "mand", "1maend"), "M"),
    **dict.fromkeys(("k", "2", "kvinder", "kvinde", "2kvinder"), "K"),
    **dict.fromkeys(("tot", "ialt", "0", "totialt", "begge", ""), "TOT"),
}
_WIDE = (("total", "TOT"), ("men", "M"), ("women", "K"))
_TOTALS = frozenset(("tot", "ialt", "totialt", "civilstandialt"))
_LARGER = r"(?i)^(?:0{1,3}|0?8[1-5]|0?[0-9]{1,2}) |^(?:hele landet|region |landsdel|byen |københavns omegn|provins)"


def _heading(text: str) -> str | None:
    return "total" if compact(text).startswith(("befolkning", "folketal")) else None


def shape(parsed: Parsed) -> Shaped:
    """Persons per municipality, sex, age and day. The country, regions and parts of the country are recognised as sums."""
    import polars as pl

    rows = parsed.rows
    parted = _parted(rows)
    rows = rows.filter(~pl.col("row_no").is_in(parted.implode()))
    codes, unread = municipality_codes(rows["place"], parsed.parameters)
    larger = (codes < 100).fill_null(False) | rows["place"].str.contains(_LARGER).fill_null(False)
    rows = rows.with_columns(municipality=codes)
    bad = rows["row_no"].filter(unread & ~larger)
    strange = rows["row_no"].filter(~larger & ~codes.is_in(list(register(parsed.parameters))).fill_null(True))
    sums = rows["row_no"].filter(larger)
    rows = rows.filter(~larger & ~unread)
    day = _days(rows, parsed)
    age = pl.col("age_text").str.extract(r"^\s*([0-9]{1,3})\b").cast(pl.Int64)
    rows = rows.with_columns(day=day, age=age)
    if "persons" in parsed.mapped:
        sexes = rows["sex_text"].fill_null("")
        known = {text: _SEXES.get(compact(text)) for text in sexes.unique()}
        rows = rows.with_columns(sex=sexes.replace_strict(known, return_dtype=pl.String))
    else:
        rows = pl.concat(
            [rows.with_columns(persons=pl.col(name), sex=pl.lit(sex)) for name, sex in _WIDE if name in parsed.mapped]
        ).sort("row_no", maintain_order=True)
    days = sorted(rows["day"].drop_nulls().unique().to_list())
    return Shaped(
        {"population": stage(rows, TABLE)},
        findings=(
            found(parted, rules.UNREADABLE, "civil", "Civilstand"),
            found(bad, rules.UNREADABLE, "municipality", TABLE.column("municipality").label),
            found(strange, rules.NOT_A_MUNICIPALITY, "municipality", TABLE.column("municipality").label),
            found(rows.filter(pl.col("sex").is_null())["row_no"], rules.UNREADABLE, "sex", TABLE.column("sex").label),
        ),
        sums=sums,
        extract_day=days[-1] if days else None,
        scope="–".join(dict.fromkeys([days[0].isoformat(), days[-1].isoformat()])) if days else "",
    )


def _parted(rows: pl.DataFrame) -> pl.Series:
    """The rows that are not for all marital statuses. Raises ``Unreadable`` when most rows are not: adding them to the
    total would count everybody twice.
    """
    import polars as pl

    values = rows["civil"].unique().drop_nulls()
    totals = [text for text in values if compact(text) in _TOTALS]
    parted = rows.filter(pl.col("civil").is_not_null() & ~pl.col("civil").is_in(totals))["row_no"]
    if parted.len() * 2 > rows.height and values.len() > 1:
        raise Unreadable("Tabellen er opdelt på civilstand: hent den igen med civilstand i alt.")
    return parted if values.len() > 1 else parted.head(0)


def _days(rows: pl.DataFrame, parsed: Parsed) -> pl.Series:
    """The day of each row: its own, else the quarter in a heading or the file name, else what the user says; never today."""
    import polars as pl

    distinct = rows["time"].unique().drop_nulls()
    if distinct.len():
        known = {text: _day(text) for text in distinct}
        return rows["time"].replace_strict(known, return_dtype=pl.Date)
    told = quarter_day_of([*parsed.headings.values(), parsed.file_name]) or parsed.extract_day
    return pl.Series("day", [told] * rows.height, dtype=pl.Date)


def _day(text: str) -> date | None:
    quarter = quarter_day_of([text])
    if quarter:
        return quarter
    digits = "".join(letter for letter in text if letter.isdigit())
    try:
        if len(digits) == 4:
            return date(int(digits), 1, 1)
        if len(digits) == 6:
            return date(int(digits[:4]), int(digits[4:]), 1)
        if len(digits) == 8 and text[:4].isdigit():
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        if len(digits) == 8:
            return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
    return None


POPULATION = Profile(
    name="population",
    label="befolkning fra Statistikbanken",
    meaning="Befolkningen på dagen i filen; afløser forrige levering for samme dag.",
    kind="snapshot",
    tables=("population",),
    fields=(
        Field("place", "text", "Kommunekode", ("område", "omr20", "omraade", "kommunedk", "bopælskommune", "kommune")),
        Field("sex_text", "text", "Køn"),
        Field("age_text", "text", "Alder"),
        Field("civil", "text", "Civilstand"),
        Field("time", "text", "Tid", ("kvartal", "dato", "år")),
        Field("persons", "integer", "Antal", ("indhold", "personer", "antal personer")),
        Field("total", "integer", "Befolkning", ("i alt", "ialt", "folketal")),
        Field("men", "integer", "Mænd"),
        Field("women", "integer", "Kvinder"),
    ),
    needs=(("place",), ("persons", "total")),
    keys=(("place",),),
    amount=None,
    shape=shape,
    heading=_heading,
    ignored=("kommune", "kommunenavn", "regionskode", "region", "gns_alder"),
)
