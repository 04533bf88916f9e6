"""Templates and format documentation come from the tables, and what they show can be read."""

from __future__ import annotations

from typing import Any

import pytest

from trinvis.intake import SOURCES, ReadOptions
from trinvis.intake.checks import CHECKS
from trinvis.intake.formats import markdown, remedies
from trinvis.intake.rules import RULES
from trinvis.intake.templates import csv_template, xlsx_template
from trinvis.tables import TABLES

SOURCE = {
    "grants": "grants",
    "postings": "finance",
    "budgets": "budget",
    "assumptions": "assumptions",
    "estimates": "estimates",
    "children": "children",
    "population": "population",
    "public_figures": "figures",
    "offers": "offers",
    "framework_places": "framework",
    "places": "places",
    "staff": "staff",
    "activity": "activity",
    "placement_causes": "causes",
    "psychiatry": "psychiatry",
    "waiting": "waiting",
    "programmes": "programmes",
    "survey_answers": "survey",
    "price_levels": "prices",
}


@pytest.mark.parametrize("table", SOURCE)
@pytest.mark.parametrize("write", [csv_template, xlsx_template])
def test_a_template_is_read_by_its_profile(table: str, write: Any, read_text: Any) -> None:
    read = read_text(SOURCE[table], write(TABLES[table]), options=ReadOptions(number_form="da"))
    assert (read.counts.accepted, read.counts.rejected, read.unknown_columns) == (1, 0, ())
    assert read.facts[table].height == 1


def test_every_table_has_templates_with_every_label() -> None:
    for table in TABLES.values():
        labels = csv_template(table).decode("utf-8-sig").splitlines()[0].split(";")
        assert sorted(labels) == sorted(column.label for column in table.columns if column.in_file)
        assert xlsx_template(table).startswith(b"PK")


def test_every_source_field_and_rule_is_documented() -> None:
    text = markdown()
    for profile in SOURCES.values():
        assert f"`{profile.name}`" in text
        assert all(field.label in text for field in profile.fields)
    for table in TABLES.values():
        assert all(f"`{c.name}`" in text for c in table.columns if c.in_file)
    for code in [rule.code for rule in RULES] + [check.CODE for check in CHECKS]:
        assert f"| {code} |" in text


def test_codes_are_unique_and_messages_are_sentences() -> None:
    codes = [rule.code for rule in RULES] + [check.CODE for check in CHECKS]
    assert len(codes) == len(set(codes)) == len(remedies())
    for text in (
        [r.message for r in RULES]
        + [r.remedy for r in RULES]
        + [c.MESSAGE for c in CHECKS]
        + [c.REMEDY for c in CHECKS]
    ):
        assert text.endswith(".")
        assert "\n" not in text


def test_each_check_has_its_test_beside_it() -> None:
    from pathlib import Path

    import trinvis.intake.checks as checks

    folder = Path(checks.__file__).parent
    for check in CHECKS:
        name = check.__name__.rsplit(".", 1)[1]  # type: ignore[attr-defined]
        assert (folder / f"test_{name}.py").exists()
