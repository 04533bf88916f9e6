"""Small files whose answer can be worked out by hand; the rows of the files and the answer stand side by side."""

from __future__ import annotations

from datetime import date

import polars as pl
from tests.municipality.small import Kommune

FOSTER = "plejefamilier"


def area(kommune: Kommune, day: date, column: str, area_id: str = FOSTER, year: int = 2026) -> int:
    rows = kommune.hall.follow_up(year, day).areas
    return int(rows.filter((pl.col("kind") == "area") & (pl.col("area") == area_id))[column].item())


def total(kommune: Kommune, day: date, column: str, year: int = 2026) -> int:
    return int(kommune.hall.follow_up(year, day).total[column])


def changes(kommune: Kommune, before: date, after: date, year: int = 2026) -> dict[str, int]:
    made = kommune.hall.changes(year, before, after)
    return dict(made.items.group_by("kind").agg(pl.col("amount_oere").sum()).iter_rows())


GRANT = "F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;01.01.9999;Bevilget"


def test_january_to_march_then_january_to_april(kommune: Kommune) -> None:
    """The second delivery covers January to April and takes the place of the first; March has been corrected in it."""
    kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;100.000,00;010115-9999;;;B1
        28.02.2026;2026-02;5.28.22.1.002;100.000,00;010115-9999;;;B2
        31.03.2026;2026-03;5.28.22.1.002;100.000,00;010115-9999;;;B3
        """,
        202601, 202603, date(2026, 4, 5),
    )  # fmt: skip
    kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;100.000,00;010115-9999;;;B1
        28.02.2026;2026-02;5.28.22.1.002;100.000,00;010115-9999;;;B2
        31.03.2026;2026-03;5.28.22.1.002;90.000,00;010115-9999;;;B3
        30.04.2026;2026-04;5.28.22.1.002;100.000,00;010115-9999;;;B4
        """,
        202601, 202604, date(2026, 5, 5),
    )  # fmt: skip
    assert area(kommune, date(2026, 4, 5), "spent_oere") == 300_000_00
    assert area(kommune, date(2026, 5, 5), "spent_oere") == 390_000_00


def test_the_same_month_twice_counts_once(kommune: Kommune) -> None:
    for day in (date(2026, 2, 5), date(2026, 2, 6)):
        kommune.postings(
            "31.01.2026;2026-01;5.28.22.1.002;100.000,00;010115-9999;;;B1", 202601, 202601, day
        )  # fmt: skip
    assert area(kommune, date(2026, 2, 5), "spent_oere") == 100_000_00
    assert area(kommune, date(2026, 2, 6), "spent_oere") == 100_000_00


def test_a_march_voucher_corrected_in_may(kommune: Kommune) -> None:
    """March was paid 50.000 on a grant of 40.000; in May 10.000 comes back for March. The year ends as granted."""
    kommune.grants(GRANT, date(2026, 3, 31))
    kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-01;B1
        28.02.2026;2026-02;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-02;B2
        31.03.2026;2026-03;5.28.22.1.002;50.000,00;010115-9999;F-1;2026-03;B3
        """,
        202601, 202603, date(2026, 3, 31),
    )  # fmt: skip
    kommune.postings(
        """
        30.04.2026;2026-04;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-04;B4
        12.05.2026;2026-05;5.28.22.1.002;-10.000,00;010115-9999;F-1;2026-03;B3
        31.05.2026;2026-05;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-05;B5
        """,
        202604, 202605, date(2026, 5, 31),
    )  # fmt: skip
    assert area(kommune, date(2026, 3, 31), "forecast_oere") == 130_000_00 + 9 * 40_000_00
    assert area(kommune, date(2026, 5, 31), "spent_oere") == 200_000_00
    assert area(kommune, date(2026, 5, 31), "forecast_oere") == 12 * 40_000_00
    assert sum(changes(kommune, date(2026, 3, 31), date(2026, 5, 31)).values()) == -10_000_00


def test_a_grant_that_vanishes_from_the_snapshot(kommune: Kommune) -> None:
    """Two children; in April's extract one is gone: its months are no longer committed, and it is a change of its own."""
    other = GRANT.replace("F-1;010115", "F-2;020216")
    kommune.grants(f"{GRANT}\n{other}", date(2026, 3, 31))
    kommune.grants(GRANT, date(2026, 4, 30))
    assert area(kommune, date(2026, 3, 31), "forecast_oere") == 2 * 12 * 40_000_00
    assert area(kommune, date(2026, 4, 30), "forecast_oere") == 12 * 40_000_00
    found = changes(kommune, date(2026, 3, 31), date(2026, 4, 30))
    assert found == {"ended": -12 * 40_000_00} or found == {"cancelled": -12 * 40_000_00}


