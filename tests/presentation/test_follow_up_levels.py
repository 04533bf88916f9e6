"""The follow-up by level: parts add up to their area, a budget for the whole area is not spread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.followup.rows import totals
from trinvis.presentation.follow_up_levels import LEVELS, Level, account_text, level_table
from trinvis.reports.follow_up_table import FollowUpFacts
from trinvis.tables.lines import line_types

AREAS = (
    ("pleje", "Plejefamilier", "Børn", "Anbringelser"),
    ("doegn", "Institutioner", "Børn", "Anbringelser"),
    ("hjemme", "Hjemmebaserede", "Børn", "Forebyggelse"),
    ("voksne", "Voksne", "Voksne", "Forebyggelse"),
)
# area, component, type, placement, account, øre
LINES = (
    ("pleje", "budget_original", None, None, None, 1_000),
    ("pleje", "spent", "placement", "foster", "528221002", 400),
    ("pleje", "spent", "placement", "municipal_foster", "528221004", 150),
    ("pleje", "committed_open", "placement", "foster", "528221002", 500),
    ("pleje", "pool", None, None, None, 70),
    ("pleje", "last_year_spent", None, None, "528221002", 900),
    ("doegn", "budget_original", "placement", "institution", "528231002", 600),
    ("doegn", "spent", "placement", "institution", "528231002", 700),
    ("hjemme", "budget_original", "family_treatment", None, None, 300),
    ("hjemme", "budget_moved", None, None, None, -20),
    ("hjemme", "spent", "family_treatment", None, None, 250),
    ("voksne", "budget_original", None, None, None, 50),
    ("voksne", "method_rest", None, None, None, 40),
)


@dataclass(frozen=True)
class Made:
    """What a level is made from, without a workspace."""

    year: int
    basis_name: str
    areas: pl.DataFrame
    lines: pl.DataFrame
    profile: Any


def made() -> tuple[Made, FollowUpFacts]:
    rows = [
        {"area": a, "component": c, "intervention_type": t, "placement_type": p, "account_key": k, "amount_oere": oere}
        for a, c, t, p, k, oere in LINES
    ]
    lines = pl.DataFrame([{**dict.fromkeys(line_types()), **row} for row in rows], schema=line_types())
    areas = tuple(
        SimpleNamespace(
            id=i, label=label, policy_area=p, budget_area=b, method="disposition", method_reason="", net=True
        )
        for i, label, p, b in AREAS
    )
    sums = lines.group_by("area", "component").agg(pl.col("amount_oere").sum()).with_columns(child_oere=pl.lit(0))
    table = totals(sums, areas)  # type: ignore[arg-type]
    found = Made(2026, "2026-09-30", table, lines, SimpleNamespace(areas=areas))
    facts = FollowUpFacts(
        year=2026,
        basis="2026-09-30",
        as_of=date(2026, 9, 30),
        closed_through=202609,
        program="1",
        areas=table,
        address=lambda figure, kind, area: f"{figure}/{kind}/{area}",
        explanations={},
    )
    return found, facts


def rows_of(level: Level, **options: Any) -> list[dict[str, Any]]:
    found, facts = made()
    levelled = level_table(found, facts, level, **options)  # type: ignore[arg-type]
    return [{**row, "parent": parent} for row, parent in zip(levelled.table.rows, levelled.parents, strict=True)]


def test_policy_and_budget_areas_add_up_their_areas() -> None:
    assert [(r["label"], r["budget_oere"], r["forecast_oere"]) for r in rows_of("policy_area")] == [
        ("Børn", 1_880, 2_070),
        ("Voksne", 50, 40),
    ]
    # two policy areas each have a budget area of that name: they are not thrown together
    assert [(r["label"], r["policy_area"], r["deviation_oere"]) for r in rows_of("budget_area")] == [
        ("Anbringelser", "Børn", 1_600 - 1_820),
        ("Forebyggelse", "Børn", 280 - 250),
        ("Forebyggelse", "Voksne", 10),
    ]


def test_a_budget_for_the_whole_area_is_not_spread() -> None:
    parts = [r for r in rows_of("area", opened=["pleje"]) if r["parent"] == "pleje"]
    assert [(r["label"], r["budget_oere"], r["forecast_oere"], r["deviation_oere"]) for r in parts] == [
        ("Plejefamilie", None, 900, None),
        ("Kommunal plejefamilie", None, 150, None),
        ("Ikke delt på indsatstype", 1_000, 70, None),
    ]
    found, facts = made()
    levelled = level_table(found, facts, "type")  # type: ignore[arg-type]
    assert levelled.undivided == ("Plejefamilier", "Hjemmebaserede")
    assert levelled.table.notes[0].startswith(
        "Budgettet er lagt på området og ikke delt på indsatstype i: Plejefamilier, "
    )


def test_a_budget_by_type_gives_the_types_a_deviation() -> None:
    (part,) = (r for r in rows_of("type") if r["parent"] == "doegn")
    assert (part["label"], part["budget_oere"], part["deviation_oere"], part["deviation_word"]) == (
        "Døgninstitution",
        600,
        -100,
        "merforbrug",
    )


def test_a_budget_that_is_partly_divided_shows_what_is_there_and_no_deviation() -> None:
    parts = [r for r in rows_of("type") if r["parent"] == "hjemme"]
    assert [(r["label"], r["budget_oere"], r["deviation_oere"]) for r in parts] == [
        ("Familiebehandling", 300, None),
        ("Ikke delt på indsatstype", -20, None),
    ]


def test_last_year_known_for_the_area_alone_is_empty_in_its_types_not_zero() -> None:
    parts = [r for r in rows_of("type") if r["parent"] == "pleje"]
    assert [r["last_year_oere"] for r in parts] == [None, None, 900]
    by_account = [r["last_year_oere"] for r in rows_of("account") if r["parent"] == "pleje"]
    assert by_account == [900, 0, 0]


def test_accounts_have_their_number_and_name() -> None:
    parts = [r["label"] for r in rows_of("account", account_labels={"528221002": "Vederlag"}) if r["parent"] == "pleje"]
    assert parts == ["5.28.22.1.002 Vederlag", "5.28.22.1.004", "Uden konto"]
    assert account_text("12") == "12"


@pytest.mark.parametrize("level", list(LEVELS))
def test_every_level_adds_up_to_the_total(level: Level) -> None:
    rows = rows_of(level)
    _, facts = made()
    total = facts.areas.filter(pl.col("kind") == "total").row(0, named=True)
    for figure in ("budget_oere", "spent_oere", "committed_oere", "forecast_oere", "last_year_oere"):
        first = [r for r in rows if r["parent"] is None and (r["kind"] != "policy_area" or level == "policy_area")]
        assert sum(r[figure] for r in first) == total[figure], figure
        for parent in {r["parent"] for r in rows} - {None}:
            parts = sum(r[figure] or 0 for r in rows if r["parent"] == parent)
            assert parts == next(r[figure] for r in rows if r["area"] == parent), (parent, figure)


def test_sorting_keeps_parts_below_their_area_and_leaves_subtotals_out() -> None:
    rows = rows_of("type", order_by="forecast_oere", falling=True)
    assert [r["label"] for r in rows] == [
        "Plejefamilier",
        "Plejefamilie",
        "Kommunal plejefamilie",
        "Ikke delt på indsatstype",
        "Institutioner",
        "Døgninstitution",
        "Hjemmebaserede",
        "Familiebehandling",
        "Ikke delt på indsatstype",
        "Voksne",
    ]


def test_every_figure_has_an_address_and_an_empty_one_has_none() -> None:
    found, facts = made()
    table = level_table(found, facts, "type").table  # type: ignore[arg-type]
    number = next(n for n, row in enumerate(table.rows) if row["label"] == "Kommunal plejefamilie")
    assert table.addresses[number, "spent_oere"] == (
        "follow-up/2026/2026-09-30/spent_oere?area=pleje&intervention_type=placement&placement_type=municipal_foster"
    )
    assert (number, "budget_oere") not in table.addresses


def test_lines_without_an_area_have_a_row_and_open() -> None:
    found, facts = made()
    more = pl.concat([found.lines, found.lines.head(1).with_columns(area=pl.lit(None, dtype=pl.String))])
    sums = more.with_columns(pl.col("area").fill_null("ikke_placeret")).group_by("area", "component")
    table = totals(sums.agg(pl.col("amount_oere").sum()).with_columns(child_oere=pl.lit(0)), found.profile.areas)
    levelled = level_table(
        replace(found, lines=more, areas=table),  # type: ignore[arg-type]
        replace(facts, areas=table),
        "budget_area",
    )
    assert levelled.table.rows[-1]["label"] == "Ikke placeret"
    assert levelled.table.addresses[len(levelled.table.rows) - 1, "budget_oere"].endswith("?area=ikke_placeret")
