"""From the hall's answers to tables: follow-up, changes, reconciliation, an opened figure, approvals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.explanation_table import Opened, Term, written
from trinvis.reports.follow_up_table import FollowUpFacts, Said
from trinvis.reports.plain_table import frame_table
from trinvis.reports.sentences import changes_answer
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.reports.workbook.other_sheets import LISTS

if TYPE_CHECKING:
    import polars as pl

    from trinvis.cli.opening import Moment
    from trinvis.municipality.approvals import Approval
    from trinvis.municipality.explain import Explanation
    from trinvis.municipality.follow_up import FollowUp


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
        unexplained=tuple(
            f"Mangler afvigelsesforklaring: {row['label']} ({row['passed']})."
            for row in made.unexplained.iter_rows(named=True)
        ),
        synthetic=synthetic,
    )


CHANGE_COLUMNS = (
    ReportColumn("label", "Hvad"),
    ReportColumn("area", "Område"),
    ReportColumn("child_no", "Barn"),
    ReportColumn("text", "Beskrivelse"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
    ReportColumn("kind", "Art", on_screen=False),
)


def before_words(before: date | int | None) -> str:
    """``31. august 2026`` or ``godkendelse nr. 3``."""
    return f"godkendelse nr. {before}" if isinstance(before, int) else danish.long_day(before) if before else ""


def changes_table(
    moved: Any, asked: Moment, before: date | int | None, labels: Mapping[str, str], *, synthetic: bool
) -> ReportTable:
    """What moved the forecast, item by item, adding up to the difference."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, item in enumerate(moved.items.iter_rows(named=True)):
        rows.append(
            {
                "label": item.get("label") or words.label("change", item["kind"]),
                "area": labels.get(item.get("area"), words.label("area", item.get("area"))),
                "child_no": None if item.get("child_no") is None else str(item["child_no"]),
                "text": item.get("text"),
                "amount_oere": item["amount_oere"],
                "kind": item["kind"],
            }
        )
        if item.get("address"):
            addresses[number, "amount_oere"] = item["address"]
    total = int(moved.items["amount_oere"].sum())
    return ReportTable(
        name="changes",
        title=f"Ændringer fra {before_words(before)} til {danish.long_day(asked.as_of)}",
        answer=changes_answer(moved.total_before, moved.total_after),
        columns=CHANGE_COLUMNS,
        rows=tuple(rows),
        totals={"label": "I alt", "amount_oere": total},
        facts={
            "year": asked.year,
            "as_of": asked.as_of,
            "compare_to": before if isinstance(before, date) else f"godkendt-{before}",
            "before_oere": moved.total_before,
            "after_oere": moved.total_after,
        },
        addresses=addresses,
        synthetic=synthetic,
    )


def reconciliation_table(
    lists: Mapping[str, pl.DataFrame], asked: Moment, labels: Mapping[str, str], *, synthetic: bool
) -> ReportTable:
    """The four lists under each other, told apart by the first column."""
    import polars as pl

    frames = [frame.select(pl.lit(LISTS.get(name, name)).alias("list"), pl.all()) for name, frame in lists.items()]
    every = pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame({"list": []})
    said = "; ".join(f"{LISTS.get(name, name).lower()} {frame.height}" for name, frame in lists.items())
    return frame_table(
        "reconciliation",
        f"Afstemning {asked.year} pr. {danish.long_day(asked.as_of)}",
        f"Bogført og bevilget afviger i {danish.count(every.height, 'tilfælde', 'tilfælde')}: {said}.",
        every,
        labels=labels,
        hidden=("rules", "rule", "delivery_id", "row_no", "flag"),
        facts={"year": asked.year, "as_of": asked.as_of},
        synthetic=synthetic,
    )


def opened_figure(found: Explanation, *, synthetic: bool) -> Opened:
    """An explanation ready to be shown."""
    parts = [Term(part.label, written(part.amount_oere, "kr."), part.address) for part in (*found.parts, *found.inputs)]
    return Opened(
        address=str(found.address),
        title=found.title,
        value=found.value,
        unit=found.unit,
        sentence=found.sentence,
        terms=parts,
        lines=found.lines,
        rules=found.rules,
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
