"""*Hvad hvis*: what a change for one child would do, as a sentence and month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.municipality.address import Address
from trinvis.presentation.grant_words import kind_text
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from datetime import date

    from trinvis.municipality.what_if import WhatIf


AFTER, NEXT, WHOLE = "what-if-after", "what-if-next", "what-if-whole"
"""Tables that list what no address can open, for it is not written: after the change this year and next, and a whole year."""


@dataclass(frozen=True)
class Effect:
    """One figure of the answer: before and after in øre and the difference in words. What is before opens by its address where it
    has one; else it, and what is after, are listed on the page in the table ``listed``."""

    label: str
    before_oere: int
    after_oere: int
    difference_oere: int
    said: str
    colour: str
    before_address: str | None
    listed: str


def sentence(made: WhatIf, what: str, name: str) -> str:
    """The answer; ``what`` says what happens, as *Flytter Otto til plejefamilie 1. november 2026*."""
    return (
        f"{what}: {_moved(made.this_year_oere)} i {made.year}, {_moved(made.full_year_oere)} på et helt år"
        if name
        else what
    )


def effects(made: WhatIf, basis: str) -> tuple[Effect, ...]:
    """This year, next year and a whole year."""
    child = {"child_no": str(made.child_no)}
    address = str(Address("commitments", made.year, basis, "amount_oere", child))
    following = str(Address("commitments", made.year + 1, basis, "amount_oere", child))
    return (
        _effect(
            f"I {made.year}", made.this_year_before_oere, made.this_year_after_oere, made.this_year_oere, address, AFTER
        ),
        _effect(
            f"I {made.year + 1}, med de stop, der er kendt",
            made.next_year_before_oere,
            made.next_year_after_oere,
            made.next_year_oere,
            following,
            NEXT,
        ),
        _effect(
            "På et helt år", made.full_year_before_oere, made.full_year_after_oere, made.full_year_oere, None, WHOLE
        ),
    )


def months_table(made: WhatIf, basis: str, *, synthetic: bool = False) -> ReportTable:
    """What the child costs per month before and after the change; before opens, after is listed in ``after_table``."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    child = {"child_no": str(made.child_no)}
    for number, row in enumerate(made.months.iter_rows(named=True)):
        rows.append({name: row[name] for name in ("month", "before_oere", "after_oere", "difference_oere")})
        where = child | {"month": str(row["month"])}
        addresses[number, "before_oere"] = str(Address("commitments", made.year, basis, "amount_oere", where))
    addresses[TOTAL_ROW, "before_oere"] = str(Address("commitments", made.year, basis, "amount_oere", child))
    return ReportTable(
        name="what-if",
        title=f"Disponeret pr. måned {made.year}, før og efter",
        answer="",
        columns=(
            ReportColumn("month", "Måned", "month"),
            ReportColumn("before_oere", "Som det er", "oere", "kr.", additive=True),
            ReportColumn("after_oere", "Efter ændringen", "oere", "kr.", additive=True),
            ReportColumn("difference_oere", "Forskel", "oere", "kr.", additive=True),
        ),
        rows=tuple(rows),
        totals={
            "month": "I alt",
            "before_oere": made.this_year_before_oere,
            "after_oere": made.this_year_after_oere,
            "difference_oere": made.this_year_oere,
        },
        notes=(
            f"Ændringen virker fra {danish.long_day(made.from_day)}. Intet er skrevet; beløbene er disponeringen før bogføring, "
            "regnet ligesom resten.",
            f"På et helt år: det, barnet har lige før ændringen, og det, det har lige efter, hver for sig hele {made.year + 1}.",
        ),
        addresses=addresses,
        synthetic=synthetic,
    )


def after_table(made: WhatIf, municipality: int, *, following: bool, synthetic: bool = False) -> ReportTable:
    """Every month of every grant after the change, this year or the one ``following``, with its sum in words."""
    from trinvis.presentation.grant_prices import with_calculation
    from trinvis.presentation.workbook import charged

    year = made.year + 1 if following else made.year
    lines = made.lines.filter(made.lines["month"] // 100 == year)
    rows: list[dict[str, Cell]] = [
        {
            "month": line["month"],
            "what": kind_text(line["intervention_type"], line["placement_type"]),
            "calculation": line["calculation"],
            "amount_oere": line["amount_oere"],
        }
        for line in with_calculation(lines, charged(made.grants, municipality)).iter_rows(named=True)
    ]
    return ReportTable(
        name=NEXT if following else AFTER,
        title=f"Efter ændringen: sådan er beløbene i {year} regnet",
        answer="",
        columns=(
            ReportColumn("month", "Måned", "month"),
            ReportColumn("what", "Indsats"),
            ReportColumn("calculation", "Regnet sådan"),
            ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
        ),
        rows=tuple(rows),
        totals={"month": "I alt", "amount_oere": made.next_year_after_oere if following else made.this_year_after_oere},
        synthetic=synthetic,
    )


def whole_table(made: WhatIf, *, synthetic: bool = False) -> ReportTable:
    """What runs just before the change and just after it, grant by grant, each all of next year."""
    found: dict[tuple[Any, ...], dict[str, Cell]] = {}
    for side, lines in (("before_oere", made.whole_before), ("after_oere", made.whole_after)):
        for line in lines.iter_rows(named=True):
            key = (line["grant_id"], line["row_no"], line["journal_seq"], line["rate_oere"], line["unit"])
            row = found.setdefault(
                key,
                {
                    "what": kind_text(line["intervention_type"], line["placement_type"]),
                    "rate_oere": line["rate_oere"],
                    "unit": words.label("unit", line["unit"]),
                },
            )
            sum_so_far = row.get(side)
            row[side] = (sum_so_far if isinstance(sum_so_far, int) else 0) + (line["amount_oere"] or 0)
    return ReportTable(
        name=WHOLE,
        title=f"På et helt år: hvad der løber lige før og lige efter ændringen, hver hele {made.year + 1}",
        answer="",
        columns=(
            ReportColumn("what", "Indsats"),
            ReportColumn("rate_oere", "Takst", "oere", "kr."),
            ReportColumn("unit", "Enhed"),
            ReportColumn("before_oere", "Som det er", "oere", "kr.", additive=True),
            ReportColumn("after_oere", "Efter ændringen", "oere", "kr.", additive=True),
        ),
        rows=tuple(found.values()),
        totals={
            "what": "I alt",
            "before_oere": made.full_year_before_oere,
            "after_oere": made.full_year_after_oere,
        },
        synthetic=synthetic,
    )


def happening(made: WhatIf, name: str, place: str | None, on: date) -> str:
    """What is supposed to happen."""
    if made.kind == "correction":
        return f"Stopper indsatsen til {name} efter {danish.long_day(on)}"
    return f"Flytter {name} til {(place or 'en anden indsats').lower()} {danish.long_day(on)}"


def _effect(label: str, before: int, after: int, difference: int, address: str | None, listed: str) -> Effect:
    colour = "worse" if difference > 0 else "better" if difference < 0 else ""
    return Effect(label, before, after, difference, _moved(difference), colour, address, listed)


def _moved(oere: int) -> str:
    if oere == 0:
        return "ingen forskel"
    return f"{danish.kroner(abs(oere))} kr. {'mere' if oere > 0 else 'mindre'}"
