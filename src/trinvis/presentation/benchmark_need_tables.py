"""Comparison once need is accounted for: the nearest municipalities and why, level against need, our own model, the difference, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.benchmark_difference import BY_STEP, parts_of
from trinvis.municipality.benchmark_need_opened import MODEL_ENDS, need_address
from trinvis.municipality.benchmark_set_opened import OTHERS, OWN, others_address, side_address
from trinvis.municipality.public_figures import COUNTRY, LEVEL, NEED
from trinvis.presentation.benchmark_rows import Rows, inside, made_table, oere
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.calculations.benchmark.background import LeftOut
    from trinvis.municipality.benchmark import Benchmark

ENDS = ("expected_oere", "low_oere", "high_oere")
"""The columns of ``MODEL_ENDS``, in its order."""
NAMED = 3
"""Municipalities that lack something are named one by one up to this."""

NEAREST = (
    ReportColumn("label", "Kommune"),
    ReportColumn("distance", "Afstand", "hundredths"),
    ReportColumn("region", "Samme region"),
    ReportColumn("reason", "Hvorfor"),
)
NEED_COLUMNS = (
    ReportColumn("label", "Kommune"),
    ReportColumn("level_oere", "Niveau", "oere", "kr."),
    ReportColumn("need_oere", "Udgiftsbehov", "oere", "kr."),
    ReportColumn("difference_oere", "Niveau minus behov", "oere", "kr."),
)
MODEL = (
    ReportColumn("label", "Kommune"),
    ReportColumn("actual_oere", "Udgift", "oere", "kr."),
    ReportColumn("expected_oere", "Forventet", "oere", "kr."),
    ReportColumn("low_oere", "Fra", "oere", "kr."),
    ReportColumn("high_oere", "Til", "oere", "kr."),
    ReportColumn("difference_oere", "Udgift minus forventet", "oere", "kr."),
)
COEFFICIENTS = (
    ReportColumn("label", "Variabel"),
    ReportColumn("value_oere", "Kr. pr. enhed mere", "oere", "kr."),
    ReportColumn("low_oere", "Fra", "oere", "kr."),
    ReportColumn("high_oere", "Til", "oere", "kr."),
)
DIFFERENCE = (
    ReportColumn("label", "Del"),
    ReportColumn("own_oere", "Os", "oere", "kr."),
    ReportColumn("other_oere", "De andre", "oere", "kr."),
    ReportColumn("difference_oere", "Forskel", "oere", "kr."),
)
PLACES = (
    ReportColumn("place", "Plads", "integer"),
    ReportColumn("label", "Kommune"),
    ReportColumn("value_oere", "Kr. pr. 0-22-årig", "oere", "kr."),
    ReportColumn("span", "Plads i årene"),
)
NO_NEED = "Udgiftsbehovet er ikke indlæst: hent det ind med --source figures (nøglen background/udgiftsbehov)."


def nearest_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The members of the chosen set with distance and reason; a set that was not found by background has no distances."""
    rows, chosen = Rows(), made.against.chosen
    if chosen is not None:
        for member in chosen.members:
            distance = None if member.distance is None else round(member.distance * 100)
            rows.add(
                {
                    "label": member.unit.name,
                    "distance": distance,
                    "region": "ja" if member.same_region else "nej",
                    "reason": member.reason,
                    "key": str(member.unit.code),
                },
                distance=made.address("distance", municipality=member.unit.code, set=made.against.key),
            )
    else:
        for code in made.against.members:
            rows.add({"label": made.name(code), "key": str(code)})
    method = (
        chosen.method
        if chosen is not None
        else f"{made.against.label}: {danish.count(len(made.against.members), 'kommune', 'kommuner')}."
    )
    notes, left_out = (chosen.caveats, chosen.left_out) if chosen is not None else ((), ())
    return made_table(
        made, "nearest", f"Sammenlignet med: {made.against.label}", method, NEAREST, rows, (method, *few(notes, left_out)), spending=False,
        synthetic=synthetic,
    )  # fmt: skip


