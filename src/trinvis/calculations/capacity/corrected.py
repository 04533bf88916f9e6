"""The potential of deviation without what was only chance: residuals drawn in by their reliability, estimated over the years.

The report lays together every deviation upwards, so that chance never cancels out: with the same lasting differences the figure
grows the fewer years and the smaller municipalities there are, and a country without lasting differences would have a potential
too. Here each municipality's lasting difference is read from several years (``reliability``), and what is laid together is the
expected part of it above 0: not max(0, drawn-in residual), which would leave out what may well lie above. On a thousand drawn
countries of each of eleven mixes the report's formula was off by −2 to +88 %, this one by −2 to +2 %, and its 95 % interval held the
truth in 944 to 966; lasting differences with long tails (t, 5 degrees) give 5 % too much, the report's formula 15 %.
Amounts are kroner a year as floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.base_share import BaseShare
from trinvis.calculations.capacity.caveats import LASTING_IS_NOT_CAUSE, NOISE_COUNTED
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel, table_of
from trinvis.calculations.capacity.potential import Interval, Potential
from trinvis.calculations.capacity.potentials import (
    DEVIATION_CAVEATS,
    READING_WORDS,
    Base,
    Counted,
    Reading,
    calculation_of,
    counted,
    parts_of,
)
from trinvis.calculations.capacity.reference import REFERENCE_WORDS, Reference, over
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.reliability import Posterior, posterior
from trinvis.calculations.capacity.yearly import Unit, Yearly, window
from trinvis.calculations.capacity.years_apart import BySize, YearsApart, years_apart

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

DRAWS, SEED = 2_000, 2_012


@dataclass(frozen=True)
class Lasting:
    """One municipality, kroner per inhabitant: ``lasting`` is its mean deviation over ``years`` times its ``reliability`` (0 to 1),
    ``over`` the expected part of it above the expected level."""

    unit: Unit
    years: int
    reliability: float
    lasting: float
    over: float


@dataclass(frozen=True)
class Corrected:
    """The corrected potential with what it rests on.

    ``lasting_spread`` and ``yearly_spread`` are standard deviations in kroner per inhabitant, the yearly one where there are as many
    inhabitants as the mean; where there are half as many its variance is 2 to the power of ``steepness`` times larger.
    """

    potential: Potential
    rows: tuple[Lasting, ...]
    lasting_spread: float
    yearly_spread: float
    steepness: float
    drifts: bool


@dataclass(frozen=True)
class Series:
    """What the years show of the municipalities of a model, ``who``; ``design`` [unit, coefficient] is what explains their level."""

    who: Counted
    apart: YearsApart
    design: Floats
    posterior: Posterior


def series_of(
    model: ExpenditureModel,
    measure: Yearly,
    variables: Sequence[Yearly],
    years: Sequence[int],
    base: Base,
    by_size: BySize = "estimated",
) -> Series:
    """A ``measure`` of the model's municipalities in the years that are known (at least one each), with what ``variables`` explain.

    Raises ``CapacityRefused`` for a municipality without inhabitants: the noise of its years cannot be weighed.
    """
    import numpy as np

    period = window(years)
    known = [measure.known(unit.code, period) for unit in model.units]
    table = np.array([[of.get(year, np.nan) for year in period] for of in known])
    without = [unit.name for unit, of in zip(model.units, known, strict=True) if not of]
    if without:
        raise CapacityRefused(f"{measure.label} mangler i alle de valgte år i {without[0]}; vælg modellens år med.")
    who = counted(model, base)
    if len(who.places) < model.cases:
        gone = next(unit.name for place, unit in enumerate(model.units) if place not in who.places)
        raise CapacityRefused(
            f"{gone} er i modellen, men har intet indbyggertal eller ingen andel; hent det ind, eller udelad kommunen."
        )
    apart = years_apart(table, who.population, by_size)
    conditions = table_of(model.units, variables, model.years)
    design = np.column_stack([np.ones(model.cases), conditions - conditions.mean(axis=0)])
    return Series(who, apart, design, posterior(apart.means, apart.noise, apart.within, apart.degrees, design))


def corrected_deviation(
    model: ExpenditureModel,
    spending: Yearly,
    years: Sequence[int],
    base: Base,
    reading: Reading,
    reference: Reference = "mean",
    *,
    by_size: BySize = "estimated",
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Corrected:
    """``deviation`` of the same model and base, corrected for chance by the series of ``years``.

    ``reference`` *mean* is the expected level itself. Raises ``CapacityRefused`` when the years cannot be told from the lasting, or
    a municipality of the model has no inhabitants.
    """
    import numpy as np

    seen = series_of(model, spending, model.variables, years, base, by_size)
    who, apart, found = seen.who, seen.apart, seen.posterior
    drawn = found.draws(draws, np.random.default_rng(seed)).lasting
    above = np.maximum(drawn, 0) if reference == "mean" else over(drawn, who.population, reference)
    totals = np.einsum("du,u->d", above, who.weight)
    expected = found.expected_over() if reference == "mean" else above.mean(axis=0)
    low, high = np.quantile(totals, [(1 - level) / 2, (1 + level) / 2])
    tau, sigma = found.spreads()
    reliability = found.reliability()
    potential = Potential(
        kind="deviation",
        label=f"Varig afvigelse fra det forventede ({'hele modellen' if reading == 'full' else 'baggrundsforhold alene'}), korrigeret for tilfældigheder",
        amount=float((expected * who.weight).sum()),
        area=frozenset({base.area}),
        cases=len(who.places),
        said=_said(model, base.share, reading, reference, years, (tau, sigma), reliability, apart),
        caveats=(LASTING_IS_NOT_CAUSE, *(one for one in DEVIATION_CAVEATS if one is not NOISE_COUNTED)),
        year=base.year,
        calculation=calculation_of(model),
        reading=reading,
        corrected=True,
        interval=Interval(float(low), float(high), level, f"det varige potentiale, {danish(draws)} trækninger"),
        left_out=who.left_out,
        parts=parts_of(who, expected * who.weight),
    )
    numbers = zip(
        model.units, apart.known.sum(axis=1), reliability, found.lasting_mean(), found.expected_over(), strict=True
    )
    rows = tuple(Lasting(unit, int(count), *map(float, row)) for unit, count, *row in numbers)
    return Corrected(potential, rows, tau, sigma, apart.steepness, apart.drifts)


def _said(
    model: ExpenditureModel,
    share: BaseShare,
    reading: Reading,
    reference: Reference,
    years: Sequence[int],
    spreads: tuple[float, float],
    reliability: Floats,
    apart: YearsApart,
) -> tuple[str, ...]:
    tau, sigma = spreads
    period = window(years)
    to = "det forventede niveau" if reference == "mean" else f"{REFERENCE_WORDS[reference]} af de varige afvigelser"
    said = [
        f"Kun den del af en afvigelse, der varer ved, tæller: kommuner, der varigt bruger mere end forventet, kommer ned på {to}.",
        f"Det forventede er regnet med {READING_WORDS[reading]}; {share.words}.",
        f"{model.cases} kommuner, {int(apart.known.sum())} kommuneår i {period[0]}-{period[-1]}: varige forskelle spreder "
        f"{danish(tau)} kr. pr. indbygger, årets tilfældigheder {danish(sigma)} kr. i en kommune af gennemsnitlig størrelse.",
        f"Af en kommunes gennemsnitlige afvigelse varer mellem {danish(100 * float(reliability.min()))} og "
        f"{danish(100 * float(reliability.max()))} % ved.",
    ]
    if apart.drifts:
        said.append(
            "Afvigelserne hænger sammen fra år til år, så noget af det, der regnes som varigt, kan gå over; tallet kan være for højt."
        )
    return tuple(said)
