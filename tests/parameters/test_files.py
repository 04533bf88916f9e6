"""Every data file says what it is, in what unit, from where and for when; a broken one says what is wrong."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from trinvis.parameters import ParameterFileError, Parameters
from trinvis.parameters.reading import DATA, files, read
from trinvis.parameters.register import FOLDERS, markdown

NAMES = Parameters.shipped().names()


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_description_unit_source_reference_and_validity(name: str) -> None:
    one = Parameters.shipped().describe(name)
    for text in (one.label, one.description, one.unit, one.source, one.reference, one.word):
        assert text.strip()
    assert one.description.endswith(".")
    assert one.folder in FOLDERS
    assert one.rows or name == "price_index"
    for row in one.rows:
        assert row.source.strip()
        assert row.reference.strip()
        assert row.unit.strip()
        assert row.valid_to is None or row.valid_from <= row.valid_to
    if one.key_columns:
        assert one.field(one.value_column) is not None
        assert all(field.label for field in one.fields)


@pytest.mark.parametrize("name", NAMES)
def test_periods_of_a_key_do_not_overlap(name: str) -> None:
    one = Parameters.shipped().describe(name)
    for key in one.row_keys:
        rows = sorted((row for row in one.rows if row.key == key), key=lambda row: row.valid_from)
        for earlier, later in pairwise(rows):
            assert earlier.valid_to is not None
            assert earlier.valid_to < later.valid_from


@pytest.mark.parametrize("name", NAMES)
def test_a_level_or_a_closed_value_has_an_end(name: str) -> None:
    one = Parameters.shipped().describe(name)
    if one.carry != "constant":
        assert all(row.valid_to is not None for row in one.rows)


def test_no_csv_file_is_without_its_description() -> None:
    described = {path.with_suffix(".csv") for path in files().values()}
    assert set(DATA.rglob("*.csv")) <= described


def test_the_register_shows_every_parameter_and_every_row() -> None:
    text = markdown()
    for name in NAMES:
        one = Parameters.shipped().describe(name)
        assert f"- Navn: `{name}`" in text
        assert f"- Kilde: {one.source}" in text
        assert f"- Lovhjemmel: {one.reference}" in text
    lines = text.splitlines()
    heads = sum(line.startswith("| ---") for line in lines)
    rows = sum(line.startswith("| ") for line in lines) - 2 * heads
    assert rows == sum(len(Parameters.shipped().describe(name).rows) for name in NAMES)
    assert "| 1 | 860.000 | 25 |" in text
    assert text.startswith("# Register over parametre\n")


GOOD = """\
label: Sats
description: En sats.
unit: kr.
kind: oere
carry: level
source: loven
reference: § 1
values:
  - {from: 2020-01-01, to: 2020-12-31, value: 145.10}
"""
TABLE = (
    GOOD.split("values:")[0]
    + "table: {key: [band], value: limit, columns: {band: {label: B}, limit: {label: L, kind: oere}}}\n"
)


def test_a_value_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "sats.yaml").write_text(GOOD, "utf-8")
    one = read(tmp_path / "sats.yaml", tmp_path)
    assert [(row.value, row.id) for row in one.rows] == [(14_510, "sats@2020-01-01")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (GOOD.replace("source: loven\n", ""), "mangler source; skriv"),
        (GOOD.replace("unit: kr.\n", "unit: ' '\n"), "mangler unit; skriv"),
        (GOOD.replace("kind: oere", "kind: kroner"), "ukendt kind eller carry"),
        (GOOD.replace("145.10", "145.105"), "kan ikke læses; ret"),
        (GOOD.replace("2020-01-01", "1. januar"), "kan ikke læses; ret"),
        ("label: [", "kan ikke læses som YAML"),
        ("", "er tom"),
    ],
)
def test_a_broken_file_says_which_field(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "sats.yaml").write_text(content, "utf-8")
    with pytest.raises(ParameterFileError, match=sentence) as caught:
        read(tmp_path / "sats.yaml", tmp_path)
    assert "sats.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("band;valid_from\n1;2020-01-01\n", "mangler kolonnen limit"),
        ("band;limit;valid_from;pris\n1;2;2020-01-01;3\n", "har kolonnen pris"),
        ("band;limit;valid_from\n1;2\n", "linje 2: antallet af felter"),
        ("band;limit;valid_from\n1;x;2020-01-01\n", "linje 2: .*kan ikke læses"),
        ("band;limit;valid_from\n1;2;2020-01-01\n1;3;2020-01-01\n", "to rækker sats/1@2020-01-01"),
    ],
)
def test_a_broken_table_says_which_line(tmp_path: Path, rows: str, sentence: str) -> None:
    (tmp_path / "sats.yaml").write_text(TABLE, "utf-8")
    (tmp_path / "sats.csv").write_text(rows, "utf-8")
    with pytest.raises(ParameterFileError, match=sentence):
        read(tmp_path / "sats.yaml", tmp_path)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sats.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(ParameterFileError, match=r"To filer hedder sats\.yaml"):
        files(tmp_path)
