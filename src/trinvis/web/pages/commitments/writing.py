"""A form that writes an entry in the journal: what is typed comes back when it cannot be, and two tabs lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from trinvis.journal import LostUpdate
from trinvis.journal.kinds import kind_of
from trinvis.journal.typed import from_text
from trinvis.presentation.speaking import speaks
from trinvis.presentation.typed_form import as_shown
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.site import the_site


@dataclass(frozen=True)
class Refused:
    """Why nothing was written. ``theirs`` is what somebody else wrote meanwhile, ``version`` the version that it has."""

    sentence: str
    theirs: tuple[tuple[str, str], ...] = ()
    their_name: str = ""
    version: int = 0


def typed(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    """What was typed in the named fields."""
    return {name: request.POST.get(name, "").strip() for name in names}


def expected(request: HttpRequest) -> int:
    """The version that the writer has seen."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def write(
    request: HttpRequest,
    kind: str,
    key: str,
    texts: Mapping[str, str],
    *,
    fixed: Mapping[str, Any] | None = None,
    effective_from: date | None = None,
) -> Refused | None:
    """Write the entry that ``texts`` say, with ``fixed`` values added; None when it was written."""

    def put() -> None:
        values = {
            **from_text(kind_of(kind), {**{n: str(v) for n, v in (fixed or {}).items()}, **texts}),
            **(fixed or {}),
        }
        the_site().kommune.write(
            kind,
            key,
            values,
            by=request.user.get_username(),  # type: ignore[union-attr]
            known_from=written_known_from(moment_of(request)),
            effective_from=effective_from,
            expected_version=expected(request),
        )

    return attempted(kind, key, put)


def take_back(request: HttpRequest, kind: str, key: str, effective_from: date | None = None) -> Refused | None:
    """Take back what holds for the key; None when it was."""

    def put() -> None:
        the_site().kommune.retract(
            kind,
            key,
            by=request.user.get_username(),  # type: ignore[union-attr]
            known_from=written_known_from(moment_of(request)),
            effective_from=effective_from,
            expected_version=expected(request),
        )

    return attempted(kind, key, put)


def attempted(kind: str, key: str, put: Callable[[], None]) -> Refused | None:
    """Why ``put`` could not be done; None when it was."""
    try:
        put()
    except LostUpdate as lost:
        there = [entry for entry in the_site().kommune.entries(kind) if entry.key == key]
        if not there:
            return Refused(
                "En anden har afsluttet den imens. Gem igen, hvis den skal stå, som du har skrevet.", version=lost.found
            )
        return Refused(
            "En anden har ændret den, siden du åbnede den. Begge tekster står her: gem igen for at lade din gælde, eller ret den først.",
            tuple(as_shown(kind_of(kind), there[-1].values)),
            there[-1].by,
            lost.found,
        )
    except Exception as error:
        if not speaks(error):
            raise
        return Refused(str(error), version=-1)
    return None
