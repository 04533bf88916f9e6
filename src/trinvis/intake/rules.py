"""The rules that reading itself applies, before the checks: code, severity, Danish message and remedy.

A message names the field and never the value: values may be personal.
"""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.intake.result import Severity


@dataclass(frozen=True)
class Rule:
    """What a finding says. ``message`` may hold ``{field}``, the Danish label of the field."""

    code: str
    severity: Severity
    message: str
    remedy: str
    per_file: bool = False


UNREADABLE = Rule(
    "T001",
    "reject",
    "{field} kan ikke læses.",
    "Ret værdien i kilden, så den har samme form som resten af kolonnen, og indlæs igen.",
)
UNREADABLE_LENIENT = Rule(
    "T002",
    "warn",
    "{field} kan ikke læses og er udeladt.",
    "Ret værdien i kilden; rækken er indlæst uden den.",
)
MISSING = Rule("T003", "reject", "{field} mangler.", "Udfyld feltet i kilden, og indlæs igen.")
UNKNOWN_CHOICE = Rule(
    "T004",
    "reject",
    "{field} har en tekst, som ikke kendes.",
    "Sig, hvad teksten betyder (--value KOLONNE:TEKST=KODE; det huskes), eller ret den i kilden.",
)
UNKNOWN_TYPE = Rule(
    "T005",
    "warn",
    "{field} har en tekst, som ikke kendes; indsatsen er indlæst som 'Andet'.",
    "Sig, hvad teksten betyder (--value KOLONNE:TEKST=KODE; det huskes), og indlæs igen.",
)
TOO_WIDE = Rule(
    "T006",
    "reject",
    "Rækken har flere felter end overskriften.",
    "Sæt anførselstegn om felter, der indeholder skilletegnet, og indlæs igen.",
)
TOO_LARGE = Rule(
    "T007",
    "reject",
    "{field} er større, end der kan regnes med.",
    "Kontrollér enhed og decimaltegn i kilden, og indlæs igen.",
)
ACCOUNT_UNREADABLE = Rule(
    "T008",
    "reject",
    "{field} er ikke en kontostreng i nogen kendt form.",
    "Brug 9, 10 eller 16 cifre, punkteret form eller en Prisme-streng.",
)
NOT_CPR = Rule(
    "T009",
    "warn",
    "{field} er ikke et cpr-nummer; rækken er indlæst på betegnelsen, som den står.",
    "Brug cpr-nummeret, hvis det kendes, så barnet genkendes i andre kilder.",
)
CPR_HINT = Rule(
    "T010",
    "warn",
    "{field} går ikke op i modulus 11, som numre fra før oktober 2007 plejer.",
    "Kontrollér nummeret; rækken er indlæst.",
)
PERSON_IN_TEXT = Rule(
    "T011",
    "warn",
    "{field} indeholder et personnummer; teksten er flyttet til de krypterede tekster.",
    "Fjern personnummeret i kilden.",
)
SCHEMA = Rule(
    "T012",
    "reject",
    "{field} opfylder ikke tabellens krav.",
    "Ret værdien i kilden efter formatbeskrivelsen, og indlæs igen.",
)
UNKNOWN_COLUMN = Rule(
    "T013",
    "warn",
    "Filen har kolonner, som ikke kendes; de er gemt som krypterede tekster og indgår ikke i beregninger.",
    "Sig med --header OVERSKRIFT=KOLONNE, hvis en af dem er en af vores.",
    per_file=True,
)
UNIT_SLIP = Rule(
    "T014",
    "warn",
    "Summen af {field} er omkring tusind gange større eller mindre end i den forrige levering.",
    "Kontrollér, om filen er i kroner eller i tusinde kroner, og om decimaltegnet er læst rigtigt.",
    per_file=True,
)
MONTHS_AS_PRICE = Rule(
    "T015",
    "warn",
    "{field} mangler; månedernes beløb i kilden er brugt som pris.",
    "Skriv taksten i kilden, hvis den kendes.",
)
MONTHS_DIFFER = Rule(
    "T016",
    "warn",
    "Månedernes beløb svarer ikke til takst og periode; taksten er brugt.",
    "Ret takst, datoer eller måneder i kilden, så de siger det samme.",
)
YEAR_DIFFERS = Rule(
    "T017",
    "warn",
    "Rækkens årsbeløb er ikke summen af dens måneder.",
    "Ret måned eller årsbeløb i kilden.",
)
PAYMENTS_STOP = Rule(
    "T018",
    "warn",
    "Betalingerne hører op, før indsatsen slutter; indsatsen er stoppet ved den sidste betaling.",
    "Kontrollér, om en ny eller ændret indsats har afløst den.",
)
NOT_A_MUNICIPALITY = Rule(
    "T019",
    "warn",
    "{field} er ikke en af de 98 kommuner.",
    "Kontrollér kommunekoden; rækken er indlæst.",
)
PROVISIONAL_START = Rule(
    "T020",
    "warn",
    "{field} mangler; første måned med beløb er brugt.",
    "Skriv startdatoen i kilden.",
)
NO_TYPE = Rule(
    "T021",
    "warn",
    "Indsatstypen fremgår hverken af kolonne, afsnit eller ark; indsatsen er indlæst som 'Andet'.",
    "Tilføj en kolonne 'Indsatstype', eller kald afsnittet efter indsatsen, fx 'Aktuelle anbringelser'.",
)
CASE_AS_CHILD = Rule(
    "T022",
    "warn",
    "Filen har intet cpr-nummer; sagens nummer står for barnet.",
    "Hent udtrækket med cpr-nummer, hvis barnet skal genkendes i andre kilder.",
    per_file=True,
)

