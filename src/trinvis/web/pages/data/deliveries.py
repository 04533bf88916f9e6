"""One delivery: what it means, what was rejected, its rows put right, the file itself, and taking it back."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.presentation.arrivals import source_label
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.receipt_tables import deliveries_table, meaning, rejected_table
from trinvis.reports import danish
from trinvis.reports.sentences import import_answer
from trinvis.web.access import may_see, page
from trinvis.web.moment import WrongMoment, parse_day
from trinvis.web.pages.data.arriving import receive_file
from trinvis.web.pages.data.said import Said
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table
from trinvis.workspace import UnknownDelivery, WorkspaceError

if TYPE_CHECKING:
    from trinvis.reports.table import ReportTable
    from trinvis.workspace import Delivery

ROWS = 200
ROWS_AT_A_TIME = 20
"""Rejected rows that are put right in one form."""
CHUNK = 64 * 1024
"""A file is sent in pieces, so that the server keeps none of it on disk."""


@page("figures")
def show(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """The delivery."""
    delivery = _delivery(delivery_id)
    kommune, persons = the_site().kommune, may_see(request.user, "persons")
    search = request.GET.get("soeg", "").strip()
    table = _rejected(delivery, raw=persons, search=search)
    columns = ["row_no", "code", "field", "message", "remedy", "amount_oere"]
    context = {
        "title": f"Levering {delivery.id}",
        "delivery": delivery,
        "answer": _answer(delivery),
        "facts": _facts(delivery),
        "status": deliveries_table([delivery], synthetic=False, in_force=set(kommune.in_force())).rows[0]["status"],
        "rejects": shown_table(
            table,
            request,
            columns=columns,
            limit=None if request.GET.get("alle") else ROWS,
            link=_correct_link(delivery),
        ),
        "said": table.answer,
        "search": search,
        "any_rejected": bool(delivery.counts.get("rejected")),
        "persons": persons,
    }
    if getattr(request, "htmx", False) and request.htmx.target == "rejects":
        return render(request, "data/rejects.html", context)
    return render(request, "data/delivery.html", context)


def _delivery(delivery_id: str) -> Delivery:
    try:
        return the_site().kommune.delivery(delivery_id)
    except UnknownDelivery:
        raise Http404 from None


def _answer(delivery: Delivery) -> str:
    counts = delivery.counts
    return import_answer(*(int(counts.get(name, 0)) for name in ("rows", "accepted", "rejected", "sums", "titles")))


def _facts(delivery: Delivery) -> list[tuple[str, str]]:
    counts = delivery.counts
    return [
        ("Kilde", source_label(delivery.source)),
        ("Fil", delivery.file_name),
        (
            "Betydning",
            meaning(delivery.kind, delivery.extract_day, delivery.period_from, delivery.period_to, delivery.scope),
        ),
        ("Kendt fra", danish.day(delivery.known_from) + (" (efterregistreret)" if delivery.backdated else "")),
        ("Modtaget", _instant(delivery) + (f" af {delivery.by}" if delivery.by else "")),
        ("Læst beløb", f"{danish.kroner(int(counts.get('accepted_oere', 0)), 2)} kr."),
        ("Afvist beløb", f"{danish.kroner(int(counts.get('rejected_oere', 0)), 2)} kr."),
        ("Filens kontrolsum", f"sha256 {delivery.sha256}"),
    ]


def _instant(delivery: Delivery) -> str:
    from trinvis.web.site import COPENHAGEN

    here = delivery.received_at.astimezone(COPENHAGEN)
    return f"{danish.day(here.date())} kl. {here:%H.%M}"


def _rejected(delivery: Delivery, *, raw: bool, search: str = "") -> ReportTable:
    kommune = the_site().kommune
    frame = kommune.rejects(delivery.id, raw=raw)
    return rejected_table(delivery.id, frame, delivery.source, synthetic=is_synthetic(kommune), search=search)


def _correct_link(delivery: Delivery) -> Any:
    def link(values: Any, column: str) -> str | None:
        if column != "row_no" or values["row_no"] is None:
            return None
        return f"{reverse('data-correct', args=[delivery.id])}?raekke={values['row_no']}"

    return link


@page("persons")
def rejects(request: HttpRequest, delivery_id: str, form: str) -> HttpResponseBase:
    """The rejected rows as csv or xlsx, with the row as it stood in the file."""
    table = _rejected(_delivery(delivery_id), raw=True, search=request.GET.get("soeg", ""))
    if form == "csv":
        from trinvis.reports.csv_text import csv_bytes

        return _file(csv_bytes(table), f"afviste-{delivery_id}.csv", "text/csv; charset=utf-8")
    if form == "xlsx":
        from trinvis.reports.sheet import xlsx_bytes

        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _file(xlsx_bytes(table), f"afviste-{delivery_id}.xlsx", kind)
    raise Http404


@page("persons")
def original(request: HttpRequest, delivery_id: str) -> HttpResponseBase:  # noqa: ARG001 - every view takes it
    """The file as it was received."""
    delivery = _delivery(delivery_id)
    return _file(the_site().kommune.original(delivery.id), delivery.file_name, "application/octet-stream")


def _file(content: bytes, name: str, kind: str) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        for begin in range(0, len(content), CHUNK):
            yield content[begin : begin + CHUNK]

    answer = StreamingHttpResponse(pieces(), content_type=kind)
    answer["Content-Length"] = str(len(content))
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


@page("persons")
@page("deliver")
def correct(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """Rejected rows as fields; sent, the whole file goes in again with them written anew, to be seen before it is kept."""
    delivery = _delivery(delivery_id)
    kommune = the_site().kommune
    faults = _faults(delivery)
    asked = _numbers(request.GET.getlist("raekke")) or list(faults)
    rows = kommune.open_rows(delivery.id, asked[:ROWS_AT_A_TIME])
    if request.method == "POST":
        changed: dict[int, dict[int, str]] = {}
        for row in rows:
            for place, _, _, text in row.cells:
                typed = request.POST.get(f"{row.row_no}-{place}")
                if typed is not None and typed.strip() != text:
                    changed.setdefault(row.row_no, {})[place] = typed.strip()
        try:
            file = kommune.corrected(delivery.id, changed)
        except WorkspaceError as wrong:
            return render(request, "data/correct.html", _form(delivery, rows, faults, asked, str(wrong)), status=400)
        batch = secrets.token_hex(16)
        assert file.options is not None
        said = Said(file.file_name, delivery.source, None, file.options, delivery.id)
        receive_file(file.content, said, batch, 0, request.user.get_username())
        return redirect("data-batch", batch=batch)
    return render(request, "data/correct.html", _form(delivery, rows, faults, asked, ""))


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 12]


def _faults(delivery: Delivery) -> dict[int, list[tuple[str, str, str]]]:
    """Row → (column, reason, remedy) of its rejections."""
    table = _rejected(delivery, raw=False)
    frame = the_site().kommune.rejects(delivery.id)
    fields = {(row["row_no"], row["message"]): row["field"] or "" for row in frame.iter_rows(named=True)}
    out: dict[int, list[tuple[str, str, str]]] = {}
    for row in table.rows:
        number = row["row_no"]
        if isinstance(number, int):
            field = fields.get((number, row["message"]), "")
            out.setdefault(number, []).append((field, str(row["message"]), str(row["remedy"])))
    return out


def _form(delivery: Delivery, rows: Any, faults: Any, asked: list[int], wrong: str) -> dict[str, Any]:
    return {
        "title": f"Ret rækker i levering {delivery.id}",
        "delivery": delivery,
        "wrong": wrong,
        "rows": [
            {
                "number": row.row_no,
                "faults": faults.get(row.row_no, []),
                "cells": [
                    {
                        "name": f"{row.row_no}-{place}",
                        "label": label,
                        "text": text,
                        "fault": next(
                            (said for field, said, _ in faults.get(row.row_no, []) if field == column and column), ""
                        ),
                    }
                    for place, label, column, text in row.cells
                ],
            }
            for row in rows
        ],
        "more": max(0, len(asked) - ROWS_AT_A_TIME),
    }


@page("deliver")
def withdraw(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """A page that asks first; then the delivery counts no more from the day that is chosen."""
    delivery, wrong = _delivery(delivery_id), ""
    typed = request.POST.get("dag", "") if request.method == "POST" else danish.day(the_site().today())
    if request.method == "POST":
        try:
            day = parse_day(typed)
            the_site().kommune.withdraw(delivery.id, day)
        except (WrongMoment, WorkspaceError) as problem:
            wrong = str(problem)
        else:
            messages.success(
                request,
                f"Levering {delivery.id} tæller ikke fra {danish.day(day)}. Det, der er godkendt, er ikke ændret.",
            )
            return redirect("data-delivery", delivery_id=delivery.id)
    return render(
        request,
        "data/withdraw.html",
        {
            "title": f"Træk levering {delivery.id} tilbage",
            "delivery": delivery,
            "facts": _facts(delivery)[:4],
            "typed": typed,
            "wrong": wrong,
            "takes_over": _takes_over(delivery),
        },
        status=400 if wrong else 200,
    )


def _takes_over(delivery: Delivery) -> str:
    """What counts in its place when it is gone."""
    kommune = the_site().kommune
    if delivery.id not in kommune.in_force():
        return "Den er allerede afløst af en nyere levering, så tallene af i dag ændres ikke."
    others = [
        one
        for one in kommune.deliveries()
        if one.id != delivery.id
        and (one.source, one.scope) == (delivery.source, delivery.scope)
        and one.withdrawn_from is None
    ]
    if delivery.kind == "snapshot":
        if not others:
            return "Der er ingen anden levering fra kilden: dens tal forsvinder."
        newest = max(others, key=lambda one: one.freshness)
        return f"Levering {newest.id} ({newest.file_name}) gælder i stedet."
    covered = {month for one in others for month in one.months}
    left = [month for month in delivery.months if month not in covered]
    words = ", ".join(danish.month(month) for month in left)
    return (
        f"Der bliver ingen posteringer for {words}."
        if left
        else "En tidligere levering gælder i stedet for dens måneder."
    )
