"""What costs and gives kroner, what is gained beside them, and what each amount is per."""

from __future__ import annotations

from trinvis.cases.case import Effect, Money, On
from trinvis.cases.field import Field, Part

_TIMING = {"start": "ved periodens begyndelse", "middle": "midt i perioden", "end": "ved periodens slutning"}
_LABEL = Field("label", "Betegnelse", "Det, som læseren ser.", "text", required=True, example="Anbringelse")
_ON = Field("on", "Pr.", "Hvad beløbet er for hver af.", "on", required=True, part="on", example="{state: anbragt}")
_WHERE = (
    Field(
        "alternatives",
        "Alternativer",
        "Dem, som det gælder i. Tomt: alle.",
        "names",
        refers="alternative",
        example="[indsats]",
    ),
    Field("groups", "Grupper", "Dem, som det gælder for. Tomt: alle.", "names", refers="group", example="[boern]"),
    Field(
        "timing",
        "Falder",
        "Hvornår i perioden det falder, når det diskonteres. Tomt: som casen.",
        "choice",
        choices=_TIMING,
        example="middle",
    ),
)

MONEY = Part(
    "money",
    "Udgift eller gevinst",
    "Beløb skrives uden fortegn; kind siger, hvilken vej de går.",
    Money,
    (
        _LABEL,
        Field(
            "kind",
            "Slags",
            "Om det koster eller giver kroner.",
            "choice",
            choices={"cost": "udgift", "gain": "gevinst"},
            default="cost",
            example="cost",
        ),
        _ON,
        Field(
            "amount",
            "Beløb",
            "Kroner for hver, i casens prisniveau: et tal eller en formel.",
            "formula",
            required=True,
            refers="input",
            unit="kroner",
            example="709502",
        ),
        Field(
            "index",
            "Indeks",
            "Faktor på beløbet, fx en befolkningsudvikling.",
            "formula",
            refers="input",
            unit="faktor",
            example="udvikling",
        ),
        Field(
            "payers",
            "Betalere",
            "Andelen hos hver betaler; andelene giver 1. Tomt: kommunen selv.",
            "shares",
            refers="payer",
            unit="andel",
            example="{ishoej: 125/155, vallensbaek: 30/155}",
        ),
        Field(
            "effort",
            "Indsatsens egen",
            "Om det er indsatsens egne omkostninger, dem som puljen søges om.",
            "flag",
            default=False,
            example="true",
        ),
        Field("account", "Konto", "Hovedkonto og funktion.", "text", example='"5.28"'),
        Field("centre", "Center", "Budgetansvarligt center.", "text", example="Center for Børn og Forebyggelse"),
        *_WHERE,
    ),
)

EFFECTS = Part(
    "effects",
    "Virkning",
    "En gevinst, der ikke er kroner: leveår i god kvalitet, år hjemme.",
    Effect,
    (
        _LABEL,
        Field("unit", "Enhed", "Hvad virkningen måles i.", "text", required=True, example="barneår"),
        _ON,
        Field("amount", "Mængde", "Hvor meget for hver.", "formula", required=True, refers="input", example="1"),
        *_WHERE,
    ),
)

ON = Part(
    "on",
    "Pr.",
    "Skriv netop ét af felterne.",
    On,
    (
        Field(
            "state",
            "Tilstand",
            "For hvert personår i tilstanden.",
            "name",
            ("kind", "state"),
            refers="state",
            example="anbragt",
        ),
        Field(
            "move",
            "Flytning",
            "For hver, der flytter fra en tilstand til en anden.",
            "part",
            ("kind", "source", "state"),
            refers="state",
            part="move",
            example="{from: hjemme, to: anbragt}",
        ),
        Field(
            "entry",
            "Ny",
            "For hver, der kommer ind i en gruppe, eller all for alle grupper.",
            "name",
            ("kind", "group"),
            refers="group",
            example="boern",
        ),
        Field(
            "year",
            "Hvert år",
            "I hvert år, hvad der end sker. Skriv all.",
            "choice",
            ("kind", "years"),
            choices={"all": "alle år"},
            example="all",
        ),
        Field(
            "years",
            "Bestemte år",
            "I de af casens år, der er nævnt.",
            "years",
            ("kind", "years"),
            least=1,
            most=100,
            unit="casens år",
            example="[1, 2, 3]",
        ),
        Field(
            "once",
            "Én gang",
            "Én gang, i den første periode af casens år.",
            "whole",
            ("kind", "years"),
            least=1,
            most=100,
            unit="casens år",
            example="1",
        ),
    ),
)

MOVE = Part(
    "move",
    "Flytning",
    "Hvilken flytning et beløb er for.",
    None,
    (
        Field("from", "Fra", "Tilstanden, der flyttes fra.", "name", required=True, refers="state", example="hjemme"),
        Field("to", "Til", "Tilstanden, der flyttes til.", "name", required=True, refers="state", example="anbragt"),
    ),
)
