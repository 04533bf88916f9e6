"""The sliders' answer: the case calculated again with what was drawn, as a part of the page or as the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.municipality.investment_cases import STATE_WORDS
from trinvis.presentation import investment_result
from trinvis.presentation.investment_pictures import result_drawn
from trinvis.presentation.investment_sentences import answer, chance_sentence, needed_sentence
from trinvis.presentation.investment_sliders import sliders
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.speaking import speaks
from trinvis.web.access import page
from trinvis.web.pages.investment.asking import QUICK_DRAWS, CaseAsked, asked_of, calculated_of, drawn_of
from trinvis.web.pictures import Picture, picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated


@page("figures")
def answered(request: HttpRequest, key: str) -> HttpResponse:
    """The answer with the sliders where they are; without script the whole page answers."""
    asked = asked_of(request, key)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('investment_case', args=[key])}?{asked.query}")
    try:
        made = calculated_of(request, asked)
        context = answer_of(made, asked)
    except Exception as error:
        if not speaks(error):
            raise
        context = {"wrong": str(error)}
    context |= {"asked": asked, "saved": asked.saved, "state_word": STATE_WORDS[asked.saved.state], "part": True}
    return render(request, "investment/answered.html", context)


@page("figures")
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of the answer, which comes a moment after the figures."""
    asked = asked_of(request, key)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('investment_case', args=[key])}?{asked.query}")
    try:
        context = {"picture": drawing_of(calculated_of(request, asked), asked)}
    except Exception as error:
        if not speaks(error):
            raise
        return HttpResponse(status=204)
    return render(request, "investment/drawing.html", context)


def drawing_of(made: Calculated, asked: CaseAsked) -> Picture:
    """The picture of the answer: net gain by year and added up, with intervals where the case is unsure."""
    drawn = drawn_of(made, asked, draws=QUICK_DRAWS)
    synthetic = is_synthetic(the_site().kommune)
    return picture(result_drawn(made, asked.alternative, [drawn] if drawn is not None else [], synthetic=synthetic))


def answer_of(made: Calculated, asked: CaseAsked) -> dict[str, Any]:
    """What the answer shows: the sentence, the few figures and the table, and how sure it is."""
    synthetic = is_synthetic(the_site().kommune)
    drawn = drawn_of(made, asked, draws=QUICK_DRAWS)
    return {
        "made": made,
        "answer": answer(made, asked.alternative),
        "needed": needed_sentence(made, asked.alternative),
        "chance": chance_sentence(drawn) if drawn is not None else "",
        "picture": picture(
            result_drawn(made, asked.alternative, [drawn] if drawn is not None else [], synthetic=synthetic)
        ),
        "figures": shown_table(
            investment_result.figures_table(made, asked.alternative, synthetic=synthetic), sortable=False, heads="label"
        ),
        "result": shown_table(
            investment_result.result_table(made, asked.alternative, synthetic=synthetic), sortable=False, heads="year"
        ),
        "sliders": sliders(made),
        "moved": bool(made.values),
    }
