"""``survey_answers`` and ``price_levels``: what units answered, and the index that the user counts prices by."""

from __future__ import annotations

from trinvis.tables.capacity import MUNICIPALITY, SOURCE, STATES, YEAR
from trinvis.tables.schema import Column, Table

SURVEY_UNITS = (
    ("count", "Antal"),
    ("share", "Procent"),
    ("occupancy", "Belægningsprocent"),
    ("days", "Dage"),
    ("hours", "Timer"),
    ("kroner", "Kroner"),
    ("fte", "Årsværk"),
    ("yes_no", "Ja eller nej"),
    ("rating", "Vurdering"),
)
"""What a question is answered in. A share lies between 0 and 100, an occupancy may lie above; yes is 1, no 0."""

RATINGS = (
    ("large", "Store"),
    ("small", "Mindre"),
    ("none", "Ingen"),
    ("dont_know", "Ved ikke"),
)
"""Answers to how large a barrier's problems or an opportunity's potential are (seed 002 lines 5642-5670, 6037-6050)."""

SURVEY_ANSWERS = Table(
    "survey_answers",
    "Svar på spørgeskemaer",
    "Én række er én enheds svar på ét spørgsmål for ét år. 0 er et svar; ikke relevant og ikke besvaret er det ikke.",
    (
        Column("survey", "text", "Undersøgelse", "Hvilken undersøgelse, og hvornår den blev holdt.", required=True,
               example="Voksne 2026", synonyms=("spørgeskema", "skema")),
        MUNICIPALITY,
        Column("unit_no", "integer", "Enhed nr.", "Enhedens nummer, når kommunen har flere (fx PPR-enheder); tom = kommunen.",
               example="1", synonyms=("enhed", "ppr-enhed")),
        Column("role", "text", "Respondent", "Respondentens rolle, ikke navn.", example="Socialchef", synonyms=("rolle", "stilling")),
        Column("question", "text", "Spørgsmål", "Spørgsmålets nummer eller nøgle.", required=True, example="andel-107",
               synonyms=("spørgsmål nr.", "spørgsmålsnr", "variabel")),
        Column("wording", "text", "Ordlyd", "Spørgsmålet, som det blev stillet.",
               example="Hvor stor en andel af udgifterne på § 107 vedrører målgruppen?", synonyms=("spørgsmålstekst", "tekst")),
        YEAR,
        Column("unit", "choice", "Svares i", "Hvad svaret måles i.", required=True, choices=SURVEY_UNITS, example="Procent",
               synonyms=("måleenhed", "svarenhed")),
        Column("value", "hundredths", "Svar", "Tallet; ja eller nej; store, mindre, ingen eller ved ikke. 0 er et tal, og et skøn "
               "kan skrives »ca. 40«.", unit="i spørgsmålets enhed", example="40", synonyms=("værdi", "besvarelse")),
        Column("rating", "choice", "Vurdering", "Svaret, når spørgsmålet er en vurdering.", choices=RATINGS, in_file=False),
        Column("state", "choice", "Svarets art", "Oplyst, skøn, ikke relevant eller ikke besvaret; tom følger af svaret.",
               choices=STATES, example="Oplyst", synonyms=("svarstatus", "oplyst som")),
        Column("comment", "text", "Kommentar", "Fri tekst; krypteres.", private=True, synonyms=("bemærkning", "bemærkninger")),
    ),
    key=("survey", "municipality", "unit_no", "question", "year"),
)  # fmt: skip

PRICE_LEVELS = Table(
    "price_levels",
    "Pris- og lønindeks",
    "Én række er indekset for ét år. Trinvis leverer ingen tal: indekset hentes hos KL eller Danmarks Statistik.",
    (
        Column("index", "text", "Indeks", "Indeksets navn.", required=True, example="pl", synonyms=("indeksnavn", "serie")),
        YEAR,
        Column("level", "hundredths", "Niveau", "Indeksets tal for året.", unit="indeks", required=True, example="103,25",
               synonyms=("indekstal", "værdi", "pl")),
        SOURCE,
    ),
    key=("index", "year"),
)  # fmt: skip
