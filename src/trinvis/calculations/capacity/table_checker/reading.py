"""A description from YAML text. Everything is read as words, so ``2007`` and ``31,53`` stay as they are written."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from trinvis.calculations.capacity.table_checker.description import Description
from trinvis.calculations.capacity.table_checker.lined import Fields, TwiceError, Word, contents

_YES, _NO = ("true", "ja", "yes"), ("false", "nej", "no")


class DescriptionError(ValueError):
    """What cannot be used in a description, in Danish: what, where, and what to write instead.

    ``line`` is where in its text, counted from 1, when that is known; else ``word`` is what it is about, which ``line_with`` finds.
    """

    def __init__(self, message: str, word: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.word, self.line = word, line


def read_description(text: str) -> Description:
    """A description from YAML; an empty text describes nothing. Raises ``DescriptionError``."""
    import yaml

    try:
        return description_of(contents(yaml.compose(text, Loader=yaml.BaseLoader)) or {})
    except TwiceError as error:
        raise DescriptionError(
            f"Beskrivelsen har feltet {error.name} to gange: i linje {error.first} og {error.line}; saml det ét sted.",
            line=error.line,
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise DescriptionError(
            "Beskrivelsen kan ikke læses som YAML: se efter indrykning, en parentes, der ikke er lukket, "
            "og navne med kolon eller #, som skal stå i anførselstegn.",
            line=line,
        ) from None


def description_of(content: object) -> Description:
    """A description from plain mappings, lists and words (as YAML or JSON gives them). Raises ``DescriptionError``."""
    return typing.cast(Description, _built(Description, content, "Beskrivelsen"))


def _built(cls: type, content: object, where: str) -> object:
    line = content.line if isinstance(content, Fields | Word) else None
    hints = get_type_hints(cls)
    first = next((one.name for one in fields(cls) if _required(one)), fields(cls)[0].name)
    if not isinstance(content, Mapping):
        said = f" {{{first}: {content}}}" if isinstance(content, str) else f" {{{first}: …}}"
        raise DescriptionError(f"{where} skal være felter med navn og værdi; skriv fx{said}.", line=line)
    if unknown := [str(name) for name in content if name not in hints]:
        begun = [name for name in hints if name[:3] == unknown[0][:3]]
        meant = begun or get_close_matches(unknown[0], list(hints), 1, cutoff=0.7)
        hint = f"mener du {meant[0]}? Der er" if meant else "brug"
        at = content.at[unknown[0]] if isinstance(content, Fields) else None
        raise DescriptionError(f"{where} har feltet {unknown[0]}, som ikke findes; {hint} {', '.join(hints)}.", line=at)
    given = {}
    for name, one in content.items():
        try:
            given[str(name)] = _value(hints[str(name)], one, f"{where}, {name}")
        except DescriptionError as error:
            error.line = error.line or (content.at[name] if isinstance(content, Fields) else None)
            raise
    missing = [one.name for one in fields(cls) if _required(one) and one.name not in given]
    if missing:
        raise DescriptionError(
            f"{where} mangler feltet {missing[0]}; tilføj {missing[0]}: og hvad der menes.", line=line
        )
    return cls(**given)


def _required(one: Any) -> bool:
    from dataclasses import MISSING

    return one.default is MISSING and one.default_factory is MISSING


def _value(hint: Any, content: object, where: str) -> object:
    kinds = get_args(hint) if get_origin(hint) not in (tuple, Mapping, Literal) and get_args(hint) else (hint,)
    for kind in kinds:
        origin = get_origin(kind)
        if kind is bool and isinstance(content, str | bool):
            return _truth(content, where)
        if kind is int and str(content).isdigit():
            return int(str(content))
        if origin is Literal and content in get_args(kind):
            return str(content)
        if kind is str and not isinstance(content, Mapping | list):
            return str(content)
        if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(content, Mapping):
            return _numbers(content, where)
        if origin is tuple:
            return _items(get_args(kind)[0], content, where)
    words = [str(one) for kind in kinds if get_origin(kind) is Literal for one in get_args(kind) if one]
    remedy = " eller ".join(words) or ("et helt tal" if int in kinds else "det som ord eller tal")
    raise DescriptionError(f"{where}: {content} kan ikke bruges; skriv {remedy}.")


def _numbers(content: Mapping[object, object], where: str) -> dict[str, str]:
    """Names with words or numbers; in braces YAML parts at a comma, so that ``{Nord: 10,30}`` is two."""
    if cut := [str(name) for name, one in content.items() if one in ("", None)]:
        raise DescriptionError(f'{where}: {cut[0]} har ingen værdi; sæt tal med komma i anførselstegn ("10,30").')
    return {str(name): str(one) for name, one in content.items()}


def _items(kind: Any, content: object, where: str) -> tuple[object, ...]:
    listed = content if isinstance(content, list | tuple) else [content] if content else []
    if is_dataclass(kind):
        return tuple(_built(typing.cast(type, kind), one, f"{where} nr. {n}") for n, one in enumerate(listed, start=1))
    if any(isinstance(one, Mapping | list) for one in listed):
        raise DescriptionError(f"{where} skal være en liste af ord.")
    return tuple(str(one) for one in listed)


def _truth(content: str | bool, where: str) -> bool:
    word = str(content).lower()
    if word not in _YES + _NO:
        raise DescriptionError(f"{where}: skriv true eller false, ikke {content}.")
    return word in _YES
