"""A running case held up against something else: the difference, its interval, and everything that it rests on, printed; never a cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from statistics import fmean
from typing import TYPE_CHECKING

from trinvis.calculations.investment.before_after import BeforeAfter
from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Comparison
from trinvis.calculations.investment.synthetic_control import SyntheticControl
from trinvis.calculations.investment.wording import danish as written
from trinvis.municipality.investment_words import hundredths
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.presentation.investment_pictures import picture
from trinvis.presentation.investment_rows import Rows
from trinvis.reports.charts.expected_realised import (
    ExpectedRealised,
    Moment,
    expected_realised_chart,
    expected_realised_words,
)
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.investment.difference_in_differences import DifferenceInDifferences
    from trinvis.municipality.investment_compared import Compared
    from trinvis.municipality.investment_panels import Panel
    from trinvis.municipality.investment_running import Comparisons

COLUMNS = (
    ReportColumn("title", "Sammenligning"),
    ReportColumn("difference", "Forskel", missing="–"),
    ReportColumn("unit", "Enhed"),
    ReportColumn("interval", "Interval", missing="intet"),
    ReportColumn("kind", "Hvad intervallet er", missing="–"),
    ReportColumn("others", "Andre intervaller", on_screen=False),
)


def comparisons_table(found: Sequence[Comparison], what: str, *, synthetic: bool = False) -> ReportTable:
    """A row per way of comparing; below, what each rests on and what was tried of it. ``what`` is what is compared."""
    rows = Rows()
    notes: list[str] = []
    for one in found:
        others = "; ".join(_interval(one, other.low, other.high, other.level, other.words) for other in one.others)
        interval = one.interval
        rows.add(
            {
                "title": one.title,
                "difference": None if one.difference is None else written(one.difference, one.decimals),
                "unit": one.unit,
                "interval": None if interval is None else _ends(one, interval.low, interval.high, interval.level),
                "kind": interval.words if interval is not None else one.refused or None,
                "others": others or None,
            }
        )
        notes += [f"{one.title}. Forudsætter: {text}" for text in one.assumptions if text != NOT_A_CAUSE]
        notes += [f"{one.title}. Prøvet: {text}" for text in one.checks]
    return ReportTable(
        name="counterfactual",
        title=f"{what}, holdt op mod noget andet",
        answer=found[0].sentence if found else "Der er intet at holde op mod.",
        columns=COLUMNS,
        rows=tuple(rows.rows),
        notes=(NOT_A_CAUSE, *notes) if found else (),
        synthetic=synthetic,
    )


def _ends(one: Comparison, low: float, high: float, level: float) -> str:
    return f"{written(100 * level, 0)} %: {written(low, one.decimals)} til {written(high, one.decimals)}"


def _interval(one: Comparison, low: float, high: float, level: float, words: str) -> str:
    return f"{_ends(one, low, high, level)} ({words})"


UNIT_COLUMNS = (
    ReportColumn("name", "Område"),
    ReportColumn("changed", "Har indsatsen", "flag"),
    ReportColumn("before", "Før", "hundredths"),
    ReportColumn("after", "Efter", "hundredths"),
    ReportColumn("change", "Ændring", "hundredths"),
)


def units_table(found: DifferenceInDifferences, what: str, *, synthetic: bool = False) -> ReportTable:
    """Every unit's mean before and after, and its change; those with the effort first."""
    rows = Rows()
    for one in sorted(found.units, key=lambda unit: (not unit.changed, unit.name)):
        values: dict[str, Cell] = {
            "name": one.name,
            "changed": one.changed,
            "before": hundredths(one.before),
            "after": hundredths(one.after),
            "change": hundredths(one.change),
        }
        rows.add(values)
    return ReportTable(
        name="counterfactual-units",
        title=f"{what}, område for område",
        answer=found.comparison.sentence,
        columns=UNIT_COLUMNS,
        rows=tuple(rows.rows),
        notes=found.comparison.assumptions,
        synthetic=synthetic,
    )


WEIGHT_COLUMNS = (ReportColumn("name", "Område"), ReportColumn("weight_pct", "Vægt", "per_cent"))


def weights_table(found: SyntheticControl, what: str, *, synthetic: bool = False) -> ReportTable:
    """What the mixture is made of, the largest first."""
    rows = Rows()
    for name, weight in found.weights.items():
        rows.add({"name": name, "weight_pct": hundredths(100 * weight)})
    return ReportTable(
        name="counterfactual-weights",
        title=f"{what}: den vægtede sammensætning",
        answer=found.comparison.sentence,
        columns=WEIGHT_COLUMNS,
        rows=tuple(rows.rows),
        notes=found.comparison.assumptions,
        synthetic=synthetic,
    )


