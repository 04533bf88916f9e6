"""Builds the example municipality through the same door as a user's own: the files are received, the rest is typed in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.demo import cases
from trinvis.demo.grants import Traits
from trinvis.demo.plan import MUNICIPALITY, Plan
from trinvis.demo.raw_files import SEED, files
from trinvis.intake import ReadOptions
from trinvis.municipality import Municipality
from trinvis.workspace import WorkspaceError

if TYPE_CHECKING:
    from trinvis.workspace import KeyStore

Progress = Callable[[int, int, str], None]

BUILDER = "Trinvis' eksempel"
FROM_THE_START = date(2023, 1, 1)


def raw_folder(path: Path) -> Path:
    """Where the raw files of the example lie: beside its workspace, so that they can be opened and imported by hand."""
    return path.with_name(f"{path.name}-filer")


def build(
    path: Path,
    clock: Callable[[], datetime],
    key: KeyStore | bytes,
    progress: Progress | None = None,
    *,
    seed: int = SEED,
    traits: Traits | None = None,
    raw: Path | None = None,
) -> Municipality:
    """Makes the example municipality in a new folder and returns it open.

    ``clock`` gives the instant (UTC) of every receipt; each delivery is known from its own day, so all but the last stand as
    *efterregistreret*. ``progress`` is told (done, of all, Danish text). Raises ``WorkspaceError`` when the folder is taken.
    """
    tell = progress or (lambda _done, _total, _text: None)
    if path.exists() and any(path.iterdir()):
        raise WorkspaceError(f"Mappen {path} er ikke tom; vælg en ny mappe til eksempelkommunen.")
    # made beside and moved into place when whole, so that what breaks off leaves no half municipality behind
    unfinished = path.with_name(f".{path.name}-laves")
    shutil.rmtree(unfinished, ignore_errors=True)
    tell(0, 0, "Trækker eksempelkommunen")
    plan = files(raw or raw_folder(path), seed, traits=traits)
    with Municipality.create(
        unfinished,
        municipality=MUNICIPALITY,
        key=key,
        clock=clock,
        by=BUILDER,
        profile="standard",
        known_from=FROM_THE_START,
    ) as made:
        fill(made, plan, tell)
        tell(0, 0, "Regner investeringscasene")
        cases.type_in(made)
    if path.exists():
        path.rmdir()
    unfinished.rename(path)
    return Municipality.open(path, key=key, clock=clock)


def fill(municipality: Municipality, plan: Plan, progress: Progress) -> None:
    """Receives, withdraws and types in all of a plan."""
    from trinvis.municipality.receiving import incoming

    for typed in plan.typed:
        municipality.write(
            typed.kind,
            typed.key,
            typed.values,
            by=typed.by,
            known_from=typed.known_from,
            effective_from=typed.effective_from,
        )
    waiting = [
        incoming(delivery.file, delivery.source, delivery.known_from, ReadOptions(**delivery.options))
        for delivery in plan.deliveries
    ]
    receipts = municipality.receive_all(waiting, progress=progress)
    for delivery, receipt in zip(plan.deliveries, receipts, strict=True):
        if delivery.withdrawn is not None and receipt.delivery is not None:
            municipality.withdraw(receipt.delivery.id, delivery.withdrawn)
