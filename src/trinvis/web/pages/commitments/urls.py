"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.commitments import corrections, estimates, reconciliation, views

urlpatterns = [
    path("", views.show, name="commitments"),
    path("skoen/", estimates.show, name="commitments_estimates"),
    path("skoen/<str:slug>/", estimates.edit, name="commitments_estimate"),
    path("rettelser/", corrections.show, name="commitments_corrections"),
    path("rettelser/<int:grant>/<str:field>/", corrections.edit, name="commitments_correction"),
    path("afstemning/", reconciliation.show, name="reconciliation"),
    path("afstemning/kobl/<str:delivery>/<int:row>/", reconciliation.match, name="reconciliation_match"),
    path("afstemning/ophaev/<str:delivery>/<int:row>/", reconciliation.unmatch, name="reconciliation_unmatch"),
    path("afstemning/fortryd/", reconciliation.undo, name="reconciliation_undo"),
]
