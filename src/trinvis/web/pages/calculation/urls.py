"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.calculation import views

urlpatterns = [
    path("", views.show, name="calculation"),
    path("fil/", views.download, name="calculation_file"),
    path("raekke/<str:delivery_id>/<int:row_no>/", views.row, name="source_row"),
    path("journal/<int:seq>/", views.entry, name="journal_entry"),
]
