"""Files on their way in: sent, seen, asked about, and kept."""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.intake import SOURCES
from trinvis.municipality.previewing import Preview
from trinvis.presentation.arrivals import source_label
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.previews import amounts, changes, for_page, found_table, means
from trinvis.presentation.previews import answer as answer_of
from trinvis.reports import danish
from trinvis.web.access import page
from trinvis.web.errors import problem
from trinvis.web.jobs import sealed
from trinvis.web.jobs.models import Job, Upload
from trinvis.web.jobs.worker import ask, cancel
from trinvis.web.pages.data.answers import WrongAnswers, answered, choices_of
from trinvis.web.pages.data.said import Said
from trinvis.web.pages.data.work import IMPORT, PREVIEW
from trinvis.web.site import the_site
from trinvis.web.tables import ShownTable, shown_table
from trinvis.web.uploads import too_large

NOTHING_CHOSEN = "Der er ikke valgt nogen fil: vælg en eller flere filer, og send dem igen."
SENT_TWICE = "De filer er allerede sendt."


@page("deliver")
def upload(request: HttpRequest) -> HttpResponse:
    """Files sent together: sealed, and each put in the queue to be seen."""
    if request.method != "POST":
        return redirect("data")
    files, batch = request.FILES.getlist("filer"), request.POST.get("batch", "")
    if getattr(request, "too_large", None):
        return problem(request, too_large(), status=413)
    if not files:
        return problem(request, NOTHING_CHOSEN, status=400)
    if not (batch.isascii() and batch.isalnum() and len(batch) <= 64):
        batch = secrets.token_hex(16)
    if not Upload.objects.filter(batch=batch).exists():
        source = request.POST.get("kilde", "")
        for number, file in enumerate(files):
            receive_file(
                _read(file), Said(_name(file), source if source in SOURCES else None), batch, number, _by(request)
            )
    return redirect("data-batch", batch=batch)


def receive_file(content: bytes, said: Said, batch: str, place: int, by: str) -> None:
    """Seal a file and what is said of it, and ask for its preview."""
    token = secrets.token_hex(16)
    sealed.keep(token, "file", content)
    said.keep(token)
    made = Upload.objects.create(batch=batch, token=token, place=place, by=by, created_at=the_site().clock())
    _see(made, by)


def _see(one: Upload, by: str) -> None:
    one.preview = ask(PREVIEW, secrets.token_hex(16), one.token.encode(), by)
    one.save(update_fields=["preview"])


def _read(file: UploadedFile[Any]) -> bytes:
    content: bytes = file.read()
    file.close()
    return content


def _name(file: UploadedFile[Any]) -> str:
    return (file.name or "fil").replace("\\", "/").rsplit("/", 1)[-1][:200]


def _by(request: HttpRequest) -> str:
    return str(request.user.get_username())


@dataclass(frozen=True)
class Shown:
    """One file of a batch as the page shows it."""

    token: str
    number: int
    file_name: str
    state: str
    """reading | ready | asks | refused | failed | taken | problem"""
    sentence: str
    source: str = ""
    means: str = ""
    amounts: str = ""
    changes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    found: ShownTable | None = None
    rejected: int = 0
    asks: Any = None
    delivery: str = ""
    corrects: str = ""
    picked: bool = True
    """Whether it is to be kept, as the form says so far; ``removed``: to be thrown away."""
    removed: bool = False

    @property
    def attention(self) -> bool:
        """Whether there is something to look at before it is kept."""
        return self.state in ("asks", "refused", "failed", "problem") or bool(
            self.rejected or self.caveats or self.unknown
        )


@page("deliver")
def batch_page(request: HttpRequest, batch: str) -> HttpResponse:
    """The files that were sent together; for htmx the progress while something is under way."""
    uploads = _uploads(batch)
    running = _running(uploads)
    if getattr(request, "htmx", False):
        if running is None:
            done = HttpResponse(status=204)
            done["HX-Redirect"] = reverse("data-batch", args=[batch])
            return done
        return render(request, "data/progress.html", running | {"batch": batch})
    if running is not None:
        return render(request, "data/working.html", running | {"batch": batch, "title": "Filer på vej ind"})
    answered_now = request.session.pop("answered", None) == batch
    return render(request, "data/batch.html", _decided(batch, uploads) | {"answered": answered_now})


def _uploads(batch: str) -> list[Upload]:
    uploads = list(Upload.objects.filter(batch=batch).select_related("preview", "taking"))
    if not uploads:
        raise Http404
    return uploads


