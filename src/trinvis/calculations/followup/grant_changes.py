"""The items of one grant: its effects named, and the rest of its change as *posting against commitment*."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from trinvis.calculations.followup.change_items import Item, day_text, price_text, status_text
from trinvis.calculations.followup.grant_effects import STAGES
from trinvis.calculations.followup.grant_terms import Terms


@dataclass(frozen=True)
class GrantChange:
    """One grant in both snapshots: its terms where it stood, what it cost at each stage, what its lines moved per area."""

    grant_id: int
    before: Terms | None
    after: Terms | None
    values: Mapping[str, int]
    moved: Mapping[str, int]


def items_of(change: GrantChange, disposed: Collection[str], before_day: int, after_day: int) -> list[Item]:
    """Items that add up to ``moved`` in each area; those of 0 are left out, but for a changed step.

    The effects stand in the area where the grant was (a new one: where it is). When it changed area its whole change stands
    there too, and the move itself is − there and + in the new area, 0 in all.
    """
    before, after = change.before, change.after
    known = before or after
    effects = _effects(change, before_day, after_day) if _reckoned(change, disposed) else []
    home = (before.area if before else None) or (after.area if after else None) or next(iter(sorted(change.moved)), "")
    template = Item(
        "posting",
        "forecast",
        home,
        0,
        "posting",
        grant_id=change.grant_id,
        child_no=known.of("child_no") if known else None,
        intervention_type=known.of("intervention_type") if known else None,
        placement_type=known.of("placement_type") if known else None,
        step_before=before.step if before else None,
        step_after=after.step if after else None,
        rows_before=before.rows if before else (),
        rows_after=after.rows if after else (),
    )
    items = [
        replace(template, kind=kind, what=kind, amount_oere=amount, detail=detail) for kind, amount, detail in effects
    ]
    explained = sum(amount for _, amount, _ in effects)
    if before and after and before.area != after.area:
        items.extend(_moved_items(change, template, explained))
    else:
        for area in sorted({home, *change.moved}):
            rest = change.moved.get(area, 0) - (explained if area == home else 0)
            items.append(replace(template, area=area, amount_oere=rest))
        if before and after and before.step != after.step and before.step is not None and after.step is not None:
            items.append(replace(template, kind="step", what="step", detail=_step_detail(before, after)))
    return [item for item in items if item.amount_oere or item.kind == "step"]


def _reckoned(change: GrantChange, disposed: Collection[str]) -> bool:
    """Whether the forecast rests on the grant's terms in each snapshot that has it."""
    sides = [side for side in (change.before, change.after) if side is not None]
    return bool(sides) and all(side.area in disposed for side in sides)


def _moved_items(change: GrantChange, template: Item, explained: int) -> list[Item]:
    before, after = change.before, change.after
    assert before is not None
    assert after is not None
    total = sum(change.moved.values())
    stepped = before.step != after.step
    kind = "step" if stepped else "area"
    detail = _step_detail(before, after) if stepped else ""
    items = [replace(template, amount_oere=total - explained)]
    for area in sorted({template.area, *change.moved}):
        amount = change.moved.get(area, 0) - (total if area == template.area else 0)
        if amount:
            items.append(replace(template, kind=kind, what=kind, area=area, amount_oere=amount, detail=detail))
    return items


def _step_detail(before: Terms, after: Terms) -> str:
    def shown(step: int | None) -> str:
        return "uden for trappen" if step is None else f"trin {step}"

    return f"Fra {shown(before.step)} til {shown(after.step)}"


def _effects(change: GrantChange, before_day: int, after_day: int) -> list[tuple[str, int, str]]:
    """(kind, øre, detail) of each stage that moved the grant's year."""
    before, after = change.before, change.after
    value = [change.values.get(stage, 0) for stage in STAGES]
    if before is None and after is not None:
        return [("new", value[-1], _new_detail(after, before_day))]
    if after is None and before is not None:
        gone = "ended" if before.last_day <= after_day else "cancelled"
        return [(gone, -value[0], "Findes ikke længere i kilden")]
    if before is None or after is None:
        return []
    if not before.counts and after.counts:
        return [("new", value[-1] - value[0], _new_detail(after, before_day))]
    if before.counts and after.of("status") == "cancelled":
        return [("cancelled", value[-1] - value[0], "Annulleret")]
    names = (
        ("replaced", ""),
        _stop_kind(before, after, after_day),
        _start_kind(before, after),
        ("price", _price_detail(before, after)),
        ("status", _status_detail(before, after)),
    )
    steps = zip(names, value, value[1:], strict=False)
    return [(kind, new - old, detail) for (kind, detail), old, new in steps if new != old]


def _new_detail(after: Terms, before_day: int) -> str:
    late = ", med tilbagevirkende start" if after.first_day <= before_day else ""
    return f"Start {day_text(after.first_day)}{late}"


def _stop_kind(before: Terms, after: Terms, after_day: int) -> tuple[str, str]:
    detail = f"Stopdato fra {day_text(before.last_day)} til {day_text(after.last_day)}"
    if after.last_day > before.last_day:
        return "prolonged", detail
    return ("ended" if after.last_day <= after_day else "shortened"), detail


def _start_kind(before: Terms, after: Terms) -> tuple[str, str]:
    detail = f"Startdato fra {day_text(before.first_day)} til {day_text(after.first_day)}"
    return ("prolonged" if after.first_day < before.first_day else "shortened"), detail


def _price_detail(before: Terms, after: Terms) -> str:
    old, new = (price_text(side.of("rate_oere"), side.of("unit"), side.of("quantity")) for side in (before, after))
    return f"Fra {old} til {new}" if old != new else "Prisen i en del af perioden"


def _status_detail(before: Terms, after: Terms) -> str:
    old, new = (status_text(side.of("status"), side.of("probability")) for side in (before, after))
    return f"Fra {old} til {new}" if old != new else "Hvem der betaler"
