"""Places that nobody uses: places × (1 − occupancy) in the country by kind of offer, and in our own houses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import fsum

from trinvis.calculations.capacity.caveats import AVERAGE_COST, OCCUPANCY_ESTIMATED
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.unused_places import Occupied, Unused, UnusedPlaces, unused, unused_places
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Source,
    Term,
    missing,
)
from trinvis.municipality.capacity_potential_houses import OwnHouses, own_houses
from trinvis.municipality.capacity_potential_offers import KINDS, Occupation, Offered, OfferKind, occupation, offered
from trinvis.municipality.capacity_potential_told import TOTAL, Family, Ground, Told, caveats_of
from trinvis.municipality.capacity_potential_typed import saving_rate
from trinvis.tables import PLACES as HOUSES

UNUSED, OWN = "potentials.unused", "potentials.unused_own"
LABEL = "Ubrugte pladser"
UNIT = "pladser"
NO_SAVING = "Ingen har skrevet, hvad en plads mindre sparer om året (marginalt): skriv det med trinvis journal DIR add saving_rate."


def places_family(ground: Ground) -> Family:
    """The country's unused places by kind, our own by house type, and kroner where somebody has typed what a place less saves."""
    made = ground.made
    if made.area not in KINDS:
        return Family()
    entry = saving_rate(made, "unused_place")
    saved = None if entry is None else entry.values["per_place_oere"] / 100
    own = _own_table(ground, saved)
    tables = () if own is None else (own[0],)
    part = None if own is None or own[1] is None else Term(made.name(made.own), own[1], KRONER, (OWN, TOTAL, "amount"))
    try:
        _, every = offered(made)
    except CapacityRefused as error:
        told = Told("unused", LABEL, None, str(error), own=part, not_own="" if part else str(error))
        return Family((told,), tables)
    kinds = KINDS[made.area]
    full = {kind.key: occupation(made, kind) for kind in kinds}
    rows = [_occupied(kind, every[kind.key], full[kind.key]) for kind in kinds]
    found = unused_places(rows, ground.area, made.year, overlapping=False, saved_per_place=saved)
    why = NO_SAVING if found.rows else f"Ingen har svaret på, hvor fulde tilbuddene er. {' '.join(found.left_out)}"
    told = Told(
        "unused", LABEL, found.potential, "" if found.potential else why,
        not_corrected="Pladser er ikke regnet over flere år, så der er intet korrigeret tal.",
        at=None if found.potential is None else (UNUSED, TOTAL, "amount"), base=ground.base_term(), own=part,
        not_own="" if part else "Kommunens huse, eller hvad en plads sparer, er ikke kendt.",
    )  # fmt: skip
    return Family((told,), (_country_table(kinds, every, full, found, saved), *tables))


def _occupied(kind: OfferKind, offers: tuple[Offered, ...], full: Occupation | None) -> Occupied:
    told = [one.places for one in offers if one.places is not None]
    if full is None:
        return Occupied(kind.label, fsum(told) if told else None, None)
    ends = [None if end is None else max(0.0, end / 100) for end in (full.mean.low, full.mean.high)]
    return Occupied(kind.label, fsum(told) if told else None, full.mean.value / 100, ends[0], ends[1])


