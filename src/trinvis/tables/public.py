"""``population`` and ``municipalities``: public statistics."""

from __future__ import annotations

from trinvis.tables.schema import Column, Table

POPULATION = Table(
    "population",
    "Befolkning",
    "Én række er antal personer i én kommune, et køn og en alder på én dag.",
    (
        Column(
            "municipality",
            "integer",
            "Kommunekode",
            "Tre cifre.",
            required=True,
            example="151",
            synonyms=("område", "kommunekode", "omr20"),
        ),
        Column("sex", "text", "Køn", "M, K eller TOT.", example="K", synonyms=("køn", "koen")),
        Column("age", "integer", "Alder", "Hele år; tom = alle aldre.", unit="år", example="12", synonyms=("alder",)),
        Column(
            "day",
            "date",
            "Dato",
            "Dagen, der tælles på (kvartalets første).",
            example="01.01.2026",
            synonyms=("tid", "kvartal"),
        ),
        Column(
            "persons",
            "integer",
            "Antal",
            "Antal personer.",
            unit="personer",
            required=True,
            example="341",
            synonyms=("indhold", "antal"),
        ),
    ),
    key=("municipality", "sex", "age", "day_day"),
)

MUNICIPALITIES = Table(
    "municipalities",
    "Kommuner",
    "Én række er én kommune.",
    (
        Column("municipality", "integer", "Kommunekode", "Tre cifre.", required=True, example="151"),
        Column("name", "text", "Kommune", "Navn.", required=True, example="Ballerup"),
        Column("region", "text", "Region", "Region.", example="Region Hovedstaden"),
        Column(
            "group", "text", "Kommunegruppe", "Danmarks Statistiks fem kommunegrupper.", example="Hovedstadskommuner"
        ),
        Column("island", "flag", "Ø uden fast forbindelse", "Fanø, Samsø, Ærø og Læsø."),
    ),
    key=("municipality",),
)
