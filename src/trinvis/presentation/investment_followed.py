"""The tab *Opfølgning*: a running case as it was expected and as it has gone, and held up against what went on elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.municipality.investment_follow_up import CannotFollow
from trinvis.presentation import investment_counterfactual as counterfactual
from trinvis.presentation import investment_follow_up as follow_up
from trinvis.presentation.investment_blocks import Block, Tab

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment_compared import Compared
    from trinvis.presentation.investment_blocks import Given

NOT_YET = "Casen følges ikke op endnu"


def followed(given: Given, kommune: Municipality, day: date) -> Tab:
    """What the deliveries show of the case by half-year; a sentence where it cannot be followed yet."""
    key, case, synthetic, least = given.saved.key, given.made.case, given.synthetic, given.least_shown
    try:
        found = kommune.follow_case(key, day, given.alternative)
    except CannotFollow as error:
        return Tab(NOT_YET, str(error), ())
    table = follow_up.follow_up_table(found, case, least_shown=least, synthetic=synthetic)
    prices = follow_up.prices_table(found, case, least_shown=least, synthetic=synthetic)
    blocks = [
        Block(
            "ventet",
            "Ventet og sket, halvår for halvår",
            pictures=(follow_up.follow_up_drawn(found, case, least_shown=least, synthetic=synthetic),),
            tables=(table,),
        ),
        Block("priser", "Hvad et år på hvert trin koster", tables=(prices,)),
        *_compared(given, kommune, day),
    ]
    return Tab(table.answer, follow_up.OWN_ASSUMPTION, tuple(blocks))


def _compared(given: Given, kommune: Municipality, day: date) -> list[Block]:
    try:
        found = kommune.compare_case(given.saved.key, day)
    except CannotFollow as error:
        return [Block("andre", "Holdt op mod andre", str(error))]
    table = counterfactual.counterfactual_table(found, given.made.case.title, synthetic=given.synthetic)
    first = Block("andre", "Holdt op mod andre", table.answer, tables=(table,) if table.rows else ())
    return [first, *(_course(one, number, given) for number, one in enumerate(found.found, 1))]


def _course(found: Compared, number: int, given: Given) -> Block:
    points = counterfactual.points_table(found, least_shown=given.least_shown, synthetic=given.synthetic)
    points = replace(points, name=f"{points.name}-{number}")
    drawn = counterfactual.counterfactual_drawn(found, least_shown=given.least_shown, synthetic=given.synthetic)
    drawn = None if drawn is None else replace(drawn, table=points)
    return Block(
        f"forloeb-{number}",
        found.made.comparison.title,
        found.made.comparison.sentence,
        pictures=() if drawn is None else (drawn,),
        tables=() if drawn is not None else (points,),
    )