def _country_table(
    kinds: tuple[OfferKind, ...], every: dict[str, tuple[Offered, ...]], full: dict[str, Occupation | None],
    found: UnusedPlaces, saved: float | None,
) -> FigureTable:  # fmt: skip
    columns = (
        Column("places", "Pladser", UNIT),
        Column("occupancy", "Belægning", PER_CENT, decimals=1),
        Column("occupancy_low", "Belægning, fra", PER_CENT, "low", 1, ("occupancy",)),
        Column("occupancy_high", "Belægning, til", PER_CENT, "high", 1, ("occupancy",)),
        Column("unused", "Ubrugte", UNIT, decimals=1),
        Column("fewest", "Ubrugte, mindst", UNIT, decimals=1),
        Column("most", "Ubrugte, højst", UNIT, decimals=1),
        Column("amount", "Beregnet", KRONER),
    )
    known = {one.name: one for one in found.rows}
    figures: dict[tuple[str, str], Figure] = {}
    for kind in kinds:
        told = _kind(kind, every[kind.key], full[kind.key], known.get(kind.label), saved)
        figures |= {(kind.key, column): one for column, one in told.items()}
    rows = [Row(kind.key, kind.label.capitalize(), "part") for kind in kinds]
    figures |= _totals(UNUSED, rows, figures, None if found.total is None else found.total, found, saved)
    return FigureTable(
        UNUSED, "Ubrugte pladser i landet", "Tilbud", columns, (*rows, Row(TOTAL, "I alt", "total")), figures,
        notes=("Pladser × (1 − belægning); hver ydelse hører til én slags, så ingen plads tælles to gange.", *found.left_out),
        caveats=caveats_of([found.potential]), scale="mio",
    )  # fmt: skip


def _kind(
    kind: OfferKind, offers: tuple[Offered, ...], full: Occupation | None, row: Unused | None, saved: float | None
) -> dict[str, Figure]:
    told = [one for one in offers if one.places is not None]
    places = fsum(one.places or 0.0 for one in told)
    sources = tuple(source for one in told for source in one.source("places"))
    found = {
        "places": Figure(places, UNIT, f"Pladser i {len(told)} tilbud på Tilbudsportalen.", sources=sources) if told
        else missing(UNIT, f"Ingen tilbud af slagsen {kind.label} har oplyst pladser.")
    }  # fmt: skip
    if full is None:
        why = f"Ingen har svaret på belægningen: {kind.label}."
        return found | {
            name: missing(PER_CENT if name.startswith("occupancy") else KRONER if name == "amount" else UNIT, why)
            for name in ("occupancy", "occupancy_low", "occupancy_high", "unused", "fewest", "most", "amount")
        }
    how = f"Gennemsnittet af {full.mean.answers} kommuners svar for {full.year}: {full.question}"
    note = "få svar" if full.mean.answers < 5 else ""
    found["occupancy"] = Figure(full.mean.value, PER_CENT, how, sources=full.sources, note=note)
    middle = Term("Belægning", full.mean.value, PER_CENT, (UNUSED, kind.key, "occupancy"))
    for name, end in (("occupancy_low", full.mean.low), ("occupancy_high", full.mean.high)):
        found[name] = (
            missing(PER_CENT, "Der er for få svar til et interval.") if end is None
            else Figure(end, PER_CENT, "95 % t-interval om svarenes gennemsnit.", (middle,), full.sources)
        )  # fmt: skip
    size = Term("Pladser", places, UNIT, (UNUSED, kind.key, "places"))
    if row is None:
        return found | _nothing(f"{kind.label}: pladser mangler.")
    found["unused"] = Figure(row.places, UNIT, "Pladser gange 1 minus belægningen, aldrig under 0.", (size, middle))
    for name, value, end_name in (("fewest", row.fewest, "occupancy_high"), ("most", row.most, "occupancy_low")):
        end = found[end_name].value
        found[name] = (
            missing(UNIT, "Der er for få svar til et interval.") if value is None or end is None
            else Figure(value, UNIT, "Pladser gange 1 minus enden af belægningens interval.", (size, Term("Belægning", end, PER_CENT, (UNUSED, kind.key, end_name))))
        )  # fmt: skip
    return found | {"amount": _worth(UNUSED, kind.key, row.places, saved)}


def _nothing(why: str) -> dict[str, Figure]:
    return {name: missing(UNIT, why) for name in ("unused", "fewest", "most")} | {"amount": missing(KRONER, why)}


def _worth(table: str, row: str, empty: float, saved: float | None) -> Figure:
    if saved is None:
        return missing(KRONER, NO_SAVING)
    terms = (Term("Ubrugte", empty, UNIT, (table, row, "unused")), Term("Sparet pr. plads", saved, KRONER))
    return Figure(empty * saved, KRONER, "Ubrugte pladser gange det, en plads mindre sparer om året.", terms)