def test_a_grant_split_in_two_at_a_price_change(kommune: Kommune) -> None:
    """From 1 July the same grant costs 45.000: two rows, one grant, one child, and the change is price: 6 × 5.000."""
    kommune.grants(GRANT, date(2026, 5, 31))
    kommune.grants(
        """
        F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;30.06.2026;Bevilget
        F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;45.000,00;01.07.2026;01.01.9999;Bevilget
        """,
        date(2026, 6, 30),
    )
    made = kommune.hall.commitments(2026, date(2026, 6, 30))
    assert made.total["amount_oere"] == 6 * 40_000_00 + 6 * 45_000_00
    assert (made.total["grants"], made.total["children"]) == (1, 1)
    assert made.total["full_year_persons"] == 100
    assert changes(kommune, date(2026, 5, 31), date(2026, 6, 30)) == {"price": 6 * 5_000_00}


def test_a_withdrawn_delivery(kommune: Kommune) -> None:
    """Posted twice by mistake as another file; withdrawn from 10 March. Earlier days still see what was seen then."""
    kommune.postings("31.01.2026;2026-01;5.28.22.1.002;100.000,00;;;;B1", 202601, 202601, date(2026, 2, 5))
    wrong = kommune.postings("28.02.2026;2026-02;5.28.22.1.002;999.000,00;;;;B2", 202602, 202602, date(2026, 3, 5))
    assert wrong.delivery is not None
    kommune.hall.withdraw(wrong.delivery.id, date(2026, 3, 10))
    assert area(kommune, date(2026, 3, 9), "spent_oere") == 1_099_000_00
    assert area(kommune, date(2026, 3, 10), "spent_oere") == 100_000_00


def test_money_outside_the_area_and_without_a_place_is_shown(kommune: Kommune) -> None:
    """Every krone of the file is somewhere: in an area, not placed, outside the area, or in a row that was rejected."""
    receipt = kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;100,00;;;;B1
        31.01.2026;2026-01;3.22.01.1.001;200,00;;;;B2
        31.01.2026;2026-01;5.28.21.1.001;400,00;;;;B3
        31.01.2026;2026-01;ikke en konto;800,00;;;;B4
        """,
        202601, 202601, date(2026, 2, 5),
    )  # fmt: skip
    made = kommune.hall.follow_up(2026, date(2026, 2, 5))
    outside = int(made.outside.filter(pl.col("component") == "spent")["amount_oere"].sum())
    assert (receipt.counts.accepted, receipt.counts.rejected) == (3, 1)
    assert (made.total["spent_oere"], outside, made.not_read.amount_oere) == (500_00, 200_00, 800_00)
    assert any(caveat.code == "afviste_raekker" for caveat in made.caveats)


def test_money_outside_the_area_is_said_and_opens(kommune: Kommune) -> None:
    """200 kr. on a school's account stand in no total; the caveat says so, and its address opens to the row."""
    kommune.postings("31.01.2026;2026-01;3.22.01.1.001;200,00;;;;B2", 202601, 202601, date(2026, 2, 5))
    made = kommune.hall.follow_up(2026, date(2026, 2, 5))
    said = [caveat for caveat in made.caveats if caveat.code == "uden_for_omraadet"]
    assert [caveat.amount_oere for caveat in said] == [200_00]
    opened = kommune.hall.explain("follow-up/2026/2026-02-05/spent_oere?area=uden_for_omraadet")
    assert (opened.value, opened.lines.height) == (200_00, 1)


def test_gross_leaves_income_out_and_says_how_much(kommune: Kommune) -> None:
    """1.000 kr. of expense and 300 kr. of income (art 7.2) on one account: 700 net, 1.000 gross; both open."""
    kommune.postings(
        """
        31.01.2026;2026-01;01005-528221002-010030-529---;1.000,00;;;;B1
        31.01.2026;2026-01;01005-528221002-010030-729---;-300,00;;;;B2
        """,
        202601, 202601, date(2026, 2, 5),
    )  # fmt: skip
    day = date(2026, 2, 5)
    net, gross = (kommune.hall.follow_up(2026, day, measure) for measure in ("net", "gross"))
    assert (net.total["spent_oere"], gross.total["spent_oere"]) == (700_00, 1_000_00)
    assert int(gross.left_out.filter(pl.col("component") == "spent")["amount_oere"].sum()) == -300_00
    for made in (net, gross):
        address = str(made.address("spent_oere", "total", "i_alt"))
        assert kommune.hall.explain(address).value == made.total["spent_oere"]
    assert [caveat.sentence.split(":")[0] for made in (net, gross) for caveat in made.caveats[:1]] == [
        "Netto",
        "Brutto",
    ]
