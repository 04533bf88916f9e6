"""Who takes part in a case, from when, and what it is held up against: the form on the tab *Opfølgning*."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trinvis.municipality.investment_cases import RUN
from trinvis.presentation.investment_running_form import RunningTexts, running_texts, running_values
from trinvis.web.access import page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.commitments.writing import Refused, attempted, expected
from trinvis.web.pages.investment.asking import asked_of
from trinvis.web.pages.investment.picking import labels_of, pick_context, picked_texts
from trinvis.web.pages.investment.views import case_page
from trinvis.web.pages.investment.writing import the_case
from trinvis.web.site import the_site

TAB = "opfoelgning"


@page("persons")
def running(request: HttpRequest, key: str) -> HttpResponse:
    """The entry as it is, in a form; written when it is sent. What cannot be is said, and nothing typed is lost."""
    saved = the_case(request, key)
    version = the_site().kommune.version(RUN, key)
    texts, refused = _kept(request, key), None
    if request.method == "POST":
        texts, version = _typed(request), expected(request)
        refused = _written(request, saved.key, texts)
        if refused is None:
            messages.success(request, f"Deltagerne i »{saved.title}« er gemt.")
            return redirect(reverse("investment_tab", args=[key, TAB]))
        version = refused.version if refused.version >= 0 else version
    form = form_context(request, texts) | {"run_version": version, "refused": refused, "run_open": True}
    return case_page(request, asked_of(request, key), TAB, form, status=400 if refused else 200)


def form_context(request: HttpRequest, texts: RunningTexts) -> dict[str, Any]:
    """The form with what stands in it."""
    labels = labels_of(request)
    pick = pick_context(request, texts.picked)
    known = [name for name, _, _ in pick["districts"]]
    against = dict.fromkeys([*known, *texts.against])
    return {
        "run": texts,
        "pick": pick,
        "against": [(name, name in texts.against) for name in against],
        "labels": labels,
    }


def _kept(request: HttpRequest, key: str) -> RunningTexts:
    day = moment_of(request).as_of
    entries = the_site().kommune.entries(RUN, day)
    return next((running_texts(one.values) for one in entries if one.key == key), RunningTexts())


def _typed(request: HttpRequest) -> RunningTexts:
    sent = request.POST
    return RunningTexts(
        start=sent.get("start", ""),
        picked=picked_texts(sent),
        children=sent.get("children", ""),
        others=sent.get("others", ""),
        against=tuple(sent.getlist("mod")),
        municipalities=sent.get("municipalities", ""),
        steps=sent.get("steps", ""),
        mixture=sent.get("mixture") == "1",
        effort=sent.get("effort", ""),
        note=sent.get("note", ""),
    )


def _written(request: HttpRequest, key: str, texts: RunningTexts) -> Refused | None:
    def put() -> None:
        the_site().kommune.write(
            RUN,
            key,
            running_values(texts),
            by=request.user.get_username(),  # type: ignore[union-attr]
            known_from=written_known_from(moment_of(request)),
            expected_version=expected(request),
        )

    return attempted(RUN, key, put)
