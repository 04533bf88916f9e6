"""*Investeringer*: the list of cases, one case a tab at a time, cases side by side, and the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.municipality.investment_cases import QUALITY, STATE, STATE_WORDS
from trinvis.presentation import investment_compared, investment_tabs
from trinvis.presentation.investment_compared import Listed, chance_of
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.speaking import speaks
from trinvis.web.access import may_see, page
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.answering import answer_of, drawing_of
from trinvis.web.pages.investment.asking import CaseAsked, asked_of, calculated_of, drawn_of
from trinvis.web.pages.investment.pooling import pool_context
from trinvis.web.pages.investment.writing import goes_to
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.reports.table import Cell

TITLE = "Investeringer"
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


@page("figures")
def cases(request: HttpRequest) -> HttpResponse:
    """The list: how far each case has come, and what it gives."""
    found = all_cases(request)
    table = investment_compared.cases_table(found, synthetic=is_synthetic(the_site().kommune))
    context = {
        "title": TITLE,
        "answer": table.answer,
        "any": bool(found),
        "table": shown_table(table, link=_to_case, sortable=False, heads="title"),
        "files": [(reverse("investment_list_file", args=["cases"]) + f"?form={form}", said) for form, said in FORMS],
    }
    return render(request, "investment/list.html", context)


@page("figures")
def case(request: HttpRequest, key: str, tab: str = "") -> HttpResponse:
    """One case; a sentence in place of figures where it cannot be read or calculated."""
    if tab not in investment_tabs.TABS:
        raise Http404
    asked = asked_of(request, key)
    context: dict[str, Any] = {
        "title": asked.saved.title,
        "asked": asked,
        "saved": asked.saved,
        "state_word": STATE_WORDS[asked.saved.state],
        "tab": tab,
        "tabs": _tabs(asked, tab),
        "may_write": may_see(request.user, "write"),
        "may_approve": may_see(request.user, "approve"),
        "buttons": goes_to(asked.saved),
        "quality_version": the_site().kommune.version(QUALITY, asked.saved.key),
        "state_version": the_site().kommune.version(STATE, asked.saved.key),
    }
    try:
        made = calculated_of(request, asked)
        context |= {"made": made, "choices": _choices(made, asked)}
        context |= _answered(made, asked) if tab == "" else _blocks(request, made, asked, tab)
    except Exception as error:
        if not speaks(error):
            raise
        context["cannot"] = str(error)
    return render(request, "investment/case.html", context)


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
        "table": shown_table(table, sortable=False, heads="title"),
        "cases": [(one.saved.key, one.saved.title, one in shown) for one in able],
        "wrong": refused(found),
    }
    return render(request, "investment/compared.html", context)


@page("figures")
def pool(request: HttpRequest) -> HttpResponse:
    """Which cases a pool should pay for."""
    found = all_cases(request)
    made = {one.saved.key: one.made for one in found if one.made is not None}
    context = pool_context(request, made) | {"title": "Investeringspuljen", "wrong": refused(found)}
    return render(request, "investment/pool.html", context)


def all_cases(request: HttpRequest) -> list[Listed]:
    """The cases of the journal, each calculated and drawn where it can be."""
    kommune, day = the_site().kommune, moment_of(request).as_of
    found = []
    for one in kommune.cases(day):
        try:
            made = kommune.calculated_case(one.key, day)
            drawn = drawn_of(made, CaseAsked(one, "", "", {}))
            found.append(Listed(one, made, None if drawn is None else chance_of(drawn)))
        except Exception as error:
            if not speaks(error):
                raise
            found.append(Listed(one, None, refused=str(error)))
    return found


def refused(found: list[Listed]) -> list[tuple[str, str]]:
    """Title and sentence of the cases that cannot be calculated."""
    return [(one.saved.title, one.refused) for one in found if one.refused]


def _answered(made: Calculated, asked: CaseAsked) -> dict[str, Any]:
    return answer_of(made, asked) | {"picture": drawing_of(made, asked), "downloads": _downloads(asked)}


def _blocks(request: HttpRequest, made: Calculated, asked: CaseAsked, tab: str) -> dict[str, Any]:
    drawn = drawn_of(made, asked) if tab in investment_tabs.DRAWN else None
    given = investment_tabs.Given(
        made, asked.alternative or made.alternative, drawn, asked.saved, is_synthetic(the_site().kommune)
    )
    found = investment_tabs.blocks(given, tab, the_site().kommune, moment_of(request).as_of)
    return {
        "answer": found.answer,
        "second": found.second,
        "blocks": [
            {
                "key": one.key,
                "heading": one.heading,
                "said": one.said,
                "points": one.points,
                "pictures": [picture(drawing) for drawing in one.pictures],
                "tables": [shown_table(table, sortable=False) for table in one.tables],
                "folded": [shown_table(table, sortable=False) for table in one.folded],
                "notes": one.notes,
                "files": [
                    (table.title.partition(",")[0], [(_file(asked, name, form), said) for form, said in FORMS])
                    for name, table in one.named
                ],
            }
            for one in found.blocks
        ],
        "paper": found.paper,
        "downloads": _downloads(asked),
    }


def _file(asked: CaseAsked, name: str, form: str) -> str:
    query = f"{asked.query}&" if asked.query else ""
    return f"{reverse('investment_file', args=[asked.saved.key, name])}?{query}form={form}"


def _downloads(asked: CaseAsked) -> list[tuple[str, str]]:
    """The case's own files: workbook, application and the file itself."""
    files = (("xlsx", "Arbejdsbogen med levende formler (Excel)"), ("docx", "Ansøgningen (Word)"),
             ("pdf", "Ansøgningen (PDF)"), ("yaml", "Casens fil (YAML)"))  # fmt: skip
    names = {"xlsx": "arbejdsbog", "docx": "ansoegning", "pdf": "ansoegning", "yaml": "fil"}
    return [(_file(asked, names[form], form), said) for form, said in files]


def _tabs(asked: CaseAsked, tab: str) -> list[dict[str, Any]]:
    made = []
    for name, label in investment_tabs.TABS.items():
        where = (
            reverse("investment_tab", args=[asked.saved.key, name])
            if name
            else reverse("investment_case", args=[asked.saved.key])
        )
        made.append({"label": label, "href": f"{where}?{asked.query}" if asked.query else where, "here": name == tab})
    return made


def _choices(made: Calculated, asked: CaseAsked) -> list[dict[str, Any]]:
    """The lists of readings and alternatives, where there is anything to choose."""
    found: list[dict[str, Any]] = []
    if made.case.readings:
        options = [("", "Som casen står", not made.reading)]
        options += [(one.name, one.label, one.name == made.reading) for one in made.case.readings]
        found.append({"name": "laesning", "label": "Læsning", "options": options})
    if len(made.others) > 1:
        labels = {one.name: one.label for one in made.case.alternatives}
        now = asked.alternative or made.alternative
        found.append(
            {"name": "alternativ", "label": "Alternativ", "options": [(n, labels[n], n == now) for n in made.others]}
        )
    return found


def _to_case(row: dict[str, Cell], column: str) -> str | None:
    return reverse("investment_case", args=[str(row["name"])]) if column == "title" else None
