"""The pictures of how sure a case is, each with its figures as a table beside: outcomes, tornado, what to measure, pairs, cost against effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.investment_unspoken import asked_year
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_pairs import (
    acceptability_table,
    bare_text,
    effect_unit,
    effects_table,
    two_way_table,
    with_unit,
)
from trinvis.presentation.investment_pictures import picture
from trinvis.presentation.investment_rows import alternative_label, oere, per_cent
from trinvis.presentation.investment_sentences import years_words
from trinvis.presentation.investment_uncertain import (
    information_table,
    measured_label,
    tornado_table,
    uncertainty_table,
)
from trinvis.reports.charts.acceptability import Acceptability, Chances, acceptability_chart, acceptability_words
from trinvis.reports.charts.heat_table import HeatTable, heat_table_chart, heat_table_words
from trinvis.reports.charts.net_outcomes import NetOutcomes, net_outcomes_chart, net_outcomes_words
from trinvis.reports.charts.plane import Cloud, Plane, plane_chart, plane_words
from trinvis.reports.charts.ranked_bars import RankedBar, RankedBars, ranked_bars_chart, ranked_bars_words
from trinvis.reports.charts.tornado import End, Swing, Tornado, tornado_chart, tornado_words
from trinvis.reports.charts.year_plot import unit_of

if TYPE_CHECKING:
    from trinvis.calculations.investment.acceptability import Acceptability as Calculation
    from trinvis.calculations.investment.sensitivity import Table
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

MOST_BARS = 12


def outcomes_drawn(drawn: SimulatedAnswers, *, synthetic: bool = False) -> Drawn | None:
    """How the draws' net gain by the year asked about lies around nothing; None where nothing is uncertain."""
    import numpy as np

    if not drawn.simulated.names:
        return None
    year = asked_year(drawn.made)
    sums = drawn.simulated.net[:year].sum(axis=0)
    percentiles = np.quantile(sums, np.linspace(0, 1, 101))
    if percentiles[0] == percentiles[-1]:
        return None
    made = NetOutcomes(
        tuple(oere(float(one)) for one in percentiles), oere(float(sums.mean())), per_cent(float((sums > 0).mean()))
    )
    return picture(
        f"Hvor kan nettogevinsten efter {years_words(year)} ende? Nutidsværdi, {made.unit.words}",
        net_outcomes_words(made),
        lambda narrow: net_outcomes_chart(made, narrow=narrow),
        uncertainty_table(drawn, synthetic=synthetic),
    )


def tornado_drawn(drawn: SimulatedAnswers, *, synthetic: bool = False) -> Drawn | None:
    """The answer with each uncertain input at its low and its high; None where nothing is uncertain."""
    if not drawn.tornado:
        return None
    horizon = drawn.made.case.horizon
    swings = tuple(
        Swing(
            drawn.made.inputs[bar.name].label,
            _end(drawn.made.inputs[bar.name], bar.low, bar.at_low),
            _end(drawn.made.inputs[bar.name], bar.high, bar.at_high),
        )
        for bar in drawn.tornado[:MOST_BARS]
    )
    made = Tornado(f"nutidsværdi over {years_words(horizon)}", oere(drawn.tornado[0].base), swings)
    return picture(
        f"Hvad svaret afhænger mest af: nutidsværdi over {years_words(horizon)}, {made.unit.words}",
        tornado_words(made),
        lambda narrow: tornado_chart(made, narrow=narrow),
        tornado_table(drawn, synthetic=synthetic),
    )


def _end(one: Input, value: float, answer: float | None) -> End:
    return End(bare_text(one, value), None if answer is None else oere(answer))


def information_drawn(drawn: SimulatedAnswers, *, synthetic: bool = False) -> Drawn | None:
    """What it is worth to know each uncertain input; None where no knowledge would change the choice."""
    found = drawn.information
    if found is None or not found.total.value:
        return None
    rows = found.rows[:MOST_BARS]
    unit = unit_of([oere(found.total.value)])
    bars = RankedBars(
        tuple(
            RankedBar(
                measured_label(drawn, row),
                unit.of(oere(row.worth.value)),
                unit.figure(oere(row.worth.value)),
                "" if row.worth.told_apart else "kan ikke skelnes fra 0",
                "subject" if row.worth.told_apart else "quiet",
            )
            for row in rows
        ),
        unit.of(oere(found.total.value)),
        f"at vide alt: {unit.figure(oere(found.total.value))}",
    )
    return picture(
        f"Hvad er det højst værd at vide, før der vælges? {unit.words[:1].upper()}{unit.words[1:]}",
        ranked_bars_words(bars),
        lambda narrow: ranked_bars_chart(bars, narrow=narrow),
        information_table(drawn, synthetic=synthetic),
    )


