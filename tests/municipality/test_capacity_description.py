"""Every field of a table's description is told in Danish, and every example is one that the checker reads."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from tests.capacity.printed_tables import FOLDER, tables

from trinvis.calculations.capacity.table_checker import Description, check_table, read_description, table_from_csv
from trinvis.municipality.capacity_check import Given, described
from trinvis.presentation.capacity_description import SHARED, STATEMENTS, TABLE, Statement
from trinvis.presentation.capacity_description_text import (
    EXAMPLE,
    EXAMPLE_TABLE,
    markdown,
    meanings,
    proposal,
    template,
)


def test_every_field_of_a_description_is_told() -> None:
    told = [*TABLE, *(one.field for one in STATEMENTS)]
    assert sorted(told) == sorted(one.name for one in fields(Description))


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.field)
def test_every_field_of_a_statement_is_told_and_no_other(one: Statement) -> None:
    names = {field.name for field in fields(one.kind)}
    assert set(one.fields) == names - set(SHARED)
    assert list(meanings(one)) == [field.name for field in fields(one.kind)]


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.field)
def test_every_example_is_read(one: Statement) -> None:
    (said,) = getattr(read_description(f"{one.field}:\n  - {one.example}\n"), one.field)
    assert type(said) is one.kind


def test_the_template_describes_nothing_until_something_is_uncommented() -> None:
    assert read_description(template()) == Description()
    lines = [
        line.removeprefix("# ") if line.startswith(("# sums:", "#   - {total: I alt}")) else line
        for line in template().splitlines()
    ]
    assert read_description("\n".join(lines)).sums[0].total == "I alt"


@pytest.mark.parametrize("number", sorted(tables()))
def test_a_proposal_says_the_same_as_what_it_was_made_of(number: str) -> None:
    csv, yaml = ((FOLDER / f"{number}.{ending}").read_bytes() for ending in ("csv", "yaml"))
    made = described(Given(f"{number}.csv", csv, yaml, f"{number}.yaml"))
    assert read_description(proposal(made)) == made.about


def test_the_guides_example_finds_its_one_fault() -> None:
    found = check_table(table_from_csv(EXAMPLE_TABLE), read_description(EXAMPLE))
    assert [(one.kind, one.sure) for one in found] == [("sum", "certain")]
    page = markdown()
    assert EXAMPLE_TABLE in page
    assert EXAMPLE in page


def test_the_guide_names_the_commands_that_there_are() -> None:
    guide = (Path(__file__).parents[2] / "docs/da/kapacitet.md").read_text(encoding="utf-8")
    assert "trinvis capacity check" in guide
    assert "trinvis capacity description" in guide
    assert "(tabelbeskrivelse.md)" in guide
