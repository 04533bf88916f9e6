"""Reads and writes a profile as YAML or plain values. A shipped or own profile may be ``based_on`` a shipped one.

With ``based_on`` the file holds only what differs; an area of a known ``id`` changes the fields that it names, an area of
a new ``id`` is added, and ``without`` lists the areas left out.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from trinvis.parameters.errors import ProfileError
from trinvis.parameters.practice import (
    Band,
    CarryOver,
    ComparisonGroup,
    FollowUp,
    FrameRegulation,
    GrantAuthority,
    Organisation,
)
from trinvis.parameters.profile import Area, Profile
from trinvis.parameters.staircase import Staircase, Step, SubStep

_CLASSES = {
    one.__name__: one
    for one in (
        Area,
        Band,
        CarryOver,
        ComparisonGroup,
        FollowUp,
        FrameRegulation,
        GrantAuthority,
        Organisation,
        Staircase,
        Step,
        SubStep,
    )
}


def profile_from_yaml(text: str) -> Profile:
    """See ``Profile.from_yaml``."""
    import yaml

    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", linje {mark.line + 1}" if mark else ""
        raise ProfileError([f"Profilen kan ikke læses som YAML{where}; ret indrykning eller tegn."]) from None
    if not isinstance(content, dict):
        raise ProfileError(["Profilen er tom eller ingen liste af felter; begynd med name og label."])
    return profile_from_dict(content)


def profile_from_dict(content: Mapping[str, Any]) -> Profile:
    """See ``Profile.from_dict``."""
    from trinvis.parameters.profile_checks import problems

    errors: list[str] = []
    profile = _built(Profile, _merged(dict(content)), "Profilen", errors)
    if not errors:
        errors = problems(profile)
    if errors:
        raise ProfileError(errors)
    return typing.cast(Profile, profile)


def profile_to_dict(profile: Profile) -> dict[str, Any]:
    """See ``Profile.to_dict``: fields that have their default are left out."""
    return typing.cast(dict[str, Any], _plain(profile))


def profile_to_yaml(profile: Profile) -> str:
    """See ``Profile.to_yaml``."""
    import yaml

    return yaml.safe_dump(profile_to_dict(profile), allow_unicode=True, sort_keys=False, width=120)


def _merged(content: dict[str, Any]) -> dict[str, Any]:
    base_name = content.pop("based_on", None)
    without = content.pop("without", [])
    if base_name is None:
        return content
    base = Profile.shipped(str(base_name)).to_dict()
    changes = {area.get("id"): area for area in content.pop("areas", []) if isinstance(area, dict)}
    known = {area["id"] for area in base["areas"]}
    for wanted in without:
        if wanted not in known:
            raise ProfileError(
                [f"Profilen, feltet without: området »{wanted}« findes ikke i »{base_name}«; slet det fra listen."]
            )
    areas = [area | changes.get(area["id"], {}) for area in base["areas"] if area["id"] not in without]
    areas += [area for area_id, area in changes.items() if area_id not in known]
    return base | content | {"areas": areas}


def _built(wanted: Any, content: Any, where: str, errors: list[str]) -> Any:
    """An instance of the dataclass from plain values; every fault is added to ``errors``."""
    if not isinstance(content, Mapping):
        errors.append(f"{where}: der skal stå felter med navne; ret indrykningen.")
        return None
    hints = typing.get_type_hints(wanted, localns=_CLASSES)
    known = {field.name: field for field in fields(wanted)}
    for name in content:
        if name not in known:
            errors.append(f"{where}, feltet {name}: feltet kendes ikke; slet det, eller brug et af {', '.join(known)}.")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in content:
            values[name] = _value(hints[name], content[name], f"{where}, feltet {name}", errors)
        elif field.default is MISSING and field.default_factory is MISSING:
            errors.append(f"{where}, feltet {name}: feltet mangler; skriv det.")
    return None if errors else wanted(**values)


def _value(hint: Any, content: Any, where: str, errors: list[str]) -> Any:
    if isinstance(hint, types.UnionType):
        return _of_union(hint, content, where, errors)
    if typing.get_origin(hint) is tuple:
        if not isinstance(content, list | tuple):
            errors.append(f"{where}: der skal stå en liste; begynd hver linje med en bindestreg.")
            return ()
        inner = typing.get_args(hint)[0]
        name = where.rpartition("feltet ")[2]
        return tuple(
            _value(inner, one, f"{where}, {_named(one, name, index)}", errors) for index, one in enumerate(content)
        )
    if is_dataclass(hint):
        return _built(hint, content, where, errors)
    words = {str: "en tekst", int: "et helt tal", bool: "ja eller nej (true/false)"}
    if not isinstance(content, hint) or (hint is int and isinstance(content, bool)):
        errors.append(f"{where}: der skal stå {words[hint]}; ret værdien.")
    return content


def _of_union(hint: Any, content: Any, where: str, errors: list[str]) -> Any:
    for option in typing.get_args(hint):
        if option is types.NoneType:
            if content is None:
                return None
        elif typing.get_origin(option) is tuple:
            if isinstance(content, list | tuple):
                return _value(option, content, where, errors)
        elif isinstance(content, option):
            return _value(option, content, where, errors)
    first = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    return _value(first, content, where, errors)


def _named(content: Any, name: str, index: int) -> str:
    if isinstance(content, Mapping) and "id" in content:
        return f"»{content['id']}«"
    return f"nr. {index + 1}" if name else str(index + 1)


def _plain(content: Any) -> Any:
    if is_dataclass(content) and not isinstance(content, type):
        return {
            field.name: _plain(getattr(content, field.name))
            for field in fields(content)
            if getattr(content, field.name) != _default(field)
        }
    if isinstance(content, tuple):
        return [_plain(one) for one in content]
    return content


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
