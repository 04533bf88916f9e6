"""The rows of a follow-up: one per area, one per policy area, one total, each figure the sum of its lines.

Boundary: the lines are grouped lazily by ``figures.area_sums`` and collected; from here on there is one row per area and
component, in Polars.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.followup.figures import FIGURES, ONLY_WITH_CHILD
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.profile import Area

TOTAL = "i_alt"
"""``area`` of the total row."""

UNPLACED_LABEL = "Ikke placeret"
UNKNOWN_AREA = "ukendt_omraade"

KINDS = ("area", "policy_area", "total")
"""Kinds of row: areas add up to policy areas, and areas (not policy areas) to the total."""


def row_types() -> dict[str, pl.DataType]:
    """Name → Polars type of a follow-up row. Money is øre, per cents hundredths of a per cent."""
    import polars as pl

    return {
        "kind": pl.String(),
        "area": pl.String(),
        "label": pl.String(),
        "policy_area": pl.String(),
        **{figure: pl.Int64() for figure in FIGURES},
        "deviation_word": pl.String(),
        "deviation_pct": pl.Int64(),
        "child_by_child_pct": pl.Int64(),
        "method": pl.String(),
        "method_reason": pl.String(),
        "net": pl.Boolean(),
        "flags": pl.String(),
    }


def deviation_word(deviation_oere: int, budget_oere: int, forecast_oere: int) -> str:
    """Mindreforbrug (+) or merforbrug (−); of what is income, merindtægt (+) or mindreindtægt (−); else ingen afvigelse."""
    if not deviation_oere:
        return "ingen afvigelse"
    if budget_oere < 0 or (budget_oere == 0 and forecast_oere < 0):
        return "merindtægt" if deviation_oere > 0 else "mindreindtægt"
    return "mindreforbrug" if deviation_oere > 0 else "merforbrug"


def per_cent(part_oere: int, whole_oere: int) -> int | None:
    """``part`` of |``whole``| in hundredths of a per cent, so that the sign is that of ``part``; None when whole is 0."""
    return rounded_quotient(part_oere * 10_000, abs(whole_oere)) if whole_oere else None


def totals(
    sums: pl.DataFrame, areas: Sequence[Area], flags: Mapping[str, Collection[str]] | None = None
) -> pl.DataFrame:
    """The follow-up rows: the areas in the profile's order under their policy area, its subtotal, last the total.

    ``sums`` is ``area_sums`` collected, ``flags`` area → codes to show. A policy area of one area has no row of its own.
    *Ikke placeret* has a row when a line has no area, and counts in the total, so that it ties to the source. An area id
    that the profile does not know keeps a row, flagged. Deviation = corrected budget − forecast.
    """
    import polars as pl

    codes = {area: set(found) for area, found in (flags or {}).items()}
    amounts = _amounts(sums)
    known = {area.id for area in areas}
    rows: list[dict[str, object]] = []
    for policy_area in dict.fromkeys(area.policy_area for area in areas):
        members = [area for area in areas if area.policy_area == policy_area]
        rows.extend(
            _row(
                "area",
                area.id,
                area.label,
                policy_area,
                [amounts.get(area.id, {})],
                codes.get(area.id, ()),
                method=area.method,
                method_reason=area.method_reason,
                net=area.net,
            )
            for area in members
        )
        if len(members) > 1:
            ids = [area.id for area in members]
            shared = set().union(*(codes.get(area_id, ()) for area_id in ids))
            found = [amounts.get(area_id, {}) for area_id in ids]
            rows.append(_row("policy_area", policy_area, policy_area, policy_area, found, shared))
    others = sorted(set(amounts) - known, key=lambda area_id: (area_id == UNPLACED, area_id))
    for area_id in others:
        own = set(codes.get(area_id, ()))
        label = UNPLACED_LABEL if area_id == UNPLACED else area_id
        rows.append(
            _row("area", area_id, label, None, [amounts[area_id]], own if area_id == UNPLACED else own | {UNKNOWN_AREA})
        )
    everything = set().union(*codes.values()) if codes else set()
    rows.append(_row("total", TOTAL, "I alt", None, list(amounts.values()), everything))
    return pl.DataFrame(rows, schema=row_types())


def covered_areas(row_kind: str, row_area: str, areas: Sequence[Area]) -> tuple[str, ...] | None:
    """The area ids that a row sums over; None for the total, which covers every line."""
    if row_kind == "total":
        return None
    if row_kind == "policy_area":
        return tuple(area.id for area in areas if area.policy_area == row_area)
    if row_kind == "budget_area":
        return tuple(area.id for area in areas if area.budget_area == row_area)
    return (row_area,)


def flags_by_area(flags: pl.DataFrame, more: Iterable[tuple[str, str]] = ()) -> dict[str, set[str]]:
    """``figures.area_flags`` collected, codes taken apart, and further (area, code) pairs added."""
    found: dict[str, set[str]] = {}
    for area, joined in flags.select("area", "flag").iter_rows():
        found.setdefault(area, set()).update(code for code in joined.split(";") if code)
    for area, code in more:
        found.setdefault(area, set()).add(code)
    return found


_Sums = Mapping[str, tuple[int, int]]


def _amounts(sums: pl.DataFrame) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for area, component, amount, child in sums.select("area", "component", "amount_oere", "child_oere").iter_rows():
        found.setdefault(area, {})[component] = (amount, child)
    return found


def _row(
    kind: str,
    area: str,
    label: str,
    policy_area: str | None,
    parts: Sequence[_Sums],
    flags: Iterable[str],
    *,
    method: str | None = None,
    method_reason: str | None = None,
    net: bool | None = None,
) -> dict[str, object]:
    figures = {
        figure: sum(
            sign * part.get(component, (0, 0))[1 if figure in ONLY_WITH_CHILD else 0]
            for part in parts
            for component, sign in signs.items()
        )
        for figure, signs in FIGURES.items()
    }
    budget, forecast, deviation = figures["budget_oere"], figures["forecast_oere"], figures["deviation_oere"]
    return {
        "kind": kind,
        "area": area,
        "label": label,
        "policy_area": policy_area,
        **figures,
        "deviation_word": deviation_word(deviation, budget, forecast),
        "deviation_pct": per_cent(deviation, budget),
        "child_by_child_pct": per_cent(figures["child_by_child_oere"], forecast),
        "method": method,
        "method_reason": method_reason,
        "net": net,
        "flags": ";".join(sorted(flags)) or None,
    }
