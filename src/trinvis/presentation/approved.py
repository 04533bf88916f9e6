"""An approved follow-up opened as it was approved: from the figures that it keeps, never computed again."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trinvis.calculations.followup.rows import row_types
from trinvis.municipality.address import Address
from trinvis.presentation.explanations_shown import instant_words
from trinvis.reports.follow_up_table import FollowUpFacts, Said, follow_up_table

if TYPE_CHECKING:
    from trinvis.municipality.approvals import Approval
    from trinvis.reports.table import ReportTable, Scale


def approved_facts(kept: Approval, *, synthetic: bool) -> FollowUpFacts:
    """What the table of an approved follow-up is made from; its figures open under the approval's own name."""
    import polars as pl

    figures: dict[str, Any] = json.loads(kept.figures)
    types = row_types()
    rows = [{name: row.get(name) for name in types} for row in figures["areas"]]

    def address(figure: str, kind: str, area: str) -> str:
        where = {} if kind == "total" else {kind: area}
        return str(Address("follow-up", kept.year, kept.name, figure, where))

    return FollowUpFacts(
        year=kept.year,
        basis=kept.name,
        as_of=kept.as_of,
        closed_through=int(figures["closed_through"]),
        program=kept.basis.program,
        areas=pl.DataFrame(rows, schema=types),
        address=address,
        caveats=tuple(str(sentence) for _, sentence in figures["caveats"]),
        explanations={
            str(area): Said(str(text), str(by), date.fromisoformat(known_from))
            for area, text, by, _, known_from in figures["explanations"]
        },
        synthetic=synthetic,
    )


def approved_table(kept: Approval, scale: Scale | None = None, *, synthetic: bool) -> ReportTable:
    """The table as it was approved."""
    return follow_up_table(approved_facts(kept, synthetic=synthetic), scale)


def approved_when(kept: Approval) -> str:
    """``30.09.2026 kl. 14.05``, Danish time."""
    return instant_words(datetime.fromisoformat(kept.recorded_at))
