"""*Opsætning* as tables: parameters with their history, the profile and what two profiles differ in, and the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trinvis.journal import KINDS, Entry
from trinvis.journal.entry import in_force
from trinvis.parameters import MissingParameter
from trinvis.parameters.definition import CARRY_LABELS, Definition
from trinvis.parameters.profile import METHODS
from trinvis.parameters.value import shown_text
from trinvis.presentation.calculation import ORIGINS, marks
from trinvis.presentation.journal_table import content
from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Area, Profile
    from trinvis.parameters.value import Value

SHOWN = 200
MISSING = "mangler"

# parameters

PARAMETERS = (
    ReportColumn("label", "Parameter"),
    ReportColumn("row", "Række"),
    ReportColumn("key", "Nøgle", on_screen=False),
    ReportColumn("value", "Værdi"),
    ReportColumn("valid_from", "Gælder fra", "day"),
    ReportColumn("valid_to", "Gælder til", "day"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("origin", "Fra"),
    ReportColumn("source", "Kilde"),
    ReportColumn("unit", "Enhed", on_screen=False),
    ReportColumn("reference", "Hjemmel", on_screen=False),
    ReportColumn("name", "Navn", on_screen=False),
)


@lru_cache(maxsize=8)
def parameter_rows(parameters: Parameters, on: date) -> tuple[Mapping[str, Cell], ...]:
    """Every value that holds on a day: the municipality's own first, then what is missing or carried forward that day, then the
    others in the order of the register."""
    rows: list[Mapping[str, Cell]] = []
    for name in parameters.names():
        definition = parameters.describe(name)
        own = {one.key for one in parameters.overrides if one.name == name and "@" not in (one.key or "")}
        for key in (*definition.row_keys, *sorted(own - set(definition.row_keys), key=str)):
            rows.append(parameter_row(parameters, definition, key, on))
    return tuple(sorted(rows, key=_rank))


def _rank(row: Mapping[str, Cell]) -> int:
    if row.get("origin") == ORIGINS["kommune"]:
        return 0
    return 1 if row["value"] == MISSING or "fremskrevet" in str(row.get("mark")) else 2


def parameter_row(parameters: Parameters, definition: Definition, key: str | None, on: date) -> dict[str, Cell]:
    """One row's value on a day."""
    base: dict[str, Cell] = {
        "name": definition.name,
        "label": row_label(definition, key),
        "row": row_name(definition, key),
        "key": key,
    }
    try:
        value = parameters.value(definition.name, on, key)
    except MissingParameter:
        return {**base, "value": MISSING, "mark": f"kendt: {definition.known()}", "unit": definition.unit}
    return {
        **base,
        "value": value.text(),
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
        "mark": marks(value),
        "origin": ORIGINS[value.origin],
        "source": value.source,
        "unit": value.unit,
        "reference": value.reference,
    }


def row_name(definition: Definition, key: str | None) -> str | None:
    """What a row of a table is called: its label, else its key."""
    if key is None:
        return None
    named = next((row.label for row in definition.rows if row.key == key and row.label), key)
    return named if definition.key_columns else key


def row_label(definition: Definition, key: str | None) -> str:
    """The parameter's label; of plain values with a key the row's own label."""
    if definition.key_columns or key is None:
        return definition.label
    row = next((row for row in definition.rows if row.key == key and row.label), None)
    return definition.label if row is None or row.label == key else row.label


def searched(rows: Iterable[Mapping[str, Cell]], text: str, *, own: bool = False) -> list[Mapping[str, Cell]]:
    """The rows that hold every word of ``text``; with ``own`` those that the municipality has typed in alone."""
    wanted = text.casefold().split()
    return [
        row
        for row in rows
        if (not own or row.get("origin") == ORIGINS["kommune"])
        and all(word in " ".join(str(cell) for cell in row.values() if cell is not None).casefold() for word in wanted)
    ]


