"""The own houses against buying outside, and the money of each; every figure carries its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trinvis.calculations.capacity.make_or_buy import HouseCost
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.presentation.capacity_houses_sentences import first_sentence, plain
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.reports.table import Cell

MAKE_OR_BUY = "make-or-buy"


def make_or_buy_table(made: Houses, *, synthetic: bool) -> ReportTable:
    """Each house against buying all its days, over the months ahead."""
    names = [one.name for one in _MONEY]
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, seen in enumerate(made.houses):
        cells = money_of(made, seen)
        rows.append({"house": seen.name, **cells})
        addresses |= {(number, name): made.address(name, seen.provider_no) for name in names if cells[name] is not None}
    notes = _said_of(made)
    notes.append(
        "Om en person mere skal bo i huset, afgøres af prisen for et døgn mere; om huset skal bestå, af gennemsnittet og alt det, der i så fald skulle købes."
    )
    return ReportTable(
        name="capacity-make-or-buy",
        title=f"Selv eller købe ude, {made.months} måneder fra {danish.month(made.as_of)}",
        answer=plain(first_sentence(made)),
        columns=(ReportColumn("house", "Hus"), *_MONEY),
        rows=tuple(rows),
        notes=tuple(notes),
        facts=facts_of(made),
        addresses=addresses,
        synthetic=synthetic,
    )


def _said_of(made: Houses) -> list[str]:
    """Where prices outside are from, and why there is no comparison: houses of which the same is said together."""
    found: dict[str, list[str]] = {}
    for seen in made.houses:
        for one in (seen.cost_refused, seen.outside_words):
            if one:
                found.setdefault(one, []).append(seen.name)
    every = len(made.houses)
    return [said if len(names) == every else f"{', '.join(names)}: {said}" for said, names in found.items()]


_MONEY = (
    ReportColumn("fixed_oere", "Faste udgifter pr. år", "oere", "kr."),
    ReportColumn("marginal_oere", "Et døgn mere", "oere", "kr."),
    ReportColumn("average_oere", "Døgnet i gennemsnit", "oere", "kr."),
    ReportColumn("outside_oere", "Døgnet ude", "oere", "kr."),
    ReportColumn("saved_by_filling_oere", "Sparet pr. døgn, en ledig plads bruges", "oere", "kr."),
    ReportColumn("break_even", "Billigst over belægning", "per_cent"),
    ReportColumn("own_oere", "Huset i alt", "oere", "kr."),
    ReportColumn("bought_oere", "Køb ude til resten", "oere", "kr."),
    ReportColumn("if_closed_oere", "Alt købt ude", "oere", "kr."),
    ReportColumn("dearer_oere", "Huset dyrere end at købe alt", "oere", "kr."),
)


def money_of(made: Houses, seen: HouseSeen) -> dict[str, int | None]:
    """Column of money → øre (``break_even`` hundredths of a per cent), None where it is not known or not shown."""
    found, cost = seen.make_or_buy, seen.one.cost
    told = isinstance(cost, HouseCost)
    cells: dict[str, int | None] = {
        name: int(lines_of(made, seen.provider_no, None, name)["signed_oere"].sum()) if told else None
        for name in ("fixed_oere", "marginal_oere")
    }
    cells["outside_oere"] = seen.outside_oere
    for column in _MONEY:
        if column.name not in cells:
            value: Any = None if found is None else getattr(found, column.name.removesuffix("_oere"))
            cells[column.name] = times(value, 100 if column.kind == "oere" else 10_000)
    return cells


def facts_of(made: Houses) -> dict[str, Cell]:
    """What all the tables rest on."""
    return {
        "Til og med": danish.month(made.as_of), "Måneder frem": made.months, "Trækninger": made.draws, "Frø": made.seed,
        "Kendt": made.basis.day,
    }  # fmt: skip


def times(value: float | None, by: int) -> int | None:
    """``value`` in whole parts of ``1 / by``; None stays None."""
    return None if value is None else round(value * by)
