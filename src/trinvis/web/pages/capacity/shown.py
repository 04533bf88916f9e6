"""What the tabs of the page have in common: the tabs themselves, sentences whose figures open, and the forms of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from trinvis.presentation import capacity_page
from trinvis.web.tables import calculation_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from trinvis.presentation.capacity_page import SaidPart

TITLE = "Kapacitet"
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
DRAWINGS = {"svg": ("image/svg+xml", "SVG"), "png": ("image/png", "PNG")}


def said(parts: Iterable[SaidPart]) -> SafeString:
    """A sentence whose figures lead to their calculation."""
    linked = [
        (format_html('<a href="{}">{}</a>', calculation_link(one.address), one.text),) if one.address else (one.text,)
        for one in parts
    ]
    return format_html_join("", "{}", linked)


def tabs_of(request: HttpRequest, tab: str) -> list[dict[str, Any]]:
    """Every tab with where it is, and which is shown."""
    return [
        {"label": label, "href": place(request, name), "here": name == tab}
        for name, label in capacity_page.TABS.items()
    ]


def place(request: HttpRequest, tab: str) -> str:
    """Where a tab is, with what was chosen."""
    where, query = reverse("capacity_tab", args=[tab]) if tab else reverse("capacity"), query_of(request)
    return f"{where}?{query}" if query else where


def query_of(request: HttpRequest) -> str:
    """What was chosen, to go along in links."""
    dropped = ("form", "sorter", "retning")
    return urlencode([(name, value) for name, value in request.GET.items() if value and not name.endswith(dropped)])
