"""``budgets`` and ``assumptions``: what was decided and the numbers and prices behind it; ``estimates``: risk cases and pools."""

from __future__ import annotations

from trinvis.tables import choices
from trinvis.tables.schema import Column, Table

BUDGETS = Table(
    "budgets",
    "Budget",
    "Én række er ét beløb i én budgetversion på ét niveau.",
    (
        Column(
            "year", "integer", "År", "Budgetår.", required=True, example="2026", synonyms=("budgetår", "regnskabsår")
        ),
        Column(
            "version",
            "choice",
            "Budgetversion",
            "Oprindeligt, omplacering, tillægsbevilling eller overførsel.",
            required=True,
            choices=choices.BUDGET_VERSIONS,
            example="Oprindeligt budget",
            synonyms=("version", "bevillingstype"),
        ),
        Column(
            "area",
            "text",
            "Område",
            "Budgetområdet, som profilen kalder det; tom når kontoen afgør det.",
            example="Plejefamilier",
            synonyms=("budgetområde", "delområde"),
        ),
        Column(
            "account",
            "account",
            "Konto",
            "Kontoen, når budgettet ligger på konto.",
            example="5.28.22.1.001",
            synonyms=("kontostreng", "kontonummer"),
        ),
        Column("account_key", "text", "Konto, 9 cifre", "Som for posteringer.", in_file=False),
        Column(
            "intervention_type",
            "choice",
            "Indsatstype",
            "Når budgettet ligger på indsatstype.",
            choices=choices.INTERVENTION_TYPES,
        ),
        Column(
            "amount_oere",
            "oere",
            "Beløb",
            "Udgift plus, indtægt minus.",
            unit="kr.",
            required=True,
            example="36.000.000",
            synonyms=("budget", "beløb i kr"),
        ),
        Column(
            "decided",
            "date",
            "Besluttet",
            "Dagen for beslutningen.",
            example="08.10.2025",
            synonyms=("dato", "beslutningsdato"),
        ),
        Column("note", "text", "Bemærkning", "Fri tekst; krypteres.", private=True),
    ),
    key=("delivery_id", "row_no"),
)

ASSUMPTIONS = Table(
    "assumptions",
    "Budgetforudsætninger",
    "Én række er antal gange gennemsnitspris bag et område.",
    (
        Column("year", "integer", "År", "Budgetår.", required=True, example="2026"),
        Column(
            "area", "text", "Område", "Budgetområdet, som profilen kalder det.", required=True, example="Plejefamilier"
        ),
        Column(
            "intervention_type",
            "choice",
            "Indsatstype",
            "Når forudsætningen gælder én indsatstype.",
            choices=choices.INTERVENTION_TYPES,
        ),
        Column(
            "full_year_persons",
            "hundredths",
            "Helårspersoner",
            "Forudsat antal helårspersoner.",
            unit="helårspersoner",
            required=True,
            example="68,5",
            synonyms=("antal helårspersoner", "antal"),
        ),
        Column(
            "children",
            "hundredths",
            "Børn",
            "Forudsat antal forskellige børn i året, når det er oplyst.",
            unit="børn",
            example="80",
        ),
        Column(
            "average_price_oere",
            "oere",
            "Gennemsnitspris",
            "Pris pr. helårsperson.",
            unit="kr.",
            required=True,
            example="525.000",
            synonyms=("gns. pris", "gennemsnitspris pr. helårsperson"),
        ),
        Column("goal", "text", "Mål", "Mål, forudsætningen hviler på."),
        Column("binding", "flag", "Bindende", "Bindende (ja) eller vejledende (nej).", example="Nej"),
    ),
    key=("delivery_id", "row_no"),
)

ESTIMATES = Table(
    "estimates",
    "Risikosager, puljer og skøn",
    "Én række er et skøn: antal gange pris pr. år gange sandsynlighed gange tid.",
    (
        Column(
            "kind",
            "choice",
            "Art",
            "Risikosag, pulje eller skøn.",
            required=True,
            choices=choices.ESTIMATE_KINDS,
            example="Risikosag",
        ),
        Column("year", "integer", "År", "Budgetår.", required=True, example="2026"),
        Column(
            "area",
            "text",
            "Område",
            "Området, skønnet hører til; tom når indsatstypen afgør det.",
            example="Opholdssteder",
        ),
        Column(
            "intervention_type", "choice", "Indsatstype", "Den forventede indsats.", choices=choices.INTERVENTION_TYPES
        ),
        Column("placement_type", "choice", "Anbringelsessted", "Det forventede sted.", choices=choices.PLACEMENT_TYPES),
        Column("child_no", "identifier", "Cpr-nr.", "Barnet, når sagen er kendt.", number="child"),
        Column("number", "hundredths", "Antal", "Antal sager; tom = 1.", unit="sager", example="1"),
        Column(
            "price_oere",
            "oere",
            "Pris",
            "Pris pr. sag pr. år; for en pulje eller et skøn hele beløbet.",
            unit="kr.",
            required=True,
            example="1.050.000",
        ),
        Column("probability", "hundredths", "Sandsynlighed", "I procent; tom = 100.", unit="%", example="40"),
        Column("start", "date", "Fra", "Første dag; tom = årets første.", example="01.10.2026"),
        Column("stop", "date", "Til", "Sidste dag; tom = årets sidste."),
        Column("note", "text", "Bemærkning", "Fri tekst; krypteres.", private=True),
    ),
    key=("delivery_id", "row_no"),
)
