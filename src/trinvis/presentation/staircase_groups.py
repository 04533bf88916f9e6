"""*Trappen* in groups: how long children stay on each step, and who they are by age, district and type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trinvis.calculations.staircase.activity import UNKNOWN_AGE
from trinvis.municipality.staircase_activity import BY, BY_WORDS, By, durations_by, groups, label_of
from trinvis.municipality.staircase_standing import NO_DISTRICT
from trinvis.presentation.hidden_counts import HIDDEN, with_totals
from trinvis.presentation.staircase_tables import Shown, column_name, short_label
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.calculations.staircase.durations import Durations
    from trinvis.municipality.staircase_activity import StaircaseActivity

DURATION_COLUMNS = (
    ReportColumn("label", "Trin"),
    ReportColumn("group", "Gruppe", on_screen=False),
    ReportColumn("completed", "Afsluttede ophold", "integer", additive=True),
    ReportColumn("mean", "Middel, afsluttede (dage)", "integer", additive=True, missing="–"),
    ReportColumn("running", "Løbende ophold", "integer", additive=True),
    ReportColumn("so_far", "Indtil nu, løbende (dage)", "integer", additive=True, missing="–"),
    ReportColumn("median_days", "Median (dage)", "integer", additive=True, missing="–"),
)


def durations_table(shown: Shown, by: By | None = None) -> ReportTable:
    """How long stays last on each step, told apart by age, district or type with ``by``."""
    made = shown.made
    found: Sequence[Durations] = made.durations if by is None else durations_by(made, by)
    counts, note = with_totals([[one.completed, one.running] for one in found], shown.least_shown)
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for one, (completed, running, _) in zip(found, counts, strict=False):
        where = {"step": str(one.group[0])} | ({} if by is None else where_of(by, one.group[1:]))
        row: dict[str, Cell] = {
            "label": label_of(made.stands, one.group[0]),
            "group": "" if by is None else group_words(by, one.group[1:]),
            "completed": completed,
            "mean": None if one.mean_completed is None or completed is None else round(one.mean_completed),
            "running": running,
            "so_far": round(one.running_days / running) if running else None,
            "median_days": None if completed is None or running is None else one.median_days,
        }
        addresses |= {
            (len(rows), name): made.address(name, **where)
            for name in ("completed", "running", "median_days")
            if row[name] is not None
        }
        rows.append(row)
    seen = (
        "" if made.stands.seen_from is None else f" Afsluttede ophold kendes fra {danish.day(made.stands.seen_from)}."
    )
    columns = tuple(
        replace(column, missing=HIDDEN) if shown.least_shown and column.name in ("completed", "running") else column
        for column in (
            ReportColumn("group", BY_WORDS[by]) if by and column.name == "group" else column
            for column in DURATION_COLUMNS
        )
    )
    completed, running = counts[-1][:2] if found else (0, 0)
    return ReportTable(
        name="durations" if by is None else f"durations-{by}",
        title=f"Hvor længe bliver børnene på et trin? Set til {danish.day(made.day)}",
        answer=f"{_stays(running)} løber, {_stays(completed)} er sluttet.",
        columns=columns,
        rows=tuple(rows),
        notes=(
            "Medianen er efter levetidstabel, så de løbende ophold tæller med, så længe de er set; den er tom, hvor mere end "
            f"halvdelen endnu løber.{seen}",
            made.view.sentence,
            *((note,) if note else ()),
        ),
        facts=shown.facts,
        addresses=addresses,
        synthetic=shown.synthetic,
    )


def _stays(count: int | None) -> str:
    return "Et skjult antal ophold" if count is None else f"{danish.decimal(count)} ophold"


def durations_answer(made: StaircaseActivity) -> str:
    """The first line of *Hvem og hvor længe*: how long half of the stays last on each step."""
    known = [
        f"{danish.decimal(one.median_days)} dage på trin {one.group[0]}"
        for one in made.durations
        if one.median_days is not None and one.group[0] > 0
    ]
    if not known:
        return "Mere end halvdelen af opholdene løber stadig, så ingen ved endnu, hvor længe de varer."
    listed = f"{', '.join(known[:-1])} og {known[-1]}" if len(known) > 1 else known[0]
    return f"Halvdelen af opholdene varer højst {listed}."


def groups_table(shown: Shown, by: By) -> ReportTable:
    """The children of each age group, district or type on each step on the last day, and their full-year persons in the period."""
    made = shown.made
    found = groups(made, by)
    values = list(dict.fromkeys(one.values for one in sorted(found, key=lambda one: _order(by, one.values))))
    steps = [one.step for one in made.steps if any(group.step == one.step for group in found)]
    at = {(one.step, one.values): one for one in found}
    counts = [[at[step, value].children if (step, value) in at else 0 for step in steps] for value in values]
    table, note = with_totals(counts, shown.least_shown)
    names = [f"step_{column_name(step)}" for step in steps]
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, value in enumerate(values):
        days = sum(at[step, value].days for step in steps if (step, value) in at)
        row: dict[str, Cell] = {"label": group_words(by, value), **dict(zip(names, table[number], strict=False))}
        row |= {"total": table[number][-1], "full_year": None if shown.least_shown else round(days * 100 / 365)}
        where = where_of(by, value)
        addresses |= {
            (number, name): made.address("children", step=str(step), **where)
            for name, step in zip(names, steps, strict=True)
            if row[name] is not None
        }
        if row["total"] is not None:
            addresses[number, "total"] = made.address("children", **where)
        if row["full_year"] is not None:
            addresses[number, "full_year"] = made.address("full_year", **where)
        rows.append(row)
    missing = HIDDEN if shown.least_shown else ""
    totals: dict[str, Cell] = {"label": "I alt", **dict(zip(names, table[-1] if values else [], strict=False))}
    totals["total"] = table[-1][-1] if values else 0
    of_totals = {name: made.address("children", step=str(step)) for name, step in zip(names, steps, strict=True)}
    of_totals["total"] = made.address("children")
    addresses |= {(TOTAL_ROW, name): one for name, one in of_totals.items() if totals[name] is not None}
    return ReportTable(
        name=f"groups-{by}",
        title=f"Børn {danish.day(made.day)} efter {BY_WORDS[by].lower()} og trin",
        answer=f"{danish.count(made.total.children, 'barn', 'børn')} står på trappen {danish.long_day(made.day)}.",
        columns=(
            ReportColumn("label", BY_WORDS[by]),
            *(ReportColumn(name, short_label(made, step), "integer", additive=True, missing=missing) for name, step in zip(names, steps, strict=True)),
            ReportColumn("total", "I alt", "integer", additive=True, missing=missing),
            ReportColumn("full_year", "Helårspersoner i perioden", "hundredths", missing=missing),
        ),
        rows=tuple(rows),
        totals=totals,
        notes=(*((note,) if note else ()), made.view.sentence),
        facts=shown.facts,
        addresses=addresses,
        synthetic=shown.synthetic,
    )  # fmt: skip


def where_of(by: By, values: Sequence[Any]) -> dict[str, str]:
    """What an address says of a group."""
    return {name: "" if value is None else str(value) for name, value in zip(BY[by], values, strict=True)}


AGE_ENDS = {
    0: "0-5 år",
    6: "6-11 år",
    12: "12-14 år",
    15: "15-17 år",
    18: "18 år og ældre",
    UNKNOWN_AGE: "Ukendt alder",
}


def group_words(by: By, values: Sequence[Any]) -> str:
    """A group as users read it."""
    if by == "age":
        return AGE_ENDS.get(values[0], f"Fra {values[0]} år")
    if by == "district":
        return str(values[0] or NO_DISTRICT)
    kind, place = values
    said = words.label("intervention_type", kind)
    return f"{said}, {words.label('placement_type', place).lower()}" if place else said


def _order(by: By, values: Sequence[Any]) -> tuple[bool, object]:
    if by == "age":
        return values[0] == UNKNOWN_AGE, values[0]
    return values[0] is None, group_words(by, values)
