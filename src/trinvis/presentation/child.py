"""*Barn*: what one child has and what it costs: the answer, the grants on the steps, the months, what was known when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.commitments.matching import MATCH_RULES
from trinvis.municipality.address import Address
from trinvis.municipality.full_year import running
from trinvis.presentation.commitments_page import kind_text, month_column
from trinvis.reports import danish, words
from trinvis.reports.charts.child_timeline import Stay, child_timeline
from trinvis.reports.charts.month_bars import month_bars
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.commitments import Commitments

YEARS_BACK, YEARS_ON = 3, 1
"""How many years before and after the chosen one the time line shows at most."""

NEWS = {"first": "Ny", "changed": "Ændret", "gone": "Ikke længere i kilden"}
CORRECTED = {"stop": "stopdato", "rate": "takst", "status": "status", "step": "trin"}


@dataclass(frozen=True)
class Answer:
    """The first line: what the child has on the day, and what it costs; money in øre with the address that opens it."""

    has: str
    this_year_oere: int
    this_year_address: str
    whole_oere: int
    whole_address: str
    about: str


@dataclass(frozen=True)
class Drawing:
    """A picture before it is drawn."""

    title: str
    words: str
    spec: dict[str, Any]


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
    *,
    synthetic: bool = False,
) -> ReportTable:
    """The child's grant rows, one per price period, newest first: terms, this year's cost and that of a whole year.

    ``expected`` is the number of an expected grant → its key in the journal. A row's ``action`` says what can be changed:
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


def months_drawing(made: Commitments, child_no: int, as_of: date) -> Drawing:
    """The months as bars."""
    amounts = month_amounts(made, child_no)
    largest = max(amounts, key=lambda pair: pair[1])
    words_of = (
        f"Højest i {danish.month(largest[0])} med {danish.kroner(largest[1])} kr."
        if largest[1]
        else "Intet disponeret."
    )
    return Drawing(
        f"Disponeret pr. måned {made.year}, 1.000 kr.",
        words_of,
        month_bars(amounts, closed_through=as_of.year * 100 + as_of.month),
    )


def timeline_drawing(made: Commitments, child_no: int, steps: Mapping[int, str], as_of: date) -> Drawing | None:
    """The child's grants along the steps; None where no grant lies in the years shown."""
    grants = made.grants.filter(pl.col("child_no") == child_no, ~pl.col("status").is_in(["cancelled", "draft"])).sort(
        "start"
    )
    stays = [
        Stay(
            kind_text(grant["intervention_type"], grant["placement_type"]),
            grant["step_derived"],
            grant["start"],
            grant["stop"],
            grant["status"] != "expected",
        )
        for grant in grants.iter_rows(named=True)
    ]
    first, last = date(made.year - YEARS_BACK, 1, 1), date(made.year + YEARS_ON, 12, 31)
    seen = [stay for stay in stays if stay.start <= last and (stay.stop is None or stay.stop >= first)]
    if not seen:
        return None
    begin = max(first, date(min(stay.start for stay in seen).year, 1, 1))
    said = ". ".join(
        f"{stay.label}, {'uden for trappen' if stay.step is None else f'trin {stay.step}'}, fra {danish.day(stay.start)}"
        + (f" til {danish.day(stay.stop)}" if stay.stop else "")
        for stay in seen
    )
    return Drawing(
        f"Indsatser på trappen {begin.year}–{last.year}; stiplet streg er {danish.day(as_of)}",
        said,
        child_timeline(seen, steps, as_of, first=begin, last=last),
    )


HISTORY_COLUMNS = (
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("received_at", "Modtaget", "instant"),
    ReportColumn("what", "Indsats"),
    ReportColumn("news", "Nyt"),
    ReportColumn("changes", "Det nye"),
    ReportColumn("start", "Start", "day"),
    ReportColumn("stop", "Stop", "day"),
    ReportColumn("rate_oere", "Takst", "oere", "kr."),
    ReportColumn("status", "Status"),
    ReportColumn("delivery_id", "Levering"),
)

_CHANGE_WORDS = {
    "stop": "stopdato",
    "rate_oere": "takst",
    "unit": "enhed",
    "quantity": "antal",
    "status": "status",
    "probability": "sandsynlighed",
    "intervention_type": "indsatstype",
    "placement_type": "anbringelsessted",
}


def history_table(history: pl.DataFrame, *, synthetic: bool = False) -> ReportTable:
    """What each delivery said of the child's grants where it said something new, newest first (*hvad vidste vi hvornår*)."""
    rows: list[dict[str, Cell]] = []
    before: dict[tuple[int, date], dict[str, Any]] = {}
    for row in history.iter_rows(named=True):
        at = (row["grant_id"], row["start"])
        then = before.get(at, {})
        changed = [
            f"{label} før {_plain(name, then[name])}"
            for name, label in _CHANGE_WORDS.items()
            if row["news"] == "changed" and name in then and then[name] != row[name]
        ]
        before[at] = row
        rows.append(
            {
                "known_from": row["known_from"],
                "received_at": row["received_at"],
                "what": kind_text(row["intervention_type"], row["placement_type"]),
                "news": NEWS[row["news"]],
                "changes": ", ".join(changed),
                "start": row["start"],
                "stop": row["stop"],
                "rate_oere": row["rate_oere"],
                "status": status_text(row["status"], row["probability"]),
                "delivery_id": row["delivery_id"],
            }
        )
    return ReportTable(
        name="child-history",
        title="Hvad vidste vi hvornår",
        answer=f"{danish.count(len(rows), 'ændring', 'ændringer')} i kilden.",
        columns=HISTORY_COLUMNS,
        rows=tuple(reversed(rows)),
        notes=("Kun leveringer, der sagde noget nyt om en prisperiode, står her.",),
        synthetic=synthetic,
    )


