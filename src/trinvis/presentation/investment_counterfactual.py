"""A running case held up against something else: the difference, its interval, and everything that it rests on, printed; never a cause."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.investment.before_after import BeforeAfter
from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Comparison
from trinvis.calculations.investment.wording import danish as written
from trinvis.municipality.investment_words import hundredths
from trinvis.presentation.drawn import Drawn
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
    from trinvis.calculations.investment.synthetic_control import SyntheticControl

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


def counterfactual_drawn(
    found: BeforeAfter | SyntheticControl,
    what: str,
    moments: Sequence[str],
    seen: Sequence[float],
    changed: int,
    *,
    synthetic: bool = False,
) -> Drawn | None:
    """What was seen beside the line from before drawn on, or beside the mixture of others; None where nothing could be compared.

    ``moments`` are the periods' words, ``seen`` what was measured, ``changed`` the place of the first period after the change.
    """
    if isinstance(found, BeforeAfter):
        beside = None if found.segments is None else found.segments.expected
        words = "Udviklingen før, trukket frem"
    else:
        beside, words = found.mixed or None, "Den vægtede sammensætning"
    if beside is None:
        return None
    made = ExpectedRealised(
        what,
        tuple(
            Moment(label, _exact(other), realised=_exact(own))
            for label, other, own in zip(moments, beside, seen, strict=True)
        ),
        found.comparison.decimals,
        expected_words=words,
        realised_words="Målt",
        changed=changed,
        changed_words="ændringen",
    )
    return picture(
        made.what,
        f"{expected_realised_words(made)}. {NOT_A_CAUSE}",
        lambda narrow: expected_realised_chart(made, narrow=narrow),
        comparisons_table([found.comparison], what, synthetic=synthetic),
    )


def _exact(value: float) -> Fraction:
    return Fraction(round(value * 10_000), 10_000)
