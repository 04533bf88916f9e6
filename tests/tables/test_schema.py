"""The tables are the common contract: names, kinds and privacy must hang together."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.tables import TABLES
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS, empty_lines, line_types
from trinvis.tables.schema import Table

ALL = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))


@ALL
def test_every_column_says_what_it_is(table: Table) -> None:
    for column in table.columns:
        assert column.label, column.name
        assert column.meaning.endswith("."), (column.name, "a meaning is a sentence")
        if column.kind == "choice":
            assert column.choices, column.name
        if column.kind == "identifier":
            assert column.number is not None, column.name
        if column.kind in ("oere", "hundredths") and column.in_file:
            assert column.unit, (column.name, "an amount needs a unit")


@ALL
def test_headings_are_not_ambiguous(table: Table) -> None:
    seen: dict[str, str] = {}
    for column in table.columns:
        if column.in_file:
            for heading in {column.label.lower(), *(synonym.lower() for synonym in column.synonyms)}:
                assert seen.setdefault(heading, column.name) == column.name, heading


@ALL
def test_private_columns_never_stand_in_the_facts(table: Table) -> None:
    for column in table.columns:
        assert (column.name in table.facts()) is not column.private


@ALL
def test_the_key_is_made_of_facts(table: Table) -> None:
    assert set(table.key) <= set(table.facts())


def test_conform_fills_day_numbers_and_drops_the_unknown() -> None:
    frame = pl.DataFrame({"row_no": [1], "start": [date(1970, 1, 11)], "rate_oere": [5], "noget_andet": ["x"]})
    facts = TABLES["grants"].conform(frame)
    assert facts.columns == list(TABLES["grants"].facts())
    assert facts["start_day"].to_list() == [10]
    assert facts["rate_oere"].to_list() == [5]
    assert facts["child_no"].to_list() == [None]


def test_a_year_end_is_made_of_known_components() -> None:
    assert set(FORECAST_COMPONENTS) < set(COMPONENTS)
    assert empty_lines().schema == pl.Schema(line_types())
