"""The example built through the municipality's own door: what its truth lets us prove about the follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import polars as pl
import pytest

from trinvis.demo import MUNICIPALITY, Plan, Traits, files
from trinvis.demo.building import fill
from trinvis.municipality import Municipality

DAY = date(2025, 8, 31)
INVOICED = ["plejefamilier", "opholdssteder", "doegninstitutioner", "slaegt_netvaerk", "sikrede_doegninstitutioner"]
INVOICED += ["familiebehandling", "aflastning_kontaktperson"]

Made = tuple[Municipality, Plan]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Traits], Made]]:
    """Builds eight months of the example with the traits asked for."""
    opened: list[Municipality] = []

    def made(name: str, traits: Traits) -> Made:
        folder = tmp_path_factory.mktemp(name)
        plan = files(folder / "filer", 11, traits=traits, first=202501, last=202508)
        municipality = Municipality.create(
            folder / "kommune",
            municipality=MUNICIPALITY,
            key=b"n" * 32,
            clock=lambda: datetime(2025, 9, 1, 8, 0, tzinfo=UTC),
            by="prøve",
        )
        opened.append(municipality)
        fill(municipality, plan, lambda *_: None)
        return municipality, plan

    yield made
    for municipality in opened:
        municipality.close()


@pytest.fixture(scope="module")
def real(make: Callable[[str, Traits], Made]) -> Made:
    return make("som-rigtig", Traits())


@pytest.fixture(scope="module")
def prompt(make: Callable[[str, Traits], Made]) -> Made:
    return make("alt-kendt", Traits(late=False, errors=False, invoice_months_late=0))


@pytest.fixture(scope="module")
def tardy(make: Callable[[str, Traits], Made]) -> Made:
    return make("alt-kendt-sene-fakturaer", Traits(late=False, errors=False, invoice_months_late=2))


def forecasts(made: Made) -> dict[str, int]:
    areas = made[0].follow_up(2025, DAY).areas
    return dict(areas.filter(pl.col("area").is_in(INVOICED)).select("area", "forecast_oere").iter_rows())


def test_with_all_invoices_two_months_late_the_forecast_of_fully_known_grants_is_unchanged(
    prompt: Made, tardy: Made
) -> None:
    assert forecasts(tardy) == forecasts(prompt)


def test_no_krone_is_in_two_areas_or_twice_in_one(real: Made) -> None:
    """What was accepted of the ledger of 2025 is what the areas have spent, row for row once."""
    municipality, _ = real
    follow_up = municipality.follow_up(2025, DAY)
    spent = follow_up.lines.filter(pl.col("component") == "spent")
    assert spent.height == spent.select("delivery_id", "row_no").unique().height
    accepted, outside = 0, 0
    for piece in municipality.basis(DAY).selection.pieces("postings"):
        rows = pl.read_parquet(piece.path)
        wanted = rows.filter(pl.col("period").is_in(piece.months)) if piece.months is not None else rows
        year = wanted.filter(pl.col("period") // 100 == 2025)
        accepted += year["amount_oere"].sum()
        outside += year.filter(pl.col("account_key").str.starts_with("5822"))["amount_oere"].sum()
    assert outside > 0  # accounts with two digits swapped: read, and on no account of the area
    assert spent["amount_oere"].sum() == accepted - outside
    assert follow_up.total["spent_oere"] == accepted - outside


def test_a_month_that_is_posted_or_committed_counts_once_per_grant(prompt: Made) -> None:
    """With all invoices prompt and everything known, no grant has a missing invoice in a closed month."""
    lines = prompt[0].follow_up(2025, DAY).lines
    missing = lines.filter(pl.col("component") == "missing_invoice", pl.col("month") <= 202508)
    offset = lines.filter(pl.col("component") == "collective_offset")
    covered = missing["amount_oere"].sum() + offset["amount_oere"].sum()
    assert abs(covered) <= lines.filter(pl.col("component") == "spent")["amount_oere"].sum() // 1000


def test_the_forecast_of_what_is_fully_known_is_near_the_truth(prompt: Made) -> None:
    """Grants, prices and stops are known from the first day; what starts after August is not: the truth is a little higher."""
    municipality, plan = prompt
    cost = pl.read_parquet(plan.folder / "truth" / "year_cost.parquet").filter(pl.col("year") == 2025)
    truth = dict(cost.select("area", "ledger_oere").iter_rows())
    for area, forecast in forecasts((municipality, plan)).items():
        estimates = municipality.follow_up(2025, DAY).areas.filter(pl.col("area") == area)["estimates_oere"].item()
        assert forecast - estimates == pytest.approx(truth[area], rel=0.12, abs=60_000_000), area


def test_the_delivery_that_was_cut_off_counts_until_it_is_withdrawn(real: Made) -> None:
    municipality, plan = real
    (gone,) = plan.withdrawals
    assert gone.withdrawn is not None
    during = municipality.follow_up(2025, gone.known_from).total["spent_oere"]
    after = municipality.follow_up(2025, gone.withdrawn).total["spent_oere"]
    cut = [d for d in municipality.deliveries() if d.withdrawn_from is not None]
    assert len(cut) == 1
    assert after > during


def test_everything_but_the_last_day_stands_as_backdated(real: Made) -> None:
    assert all(delivery.backdated for delivery in real[0].deliveries())


def test_rows_typed_wrong_are_rejected_and_the_rest_is_kept(real: Made) -> None:
    municipality, plan = real
    rejected = {d.source: 0 for d in plan.deliveries}
    for delivery in municipality.deliveries():
        rejected[delivery.source] += municipality.rejects(delivery.id).height
    assert rejected["grants"] >= 8
    assert rejected["finance"] >= 4
    assert all(count == 0 for source, count in rejected.items() if source not in ("grants", "finance"))
