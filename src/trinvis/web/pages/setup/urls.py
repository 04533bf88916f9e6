"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.setup import parameters, profile, views

urlpatterns = [
    path("", parameters.show, name="setup"),
    path("parameter/<str:name>/", parameters.one, name="setup_parameter"),
    path("profil/", profile.show, name="setup_profile"),
    path("profil/fil/", profile.download, name="setup_profile_file"),
    path("profil/ny/", profile.new, name="setup_profile_new"),
    path("profil/metode/<str:area_id>/", profile.method, name="setup_method"),
    path("journal/", views.journal, name="setup_journal"),
    path("hent/<str:what>/", views.download, name="setup_file"),
]
