"""What turns kroner of other years and days into the case's own, and who pays them."""

from __future__ import annotations

from trinvis.cases.case import Discount, Payer
from trinvis.cases.field import Field, Part

PRICE_INDEX = Part(
    "price_index",
    "Prisindeks",
    "Beløb i et andet års priser ganges med indekset i casens prisniveau og deles med indekset i deres eget.",
    None,
    (
        Field(
            "source",
            "Kilde",
            "Hvor indekset er fra.",
            "text",
            ("price_index_source",),
            example="Danmarks Statistik, PRIS111",
        ),
        Field(
            "years",
            "Årene",
            "Indekset i hvert år.",
            "price_index",
            ("price_index",),
            required=True,
            unit="indeks",
            example="{2016: 100, 2017: 101.9}",
        ),
    ),
)

DISCOUNT = Part(
    "discount",
    "Diskontering",
    "Skriv enten en rente (rate) eller datoen, hvis vejledende rente fra Finansministeriet skal bruges.",
    Discount,
    (
        Field(
            "rate",
            "Rente",
            "Rente om året; 0 % for slet ingen.",
            "formula",
            refers="input",
            unit="andel om året",
            example="4 %",
        ),
        Field(
            "finansministeriet",
            "Finansministeriets rente",
            "Den dag, hvis vejledende rente skal gælde.",
            "date",
            ("as_of",),
            unit="dato",
            example="2018-01-01",
        ),
        Field(
            "effects",
            "Virkningers rente",
            "Rente for det, der ikke er kroner. Tomt: den samme.",
            "formula",
            refers="input",
            unit="andel om året",
            example="1.5 %",
        ),
        Field(
            "continuous",
            "Løbende",
            "Om renten tilskrives løbende (e i minus rente gange tid).",
            "flag",
            default=False,
            example="false",
        ),
        Field(
            "timing",
            "Falder",
            "Hvornår på året kronerne falder.",
            "choice",
            choices={"start": "ved årets begyndelse", "middle": "midt på året", "end": "ved årets slutning"},
            default="end",
            example="end",
        ),
    ),
)

PAYERS = Part(
    "payers",
    "Betaler",
    "Kommunen selv, en samarbejdskommune, region, stat, borgeren eller andre.",
    Payer,
    (
        Field("label", "Betegnelse", "Navnet, som læseren ser.", "text", required=True, example="Ishøj Kommune"),
        Field(
            "kind",
            "Slags",
            "Hvilken slags betaler det er.",
            "choice",
            required=True,
            choices={
                "municipality": "kommunen selv",
                "partner": "samarbejdskommune",
                "region": "region",
                "state": "stat",
                "citizen": "borger",
                "other": "andre",
            },
            example="municipality",
        ),
    ),
)
