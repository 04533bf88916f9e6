"""Every field of a table's description in Danish, and an example: the template and the user guide are drawn from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trinvis.calculations.capacity.table_checker import description as said

SHARED = {
    "by": "`rows`, når det er sagt om rækker, `columns` om kolonner. Ellers siger navnene det.",
    "only": 'Gælder kun her: navne på de linjer, der går på tværs, fx `["2007"]`.',
    "but": "Gælder ikke her.",
}
"""Fields that most statements have."""


@dataclass(frozen=True)
class Statement:
    """One kind of statement: the field of the description that holds it, what it is called, what it says, and its own fields."""

    field: str
    kind: type
    label: str
    meaning: str
    example: str
    fields: Mapping[str, str]


TABLE: Mapping[str, str] = {
    "number": "Tabellens nummer i sit dokument. Andre tabeller kalder den det.",
    "title": "Tabellens overskrift, som den står. Ellers ordene over overskrifterne i filen.",
    "unit": "Enheden, fx `årsværk` eller `mia. kr.`",
    "period": "Perioden, fx `2007-2011`.",
    "note": "Noter under tabellen.",
    "labels": "Hvor mange kolonner med ord der er før tallene. Ellers 1.",
    "decimal": "Decimaltegnet i tabellen: `comma` (1.234,5) eller `point` (1,234.5). Ellers siger tallene det.",
    "document": "Dokumentet, tabellen står i.",
    "lines": "Hvor den står i dokumentet: første og sidste linje.",
    "infer": "`false`: læs intet af tabellens egne ord.",
    "without": "Slags udsagn, der ikke må læses af ordene, fx `[sums]`.",
}
"""Field → what it says of the table as a whole."""

STATEMENTS: tuple[Statement, ...] = (
    Statement("sums", said.Sum, "Summer", "En linje er summen af andre.", "{total: I alt}", {
        "total": "Linjen, der er summen.",
        "parts": "Det, der er lagt sammen. Ellers linjerne før, tilbage til den forrige sum.",
        "at_most": "`true`: delene er kun noget af summen og må ikke blive mere end den.",
    }),
    Statement("growth", said.Growth, "Udvikling", "En linje er ændringen fra én linje til en anden.", '{line: Udvikling, start: "2007", end: "2011"}', {
        "line": "Linjen med ændringen.",
        "start": "Det, der regnes fra.",
        "end": "Det, der regnes til.",
        "points": "`true`: forskellen mellem to andele i procentpoint. `false`: procent af start. Ellers siger cellernes enhed det.",
    }),
    Statement("means", said.Mean, "Hele landet", "En linje er det vægtede gennemsnit af regionerne.", "{line: Hele landet}", {
        "line": "Linjen for hele landet.",
        "parts": "Regionerne. Ellers linjer, der hedder som en region.",
        "weights": "Et tal for hver region (folketal eller procent), eller navnet på linjen med dem. Uden vægte skal landet ligge mellem den mindste og den største region.",
        "within": "Hvor mange procentpoint hver vægt kan være forkert.",
    }),
    Statement("intervals", said.Interval, "Intervaller", "En linje har intervaller omkring en anden.", "{line: Konfidensinterval, around: Andel}", {
        "line": "Linjen med intervaller skrevet `22-54 %`.",
        "around": "Linjen, de ligger om. Ellers tallet i samme celle.",
        "low": "Linjen med den nedre grænse, når grænserne står hver for sig.",
        "high": "Linjen med den øvre grænse.",
        "form": "`t` ligger lige langt til begge sider, `range` er mindste og største, `other` har blot gennemsnittet inden i sig.",
        "n": "Antal svar: ét tal, eller et for hver linje på tværs.",
        "sd": "Linjen med standardafvigelser.",
        "level": "Sikkerheden i procent. Ellers 95.",
        "share": "`true`: det målte ligger fra 0 til 100 %.",
        "among": "Nummeret på tabellen, hvis svar disse er nogle af.",
    }),
    Statement("shares", said.Share, "Andele", "En linje er procent af en helhed.", "{line: Fordeling, of: Antal, total: I alt}", {
        "line": "Linjen med procenter.",
        "of": "Linjen med antallene, de er procent af.",
        "total": "Linjen på tværs, der er helheden.",
        "adds": "`false`: de lægges ikke sammen til 100.",
        "exceeds": "`true`: mere end 100 % kan forekomme.",
    }),
    Statement("rates", said.Rate, "Antal pr. indbygger", "En linje er et antal pr. 1.000 indbyggere.", "{line: Pr. 1.000, count: Antal, population: Børn}", {
        "line": "Linjen pr. indbygger.",
        "count": "Linjen med antallet.",
        "population": "Linjen med folketallet, eller et tal.",
        "per": "Pr. hvor mange. Ellers 1000.",
    }),
    Statement("at_most", said.AtMost, "Dele af en helhed", "En linje kan ikke være mere end en anden.", "{line: Nye anbringelser, of: Anbragte, flow: true}", {
        "line": "Linjen, der er en del.",
        "of": "Linjen, den er en del af.",
        "flow": "`true`: det, der kommer i et år, mod det, der er.",
    }),
    Statement("indexes", said.Index, "Indeks", "En linje er indekstal.", "{line: Indeks, base: Hele landet, of: Pr. 1.000}", {
        "line": "Linjen med indekstal.",
        "base": "Linjen på tværs, der er 100.",
        "of": "Linjen med tallene bag.",
        "level": "Hvad grundlaget er sat til. Ellers 100.",
    }),
    Statement("quartiles", said.Quartiles, "Kvartiler", "Linjer med mindste, kvartiler, største og gennemsnit af de samme enheder.", "{low: Mindste, q1: 1. kvartil, median: Median, q3: 3. kvartil, high: Største, mean: Gennemsnit}", {
        "low": "Den mindste.",
        "q1": "Første kvartil.",
        "median": "Medianen.",
        "q3": "Tredje kvartil.",
        "high": "Den største.",
        "mean": "Gennemsnittet.",
        "n": "Antal enheder: et tal eller en linje.",
        "weighted": "`true`: gennemsnittet er vægtet.",
    }),
    Statement("unions", said.Union, "Foreningsmængder", "En linje er dem, der er i mindst én af flere grupper.", "{line: Mindst én årsag, of: [Psykisk, Socialt], overlap: Begge}", {
        "line": "Linjen for mindst én.",
        "of": "Grupperne.",
        "overlap": "Linjen for dem, der er i flere.",
    }),
    Statement("overlapping", said.Overlapping, "Overlap", "Grupper, der kan tælle de samme og ikke må lægges sammen.", "{lines: [Dagpladser, Døgnpladser], total: I alt}", {
        "lines": "Grupperne.",
        "total": "Linjen, der kunne være lagt sammen af dem.",
    }),
    Statement("same", said.Same, "De samme tal i en anden tabel", "En linje har de samme tal som en linje i en anden tabel (`--beside`).", '{line: I alt, table: "4-10", there: Anbragte}', {
        "line": "Linjen her.",
        "table": "Den anden tabels nummer.",
        "there": "Linjen der.",
        "alike": "`true`: kun rækkefølgen skal være den samme.",
    }),
    Statement("claims", said.Claim, "Tal i teksten", "En sætning siger et tal, der skal følge af celler.", '{text: teksten siger, says: 12 %, formula: (b / a - 1) * 100, where: {a: "I alt | 2007", b: "I alt | 2011"}}', {
        "text": "Sætningen, eller hvad den handler om.",
        "says": "Tallet, som det står.",
        "formula": "Regnestykket af navnene i `where`.",
        "where": "Navn og celle (`række | kolonne`, med `tabel | ` foran for en anden tabel), eller navn og tal.",
        "about": "`true`: der står »omkring«, så tallet er rundet til sit sidste ciffer, der ikke er 0.",
        "kind": "Hvilken slags fejl det ville være. Ellers `claim`.",
        "line": "Linjen, der siger det.",
        "cell": "Cellen, der siger det, når det er en celle i tabellen.",
        "instead": "Et andet regnestykke, som kunne give tallet.",
        "reading": "Hvad tallet så ville være.",
    }),
)  # fmt: skip
"""Every kind of statement in the order of the guide."""
