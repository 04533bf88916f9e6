"""Every row and every øre of the example's files is somewhere; what was withdrawn no longer counts; what came late says so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.example.example import Example

from trinvis.demo import Delivery as Planned

HEAPS = ("accepted", "rejected", "sums", "titles")


def content(planned: Planned) -> list[str]:
    """The lines of a file that are not blank."""
    encoding = "cp1252" if planned.source == "finance" else "utf-8-sig"
    return [line for line in planned.file.read_bytes().decode(encoding).splitlines() if line.strip(";").strip()]


def oere(text: str) -> int | None:
    """``1234,50-`` → −123450; None for what is no amount."""
    sign = -1 if text.endswith("-") else 1
    digits = text.rstrip("-").replace(",", "")
    return sign * int(digits) if digits.isdigit() else None


def test_every_file_was_received_once(example: Example) -> None:
    planned = [delivery.file.name for delivery in example.plan.deliveries]
    assert [delivery.file_name for delivery in example.hall.deliveries()] == planned
    assert len(set(planned)) == len(planned) > 80


def test_every_row_of_every_file_is_in_one_heap(example: Example) -> None:
    """Accepted + rejected + sums + titles = the file; the accepted are facts, the rejected are listed with a reason."""
    for planned in example.plan.deliveries:
        delivery = example.received[planned.file.name]
        counts = delivery.counts
        assert counts["rows"] == len(content(planned)), planned.file.name
        assert sum(counts[heap] for heap in HEAPS) == counts["rows"], planned.file.name
        assert counts["titles"] >= 1
        # population counts people: one row may be no fact of its own
        if planned.source != "population":
            assert sum(delivery.tables.values()) == counts["accepted"], planned.file.name
        rejects = example.hall.rejects(delivery.id)
        assert rejects["row_no"].drop_nulls().n_unique() == counts["rejected"], planned.file.name
        assert rejects.select("code", "message").null_count().row(0) == (0, 0)


def test_every_oere_of_every_file_is_in_one_heap(example: Example) -> None:
    for planned in example.plan.deliveries:
        counts = example.received[planned.file.name].counts
        assert sum(counts[f"{heap}_oere"] for heap in HEAPS) == counts["amount_oere"], planned.file.name


def test_the_money_of_the_ledger_is_the_money_of_the_file(example: Example) -> None:
    """Read by plain means: what can be read is accepted or rejected, what cannot is counted."""
    for planned in (delivery for delivery in example.plan.deliveries if delivery.source == "finance"):
        delivery = example.received[planned.file.name]
        header, *rows = [line.split(";") for line in content(planned)]
        amounts = [oere(row[header.index("Beløb")]) for row in rows]
        assert sum(amount for amount in amounts if amount is not None) == delivery.counts["amount_oere"]
        assert amounts.count(None) == delivery.counts["unreadable_amounts"]
        facts = pl.read_parquet(example.path / "deliveries" / delivery.id / "postings.parquet")
        assert facts["amount_oere"].sum() == delivery.counts["accepted_oere"]
        assert facts["row_no"].is_unique().all()


def test_rows_typed_wrong_are_rejected_every_month_and_nothing_else_is(example: Example) -> None:
    """In the extracts of the case system one to three a month, in the ledger's files one or two; no row of other files."""
    by_source: dict[str, list[int]] = {}
    for planned in example.plan.deliveries:
        by_source.setdefault(planned.source, []).append(example.received[planned.file.name].counts["rejected"])
    assert all(0 <= rejected <= 4 for rejected in by_source["grants"])
    assert sum(by_source["grants"]) > 36
    assert sum(by_source["finance"]) > 24
    assert all(set(found) == {0} for source, found in by_source.items() if source not in ("grants", "finance"))


def test_what_was_withdrawn_counts_until_then_and_not_after(example: Example) -> None:
    """The ledger of May 2025 came a second time, cut off: for ten days May was short of what lay behind the cut."""
    (gone,) = example.plan.withdrawals
    assert gone.withdrawn is not None
    delivery = example.received[gone.file.name]
    whole = example.received[gone.file.name.replace("_igen", "")]
    assert delivery.withdrawn_from == gone.withdrawn
    for day, counts in (
        (gone.known_from, delivery),
        (gone.withdrawn - timedelta(days=1), delivery),
        (gone.withdrawn, whole),
    ):
        in_force = example.hall.basis(day).selection.delivery_ids
        assert counts.id in in_force
        assert {delivery.id, whole.id} & set(in_force) == {counts.id}
        may = example.postings_in_force(day).filter(pl.col("period") == 202505)
        assert may["delivery_id"].unique().to_list() == [counts.id]
        made = example.hall.follow_up(2025, day)
        spent = pl.concat([made.lines, made.outside]).filter(pl.col("component") == "spent", pl.col("month") == 202505)
        assert spent["amount_oere"].sum() == counts.counts["accepted_oere"]
    assert delivery.counts["accepted_oere"] < whole.counts["accepted_oere"]


def test_the_withdrawal_stands_in_the_changes(example: Example) -> None:
    made = example.hall.changes(2025, date(2025, 6, 9), date(2025, 6, 10))
    assert made.total_before != made.total_after
    assert set(made.items["kind"]) <= {"posting", "method", "refund"}


def test_what_was_received_after_its_day_is_marked(example: Example, tmp_path: Path) -> None:
    """All of the example is received on 1 October 2026, so all of it is *efterregistreret*; what counts from that day is not."""
    assert all(delivery.backdated for delivery in example.hall.deliveries())
    with example.copy(tmp_path / "kommune") as hall:
        file = next(d.file for d in example.plan.deliveries if d.source == "children")
        (receipt,) = hall.receive([file], source="children", known_from=date(2026, 10, 1))
        assert receipt.delivery is not None
        assert not receipt.delivery.backdated


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2026, 9, 30)], ids=str)
def test_rejected_money_is_told_with_the_follow_up(example: Example, day: date) -> None:
    """Rows and kroner of the deliveries that count on the day, each row once."""
    made = example.hall.follow_up(day.year, day)
    in_force = set(made.basis.selection.delivery_ids)
    counted = [d.counts for d in example.hall.deliveries() if d.id in in_force]
    assert made.not_read.rows == sum(counts["rejected"] for counts in counted) > 0
    assert made.not_read.unreadable >= sum(counts["unreadable_amounts"] for counts in counted)
    assert any(caveat.code == "afviste_raekker" for caveat in made.caveats)
