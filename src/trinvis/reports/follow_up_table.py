"""The budget follow-up as a table: the answer, a row per area and policy area, totals, and what must be said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.sentences import frame_answer
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable, Scale

if TYPE_CHECKING:
    import polars as pl

    from trinvis.calculations.followup.split import Split

RowAddress = Callable[[str, str, str], str]
"""(figure, kind of row, its area or policy area) → the address of the figure."""

COLUMNS = (
    ReportColumn("label", "Område"),
    ReportColumn("policy_area", "Politikområde", on_screen=False),
    ReportColumn("budget_original_oere", "Oprindeligt budget", "oere", "kr.", on_screen=False),
    ReportColumn("budget_moved_oere", "Omplacering", "oere", "kr.", on_screen=False),
    ReportColumn("budget_supplementary_oere", "Tillægsbevilling", "oere", "kr.", on_screen=False),
    ReportColumn("budget_carried_over_oere", "Overførsel", "oere", "kr.", on_screen=False),
    ReportColumn("budget_oere", "Budget", "oere", "kr."),
    ReportColumn("spent_oere", "Forbrug", "oere", "kr."),
    ReportColumn("committed_oere", "Disponeret", "oere", "kr.", least_width=90),
    ReportColumn("estimates_oere", "Skøn", "oere", "kr.", least_width=110),
    ReportColumn("method_oere", "Efter metode", "oere", "kr.", least_width=110),
    ReportColumn("refund_oere", "Refusion", "oere", "kr.", least_width=130),
    ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr."),
    ReportColumn("deviation_oere", "Afvigelse", "oere", "kr."),
    ReportColumn("deviation_word", ""),
    ReportColumn("deviation_pct", "%", "per_cent", least_width=90),
    ReportColumn("last_year_oere", "Sidste år", "oere", "kr.", on_screen=False),
    ReportColumn("committed_year_oere", "Disponeret for hele året", "oere", "kr.", on_screen=False),
    ReportColumn("plain_replacement_oere", "Ved ren udskiftning", "oere", "kr.", on_screen=False),
    ReportColumn("child_by_child_pct", "Disponeret barn for barn", "per_cent", on_screen=False),
    ReportColumn("method", "Metode", least_width=140),
    ReportColumn("method_reason", "Begrundelse for metode", on_screen=False),
    ReportColumn("explanation", "Afvigelsesforklaring", on_screen=False),
    ReportColumn("marks", "Note", least_width=90),
    ReportColumn("flags", "Mærker", on_screen=False),
    ReportColumn("kind", "Rækkens art", on_screen=False),
    ReportColumn("area", "Kode", on_screen=False),
)

FIGURE_WORDS: dict[str, str] = {
    **{column.name: column.label.lower() for column in COLUMNS if column.name.endswith(("_oere", "_pct"))},
    "budget_oere": "korrigeret budget",
    "committed_oere": "disponeret og endnu ikke bogført",
    "estimates_oere": "risikosager og puljer",
    "method_oere": "fremskrevet efter områdets metode",
    "refund_oere": "forventet refusion",
    "deviation_pct": "afvigelse i procent af budgettet",
    "last_year_oere": "forbrug sidste år",
    "plain_replacement_oere": "disponering, hvor lukkede måneder er erstattet af forbrug",
    "child_by_child_oere": "forventet regnskab, der er kendt barn for barn",
    "child_by_child_pct": "den del af forventet regnskab, der er kendt barn for barn",
}
"""Figure of a follow-up → what users read, as the end of *Plejefamilier, …*."""

SMALL = 10 * danish.OERE_PER_MILLION
SUBTOTAL_LABEL = "{} i alt"
NUMBERED = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Said:
    """An explanation of an area's deviation: what, by whom, and when."""

    text: str
    by: str
    day: date


@dataclass(frozen=True)
class FollowUpFacts:
    """What a follow-up's table is made from. ``areas`` are its rows (areas, policy areas, last the total)."""

    year: int
    basis: str
    as_of: date
    closed_through: int
    program: str
    areas: pl.DataFrame
    address: RowAddress
    caveats: Sequence[str] = ()
    explanations: Mapping[str, Said] = ()  # type: ignore[assignment]
    unexplained: Sequence[tuple[str, str]] = ()
    """(area's label, what it passes) of the areas over the threshold without an explanation."""
    split: Split | None = None
    """Why the total differs from the budget."""
    synthetic: bool = False


