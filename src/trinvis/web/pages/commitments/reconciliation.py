"""The four lists, with matches made and undone in place."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.calculations.commitments.reconciliation import LISTS
from trinvis.municipality.explain import narrowed
from trinvis.municipality.reconciliation_opened import POSTED
from trinvis.presentation.grant_words import kind_text
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.presentation.reconciliation_page import hand_table, list_table
from trinvis.reports import danish
from trinvis.reports.table import Cell
from trinvis.web.access import page
from trinvis.web.moment import moment_of
from trinvis.web.pages.commitments.names import names
from trinvis.web.pages.commitments.writing import Refused, take_back, typed, write
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

ROWS = 100
SLUGS = {
    "uden-indsats": "paid_without_grant",
    "ikke-betalt": "grant_without_payment",
    "afviger": "price_mismatch",
    "efter-stop": "payment_after_stop",
}
"""What an address calls a list."""


@page("persons")
def show(request: HttpRequest) -> HttpResponse:
    """One of the lists, the counts of all, and what was matched by hand."""
    kommune, moment = the_site().kommune, moment_of(request)
    lists = kommune.reconciliation(moment.year, moment.as_of)
    slug = request.GET.get("liste", "uden-indsats")
    slug = slug if slug in SLUGS else "uden-indsats"
    name = SLUGS[slug]
    found = lists[name]
    labels = area_labels(kommune, moment.as_of)
    area, counting = request.GET.get("omraade", ""), request.GET.get("taeller", "") == "ja"
    areas = [(one, labels.get(one, one), one == area) for one in sorted(found["area"].unique().to_list())]
    where = {"area": area} if area else {}
    if counting and name == "grant_without_payment":
        where["counts"] = "true"
    found = narrowed(found, where)
    limit = _limit(request)
    made, synthetic = kommune.commitments(moment.year, moment.as_of), is_synthetic(kommune)
    table = list_table(name, found, made, names, labels, where=where, limit=limit, synthetic=synthetic)
    more = request.GET.copy()
    more["antal"] = str(limit + ROWS)
    by_hand = [entry for entry in kommune.entries(as_of=moment.as_of) if entry.kind in ("match", "unmatch")]
    kinds = {
        number: f"{kind_text(kind, place)} (nr. {number})"
        for number, kind, place in made.grants.select("grant_id", "intervention_type", "placement_type").iter_rows()
    }
    context = {
        "title": "Afstemning",
        "moment": moment,
        "slug": slug,
        "tabs": [(one, LISTS[code], lists[code].height, one == slug) for one, code in SLUGS.items()],
        "every": sum(rows.height for rows in lists.values()),
        "table": shown_table(table, request, link=_link, sortable=False, heads="child"),
        "can_match": name in POSTED,
        "found": found.height,
        "left_out": max(0, found.height - limit),
        "more": f"?{more.urlencode()}",
        "areas": areas,
        "counting": counting,
        "can_count": name == "grant_without_payment",
        "hand": shown_table(hand_table(by_hand, kinds, synthetic=synthetic), request, sortable=False),
    }
    return render(request, "commitments/reconciliation.html", context)


@page("write")
def match(request: HttpRequest, delivery: str, row: int) -> HttpResponse:
    """The form that says which grant a posting pays, in its place in the list or on a page of its own."""
    kommune = the_site().kommune
    posting = _posting(request, delivery, row)
    key = f"{delivery}/{row}"
    options = _grants(request, posting)
    texts = {"grant_id": "", "service_month": _month(posting["service_month"]), "note": ""}
    refused: Refused | None = None
    version = kommune.version("match", key)
    if request.method == "POST":
        texts = typed(request, ("grant_id", "service_month", "note"))
        version = int(request.POST.get("version") or 0)
        if not texts["grant_id"]:
            refused = Refused("Vælg den indsats, posteringen betaler.", version=-1)
        else:
            refused = write(request, "match", key, texts, fixed={"delivery_id": delivery, "row_no": row})
        if refused is None:
            said = f"Koblet til {dict(options).get(texts['grant_id'], 'indsatsen')}."
            if request.htmx:  # type: ignore[attr-defined]
                return render(
                    request,
                    "commitments/matched.html",
                    {"said": said, "kind": "match", "key": key, "version": kommune.version("match", key)},
                )
            messages.success(request, said)
            return redirect("reconciliation")
        version = refused.version if refused.version >= 0 else version
    context = {
        "title": "Kobl postering til en indsats",
        "delivery": delivery,
        "row": row,
        "posting": posting,
        "options": options,
        "texts": texts,
        "refused": refused,
        "version": version,
    }
    template = "commitments/match_form.html" if request.htmx else "commitments/match.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@page("write")
def unmatch(request: HttpRequest, delivery: str, row: int) -> HttpResponse:
    """Say that a posting belongs to no grant (POST), or ask first (GET)."""
    kommune = the_site().kommune
    posting = _posting(request, delivery, row)
    key = f"{delivery}/{row}"
    refused: Refused | None = None
    version = kommune.version("unmatch", key)
    texts = {"note": ""}
    if request.method == "POST":
        texts = typed(request, ("note",))
        refused = write(request, "unmatch", key, texts, fixed={"delivery_id": delivery, "row_no": row})
        if refused is None:
            messages.success(request, "Koblingen er ophævet. Den kan fortrydes nederst på afstemningen.")
            child = posting["child_no"]
            return redirect(reverse("child", args=[child])) if child is not None else redirect("reconciliation")
        version = refused.version if refused.version >= 0 else version
    return render(
        request,
        "commitments/unmatch.html",
        {
            "title": "Ophæv kobling",
            "posting": posting,
            "refused": refused,
            "version": version,
            "texts": texts,
            "delivery": delivery,
            "row": row,
        },
    )


@page("write")
def undo(request: HttpRequest) -> HttpResponse:
    """Take back a match, or an unmatch, that was made by hand."""
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    if request.method != "POST" or kind not in ("match", "unmatch"):
        return redirect("reconciliation")
    refused = take_back(request, kind, key)
    said = "Fortrudt: posteringen kobles igen af reglerne." if refused is None else refused.sentence
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "commitments/matched.html", {"said": said})
    (messages.success if refused is None else messages.error)(request, said)
    return redirect("reconciliation")


def _posting(request: HttpRequest, delivery: str, row: int) -> dict:
    """The posting with what it is matched to; 404 when it is none of the year's."""
    moment = moment_of(request)
    found = the_site().kommune.posting(delivery, row, moment.year, moment.as_of)
    if found is None:
        raise Http404
    return found


