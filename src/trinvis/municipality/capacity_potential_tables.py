"""All calculated potentials beside each other: amounts, what of them lasts, our own part, and which cannot be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.overlap import overlaps
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_potential_corrected import ends
from trinvis.municipality.capacity_potential_told import Told, caveats_of

if TYPE_CHECKING:
    pass

OVERVIEW, OWN, OVERLAPS = "potentials.overview", "potentials.own", "potentials.overlaps"
SAID = "potentials.caveats"
TITLE = "Beregningstekniske potentialer"
NEVER_ADDED = "Tallene er beregninger ud fra et sammenligningsgrundlag og lægges ikke sammen; se hvilke der overlapper."
UNITS = {"amount": KRONER, "base": KRONER, "per_cent": PER_CENT, "n": "enheder", "low": KRONER, "high": KRONER}


def overview_table(found: Sequence[Told]) -> FigureTable:
    """Every potential: the amount, per cent of its base, how many stand behind, its interval, and the corrected figure with its own."""
    columns = (
        Column("amount", "Beregnet", KRONER),
        Column("base", "Regnet af", KRONER),
        Column("per_cent", "Af det", PER_CENT, decimals=1),
        Column("n", "Enheder bag", "enheder"),
        Column("low", "Fra", KRONER, "low", of=("amount",)),
        Column("high", "Til", KRONER, "high", of=("amount",)),
        Column("corrected", "Korrigeret for tilfældigheder", KRONER),
        Column("corrected_low", "Korrigeret, fra", KRONER),
        Column("corrected_high", "Korrigeret, til", KRONER),
    )
    figures: dict[tuple[str, str], Figure] = {}
    for told in found:
        figures |= {(told.key, column): one for column, one in (_amount(told) | _corrected(told)).items()}
    return FigureTable(
        OVERVIEW, TITLE, "Beregning", columns, tuple(Row(one.key, one.label) for one in found), figures, _answer(found),
        (NEVER_ADDED,), caveats_of([one.potential for one in found]), scale="mio", overlap=True,
    )  # fmt: skip


def _answer(found: Sequence[Told]) -> tuple[Said, ...]:
    first = next((one for one in found if one.potential is not None), None)
    if first is None:
        return ()
    said = [
        Said(
            f"{first.label} er {{amount}} i hele landet: et regnestykke, ikke et krav.", {"amount": (OVERVIEW, first.key, "amount")}
        )
    ]  # fmt: skip
    if first.corrected is not None:
        said.append(
            Said(
                "Korrigeret for tilfældigheder er det {corrected}, med 95 % sikkerhed mellem {low} og {high}.",
                {
                    "corrected": (OVERVIEW, first.key, "corrected"), "low": (OVERVIEW, first.key, "corrected_low"),
                    "high": (OVERVIEW, first.key, "corrected_high"),
                },
            )
        )  # fmt: skip
    return tuple(said)


def _amount(told: Told) -> dict[str, Figure]:
    potential = told.potential
    if potential is None:
        return {name: missing(unit, told.missing) for name, unit in UNITS.items()}
    amount = Term(told.label, potential.amount, KRONER, told.at)
    here = Term(told.label, potential.amount, KRONER, (OVERVIEW, told.key, "amount"))
    found = {
        "amount": Figure(potential.amount, KRONER, " ".join(potential.said), (amount,)),
        "n": Figure(float(potential.cases), "enheder", "Det antal kommuner, tilbud eller regioner, der er regnet på.", (amount,))
        if potential.cases else missing("enheder", "En sats har ingen enheder bag."),
    }  # fmt: skip
    if told.base is None or told.base.value <= 0:
        why = "Der er intet beløb i områdets regnskab, som det er en del af."
        found |= {"base": missing(KRONER, why), "per_cent": missing(PER_CENT, why)}
    else:
        base = Term(told.base.label, told.base.value, KRONER, (OVERVIEW, told.key, "base"))
        found["base"] = Figure(told.base.value, KRONER, f"{told.base.label}.", (told.base,))
        found["per_cent"] = Figure(
            potential.per_cent_of(told.base.value), PER_CENT, f"I procent af: {told.base.label.lower()}.", (here, base)
        )
    return found | ends(potential.interval, ("low", "high"), here)


def _corrected(told: Told) -> dict[str, Figure]:
    names, corrected = ("corrected", "corrected_low", "corrected_high"), told.corrected
    if corrected is None:
        why = told.not_corrected or told.missing
        return {name: missing(KRONER, why) for name in names}
    amount = Term(corrected.label, corrected.amount, KRONER, told.corrected_at)
    here = Term(corrected.label, corrected.amount, KRONER, (OVERVIEW, told.key, "corrected"))
    return {"corrected": Figure(corrected.amount, KRONER, " ".join(corrected.said), (amount,))} | ends(
        corrected.interval, ("corrected_low", "corrected_high"), here
    )


def own_table(found: Sequence[Told], name: str) -> FigureTable:
    """Our own municipality's part of each."""
    columns = (
        Column("whole", "I alt", KRONER),
        Column("own", name, KRONER),
        Column("part", "Del af det hele", PER_CENT, decimals=2),
    )
    figures: dict[tuple[str, str], Figure] = {}
    rows = []
    for told in found:
        rows.append(Row(told.key, told.label))
        if told.potential is None and told.own is None:
            figures |= {
                (told.key, key): missing(unit, told.missing)
                for key, unit in (("whole", KRONER), ("own", KRONER), ("part", PER_CENT))
            }
            continue
        whole = None if told.potential is None else told.potential.amount
        term = None if whole is None else Term("I alt", whole, KRONER, (OWN, told.key, "whole"))
        figures[told.key, "whole"] = missing(KRONER, told.missing) if whole is None else Figure(
            whole, KRONER, " ".join(told.potential.said if told.potential else ()), (Term(told.label, whole, KRONER, told.at),)
        )  # fmt: skip
        if told.own is None:
            figures |= {
                (told.key, "own"): missing(KRONER, told.not_own),
                (told.key, "part"): missing(PER_CENT, told.not_own),
            }
            continue
        figures[told.key, "own"] = Figure(told.own.value, KRONER, "Kommunens egen del.", (told.own,))
        own = Term(name, told.own.value, KRONER, (OWN, told.key, "own"))
        figures[told.key, "part"] = (
            Figure(100 * told.own.value / whole, PER_CENT, "Kommunens del i procent af det hele.", (own, term))
            if whole and term is not None else missing(PER_CENT, "Det hele er 0 eller kendes ikke.")
        )  # fmt: skip
    return FigureTable(
        OWN, f"{TITLE}: {name}", "Beregning", columns, tuple(rows), figures, notes=(NEVER_ADDED,),
        caveats=caveats_of([one.potential for one in found]), scale="tkr", overlap=True,
    )  # fmt: skip


