"""``offers``, ``framework_places``, ``places`` and ``staff``: what there is room and hands for, and what it costs."""

from __future__ import annotations

from trinvis.tables.choices import UNITS
from trinvis.tables.schema import Column, Table

REGIONS = (
    ("1084", "Region Hovedstaden"),
    ("1085", "Region Sjælland"),
    ("1083", "Region Syddanmark"),
    ("1082", "Region Midtjylland"),
    ("1081", "Region Nordjylland"),
)
"""Regions are told by code, never by their place in a row: seed 002's tables 4-14 and 4-18 have their columns mixed up."""

OWNERS = (("municipality", "Kommune"), ("region", "Region"), ("private", "Privat"))
"""Who runs an offer, or whose payroll staff stand on."""

STATES = (
    ("value", "Oplyst"),
    ("estimate", "Skøn"),
    ("not_applicable", "Ikke relevant"),
    ("no_answer", "Ikke besvaret"),
)
"""How an answer was given; a number stands just with the first two, and 0 is a number (seed 002 lines 1114-1159)."""

MUNICIPALITY = Column(
    "municipality", "integer", "Kommune", "Kommunens kode eller navn.", required=True, example="151",
    synonyms=("kommunekode", "kommunenavn", "kommunenr", "område"),
)  # fmt: skip
YEAR = Column(
    "year", "integer", "År", "Året, tallet gælder.", required=True, example="2025", synonyms=("årstal", "regnskabsår")
)
SOURCE = Column(
    "source", "text", "Kilde", "Hvor tallet er fra.", example="Egen opgørelse", synonyms=("kildeangivelse",)
)
CONCEPT = Column(
    "concept", "text", "Opgørelse", "Hvad der er talt med, og hvordan; vækst beregnes kun mellem år med samme opgørelse.",
    example="2014-", synonyms=("koncept", "opgørelsesmetode", "definition", "version"),
)  # fmt: skip

OFFERS = Table(
    "offers",
    "Tilbud, pladser og takster",
    "Én række er én ydelse i ét tilbud på Tilbudsportalen på én dag, som regel 1. oktober. Et tilbud med flere ydelser eller "
    "paragraffer tælles én gang; grupper, der overlapper, lægges ikke sammen.",
    (
        Column("day", "date", "Dato", "Dagen, tilbuddene er trukket; et årstal er 1. oktober det år.", required=True,
               example="01.10.2025", synonyms=("år", "opgjort", "pr.", "udtræksdato")),
        Column("offer", "text", "Tilbud", "Tilbuddets navn eller nummer på Tilbudsportalen.", required=True,
               example="Fiktivgården", synonyms=("tilbudsnavn", "tilbuds-id", "tilbudsid", "tilbudsnummer")),
        Column("service", "text", "Ydelse", "Ydelsen eller afdelingen, når tilbuddet har flere.", example="Døgnophold",
               synonyms=("ydelsesnavn", "afdeling", "tilbudstype")),
        Column("owner", "choice", "Ejer", "Hvem der driver tilbuddet.", required=True, choices=OWNERS, example="Kommune",
               synonyms=("ejerforhold", "driftsherre", "leverandørtype")),
        Column("municipality", "integer", "Kommune", "Kommunen, tilbuddet ligger i.", required=True, example="151",
               synonyms=("beliggenhedskommune", "kommunekode", "kommunenavn", "beliggenhed")),
        Column("paragraphs", "text", "Paragraffer", "Ydelsens paragraffer, adskilt af semikolon; uden lov foran er det "
               "serviceloven.", required=True, example="§ 66, stk. 1, nr. 6; § 107",
               synonyms=("paragraf", "lovhjemmel", "juridisk grundlag", "§")),
        Column("target_groups", "text", "Målgrupper", "Målgrupperne, adskilt af semikolon.", example="Sindslidelse; ADHD",
               synonyms=("målgruppe",)),
        Column("places", "hundredths", "Pladser", "Ydelsens pladser.", unit="pladser", example="12",
               synonyms=("antal pladser", "ydelsens pladser")),
        Column("offer_places", "hundredths", "Pladser i tilbuddet", "Hele tilbuddets pladser, når ydelser deler dem.",
               unit="pladser", example="18", synonyms=("pladser i alt", "godkendte pladser", "samlet antal pladser")),
        Column("rate_oere", "oere", "Takst", "Ydelsens takst pr. enhed.", unit="kr.", example="2.850,00",
               synonyms=("døgntakst", "takst pr. døgn", "pris")),
        Column("unit", "choice", "Enhed", "Hvad taksten gælder for; tom = døgn.", choices=UNITS, example="Døgn",
               synonyms=("takstenhed",)),
        Column("assumed_occupancy", "hundredths", "Forudsat belægning", "Belægningen, som taksten er regnet med.", unit="%",
               example="95", synonyms=("forudsat belægningsprocent", "belægningsprocent")),
    ),
    key=("day_day", "offer", "service", "paragraphs"),
)  # fmt: skip

