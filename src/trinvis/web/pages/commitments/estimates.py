"""Risk cases, pools and expected grants: seen, added, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from urllib.parse import urlencode

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.journal.kinds import kind_of
from trinvis.presentation.estimates_page import estimates_table, expectations_table
from trinvis.presentation.grant_words import kind_text
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.presentation.typed_form import as_texts, form_fields
from trinvis.reports import danish
from trinvis.reports.table import Cell
from trinvis.web.access import page
from trinvis.web.moment import moment_of
from trinvis.web.pages.commitments.names import names
from trinvis.web.pages.commitments.writing import Refused, take_back, typed, write
from trinvis.web.site import the_site
from trinvis.web.tables import RowLink, shown_table

SLUGS = {"risikosag": "risk", "pulje": "pool", "skoen": "estimate", "forventning": "expectation"}
"""What an address calls a kind."""

FIELDS: dict[str, tuple[str, ...]] = {
    "risk": ("area", "note", "number", "price_oere", "probability", "start", "stop", "child_no"),
    "pool": ("area", "note", "price_oere", "start", "stop"),
    "estimate": ("area", "note", "price_oere"),
    "expectation": (
        "child_no", "intervention_type", "placement_type", "rate_oere", "unit", "quantity", "start", "stop", "probability",
        "modifies", "provider_kind", "note",
    ),
}  # fmt: skip
"""Which fields the form of a kind has; what an entry says beside them is kept."""

NOUN = {"risk": "risikosag", "pool": "pulje", "estimate": "skøn", "expectation": "forventning"}
NEUTER = {"estimate"}
THE = {"risk": "Risikosagen", "pool": "Puljen", "estimate": "Skønnet", "expectation": "Forventningen"}


@page("persons")
def show(request: HttpRequest) -> HttpResponse:
    """The lists."""
    kommune, moment = the_site().kommune, moment_of(request)
    synthetic, labels = is_synthetic(kommune), area_labels(kommune, moment.as_of)
    entries = kommune.entries(as_of=moment.as_of)
    made = kommune.commitments(moment.year, moment.as_of)
    follow_up = kommune.follow_up(moment.year, moment.as_of)
    tables = []
    for slug, kind in SLUGS.items():
        if kind == "expectation":
            numbers = [entry.values["child_no"] for entry in entries if entry.kind == kind]
            table = expectations_table(entries, made, names("child", numbers), synthetic=synthetic)
        else:
            table = estimates_table(
                kind,
                entries,
                follow_up.lines,
                labels,
                year=moment.year,
                basis=follow_up.basis_name,
                synthetic=synthetic,
            )
        if kind == "estimate" and not table.rows:
            continue
        head = "child" if kind == "expectation" else "note"
        shown = shown_table(table, request, link=_link(slug), sortable=False, heads=head)
        new = f"{'Nyt' if kind in NEUTER else 'Ny'} {NOUN[kind]}"
        tables.append({"slug": slug, "new": new, "table": shown})
    typed_oere = follow_up.lines.filter(pl.col("component").is_in(["risk", "pool"]))["amount_oere"].sum()
    address = f"follow-up/{moment.year}/{follow_up.basis_name}/estimates_oere"
    return render(
        request,
        "commitments/estimates.html",
        {
            "title": "Risikosager, puljer og forventninger",
            "tables": tables,
            "total": int(typed_oere),
            "address": address,
            "moment": moment,
        },
    )


@page("write")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one entry: a new one, or with ``noegle`` one that is there."""
    if slug not in SLUGS:
        raise Http404
    kind = SLUGS[slug]
    kommune, moment = the_site().kommune, moment_of(request)
    key = request.GET.get("noegle", "")
    there = [entry for entry in kommune.entries(kind, as_of=moment.as_of) if entry.key == key]
    if key and not there and request.method != "POST":
        raise Http404
    entry = there[-1] if there else None
    refused: Refused | None = None
    texts = as_texts(kind_of(kind), entry.values) if entry else _proposed(request, kind)
    version = kommune.version(kind, key) if key else 0
    if request.method == "POST":
        texts = {**texts, **typed(request, FIELDS[kind])}
        version = int(request.POST.get("version") or 0)
        if request.POST.get("handling") == "afslut" and key:
            refused = take_back(request, kind, key)
            said = "er afsluttet og tæller ikke længere med"
        else:
            fixed = {} if kind == "expectation" else {"year": moment.year}
            kept = (
                {}
                if entry is None
                else {
                    n: v
                    for n, v in as_texts(kind_of(kind), entry.values).items()
                    if n not in FIELDS[kind] and n not in fixed
                }
            )
            refused = write(
                request, kind, key or f"{slug}-{moment.year}-{token_hex(4)}", {**kept, **texts}, fixed=fixed
            )
            said = "er gemt"
        if refused is None:
            messages.success(request, f"{THE[kind]} {said}.")
            back = request.POST.get("tilbage", "")
            return redirect(
                reverse("child", args=[int(back)]) if back.isascii() and back.isdigit() else "commitments_estimates"
            )
        version = refused.version if refused.version >= 0 else version
    fields = form_fields(kind_of(kind), FIELDS[kind], texts, _options(request, kind, texts))
    return render(
        request,
        "commitments/estimate.html",
        {
            "title": f"{'Ret' if entry else 'Nyt' if kind in NEUTER else 'Ny'} {NOUN[kind]}",
            "fields": fields,
            "refused": refused,
            "version": version,
            "entry": entry,
            "back": request.GET.get("barn", "") or request.POST.get("tilbage", ""),
            "moment": moment,
        },
    )


def _proposed(request: HttpRequest, kind: str) -> dict[str, str]:
    """What a new entry begins with: what the address says, and a certain, single case."""
    begun = {name: request.GET[name] for name in FIELDS[kind] if request.GET.get(name)}
    if kind == "risk":
        begun = {"number": "1", "probability": "50", **begun}
    if kind == "expectation":
        begun = {
            "child_no": request.GET.get("barn", ""),
            "probability": "100",
            "intervention_type": "placement",
            "unit": "month",
            **begun,
        }
    return begun


def _options(request: HttpRequest, kind: str, texts: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    kommune, moment = the_site().kommune, moment_of(request)
    options = {
        "area": (("", "Vælg område"), *sorted(area_labels(kommune, moment.as_of).items(), key=lambda pair: pair[1]))
    }
    for name in FIELDS[kind]:
        field = next(field for field in kind_of(kind).fields if field.name == name)
        if field.kind == "choice" and not field.required:
            options[name] = (("", "Ikke valgt"), *field.choices)
    child = texts.get("child_no", "")
    if kind == "expectation" and child.isascii() and child.isdigit():
        grants = kommune.commitments(moment.year, moment.as_of).grants
        own = grants.filter(pl.col("child_no") == int(child), pl.col("source_key").is_not_null()).unique(
            "source_key", keep="last", maintain_order=True
        )
        options["modifies"] = (
            ("", "Ingen: den kommer oveni"),
            *(
                (
                    row["source_key"],
                    f"{kind_text(row['intervention_type'], row['placement_type'])} fra {danish.day(row['start'])}",
                )
                for row in own.iter_rows(named=True)
            ),
        )
    return options


def _link(slug: str) -> RowLink:
    def link(row: Mapping[str, Cell], column: str) -> str | None:
        if column not in ("note", "child") or not row.get("key"):
            return None
        if column == "note" and slug == "forventning":
            return None
        return f"{reverse('commitments_estimate', args=[slug])}?{urlencode({'noegle': str(row['key'])})}"

    return link
