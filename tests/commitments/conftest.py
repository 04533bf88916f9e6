"""Cases of postings against commitments, written as small tables: amounts in kroner, months as yyyymm, a dot is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.matching import match
from trinvis.calculations.commitments.reconciliation import reconciliation
from trinvis.calculations.commitments.year import memo_lines, spent_and_committed
from trinvis.engine import Engine
from trinvis.tables import POSTINGS
from trinvis.tables.lines import FORECAST_COMPONENTS, line_types

AREA = "pleje"
CALENDAR = months(2024, 2028)

GRANT_MONTHS: dict[str, pl.DataType] = {
    **line_types(),
    "full_amount_oere": pl.Int64(),
    "source_key": pl.String(),
    "start_day": pl.Int32(),
    "stop_day": pl.Int32(),
}
HAND: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "delivery_id": pl.String(),
    "row_no": pl.Int64(),
    "voucher": pl.String(),
    "reference": pl.String(),
    "grant_id": pl.Int64(),
    "service_month": pl.Int32(),
    "journal_seq": pl.Int64(),
}


def cells(text: str) -> list[dict[str, str]]:
    """The rows of a table: its first line names the columns."""
    head, *rows = [line.split() for line in text.strip().splitlines() if line.strip()]
    return [{name: cell for name, cell in zip(head, row, strict=True) if cell != "."} for row in rows]


def committed(text: str) -> pl.DataFrame:
    """Grant months. Columns: grant, child, provider, from, to, kr (a month), and area, key, full, status, open, row, type.

    ``kr`` may be two amounts with a slash: what we pay and what another municipality pays back. ``full`` is the amount
    before probability. ``open`` = ja leaves the stop unknown though months end with ``to``.
    """
    rows = []
    bounds = {row["month"]: row for row in CALENDAR.to_dicts()}
    for number, row in enumerate(cells(text), start=1):
        first, last = int(row["from"]), int(row["to"])
        for amount in row["kr"].split("/"):
            oere = int(amount) * 100
            for month in (m for m in bounds if first <= m <= last):
                rows.append(
                    {
                        "area": row.get("area", AREA),
                        "component": "committed_year",
                        "month": month,
                        "grant_id": int(row["grant"]),
                        "child_no": int(row["child"]) if "child" in row else None,
                        "provider_no": int(row["provider"]) if "provider" in row else None,
                        "intervention_type": row.get("type", "placement"),
                        "step": 5,
                        "status": row.get("status", "granted"),
                        "days": bounds[month]["days"],
                        "amount_oere": oere,
                        "full_amount_oere": int(row["full"]) * 100 if "full" in row else oere,
                        "delivery_id": "g1",
                        "row_no": int(row.get("row", number)),
                        "source_key": row.get("key"),
                        "start_day": bounds[first]["first_day"],
                        "stop_day": None if row.get("open") == "ja" else bounds[last]["last_day"],
                        "rules": "area.rule",
                    }
                )
    return pl.DataFrame(
        {name: pl.Series(name, [r.get(name) for r in rows], dtype=dtype) for name, dtype in GRANT_MONTHS.items()}
    )


def posted(text: str) -> pl.DataFrame:
    """Postings. Columns: period, kr, and service, child, provider, key (reference), voucher, area, art, dranst, row."""
    rows = [
        {
            "delivery_id": "p1",
            "row_no": int(row.get("row", number)),
            "period": int(row["period"]),
            "service_month": int(row["service"]) if "service" in row else None,
            "account_key": "528221001",
            "dranst": int(row.get("dranst", 1)),
            "art": row.get("art"),
            "amount_oere": int(row["kr"]) * 100,
            "child_no": int(row["child"]) if "child" in row else None,
            "provider_no": int(row["provider"]) if "provider" in row else None,
            "reference": row.get("key"),
            "voucher": row.get("voucher"),
            "area": row.get("area", AREA),
            "area_rule": "account.rule",
        }
        for number, row in enumerate(cells(text), start=1)
    ]
    types = {**POSTINGS.facts(), "area": pl.String(), "area_rule": pl.String()}
    return pl.DataFrame(
        {name: pl.Series(name, [r.get(name) for r in rows], dtype=dtype) for name, dtype in types.items()}
    )


def typed(text: str) -> pl.DataFrame:
    """Hand matches. Columns: kind, and row (of delivery p1), voucher, key, grant, month; numbered as they stand."""
    rows = [
        {
            "kind": row["kind"],
            "delivery_id": "p1" if "row" in row else None,
            "row_no": int(row["row"]) if "row" in row else None,
            "voucher": row.get("voucher"),
            "reference": row.get("key"),
            "grant_id": int(row["grant"]) if "grant" in row else None,
            "service_month": int(row["month"]) if "month" in row else None,
            "journal_seq": number,
        }
        for number, row in enumerate(cells(text), start=1)
    ]
    return pl.DataFrame({name: pl.Series(name, [r[name] for r in rows], dtype=dtype) for name, dtype in HAND.items()})


def kroner(amount: int | None) -> int | float:
    """Øre as kroner, whole where they are."""
    oere = amount or 0
    return oere // 100 if oere % 100 == 0 else oere / 100


def grants_of(random: Random, number: int) -> pl.DataFrame:
    """Certain grants of 2026 in two areas; children share areas, amounts and providers are drawn from few."""
    rows = ["grant child provider from to kr key area"]
    for grant in range(1, number + 1):
        first = random.randint(1, 12)
        last = random.randint(first, 12)
        provider, key = random.choice([70, 71, 72, "."]), random.choice([f"K{grant}", "."])
        child, kr = random.randint(1, max(number // 2, 1)), random.choice([10, 20, 30, 35, 40])
        area = random.choice(["pleje", "forebyggelse"])
        rows.append(f"{grant} {child} {provider} {202600 + first} {202600 + last} {kr} {key} {area}")
    return committed("\n".join(rows))


def invoices_of(random: Random, grants: pl.DataFrame, lateness: Sequence[int]) -> pl.DataFrame:
    """Every grant month invoiced in full: by key, by child, a child's in one sum, a provider's in one sum, or nobody's.

    ``period`` is the month that it is booked in: ``lateness`` months after the service, one drawn for each invoice. What
    is booked after December lies in the year's supplementary period.
    """
    pots: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(grants.sort("month", "grant_id").to_dicts()):
        how = random.choice(["key", "child", "children", "provider", "area"])
        place = (row["area"], row["month"])
        if how == "key" and row["source_key"]:
            pot: tuple[Any, ...] = (*place, None, row["provider_no"], row["source_key"], number)
        elif how == "provider" and row["provider_no"]:
            pot = (*place, None, row["provider_no"], None, -1)
        elif how == "area":
            pot = (*place, None, None, None, -1)
        else:
            pot = (*place, row["child_no"], row["provider_no"], None, -1 if how == "children" else number)
        pots[pot] = pots.get(pot, 0) + row["amount_oere"] // 100
    lines = ["row period service child provider kr key area"]
    for number, ((area, month, child, provider, key, _), kr) in enumerate(pots.items(), start=1):
        period = min(max(month + random.choice(lateness), 202601), 202612)
        written = (number, period, month, child, provider, kr, key, area)
        lines.append(" ".join("." if cell is None else str(cell) for cell in written))
    return posted("\n".join(lines))


def muddle(random: Random, number: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Grants, postings and hand matches with all that real ones have: shared keys, credit notes, income, no month."""
    pick, draw = random.choice, random.randint
    grants = ["grant child provider from to kr full key area status open row"]
    for grant in range(1, number + 1):
        first = draw(1, 12) + pick([202500, 202600, 202600])
        last = min(first + draw(0, 8), first // 100 * 100 + 12)
        kr = pick(["10", "20", "30", "35", "40/-40", "-15", "12"])
        full, status = ("20", "expected") if kr == "12" else (".", "granted")
        written = (
            pick([grant, max(grant - 1, 1)]), draw(1, max(number // 2, 1)), pick([70, 71, 72, "."]), first, last, kr, full,
            pick([f"K{grant}", f"K{grant // 3}", "."]), pick(["pleje", "pleje", "forebyggelse"]), status,
            pick(["ja", "."]), grant,
        )  # fmt: skip
        grants.append(" ".join(map(str, written)))
    postings = ["row period service child provider kr key voucher area art dranst"]
    for row in range(1, 6 * number + 1):
        line = (
            row, draw(1, 12) + pick([202500, 202600, 202600]), pick([".", ".", 202512, 202603, 202605, 202701]),
            pick([".", draw(1, number)]), pick([70, 71, 72, 79, "."]), pick([10, 20, 30, 35, 40, -10, -40, 57]),
            pick([".", ".", f"K{draw(0, number)}"]), pick([".", f"V{draw(1, number)}"]),
            pick(["pleje", "pleje", "forebyggelse", "ikke_placeret"]), pick([".", "47", "77", "529CPR"]), pick([1, 1, 1, 2]),
        )  # fmt: skip
        postings.append(" ".join(map(str, line)))
    hand = ["kind row voucher key grant month"]
    for entry in range(1, number // 2 + 1):
        target = pick([f"{draw(1, 6 * number)} . .", f". V{draw(1, number)} .", f". . K{entry}"])
        made = f"match {target} {draw(1, number + 2)} {pick(['.', '202602'])}"
        hand.append(pick([made, made, f"unmatch {target} . ."]))
    return committed("\n".join(grants)), posted("\n".join(postings)), typed("\n".join(hand))


@dataclass(frozen=True)
class Year:
    """Runs the calculations of a case on one engine; deliveries are tables of ``committed`` and ``posted``."""

    engine: Engine

    def _computed(self, frame: Any) -> Any:
        return self.engine.frame(self.engine.collect(frame))

    def matched(self, grants: pl.DataFrame, postings: pl.DataFrame, hand: pl.DataFrame | None = None) -> pl.DataFrame:
        """One row per posting, in order."""
        found = match(
            self.engine.frame(postings),
            self.engine.frame(grants),
            None if hand is None else self.engine.frame(hand),
            compute=self._computed,
        )
        return self.engine.collect(found).sort("delivery_id", "row_no")

    def lines(
        self,
        grants: pl.DataFrame,
        postings: pl.DataFrame,
        *,
        closed: int,
        late: int = 3,
        areas: Sequence[str] = (AREA,),
        year: int = 2026,
        hand: pl.DataFrame | None = None,
    ) -> pl.DataFrame:
        """The year's lines, with those of memo."""
        by_month = self.engine.frame(grants)
        found = self._computed(
            spent_and_committed(
                self.engine.frame(self.matched(grants, postings, hand)),
                by_month,
                year=year,
                closed_through=closed,
                missing_invoice_months=late,
                disposed_areas=areas,
                compute=self._computed,
            )
        )
        memo = memo_lines(found, by_month, year=year, closed_through=closed)
        lines = self.engine.collect(nw.concat([found, memo], how="vertical"))
        assert dict(lines.schema) == line_types()
        return lines

    def figures(self, grants: pl.DataFrame, postings: pl.DataFrame, **how: Any) -> dict[str, int | float]:
        """Component → kroner (those that are not 0), without the memo lines, and the forecast."""
        return forecast(self.lines(grants, postings, **how))

    def lists(
        self,
        grants: pl.DataFrame,
        postings: pl.DataFrame,
        *,
        closed: int,
        late: int = 3,
        hand: pl.DataFrame | None = None,
        tolerance_oere: int = 0,
    ) -> dict[str, list[dict[str, Any]]]:
        """The four lists of 2026, each row a dict, in the order of month, grant and posting."""
        found = reconciliation(
            self.engine.frame(self.matched(grants, postings, hand)),
            self.engine.frame(grants),
            year=2026,
            closed_through=closed,
            missing_invoice_months=late,
            disposed_areas=[AREA],
            tolerance_oere=tolerance_oere,
            compute=self._computed,
        )
        order = ("month", "grant_id", "delivery_id", "row_no", "committed_oere", "posted_oere")
        return {
            name: self.engine.collect(frame).sort(*order, nulls_last=True).to_dicts() for name, frame in found.items()
        }


def forecast(lines: pl.DataFrame) -> dict[str, int | float]:
    """Component → kroner of the forecast, and its sum."""
    parts = lines.filter(pl.col("component").is_in(FORECAST_COMPONENTS))
    sums = dict(parts.group_by("component").agg(pl.col("amount_oere").sum()).rows())
    figures = {name: kroner(sums[name]) for name in FORECAST_COMPONENTS if sums.get(name)}
    return {**figures, "forecast": kroner(sum(sums.values()))}


@pytest.fixture(scope="session")
def year() -> Iterator[Year]:
    """The calculations on Polars; that the other engines give the same is tested on whole worlds at once."""
    with Engine.open("polars") as opened:
        yield Year(opened)


@pytest.fixture
def year_on(engine: Engine) -> Year:
    """The calculations on each engine in turn."""
    return Year(engine)


@pytest.fixture
def year_on_cluster(cluster_engine: Engine) -> Year:
    """The calculations on Spark with a master and two workers."""
    return Year(cluster_engine)


@dataclass(frozen=True)
class Tables:
    """How cases are written."""

    committed: Callable[[str], pl.DataFrame] = committed
    posted: Callable[[str], pl.DataFrame] = posted
    typed: Callable[[str], pl.DataFrame] = typed
    forecast: Callable[[pl.DataFrame], dict[str, int | float]] = forecast
    grants_of: Callable[..., pl.DataFrame] = grants_of
    invoices_of: Callable[..., pl.DataFrame] = invoices_of
    muddle: Callable[..., tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]] = muddle


@pytest.fixture(scope="session")
def case() -> Tables:
    """``case.committed``, ``case.posted`` and ``case.typed`` read small tables; the rest draws worlds."""
    return Tables()
