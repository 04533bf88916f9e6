"""Addresses of *Trappen*, its parts that are loaded afterwards, its files and its key figures."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.staircase import files, key_figures, views

urlpatterns = [
    path("", views.show, name="staircase"),
    path("hvorfor/", views.why, name="staircase_why"),
    path("boern/", views.children, name="staircase_children"),
    path("noegletal/", key_figures.show, name="key_figures"),
    path("hent/<str:what>/", files.table, name="staircase_file"),
    path("hent-billede/<str:what>/", files.picture, name="staircase_picture"),
    path("noegletal/hent-rapport/", files.report, name="key_figures_report"),
]
