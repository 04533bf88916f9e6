"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.capacity import houses, views

urlpatterns = [
    path("", views.show, name="capacity"),
    path("rapport/<slug:form>/", views.report, name="capacity_report"),
    path("hent/<str:key>/", views.download, name="capacity_file"),
    path("huse/", houses.show, name="capacity_houses"),
    path("huse/hent/<str:key>/", houses.download, name="capacity_houses_file"),
    path("<slug:tab>/", views.show, name="capacity_tab"),
]
