"""Net or gross: which lines an area counts, said with its dranst and arts.

Net counts everything. Gross counts dranst 1 without income. Only the account tells income from a credit note: where the
lines carry ``art``, income is main art 7 and 8 and internal income 9.7 (authorised chart of accounts); where they do not, a
negative posting stays as a correction of the expense, and only refund and what other municipalities pay are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted import INCOME_ARTS
from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.parameters.profile import Area

Basis = Literal["profile", "net", "gross"]

SENTENCES: dict[tuple[bool, bool], str] = {
    (True, True): "Netto: dranst 1 og 2, alle arter.",
    (True, False): "Netto: dranst 1 og 2, alle arter.",
    (False, True): "Brutto: dranst 1, kun udgiftsarter (uden hovedart 7, 8 og art 9.7) og uden mellemkommunal indtægt.",
    (False, False): "Brutto: dranst 1 uden mellemkommunal indtægt; arterne er ikke oplyst, så negative posteringer "
    "regnes som rettelser af udgiften.",
}
"""(net, arts known) → what is counted."""

_GRANT_INCOME = ("missing_invoice", "committed_open", "committed_year", "plain_replacement")
"""Components whose income from another payer stands on lines of its own."""

OTHER_PAYER = "mellemkommunal"
"""Flag of those lines."""


def gross_areas(areas: Sequence[Area], basis: Basis) -> tuple[str, ...]:
    """The areas whose income is left out."""
    if basis == "profile":
        return tuple(area.id for area in areas if not area.net)
    return tuple(area.id for area in areas) if basis == "gross" else ()


def basis_sentence(net: bool, arts_known: bool) -> str:
    """What an area's figures count, in Danish."""
    return SENTENCES[net, arts_known]


def with_art(lines: Frame, postings: Frame) -> Frame:
    """Lines with ``art``, taken from the posting that a line is made of (null for every other line)."""
    arts = postings.filter(~nw.col("art").is_null()).select("delivery_id", "row_no", "art")
    posted = nw.col("component").is_in(["spent", "last_year_spent"])
    return (
        lines.join(arts, on=["delivery_id", "row_no"], how="left")
        .with_columns(_art=nw.when(posted).then(nw.col("art")))
        .drop("art")
        .rename({"_art": "art"})
    )


def counted(lines: Frame, gross: Sequence[str]) -> Frame:
    """The lines that count: all, but for income of the areas in ``gross``."""
    return lines.filter(~_left_out(lines, gross)) if gross else lines


def left_out(lines: Frame, gross: Sequence[str]) -> Frame:
    """The income that gross areas leave out; with ``counted`` it makes up all lines, each once."""
    return lines.filter(_left_out(lines, gross) if gross else nw.col("area") != nw.col("area"))


def _left_out(lines: Frame, gross: Sequence[str]) -> nw.Expr:
    dranst = nw.col("account_key").str.slice(5, 1).fill_null("1")
    income = (
        (nw.col("amount_oere") < 0)
        & nw.col("component").is_in(list(_GRANT_INCOME))
        & nw.col("flag").fill_null("").str.contains(OTHER_PAYER, literal=True)
    )
    if "art" in lines.collect_schema().names():
        art = nw.col("art").fill_null("")
        for start in INCOME_ARTS:
            income = income | art.str.starts_with(start)
    return nw.col("area").fill_null(UNPLACED).is_in(list(gross)) & (
        (dranst != "1") | (nw.col("component") == "refund") | income
    )
