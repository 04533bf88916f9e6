"""Cases in the journal: read as of a day, saved, assured, and moved from draft to the council's list and on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from trinvis import __version__
from trinvis.journal.kinds import CASE_STATES
from trinvis.municipality.investment_saved import CaseState, Quality, SavedCase
from trinvis.municipality.investment_words import listed

if TYPE_CHECKING:
    from trinvis.cases.case import Case
    from trinvis.journal import Entry
    from trinvis.municipality.house import House

KIND, QUALITY, STATE, RUN = "investment", "investment_quality", "investment_state", "investment_run"
OF_A_CASE = (QUALITY, STATE, RUN)
"""Kinds whose key is the key of a case."""

STATE_WORDS = dict(CASE_STATES)
GOES_TO: Mapping[str, tuple[str, ...]] = {
    "draft": ("listed", "rejected"),
    "listed": ("draft", "approved", "rejected"),
    "approved": ("draft", "running", "rejected"),
    "rejected": ("draft",),
    "running": ("ended",),
    "ended": ("running",),
}
"""State → those that a case may go to from it."""


class UnknownCase(ValueError):
    """There is no case of that name; ``str`` is a Danish sentence."""


class CaseHeldBack(ValueError):
    """A case cannot go where it was sent; ``str`` is a Danish sentence that lists what it lacks."""


def digest(case: Case) -> str:
    """The sum (sha256) of what a case says: equal for two files that say the same."""
    from trinvis.cases.writing import case_to_yaml

    return hashlib.sha256(case_to_yaml(case).encode()).hexdigest()


def saved_cases(house: House, as_of: date) -> tuple[SavedCase, ...]:
    """Those known on a day, by title."""
    found = [_saved(house, entry, as_of) for entry in house.journal.entries(KIND, as_of=as_of)]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.key)))


def saved_case(house: House, key: str, as_of: date) -> SavedCase:
    """The case of that key as known on a day; raises ``UnknownCase``."""
    for entry in house.journal.entries(KIND, as_of=as_of):
        if entry.key == key:
            return _saved(house, entry, as_of)
    known = [entry.key for entry in house.journal.entries(KIND, as_of=as_of)]
    there = f"de gemte er {listed(sorted(known))}" if known else "ingen er gemt endnu"
    raise UnknownCase(f"Casen »{key}« findes ikke {as_of:%d.%m.%Y}; {there}.")


def case_values(text: str, note: str) -> tuple[str, dict[str, Any]]:
    """Key and values of the entry that keeps a case; raises ``CaseError``."""
    from trinvis.cases.reading import case_from_yaml

    case = case_from_yaml(text)
    return case.name, {"name": case.title, "case": text, "note": note}


def prepared(house: House, kind: str, key: str, values: Mapping[str, Any], known_from: date) -> dict[str, Any]:
    """The values of an entry about a case as they are to be written: refused where the case could not be read, calculated, or go
    there, and with the sum of the case that they are about.

    Raises ``CaseError``, ``CaseRefused``, ``UnknownCase``, ``CaseHeldBack`` and ``WrongPick``; other kinds are given back as they are.
    """
    if kind == KIND and isinstance(values.get("case"), str):
        _refuse_what_cannot_be_read(key, values["case"])
    if kind not in OF_A_CASE:
        return dict(values)
    one = saved_case(house, key, known_from)
    if kind == STATE and values.get("state") in STATE_WORDS:
        _refuse_to_go(one, values["state"])
    if kind == RUN:
        _refuse_wrong_run(values)
        return dict(values)
    return {**values, "case_digest": values.get("case_digest") or one.digest}


def _refuse_what_cannot_be_read(key: str, text: str) -> None:
    from trinvis.cases.reading import case_from_yaml
    from trinvis.municipality.investment_calculated import calculated

    case = case_from_yaml(text)
    if case.name != key:
        raise CaseHeldBack(f"Casen hedder »{case.name}« i sin egen fil; gem den under det navn og ikke under »{key}«.")
    calculated(case)


def _refuse_wrong_run(values: Mapping[str, Any]) -> None:
    """That who takes part, and what it is compared with, could be read again."""
    from trinvis.municipality.investment_running import running_of

    maps = [values.get(name) for name in ("children", "compared", "effort")]
    if values.get("start") and all(one is None or isinstance(one, Mapping) for one in maps):
        running_of({**values, "start": str(values["start"])})


def _refuse_to_go(one: SavedCase, state: str) -> None:
    if state != one.state and state not in GOES_TO[one.state]:
        able = listed([f"»{STATE_WORDS[to]}«" for to in GOES_TO[one.state]])
        raise CaseHeldBack(
            f"»{one.title}« er »{STATE_WORDS[one.state]}« og kan ikke blive »{STATE_WORDS[state]}«; den kan blive {able}."
        )
    if state == "listed" and one.lacking:
        raise CaseHeldBack(f"»{one.title}« kan ikke komme på byrådets liste. {' '.join(one.lacking)}")


@dataclass(frozen=True)
class _Read:
    """What a case's text says: the case and its sum, or what is wrong with it."""

    case: Case | None
    wrong: tuple[str, ...]
    digest: str


