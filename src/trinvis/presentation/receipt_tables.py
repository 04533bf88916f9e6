"""Receipts, deliveries and rejected rows as tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish
from trinvis.reports.plain_table import frame_table
from trinvis.reports.sentences import import_answer
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.workspace import MEANINGS

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.receiving import Receipt
    from trinvis.workspace import Delivery

SEVERITIES = {"reject": "Afvist", "warn": "Advarsel"}
RECEIPT_COLUMNS = (
    ReportColumn("file_name", "Fil"),
    ReportColumn("severity", "Hvad"),
    ReportColumn("code", "Regel"),
    ReportColumn("field", "Felt"),
    ReportColumn("rows", "Rækker", "integer", additive=True),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
    ReportColumn("message", "Besked"),
    ReportColumn("remedy", "Gør sådan"),
    ReportColumn("delivery_id", "Levering", on_screen=False),
)


def meaning(kind: str, extract_day: Any, period_from: int | None, period_to: int | None, scope: str | None) -> str:
    """What a delivery means, in words: its kind, its day or months, and its scope."""
    parts = [MEANINGS[kind]]
    if extract_day is not None:
        parts.append(f"udtrukket {danish.day(extract_day)}")
    if period_from is not None:
        until = "" if period_to in (None, period_from) else f" til {danish.month(period_to or period_from)}"
        parts.append(f"{danish.month(period_from)}{until}")
    if scope:
        parts.append(f"omfang {scope_words(scope)}")
    return ", ".join(parts)


def covers(delivery: Delivery) -> str:
    """The day or months of a delivery in a few words, and its scope."""
    parts = []
    if delivery.extract_day is not None:
        parts.append(f"pr. {danish.day(delivery.extract_day)}")
    if delivery.period_from is not None:
        last = delivery.period_to or delivery.period_from
        first = danish.month(delivery.period_from)
        parts.append(first if last == delivery.period_from else f"{first} til {danish.month(last)}")
    return ", ".join([*parts, scope_words(delivery.scope)] if delivery.scope else parts)


def scope_words(scope: str) -> str:
    """A delivery's scope as users read it: days the Danish way, and without the mark that tells sets of figures apart."""
    named = re.sub(r"^(\d+ tal) [0-9a-f]{6};", r"\1;", scope)
    return re.sub(r"\d{4}-\d\d-\d\d", lambda found: danish.day(date.fromisoformat(found[0])), named)


def told(receipt: Receipt) -> Iterator[str]:
    """What a file means and what would become of it, line by line, before the import is confirmed."""
    counts = receipt.counts
    yield f"{receipt.file_name} ({receipt.source})"
    yield f"  {import_answer(counts.rows, counts.accepted, counts.rejected, counts.sums, counts.titles)}"
    means = receipt.meaning
    yield f"  {meaning(means.kind, means.extract_day, means.period_from, means.period_to, means.scope)}."
    yield (
        f"  Beløb i filen {danish.kroner(counts.amount_oere, 2)} kr.: læst {danish.kroner(counts.accepted_oere, 2)}, "
        f"afvist {danish.kroner(counts.rejected_oere, 2)}."
    )
    if receipt.unknown_columns:
        yield f"  Ukendte kolonner, der er gemt: {', '.join(receipt.unknown_columns)}."
    for caveat in receipt.caveats:
        yield f"  Bemærk: {caveat.message}"


def receipt_table(receipts: Sequence[Receipt], *, dry_run: bool, synthetic: bool) -> ReportTable:
    """What the checks said, file by file and rule by rule; the notes say what each delivery means."""
    rows: list[dict[str, Cell]] = []
    for receipt in receipts:
        rows += _findings(receipt)
    counts = [receipt.counts for receipt in receipts]
    answer = import_answer(
        *(sum(getattr(one, name) for one in counts) for name in ("rows", "accepted", "rejected", "sums", "titles"))
    )
    return ReportTable(
        name="import",
        title="Fund i filerne" if rows else "Ingen fund i filerne",
        answer=f"{answer} Intet er gemt (--dry-run)." if dry_run else answer,
        columns=RECEIPT_COLUMNS,
        rows=tuple(rows),
        notes=tuple(line.strip() for receipt in receipts for line in _notes(receipt)),
        facts={
            "dry_run": dry_run,
            "file_rows": sum(one.rows for one in counts),
            **{name: sum(getattr(one, name) for one in counts) for name in _COUNTED},
        },
        synthetic=synthetic,
    )