def overlap_table(found: Sequence[Told]) -> FigureTable | None:
    """Every pair that must not be added, with the reason; None where nothing overlaps."""
    pairs = overlaps([replace(one.potential, label=one.label) for one in found if one.potential is not None])
    if not pairs:
        return None
    columns = (Column("other", "Kan ikke lægges til", "", "text"), Column("reason", "Fordi", "", "text"))
    rows = tuple(Row(f"p{number}", one.first) for number, one in enumerate(pairs))
    words = {(f"p{number}", "other"): one.second for number, one in enumerate(pairs)}
    words |= {(f"p{number}", "reason"): one.reason for number, one in enumerate(pairs)}
    return FigureTable(OVERLAPS, "Beregninger, der ikke kan lægges sammen", "Beregning", columns, rows, {}, words=words)


def said_table(found: Sequence[Told]) -> FigureTable:
    """How each is calculated, and its reservations."""
    columns = (Column("how", "Sådan er det regnet", "", "text"), Column("caveats", "Forbehold", "", "text"))
    words: dict[tuple[str, str], str] = {}
    for told in found:
        words[told.key, "how"] = " ".join(told.potential.said) if told.potential else told.missing
        words[told.key, "caveats"] = " ".join(caveats_of([told.potential]))
    return FigureTable(
        SAID,
        "Regnemåde og forbehold",
        "Beregning",
        columns,
        tuple(Row(one.key, one.label) for one in found),
        {},
        words=words,
    )
