"""The year of each area, line by line: what is posted, what is missing, what is committed ahead (*disponering*).

In practice expected expenses are replaced through the year by those registered in the finance system as months close
(seed 003 lines 4871–4875). Trinvis does that grant by grant instead of month by month, so that a late invoice does not
look like money saved; what plain replacement by month gives stands beside it as memo lines.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted_compute import Compute, as_it_is
from trinvis.calculations.commitments.posted_lines import LINE_TYPES, as_lines, spent_rows, with_attributes
from trinvis.calculations.commitments.posted_set_off import collective, outstanding
from trinvis.calculations.commitments.posted_state import posted_on_grants, with_state

Frame = nw.LazyFrame[Any]

YEAR_RULES: dict[str, str] = {
    "D0": "Disponeret for hele året, før bogføring",
    "D1": "Bogført i årets regnskabsperioder",
    "D2": "Lukket måned uden postering på indsatsen; tæller, til profilens antal måneder er gået",
    "D3": "Disponeret efter sidste lukkede måned",
    "D4": "Allerede bogført på indsatsen i en måned, der ikke er lukket",
    "D5": "Dækket af det, der er bogført på barnet ud over dets anden indsats i området og måneden",
    "D6": "Dækket af leverandørens postering uden barn (samlefaktura)",
    "D7": "Dækket af områdets postering uden barn og uden leverandør med indsatser i måneden",
    "D8": "Ren udskiftning: bogført i lukkede måneder, disponeret i åbne",
}
"""Rule id of a line → the reason as the user reads it."""


def spent_and_committed(
    matched: Frame,
    grant_months: Frame,
    *,
    year: int,
    closed_through: int,
    missing_invoice_months: int,
    disposed_areas: Collection[str],
    compute: Compute = as_it_is,
) -> Frame:
    """The lines of ``year`` (schema ``trinvis.tables.lines``) that the forecast is made of, in øre.

    ``matched`` comes from ``match``, ``grant_months`` is what it was matched with; ``closed_through`` is the last closed
    month of the ledger (yyyymm, of any year). Every area gets *spent*; an area in ``disposed_areas`` also gets
    *missing_invoice*, *collective_offset* and *committed_open*. The forecast of a disposed area is spent +
    missing_invoice + collective_offset + committed_open.

    * *spent*: every posting whose ledger period lies in the year, in the area of its account, whatever month it pays
      for; so it ties to the ledger. A posting about another year's service is spent and settles nothing in this one; an
      invoice for last December booked in the supplementary period has a ledger period of last year.
    * *missing_invoice*: a grant's closed month on which nothing is posted (see ``with_state``); it counts while the
      month is among the last ``missing_invoice_months`` closed ones. With 2, invoices may be two months late without
      the forecast moving. A closed month on which something is posted is replaced by what is posted.
    * *committed_open*: a grant's month after ``closed_through``, less what is already posted on the grant for it (own
      line, D4, never below 0), since a month under way may be paid in part.
    * *collective_offset*: minus the smaller of what is still to come and what is posted without a child, by provider,
      then by area, and month (D6, D7). Expenses only.
    * A child's posting that exceeds the grant it was matched to covers the child's other grants in the area and month
      first (D5), as a line of the other sign in the component of what it covers; an expense covers expenses, a payment
      from another municipality the income expected of the child's several grants.
    * *income and other payers*: income that a grant brings (another municipality pays, places sold) is a grant line
      below 0. It is missing, open and settled exactly like an expense, but by income; nothing collective settles it.
      A grant row with another payer is thus an expense awaiting its invoice and an income awaiting its payment.

    Months without a charged day have no row in ``grant_months`` and no line here. Pure.
    """
    areas = sorted(disposed_areas)
    spent = spent_rows(matched, grant_months, year=year, compute=compute)
    state = compute(
        with_state(
            grant_months.filter(nw.col("area").is_in(areas)).select(*LINE_TYPES, "full_amount_oere"),
            posted_on_grants(matched, grant_months),
            year=year,
            closed_through=closed_through,
            missing_invoice_months=missing_invoice_months,
        )
    )
    left, income = compute(outstanding(state)), compute(outstanding(state, income=True))
    taken = nw.concat(
        [
            _taken(left, "own_oere", "D4"),
            _taken(income, "own_oere", "D4", sign=-1),
            _taken(left, "child_oere", "D5"),
            _taken(income, "child_oere", "D5", sign=-1),
        ],
        how="vertical",
    )
    ahead = nw.col("month") > closed_through
    to_come = nw.when(ahead).then(nw.lit("committed_open")).otherwise(nw.lit("missing_invoice"))
    not_posted = nw.when(ahead).then(nw.lit("D3")).otherwise(nw.lit("D2"))
    return nw.concat(
        [
            as_lines(spent, "spent", "D1"),
            as_lines(state.filter(nw.col("counts"), ~nw.col("settled")), to_come, not_posted),
            as_lines(with_attributes(taken, grant_months), to_come, nw.col("rule"), minus="_taken"),
            as_lines(collective(matched, left), "collective_offset", nw.col("rule"), minus="offset_oere"),
        ],
        how="vertical",
    )


def memo_lines(lines: Frame, grant_months: Frame, *, year: int, closed_through: int) -> Frame:
    """The memo lines of ``year``, of every area: what stands beside the forecast.

    * *committed_year*: all that ``grant_months`` holds of the year, before anything is posted.
    * *plain_replacement*: postings with a ledger period up to ``closed_through`` + grant months after it.

    ``lines`` are those of ``spent_and_committed``, more beside them do no harm. The memo lines are the larger part of a
    year and no part of its forecast, so a caller may leave them until somebody asks.
    """
    of_year = grant_months.filter(nw.col("month") // 100 == year)
    ahead = nw.col("month") > closed_through
    posted = lines.filter(nw.col("component") == "spent", ~ahead).with_columns(
        component=nw.lit("plain_replacement"), rules=nw.col("rules").str.replace_all("D1$", "D8")
    )
    return nw.concat(
        [
            as_lines(of_year, "committed_year", "D0"),
            posted.select(*LINE_TYPES),
            as_lines(of_year.filter(ahead), "plain_replacement", "D8"),
        ],
        how="vertical",
    )


def _taken(left: Frame, column: str, rule: str, sign: int = 1) -> Frame:
    """What is taken off what is still to come: the rows of ``left`` where ``column`` takes anything."""
    return left.filter(nw.col(column) > 0).select(
        "area", "grant_id", "month", "child_no", "provider_no",
        nw.lit(rule).alias("rule"),
        (nw.col(column) * sign).alias("_taken"),
    )  # fmt: skip
