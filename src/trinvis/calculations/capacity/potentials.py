"""The report's potentials of spending: down to the expected level, and to a lower placement frequency; both readings of the 679.

Formulas of seed 002: residual potential = share × Σ max(0, actual − expected) × inhabitants (lines 484-488, 6813-6817; adults 530-534,
11171-11175); placement frequency = share × coefficient × Σ max(0, frequency − mean) × inhabitants (lines 488-500, 6789-6809). Amounts
are kroner a year as floats. Chance counts in both as if it lasted: ``corrected`` has the figures without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.base_share import BaseShare
from trinvis.calculations.capacity.caveats import (
    ACTING_MUNICIPALITY,
    HELD_CONSTANT,
    LONG_HORIZON,
    MODEL_AND_DATA,
    NO_INSTRUCTION,
    NOISE_COUNTED,
    SERVICE_LEVEL,
    SEVERITY,
    THREE_YEARS,
    UNCERTAIN_SHARE,
    Caveat,
)
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel, fitted, table_of
from trinvis.calculations.capacity.potential import Part, Potential
from trinvis.calculations.capacity.reference import REFERENCE_WORDS, Reference, over
from trinvis.calculations.capacity.refused import CapacityRefused, danish

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Reading = Literal["full", "background"]

READING_WORDS: dict[Reading, str] = {
    "full": "modellen med både baggrundsforhold og det, kommunen selv kan påvirke",
    "background": "modellen med baggrundsforhold alene",
}

DEVIATION_CAVEATS: tuple[Caveat, ...] = (
    NOISE_COUNTED, SERVICE_LEVEL, MODEL_AND_DATA, THREE_YEARS, SEVERITY, UNCERTAIN_SHARE, NO_INSTRUCTION,
)  # fmt: skip
FREQUENCY_CAVEATS: tuple[Caveat, ...] = (
    NOISE_COUNTED, SERVICE_LEVEL, MODEL_AND_DATA, THREE_YEARS, SEVERITY, UNCERTAIN_SHARE, ACTING_MUNICIPALITY, LONG_HORIZON,
)  # fmt: skip


@dataclass(frozen=True)
class Base:
    """Whose money, how many inhabitants and how much of it is the target group's: what every national figure is scaled by.

    ``population`` by code is the inhabitants of the area's age band in ``year``; None or no entry is missing.
    """

    area: str
    year: int
    population: Mapping[int, float | None]
    share: BaseShare


@dataclass(frozen=True)
class Counted:
    """The municipalities of a model that can be scaled: their places in its rows, inhabitants and shares; and the others' reasons."""

    places: tuple[int, ...]
    names: tuple[str, ...]
    population: Floats
    share: Floats
    left_out: tuple[str, ...]

    @property
    def weight(self) -> Floats:
        """Inhabitants × share."""
        return self.population * self.share


def counted(model: ExpenditureModel, base: Base) -> Counted:
    """Raises ``CapacityRefused`` when a population is not above 0, or no municipality can be scaled."""
    import numpy as np

    places, people, shares, reasons = [], [], [], [left.reason for left in model.left_out]
    for place, unit in enumerate(model.units):
        inhabitants, share = base.population.get(unit.code), base.share.of(unit.code)
        if inhabitants is None:
            reasons.append(f"{unit.name} tæller ikke med: indbyggertallet for {base.year} mangler.")
        elif share is None:
            reasons.append(f"{unit.name} tæller ikke med: udgifterne, som andelen vægtes med, mangler.")
        elif inhabitants <= 0:
            raise CapacityRefused(f"{unit.name} har {danish(inhabitants)} indbyggere; ret tallet.")
        else:
            places.append(place)
            people.append(float(inhabitants))
            shares.append(share)
    if not places:
        raise CapacityRefused("Ingen af modellens kommuner har et indbyggertal; hent dem ind.")
    names = tuple(model.units[place].name for place in places)
    return Counted(tuple(places), names, np.array(people), np.array(shares), tuple(reasons))


def deviation(model: ExpenditureModel, base: Base, reading: Reading, reference: Reference = "mean") -> Potential:
    """Municipalities that spend more than expected come down to the expected level; those below stay.

    ``reading`` says which model it is: the unexplained part of the full one (442 mio. kr.), or all that background does not
    explain (one reading of the 679). ``reference`` *mean* is the expected level itself; the others are the same point of the
    residuals, as the lowest quarter. Raises ``CapacityRefused`` without a population.
    """
    who = counted(model, base)
    residual = model.fit.residual[list(who.places)]
    above = over_expected(residual) if reference == "mean" else over(residual, who.population, reference)
    amounts = above * who.weight
    to = "det forventede niveau" if reference == "mean" else f"{REFERENCE_WORDS[reference]} af afvigelserne"
    return Potential(
        kind="deviation",
        label=f"Afvigelse fra det forventede ({'hele modellen' if reading == 'full' else 'baggrundsforhold alene'})",
        amount=float(amounts.sum()),
        area=frozenset({base.area}),
        cases=len(who.places),
        said=(
            f"Kommuner, der bruger mere end forventet, kommer ned på {to}; de andre bliver, hvor de er.",
            f"Det forventede er regnet med {READING_WORDS[reading]}: {', '.join(one.label for one in model.variables)}.",
            _scaled(base, who),
            *_weighted(model),
        ),
        caveats=DEVIATION_CAVEATS,
        year=base.year,
        calculation=calculation_of(model),
        reading=reading,
        left_out=who.left_out,
        parts=parts_of(who, amounts),
    )


