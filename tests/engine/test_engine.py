"""Facts come out the same whatever engine reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from trinvis.engine import Engine, EngineUnavailable
from trinvis.tables import BUDGETS, GRANTS, POSTINGS


@dataclass(frozen=True)
class Delivered:
    path: Path
    months: tuple[int, ...] | None = None


def postings(delivery: str, *rows: tuple[int, str, int | None, int]) -> pl.DataFrame:
    """Rows of (row_no, posting date, ledger period, øre)."""
    return POSTINGS.conform(
        pl.DataFrame(
            [
                {"delivery_id": delivery, "row_no": n, "date": date.fromisoformat(d), "period": p, "amount_oere": o}
                for n, d, p, o in rows
            ],
            infer_schema_length=None,
        )
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name a user could have chosen."""
    made = tmp_path / "Børn og unge 2026"
    made.mkdir()
    return made


def test_a_table_without_deliveries_is_empty_and_has_its_shape(engine: Engine) -> None:
    facts = engine.collect(engine.scan([], GRANTS))

    assert facts.height == 0
    assert facts.schema == pl.Schema(GRANTS.facts())


def test_deliveries_are_read_together_in_the_shape_of_the_table(engine: Engine, folder: Path) -> None:
    first = postings("d1", (1, "2026-01-05", 202601, 100), (2, "2026-02-05", 202602, -200))
    second = postings("d2", (1, "2026-03-05", 202603, 400))
    first.write_parquet(folder / "d1.parquet")
    second.write_parquet(folder / "d2.parquet")

    pieces = [Delivered(folder / "d1.parquet"), Delivered(folder / "d2.parquet")]
    facts = engine.collect(engine.scan(pieces, POSTINGS)).sort("delivery_id", "row_no")

    assert facts.equals(pl.concat([first, second]))


def test_a_period_delivery_gives_only_the_months_that_still_count(engine: Engine, folder: Path) -> None:
    rows = postings(
        "d1",
        (1, "2026-01-05", 202601, 1),
        (2, "2026-02-05", 202601, 2),  # the ledger's period decides, not the date
        (3, "2026-02-06", 202602, 4),
        (4, "2026-03-05", None, 8),  # without a period the posting date decides
    )
    rows.write_parquet(folder / "d1.parquet")
    rows.with_columns(delivery_id=pl.lit("d2")).write_parquet(folder / "d2.parquet")

    pieces = [Delivered(folder / "d1.parquet", (202601, 202603)), Delivered(folder / "d2.parquet", (202602,))]
    facts = engine.collect(engine.scan(pieces, POSTINGS)).sort("delivery_id", "row_no")

    assert facts.select("delivery_id", "row_no").rows() == [("d1", 1), ("d1", 2), ("d1", 4), ("d2", 3)]


def test_a_budget_counts_by_its_year(engine: Engine, folder: Path) -> None:
    rows = pl.DataFrame({"delivery_id": ["d", "d"], "row_no": [1, 2], "year": [2025, 2026], "amount_oere": [1, 2]})
    BUDGETS.conform(rows).write_parquet(folder / "b.parquet")

    facts = engine.collect(engine.scan([Delivered(folder / "b.parquet", (202601, 202602))], BUDGETS))

    assert facts["year"].to_list() == [2026]


def test_a_table_without_months_cannot_be_cut_by_month(engine: Engine, folder: Path) -> None:
    GRANTS.empty().write_parquet(folder / "g.parquet")

    with pytest.raises(ValueError, match="Bevilgede indsatser har ingen måned"):
        engine.scan([Delivered(folder / "g.parquet", (202601,))], GRANTS)


def test_an_older_file_lacks_columns_and_has_others(engine: Engine, folder: Path) -> None:
    new = postings("d2", (1, "2026-02-05", 202602, 200))
    old = postings("d1", (1, "2026-01-05", 202601, 100)).drop("voucher", "service_month")
    old.with_columns(pl.col("row_no").cast(pl.Int32), forgotten=pl.lit("x")).write_parquet(folder / "d1.parquet")
    new.write_parquet(folder / "d2.parquet")

    pieces = [Delivered(folder / "d2.parquet"), Delivered(folder / "d1.parquet")]
    facts = engine.collect(engine.scan(pieces, POSTINGS)).sort("delivery_id")

    assert facts.schema == pl.Schema(POSTINGS.facts())
    assert facts["amount_oere"].to_list() == [100, 200]
    assert facts["voucher"].to_list() == [None, None]


def test_a_small_frame_comes_back_as_it_went_in(engine: Engine) -> None:
    frame = postings("d", (1, "2026-01-05", 202601, 9_000_000_000_000_000), (2, "2026-02-05", None, -1))

    assert engine.collect(engine.frame(frame)).sort("row_no").equals(frame)
    assert engine.collect(engine.frame(frame.clear())).schema == frame.schema


def test_an_unknown_engine_is_named_with_the_ones_there_are() -> None:
    with pytest.raises(EngineUnavailable, match="Regnemotoren »oracle« findes ikke; vælg mellem polars, duckdb, spark"):
        Engine.open("oracle")


def test_facts_are_read_on_a_cluster(cluster_engine: Engine, folder: Path) -> None:
    rows = postings("d1", (1, "2026-01-05", 202601, 100), (2, "2026-02-05", 202602, -200))
    rows.write_parquet(folder / "d1.parquet")

    facts = cluster_engine.collect(cluster_engine.scan([Delivered(folder / "d1.parquet", (202602,))], POSTINGS))

    assert facts.equals(rows.filter(pl.col("row_no") == 2))
    assert cluster_engine.collect(cluster_engine.scan([], POSTINGS)).schema == pl.Schema(POSTINGS.facts())
