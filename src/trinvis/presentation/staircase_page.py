"""*Trappen* in words: where the children and the money stand, and whether we move down."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.municipality.staircase_money import FORECAST, POSTED
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.staircase_activity import StaircaseActivity
    from trinvis.municipality.staircase_money import StaircaseMoney

NOT_SEEN = (
    "Data når ikke tilbage til {}: de børn, hvis indsatser var stoppet, før data begynder, mangler i sammenligningen."
)
OVERVIEW_DIFFERS = "På Overblik står det, der følger sagen, uden for trappen; her følger det barnet. Derfor kan et trins kroner være lidt højere her."


def upper_steps(made: StaircaseActivity) -> tuple[int, int]:
    """The upper half of the staircase: steps 4-6 of the national one, the placements."""
    top = max(made.stands.labels, default=6)
    return top // 2 + 1, top


def answer(made: StaircaseActivity, money: StaircaseMoney) -> str:
    """The first line: which way we move, and where the children and the money are."""
    low, high = upper_steps(made)
    where = f"trin {low}-{high}"
    now, before = (share_above(made, figure) for figure in ("children", "children_before"))
    costs = money_above(made, money)
    if now is None:
        return f"Ingen børn står på trappen {danish.long_day(made.day)}."
    said = f"{_pct(now)} af børnene står på {where}"
    if before is None:
        head = f"{said} {danish.long_day(made.day)}"
    else:
        way = (
            "Vi står stille på trappen"
            if now == before
            else f"Vi bevæger os {'ned' if now < before else 'op'} ad trappen"
        )
        head = f"{way}: {said} mod {_pct(before)} {since_words(made)}"
    return f"{head}." if costs is None else f"{head}. Dér står {_pct(costs)} af pengene."


def since_words(made: StaircaseActivity) -> str:
    """``for et år siden``, or the day."""
    before = made.before
    same = (before.month, before.day) == (made.day.month, made.day.day) and before.year == made.day.year - 1
    return "for et år siden" if same else f"den {danish.long_day(before)}"


def moved(made: StaircaseActivity) -> str:
    """The second line: how many went each way between the two days."""
    down, up = made.moved
    came = sum(count for (start, to), count in made.flows.items() if start == AWAY and to != AWAY)
    left = sum(count for (start, to), count in made.flows.items() if to == AWAY and start != AWAY)
    return (
        f"Fra {danish.long_day(made.before)} til {danish.long_day(made.day)} er {danish.count(down, 'barn', 'børn')} gået ned og "
        f"{danish.decimal(up)} op, {danish.decimal(came)} er kommet til, og {danish.decimal(left)} er ikke længere på trappen."
    )


def share_above(made: StaircaseActivity, figure: str) -> Fraction | None:
    """The children on the upper steps as part of all on the staircase, 0-1; None where there are none."""
    low, _ = upper_steps(made)
    whole = sum(getattr(one, figure) for one in made.steps if one.step > OUTSIDE)
    above = sum(getattr(one, figure) for one in made.steps if one.step >= low)
    return Fraction(above, whole) if whole else None


def money_above(made: StaircaseActivity, money: StaircaseMoney) -> Fraction | None:
    """The money on the upper steps as part of all that stands on steps, 0-1: forecast, in the national view posted."""
    low, _ = upper_steps(made)
    figure = main_figure(money)
    whole = sum(getattr(one, figure) for one in money.places if one.on_staircase)
    above = sum(getattr(one, figure) for one in money.places if one.on_staircase and int(one.place[0]) >= low)
    return Fraction(above, whole) if whole > 0 else None


def main_figure(money: StaircaseMoney) -> str:
    """Forecast in the own view; the national one knows postings alone."""
    return FORECAST if money.view.scheme == "own" else POSTED


def caption(made: StaircaseActivity, money: StaircaseMoney) -> tuple[str, ...]:
    """What must stand with every picture and table: choices, how money was placed, and what is not known."""
    said = [made.view.sentence, money.sentence]
    if made.view.without:
        said.append("Pengene er alle børns: beløb holdes ikke ude.")
    if money.view.scheme == "own":
        said.append(OVERVIEW_DIFFERS)
    if not made.sees_before:
        said.append(NOT_SEEN.format(danish.long_day(made.before)))
    return tuple(said)


def _pct(value: Fraction) -> str:
    return danish.per_cent(round(value * 10_000))
