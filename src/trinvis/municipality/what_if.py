"""*Hvad hvis*: what a change for one child would do to this year and to a whole year, before it is decided.

The change is laid over the journal as one more entry that is never written, and the same calculations answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.journal import Entry, Journal, JournalError
from trinvis.journal.kinds import kind_of
from trinvis.municipality.basis import Basis, Seen
from trinvis.municipality.cache import Cache
from trinvis.municipality.full_year import running, whole_year
from trinvis.municipality.gathered import grants_in_force

if TYPE_CHECKING:
    from trinvis.municipality.house import House

Change = Literal["expectation", "correction"]


class WrongSupposition(ValueError):
    """What was supposed cannot be; the text is a Danish sentence."""


@dataclass(frozen=True)
class WhatIf:
    """What a change would do, in øre.

    ``months``: per month of the year ``month``, ``before_oere``, ``after_oere``, ``difference_oere``. The year's figures are
    the commitments before anything is posted. ``next_year``: the same of the year after, with what is known of stops.
    ``full_year``: what runs just before the change and just after it, each as if it ran all of next year. ``lines`` are those
    after the change, of both years, ``grants`` what they are reckoned from; ``whole_before`` and ``whole_after`` the lines of
    ``full_year``.
    """

    kind: Change
    values: Mapping[str, Any]
    child_no: int
    year: int
    from_day: date
    months: pl.DataFrame
    this_year_before_oere: int
    this_year_after_oere: int
    next_year_before_oere: int
    next_year_after_oere: int
    lines: pl.DataFrame
    grants: pl.DataFrame
    whole_before: pl.DataFrame
    whole_after: pl.DataFrame

    @property
    def this_year_oere(self) -> int:
        """More (+) or less (−) this year."""
        return self.this_year_after_oere - self.this_year_before_oere

    @property
    def next_year_oere(self) -> int:
        """More or less next year, as known today."""
        return self.next_year_after_oere - self.next_year_before_oere

    @property
    def full_year_before_oere(self) -> int:
        """What runs just before the change, all of next year."""
        return int(self.whole_before["amount_oere"].sum())

    @property
    def full_year_after_oere(self) -> int:
        """What runs just after the change, all of next year."""
        return int(self.whole_after["amount_oere"].sum())

    @property
    def full_year_oere(self) -> int:
        """More or less in a whole year."""
        return self.full_year_after_oere - self.full_year_before_oere


class _Supposed(Journal):
    """A journal with entries on top that nobody wrote."""

    def __init__(self, under: Journal, supposed: list[Entry]) -> None:
        self._under, self._supposed = under, supposed

    def _all(self) -> list[Entry]:
        return [*self._under._all(), *self._supposed]

    def _write(self, *_: Any, **__: Any) -> Entry:
        raise JournalError("En tænkt ændring kan ikke skrives; gem den som en forventning.")


def move(house: House, basis: Basis, year: int, grant_id: int, on: date, new: Mapping[str, Any]) -> WhatIf:
    """The grant gives way to another from ``on``: ``new`` says ``placement_type``, ``unit``, ``rate_oere`` and whatever else
    an expectation may say; what it leaves out of team and district is the grant's own.

    Raises ``WrongSupposition``, and ``InvalidEntry`` where it is no whole expectation: one without a price is none.
    """
    grant = _grant(house, basis, year, grant_id, on)
    if grant["source_key"] is None:
        raise WrongSupposition(
            "Indsatsen har intet indsats-id fra fagsystemet, så en forventning kan ikke træde i stedet for den; ret dens stop, "
            "og skriv den nye indsats som en forventning."
        )
    kept = {name: grant[name] for name in ("intervention_type", "team", "district") if grant[name] is not None}
    values = {**kept, **new, "child_no": grant["child_no"], "modifies": grant["source_key"], "start": on}
    return _supposed(house, basis, year, "expectation", f"hvad-hvis/{grant_id}", values, grant, on)


def stop(house: House, basis: Basis, year: int, grant_id: int, last_day: date) -> WhatIf:
    """The grant's last day becomes ``last_day``; raises ``WrongSupposition``."""
    grant = _grant(house, basis, year, grant_id, last_day)
    values = {
        "grant_id": grant_id,
        "field": "stop",
        "value": last_day.isoformat(),
        **({} if grant["stop"] is None else {"source_value": grant["stop"].isoformat()}),
    }
    return _supposed(house, basis, year, "correction", f"{grant_id}/stop", values, grant, last_day)


