"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.month import views

urlpatterns = [
    path("", views.show, name="month"),
    path("set/", views.seen, name="month_seen"),
]
