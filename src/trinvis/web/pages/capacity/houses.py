"""*Egne huse*: when each is full or empty, and what buying outside costs. The area and the choices of the other tabs say nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.presentation import capacity_houses_page
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import may_see, page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.capacity.shown import DRAWINGS, FORMS, TITLE, query_of, said, tabs_of
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.presentation.capacity_houses_page import HousesBlock

CHOSEN = "hus"


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The tab; without houses it says what to import."""
    if not the_site().kommune.deliveries(moment_of(request).as_of):
        return render(request, "overview/empty.html", {"title": TITLE, "asked": moment_of(request)})
    made = seen_houses(request)
    found = capacity_houses_page.houses_page(made, _chosen(request), synthetic=is_synthetic(the_site().kommune))
    context: dict[str, Any] = {
        "title": f"{TITLE}: {capacity_houses_page.TITLE.lower()}",
        "answer": said(found.answer),
        "second": found.second,
        "tabs": tabs_of(request, capacity_houses_page.TAB),
        "blocks": [_block(request, one, found.chosen) for one in found.blocks],
        "choices": [(one.provider_no, one.name, one.provider_no == found.chosen) for one in found.choices],
        "kept": [(name, value) for name, value in request.GET.items() if value and name != CHOSEN],
    }
    return render(request, "capacity/houses.html", context)


@page("figures")
def download(request: HttpRequest, key: str) -> HttpResponse:
    """A table as csv, xlsx or json, or a house's picture as svg or png."""
    made, form = seen_houses(request), request.GET.get("form", "csv")
    name = f"kapacitet-huse-{key}-{made.as_of}"
    try:
        if form in DRAWINGS:
            content = capacity_houses_page.drawing_of(made, key, form)
            if content is None:
                raise Http404
            return sent(content, f"{name}.{form}", DRAWINGS[form][0])
        table = capacity_houses_page.table_of(made, key, synthetic=is_synthetic(the_site().kommune))
    except KeyError:
        raise Http404 from None
    return as_file(table, form, name)


def seen_houses(request: HttpRequest) -> Houses:
    """The houses as who asks may see them."""
    made = the_site().kommune.capacity_houses(moment_of(request).as_of)
    return made.seen_by(persons=may_see(request.user, "persons"))


def _chosen(request: HttpRequest) -> int | None:
    text = request.GET.get(CHOSEN, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _block(request: HttpRequest, one: HousesBlock, chosen: int | None) -> dict[str, Any]:
    key = f"house-{one.key}"
    return {
        "key": key,
        "heading": one.heading,
        "said": said(one.said),
        "cost": said(one.cost),
        "chosen": one.key == str(chosen),
        "picture": None if one.picture is None else picture(one.picture),
        "table": shown_table(one.table, request, sort_prefix=f"{key}-", sortable=one.picture is None),
        "notes": one.notes,
        "files": _files(request, one),
    }


def _files(request: HttpRequest, one: HousesBlock) -> list[tuple[str, str]]:
    where = reverse("capacity_houses_file", args=[one.key])
    forms = [*FORMS, *([(form, word) for form, (_, word) in DRAWINGS.items()] if one.picture else [])]
    query = query_of(request)
    return [(f"{where}?{query}{'&' if query else ''}{urlencode({'form': form})}", word) for form, word in forms]
