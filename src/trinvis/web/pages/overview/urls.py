"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.overview import views

urlpatterns = [path("", views.show, name="overview")]
