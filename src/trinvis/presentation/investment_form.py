"""The few questions of a new case, in five steps.

They ask for the calculation that most applications are: persons who, thanks to an effort, need something cheaper than today, more of
them each year, some of them lost again (``investment_form_case``). What is not asked about is added in the case's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["", "count", "year", "years", "kroner", "share", "shares", "rate"]
"""What a field takes: a text, a number of persons, a calendar year, a number of years, kroner, a share, a share for each year, a rate of interest."""


@dataclass(frozen=True)
class Asked:
    """One question: the field's name, what users read, a hint, whether it must be answered, and what kind of number it takes (none: text)."""

    name: str
    label: str
    hint: str = ""
    required: bool = True
    long: bool = False
    kind: Kind = ""


@dataclass(frozen=True)
class Step:
    """One step of the form: its heading, the question that it asks, and its fields."""

    name: str
    heading: str
    question: str
    fields: tuple[Asked, ...]


STEPS: tuple[Step, ...] = (
    Step(
        "indsats",
        "Indsatsen",
        "Hvad vil I gøre, og for hvem?",
        (
            Asked("title", "Navn på indsatsen", "fx Tættere sagsbehandling i Børneteamet"),
            Asked("purpose", "Formål", long=True),
            Asked("target", "Målgruppe", "Hvem er de, og hvad er de fælles om?", long=True),
            Asked("count", "Antal i målgruppen", "fx 155", kind="count"),
            Asked("start_year", "Første år", "fx 2027", kind="year"),
            Asked("horizon", "Antal år, der regnes over", "fx 10", kind="years"),
        ),
    ),
    Step(
        "pris",
        "Priser",
        "Hvad koster det i dag, og hvad koster det, når indsatsen lykkes?",
        (
            Asked("today", "I dag får de", "fx Anbringelse uden for hjemmet"),
            Asked("price_today", "Pris i dag, kr. pr. barn pr. år", "fx 709.502", kind="kroner"),
            Asked("instead", "I stedet får de", "fx Familiebehandling"),
            Asked("price_instead", "Pris i stedet, kr. pr. barn pr. år", "fx 94.917", kind="kroner"),
            Asked("price_level", "Prisernes år", "Det regnskabsår, priserne er fra; fx 2026", kind="year"),
            Asked("price_source", "Hvor er priserne fra?", "fx eget regnskab 2026"),
        ),
    ),
    Step(
        "effekt",
        "Effekt",
        "For hvor mange lykkes det, hvornår, og hvor mange falder tilbage?",
        (
            Asked("success", "Succesrate, mest sandsynlig", "Andel af målgruppen; fx 8 %", kind="share"),
            Asked("success_min", "Mindst", "fx 6 %", required=False, kind="share"),
            Asked("success_max", "Højst", "fx 10 %", required=False, kind="share"),
            Asked("phase_in", "Nye succeser pr. år", "Andel af succeserne, år for år; fx 20 %, 20 %, 20 %, 20 %, 20 %", kind="shares"),
            Asked("relapse", "Tilbagefald pr. år", "Andel af succeserne, der mister effekten hvert år; fx 5 %", kind="share"),
            Asked("effect_source", "Hvad bygger skønnet på?", "fx evaluering fra en anden kommune, egne tal, et skøn", long=True),
        ),
    ),
    Step(
        "udgift",
        "Udgifter til indsatsen",
        "Hvad koster indsatsen selv, og hvem betaler?",
        (
            Asked("once", "Engangsudgift det første år, kr.", "fx 230.000", required=False, kind="kroner"),
            Asked("running", "Drift, kr. pr. år", "fx 1.337.305", kind="kroner"),
            Asked("running_years", "Antal år med drift", "fx 3; tom = alle år", required=False, kind="years"),
            Asked("partner", "Andre, der er med til at betale og vinde", "fx Nabokommunen; tom = kun os", required=False),
            Asked("partner_share", "Deres andel", "fx 19,4 %", required=False, kind="share"),
            Asked("rate", "Kalkulationsrente pr. år", "fx 3,5 %; tom = Finansministeriets", required=False, kind="rate"),
        ),
    ),
    Step(
        "kriterier",
        "Kriterier",
        "Hvorfor her, og hvad får borgeren ud af det?",
        (
            Asked("political", "Politisk aktualitet", "Hvilke politikker og mål peger indsatsen ind i?", required=False, long=True),
            Asked("citizen_gain", "Gevinst for borgeren", "Hvad bliver bedre, og hvordan ses det?", required=False, long=True),
            Asked("left_out", "Hvad er ikke med i beregningen?", "En ting pr. linje", required=False, long=True),
        ),
    ),
)  # fmt: skip

FIELDS = {field.name: field for step in STEPS for field in step.fields}
"""Every question by name, in the order of the form."""
