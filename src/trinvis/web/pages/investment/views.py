"""*Investeringer*: the list of cases, one case a tab at a time, cases side by side, and the pool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.municipality.investment_cases import GOES_TO, QUALITY, STATE, STATE_WORDS
from trinvis.municipality.investment_uncertain import alternative_of
from trinvis.presentation import investment_compared, investment_tabs
from trinvis.presentation.hidden_counts import LEAST_SHOWN
from trinvis.presentation.investment_blocks import Given
from trinvis.presentation.investment_compared import Listed, chance_of
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.speaking import speaks
from trinvis.web.access import may_see, page
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.answering import answer_of, drawing_of
from trinvis.web.pages.investment.asking import CaseAsked, Tried, asked_of, drawn_of, tried_of
from trinvis.web.pages.investment.pooling import pool_context
from trinvis.web.pages.investment.showing import FORMS, around, shown_blocks
from trinvis.web.site import the_site
from trinvis.web.tables import ShownTable, shown_table

if TYPE_CHECKING:
    from trinvis.reports.table import Cell, ReportTable

TITLE = "Investeringer"
FIGURES = ("first_year_oere", "present_oere", "high_oere", "break_even", "asked", "chance_pct", "horizon")
"""Columns of a case where several stand below each other."""


@page("figures")
def cases(request: HttpRequest) -> HttpResponse:
    """The list: how far each case has come, and what it gives."""
    found = all_cases(request)
    table = investment_compared.cases_table(found, synthetic=is_synthetic(the_site().kommune))
    context = {
        "title": TITLE,
        "answer": table.answer,
        "any": bool(found),
        "table": _in_columns(table, "title", "state", *FIGURES, "assured", "remark"),
        "wrong": refused(found),
        "files": [(reverse("investment_list_file", args=["cases"]) + f"?form={form}", said) for form, said in FORMS],
    }
    return render(request, "investment/list.html", context)


@page("figures")
def case(request: HttpRequest, key: str, tab: str = "") -> HttpResponse:
    """One case, a tab at a time."""
    if tab not in investment_tabs.TABS:
        raise Http404
    return case_page(request, asked_of(request, key), tab)


def case_page(
    request: HttpRequest, asked: CaseAsked, tab: str, more: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A tab of a case, with ``more`` that a form left in it; a sentence in place of figures where it cannot be read or calculated."""
    context: dict[str, Any] = {"title": asked.saved.title, **_writing(request, asked)}
    try:
        tried = tried_of(request, asked)
        alternative_of(tried.made, asked.alternative)
        context |= around(tried.asked, tab, tried.made) | {"made": tried.made, "wrong": tried.wrong}
        context |= _answered(tried) if tab == "" else _tab(request, tried, tab)
    except Exception as error:
        if not speaks(error):
            raise
        context |= around(asked, tab, None) | {"cannot": str(error)}
    return render(request, "investment/case.html", context | dict(more or {}), status=status)


@page("figures")
def compared(request: HttpRequest) -> HttpResponse:
    """Cases side by side."""
    found = all_cases(request)
    chosen = request.GET.getlist("case")
    able = [one for one in found if one.made is not None and one.made.others]
    shown = [one for one in able if not chosen or one.saved.key in chosen]
    chances = {one.made.case.name: one.chance for one in shown if one.made is not None}
    table = investment_compared.compared_table(
        [one.made for one in shown if one.made is not None], chances, synthetic=is_synthetic(the_site().kommune)
    )
    context = {
        "title": "Cases ved siden af hinanden",
        "answer": table.answer or "Der er ingen cases at sammenligne",
        "table": _in_columns(table, "title", "alternative", *FIGURES),
        "cases": [(one.saved.key, one.saved.title, one in shown) for one in able],
        "wrong": refused(found),
    }
    return render(request, "investment/compared.html", context)


@page("figures")
def pool(request: HttpRequest) -> HttpResponse:
    """Which cases a pool should pay for."""
    found = all_cases(request)
    context = pool_context(request, found) | {"title": "Investeringspuljen", "wrong": refused(found)}
    return render(request, "investment/pool.html", context)


def all_cases(request: HttpRequest) -> list[Listed]:
    """The cases of the journal, each calculated and drawn where it can be."""
    kommune, day = the_site().kommune, moment_of(request).as_of
    found = []
    for one in kommune.cases(day):
        try:
            made = kommune.calculated_case(one.key, day)
            drawn = drawn_of(made, "")
            found.append(Listed(one, made, None if drawn is None else chance_of(drawn)))
        except Exception as error:
            if not speaks(error):
                raise
            found.append(Listed(one, None, refused=str(error)))
    return found


def refused(found: list[Listed]) -> list[tuple[str, str]]:
    """Title and sentence of the cases that cannot be calculated."""
    return [(one.saved.title, one.refused) for one in found if one.refused]


def given_of(request: HttpRequest, tried: Tried, *, drawn: bool) -> Given:
    """What a tab, a file or a document of the case is made from; ``drawn`` many times where it must be."""
    made = tried.made
    alternative = alternative_of(made, tried.asked.alternative)
    simulated = drawn_of(made, alternative) if drawn else None
    least = 0 if may_see(request.user, "persons") else LEAST_SHOWN
    return Given(made, alternative, simulated, tried.asked.saved, is_synthetic(the_site().kommune), least)


def _answered(tried: Tried) -> dict[str, Any]:
    return answer_of(tried) | {"picture": drawing_of(tried)}


def _tab(request: HttpRequest, tried: Tried, tab: str) -> dict[str, Any]:
    given = given_of(request, tried, drawn=tab in investment_tabs.DRAWN)
    found = investment_tabs.blocks(given, tab, the_site().kommune, moment_of(request).as_of)
    return shown_blocks(tried.asked, tried.made, found)


def _writing(request: HttpRequest, asked: CaseAsked) -> dict[str, Any]:
    """What the forms that write need: who may, where the case may go, and the versions that the writer has seen."""
    kommune, saved = the_site().kommune, asked.saved
    key = saved.key
    return {
        "may_write": may_see(request.user, "write"),
        "may_approve": may_see(request.user, "approve"),
        "buttons": [
            {"state": to, "label": STATE_WORDS[to], "held": to == "listed" and bool(saved.lacking)}
            for to in GOES_TO[saved.state]
        ],
        "quality_typed": {"comment": saved.quality.comment if saved.quality else "", "assured": saved.assured},
        "quality_version": kommune.version(QUALITY, key),
        "state_version": kommune.version(STATE, key),
    }


def _in_columns(table: ReportTable, *names: str) -> ShownTable:
    """The table with those of the columns that say something."""
    seen = [name for name in names if table.column(name).on_screen]
    there = [name for name in seen if any(row.get(name) not in (None, "") for row in table.rows)]
    return shown_table(table, columns=there or seen, link=_to_case, sortable=False, heads="title")


def _to_case(row: dict[str, Cell], column: str) -> str | None:
    return reverse("investment_case", args=[str(row["name"])]) if column == "title" else None
