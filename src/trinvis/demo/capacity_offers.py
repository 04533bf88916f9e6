"""Invented offers as they stand on 1 October, places in framework agreements, and programmes in use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from trinvis.demo.capacity_country import Country, regions
from trinvis.demo.national_figures import SOURCE
from trinvis.demo.national_spending import ANCHOR, DEARER

if TYPE_CHECKING:
    Kind = tuple[str, tuple[tuple[str, str], ...], str, str, tuple[float, float, float], int, int]

OFFER_YEARS = (2023, 2024, 2025)

BASED = {2023: "§ 66, stk. 1, nr. 6", 2024: "barnets lov § 43", 2025: "barnets lov § 43"}
"""Placement is in barnets lov from 2024."""
PLACEMENT = "*"

KINDS: tuple[Kind, ...] = (
    ("Døgninstitutionen", (("Døgnophold", PLACEMENT),), "Omsorgssvigt; Udadreagerende adfærd", "children", (0.6, 0.1, 0.3), 16, 4100),
    ("Opholdsstedet", (("Døgnophold", PLACEMENT),), "Sindslidelse; ADHD; Indadreagerende adfærd", "children", (0.05, 0.0, 0.95), 9, 3300),
    ("Bostedet", (("Midlertidigt botilbud", "§ 107"),), "Sindslidelse; ADHD", "adults", (0.38, 0.06, 0.56), 13, 2050),
    ("Bocentret", (("Længerevarende botilbud", "§ 108"),), "Udviklingshæmning", "adults", (0.7, 0.17, 0.13), 24, 2250),
    (
        "Bofællesskabet",
        (("Midlertidigt botilbud", "§ 107"), ("Længerevarende botilbud", "§ 108")),
        "Sindslidelse",
        "adults",
        (0.55, 0.2, 0.25),
        18,
        2300,
    ),
    ("Værkstedet", (("Beskyttet beskæftigelse", "§ 103"),), "Udviklingshæmning; Sindslidelse", "adults", (0.65, 0.05, 0.3), 34, 480),
    ("Dagcentret", (("Aktivitets- og samværstilbud", "§ 104"),), "Sindslidelse", "adults", (0.65, 0.08, 0.27), 40, 560),
    (
        "Aktivitetshuset",
        (("Beskyttet beskæftigelse", "§ 103"), ("Aktivitets- og samværstilbud", "§ 104")),
        "Sindslidelse; Udviklingshæmning",
        "adults",
        (0.7, 0.06, 0.24),
        45,
        540,
    ),
    ("Bostøtten", (("Socialpædagogisk støtte", "§ 85"),), "Sindslidelse; ADHD", "adults", (0.9, 0.0, 0.1), 30, 390),
)  # fmt: skip
"""First word of the name, services with their paragraphs, target groups, whose offer, how often municipality, region and private
run one, usual places, and kroner a day in the anchor year. Own assumption, near seed 002 tables 5-19 to 5-22 and 4-17."""

OWNERS = ("Kommune", "Region", "Privat")
A_THOUSAND = {"children": 0.28, "adults": 0.42}
"""Offers per 1,000 children and per 1,000 grown-ups of 18-65."""
INVENTED = ("Eksempel", "Fiktiv", "Opdigtet", "Prøve", "Tænkt")

FRAMEWORK_YEARS = range(2021, 2027)
FRAMEWORK = {"§ 66; barnets lov § 43": 1.15, "§ 103; § 104": 0.42, "§ 107; § 108": 0.62}
"""Paragraphs → places per 1,000 grown-ups in the agreement, the children's too."""
NARROWER, NARROWER_FROM, KEPT = "Region Hovedstaden", 2024, 0.55
"""The agreement that is of fewer places from the year on."""
NOT_TOLD = {"Region Syddanmark": 2030, "Region Sjælland": 2022}
"""The first year that an agreement tells its places by paragraph."""

PROGRAMMES = {"De Utrolige År": 0.5, "Parent Management Training (PMTO)": 0.26, "Multisystemisk Terapi (MST)": 0.18}
PROGRAMME_DAYS = (date(2024, 5, 1), date(2026, 5, 1))


def offers(country: Country, houses: pl.DataFrame) -> pl.DataFrame:
    """``year`` and the columns of the offers template: a service of an offer to a row, offers with two services share their places.

    ``houses``: the example municipality's own by month, as the places template has them; they are among its offers.
    """
    dice = country.dice(4)
    grown, children = country.aged(18, 65, range(2023, 2024)), country.aged(0, 17, range(2023, 2024))
    rows: list[tuple[object, ...]] = []
    for town, code in enumerate(country.codes):
        for kind in KINDS:
            whose = children if kind[3] == "children" else grown
            of_kind = sum(one[3] == kind[3] for one in KINDS)
            expected = int(whose[town, 0]) / 1000 * A_THOUSAND[kind[3]] / of_kind
            for number in range(int(dice.poisson(expected))):
                name = f"{kind[0]} {INVENTED[int(dice.integers(len(INVENTED)))]} {code}-{number + 1}"
                rows += _of_offer(country, dice, kind, name, town)
    rows += [
        _of_house(one)
        for one in houses.iter_rows(named=True)
        if one["year"] in OFFER_YEARS and one["Fra"][:5] == "01.10"
    ]
    names = ("year", "Dato", "Tilbud", "Ydelse", "Ejer", "Kommune", "Paragraffer", "Målgrupper", "Pladser")
    more = ("Pladser i tilbuddet", "Takst", "Enhed", "Forudsat belægning")
    return pl.DataFrame(rows, schema=[*names, *more], orient="row", infer_schema_length=None)


