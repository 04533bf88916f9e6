"""*Barn*: what one child has and what it costs: the answer, the grants on the steps, the months, what was known when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.municipality.address import Address
from trinvis.municipality.full_year import running
from trinvis.presentation.commitments_page import month_column
from trinvis.presentation.grant_words import corrected_text, kind_text, status_text, unit_text
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.commitments import Commitments


@dataclass(frozen=True)
class Answer:
    """The first line: what the child has on the day, and what it costs; money in øre with the address that opens it."""

    has: str
    this_year_oere: int
    this_year_address: str
    whole_oere: int
    whole_address: str
    about: str


def answer(made: Commitments, whole: pl.DataFrame, child_no: int, as_of: date) -> Answer:
    """What the child has on ``as_of``, this year's commitments and the price of a whole year."""
    here = running(made.grants.filter(pl.col("child_no") == child_no), as_of)
    main = here.sort(
        pl.col("main").fill_null(True), "step_derived", descending=True, nulls_last=True, maintain_order=True
    )
    kinds = list(
        dict.fromkeys(
            kind_text(kind, place) for kind, place in main.select("intervention_type", "placement_type").iter_rows()
        )
    )
    rows = made.grants.filter(pl.col("child_no") == child_no).sort("start")
    last = rows.row(rows.height - 1, named=True) if rows.height else {}
    about = [f"Barn {child_no}"]
    about += [str(last[name]) for name in ("team", "district") if last.get(name)]
    name = made.basis.name
    return Answer(
        has=_listed([kind[:1].lower() + kind[1:] for kind in kinds]) if kinds else "ingen indsatser på dagen",
        this_year_oere=int(made.lines.filter(pl.col("child_no") == child_no)["amount_oere"].sum()),
        this_year_address=str(Address("commitments", made.year, name, "amount_oere", {"child_no": str(child_no)})),
        whole_oere=int(whole.filter(pl.col("child_no") == child_no)["amount_oere"].sum()),
        whole_address=str(Address("full-year", made.year, name, "amount_oere", {"child_no": str(child_no)})),
        about=" · ".join(about),
    )


GRANT_COLUMNS = (
    ReportColumn("what", "Indsats"),
    ReportColumn("step", "Trin"),
    ReportColumn("provider", "Leverandør"),
    ReportColumn("start", "Start", "day"),
    ReportColumn("stop", "Stop", "day"),
    ReportColumn("rate_oere", "Takst", "oere", "kr."),
    ReportColumn("unit", "Enhed"),
    ReportColumn("status", "Status"),
    ReportColumn("amount_oere", "I år", "oere", "kr.", additive=True),
    ReportColumn("whole_oere", "Helårspris", "oere", "kr.", additive=True),
    ReportColumn("corrected", "Rettet"),
)


def grants_table(
    made: Commitments,
    whole: pl.DataFrame,
    child_no: int,
    providers: Mapping[int, str],
    expected: Mapping[int, str] | None = None,
    rates: Mapping[int, int] | None = None,
    *,
    synthetic: bool = False,
) -> ReportTable:
    """The child's grant rows, one per price period, newest first: terms, this year's cost and that of a whole year.

    ``rates`` is the number of a grant → the journal's entry that corrects its rate. ``expected`` is the number of an expected grant → its key in the journal. A row's ``action`` says what can be changed:
    *grant* (the first row of a received one), the key of an expected one, or nothing.
    """
    seen: set[int] = set()
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    lines = made.lines.filter(pl.col("child_no") == child_no)
    whole = whole.filter(pl.col("child_no") == child_no)
    grants = made.grants.filter(pl.col("child_no") == child_no).sort("start", "grant_id", descending=True)
    for number, grant in enumerate(grants.iter_rows(named=True)):
        at = (pl.col("delivery_id") == grant["delivery_id"]) & (pl.col("row_no") == grant["row_no"])
        own = lines.filter(at, pl.col("start_day") == grant["start_day"])
        yearly = whole.filter(at)
        received = grant["grant_id"] is not None and grant["grant_id"] > 0
        action = (expected or {}).get(grant["grant_id"], "") if not received else ""
        if received and grant["grant_id"] not in seen:
            seen.add(grant["grant_id"])
            action = "grant"
        rows.append(
            {
                "key": str(grant["grant_id"]),
                **said_in(grant, rates or {}),
                "action": action,
                "what": kind_text(grant["intervention_type"], grant["placement_type"]),
                "step": words.step_label(grant["step_derived"]),
                "provider": providers.get(grant["provider_no"], "") if grant["provider_no"] is not None else "",
                "start": grant["start"],
                "stop": grant["stop"],
                "rate_oere": grant["rate_oere"],
                "unit": unit_text(grant["unit"], grant["quantity"]),
                "status": status_text(grant["status"], grant["probability"]),
                "amount_oere": int(own["amount_oere"].sum()) if own.height else None,
                "whole_oere": int(yearly["amount_oere"].sum()) if yearly.height else None,
                "corrected": corrected_text(grant),
            }
        )
        where = {"delivery_id": grant["delivery_id"], "row_no": str(grant["row_no"])}
        if own.height:
            address = where | {"start_day": str(grant["start_day"])}
            addresses[number, "amount_oere"] = _address(made, "commitments", address)
        if yearly.height:
            addresses[number, "whole_oere"] = _address(made, "full-year", where)
    of_child = {"child_no": str(child_no)}
    addresses[TOTAL_ROW, "amount_oere"] = _address(made, "commitments", of_child)
    addresses[TOTAL_ROW, "whole_oere"] = _address(made, "full-year", of_child)
    return ReportTable(
        name="child-grants",
        title="Indsatser",
        answer=f"{danish.count(grants['grant_id'].n_unique(), 'indsats', 'indsatser')}.",
        columns=GRANT_COLUMNS,
        rows=tuple(rows),
        totals={
            "what": "I alt",
            "amount_oere": int(lines["amount_oere"].sum()),
            "whole_oere": int(whole["amount_oere"].sum()),
        },
        notes=(
            "Én række er én prisperiode. Et tomt stop er ukendt. Helårspris står ved det, der løber på den valgte dag.",
        ),
        addresses=addresses,
        synthetic=synthetic,
    )


