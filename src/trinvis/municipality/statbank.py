"""Tables of Statistikbanken fetched and received: the same question to an unchanged table is the delivery that is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import ReadOptions
from trinvis.intake.municipalities import register
from trinvis.intake.statbank.catalogue import StatBankTable, table
from trinvis.intake.statbank.client import StatBank
from trinvis.intake.statbank.question import question, refuse_short
from trinvis.municipality import receiving
from trinvis.municipality.basis import Seen
from trinvis.municipality.receiving import Incoming, Progress, Receipt, silent
from trinvis.municipality.rules import rules

if TYPE_CHECKING:
    from trinvis.municipality.house import House
    from trinvis.workspace import Delivery

_PROJECTION = re.compile(r"FRKM1([0-9]{2})")


@dataclass(frozen=True)
class Fetched:
    """One table. ``there`` is the delivery that already held the answer: then nothing new is kept and ``file`` has no content
    of its own. Else ``file`` is ready to be received."""

    table: StatBankTable
    years: str
    file: Incoming
    there: Delivery | None = None


def fetch(
    house: House,
    service: StatBank,
    names: Sequence[str],
    years: tuple[int, int] | None = None,
    *,
    known_from: date | None = None,
    progress: Progress = silent,
) -> list[Fetched]:
    """Ask the service for each table; keeps nothing. *FRKM* is the newest projection. Raises ``Unreadable``."""
    day = known_from or house.today()
    seen = Seen(max(day, house.today()), house.journal.position())
    municipalities = register(rules(house, seen).parameters)
    return [_one(house, service, name, tuple(municipalities), years, known_from, progress) for name in names]


def receive(
    house: House, fetched: Sequence[Fetched], *, dry_run: bool = False, progress: Progress = silent
) -> list[Receipt]:
    """Receive what was fetched; of what is there already the receipt that it had."""
    return [
        receiving.already(house, one.there)
        if one.there is not None
        else receiving.receive(house, [one.file], dry_run=dry_run, progress=progress)[0]
        for one in fetched
    ]


def _one(
    house: House,
    service: StatBank,
    name: str,
    municipalities: tuple[int, ...],
    years: tuple[int, int] | None,
    known_from: date | None,
    progress: Progress,
) -> Fetched:
    wanted = table(_newest_projection(service) if name.strip().upper() == "FRKM" else name)
    title = f"Henter {wanted.name} fra Danmarks Statistik"
    progress(0, 0, title)
    asked = question(wanted, service.tableinfo(wanted.name), municipalities, years)
    own = [d for d in house.workspace.deliveries() if d.source == "statbank"]
    alike = [d for d in own if asked.token and d.token.partition("#")[0] == asked.token]
    there = _in_force(alike, known_from)
    nothing = Incoming(asked.file_name, b"", "statbank", known_from)
    if there is not None:
        return Fetched(wanted, asked.years, nothing, there)
    content = service.data(asked.body, lambda done, total, text: progress(done, total, text or title))
    refuse_short(content, asked)
    same = hashlib.sha256(content).hexdigest()
    there = _in_force([d for d in own if d.sha256 == same], known_from)
    if there is not None and not _replaced(there, own):
        return Fetched(wanted, asked.years, nothing, there)
    token = f"{asked.token}#{len(alike)}" if alike else asked.token
    options = ReadOptions(table=wanted.name)
    return Fetched(
        wanted, asked.years, Incoming(asked.file_name, content, "statbank", known_from, options, token=token)
    )


def _in_force(found: Sequence[Delivery], known_from: date | None) -> Delivery | None:
    """The newest that is not withdrawn and was known on the day."""
    counting = [d for d in found if d.counts_on(None) and (known_from is None or d.known_from <= known_from)]
    return max(counting, key=lambda d: d.seq, default=None)


def _replaced(there: Delivery, own: Sequence[Delivery]) -> bool:
    """Whether a newer answer stands in its place: figures that were restated may be restated back."""
    return any(
        d.counts_on(None)
        and d.scope == there.scope
        and d.freshness > there.freshness
        and set(d.months) & set(there.months)
        for d in own
    )


def _newest_projection(service: StatBank) -> str:
    """The projection by municipality of the newest year; the plain name when the service lists none."""
    names = [str(one.get("id", "")).upper() for one in service.tables()]
    return max((name for name in names if _PROJECTION.fullmatch(name)), default="FRKM")
