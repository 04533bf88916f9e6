"""From the hall's answers to tables: follow-up, changes, reconciliation, an opened figure, approvals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish
from trinvis.reports.changes_table import changes_table
from trinvis.reports.explanation_table import Opened, Term, written
from trinvis.reports.follow_up_table import FollowUpFacts, Said
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.reports.why_table import why_table

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.approvals import Approval
    from trinvis.municipality.changes import Changes
    from trinvis.municipality.explain import Explanation
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.presentation.municipality import Moment


def facts_of(made: FollowUp, as_of: date, *, synthetic: bool) -> FollowUpFacts:
    """What the table of a follow-up is made from."""
    return FollowUpFacts(
        year=made.year,
        basis=made.basis.name,
        as_of=as_of,
        closed_through=made.closed_through,
        program=made.basis.program,
        areas=made.areas,
        address=lambda figure, kind, area: str(made.address(figure, kind, area)),
        caveats=tuple(caveat.sentence for caveat in made.caveats),
        explanations={area: Said(said.text, said.by, said.known_from) for area, said in made.explanations.items()},
        unexplained=tuple(made.unexplained.select("label", "passed").iter_rows()),
        split=made.why.against_assumption.get(("total", "i_alt")),
        synthetic=synthetic,
    )


def causes_table(made: FollowUp, as_of: date, *, synthetic: bool) -> ReportTable:
    """Why each area and the total differ from the budget and from last year."""
    labels = {(kind, area): label for kind, area, label in made.areas.select("kind", "area", "label").iter_rows()}
    splits = (made.why.against_assumption, made.why.against_last_year)
    return why_table(splits, labels, year=made.year, as_of=as_of, synthetic=synthetic)


def before_words(before: date | int | None) -> str:
    """``31. august 2026`` or ``godkendelse nr. 3``."""
    return f"godkendelse nr. {before}" if isinstance(before, int) else danish.long_day(before) if before else ""


def moved_table(
    moved: Changes, asked: Moment, before: date | int | None, labels: Mapping[str, str], *, synthetic: bool
) -> ReportTable:
    """What moved the forecast, item by item."""
    return changes_table(
        moved.items,
        year=asked.year,
        as_of=asked.as_of,
        before=before_words(before),
        total_before_oere=moved.total_before,
        total_after_oere=moved.total_after,
        address=lambda **where: str(moved.address(**where)),
        labels=labels,
        synthetic=synthetic,
    )


def opened_figure(found: Explanation, lines: pl.DataFrame, *, synthetic: bool) -> Opened:
    """An explanation ready to be shown; ``lines`` are its own, with the sum in words where there is one."""
    dated = {value.id for value in found.parameters}
    parts = [
        Term(part.label, written(part.amount_oere, part.unit), part.address) for part in (*found.parts, *found.inputs)
    ]
    return Opened(
        address=str(found.address),
        title=found.title,
        value=found.value,
        unit=found.unit,
        sentence=found.sentence,
        terms=parts,
        lines=lines.sort("component", "month", "delivery_id", "row_no", nulls_last=True, maintain_order=True),
        rules={rule: text for rule, text in found.rules.items() if rule not in dated},
        parameters=[_parameter(value) for value in found.parameters],
        synthetic=synthetic,
    )


def _parameter(value: Any) -> str:
    until = "" if value.valid_to is None else f" til {danish.day(value.valid_to)}"
    mark = f" ({value.mark()})" if value.mark() else ""
    key = f" {value.key}" if value.key else ""
    whose = "kommunens egen" if value.origin == "kommune" else "Trinvis"
    return (
        f"{value.name}{key}: {value.text()}, gyldig fra {danish.day(value.valid_from)}{until}{mark}; "
        f"{whose}, kilde: {value.source}"
    )


APPROVAL_COLUMNS = (
    ReportColumn("name", "Godkendelse"),
    ReportColumn("year", "År", "integer"),
    ReportColumn("as_of", "Pr.", "day"),
    ReportColumn("by", "Af"),
    ReportColumn("recorded_at", "Skrevet (UTC)"),
    ReportColumn("sha256", "Tallenes sha256"),
)


def approvals_table(approvals: Sequence[Approval], *, synthetic: bool) -> ReportTable:
    """Approved follow-ups."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "name": approval.name,
            "year": approval.year,
            "as_of": approval.as_of,
            "by": approval.by,
            "recorded_at": approval.recorded_at,
            "sha256": approval.sha256,
        }
        for approval in approvals
    )
    said = danish.count(len(rows), "godkendt opfølgning", "godkendte opfølgninger")
    return ReportTable("approvals", "Godkendte opfølgninger", f"{said}.", APPROVAL_COLUMNS, rows, synthetic=synthetic)
