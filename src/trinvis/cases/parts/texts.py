"""What a case says in words: what it rests on, what it leaves out, how it is followed, and the application's texts."""

from __future__ import annotations

from trinvis.cases.case import HEADINGS, Application, FollowUpPlan, Knowledge, LeftOut
from trinvis.cases.field import Field, Part
from trinvis.cases.parts.inputs import GRADES

KNOWLEDGE = Part(
    "knowledge",
    "Viden",
    "Et stykke viden, som casen støtter sig til.",
    Knowledge,
    (
        Field(
            "text",
            "Viden",
            "Hvad den siger.",
            "text",
            required=True,
            example="I Herning fik 15 % en forebyggende indsats i stedet",
        ),
        Field("source", "Kilde", "Hvor den er fra.", "text", required=True, example="Evaluering 2014"),
        Field("grade", "Sikkerhed", "Hvor sikker den er.", "choice", required=True, choices=GRADES, example="B"),
    ),
)

LEFT_OUT = Part(
    "left_out",
    "Ikke med",
    "Noget, som casen ikke regner med.",
    LeftOut,
    (
        Field("text", "Hvad", "Det, der ikke er med.", "text", required=True, example="Udgifter til skole"),
        Field("why", "Hvorfor", "Grunden.", "text", required=True, example="De kan ikke opgøres"),
        Field(
            "draws",
            "Trækker",
            "Hvilken vej gevinsten ville gå, hvis det var med.",
            "choice",
            choices={"up": "op", "down": "ned", "unknown": "vides ikke"},
            default="unknown",
            example="down",
        ),
    ),
)

FOLLOW_UP = Part(
    "follow_up",
    "Opfølgning",
    "Hvordan der følges op, når indsatsen er i gang.",
    FollowUpPlan,
    (
        Field(
            "every_months",
            "Hver",
            "Måneder mellem opfølgningerne.",
            "whole",
            default=6,
            least=1,
            most=60,
            unit="måneder",
            example="6",
        ),
        Field("to", "Til", "Hvem der får opfølgningen.", "text", example="Byrådet"),
        Field("key_figures", "Nøgletal", "Det, der følges op på.", "texts", example="[Anbragte børn]"),
    ),
)

APPLICATION = Part(
    "application",
    "Ansøgning",
    "Tekster under ansøgningens overskrifter. De to kriterier skal stå der, før ansøgningen kan komme på byrådets liste.",
    Application,
    tuple(Field(key, label, f"Teksten under »{label}«.", "text", ("texts",)) for key, label in HEADINGS.items()),
)
