"""A YAML file as nodes with line numbers. Every value is kept as the text that stands there: 6 %, 0,06, 2018-01-01 and on are not
turned into anything before the field says what it should be.

Refused: a field that stands twice, references (&, *) and types (!), files over ``LONGEST``, and depths that no case has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from trinvis.cases.nodes import DEEPEST, MOST, Fields, Items, Node, Scalar, below, too_much
from trinvis.cases.problem import CaseError, Problem

LONGEST = 500_000
"""Characters in a file: some hundred times a case."""

_NOTHING = ("", "~", "null", "Null", "NULL")
_DIGITS_LAST = re.compile(r"[0-9]$")
_DIGITS_ALONE = re.compile(r"[0-9]+ *%?")


def from_yaml(text: str, problems: list[Problem]) -> Node:
    """The tree of a file. Fields that stand twice are added to ``problems`` (the first counts); CaseError where the file cannot be read."""
    import yaml

    if len(text) > LONGEST:
        message = f"Filen er på {len(text)} tegn; en case er højst {LONGEST}"
        raise CaseError((Problem(1, "", message, "kontrollér, at det er den rigtige fil"),))
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader), problems).document()
    except (yaml.YAMLError, UnicodeError) as error:
        raise CaseError((_syntax(error, text),)) from None


class _Builder:
    """Takes the events of the YAML parser one by one, so that a file that is too deep or too much is left at once."""

    def __init__(self, events: Iterator[Any], problems: list[Problem]) -> None:
        self._events, self._problems, self._left = events, problems, MOST

    def document(self) -> Node:
        from yaml import DocumentStartEvent, StreamEndEvent

        next(self._events)
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return Fields("", 1)
        made = self._node(next(self._events), "", 0, 0)
        next(self._events)
        event = next(self._events)
        if isinstance(event, DocumentStartEvent):
            line = _line(event)
            raise CaseError((Problem(line, "", "Filen rummer flere cases (---)", "del den i en fil til hver"),))
        return made

    def _node(self, event: Any, path: str, line: int, depth: int) -> Node:
        from yaml import MappingStartEvent, ScalarEvent, SequenceStartEvent

        line = line or _line(event)
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise too_much(line, path)
        if getattr(event, "anchor", None) or getattr(event, "tag", None) not in (None, "!"):
            message = "Henvisninger (& og *) og typer (!) kan ikke stå i en case"
            raise CaseError(
                (Problem(line, path, message, "skriv værdien, hvor den bruges, eller sæt den i anførselstegn"),)
            )
        if isinstance(event, ScalarEvent):
            plain = not event.style and event.value in _NOTHING
            return Scalar(path, line, None if plain else event.value)
        if isinstance(event, SequenceStartEvent):
            return self._items(path, line, depth)
        assert isinstance(event, MappingStartEvent)
        return self._fields(path, line, depth)

    def _items(self, path: str, line: int, depth: int) -> Items:
        from yaml import SequenceEndEvent

        made: list[Node] = []
        before: Any = None
        unsure = ""
        while not isinstance(event := next(self._events), SequenceEndEvent):
            last = made[-1] if made else None
            if isinstance(last, Scalar) and _comma_inside(before, event):
                text = f"{last.value},{event.value}"
                if "%" in event.value:  # [0 %, 0,9 %] has two values: nobody mixes shares with and without the sign
                    made[-1] = Scalar(last.path, last.line, text)
                    before = event
                    continue
                unsure = unsure or text
            made.append(self._node(event, below(path, len(made) + 1), _line(event), depth + 1))
            before = event
        return Items(path, line, tuple(made), unsure)

    def _fields(self, path: str, line: int, depth: int) -> Fields:
        from yaml import MappingEndEvent, ScalarEvent

        made: dict[str, Node] = {}
        last = ""
        value_event: Any = None
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise CaseError((Problem(_line(event), path, "Et felts navn er ikke en tekst", "skriv navn: værdi"),))
            inner = next(self._events)
            if last and _comma_inside(value_event, event) and _nothing(inner):
                before = made[last]
                made[last] = Scalar(before.path, before.line, f"{value_event.value},{event.value}")
                continue
            node = self._node(inner, below(path, event.value), _line(event), depth + 1)
            if event.value in made:
                message = f"Feltet {event.value} står to gange; det stod også i linje {made[event.value].line}"
                self._problems.append(
                    Problem(node.line, node.path, message, "slet den ene, eller giv dem hvert sit navn")
                )
            else:
                made[event.value] = node
            last, value_event = event.value, inner
        return Fields(path, line, made)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _nothing(event: Any) -> bool:
    return getattr(event, "value", None) == "" and not event.style


def _comma_inside(before: Any, event: Any) -> bool:
    """Whether what looks like two values are the two sides of a decimal comma: {value: -0,4} or [0,9 %]."""
    if getattr(before, "style", "quoted") or getattr(event, "style", "quoted"):
        return False  # quoted, or no single value
    together = event.start_mark.index == before.end_mark.index + 1
    return together and bool(_DIGITS_LAST.search(before.value) and _DIGITS_ALONE.fullmatch(event.value))


_SAID = (
    (
        "mapping values are not allowed",
        "Et kolon står, hvor der ikke kan stå et",
        "sæt teksten i anførselstegn, eller ret indrykningen",
    ),
    ("cannot start any token", "Linjen begynder med et tegn, som YAML ikke tillader", "sæt værdien i anførselstegn"),
    ("could not find expected ':'", "Der mangler et kolon", "skriv navn: værdi"),
    (
        "did not find expected ',' or",
        "En liste med [ ] eller { } bliver ikke lukket",
        "sæt ] eller }, og komma mellem værdierne",
    ),
    ("unexpected end of stream", "Et anførselstegn bliver ikke lukket", "sæt det sidste anførselstegn"),
    (
        "did not find expected key",
        "Indrykningen passer ikke med linjerne før",
        "begynd felter på samme niveau lige langt inde",
    ),
    (
        "did not find expected '-'",
        "Indrykningen passer ikke med listens øvrige linjer",
        "begynd hver linje med - lige langt inde",
    ),
    ("undefined alias", "Henvisninger (& og *) kan ikke stå i en case", "skriv værdien, hvor den bruges"),
    ("control characters", "Filen rummer tegn, der ikke er tekst", "gem den som almindelig tekst (UTF-8)"),
    ("special characters", "Filen rummer tegn, der ikke er tekst", "gem den som almindelig tekst (UTF-8)"),
)
"""What the YAML parser says, and what it means to the one who wrote the file."""


def _syntax(error: Exception, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened and any(words in str(error) for words in ("expected ',' or", "unexpected end of stream")):
        mark = opened
    written = text.splitlines()
    line = max(min(mark.line + 1 if mark else 1, len(written)), 1)
    stands = written[line - 1] if written else ""
    if "\t" in stands[: len(stands) - len(stands.lstrip())]:
        return Problem(line, "", "Linjen er rykket ind med tabulator", "brug mellemrum")
    for words, message, remedy in _SAID:
        if words in str(error):
            return Problem(line, "", message, remedy)
    return Problem(line, "", "Filen kan ikke læses som YAML", "ret indrykning og tegn i linjen eller lige før")