IN_THOUSANDS = Rule(
    "T023",
    "warn",
    "Filen siger, at beløbene er i tusinde eller millioner kr.; de er ganget op til kr.",
    "Kontrollér summen; er beløbene i kr., så ret overskriften i kilden.",
    per_file=True,
)
PLAN_DISAGREES = Rule(
    "T024",
    "reject",
    "Planens betalinger har ikke alle samme start- og slutdato for indsatsen; ingen af dem kan bruges alene.",
    "Hent rapporten igen, eller ret datoerne i kilden, så de er ens på alle planens betalinger.",
)

UNKNOWN_NUMBER = Rule(
    "T025",
    "reject",
    "{field} er ikke offentliggjort (..); cellen er ukendt og ikke 0.",
    "Intet at gøre: Danmarks Statistik har ikke offentliggjort tallet.",
)
UNKNOWN_VALUE = Rule(
    "T026",
    "reject",
    "{field} er en tekst, som der ikke kendes en kode til.",
    "Hent tabellen igen med koder (Kode eller Kode og tekst i Statistikbanken).",
)
UNKNOWN_MUNICIPALITY = Rule(
    "T027",
    "reject",
    "{field} er 998, Danmarks Statistiks kode for ukendt kommune.",
    "Intet at gøre: tallet hører ikke til nogen af de 98 kommuner; hele landet har det med.",
)
OUTSIDE_ACCOUNTS = Rule(
    "T028",
    "reject",
    "{field} er en statuskonto og hverken drift, anlæg eller finansiering.",
    "Hent kun dranst 1 til 7.",
)
NET_DIFFERS = Rule(
    "T029",
    "warn",
    "Netto er ikke udgifter minus indtægter i samme celle; udgifter og indtægter er brugt.",
    "Hent tabellen igen; bliver forskellen stående, så spørg Danmarks Statistik.",
)
SUM_DIFFERS = Rule(
    "T030",
    "warn",
    "Hele landet er ikke summen af de 98 kommuner; summen af kommunerne er brugt.",
    "Se efter kommuner eller celler, der mangler, og hent tabellen igen.",
)
NOT_COMPLETE = Rule(
    "T031",
    "warn",
    "Ikke alle 98 kommuner er med ({field}); de, der mangler, er ikke udfyldt.",
    "Intet at gøre, hvis Danmarks Statistik ikke offentliggør dem; ellers hent tabellen igen for alle kommuner.",
    per_file=True,
)
NOT_PUBLISHED = Rule(
    "T032",
    "warn",
    "{field} er ikke offentliggjort (..); de står tomme og regnes ikke som 0.",
    "Intet at gøre: Danmarks Statistik har ikke offentliggjort tallene.",
    per_file=True,
)
STRANGE_SIZE = Rule(
    "T033",
    "warn",
    "Beløbene ligner ikke 1.000 kr.: {field}.",
    "Kontrollér, at tabellen er hentet i løbende priser (1.000 kr.) og ikke pr. indbygger.",
    per_file=True,
)
INCOME_SIGN = Rule(
    "T034",
    "warn",
    "Indtægterne står med minus i filen; de er indlæst med plus, så netto er udgifter minus indtægter.",
    "Intet at gøre; kontrollér summen, hvis filen er rettet i hånden.",
    per_file=True,
)

