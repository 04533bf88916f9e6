"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.data import arriving, deliveries, views

urlpatterns = [
    path("", views.show, name="data"),
    path("modtag/", arriving.upload, name="data-upload"),
    path("modtag/<str:batch>/", arriving.batch_page, name="data-batch"),
    path("modtag/<str:batch>/svar/", arriving.answer, name="data-answer"),
    path("modtag/<str:batch>/stands/", arriving.stop, name="data-stop"),
    path("levering/<str:delivery_id>/", deliveries.show, name="data-delivery"),
    path("levering/<str:delivery_id>/afviste.<str:form>", deliveries.rejects, name="data-rejects"),
    path("levering/<str:delivery_id>/original/", deliveries.original, name="data-original"),
    path("levering/<str:delivery_id>/ret/", deliveries.correct, name="data-correct"),
    path("levering/<str:delivery_id>/traek-tilbage/", deliveries.withdraw, name="data-withdraw"),
]
