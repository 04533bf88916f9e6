"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.forecast import choosing, testing, views

urlpatterns = [
    path("", views.show, name="forecast"),
    path("svar/<int:year>/<str:day>/", views.part, name="forecast_part"),
    path("regnet/", views.inputs, name="forecast_inputs"),
    path("traefsikkerhed/", testing.show, name="forecast_tested"),
    path("traefsikkerhed/begynd/", testing.begin, name="forecast_test"),
    path("traefsikkerhed/<str:token>/", testing.progress, name="forecast_testing"),
    path("metode/<str:area_id>/", choosing.choose, name="forecast_method"),
    path("hent/<str:what>/", views.download, name="forecast_file"),
]
