"""An approved follow-up keeps what it was made from, whatever comes later."""

from __future__ import annotations

from datetime import date

import polars as pl
from tests.municipality.small import KEY, Kommune
from tests.municipality.test_engines import DAY, fill

from trinvis.municipality import Municipality
from trinvis.parameters.profile import Profile


def test_recomputed_byte_for_byte_whatever_came_later(kommune: Kommune) -> None:
    fill(kommune)
    kommune.hall.write(
        "explanation", "2026/plejefamilier", {"year": 2026, "area": "plejefamilier", "text": "To børn mere."},
        by="Testen", known_from=DAY,
    )  # fmt: skip
    approved = kommune.hall.approve(2026, DAY, "Testen")
    assert "To børn mere.".encode() in approved.figures

    # a later import, a backdated one, a changed parameter, a changed profile, another explanation, a withdrawal
    kommune.postings("30.06.2026;2026-06;5.28.22.1.002;40.000,00;;;;B7", 202606, 202606, date(2026, 6, 30))
    kommune.postings("31.03.2026;2026-03;5.28.22.1.002;1.000,00;;;;B8", 202603, 202603, DAY)
    kommune.hall.write(
        "parameter", "account_step", {"name": "refund_limits", "key": "1", "value": 90_000_000, "valid_from": date(2026, 1, 1)},
        by="Testen", known_from=DAY,
    )  # fmt: skip
    changed = Profile.shipped("kolding")
    kommune.hall.write("profile", "profile", {"profile": changed.to_dict()}, by="Testen", known_from=DAY)
    kommune.hall.withdraw(kommune.hall.deliveries()[0].id, date(2027, 3, 1))

    assert kommune.hall.recompute(approved.number) == approved.figures
    with Municipality.open(kommune.path, key=KEY, no_cache=True) as second:
        assert second.recompute(approved.number) == approved.figures
    assert kommune.hall.follow_up(2026, DAY).canonical() != approved.figures


def test_what_came_later_to_an_old_day_stands_as_what_it_is(kommune: Kommune) -> None:
    """1.000 kr. are received late for March; the area of foster families then gets another method: both are named."""
    fill(kommune)
    approved = kommune.hall.approve(2026, DAY, "Testen")
    kommune.postings("31.03.2026;2026-03;5.28.22.1.002;1.000,00;;;;B8", 202603, 202603, DAY)
    kommune.hall.write(
        "method", "plejefamilier", {"area": "plejefamilier", "method": "decentral_frame", "reason": "Prøve"},
        by="Testen", known_from=DAY,
    )  # fmt: skip
    made = kommune.hall.changes(2026, approved.number, DAY)
    kinds = dict(made.items.group_by("kind").agg(pl.col("amount_oere").sum()).iter_rows())
    assert set(kinds) <= {"late", "rule"}
    assert sum(kinds.values()) == made.total_after - made.total_before


def test_an_unknown_day_before_the_profile(kommune: Kommune) -> None:
    """The first profile counts from the beginning, so that an old day can be asked about."""
    fill(kommune)
    assert kommune.hall.follow_up(2025, date(2025, 1, 31)).total["spent_oere"] == 0
