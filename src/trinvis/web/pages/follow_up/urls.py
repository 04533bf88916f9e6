"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.follow_up import approving, changing, explaining, exporting, views

urlpatterns = [
    path("", views.show, name="follow_up"),
    path("forklaring/", explaining.explain, name="follow_up_explain"),
    path("aendringer/", changing.changes, name="follow_up_changes"),
    path("hvorfor/", views.causes, name="follow_up_why"),
    path("godkend/", approving.approve, name="follow_up_approve"),
    path("godkendt/<int:number>/", approving.approved, name="follow_up_approved"),
    path("godkendt/<int:number>/kontrol/", approving.recompute, name="follow_up_recompute"),
    path("eksport/<str:form>/", exporting.export, name="follow_up_export"),
]
