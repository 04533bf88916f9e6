"""Down to the reference level of placed children: by municipality, net of the prevention that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.corrected import SEED
from trinvis.calculations.capacity.corrected_frequency import corrected_frequency
from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.potentials import counted, frequencies, lower_frequency
from trinvis.calculations.capacity.reference import REFERENCE_WORDS, level, over
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, Column, Figure, FigureTable, Row, Term, Where, missing
from trinvis.municipality.capacity_measures import PERSONS
from trinvis.municipality.capacity_model_inputs_table import INPUTS, mean_of, row_of
from trinvis.municipality.capacity_model_placed import PLACED
from trinvis.municipality.capacity_model_tables import coefficients_of
from trinvis.municipality.capacity_potential_deviation import DRAWS, scale_terms, summed
from trinvis.municipality.capacity_potential_told import TOTAL, Ground, Told, caveats_of

if TYPE_CHECKING:
    from trinvis.municipality.capacity_model_fitted import Models

FREQUENCY = "potentials.frequency"
LABEL = "Lavere anbringelsesfrekvens, netto for forebyggelse"


@dataclass(frozen=True, eq=False)
class Frequency:
    """The potential with its corrected figure, or why that cannot be made."""

    potential: Potential
    corrected: Potential | str


def frequency_of(ground: Ground, found: Models) -> Frequency | str:
    """The potential, or why there is none: no frequency in the model, or none that goes with higher spending."""
    if found.full is None or found.placed is None:
        return f"Modellen har ingen anbringelsesfrekvens. {found.missing}".strip()
    corrected: Potential | str
    try:
        potential = lower_frequency(found.full, PLACED, ground.base, ground.reference)
    except CapacityRefused as error:
        return str(error)
    if ground.reference != "mean":
        return Frequency(
            potential, "Det korrigerede tal regnes kun ned til gennemsnittet; vælg gennemsnittet som reference."
        )
    years = [year for year in found.inputs.every if any(year in of for of in found.placed.yearly.values.values())]
    try:
        corrected = corrected_frequency(found.full, PLACED, years, ground.base, draws=DRAWS, seed=SEED)
    except CapacityRefused as error:
        corrected = str(error)
    return Frequency(potential, corrected)


def told_frequency(ground: Ground, one: Frequency | str) -> Told:
    """How it is told among the potentials."""
    if isinstance(one, str):
        return Told("frequency", LABEL, None, one, not_corrected=one, not_own=one)
    known = isinstance(one.corrected, Potential)
    own = own_part(ground, one.potential)
    return Told(
        "frequency", LABEL, one.potential, corrected=one.corrected if isinstance(one.corrected, Potential) else None,
        not_corrected="" if known else str(one.corrected),
        at=(FREQUENCY, TOTAL, "amount"), corrected_at=(FREQUENCY, TOTAL, "corrected") if known else None,
        base=ground.base_term(),
        own=None if own is None else Term(ground.made.name(ground.made.own), own, KRONER, (FREQUENCY, row_of(ground.made.own), "amount")),
        not_own="" if own is not None else "Kommunen er ikke med i modellen.",
    )  # fmt: skip


def own_part(ground: Ground, potential: Potential) -> float | None:
    """Our part where we are in the full model; None where we are not."""
    full = None if ground.found is None else ground.found.full
    if full is None or ground.made.own not in {unit.code for unit in full.units}:
        return None
    return next((part.amount for part in potential.parts if part.name == ground.made.name(ground.made.own)), 0.0)


def frequency_table(ground: Ground, found: Models, one: Frequency) -> FigureTable:
    """Every municipality: placed per 1,000, how far over, and the amount at the model's coefficient."""
    model = found.full
    assert model is not None
    who = counted(model, ground.base)
    values = frequencies(model, PLACED)[list(who.places)]
    to = float(level(values, who.population, ground.reference)[0])
    above = over(values, who.population, ground.reference)
    columns = (
        Column("frequency", "Anbragte børn pr. 1.000", PERSONS, "index", 2),
        Column("reference", f"Ned til {REFERENCE_WORDS[ground.reference]}", PERSONS, "index", 2, hidden=True),
        Column("over", "Over", PERSONS, "index", 2),
        Column("amount", "Beregnet", KRONER),
        Column("corrected", "Korrigeret for tilfældigheder", KRONER),
    )
    every = tuple(
        Term(name, 1_000 * float(value), PERSONS, (INPUTS, row_of(model.units[place].code), mean_of(PLACED)))
        for name, value, place in zip(who.names, values, who.places, strict=True)
    )
    slope = model.coefficient(PLACED)
    coefficient = Term("En anbragt færre", slope.value, KRONER, (coefficients_of("full"), PLACED, "value"))
    amounts = {part.name: part.amount for part in one.potential.parts}
    corrected = {} if isinstance(one.corrected, str) else {part.name: part.amount for part in one.corrected.parts}
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    for place, term, over_by in zip(who.places, every, above, strict=True):
        code = model.units[place].code
        row = row_of(code)
        rows.append(Row(row, term.label, "part", code))
        fewest = _fewest(found, code)
        reference = Term(REFERENCE_WORDS[ground.reference], 1_000 * to, PERSONS, (FREQUENCY, row, "reference"))
        at: Where = (FREQUENCY, row, "over")
        scaled = (Term("Over pr. 1.000", 1_000 * float(over_by), PERSONS, at), coefficient, *scale_terms(ground, code))
        figures[row, "frequency"] = Figure(
            term.value, PERSONS, "Gennemsnittet af modellens år.", (term,), persons=fewest
        )
        figures[row, "reference"] = Figure(
            1_000 * to, PERSONS, f"{REFERENCE_WORDS[ground.reference]} af kommunerne.", every
        )
        figures[row, "over"] = Figure(
            1_000 * float(over_by), PERSONS, "Det, frekvensen er over referencen.", (term, reference), persons=fewest
        )
        figures[row, "amount"] = Figure(
            amounts.get(term.label, 0.0),
            KRONER,
            "Anbragte over pr. 1.000 divideret med 1.000, gange modellens pris på en anbragt, indbyggere og målgruppens andel.",
            scaled,
            persons=fewest,
        )
        figures[row, "corrected"] = missing(KRONER, one.corrected) if isinstance(one.corrected, str) else Figure(
            corrected.get(term.label, 0.0), KRONER, "Den frekvens, der varer ved, over gennemsnittet, gange det samme.",
            (term, coefficient, *scale_terms(ground, code)), persons=fewest,
        )  # fmt: skip
    figures[TOTAL, "amount"] = summed(one.potential, FREQUENCY, rows, "amount")
    figures[TOTAL, "corrected"] = (
        missing(KRONER, one.corrected)
        if isinstance(one.corrected, str)
        else summed(one.corrected, FREQUENCY, rows, "corrected")
    )
    rows.append(Row(TOTAL, "Hele landet", "total", 0))
    both = [one.potential, one.corrected if isinstance(one.corrected, Potential) else None]
    return FigureTable(
        FREQUENCY, LABEL, "Kommune", columns, tuple(rows), figures,
        notes=tuple(dict.fromkeys(said for of in both if of is not None for said in of.said)), caveats=caveats_of(both), scale="mio",
    )  # fmt: skip


def _fewest(found: Models, code: int) -> float | None:
    measure = None if found.placed is None else found.placed.measure
    if measure is None:
        return None
    return min(
        (measure.values[code, year] for year in found.inputs.years if (code, year) in measure.values), default=None
    )