def parameters_table(rows: Sequence[Mapping[str, Cell]], on: date, *, synthetic: bool) -> ReportTable:
    """Values as a table."""
    said = danish.count(len(rows), "værdi", "værdier")
    return ReportTable(
        "parameters",
        f"Parametre, som de gælder {danish.long_day(on)}: {said}",
        f"{said}.",
        PARAMETERS,
        tuple(rows),
        synthetic=synthetic,
    )


HISTORY = (
    ReportColumn("valid_from", "Gælder fra", "day"),
    ReportColumn("valid_to", "Gælder til", "day"),
    ReportColumn("value", "Værdi"),
    ReportColumn("origin", "Fra"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("source", "Kilde"),
    ReportColumn("by", "Skrevet af"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("state", "Status"),
    ReportColumn("seq", "Journal nr.", "integer", on_screen=False),
)


def parameter_history(
    definition: Definition, key: str | None, entries: Sequence[Entry], *, synthetic: bool
) -> ReportTable:
    """Every value that the row has had: Trinvis' own by day, then what was typed in, the newest first."""
    rows: list[dict[str, Cell]] = []
    holds = {entry.seq for entry in in_force(list(entries))}
    for entry in sorted(entries, key=lambda one: -one.seq):
        values = entry.values
        until = values.get("valid_to")
        withdrawn = bool(values.get("withdrawn")) or entry.retracted
        rows.append(
            {
                "valid_from": entry.effective_from,
                "valid_to": date.fromisoformat(str(until)) if until else None,
                "value": "Trinvis' værdi igen" if withdrawn else _written(definition, values.get("value")),
                "origin": ORIGINS["kommune"],
                "mark": "antaget" if values.get("assumed") else "",
                "source": values.get("source"),
                "by": entry.by,
                "known_from": entry.known_from,
                "state": "i kraft" if entry.seq in holds else "afløst",
                "seq": entry.seq,
            }
        )
    for row in sorted((row for row in definition.rows if row.key == key), key=lambda one: one.valid_from, reverse=True):
        rows.append(
            {
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "value": _written(definition, row.value),
                "origin": ORIGINS["trinvis"],
                "mark": "" if row.verified else "forslag, ikke efterprøvet",
                "source": row.source,
            }
        )
    return ReportTable(
        "history", "Værdier gennem tiden, nyeste først", definition.label, HISTORY, tuple(rows), synthetic=synthetic
    )


def _written(definition: Definition, value: Any) -> str:
    text = shown_text(definition.kind, value)
    return f"{text} {definition.unit}".strip() if definition.kind != "text" and value is not None else text


def carries(definition: Definition) -> str:
    """What holds after the last known day."""
    return CARRY_LABELS[definition.carry]


def typed_text(definition: Definition, value: Value | None) -> str:
    """The value as a field of a form begins with it."""
    if value is None or value.value is None:
        return ""
    return shown_text(definition.kind, value.value)


# profile

AREAS = (
    ReportColumn("label", "Område"),
    ReportColumn("policy_area", "Politikområde"),
    ReportColumn("method", "Metode"),
    ReportColumn("method_reason", "Begrundelse"),
    ReportColumn("accounts", "Konti"),
    ReportColumn("types", "Indsatstyper"),
    ReportColumn("net", "Netto", "flag"),
    ReportColumn("id", "Kode", on_screen=False),
)


def areas_table(profile: Profile, *, synthetic: bool) -> ReportTable:
    """The profile's areas with what belongs to each, and how its year-end is found."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "label": area.label,
            "policy_area": area.policy_area,
            "method": METHODS[area.method],
            "method_reason": area.method_reason,
            "accounts": ", ".join(area.accounts),
            "types": ", ".join(type_words(text) for text in area.types),
            "net": area.net,
            "id": area.id,
        }
        for area in profile.areas
    )
    return ReportTable("areas", f"Områder ({len(rows)})", profile.label, AREAS, rows, synthetic=synthetic)


def type_words(text: str) -> str:
    """``placement/institution/own`` as *Anbringelse, Døgninstitution, Egen*."""
    names = ("intervention_type", "placement_type", "provider_kind")
    return ", ".join(words.label(name, part) for name, part in zip(names, text.split("/"), strict=False))


def steps_table(profile: Profile, parameters: Parameters, on: date, *, synthetic: bool) -> ReportTable:
    """The steps of the profile's staircases."""
    stairs = profile.staircases(parameters, on)
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"staircase": one.label, "step": step.step, "label": step.label, "contents": step.contents}
        for one in stairs
        for step in one.steps
    )
    columns = (
        ReportColumn("step", "Trin", "integer"),
        ReportColumn("label", "Navn"),
        ReportColumn("contents", "Indhold"),
        ReportColumn("staircase", "Trappe", on_screen=len(stairs) > 1),
    )
    return ReportTable("steps", "Indsatstrappen", profile.label, columns, rows, synthetic=synthetic)


