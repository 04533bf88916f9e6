"""What stands first at an own house, and what must stand beside its figures, in Danish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.houses import month_days
from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.calculations.capacity.own_places_held import ENOUGH, FEWEST
from trinvis.calculations.capacity.refused import danish as written
from trinvis.reports import danish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.calculations.capacity.own_places import MonthAhead
    from trinvis.municipality.capacity_houses_one import OwnHouse
    from trinvis.municipality.capacity_houses_seen import HouseSeen

HIDDEN = "Antal fra 1 til 4 er ikke vist."
LIKELY = 0.5
"""From this chance on a house is said to be full, or empty."""


def sentence_of(seen: HouseSeen) -> str:
    """Full or empty, from when and how likely, and what buying outside costs."""
    one = seen.one
    if not seen.past:
        return f"{one.name}: der er endnu ingen hel måned med oplyste pladser."
    if seen.hidden:
        return f"{one.name}: {HIDDEN[:1].lower()}{HIDDEN[1:]}"
    now = seen.past[-1]
    state = f"{one.name} har {now.at_end} af {number(now.places)} pladser optaget {_day(one.end)}"
    if not now.places:
        state = f"{one.name} har ingen pladser {_day(one.end)}"
        state += f", men {danish.count(now.at_end, 'person', 'personer')} har en indsats der" if now.at_end else ""
    if not isinstance(one.ahead, HouseAhead):
        return f"{one.ahead}" if now.at_end is None else f"{state}. {one.ahead}"
    if any(month.hidden for month in seen.ahead):
        return f"{state}. Måneder, hvor der ventes 1 til 4, er ikke vist."
    clauses = _turns(seen, one.ahead.months) if now.places else [state, *_opens(one.ahead.months)]
    cost = seen.make_or_buy
    if cost is not None and round(cost.bought):
        clauses.append(
            f"at købe ude til dem, der ikke får plads, ventes at koste {danish.kroner(round(cost.bought) * 100)} kr. i de {len(seen.ahead)} måneder"
        )
    said = "; ".join(clauses)
    return f"{one.name} {said}." if now.places else f"{said}."


def _opens(months: Sequence[MonthAhead]) -> list[str]:
    """When a house without places gets any."""
    found = next((month.month for month in months if month.places), None)
    return [] if found is None else [f"åbner i {danish.month(found)}"]


def _turns(seen: HouseSeen, months: Sequence[MonthAhead]) -> list[str]:
    """When it is full, empty or closed; the first clause goes on from the house's name."""
    now, said = seen.past[-1], []
    closed = next((month.month for month in months if not month.places), None)
    if closed is not None:
        said.append(f"lukker i {danish.month(closed)}")
    full = [month.full for month in months]
    empty = [month.empty if month.places else 0.0 for month in months]
    if now.free is not None and now.free <= 0:
        said.append(f"er fuld nu ({now.at_end} af {number(now.places)} pladser)")
    else:
        said += _from(seen, months, full, "fuld")
    if now.at_end == 0:
        said.append("er tom nu")
    else:
        said += _from(seen, months, empty, "tom")
    if said:
        return said
    drawn = min(seen.one.drawn_through, len(months))
    most = f" ({_at_most(max(full[:drawn]))} sandsynlighed for fuld)" if drawn else ""
    until = danish.month(months[-1].month)
    return [
        f"har {now.at_end} af {number(now.places)} pladser optaget {_day(seen.one.end)} og ventes hverken fuld eller tom til og med {until}{most}"
    ]


def _from(seen: HouseSeen, months: Sequence[MonthAhead], chances: list[float], word: str) -> list[str]:
    at = next((place for place, chance in enumerate(chances) if chance >= LIKELY), None)
    if at is None:
        return []
    when = danish.month(months[at].month)
    if at < seen.one.drawn_through:
        return [f"er {word} fra {when} med {_chance(chances[at])} sandsynlighed"]
    return [f"ventes {word} fra {when} (hvor sikkert er ikke prøvet)"]


