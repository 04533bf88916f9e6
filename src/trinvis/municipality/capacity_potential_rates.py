"""Dear rates brought down to the mean of the regions: as the report does by region, simple and weighted, and by offer."""

from __future__ import annotations

from math import fsum

from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.rate_harmonisation import (
    DAYS,
    MEAN_WORDS,
    Level,
    Mean,
    Per,
    Rate,
    rate_harmonisation,
    regional,
)
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import CODES, REGIONS
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, Figure, FigureTable, Row, Term, missing
from trinvis.municipality.capacity_potential_offers import KINDS, Offered, OfferKind, offered
from trinvis.municipality.capacity_potential_told import TOTAL, Family, Ground, Told, caveats_of

WAYS: dict[str, tuple[Mean, Per, str]] = {
    "simple": ("simple", "region", "pr. region, simpelt gennemsnit"),
    "weighted": ("weighted", "region", "pr. region, vægtet med døgn"),
    "offer": ("weighted", "offer", "pr. tilbud, vægtet med døgn"),
}
"""How a kind's rates are brought down: the report does not say which mean (seed 002 lines 6958-6968)."""
DAYS_UNIT, PLACES, OFFERS_UNIT = "døgn", "pladser", "tilbud"


def rates_family(ground: Ground) -> Family:
    """Every kind of offer in every way; where it cannot be made, the reason."""
    kinds = [one for one in KINDS.get(ground.made.area, ()) if one.has_rate]
    if not kinds:
        return Family()
    try:
        year, every = offered(ground.made)
    except CapacityRefused as error:
        return Family(
            tuple(
                Told(
                    f"rates_{kind.key}", f"Harmonisering af takster: {kind.label}", None, str(error), not_own=str(error)
                )
                for kind in kinds
            )
        )
    families = [_kind(ground, kind, every[kind.key], year) for kind in kinds]
    return Family(
        tuple(told for one in families for told in one.told), tuple(table for one in families for table in one.tables)
    )


def _kind(ground: Ground, kind: OfferKind, offers: tuple[Offered, ...], year: int) -> Family:
    made = ground.made
    rates = [Rate(one.key, REGIONS[made.facts.regions[one.municipality]], one.rate, one.days) for one in offers]
    found: dict[str, Potential] = {}
    told = []
    for way, (mean, per, words) in WAYS.items():
        key, label = f"rates_{kind.key}_{way}", f"Harmonisering af takster: {kind.label}, {words}"
        try:
            found[way] = rate_harmonisation(rates, kind.label, ground.area, year, mean=mean, per=per)
        except CapacityRefused as error:
            told.append(Told(key, label, None, str(error), not_own=str(error)))
            continue
        told.append(_told(ground, kind, key, label, way, found[way], offers))
    if not found:
        return Family(tuple(told))
    tables = (_regions(ground, kind, rates, offers, found), _offers(ground, kind, offers, found.get("offer")))
    return Family(tuple(told), tables)


def _told(
    ground: Ground, kind: OfferKind, key: str, label: str, way: str, potential: Potential, offers: tuple[Offered, ...]
) -> Told:
    made = ground.made
    at = (_table(kind, "offers"), TOTAL, "amount") if way == "offer" else (_table(kind), TOTAL, f"amount_{way}")
    own, not_own = None, "Regnet pr. region; kommunens del ses, når der regnes pr. tilbud."
    if way == "offer":
        mine = {one.key for one in offers if one.municipality == made.own}
        not_own = "Kommunen har ingen af tilbuddene."
        if mine:
            amount = fsum(part.amount for part in potential.parts if part.name in mine)
            own = Term(made.name(made.own), amount, KRONER, (_table(kind, "offers"), "egen", "amount"))
    return Told(
        key, label, potential, not_corrected="Takster er ikke regnet over flere år, så der er intet korrigeret tal.",
        at=at, base=ground.base_term(), own=own, not_own="" if own else not_own,
    )  # fmt: skip


def _table(kind: OfferKind, what: str = "rates") -> str:
    return f"potentials.{what}_{kind.key}"


