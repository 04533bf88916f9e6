"""*Opsætning*: parameters, and a value of the municipality's own in the place of Trinvis'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.journal.errors import JournalError, LostUpdate
from trinvis.parameters import MissingParameter, ParameterError
from trinvis.parameters.value import from_typed
from trinvis.presentation import parameters_shown
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.row_search import searched
from trinvis.reports import danish
from trinvis.web.access import page
from trinvis.web.moment import WrongMoment, moment_of, parse_day, written_known_from
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.parameters.definition import Definition
    from trinvis.reports.table import Cell


SHOWN = 200


@page("setup")
def show(request: HttpRequest) -> HttpResponse:
    """Every parameter as it holds on the day."""
    kommune, on = the_site().kommune, moment_of(request).as_of
    text, own = request.GET.get("soeg", "").strip(), request.GET.get("egne") == "1"
    every = parameters_shown.parameter_rows(kommune.parameters(on), on)
    rows = searched(parameters_shown.own_alone(every) if own else every, text)
    table = parameters_shown.parameters_table(rows, on, synthetic=is_synthetic(kommune))
    context = {
        "title": "Opsætning",
        "tab": "parameters",
        "table": shown_table(table, request, link=_to_one, limit=SHOWN),
        "search": text,
        "own": own,
    }
    part = request.htmx and request.htmx.target == "parameters-part"  # type: ignore[attr-defined]
    return render(request, "setup/parameters_part.html" if part else "setup/parameters.html", context)


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    value: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
    assumed: bool = False
    withdrawn: bool = False


@page("setup")
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One parameter: its value, its history, and a form for an own value."""
    kommune, asked = the_site().kommune, moment_of(request)
    parameters = kommune.parameters(asked.as_of)
    definition = parameters.describe(name)
    key = request.GET.get("noegle") or None
    try:
        value = parameters.value(name, asked.as_of, key)
    except MissingParameter:
        value = None
    if request.method == "POST":
        return _write(request, definition, key)
    typed = Typed(parameters_shown.typed_text(definition, value), danish.day(asked.as_of.replace(day=1)))
    return _page(request, definition, key, typed)


def _write(request: HttpRequest, definition: Definition, key: str | None) -> HttpResponse:
    kommune, asked = the_site().kommune, moment_of(request)
    post = request.POST
    typed = Typed(
        post.get("value", ""),
        post.get("valid_from", ""),
        post.get("valid_to", ""),
        post.get("source", ""),
        post.get("assumed") == "1",
        post.get("withdrawn") == "1",
    )
    try:
        version = int(post.get("version", "0"))
        if not typed.source.strip() and not typed.withdrawn:
            raise ParameterError("Kilden mangler: skriv, hvor værdien kommer fra, fx et brev, en aftale eller et skøn.")
        values = {
            "name": definition.name,
            "key": key,
            "value": None if typed.withdrawn else from_typed(definition.kind, typed.value),
            "valid_from": parse_day(typed.valid_from),
            "valid_to": parse_day(typed.valid_to) if typed.valid_to.strip() else None,
            "source": typed.source.strip(),
            "assumed": typed.assumed,
            "withdrawn": typed.withdrawn,
        }
        kommune.write(
            "parameter",
            journal_key(definition.name, key),
            values,
            by=request.user.get_username(),
            known_from=written_known_from(asked),
            expected_version=version,
        )
    except LostUpdate as error:
        return _page(request, definition, key, typed, str(error), status=409)
    except (ParameterError, JournalError, WrongMoment, ValueError) as error:
        return _page(request, definition, key, typed, str(error), status=400)
    messages.success(request, f"{parameters_shown.row_label(definition, key)} er gemt; se historikken nedenfor.")
    return redirect(_address(definition.name, key))


def _page(
    request: HttpRequest, definition: Definition, key: str | None, typed: Typed, wrong: str = "", status: int = 200
) -> HttpResponse:
    kommune, on = the_site().kommune, moment_of(request).as_of
    synthetic = is_synthetic(kommune)
    own = journal_key(definition.name, key)
    now = parameters_shown.parameter_row(kommune.parameters(on), definition, key, on)
    context = {
        "title": parameters_shown.row_label(definition, key),
        "tab": "parameters",
        "definition": definition,
        "carries": parameters_shown.carries(definition),
        "key": key,
        "now": now,
        "on": on,
        "typed": typed,
        "wrong": wrong,
        "version": kommune.version("parameter", own),
        "history": shown_table(
            parameters_shown.parameter_history(definition, key, kommune.history("parameter", own), synthetic=synthetic),
            link=_to_entry,
            sortable=False,
        ),
    }
    return render(request, "setup/parameter.html", context, status=status)


def journal_key(name: str, key: str | None) -> str:
    """The journal's key of a parameter, as the command line writes it."""
    return name if key is None else f"{name}/{key}"


def _address(name: str, key: str | None) -> str:
    address = reverse("setup_parameter", args=[name])
    return address if key is None else f"{address}?{urlencode({'noegle': key})}"


def _to_one(values: Mapping[str, Cell], column: str) -> str | None:
    key = values.get("key")
    if column != ("row" if values.get("row") else "label"):
        return None
    return _address(str(values["name"]), None if key is None else str(key))


def _to_entry(values: Mapping[str, Cell], column: str) -> str | None:
    return reverse("journal_entry", args=[values["seq"]]) if column == "known_from" and values.get("seq") else None
