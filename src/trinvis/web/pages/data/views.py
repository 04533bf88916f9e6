"""*Data*: what has arrived and what is missing, files in, and every delivery."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.presentation.arrivals import arrivals, short_label, source_label
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.receipt_tables import deliveries_table
from trinvis.web.access import page
from trinvis.web.jobs.models import Upload
from trinvis.web.moment import moment_of
from trinvis.web.settings import LARGEST_UPLOAD
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from datetime import date

    from trinvis.workspace import Delivery

PAGE_ROWS = 30
COLUMNS = (
    "delivery_id",
    "source_label",
    "covers",
    "file_name",
    "known_from",
    "by",
    "accepted",
    "rejected",
    "amount_oere",
    "notes",
    "status",
)


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page; for htmx the list alone."""
    context = _list(request)
    if getattr(request, "htmx", False) and request.htmx.target == "deliveries":
        return render(request, "data/deliveries.html", context)
    kommune = the_site().kommune
    arrived = arrivals(kommune.deliveries(), asked_day(request), synthetic=is_synthetic(kommune))
    context |= {
        "title": "Data",
        "answer": arrived.sentence,
        "arrivals": shown_table(arrived.table, sortable=False, link=_filter_link),
        "batch": secrets.token_hex(16),
        "largest": LARGEST_UPLOAD,
        "largest_mb": LARGEST_UPLOAD // (1024 * 1024),
        "waiting": _waiting(),
    }
    return render(request, "data/page.html", context)


def asked_day(request: HttpRequest) -> date:
    """The day that was chosen; else today, since what is missing is missing now, whenever the last delivery came."""
    asked = moment_of(request).as_of
    return asked if request.session.get("moment") else the_site().today()


def _filter_link(values: Any, column: str) -> str | None:
    return f"{reverse('data')}?kilde={values['key']}#deliveries" if column == "label" else None


def _waiting() -> list[dict[str, Any]]:
    """Files that were sent and not decided on, by the time they were sent together."""
    batches: dict[str, dict[str, Any]] = {}
    for upload in Upload.objects.filter(gone=False).order_by("-created_at"):
        one = batches.setdefault(upload.batch, {"batch": upload.batch, "at": upload.created_at, "files": 0})
        one["files"] += 1
    return list(batches.values())


def _list(request: HttpRequest) -> dict[str, Any]:
    kommune = the_site().kommune
    received = kommune.deliveries()
    source, search, state = (request.GET.get(name, "").strip() for name in ("kilde", "soeg", "tilstand"))
    in_force = set(kommune.in_force())
    chosen = [one for one in received if _fits(one, source, search, state, in_force)]
    limit = PAGE_ROWS if not request.GET.get("alle") else len(received)
    table = deliveries_table(chosen, synthetic=is_synthetic(kommune), in_force=in_force, newest_first=True)
    return {
        "deliveries": shown_table(
            with_source_labels(table), request, columns=_columns(table), link=_delivery_link, limit=limit
        ),
        "said": table.answer,
        "sources": [(name, source_label(name)) for name in dict.fromkeys(one.source for one in received)],
        "source": source,
        "search": search,
        "state": state,
        "all_query": _all_query(request),
        "any": bool(received),
    }


def _columns(table: Any) -> list[str]:
    """The columns of the list, without those that nothing is said in."""
    silent = {name for name in ("by", "notes") if not any(row[name] for row in table.rows)}
    return [name for name in COLUMNS if name not in silent]


def with_source_labels(table: Any) -> Any:
    """The table with the source as users call it beside its name."""
    from dataclasses import replace

    from trinvis.reports.table import ReportColumn

    rows = tuple({**row, "source_label": _short(str(row["source"]))} for row in table.rows)
    return replace(table, columns=(*table.columns, ReportColumn("source_label", "Kilde", on_screen=False)), rows=rows)


def _short(name: str) -> str:
    label = short_label(name)
    return label[:1].upper() + label[1:]


def _fits(one: Delivery, source: str, search: str, state: str, in_force: set[str]) -> bool:
    if source and one.source != source:
        return False
    if state == "afvist" and not one.counts.get("rejected"):
        return False
    if state == "gaelder" and one.id not in in_force:
        return False
    if state == "tilbage" and one.withdrawn_from is None:
        return False
    text = f"{one.id} {one.file_name} {one.by} {one.scope} {source_label(one.source)}".casefold()
    return all(word in text for word in search.casefold().split())


def _delivery_link(values: Any, column: str) -> str | None:
    if column == "delivery_id":
        return reverse("data-delivery", args=[values["delivery_id"]])
    if column == "rejected" and values["rejected"]:
        return reverse("data-delivery", args=[values["delivery_id"]]) + "#rejects"
    return None


def _all_query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["alle"] = "1"
    return f"?{query.urlencode()}"
