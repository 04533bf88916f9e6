"""The items of a bridge between two follow-ups: their kinds, columns and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.parameters.value import shown_text
from trinvis.tables.choices import STATUSES, UNITS

if TYPE_CHECKING:
    import polars as pl

KINDS: dict[str, str] = {
    "new": "Ny indsats",
    "ended": "Afsluttet",
    "cancelled": "Annulleret eller bortfaldet",
    "prolonged": "Forlænget",
    "shortened": "Forkortet",
    "price": "Ændret pris",
    "status": "Ændret status eller sandsynlighed",
    "replaced": "Afløst af en forventet ændring",
    "step": "Ændret trin",
    "area": "Flyttet mellem områder",
    "posting": "Postering mod disponering",
    "risk": "Risikosager",
    "pool": "Puljer",
    "method": "Fremskrevet efter områdets metode",
    "refund": "Forventet refusion",
    "late": "Efterregistreret",
    "rule": "Regelændring",
    "budget": "Budgetændring",
}
"""Kind of item → what users see, in the order they are listed."""

BUDGET_WORDS = {
    "budget_original": "oprindeligt budget",
    "budget_moved": "omplacering",
    "budget_supplementary": "tillægsbevilling",
    "budget_carried_over": "overførsel",
}


@dataclass(frozen=True)
class Item:
    """One thing that moved.

    ``moves`` is *forecast*, or *budget*, which moves the deviation and not the forecast. ``what`` is the kind that a late
    item or a rule change would otherwise have. ``group``, ``area``, ``grant_id`` and ``months`` (0: lines without month; none:
    all) select the lines behind, see ``line_changes.lines_behind``; ``rows_before`` and ``rows_after`` are the grant's rows
    as ``delivery#row``.
    """

    kind: str
    moves: str
    area: str
    amount_oere: int
    what: str
    detail: str = ""
    group: str = "grant"
    months: tuple[int, ...] = ()
    grant_id: int | None = None
    child_no: int | None = None
    intervention_type: str | None = None
    placement_type: str | None = None
    step_before: int | None = None
    step_after: int | None = None
    rows_before: tuple[str, ...] = ()
    rows_after: tuple[str, ...] = ()


def item_types() -> dict[str, Any]:
    """Name → Polars type of an item; ``months`` and the rows are joined by ``;``, null when there are none."""
    import polars as pl

    return {
        "kind": pl.String(),
        "label": pl.String(),
        "moves": pl.String(),
        "area": pl.String(),
        "amount_oere": pl.Int64(),
        "what": pl.String(),
        "detail": pl.String(),
        "group": pl.String(),
        "months": pl.String(),
        "grant_id": pl.Int64(),
        "child_no": pl.Int64(),
        "intervention_type": pl.String(),
        "placement_type": pl.String(),
        "step_before": pl.Int64(),
        "step_after": pl.Int64(),
        "rows_before": pl.String(),
        "rows_after": pl.String(),
    }


def as_frame(items: Sequence[Item]) -> pl.DataFrame:
    """Items as rows, by kind in the order of ``KINDS``, then the largest amounts first."""
    import polars as pl

    order = {kind: number for number, kind in enumerate(KINDS)}
    ranked = sorted(
        items,
        key=lambda item: (order[item.kind], -abs(item.amount_oere), item.area, item.grant_id or 0, item.months),
    )
    columns: dict[str, list[Any]] = {name: [] for name in item_types()}
    for item in ranked:
        for name, values in columns.items():
            if name == "label":
                values.append(KINDS[item.kind])
            elif name in ("months", "rows_before", "rows_after"):
                values.append(";".join(map(str, getattr(item, name))) or None)
            else:
                values.append(getattr(item, name))
    return pl.DataFrame(columns, schema=item_types())


def day_text(day: int | None) -> str:
    """A day number as *31.12.2026*; *ukendt* for an unknown stop."""
    if day is None or day >= OPEN_DAY:
        return "ukendt"
    return f"{date(1970, 1, 1) + timedelta(days=day):%d.%m.%Y}"


def price_text(rate_oere: int | None, unit: str | None, quantity: int | None) -> str:
    """A price as *41.500 kr. (måned)*, with the quantity when it is not 1."""
    words = dict(UNITS)
    rate = "ukendt" if rate_oere is None else f"{shown_text('oere', rate_oere)} kr."
    named = f"{rate} ({words.get(unit or '', unit or 'ukendt enhed').lower()})"
    return named if quantity in (None, 100) else f"{shown_text('hundredths', quantity)} × {named}"


def status_text(status: str | None, probability: int | None) -> str:
    """A status as *forventet, 40 %*."""
    word = dict(STATUSES).get(status or "", status or "ukendt").lower()
    return word if probability in (None, 10_000) else f"{word}, {shown_text('hundredths', probability)} %"
