"""A small follow-up whose every amount is worked out here by fractions, apart from the code under test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any
from urllib.parse import quote

import polars as pl

from trinvis.reports.workbook import Assumed, WorkbookInput
from trinvis.tables import ESTIMATES, GRANTS
from trinvis.tables.lines import line_types

EPOCH = date(1970, 1, 1)
YEAR = 2026
CLOSED = 202609


def half_away(value: Fraction) -> int:
    """A fraction as a whole number, a half away from zero."""
    size = floor(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def day_no(day: date | None) -> Any:
    return None if day is None else (day - EPOCH).days


def months() -> list[tuple[int, date, date]]:
    """(yyyymm, first day, last day) of the year."""
    firsts = [date(YEAR, number, 1) for number in range(1, 13)] + [date(YEAR + 1, 1, 1)]
    return [(YEAR * 100 + n, firsts[n - 1], firsts[n] - timedelta(days=1)) for n in range(1, 13)]


def charged_days(grant: Mapping[str, Any], first: date, last: date) -> int:
    """Day by day: how many days of a month the grant is charged."""
    stop = grant["stop"] or date(9999, 12, 31)
    if grant["unit"] == "once":
        return int(first <= grant["start"] <= last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    active = sum(1 for day in days if grant["start"] <= day <= stop)
    return len(days) if grant.get("counting") == "whole_months" and active else active


def month_amount(grant: Mapping[str, Any], first: date, last: date) -> int:
    """rate × quantity × days × VAT factor over one denominator, rounded, then the probability, rounded."""
    days = charged_days(grant, first, last)
    length = {
        "day": 1,
        "week": 7,
        "fortnight": 14,
        "month": (last - first).days + 1,
        "year": (date(YEAR + 1, 1, 1) - date(YEAR, 1, 1)).days,
        "hour_week": 7,
        "hour_month": (last - first).days + 1,
        "session": ((grant["stop"] or first) - grant["start"]).days + 1,
        "once": 1,
    }[grant["unit"]]
    product = grant["rate_oere"] * (grant["quantity"] or 100) * (grant["vat_factor"] or 10_000) * days
    full = half_away(Fraction(product, 100 * 10_000 * length))
    chance = grant["probability"] if grant["probability"] is not None else 10_000
    return half_away(Fraction(full * chance, 10_000))


def grant(number: int, **values: Any) -> dict[str, Any]:
    """A grant row: our own place paid by the month for the whole year, unless ``values`` say otherwise."""
    made: dict[str, Any] = {
        "delivery_id": "d1",
        "row_no": number,
        "grant_id": 1000 + number,
        "child_no": 50_000 + number,
        "area": "plejefamilier",
        "intervention_type": "placement",
        "placement_type": "foster",
        "step": 5,
        "provider_kind": "private",
        "status": "granted",
        "unit": "month",
        "rate_oere": 4_150_000,
        "quantity": None,
        "vat_factor": None,
        "probability": None,
        "start": date(2024, 1, 1),
        "stop": None,
        "counting": "days",
        "price_source": "rate",
    }
    return {**made, **values}


def charged(grant: Mapping[str, Any]) -> dict[str, Any]:
    """The period that is charged: whole months to the ends of their months, *once* on its start day."""
    once = grant["unit"] == "once"
    start, stop = grant["start"], grant["start"] if once else grant["stop"]
    if grant.get("counting") == "whole_months":
        start = start.replace(day=1)
        stop = stop and (stop.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    to_day = day_no(stop) if stop else 2_932_896
    return {
        "from_day": day_no(start),
        "to_day": to_day,
        "weight": 10_000 if grant["probability"] is None else grant["probability"],
        "spread_days": to_day - day_no(start) + 1,
        "on_start_day": once,
    }


def line(**values: Any) -> dict[str, Any]:
    return {name: values.get(name) for name in line_types()} | {"days": values.get("days", 0)}


AREAS = {
    "plejefamilier": ("Plejefamilier", "disposition"),
    "opholdssteder": ("Opholdssteder", "disposition"),
    "advokat": ("Advokatbistand", "twelfths"),
    "refusion": ("Refusion, særligt dyre enkeltsager", "refund"),
}


def follow_up(
    grants: list[dict[str, Any]],
    estimates: list[dict[str, Any]],
    budgets: Mapping[str, int],
    extra: list[dict[str, Any]] | None = None,
) -> WorkbookInput:
    """The input of a workbook: closed months are posted but for every fifth grant, whose last closed month is missing."""
    lines, amounts = list(extra or []), []
    for row in grants:
        sign = -1 if row.get("income") else 1
        for month, first, last in months():
            oere = sign * month_amount(row, first, last)
            if not charged_days(row, first, last):
                continue
            shared = {name: row[name] for name in ("area", "grant_id", "child_no", "delivery_id", "row_no")}
            days = charged_days(row, first, last)
            amounts.append(
                {
                    **shared,
                    "month": month,
                    "days": days,
                    "amount_oere": oere,
                    "start_day": day_no(row["start"]),
                    "weight": charged(row)["weight"],
                }
            )
            lines.append(
                line(**shared, month=month, component="committed_year", amount_oere=oere, days=days, rules="D0")
            )
            if AREAS[row["area"]][1] != "disposition":
                continue
            if month > CLOSED:
                lines.append(line(**shared, month=month, component="committed_open", amount_oere=oere, rules="D3"))
            elif month == CLOSED and row["row_no"] % 5 == 0:
                lines.append(line(**shared, month=month, component="missing_invoice", amount_oere=oere, rules="D2"))
            else:
                posted = {**shared, "delivery_id": "p1", "account_key": "528221001", "month": month}
                lines.append(line(**posted, component="spent", amount_oere=oere, rules="D1"))
    for row in estimates:
        lines += _estimate_lines(row)
    for number, area in enumerate(AREAS):
        lines.append(line(area=area, component="last_year_spent", amount_oere=100_000_07 * (number + 1)))
    frame = pl.DataFrame(lines, schema=line_types(), orient="row")
    facts = {
        **GRANTS.facts(),
        "area": pl.String(),
        "from_day": pl.Int64(),
        "to_day": pl.Int64(),
        "weight": pl.Int64(),
        "spread_days": pl.Int64(),
        "on_start_day": pl.Boolean(),
    }
    return WorkbookInput(
        municipality="Eksempelkommune",
        profile="standard",
        year=YEAR,
        as_of=date(2026, 9, 30),
        closed_through=CLOSED,
        full_year_days=365,
        program="0.1.0",
        answer="",
        areas=_areas(frame, budgets),
        lines=frame,
        grants=pl.DataFrame(
            [
                {name: row.get(name) for name in facts}
                | {"start_day": day_no(row["start"]), "stop_day": day_no(row["stop"])}
                | charged(row)
                for row in grants
                if not row.get("income")
            ],
            schema=facts,
        ),
        grant_months=pl.DataFrame(amounts),
        estimates=_estimate_frame(estimates),
        address=lambda question, figure, where: (
            f"{question}/2026/2026-09-30/{figure}"
            + ("?" + "&".join(f"{k}={quote(v)}" for k, v in sorted(where.items())) if where else "")
        ),
        parameters=(Assumed("vat_factor", "", "100", "%", date(2026, 1, 1), None, "Momsrefusion", "trinvis"),),
        deliveries=(("d1", "Indsatser pr. 30.09.2026"), ("p1", "Posteringer til og med september 2026")),
    )


def _estimate_lines(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    shared = {"area": row["area"], "delivery_id": row["delivery_id"], "row_no": row["row_no"]}
    chance = row.get("probability") or 10_000
    if row["kind"] == "pool":
        oere = half_away(Fraction(row["price_oere"] * chance, 10_000))
        return [line(**shared, component="pool", amount_oere=oere)]
    made, before = [], 0
    start, stop = row["start"] or date(YEAR, 1, 1), row["stop"] or date(YEAR, 12, 31)
    for month, _, last in months():
        days = max(0, (min(stop, last) - start).days + 1)
        until = half_away(Fraction(row["price_oere"] * (row.get("number") or 100) * chance * days, 100 * 10_000 * 365))
        if until != before:
            made.append(line(**shared, component="risk", month=month, amount_oere=until - before))
        before = until
    return made


def _estimate_frame(estimates: list[dict[str, Any]]) -> pl.DataFrame:
    rows = [
        {name: row.get(name) for name in ESTIMATES.facts()}
        | {"start_day": day_no(row["start"]), "stop_day": day_no(row["stop"])}
        for row in estimates
    ]
    return pl.DataFrame(rows, schema=ESTIMATES.facts())


def _areas(lines: pl.DataFrame, budgets: Mapping[str, int]) -> pl.DataFrame:
    def of(area: str, *components: str) -> int:
        found = lines.filter((pl.col("area") == area) & pl.col("component").is_in(list(components)))
        return int(found["amount_oere"].sum())

    rows = []
    for area, (label, method) in AREAS.items():
        spent = of(area, "spent")
        committed = of(area, "missing_invoice", "collective_offset", "committed_open")
        estimates, rest, refund = of(area, "risk", "pool"), of(area, "method_rest"), of(area, "refund")
        forecast = spent + committed + estimates + rest + refund
        budget = budgets.get(area, 0)
        rows.append(
            {
                "kind": "area",
                "area": area,
                "label": label,
                "policy_area": "Anbringelser" if method == "disposition" else "Andet",
                "budget_original_oere": budget - 1_000_000,
                "budget_moved_oere": 1_000_000,
                "budget_supplementary_oere": 0,
                "budget_carried_over_oere": 0,
                "budget_oere": budget,
                "spent_oere": spent,
                "committed_oere": committed,
                "estimates_oere": estimates,
                "method_oere": rest,
                "refund_oere": refund,
                "forecast_oere": forecast,
                "deviation_oere": budget - forecast,
                "deviation_word": "",
                "deviation_pct": None,
                "last_year_oere": of(area, "last_year_spent"),
                "method": method,
                "method_reason": "Væsentligt beløb",
                "flags": None,
            }
        )
    sums = [_summed("policy_area", name, rows) for name in ("Anbringelser", "Andet")]
    return pl.DataFrame([*rows, *sums, _summed("total", "i_alt", rows)])


def _summed(kind: str, area: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    within = [row for row in rows if kind == "total" or row["policy_area"] == area]
    money = {name: sum(row[name] for row in within) for name in rows[0] if name.endswith("_oere")}
    words = {
        "kind": kind,
        "area": area,
        "label": area,
        "policy_area": area,
        "deviation_word": "",
        "deviation_pct": None,
    }
    return {**words, **money, "method": None, "method_reason": None, "flags": None}
