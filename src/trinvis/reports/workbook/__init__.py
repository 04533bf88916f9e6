"""The follow-up as a workbook with live formulas, like the sheet that a controller would have made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.reports.workbook.given import Addressing, Assumed, WorkbookInput
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Addressing", "Assumed", "WorkbookInput", "workbook_bytes"]


def workbook_bytes(given: WorkbookInput, *, results: bool = True) -> bytes:
    """The workbook as xlsx.

    Every amount that has a formula holds it, with our own figure as its stored result, so that viewers that do not
    compute show it too; ``results`` false leaves the stored results at 0. Raises ``ValueError`` when ``grant_months``
    holds price periods that are not among ``grants``.
    """
    import polars as pl

    from trinvis.calculations.forecast.projection import DISPOSED
    from trinvis.reports.workbook import (
        commitments_sheet,
        estimates_sheet,
        follow_up_sheet,
        line_sheets,
        movement_sheets,
    )
    from trinvis.reports.workbook.addresses_sheet import write_addresses
    from trinvis.reports.workbook.assumptions_sheet import write_assumptions
    from trinvis.reports.workbook.book import Book
    from trinvis.reports.workbook.reconciliation_sheet import write_reconciliation

    given = replace(given, lines=given.lines.with_columns(pl.col("area").fill_null(UNPLACED)))
    labels = unique_labels({row["area"]: row["label"] for row in given.rows("area")})
    disposed = frozenset(row["area"] for row in given.rows("area") if row["method"] in DISPOSED)
    with Book(results=results) as book:
        write_assumptions(book, given, labels)
        commitments = commitments_sheet.write_commitments(book, given, labels)
        sources = follow_up_sheet.Sources(
            commitments=commitments,
            unbooked=line_sheets.write_unbooked(book, given, labels, commitments.rows, disposed),
            spent=line_sheets.write_spent(book, given, labels),
            estimates=estimates_sheet.write_estimates(book, given, labels),
            disposed=disposed,
        )
        follow_up_sheet.write_follow_up(book, given, labels, sources)
        movement_sheets.write_causes(book, given)
        movement_sheets.write_changes(book, given, labels)
        write_reconciliation(book, given, labels)
        write_addresses(book)
    return book.content()


def unique_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Area id → a label that no other area has, so that a sum by label is a sum by area.

    SUMIFS is blind to capitals and takes ``* ? ~`` and leading ``= < >`` for a pattern; a label that has them, or that
    another area has too, is given its id.
    """
    seen: dict[str, int] = {}
    for label in labels.values():
        seen[label.casefold()] = seen.get(label.casefold(), 0) + 1
    made = {}
    for area, label in labels.items():
        plain = label.translate(str.maketrans("", "", '*?~<>="')).strip() or area
        made[area] = plain if plain == label and seen[label.casefold()] == 1 else f"{plain} ({area})"
    return made