def two_way_drawn(made: Calculated, found: Table, alternative: str = "", *, synthetic: bool = False) -> Drawn:
    """The net present value for every pair of values; the case's own pair has an edge where it is among them."""
    first, second = made.inputs[found.first], made.inputs[found.second]
    rows, columns = ([float(value) for value in values] for values in (found.first_values, found.second_values))
    shown = HeatTable(
        f"Ned: {with_unit(first)}",
        f"Hen: {with_unit(second)}",
        tuple(bare_text(first, value) for value in rows),
        tuple(bare_text(second, value) for value in columns),
        tuple(tuple(oere(float(one)) for one in line) for line in found.answer),
        _own(made, found, rows, columns),
    )
    return picture(
        f"Nutidsværdi over {years_words(made.case.horizon)}, {shown.unit.words}",
        heat_table_words(shown),
        lambda narrow: heat_table_chart(shown, narrow=narrow),
        two_way_table(made, found, alternative, synthetic=synthetic),
    )


def _own(made: Calculated, found: Table, rows: list[float], columns: list[float]) -> tuple[int, int] | None:
    places = []
    for name, values in ((found.first, rows), (found.second, columns)):
        own = made.input(name)
        near = [at for at, value in enumerate(values) if abs(value - own) <= 1e-9 * max(1.0, abs(own))]
        if not near:
            return None
        places.append(near[0])
    return places[0], places[1]


def plane_drawn(
    drawn: SimulatedAnswers, effect: str = "", willing: float = 0.0, *, synthetic: bool = False
) -> Drawn | None:
    """Every draw's extra effect and extra cost against the first alternative, all alternatives together. ``willing`` is what a unit of
    effect may cost (kroner, 0: nobody has said). None for a case without effects, or where nothing is uncertain."""
    table = effects_table(drawn, effect, synthetic=synthetic)
    if table is None or not drawn.simulated.names:
        return None
    simulated, unit = drawn.simulated, effect_unit(drawn, effect)
    at = simulated.effects.index(effect) if effect else 0
    clouds = []
    for place in _asked_first(drawn)[:-1]:
        more_cost = simulated.cost[place] - simulated.cost[0]
        more_effect = simulated.effect[place, at] - simulated.effect[0, at]
        clouds.append(
            Cloud(
                alternative_label(drawn.made, simulated.alternatives[place]),
                tuple(map(float, more_effect)),
                tuple(oere(float(one)) for one in more_cost),
                float(more_effect.mean()),
                oere(float(more_cost.mean())),
            )
        )
    made = Plane(unit, tuple(clouds), oere(willing))
    return picture(
        "Ekstra effekt og ekstra udgift i forhold til det første alternativ",
        plane_words(made),
        lambda narrow: plane_chart(made, narrow=narrow),
        table,
    )


def _asked_first(drawn: SimulatedAnswers) -> list[int]:
    """The places of the alternatives: the one that is asked about, the others, and at last what they are compared with."""
    names = drawn.simulated.alternatives
    asked = names.index(drawn.alternative)
    return [asked, *(place for place in range(1, len(names)) if place != asked), 0]


def acceptability_drawn(
    drawn: SimulatedAnswers, found: Calculation, effect: str = "", *, synthetic: bool = False
) -> Drawn | None:
    """How sure each alternative is to be the best by the price of a unit of effect; None where nothing is uncertain. ``found`` is what
    ``drawn.acceptability`` gave."""
    if not drawn.simulated.names:
        return None
    names = drawn.simulated.alternatives
    order = _asked_first(drawn)
    made = Acceptability(
        effect_unit(drawn, effect),
        tuple(oere(float(price)) for price in found.thresholds),
        tuple(
            Chances(alternative_label(drawn.made, names[at]), tuple(float(one) for one in found.chance[at]))
            for at in order
        ),
        tuple(order.index(int(at)) for at in found.frontier),
    )
    return picture(
        "Hvor sikkert er det bedste valg, efter hvad en enhed af effekten må koste?",
        acceptability_words(made),
        lambda narrow: acceptability_chart(made, narrow=narrow),
        acceptability_table(drawn, found, effect, synthetic=synthetic),
    )