POSTING_COLUMNS = (
    ReportColumn("period", "Bogført i", "month"),
    ReportColumn("service_month", "Betaler for", "month"),
    ReportColumn("provider", "Leverandør"),
    ReportColumn("account_key", "Konto"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
    ReportColumn("matched", "Hører til"),
    ReportColumn("why", "Fordi"),
)


def postings_table(
    postings: pl.DataFrame,
    made: Commitments,
    providers: Mapping[int, str],
    spent_oere: int | None = None,
    *,
    child_no: int | None = None,
    synthetic: bool = False,
) -> ReportTable:
    """The child's postings of the ledger year, each with the grant that it pays and the rule that said so.

    ``spent_oere`` is what the follow-up has on the child: where it is the same, the total opens there.
    """
    kinds = {
        grant_id: kind_text(kind, place)
        for grant_id, kind, place in made.grants.select("grant_id", "intervention_type", "placement_type").iter_rows()
    }
    rows: list[dict[str, Cell]] = [
        {
            "key": f"{row['delivery_id']}/{row['row_no']}",
            "delivery_id": row["delivery_id"],
            "row_no": row["row_no"],
            "grant_id": row["grant_id"],
            "by_hand": row["rule"] == "M1",
            "period": row["period"],
            "service_month": row["service_month"],
            "provider": providers.get(row["provider_no"], "") if row["provider_no"] is not None else "",
            "account_key": account_text(row["account_key"]),
            "amount_oere": row["amount_oere"],
            "matched": kinds.get(row["grant_id"], "Indsats uden for året")
            if row["grant_id"] is not None
            else "Ingen indsats",
            "why": MATCH_RULES.get(row["rule"], row["rule"] or ""),
        }
        for row in postings.iter_rows(named=True)
    ]
    total = int(postings["amount_oere"].sum())
    addresses = {
        (number, "amount_oere"): str(
            Address(
                "follow-up",
                made.year,
                made.basis.name,
                "spent_oere",
                {"delivery_id": str(row["delivery_id"]), "row_no": str(row["row_no"])},
            )
        )
        for number, row in enumerate(rows)
    }
    if child_no is not None and spent_oere == total:
        where = {"child_no": str(child_no)}
        addresses[TOTAL_ROW, "amount_oere"] = str(Address("follow-up", made.year, made.basis.name, "spent_oere", where))
    return ReportTable(
        name="child-postings",
        title=f"Bogført på barnet {made.year}",
        answer=f"{danish.count(len(rows), 'postering', 'posteringer')}, {danish.kroner(total)} kr.",
        columns=POSTING_COLUMNS,
        rows=tuple(rows),
        totals={"period": "I alt", "amount_oere": total} if rows else None,
        addresses=addresses,
        synthetic=synthetic,
    )


def account_text(key: str | None) -> str:
    """``5.28.21.1.003`` of nine digits."""
    if not key or len(key) != 9:
        return key or ""
    return f"{key[0]}.{key[1:3]}.{key[3:5]}.{key[5]}.{key[6:]}"


def unit_text(unit: str | None, quantity: int | None) -> str:
    """``Måned``, or ``7,5 × Timer pr. uge`` where the quantity is not one."""
    said = words.label("unit", unit) if unit else ""
    if quantity is None or quantity == 100:
        return said
    number = danish.decimal(quantity, 100, 2).rstrip("0").rstrip(",")
    return f"{number} × {said}"


def status_text(status: str | None, probability: int | None) -> str:
    """``Bevilget``, or ``Forventet (60 %)``."""
    said = words.label("status", status) if status else ""
    if probability is None or probability == 10_000:
        return said
    return f"{said} ({danish.per_cent(probability, 0)})"


def corrected_text(grant: Mapping[str, Any]) -> str:
    """What is corrected by hand in a grant row, with what the source says: ``stopdato (kilden: 31.12.2026)``."""
    fields = [name for name in str(grant.get("corrected") or "").split(";") if name]
    column = {"stop": "source_stop", "rate": "source_rate_oere", "status": "source_status", "step": "source_step"}
    return ", ".join(
        f"{CORRECTED[name]} (kilden: {_plain({'rate': 'rate_oere'}.get(name, name), grant.get(column[name]))})"
        for name in fields
    )


def _plain(name: str, value: Any) -> str:
    if value is None:
        return "ukendt" if name == "stop" else "ikke oplyst"
    if isinstance(value, date):
        return danish.day(value)
    if name.endswith("_oere"):
        return f"{danish.kroner(value, 2).removesuffix(',00')} kr."
    if name in ("quantity", "probability"):
        return danish.decimal(value, 100, 2).rstrip("0").rstrip(",")
    return words.label(name, value) if isinstance(value, str) else str(value)


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " og " + texts[-1]


def _address(made: Commitments, question: str, where: Mapping[str, str]) -> str:
    return str(Address(question, made.year, made.basis.name, "amount_oere", where))
