"""``children``: what is known of a child besides its grants; birth year and month only."""

from __future__ import annotations

from trinvis.tables import choices
from trinvis.tables.schema import Column, Table

CHILDREN = Table(
    "children",
    "Børn",
    "Én række er ét barn.",
    (
        Column(
            "child_no",
            "identifier",
            "Cpr-nr.",
            "Barnet; bliver til et tilfældigt barnnummer.",
            required=True,
            number="child",
            example="010115-9999",
            synonyms=("cpr", "personnummer"),
        ),
        Column("child_name", "text", "Navn", "Barnets navn.", private=True, example="Eksempel Eksempelsen"),
        Column(
            "household_no",
            "identifier",
            "Husstand",
            "Børn i samme husstand har samme husstand (Barnets lov § 198, stk. 2).",
            number="household",
            example="H-17",
        ),
        Column(
            "birth_year",
            "integer",
            "Fødselsår",
            "Aflæst af cpr-nummeret eller oplyst.",
            synonyms=("født år",),
            example="2015",
        ),
        Column("birth_month", "integer", "Fødselsmåned", "Aflæst af cpr-nummeret eller oplyst.", example="1"),
        Column("residence_municipality", "integer", "Bopælskommune", "Kommunekode.", synonyms=("kommunekode",)),
        Column("district", "text", "Distrikt", "Distrikt.", example="Nord"),
        Column("school", "text", "Skole eller dagtilbud", "Skole eller dagtilbud."),
        Column(
            "target_group",
            "choice",
            "Målgruppe",
            "Socialt udsat, nedsat funktionsevne eller begge.",
            choices=choices.TARGET_GROUPS,
        ),
        Column(
            "disability_only",
            "flag",
            "Kun funktionsnedsættelse",
            "Støttes udelukkende på grund af funktionsnedsættelse.",
        ),
        Column("unaccompanied", "flag", "Uledsaget flygtning", "Uledsaget flygtningebarn."),
    ),
    key=("child_no",),
)
