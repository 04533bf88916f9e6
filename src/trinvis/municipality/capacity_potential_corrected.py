"""How much of the report's own figures is chance: what lasts beside them, and what the formula gives when chance is drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.corrected import SEED, Corrected
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
from trinvis.municipality.capacity_potential_deviation import DRAWS, LABELS, PER_HEAD, Deviation
from trinvis.municipality.capacity_potential_frequency import LABEL as FREQUENCY_LABEL
from trinvis.municipality.capacity_potential_frequency import Frequency
from trinvis.municipality.capacity_potential_told import caveats_of

if TYPE_CHECKING:
    from trinvis.calculations.capacity.potential import Interval, Potential

CORRECTED = "potentials.corrected"
UNWEIGHTED = "Modellen vægter kommunerne efter indbyggere; det korrigerede tal gør det ikke: det vejer kommunerne efter, hvor meget deres år svinger."


def drawn_words(interval: Interval) -> str:
    """What an interval is of, with draws and seed where it was drawn."""
    seed = f", frø {SEED}" if "trækninger" in interval.words else ""
    return f"{round(100 * interval.level)} %: {interval.words}{seed}."


def ends(interval: Interval | None, names: tuple[str, str], middle: Term) -> dict[str, Figure]:
    """Both ends of an interval, or why there is none."""
    if interval is None:
        why = "Beregningen har intet prøvet interval; se det korrigerede tal."
        return {name: missing(KRONER, why) for name in names}
    how = drawn_words(interval)
    return {
        name: Figure(end, KRONER, how, (middle,))
        for name, end in zip(names, (interval.low, interval.high), strict=True)
    }


def corrected_table(deviations: Sequence[Deviation], frequency: Frequency | None, *, weighted: bool) -> FigureTable:
    """How much of the report's own figures is chance: beside each what lasts, and what the formula gives when chance is drawn again."""
    columns = (
        Column("amount", "Rapportens formel", KRONER),
        Column("corrected", "Korrigeret", KRONER),
        Column("low", "Korrigeret, fra", KRONER),
        Column("high", "Korrigeret, til", KRONER),
        Column("over", "Formlen giver for meget", PER_CENT, decimals=1),
        Column("again_low", "Formlen trukket om, fra", KRONER),
        Column("again_high", "Formlen trukket om, til", KRONER),
        Column("lasting", "Varige forskelle", PER_HEAD),
        Column("yearly", "Årets tilfældigheder", PER_HEAD),
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
    if weighted:
        notes.append(UNWEIGHTED)
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
            "lasting": PER_HEAD,
            "yearly": PER_HEAD,
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
        Term(row.unit.name, row.lasting, PER_HEAD, (one.table, f"k{row.unit.code}", "lasting")) for row in told.rows
    )
    shares = [row.reliability for row in told.rows]
    return found | {
        "corrected": Figure(told.potential.amount, KRONER, " ".join(told.potential.said), (corrected,)),
        **ends(told.potential.interval, ("low", "high"), Term("Korrigeret", told.potential.amount, KRONER, (CORRECTED, key, "corrected"))),
        "lasting": Figure(told.lasting_spread, PER_HEAD, "Spredningen af de forskelle, der varer ved.", lasting),
        "yearly": Figure(told.yearly_spread, PER_HEAD, "Spredningen af et års tilfældigheder i en kommune af gennemsnitlig størrelse.", lasting),
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
    units = {"lasting": PER_HEAD, "yearly": PER_HEAD, "least": PER_CENT, "most": PER_CENT}
    found |= {name: missing(unit, none) for name, unit in units.items()}
    if isinstance(one.corrected, str):
        return found | {name: missing(KRONER, one.corrected) for name in ("corrected", "low", "high")}
    at = ("potentials.frequency", "total", "corrected")
    corrected = Term("Korrigeret", one.corrected.amount, KRONER, at)
    here = Term("Korrigeret", one.corrected.amount, KRONER, (CORRECTED, "frequency", "corrected"))
    return found | {
        "corrected": Figure(one.corrected.amount, KRONER, f"{' '.join(one.corrected.said)} Intervallet: {DRAWS} trækninger.", (corrected,)),
        **ends(one.corrected.interval, ("low", "high"), here),
    }  # fmt: skip