def _running(uploads: Sequence[Upload]) -> dict[str, Any] | None:
    """How far the work is; None when nothing is under way."""
    taking = next((one.taking for one in uploads if one.taking is not None and not one.taking.over), None)
    if taking is not None:
        files = sum(one.taking_id == taking.pk for one in uploads)
        return {
            "doing": "Henter ind" if not taking.cancel_asked else "Standser",
            "sentence": f"{danish.count(files, 'fil', 'filer')} hentes ind",
            "done": taking.done,
            "total": taking.total,
            "per_cent": taking.per_cent,
            "waits": taking.state == Job.State.QUEUED,
            "importing": True,
        }
    unseen = [one for one in uploads if one.preview is not None and not one.preview.over]
    if not unseen:
        return None
    seen = len(uploads) - len(unseen)
    part = sum(one.preview.per_cent for one in unseen if one.preview is not None)
    return {
        "doing": "Læser",
        "sentence": f"{danish.count(len(uploads), 'fil', 'filer')} læses; intet er gemt endnu",
        "done": seen,
        "total": len(uploads),
        "per_cent": (100 * seen + part) // len(uploads),
        "waits": False,
        "importing": False,
    }


def _decided(batch: str, uploads: Sequence[Upload]) -> dict[str, Any]:
    by_token = {one.token: one for one in the_site().kommune.deliveries() if one.token}
    told = _results(uploads)
    files = [_shown(one, number, by_token, told.get(one.token, {})) for number, one in enumerate(uploads, 1)]
    ready = [one for one in files if one.state in ("ready", "problem")]
    taken = [one for one in files if one.state == "taken"]
    return {
        "title": "Filer på vej ind",
        "answer": _answer(files),
        "files": files,
        "batch": batch,
        "once": secrets.token_hex(16),
        "ready": len(ready),
        "taken": taken,
        "open": [one for one in files if one.state != "taken"],
        "today": the_site().today(),
        "stopped": any(one.taking is not None and one.taking.state == Job.State.CANCELLED for one in uploads),
    }


def _answer(files: Sequence[Shown]) -> str:
    def number(*states: str) -> int:
        return sum(one.state in states for one in files)

    taken, ready, asks = number("taken"), number("ready", "problem"), number("asks")
    parts = []
    if taken:
        parts.append(f"{danish.count(taken, 'fil', 'filer')} er hentet ind")
    if ready:
        parts.append(f"{danish.count(ready, 'fil', 'filer')} er klar til at blive hentet ind")
    if asks:
        parts.append(f"{danish.count(asks, 'fil', 'filer')} mangler et svar fra dig")
    if bad := number("refused", "failed"):
        parts.append(f"{danish.count(bad, 'fil', 'filer')} kan ikke læses")
    said = ", og ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return f"{said}."