def _regions(
    ground: Ground, kind: OfferKind, rates: list[Rate], offers: tuple[Offered, ...], found: dict[str, Potential]
) -> FigureTable:
    """The regions' mean rates and what lies over the mean of them."""
    ways: list[Mean] = [way for way in ("simple", "weighted") if way in found]
    levels = {way: {one.name: one for one in regional(rates, way)} for way in ways}
    columns = [Column("offers", "Tilbud", OFFERS_UNIT), Column("days", "Døgn", DAYS_UNIT)]
    for way in ways:
        columns += [
            Column(f"rate_{way}", f"Takst, {MEAN_WORDS[way]}", KRONER),
            Column(f"mean_{way}", f"Regionernes {MEAN_WORDS[way]}", KRONER, hidden=True),
            Column(f"amount_{way}", f"Beregnet, {MEAN_WORDS[way]}", KRONER),
        ]
    figures: dict[tuple[str, str], Figure] = {}
    names = sorted({name for of in levels.values() for name in of}, key=lambda name: list(CODES).index(name))
    rows = [Row(f"r{CODES[name]}", name, "part", CODES[name]) for name in names]
    by_region = {
        name: [one for one in offers if REGIONS[ground.made.facts.regions[one.municipality]] == name and _counts(one)]
        for name in names
    }
    for row in rows:
        figures |= _region(kind, row, by_region[row.label], {way: levels[way] for way in ways}, found)
    for column in columns:
        if not column.key.startswith(("rate", "mean")):
            terms = tuple(
                Term(row.label, value, column.unit, (_table(kind), row.key, column.key))
                for row in rows
                if (value := figures[row.key, column.key].value) is not None
            )
            how = "Summen af regionerne."
            if column.key.startswith("amount_"):
                how += f" {' '.join(found[column.key.removeprefix('amount_')].said)}"
            figures[TOTAL, column.key] = Figure(fsum(one.value for one in terms), column.unit, how, terms)
    potentials = [found[way] for way in ways]
    left = potentials[0].left_out
    return FigureTable(
        _table(kind), f"Takster i regionerne: {kind.label}", "Region", tuple(columns),
        (*rows, Row(TOTAL, "Alle regioner", "total")), figures,
        notes=(f"{len(left)} tilbud uden takst eller døgn er ikke med. Døgn er pladser × belægning × {DAYS}.",),
        caveats=caveats_of(potentials),
    )  # fmt: skip


def _counts(one: Offered) -> bool:
    return one.rate is not None and one.days is not None


def _region(
    kind: OfferKind, row: Row, offers: list[Offered], levels: dict[Mean, dict[str, Level]], found: dict[str, Potential]
) -> dict[tuple[str, str], Figure]:
    at = _table(kind, "offers")
    days = tuple(Term(one.name, one.days or 0.0, DAYS_UNIT, (at, one.key, "days")) for one in offers)
    rates = tuple(Term(one.name, one.rate or 0.0, KRONER, (at, one.key, "rate")) for one in offers)
    whole = fsum(term.value for term in days)
    figures = {
        (row.key, "offers"): Figure(float(len(offers)), OFFERS_UNIT, "Tilbud med takst og døgn.", rates),
        (row.key, "days"): Figure(whole, DAYS_UNIT, "Summen af tilbuddenes døgn.", days),
    }
    for way, of in levels.items():
        level = of[row.label]
        terms = tuple(
            Term(one.name, one.rate, KRONER, (_table(kind), f"r{CODES[one.name]}", f"rate_{way}"))
            for one in of.values()
        )
        weights = tuple(
            Term(f"{one.name}, døgn", one.days, DAYS_UNIT, (_table(kind), f"r{CODES[one.name]}", "days"))
            for one in of.values()
        )
        mean = fsum(one.rate for one in of.values()) / len(of) if way == "simple" else (
            fsum(one.rate * one.days for one in of.values()) / fsum(one.days for one in of.values())
        )  # fmt: skip
        amount = next((part.amount for part in found[way].parts if part.name == row.label), 0.0)
        figures[row.key, f"rate_{way}"] = Figure(
            level.rate, KRONER, f"Tilbuddenes {MEAN_WORDS[way]}.", rates if way == "simple" else (*rates, *days)
        )
        figures[row.key, f"mean_{way}"] = Figure(
            mean, KRONER, f"Regionernes {MEAN_WORDS[way]}.", terms if way == "simple" else (*terms, *weights)
        )
        figures[row.key, f"amount_{way}"] = Figure(
            amount, KRONER, "Det, taksten er over regionernes gennemsnit, gange døgn.",
            (
                Term("Takst", level.rate, KRONER, (_table(kind), row.key, f"rate_{way}")),
                Term("Regionernes gennemsnit", mean, KRONER, (_table(kind), row.key, f"mean_{way}")),
                Term("Døgn", level.days, DAYS_UNIT, (_table(kind), row.key, "days")),
            ),
        )  # fmt: skip
    return figures


