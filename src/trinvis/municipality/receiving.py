"""Files in: read, shown for what they mean, and kept as deliveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trinvis.intake import ReadOptions, Unreadable, read
from trinvis.intake.result import Counts, Meaning
from trinvis.municipality.basis import Seen
from trinvis.municipality.recognising import recognised, taught
from trinvis.municipality.rules import Rules, rules
from trinvis.municipality.typed import overrules_as_kept
from trinvis.workspace import Caveat, Delivery

if TYPE_CHECKING:
    from trinvis.intake.result import Read
    from trinvis.municipality.house import House
    from trinvis.workspace import ImportSession

Progress = Callable[[int, int, str], None]
"""``progress(done, total, text)``: how far a long work has come."""


Step = Callable[[str], None]
"""Called with the name of each step inside a file (``read``, ``keep``); may raise to stop, and then the file is not kept."""


def silent(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


def no_step(_name: str) -> None:
    """Steps that nobody watches."""


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
    by: str = ""
    """Who sends it in."""
    token: str = ""
    """The request that it comes of: received again with the same token, it is the delivery that is already there."""


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
    step: Step = no_step,
) -> list[Receipt]:
    """Receive the files in order, each whole or not at all; raises ``Unreadable`` at the first that cannot be read.

    Files before one that fails are kept. With ``dry_run`` nothing is. ``progress`` is told before each file and ``step`` before
    each step inside one; what they raise stops the work there.
    """
    receipts = []
    with house.workspace.importing(timeout) as session:
        for number, file in enumerate(files):
            progress(number, len(files), file.file_name)
            receipts.append(_one(house, session, file, dry_run, step))
        progress(len(files), len(files), "")
    return receipts


def _one(house: House, session: ImportSession, file: Incoming, dry_run: bool, step: Step) -> Receipt:
    there = session.of_token(file.token)
    if there is not None:
        return already(house, there)
    step("read")
    made = reading(house, session, file)
    step("keep")
    if dry_run:
        return _receipt(file, made, session.warnings(made, file.content), None)
    delivery = session.commit(
        made,
        original=file.content,
        file_name=file.file_name,
        received_at=house.instant(),
        known_from=file.known_from or house.today(),
        overrules=overrules_as_kept(house),
        grant_tolerance_days=_rules(house, file).profile.grant_tolerance_days,
        by=file.by,
        token=file.token,
        said=said(file.options),
    )
    return _receipt(file, made, delivery.warnings, delivery)


def reading(house: House, session: ImportSession, file: Incoming) -> Read:
    """The file read as it would be received; raises ``Unreadable``."""
    source = file.source or recognised(file.content, house.journal.entries("form"))
    if source is None:
        raise Unreadable(f"{file.file_name}: overskrifterne ligner ingen kendt kilde; angiv den med --source.")
    options = file.options or ReadOptions()
    return read(
        file.content,
        file.file_name,
        source,
        numbers=session.numbers,
        parameters=_rules(house, file).parameters,
        remembered=taught(session.remembered(source), house.journal.entries("form"), source),
        options=_with_home(options, house),
        earlier=session.earlier(source, options.scope),
    )


def already(house: House, delivery: Delivery) -> Receipt:
    """The receipt of a delivery that is there."""
    known = {field.name for field in fields(Counts)}
    return Receipt(
        file_name=delivery.file_name,
        source=delivery.source,
        meaning=Meaning(delivery.kind, delivery.extract_day, delivery.period_from, delivery.period_to, delivery.scope),
        counts=Counts(**{name: value for name, value in delivery.counts.items() if name in known}),
        findings=house.workspace.findings(delivery.id),
        caveats=delivery.warnings,
        unknown_columns=delivery.unknown_columns,
        delivery=delivery,
    )


_SAID = ("sheet", "scope", "year", "number_form", "date_form", "period_from", "period_to", "table")


def said(options: ReadOptions | None) -> Mapping[str, object]:
    """What the user said of a file, as it is kept with the delivery; days as ISO text, nothing for what was left out."""
    if options is None:
        return {}
    kept = {name: getattr(options, name) for name in _SAID if getattr(options, name) is not None}
    return kept if options.extract_day is None else {**kept, "extract_day": options.extract_day.isoformat()}


def options_of(delivery: Delivery) -> ReadOptions:
    """The options by which the delivery's file is read with the same meaning again."""
    told = dict(delivery.said)
    told |= {
        "scope": delivery.scope,
        "period_from": delivery.period_from,
        "period_to": delivery.period_to,
        "extract_day": delivery.extract_day,
    }
    return ReadOptions(**told)


def _rules(house: House, file: Incoming) -> Rules:
    day = file.known_from or house.today()
    return rules(house, Seen(max(day, house.today()), house.journal.position()))


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
