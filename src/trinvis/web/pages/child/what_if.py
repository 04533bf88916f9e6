"""*Hvad hvis* for one child: asked by GET, nothing written; saved by POST as an expectation or a corrected stop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trinvis.journal.errors import InvalidEntry
from trinvis.journal.kinds import kind_of
from trinvis.journal.typed import from_text
from trinvis.municipality.full_year import running
from trinvis.municipality.what_if import WhatIf, WrongSupposition
from trinvis.presentation.grant_words import kind_text
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.presentation.typed_form import FormField
from trinvis.presentation.what_if_page import (
    AFTER,
    after_table,
    effects,
    happening,
    months_table,
    sentence,
    whole_table,
)
from trinvis.reports import danish, words
from trinvis.reports.table import Cell
from trinvis.tables.choices import PLACEMENT_TYPES, PROVIDER_KINDS, UNITS
from trinvis.web.access import page
from trinvis.web.moment import WrongMoment, moment_of, parse_day, written_known_from
from trinvis.web.pages.child.views import name_of
from trinvis.web.pages.commitments.writing import Refused, attempted
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

FIELDS = ("handling", "indsats", "dato", "sted", "takst", "enhed", "leverandoertype", "sandsynlighed")


@page("persons")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The question, and its answer when it is asked."""
    kommune, moment = the_site().kommune, moment_of(request)
    grants = kommune.commitments(moment.year, moment.as_of).grants.filter(pl.col("child_no") == number)
    if grants.is_empty():
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    texts = {name: asked.get(name, "").strip() for name in FIELDS}
    made: WhatIf | None = None
    refused: Refused | None = None
    if texts["dato"] or request.method == "POST":
        try:
            made = supposed(moment, texts)
        except (WrongSupposition, WrongMoment, InvalidEntry) as wrong:
            refused = Refused(str(wrong), version=-1)
    if request.method == "POST" and made is not None:
        refused = saved(request, made, number, texts)
        if refused is None:
            return redirect("child", number)
    basis = kommune.basis(moment.as_of).name
    context: dict[str, Any] = {
        "title": "Hvad hvis",
        "number": number,
        "name": name_of(number),
        "moment": moment,
        "refused": refused,
        "move_fields": _move_fields(grants, moment, texts),
        "stopping": texts["handling"] == "stop",
        "texts": texts,
    }
    if made is not None:
        on = parse_day(texts["dato"])
        place = words.label("placement_type", texts["sted"]) if texts["sted"] else None
        table = months_table(made, basis, synthetic=is_synthetic(kommune))
        context |= {
            "made": made,
            "answer": sentence(made, happening(made, name_of(number), place, on), name_of(number)),
            "effects": effects(made, basis),
            "months": shown_table(table, request, link=_to_listed, sortable=False, heads="month"),
            "listed": [
                shown_table(one, sortable=False)
                for one in (
                    after_table(made, kommune.code, following=False, synthetic=is_synthetic(kommune)),
                    after_table(made, kommune.code, following=True, synthetic=is_synthetic(kommune)),
                    whole_table(made, synthetic=is_synthetic(kommune)),
                )
            ],
        }
    return render(request, "child/what_if.html", context)


def _to_listed(_values: Mapping[str, Cell], column: str) -> str | None:
    """What is after the change is listed below."""
    return f"#{AFTER}" if column == "after_oere" else None


def supposed(moment: Moment, texts: dict[str, str]) -> WhatIf:
    """The answer to what was typed; raises what says in Danish what is wrong with it."""
    kommune = the_site().kommune
    number = texts["indsats"]
    if not number.isascii() or not number.isdigit():
        raise WrongSupposition("Vælg den indsats, der skal ændres.")
    if not texts["dato"]:
        raise WrongSupposition("Skriv den dag, ændringen sker.")
    on = parse_day(texts["dato"])
    if texts["handling"] == "stop":
        return kommune.what_if_stopped(int(number), on, year=moment.year, as_of=moment.as_of)
    if not texts["sted"] or not texts["takst"]:
        raise WrongSupposition("Vælg, hvor barnet flytter hen, og skriv, hvad det koster.")
    typed = {
        "child_no": "0",
        "intervention_type": "placement",
        "placement_type": texts["sted"],
        "unit": texts["enhed"] or "month",
        "rate_oere": texts["takst"],
        "start": on.isoformat(),
        "provider_kind": texts["leverandoertype"],
        "probability": texts["sandsynlighed"] or "100",
    }
    new = from_text(kind_of("expectation"), typed)
    kept = {name: value for name, value in new.items() if name not in ("child_no", "start")}
    return kommune.what_if_moved(int(number), on, kept, year=moment.year, as_of=moment.as_of)


def saved(request: HttpRequest, made: WhatIf, child: int, texts: dict[str, str]) -> Refused | None:
    """Write what was supposed: a move as an expectation that takes the grant's place, a stop as a correction of it."""
    kommune, moment = the_site().kommune, moment_of(request)
    day: date = parse_day(texts["dato"])
    note = request.POST.get("note", "").strip()
    if made.kind == "correction":
        key = f"{made.values['grant_id']}/stop"
        note = note or "Fra Hvad hvis"
    else:
        key = f"hvad-hvis/{texts['indsats']}/{day.isoformat()}"
    values = {**made.values, **({"note": note} if note else {})}

    def put() -> None:
        kommune.write(
            made.kind,
            key,
            values,
            by=request.user.get_username(),  # type: ignore[union-attr]
            known_from=written_known_from(moment),
            expected_version=kommune.version(made.kind, key),
        )

    refused = attempted(made.kind, key, put)
    if refused is None:
        said = "Gemt som rettet stopdato" if made.kind == "correction" else "Gemt som forventning"
        messages.success(request, f"{said}: {name_of(child)} står nu med ændringen i disponeringen.")
    return refused


def _move_fields(grants: pl.DataFrame, moment: Moment, texts: dict[str, str]) -> tuple[FormField, ...]:
    own = grants.filter(pl.col("grant_id") > 0)
    here = running(own, moment.as_of)
    rows = here if here.height else own
    rows = rows.sort("step_derived", "start", descending=True, nulls_last=True).unique("grant_id", maintain_order=True)
    options = tuple(
        (
            str(row["grant_id"]),
            f"{kind_text(row['intervention_type'], row['placement_type'])} fra {danish.day(row['start'])}",
        )
        for row in rows.iter_rows(named=True)
    )
    return (
        FormField("indsats", "Indsats, der ændres", "", texts["indsats"], options, True, False),
        FormField("dato", "Dag", "fx 01.11.2026; ved stop den sidste dag", texts["dato"], (), True, False),
        FormField("sted", "Flytter til", "", texts["sted"], (("", "Vælg"), *PLACEMENT_TYPES), True, False),
        FormField("takst", "Ny takst (kr.)", "fx 45.000 eller 3.938,01", texts["takst"], (), False, False),
        FormField("enhed", "Pr.", "", texts["enhed"] or "month", UNITS[:5], False, False),
        FormField(
            "leverandoertype",
            "Leverandørtype",
            "",
            texts["leverandoertype"],
            (("", "Ikke valgt"), *PROVIDER_KINDS),
            False,
            False,
        ),
        FormField("sandsynlighed", "Sandsynlighed (%)", "", texts["sandsynlighed"] or "100", (), False, False),
    )
