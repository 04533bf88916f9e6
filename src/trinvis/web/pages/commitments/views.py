"""*Disponering*."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trinvis.web.access import page


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "commitments/page.html", {"title": "Disponering"})
