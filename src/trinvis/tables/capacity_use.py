"""``activity``, ``placement_causes``, ``psychiatry``, ``waiting`` and ``programmes``: what the capacity is used for."""

from __future__ import annotations

from trinvis.tables.capacity import CONCEPT, MUNICIPALITY, REGIONS, SOURCE, STATES, YEAR
from trinvis.tables.choices import PLACEMENT_TYPES
from trinvis.tables.schema import Column, Table

COUNTED_BY_MUNICIPALITY = (("acting", "Handlekommune"), ("paying", "Myndighedskommune"))
"""Which municipality an activity is counted in: where the offer lies, or whose case it is (seed 002 lines 3476-3480, 9402)."""

COUNTED = (
    ("persons", "Personer"),
    ("courses", "Forløb"),
    ("started", "Nye forløb"),
    ("decisions", "Afgørelser"),
    ("enquiries", "Henvendelser"),
)
"""What one of an activity's number is."""

CONTACTS = (
    ("discharge", "Udskrivninger"),
    ("outpatient", "Ambulante besøg"),
    ("specialist", "Speciallægeydelser"),
    ("finished", "Færdigbehandledes sengedage"),
    ("referral", "Henvisninger"),
    ("patients", "Patienter i psykiatrien"),
    ("beds", "Disponible senge"),
)
"""What is counted of the regional psychiatry; co-financing is of the first three, finished-treated patients beside it."""

PROGRAMME_USES = (("own", "Egen drift"), ("refers", "Henviser ud"), ("none", "Bruges ikke"))

_FROM_AGE = Column("age_from", "integer", "Fra alder", "Første alder, der er talt med.", unit="år", example="0",
                   synonyms=("alder fra",))  # fmt: skip
_TO_AGE = Column("age_to", "integer", "Til alder", "Sidste alder, der er talt med.", unit="år", example="17",
                 synonyms=("alder til",))  # fmt: skip

ACTIVITY = Table(
    "activity",
    "Aktivitet",
    "Én række er et antal personer eller forløb i én kommune et år, efter handlekommune eller efter myndighedskommune.",
    (
        MUNICIPALITY,
        Column("counted_by", "choice", "Opgjort efter", "Om kommunen er den, tilbuddet ligger i, eller den, der har sagen.",
               required=True, choices=COUNTED_BY_MUNICIPALITY, example="Myndighedskommune", synonyms=("kommunebegreb",)),
        YEAR,
        Column("measure", "text", "Indsats", "Indsatsen eller paragraffen.", required=True, example="§ 85",
               synonyms=("foranstaltning", "paragraf", "tilbudstype", "ydelse")),
        Column("target_group", "text", "Målgruppe", "Hvem der er talt; tom = alle.", example="Sindslidende"),
        _FROM_AGE,
        _TO_AGE,
        Column("counted", "choice", "Talt i", "Hvad ét af antallet er; tom = personer.", choices=COUNTED, example="Personer",
               synonyms=("enhed", "måleenhed")),
        Column("number", "integer", "Antal", "Antallet; tomt eller .. er ikke opgjort, aldrig 0.", unit="personer eller forløb",
               example="212", synonyms=("aktivitet", "indhold", "antal personer", "antal forløb")),
        CONCEPT,
        SOURCE,
    ),
    key=("municipality", "counted_by", "year", "measure", "target_group", "age_from", "age_to", "counted"),
)  # fmt: skip

PLACEMENT_CAUSES = Table(
    "placement_causes",
    "Anbringelsesårsager",
    "Én række er én årsag til én anbringelse. En anbringelse har ofte flere årsager: foreningen af dem tælles, aldrig summen.",
    (
        Column("placement", "identifier", "Anbringelse", "Anbringelsens eller afgørelsens nummer; gemmes som en nøgle.",
               required=True, number="key", example="A-1001", synonyms=("anbringelsesid", "afgørelse", "afgørelsesnummer", "sag")),
        YEAR,
        Column("acting_municipality", "integer", "Handlekommune", "Kommunen, der handler.", example="151",
               synonyms=("opholdskommune",)),
        Column("paying_municipality", "integer", "Myndighedskommune", "Kommunen, der har sagen.", example="151",
               synonyms=("betalingskommune", "kommune")),
        Column("placement_type", "choice", "Anbringelsessted", "Hvor barnet er anbragt.", choices=PLACEMENT_TYPES,
               example="Døgninstitution", synonyms=("anbringelsestype", "sted")),
        Column("started", "flag", "Nyanbringelse", "Om anbringelsen begyndte i året.", example="Ja", synonyms=("ny",)),
        Column("cause", "text", "Årsag", "Årsagen; flere i samme felt adskilles af semikolon.", required=True,
               example="Udadreagerende adfærd", synonyms=("anbringelsesårsag", "årsager")),
    ),
    key=("placement", "cause"),
)  # fmt: skip

