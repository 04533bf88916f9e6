"""Addresses of the page."""

from __future__ import annotations

from django.urls import path

from trinvis.web.pages.investment import answering, deciding, downloads, running, starting, views, writing

urlpatterns = [
    path("", views.cases, name="investment"),
    path("ny/", writing.new, name="investment_new"),
    path("laes-ind/", writing.file, name="investment_read"),
    path("egne-tal/", starting.own, name="investment_own"),
    path("sammenlign/", views.compared, name="investment_compared"),
    path("pulje/", views.pool, name="investment_pool"),
    path("hent/<slug:what>/", downloads.over_all, name="investment_list_file"),
    path("case/<str:key>/", views.case, name="investment_case"),
    path("case/<str:key>/ret/", writing.file, name="investment_edit"),
    path("case/<str:key>/svar/", answering.answered, name="investment_answer"),
    path("case/<str:key>/billede/", answering.drawing, name="investment_drawing"),
    path("case/<str:key>/fjern/", deciding.remove, name="investment_remove"),
    path("case/<str:key>/kvalitet/", deciding.quality, name="investment_quality"),
    path("case/<str:key>/status/", deciding.state, name="investment_state"),
    path("case/<str:key>/deltagere/", running.running, name="investment_run"),
    path("case/<str:key>/hent/<slug:what>/", downloads.of_case, name="investment_file"),
    path("case/<str:key>/<slug:tab>/", views.case, name="investment_tab"),
]
