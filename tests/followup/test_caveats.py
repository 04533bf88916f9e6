"""What must be said beside the figures."""

from __future__ import annotations

from datetime import date

import polars as pl

from trinvis.calculations.followup import caveats
from trinvis.calculations.followup.rows import totals
from trinvis.calculations.forecast.projection import ABOVE_FRAME, FEW_MONTHS, NO_ESTIMATE, Projection
from trinvis.parameters.value import Value
from trinvis.tables.lines import UNPLACED


def test_refund_that_could_not_be_calculated():
    got = caveats.refund_not_calculated("grænser for 2026 mangler", "refusion")
    assert got.sentence == (
        "Forventet refusion for særligt dyre enkeltsager er ikke beregnet: grænser for 2026 mangler. I alt er uden den."
    )
    assert (got.code, got.area) == ("ikke_beregnet", "refusion")


def test_a_closed_month_without_postings():
    (got,) = caveats.missing_months([202602])
    assert got.sentence == (
        "Posteringerne for februar 2026 mangler, skønt måneden er lukket; forbruget kan være for lavt."
    )


def test_methods_say_what_they_rest_on():
    got = caveats.of_projections(
        [
            Projection("a", "moving_average_12", 300, (202606, 202607, 202608), 400, (), (FEW_MONTHS,)),
            Projection("b", "decentral_frame", 90_000_00, (), -1, (), (ABOVE_FRAME,)),
            Projection("c", "estimate", 0, (), 0, (), (NO_ESTIMATE,)),
        ],
        {"a": "Efterskoler"},
    )
    assert [caveat.sentence for caveat in got] == [
        "Efterskoler: det glidende gennemsnit bygger på 3 måneder, ikke på 12.",
        "b: forbruget er over rammen på 90.000 kr., men metoden siger, at rammen holder.",
        "c: metoden er skøn, men der er intet skøn; forventet regnskab er kun forbruget.",
    ]


def test_assumed_and_carried_forward_values_are_named_once():
    value = Value(
        "rates", "døgn", 12345, "kr.", "oere", date(2025, 1, 1), None, "brev", "", False, True, "kommune", "id", 2025
    )
    got = caveats.of_parameters([value, value], {"rates": "Takster"})
    assert [caveat.sentence for caveat in got] == [
        "Takster, døgn: værdien 123,45 kr. er antaget (brev).",
        "Takster, døgn: 123,45 kr., fremskrevet fra 2025-niveau.",
    ]


def test_money_outside_the_areas_and_outside_the_totals():
    sums = pl.DataFrame(
        {
            "area": [UNPLACED, UNPLACED],
            "component": ["spent", "budget_original"],
            "amount_oere": [12_345_00, 100_00],
            "child_oere": [0, 0],
        }
    )
    (placed,) = caveats.of_rows(totals(sums, ()))
    assert placed.sentence == (
        "Ikke placeret: 12.345 kr. af forventet regnskab og 100 kr. af budgettet hører ikke til noget område i profilen, "
        "men er med i alt."
    )
    assert placed.amount_oere == 12_345_00
    (rejected,) = caveats.of_rejected(caveats.RejectedRows(3, 150_050, 1))
    assert rejected.sentence == (
        "3 afviste rækker på i alt 1.500,50 kr. er ikke med i tallene; på 1 af dem kunne beløbet ikke læses."
    )
    assert caveats.of_rejected(caveats.RejectedRows(0, 0, 0)) == ()
    (income,) = caveats.of_left_out(-500)
    assert income.sentence == "Indtægter på −5 kr. regnes ikke med, fordi områderne opgøres brutto."
