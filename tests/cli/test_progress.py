"""The bar shows itself after half a second, on a terminal only."""

from __future__ import annotations

import io
import sys
from time import sleep

import pytest

from trinvis.cli import progress


class Terminal(io.StringIO):
    """A terminal that remembers what was drawn."""

    def isatty(self) -> bool:
        return True


def test_a_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with progress.progress_bar("Regner") as step:
        step(1, 2, "")
    assert "Regner" not in seen.getvalue()


def test_a_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.01)
    with progress.progress_bar("Regner") as step:
        step(1, 4, "indsatser.csv")
        sleep(0.3)
    assert "indsatser.csv" in seen.getvalue()
    assert "25%" in seen.getvalue()


def test_nobody_looking_nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    with progress.progress_bar("Regner") as step:
        step(1, 4, "indsatser.csv")
        sleep(0.05)
    assert seen.getvalue() == ""
