"""Offers of the kinds that rates and unused places are counted of, each row of Tilbudsportalen in one kind, with the days behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.occupancy import answered_occupancy
from trinvis.calculations.capacity.rate_harmonisation import DAYS, days_of_places
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_places_offers import snapshot_years
from trinvis.tables import OFFERS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_survey_answers import Question

BY_DAY = "day"


@dataclass(frozen=True)
class OfferKind:
    """A kind of offer: what it is called, the paragraph it is alone on, words in its name, and words of the question on its occupancy."""

    key: str
    label: str
    paragraphs: frozenset[str]
    named: re.Pattern[str]
    asked: re.Pattern[str]
    has_rate: bool = True


def _of_paragraph(number: int, label: str, *, has_rate: bool) -> OfferKind:
    never, asked = re.compile(r"(?!)"), re.compile(rf"(?<!\d){number}(?!\d)")
    return OfferKind(f"p{number}", f"§ {number}, {label}", frozenset({f"SEL-{number}"}), never, asked, has_rate)


KINDS: dict[str, tuple[OfferKind, ...]] = {
    "children": (
        OfferKind("residence", "opholdssteder", frozenset({"SEL-66.1.5"}), re.compile("opholdssted"), re.compile("opholdssted")),
        OfferKind(
            "institution", "døgninstitutioner", frozenset({"SEL-66.1.6", "SEL-67"}), re.compile("døgninstitution"),
            re.compile("d(ø|oe)gninstitution"),
        ),
    ),
    "adults": (
        _of_paragraph(103, "beskyttet beskæftigelse", has_rate=False),
        _of_paragraph(104, "aktivitets- og samværstilbud", has_rate=False),
        _of_paragraph(107, "midlertidige botilbud", has_rate=True),
        _of_paragraph(108, "længerevarende botilbud", has_rate=True),
    ),
}  # fmt: skip
"""Area → kinds. A row with several of the paragraphs is in none, so that kinds do not overlap (seed 002 lines 3578-3621, 9585-9650);
children's offers are told apart by name where the law's paragraph no longer does (barnets lov § 43)."""


@dataclass(frozen=True)
class Occupation:
    """How full a kind is: the mean of the municipalities' answers in per cent."""

    mean: Estimate
    question: str
    year: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Offered:
    """One row of an offer: kroner a day, places and occupancy (0-1), None where not told; ``own_occupancy``: the rate assumes it."""

    key: str
    name: str
    municipality: int
    delivery: str
    row_no: int
    rate: float | None
    places: float | None
    occupancy: float | None
    own_occupancy: bool

    @property
    def days(self) -> float | None:
        """Days used in a year."""
        if self.places is None or self.occupancy is None:
            return None
        return days_of_places(self.places, self.occupancy, DAYS)

    def source(self, adds: str) -> tuple[Source, ...]:
        """The row that it was imported in."""
        return (Source(OFFERS.name, {"delivery_id": (self.delivery,), "row_no": (self.row_no,)}, adds),)


def kind_of(row: dict[str, object], kinds: tuple[OfferKind, ...]) -> OfferKind | None:
    """The kind that a row is of; None where it is of none, or of several."""
    text = f"{row['offer']} {row['service'] or ''}".casefold()
    named = [one for one in kinds if one.named.search(text)]
    paragraphs = set(str(row["paragraphs"]).split("; "))
    found = named or [one for one in kinds if paragraphs & one.paragraphs]
    return found[0] if len(found) == 1 else None


def offered(made: Capacity) -> tuple[int, dict[str, tuple[Offered, ...]]]:
    """The year of the newest snapshot, and the country's rows of each kind. Raises ``CapacityRefused`` without offers."""
    years = snapshot_years(made)
    kinds = KINDS.get(made.area, ())
    if not years or not kinds:
        raise CapacityRefused(
            "Der er ingen tilbud med pladser og takster: hent dem ind, fx trinvis import DIR tilbud.csv --source offers."
        )
    year = years[-1]
    day = pl.col("day")
    rows = made.facts.rows(OFFERS.name).filter(
        day.dt.year() == year, day.dt.month() == 10, day.dt.day() == 1, pl.col("municipality").is_in(made.country)
    )
    full = {kind.key: occupation(made, kind) for kind in kinds}
    found: dict[str, list[Offered]] = {kind.key: [] for kind in kinds}
    for row in rows.sort("offer", "service", "row_no").iter_rows(named=True):
        kind = kind_of(row, kinds)
        if kind is not None:
            found[kind.key].append(_offered(row, full[kind.key]))
    return year, {key: tuple(of) for key, of in found.items()}


def _offered(row: dict[str, object], full: Occupation | None) -> Offered:
    own = row["assumed_occupancy"]
    answered = None if full is None else full.mean.value / 100
    service = f", {row['service']}" if row["service"] else ""
    by_day = row["unit"] in (None, BY_DAY)
    return Offered(
        f"o{row['row_no']}_{str(row['delivery_id'])[:6]}", f"{row['offer']}{service}", int(str(row["municipality"])), str(row["delivery_id"]), int(str(row["row_no"])),
        _hundredth(row["rate_oere"]) if by_day else None, _hundredth(row["places"]),
        answered if own is None else int(str(own)) / 10_000, own is not None,
    )  # fmt: skip


def _hundredth(value: object) -> float | None:
    return None if value is None else int(str(value)) / 100


def occupation(made: Capacity, kind: OfferKind) -> Occupation | None:
    """What the municipalities answered on the kind's occupancy, in the newest year up to that of the analysis; None without answers."""
    from trinvis.municipality.capacity_survey_answers import questions

    try:
        asked = questions(made, "occupancy")
    except CapacityRefused:
        return None
    for one in asked:
        if kind.asked.search(f"{one.key} {one.label}".casefold()):
            found = _answered(made, one)
            if found is not None:
                return found
    return None


def _answered(made: Capacity, one: Question) -> Occupation | None:
    years = [year for year in one.given if year <= made.year and one.answers(year).values]
    if not years:
        return None
    year = max(years)
    try:
        mean = answered_occupancy(one.answers(year)).mean
    except CapacityRefused:
        return None
    return Occupation(mean, one.label, year, one.sources(year))
