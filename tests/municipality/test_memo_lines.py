"""The lines beside the forecast are made when somebody asks for them, and then add up to their figures."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.municipality.small import Kommune

DAY = date(2026, 4, 5)


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    """40.000 kr. a month all year; 41.000 a month posted for January to March, and 7.000 on a school's account."""
    kommune.grants(
        "F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;31.12.2026;Bevilget",
        date(2026, 3, 31),
    )
    kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;41.000,00;010115-9999;F-1;2026-01;B1
        28.02.2026;2026-02;5.28.22.1.002;41.000,00;010115-9999;F-1;2026-02;B2
        31.03.2026;2026-03;5.28.22.1.002;41.000,00;010115-9999;F-1;2026-03;B3
        31.03.2026;2026-03;3.22.01.1.001;7.000,00;;;;B4
        """,
        202601, 202603, DAY,
    )  # fmt: skip
    return kommune


def memo(lines: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Component → number of lines and kroner."""
    return {
        component: (
            lines.filter(pl.col("component") == component).height,
            int(lines.filter(pl.col("component") == component)["amount_oere"].sum()) // 100,
        )
        for component in ("committed_year", "plain_replacement")
    }


@pytest.mark.parametrize("measure", ["net", "gross"])
def test_the_lines_add_up_to_the_figures(filled: Kommune, measure: str) -> None:
    """12 × 40.000 committed; 3 × 41.000 posted and 9 × 40.000 ahead in their place."""
    made = filled.hall.follow_up(2026, DAY, measure)
    assert (made.total["committed_year_oere"], made.total["plain_replacement_oere"]) == (480_000_00, 483_000_00)
    assert memo(made.lines) == {"committed_year": (12, 480_000), "plain_replacement": (12, 483_000)}
    replaced = made.lines.filter(pl.col("component") == "plain_replacement", pl.col("month") <= 202603)
    assert {rules.split(";")[-1] for rules in replaced["rules"]} == {"D8"}


def test_money_outside_the_area_keeps_its_own(filled: Kommune) -> None:
    made = filled.hall.follow_up(2026, DAY)
    assert memo(made.outside) == {"committed_year": (0, 0), "plain_replacement": (1, 7_000)}


def test_they_can_be_asked_for_when_the_municipality_is_closed(filled: Kommune) -> None:
    made = filled.hall.follow_up(2026, DAY)
    assert made.size() > made.without_memo.estimated_size()
    filled.hall.close()
    assert memo(made.lines)["committed_year"] == (12, 480_000)
    assert made.lines is made.lines
