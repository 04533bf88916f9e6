"""The sliders' answer: the case calculated again with what was drawn, as parts of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.presentation import investment_result
from trinvis.presentation.investment_pictures import result_drawn
from trinvis.presentation.investment_sentences import answer, chance_sentence, needed_sentence
from trinvis.presentation.investment_sliders import sliders
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.speaking import speaks
from trinvis.web.access import page
from trinvis.web.pages.investment.asking import QUICK_DRAWS, CaseAsked, Tried, asked_of, drawn_of, tried_of
from trinvis.web.pages.investment.showing import around, downloads, drawn_on_the_page, on_the_page, table_files
from trinvis.web.pictures import Picture
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality.investment_uncertain import SimulatedAnswers


@page("figures")
def answered(request: HttpRequest, key: str) -> HttpResponse:
    """The answer with the sliders where they are; without script the whole page answers. What cannot be used is said, and the answer that
    was there stays."""
    asked = asked_of(request, key)
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(asked)
    try:
        tried = tried_of(request, asked)
        wrong = tried.wrong
        context = {} if wrong else answer_of(tried) | around(tried.asked, "", tried.made) | {"part": True}
    except Exception as error:
        if not speaks(error):
            raise
        wrong = (str(error),)
    if wrong:
        response = render(request, "investment/not_used.html", {"wrong": wrong})
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#not-used", "outerHTML"
        return response
    return render(request, "investment/answered.html", context)


@page("figures")
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of the answer, which comes a moment after the figures."""
    asked = asked_of(request, key)
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(asked)
    try:
        context = {"picture": drawing_of(tried_of(request, asked))}
    except Exception as error:
        if not speaks(error):
            raise
        return HttpResponse(status=204)
    return render(request, "investment/drawing.html", context)


def drawing_of(tried: Tried) -> Picture:
    """The picture of the answer: net gain by year and added up, with intervals where the case is unsure."""
    drawn = _drawn(tried)
    synthetic = is_synthetic(the_site().kommune)
    shown = result_drawn(tried.made, tried.asked.alternative, [drawn] if drawn is not None else [], synthetic=synthetic)
    return drawn_on_the_page(shown, tried.made)


def answer_of(tried: Tried) -> dict[str, Any]:
    """What the answer shows: the sentence, the few figures and the table, and how sure it is."""
    made, alternative = tried.made, tried.asked.alternative
    synthetic = is_synthetic(the_site().kommune)
    drawn = _drawn(tried)
    figures = investment_result.figures_table(made, alternative, synthetic=synthetic)
    result = investment_result.result_table(made, alternative, synthetic=synthetic)
    return {
        "answer": answer(made, alternative),
        "needed": needed_sentence(made, alternative),
        "chance": chance_sentence(drawn) if drawn is not None else "",
        "figures": on_the_page(figures, made, heads="label"),
        "result": on_the_page(result, made, heads="year"),
        "notes": tuple(dict.fromkeys((*figures.notes, *result.notes))),
        "table_files": table_files(tried.asked, made, (figures, result)),
        "sliders": sliders(made, tried.typed),
        "downloads": downloads(tried.asked),
    }


def _drawn(tried: Tried) -> SimulatedAnswers | None:
    return drawn_of(tried.made, tried.asked.alternative, draws=QUICK_DRAWS)


def _whole(asked: CaseAsked) -> HttpResponse:
    return redirect(f"{reverse('investment_case', args=[asked.saved.key])}?{asked.query}")
