"""The same worlds give the same matches, lines and lists, to the øre and row by row, on every engine."""

from __future__ import annotations

from random import Random
from typing import Any

from trinvis.calculations.commitments.matching import MATCH_RULES
from trinvis.calculations.commitments.year import YEAR_RULES

AREAS = ("pleje", "forebyggelse")


def test_a_muddle_on_every_engine(year_on: Any, year: Any, case: Any) -> None:
    grants, postings, hand = case.muddle(Random(48), 60)
    matched = year_on.matched(grants, postings, hand)
    assert matched.equals(year.matched(grants, postings, hand))
    assert set(matched["rule"]) == set(MATCH_RULES)

    lines = year_on.lines(grants, postings, closed=202605, areas=AREAS, hand=hand)
    expected = year.lines(grants, postings, closed=202605, areas=AREAS, hand=hand)
    assert lines.sort(lines.columns).equals(expected.sort(lines.columns))
    assert {rules.split(";")[-1] for rules in lines["rules"]} == set(YEAR_RULES)

    assert year_on.lists(grants, postings, closed=202605, hand=hand) == year.lists(
        grants, postings, closed=202605, hand=hand
    )


def test_a_muddle_on_a_cluster(year_on_cluster: Any, year: Any, case: Any) -> None:
    grants, postings, _ = case.muddle(Random(5), 20)
    found, expected = (on.lines(grants, postings, closed=202605, areas=AREAS) for on in (year_on_cluster, year))
    assert found.sort(found.columns).equals(expected.sort(found.columns))


def test_truth_on_every_engine(year_on: Any, case: Any) -> None:
    random = Random(11)
    grants = case.grants_of(random, 40)
    invoices = case.invoices_of(random, grants, [0, 1, 2])
    known = invoices.filter(invoices["period"] <= 202606)
    figures = year_on.figures(grants, known, closed=202606, late=2, areas=AREAS)
    assert figures["forecast"] == grants["amount_oere"].sum() / 100
