"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.forecast_years import scenario, views

urlpatterns = [
    path("", views.show, name="forecast_years"),
    path("svar/<int:year>/<str:day>/", views.part, name="forecast_years_part"),
    path("scenarier/<int:year>/<str:day>/", views.compared, name="forecast_years_scenarios"),
    path("scenarie/", scenario.edit, name="forecast_years_scenario"),
    path("hent/<str:what>/", views.download, name="forecast_years_file"),
]
