"""One import under way: it holds the workspace alone, and what it writes counts only when the register has it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.tables import TABLES
from trinvis.workspace import grants as grant_identity
from trinvis.workspace.caveats import Arrival, caveats
from trinvis.workspace.delivery import Caveat, Delivery
from trinvis.workspace.errors import WorkspaceError
from trinvis.workspace.files import DELIVERIES, Staging, Step, delivery_name, from_parquet, parquet, sweep
from trinvis.workspace.grants import DEFAULT_TOLERANCE_DAYS
from trinvis.workspace.guard import FINDINGS, TEXTS, findings_in_clear, guard, shaped
from trinvis.workspace.identities import IdentityKeys, Numbers
from trinvis.workspace.months import danish_day, day_number, months_from
from trinvis.workspace.overrules import Overrules
from trinvis.workspace.register import Register, write_wrap
from trinvis.workspace.sealing import DataKey, MasterKey
from trinvis.workspace.selection import MONTH_COLUMN, counted_on_days

if TYPE_CHECKING:
    from trinvis.intake.result import Earlier, Read


@dataclass(frozen=True)
class _Ready:
    """A reading made ready to be written: facts that can stand in clear, all texts, and what there is to warn about."""

    facts: Mapping[str, pl.DataFrame]
    texts: pl.DataFrame
    arrival: Arrival
    caveats: tuple[Caveat, ...]


class ImportSession:
    """Made by ``Workspace.importing``; of use only inside its ``with``."""

    def __init__(self, root: Path, register: Register, master: MasterKey, keys: IdentityKeys, step: Step) -> None:
        self._root, self._register, self._master, self._step = root, register, master, step
        self.numbers = Numbers(register, keys)
        """The function that intake wants: see ``Numbers.__call__``."""
        sweep(root, max((d.seq for d in self._deliveries()), default=0))
        step("swept")

    def earlier(self, source: str, scope: str | None = None) -> Earlier:
        """The newest delivery in force of that source (and scope, unless ``None``): facts by table, rows and øre."""
        from trinvis.intake.result import Earlier

        newest = max(self._own(source, scope), key=lambda d: d.freshness, default=None)
        if newest is None:
            return Earlier()
        counts = newest.counts
        return Earlier(
            facts=_Facts(self._root, newest),
            rows=counts.get("accepted", 0),
            amount_oere=counts.get("accepted_oere", 0),
        )

    def remembered(self, source: str) -> dict[str, dict[str, Any]]:
        """What earlier files of the source have taught (forms, headers, values), the newest last word."""
        out: dict[str, dict[str, Any]] = {}
        for delivery in sorted(self._own(source, None), key=lambda d: d.seq):
            for what, told in delivery.remember.items():
                out.setdefault(what, {}).update(told)
        return out

    def of_token(self, token: str) -> Delivery | None:
        """The delivery that came of the request with this token; None when none did."""
        return next((d for d in self._deliveries() if token and d.token == token), None)

    def replaced(self, read: Read) -> list[Delivery]:
        """The deliveries in force whose place ``read`` would take, wholly or for some months, oldest first."""
        means = read.meaning
        own = [d for d in self._own(read.source, means.scope) if d.kind == means.kind]
        if means.kind == "snapshot":
            newest = max(own, key=lambda d: d.freshness, default=None)
            day = means.extract_day
            behind = newest is not None and day is not None and (newest.extract_day or newest.known_from) > day
            return [] if newest is None or behind else [newest]
        if means.kind == "increment" or means.period_from is None:
            return []
        months = set(months_from(means.period_from, means.period_to or means.period_from))
        holds = {month: d.id for d in sorted(own, key=lambda d: d.freshness) for month in d.months}
        taken = {holds[month] for month in months if month in holds}
        return [d for d in own if d.id in taken]

    def facts(self, delivery: Delivery) -> Mapping[str, pl.DataFrame]:
        """The facts of a delivery by table, each read when it is asked for."""
        return _Facts(self._root, delivery)

    def warnings(self, read: Read, original: bytes) -> tuple[Caveat, ...]:
        """What ``commit`` would warn about, to be shown before the import is confirmed."""
        return self._ready(read, original).caveats

    def commit(
        self,
        read: Read,
        *,
        original: bytes,
        file_name: str,
        received_at: datetime,
        known_from: date,
        warnings: Sequence[Caveat] = (),
        overrules: Overrules | None = None,
        grant_tolerance_days: int = DEFAULT_TOLERANCE_DAYS,
        by: str = "",
        token: str = "",
        said: Mapping[str, Any] | None = None,
    ) -> Delivery:
        """Keep a reading as a delivery, whole or not at all, and return it.

        ``received_at`` is the instant of receipt (UTC); ``known_from`` the Danish day from which it counts: that of receipt, or
        an earlier one, which marks it as *efterregistreret*. ``warnings`` are the caller's own, kept with ours.
        ``by``, ``token`` and ``said`` are kept with it (see ``Delivery``).
        Raises ``WorkspaceError`` when ``known_from`` lies after the day of receipt.
        """
        received_day = danish_day(received_at)
        if known_from > received_day:
            raise WorkspaceError(
                f"Leveringen kan ikke være kendt fra {known_from:%d.%m.%Y}, for den modtages {received_day:%d.%m.%Y}; "
                "angiv dagen for modtagelsen eller en tidligere."
            )
        ready = self._ready(read, original)
        seq = max((d.seq for d in self._deliveries()), default=0) + 1
        delivery_id, key = delivery_name(seq), DataKey.new()
        staging = Staging(self._root, delivery_id, key, self._step)
        next_grant = self._write(staging, ready, read, original, overrules, grant_tolerance_days)
        staging.move_into_place()
        private = {
            "scope": read.meaning.scope,
            "file_name": file_name,
            "sha256": ready.arrival.sha256,
            "size": len(original),
            "warnings": [dataclasses.asdict(caveat) for caveat in (*ready.caveats, *warnings)],
            "remember": read.remember,
            "unknown_columns": list(read.unknown_columns),
            "by": by,
            "token": token,
            "said": dict(said or {}),
        }
        arrival = ready.arrival
        with self._register.writing() as connection:
            write_wrap(connection, f"delivery:{delivery_id}", key, self._master)
            connection.execute(
                f"INSERT INTO deliveries VALUES ({', '.join('?' * 14)})",
                (
                    seq,
                    delivery_id,
                    read.source,
                    arrival.kind,
                    _number(arrival.extract_day),
                    arrival.period_from,
                    arrival.period_to,
                    _number(arrival.first_day),
                    _number(arrival.last_day),
                    received_at.isoformat(),
                    day_number(received_day),
                    day_number(known_from),
                    json.dumps(dataclasses.asdict(read.counts)),
                    key.seal(json.dumps(private, ensure_ascii=False).encode(), f"private:{delivery_id}"),
                ),
            )
            connection.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
                [(delivery_id, f.name, f.sha256, f.size, f.rows) for f in staging.files],
            )
            self._step("delivery written")
            self.numbers.keep(connection, _numbers_in(ready.facts))
            if next_grant is not None:
                connection.execute("UPDATE meta SET value = ? WHERE name = 'next_grant'", (next_grant,))
            self._step("about to register")
        self._step("registered")
        self.numbers.kept()
        return next(d for d in self._deliveries() if d.seq == seq)

    def _write(
        self,
        staging: Staging,
        ready: _Ready,
        read: Read,
        original: bytes,
        overrules: Overrules | None,
        tolerance_days: int,
    ) -> int | None:
        """Every file of the delivery; the next free grant number when it holds grants."""
        next_grant = None
        for name, frame in ready.facts.items():
            facts = frame.with_columns(pl.lit(staging.delivery_id).alias("delivery_id"))
            if name == "grants":
                identified = grant_identity.identify(
                    facts,
                    self._known_grants(read.source, read.meaning.scope),
                    next_grant=self._register.meta()["next_grant"],
                    delivery_id=staging.delivery_id,
                    tolerance_days=tolerance_days,
                    overrules=overrules,
                )
                facts = facts.with_columns(identified.identity["grant_id"])
                staging.table("identity", identified.identity)
                staging.table("known_grants", identified.known)
                next_grant = identified.next_grant
            staging.table(name, facts, fact=True)
        findings = shaped(read.findings, FINDINGS)
        if not findings.is_empty():
            staging.table("findings", findings_in_clear(findings))
            staging.sealed("findings", parquet(findings))
        for name, frame in (("texts", ready.texts), ("rejected", read.rejected_raw)):
            if not frame.is_empty():
                staging.sealed(name, parquet(frame))
        staging.sealed("original", original)
        return next_grant

    def _ready(self, read: Read, original: bytes) -> _Ready:
        facts: dict[str, pl.DataFrame] = {}
        texts, found = [shaped(read.texts, TEXTS)], list[Caveat]()
        for name, frame in read.facts.items():
            guarded = guard(TABLES[name], TABLES[name].empty() if frame.is_empty() else TABLES[name].conform(frame))
            facts[name] = guarded.facts
            texts.append(guarded.texts)
            found += guarded.caveats
        first, last, outside = _months_seen(facts, read)
        arrival = Arrival(
            source=read.source,
            scope=read.meaning.scope,
            kind=read.meaning.kind,
            extract_day=read.meaning.extract_day,
            period_from=read.meaning.period_from,
            period_to=read.meaning.period_to,
            accepted=read.counts.accepted,
            sha256=hashlib.sha256(original).hexdigest(),
            first_day=first,
            last_day=last,
            outside_period=outside,
            counted_on_days=all(map(counted_on_days, facts)),
        )
        found += caveats(arrival, self._deliveries())
        return _Ready(facts, pl.concat(texts), arrival, tuple(found))

    def _known_grants(self, source: str, scope: str) -> pl.DataFrame:
        """Every grant of that source and scope as last seen. A withdrawn delivery has still given its grants their numbers."""
        for delivery in reversed(self._deliveries()):
            if (delivery.source, delivery.scope) == (source, scope) and "grants" in delivery.tables:
                path = self._root / DELIVERIES / delivery.id / "known_grants.parquet"
                return from_parquet(path.read_bytes())
        return pl.DataFrame(schema=grant_identity.KNOWN)

    def _deliveries(self) -> list[Delivery]:
        return self._register.deliveries(self._master)

    def _own(self, source: str, scope: str | None) -> list[Delivery]:
        return [d for d in self._deliveries() if d.source == source and scope in (None, d.scope) and d.counts_on(None)]


class _Facts(Mapping[str, pl.DataFrame]):
    """The facts of a delivery, each table read when it is asked for."""

    def __init__(self, root: Path, delivery: Delivery) -> None:
        self._folder, self._tables = root / DELIVERIES / delivery.id, tuple(delivery.tables)

    def __getitem__(self, table: str) -> pl.DataFrame:
        if table not in self._tables:
            raise KeyError(table)
        return from_parquet((self._folder / f"{table}.parquet").read_bytes())

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _numbers_in(facts: Mapping[str, pl.DataFrame]) -> dict[str, set[int]]:
    """The random numbers that stand in the facts, by kind: only those persons are kept whom an accepted row is about."""
    used: dict[str, set[int]] = {}
    for name, frame in facts.items():
        for column in TABLES[name].columns:
            if column.number not in (None, "key"):
                used.setdefault(str(column.number), set()).update(frame[column.name].drop_nulls().unique().to_list())
    return used


def _months_seen(facts: Mapping[str, pl.DataFrame], read: Read) -> tuple[date | None, date | None, int]:
    """First and last posting day, and the number of rows whose month lies outside the stated period."""
    first: date | None = None
    last: date | None = None
    outside = 0
    for name, column in MONTH_COLUMN.items():
        if name not in facts or facts[name].is_empty():
            continue
        frame = facts[name]
        low, high = frame.select(low=pl.col("date_day").min(), high=pl.col("date_day").max()).row(0)
        if low is not None:
            first, last = date(1970, 1, 1) + timedelta(days=low), date(1970, 1, 1) + timedelta(days=high)
        if read.meaning.period_from is not None:
            end = read.meaning.period_to or read.meaning.period_from
            inside = frame[column].is_between(read.meaning.period_from, end)
            outside += frame.height - int(inside.sum())
    return first, last, outside


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