def said_in(grant: Mapping[str, Any], rates: Mapping[int, int]) -> dict[str, Cell]:
    """Where a grant row's rate was said: an entry of the journal (``rate_seq``), or a row of a delivery."""
    if "rate" in str(grant.get("corrected") or "").split(";"):
        return {"rate_seq": rates.get(grant["grant_id"])}
    if grant["delivery_id"] is None:
        return {"rate_seq": grant["journal_seq"]}
    return {"delivery_id": grant["delivery_id"], "row_no": grant["row_no"]}


def months_table(made: Commitments, child_no: int, *, synthetic: bool = False) -> ReportTable:
    """What the child costs per month of the year, grant by grant."""
    lines = made.lines.filter(pl.col("child_no") == child_no)
    months = [made.year * 100 + m for m in range(1, 13)]
    grants = (
        lines.group_by("grant_id", maintain_order=True)
        .agg(
            pl.col("intervention_type").first(),
            pl.col("placement_type").last(),
            *[pl.col("amount_oere").filter(pl.col("month") == m).sum().alias(month_column(m)) for m in months],
            pl.col("amount_oere").sum(),
        )
        .sort("amount_oere", descending=True)
    )
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, row in enumerate(grants.iter_rows(named=True)):
        where = {"child_no": str(child_no), "grant_id": str(row["grant_id"])}
        rows.append(
            {
                "what": kind_text(row["intervention_type"], row["placement_type"]),
                **{month_column(m): row[month_column(m)] or None for m in months},
                "amount_oere": row["amount_oere"],
            }
        )
        addresses[number, "amount_oere"] = _address(made, "commitments", where)
        for m in months:
            addresses[number, month_column(m)] = _address(made, "commitments", where | {"month": str(m)})
    totals: dict[str, Cell] = {"what": "I alt", "amount_oere": int(lines["amount_oere"].sum())}
    of_child = {"child_no": str(child_no)}
    addresses[TOTAL_ROW, "amount_oere"] = _address(made, "commitments", of_child)
    for month, amount in month_amounts(made, child_no):
        totals[month_column(month)] = amount
        addresses[TOTAL_ROW, month_column(month)] = _address(made, "commitments", of_child | {"month": str(month)})
    return ReportTable(
        name="child-months",
        title=f"Disponeret pr. måned {made.year}",
        answer=f"{danish.kroner(int(lines['amount_oere'].sum()))} kr.",
        columns=(
            ReportColumn("what", "Indsats"),
            *(ReportColumn(month_column(m), danish.short_month(m), "oere", "kr.", additive=True) for m in months),
            ReportColumn("amount_oere", f"I alt {made.year}", "oere", "kr.", additive=True),
        ),
        rows=tuple(rows),
        totals=totals,
        addresses=addresses,
        synthetic=synthetic,
    )


def month_amounts(made: Commitments, child_no: int) -> list[tuple[int, int]]:
    """(month, øre) of the year's twelve months."""
    sums = dict(
        made.lines.filter(pl.col("child_no") == child_no).group_by("month").agg(pl.col("amount_oere").sum()).iter_rows()
    )
    return [(made.year * 100 + m, int(sums.get(made.year * 100 + m) or 0)) for m in range(1, 13)]


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " og " + texts[-1]


def _address(made: Commitments, question: str, where: Mapping[str, str]) -> str:
    return str(Address(question, made.year, made.basis.name, "amount_oere", where))
