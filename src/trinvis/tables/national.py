"""``national_accounts`` and ``public_figures``: every municipality's accounts, and what is published or typed of each."""

from __future__ import annotations

from trinvis.tables.schema import Column, Table

ACCOUNT_KINDS = (("accounts", "Regnskab"), ("budget", "Budget"))
"""Whether the money was spent or is meant to be."""

ARTS = (("UE", "Udgifter"), ("I", "Indtægter"), ("TOT", "Netto"))
"""StatBank's main arts: gross expenditure, income (both positive), and net = expenditure − income."""

COUNTED_BY = (
    ("validated", "Valideret med Danmarks Statistik"),
    ("self_reported", "Selvrapporteret"),
    ("statistics", "Offentlig statistik"),
    ("typed", "Indtastet"),
)
"""Who counted a figure: figures by different counters are not compared without saying so."""

NATIONAL_ACCOUNTS = Table(
    "national_accounts",
    "Kommunernes regnskaber og budgetter",
    "Én række er én celle i en kommunes regnskab eller budget: en kommune, et år, en konto og udgifter eller indtægter.",
    (
        Column("municipality", "integer", "Kommunekode", "Tre cifre.", required=True, example="151"),
        Column("year", "integer", "År", "Regnskabs- eller budgetåret.", required=True, example="2023"),
        Column("kind", "choice", "Regnskab eller budget", "Om pengene er brugt eller budgetteret.", required=True,
               choices=ACCOUNT_KINDS, example="Regnskab"),
        Column("function", "text", "Funktion", "Fem cifre uden punktummer.", required=True, example="52821"),
        Column("dranst", "integer", "Dranst", "1 drift, 2 statsrefusion, 3 anlæg, 4 renter, 5 finansforskydninger, "
               "6 afdrag, 7 finansiering.", required=True, example="1"),
        Column("grouping", "text", "Gruppering", "Tre cifre; tom, når tabellen ikke har grupperinger.", example="003"),
        Column("ownership", "integer", "Ejerforhold", "0 ikke angivet, 1 egne, 2 selvejende/private, 3 andre offentlige, "
               "4 private leverandører; tom = alle tilsammen.", example="1"),
        Column("art", "choice", "Art", "Udgifter, indtægter eller netto, som i Statistikbanken; udgifter og indtægter er "
               "begge positive, og netto er udgifter minus indtægter.", required=True, choices=ARTS, example="Udgifter"),
        Column("amount", "oere", "Beløb", "Løbende priser; Statistikbankens 1.000 kr. er ganget op.", unit="kr.",
               required=True, example="12.345.000,00"),
        Column("source_table", "text", "Kildetabel", "Tabellen i Statistikbanken eller filens navn.", example="REGKC"),
    ),
    key=("source_table", "kind", "municipality", "year", "function", "dranst", "grouping", "ownership", "art"),
)  # fmt: skip

PUBLIC_FIGURES = Table(
    "public_figures",
    "Offentlige tal og nøgletal",
    "Én række er ét offentliggjort eller indtastet tal for én kommune på én dag eller for ét år.",
    (
        Column("figure", "text", "Tal", "Tallets nøgle: tabel og værdier, nøgletal eller baggrundstal.", required=True,
               example="background/udgiftsbehov", synonyms=("nøgletal", "figur", "variabel")),
        Column("label", "text", "Betegnelse", "Hvad tallet er, i ord.", example="Udgiftsbehov pr. 0-22-årig",
               synonyms=("navn", "titel")),
        Column("municipality", "integer", "Kommunekode", "Tre cifre; 0 er hele landet.", required=True, example="151",
               synonyms=("kommune", "kommunenavn", "område", "kommunenr")),
        Column("day", "date", "Dato", "Dagen, tallet gælder; et årstal skrives som 31.12.", required=True,
               example="31.12.2024", synonyms=("år", "tid", "opgjort", "måletidspunkt", "pr.")),
        Column("value", "hundredths", "Værdi", "Tallet selv med op til to decimaler; tomt eller .. er ukendt, aldrig 0.",
               unit="i tallets enhed", example="15.230", synonyms=("tallet", "indhold", "resultat")),
        Column("numerator", "integer", "Tæller", "Tallet over brøkstregen, når det kendes.", example="64"),
        Column("denominator", "integer", "Nævner", "Tallet under brøkstregen, når det kendes.", example="10614"),
        Column("unit", "text", "Enhed", "Hvad der tælles i: antal, kr., pct. eller pr. 1.000.", example="kr.", synonyms=("måleenhed",)),
        Column("counted_by", "choice", "Optalt af", "Hvem der har talt; tom = indtastet.", choices=COUNTED_BY,
               example="Indtastet", synonyms=("opgjort af", "datakvalitet")),
        Column("source", "text", "Kilde", "Hvor tallet er fra.", example="VIVE 2018, tabel 1.1", synonyms=("kildeangivelse",)),
    ),
    key=("figure", "municipality", "day_day", "source"),
)  # fmt: skip