def _of_house(month: dict[str, Any]) -> tuple[object, ...]:
    """A house of our own as it stands in October."""
    year, places = month["year"], month["Pladser"]
    told = (f"01.10.{year}", month["Hus"], "Døgnophold", "Kommune", month["Kommune"], BASED[year], "Omsorgssvigt; ADHD")
    return (year, *told, places, places, month["Takst pr. døgn"], "Døgn", 95)


def _of_offer(
    country: Country, dice: np.random.Generator, kind: Kind, name: str, town: int
) -> list[tuple[object, ...]]:
    """An offer's services in the years that it is there."""
    _, services, groups, _, owners, usual, rate = kind
    owner = OWNERS[int(dice.choice(3, p=owners))]
    places = max(3, round(usual * float(np.exp(dice.normal(0, 0.45)))))
    price = rate * float(np.exp(dice.normal(0.03 * country.strain[town], 0.17)))
    opens = OFFER_YEARS[0] if dice.random() > 0.1 else OFFER_YEARS[1]
    first_part = round(places * float(dice.uniform(0.35, 0.65)))
    parts = (places,) if len(services) == 1 else (first_part, places - first_part)
    rows: list[tuple[object, ...]] = []
    for year in (year for year in OFFER_YEARS if year >= opens):
        dearer = DEARER ** (year - ANCHOR)
        for part, (service, paragraph) in zip(parts, services, strict=True):
            oere = round(price * dearer * 100)
            rows.append(
                (
                    year,
                    f"01.10.{year}",
                    name,
                    service,
                    owner,
                    country.codes[town],
                    BASED[year] if paragraph == PLACEMENT else paragraph,
                    groups,
                    part,
                    places,
                    f"{oere // 100},{oere % 100:02d}",
                    "Døgn",
                    95 if service.endswith(("botilbud", "ophold")) else 100,
                )
            )
    return rows


def framework(country: Country) -> pl.DataFrame:
    """``year`` and the columns of the framework template; a blank is not counted up, and one agreement changes what it counts."""
    dice = country.dice(5)
    rows: list[tuple[object, ...]] = []
    for region, towns in regions(country).items():
        grown = country.aged(18, 65, FRAMEWORK_YEARS)[towns].sum(axis=0)
        for paragraphs, rate in FRAMEWORK.items():
            level = rate * float(np.exp(dice.normal(0, 0.15)))
            regional = float(dice.uniform(0.15, 0.4))
            for at, year in enumerate(FRAMEWORK_YEARS):
                fewer = region == NARROWER and year >= NARROWER_FROM
                places = round(int(grown[at]) / 1000 * level * 0.985**at * (KEPT if fewer else 1.0))
                of_region = round(places * regional)
                concept = f"Til {NARROWER_FROM - 1}" if region == NARROWER else "Uændret"
                told = year >= NOT_TOLD.get(region, 0)
                counted = (places, places - of_region, of_region) if told else (None, None, None)
                rows.append(
                    (year, region, year, paragraphs, "", *counted, f"Fra {NARROWER_FROM}" if fewer else concept, SOURCE)
                )
    names = ("year", "Region", "År", "Paragraffer", "Målgruppe", "Pladser", "Kommunale pladser", "Regionale pladser")
    return pl.DataFrame(rows, schema=[*names, "Opgørelse", "Kilde"], orient="row", infer_schema_length=None)


def programmes(country: Country) -> pl.DataFrame:
    """``year`` and the columns of the programmes template; who has not told has no row."""
    dice = country.dice(6)
    rows: list[tuple[object, ...]] = []
    tells = dice.random(len(country.codes)) < 0.85
    tells[-1] = True
    for programme, part in PROGRAMMES.items():
        runs = dice.random(len(country.codes))
        for day in PROGRAMME_DAYS:
            now = part * (1.15 if day == PROGRAMME_DAYS[-1] else 1.0)
            for code, drawn in (
                (code, drawn) for code, drawn, told in zip(country.codes, runs, tells, strict=True) if told
            ):
                use = "Egen drift" if drawn < now else "Henviser ud" if drawn < now * 1.5 else "Bruges ikke"
                rows.append((day.year, code, programme, f"{day:%d.%m.%Y}", use, SOURCE))
    names = ("year", "Kommune", "Program", "Dato", "Brug", "Kilde")
    return pl.DataFrame(rows, schema=list(names), orient="row")