PSYCHIATRY = Table(
    "psychiatry",
    "Regional psykiatri",
    "Én række er et antal kontakter, sengedage eller henvisninger i én kommune eller region et år, med den kommunale udgift.",
    (
        Column("municipality", "integer", "Kommune", "Kommunen; tom, når rækken er for en region.", example="151",
               synonyms=("kommunekode", "kommunenavn")),
        Column("region", "choice", "Region", "Regionen; tom, når rækken er for en kommune.", choices=REGIONS,
               synonyms=("område",)),
        YEAR,
        _FROM_AGE,
        _TO_AGE,
        Column("kind", "choice", "Kontakt", "Hvad der er talt.", required=True, choices=CONTACTS, example="Udskrivninger",
               synonyms=("type", "kontakttype", "ydelse")),
        Column("referrer", "text", "Henviser", "Hvem der henviste; tom = alle.", example="Almen praksis",
               synonyms=("henvist fra",)),
        Column("number", "integer", "Antal", "Antallet; af færdigbehandlede sengedage, af henvisninger de modtagne.",
               unit="kontakter eller dage", example="45", synonyms=("aktivitet", "sengedage", "modtaget")),
        Column("patients", "integer", "Patienter", "Patienterne bag sengedagene.", unit="patienter", example="3",
               synonyms=("udskrevne patienter",)),
        Column("rejected", "integer", "Afvist eller annulleret", "Henvisninger, der ikke førte til behandling.",
               unit="henvisninger", synonyms=("afviste", "afvist")),
        Column("amount_oere", "oere", "Kommunal udgift", "Medfinansiering eller betaling for sengedagene.", unit="kr.",
               example="84.000,00", synonyms=("medfinansiering", "beløb", "udgift")),
        CONCEPT,
        SOURCE,
    ),
    key=("municipality", "region", "year", "age_from", "age_to", "kind", "referrer"),
)  # fmt: skip

WAITING = Table(
    "waiting",
    "Ventetider",
    "Én række er ét trin i ét forløb: hvor længe der ventes, hvor længe der arbejdes, og hvem der har ansvaret.",
    (
        MUNICIPALITY,
        Column("unit_no", "integer", "Enhed nr.", "Enhedens nummer, når kommunen har flere; tom = kommunen.", example="1",
               synonyms=("enhed", "ppr-enhed")),
        YEAR,
        Column("course", "text", "Forløb", "Hvilket forløb trinnet hører til.", required=True, example="PPR til støtte",
               synonyms=("tilbud", "forløbstype", "paragraf")),
        Column("step_no", "integer", "Trin nr.", "Trinnets plads i forløbet.", required=True, example="1", synonyms=("nr.",)),
        Column("step", "text", "Trin", "Fra hvad til hvad.", required=True, example="Henvendelse til indstilling",
               synonyms=("fase", "aktivitet")),
        Column("actor", "text", "Aktør", "Hvem der har ansvaret for trinnet.", example="Skole", synonyms=("ansvarlig",)),
        Column("waits_for", "text", "Venter på", "Hvem eller hvad der ventes på i trinnet; tom = ingen bestemt.", example="PPR",
               synonyms=("ventes på", "der ventes på", "afventer")),
        Column("contact", "text", "Kontakt med borgeren", "Hvad samtalen eller udredningen drejer sig om, med samme ord hver gang; "
               "tom = borgeren er ikke med.", example="Udredning", synonyms=("kontakt", "borgerkontakt", "samtale om")),
        Column("days", "hundredths", "Ventetid", "Gennemsnitligt antal dage, der ventes.", unit="dage", example="49",
               synonyms=("dage", "ventedage", "ventetid i dage")),
        Column("hours", "hundredths", "Arbejdstid", "Timer, der arbejdes i trinnet.", unit="timer", example="3",
               synonyms=("timer", "arbejdstimer")),
        Column("courses", "integer", "Antal forløb", "Forløbene bag gennemsnittet.", unit="forløb", example="40"),
        Column("shift", "flag", "Ansvaret skifter", "Om ansvaret går til en anden ved trinnets slutning.", example="Ja"),
        Column("state", "choice", "Svarets art", "Oplyst eller skøn; ikke relevant og ikke besvaret har ingen ventetid.",
               choices=STATES, example="Oplyst", synonyms=("svar", "skøn")),
    ),
    key=("municipality", "unit_no", "year", "course", "step_no"),
)  # fmt: skip

PROGRAMMES = Table(
    "programmes",
    "Programmer i brug",
    "Én række er, om én kommune bruger ét evidensbaseret program på en dag.",
    (
        MUNICIPALITY,
        Column("programme", "text", "Program", "Programmets navn.", required=True, example="De Utrolige År",
               synonyms=("metode", "indsats")),
        Column("day", "date", "Dato", "Dagen, det er opgjort; et årstal er 31. december det år.", required=True,
               example="01.05.2026", synonyms=("år", "opgjort")),
        Column("use", "choice", "Brug", "Om kommunen selv driver det, henviser ud eller ikke bruger det.", required=True,
               choices=PROGRAMME_USES, example="Egen drift", synonyms=("anvendelse", "status")),
        SOURCE,
    ),
    key=("municipality", "programme", "day_day"),
)  # fmt: skip
