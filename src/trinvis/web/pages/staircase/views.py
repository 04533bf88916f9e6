"""*Trappen* and *Hvem og hvor længe*: the staircase with flows, step by step, why, over the years, and whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.municipality.staircase_activity import BY_WORDS, By
from trinvis.municipality.staircase_view import View
from trinvis.presentation import staircase_groups, staircase_page, staircase_pictures, staircase_tables
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.staircase_split_shown import split_answer
from trinvis.presentation.staircase_tables import Shown
from trinvis.web.access import page
from trinvis.web.pages.overview.views import WHOLE
from trinvis.web.pages.staircase.asked import Asked, asked_of
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.staircase_split import StaircaseSplit

BY: dict[str, By] = {"alder": "age", "distrikt": "district", "type": "type"}
"""What the address says children are told apart by."""

FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
PICTURES = (("svg", "SVG"), ("png", "PNG"))


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page; why and the years are fetched afterwards, unless the whole page is asked for."""
    asked = asked_of(request)
    kommune = the_site().kommune
    if not kommune.deliveries(asked.moment.as_of):
        return render(request, "overview/empty.html", {"title": "Trappen", "asked": asked.moment})
    shown = shown_of(asked)
    other = kommune.staircase_money(asked.moment.year, asked.moment.as_of, _other(asked))
    own, national = (shown.money, other) if asked.view.scheme == "own" else (other, shown.money)
    context = frame(asked, "stairs") | {
        "answer": staircase_page.answer(shown.made, shown.money),
        "moved": shown.moved,
        "caption": staircase_page.caption(shown.made, shown.money),
        "stairs": picture(staircase_pictures.flows_drawn(shown)),
        "steps": shown_table(staircase_tables.steps_table(shown), sortable=False),
        "moneys": [
            shown_table(staircase_tables.money_table(one, synthetic=shown.synthetic), sortable=False) for one in (own, national)
        ],
        "waits": WHOLE not in request.GET,
    }  # fmt: skip
    if WHOLE in request.GET:
        context |= why_context(asked)
    return render(request, "staircase/page.html", context)


@page("figures")
def why(request: HttpRequest) -> HttpResponse:
    """Why the year differs, and the shares over the years: what htmx fetches."""
    asked = asked_of(request)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('staircase')}?{asked.query}&{WHOLE}=1")
    return render(request, "staircase/why.html", frame(asked, "stairs") | why_context(asked))


@page("figures")
def children(request: HttpRequest) -> HttpResponse:
    """*Hvem og hvor længe*: durations, and the children by age, district or type."""
    asked = asked_of(request)
    if not the_site().kommune.deliveries(asked.moment.as_of):
        return render(request, "overview/empty.html", {"title": "Trappen", "asked": asked.moment})
    said = request.GET.get("efter", "alder")
    if said not in BY:
        raise Http404
    shown, by = shown_of(asked), BY[said]
    median = next((one for one in shown.made.durations if one.median_days is not None), None)
    context = frame(asked, "children") | {
        "answer": staircase_groups.durations_answer(shown.made),
        "known": median is not None,
        "durations": shown_table(staircase_groups.durations_table(shown), sortable=False),
        "groups": shown_table(staircase_groups.groups_table(shown, by), sortable=False),
        "lasted": shown_table(staircase_groups.durations_table(shown, by), sortable=False),
        "notes": staircase_groups.durations_table(shown).notes,
        "efter": said,
        "switch": [(word, BY_WORDS[code]) for word, code in BY.items()],
    }
    return render(request, "staircase/children.html", context)


def why_context(asked: Asked) -> dict[str, Any]:
    """What ``staircase/why.html`` shows."""
    kommune, synthetic = the_site().kommune, is_synthetic(the_site().kommune)
    split = split_of(asked)
    years = staircase_pictures.years_drawn(
        kommune.staircase_years(asked.moment.year, asked.moment.as_of), synthetic=synthetic
    )
    return {
        "why_known": True,
        "split": split and picture(staircase_pictures.split_drawn(split, synthetic=synthetic)),
        "split_answer": split and split_answer(split),
        "years": years and picture(years),
        "years_notes": years.table.notes if years else (),
    }


def split_of(asked: Asked) -> StaircaseSplit | None:
    """The year against the year of the day that is compared with, else the year before."""
    before, year = asked.before, asked.moment.year
    other = before.year if before and before.year < year else None
    return the_site().kommune.staircase_split(year, asked.moment.as_of, other, asked.view.choice)


def shown_of(asked: Asked) -> Shown:
    """The children and the money that the page's tables are made of."""
    kommune, moment = the_site().kommune, asked.moment
    made = kommune.staircase_activity(moment.year, moment.as_of, asked.view, asked.before)
    money = kommune.staircase_money(moment.year, moment.as_of, asked.view)
    return Shown(made, money, is_synthetic(kommune), asked.least_shown)


def frame(asked: Asked, tab: str) -> dict[str, Any]:
    """What every page of *Trappen* has around its own."""
    return {
        "title": "Trappen",
        "tab": tab,
        "asked": asked.moment,
        "query": asked.query,
        "form": asked.form,
        "forms": FORMS,
        "picture_forms": PICTURES,
    }


def _other(asked: Asked) -> View:
    scheme = "national" if asked.view.scheme == "own" else "own"
    return View(scheme, asked.view.choice, asked.view.without)  # type: ignore[arg-type]