FRAMEWORK_PLACES = Table(
    "framework_places",
    "Pladser i rammeaftaler",
    "Én række er antallet af pladser, som én rammeaftale koordinerer et år for en gruppe af paragraffer.",
    (
        Column("region", "choice", "Region", "Rammeaftalens region.", required=True, choices=REGIONS,
               example="Region Nordjylland", synonyms=("rammeaftale", "område")),
        YEAR,
        Column("paragraphs", "text", "Paragraffer", "Paragrafferne, adskilt af semikolon.", required=True, example="§ 107; § 108",
               synonyms=("paragraf", "tilbudstype", "§")),
        Column("target_group", "text", "Målgruppe", "Hvem pladserne er til; tom = alle.", example="Sindslidende"),
        Column("places", "hundredths", "Pladser", "Kommunale og regionale pladser; tomt eller - er ikke opgjort, aldrig 0, og følger "
               "af de to, når begge er oplyst.", unit="pladser", example="373",
               synonyms=("antal pladser", "antal", "pladser i alt")),
        Column("municipal_places", "hundredths", "Kommunale pladser", "Heraf kommunale; tomt eller - er ikke opgjort, aldrig 0.",
               unit="pladser", example="248", synonyms=("heraf kommunale", "kommunale")),
        Column("regional_places", "hundredths", "Regionale pladser", "Heraf regionale; tomt eller - er ikke opgjort, aldrig 0.",
               unit="pladser", example="125", synonyms=("heraf regionale", "regionale")),
        CONCEPT,
        SOURCE,
    ),
    key=("region", "year", "paragraphs", "target_group"),
)  # fmt: skip

PLACES = Table(
    "places",
    "Egne pladser og belægning",
    "Én række er ét hus (eller en kommunes huse af én slags under ét) i én periode: pladser, belagte døgn, udgifter.",
    (
        MUNICIPALITY,
        Column("provider_no", "identifier", "Hus", "Huset, som det hedder i indsatserne; tom = kommunens huse under ét.",
               number="provider", example="Fiktivgården", synonyms=("leverandør", "institution", "tilbud", "udfører", "bosted")),
        Column("offer", "text", "Tilbudstype", "Hvad det er for pladser.", required=True, example="Døgninstitution",
               synonyms=("type", "pladstype", "paragraf")),
        Column("start", "date", "Fra", "Periodens første dag; et årstal er hele året.", required=True, example="01.01.2026",
               synonyms=("år", "periode", "fra dato", "startdato")),
        Column("stop", "date", "Til", "Periodens sidste dag; tom = indtil videre.", example="31.12.2026",
               synonyms=("til dato", "slutdato", "stopdato")),
        Column("places", "hundredths", "Pladser", "Normerede pladser.", unit="pladser", example="12",
               synonyms=("normerede pladser", "antal pladser")),
        Column("occupied_days", "integer", "Belagte døgn", "Døgn, hvor en plads var i brug.", unit="døgn", example="4.161",
               synonyms=("belagte døgn i alt", "brugte døgn")),
        Column("sold_days", "integer", "Heraf solgte døgn", "Belagte døgn, som andre kommuner betaler for.", unit="døgn",
               example="730", synonyms=("solgte døgn",)),
        Column("occupancy", "hundredths", "Belægning", "Belagte døgn af normerede døgn; kan være over 100.", unit="%",
               example="95", synonyms=("belægningsprocent", "belægningsgrad")),
        Column("waiting", "integer", "Venter", "Personer, der venter på en plads den sidste dag.", unit="personer", example="2",
               synonyms=("venteliste", "på venteliste")),
        Column("fixed_oere", "oere", "Faste udgifter pr. år", "Det, huset koster, også når det står tomt.", unit="kr.",
               example="9.600.000,00", synonyms=("faste udgifter", "faste omkostninger")),
        Column("variable_oere", "oere", "Udgift pr. ekstra døgn", "Det, ét belagt døgn mere koster.", unit="kr.",
               example="350,00", synonyms=("variable udgifter", "marginal døgnpris")),
        Column("rate_oere", "oere", "Takst pr. døgn", "Det, andre kommuner betaler for et døgn.", unit="kr.",
               example="2.850,00", synonyms=("takst", "døgntakst")),
    ),
    key=("municipality", "provider_no", "offer", "start_day"),
)  # fmt: skip

STAFF = Table(
    "staff",
    "Personale",
    "Én række er årsværk i én kommune, et år, på én konto og i én personalegruppe, som i lønstatistikken (FLD).",
    (
        MUNICIPALITY,
        YEAR,
        Column("function", "text", "Konto", "Funktionen, fem cifre; PPR er 3.22.04.", required=True, example="5.28.23",
               synonyms=("funktion", "hovedkonto", "kontoområde")),
        Column("category", "text", "Personalegruppe", "Stillingen eller gruppen.", required=True, example="Pædagoger",
               synonyms=("personalekategori", "stilling", "stillingsgruppe", "kategori")),
        Column("fte", "hundredths", "Årsværk", "Fuldtidsbeskæftigede.", unit="årsværk", required=True, example="14,50",
               synonyms=("fuldtidsbeskæftigede", "antal årsværk", "fuldtidsansatte")),
        Column("employer", "choice", "Ansat i", "Hvis lønliste de står på; tom = kommunen, som i FLD.", choices=OWNERS,
               example="Kommune", synonyms=("arbejdsgiver",)),
        SOURCE,
    ),
    key=("municipality", "year", "function", "category", "employer"),
)  # fmt: skip
