"""*Måneden*: the month's checklist, ending in approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trinvis.municipality.month import Item, Month, seen_key
from trinvis.presentation import month as presented
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.web.access import may_see, page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table, to_child

if TYPE_CHECKING:
    pass

HERE = ("warnings", "children", "birthdays", "past_stop", "without_rate")
"""Places of items that lie further down this page."""

ELSEWHERE = {
    "data": "data",
    "explanations": "follow_up",
    "approve": "follow_up_approve",
    "reconciliation": "commitments",
}
"""Places of items on other pages → name of the address."""


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page, or the children alone for a filter."""
    kommune, asked = the_site().kommune, moment_of(request)
    made = kommune.month(asked.year, asked.as_of)
    context = _context(request, made)
    part = request.htmx and request.htmx.target == "children-part"  # type: ignore[attr-defined]
    return render(request, "month/children.html" if part else "month/page.html", context)


@page("write")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Say that an item has been seen as it stands, or that it is to be looked at again."""
    kommune, asked = the_site().kommune, moment_of(request)
    made = kommune.month(asked.year, asked.as_of)
    code = request.POST.get("code", "")
    item = next((one for one in made.items if one.code == code), None)
    if item is None:
        messages.error(request, "Punktet findes ikke længere på listen. Intet er gemt.")
    elif item.sentence != request.POST.get("sentence"):
        messages.warning(request, f"{item.title} har ændret sig, siden du åbnede siden. Se på det igen; intet er gemt.")
    else:
        again = request.POST.get("again") == "1"
        kommune.write(
            "note",
            seen_key(made.month, code),
            {"text": "igen" if again else item.sentence, "about": reverse("month")},
            by=request.user.get_username(),
            known_from=written_known_from(asked),
        )
        messages.success(request, f"{item.title}: {'åbnet igen' if again else 'klaret'}.")
    return redirect("month")


def _context(request: HttpRequest, made: Month) -> dict[str, object]:
    kommune, synthetic = the_site().kommune, is_synthetic(the_site().kommune)
    persons = may_see(request.user, "persons")
    areas = area_labels(kommune, made.as_of)
    names = kommune.names("staff", presented.advisers(made)) if persons else {}
    chosen = presented.Chosen(request.GET.get("team", ""), request.GET.get("raadgiver", ""))
    context: dict[str, object] = {
        "title": "Måneden",
        "heading": presented.title(made),
        "progress": presented.progress(made),
        "made": made,
        "items": [_shown(item) for item in made.items],
        "arrivals": shown_table(presented.arrivals_table(made, synthetic=synthetic), sortable=False),
        "persons": persons,
        "teams": presented.teams(made),
        "advisers": sorted(
            ((str(number), names.get(number, str(number))) for number in presented.advisers(made)),
            key=lambda one: one[1],
        ),
        "chosen": chosen,
    }
    if persons:
        table = presented.children_table(made, chosen, areas, names, synthetic=synthetic)
        context |= {
            "children": shown_table(table, link=to_child, sortable=False),
            "birthdays": shown_table(
                presented.birthdays_table(made, synthetic=synthetic), link=to_child, sortable=False
            ),
            "past_stop": shown_table(
                presented.grants_table(
                    made.past_stop,
                    "past_stop",
                    "Ikke afsluttet, skønt stopdatoen er passeret",
                    made,
                    areas,
                    synthetic=synthetic,
                ),
                link=to_child,
                sortable=False,
                limit=presented.MOVED_ROWS,
            ),
            "without_rate": shown_table(
                presented.grants_table(
                    made.without_rate, "without_rate", "Løbende indsatser uden takst", made, areas, synthetic=synthetic
                ),
                link=to_child,
                sortable=False,
            ),
        }
    return context


def _shown(item: Item) -> dict[str, object]:
    return {
        "item": item,
        "href": f"#{item.place}" if item.place in HERE else reverse(ELSEWHERE[item.place]),
        "sign": presented.STATE_SIGNS[item.state],
        "word": presented.STATE_WORDS[item.state],
    }
