"""The jobs' app: when Django is ready, the kinds of work that pages bring are known."""

from __future__ import annotations

from django.apps import AppConfig


class Jobs(AppConfig):
    """Registers the kinds, so that work left from an earlier process can be taken up before any page is asked for."""

    name = "trinvis.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load the kinds."""
        from trinvis.web.pages.data import work  # noqa: F401
