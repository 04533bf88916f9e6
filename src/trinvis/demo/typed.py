"""What people in the example municipality typed in: assumed limits, risk cases, pools and explanations."""

from __future__ import annotations

from datetime import date
from random import Random

from trinvis.demo.plan import Typed

CONTROLLER = "Økonomikonsulent (opdigtet)"
LEADER = "Familiechef (opdigtet)"

POOLS = {"plejefamilier": 900_000, "opholdssteder": 1_400_000, "doegninstitutioner": 1_000_000}
"""Area → pool for cases not known yet, kr. on 1 January; it is drawn down as the year goes."""

RISKS = (
    ("opholdssteder", 1_000_000, 40, "Bekymring for sag om ungt barn, tilbud undersøges"),
    ("doegninstitutioner", 1_550_000, 30, "Barn i familiebehandling, undersøgelse i gang"),
    ("plejefamilier", 520_000, 60, "Søskende, plejefamilie søges"),
    ("sikrede_doegninstitutioner", 1_600_000, 20, "Mulig varetægtssurrogat"),
    ("opholdssteder", 950_000, 75, "Ung på vej fra egen bolig"),
)
"""Area, price a year in kr., probability in per cent, note."""


def limits(years: dict[int, tuple[int, int, int]]) -> list[Typed]:
    """The refund limits of years that are not published here, typed in as assumed."""
    out = []
    for year in (2024, 2025, 2026):
        for band, limit in enumerate(years[year], 1):
            values = {
                "name": "refund_limits",
                "key": str(band),
                "value": limit * 100,
                "valid_from": date(year, 1, 1),
                "valid_to": date(year, 12, 31),
                "assumed": True,
                "source": "Antaget af eksemplet: 2022-niveau fremskrevet med 2,8 % om året fra 2024",
            }
            known = date(2023, 10, 31) if year == 2024 else date(year - 1, 12, 15)
            out.append(Typed("parameter", f"refund_limits/{band}", values, known, CONTROLLER))
    return out


def estimates(rng: Random, last_day: date) -> list[Typed]:
    """Pools drawn down every quarter, and risk cases that are put off and halved when they have not come by their day."""
    out = []
    for year in range(2024, last_day.year + 1):
        for quarter, left in enumerate((1.0, 0.7, 0.45, 0.2)):
            known = date(year, 1 + 3 * quarter, 2)
            if known > last_day:
                break
            for area, kroner in POOLS.items():
                values = {
                    "year": year,
                    "area": area,
                    "price_oere": int(round(kroner * left, -4)) * 100,
                    "note": "Erfaringsmæssig tilgang, nedskrives hvert kvartal (opdigtet)",
                }
                out.append(Typed("pool", f"pulje-{year}-{area}", values, known, CONTROLLER))
        for number, (area, kroner, probability, note) in enumerate(RISKS, 1):
            known = date(year, rng.randint(1, 9), rng.randint(3, 27))
            start = date(year, min(known.month + 2, 12), 1)
            later = date(year, min(start.month + 3, 12), 1)
            for day, begins, chance in ((known, start, probability), (start, later, probability // 2)):
                values = {
                    "year": year,
                    "area": area,
                    "number": 100,
                    "price_oere": kroner * 100,
                    "probability": chance * 100,
                    "start": begins,
                    "note": f"{note} (opdigtet)",
                }
                if day <= last_day:
                    out.append(Typed("risk", f"risiko-{year}-{number}", values, day, CONTROLLER))
    return out


def income(last_day: date) -> list[Typed]:
    """The estimate of an area that nobody can compute: parents' payments and state refund that come late and unevenly."""
    out = []
    for year in range(2024, last_day.year + 1):
        values = {
            "year": year,
            "area": "betalinger_statsrefusion",
            "price_oere": -75_000_00,
            "note": "Som sidste år (opdigtet)",
        }
        out.append(Typed("estimate", f"skoen-{year}-betalinger", values, date(year, 1, 2), CONTROLLER))
    return out


TEXTS = {
    "plejefamilier": (
        "Færre børn i plejefamilie end forudsat; flere er flyttet til slægt og netværk",
        "Flere døgn i plejefamilie end forudsat, og vederlagene er fulgt med prisudviklingen",
    ),
    "opholdssteder": (
        "Tillægsbevillingen dækker en ventet tilgang, som endnu ikke er kommet; to ophold er afsluttet før tid",
        "To ophold er forlænget hen over sommeren, og én anbringelse kom til i august",
    ),
    "doegninstitutioner": (
        "Et forløb på egen institution er afsluttet før tid",
        "Prisen hos regionen er steget, og ét forløb er forlænget",
    ),
    "sikrede_doegninstitutioner": (
        "Kun få og korte ophold i årets første ni måneder",
        "Flere surrogatophold end i et almindeligt år",
    ),
    "aflastning_kontaktperson": (
        "Færre kontaktpersonforløb end forudsat",
        "Timetallet er sat op i flere kontaktpersonforløb",
    ),
    "forebyggende": (
        "Forløbene efter § 30 er kommet senere i gang end ventet",
        "Flere forløb efter § 30 end sidste år, som det var hensigten",
    ),
    "familiebehandling": (
        "Forløbene er kortere end forudsat",
        "Flere forløb forlænges ud over det første halve år, end budgettet regner med",
    ),
}
"""Area → what is written when less, and when more, is spent than budgeted."""


def explanations(last_day: date, deviations: dict[str, int]) -> list[Typed]:
    """Explanations of the last follow-up: of the areas above that truly deviate by over 300,000 kr.; others stand without."""
    out = []
    for area, (less, more) in TEXTS.items():
        deviation = deviations.get(area, 0)
        if abs(deviation) > 30_000_000:
            values = {
                "year": last_day.year,
                "area": area,
                "text": f"{less if deviation > 0 else more}.",
            }
            out.append(Typed("explanation", f"{last_day.year}/{area}", values, last_day, LEADER))
    return out
