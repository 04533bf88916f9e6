"""No page is reachable without login, and every view says what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.served import Client, Served

OPEN = {"login"}
"""Names of the addresses that a stranger may see."""


def addresses() -> list[tuple[str, str, Any]]:
    """(name, pattern, view) of every address of the house."""
    from django.conf import settings

    if not settings.configured:
        from pathlib import Path

        import django

        from trinvis.web.settings import settings_of

        settings.configure(**settings_of(Path("/nonexistent"), "for the addresses alone", hosts=()))
        django.setup()
    from django.urls import get_resolver

    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, before: str) -> Iterator[tuple[str, str, Any]]:
    for one in patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _walk(one.url_patterns, route)
        else:
            yield one.name or "", route, one.callback


def filled(route: str) -> str:
    """A path for a pattern: any value for its parameters."""
    import re

    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: "1" if found[1] == "int" else "abc", route)


def test_a_stranger_is_sent_to_the_login(site: Served) -> None:
    stranger = Client(site.address, follow=False)
    for name, route, _ in addresses():
        if name in OPEN:
            continue
        answer = stranger.get(filled(route))
        assert answer.status == 302, (route, answer.status)
        assert "/login/" in answer.headers["Location"], route
        assert len(answer.text) == 0, route


@pytest.mark.parametrize(("name", "route", "view"), addresses())
def test_every_view_says_what_it_shows(name: str, route: str, view: Any) -> None:
    assert name in {"login", "logout"} or getattr(view, "shows", None), f"{route}: mark the view with @page(...)"


def test_a_session_cannot_be_made_up(site: Served) -> None:
    stranger = Client(site.address, follow=False)
    assert stranger.get("/", Cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345").status == 302


def test_wrong_passwords_must_wait(own_site: Served) -> None:
    stranger = Client(own_site.address)
    for _ in range(5):
        assert "forkert" in stranger.login(own_site.name, "gæt").text
    answer = stranger.login(own_site.name, own_site.password)
    assert answer.status == 429
    assert "Vent" in answer.text
