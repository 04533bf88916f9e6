"""Cases written: the form of a new one, the file itself, quality assurance, and how far a case has come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.cases.case import Case
from trinvis.cases.problem import CaseError
from trinvis.cases.reading import case_from_dict, case_from_yaml
from trinvis.cases.writing import case_to_yaml
from trinvis.municipality.investment_cases import GOES_TO, QUALITY, STATE, STATE_WORDS, UnknownCase
from trinvis.municipality.investment_saved import SavedCase
from trinvis.presentation import investment_form
from trinvis.web.access import page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.commitments.writing import Refused, attempted, expected, take_back, write
from trinvis.web.site import the_site

KIND = "investment"
LARGEST = 400_000
"""Bytes of a case's file."""


@page("write")
def new(request: HttpRequest) -> HttpResponse:
    """A new case by the form's five steps; what is wrong is said at its field, and nothing typed is lost."""
    typed = {name: request.POST.get(name, "") for name in _names()}
    wrong: dict[str, str] = {}
    others: list[str] = []
    refused: Refused | None = None
    if request.method == "POST":
        wrong = investment_form.missing(typed)
        if not wrong:
            try:
                case = case_from_dict(investment_form.case_of_form(typed))
            except CaseError as error:
                wrong, others = _at_fields(error)
            else:
                refused = _kept(request, case_to_yaml(case), 0)
                if refused is None:
                    messages.success(
                        request, f"»{case.title}« er gemt som kladde. Prøv antagelserne, og skriv resten i filen."
                    )
                    return redirect(_case(case.name))
    context = {
        "title": "Ny investeringscase",
        "steps": _steps(typed, wrong),
        "wrong": wrong,
        "others": others,
        "refused": refused,
    }
    return render(request, "investment/new.html", context, status=400 if wrong or others or refused else 200)


@page("write")
def file(request: HttpRequest, key: str = "") -> HttpResponse:
    """A case's file, written or read in; each problem stands with its line."""
    saved = the_case(request, key) if key else None
    text, version = (saved.text, saved.version) if saved else ("", 0)
    problems: list[str] = []
    refused: Refused | None = None
    if request.method == "POST":
        text, version = _text_of(request), expected(request)
        if len(text.encode()) > LARGEST:
            problems = [f"Filen er over {LARGEST // 1000} kB; en case fylder sjældent over 30 kB."]
        else:
            try:
                case = case_from_yaml(text)
                problems = _another_name(case, saved)
            except CaseError as error:
                problems = [str(one) for one in error.problems]
        if not problems:
            refused = _kept(request, text, version, request.POST.get("note", "").strip())
            if refused is None:
                messages.success(request, f"»{case.title}« er gemt.")
                return redirect(_case(case.name))
            version = refused.version if refused.version >= 0 else version
    context = {
        "title": f"Ret {saved.title}" if saved else "Læs en case ind",
        "saved": saved,
        "text": text,
        "rows": min(40, max(12, text.count("\n") + 2)),
        "version": version,
        "problems": problems,
        "refused": refused,
    }
    return render(request, "investment/file.html", context, status=400 if problems or refused else 200)


@page("approve")
def quality(request: HttpRequest, key: str) -> HttpResponse:
    """What the quality-assurance group says of the case as it is now."""
    saved = the_case(request, key)
    if request.method != "POST":
        return redirect(f"{reverse('investment_tab', args=[key, 'ansoegning'])}")
    texts = {"comment": request.POST.get("comment", "").strip()}
    refused = write(request, QUALITY, saved.key, texts, fixed={"assured": request.POST.get("assured") == "1"})
    if refused is not None:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Kvalitetssikringen er gemt.")
    return redirect(reverse("investment_tab", args=[key, "ansoegning"]))


@page("approve")
def state(request: HttpRequest, key: str) -> HttpResponse:
    """The case moved on; refused, with all that it lacks, where it cannot go."""
    saved = the_case(request, key)
    to = request.POST.get("state", "")
    if request.method != "POST" or to not in STATE_WORDS:
        return redirect(reverse("investment_tab", args=[key, "ansoegning"]))
    refused = write(request, STATE, saved.key, {"state": to, "note": request.POST.get("note", "").strip()})
    if refused is not None:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"»{saved.title}« er nu »{STATE_WORDS[to]}«.")
    return redirect(reverse("investment_tab", args=[key, "ansoegning"]))


@page("write")
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """The case taken off the list; the journal keeps what it said."""
    saved = the_case(request, key)
    if request.method != "POST":
        return redirect(_case(key))
    refused = take_back(request, KIND, saved.key)
    if refused is not None:
        messages.error(request, refused.sentence)
        return redirect(_case(key))
    messages.success(request, f"»{saved.title}« er taget af listen; den står stadig i journalen.")
    return redirect("investment")


def the_case(request: HttpRequest, key: str) -> SavedCase:
    """The case as known on the page's day; 404 where there is none."""
    try:
        return the_site().kommune.case(key, moment_of(request).as_of)
    except UnknownCase as error:
        raise Http404(str(error)) from None


def goes_to(saved: SavedCase) -> list[dict[str, Any]]:
    """The buttons: where the case may go from where it is; ``held`` where something lacks first."""
    return [
        {"state": to, "label": STATE_WORDS[to], "held": to == "listed" and bool(saved.lacking)}
        for to in GOES_TO[saved.state]
    ]


def _kept(request: HttpRequest, text: str, version: int, note: str = "") -> Refused | None:
    def put() -> None:
        the_site().kommune.save_case(
            text,
            by=request.user.get_username(),
            note=note,
            known_from=written_known_from(moment_of(request)),
            expected_version=version,
        )

    return attempted(KIND, "", put)


def _another_name(case: Case, saved: SavedCase | None) -> list[str]:
    if saved is None or case.name == saved.key:
        return []
    return [
        f"Casen hedder »{saved.key}« og kan ikke skifte navn her; læs den ind som en ny, hvis den skal hedde »{case.name}«."
    ]


def _text_of(request: HttpRequest) -> str:
    sent = request.FILES.get("file")
    if sent is not None and sent.size <= LARGEST:
        return sent.read().decode("utf-8-sig", errors="replace")
    return request.POST.get("text", "").replace("\r\n", "\n")


def _at_fields(error: CaseError) -> tuple[dict[str, str], list[str]]:
    """Field of the form → what is wrong with it; and what belongs to none."""
    wrong: dict[str, str] = {}
    others = []
    for problem in error.problems:
        name, _ = investment_form.field_of(problem.field)
        if name:
            wrong.setdefault(name, f"{problem.message}; {problem.remedy}.")
        else:
            others.append(str(problem))
    return wrong, others


def _names() -> list[str]:
    return [field.name for step in investment_form.STEPS for field in step.fields]


def _steps(typed: dict[str, str], wrong: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "name": step.name,
            "heading": step.heading,
            "question": step.question,
            "fields": [
                {"asked": field, "text": typed.get(field.name, ""), "wrong": wrong.get(field.name, "")}
                for field in step.fields
            ],
        }
        for number, step in enumerate(investment_form.STEPS, start=1)
    ]


def _case(key: str) -> str:
    return reverse("investment_case", args=[key])
