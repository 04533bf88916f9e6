"""*Vis beregningen* as a page shows it: the figure's words, its terms, rules and changes as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.followup.change_items import KINDS
from trinvis.municipality.address import BadAddress
from trinvis.municipality.explain import narrowed
from trinvis.municipality.opening import several_of
from trinvis.municipality.rules import OUTSIDE_AREA
from trinvis.presentation.follow_up_tables import before_words
from trinvis.presentation.opened_lines import APPROVED
from trinvis.reports import danish, words
from trinvis.reports.explanation_table import written
from trinvis.reports.follow_up_table import FIGURE_WORDS
from trinvis.reports.table import ReportColumn, ReportTable
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.address import Address
    from trinvis.municipality.explain import Explanation

SHOWN_ITEMS = 200
"""Changes shown at once; the total is of all."""

WHERE_WORDS = {
    "child_no": "barn {}",
    "grant_id": "indsats {}",
    "month": "{}",
    "step": "trin {}",
    "account_key": "konto {}",
    "paragraph": "paragraf {}",
    "provider_no": "leverandør {}",
    "kind": "{}",
    "row_no": "række {}",
    "counts": "tæller med i forventet regnskab",
}


TITLED = (
    "years-ahead", "benchmark", "capacity", "capacity-houses", "activity", "step-money", "key-figures", "investment", "investment-own",
)  # fmt: skip
"""Questions whose title says all that the address does."""

OWN_MONTHS = ("capacity-houses",)
"""Questions whose titles say the months themselves: the year of the address is only that of the day that it is known on."""

PLURALS = {"child_no": "børn", "grant_id": "indsatser", "provider_no": "leverandører"}
"""What an address may name many of at a time."""


@dataclass(frozen=True)
class Words:
    """A figure in words: the first line, what it is as of, and how it is reckoned."""

    title: str
    value: str
    seen: str
    formula: str


def words_of_figure(found: Explanation, areas: Mapping[str, str]) -> Words:
    """``areas`` is area id → label."""
    address = found.address
    what = FIGURE_WORDS.get(address.figure, "") if address.question == "follow-up" else ""
    said = str(address.year) in found.title or address.question in OWN_MONTHS
    year = f"{what} {address.year}" if what else "" if said else str(address.year)
    parts = [f"{found.title}, {year}" if year else found.title, *_where(address, areas)]
    return Words(", ".join(parts), written(found.value, found.unit), _seen(address), found.sentence)


def _where(address: Address, areas: Mapping[str, str]) -> list[str]:
    said: list[str] = []
    if address.question in TITLED:
        return said  # the title says it all
    for name, value in address.where.items():
        if address.question in ("follow-up", "why", "forecast") and name in ("area", "policy_area", "against", "part"):
            continue
        if address.question == "staircase" and name == "step":
            continue
        if address.question == "reconciliation" and name in ("list", "delivery_id", "committed_oere"):
            continue
        if name == "area":
            said.append(areas.get(value, words.label("area", value)))
        elif name == "month" and value.isdigit():
            said.append(danish.month(int(value)))
        elif name == "kind" and address.question == "changes":
            said.append(KINDS.get(value, value).lower())
        elif name == "moves":
            said.append("prognosen" if value == "forecast" else "budgettet")
        elif name in PLURALS and len(several_of(value)) > 1:
            said.append(f"{danish.decimal(len(several_of(value)))} {PLURALS[name]}")
        elif name in WHERE_WORDS:
            said.append(WHERE_WORDS[name].format(value or "ukendt"))
        else:
            said.append(words.label(name, value).lower() if value else f"uden {words.heading(name).lower()}")
    return said


def _seen(address: Address) -> str:
    before, between, after = address.basis.partition("..")
    if between:
        return f"Fra {_day_words(before)} til {_day_words(after)}."
    basis, _, measure = address.basis.partition("+")
    how = {"gross": " Brutto: uden indtægter.", "profile": " Netto eller brutto, som profilen siger."}.get(measure, "")
    return f"Som det var kendt {_day_words(basis)}.{how}"


def _day_words(basis: str) -> str:
    if basis.startswith(APPROVED):
        return before_words(int(basis.removeprefix(APPROVED)))
    try:
        return danish.long_day(date.fromisoformat(basis))
    except ValueError:
        return basis


# terms and inputs

TERM_COLUMNS = (ReportColumn("label", "Led"), ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True))
MIXED_COLUMNS = (ReportColumn("label", "Led"), ReportColumn("value", "Tal"))
"""Of terms that are not all kroner: each is written with its unit."""


def terms_table(found: Explanation, *, synthetic: bool) -> ReportTable | None:
    """The terms of a sum with their total, or the figures that a share is worked out from; None where there are none."""
    parts = found.parts or found.inputs
    if not parts or found.address.question == "changes":
        return None  # what moved is told by ``items_table``
    mixed = any(part.unit != "kr." for part in parts)
    name = "value" if mixed else "amount_oere"
    return ReportTable(
        name="terms",
        title="Tallene, det er regnet af" if found.inputs else "Leddene",
        answer=found.sentence,
        columns=MIXED_COLUMNS if mixed else TERM_COLUMNS,
        rows=tuple(
            {"label": part.label, name: written(part.amount_oere, part.unit) if mixed else part.amount_oere}
            for part in parts
        ),
        totals={"label": "I alt", name: sum(part.amount_oere for part in parts)} if found.parts and not mixed else None,
        addresses={
            (number, name): part.address for number, part in enumerate(parts) if part.address != str(found.address)
        },
        scale="oere",
        synthetic=synthetic,
    )


def rules_table(found: Explanation, *, synthetic: bool) -> ReportTable:
    """The rules behind the lines in words, without those that are dated parameters (they have a table of their own)."""
    dated = {value.id for value in found.parameters}
    rows = tuple({"rule": rule, "text": text} for rule, text in sorted(found.rules.items()) if rule not in dated)
    columns = (ReportColumn("text", "Regel"), ReportColumn("rule", "Kode"))
    return ReportTable("rules", "Regler", "Reglerne bag linjerne.", columns, rows, synthetic=synthetic)


ITEM_COLUMNS = (
    ReportColumn("label", "Årsag"),
    ReportColumn("area", "Område"),
    ReportColumn("child_no", "Barn"),
    ReportColumn("detail", "Hvad"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
)


def items_table(
    kommune: Municipality, found: Explanation, areas: Mapping[str, str], *, synthetic: bool
) -> ReportTable | None:
    """The items of a change that the address selects, largest first: they add up to it. None for another question."""
    if found.address.question != "changes":
        return None
    before, _, after = found.address.basis.partition("..")
    number = before.removeprefix(APPROVED)
    start = int(number) if number.isdigit() else date.fromisoformat(before)
    moved = kommune.changes(found.address.year, start, date.fromisoformat(after))
    items = (
        narrowed(moved.items, found.address.where)
        .with_row_index("place")
        .sort(pl.col("amount_oere").abs(), descending=True, maintain_order=True)
    )
    shown = items.head(SHOWN_ITEMS)
    rows = tuple(
        {
            "label": one["label"],
            "area": areas.get(one["area"], one["area"]),
            "child_no": None if one["child_no"] is None else str(one["child_no"]),
            "detail": one["detail"],
            "amount_oere": one["amount_oere"],
        }
        for one in shown.iter_rows(named=True)
    )
    more = items.height - shown.height
    return ReportTable(
        name="items",
        title=f"Ændringerne, største først: {danish.count(items.height, 'ændring', 'ændringer')}",
        answer=found.sentence,
        columns=ITEM_COLUMNS,
        rows=rows,
        totals={"label": "I alt", "amount_oere": int(items["amount_oere"].sum())},
        addresses={
            (number, "amount_oere"): found.parts[place].address
            for number, place in enumerate(shown["place"])
            if items.height > 1 and place < len(found.parts)
        },
        notes=(f"{danish.decimal(more)} mindre ændringer er ikke vist; totalen har dem med.",) if more else (),
        scale="oere",
        synthetic=synthetic,
    )


def must_have_row(found: Explanation, areas: Mapping[str, str]) -> None:
    """Raises ``BadAddress`` for an area that neither profile nor lines know."""
    area = found.address.where.get("area")
    if area is not None and area not in areas and area not in (UNPLACED, OUTSIDE_AREA) and found.lines.is_empty():
        raise BadAddress(f"Der er intet område '{area}'; ret adressen.")