def follow_up_table(facts: FollowUpFacts, scale: Scale | None = None) -> ReportTable:
    """The follow-up ready to be shown; money columns without any amount are left out on the screen.

    ``scale`` none: millions, or thousands where the frame and the year-end are below ten millions.
    """
    rows = [row for row in facts.areas.iter_rows(named=True) if row["kind"] != "total"]
    total = next(row for row in facts.areas.iter_rows(named=True) if row["kind"] == "total")
    letters = _letters(row["flags"] for row in rows)
    scale = scale or ("mio" if max(abs(total["budget_oere"]), abs(total["forecast_oere"])) >= SMALL else "tkr")
    explanations = dict(facts.explanations)
    shown = tuple(_shown(row, letters, explanations) for row in rows)
    totals = _shown(total, letters, explanations)
    return ReportTable(
        name="follow_up",
        title=_title(facts),
        answer=answer(facts),
        columns=tuple(_on_screen(column, [*shown, totals]) for column in COLUMNS if column.name in _known(total)),
        rows=shown,
        totals=totals,
        lead=_why(facts, scale),
        notes=_notes(facts, letters, rows),
        facts={
            "year": facts.year,
            "as_of": facts.as_of,
            "basis": facts.basis,
            "closed_through": facts.closed_through,
            "program": facts.program,
        },
        addresses=_addresses(facts, rows, total),
        scale=scale,
        synthetic=facts.synthetic,
    )


def answer(facts: FollowUpFacts) -> str:
    """Whether the frame holds, in one sentence."""
    total = next(row for row in facts.areas.iter_rows(named=True) if row["kind"] == "total")
    closed = facts.closed_through == facts.year * 100 + 12
    return frame_answer(total["budget_oere"], total["forecast_oere"], year_closed=closed)


def _why(facts: FollowUpFacts, scale: Scale) -> tuple[str, ...]:
    if facts.split is None:
        return ()
    from trinvis.reports.why_table import in_one_line

    line = in_one_line(facts.split, scale)
    return (line,) if line else ()


def _title(facts: FollowUpFacts) -> str:
    closed = "ingen måneder er lukket"
    if facts.closed_through // 100 == facts.year:
        closed = f"lukket til og med {danish.month(facts.closed_through)}"
    return f"Budgetopfølgning {facts.year} pr. {danish.long_day(facts.as_of)}, {closed}"


def _known(total: Mapping[str, Any]) -> set[str]:
    return {*total, "marks", "explanation"}


def _letters(flags: Iterable[str | None]) -> dict[str, str]:
    codes = dict.fromkeys(code for flag in flags for code in words.marks(flag))
    return {code: NUMBERED[number] if number < len(NUMBERED) else str(number) for number, code in enumerate(codes)}


def _shown(row: Mapping[str, Any], letters: Mapping[str, str], explanations: Mapping[str, Said]) -> dict[str, Cell]:
    made: dict[str, Cell] = dict(row)
    if row["kind"] == "policy_area":
        made["label"] = SUBTOTAL_LABEL.format(row["label"])
    made["method"] = words.label("method", row["method"]) if row["method"] else None
    made["marks"] = ", ".join(letters[code] for code in words.marks(row["flags"]) if code in letters)
    said = explanations.get(row["area"]) if row["kind"] == "area" else None
    made["explanation"] = None if said is None else said.text
    if row["kind"] != "area":
        made["marks"] = None
    return made


def _on_screen(column: ReportColumn, rows: Sequence[Mapping[str, Cell]]) -> ReportColumn:
    from dataclasses import replace

    empty = column.name in ("estimates_oere", "method_oere", "refund_oere", "marks") and not any(
        row.get(column.name) for row in rows
    )
    return replace(column, on_screen=False) if empty else column


def _notes(facts: FollowUpFacts, letters: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    labels = {row["area"]: row["label"] for row in rows if row["kind"] == "area"}
    marked = [f"{letter}: {words.FLAGS.get(code, code.replace('_', ' '))}." for code, letter in letters.items()]
    said = [
        f"{labels.get(area, area)}: {one.text} ({one.by}, {danish.day(one.day)})"
        for area, one in sorted(dict(facts.explanations).items())
    ]
    sign = "Afvigelse er budget minus forventet regnskab: mindreforbrug er plus, merforbrug er minus."
    missing = [
        f"Mangler afvigelsesforklaring ({passed}): {', '.join(label for label, what in facts.unexplained if what == passed)}."
        for passed in dict.fromkeys(what for _, what in facts.unexplained)
    ]
    return (sign, *marked, *facts.caveats, *said, *missing)


def _addresses(
    facts: FollowUpFacts, rows: Sequence[Mapping[str, Any]], total: Mapping[str, Any]
) -> dict[tuple[int, str], str]:
    figures = [column.name for column in COLUMNS if column.kind in ("oere", "per_cent") and column.name in total]
    made = {
        (number, figure): facts.address(figure, row["kind"], row["area"])
        for number, row in enumerate(rows)
        for figure in figures
    }
    return made | {(TOTAL_ROW, figure): facts.address(figure, "total", total["area"]) for figure in figures}
