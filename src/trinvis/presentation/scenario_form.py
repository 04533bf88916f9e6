"""A scenario as a form: a row per change in words and per cent, read into what the journal keeps, with a sentence for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.scenario_changes import ALL, CHANGES, Scenario, ScenarioError, kind_label
from trinvis.journal.typed import hundredths
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.calculations.forecast.scenario_changes import Change
    from trinvis.municipality.forecast_years import ForecastYears

FIELDS = ("change", "kind", "to", "per_cent", "from")
SPARE = 2
"""Empty rows that stand below those in use."""
MOST = 20
NEITHER = "Ændring {}: "
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChangeRow:
    """One row of the form: ``number`` from 1, what stands in its fields, and what can be chosen."""

    number: int
    texts: Mapping[str, str]
    changes: Options
    kinds: Options
    becomes: Options


def rows_shown(made: ForecastYears, texts: Sequence[Mapping[str, str]]) -> tuple[ChangeRow, ...]:
    """The rows with ``texts`` in them, and empty ones below."""
    used = [row for row in texts if any(row.get(name) for name in ("change", "per_cent", "from"))]
    every = [*used, *({} for _ in range(SPARE))][:MOST]
    known, priced = made.ahead.basis.model.kinds, made.ahead.basis.priced
    by_name = sorted(((kind, kind_label(kind)) for kind in known), key=lambda one: one[1])
    shown = []
    for number, row in enumerate(every, start=1):
        several = row.get("kind", "")
        more = ((several, ", ".join(map(kind_label, several.split(",")))),) if "," in several else ()
        shown.append(
            ChangeRow(
                number,
                row,
                (("", "Ingen ændring"), *CHANGES.items()),
                ((ALL, "Alle typer"), *by_name, *more),
                (("", "Vælg ved omlægning"), *(one for one in by_name if one[0] in priced)),
            )
        )
    return tuple(shown)


def texts_of(scenario: Scenario) -> list[dict[str, str]]:
    """A scenario as it would be typed."""
    return [_typed(change) for change in scenario.changes]


def read(name: str, rows: Sequence[Mapping[str, str]], made: ForecastYears) -> Scenario:
    """The scenario that was typed; raises ``ScenarioError`` that names the change and the field as the form does."""
    errors: list[str] = [] if name.strip() else ["Skriv et navn til scenariet."]
    changes = []
    for number, row in enumerate(rows, start=1):
        if row.get("change"):
            changes.append(_change(NEITHER.format(number), row, made, errors))
        elif row.get("per_cent") or row.get("from"):
            errors.append(f"{NEITHER.format(number)}vælg, hvad der ændres, eller lad felterne stå tomme.")
    if not changes and not errors:
        errors.append("Vælg mindst én ændring.")
    if errors:
        raise ScenarioError(errors)
    found = Scenario.read({"name": name, "changes": changes})
    basis = made.ahead.basis
    found.check(basis.model.kinds, basis.priced, basis.as_of, made.years[-1])
    return found


def _change(at: str, row: Mapping[str, str], made: ForecastYears, errors: list[str]) -> dict[str, Any]:
    what, kind = row["change"], row.get("kind") or ALL
    share = _share(row.get("per_cent", ""))
    limits = (0.0, 1.0) if what == "shift" else (0.0 if what == "arrivals" else 0.1, 5.0)
    if share is None or not limits[0] <= share <= limits[1]:
        low, high = (danish.decimal(round(end * 100)) for end in limits)
        errors.append(f"{at}»Procent« skal være et tal fra {low} til {high}, som 80.")
    month = _month(row.get("from", ""))
    first, last = made.ahead.basis.as_of, made.years[-1]
    early = month is not None and (month // 100 < first // 100 if what == "price" else month <= first)
    if month is None or early or month // 100 > last:
        errors.append(
            f"{at}»Fra« skal være en måned efter {danish.month(first)} og senest i {last}, som {made.years[0]}-01."
        )
    said: dict[str, Any] = {"change": what, "kind": kind.split(",") if "," in kind else kind}
    if what == "shift":
        if not row.get("to"):
            errors.append(f"{at}vælg den type, de nye indsatser bliver til.")
        elif row["to"] in kind.split(","):
            errors.append(f"{at}»Bliver til« er den samme type; vælg en anden.")
        return said | {"to": row.get("to"), "share": share, "from": month}
    when = {"year": (month or 0) // 100} if what == "price" else {"from": month}
    return said | {"factor": share} | when


def _typed(change: Change) -> dict[str, str]:
    part = change.share if change.change == "shift" else change.factor
    year, month = divmod(change.start, 100)
    return {
        "change": change.change,
        "kind": ",".join(change.kinds) or ALL,
        "to": change.to or "",
        "per_cent": f"{100 * part:.4g}".replace(".", ","),
        "from": str(year) if change.change == "price" else f"{year}-{month:02d}",
    }


def _share(text: str) -> float | None:
    try:
        return hundredths(text) / 10_000
    except ValueError:
        return None


def _month(text: str) -> int | None:
    """``2027-01``, ``202701``, ``01.2027`` or a year, which is its January; None when it is none."""
    bare = text.strip()
    found = re.fullmatch(r"([0-9]{4})(?:-?([0-9]{2}))?", bare)
    other = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{4})", bare)
    year, month = (found[1], found[2] or "01") if found else (other[2], other[1]) if other else ("0", "0")
    return int(year) * 100 + int(month) if 1 <= int(month) <= 12 else None