_COUNTED = (
    "accepted",
    "rejected",
    "sums",
    "titles",
    "amount_oere",
    "accepted_oere",
    "rejected_oere",
    "sums_oere",
    "titles_oere",
    "unreadable_amounts",
)


def _notes(receipt: Receipt) -> Iterator[str]:
    yield from told(receipt)
    if receipt.delivery is not None:
        late = ", efterregistreret" if receipt.delivery.backdated else ""
        yield f"Gemt som levering {receipt.delivery.id}, kendt fra {danish.day(receipt.delivery.known_from)}{late}."


def _findings(receipt: Receipt) -> list[dict[str, Cell]]:
    from trinvis.intake.formats import remedies

    grouped: Counter[tuple[str, str, str, str]] = Counter()
    amounts: Counter[tuple[str, str, str, str]] = Counter()
    for row in receipt.findings.iter_rows(named=True):
        key = (row["severity"], row["code"], row["field"] or "", row["message"])
        grouped[key] += 1
        if row.get("amount_oere") is not None:
            amounts[key] += row["amount_oere"]
    delivery = None if receipt.delivery is None else receipt.delivery.id
    what = remedies()
    ordered = sorted(grouped.items(), key=lambda item: (item[0][0] != "reject", -item[1], item[0]))
    return [
        {
            "file_name": receipt.file_name,
            "severity": SEVERITIES.get(severity, severity),
            "code": code,
            "field": field,
            "rows": number,
            "amount_oere": amounts.get((severity, code, field, message)),
            "message": message,
            "remedy": what.get(code, ""),
            "delivery_id": delivery,
        }
        for (severity, code, field, message), number in ordered
    ]


