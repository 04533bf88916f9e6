"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.commitments import views

urlpatterns = [
    path("", views.show, name="commitments"),
]
