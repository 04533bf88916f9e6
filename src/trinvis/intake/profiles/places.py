"""``places``: the municipality's own houses in a period: places, days in use, what is sold, and what a day costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import days_of, narrowed
from trinvis.intake.staging import stage
from trinvis.tables import PLACES as TABLE

if TYPE_CHECKING:
    import polars as pl

_MONTH = r"^\s*((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])\s*$"


def shape(parsed: Parsed) -> Shaped:
    """One house and period per row. A year (*2026*) or a month (*2026-03*) alone is all of its days."""
    import polars as pl

    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    opened = _ends(rows["from_text"], parsed.options.date_form)
    closed = _ends(rows["to_text"], parsed.options.date_form)
    whole = pl.when(opened.first != opened.last).then(opened.last)
    rows = rows.with_columns(
        start=opened.first, stop=pl.when(rows["to_text"].is_null()).then(whole).otherwise(closed.last)
    )
    years = sorted(rows["start"].dt.year().drop_nulls().unique().to_list())
    return Shaped(
        {"places": stage(rows, TABLE)},
        findings=(
            *about_areas,
            found(rows.filter(opened.unread), rules.UNREADABLE, "start", TABLE.column("start").label),
            found(rows.filter(closed.unread), rules.UNREADABLE, "stop", TABLE.column("stop").label),
        ),
        sums=sums,
        scope=narrowed(rows, "-".join(dict.fromkeys(str(one) for one in (years[0], years[-1]))) if years else ""),
    )


@dataclass(frozen=True)
class _Ends:
    """First and last day of what each text names (the same for a day), and which texts name nothing."""

    first: pl.Series
    last: pl.Series
    unread: pl.Series


def _ends(texts: pl.Series, asked: str | None) -> _Ends:
    import polars as pl

    month = texts.str.extract_groups(_MONTH)
    year, number = (pl.lit(month.struct.field(part).cast(pl.Int32)) for part in ("1", "2"))
    first = pl.date(year, number, 1)
    rest = pl.select(pl.when(month.struct.field("1").is_null()).then(texts)).to_series()
    opening, unread = days_of(rest, asked, 1, 1)
    closing, _ = days_of(rest, asked, 12, 31)
    return _Ends(
        pl.select(pl.coalesce(first, opening)).to_series(),
        pl.select(pl.coalesce(first.dt.month_end(), closing)).to_series(),
        unread,
    )


PLACES = Profile(
    name="places",
    label="egne pladser og belægning (Trinvis' skabelon)",
    meaning="Kommunens egne huse, måned for måned eller år for år. Afløser forrige levering for de samme år.",
    kind="snapshot",
    tables=("places",),
    fields=placed_fields(TABLE, {"start": "from_text", "stop": "to_text"}),
    needs=((PLACE,), ("offer",), ("from_text",), ("places", "occupancy", "occupied_days")),
    keys=((PLACE,), ("from_text",)),
    amount=None,
    shape=shape,
)
