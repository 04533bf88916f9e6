"""What is decided of a case: quality assurance, how far it has come, and that it is taken off the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trinvis.municipality.investment_cases import KIND, QUALITY, STATE, STATE_WORDS
from trinvis.web.access import page
from trinvis.web.pages.commitments.writing import Refused, take_back, typed, write
from trinvis.web.pages.investment.asking import asked_of
from trinvis.web.pages.investment.views import case_page
from trinvis.web.pages.investment.writing import the_case

TAB = "ansoegning"


@page("approve")
def quality(request: HttpRequest, key: str) -> HttpResponse:
    """What the quality-assurance group says of the case as it is now."""
    saved = the_case(request, key)
    if request.method != "POST":
        return redirect(_tab(key))
    texts, assured = typed(request, ("comment",)), request.POST.get("assured") == "1"
    refused = write(request, QUALITY, saved.key, texts, fixed={"assured": assured})
    if refused is not None:
        return _again(
            request, key, refused, quality_typed=texts | {"assured": assured}, quality_version=refused.version
        )
    messages.success(request, "Kvalitetssikringen er gemt.")
    return redirect(_tab(key))


@page("approve")
def state(request: HttpRequest, key: str) -> HttpResponse:
    """The case moved on; refused, with all that it lacks, where it cannot go."""
    saved = the_case(request, key)
    to = request.POST.get("state", "")
    if request.method != "POST" or to not in STATE_WORDS:
        return redirect(_tab(key))
    texts = typed(request, ("note",))
    refused = write(request, STATE, saved.key, {"state": to, **texts})
    if refused is not None:
        return _again(request, key, refused, state_typed=texts, state_version=refused.version)
    messages.success(request, f"»{saved.title}« er nu »{STATE_WORDS[to]}«.")
    return redirect(_tab(key))


@page("write")
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """The case taken off the list; the journal keeps what it said."""
    saved = the_case(request, key)
    if request.method != "POST":
        return redirect(reverse("investment_case", args=[key]))
    refused = take_back(request, KIND, saved.key)
    if refused is not None:
        return case_page(request, asked_of(request, key), "", {"refused": refused}, status=400)
    messages.success(request, f"»{saved.title}« er taget af listen; den står stadig i journalen.")
    return redirect("investment")


def _again(request: HttpRequest, key: str, refused: Refused, **typed_in: object) -> HttpResponse:
    """The tab with what was typed still in it, and why it was not written."""
    kept = {name: value for name, value in typed_in.items() if value != -1}
    return case_page(request, asked_of(request, key), TAB, {"refused": refused, **kept}, status=400)


def _tab(key: str) -> str:
    return reverse("investment_tab", args=[key, TAB])