def _results(uploads: Sequence[Upload]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for job in {one.taking.pk: one.taking for one in uploads if one.taking is not None}.values():
        content = sealed.kept(job.token, "result") or b""
        if content.startswith(b"{"):
            told |= json.loads(content)
        elif job.state == Job.State.FAILED:
            told |= {one.token: {"problem": content.decode()} for one in uploads if one.taking_id == job.pk}
    return told


def _shown(one: Upload, number: int, by_token: dict[str, Any], told: dict[str, str]) -> Shown:
    said = Said.of(one.token) or Said("fil")
    delivery = by_token.get(one.token)
    if delivery is not None:
        counts = delivery.counts
        sentence = f"Hentet ind som levering {delivery.id}: {danish.count(counts['accepted'], 'række', 'rækker')} læst"
        sentence += f", {danish.count(counts['rejected'], 'række', 'rækker')} afvist." if counts["rejected"] else "."
        return Shown(
            one.token, number, said.file_name, "taken", sentence, source_label(delivery.source),
            rejected=counts["rejected"], delivery=delivery.id, corrects=said.corrects,
        )  # fmt: skip
    content = sealed.kept(one.preview.token, "result") if one.preview is not None else None
    if one.preview is None or content is None:
        return Shown(one.token, number, said.file_name, "failed", "Filen er her ikke mere: vælg den igen.")
    if one.preview.state != Job.State.DONE:
        return Shown(one.token, number, said.file_name, "failed", for_page(content.decode()))
    made = Preview.from_json(content)
    synthetic = is_synthetic(the_site().kommune)
    table = found_table(made, number, synthetic=synthetic)
    return Shown(
        token=one.token,
        number=number,
        file_name=said.file_name,
        state="problem" if told.get("problem") and made.state == "ready" else made.state,
        sentence=for_page(told["problem"]) if told.get("problem") else answer_of(made),
        source=source_label(made.source) if made.source else "",
        means=means(made),
        amounts=amounts(made),
        changes=changes(made),
        caveats=made.caveats,
        unknown=tuple(h.text for h in made.headings if not h.column) if made.kind else (),
        found=shown_table(table, sortable=False) if table.rows else None,
        rejected=made.counts.get("rejected", 0),
        asks=choices_of(made, said, one.token),
        corrects=said.corrects,
        picked=not made.same_file,
    )


@page("deliver")
def answer(request: HttpRequest, batch: str) -> HttpResponse:
    """Answers are kept and the files concerned seen again; with *hent* the files that are ready are kept."""
    if request.method != "POST":
        return redirect("data-batch", batch=batch)
    uploads = [one for one in _uploads(batch) if not one.gone]
    by, wanted = _by(request), request.POST.get("goer", "se")
    try:
        changed = _said_anew(request, uploads, by)
    except WrongAnswers as wrong:
        return _as_typed(request, batch, wrong)
    if changed:
        return redirect("data-batch", batch=batch)
    for one in uploads:
        if request.POST.get(f"{one.token}-fjern"):
            _throw_away(one)
    if wanted == "fjern":
        for one in uploads:
            _throw_away(one)
        messages.success(request, "Filerne er fjernet igen. Intet er hentet ind.")
        return redirect("data")
    if wanted == "hent":
        return _take(request, batch, [one for one in uploads if request.POST.get(f"{one.token}-med")])
    return redirect("data-batch", batch=batch)


def _said_anew(request: HttpRequest, uploads: Sequence[Upload], by: str) -> bool:
    """Keep what is said, and see the files anew of which something new is said: whether there were any. Raises ``WrongAnswers``
    when something cannot be used, of all files; then nothing is kept.
    """
    changed, wrong = [], {}
    for one in uploads:
        said, content = Said.of(one.token), None
        if one.preview is not None and one.preview.state == Job.State.DONE:
            content = sealed.kept(one.preview.token, "result")
        if said is None or content is None or one.preview is None or (one.taking is not None and not one.taking.over):
            continue
        try:
            fresh = answered(request.POST, one.token, Preview.from_json(content), said, the_site().today())
        except WrongAnswers as error:
            wrong |= error.fields
            continue
        if fresh != said:
            changed.append((one, fresh))
    if wrong:
        raise WrongAnswers(wrong)
    for one, fresh in changed:
        fresh.keep(one.token)
        _see(one, by)
    if changed and request.POST.get("goer") == "hent":
        request.session["answered"] = uploads[0].batch
    return bool(changed)


def _as_typed(request: HttpRequest, batch: str, wrong: WrongAnswers) -> HttpResponse:
    """The form with what was typed and picked, and at each field what is wrong with it."""
    context = _decided(batch, _uploads(batch))
    post = request.POST
    context["open"] = [
        dataclasses.replace(
            one,
            asks=one.asks and one.asks.as_typed(post, wrong.fields),
            picked=bool(post.get(f"{one.token}-med")),
            removed=bool(post.get(f"{one.token}-fjern")),
        )
        for one in context["open"]
    ]
    context["wrong"] = danish.count(len(wrong.fields), "svar kan ikke bruges", "svar kan ikke bruges")
    return render(request, "data/batch.html", context, status=400)


def _take(request: HttpRequest, batch: str, chosen: Sequence[Upload]) -> HttpResponse:
    ready = [one for one in chosen if _is_ready(one)]
    once = request.POST.get("once", "")
    if not (once.isascii() and once.isalnum() and len(once) <= 64):
        once = secrets.token_hex(16)
    if not ready:
        messages.warning(request, "Ingen af de valgte filer er klar: svar på det, der mangler, eller vælg en fil til.")
        return redirect("data-batch", batch=batch)
    job = ask(IMPORT, once, json.dumps([one.token for one in ready]).encode(), _by(request))
    Upload.objects.filter(pk__in=[one.pk for one in ready]).update(taking=job)
    return redirect("data-batch", batch=batch)


def _is_ready(one: Upload) -> bool:
    if one.preview is None or one.preview.state != Job.State.DONE or (one.taking is not None and not one.taking.over):
        return False
    content = sealed.kept(one.preview.token, "result")
    return content is not None and Preview.from_json(content).state == "ready"


def _throw_away(one: Upload) -> None:
    if one.taking is not None and not one.taking.over:
        return
    for what in ("file", "said"):
        sealed.forget(one.token, what)
    one.delete()


@page("deliver")
def stop(request: HttpRequest, batch: str) -> HttpResponse:
    """Stop what is under way; files that are already kept stay."""
    if request.method == "POST":
        for one in _uploads(batch):
            for job in (one.taking, one.preview):
                if job is not None and not job.over:
                    cancel(job)
    return redirect("data-batch", batch=batch)
