"""A form that came too late loses nothing: what was typed comes back, to be sent again after login or with a fresh token."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

LOGGED_OUT = "Du er logget ud, fordi siden har stået for længe. Log ind her; det, du skrev, er med."
STALE = "Siden er fra før dit seneste login. Se efter, at det er det, du ville sende, og send igen."
SENT_FILES = "Filer kan ikke gemmes imens: vælg dem igen på siden."
OWN = {"csrfmiddlewaretoken", "trinvis_to", "trinvis_name", "trinvis_password"}
LARGEST = 200
"""Fields that are carried at most."""


def keeps_what_was_typed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after the one that knows the user: a form from somebody who is logged out becomes the page to log in on."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path == reverse("login"):
            return get_response(request)
        if getattr(request, "htmx", False) or request.headers.get("HX-Request"):
            return _fragment(request)
        if request.method == "POST" and from_here(request) and request.path != reverse("logout"):
            return _login_here(request)
        return get_response(request)

    return answered


def _fragment(request: HttpRequest) -> HttpResponse:
    """What a part of a page says to somebody who is logged out: beside the fields, which stay as they are."""
    response = render(request, "resume/fragment.html", status=401)
    response.headers["HX-Retarget"] = "#messages"
    response.headers["HX-Reswap"] = "innerHTML show:top"
    return response


def from_here(request: HttpRequest) -> bool:
    """Whether the form was sent from one of our own pages, and from no other site."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()


def _login_here(request: HttpRequest) -> HttpResponse:
    to = request.POST.get("trinvis_to") or request.get_full_path()
    sentence, status = LOGGED_OUT, 401
    if "trinvis_password" in request.POST:
        from trinvis.web.accounts.views import Login
        from trinvis.web.site import the_site

        name = request.POST.get("trinvis_name", "")
        wait = Login.throttle.wait_minutes(name, the_site().clock())
        user = None if wait else authenticate(request, username=name, password=request.POST["trinvis_password"])
        if user is not None:
            Login.throttle.forget(name)
            login(request, user)
            return again(request, "Du er logget ind igen. Send nu det, du skrev.", to=to)
        if wait:
            sentence = f"Der er prøvet for mange gange med dette navn. Vent {wait} minutter, og prøv igen."
        else:
            Login.throttle.failed(name, the_site().clock())
            sentence = "Brugernavn eller adgangskode er forkert. Ret, og prøv igen."
    return render(request, "resume/login.html", {**_typed(request, to), "sentence": sentence}, status=status)


def again(request: HttpRequest, sentence: str, *, to: str | None = None, status: int = 200) -> HttpResponse:
    """The page that shows what was typed and sends it again, with a fresh token."""
    from django.middleware.csrf import get_token

    get_token(request)
    return render(
        request,
        "resume/again.html",
        {**_typed(request, to or request.get_full_path()), "sentence": sentence},
        status=status,
    )


def _typed(request: HttpRequest, to: str) -> dict[str, object]:
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values][:LARGEST]
    local = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
    return {
        "title": "Du er logget ud",
        "fields": fields,
        "typed": [(name, value) for name, value in fields if value.strip()],
        "to": local,
        "files": SENT_FILES if request.FILES else "",
    }
