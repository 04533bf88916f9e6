"""The target group's shares as they are typed in the journal, each beside what it was chosen among, and the base of potentials.

A share is an entry of kind ``target_share``; the survey's mean beside it comes of the question that ``capacity_survey_answers.component_in``
names. ``hall.write("target_share", target_share.key_of(values), values, by=…, known_from=…)`` writes one, and versions it as other entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.base_share import WHOLE_AREA, BaseShare, component_share, flat_share
from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.shares import PER_YEAR, AdoptedShare, ShareChoice, survey_share, target_total
from trinvis.municipality.capacity_figure import KRONER, LEAST_SHOWN
from trinvis.municipality.capacity_money import money_measures
from trinvis.municipality.capacity_share_registers import indicators
from trinvis.municipality.capacity_survey_answers import component_in, questions

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.capacity import Capacity

Measured = Literal["money", "staff"]

WHOLE = ""
"""The component of a share that is of all the area."""
WHOLE_LABEL = "Hele området"

SHARE_BYTES = 2_000
"""What a share is taken to weigh in the cache."""

ByComponent = Mapping[tuple[str, int], AdoptedShare]
"""(Offer's key or ``WHOLE``, year) → the share."""


def adopted(made: Capacity, measured: Measured = "money") -> ByComponent:
    """The area's typed shares as known on the basis: of the money, or of staff, where a share of the money stands in for one of staff
    that is not typed.

    Raises ``CapacityRefused`` where the same share is typed under two keys.
    """
    house = made.facts.house
    key = f"capacity/adopted/{measured}/{house.figures_digest(made.basis)}/{house.engine.name}/{made.asked!r}"
    return house.cache.get(key, lambda: _adopted(made, measured), lambda found: SHARE_BYTES * len(found))


def _adopted(made: Capacity, measured: Measured) -> ByComponent:
    seen = made.basis.facts
    entries = made.facts.house.journal.entries("target_share", as_of=seen.day, position=seen.position)
    mine = [one for one in entries if one.values["area"] == made.area]
    found: dict[tuple[str, int], AdoptedShare] = {}
    survey = surveyed(made) if mine else {}
    wanted: tuple[Measured, ...] = ("money", "staff") if measured == "staff" else ("money",)
    for of in wanted:
        found |= _by_component(made, [one for one in mine if one.values.get("measured", "money") == of], of, survey)
    return found


def adopted_shares(made: Capacity) -> tuple[AdoptedShare, ...]:
    """The typed shares of the area's money, each with the survey's mean and interval and what registers say of the same.

    ``area`` of each is the offer in Danish, or *Hele området*; by offer and year.
    """
    return tuple(one for _, one in sorted(adopted(made).items()))


def share_choice(made: Capacity) -> ShareChoice:
    """Each year's own share, or the one of the year that was asked for."""
    return PER_YEAR if made.asked.held is None else ShareChoice(made.asked.held)


def component_label(component: str) -> str:
    """What users call an offer, or all the area."""
    from trinvis.journal.target_share import COMPONENTS

    labels = {key: label for offers in COMPONENTS.values() for key, label in offers}
    return labels.get(component, component) if component else WHOLE_LABEL


def share_for(shares: ByComponent, component: str, year: int) -> AdoptedShare | None:
    """The share of an offer, or where it has none that of all the area."""
    return shares.get((component, year)) or shares.get((WHOLE, year))


def without_few(share: AdoptedShare) -> AdoptedShare:
    """The share without registers of so few people that they can be known, for every reader."""
    return replace(share, indicators=tuple(of for of in share.indicators if not 0 < of.hits < LEAST_SHOWN))


Surveyed = Mapping[tuple[str, Measured, int], Estimate]
"""(Offer's key, what the share is of, year) → the mean of the survey's answers, 0-1, with its t-interval."""


def surveyed(made: Capacity) -> Surveyed:
    """The survey's means of the offers' shares; empty where nobody was asked."""
    found: dict[tuple[str, Measured, int], Estimate] = {}
    for one in questions(made, "share"):
        for year in one.given:
            of = component_in(made, made.area, one.key, year)
            if of is not None and one.answers(year).values:
                found[of[0], "staff" if of[1] == "staff" else "money", year] = survey_share(one.answers(year))
    return found


def base_share(made: Capacity) -> BaseShare:
    """How much of the area's money potentials count as the target group's, as ``made.asked.base_share`` says: one share for all
    (the one typed for all the area, else the offers' weighed by the country's money), or each offer's weighed in every municipality.

    All the area where no share is typed. Raises ``CapacityRefused`` naming an offer whose share is missing while others are typed.
    """
    shares, year = adopted(made), made.asked.held or made.year
    if not shares:
        return BaseShare(f"{WHOLE_AREA.words}, ingen målgruppeandel vedtaget", 1.0)
    whole = shares.get((WHOLE, year))
    if made.asked.base_share == "flat" and whole is not None:
        return flat_share(whole.value, f"{whole.reason} ({whole.author}, {whole.decided:%d.%m.%Y})")
    return _weighed(made, shares, year) if made.asked.base_share == "flat" else _by_offer(made, shares, year)


def _weighed(made: Capacity, shares: ByComponent, year: int) -> BaseShare:
    amounts = _amounts(made)
    sums = {
        offer: fsum(amount for amount in by_code.values() if amount is not None) for offer, by_code in amounts.items()
    }
    named = {
        (component_label(offer), year): one for offer in sums if (one := share_for(shares, offer, year)) is not None
    }
    total = target_total({component_label(offer): amount for offer, amount in sums.items()}, year, named, PER_YEAR)
    return flat_share(total.share, f"tilbuddenes andele for {year} vægtet med landets udgifter i {made.year}")


def _by_offer(made: Capacity, shares: ByComponent, year: int) -> BaseShare:
    amounts = _amounts(made)
    chosen = {offer: share_for(shares, offer, year) for offer in amounts}
    lacking = [component_label(offer) for offer, one in chosen.items() if one is None]
    if lacking:
        raise CapacityRefused(
            f"{', '.join(lacking)} mangler en andel for {year}; vælg den, eller brug én andel for hele området."
        )
    values = {component_label(offer): one.value for offer, one in chosen.items() if one is not None}
    by_label = {component_label(offer): amount for offer, amount in amounts.items()}
    return component_share(values, by_label, f"andelene for {year}")


def _amounts(made: Capacity) -> dict[str, dict[int, float | None]]:
    """Offer → municipality → kroner of the analysis's year; offers that nobody has spent on are left out."""
    found: dict[str, dict[int, float | None]] = {}
    for one in money_measures(made):
        by_code: dict[int, float | None] = {
            code: one.values[code, made.year] for code in made.country if (code, made.year) in one.values
        }
        if any(by_code.values()) and one.unit == KRONER:
            found[one.key] = by_code
    if not found:
        raise CapacityRefused(f"Ingen af områdets tilbud har udgifter i {made.year}; hent regnskaberne ind.")
    return found


def _by_component(
    made: Capacity, entries: list[Entry], measured: Measured, survey: Surveyed
) -> dict[tuple[str, int], AdoptedShare]:
    found: dict[tuple[str, int], AdoptedShare] = {}
    for one in entries:
        component, year = one.values.get("component") or WHOLE, one.values["year"]
        if (component, year) in found:
            raise CapacityRefused(
                f"Der er to andele for {component_label(component)} i {year}; træk den ene tilbage i journalen."
            )
        found[component, year] = AdoptedShare(
            component_label(component),
            year,
            one.values["share"] / 10_000,
            one.values["reason"],
            one.by,
            one.known_from,
            survey.get((component, measured, year)),
            indicators(made, component, year),
        )
    return found
