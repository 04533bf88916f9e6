"""The service itself: subjects, tables, tableinfo and data of api.statbank.dk, version 1, by the standard library alone.

Contract: Danmarks Statistik, *Statistikbank API* (dst.dk/da/Statistik/hjaelp-til-statistikbanken/api): questions are posted as
JSON, everything is UTF-8, an error is JSON with ``errorTypeCode`` and ``message``, and a format that does not stream gives at
most a million cells.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.refusals import error_in, refusal

ADDRESS = "https://api.statbank.dk/v1"
"""The public service."""

MOST_CELLS = 1_000_000
"""The cells that a format gives at most, unless it streams as BULK does."""

Progress = Callable[[int, int, str], None]
"""``progress(done, total, text)`` in bytes; ``total`` 0 means that the service does not say how much there is."""

_AGAIN = frozenset((429, 500, 502, 503, 504))
_LONGEST_WAIT = 60.0
_BLOCK = 1 << 18


class Unreachable(Unreadable):
    """The service does not answer; the message is one Danish line."""


class _TryAgain(Exception):
    """What may pass: the reason in Danish, and how long the service asks one to wait."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True)
class Variable:
    """A variable of a table: its code, its words, and code → text of every value it has now."""

    code: str
    text: str
    values: Mapping[str, str]
    is_time: bool = False


@dataclass(frozen=True)
class TableInfo:
    """What the service says of a table; ``updated`` is its own stamp of the last change, empty when it gives none."""

    name: str
    text: str
    unit: str
    updated: str
    variables: tuple[Variable, ...]


def nothing(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class StatBank:
    """The service at ``address``. A question is asked up to ``attempts`` times, with ``pause`` seconds before the second and
    twice as many before each one after; ``sleep`` waits. ``timeout``: seconds without a byte before it is given up."""

    address: str = ADDRESS
    timeout: float = 60.0
    attempts: int = 4
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def subjects(self) -> list[dict[str, Any]]:
        """The subjects, as the service gives them."""
        return self._listed("subjects", {})

    def tables(self, subjects: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The tables (of some subjects): id, text, unit, updated, firstPeriod, latestPeriod, variables."""
        return self._listed("tables", {"subjects": list(subjects)} if subjects else {})

    def tableinfo(self, name: str) -> TableInfo:
        """The variables and values of a table as they are now."""
        told = self._json("tableinfo", {"table": name})
        try:
            variables = tuple(
                Variable(
                    str(one["id"]),
                    str(one.get("text", "")),
                    {str(value["id"]): str(value.get("text", "")) for value in one["values"]},
                    bool(one.get("time", False)),
                )
                for one in told["variables"]
            )
            return TableInfo(
                str(told["id"]),
                str(told.get("text", "")),
                str(told.get("unit", "")),
                str(told.get("updated", "")),
                variables,
            )
        except (KeyError, TypeError, AttributeError):
            raise Unreadable(
                f"Danmarks Statistiks beskrivelse af {name} kan ikke læses: prøv igen, eller hent tabellen i hånden."
            ) from None

    def data(self, question: Mapping[str, Any], progress: Progress = nothing) -> bytes:
        """The answer to a question (table, format, variables …), as it is. Raises ``Unreadable`` for an error in place of data."""
        return self._ask("data", question, progress)

    def _listed(self, function: str, question: Mapping[str, Any]) -> list[dict[str, Any]]:
        told = self._json(function, question)
        if not isinstance(told, list):
            raise Unreadable("Danmarks Statistik svarede ikke med en liste: prøv igen om lidt.")
        return told

    def _json(self, function: str, question: Mapping[str, Any]) -> Any:
        answer = self._ask(function, {**question, "lang": "da", "format": "JSON"}, nothing)
        try:
            return json.loads(answer.decode("utf-8-sig"))
        except ValueError:
            raise Unreadable("Danmarks Statistik svarede med noget, der ikke er JSON: prøv igen om lidt.") from None

    def _ask(self, function: str, question: Mapping[str, Any], progress: Progress) -> bytes:
        """Ask until there is an answer or the attempts are used up; what cannot pass is raised at once."""
        why = ""
        for attempt in range(self.attempts):
            if attempt:
                progress(0, 0, f"Prøver igen: {why}")
            try:
                return self._once(function, question, progress)
            except _TryAgain as again:
                why = str(again)
                if attempt + 1 < self.attempts:
                    self.sleep(min(max(self.pause * 2**attempt, again.wait), _LONGEST_WAIT))
        raise Unreachable(
            f"Danmarks Statistik svarer ikke ({why}, prøvet {self.attempts} gange): "
            "prøv igen senere, eller hent tabellen i hånden på statistikbanken.dk, og indlæs filen med --source statbank."
        )

    def _once(self, function: str, question: Mapping[str, Any], progress: Progress) -> bytes:
        request = urllib.request.Request(
            f"{self.address.rstrip('/')}/{function}",
            data=json.dumps(question, ensure_ascii=False).encode("utf-8"),
            headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "Trinvis"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                content = _received(answer, progress)
        except urllib.error.HTTPError as error:
            raise _of_status(error) from None
        except TimeoutError:
            raise _TryAgain("der kom intet svar i tide") from None
        except urllib.error.URLError as error:
            timed_out = isinstance(error.reason, TimeoutError)
            raise _TryAgain("der kom intet svar i tide" if timed_out else "der er ingen forbindelse") from None
        except (http.client.HTTPException, OSError):
            raise _TryAgain("forbindelsen blev afbrudt") from None
        found = error_in(content)
        if found is not None:
            raise refusal(*found)
        return content


def _received(answer: Any, progress: Progress) -> bytes:
    """The whole answer; a shorter one than the service promised is asked for again."""
    promised = int(answer.headers.get("Content-Length") or 0)
    parts, done = [], 0
    while block := answer.read(_BLOCK):
        parts.append(block)
        done += len(block)
        progress(done, promised, "")
    if promised and done < promised:
        raise _TryAgain("svaret blev afbrudt")
    return b"".join(parts)


def _of_status(error: urllib.error.HTTPError) -> Exception:
    """What an error status means: the service's own words where it has any, else what may pass or what cannot."""
    try:
        content = error.read()
    except (OSError, http.client.HTTPException):
        content = b""
    if error.code in _AGAIN:
        return _TryAgain(f"status {error.code}", _wait(error.headers.get("Retry-After")))
    found = error_in(content)
    if found is not None:
        return refusal(*found)
    return Unreachable(
        f"Danmarks Statistik svarede med status {error.code}: kontrollér adressen i TRINVIS_STATBANK, eller prøv igen senere."
    )


def _wait(text: str | None) -> float:
    return float(text) if text is not None and text.strip().isdigit() else 0.0
