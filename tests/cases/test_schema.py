"""The schema is whole: every field of every part is in it, reads as it says, and stands in the user guide."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml
from tests.cases.whole import WHOLE

from trinvis.cases import case as parts_of_a_case
from trinvis.cases.case import HEADINGS, Case, Form
from trinvis.cases.checks import warnings
from trinvis.cases.nodes import from_plain
from trinvis.cases.page import EXAMPLE, markdown
from trinvis.cases.part_values import PartValues
from trinvis.cases.parts.inputs import FORMS, GIVEN
from trinvis.cases.problem import Problem
from trinvis.cases.reading import case_from_yaml
from trinvis.cases.schema import PARTS, Field, Part

MADE = {name: part for part in PARTS.values() if part.made is not None for name in [part.made.__name__]}
DATACLASSES = [
    one
    for one in vars(parts_of_a_case).values()
    if isinstance(one, type) and one.__module__ == parts_of_a_case.__name__
]
FIELDS = [(part, field) for part in PARTS.values() for field in part.fields]


def test_every_dataclass_of_a_case_is_a_part() -> None:
    assert sorted(one.__name__ for one in DATACLASSES) == sorted(MADE)


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_attribute_is_said_by_a_field(name: str) -> None:
    part = MADE[name]
    assert part.made is not None
    said = {attribute for field in part.fields for attribute in field.fills}
    given = {"line", "name"} if part.made is not Case else set()
    assert {one.name for one in fields(part.made)} - given <= said
    assert said - given <= {one.name for one in fields(part.made)}


@pytest.mark.parametrize(("part", "field"), FIELDS, ids=[f"{part.key}.{field.key}" for part, field in FIELDS])
def test_a_field_says_what_it_is(part: Part, field: Field) -> None:
    assert field.label
    assert field.meaning.endswith(".")
    assert field.choices or field.kind != "choice"
    assert not field.part or field.part in PARTS
    if field.default is not None and part.made is not None:
        (attribute,) = [one for one in fields(part.made) if one.name == field.fills[0]]
        assert attribute.default in (field.default, MISSING)


@pytest.mark.parametrize(("part", "field"), FIELDS, ids=[f"{part.key}.{field.key}" for part, field in FIELDS])
def test_the_example_of_a_field_can_be_read(part: Part, field: Field) -> None:
    if not field.example:
        return
    problems: list[Problem] = []
    values = PartValues(problems)
    written = {field.key: yaml.load(field.example, yaml.BaseLoader)}
    if part.made is not None and part.key not in ("on", "distribution", "application"):
        values.part(part, from_plain(written), whole=False, unit="antal" if field.example == "155" else "")
    elif part.key == "on":
        values.on(from_plain(written), PARTS["money"].field("on"))
    assert not problems


def test_the_words_of_a_choice_are_those_of_its_type() -> None:
    hints = {part.made: get_type_hints(part.made) for part in PARTS.values() if part.made is not None}
    for part, field in FIELDS:
        if field.kind == "choice" and part.made is not None and part.key != "on":
            words = str(hints[part.made][field.fills[0]])
            assert all(f"'{word}'" in words for word in field.choices), (part.key, field.key)
            assert words.count("'") == 2 * len(field.choices), (part.key, field.key)
    assert set(FORMS) == set(GIVEN) == set(get_args(Form))


def test_the_page_has_every_part_field_word_and_form() -> None:
    page = markdown()
    for part, field in FIELDS:
        assert f"### `{part.key}`: {part.label}\n" in page
        assert f"| `{field.key}`: {field.label} | {field.meaning}" in page
        assert all(f"`{word}` {meaning}" in page for word, meaning in field.choices.items())
    assert all(label in page for label in HEADINGS.values())


def test_the_page_stands_in_the_user_guide() -> None:
    page = Path(__file__).parents[2] / "docs" / "da" / "investeringscase.md"
    assert page.read_text(encoding="utf-8") == markdown().rstrip() + "\n"


def test_the_example_of_the_page_is_a_case_without_remarks() -> None:
    assert EXAMPLE in markdown()
    assert warnings(case_from_yaml(EXAMPLE)) == ()


def test_a_line_is_no_part_of_what_a_case_says() -> None:
    moved = case_from_yaml("\n\n# senere\n" + WHOLE)
    assert moved == case_from_yaml(WHOLE)
    assert moved.inputs["antal"].line == case_from_yaml(WHOLE).inputs["antal"].line + 3