def _read(house: House, text: str) -> _Read:
    """A text read, once for as long as the cache remembers it."""

    def made() -> _Read:
        from trinvis.cases.problem import CaseError
        from trinvis.cases.reading import case_from_yaml

        try:
            case = case_from_yaml(text)
        except CaseError as error:
            return _Read(None, tuple(str(error).splitlines()), "")
        return _Read(case, (), digest(case))

    key = hashlib.sha256(text.encode()).hexdigest()
    return house.cache.get(f"investment-text/{key}/{__version__}", made, lambda _: 50 * len(text))


def _saved(house: House, entry: Entry, as_of: date) -> SavedCase:
    journal, text = house.journal, str(entry.values["case"])
    read = _read(house, text)
    case, summed = read.case, read.digest
    quality = _quality(_about(journal.entries(QUALITY, as_of=as_of), entry.key))
    assured = quality is not None and quality.assured and quality.digest == summed
    state = _about(journal.entries(STATE, as_of=as_of), entry.key)
    now, changed = _state(state, summed)
    if not changed and quality is not None and quality.assured and not assured:
        changed = f"Casen er ændret, siden den blev kvalitetssikret {quality.on:%d.%m.%Y}; den skal sikres igen."
    return SavedCase(
        key=entry.key,
        title=str(entry.values["name"]),
        note=str(entry.values.get("note") or ""),
        text=text,
        by=entry.by,
        known_from=entry.known_from,
        version=entry.version,
        case=case,
        wrong=read.wrong,
        digest=summed,
        state=now,
        state_note="" if state is None else str(state.values.get("note") or ""),
        state_by="" if state is None else state.by,
        state_from=None if state is None else state.known_from,
        quality=quality,
        assured=assured,
        lacking=_lacking(case, assured=assured),
        changed=changed,
    )


def _about(entries: Iterable[Entry], key: str) -> Entry | None:
    return next((entry for entry in entries if entry.key == key), None)


def _quality(entry: Entry | None) -> Quality | None:
    if entry is None:
        return None
    said = entry.values
    return Quality(
        bool(said["assured"]),
        str(said.get("comment") or ""),
        entry.by,
        entry.known_from,
        str(said.get("case_digest") or ""),
    )


def _state(entry: Entry | None, summed: str) -> tuple[CaseState, str]:
    """How far a case is, and that it was changed since: what is listed and then changed is a draft again."""
    if entry is None:
        return "draft", ""
    state = cast("CaseState", entry.values["state"])
    if state in ("draft", "rejected") or entry.values.get("case_digest") == summed:
        return state, ""
    since = f"siden den blev sat til »{STATE_WORDS[state]}« {entry.known_from:%d.%m.%Y}"
    if state == "listed":
        return "draft", f"Casen er ændret, {since}, og er en kladde igen; den skal kvalitetssikres på ny."
    return state, f"Casen er ændret, {since}; beslutningen gjaldt den tidligere udgave."


def _lacking(case: Case | None, *, assured: bool) -> tuple[str, ...]:
    from trinvis.cases.criteria import lacking

    if case is None:
        return ("Casen kan ikke læses; ret dens fil.",)
    return lacking(case, assured)