def few(said: tuple[str, ...], left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """What is said, with those who lack a variable named together when they are many."""
    if len(left_out) <= NAMED:
        return said
    reasons = {left.reason for left in left_out}
    first = ", ".join(left.name for left in left_out[:NAMED])
    return (
        *(one for one in said if one not in reasons),
        f"{len(left_out)} kommuner mangler en variabel og er ikke med: {first} …",
    )


def need_answer(made: Benchmark) -> str:
    """Where we lie against the imported need."""
    need = made.need
    if need is None:
        return NO_NEED
    own = next((row for row in need.table.rows if row.code == made.own), None)
    if own is None:
        return f"{made.name(made.own)} mangler udgiftsniveau eller udgiftsbehov."
    return f"{made.name(made.own)} bruger {danish.kroner(own.level_oere)} kr. pr. 0-22-årig, {more(own.difference_oere)} end behovet tilsiger ({need.need.day.year})."


def more(difference_oere: int) -> str:
    """``1.015 kr. mere``, ``107 kr. mindre``."""
    return f"{danish.kroner(abs(difference_oere))} kr. {'mere' if difference_oere >= 0 else 'mindre'}"


def need_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Level, need and their difference: us and the chosen set first, then all others, and the printed average."""
    rows, need = Rows(), made.need
    if need is not None:
        members = {made.own, *made.against.members}
        ordered = sorted(need.table.rows, key=lambda row: (row.code != made.own, row.code not in members, row.code))
        for row in ordered:
            rows.add(
                {
                    "label": made.name(row.code),
                    "level_oere": row.level_oere,
                    "need_oere": row.need_oere,
                    "difference_oere": row.difference_oere,
                    "key": str(row.code),
                },
                level_oere=need_address(made, row.code, LEVEL),
                need_oere=need_address(made, row.code, NEED),
                difference_oere=made.address("need_difference_oere", municipality=row.code),
            )
        if need.country is not None:
            level, wanted = need.country
            rows.add(
                {"label": "Hele landet", "level_oere": level, "need_oere": wanted, "difference_oere": level - wanted, "kind": "subtotal"},
                level_oere=need_address(made, COUNTRY, LEVEL),
                need_oere=need_address(made, COUNTRY, NEED),
                difference_oere=made.address("need_difference_oere", municipality=COUNTRY),
            )  # fmt: skip
    return made_table(
        made, "need", "Udgiftsniveau mod udgiftsbehov pr. 0-22-årig", need_answer(made), NEED_COLUMNS, rows,
        () if need is None else (need.basis, "Behovet er indlæst, ikke regnet af Trinvis."), spending=need is not None and not need.level_imported,
        synthetic=synthetic,
    )  # fmt: skip


def model_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Our own model: what the others lead one to expect, with the prediction interval where it has held."""
    model, rows = made.model, Rows()
    if isinstance(model, str):
        return made_table(
            made, "model", "Egen model af udgiftsbehovet", model, MODEL, rows, (model,), synthetic=synthetic
        )
    members = {made.own, *made.against.members}
    for row in sorted(
        model.rows, key=lambda one: (one.unit.code != made.own, one.unit.code not in members, one.unit.code)
    ):
        code, shown = row.unit.code, model.interval_holds
        rows.add(
            {
                "label": row.unit.name,
                "actual_oere": row.actual_oere,
                "expected_oere": row.expected_oere,
                "low_oere": row.low_oere if shown else None,
                "high_oere": row.high_oere if shown else None,
                "difference_oere": row.difference_oere,
                "key": str(code),
            },
            actual_oere=made.address("area_oere", municipality=code),
            **{name: made.address(to, municipality=code) for name, to in zip(ENDS, MODEL_ENDS, strict=True)},
            difference_oere=made.address("model_difference_oere", municipality=code),
        )
    return made_table(
        made, "model", "Egen model af udgiftsbehovet pr. 0-22-årig", model_answer(made), MODEL, rows,
        few(model.caveats, model.left_out),
        synthetic=synthetic,
    )  # fmt: skip


def model_answer(made: Benchmark) -> str:
    """Where we lie against what a model of all the others expects."""
    model = made.model
    if isinstance(model, str):
        return model
    row = next((one for one in model.rows if one.unit.code == made.own), None)
    if row is None or row.difference_oere is None:
        return f"{made.name(made.own)} mangler en variabel eller regnskabet og er ikke i modellen."
    inside = row.low_oere <= (row.actual_oere or 0) <= row.high_oere
    where = "inden for" if inside else "uden for"
    interval = (
        f", {where} modellens interval ({danish.kroner(row.low_oere)}-{danish.kroner(row.high_oere)} kr.)"
        if model.interval_holds
        else ""
    )
    return f"{made.name(made.own)} bruger {more(row.difference_oere)} pr. 0-22-årig, end modellen af de andre venter{interval}."


def coefficients_table(made: Benchmark, *, synthetic: bool) -> ReportTable | None:
    """What one more unit of each variable goes with; None without a model."""
    model, rows = made.model, Rows()
    if isinstance(model, str):
        return None
    for one, key in zip(model.coefficients, ("", *(v.key for v in made.model_variables)), strict=True):
        rows.add(
            {
                "label": f"{one.label} ({one.unit})" if one.unit else one.label,
                "value_oere": round(one.value),
                "low_oere": round(one.low),
                "high_oere": round(one.high),
            },
            value_oere=made.address("coefficient_oere", key=key),
            low_oere=made.address("coefficient_oere", key=key, end="low"),
            high_oere=made.address("coefficient_oere", key=key, end="high"),
        )
    return made_table(
        made, "coefficients", "Modellens variabler", model_answer(made), COEFFICIENTS, rows,
        ("Intervallerne er robuste (HC3) og gælder 95 %.",), synthetic=synthetic,
    )  # fmt: skip


def difference_answer(made: Benchmark) -> str:
    """The difference to the chosen set, in kroner per inhabitant."""
    found = made.explained
    if isinstance(found, str):
        return found
    return f"Vi bruger {danish.kroner(found.own.oere)} kr. pr. 0-22-årig på området, {more(found.difference_oere)} end {inside(made.against.label)}."


def difference_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """What the difference is made of: by step, and by need. Each reading adds up to the difference by itself."""
    found, parts = parts_of(made)
    rows = Rows()
    if found is None:
        return made_table(
            made,
            "difference",
            "Hvad forskellen består af",
            difference_answer(made),
            DIFFERENCE,
            rows,
            synthetic=synthetic,
        )
    where = {"set": made.against.key, "weighting": made.asked.weighting}
    for reading in dict.fromkeys(part.reading for part in parts):
        for part in (one for one in parts if one.reading == reading):
            rows.add(
                {"label": part.label, "own_oere": part.own_oere, "other_oere": part.other_oere, "difference_oere": part.oere},
                own_oere=side_address(made, part, OWN),
                other_oere=side_address(made, part, OTHERS),
                difference_oere=made.address("explained_oere", **where, part=part.key),
            )  # fmt: skip
        whole = reading == BY_STEP
        rows.add(
            {
                "label": "Forskellen efter trin" if whole else "Forskellen efter behov",
                "own_oere": found.own.oere if whole else None,
                "other_oere": found.other.oere if whole else None,
                "difference_oere": found.difference_oere,
                "kind": "subtotal",
            },
            difference_oere=made.address("set_difference_oere", **where),
            own_oere=made.address("area_oere", municipality=made.own),
            other_oere=others_address(made),
        )
    notes = (
        [found.method, "De to læsninger svarer på hvert sit og lægges ikke sammen."] if found.need else [found.method]
    )
    if found.need is not None:
        notes.append(found.need.basis)
    return made_table(
        made, "difference", "Forskellens dele pr. 0-22-årig", difference_answer(made), DIFFERENCE, rows,
        tuple(notes), synthetic=synthetic,
    )  # fmt: skip


def places_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Places by kroner per child, the dearest first, with the places of the other years."""
    found, rows = made.places, Rows()
    if isinstance(found, str):
        return made_table(made, "places", "Placering", found, PLACES, rows, (found,), synthetic=synthetic)
    for row in found.rows:
        rows.add(
            {
                "place": row.place,
                "label": made.name(row.code),
                "value_oere": oere(row.value),
                "span": f"{row.low}-{row.high} ({danish.count(len(row.years), 'år', 'år')})",
                "key": str(row.code),
            },
            value_oere=made.address("area_oere", municipality=row.code),
        )
    return made_table(
        made, "places", f"Placering efter udgift pr. 0-22-årig, {made.year}", places_answer(made), PLACES, rows,
        (found.caveat,), synthetic=synthetic,
    )  # fmt: skip


def places_answer(made: Benchmark) -> str:
    """Our place with its span."""
    found = made.places
    if isinstance(found, str):
        return found
    own = next((row for row in found.rows if row.code == made.own), None)
    if own is None:
        return f"{made.name(made.own)} har ikke tallet for {made.year}."
    return f"{made.name(made.own)} er nr. {own.place} af {own.of} efter udgift pr. 0-22-årig (nr. {own.low}-{own.high} i årene)."
