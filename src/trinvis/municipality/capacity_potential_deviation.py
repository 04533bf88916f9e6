"""Down to the expected level: by municipality, as the report counts it and corrected for chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.corrected import SEED, Corrected, corrected_deviation
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel
from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.potentials import Counted, Reading, counted, deviation, over_expected
from trinvis.calculations.capacity.redrawn import Redrawn, redrawn
from trinvis.calculations.capacity.reference import REFERENCE_WORDS, level, over
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Term,
    Where,
    missing,
)
from trinvis.municipality.capacity_measures import PERSONS
from trinvis.municipality.capacity_model_inputs import SPENDING
from trinvis.municipality.capacity_model_inputs_table import INPUTS, row_of, year_of
from trinvis.municipality.capacity_model_placed import PLACED
from trinvis.municipality.capacity_model_tables import levels_of
from trinvis.municipality.capacity_potential_told import BASE, TOTAL, Ground, Told, caveats_of

if TYPE_CHECKING:
    from trinvis.calculations.capacity.expenditure_model import Expected
    from trinvis.municipality.capacity_model_fitted import Models

DRAWS = 1_000
"""How often chance is drawn again, as in ``bench/capacity_national.py``."""

PER_HEAD = "kr. pr. indbygger"
"""Kroner that are never shown in millions."""

LABELS: dict[Reading, str] = {
    "full": "Afvigelse fra det forventede, hele modellen",
    "background": "Afvigelse fra det forventede, baggrundsforhold alene",
}


@dataclass(frozen=True, eq=False)
class Deviation:
    """One reading of the deviation with all that is told of it; a figure that cannot be made is its reason."""

    reading: Reading
    model: ExpenditureModel
    who: Counted
    potential: Potential
    corrected: Corrected | str
    again: Redrawn | str

    @property
    def key(self) -> str:
        """Its row, and the last part of its table."""
        return f"deviation_{self.reading}"

    @property
    def table(self) -> str:
        """Where its municipalities stand."""
        return f"potentials.{self.key}"


def deviation_of(ground: Ground, found: Models, reading: Reading) -> Deviation:
    """Raises ``CapacityRefused`` where no municipality can be scaled."""
    model, spending, years = found.made[reading], found.inputs.spending.yearly, found.inputs.every
    corrected: Corrected | str
    again: Redrawn | str
    try:
        corrected = corrected_deviation(
            model, spending, years, ground.base, reading, ground.reference, draws=DRAWS, seed=SEED
        )
    except CapacityRefused as error:
        corrected = str(error)
    key = PLACED if reading == "full" and found.placed is not None else None
    try:
        again = redrawn(model, spending, years, ground.base, key, ground.reference, draws=DRAWS)
    except CapacityRefused as error:
        again = str(error)
    if not isinstance(again, str) and ground.reference != "mean":
        again = "Formlen trækkes kun om ned til det forventede niveau; vælg gennemsnittet som reference."
    return Deviation(
        reading, model, counted(model, ground.base), deviation(model, ground.base, reading, ground.reference), corrected, again
    )  # fmt: skip


def told_deviation(ground: Ground, one: Deviation) -> Told:
    """How the reading is told among the potentials."""
    known = isinstance(one.corrected, Corrected)
    at, own = one.table, row_of(ground.made.own)
    amount = own_amount(ground, one)
    return Told(
        one.key, LABELS[one.reading], one.potential,
        corrected=one.corrected.potential if isinstance(one.corrected, Corrected) else None,
        not_corrected="" if known else str(one.corrected),
        at=(at, TOTAL, "amount"), corrected_at=(at, TOTAL, "corrected") if known else None,
        base=ground.base_term(),
        own=None if amount is None else Term(ground.made.name(ground.made.own), amount, KRONER, (at, own, "amount")),
        not_own="Kommunen er ikke med i modellen." if amount is None else "",
    )  # fmt: skip


def own_amount(ground: Ground, one: Deviation) -> float | None:
    """Our own part, kroner a year; worked out by the same formula where we are not among the country's municipalities."""
    made, found = ground.made, ground.found
    names = {one.model.units[place].code for place in one.who.places}
    if made.own in names:
        return next((part.amount for part in one.potential.parts if part.name == made.name(made.own)), 0.0)
    if made.own in made.country or found is None:
        return None
    row = next((row for row in found.rows(one.reading) if row.unit.code == made.own), None)
    people, share = made.facts.population(made.band).get((made.own, made.year)), ground.base.share.of(made.own)
    if row is None or people is None or share is None:
        return None
    return max(0.0, row.residual - (reference_level(ground, one) or 0.0)) * people * share