def _totals(
    table: str, rows: list[Row], figures: dict[tuple[str, str], Figure], total: float | None, found: UnusedPlaces | None,
    saved: float | None,
) -> dict[tuple[str, str], Figure]:  # fmt: skip
    told: dict[tuple[str, str], Figure] = {}
    for column, unit in (("places", UNIT), ("unused", UNIT), ("amount", KRONER)):
        terms = tuple(
            Term(row.label, value, unit, (table, row.key, column))
            for row in rows
            if (value := figures[row.key, column].value) is not None
        )
        value = total if column == "unused" else fsum(one.value for one in terms) if terms else None
        if column == "amount" and (saved is None or (found is not None and found.potential is None)):
            told[TOTAL, column] = missing(KRONER, NO_SAVING)
        else:
            told[TOTAL, column] = (
                missing(unit, "Ingen af rækkerne har tallet.")
                if value is None
                else Figure(value, unit, "Summen af rækkerne.", terms)
            )
    return told


def _own_table(ground: Ground, saved: float | None) -> tuple[FigureTable, float | None] | None:
    """Our own houses by type, and what their unused places are worth; None without any."""
    types = own_houses(ground.made)
    if not types:
        return None
    columns = (
        Column("places", "Pladser", UNIT, decimals=1),
        Column("occupancy", "Belægning", PER_CENT, decimals=1),
        Column("unused", "Ubrugte", UNIT, decimals=1),
        Column("amount", "Beregnet", KRONER),
    )
    figures: dict[tuple[str, str], Figure] = {}
    rows, empty = [], []
    for at, one in enumerate(types):
        row = Row(f"t{at}", one.kind, "part")
        rows.append(row)
        found = unused(Occupied(one.kind, one.places, min(one.full.share, 2.0)))
        empty.append(0.0 if found is None else found.places)
        figures |= {(row.key, column): told for column, told in _own(ground, row.key, one, empty[-1], saved).items()}
    figures |= _totals(OWN, rows, figures, fsum(empty), None, saved)
    return FigureTable(
        OWN, f"Ubrugte pladser i {ground.made.name(ground.made.own)}", "Tilbudstype", columns,
        (*rows, Row(TOTAL, "I alt", "total")), figures, scale="tkr",
        caveats=(f"{OCCUPANCY_ESTIMATED.text} ({OCCUPANCY_ESTIMATED.source})", f"{AVERAGE_COST.text} ({AVERAGE_COST.source})"),
    ), None if saved is None else fsum(empty) * saved  # fmt: skip


def _own(ground: Ground, row: str, one: OwnHouses, empty: float, saved: float | None) -> dict[str, Figure]:
    year = ground.made.year
    sources = tuple(Source(HOUSES.name, {"delivery_id": (delivery,), "row_no": (no,)}) for delivery, no in one.rows)
    terms = (
        Term("Pladser", one.places, UNIT, (OWN, row, "places")),
        Term("Belægning", 100 * one.full.share, PER_CENT, (OWN, row, "occupancy")),
    )
    length = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    noted = [f"tal for {one.days} af årets dage"] if one.days < length else []
    noted += ["flere end der er pladser til"] if one.full.over else []
    worth = _worth(OWN, row, empty, saved)
    few = one.residents
    return {
        "places": Figure(one.places, UNIT, "Normerede pladser i gennemsnit af de dage, der er tal for.", sources=sources),
        "occupancy": Figure(
            100 * one.full.share, PER_CENT, "Belagte døgn af normerede pladsdøgn.", sources=sources, note="; ".join(noted), persons=few
        ),
        "unused": Figure(empty, UNIT, "Pladser gange 1 minus belægningen, aldrig under 0.", terms, persons=few),
        "amount": worth if worth.value is None else replace(worth, persons=few),
    }  # fmt: skip
