"""Potentials of typed figures: the entries, and digital casework as a rate of a named base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.digitalisation import digitalisation
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Term,
)
from trinvis.municipality.capacity_model_inputs_table import row_of
from trinvis.municipality.capacity_potential_told import BASE, Family, Ground, Told, caveats_of

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.capacity import Capacity

DIGITAL = "potentials.digitalisation"


def saving_rate(made: Capacity, saves: str) -> Entry | None:
    """The newest typed rate of the area up to the analysis's year; None where nobody has typed one."""
    found = [one for one in typed_entries(made, "saving_rate") if one.values["saves"] == saves]
    return max(found, key=lambda one: (one.values["year"], one.seq), default=None)


def typed_entries(made: Capacity, kind: str) -> list[Entry]:
    """What is typed for the area up to the analysis's year."""
    seen = made.basis.facts
    every = made.facts.house.journal.entries(kind, as_of=seen.day, position=seen.position)
    return [one for one in every if one.values["of_area"] == made.area and one.values["year"] <= made.year]


def typed_words(entry: Entry) -> str:
    """Who typed a figure, when, and why."""
    return f"Indtastet af {entry.by} {entry.known_from:%d.%m.%Y}: {entry.values['reason']}"


def digital_family(ground: Ground) -> Family:
    """The rate times its base; nothing where no rate is typed."""
    made, entry = ground.made, saving_rate(ground.made, "digitalisation")
    label = "Digital sagsbehandling"
    if entry is None:
        why = "Ingen har skrevet en sats: skriv den, og hvad den er af, med trinvis journal DIR add saving_rate."
        return Family((Told("digitalisation", label, None, why, not_own=why),))
    rate, which = entry.values["rate"] / 10_000, entry.values.get("base", "target")
    column = "spending" if which == "area" else "target"
    base = (
        Term(entry.values["base_name"], entry.values["amount_oere"] / 100, KRONER) if which == "typed"
        else ground.base_term(column)  # type: ignore[arg-type]
    )  # fmt: skip
    try:
        found = digitalisation(rate, base.value, base.label, {ground.area}, made.year)
    except CapacityRefused as error:
        return Family((Told("digitalisation", label, None, str(error), not_own=str(error)),))
    amount = Figure(
        found.amount, KRONER, f"Satsen gange beløbet. {' '.join(found.said)} {typed_words(entry)}.",
        (Term("Sats", 100 * rate, PER_CENT), base),
    )  # fmt: skip
    figures = {
        ("land", "rate"): Figure(
            100 * rate, PER_CENT, f"{typed_words(entry)}.", (Term("Indtastet", 100 * rate, PER_CENT),)
        ),
        ("land", "amount"): amount,
    }
    figures["land", "base"] = Figure(base.value, KRONER, f"{base.label}.", (base,))
    rows = [Row("land", base.label)]
    own = None
    if which != "typed" and (part := _own_base(ground, column)) is not None:
        own = Term(made.name(made.own), part * rate, KRONER, (DIGITAL, "egen", "amount"))
        mine = Term("Beløbet", part, KRONER, (BASE, row_of(made.own), column))
        rows.append(Row("egen", f"Heraf {made.name(made.own)}", "own", made.own))
        figures["egen", "rate"] = figures["land", "rate"]
        figures["egen", "base"] = Figure(part, KRONER, "Kommunens del af beløbet.", (mine,))
        figures["egen", "amount"] = Figure(
            part * rate, KRONER, "Satsen gange beløbet.", (Term("Sats", 100 * rate, PER_CENT), mine)
        )
    columns = (
        Column("base", "Procent af", KRONER),
        Column("rate", "Sats", PER_CENT, decimals=1),
        Column("amount", "Beregnet", KRONER),
    )
    table = FigureTable(
        DIGITAL, label, "Beløb", columns, tuple(rows), figures, notes=found.said, caveats=caveats_of([found]), scale="mio"
    )  # fmt: skip
    told = Told(
        "digitalisation", label, found, not_corrected="En sats har intet korrigeret tal.", at=(DIGITAL, "land", "amount"),
        base=base, own=own, not_own="" if own else "Beløbet er indtastet for landet, så kommunens del kendes ikke.",
    )  # fmt: skip
    return Family((told,), (table,))


def _own_base(ground: Ground, column: str) -> float | None:
    from trinvis.municipality.capacity_money import total_measure

    made = ground.made
    amount = total_measure(made).values.get((made.own, made.year))
    share = 1.0 if column == "spending" else ground.base.share.of(made.own)
    return None if amount is None or share is None else amount * share
