"""The cases that a command line names: files, with consequence tables put into them, or cases of the journal; kept when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.cli import edge
from trinvis.cli.output import say
from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.cases.case import Case
    from trinvis.cases.problem import CaseError
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment import Calculated


class Unreadable(Wrong):
    """Cases that cannot be read; a line for each thing that is wrong with them."""

    def __init__(self, wrong: Sequence[CaseError]) -> None:
        self.problems = [one for error in wrong for one in error.problems]
        super().__init__("\n".join(map(str, wrong)))


@dataclass
class Gathered:
    """The cases calculated, and how many rows of consequence tables could not be read."""

    made: list[Calculated] = field(default_factory=list)
    rejected: int = 0


@dataclass(frozen=True)
class Wanted:
    """What the command line says of the cases: words that name them, tables to put in, and how they are to be calculated.

    ``known_from`` is the day that a case is kept from (None: today); only with ``keep`` is it.
    """

    words: Sequence[str]
    tables: Sequence[str]
    courses: Mapping[str, str]
    reading: str
    values: Mapping[str, float]
    day: date
    keep: bool
    known_from: date | None


def gathered(kommune: Municipality | None, wanted: Wanted) -> Gathered:
    """Every case calculated; what is wrong with any of their files is said of all of them at once, and then nothing is kept."""
    from trinvis.municipality.investment_calculated import calculated

    found = Gathered()
    cases = _read(kommune, wanted, found)
    rates = kommune.parameters(wanted.day) if kommune is not None else None
    for word, case in cases:
        if kommune is not None and (case is None or wanted.keep):
            key = word if case is None else _kept(kommune, word, case, wanted)
            found.made.append(kommune.calculated_case(key, wanted.day, wanted.reading, wanted.values))
        elif case is not None:
            found.made.append(calculated(case, wanted.reading, wanted.values, rates=rates))
    return found


def _read(kommune: Municipality | None, wanted: Wanted, found: Gathered) -> list[tuple[str, Case | None]]:
    """Word and case; None for one of the journal."""
    from trinvis.cases.problem import CaseError
    from trinvis.municipality.investment_calculated import case_of_file

    cases: list[tuple[str, Case | None]] = []
    wrong: list[CaseError] = []
    for word in wanted.words:
        if kommune is not None and not _is_file(word):
            cases.append((word, None))
            continue
        try:
            cases.append((word, _with_tables(case_of_file(word), wanted, found)))
        except CaseError as error:
            wrong.append(error)
    if wrong:
        raise Unreadable(wrong)
    return cases


def _with_tables(case: Case, wanted: Wanted, found: Gathered) -> Case:
    """The case with every consequence table in it; rows that could not be read are said one by one."""
    if not wanted.tables:
        return case
    from trinvis.municipality.investment_consequence_case import with_consequences
    from trinvis.municipality.investment_consequences import consequences

    for file in wanted.tables:
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise Wrong(f"{file} kan ikke læses ({error.strerror}): se efter, at den findes.") from None
        table = consequences(content, Path(file).name, price_level=case.price_level)
        for line in (*table.warnings, *map(str, table.rejected)):
            say(line)
        found.rejected += len(table.rejected)
        case = with_consequences(case, table, wanted.courses)
    return _whole(case)


def _whole(case: Case) -> Case:
    """The case read again as it would be written, so that what a table brought in is checked too."""
    from trinvis.cases.reading import case_from_yaml
    from trinvis.cases.writing import case_to_yaml

    return case_from_yaml(case_to_yaml(case))


def _kept(kommune: Municipality, word: str, case: Case, wanted: Wanted) -> str:
    """Keeps a case in the journal: its file as it stands, or written anew where tables were put into it. Its key there."""
    from trinvis.cases.writing import case_to_yaml

    text = case_to_yaml(case) if wanted.tables else Path(word).read_text(encoding="utf-8-sig")
    one = kommune.save_case(text, by=edge.user(), known_from=wanted.known_from)
    say(f"Casen »{one.title}« er gemt som {one.key}, udgave {one.version}.")
    return one.key


def _is_file(word: str) -> bool:
    return word.endswith((".yaml", ".yml")) or Path(word).exists()