def _grants(request: HttpRequest, posting: Mapping) -> list[tuple[str, str]]:
    """The grants that the posting could pay: its child's, else its provider's, else those of its area."""
    moment = moment_of(request)
    grants = the_site().kommune.commitments(moment.year, moment.as_of).grants.filter(pl.col("grant_id") > 0)
    if posting["child_no"] is not None:
        grants = grants.filter(pl.col("child_no") == posting["child_no"])
    elif posting["provider_no"] is not None:
        grants = grants.filter(pl.col("provider_no") == posting["provider_no"])
    else:
        grants = grants.filter(pl.col("area") == posting["area"])
    spans = (
        grants.group_by("grant_id")
        .agg(
            pl.col("child_no").first(),
            pl.col("intervention_type").last(),
            pl.col("placement_type").last(),
            pl.col("start").min(),
            pl.when(pl.col("stop").is_null().any()).then(None).otherwise(pl.col("stop").max()).alias("stop"),
        )
        .sort("start", descending=True)
        .head(300)
    )
    children = names("child", spans["child_no"].drop_nulls().unique().to_list())
    return [
        (
            str(one["grant_id"]),
            f"{children.get(one['child_no'], '')}: {kind_text(one['intervention_type'], one['placement_type'])}, "
            f"{danish.day(one['start'])}–{danish.day(one['stop']) if one['stop'] else ''}",
        )
        for one in spans.iter_rows(named=True)
    ]


def _month(month: int | None) -> str:
    return "" if month is None else f"{month // 100}-{month % 100:02d}"


def _limit(request: HttpRequest) -> int:
    number = request.GET.get("antal", "")
    return min(max(int(number), ROWS), 5_000) if number.isascii() and number.isdigit() and len(number) < 6 else ROWS


def _link(row: Mapping[str, Cell], column: str) -> str | None:
    if column == "child" and isinstance(row.get("child_no"), int):
        return reverse("child", args=[row["child_no"]])
    return None
