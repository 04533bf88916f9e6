"""A simulated forecast of small municipalities: what must hold whatever is drawn, and what is said where little is known."""

from __future__ import annotations

from datetime import date
from math import isfinite

import pytest
from tests.municipality.small import Kommune
from tests.municipality.test_forecast_seen import FEBRUARY, JANUARY, grant

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.municipality import forecast_caveats as caveats
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.municipality.forecast_seen import month_end
from trinvis.municipality.forecast_year import ForecastYear, Row

DRAWS = 200


def forecast(kommune: Kommune, as_of: date, year: int = 2026, seed: int = 1) -> ForecastYear:
    made = kommune.hall.forecast(year, as_of, draws=DRAWS, seed=seed)
    for row in (*made.areas, made.total):
        whole(row)
    assert made.total.mean_oere == sum(row.mean_oere for row in made.areas)
    assert all(isfinite(share) for share in made.contributions.values())
    assert made.paths.null_count().sum_horizontal().item() == 0
    return made


def whole(row: Row) -> None:
    """Never NaN; the parts are the mean; the intervals lie in each other."""
    assert set(row.parts) == set(PARTS)
    assert row.mean_oere == sum(row.parts.values())
    assert row.low95_oere <= row.low80_oere <= row.median_oere <= row.high80_oere <= row.high95_oere
    assert row.chance is None or 0 <= row.chance <= 1
    assert len(row.percentiles) == 101
    assert list(row.percentiles) == sorted(row.percentiles)


def codes(made: ForecastYear) -> set[str]:
    return {caveat.code for caveat in made.caveats}


def paid(month: int, kroner: str, account: str = "5.28.22.1.001", key: str = "") -> str:
    return f"{month_end(month):%d.%m.%Y};{month};{account};{kroner};;{key};{month};B-{month}-{account}-{kroner}"


def test_one_delivery_gives_a_forecast_with_its_caveats(kommune: Kommune) -> None:
    """A grant that runs all year at 1.000 kr. a day; January is paid."""
    kommune.grants(grant("01"), JANUARY)
    kommune.postings(paid(202601, "31.000,00", key="F-01"), 202601, 202601, JANUARY)
    kommune.budget("2026;Oprindeligt;Plejefamilier;400.000,00", JANUARY)
    made = forecast(kommune, JANUARY)
    assert {caveats.FEW_SNAPSHOTS, caveats.NO_EXITS} <= codes(made)
    assert made.total.parts["spent"] == 31_000_00
    assert made.total.parts["committed"] == 334 * 1_000_00
    assert made.total.follow_up_oere == 365_000_00
    assert made.total.frame_oere == 400_000_00
    assert made.total.mean_oere > 0
    assert made.closed_through == 202601