def facts(profile: Profile) -> list[tuple[str, str]]:
    """The other choices of the profile, as (what, choice)."""
    counted = "døgn for døgn" if profile.counting == "days" else "hele måneder"
    year = "365 dage" if profile.full_year_days else "årets egne dage"
    return [
        ("Profil", f"{profile.label} ({profile.name})"),
        ("Afgrænsning", profile.delimitation.replace("_", " ")),
        (
            "En afvigelse skal forklares",
            f"når den er over både {danish.kroner(profile.explanation_kr_oere)} kr. og {danish.per_cent(profile.explanation_pct)}",
        ),
        ("En manglende faktura tæller med i", danish.count(profile.missing_invoice_months, "måned", "måneder")),
        ("En helårsperson er", year),
        ("Der tælles", counted),
        (
            "Samme indsats i to udtræk",
            f"når starten højst ligger {danish.count(profile.grant_tolerance_days, 'dag', 'dage')} fra hinanden",
        ),
        ("Prisindeks", profile.price_index or "intet"),
        ("Handicap i samme ramme", "ja" if profile.disability_in_frame else "nej"),
        ("Egne forebyggende tilbud er prissat", "ja" if profile.own_preventive_priced else "nej"),
    ]


DIFFERENCES = (
    ReportColumn("where", "Hvor"),
    ReportColumn("field", "Felt"),
    ReportColumn("before", "Nu"),
    ReportColumn("after", "I filen"),
)

FIELD_WORDS = {
    "label": "navn",
    "policy_area": "politikområde",
    "budget_area": "budgetområde",
    "accounts": "konti",
    "types": "indsatstyper",
    "method": "metode",
    "method_reason": "begrundelse for metode",
    "net": "netto",
    "estimate_oere": "skøn (øre)",
    "staircase": "trappe",
    "delimitation": "afgrænsning",
    "missing_invoice_months": "måneder, en manglende faktura tæller",
    "explanation_kr_oere": "forklaringsgrænse (øre)",
    "explanation_pct": "forklaringsgrænse (hundrededele procent)",
    "full_year_days": "dage i en helårsperson",
    "grant_tolerance_days": "dage mellem starten på samme indsats",
    "counting": "optælling",
    "price_index": "prisindeks",
}


def differences(now: Profile, new: Profile, *, synthetic: bool) -> ReportTable:
    """What a new profile changes, field by field; no rows when nothing."""
    before, after = now.to_dict(), new.to_dict()
    rows = [_row("Profilen", name, before.get(name), after.get(name)) for name in _differing(before, after, "areas")]
    old, fresh = ({area.id: area for area in one.areas} for one in (now, new))
    for area_id in dict.fromkeys((*old, *fresh)):
        rows += _area_rows(old.get(area_id), fresh.get(area_id))
    said = danish.count(len(rows), "forskel", "forskelle")
    return ReportTable(
        "differences", f"Forskellene: {len(rows)}", f"{said}.", DIFFERENCES, tuple(rows), synthetic=synthetic
    )


