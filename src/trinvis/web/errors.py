"""What goes wrong becomes a page with one plain sentence: what, where, what to do. Nothing typed is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trinvis.presentation.speaking import speaks
from trinvis.web.moment import WrongMoment
from trinvis.web.resume import STALE, again, from_here

EXPIRED = "Formularen kom ikke fra en af Trinvis' egne sider og er ikke sendt. Åbn siden igen, og prøv derfra."


class PlainSentences:
    """Middleware: errors that speak Danish are shown as they are, others as a sentence without details."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of a view; None leaves it to Django."""
        if isinstance(error, WrongMoment) or speaks(error):
            return problem(request, str(error), status=400)
        if isinstance(error, (PermissionDenied, Http404)):
            return None
        logging.getLogger("django").error("Uventet fejl: %s", type(error).__name__, exc_info=error)
        return problem(
            request,
            f"Der skete en uventet fejl i Trinvis ({type(error).__name__}). Intet er ændret. Prøv igen, og meld fejlen, hvis den "
            "kommer igen.",
            status=500,
        )


def problem(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """The page, or for htmx the fragment, that says what is wrong."""
    htmx = bool(getattr(request, "htmx", False))
    template = "problem_fragment.html" if htmx else "problem.html"
    response = render(request, template, {"sentence": sentence, "title": "Det gik ikke"}, status=status)
    if htmx:  # beside the fields, which stay as they are
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:top"
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Django's answer to a form whose token is no longer valid: sent again with a fresh one when it came from our own page."""
    if from_here(request) and not request.headers.get("HX-Request"):
        return again(request, STALE, status=403)
    if from_here(request):
        return problem(
            request,
            "Siden er fra før dit seneste login. Kopiér det, du skrev, genindlæs siden, og gem igen.",
            status=403,
        )
    return problem(request, EXPIRED, status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: more files or fields than a form may have, or an address that cannot be read."""
    return problem(
        request,
        "Det, der blev sendt, kunne ikke læses: send færre filer ad gangen, eller ret adressen. Intet er ændret.",
        status=400,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return problem(request, "Siden findes ikke. Brug menuen, eller ret adressen.", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return problem(request, "Du har ikke adgang til siden. Spørg den, der har oprettet din konto.", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return problem(request, "Der skete en uventet fejl i Trinvis. Intet er ændret. Prøv igen.", status=500)
