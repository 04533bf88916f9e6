"""All calculated potentials beside each other: amounts, what of them lasts, our own part, and which cannot be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.corrected import SEED, Corrected
from trinvis.calculations.capacity.overlap import overlaps
from trinvis.calculations.capacity.redrawn import SEED as REDRAWN_SEED
from trinvis.calculations.capacity.redrawn import Redrawn
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
from trinvis.municipality.capacity_potential_deviation import DRAWS, LABELS, Deviation
from trinvis.municipality.capacity_potential_frequency import LABEL as FREQUENCY_LABEL
from trinvis.municipality.capacity_potential_frequency import Frequency
from trinvis.municipality.capacity_potential_told import Told, caveats_of

if TYPE_CHECKING:
    from trinvis.calculations.capacity.potential import Interval, Potential

OVERVIEW, OWN, OVERLAPS, CORRECTED, SAID = (
    "potentials.overview", "potentials.own", "potentials.overlaps", "potentials.corrected", "potentials.caveats",
)  # fmt: skip
TITLE = "Beregningstekniske potentialer"
NEVER_ADDED = "Tallene er beregninger ud fra et sammenligningsgrundlag og lægges ikke sammen; se hvilke der overlapper."
UNITS = {"amount": KRONER, "base": KRONER, "per_cent": PER_CENT, "n": "enheder", "low": KRONER, "high": KRONER}


def drawn_words(interval: Interval) -> str:
    """What an interval is of, with draws and seed where it was drawn."""
    seed = f", frø {SEED}" if "trækninger" in interval.words else ""
    return f"{round(100 * interval.level)} %: {interval.words}{seed}."


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
        "n": Figure(float(potential.cases), "enheder", "Det antal kommuner, tilbud eller regioner, der er regnet på.")
        if potential.cases else missing("enheder", "En sats har ingen enheder bag."),
    }  # fmt: skip
    if told.base is None or told.base.value <= 0:
        why = "Der er intet beløb i områdets regnskab, som det er en del af."
        found |= {"base": missing(KRONER, why), "per_cent": missing(PER_CENT, why)}
    else:
        base = Term(told.base.label, told.base.value, KRONER, (OVERVIEW, told.key, "base"))
        found["base"] = Figure(told.base.value, KRONER, f"{told.base.label}.", (told.base,) if told.base.at else ())
        found["per_cent"] = Figure(
            potential.per_cent_of(told.base.value), PER_CENT, f"I procent af: {told.base.label.lower()}.", (here, base)
        )
    return found | _ends(potential.interval, ("low", "high"), here)


def _corrected(told: Told) -> dict[str, Figure]:
    names, corrected = ("corrected", "corrected_low", "corrected_high"), told.corrected
    if corrected is None:
        why = told.not_corrected or told.missing
        return {name: missing(KRONER, why) for name in names}
    amount = Term(corrected.label, corrected.amount, KRONER, told.corrected_at)
    here = Term(corrected.label, corrected.amount, KRONER, (OVERVIEW, told.key, "corrected"))
    return {"corrected": Figure(corrected.amount, KRONER, " ".join(corrected.said), (amount,))} | _ends(
        corrected.interval, ("corrected_low", "corrected_high"), here
    )


def _ends(interval: Interval | None, names: tuple[str, str], middle: Term) -> dict[str, Figure]:
    if interval is None:
        why = "Beregningen har intet prøvet interval; se det korrigerede tal."
        return {name: missing(KRONER, why) for name in names}
    how = drawn_words(interval)
    return {
        name: Figure(end, KRONER, how, (middle,))
        for name, end in zip(names, (interval.low, interval.high), strict=True)
    }


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
    pairs = overlaps([one.potential for one in found if one.potential is not None])
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


def corrected_table(deviations: Sequence[Deviation], frequency: Frequency | None) -> FigureTable:
    """How much of the report's own figures is chance: beside each what lasts, and what the formula gives when chance is drawn again."""
    columns = (
        Column("amount", "Rapportens formel", KRONER),
        Column("corrected", "Korrigeret", KRONER),
        Column("low", "Korrigeret, fra", KRONER),
        Column("high", "Korrigeret, til", KRONER),
        Column("over", "Formlen giver for meget", PER_CENT, decimals=1),
        Column("again_low", "Formlen trukket om, fra", KRONER),
        Column("again_high", "Formlen trukket om, til", KRONER),
        Column("lasting", "Varige forskelle pr. indbygger", KRONER),
        Column("yearly", "Årets tilfældigheder pr. indbygger", KRONER),
        Column("least", "Varer ved, mindst", PER_CENT),
        Column("most", "Varer ved, højst", PER_CENT),
    )
    rows, notes = [], []
    figures: dict[tuple[str, str], Figure] = {}
    for one in deviations:
        rows.append(Row(one.key, LABELS[one.reading]))
        figures |= {(one.key, column): told for column, told in _deviation(one).items()}
        notes.append(one.again if isinstance(one.again, str) else f"{LABELS[one.reading]}: {one.again.sentence}")
    if frequency is not None:
        rows.append(Row("frequency", FREQUENCY_LABEL))
        figures |= {("frequency", column): told for column, told in _frequency(frequency, deviations).items()}
    potentials: list[Potential | None] = [
        one.corrected.potential for one in deviations if isinstance(one.corrected, Corrected)
    ]
    said = Said(
        "Rapportens formel giver {over} for meget, fordi tilfældigheder opad tælles med.",
        {"over": (CORRECTED, deviations[0].key, "over")},
    )
    first = figures[deviations[0].key, "over"].value
    return FigureTable(
        CORRECTED, "Hvor meget af tallene der kun er tilfældigheder", "Beregning", columns, tuple(rows), figures,
        (said,) if first is not None and first > 0 else (), tuple(dict.fromkeys(notes)), caveats_of(potentials), scale="mio",
    )  # fmt: skip


