"""Cases as the journal holds them: what they say, how far they have come, and who has looked them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trinvis.cases.case import Case

CaseState = Literal["draft", "listed", "approved", "rejected", "running", "ended"]


@dataclass(frozen=True)
class Quality:
    """What the quality-assurance group said of a case: ``digest`` is the version that they saw."""

    assured: bool
    comment: str
    by: str
    on: date
    digest: str


@dataclass(frozen=True)
class SavedCase:
    """A case that holds on a day. ``case`` is None where its text cannot be read; then ``wrong`` says why, a Danish line per problem.

    ``digest`` is the sum of what the case says, however it is laid out. ``state`` is how far it has come; a case on the
    council's list that was changed since is a draft again. ``quality`` is the last word of the quality-assurance group,
    ``assured`` whether it holds for the case as it is now. ``lacking`` is what it takes before the case can come on the list.
    ``changed`` says, in Danish, that what was decided or assured was another version; else it is empty.
    """

    key: str
    title: str
    note: str
    text: str
    by: str
    known_from: date
    version: int
    case: Case | None
    wrong: tuple[str, ...]
    digest: str
    state: CaseState
    state_note: str
    state_by: str
    state_from: date | None
    quality: Quality | None
    assured: bool
    lacking: tuple[str, ...]
    changed: str