def _area_rows(before: Area | None, after: Area | None) -> list[dict[str, Cell]]:
    if before is None or after is None:
        area = before or after
        assert area is not None
        there = ("findes", "findes ikke") if after is None else ("findes ikke", "nyt")
        return [{"where": area.label, "field": "området", "before": there[0], "after": there[1]}]
    old, fresh = vars(before), vars(after)
    return [_row(after.label, name, old[name], fresh[name]) for name in _differing(old, fresh, "id")]


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], *but: str) -> list[str]:
    return [
        name for name in dict.fromkeys((*before, *after)) if name not in but and before.get(name) != after.get(name)
    ]


def _row(where: str, name: str, before: Any, after: Any) -> dict[str, Cell]:
    return {
        "where": where,
        "field": FIELD_WORDS.get(name, name),
        "before": _plain(name, before),
        "after": _plain(name, after),
    }


def _plain(name: str, value: Any) -> str:
    if value is None:
        return "som standard"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if name == "method":
        return METHODS.get(value, str(value))
    if isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "ingen"
    if isinstance(value, dict | list | tuple):
        return danish.count(len(value), "oplysning", "oplysninger")
    return str(value)


# journal

JOURNAL = (
    ReportColumn("seq", "Nr."),
    ReportColumn("kind", "Art"),
    ReportColumn("key", "Om"),
    ReportColumn("values", "Indhold"),
    ReportColumn("by", "Af"),
    ReportColumn("recorded_at", "Skrevet (UTC)", "instant"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("effective_from", "Gælder fra", "day"),
    ReportColumn("replaced_by", "Afløst af"),
)


@dataclass(frozen=True)
class JournalAsked:
    """Which entries to show: of one kind, holding a text, and which page of them (from 1)."""

    kind: str = ""
    text: str = ""
    page: int = 1


def journal_rows(history: Sequence[Entry], asked: JournalAsked) -> list[Mapping[str, Cell]]:
    """The entries asked for, newest first, each with the number of the entry that put it out of force."""
    after = replaced_by(history)
    rows = [_entry(entry, after.get(entry.seq)) for entry in reversed(history) if asked.kind in ("", entry.kind)]
    return searched(rows, asked.text)


def replaced_by(history: Sequence[Entry]) -> dict[int, int]:
    """Entry → the entry that put it out of force: the next of the same place, or the one that names it."""
    found: dict[int, int] = {}
    newest: dict[Any, int] = {}
    for entry in history:
        if entry.place in newest:
            found[newest[entry.place]] = entry.seq
        if entry.replaces is not None:
            found[entry.replaces] = entry.seq
        newest[entry.place] = entry.seq
    return found


def _entry(entry: Entry, after: int | None) -> dict[str, Cell]:
    kind = KINDS.get(entry.kind)
    fields = {} if kind is None else {field.name: field for field in kind.fields}
    return {
        "seq": str(entry.seq),
        "kind": entry.kind if kind is None else kind.label,
        "key": entry.key,
        "values": "trukket tilbage" if entry.retracted else content(entry.values, fields),
        "by": entry.by,
        "recorded_at": entry.recorded_at,
        "known_from": entry.known_from,
        "effective_from": entry.effective_from,
        "replaced_by": None if after is None else f"nr. {after}",
    }


def journal_page(
    rows: Sequence[Mapping[str, Cell]], asked: JournalAsked, *, synthetic: bool
) -> tuple[ReportTable, int]:
    """One page of the journal, and how many pages there are."""
    pages = max(1, -(-len(rows) // SHOWN))
    page = min(max(asked.page, 1), pages)
    part = tuple(rows[(page - 1) * SHOWN : page * SHOWN])
    said = danish.count(len(rows), "post", "poster")
    return ReportTable(
        "journal", f"Journalen, nyeste først: {said}", f"{said}.", JOURNAL, part, synthetic=synthetic
    ), pages