def _deviation(one: Deviation) -> dict[str, Figure]:
    potential, key = one.potential, one.key
    amount = Term("Rapportens formel", potential.amount, KRONER, (one.table, "total", "amount"))
    found = {"amount": Figure(potential.amount, KRONER, " ".join(potential.said), (amount,))} | _again(
        one.again, "deviation", amount
    )
    if isinstance(one.corrected, str):
        names = {
            "corrected": KRONER,
            "low": KRONER,
            "high": KRONER,
            "lasting": KRONER,
            "yearly": KRONER,
            "least": PER_CENT,
            "most": PER_CENT,
        }
        return found | {name: missing(unit, str(one.corrected)) for name, unit in names.items()}
    told = one.corrected
    corrected = Term("Korrigeret", told.potential.amount, KRONER, (one.table, "total", "corrected"))
    reliability = tuple(
        Term(row.unit.name, 100 * row.reliability, PER_CENT, (one.table, f"k{row.unit.code}", "reliability"))
        for row in told.rows
    )
    lasting = tuple(
        Term(row.unit.name, row.lasting, KRONER, (one.table, f"k{row.unit.code}", "lasting")) for row in told.rows
    )
    shares = [row.reliability for row in told.rows]
    return found | {
        "corrected": Figure(told.potential.amount, KRONER, " ".join(told.potential.said), (corrected,)),
        **_ends(told.potential.interval, ("low", "high"), Term("Korrigeret", told.potential.amount, KRONER, (CORRECTED, key, "corrected"))),
        "lasting": Figure(told.lasting_spread, KRONER, "Spredningen af de forskelle, der varer ved.", lasting),
        "yearly": Figure(told.yearly_spread, KRONER, "Spredningen af et års tilfældigheder i en kommune af gennemsnitlig størrelse.", lasting),
        "least": Figure(100 * min(shares), PER_CENT, "Den kommune, hvor mindst af afvigelsen varer ved.", reliability),
        "most": Figure(100 * max(shares), PER_CENT, "Den kommune, hvor mest af afvigelsen varer ved.", reliability),
    }  # fmt: skip


def _again(again: Redrawn | str, name: str, amount: Term) -> dict[str, Figure]:
    names = {"over": PER_CENT, "again_low": KRONER, "again_high": KRONER}
    if isinstance(again, str):
        return {one: missing(unit, again) for one, unit in names.items()}
    how = f"Landet er trukket om {again.draws} gange (frø {REDRAWN_SEED}), og alt er regnet igen hver gang."
    interval = again.deviation if name == "deviation" else again.frequency
    found = {}
    if interval is not None:
        found = {
            "again_low": Figure(interval.low, KRONER, f"{how} 2,5 % af gangene er tallet lavere.", (amount,)),
            "again_high": Figure(interval.high, KRONER, f"{how} 2,5 % af gangene er tallet højere.", (amount,)),
        }
    if name != "deviation" or again.truth <= 0:
        why = (
            "Hvor meget frekvensens formel giver for meget, er ikke trukket." if name != "deviation" else again.sentence
        )
        return {one: missing(unit, why) for one, unit in names.items()} | found | {"over": missing(PER_CENT, why)}
    return found | {"over": Figure(again.overstated_per_cent, PER_CENT, f"{how} {again.sentence}", (amount,))}


def _frequency(one: Frequency, deviations: Sequence[Deviation]) -> dict[str, Figure]:
    potential = one.potential
    amount = Term("Rapportens formel", potential.amount, KRONER, ("potentials.frequency", "total", "amount"))
    full = next((of.again for of in deviations if of.reading == "full"), "Den fulde model er ikke regnet.")
    found = {"amount": Figure(potential.amount, KRONER, " ".join(potential.said), (amount,))} | _again(
        full, "frequency", amount
    )
    none = "Spredningen er opgjort for udgifterne, ikke for frekvensen."
    units = {"lasting": KRONER, "yearly": KRONER, "least": PER_CENT, "most": PER_CENT}
    found |= {name: missing(unit, none) for name, unit in units.items()}
    if isinstance(one.corrected, str):
        return found | {name: missing(KRONER, one.corrected) for name in ("corrected", "low", "high")}
    at = ("potentials.frequency", "total", "corrected")
    corrected = Term("Korrigeret", one.corrected.amount, KRONER, at)
    here = Term("Korrigeret", one.corrected.amount, KRONER, (CORRECTED, "frequency", "corrected"))
    return found | {
        "corrected": Figure(one.corrected.amount, KRONER, f"{' '.join(one.corrected.said)} Intervallet: {DRAWS} trækninger.", (corrected,)),
        **_ends(one.corrected.interval, ("low", "high"), here),
    }  # fmt: skip