def reference_level(ground: Ground, one: Deviation) -> float | None:
    """The point of the residuals that municipalities come down to; None where it is the expected level itself."""
    if ground.reference == "mean":
        return None
    residual = one.model.fit.residual[list(one.who.places)]
    return float(level(residual, one.who.population, ground.reference)[0])


def deviation_table(ground: Ground, one: Deviation) -> FigureTable:
    """Every municipality: how far over, its inhabitants, the amount; beside it what of it lasts."""
    made, found = ground.made, ground.found
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    residual = one.model.fit.residual[list(one.who.places)]
    by_reference = ground.reference != "mean"
    above = over(residual, one.who.population, ground.reference) if by_reference else over_expected(residual)
    amounts = {part.name: part.amount for part in one.potential.parts}
    for place, over_by in zip(one.who.places, above, strict=True):
        expected = one.model.rows[place]
        row = row_of(expected.unit.code)
        rows.append(Row(row, expected.unit.name, "part", expected.unit.code))
        amount = amounts.get(expected.unit.name, 0.0)
        figures |= {
            (row, column): told for column, told in _scaled(ground, one, expected, float(over_by), amount).items()
        }
        figures |= {(row, column): told for column, told in _lasting(ground, one, expected).items()}
    figures |= _totals(one, rows)
    rows.append(Row(TOTAL, "Hele landet", "total", 0))
    outside = next(
        (row for row in (found.rows(one.reading) if found else ()) if row.unit.code not in made.country), None
    )
    amount_outside = own_amount(ground, one)
    if outside is not None and amount_outside is not None:
        row = row_of(made.own)
        over_outside = max(0.0, outside.residual - (reference_level(ground, one) or 0.0))
        rows.append(Row(row, outside.unit.name, "own", made.own))
        told_outside = _scaled(ground, one, outside, over_outside, amount_outside)
        figures |= {(row, column): told for column, told in told_outside.items()}
    corrected = one.corrected.potential if isinstance(one.corrected, Corrected) else None
    notes = (*one.potential.said, *(corrected.said if corrected else (str(one.corrected),)))
    return FigureTable(
        one.table, LABELS[one.reading], "Kommune", _columns(by_reference), tuple(rows), figures, notes=tuple(dict.fromkeys(notes)),
        caveats=caveats_of([one.potential, corrected]), scale="mio",
    )  # fmt: skip


def _columns(by_reference: bool) -> tuple[Column, ...]:
    return (
        Column("residual", "Afvigelse", PER_HEAD, "index"),
        *((Column("reference", "Ned til afvigelsen", PER_HEAD, "index", hidden=True),) if by_reference else ()),
        Column("over", "Over", PER_HEAD, "index"),
        Column("amount", "Beregnet", KRONER),
        Column("reliability", "Varer ved", PER_CENT, "index"),
        Column("lasting", "Varig afvigelse", PER_HEAD, "index"),
        Column("lasting_over", "Varigt over", PER_HEAD, "index"),
        Column("corrected", "Korrigeret for tilfældigheder", KRONER),
    )


def _scaled(ground: Ground, one: Deviation, row: Expected, over_by: float, amount: float) -> dict[str, Figure]:
    key, code = row_of(row.unit.code), row.unit.code
    residual = Term("Afvigelse pr. indbygger", row.residual, KRONER, (levels_of(one.reading), key, "residual"))
    found = {"residual": Figure(row.residual, PER_HEAD, "Udgiften minus det forventede.", (residual,))}
    to: tuple[Term, ...] = ()
    reference = reference_level(ground, one)
    if reference is not None:
        words = f"{REFERENCE_WORDS[ground.reference]} af afvigelserne"
        every = tuple(
            Term(of.unit.name, of.residual, KRONER, (levels_of(one.reading), row_of(of.unit.code), "residual"))
            for of in one.model.rows
        )
        found["reference"] = Figure(reference, PER_HEAD, f"{words[0].upper()}{words[1:]}.", every)
        to = (Term(words, reference, PER_HEAD, (one.table, key, "reference")),)
    how = "Afvigelsen, når den er over 0." if not to else "Det, afvigelsen er over referencen."
    found["over"] = Figure(over_by, PER_HEAD, how, (residual, *to))
    terms = (Term("Over", over_by, PER_HEAD, (one.table, key, "over")), *scale_terms(ground, code))
    found["amount"] = Figure(amount, KRONER, "Det, kommunen er over, gange indbyggere og målgruppens andel.", terms)
    return found


