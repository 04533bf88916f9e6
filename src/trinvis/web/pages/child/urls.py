"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.child import views, what_if

urlpatterns = [
    path("", views.find, name="child_search"),
    path("<int:number>/", views.show, name="child"),
    path("<int:number>/hvad-hvis/", what_if.show, name="child_what_if"),
]
