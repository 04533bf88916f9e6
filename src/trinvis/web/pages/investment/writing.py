"""Cases written: the form of a new one, and the file itself. What is wrong is said at its field or line, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.cases.case import Case
from trinvis.cases.problem import CaseError
from trinvis.cases.reading import case_from_dict, case_from_yaml
from trinvis.cases.writing import case_to_yaml
from trinvis.municipality.investment_cases import KIND, UnknownCase
from trinvis.municipality.investment_saved import SavedCase
from trinvis.presentation.investment_form import FIELDS, STEPS
from trinvis.presentation.investment_form_case import case_of_form
from trinvis.presentation.investment_form_checked import at_fields, wrong_fields
from trinvis.web.access import page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.commitments.writing import Refused, attempted, expected
from trinvis.web.site import the_site

LARGEST = 400_000
"""Bytes of a case's file."""


@page("write")
def new(request: HttpRequest) -> HttpResponse:
    """A new case by the form's five steps."""
    sent = request.POST if request.method == "POST" else request.GET  # an address may bring what the own data say
    typed = {name: sent.get(name, "") for name in FIELDS}
    wrong: dict[str, str] = {}
    others: list[str] = []
    refused: Refused | None = None
    if request.method == "POST":
        wrong = wrong_fields(typed)
        if not wrong:
            try:
                case = case_from_dict(case_of_form(typed))
            except CaseError as error:
                wrong, others = at_fields(error)
            else:
                if _taken(case.name):
                    wrong = {"title": "Der er allerede en case med det navn; giv indsatsen et andet."}
                else:
                    refused = _kept(request, case.name, case_to_yaml(case), _version(case.name))
        if not (wrong or others or refused):
            messages.success(
                request, f"»{case.title}« er gemt som kladde. Prøv antagelserne, og skriv resten i casens fil."
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
        version = expected(request)
        text, problems = _text_of(request)
        case = None
        if not problems:
            case, problems = _read(text, saved)
        if case is not None and not problems:
            seen = version if saved else _version(case.name)
            refused = _kept(request, case.name, text, seen, request.POST.get("note", "").strip())
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


def the_case(request: HttpRequest, key: str) -> SavedCase:
    """The case as known on the page's day; 404 where there is none."""
    try:
        return the_site().kommune.case(key, moment_of(request).as_of)
    except UnknownCase as error:
        raise Http404(str(error)) from None


def _read(text: str, saved: SavedCase | None) -> tuple[Case | None, list[str]]:
    """The case that a text is, or what is wrong with it as a case to be kept here."""
    try:
        case = case_from_yaml(text)
    except CaseError as error:
        return None, [str(one) for one in error.problems]
    if saved is None and _taken(case.name):
        return None, [
            f"Der er allerede en case, der hedder »{case.name}«: ret den på dens egen side, eller giv den nye et andet navn (case)."
        ]
    if saved is not None and case.name != saved.key:
        return None, [
            f"Casen hedder »{saved.key}« og kan ikke skifte navn her; læs den ind som en ny, hvis den skal hedde »{case.name}«."
        ]
    return case, []


def _text_of(request: HttpRequest) -> tuple[str, list[str]]:
    """What was sent, from the file where one was chosen, and why it cannot be used."""
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    sent = request.FILES.get("file")
    too_large = f"Filen er over {LARGEST // 1000} kB; en case fylder sjældent over 30 kB."
    if isinstance(sent, UploadedFile):
        if (sent.size or 0) > LARGEST:
            return typed, [too_large]
        try:
            return sent.read().decode("utf-8-sig").replace("\r\n", "\n"), []
        except UnicodeDecodeError:
            return typed, ["Filen er ikke tekst i UTF-8; gem den som UTF-8, og vælg den igen."]
    if len(typed.encode()) > LARGEST:
        return typed, [too_large]
    return typed, [] if typed.strip() else ["Der er ingen tekst; vælg en fil, eller skriv casen."]


def _taken(key: str) -> bool:
    """Whether a case of that name is kept, whatever day the page shows."""
    return any(entry.key == key for entry in the_site().kommune.entries(KIND))


def _version(key: str) -> int:
    return the_site().kommune.version(KIND, key)


def _kept(request: HttpRequest, key: str, text: str, version: int, note: str = "") -> Refused | None:
    def put() -> None:
        the_site().kommune.save_case(
            text,
            by=request.user.get_username(),  # type: ignore[union-attr]
            note=note,
            known_from=written_known_from(moment_of(request)),
            expected_version=version,
        )

    return attempted(KIND, key, put)


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
        for number, step in enumerate(STEPS, start=1)
    ]


def _case(key: str) -> str:
    return reverse("investment_case", args=[key])
