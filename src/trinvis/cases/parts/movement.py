"""The ways to act, where a person may be, who comes in, and how they move."""

from __future__ import annotations

from trinvis.cases.case import Alternative, Group, State, Transition
from trinvis.cases.field import Field, Part

ALTERNATIVES = Part(
    "alternatives",
    "Alternativ",
    "En tekst alene er det samme som label.",
    Alternative,
    (
        Field("label", "Betegnelse", "Det, som læseren ser.", "text", required=True, example="Som i dag"),
        Field("note", "Bemærkning", "Fri tekst til læseren.", "text"),
    ),
    short="label",
)

STATES = Part(
    "states",
    "Tilstand",
    "En tekst alene er det samme som label.",
    State,
    (
        Field(
            "label", "Betegnelse", "Det, som læseren ser.", "text", required=True, example="Anbragt uden for hjemmet"
        ),
        Field(
            "step",
            "Trin",
            "Trinet på indsatstrappen. Tomt: et udfald uden for trappen.",
            "whole",
            least=1,
            most=6,
            example="5",
        ),
    ),
    short="label",
)

GROUPS = Part(
    "groups",
    "Gruppe",
    "Skriv enters, stock eller begge.",
    Group,
    (
        Field(
            "label",
            "Betegnelse",
            "Det, som læseren ser.",
            "text",
            required=True,
            example="Børn, hvis anbringelse undgås",
        ),
        Field(
            "enters",
            "Kommer ind",
            "Hvor mange der kommer ind i hvert år, ens for alle alternativer eller for hvert (all: de øvrige). Højst 10 mio. om året.",
            "by_alternative",
            refers="input",
            unit="personer pr. år",
            example="{som_i_dag: 10, indsats: 12}",
        ),
        Field(
            "stock",
            "Er der fra start",
            "Hvor mange der er der fra første periode.",
            "by_alternative",
            refers="input",
            unit="personer",
            example="35",
        ),
        Field(
            "start",
            "Begynder i",
            "Andelen af dem i hver tilstand, ens for alle alternativer eller for hvert; andelene giver 1.",
            "start",
            required=True,
            refers="state",
            unit="andel",
            example="{som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}",
        ),
        Field(
            "duration",
            "Varighed",
            "Hvor mange år hver person er med. Tomt: til casen slutter.",
            "formula",
            refers="input",
            unit="år",
            example="8",
        ),
        Field(
            "evenly",
            "Jævnt",
            "Med måneder: om årets personer kommer jævnt over året eller alle i den første måned.",
            "flag",
            default=True,
            example="true",
        ),
    ),
)

TRANSITIONS = Part(
    "transitions",
    "Flytning",
    "Chancer ud af den samme tilstand må tilsammen højst være 1.",
    Transition,
    (
        Field(
            "from",
            "Fra",
            "Tilstanden, der flyttes fra.",
            "name",
            ("source",),
            required=True,
            refers="state",
            example="hjemme",
        ),
        Field(
            "to",
            "Til",
            "Tilstanden, der flyttes til.",
            "name",
            ("target",),
            required=True,
            refers="state",
            example="anbragt",
        ),
        Field(
            "chance",
            "Chance",
            "Chancen for at flytte.",
            "formula",
            required=True,
            refers="input",
            unit="andel",
            example="tilbagefald",
        ),
        Field(
            "per",
            "Pr.",
            "Om chancen er for et år eller for en periode.",
            "choice",
            choices={"year": "år", "period": "periode"},
            default="year",
            example="year",
        ),
        Field(
            "alternatives",
            "Alternativer",
            "Dem, som flytningen gælder i. Tomt: alle.",
            "names",
            refers="alternative",
            example="[indsats]",
        ),
        Field(
            "groups",
            "Grupper",
            "Dem, som flytningen gælder for. Tomt: alle.",
            "names",
            refers="group",
            example="[boern]",
        ),
    ),
)