def over_expected(residual: Floats) -> Floats:
    """The positive part of a residual: the model's own level is the reference."""
    import numpy as np

    return np.maximum(residual, 0)


def lower_frequency(
    model: ExpenditureModel,
    key: str,
    base: Base,
    reference: Reference = "mean",
    not_held: Sequence[str] = (),
    unit_cost: float | None = None,
) -> Potential:
    """Municipalities with many placed come down to the reference level; each one fewer saves what the model's coefficient says.

    ``key`` is the model's placement frequency, placed per inhabitant. The coefficient is of *total* spending, so that prevention in
    place of the placement is inside it; ``not_held`` are variables (as prevention and family treatment) that are left out of
    the model first, since holding them still takes part of that out. ``unit_cost`` is the average kroner of a placement, said
    beside. Raises ``CapacityRefused`` when the coefficient is not above 0: then the model shows no saving.
    """
    who = counted(model, base)
    coefficient, error = slope(model, key, not_held)
    if coefficient <= 0:
        raise CapacityRefused(
            "Færre anbringelser hører ikke sammen med lavere udgifter i modellen; der er intet potentiale at regne."
        )
    frequency = frequencies(model, key)[list(who.places)]
    amounts = coefficient * over(frequency, who.population, reference) * who.weight
    held = [one.label for one in model.variables if one.key in not_held]
    said = [
        f"Kommuner med en høj anbringelsesfrekvens kommer ned på {REFERENCE_WORDS[reference]}; de andre bliver, hvor de er.",
        f"En anbragt færre går sammen med {danish(coefficient)} kr. lavere samlede udgifter (standardfejl {danish(error)} kr.); "
        "det er fratrukket den forebyggelse, der følger med.",
    ]
    if unit_cost is not None:
        said.append(
            f"Det er {danish(100 * coefficient / unit_cost)} % af en gennemsnitlig anbringelse ({danish(unit_cost)} kr.)."
        )
    if held:
        said.append(f"Prisen er fra en model uden {' og '.join(held)}.")
    return Potential(
        kind="frequency",
        label="Lavere anbringelsesfrekvens",
        amount=float(amounts.sum()),
        area=frozenset({base.area}),
        cases=len(who.places),
        said=(*said, _scaled(base, who), *_weighted(model)),
        caveats=FREQUENCY_CAVEATS if held else (*FREQUENCY_CAVEATS, HELD_CONSTANT),
        year=base.year,
        calculation="" if held else calculation_of(model),
        left_out=who.left_out,
        parts=parts_of(who, amounts),
    )


def slope(model: ExpenditureModel, key: str, not_held: Sequence[str] = ()) -> tuple[float, float]:
    """The coefficient of a variable and its robust error, from the model without the variables ``not_held``."""
    kept = [one for one in model.variables if one.key not in not_held]
    if not not_held:
        found = model.coefficient(key)
        return found.value, found.robust_error
    unknown = [one for one in not_held if one not in {variable.key for variable in model.variables}]
    if unknown or key in not_held:
        raise CapacityRefused(
            f"»{(unknown or [key])[0]}« kan ikke tages ud af {model.name}; vælg en af dens andre variabler."
        )
    place = [one.key for one in kept].index(key) + 1
    actual = model.fit.fitted + model.fit.residual
    fit = fitted(model.units, actual, kept, model.years, model.weights)
    return float(fit.coefficient[place]), float(fit.robust_error[place])


def frequencies(model: ExpenditureModel, key: str) -> Floats:
    """The variable of the model's municipalities, in its own unit."""
    model.coefficient(key)
    variable = next(one for one in model.variables if one.key == key)
    return table_of(model.units, [variable], model.years)[:, 0]


def calculation_of(model: ExpenditureModel) -> str:
    """The same for the figures of one model, whose explained and unexplained parts do not overlap."""
    weighted = "" if model.weights is None else f", {model.weights.key}"
    return f"{model.name}: {', '.join(one.key for one in model.variables)} ({model.years[0]}-{model.years[-1]}, {model.cases}{weighted})"


def parts_of(who: Counted, amounts: Floats) -> tuple[Part, ...]:
    """The municipalities that contribute, in order of code."""
    return tuple(Part(name, float(amount)) for name, amount in zip(who.names, amounts, strict=True) if amount > 0)


def _scaled(base: Base, who: Counted) -> str:
    people = danish(float(who.population.sum()))
    return f"{len(who.places)} kommuner med {people} indbyggere i aldersgruppen i {base.year}; {base.share.words}."


def _weighted(model: ExpenditureModel) -> tuple[str, ...]:
    """Said where it is not the report's own way."""
    return () if model.weights is None else (model.weighting,)