def tested_words(one: OwnHouse) -> str:
    """How often the interval held on the house's own months, or why there is none."""
    found = [held for held in one.held if held.origins]
    if not found:
        return (
            f"Usikkerheden er ikke prøvet på husets egne måneder, så der vises intet interval og ingen sandsynlighed: det kræver "
            f"{ENOUGH} hele måneder og derefter mindst {FEWEST} måneder at prøve fra."
        )
    listed = ", ".join(f"{held.months} måneder frem {held.inside} af {held.origins} gange" for held in found)
    origins = {one.origin: one.as_known for one in one.tries}
    as_known, every = sum(origins.values()), len(origins)
    said = f"Prøvet på husets egne måneder lå det, der kom, i 80 %-intervallet {listed}."
    if as_known < every:
        said += f" {as_known} af de {every} måneder er prøvet med det, der var kendt dengang; resten med det, der er kendt nu."
    through = one.drawn_through
    why = f"er der prøvet under {FEWEST} gange, eller det holdt for sjældent"
    if not through:
        said += f" Interval og sandsynlighed vises ikke: 3 måneder frem {why}."
    elif through < one.months:
        said += f" Interval og sandsynlighed vises {through} måneder frem; derefter {why}."
    return said


def remarks_of(seen: HouseSeen) -> tuple[str, ...]:
    """What must be said of the house beside its figures."""
    one, said = seen.one, []
    if len(one.told.offers) > 1:
        said.append(
            f"Huset har flere slags pladser ({', '.join(one.told.offers)}); de er lagt sammen, og en person tæller én gang."
        )
    if one.told.through is not None:
        said.append(f"Pladserne er oplyst til {_day(one.told.through)}; derefter regnes med de sidst oplyste.")
    gaps = sum(not month.told for month in seen.past)
    if gaps:
        said.append(f"{danish.count(gaps, 'måned', 'måneder')} uden oplyste pladser er regnet med de sidst oplyste.")
    if any(row["places"] is None for row in one.told.rows):
        said.append("Perioder uden pladser siger intet om, hvor mange der er plads til.")
    missing = sum(not month.complete for month in seen.past)
    if missing:
        said.append(
            f"I de første {danish.count(missing, 'måned', 'måneder')} kendes de ophold ikke, der er sluttet siden, så belægningen kan være for lav; behovet er ikke regnet af dem."
        )
    if seen.persons:
        said += _persons(one)
    if one.seen and one.seen[-1].waiting is None:
        said.append("Ventelisten er ikke oplyst; der regnes med, at ingen venter.")
    return tuple(said)


def _persons(one: OwnHouse) -> list[str]:
    """What counts persons, or grants of persons."""
    said = []
    others = one.others[one.known.as_of].steady if one.seen else 0
    if others:
        said.append(
            f"Huset har oplyst flere belagte døgn end indsatserne: {danish.count(others, 'person', 'personer')} uden indsats hos os regnes at blive boende."
        )
    for why, number_of in one.known.left_out.get(one.provider_no, {}).items():
        said.append(f"{danish.count(number_of, 'indsats', 'indsatser')} fylder ingen plads: {why}.")
    if one.plans.overdue:
        said.append(
            f"{danish.count(one.plans.overdue, 'forventet ophold', 'forventede ophold')} skulle være begyndt; de regnes at komme den første måned."
        )
    if isinstance(one.ahead, HouseAhead):
        left = next((month for month in one.ahead.months if not month.places and round(month.occupied)), None)
        if left is not None:
            said.append(
                f"Når pladserne er væk i {danish.month(left.month)}, ventes {round(left.occupied)} stadig at bo der."
            )
    return said


def number(value: float) -> str:
    """A number of places: whole where it is."""
    return written(value, 0 if value == int(value) else 1)


def _day(day: int) -> str:
    return danish.day(date(1970, 1, 1) + timedelta(days=day))


def _chance(share: float) -> str:
    return danish.chance(round(share * 10_000))


def _at_most(share: float) -> str:
    said = _chance(share)
    return said if said.startswith("under") else f"højst {said}"


def day_of_month(month: int) -> str:
    """The last day of a month, as it is written."""
    return _day(month_days(month)[1])
