"""Plain values as YAML that people read: outer parts on lines of their own, short ones in { } and [ ], long texts as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trinvis.cases.written_numbers import needs_quotes

if TYPE_CHECKING:
    import yaml

WIDTH = 120
_ON_ONE_LINE = 100
_TEXT = "tag:yaml.org,2002:str"


def yaml_text(content: Mapping[str, Any]) -> str:
    """The YAML of a case's plain values."""
    import yaml

    written = yaml.serialize(_node(content, 0), Dumper=yaml.BaseDumper, allow_unicode=True, width=WIDTH)
    return re.sub(r"(?<=\n)(?=[a-z_]+:\n)", "\n", written)


def _node(content: Any, depth: int) -> yaml.Node:
    from yaml import MappingNode, SequenceNode

    if isinstance(content, Mapping):
        pairs = [(_scalar(str(key)), _node(value, depth + 1)) for key, value in content.items()]
        return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=_short(content, depth))
    if isinstance(content, list):
        items = [_node(one, depth + 1) for one in content]
        return SequenceNode("tag:yaml.org,2002:seq", items, flow_style=_short(content, depth))
    if isinstance(content, bool):
        return _scalar("true" if content else "false", plain=True)
    if content is None:
        return _scalar("null", plain=True)
    return _scalar(str(content), plain=not isinstance(content, str) or not needs_quotes(content))


def _scalar(text: str, plain: bool | None = None) -> yaml.ScalarNode:
    from yaml import ScalarNode

    if "\n" in text:
        return ScalarNode(_TEXT, text, style="|")
    return ScalarNode(_TEXT, text, style=None if plain or plain is None else '"')


def _short(content: Any, depth: int) -> bool:
    """Whether a part stands on one line: never the whole file, outermost only what has no parts in it, elsewhere what has one level of
    them."""
    if not content:
        return True
    inner = list(content.values()) if isinstance(content, Mapping) else content
    if depth == 0 or _levels(inner) > (0 if depth == 1 else 1):
        return False
    text = repr(content).replace("'", "")
    return len(text) <= _ON_ONE_LINE and "\\n" not in text


def _levels(inner: Iterable[Any]) -> int:
    """How many levels of parts there are in a part."""
    parts = [
        list(one.values()) if isinstance(one, Mapping) else one for one in inner if isinstance(one, Mapping | list)
    ]
    return 1 + max(_levels(one) for one in parts) if parts else 0
