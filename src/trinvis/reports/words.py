"""What users read for the codes that stand in rows: methods, components, units, marks, kinds of change."""

from __future__ import annotations

from collections.abc import Iterable

from trinvis.calculations.commitments.amounts import FLAGS as COMMITMENT_FLAGS
from trinvis.calculations.followup.caveats import FLAGS as FOLLOW_UP_FLAGS
from trinvis.parameters.profile import METHODS
from trinvis.tables import choices
from trinvis.tables.lines import COMPONENTS, OUTSIDE, UNPLACED


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


FLAGS: dict[str, str] = {
    **{code: _small(sentence) for code, sentence in COMMITMENT_FLAGS.items()},
    **FOLLOW_UP_FLAGS,
    "efterregistreret": "registreret efter den dag, det gælder fra",
    "anden_konto": "posteringen er bogført på et andet områdes konto end indsatsens",
    "andet_aar": "posteringen betaler for en måned i et andet år",
    "afviste_raekker": "afviste rækker er ikke med i tallet",
    "ukendt_omraade": "profilen kender ikke området",
}
"""Code of a mark → what it says, as the end of a sentence."""

LABELS: dict[str, dict[str, str]] = {
    "component": dict(COMPONENTS),
    "method": METHODS,
    "unit": dict(choices.UNITS),
    "status": dict(choices.STATUSES),
    "provider_kind": dict(choices.PROVIDER_KINDS),
    "placement_type": dict(choices.PLACEMENT_TYPES),
    "intervention_type": dict(choices.INTERVENTION_TYPES),
    "kind": dict(choices.ESTIMATE_KINDS),
    "area": {UNPLACED: "Ikke placeret", "": "Ikke placeret"},
    "counting": {"days": "Døgn", "whole_months": "Hele måneder"},
}
"""Column → code → what users read."""

HEADINGS: dict[str, str] = {
    "area": "Område",
    "component": "Art",
    "month": "Måned",
    "grant_id": "Indsats",
    "child_no": "Barn",
    "intervention_type": "Indsatstype",
    "placement_type": "Anbringelsessted",
    "step": "Trin",
    "provider_no": "Leverandør",
    "provider_kind": "Leverandørtype",
    "team": "Team",
    "district": "Distrikt",
    "paragraph": "Paragraf",
    "account_key": "Konto",
    "status": "Status",
    "days": "Dage",
    "amount_oere": "Beløb",
    "delivery_id": "Levering",
    "row_no": "Række",
    "journal_seq": "Journal",
    "rules": "Regler og parametre",
    "flag": "Mærke",
    "method": "Metode",
    "unit": "Enhed",
    "kind": "Art",
    "counting": "Optælling",
    "list": "Listens kode",
    "list_name": "Liste",
    "period": "Bogført i",
    "committed_oere": "Bevilget",
    "posted_oere": "Bogført",
    "difference_oere": "Forskel",
    "collective_oere": "Bogført uden barn",
    "stop": "Stopdato",
    "counts": "Tæller med",
    "rule": "Regel",
    "look": "Se efter",
    "code": "Regel",
    "severity": "Hvad",
    "field": "Felt",
    "message": "Besked",
    "raw": "Rækken i filen",
    "account": "Konto",
    "area_hint": "Område, hvis det kan ses",
}
"""Column → its Danish heading."""


def label(column: str, code: str | None) -> str:
    """What users read for a code; the code itself, with blanks for underscores, when no word is known."""
    if code is None:
        return LABELS.get(column, {}).get("", "")
    known = LABELS.get(column, {}).get(code)
    return known if known is not None else code.replace("_", " ")


def step_label(step: int | None) -> str:
    """A step's number, or *Uden for trappen*."""
    return str(step) if step is not None else OUTSIDE.replace("_", " ").capitalize()


def marks(flag: str | None) -> list[str]:
    """The codes of a flag column (joined by ``;``), without doubles, in order."""
    return list(dict.fromkeys(part.strip() for part in (flag or "").split(";") if part.strip()))


def explained(codes: Iterable[str]) -> tuple[str, ...]:
    """One note per mark: ``mellemkommunal: en anden kommune betaler …``."""
    return tuple(f"{code}: {FLAGS[code]}." if code in FLAGS else f"{code}." for code in dict.fromkeys(codes))


def heading(column: str) -> str:
    """The Danish heading of a column; its own name, with blanks for underscores, when none is known."""
    known = HEADINGS.get(column)
    return known if known is not None else column.removesuffix("_oere").replace("_", " ").capitalize()
