"""*Nøgletal*, a page of *Trappen*: the newest of each, one of them over its days, and published series beside."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.municipality.key_figures import USUAL
from trinvis.presentation import key_figures_page, key_figures_report
from trinvis.presentation.key_figures_page import Seen
from trinvis.presentation.municipality import is_synthetic
from trinvis.reports.table import Cell
from trinvis.web.access import page
from trinvis.web.pages.staircase.asked import EVERYBODY, Asked, asked_of
from trinvis.web.pages.staircase.views import frame
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

SHOWN = ("figure", "day", "rate", "unit", "direction", "numerator", "denominator", "counted_by", "whose")


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    seen, asked = seen_of(request)
    made = seen.made
    if not the_site().kommune.deliveries(asked.moment.as_of):
        return render(request, "overview/empty.html", {"title": "Nøgletal", "asked": asked.moment})
    figure = request.GET.get("noegletal", "1")
    if figure not in made.definitions:
        raise Http404
    query = asked.query if made.view.without else f"{asked.query}&uden={EVERYBODY}"

    def to_figure(values: Mapping[str, Cell], column: str) -> str | None:
        if column != "figure":
            return None
        return f"{reverse('key_figures')}?{query}&{urlencode({'noegletal': str(values['key'])})}#over-tid"

    drawn = key_figures_page.lines_drawn(seen, figure)
    published = key_figures_page.published_table(seen)
    over_time = key_figures_page.figures_table(seen, figure)
    newest = made.newest(figure)
    context = frame(asked, "key_figures") | {
        "title": "Nøgletal",
        "query": query,
        "answer": key_figures_page.answer(made),
        "notes": key_figures_page.notes(made),
        "missing": [(made.definitions[name].label, why) for name, why in made.missing.items()],
        "newest": shown_table(key_figures_page.figures_table(seen), columns=SHOWN, link=to_figure, sortable=False),
        "figure": figure,
        "definition": made.definitions[figure],
        "series": made.series(figure).sentence if newest else made.missing.get(figure, ""),
        "way": key_figures_page.way_words(made, figure),
        "last": newest.made.caption if newest else "",
        "drawn": drawn and picture(drawn),
        "over_time": None if drawn else shown_table(over_time, columns=key_figures_page.OVER_TIME, sortable=False),
        "beside": seen.beside(newest) if newest else "",
        "published": published and shown_table(published, sortable=False),
        "choices": [(name, one.label, name == figure) for name, one in made.definitions.items()],
    }
    return render(request, "staircase/key_figures.html", context)


def seen_of(request: HttpRequest) -> tuple[Seen, Asked]:
    """The key figures as asked for; usually without the two groups of children that VIVE leaves out."""
    asked = asked_of(request, USUAL)
    kommune = the_site().kommune
    made = kommune.key_figures(asked.moment.as_of, None, asked.view)
    return key_figures_report.seen_of(
        made, kommune.code, synthetic=is_synthetic(kommune), least_shown=asked.least_shown
    ), asked
