"""The month's work as sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.month import Month

STATE_WORDS = {"done": "Klaret", "missing": "Mangler", "look": "Se på"}
STATE_SIGNS = {"done": "✓", "missing": "!", "look": "○"}

MOVED_ROWS = 100
"""Children shown at once; the total is of all."""


def title(made: Month) -> str:
    """The first line: how far the month has come."""
    name = danish.month(made.month).capitalize()
    left = len(made.items) - made.done
    if not left:
        return f"{name} er klaret: opfølgningen er godkendt"
    nearest = next(item for item in made.items if not item.done)
    return f"{name}: {progress(made)}. Næste: {nearest.title[:1].lower()}{nearest.title[1:]}"


def progress(made: Month) -> str:
    """``6 af 13 klaret``."""
    return f"{made.done} af {len(made.items)} klaret"


ARRIVALS = (
    ReportColumn("label", "Kilde"),
    ReportColumn("came", "Kom i måneden"),
    ReportColumn("rows", "Rækker læst", "integer", additive=True),
    ReportColumn("rejected", "Afvist", "integer", additive=True),
    ReportColumn("last", "Sidst før måneden", "month"),
    ReportColumn("rhythm", "Plejer at komme"),
    ReportColumn("state", "Status"),
)


def arrivals_table(made: Month, *, synthetic: bool) -> ReportTable:
    """What has come this month, source by source, against the rhythm of the months before."""
    rows = tuple(
        {
            "label": one.label,
            "came": ", ".join(delivery.file_name for delivery in one.deliveries),
            "rows": one.rows if one.deliveries else None,
            "rejected": one.rejected if one.deliveries else None,
            "last": one.last,
            "rhythm": "uregelmæssigt"
            if one.every is None
            else "hver måned"
            if one.every == 1
            else f"hver {one.every}. måned",
            "state": "Kommet" if one.deliveries else "Mangler" if one.expected else "Ventes ikke",
        }
        for one in made.arrivals
    )
    return ReportTable(
        "arrivals",
        f"Kommet i {danish.month(made.month)}",
        title(made),
        ARRIVALS,
        rows,
        synthetic=synthetic,
    )


@dataclass(frozen=True)
class Chosen:
    """A choice among teams or advisers: empty text is all."""

    team: str = ""
    adviser: str = ""


def teams(made: Month) -> list[str]:
    """Teams with a child that has moved the forecast."""
    return sorted(made.children["team"].drop_nulls().unique().to_list())


def advisers(made: Month) -> list[int]:
    """Numbers of the advisers with a child that has moved the forecast."""
    return sorted(made.children["adviser_no"].drop_nulls().unique().to_list())


def children_table(
    made: Month, chosen: Chosen, areas: Mapping[str, str], names: Mapping[int, str], *, synthetic: bool
) -> ReportTable:
    """Children that moved the forecast, the largest first; ``names`` is the adviser's number → name."""
    frame = made.children
    if chosen.team:
        frame = frame.filter(pl.col("team") == chosen.team)
    if chosen.adviser:
        frame = frame.filter(pl.col("adviser_no").cast(pl.String) == chosen.adviser)
    rows = tuple(
        {
            "child_no": str(one["child_no"]),
            "what": one["what"],
            "area": ", ".join(areas.get(area, words.label("area", area)) for area in one["area"]),
            "team": one["team"],
            "adviser": None if one["adviser_no"] is None else names.get(one["adviser_no"], str(one["adviser_no"])),
            "amount_oere": one["amount_oere"],
        }
        for one in frame.head(MOVED_ROWS).iter_rows(named=True)
    )
    columns = (
        ReportColumn("child_no", "Barn"),
        ReportColumn("what", "Hvad er sket"),
        ReportColumn("area", "Område"),
        ReportColumn("team", "Team"),
        ReportColumn("adviser", "Rådgiver"),
        ReportColumn("amount_oere", "Flytter prognosen", "oere", "kr.", additive=True),
    )
    more = frame.height - len(rows)
    total: dict[str, Cell] | None = None
    if rows:
        total = {
            "child_no": f"{danish.count(frame.height, 'barn', 'børn')}",
            "amount_oere": int(frame["amount_oere"].sum()),
        }
    return ReportTable(
        name="moved",
        title=f"Børn, der har flyttet prognosen siden {danish.long_day(made.since)}",
        answer=title(made),
        columns=columns,
        rows=rows,
        totals=total,
        notes=(f"{danish.count(more, 'barn', 'børn')} med mindre beløb er ikke vist; totalen har dem med.",)
        if more > 0
        else (),
        addresses=_addresses(made, frame),
        synthetic=synthetic,
    )


def _addresses(made: Month, frame: pl.DataFrame) -> dict[tuple[int, str], str]:
    return {
        (number, "amount_oere"): (
            f"changes/{made.year}/{made.since.isoformat()}..{made.as_of.isoformat()}/amount_oere?child_no={child}&moves=forecast"
        )
        for number, child in enumerate(frame["child_no"].head(MOVED_ROWS))
    }


def birthdays_table(made: Month, *, synthetic: bool) -> ReportTable:
    """Children with a grant that turn 18 soon."""
    rows = tuple(
        {"child_no": str(one["child_no"]), "month": one["month"], "grants": one["grants"]}
        for one in made.birthdays.iter_rows(named=True)
    )
    columns = (
        ReportColumn("child_no", "Barn"),
        ReportColumn("month", "Fylder 18 i", "month"),
        ReportColumn("grants", "Løbende indsatser", "integer"),
    )
    return ReportTable("birthdays", "Børn med indsats, der fylder 18", title(made), columns, rows, synthetic=synthetic)


def grants_table(
    frame: pl.DataFrame, name: str, heading: str, made: Month, areas: Mapping[str, str], *, synthetic: bool
) -> ReportTable:
    """Grants to look at: child, type, area and the day in question."""
    day = "stop" if "stop" in frame.columns else "start"
    rows = tuple(
        {
            "child_no": str(one["child_no"]),
            "grant_id": str(one["grant_id"]),
            "type": words.label("intervention_type", one["intervention_type"]),
            "area": areas.get(one["area"], words.label("area", one["area"])),
            "day": one[day],
        }
        for one in frame.head(MOVED_ROWS).iter_rows(named=True)
    )
    columns = (
        ReportColumn("child_no", "Barn"),
        ReportColumn("type", "Indsats"),
        ReportColumn("area", "Område"),
        ReportColumn("grant_id", "Indsatsnummer"),
        ReportColumn("day", "Stopdato" if day == "stop" else "Startdato", "day"),
    )
    return ReportTable(name, heading, title(made), columns, rows, synthetic=synthetic)
