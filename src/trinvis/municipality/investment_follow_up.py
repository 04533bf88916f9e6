"""A running case followed every half-year from deliveries: participants, placements, prices, spending and gain, expected and realised.

Every realised figure opens (``investment-own/…``) to the children, grants and postings behind it. The interval says what kind it is;
what the case counts that no delivery shows is listed and left out of both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.investment import realised
from trinvis.calculations.investment.half_year import MONTHS, HalfYear, whole_halves
from trinvis.calculations.investment.own_inputs import FEW
from trinvis.calculations.investment.realised import PLACED, Followed, Happened
from trinvis.calculations.investment.wording import numbered, several
from trinvis.municipality.address import Address
from trinvis.municipality.investment_own_rows import OwnRows, days_by_child, own_rows
from trinvis.municipality.investment_participants import Participants, of_half, on_average, participants
from trinvis.municipality.investment_picked import Picked
from trinvis.municipality.investment_posted import posted_lines, posted_months

if TYPE_CHECKING:
    from trinvis.calculations.investment.run import Run
    from trinvis.cases.case import Case
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

OERE = 100


class CannotFollow(ValueError):
    """There is nothing to follow yet, or it cannot be followed so; the message is one Danish sentence."""


@dataclass(frozen=True)
class CaseFollowUp:
    """A case followed until the day of ``basis``, whole half-years alone.

    ``came`` is child → the day that it came. ``places`` is the state → steps that the comparison uses; ``beside`` are the labels of money that
    is in the case's gain and in no delivery. ``addresses``: half-year → figure (``cost``, ``days``, ``posted``) → what opens it.
    """

    basis: Basis
    alternative: str
    started: date
    came: Mapping[int, date]
    places: Mapping[str, tuple[int, ...]]
    halves: tuple[Followed, ...]
    addresses: Mapping[HalfYear, Mapping[str, str]]
    beside: tuple[str, ...]
    price_note: str
    warnings: tuple[str, ...]


def follow_up_of(
    house: House,
    basis: Basis,
    case: Case,
    run: Run,
    alternative: str,
    who: Participants,
    *,
    started: date | None = None,
    places: Mapping[str, tuple[int, ...]] | None = None,
    effort: Mapping[HalfYear, float] | None = None,
) -> CaseFollowUp:
    """The case followed from ``started`` (1 January of its first year).

    ``run`` is the case calculated: with many draws the expectation has an interval. ``places`` says which steps a state is where the case does
    not; ``effort`` is what the effort has cost in kroner, by half-year. Raises ``CannotFollow`` and ``WrongPick``.
    """
    start = started or date(case.start_year, 1, 1)
    halves = whole_halves(start, basis.day)
    try:
        steps = realised.places_of(case, places)
        plans = [realised.expected(case, run, alternative, half, steps) for half in halves]
    except ValueError as error:
        raise CannotFollow(str(error)) from None
    pairs = [plan for plan in plans if plan is not None]
    if not pairs:
        raise CannotFollow(
            f"Der er intet helt halvår mellem {start:%d.%m.%Y} og {basis.day:%d.%m.%Y}, som casen regner med; følg den op senere."
        )
    if not realised.comparable(case, steps):
        raise CannotFollow(
            "Casen har ingen udgift på en tilstand, der er et trin på trappen; sig, hvilke trin dens tilstande er, så de kan følges."
        )
    came = participants(house, basis, who, start)
    seen, addresses, warned = [], {}, dict[str, None]()
    for plan in pairs:
        happened, opens, said = _happened(house, basis, case, came, plan.half)
        seen.append((plan, happened))
        addresses[plan.half] = opens
        warned |= dict.fromkeys(said)
    made = realised.followed(seen, effort)
    level, note = _price_level(case, [plan.half.year for plan in pairs])
    beside = tuple(one.label for one in realised.beside(case, steps))
    warnings = (*_warnings(case, came, made, beside, level), *warned)
    return CaseFollowUp(basis, alternative, start, came, steps, made, addresses, beside, note, warnings)


def _happened(
    house: House, basis: Basis, case: Case, came: Mapping[int, date], half: HalfYear
) -> tuple[Happened, dict[str, str], list[str]]:
    """What has come in a half-year, what opens it, and what must be known of it."""
    factor = price_factor(case, half.year)
    days: dict[int, int] = {}
    cost: dict[int, float] = {}
    of_step: dict[int, float] = {}
    posted: float | None = None
    opens: dict[str, str] = {}
    said: list[str] = []
    picked = of_half(came, half)
    if picked is not None:
        rows = own_rows(house, basis, picked)
        for (_, step), number in days_by_child(rows).items():
            days[step] = days.get(step, 0) + number
        for child, step, oere in rows.costs.group_by("child_no", "step").agg(pl.col("amount_oere").sum()).iter_rows():
            kroner = oere / OERE * factor
            cost[child] = cost.get(child, 0.0) + kroner
            of_step[step] = of_step.get(step, 0.0) + kroner
        lines = posted_lines(house, basis, picked, picked.children)
        figures = ["days", "cost"]
        if lines is not None:
            posted = int(lines["amount_oere"].sum()) / OERE
            figures.append("posted")
        opens = {figure: _address(basis, rows, figure) for figure in figures}
        said = _said(rows)
    months = posted_months(house, basis, Picked(half.first, half.last))
    if 0 < months < MONTHS:
        said.append(f"Regnskabet dækker kun {months} af {MONTHS} måneder i {half.words}; det bogførte er for lavt.")
    persons = {step: number / half.days for step, number in sorted(days.items())}
    began = sum(1 for day in came.values() if day <= half.last)
    placed = sum(number for step, number in persons.items() if step in PLACED)
    made = Happened(half, on_average(came, half), began, placed, persons, cost, of_step, posted)
    return made, opens, said


def _address(basis: Basis, rows: OwnRows, figure: str) -> str:
    return str(Address("investment-own", rows.picked.until.year, basis.name, figure, rows.picked.where))


def _said(rows: OwnRows) -> list[str]:
    out = []
    if rows.refund_missing:
        years = ", ".join(map(str, rows.refund_missing))
        out.append(f"Statsrefusionens grænser for {years} er ikke kendt, så udgiften er før refusion.")
    if rows.unpriced:
        out.append(
            "Nogle deltagere har en indsats uden takst; den er ikke med i udgiften, og gevinsten ser for stor ud."
        )
    return out


def price_factor(case: Case, year: int) -> float:
    """What a krone of the year is at the case's price level; 1 where the case's index does not know both years."""
    index = case.price_index
    return index[case.price_level] / index[year] if index.get(year) and index.get(case.price_level) else 1.0


def _price_level(case: Case, years: list[int]) -> tuple[bool, str]:
    """Whether what has come is counted at the case's price level, and what is said of it."""
    known = all(case.price_index.get(year) for year in {*years, case.price_level})
    if known:
        return True, f"Realiserede beløb er regnet om til {case.price_level}-priser med casens prisindeks."
    if set(years) == {case.price_level}:
        return True, f"Alle beløb er i {case.price_level}-priser."
    return False, f"Realiserede beløb er hvert års egne priser; casen er i {case.price_level}-priser."


