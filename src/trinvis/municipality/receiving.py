"""Files in: read, shown for what they mean, and kept as deliveries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trinvis.intake import ReadOptions, Unreadable, detect, read
from trinvis.municipality.basis import Seen
from trinvis.municipality.rules import rules
from trinvis.municipality.typed import overrules_as_kept
from trinvis.workspace import Caveat, Delivery

if TYPE_CHECKING:
    from trinvis.intake.result import Counts, Meaning, Read
    from trinvis.municipality.house import House
    from trinvis.workspace import ImportSession

Progress = Callable[[int, int, str], None]
"""``progress(done, total, text)``: how far a long work has come."""


def silent(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Receipt:
    """What became of one file.

    ``delivery`` is None in a dry run. ``findings``: row_no, code, severity, field, message, amount_oere …, never a value
    of the file. ``caveats`` are warnings about the delivery as a whole.
    """

    file_name: str
    source: str
    meaning: Meaning
    counts: Counts
    findings: pl.DataFrame
    caveats: tuple[Caveat, ...]
    unknown_columns: tuple[str, ...]
    delivery: Delivery | None

    @property
    def rejected(self) -> int:
        """Number of rejected rows."""
        return self.counts.rejected


@dataclass(frozen=True)
class Incoming:
    """One file to be received: its name, content, profile (``source``; None = found from its headings) and options."""

    file_name: str
    content: bytes
    source: str | None = None
    known_from: date | None = None
    options: ReadOptions | None = None


def incoming(path: Path, source: str | None, known_from: date | None, options: ReadOptions | None) -> Incoming:
    """The file at ``path``; raises ``Unreadable`` when it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"Filen {path} kan ikke læses ({error.strerror}); ret stien eller rettighederne.") from None
    return Incoming(path.name, content, source, known_from, options)


def receive(
    house: House,
    files: Sequence[Incoming],
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    timeout: float = 0.0,
) -> list[Receipt]:
    """Receive the files in order, each whole or not at all; raises ``Unreadable`` at the first that cannot be read.

    Files before one that fails are kept. With ``dry_run`` nothing is.
    """
    receipts = []
    with house.workspace.importing(timeout) as session:
        for number, file in enumerate(files):
            progress(number, len(files), file.file_name)
            receipts.append(_one(house, session, file, dry_run))
        progress(len(files), len(files), "")
    return receipts


def _one(house: House, session: ImportSession, file: Incoming, dry_run: bool) -> Receipt:
    source = file.source or detect(file.content, file.file_name)
    if source is None:
        raise Unreadable(f"{file.file_name}: overskrifterne ligner ingen kendt kilde; angiv den med --source.")
    day = file.known_from or house.today()
    decided = rules(house, Seen(max(day, house.today()), house.journal.position()))
    options = file.options or ReadOptions()
    made = read(
        file.content,
        file.file_name,
        source,
        numbers=session.numbers,
        parameters=decided.parameters,
        remembered=session.remembered(source),
        options=_with_home(options, house),
        earlier=session.earlier(source, options.scope),
    )
    if dry_run:
        return _receipt(file, made, session.warnings(made, file.content), None)
    delivery = session.commit(
        made,
        original=file.content,
        file_name=file.file_name,
        received_at=house.instant(),
        known_from=day,
        overrules=overrules_as_kept(house),
        grant_tolerance_days=decided.profile.grant_tolerance_days,
    )
    return _receipt(file, made, delivery.warnings, delivery)


def _receipt(file: Incoming, made: Read, caveats: Sequence[Caveat], delivery: Delivery | None) -> Receipt:
    return Receipt(
        file_name=file.file_name,
        source=made.source,
        meaning=made.meaning,
        counts=made.counts,
        findings=made.findings,
        caveats=tuple(caveats),
        unknown_columns=tuple(made.unknown_columns),
        delivery=delivery,
    )


def _with_home(options: ReadOptions, house: House) -> ReadOptions:
    from dataclasses import replace

    if options.our_municipality is not None:
        return options
    return replace(options, our_municipality=house.workspace.municipality)
