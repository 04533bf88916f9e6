"""A YAML text as plain fields, lists and words that know the line they stand on, so that what is wrong can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import Node


class Word(str):
    """A word or a number, as it is written."""

    line: int


class Fields(dict[str, object]):
    """Names with their values, the line where they begin, and each name's own."""

    line: int
    at: dict[str, int]


class TwiceError(ValueError):
    """A field that stands twice in the same place, which YAML would read as the last."""

    def __init__(self, name: str, first: int, line: int) -> None:
        super().__init__(name)
        self.name, self.first, self.line = name, first, line


def contents(node: Node | None) -> object:
    """What a composed YAML text holds; no fields where it is empty. Raises ``TwiceError``."""
    from yaml import MappingNode, ScalarNode, SequenceNode

    if isinstance(node, ScalarNode):
        word = Word(node.value)
        word.line = node.start_mark.line + 1
        return word
    if isinstance(node, SequenceNode):
        return [contents(one) for one in node.value]
    held = _fields(node)
    for key, value in node.value if isinstance(node, MappingNode) else ():
        name, line = str(key.value), key.start_mark.line + 1
        if name in held.at:
            raise TwiceError(name, held.at[name], line)
        held.at[name] = line
        held[name] = contents(value)
    return held


def line_with(text: str, word: str) -> int | None:
    """The first line of a YAML text with a value that is a word, or a cell (``row | column``) of which it is a part; None where none is."""
    import yaml

    try:
        tokens = [one for one in yaml.scan(text, Loader=yaml.BaseLoader) if isinstance(one, yaml.ScalarToken)]
    except yaml.YAMLError:
        return None
    whole = [one for one in tokens if one.value == word]
    part = [one for one in tokens if word in [piece.strip() for piece in one.value.split("|")]]
    return next((one.start_mark.line + 1 for one in (*whole, *part)), None) if word else None


def _fields(node: Node | None) -> Fields:
    held = Fields()
    held.at, held.line = {}, 1 if node is None else node.start_mark.line + 1
    return held
