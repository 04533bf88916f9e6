"""Addresses of the page and of its parts that are loaded afterwards."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.overview import views

urlpatterns = [
    path("", views.show, name="overview"),
    path("overblik/historik/<int:year>/<str:day>/", views.history, name="overview-history"),
    path("overblik/usikkerhed/<int:year>/<str:day>/", views.uncertainty, name="overview-uncertainty"),
    path("overblik/aendringer/<int:year>/<str:day>/", views.changes, name="overview-changes"),
]
