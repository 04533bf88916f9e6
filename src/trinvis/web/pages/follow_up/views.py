"""*Budgetopfølgning*: does each area keep its frame, and why does it not?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.presentation.causes_shown import COLUMNS as COLUMNS_OF_CAUSES
from trinvis.presentation.causes_shown import cause_groups
from trinvis.presentation.explanations_shown import AreaExplanation, explanations_shown, missing, to_write
from trinvis.presentation.follow_up_intervals import INTERVAL_COLUMNS, with_intervals
from trinvis.presentation.follow_up_levels import Levelled, account_names, level_table
from trinvis.presentation.follow_up_tables import causes_table, facts_of
from trinvis.presentation.moved_shown import last_time
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.reports.follow_up_table import COLUMNS, follow_up_table
from trinvis.web.access import page
from trinvis.web.moment import known_days, moment_of
from trinvis.web.pages.follow_up.asked import (
    MEASURES,
    SCALE_LABELS,
    Asked,
    asked_of,
    level_choices,
    moment_query,
    query_with,
)
from trinvis.web.pages.forecast.at_hand import is_at_hand, may_be_tested, tested_at_hand, tested_of
from trinvis.web.site import the_site
from trinvis.web.tables import ShownHeading, ShownRow, ShownTable, calculation_link, shown_table

USUAL = (
    "label",
    "budget_oere",
    "spent_oere",
    "committed_oere",
    "estimates_oere",
    "method_oere",
    "refund_oere",
    "forecast_oere",
    "low80_oere",
    "high80_oere",
    "deviation_oere",
    "deviation_word",
    "deviation_pct",
    "last_year_oere",
    "marks",
)
"""Columns of the page, in their order; what is empty in the whole table is left out."""
NEVER = ("kind", "area", "explanation")
"""Columns that are said in another way here."""
OF_INTERVALS = frozenset(column.name for column in INTERVAL_COLUMNS)
UNCERTAINTY = "usikkerhed"
"""``?usikkerhed=1`` waits for the intervals."""
FORMATS = (("xlsx", "Regneark (xlsx)"), ("pdf", "PDF"), ("docx", "Word (docx)"), ("csv", "CSV"), ("json", "JSON"))


@dataclass(frozen=True)
class PageRow:
    """A row with what the page adds: the area it stands for, how it is opened, and its explanation."""

    shown: ShownRow
    area: str
    part: bool
    opens: str
    open: bool
    explanation: AreaExplanation | None
    write_href: str


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The table of a level; the fragment alone for htmx."""
    asked, choices = moment_of(request), asked_of(request)
    kommune = the_site().kommune
    made = kommune.follow_up(asked.year, asked.as_of, choices.of_measure)
    net = made if choices.measure == "netto" else kommune.follow_up(asked.year, asked.as_of)
    explanations = explanations_shown(kommune, net, asked)
    facts = facts_of(made, asked.as_of, synthetic=is_synthetic(kommune))
    order_by, falling = request.GET.get("sorter"), request.GET.get("retning") == "faldende"
    levelled = level_table(
        made,
        facts,
        choices.of_level,
        opened=choices.opened,
        scale=choices.scale,
        account_labels=account_names(kommune.parameters(asked.as_of).table("accounts", date(asked.year, 12, 31))),
        order_by=order_by if order_by in {column.name for column in COLUMNS} else None,
        falling=falling,
    )
    tested = (
        None if choices.measure != "netto" else (tested_of if UNCERTAINTY in request.GET else tested_at_hand)(asked)
    )
    if tested is not None:
        levelled = with_intervals(levelled, tested)
    table = _shown(request, levelled, choices)
    context = {
        "title": "Budgetopfølgning",
        "table": table,
        "rows": _rows(request, table, levelled, choices, explanations),
        "answer": levelled.table.answer,
        "second": levelled.table.title,
        "why": levelled.table.lead,
        "missing": missing(explanations),
        "gross": choices.measure == "brutto",
        "choices": choices,
        "levels": level_choices(),
        "measures": list(MEASURES.items()),
        "scales": list(SCALE_LABELS.items()),
        "scale": levelled.table.scale,
        "kept": _kept(request),
        "exports": _exports(asked, choices),
        "moment": moment_query(asked),
        "tab": "follow_up",
        "uncertainty": _to_uncertainty(request, asked, choices) if tested is None else "",
    }
    if request.htmx:
        return render(request, "follow_up/figures.html", context)
    context["explanations"] = to_write(explanations, choices.explain)
    return render(request, "follow_up/page.html", context)


