"""Two inputs at a time, the value at which the answer turns, and cost against effect for several alternatives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.investment.sensitivity import Thresholds
from trinvis.municipality.investment_words import hundredths, listed, value_text, whole
from trinvis.presentation.investment_rows import (
    Rows,
    alternative_label,
    asked_of,
    drawn_facts,
    made_table,
    oere,
    per_cent,
)
from trinvis.presentation.investment_uncertain import drawn_notes
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.calculations.investment.acceptability import Acceptability
    from trinvis.calculations.investment.icer import Ratio
    from trinvis.calculations.investment.sensitivity import Table
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_uncertain import SimulatedAnswers


def two_way_table(made: Calculated, found: Table, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """The net present value for every pair of values: a row per value of the first input, a column per value of the second."""
    first, second = made.inputs[found.first], made.inputs[found.second]
    columns = [bare_text(second, float(value)) for value in found.second_values]
    rows = Rows()
    for at, value in enumerate(found.first_values):
        values: dict[str, Cell] = {"first": bare_text(first, float(value))}
        for place in range(len(columns)):
            values[f"v{place + 1}_oere"] = oere(float(found.answer[at, place]))
        rows.add(values)
    losing, every = int((found.answer < 0).sum()), int(found.answer.size)
    return made_table(
        made,
        "two-way",
        f"Nutidsværdi over {made.case.horizon} år, {alternative_label(made, asked_of(made, alternative))}: {first.label} mod {second.label}",
        f"{losing} af {every} par giver tab." if losing else f"Ingen af de {every} par giver tab.",
        (
            ReportColumn("first", with_unit(first)),
            *(ReportColumn(f"v{place + 1}_oere", text, "oere", "kr.") for place, text in enumerate(columns)),
        ),
        rows,
        notes=(f"Ned: {with_unit(first)}; hen: {with_unit(second)}; de andre forudsætninger er casens.",),
        synthetic=synthetic,
    )


def bare_text(one: Input, value: float) -> str:
    """A value of an input without its unit; kroner are whole."""
    return whole(value) if one.kind == "amount" else value_text(replace(one, unit=""), value)


def with_unit(one: Input) -> str:
    """An input's label with its unit, where its values do not say it themselves."""
    unit = one.unit or ("kr." if one.kind == "amount" else "")
    return f"{one.label}, {unit}" if unit and one.kind != "rate" else one.label


def threshold_table(
    made: Calculated, found: Thresholds | Sequence[Thresholds], alternative: str = "", *, synthetic: bool = False
) -> ReportTable:
    """The values of an input, or of several, at which the net present value passes nothing, each with which way it passes."""
    several = [found] if isinstance(found, Thresholds) else list(found)
    rows = Rows()
    for one in several:
        named: dict[str, Cell] = {"label": made.inputs[one.name].label, "tried": _tried(made, one), "name": one.name}
        for value, rises in zip(one.values, one.rises, strict=True):
            way = "gevinst over, tab under" if rises else "gevinst under, tab over"
            rows.add({**named, "value": value_text(made.inputs[one.name], value), "way": way})
        if not one.values:
            rows.add({**named, "value": None, "way": one.text})
    return made_table(
        made,
        "threshold",
        f"Grænser for nutidsværdien, {alternative_label(made, asked_of(made, alternative))}",
        " ".join(threshold_sentence(made, one) for one in several[:1]),
        (
            ReportColumn("label", "Forudsætning"),
            ReportColumn("value", "Grænse", missing="–"),
            ReportColumn("way", "Nutidsværdien"),
            ReportColumn("tried", "Prøvet"),
            ReportColumn("name", "Navn i casen", on_screen=False),
        ),
        rows,
        notes=("Hver forudsætning prøves alene; de andre er casens.",),
        synthetic=synthetic,
    )


def _tried(made: Calculated, found: Thresholds) -> str:
    one = made.inputs[found.name]
    return f"{value_text(one, found.low)} til {value_text(one, found.high)}"


def threshold_sentence(made: Calculated, found: Thresholds) -> str:
    """*Succesrate skal være mindst 5,4 %, hvis indsatsen skal give overskud over ti år.*"""
    one = made.inputs[found.name]
    if len(found.values) != 1:
        return f"{one.label}: {found.text[:1].lower()}{found.text[1:]}"
    least = "mindst" if found.rises[0] else "højst"
    return f"»{one.label}« skal være {least} {value_text(one, found.values[0])}, hvis nutidsværdien over {made.case.horizon} år skal være 0 eller mere."


PLANE_WORDS = (
    "dyrere, mere effekt",
    "dyrere, ikke mere effekt",
    "ikke dyrere, mere effekt",
    "ikke dyrere, ikke mere effekt",
)
"""What the quadrants of the calculation are called here, in its order."""