def _supposed(
    house: House,
    basis: Basis,
    year: int,
    kind: Change,
    key: str,
    values: Mapping[str, Any],
    grant: Mapping[str, Any],
    on: date,
) -> WhatIf:
    checked = kind_of(kind).validated(values)
    position = house.journal.position()
    entry = Entry(
        position + 1,
        kind,
        key,
        1,
        checked,
        "hvad hvis",
        datetime.combine(basis.day, datetime.min.time(), UTC),
        basis.day,
    )
    there = replace(house, journal=_Supposed(house.journal, [entry]), cache=Cache())
    after_basis = replace(basis, facts=Seen(basis.day, position + 1))
    child = pl.col("child_no") == grant["child_no"]
    before = grants_in_force(house, basis, year).filter(child)
    after = grants_in_force(there, after_basis, year).filter(child)
    priced_before, priced_after = _priced(house, before, year), _priced(house, after, year)
    last_before = on if kind == "correction" else date.fromordinal(on.toordinal() - 1)
    first_after = date.fromordinal(last_before.toordinal() + 1)

    def of(lines: pl.DataFrame, of_year: int) -> int:
        return int(lines.filter(pl.col("month") // 100 == of_year)["amount_oere"].sum())

    return WhatIf(
        kind=kind,
        values=checked,
        child_no=int(grant["child_no"]),
        year=year,
        from_day=first_after,
        months=_months(priced_before, priced_after, year),
        this_year_before_oere=of(priced_before, year),
        this_year_after_oere=of(priced_after, year),
        next_year_before_oere=of(priced_before, year + 1),
        next_year_after_oere=of(priced_after, year + 1),
        lines=priced_after,
        grants=after,
        whole_before=whole_year(house, running(before, last_before), year + 1),
        whole_after=whole_year(house, running(after, first_after), year + 1),
    )


def _grant(house: House, basis: Basis, year: int, grant_id: int, on: date) -> dict[str, Any]:
    """The grant's row that runs on the day, or else its last one."""
    rows = grants_in_force(house, basis, year).filter(pl.col("grant_id") == grant_id).sort("start")
    if rows.is_empty():
        raise WrongSupposition("Indsatsen findes ikke på den valgte dag; vælg en anden dag øverst på siden.")
    first: date = rows["start"][0]
    if on < first:
        raise WrongSupposition(f"Indsatsen begynder først {first:%d.%m.%Y}; vælg en dag efter den.")
    here = rows.filter(pl.col("start") <= on)
    return here.row(here.height - 1, named=True)


def _priced(house: House, grants: pl.DataFrame, year: int) -> pl.DataFrame:
    engine = house.engine
    lines = grant_months(
        engine.frame(grants), engine.frame(months(year, year + 1)), municipality=house.workspace.municipality
    )
    return engine.collect(lines).sort("month", "grant_id", "start_day", "row_no")


def _months(before: pl.DataFrame, after: pl.DataFrame, year: int) -> pl.DataFrame:
    every = pl.DataFrame({"month": pl.Series([year * 100 + m for m in range(1, 13)], dtype=pl.Int32)})
    for name, lines in (("before_oere", before), ("after_oere", after)):
        sums = lines.group_by("month").agg(pl.col("amount_oere").sum().alias(name))
        every = every.join(sums, on="month", how="left", maintain_order="left").with_columns(pl.col(name).fill_null(0))
    return every.with_columns(difference_oere=pl.col("after_oere") - pl.col("before_oere"))