@page("figures")
def causes(request: HttpRequest) -> HttpResponse:
    """Why each area and the total differ from the budget and from last year."""
    asked = moment_of(request)
    kommune = the_site().kommune
    against = "sidste år" if request.GET.get("mod") == "sidste-aar" else "budgettet"
    made = kommune.follow_up(asked.year, asked.as_of)
    facts = facts_of(made, asked.as_of, synthetic=is_synthetic(kommune))
    table = causes_table(made, asked.as_of, synthetic=is_synthetic(kommune))
    divided, undivided = cause_groups(made, table, against)
    groups = [
        {
            "label": group.label,
            "sentence": group.sentence,
            "inputs": [(term.label, term.amount_oere, calculation_link(term.address)) for term in group.terms],
            "table": shown_table(group.table, heads="part", sortable=False, columns=COLUMNS_OF_CAUSES),
        }
        for group in divided
    ]
    context = {
        "title": "Hvorfor",
        "answer": follow_up_table(facts).answer,
        "second": table.title,
        "groups": groups,
        "undivided": None if undivided is None else shown_table(undivided, sortable=False),
        "against": against,
        "moment": moment_query(asked),
        "tab": "why",
        "notes": table.notes,
    }
    return render(request, "follow_up/causes.html", context)


def _to_uncertainty(request: HttpRequest, asked: Moment, choices: Asked) -> str:
    """Where the same is shown with intervals, when there may be some that only must be worked out; else nothing."""
    asks = choices.measure == "netto" and UNCERTAINTY not in request.GET and may_be_tested() and not is_at_hand(asked)
    return query_with(request, {UNCERTAINTY: "1"}) if asks else ""


def _columns(levelled: Levelled, choices: Asked) -> list[str]:
    rows = [*levelled.table.rows, levelled.table.totals or {}]
    filled = [
        column.name
        for column in levelled.table.columns
        if column.name not in NEVER and any(row.get(column.name) not in (None, "") for row in rows)
    ]
    if choices.every_column:
        return filled
    shown = {column.name for column in levelled.table.columns if column.on_screen}
    shown |= set() if "low80_oere" in filled else {"last_year_oere"}  # there is room for one or the other
    return [name for name in USUAL if name in filled and name in shown]


def _shown(request: HttpRequest, levelled: Levelled, choices: Asked) -> ShownTable:
    """The table's heading sorts; its rows stand as the level ordered them."""
    columns = _columns(levelled, choices)
    headed = shown_table(replace(levelled.table, rows=()), request, columns=columns)
    headings: tuple[ShownHeading, ...] = tuple(
        replace(heading, sort_href=None) if name in OF_INTERVALS else heading
        for heading, name in zip(headed.headings, columns, strict=True)
    )
    return replace(shown_table(levelled.table, columns=columns), headings=headings)


def _rows(
    request: HttpRequest,
    table: ShownTable,
    levelled: Levelled,
    choices: Asked,
    explanations: dict[str, AreaExplanation],
) -> list[PageRow]:
    rows = []
    for row, area, parent in zip(table.rows, levelled.areas, levelled.parents, strict=True):
        opens, is_open = "", False
        if area and area in levelled.splits and choices.level == "omraade":
            is_open = area in choices.opened
            kept = [one for one in choices.opened if one != area]
            opens = query_with(request, {"aabn": kept if is_open else [*choices.opened, area]})
        of_area = explanations.get(area) if area else None
        write = query_with(request, {"forklar": [*choices.explain, area]}) + f"#forklaring-{area}" if area else ""
        rows.append(PageRow(row, area or "", parent is not None, opens, is_open, of_area, write))
    return rows


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form of choices must send along."""
    return [
        (name, value)
        for name in ("sorter", "retning", "aabn", "pr", "aar", "forklar")
        for value in request.GET.getlist(name)
    ]


def _exports(asked: Moment, choices: Asked) -> list[dict[str, str]]:
    found = []
    before = last_time(known_days(), the_site().kommune.approvals(), asked)
    since = "" if before is None else f"godkendt-{before}" if isinstance(before, int) else before.isoformat()
    for form, label in FORMATS:
        more = {"opgoerelse": choices.measure} if choices.measure != "netto" else {}
        if since and form in ("xlsx", "pdf", "docx"):
            more["siden"] = since
        found.append(
            {
                "form": form,
                "label": label,
                "href": f"{reverse('follow_up_export', args=[form])}?{moment_query(asked, **more)}",
            }
        )
    return found