def test_where_no_interval_is_tried_none_is_promised(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    made = forecast(kommune, JANUARY)
    assert made.tested is None
    assert "ikke prøvet på jeres egne tal" in made.sentence


def test_the_same_seed_gives_the_same_and_another_another(kommune: Kommune) -> None:
    kommune.grants("\n".join(grant(f"{number:02d}") for number in range(1, 9)), JANUARY)
    first = forecast(kommune, JANUARY)
    again = kommune.hall.without_cache().forecast(2026, JANUARY, draws=DRAWS, seed=1)
    assert (first.total, first.areas) == (again.total, again.areas)
    assert forecast(kommune, JANUARY, seed=2).total != first.total


def test_a_type_that_was_never_seen_to_stop_borrows_from_the_others(kommune: Kommune) -> None:
    """Six foster placements have stopped; a ship's stay is new and has never been seen before."""
    ended = [grant(f"{number:02d}", start="01.06.2025", stop=f"{number + 10}.01.2026") for number in range(1, 7)]
    open_ = [grant(f"{number:02d}", start="01.06.2025") for number in range(1, 7)]
    first = [*open_, grant("10")]
    kommune.grants("\n".join(first), date(2025, 12, 31))
    ship = "F-20;200115-9999;Anbringelse;Skibsprojekt;Skibet Fiktiv;Døgn;4.000,00;15.01.2026;01.01.9999;Bevilget"
    kommune.grants("\n".join([*ended, grant("10"), ship]), JANUARY)
    made = forecast(kommune, JANUARY)
    assert caveats.RARE_KINDS in codes(made)
    ships = next(row for row in made.areas if row.area == "opholdssteder")
    assert ships.parts["committed"] > 0


def test_a_year_of_income_only_is_said(kommune: Kommune) -> None:
    kommune.grants(grant("01"), FEBRUARY)
    rows = [paid(202601, "-50.000,00"), paid(202602, "-60.000,00")]
    kommune.postings("\n".join(rows), 202601, 202602, FEBRUARY)
    made = forecast(kommune, FEBRUARY)
    assert caveats.NEGATIVE in codes(made)
    assert made.total.parts["spent"] == -110_000_00


@pytest.mark.parametrize("budget", [None, "2026;Oprindeligt;Plejefamilier;0,00"])
def test_without_a_frame_the_chance_of_breaking_it_is_not_said(kommune: Kommune, budget: str | None) -> None:
    kommune.grants(grant("01"), JANUARY)
    if budget:
        kommune.budget(budget, JANUARY)
    made = forecast(kommune, JANUARY)
    assert made.total.chance is None
    assert caveats.NO_FRAME in codes(made)


def test_postings_alone_are_refused_with_a_sentence(kommune: Kommune) -> None:
    rows = [paid(202600 + month, "10.000,00") for month in range(1, 7)]
    kommune.postings("\n".join(rows), 202601, 202606, month_end(202606))
    with pytest.raises(CannotForecast, match="ingen indsatser"):
        forecast(kommune, month_end(202606))


def test_grants_alone_are_forecast_and_it_is_said(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    made = forecast(kommune, JANUARY)
    assert {caveats.NO_LEDGER, caveats.NOT_BEGUN} <= codes(made)
    assert made.total.mean_oere > 0


def test_a_year_that_has_not_begun(kommune: Kommune) -> None:
    kommune.grants(grant("01"), date(2025, 12, 31))
    kommune.postings(paid(202512, "31.000,00"), 202512, 202512, date(2025, 12, 31))
    made = forecast(kommune, date(2025, 12, 31))
    assert caveats.NOT_BEGUN in codes(made)
    assert made.total.parts["spent"] == 0


def test_unknown_limits_of_refund_are_said_and_the_refund_is_not_lost(kommune: Kommune) -> None:
    kommune.grants(grant("01"), month_end(202606))
    rows = [paid(202600 + month, "-10.000,00", "5.22.07.1.001") for month in range(1, 7)]
    kommune.postings("\n".join(rows), 202601, 202606, month_end(202606))
    made = forecast(kommune, month_end(202606))
    assert caveats.NO_REFUND in codes(made)
    refund = next(row for row in made.areas if row.area == "refusion_saerligt_dyre")
    assert refund.mean_oere < -100_000_00


def test_an_empty_municipality_is_refused(kommune: Kommune) -> None:
    with pytest.raises(CannotForecast):
        kommune.hall.forecast(2026, JANUARY, draws=DRAWS)


def test_a_year_that_lies_ahead_is_refused_and_not_added_to_this_one(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    for year in (2027, 2031):
        with pytest.raises(CannotForecast, match="Årene frem"):
            forecast(kommune, JANUARY, year)


def test_every_small_model_can_be_shown(kommune: Kommune) -> None:
    kommune.grants(grant("01"), JANUARY)
    made = forecast(kommune, JANUARY)
    assert len({one.name for one in made.inputs}) == len(made.inputs) >= 10
    for one in made.inputs:
        assert list(one.headings) == one.rows.columns, one.name
        assert one.label
        assert one.sentence.endswith(".")
