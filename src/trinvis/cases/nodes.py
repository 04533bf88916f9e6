"""What was written, before it means anything: texts and numbers, lists and fields, each with its line and the way down to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trinvis.cases.problem import CaseError, Problem

DEEPEST = 12
"""Levels of fields in fields: twice what a case has."""

MOST = 50_000
"""Values in a case."""

Plain = str | int | float | bool | date | None


@dataclass(frozen=True)
class Scalar:
    """One value. From a file it is always text: what it means depends on the field."""

    path: str
    line: int
    value: Plain


@dataclass(frozen=True)
class Items:
    """A list. ``unsure`` is what could be one number with a decimal comma or two numbers: 0,06 in [0,06, 0,1]."""

    path: str
    line: int
    items: tuple[Node, ...]
    unsure: str = ""


@dataclass(frozen=True)
class Fields:
    """Fields with names, each with what stands there; ``line`` of a value is that of its name."""

    path: str
    line: int
    fields: Mapping[str, Node] = field(default_factory=dict)


Node = Scalar | Items | Fields


def below(path: str, key: str | int) -> str:
    """The way down to a field of what stands at ``path``."""
    return f"{path}.{key}" if path else str(key)


def empty(node: Node) -> bool:
    """Whether a field's name stands there with nothing after it."""
    return isinstance(node, Scalar) and (node.value is None or node.value == "")


def lines(node: Node) -> Iterator[tuple[str, int]]:
    """The line of everything that was written."""
    yield node.path, node.line
    inner = node.items if isinstance(node, Items) else tuple(node.fields.values()) if isinstance(node, Fields) else ()
    for one in inner:
        yield from lines(one)


def from_plain(content: object) -> Node:
    """The tree of plain values (a form, JSON). CaseError: too many, too deep, or of a kind that no file has."""
    return _Plain().node(content, "", 0)


class _Plain:
    def __init__(self) -> None:
        self._left = MOST

    def node(self, content: object, path: str, depth: int) -> Node:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise too_much(0, path)
        if isinstance(content, Mapping):
            return Fields(
                path, 0, {str(key): self.node(one, below(path, str(key)), depth + 1) for key, one in content.items()}
            )
        if isinstance(content, Sequence) and not isinstance(content, str | bytes):
            return Items(path, 0, tuple(self.node(one, below(path, i), depth + 1) for i, one in enumerate(content, 1)))
        if isinstance(content, int) and abs(content) >= 1 << 200:
            raise CaseError((Problem(0, path, "Tallet er for stort", "skriv et mindre tal"),))
        if content is None or isinstance(content, str | int | float | bool | date):
            return Scalar(path, 0, content)
        kind = type(content).__name__
        raise CaseError(
            (Problem(0, path, f"En værdi af slagsen {kind} kan ikke stå i en case", "skriv tekst eller tal"),)
        )


def too_much(line: int, path: str) -> CaseError:
    """That there is more, or deeper, than any case needs."""
    message = f"Casen har over {DEEPEST} lag i hinanden eller over {MOST} værdier"
    return CaseError((Problem(line, path, message, "ret indrykningen, eller del casen i flere"),))
