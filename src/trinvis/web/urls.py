"""Every address of the house. A page lists its own addresses; none can be reached without login."""

from __future__ import annotations

from django.urls import include, path

from trinvis.web.accounts import views as accounts

urlpatterns = [
    path("login/", accounts.Login.as_view(), name="login"),
    path("logout/", accounts.Logout.as_view(), name="logout"),
    path("", include("trinvis.web.pages.overview.urls")),
    path("opfoelgning/", include("trinvis.web.pages.follow_up.urls")),
    path("prognose/aar/", include("trinvis.web.pages.forecast_years.urls")),
    path("prognose/", include("trinvis.web.pages.forecast.urls")),
    path("trappen/", include("trinvis.web.pages.staircase.urls")),
    path("disponering/", include("trinvis.web.pages.commitments.urls")),
    path("barn/", include("trinvis.web.pages.child.urls")),
    path("sammenligning/", include("trinvis.web.pages.benchmark.urls")),
    path("kapacitet/", include("trinvis.web.pages.capacity.urls")),
    path("investeringer/", include("trinvis.web.pages.investment.urls")),
    path("maaneden/", include("trinvis.web.pages.month.urls")),
    path("data/", include("trinvis.web.pages.data.urls")),
    path("beregning/", include("trinvis.web.pages.calculation.urls")),
    path("opsaetning/", include("trinvis.web.pages.setup.urls")),
]

handler400 = "trinvis.web.errors.unreadable"
handler403 = "trinvis.web.errors.forbidden"
handler404 = "trinvis.web.errors.not_found"
handler500 = "trinvis.web.errors.failed"
