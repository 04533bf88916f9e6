"""The page's work in the background: the forecast tried on past years."""

from __future__ import annotations

from datetime import date

from trinvis.web.jobs.worker import KINDS, Work

TEST = "backtest"


def tried(work: Work) -> bytes:
    """``given``: the day as ISO text. What was tried before an interruption is kept, and is not tried again."""
    work.tell(0, 1)
    work.kommune.backtest(
        date.fromisoformat(work.given.decode()), progress=lambda done, total, _: work.tell(done, total)
    )
    return b""


KINDS[TEST] = tried
