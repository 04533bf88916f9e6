"""Approved follow-ups: figures, notes and the ids of everything that they were made from, kept for good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.municipality.basis import Basis, Seen
from trinvis.municipality.follow_up import FollowUp, follow_up

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.house import House


class UnknownApproval(LookupError):
    """There is no approval of that number."""


@dataclass(frozen=True)
class Approval:
    """An approved follow-up: ``number`` (as in *godkendt-3*), what it rests on, and its canonical JSON as approved."""

    number: int
    year: int
    as_of: date
    by: str
    recorded_at: str
    basis: Basis
    figures: bytes
    sha256: str

    @property
    def name(self) -> str:
        """How addresses write it."""
        return f"godkendt-{self.number}"


def approve(house: House, year: int, as_of: date, by: str) -> Approval:
    """Approve the follow-up of ``year`` as of a day, with all that is known of that day now."""
    made = follow_up(house, house.basis(as_of), year)
    figures = made.canonical()
    number = len(house.journal.entries("approval")) + 1
    entry = house.journal.append(
        "approval",
        str(number),
        {
            "year": year,
            "as_of": as_of.isoformat(),
            "basis": made.basis.to_dict(),
            "figures": figures.decode(),
            "sha256": hashlib.sha256(figures).hexdigest(),
        },
        by=by,
        recorded_at=house.instant(),
        known_from=house.today(),
        expected_version=0,
    )
    return _of_entry(house, entry)


def approvals(house: House) -> list[Approval]:
    """Every approval, oldest first."""
    return [_of_entry(house, entry) for entry in house.journal.entries("approval")]


def approval(house: House, number: int) -> Approval:
    """The approval of that number; raises ``UnknownApproval``."""
    for entry in house.journal.entries("approval"):
        if entry.key == str(number):
            return _of_entry(house, entry)
    raise UnknownApproval(f"Der er ingen godkendelse nr. {number}; se dem med trinvis approve --list.")


def recomputed(house: House, number: int) -> FollowUp:
    """The approved follow-up computed again from the ids that it kept."""
    kept = approval(house, number)
    made = follow_up(house, kept.basis, kept.year)
    return replace(made, basis=kept.basis)


def _of_entry(house: House, entry: Entry) -> Approval:
    values = entry.values
    kept = dict(values["basis"])
    basis = Basis(
        selection=house.workspace.selection_from_json(kept["selection"]),
        facts=Seen.from_dict(kept["facts"]),
        rules=Seen.from_dict(kept["rules"]),
        program=str(kept["program"]),
        approval=int(entry.key),
    )
    return Approval(
        number=int(entry.key),
        year=int(values["year"]),
        as_of=date.fromisoformat(str(values["as_of"])),
        by=entry.by,
        recorded_at=entry.recorded_at.isoformat(),
        basis=basis,
        figures=str(values["figures"]).encode(),
        sha256=str(values["sha256"]),
    )


def kept_figures(kept: Approval) -> dict[str, object]:
    """The figures as they were approved, parsed."""
    parsed: dict[str, object] = json.loads(kept.figures)
    return parsed