def _offers(ground: Ground, kind: OfferKind, offers: tuple[Offered, ...], potential: Potential | None) -> FigureTable:
    """Every offer with rate and days; the amount where its own rate is over the mean."""
    made, key = ground.made, _table(kind, "offers")
    columns = (
        Column("municipality", "Kommune", "", "text"),
        Column("rate", "Takst pr. døgn", KRONER),
        Column("places", "Pladser", PLACES, decimals=1),
        Column("occupancy", "Belægning", PER_CENT, decimals=1),
        Column("days", "Døgn", DAYS_UNIT),
        Column("amount", "Beregnet pr. tilbud", KRONER),
    )
    amounts = {} if potential is None else {part.name: part.amount for part in potential.parts}
    figures: dict[tuple[str, str], Figure] = {}
    words, rows = {}, []
    for one in offers:
        rows.append(Row(one.key, one.name, "part", one.municipality))
        words[one.key, "municipality"] = made.name(one.municipality)
        figures |= {(one.key, column): told for column, told in _offer(kind, one, amounts, potential).items()}
    terms = tuple(
        Term(one.name, amounts[one.key], KRONER, (key, one.key, "amount")) for one in offers if one.key in amounts
    )
    if potential is not None:
        figures[TOTAL, "amount"] = Figure(
            potential.amount, KRONER, f"Summen af tilbuddene. {' '.join(potential.said)}", terms
        )
    rows.append(Row(TOTAL, "Alle tilbud", "total"))
    mine = {one.key for one in offers if one.municipality == made.own}
    if mine and potential is not None:
        own = tuple(term for term in terms if term.at is not None and term.at[1] in mine)
        rows.append(Row("egen", f"Heraf i {made.name(made.own)}", "own", made.own))
        figures["egen", "amount"] = Figure(fsum(term.value for term in own), KRONER, "Summen af kommunens tilbud.", own)
    return FigureTable(
        key, f"Takster og døgn: {kind.label}", "Tilbud", columns, tuple(rows), figures, words=words,
        caveats=caveats_of([potential]),
    )  # fmt: skip


def _offer(kind: OfferKind, one: Offered, amounts: dict[str, float], potential: Potential | None) -> dict[str, Figure]:
    key = _table(kind, "offers")
    lacks = f"{one.name} har ikke oplyst {{}}."
    full = one.occupancy
    how = (
        "Belægningen, taksten er regnet med."
        if one.own_occupancy
        else "Gennemsnittet af kommunernes svar om belægningen."
    )
    figures = {
        "rate": missing(KRONER, lacks.format("en takst pr. døgn")) if one.rate is None else Figure(
            one.rate, KRONER, "Taksten på Tilbudsportalen.", sources=one.source("rate_oere")
        ),
        "places": missing(PLACES, lacks.format("pladser")) if one.places is None else Figure(
            one.places, PLACES, "Ydelsens pladser på Tilbudsportalen.", sources=one.source("places")
        ),
        "occupancy": missing(PER_CENT, lacks.format("belægning, og ingen har svaret på den")) if full is None else Figure(
            100 * full, PER_CENT, how,
            () if one.own_occupancy else (Term("Svarenes gennemsnit", 100 * full, PER_CENT, ("potentials.unused", kind.key, "occupancy")),),
            one.source("assumed_occupancy") if one.own_occupancy else (),
        ),
    }  # fmt: skip
    if one.days is None or one.places is None or full is None:
        figures["days"] = missing(DAYS_UNIT, lacks.format("pladser eller belægning"))
    else:
        figures["days"] = Figure(
            one.days, DAYS_UNIT, f"Pladser gange belægning gange {DAYS}.",
            (Term("Pladser", one.places, PLACES, (key, one.key, "places")), Term("Belægning", 100 * full, PER_CENT, (key, one.key, "occupancy"))),
        )  # fmt: skip
    if potential is None or one.rate is None or one.days is None:
        return figures | {"amount": missing(KRONER, lacks.format("takst eller døgn"))}
    return figures | {
        "amount": Figure(
            amounts.get(one.key, 0.0), KRONER, "Det, taksten er over regionernes vægtede gennemsnit, gange døgn.",
            (Term("Takst", one.rate, KRONER, (key, one.key, "rate")), Term("Døgn", one.days, DAYS_UNIT, (key, one.key, "days"))),
        )
    }  # fmt: skip
