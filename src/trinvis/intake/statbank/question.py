"""What is asked of a table: the selection that avoids its traps, made from the values that it has today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.areas import FIRST_YEAR
from trinvis.intake.statbank.catalogue import AGES, TIME, StatBankTable
from trinvis.intake.statbank.client import MOST_CELLS, TableInfo, Variable
from trinvis.intake.statbank.codes import age_of, time_of
from trinvis.intake.statbank.recognising import changed_variables
from trinvis.intake.statbank.text_answer import cut_short


@dataclass(frozen=True)
class Question:
    """``values``: variable as the service spells it → codes. ``updated``: when the service last changed the table."""

    table: StatBankTable
    values: Mapping[str, tuple[str, ...]]
    updated: str

    @property
    def cells(self) -> int:
        """How many cells the answer has."""
        number = 1
        for codes in self.values.values():
            number *= len(codes)
        return number

    @property
    def body(self) -> dict[str, Any]:
        """The question as it is posted: CSV, which is always whole, or BULK for more cells than CSV may have."""
        return {
            "table": self.table.name,
            "format": "CSV" if self.cells <= MOST_CELLS else "BULK",
            "lang": "da",
            "valuePresentation": "Code",
            "timeOrder": "Ascending",
            "variables": [{"code": code, "values": list(values)} for code, values in self.values.items()],
        }

    @property
    def years(self) -> str:
        """The first and last year asked for: *2018-2023*."""
        periods = next(codes for code, codes in self.values.items() if code.upper() == TIME)
        ends = dict.fromkeys((periods[0][:4], periods[-1][:4]))
        return "-".join(ends)

    @property
    def file_name(self) -> str:
        """What the answer is called as a file."""
        return f"{self.table.name}_{self.years}.csv"

    @property
    def token(self) -> str:
        """The same for the same question to the same state of the table; empty when the service does not date its tables."""
        if not self.updated:
            return ""
        asked = json.dumps([self.body, self.updated], ensure_ascii=False, sort_keys=True)
        return f"statbank:{hashlib.sha256(asked.encode()).hexdigest()[:32]}"


def question(
    table: StatBankTable, info: TableInfo, municipalities: Collection[int], years: tuple[int, int] | None
) -> Question:
    """What to ask. ``years``: first and last; None takes all since 2007, of quarters and months the first of each year and the
    newest. Raises ``Unreadable`` when the table's variables are others than Trinvis knows, or lack what is asked for.
    """
    by_code = {variable.code.upper(): variable for variable in info.variables}
    if set(by_code) != set(table.variables):
        raise changed_variables(table, [variable.code for variable in info.variables])
    values: dict[str, tuple[str, ...]] = {}
    for variable in info.variables:
        name = variable.code.upper()
        if name == table.area:
            codes = _areas(variable, municipalities, country=table.into == "figures")
        elif name == TIME:
            codes = _times(variable, years, table)
        else:
            codes = _chosen(variable, table.ask[name], table)
        values[variable.code] = codes
    return Question(table, values, info.updated)


def refuse_short(content: bytes, asked: Question) -> None:
    """Raises ``Unreadable`` when the answer has fewer lines than the question has cells: CSV always, BULK when it also ends
    before the last area, for it may leave out cells without a number."""
    lines = content.count(b"\n") - (0 if content.endswith((b"\n", b"\r")) else -1) - 1
    if lines >= asked.cells:
        return
    if asked.body["format"] == "CSV":
        raise cut_short(f"{lines} af {asked.cells} celler er kommet")
    place = next(i for i, code in enumerate(asked.values) if code.upper() == asked.table.area)
    last = content[-2_000:].rstrip().rpartition(b"\n")[2].split(b";")
    wanted = list(asked.values.values())[place][-1]
    if len(last) <= place or last[place].decode("utf-8", "replace").strip('"') != wanted:
        raise cut_short(f"{lines} af {asked.cells} celler er kommet")


def _areas(variable: Variable, municipalities: Collection[int], *, country: bool) -> tuple[str, ...]:
    wanted = {*municipalities, 0} if country else set(municipalities)
    return tuple(code for code in variable.values if code.isdigit() and int(code) in wanted)


def _times(variable: Variable, years: tuple[int, int] | None, table: StatBankTable) -> tuple[str, ...]:
    first, last = years or (FIRST_YEAR, 9999)
    there = [(code, time) for code in variable.values if (time := time_of(code)) is not None]
    chosen = [(code, time) for code, time in there if first <= time[0] <= last]
    if not chosen:
        have = [str(time[0]) for _, time in there]
        span = f"{min(have)}-{max(have)}" if have else "ingen år"
        raise Unreadable(f"Tabellen {table.name} har ikke de år (den har {span}): vælg andre med --years.")
    if years is None:
        newest = max(time[1] for _, time in chosen)
        chosen = [(code, time) for code, time in chosen if time[1].month == 1 or time[1] == newest]
    return tuple(code for code, _ in sorted(chosen, key=lambda one: one[1][1]))


def _chosen(variable: Variable, asked: tuple[str, ...], table: StatBankTable) -> tuple[str, ...]:
    """The table's codes that are asked for, in the table's order."""
    total = table.totals.get(variable.code.upper())
    if asked == (AGES,):
        codes = tuple(code for code in variable.values if code != total and age_of(code) is not None)
    elif asked == ("*",):
        codes = tuple(variable.values)
    else:
        codes = tuple(code for code in variable.values if any(_fits(code, one) for one in asked))
    if not codes:
        raise Unreadable(
            f"Tabellen {table.name} har ikke længere de værdier af {variable.code}, som Trinvis spørger om: "
            "hent den i hånden, og meld det."
        )
    return codes


def _fits(code: str, asked: str) -> bool:
    return code.startswith(asked[:-1]) if asked.endswith("*") else code == asked
