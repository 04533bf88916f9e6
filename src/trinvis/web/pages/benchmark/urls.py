"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.benchmark import views

urlpatterns = [
    path("", views.show, name="benchmark"),
    path("hent/<slug:measure>/", views.download, name="benchmark_file"),
    path("<slug:tab>/", views.show, name="benchmark_tab"),
]