def scale_terms(ground: Ground, code: int) -> tuple[Term, ...]:
    """Inhabitants and the target group's share of a municipality."""
    people = ground.made.facts.population(ground.made.band).get((code, ground.made.year), 0)
    share, key = ground.base.share.of(code) or 0.0, row_of(code)
    return (
        Term("Indbyggere i aldersgruppen", people, PERSONS, (BASE, key, "people")),
        Term("Målgruppens andel", 100 * share, PER_CENT, (BASE, key, "share")),
    )


def _lasting(ground: Ground, one: Deviation, row: Expected) -> dict[str, Figure]:
    key = row_of(row.unit.code)
    units = {"reliability": PER_CENT, "lasting": PER_HEAD, "lasting_over": PER_HEAD, "corrected": KRONER}
    if isinstance(one.corrected, str):
        return {column: missing(unit, one.corrected) for column, unit in units.items()}
    lasting = next(of for of in one.corrected.rows if of.unit.code == row.unit.code)
    amounts = {part.name: part.amount for part in one.corrected.potential.parts}
    spending = (
        ground.found.inputs.spending.yearly.known(row.unit.code, ground.found.inputs.every) if ground.found else {}
    )
    years = tuple(
        Term(f"Udgift pr. indbygger {year}", value, KRONER, (INPUTS, key, year_of(SPENDING, year)))
        for year, value in spending.items()
    )
    expected = Term("Forventet", row.expected, KRONER, (levels_of(one.reading), key, "expected"))
    size = scale_terms(ground, row.unit.code)[0]
    drawn = "" if ground.reference == "mean" else f" Gennemsnittet af {DRAWS} trækninger med frøet {SEED}."
    over_at: Where = (one.table, key, "lasting_over")
    return {
        "reliability": Figure(100 * lasting.reliability, PER_CENT, "Hvor meget af afvigelsen der varer ved, skønnet af alle kommuners udsving fra år til år.", (*years, size)),
        "lasting": Figure(lasting.lasting, PER_HEAD, "Årenes gennemsnitlige afvigelse gange det, der varer ved.", (*years, expected)),
        "lasting_over": Figure(lasting.over, PER_HEAD, "Den del af den varige afvigelse, der kan ventes at ligge over det forventede.", (*years, expected)),
        "corrected": Figure(
            amounts.get(row.unit.name, 0.0), KRONER, f"Det, der varigt er over, gange indbyggere og målgruppens andel.{drawn}",
            (Term("Varigt over", lasting.over, PER_HEAD, over_at), *scale_terms(ground, row.unit.code)),
        ),
    }  # fmt: skip


def _totals(one: Deviation, rows: list[Row]) -> dict[tuple[str, str], Figure]:
    found = {(TOTAL, "amount"): summed(one.potential, one.table, rows, "amount")}
    if isinstance(one.corrected, str):
        return found | {(TOTAL, "corrected"): missing(KRONER, one.corrected)}
    return found | {(TOTAL, "corrected"): summed(one.corrected.potential, one.table, rows, "corrected")}


def summed(potential: Potential, table: str, rows: list[Row], column: str) -> Figure:
    """A potential as the sum of its parts, each where it stands."""
    at = {row.label: row.key for row in rows}
    terms = tuple(
        Term(part.name, part.amount, KRONER, (table, at[part.name], column))
        for part in potential.parts
        if part.name in at
    )
    note = f"{len(potential.left_out)} kommuner er ikke med" if potential.left_out else ""
    return Figure(potential.amount, KRONER, f"Summen af dem, der er over. {' '.join(potential.said)}", terms, note=note)