REPEATED_CELL = Rule(
    "T035",
    "reject",
    "Cellen står allerede i filen; den første er brugt.",
    "Hent tabellen igen; filen er sat sammen af flere udtræk.",
)
TWO_VALUES = Rule(
    "T036",
    "reject",
    "{field} er ikke den samme som i en anden række om samme tal, kommune, dag og kilde; ingen af dem er brugt.",
    "Slet den forkerte række i filen, eller giv dem hver sin kilde, og indlæs igen.",
)

TEXT_FOR_NUMBER = Rule(
    "T037",
    "reject",
    "{field} er en tekst, hvor der skal stå et tal.",
    "Skriv tallet alene, eller vælg Ikke relevant eller Ikke besvaret i Svarets art; forklaringen kan stå i Kommentar.",
)
OTHER_FORM = Rule(
    "T038",
    "reject",
    "{field} har punktum, hvor resten af kolonnen har komma, eller omvendt.",
    "Skriv tallet som de andre i kolonnen, fx 12,5, og indlæs igen.",
)
TWO_FORMS = Rule(
    "T039",
    "reject",
    "{field} kan læses på to måder, fordi kolonnen blander komma og punktum.",
    "Skriv tallet uden tusindskiller og med komma foran decimalerne, fx 1250 eller 1,25.",
)
ESTIMATE_IN_TEXT = Rule(
    "T040",
    "warn",
    "{field} er skrevet som et skøn; tallet er indlæst som skøn.",
    "Intet at gøre; ellers skriv tallet alene, og vælg Oplyst i Svarets art.",
)
ANSWER_AGAINST_KIND = Rule(
    "T041",
    "reject",
    "{field} og svarets art siger hver sit: et tal er aldrig ikke relevant eller ikke besvaret, heller ikke 0.",
    "Slet tallet, hvis spørgsmålet ikke er relevant; vælg Oplyst eller Skøn, hvis tallet gælder.",
)
SKIPS_YEARS = Rule(
    "T042",
    "warn",
    "Filen springer år over; den afløser alle år fra det første til det sidste, også dem uden rækker.",
    "Levér de manglende år i samme fil, eller del filen, så årene følger hinanden.",
    per_file=True,
)
NO_AREA = Rule(
    "T043",
    "reject",
    "Rækken har hverken kommune eller region.",
    "Skriv kommunen eller regionen, og indlæs igen.",
)
PLACEMENT_DISAGREES = Rule(
    "T044",
    "reject",
    "{field} er ikke den samme i alle rækker om anbringelsen; ingen af dem er brugt.",
    "Ret rækkerne, så anbringelsen har ét år og én kommune, eller giv anbringelserne hver sit nummer.",
)
PARAGRAPHS_UNREADABLE = Rule(
    "T045",
    "reject",
    "{field} nævner ingen paragraf.",
    "Skriv paragrafferne med nummer og semikolon imellem, fx § 107; § 108.",
)

RULES: tuple[Rule, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
"""Every rule of reading, by code."""
