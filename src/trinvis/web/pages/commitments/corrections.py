"""Corrections of grants: those in force, those dropped, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.journal.errors import InvalidEntry
from trinvis.journal.kinds import kind_of
from trinvis.presentation.corrections_page import FIELDS, corrections_table, holds, source_says
from trinvis.presentation.grant_words import kind_text
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.typed_form import as_text
from trinvis.reports import danish
from trinvis.reports.table import Cell
from trinvis.tables.choices import STATUSES
from trinvis.web.access import page
from trinvis.web.moment import WrongMoment, moment_of, parse_day
from trinvis.web.pages.commitments.names import names
from trinvis.web.pages.commitments.writing import Refused, take_back, typed, write
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table


@page("persons")
def show(request: HttpRequest) -> HttpResponse:
    """Those in force and those dropped."""
    kommune, moment = the_site().kommune, moment_of(request)
    entries = kommune.entries("correction", as_of=moment.as_of)
    grants = kommune.commitments(moment.year, moment.as_of).grants
    children = names("child", _children(grants, [entry.values["grant_id"] for entry in entries]))
    synthetic = is_synthetic(kommune)
    tables = [
        shown_table(
            corrections_table(entries, grants, children, in_force=in_force, synthetic=synthetic),
            request, link=_link, sortable=False,
        )
        for in_force in (True, False)
    ]  # fmt: skip
    return render(
        request,
        "commitments/corrections.html",
        {"title": "Rettelser", "in_force": tables[0], "dropped": tables[1], "moment": moment},
    )


@page("write")
def edit(request: HttpRequest, grant: int, field: str) -> HttpResponse:
    """The form of one field of one grant."""
    if field not in FIELDS:
        raise Http404
    kommune, moment = the_site().kommune, moment_of(request)
    grants = kommune.commitments(moment.year, moment.as_of).grants
    rows = grants.filter(pl.col("grant_id") == grant).sort("start")
    said = source_says(grants, grant, field)
    if rows.is_empty() or said is None:
        raise Http404
    row = rows.row(rows.height - 1, named=True)
    key = f"{grant}/{field}"
    there = [entry for entry in kommune.entries("correction", as_of=moment.as_of) if entry.key == key]
    entry = there[-1] if there else None
    texts = {"value": "", "note": "", "fra": ""}
    if entry is not None:
        texts = {
            "value": _typed_value(field, entry.values.get("value")),
            "note": entry.values.get("note", ""),
            "fra": danish.day(entry.effective_from) if entry.effective_from else "",
        }
    refused: Refused | None = None
    version = kommune.version("correction", key)
    if request.method == "POST":
        texts = typed(request, ("value", "note", "fra"))
        version = int(request.POST.get("version") or 0)
        if request.POST.get("handling") == "afslut" and entry is not None:
            refused, done = take_back(request, "correction", key, entry.effective_from), "Rettelsen er trukket tilbage."
        else:
            fixed = {"grant_id": grant, "field": field}
            if said.value is not None:
                fixed["source_value"] = said.value
            refused, done = (
                _written(request, key, texts, fixed, field),
                "Rettelsen er gemt; kildens værdi står ved siden af.",
            )
        if refused is None:
            messages.success(request, done)
            return redirect(reverse("child", args=[row["child_no"]]))
        version = refused.version if refused.version >= 0 else version
    return render(
        request,
        "commitments/correction.html",
        {
            "title": f"Ret {FIELDS[field].lower()}",
            "what": kind_text(row["intervention_type"], row["placement_type"]),
            "child": names("child", [row["child_no"]]).get(row["child_no"], str(row["child_no"])),
            "child_no": row["child_no"],
            "start": rows["start"].min(),
            "field": field,
            "label": FIELDS[field].lower(),
            "source": said.text,
            "texts": texts,
            "options": STATUSES if field == "status" else (),
            "entry": entry,
            "holds": holds(rows, field),
            "refused": refused,
            "version": version,
        },
    )


def _written(request: HttpRequest, key: str, texts: Mapping[str, str], fixed: dict, field: str) -> Refused | None:
    if not texts["note"]:
        return Refused("Skriv, hvorfor det rettes: begrundelsen står ved rettelsen.", version=-1)
    if field != "stop" and not texts["value"]:
        return Refused(f"Skriv, hvad {FIELDS[field].lower()} skal rettes til.", version=-1)
    try:
        first: date | None = parse_day(texts["fra"]) if field == "rate" and texts["fra"] else None
    except WrongMoment as wrong:
        return Refused(str(wrong), version=-1)
    said = {"note": texts["note"], "value": texts["value"], "field": field, "grant_id": str(fixed["grant_id"])}
    try:
        from trinvis.journal.typed import from_text

        value = from_text(kind_of("correction"), said).get("value")
    except InvalidEntry as wrong:
        return Refused(str(wrong), version=-1)
    if value == fixed.get("source_value"):
        return Refused("Det er det, kilden siger; der er intet at rette.", version=-1)
    values = fixed if value is None else {**fixed, "value": value}
    return write(request, "correction", key, {"note": texts["note"]}, fixed=values, effective_from=first)


def _typed_value(field: str, value: object) -> str:
    kinds = {"stop": "date", "rate": "oere", "status": "text", "step": "integer"}
    from trinvis.journal.fields import Field

    return as_text(Field("value", kinds[field], "", ""), value)  # type: ignore[arg-type]


def _children(grants: pl.DataFrame, numbers: list[int]) -> list[int]:
    return grants.filter(pl.col("grant_id").is_in(numbers))["child_no"].drop_nulls().unique().to_list()


def _link(row: Mapping[str, Cell], column: str) -> str | None:
    if column == "child" and isinstance(row.get("child_no"), int):
        return reverse("child", args=[row["child_no"]])
    if column == "field" and isinstance(row.get("child_no"), int):
        return reverse("commitments_correction", args=[row["grant_id"], row["code"]])
    return None