def effects_table(drawn: SimulatedAnswers, effect: str = "", *, synthetic: bool = False) -> ReportTable | None:
    """Alternative by alternative: cost and effect on average, what a further unit of effect costs, and which are out of the running.
    None for a case without effects."""
    made = drawn.made
    found = drawn.ratios(effect)
    if not found:
        return None
    unit = effect_unit(drawn, effect)
    rows = Rows()
    for one in found:
        rows.add(
            {
                "label": alternative_label(made, one.alternative),
                "cost_oere": oere(one.cost),
                "effect": hundredths(one.effect),
                "ratio_oere": None if one.icer is None else oere(one.icer),
                "standing": _standing(made, one),
            }
        )
    return made_table(
        made,
        "effects",
        f"Udgift og effekt i gennemsnit, {unit}",
        _ratio_sentence(made, found, unit),
        (
            ReportColumn("label", "Alternativ"),
            ReportColumn("cost_oere", "Udgift", "oere", "kr."),
            ReportColumn("effect", "Effekt", "hundredths", unit),
            ReportColumn("ratio_oere", f"Pris pr. {unit} mere", "oere", "kr.", missing="–"),
            ReportColumn("standing", "Stilling"),
        ),
        rows,
        notes=drawn_notes(drawn),
        facts=drawn_facts(drawn),
        synthetic=synthetic,
    )


def _ratio_sentence(made: Calculated, found: Sequence[Ratio], unit: str) -> str:
    """What a further unit costs in the alternative with most effect that some price would choose; or that it is cheaper too."""
    chosen = [one for one in found if one.standing == "frontier"]
    best = chosen[-1]
    label = alternative_label(made, best.alternative)
    if best.icer is None:
        return f"»{label}« koster mindst og giver mest {unit}."
    against = alternative_label(made, best.against or found[0].alternative)
    return f"»{label}« koster {danish.kroner(oere(best.icer))} kr. pr. {unit} mere end »{against}«."


def _standing(made: Calculated, one: Ratio) -> str:
    """Whether some price would choose it, else which others rule it out."""
    others = listed([f"»{alternative_label(made, name)}«" for name in one.by])
    if one.standing == "frontier":
        against = "" if one.against is None else f", mod »{alternative_label(made, one.against)}«"
        return f"kan vælges{against}"
    if one.standing == "equal":
        return f"som {others}"
    return f"vælges aldrig: {others} {'tilsammen ' if len(one.by) > 1 else ''}koster ikke mere og giver ikke mindre"


def effect_unit(drawn: SimulatedAnswers, effect: str = "") -> str:
    """What the effect is counted in."""
    name = effect or drawn.simulated.effects[0]
    return next(one.unit for one in drawn.made.case.effects if one.name == name)


def acceptability_table(
    drawn: SimulatedAnswers, found: Acceptability, effect: str = "", *, synthetic: bool = False
) -> ReportTable:
    """How often each alternative is best at each price of a unit of effect, which is best on average, and what knowing would be worth."""
    made, names = drawn.made, drawn.simulated.alternatives
    rows = Rows()
    for at, price in enumerate(found.thresholds):
        values: dict[str, Cell] = {"price_oere": oere(float(price))}
        for place in range(len(names)):
            values[f"chance{place + 1}_pct"] = per_cent(float(found.chance[place, at]))
        values["best"] = alternative_label(made, names[int(found.frontier[at])])
        values["evpi_oere"] = oere(float(found.evpi[at]))
        rows.add(values)
    unit = effect_unit(drawn, effect)
    return made_table(
        made,
        "acceptability",
        f"Hvor sikkert er det bedste valg, efter prisen pr. {unit}?",
        acceptability_sentence(drawn, found, unit),
        (
            ReportColumn("price_oere", f"Pris pr. {unit}", "oere", "kr."),
            *(
                ReportColumn(f"chance{place + 1}_pct", alternative_label(made, name), "chance")
                for place, name in enumerate(names)
            ),
            ReportColumn("best", "Bedst i gennemsnit"),
            ReportColumn("evpi_oere", "Højst værd at vide alt", "oere", "kr."),
        ),
        rows,
        notes=drawn_notes(drawn),
        facts=drawn_facts(drawn),
        synthetic=synthetic,
    )


def acceptability_sentence(drawn: SimulatedAnswers, found: Acceptability, unit: str) -> str:
    """Which alternative is best at the lowest and at the highest price."""
    names = drawn.simulated.alternatives
    said = []
    for at in dict.fromkeys((0, len(found.thresholds) - 1)):
        label = alternative_label(drawn.made, names[int(found.frontier[at])])
        chance = danish.chance(per_cent(float(found.frontier_chance[at])))
        said.append(
            f"ved {danish.kroner(oere(float(found.thresholds[at])))} kr. pr. {unit} er »{label}« bedst i gennemsnit ({chance} sikkert)"
        )
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."
