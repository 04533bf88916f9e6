"""A check of a municipality from end to end: files, totals, approvals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.followup.figures import FIGURES
from trinvis.municipality.approvals import approvals, recomputed
from trinvis.municipality.basis import Basis
from trinvis.municipality.explain import lines_of
from trinvis.municipality.follow_up import FollowUp, follow_up

if TYPE_CHECKING:
    from trinvis.municipality.house import House


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be, as a Danish sentence that says where and what to do."""

    code: str
    sentence: str


def doctor(house: House) -> list[Finding]:
    """Everything that is wrong; nothing when all is well.

    Files and their sums in the register, approved follow-ups against what they kept, and for the newest day known: that
    spent ties to the postings, and that every figure is the sum of its lines.
    """
    found = [Finding(one.code, one.message) for one in house.workspace.check()]
    if found:
        return found
    for kept in approvals(house):
        if recomputed(house, kept.number).canonical() != kept.figures:
            found.append(
                Finding(
                    "godkendelse",
                    f"Godkendelse nr. {kept.number} kan ikke regnes ens igen; den er lavet med programversion "
                    f"{kept.basis.program}.",
                )
            )
    known = [delivery.known_from for delivery in house.workspace.deliveries()]
    if known:
        day = max(known)
        made = follow_up(house, house.basis(day), day.year)
        found += ties_to_ledger(house, made.basis, made) + adds_up(made)
    return found


def ties_to_ledger(house: House, basis: Basis, made: FollowUp) -> list[Finding]:
    """Spent in areas, outside them and left out is what the postings in force say."""
    import narwhals.stable.v2 as nw

    from trinvis.tables import POSTINGS

    rows = house.engine.scan(basis.selection.pieces("postings"), POSTINGS).filter(nw.col("period") // 100 == made.year)
    ledger = house.engine.collect(rows.select(nw.col("amount_oere").sum().cast(nw.Int64)))["amount_oere"].item() or 0
    spent = sum(
        int(frame.filter(pl.col("component") == "spent")["amount_oere"].sum())
        for frame in (made.lines, made.outside, made.left_out)
    )
    if spent == ledger:
        return []
    return [
        Finding("afstemning", f"Forbruget for {made.year} afviger {spent - ledger} øre fra posteringerne; meld fejlen.")
    ]


def adds_up(made: FollowUp) -> list[Finding]:
    """Every figure of the table against the sum of the lines that its address selects."""
    found = []
    for row in made.areas.iter_rows(named=True):
        for figure in FIGURES:
            address = made.address(figure, row["kind"], row["area"])
            if int(lines_of(made, address)["signed_oere"].sum()) != row[figure]:
                found.append(Finding("sum", f"{address} er ikke summen af sine linjer; meld fejlen."))
    return found
