"""What stands on which tab of a case: sentences, pictures and tables under plain headings, in the order of the questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from trinvis.presentation import investment_inputs as inputs
from trinvis.presentation import investment_money as money
from trinvis.presentation import investment_payers as payers
from trinvis.presentation import investment_pictures as pictures
from trinvis.presentation import investment_pictures_readings as read
from trinvis.presentation import investment_pictures_uncertain as drawings
from trinvis.presentation import investment_readings as readings
from trinvis.presentation import investment_sentences as sentences
from trinvis.presentation import investment_uncertain as uncertain
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_blocks import Block, Given, Tab

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

TABS: Mapping[str, str] = {
    "": "Resultat",
    "usikkerhed": "Usikkerhed",
    "betaler": "Hvem betaler",
    "laesninger": "Læsninger",
    "forudsaetninger": "Forudsætninger",
    "opfoelgning": "Opfølgning",
    "ansoegning": "Ansøgning",
}
"""Name of the tab in the address → its word."""

DRAWN = ("usikkerhed", "ansoegning")
"""Tabs whose figures are drawn many times."""


SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
"""Between one sentence and the next."""


def blocks(given: Given, tab: str, kommune: Municipality, day: date) -> Tab:
    """The tab; raises ``KeyError`` for another one."""
    return _MADE[tab](given, kommune, day)


THRESHOLDS = 51
"""Prices of a unit of effect on the acceptability curve."""


def _uncertain(given: Given, _: Municipality, __: date) -> Tab:

    drawn, synthetic = given.drawn, given.synthetic
    if drawn is None:
        said = "Casen har ingen usikre antagelser, så svaret er ét tal"
        how = "Skriv fordelinger ved de antagelser, der er usikre (min, likely, max), så regnes casen igennem tusindvis af gange."
        return Tab(said, how, ())
    found = [
        Block(
            "udfald",
            "Hvor sikkert er svaret?",
            pictures=_there(drawings.outcomes_drawn(drawn, synthetic=synthetic)),
            tables=(uncertain.uncertainty_table(drawn, synthetic=synthetic),),
        ),
        Block(
            "haenger",
            "Hvad hænger svaret på?",
            uncertain.tornado_sentence(drawn),
            pictures=_there(drawings.tornado_drawn(drawn, synthetic=synthetic)),
        ),
    ]
    if drawn.information is not None:
        said = uncertain.information_sentence(drawn)
        shown = _there(drawings.information_drawn(drawn, synthetic=synthetic))
        found.append(Block("maal", "Hvad skal vi måle næste gang?", said, pictures=shown))
    found += [*_pair(given, drawn), *_thresholds(given, drawn), *_effects(given, drawn)]
    return Tab(sentences.chance_sentence(drawn), sentences.answer(given.made, given.alternative), tuple(found))


def _there(*found: Drawn | None) -> tuple[Drawn, ...]:
    return tuple(one for one in found if one is not None)


def _pair(given: Given, drawn: SimulatedAnswers) -> list[Block]:
    """The two inputs that the answer hangs most on, against each other."""
    from trinvis.municipality.investment_uncertain import two_way

    names = [bar.name for bar in drawn.tornado][:2]
    if len(names) < 2:
        return []
    table = two_way(given.made, names[0], names[1], drawn.ranges, given.alternative)
    shown = drawings.two_way_drawn(given.made, table, given.alternative, synthetic=given.synthetic)
    return [Block("to", "To antagelser på én gang", pictures=(shown,))]


def _thresholds(given: Given, drawn: SimulatedAnswers) -> list[Block]:
    from trinvis.municipality.investment_uncertain import threshold
    from trinvis.presentation import investment_pairs as pairs

    found = [threshold(given.made, bar.name, drawn.ranges, given.alternative) for bar in drawn.tornado]
    if not found:
        return []
    table = pairs.threshold_table(given.made, found, given.alternative, synthetic=given.synthetic)
    return [Block("graense", "Hvor går grænsen?", table.answer, tables=(table,))]


def _effects(given: Given, drawn: SimulatedAnswers) -> list[Block]:
    """What a unit of effect costs, and how sure each alternative is to be the best by what one may cost."""
    from trinvis.presentation import investment_pairs as pairs

    table = pairs.effects_table(drawn, synthetic=given.synthetic)
    if table is None:
        return []
    shown = _there(drawings.plane_drawn(drawn, synthetic=given.synthetic))
    curve = drawn.acceptability(prices(drawn))
    if curve is not None:
        shown += _there(drawings.acceptability_drawn(drawn, curve, synthetic=given.synthetic))
    return [Block("effekt", "Hvad koster effekten?", table.answer, pictures=shown, folded=(table,))]


def prices(drawn: SimulatedAnswers) -> tuple[float, ...]:
    """Prices of a unit of effect, kroner from 0, wide enough that the curves have settled: twice the 95th percentile of what it costs."""
    import numpy as np

    simulated = drawn.simulated
    more_effect = simulated.effect[1:, 0] - simulated.effect[0, 0]
    more_cost = simulated.cost[1:] - simulated.cost[0]
    usable = more_effect > 1e-9
    each = more_cost[usable] / more_effect[usable]
    top = float(np.quantile(np.abs(each), 0.95)) if each.size else 1.0
    return tuple(float(one) for one in np.linspace(0.0, 2 * max(top, 1.0), THRESHOLDS))


def _payers(given: Given, _: Municipality, __: date) -> Tab:
    made, asked, synthetic = given.made, given.alternative, given.synthetic
    found = (
        Block(
            "hvem",
            "Hvem betaler, og hvem vinder?",
            pictures=(pictures.payers_drawn(made, asked, synthetic=synthetic),),
            folded=(payers.payers_table(made, asked, synthetic=synthetic),),
        ),
        Block(
            "budget",
            "Hvad det betyder for budgettet, år for år",
            tables=(payers.budget_table(made, asked, synthetic=synthetic),),
        ),
        Block(
            "linjer",
            "Hvad pengene går til",
            tables=(money.cost_table(made, asked, synthetic=synthetic),),
            folded=(money.cost_years_table(made, asked, synthetic=synthetic),),
        ),
    )
    return Tab(sentences.who_sentence(made, asked), money.course_note(made, asked), found)


def _readings(given: Given, _: Municipality, __: date) -> Tab:
    made, asked, synthetic = given.made, given.alternative, given.synthetic
    found = []
    table = readings.readings_table(made, asked, synthetic=synthetic)
    unspoken = tuple(one.text for one in made.unspoken if one.alternative in ("", asked))
    if unspoken:
        found.append(Block("usagt", "Det siger casens tekst ikke", points=unspoken))
    if made.case.readings:
        band = read.band_drawn(made, asked, synthetic=synthetic)
        if band is not None:
            said = sentences.band_sentence(made, asked)
            found.append(Block("baand", "År, der kun kendes som et bånd", said, pictures=(band,)))
        shown = _there(read.readings_drawn(made, asked, synthetic=synthetic))
        found.append(Block("laesninger", "Casen læst på andre måder", pictures=shown, tables=(table,)))
    first, *rest = SENTENCES.split(table.answer, maxsplit=1)
    return Tab(first, "".join(rest), tuple(found))


def _inputs(given: Given, _: Municipality, __: date) -> Tab:
    made, synthetic = given.made, given.synthetic
    table = inputs.inputs_table(made, synthetic=synthetic)
    persons = pictures.persons_drawn(made, synthetic=synthetic)
    found = [Block("input", "Antagelserne", tables=(table,))]
    if made.case.groups:
        found.append(
            Block(
                "personer",
                "Hvem er hvor, år for år?",
                pictures=(persons,) if persons is not None else (),
                folded=(inputs.persons_table(made, synthetic=synthetic),),
            )
        )
    if made.case.knowledge:
        found.append(
            Block(
                "viden", "Hvad vi ved, og hvor sikkert", tables=(readings.knowledge_table(made, synthetic=synthetic),)
            )
        )
    if made.case.left_out:
        found.append(
            Block("udeladt", "Hvad casen ikke tæller", tables=(readings.left_out_table(made, synthetic=synthetic),))
        )
    return Tab(sentences.inputs_sentence(made), made.case.target_text, tuple(found))


def _followed(given: Given, kommune: Municipality, day: date) -> Tab:
    from trinvis.presentation.investment_followed import followed

    return followed(given, kommune, day)


def _application(given: Given, _: Municipality, day: date) -> Tab:
    from trinvis.presentation.investment_application import application

    saved = given.saved
    if saved.lacking and saved.state == "draft":
        lacks = len(saved.lacking)
        answer = f"Casen mangler {'én' if lacks == 1 else lacks} ting, før den kan komme på byrådets liste"
    elif saved.state == "draft":
        answer = "Casen kan komme på byrådets liste"
    else:
        from trinvis.municipality.investment_cases import STATE_WORDS

        answer = f"Casen er »{STATE_WORDS[saved.state]}«"
    paper = application(given.made, given.alternative, given.drawn, saved, day, synthetic=given.synthetic)
    return Tab(answer, saved.changed, (), paper)


_MADE: Mapping[str, Callable[[Given, Municipality, date], Tab]] = {
    "usikkerhed": _uncertain,
    "betaler": _payers,
    "laesninger": _readings,
    "forudsaetninger": _inputs,
    "opfoelgning": _followed,
    "ansoegning": _application,
}
