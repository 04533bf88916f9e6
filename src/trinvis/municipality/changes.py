"""*Ændringer siden sidst*: what moved the forecast between two days, or since an approved follow-up, to the øre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.followup.change_items import KINDS, item_types
from trinvis.calculations.followup.changes import Snapshot
from trinvis.calculations.followup.changes import changes as bridge
from trinvis.calculations.followup.grant_effects import Valuation, committed_year
from trinvis.calculations.followup.line_changes import lines_behind
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.approvals import approval
from trinvis.municipality.basis import RULE_KINDS, Basis, Seen
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.follow_up import FollowUp, follow_up
from trinvis.municipality.gathered import grants_in_force
from trinvis.municipality.rules import rules
from trinvis.reports.changes_table import SELECTING

if TYPE_CHECKING:
    from trinvis.municipality.house import House


@dataclass(frozen=True)
class Changes:
    """The bridge of ``year`` from ``before`` to ``after``.

    ``items`` (see ``change_items``) that move *forecast* add up to ``total_after − total_before`` (øre), those that move
    *budget* to ``budget_after − budget_before``. ``before`` and ``after`` are the follow-ups compared.
    """

    year: int
    before: FollowUp
    after: FollowUp
    items: pl.DataFrame
    total_before: int
    total_after: int
    budget_before: int
    budget_after: int

    @property
    def name(self) -> str:
        """How addresses write the two days."""
        return f"{self.before.basis.name}..{self.after.basis.name}"

    def address(self, **where: str) -> Address:
        """The address of the items that ``where`` selects."""
        return Address("changes", self.year, self.name, "amount_oere", where)


def changes(house: House, year: int, before: date | int, after: date) -> Changes:
    """The bridge from a day, or from an approval by its number, to a later day.

    From an approval the first stretch is what has since become known of its day (*efterregistreret*, also what was
    withdrawn from it); then what happened between the two days; last what other rules do to the same facts (*regelændring*).
    """
    start = house.basis(before) if isinstance(before, date) else approval(house, before).basis
    end = house.basis(after)
    first, last = follow_up(house, start, year), follow_up(house, end, year)
    key = f"changes/{start.digest()}/{end.digest()}/{house.engine.name}/{year}"
    items = house.cache.get(key, lambda: _items(house, year, start, end), lambda made: int(made.estimated_size()))
    return Changes(
        year=year,
        before=first,
        after=last,
        items=items,
        total_before=int(first.total["forecast_oere"]),
        total_after=int(last.total["forecast_oere"]),
        budget_before=int(first.total["budget_oere"]),
        budget_after=int(last.total["budget_oere"]),
    )


def _items(house: House, year: int, start: Basis, end: Basis) -> pl.DataFrame:
    found = []
    now_known = house.basis(start.day).with_rules(start.rules)
    if now_known.digest() != start.digest():
        late = _bridge(house, year, start, now_known, None)
        found.append(late.with_columns(kind=pl.lit("late"), label=pl.lit(KINDS["late"])))
        start = now_known
    other_rules = _rule_entries(house, start.rules) != _rule_entries(house, end.rules)
    old_rules = end.with_rules(_from_when_they_stood(house, start.rules)) if other_rules else None
    found.append(_bridge(house, year, start, end, old_rules))
    order = {kind: number for number, kind in enumerate(KINDS)}
    return (
        pl.concat(found)
        .filter(pl.col("amount_oere") != 0)
        .with_columns(
            _order=pl.col("kind").replace_strict(order, return_dtype=pl.Int64), _size=-pl.col("amount_oere").abs()
        )
        .sort("_order", "_size", "area", "grant_id", maintain_order=True)
        .select(list(item_types()))
    )


def _bridge(house: House, year: int, start: Basis, end: Basis, old_rules: Basis | None) -> pl.DataFrame:
    made = bridge(
        _snapshot(house, start, year),
        _snapshot(house, end, year),
        value=_valuation(house, year),
        collect=house.engine.collect,
        under_old_rules=None if old_rules is None else _snapshot(house, old_rules, year),
    )
    return made.items


def _snapshot(house: House, basis: Basis, year: int) -> Snapshot:
    made = follow_up(house, basis, year)
    return Snapshot(
        basis.day,
        made.profile.areas,
        house.engine.frame(made.without_memo),
        house.engine.frame(grants_in_force(house, basis, year)),
    )


def _valuation(house: House, year: int) -> Valuation:
    return committed_year(months(year, year), house.workspace.municipality)


def _rule_entries(house: House, seen: Seen) -> list[int]:
    """The journal entries that the rules of a view consist of."""
    entries = house.journal.entries(as_of=seen.day, position=seen.position)
    return [entry.seq for entry in entries if entry.kind in RULE_KINDS]


def _from_when_they_stood(house: House, seen: Seen) -> Seen:
    """The same rules, seen on the first day that they stood: bridges from many days then share what is reckoned by them."""
    history = house.journal.history(as_of=seen.day, position=seen.position)
    days = [entry.known_from for entry in history if entry.kind in RULE_KINDS]
    earlier = Seen(max(days, default=seen.day), seen.position)
    return earlier if _rule_entries(house, earlier) == _rule_entries(house, seen) else seen


def open_change(house: House, made: Changes, address: Address) -> Explanation:
    """The items that an address selects, and the lines of both days behind them.

    ``lines`` are those of the same areas, grants, months and components, with the sign of the day (− before, + after). For an
    area, a grant or all, they add up to the change; of one cause among several they show what it was reckoned from.
    """
    if address.figure != "amount_oere":
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i ændringerne; det hedder amount_oere.")
    digests = f"{made.before.basis.digest()}/{made.after.basis.digest()}"
    key = f"opened-change/{digests}/{house.engine.name}/{address}"
    return house.cache.get(key, lambda: _opened(house, made, address), lambda found: int(found.lines.estimated_size()))


def _opened(house: House, made: Changes, address: Address) -> Explanation:
    items = narrowed(made.items, address.where)
    sides = [
        _behind(side.lines, items).with_columns(signed_oere=sign * pl.col("amount_oere"), day=pl.lit(side.basis.name))
        for side, sign in ((made.before, -1), (made.after, 1))
    ]
    lines = pl.concat(sides)
    parameters = rules(house, made.after.basis.rules).parameters
    return Explanation(
        address=address,
        title="Ændringer siden sidst",
        value=int(items["amount_oere"].sum()),
        unit="kr.",
        sentence=(
            "Indsatsens år regnes om med én oplysning ad gangen fra det nye udtræk: stop, start, pris, status. "
            "Resten er postering mod disponering."
        ),
        parts=_parts(made, items),
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _parts(made: Changes, items: pl.DataFrame) -> tuple[Part, ...]:
    """Each item on its own: what, where, how much, and where it opens. They add up to the change."""
    areas = {area.id: area.label for area in made.after.profile.areas}
    found = []
    for item in items.iter_rows(named=True):
        said = [item["label"], areas.get(item["area"], item["area"]), item["detail"]]
        if item["child_no"] is not None:
            said.insert(1, f"barn {item['child_no']}")
        where = {name: "" if item[name] is None else str(item[name]) for name in SELECTING}
        found.append(Part(", ".join(text for text in said if text), item["amount_oere"], str(made.address(**where))))
    return tuple(found)


def _behind(lines: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The lines of a follow-up that the items are about, each once."""
    frame = nw.from_native(lines.with_row_index("_line").lazy())
    found = [
        lines_behind(frame, item).to_native()
        for item in items.unique(["area", "group", "grant_id", "months"]).to_dicts()
    ]
    if not found:
        return lines.clear()
    return pl.concat(pl.collect_all(found)).unique("_line").sort("_line").drop("_line")