def _warnings(
    case: Case, came: Mapping[int, date], made: tuple[Followed, ...], beside: tuple[str, ...], level: bool
) -> list[str]:  # fmt: skip
    out = []
    if not came:
        out.append("Ingen børn i data er deltagere; ret filteret, listen eller mærket.")
    elif len(came) < FEW:
        out.append(f"Kun {numbered(len(came), 'deltager', 'deltagere')}: tallene er meget usikre.")
    assumed = [one.happened.half.words for one in made if not one.effort_known]
    if assumed and any(one.effort for one in made):
        out.append(
            f"Udgiften til selve indsatsen er casens egen i {several(assumed)}; skriv den ind, når den er kendt."
        )
    if beside:
        out.append(f"Ikke i leveringerne og ikke med her: {several(list(beside))}.")
    if not level:
        out.append("Casens prisindeks dækker ikke årene, så prisudvikling kan ligne en forskel i udgift.")
    unposted = [one.happened.half.words for one in made if one.happened.posted is None]
    if unposted:
        out.append(
            f"Regnskabet er ikke modtaget for {several(unposted)}; udgiften er den, indsatserne koster efter takst."
        )
    groups = several([one.label for one in case.groups])
    out.append(f"Casens deltagere er dem, der er i modellen: {groups}. De valgte børn skal være de samme slags.")
    return out