def counterfactual_table(found: Comparisons, case: str, *, synthetic: bool = False) -> ReportTable:
    """Everything that a running case (its title) could be held up against, and a sentence for each that could not."""
    table = comparisons_table([one.made.comparison for one in found.found], f"»{case}«", synthetic=synthetic)
    told = tuple(dict.fromkeys(note for one in found.found for note in one.notes))
    return replace(table, notes=(*table.notes, *told, *found.refused))


def points_table(found: Compared, *, least_shown: int = 0, synthetic: bool = False) -> ReportTable:
    """What was counted, a row per period and a column per unit; each opens. Small counts of children are hidden with ``least_shown``."""
    panel = found.panel
    rows = Rows()
    for at, period in enumerate(panel.periods):
        values: dict[str, Cell] = {"period": period, "after": at >= found.after_from}
        addresses: dict[str, str | None] = {}
        for place, (name, points) in enumerate(panel.values.items(), 1):
            if not _hides(panel, points[at], least_shown):
                values[f"u{place}"] = hundredths(points[at])
                addresses[f"u{place}"] = panel.addresses[name][at] if name in panel.addresses else None
        rows.add(values, addresses)
    return ReportTable(
        name="counterfactual-points",
        title=f"{panel.label}, {panel.unit}",
        answer=found.made.comparison.sentence,
        columns=(
            ReportColumn("period", "Periode"),
            ReportColumn("after", "Efter ændringen", "flag"),
            *(
                ReportColumn(f"u{place}", _name(panel, name), "hundredths", missing=HIDDEN)
                for place, name in enumerate(panel.values, 1)
            ),
        ),
        rows=tuple(rows.rows),
        notes=(NOT_A_CAUSE, *found.notes),
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def _hides(panel: Panel, value: float, least_shown: int) -> bool:
    return panel.unit == "børn" and 0 < value < least_shown


def _name(panel: Panel, name: str) -> str:
    """A unit's name; municipalities are known by their code."""
    return panel.names.get(int(name), name) if name.isdigit() else name


BESIDE = {
    "before_after": "Udviklingen før, trukket frem",
    "difference_in_differences": "De andres udvikling, fra samme niveau før",
    "synthetic_control": "Den vægtede sammensætning",
}


def counterfactual_drawn(found: Compared, *, least_shown: int = 0, synthetic: bool = False) -> Drawn | None:
    """What was counted where the effort is, beside the line from before drawn on, the others' course, or their mixture.

    None where nothing could be compared, or a count is hidden.
    """
    panel, comparison = found.panel, found.made.comparison
    counted = [points for name, points in panel.values.items()]
    if any(_hides(panel, value, least_shown) for points in counted for value in points):
        return None
    beside = _beside(found)
    if beside is None:
        return None
    made = ExpectedRealised(
        f"{panel.label}, {panel.unit}",
        tuple(
            Moment(period, _exact(other), realised=_exact(own))
            for period, other, own in zip(panel.periods, beside, _seen(found), strict=True)
        ),
        comparison.decimals,
        expected_words=BESIDE[comparison.kind],
        realised_words="Talt op",
        changed=found.after_from,
        changed_words="ændringen",
    )
    return picture(
        f"{made.what}: {comparison.title[:1].lower()}{comparison.title[1:]}",
        f"{expected_realised_words(made)}. {NOT_A_CAUSE}",
        lambda narrow: expected_realised_chart(made, narrow=narrow),
        points_table(found, least_shown=least_shown, synthetic=synthetic),
    )


def _seen(found: Compared) -> list[float]:
    """The mean of the units with the effort, period by period."""
    ours = [found.panel.values[name] for name in found.changed]
    return [fmean(points) for points in zip(*ours, strict=True)]


def _beside(found: Compared) -> Sequence[float] | None:
    """What they are held up against, period by period."""
    made = found.made
    if isinstance(made, BeforeAfter):
        return None if made.segments is None else made.segments.expected
    if isinstance(made, SyntheticControl):
        return made.mixed or None
    others = [points for name, points in found.panel.values.items() if name not in found.changed]
    if not others or not found.after_from:
        return None
    course = [fmean(points) for points in zip(*others, strict=True)]
    apart = fmean(_seen(found)[: found.after_from]) - fmean(course[: found.after_from])
    return [value + apart for value in course]


def _exact(value: float) -> Fraction:
    return Fraction(round(value * 10_000), 10_000)
