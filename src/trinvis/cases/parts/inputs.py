"""The numbers that a case is built on: what each is, how sure, and how it is read otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.cases.case import Correlation, Distribution, Form, Input, Of, Reading, Success
from trinvis.cases.field import Field, Part

KINDS = {
    "amount": "beløb i kroner",
    "rate": "andel eller chance af noget, der tælles",
    "count": "antal personer eller ting",
    "number": "et andet tal",
    "years": "antal år",
    "index": "faktor år for år",
}
GRADES = {
    "A": "egne regnskaber eller kontrolleret forsøg",
    "B": "andre kommuners evaluering",
    "C": "fagligt skøn",
    "D": "gæt",
}
FORMS = {
    "fixed": "sikkert tal",
    "beta": "betafordeling",
    "gamma": "gammafordeling",
    "lognormal": "lognormalfordeling",
    "normal": "normalfordeling",
    "triangular": "trekantfordeling",
    "pert": "PERT-fordeling",
    "uniform": "ligefordeling",
    "empirical": "målte værdier, hver lige sandsynlig",
}
GIVEN: Mapping[Form, tuple[tuple[str, ...], ...]] = {
    "fixed": ((),),
    "beta": (("mean", "sd"), ("alpha", "beta")),
    "gamma": (("mean", "sd"),),
    "lognormal": (("mean", "sd"),),
    "normal": (("mean", "sd"),),
    "triangular": (("min", "likely", "max"),),
    "pert": (("min", "likely", "max"),),
    "uniform": (("min", "max"),),
    "empirical": ((),),
}
"""What each form of distribution is given by: one of these sets."""

WAYS = ("value", "formula", "by_year", "by_stay", "growth_by_year")
"""The ways to say what an input is; exactly one is used."""

INPUTS = Part(
    "inputs",
    "Input",
    "Skriv netop én af value, formula, by_year, by_stay og growth_by_year.",
    Input,
    (
        Field(
            "label",
            "Betegnelse",
            "Det, som læseren ser.",
            "text",
            required=True,
            example="Børn med en sag i Børneteamet",
        ),
        Field("kind", "Slags", "Hvad tallet er.", "choice", required=True, choices=KINDS, example="count"),
        Field("unit", "Enhed", "Hvad der tælles eller måles i.", "text", example="kr. pr. årsværk"),
        Field("value", "Værdi", "Ét tal, som gælder hele tiden.", "number", example="155"),
        Field(
            "formula",
            "Formel",
            "Regnes ud af andre input, periode, aar og forloeb.",
            "formula",
            refers="input",
            example="maalgruppe * succesrate",
        ),
        Field("by_year", "År for år", "Et tal for hvert af casens år.", "numbers", example="[20 %, 20 %, 30 %]"),
        Field(
            "by_stay",
            "Efter år siden start",
            "Et tal for hvert år, siden personen kom ind.",
            "numbers",
            example="[5 %, 3 %]",
        ),
        Field(
            "growth_by_year",
            "Vækst år for år",
            "Vækst i hvert år; inputtet er den samlede faktor, i år 1 en plus den første.",
            "numbers",
            unit="andel",
            example="[0 %, 1 %, 0.9 %]",
        ),
        Field(
            "after",
            "Efter det sidste",
            "Hvad der gælder, når rækken ikke er lang nok.",
            "choice",
            choices={"last": "det sidste tal bliver ved", "zero": "nul", "refuse": "casen afvises"},
            default="last",
            example="last",
        ),
        Field(
            "distribution",
            "Usikkerhed",
            "Hvor usikkert tallet er. Kun ved value.",
            "distribution",
            part="distribution",
            example="{form: uniform, min: 6 %, max: 10 %}",
        ),
        Field(
            "of",
            "Nævner",
            "Hvad en andel er en andel af. Skal stå ved kind: rate.",
            "of",
            part="of",
            example="{text: børn med en sag, count: maalgruppe}",
        ),
        Field(
            "price_level",
            "Prisniveau",
            "Året, som beløbet er i priser fra. Skal stå ved kind: amount, undtagen ved en formel.",
            "whole",
            least=1990,
            most=2200,
            unit="årstal",
            example="2016",
        ),
        Field("source", "Kilde", "Hvor tallet er fra.", "text", example="Regnskab 2016"),
        Field("grade", "Sikkerhed", "Hvor sikker viden det er.", "choice", choices=GRADES, example="C"),
        Field("note", "Bemærkning", "Fri tekst til læseren.", "text"),
    ),
)

OF = Part(
    "of",
    "Nævner",
    "En tekst alene er det samme som text.",
    Of,
    (
        Field(
            "text",
            "Andel af",
            "Det, der er hundrede procent, i ord.",
            "text",
            required=True,
            example="børn med en sag i Børneteamet",
        ),
        Field(
            "count",
            "Antal",
            "Hvor mange der er af dem: et input eller et tal.",
            "formula",
            refers="input",
            unit="antal",
            example="maalgruppe",
        ),
    ),
    short="text",
)

_PARAMETER = ("given",)
DISTRIBUTION = Part(
    "distribution",
    "Usikkerhed",
    "beta: mean og sd, eller alpha og beta. gamma, lognormal og normal: mean og sd. triangular og pert: min, likely og max. "
    "uniform: min og max. empirical: values.",
    Distribution,
    (
        Field("form", "Form", "Hvilken fordeling.", "choice", required=True, choices=FORMS, example="triangular"),
        Field("mean", "Middelværdi", "Gennemsnittet.", "number", _PARAMETER, example="8 %"),
        Field("sd", "Spredning", "Standardafvigelsen, over 0.", "number", _PARAMETER, example="1 %"),
        Field("alpha", "Alfa", "Betafordelingens første tal, over 0.", "number", _PARAMETER, example="12"),
        Field("beta", "Beta", "Betafordelingens andet tal, over 0.", "number", _PARAMETER, example="138"),
        Field("min", "Mindst", "Den mindste værdi.", "number", _PARAMETER, example="6 %"),
        Field("likely", "Mest sandsynlig", "Den mest sandsynlige værdi.", "number", _PARAMETER, example="8 %"),
        Field("max", "Højst", "Den største værdi.", "number", _PARAMETER, example="10 %"),
        Field(
            "values",
            "Målte værdier",
            "Værdierne, hver lige sandsynlig; mindst to.",
            "numbers",
            example="[7 %, 8 %, 11 %]",
        ),
    ),
)

READINGS = Part(
    "readings",
    "Læsning",
    "Den samme case, hvor nogle input er andre.",
    Reading,
    (
        Field("label", "Betegnelse", "Det, som læseren ser.", "text", required=True, example="Succesrate 6 %"),
        Field(
            "inputs",
            "Input",
            "Input, der læses anderledes: et tal eller en række alene, eller de felter, der er andre.",
            "read_inputs",
            required=True,
            refers="input",
            example="{succesrate: 6 %}",
        ),
        Field("note", "Bemærkning", "Hvorfor casen kan læses sådan.", "text"),
        Field(
            "fits",
            "Passer",
            "Om læsningen passer med det offentliggjorte og hører med i båndet.",
            "flag",
            default=False,
            example="true",
        ),
    ),
)

CORRELATIONS = Part(
    "correlations",
    "Samvariation",
    "To usikre input, der følges ad.",
    Correlation,
    (
        Field(
            "between",
            "Imellem",
            "De to input.",
            "pair",
            ("first", "second"),
            required=True,
            refers="input",
            example="[pris, varighed]",
        ),
        Field("value", "Korrelation", "Fra -1 til 1, målt på normalscorer.", "number", required=True, example="0.3"),
    ),
)

SUCCESS = Part(
    "success",
    "Succeser",
    "Med disse kan det siges, hvor mange succeser der regnes med, og hvor mange der skal til.",
    Success,
    (
        Field(
            "rate",
            "Succesrate",
            "Inputtet, der er succesraten.",
            "name",
            required=True,
            refers="input",
            example="succesrate",
        ),
        Field(
            "target",
            "Målgruppens antal",
            "Inputtet, der er målgruppens antal.",
            "name",
            required=True,
            refers="input",
            example="maalgruppe",
        ),
        Field(
            "year",
            "Senest i år",
            "Året, hvor indsatsen skal have tjent sig hjem. 0: ved tidshorisonten.",
            "whole",
            default=0,
            least=0,
            most=100,
            unit="casens år",
            example="4",
        ),
    ),
)
