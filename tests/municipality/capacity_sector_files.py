"""A small invented country of six municipalities in five regions with what its psychiatry does and how long courses take, 2007 and 2011.

The bed days of the regions add up to those of seed 002 table 5-30 (lines 10124-10137); all else is made up and round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.municipality.national_files import accounts, receive, regkc
from tests.municipality.small import HOME, Kommune

KNOWN = date(2012, 6, 1)
DAY = date(2012, 9, 30)
YEARS = (2007, 2011)
TOWNS = (101, HOME, 253, 461, 751, 851)
"""Hovedstaden has two of them (København and ours), the other regions one each."""
YOUNG = dict(zip(TOWNS, (15_000, 5_000, 10_000, 10_000, 10_000, 10_000), strict=True))
GROWN = dict(zip(TOWNS, (30_000, 10_000, 20_000, 20_000, 20_000, 20_000), strict=True))
"""0-19- and 20-65-year-olds on 1 January of both years."""
TIMES = dict(zip(TOWNS, (3, 1, 1, 2, 3, 2), strict=True))
"""How many times ours the others have of activity."""

HEAD = "Kommune;Region;År;Fra alder;Til alder;Kontakt;Henviser;Antal;Patienter;Afvist eller annulleret;Kommunal udgift;Opgørelse"


def people() -> str:
    """FOLK1A: all children are 0 years old but one of each other age, and so the grown-ups 20."""
    lines = ["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"]
    for town in TOWNS:
        ages = dict.fromkeys(range(66), 1) | {0: YOUNG[town] - 19, 20: GROWN[town] - 45}
        lines += [f"{town};TOT;{age};TOT;{year}K1;{persons}" for year in YEARS for age, persons in ages.items()]
    return "\n".join(lines) + "\n"


def spent() -> str:
    """REGKC: some kroner of each area in every municipality, so that the years are there."""
    functions = ("5.28.21.001", "5.28.23.001", "3.22.04.001", "5.38.52.001", "5.32.33.001")
    return regkc(accounts((town, year, one, 1, 1_000_000) for town in TOWNS for one in functions for year in YEARS))


def psychiatry() -> str:
    """Co-financing by municipality, but Nordjylland's discharges by region too; the rest by region."""
    return "\n".join([HEAD, *_paid(), *_finished(), *_referred(), *_both()]) + "\n"


def _paid() -> Iterable[str]:
    """Ours in 2007 and 2011: contacts and kroner; the others have ``TIMES`` as much (for specialists and some kroner more), outpatients in two
    age bands."""
    for town in TOWNS:
        for kind, ages, numbers, kroner in (
            ("Udskrivninger", "20;65", (10, 12), (700_000, 840_000)),
            ("Ambulante besøg", "20;40", (60, 80), (36_000, 48_000)),
            ("Ambulante besøg", "41;65", (40, 50), (24_000, 30_000)),
            ("Speciallægeydelser", "20;65", (50, 50), (5_000, 6_000)),
            ("Udskrivninger", "0;19", (3, 4), (210_000, 280_000)),
            ("Ambulante besøg", "0;19", (20, 30), (12_000, 18_000)),
            ("Speciallægeydelser", "0;19", (10, 10), (1_000, 2_000)),
        ):
            for year, number, amount in zip(YEARS, numbers, kroner, strict=True):
                more = town - HOME if kind.startswith("Special") else 0
                times = TIMES[town]
                yield f"{town};;{year};{ages};{kind};;{number * times};;;{amount * times + more};"
    for year, amount in zip(YEARS, (1_000_000, 1_500_000), strict=True):
        yield f";Region Nordjylland;{year};20;65;Udskrivninger;;30;;;{amount};"


def _finished() -> Iterable[str]:
    days = {
        "Region Hovedstaden": ((40_000, 600), (20_000, 400)),
        "Region Sjælland": ((5_000, 200), (4_000, 100)),
        "Region Syddanmark": ((2_000, 60), (1_000, 64)),
        "Region Midtjylland": ((2_000, 66), (2_000, 90)),
        "Region Nordjylland": ((50, 10), (95, 10)),
    }
    for region, told in days.items():
        for year, (number, patients) in zip(YEARS, told, strict=True):
            yield f";{region};{year};20;65;Færdigbehandledes sengedage;;{number};{patients};;;"
    for year, number, patients in ((2007, 300, 6), (2011, 120, 3)):
        yield f"{HOME};;{year};20;65;Færdigbehandledes sengedage;;{number};{patients};;{number * 1_834};"


def _referred() -> Iterable[str]:
    """Children: Midtjylland has no figures in 2011, and Sjælland counts otherwise then."""
    for region, first, last in (
        ("Region Hovedstaden", (1_000, 250), (1_000, 240)),
        ("Region Sjælland", (400, 100), (500, 120)),
        ("Region Syddanmark", (500, 70), (500, 55)),
        ("Region Midtjylland", (800, 270), None),
        ("Region Nordjylland", (200, 70), (200, 54)),
    ):
        for year, told in zip(YEARS, (first, last), strict=True):
            if told is None:
                continue
            concept = "Med annullerede" if region == "Region Sjælland" and year == 2011 else "Afviste"
            for referrer, part in (("Almen praksis", 2), ("Andre", 2)):
                yield f";{region};{year};0;19;Henvisninger;{referrer};{told[0] // part};;{told[1] // part};;{concept}"


def _both() -> Iterable[str]:
    """Patients 10, 5, 11, 14 and 10 per 1,000 grown-ups, 10 in the country; beds 1,1; 0,9; 1,05; 0,8; 1,05 and 1."""
    for region, patients, beds in (
        ("Region Hovedstaden", 400, 44),
        ("Region Sjælland", 100, 18),
        ("Region Syddanmark", 220, 21),
        ("Region Midtjylland", 280, 16),
        ("Region Nordjylland", 200, 21),
    ):
        yield f";{region};2011;20;65;Patienter i psykiatrien;;{patients};;;;"
        yield f";{region};2011;20;65;Disponible senge;;{beds};;;;"
        yield f";{region};2011;0;19;Patienter i psykiatrien;;{patients // 2};;;;"


def activity() -> str:
    """Persons that each municipality has the case of, ``TIMES`` ours; of § 85 also those of one target group."""
    lines = ["Kommune;Opgjort efter;År;Indsats;Målgruppe;Fra alder;Til alder;Talt i;Antal"]
    for measure, group, ages, number in (
        ("§ 85", "", "18;65", 100),
        ("§ 85", "Sindslidende", "18;65", 30),
        ("§ 97", "", "18;65", 10),
        ("§ 103", "", "18;65", 20),
        ("§ 107", "", "18;65", 8),
        ("Anbringelser", "", "0;17", 40),
        ("Forebyggende foranstaltninger", "", "0;17", 60),
    ):
        for town in TOWNS:
            lines += [
                f"{town};Myndighedskommune;{year};{measure};{group};{ages};Personer;{number * TIMES[town]}"
                for year in YEARS
            ]
    return "\n".join(lines) + "\n"


def with_sector(kommune: Kommune) -> Kommune:
    """The municipality with the country and its psychiatry imported."""
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    receive(kommune, "psychiatry.csv", psychiatry(), "psychiatry", KNOWN)
    receive(kommune, "activity.csv", activity(), "activity", KNOWN)
    return kommune
