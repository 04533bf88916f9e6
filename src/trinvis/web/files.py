"""A report table as a file to download: the same bytes as the command line writes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from trinvis.reports.table import ReportTable

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending → the type that the browser is told."""


def as_file(table: ReportTable, form: str, name: str) -> HttpResponse:
    """``table`` as the file ``name.form``; 404 for a form that there is none of."""
    if form not in TYPES:
        raise Http404
    return sent(_writer(form)(table), f"{name}.{form}", TYPES[form])


def sent(content: bytes, name: str, content_type: str) -> HttpResponse:
    """``content`` to be saved under ``name``, which may have the letters of any language."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _writer(form: str) -> Callable[[ReportTable], bytes]:
    if form == "csv":
        from trinvis.reports.csv_text import csv_bytes

        return csv_bytes
    if form == "json":
        from trinvis.reports.json_text import json_bytes

        return json_bytes
    from trinvis.reports.sheet import xlsx_bytes

    return xlsx_bytes
