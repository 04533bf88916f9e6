"""What a reader of a target group's figures must know: few children, a short history, an extract that does not hold it all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trinvis.calculations.investment.own_data import unknown_age
from trinvis.calculations.investment.own_inputs import FEW, price_level_of, step_words
from trinvis.calculations.investment.wording import numbered
from trinvis.municipality.investment_own_rows import days_by_year
from trinvis.municipality.staircase_activity import collected

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.investment_own import OwnData
    from trinvis.municipality.investment_own_rows import OwnRows

SHORT = 365
"""Days below which a period holds no whole year."""


def warnings(house: House, basis: Basis, rows: OwnRows, made: OwnData) -> tuple[str, ...]:
    """Every warning, the one about the whole group first."""
    if not made.children:
        return ("Ingen børn i data passer på filteret; ret filteret eller perioden.", *_extract(house, basis, rows))
    return (*_few(made), *_history(rows), *_extract(house, basis, rows), *_money(rows, made))


def _few(made: OwnData) -> list[str]:
    out = []
    if made.children < FEW:
        out.append(f"Målgruppen er kun {numbered(made.children, 'barn', 'børn')}; tallene er meget usikre.")
    few = [one.step for one in made.steps if one.children < FEW]
    if made.children >= FEW and few:
        out.append(f"Under {FEW} børn på {', '.join(map(step_words, few))}; prisen der er meget usikker.")
    mute = [one.step for one in made.stays if not one.says]
    if mute:
        out.append(
            f"For få afsluttede ophold på {', '.join(map(step_words, mute))}; varigheden der kan ikke anslås og må skrives ind."
        )
    return out


def _history(rows: OwnRows) -> list[str]:
    out = []
    picked, seen = rows.picked, rows.ways.seen_from
    if rows.group.days < SHORT:
        out.append(
            f"Perioden er kun {rows.group.days} dage; sæsonen gennem et år er ikke med i skift, tilgang og priser."
        )
    if seen is not None and seen > picked.since:
        out.append(
            f"Udtrækkene kender først afsluttede indsatser fra {seen:%d.%m.%Y}; før den dag mangler børn, der er stoppet siden, og "
            "varigheder bliver for lange. Vælg en senere første dag."
        )
    missing = collected(unknown_age(rows.ways.standing, rows.group)).height
    if missing:
        out.append(
            f"{numbered(missing, 'barn', 'børn')} uden kendt fødselsmåned er ikke med, fordi der er valgt efter alder."
        )
    return out


def _extract(house: House, basis: Basis, rows: OwnRows) -> list[str]:
    out = []
    until, extract = rows.picked.until, rows.extract_day
    if not rows.deliveries:
        out.append("Der er ikke modtaget indsatser, som var kendt den dag.")
    elif extract is not None and extract < until:
        out.append(
            f"Det nyeste udtræk er fra {extract:%d.%m.%Y}; det, der er sket derefter til {until:%d.%m.%Y}, er ikke med."
        )
    elif extract is not None and extract - until < timedelta(days=31):
        out.append("Perioden slutter kort før udtrækket; stop og nye indsatser, der registreres sent, mangler endnu.")
    ids = set(rows.deliveries)
    known = house.workspace.deliveries(basis.day)
    rejected = sum(int(one.counts.get("rejected", 0)) for one in known if one.id in ids)
    if rejected:
        out.append(f"{numbered(rejected, 'afvist række', 'afviste rækker')} i leveringerne er ikke med i tallene.")
    return out


def _money(rows: OwnRows, made: OwnData) -> list[str]:
    out = []
    level, several = price_level_of(days_by_year(rows))
    if several:
        out.append(f"Priserne er hvert års egne og sat til prisniveau {level}, året midt i børnenes dage.")
    if rows.refund_missing:
        years = ", ".join(map(str, rows.refund_missing))
        out.append(f"Statsrefusionens grænser for {years} er ikke kendt, så priserne er før refusion.")
    if rows.unpriced:
        out.append(
            f"{numbered(len(rows.unpriced), 'barn', 'børn')} har en indsats uden takst og er holdt ude af priserne; find taksten."
        )
    lone = [one.step for one in made.prices if one.error is None]
    if lone:
        out.append(
            f"Kun ét barn på {', '.join(map(step_words, lone))}: prisen har ingen spredning og er uden usikkerhed i casen."
        )
    return out