DELIVERY_COLUMNS = (
    ReportColumn("delivery_id", "Levering"),
    ReportColumn("source", "Kilde"),
    ReportColumn("file_name", "Fil"),
    ReportColumn("meaning", "Betydning"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("received_at", "Modtaget (UTC)", "instant", on_screen=False),
    ReportColumn("accepted", "Læst", "integer", additive=True),
    ReportColumn("rejected", "Afvist", "integer", additive=True),
    ReportColumn("amount_oere", "Læst beløb", "oere", "kr."),
    ReportColumn("status", "Status"),
    ReportColumn("covers", "Dækker", on_screen=False),
    ReportColumn("by", "Modtaget af", on_screen=False),
    ReportColumn("notes", "Bemærk", "integer", on_screen=False),
    ReportColumn("warnings", "Bemærkninger", on_screen=False),
    ReportColumn("sha256", "Filens sha256", on_screen=False),
)


def deliveries_table(
    deliveries: Sequence[Delivery],
    *,
    synthetic: bool,
    in_force: Collection[str] | None = None,
    newest_first: bool = False,
) -> ReportTable:
    """Every delivery with what it means and whether it counts; ``in_force`` are the ids of those that nothing has replaced."""
    ordered = list(reversed(deliveries)) if newest_first else deliveries
    rows = tuple(_delivery(delivery, in_force) for delivery in ordered)
    rejected = sum(delivery.counts.get("rejected", 0) for delivery in deliveries)
    said = danish.count(len(rows), "levering", "leveringer")
    return ReportTable(
        name="deliveries",
        title="Leveringer, nyeste først" if newest_first else "Leveringer, ældste først",
        answer=f"Der er modtaget {said}; {danish.count(rejected, 'række', 'rækker')} er afvist.",
        columns=DELIVERY_COLUMNS,
        rows=rows,
        notes=tuple(f"{delivery.id}: {warning.message}" for delivery in deliveries for warning in delivery.warnings),
        synthetic=synthetic,
    )


def _delivery(delivery: Delivery, in_force: Collection[str] | None) -> dict[str, Cell]:
    status = []
    if in_force is not None and delivery.withdrawn_from is None:
        status.append("gælder" if delivery.id in in_force else "afløst")
    if delivery.backdated:
        status.append("efterregistreret")
    if delivery.withdrawn_from is not None:
        status.append(f"trukket tilbage fra {danish.day(delivery.withdrawn_from)}")
    return {
        "delivery_id": delivery.id,
        "source": delivery.source,
        "file_name": delivery.file_name,
        "meaning": meaning(
            delivery.kind, delivery.extract_day, delivery.period_from, delivery.period_to, delivery.scope
        ),
        "known_from": delivery.known_from,
        "received_at": delivery.received_at,
        "accepted": delivery.counts.get("accepted"),
        "rejected": delivery.counts.get("rejected"),
        "amount_oere": delivery.counts.get("accepted_oere"),
        "status": ", ".join(status),
        "covers": covers(delivery),
        "by": delivery.by,
        "notes": len(delivery.warnings),
        "warnings": " ".join(warning.message for warning in delivery.warnings),
        "sha256": delivery.sha256,
    }


REJECTED_COLUMNS = (
    ReportColumn("row_no", "Række", "integer"),
    ReportColumn("code", "Regel"),
    ReportColumn("field", "Felt"),
    ReportColumn("message", "Grund"),
    ReportColumn("remedy", "Gør sådan"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
    ReportColumn("raw", "Rækken i filen", on_screen=False),
)


def rejected_table(
    delivery_id: str, frame: pl.DataFrame, source: str, *, synthetic: bool, search: str = ""
) -> ReportTable:
    """The rejected rows with rule, field, reason and remedy; with ``search`` those that hold its words, also in the row itself.

    A row that breaks several rules stands once for each. Fields by the words of the source.
    """
    from trinvis.intake import SOURCES
    from trinvis.intake.formats import remedies
    from trinvis.presentation.previews import for_page

    labels = {field.name: field.label for field in SOURCES[source].fields} if source in SOURCES else {}
    what = remedies()
    rows: list[dict[str, Cell]] = []
    for row in frame.sort("row_no", "code", nulls_last=True).iter_rows(named=True):
        made: dict[str, Cell] = {
            "key": str(row["row_no"]),
            "row_no": row["row_no"],
            "code": row["code"],
            "field": labels.get(row["field"] or "", row["field"] or ""),
            "message": for_page(row["message"] or ""),
            "remedy": for_page(what.get(row["code"] or "", "")),
            "amount_oere": row["amount_oere"],
            "raw": row.get("raw"),
        }
        text = " ".join(str(value) for value in made.values() if value is not None).casefold()
        if all(word in text for word in search.casefold().split()):
            rows.append(made)
    numbers = len({row["row_no"] for row in rows})
    return ReportTable(
        "rejects",
        f"Afviste rækker i levering {delivery_id}",
        f"{danish.count(numbers, 'afvist række', 'afviste rækker')} i levering {delivery_id}.",
        REJECTED_COLUMNS,
        tuple(rows),
        scale="oere",
        synthetic=synthetic,
    )


def rejects_table(delivery_id: str, frame: pl.DataFrame, *, synthetic: bool) -> ReportTable:
    """The rejected rows of a delivery."""
    return frame_table(
        "rejects",
        f"Afviste rækker i levering {delivery_id}",
        f"{danish.count(frame.height, 'afvisning', 'afvisninger')} i levering {delivery_id}.",
        frame,
        hidden=("area_hint", "account_key"),
        synthetic=synthetic,
    )
