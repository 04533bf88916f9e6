"""The page's work in the background: a preview of one file, and the import of several.

An import that was interrupted goes on where it was: each file carries its upload's token to the workspace, and what was kept under
a token is found there, never kept again.
"""

from __future__ import annotations

import json
from typing import Any

from trinvis.presentation.speaking import speaks
from trinvis.web.jobs import sealed
from trinvis.web.jobs.worker import KINDS, Cancelled, Work
from trinvis.web.pages.data.said import Said

PREVIEW, IMPORT = "preview", "import"
WAIT_SECONDS = 20.0
"""How long a job waits for another that holds the workspace."""
GONE = "Filen er her ikke mere: vælg den igen."
STEPS = 3
"""Steps inside a file: opened, read, kept."""
_STEPS = {"read": 1, "keep": 2, "compare": 2}


def preview(work: Work) -> bytes:
    """``given``: the upload's token. The result is a ``Preview`` as JSON."""
    token = work.given.decode()
    content, said = sealed.kept(token, "file"), Said.of(token)
    if content is None or said is None:
        raise Failed(GONE)
    work.tell(0, STEPS)
    made = work.kommune.preview(
        said.incoming(content), step=lambda name: work.tell(_STEPS.get(name, 1), STEPS), timeout=WAIT_SECONDS
    )
    work.tell(STEPS, STEPS)
    return made.to_json()


def take(work: Work) -> bytes:
    """``given``: JSON list of upload tokens in order. The result tells of each: the delivery's id, or the sentence that says why not."""
    tokens: list[str] = json.loads(work.given)
    told: dict[str, dict[str, Any]] = {}
    there = {one.token: one for one in work.kommune.deliveries() if one.token}
    try:
        for number, token in enumerate(tokens):
            begun = number * STEPS
            if token in there:
                told[token] = {"delivery": there[token].id}
                _remember(work, there[token].source, Said.of(token))
                _let_go(token)
                continue
            work.tell(begun, len(tokens) * STEPS)
            told[token] = _take_one(work, token, begun, len(tokens) * STEPS)
            if "delivery" in told[token]:
                _let_go(token)
        work.tell(len(tokens) * STEPS, len(tokens) * STEPS)
    except Cancelled:
        raise Cancelled(json.dumps(told).encode()) from None
    return json.dumps(told).encode()


def _take_one(work: Work, token: str, begun: int, total: int) -> dict[str, Any]:
    content, said = sealed.kept(token, "file"), Said.of(token)
    if content is None or said is None:
        return {"problem": GONE}
    file = said.incoming(content, by=work.job.by, token=token)
    try:
        receipt = work.kommune.take(
            file, step=lambda name: work.tell(begun + _STEPS.get(name, 1), total), timeout=WAIT_SECONDS
        )
        _remember(work, receipt.source, said)
    except Exception as error:
        if not speaks(error):
            raise
        return {"problem": str(error)}
    return {"delivery": receipt.delivery.id if receipt.delivery else ""}


def _remember(work: Work, source: str, said: Said | None) -> None:
    if said is not None and (said.headers or said.values):
        work.kommune.remember(source, said.headers, said.values, by=work.job.by)


def _let_go(token: str) -> None:
    from trinvis.web.jobs.models import Upload

    Upload.objects.filter(token=token).update(gone=True)
    sealed.forget(token, "file")


class Failed(ValueError):
    """The sentence says why."""


KINDS[PREVIEW] = preview
KINDS[IMPORT] = take
