"""*Barn*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from trinvis.presentation.child import answer, grants_table, months_table
from trinvis.presentation.child_history import history_table
from trinvis.presentation.child_pictures import Drawing, months_drawing, timeline_drawing
from trinvis.presentation.child_postings import postings_table
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import Cell
from trinvis.web.access import page
from trinvis.web.moment import moment_of
from trinvis.web.pages.commitments.names import names
from trinvis.web.site import the_site
from trinvis.web.tables import ShownTable, shown_table


@page("persons")
def find(_request: HttpRequest) -> HttpResponse:
    """Without a number: the sheet, where children are searched for."""
    return redirect("commitments")


@page("persons")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one child."""
    kommune, moment = the_site().kommune, moment_of(request)
    made = kommune.commitments(moment.year, moment.as_of)
    whole = kommune.full_year(moment.year, moment.as_of)
    postings = kommune.child_postings(number, moment.year, moment.as_of)
    history = kommune.grant_history(number, moment.as_of)
    grants = made.grants.filter(pl.col("child_no") == number)
    if grants.is_empty() and postings.is_empty() and history.is_empty():
        raise Http404
    synthetic = is_synthetic(kommune)
    providers = names(
        "provider", [n for n in {*grants["provider_no"].to_list(), *postings["provider_no"].to_list()} if n is not None]
    )
    expected = {-entry.seq: entry.key for entry in kommune.entries("expectation", as_of=moment.as_of)}
    own = shown_table(
        grants_table(made, whole, number, providers, expected, corrected_rates(moment), synthetic=synthetic),
        request,
        link=_to_rate,
        sortable=False,
        heads="what",
    )
    timeline = timeline_drawing(made, number, step_names(moment), moment.as_of)
    months = shown_table(months_table(made, number, synthetic=synthetic), request, sortable=False, heads="what")
    has_months = bool(months.rows)
    return render(
        request,
        "child/page.html",
        {
            "title": name_of(number),
            "number": number,
            "name": name_of(number),
            "answer": answer(made, whole, number, moment.as_of),
            "moment": moment,
            "grants": own,
            "timeline": None if timeline is None else picture(timeline, own),
            "months": months,
            "bars": picture(months_drawing(made, number, moment.as_of), months) if has_months else None,
            "history": shown_table(history_table(history, synthetic=synthetic), request, link=_to_rate, sortable=False),
            "postings": shown_table(
                postings_table(
                    postings, made, providers, spent_on(number, moment), child_no=number, synthetic=synthetic
                ),
                request,
                sortable=False,
                heads="period",
            ),
        },
    )


def picture(drawing: Drawing, table: ShownTable) -> dict[str, Any]:
    """A drawing drawn, for ``tables/picture.html``."""
    drawn = svg_of(drawing.spec, title=drawing.title, words=drawing.words)
    return {"title": drawing.title, "svg": mark_safe(drawn), "table": table}


def name_of(number: int) -> str:
    """What the child is called, or its number."""
    return names("child", [number]).get(number, f"Barn {number}")


def spent_on(number: int, moment: Moment) -> int:
    """What the follow-up has spent on the child this year."""
    lines = the_site().kommune.follow_up(moment.year, moment.as_of).lines
    return int(lines.filter(pl.col("component") == "spent", pl.col("child_no") == number)["amount_oere"].sum())


def corrected_rates(moment: Moment) -> dict[int, int]:
    """Grant → the newest entry that corrects its rate."""
    entries = the_site().kommune.entries("correction", as_of=moment.as_of)
    return {entry.values["grant_id"]: entry.seq for entry in entries if entry.values["field"] == "rate"}


def _to_rate(values: Mapping[str, Cell], column: str) -> str | None:
    """A rate leads to the row of the delivery, or the entry of the journal, that said it."""
    if column != "rate_oere" or values.get("rate_oere") is None:
        return None
    if values.get("rate_seq") is not None:
        return reverse("journal_entry", args=[values["rate_seq"]])
    delivery = values.get("said_in") or values.get("delivery_id")
    return reverse("source_row", args=[delivery, values["row_no"]]) if delivery else None


def step_names(moment: Moment) -> dict[int, str]:
    """Step → its name, by the profile's first staircase."""
    kommune = the_site().kommune
    staircases = kommune.profile(moment.as_of).staircases(kommune.parameters(moment.as_of), moment.as_of)
    return {step.step: step.label for step in staircases[0].steps} if staircases else {}
