"""*Opsætning*: the profile, another method for an area, and a whole new profile from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.journal.errors import JournalError, LostUpdate
from trinvis.parameters.errors import ParameterError, ProfileError
from trinvis.parameters.profile import METHODS, Profile
from trinvis.presentation import profile_shown
from trinvis.presentation.journal_table import journal_table
from trinvis.presentation.journal_words import journal_words
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import page
from trinvis.web.files import sent
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.reports.table import Cell

LARGEST = 1_000_000
"""Bytes of a profile."""
KEY = "profile"


@page("setup")
def show(request: HttpRequest) -> HttpResponse:
    """The profile known on the day, with its history."""
    kommune, on = the_site().kommune, moment_of(request).as_of
    synthetic = is_synthetic(kommune)
    profile = kommune.profile(on)
    history = kommune.history()
    written = [entry for entry in history if entry.kind in ("profile", "method")]
    said = journal_words(kommune, history, on)
    context = {
        "title": "Profilen",
        "tab": "profile",
        "profile": profile,
        "facts": profile_shown.facts(profile),
        "areas": shown_table(profile_shown.areas_table(profile, synthetic=synthetic), link=_to_method, sortable=False),
        "steps": shown_table(
            profile_shown.steps_table(profile, kommune.parameters(on), on, synthetic=synthetic), sortable=False
        ),
        "history": shown_table(journal_table(written, said, synthetic=synthetic), link=_to_entry, sortable=False),
    }
    return render(request, "setup/profile.html", context)


@page("setup")
def download(request: HttpRequest) -> HttpResponse:
    """The profile as YAML."""
    profile = the_site().kommune.profile(moment_of(request).as_of)
    return sent(profile.to_yaml().encode(), f"profil_{profile.name}.yaml", "application/yaml; charset=utf-8")


@page("setup")
def method(request: HttpRequest, area_id: str) -> HttpResponse:
    """Another method for an area, with the reason."""
    kommune, asked = the_site().kommune, moment_of(request)
    area = next((one for one in kommune.profile(asked.as_of).areas if one.id == area_id), None)
    if area is None:
        raise Http404
    typed = {"method": area.method, "reason": area.method_reason}
    wrong, status = "", 200
    if request.method == "POST":
        typed = {"method": request.POST.get("method", ""), "reason": request.POST.get("reason", "").strip()}
        try:
            if not typed["reason"]:
                raise ParameterError("Begrundelsen mangler: skriv, hvorfor metoden passer til området.")
            kommune.write(
                "method",
                area_id,
                {"area": area_id, **typed},
                by=request.user.get_username(),
                known_from=written_known_from(asked),
                expected_version=_version(request),
            )
            messages.success(request, f"{area.label}: metoden er nu {METHODS[typed['method']].lower()}.")
            return redirect("setup_profile")
        except LostUpdate as error:
            wrong, status = f"{error} Nu står der: {METHODS[area.method]}, {area.method_reason}", 409
        except (JournalError, ParameterError) as error:
            wrong, status = str(error), 400
    context = {
        "title": f"Metode for {area.label}",
        "tab": "profile",
        "area": area,
        "methods": METHODS.items(),
        "typed": typed,
        "wrong": wrong,
        "now": METHODS[area.method],
        "version": kommune.version("method", area_id),
    }
    return render(request, "setup/method.html", context, status=status)


@page("setup")
def new(request: HttpRequest) -> HttpResponse:
    """A new profile: a file or text is checked and compared, and kept when the user says so."""
    kommune, asked = the_site().kommune, moment_of(request)
    context: dict[str, object] = {
        "title": "Ny profil",
        "tab": "profile",
        "text": "",
        "version": kommune.version("profile", KEY),
    }
    if request.method != "POST":
        return render(request, "setup/profile_new.html", context)
    try:
        text = _text(request)
        context["text"] = text
        made = Profile.from_yaml(text)
        now = kommune.profile(asked.as_of)
        table = profile_shown.differences(now, made, synthetic=is_synthetic(kommune))
        context |= {"made": made, "differences": shown_table(table, sortable=False), "same": not table.rows}
        if request.POST.get("keep") == "1":
            _keep(request, made)
            messages.success(
                request, f"Profilen {made.label} er gemt og gælder for alt, der vises fra {asked.as_of:%d.%m.%Y}."
            )
            return redirect("setup_profile")
    except ProfileError as error:
        return render(request, "setup/profile_new.html", {**context, "errors": error.errors}, status=400)
    except LostUpdate as error:
        return render(request, "setup/profile_new.html", {**context, "errors": [str(error)]}, status=409)
    except (JournalError, ParameterError) as error:
        return render(request, "setup/profile_new.html", {**context, "errors": [str(error)]}, status=400)
    return render(request, "setup/profile_new.html", context)


def _text(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "").replace("\r\n", "\n")
        if not text.strip():
            raise ProfileError(["Der er ingen fil: vælg en profil i YAML, eller sæt teksten ind."])
        return text
    if file.size > LARGEST:
        raise ProfileError(["Filen er for stor til at være en profil: vælg en YAML-fil under 1 MB."])
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ProfileError(["Filen er ikke tekst i UTF-8: gem profilen som YAML i UTF-8, og prøv igen."]) from None


def _keep(request: HttpRequest, made: Profile) -> None:
    """Write the profile; where a method was chosen on the page, the file's takes its place."""
    kommune, asked = the_site().kommune, moment_of(request)
    by, known = request.user.get_username(), written_known_from(asked)
    kommune.write(
        "profile", KEY, {"profile": made.to_dict()}, by=by, known_from=known, expected_version=_version(request)
    )
    chosen = {entry.key: entry.values for entry in kommune.entries("method", asked.as_of)}
    for area in made.areas:
        values = {"area": area.id, "method": area.method, "reason": area.method_reason}
        if area.id in chosen and dict(chosen[area.id]) != values:
            kommune.write("method", area.id, values, by=by, known_from=known)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _to_method(values: Mapping[str, Cell], column: str) -> str | None:
    return reverse("setup_method", args=[values["id"]]) if column == "method" else None


def _to_entry(values: Mapping[str, Cell], column: str) -> str | None:
    return reverse("journal_entry", args=[values["seq"]]) if column == "seq" else None
