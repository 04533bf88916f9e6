"""Whose budget: what Ishøj's effort costs and who pays it, and what each account and centre pays more and less."""

from __future__ import annotations

import dataclasses

import pytest
from tests.investment import skandia

from trinvis.calculations.investment.budget import budget_lines, budget_parts, effort_cost


def test_ishoej_the_effort():
    """[004:346] 13.603.050 over ten years, [004:350] 1.567.305 the first; with the printed shares 1.263.248 and 304.057
    ([004:376], [004:379])."""
    found = effort_cost(skandia.case(), skandia.run_of(), "indsats")
    assert found.total == pytest.approx(13_603_050)
    assert found.first_year == pytest.approx(1_567_305)
    assert {payer: round(cost) for payer, cost in found.first_year_by.items()} == {
        "ishoej": 1_263_248,
        "vallensbaek": 304_057,
    }
    assert sum(found.total_by.values()) == pytest.approx(13_603_050)
    assert {line.line for line in found.lines} == {"start", "raadgivere", "leder"}


def test_advisers_and_placements_are_on_accounts_of_their_own():
    """Year 1 at 10 %: 3,1 full-year persons at 709.502 less and at 94.917 more on 5.28; the effort on 6.45.51."""
    lines = budget_lines(skandia.case(), skandia.run_of(), "indsats")
    parts = {part.key[0]: part for part in budget_parts(lines, ("account",))}
    assert parts["5.28"].less[0] == pytest.approx(3.1 * 709_502)
    assert parts["5.28"].more[0] == pytest.approx(3.1 * 94_917)
    assert parts["5.28"].change[0] == pytest.approx(-3.1 * 614_585)
    assert parts["6.45.51"].more[0] == pytest.approx(1_567_305)
    assert parts["6.45.51"].less[0] == 0


def test_parts_tie_to_the_net_gain_however_they_are_cut():
    run = skandia.run_of()
    net = run.net("indsats", discounted=False)[:, 0]
    lines = budget_lines(skandia.case(), run, "indsats")
    for by in ((), ("payer",), ("payer", "centre"), ("account", "centre", "payer"), ("line",)):
        parts = budget_parts(lines, by)
        assert sum(part.total for part in parts) == pytest.approx(-net.sum())
        assert [sum(part.change[year] for part in parts) for year in range(10)] == pytest.approx(-net)
        assert all(part.accumulated[-1] == pytest.approx(sum(part.change)) for part in parts)


def test_many_draws_have_no_budget():
    with pytest.raises(ValueError, match="grundværdierne"):
        budget_lines(skandia.case(), dataclasses.replace(skandia.run_of(), paid=None), "indsats")
