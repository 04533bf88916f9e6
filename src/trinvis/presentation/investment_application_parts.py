"""What the calculation fills in of an application: sentences, points and tables by the heading that they stand under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from trinvis.municipality.investment_calculated import calculated
from trinvis.municipality.investment_words import listed, number, share, value_text, whole
from trinvis.presentation import investment_application_money as money
from trinvis.presentation.investment_application_asked import Asked, Filled, ended
from trinvis.presentation.investment_inputs import distribution_words, of_words
from trinvis.presentation.investment_readings import DRAWS
from trinvis.presentation.investment_rows import horizon_years, known_years, own_band
from trinvis.presentation.investment_sentences import answer, band_sentence, break_even_words, needed_sentence
from trinvis.reports.documents.paper import Grid

if TYPE_CHECKING:
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated


def target(asked: Asked) -> Filled:
    """The target group in numbers: everything counted, and the shares of it."""
    made = asked.made
    counted = [one for one in made.inputs.values() if one.kind == "count"]
    shares = [
        one for one in made.inputs.values() if one.kind == "rate" and one.of is not None and one.name in made.run.inputs
    ]
    success = made.case.success
    rate = success.rate if success is not None else ""
    rows = [(one.label, _value(made, one), "") for one in counted]
    rows += [
        (one.label, _value(made, one), of_words(made, one) or "")
        for one in shares
        if one.name != rate and not one.distribution
    ]
    text = (ended(made.case.target_text),) if made.case.target_text else ()
    if not rows:
        return Filled(text)
    caption = "Tallene er casens forudsætninger; kilderne står i bilaget."
    if not any(of for _, _, of in rows):
        return Filled(text, grid=Grid(caption, ("Hvad", "Tal"), (False, True), tuple(row[:2] for row in rows)))
    return Filled(text, grid=Grid(caption, ("Hvad", "Tal", "Andel af"), (False, True, False), tuple(rows)))


def _value(made: Calculated, one: Input) -> str:
    return value_text(one, made.input(one.name) if one.name in made.run.inputs else None)


def delimitation(asked: Asked) -> Filled:
    """What is left out, why, and which way that draws."""
    points = [
        f"{one.text}{f': {one.why}' if one.why else ''}. Med det ville {DRAWS[one.draws]}."
        if one.draws != "unknown"
        else f"{one.text}{f': {one.why}' if one.why else ''}. Hvilken vej det trækker, kan ikke siges."
        for one in asked.made.case.left_out
    ]
    return Filled(points=tuple(points))


GRADES = {
    "A": "egne regnskaber eller kontrolleret forsøg",
    "B": "andre kommuners evaluering",
    "C": "ekspertskøn",
    "D": "gæt",
}


def knowledge(asked: Asked) -> Filled:
    """Each piece of evidence with source and how sure it is."""
    return Filled(
        points=tuple(
            f"{ended(one.text)} Kilde: {ended(one.source or 'ikke oplyst')} Grad {one.grade}, {GRADES[one.grade]}."
            for one in asked.made.case.knowledge
        )
    )


def horizon(asked: Asked) -> Filled:
    """How long the calculation runs, and from when the course is not known."""
    made = asked.made
    said = f"Effekten er regnet over {made.case.horizon} år."
    return Filled(tuple(one for one in (said, band_sentence(made, asked.alternative)) if one))


def years(asked: Asked) -> Filled:
    """The years that are calculated."""
    case = asked.made.case
    last = f"-{case.start_year + case.horizon - 1}" if case.horizon > 1 else ""
    return Filled((f"Beregningen er foretaget for {case.horizon} år, {case.start_year}{last}.",))


def success(asked: Asked) -> Filled:
    """The success rate, its lowest and highest, what it is a share of, and what phases it in."""
    made, spec = asked.made, asked.made.case.success
    if spec is None:
        return Filled()
    one = made.inputs[spec.rate]
    said = [
        f"{one.label}: {_value(made, one)} af {of_words(made, one)}."
        if one.of is not None
        else f"{one.label}: {_value(made, one)}."
    ]
    if one.distribution is not None:
        said.append(f"Usikkerhed: {distribution_words(one, one.distribution)}.")
    if one.source:
        said.append(f"Kilde: {one.source}.")
    if one.note:
        said.append(one.note if one.note.endswith(".") else f"{one.note}.")
    return Filled((" ".join(said),), tuple(u.text for u in made.unspoken if u.kind == "denominator"))


def relapse(asked: Asked) -> Filled:
    """The moves between states under the effort, with their chance year by year."""
    from trinvis.cases.formula import formula_text

    made = asked.made
    labels = {state.name: state.label for state in made.case.states}
    points = []
    for move in made.case.transitions:
        if move.alternatives and asked.alternative not in move.alternatives:
            continue
        name = formula_text(move.chance)
        one = made.inputs.get(name)
        chance = (
            name if one is None else value_text(one) if one.value is not None else f"{value_text(one)} ({_when(one)})"
        )
        points.append(f"Fra »{labels[move.source]}« til »{labels[move.target]}«: {chance}.")
    return Filled(points=tuple(points))


def _when(one: Input) -> str:
    return "efter år i forløbet" if one.by_stay is not None else "år for år"


def results(asked: Asked) -> Filled:
    """Break-even, net gain and the sum year by year for the lowest and the highest success rate, successes assumed and needed."""
    found = at_rates(asked.made)
    points = []
    for label, made in found if asked.made.case.success is not None else ():
        assumed = "" if made.assumed is None else f"; {made.assumed.whole} forudsatte succeser"
        points.append(f"{label}: tjent ind {break_even_words(made, asked.alternative)}{assumed}.")
    heads: list[str] = ["År"]
    for label, _ in found:
        heads += [f"{label}, nettogevinst" if label else "Nettogevinst", "lagt sammen"]
    rows = [
        (
            f"{year} ({asked.made.case.start_year + year - 1})",
            *(cell for _, made in found for cell in _cells(made, asked.alternative, year)),
        )
        for year in horizon_years(asked.made)
    ]
    grid = Grid(
        "Nutidsværdi i kroner. Hvor forløbet ikke er kendt, står båndet over de læsninger, der passer.",
        tuple(heads),
        (False, *(True for _ in heads[1:])),
        tuple(rows),
    )
    said = tuple(
        one
        for one in (
            answer(asked.made, asked.alternative),
            needed_sentence(asked.made, asked.alternative),
            asked.made.case.note,
        )
        if one
    )
    return Filled(said, tuple(points), grid)


def _cells(made: Calculated, alternative: str, year: int) -> tuple[str, str]:
    found, band = made.answers(alternative).discounted, own_band(made, alternative)
    if year <= (made.case.horizon if made.reading else known_years(made, alternative)):
        return whole(found.yearly[year - 1]), whole(found.accumulated[year - 1])
    if band is None:
        return "–", "–"
    return "–", f"{whole(band.accumulated_low[year - 1])} til {whole(band.accumulated_high[year - 1])}"


def at_rates(made: Calculated) -> list[tuple[str, Calculated]]:
    """The case at the highest and the lowest success rate that it says, the highest first; as it stands where it says one only."""
    spec = made.case.success
    if spec is None:
        return [("", made)]
    one, own = made.inputs[spec.rate], made.input(spec.rate)
    given = {} if one.distribution is None else one.distribution.given
    ends = sorted({value for value in (given.get("max"), given.get("min"), own) if value is not None}, reverse=True)
    kept = [ends[0], ends[-1]] if len(ends) > 1 else ends
    return [(f"{one.label} {share(rate)}", made if rate == own else _at(made, spec.rate, rate)) for rate in kept]


def _at(made: Calculated, name: str, rate: float) -> Calculated:
    return calculated(made.case, made.reading, {**made.values, name: rate}, rates=made.rates)


def other_gains(asked: Asked) -> Filled:
    """Gains that are not money: those that are counted, and those that are told."""
    made, run = asked.made, asked.made.run
    points = []
    for at, one in enumerate(made.case.effects):
        more = run.effect[run.alternatives.index(asked.alternative), at] - run.effect[0, at]
        points.append(
            f"{one.label}: {number(float(more.sum()), 1)} {one.unit} over {made.case.horizon} år i beregningen."
        )
    told = (one if one.endswith(".") else f"{one}." for one in made.case.other_gains)
    return Filled(points=(*points, *told))


def why_here(asked: Asked) -> Filled:
    """The answer once more."""
    return Filled((answer(asked.made, asked.alternative),))


def reporting(asked: Asked) -> Filled:
    """How often, to whom, on what."""
    plan = asked.made.case.follow_up
    to = f" til {plan.to}" if plan.to else ""
    said = f"Der følges op hver {plan.every_months}. måned{to}."
    figures = f" Nøgletal: {listed([one.lower() for one in plan.key_figures])}." if plan.key_figures else ""
    return Filled((f"{said}{figures}",))


FILLED: Mapping[str, Callable[[Asked], Filled]] = {
    "target": target,
    "who_pays": money.who_pays,
    "costs_before": money.costs_before,
    "costs_after": money.costs_after,
    "delimitation": delimitation,
    "total_cost": money.total_cost,
    "financing": money.financing,
    "knowledge": knowledge,
    "horizon": horizon,
    "success": success,
    "relapse": relapse,
    "years": years,
    "results": results,
    "gain": money.gain,
    "who_gains": money.who_gains,
    "other_gains": other_gains,
    "why_here": why_here,
    "reporting": reporting,
}
"""Heading (a key of ``HEADINGS``) → what the calculation says under it."""
