"""A small invented country for the sections of the capacity analysis: six municipalities of five regions, 2024 and 2025.

Every figure is small and round, so that what the sections make of them can be worked by hand in the tests.
"""

from __future__ import annotations

from datetime import date

from tests.municipality.national_files import accounts, receive, regkc
from tests.municipality.small import HOME, KEY, Kommune

from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import Asked
from trinvis.municipality.capacity_figure import Figure, FigureTable, hundredths

KNOWN = date(2026, 6, 1)
DAY = date(2026, 9, 30)
YEARS = (2024, 2025)
TOWNS = (101, 151, 253, 461, 751, 851)
"""Hovedstaden has two of them (København and ours), the other regions one each."""
CHILDREN = dict(zip(TOWNS, (10_000, 2_000, 2_000, 4_000, 5_000, 4_000), strict=True))
GROWN = dict(zip(TOWNS, (40_000, 5_000, 5_000, 20_000, 20_000, 10_000), strict=True))
"""0-17-year-olds and 18-65-year-olds on 1 January of both years."""

ACCOUNTS = {
    "5.28.21.001": (20_000_000, 22_000_000),
    "5.28.23.001": (10_000_000, 11_000_000),
    "5.38.52.001": (7_000_000, 7_700_000),
    "5.38.50.001": (6_000_000, 6_000_000),
    "5.38.58.001": (1_000_000, 1_200_000),
    "5.38.53.001": (500_000, 500_000),
    "3.22.04.001": (2_000_000, 2_000_000),
}
"""Account → kroner in 2024 and 2025 of our own municipality; the others spend twice as much on each."""


def people() -> str:
    """FOLK1A on 1 January: all children 0 years old but one of each other age, and so the grown-ups."""
    lines = ["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"]
    for town in TOWNS:
        ages = dict.fromkeys(range(66), 1) | {0: CHILDREN[town] - 17, 18: GROWN[town] - 47}
        lines += [f"{town};TOT;{age};TOT;{year}K1;{persons}" for year in YEARS for age, persons in ages.items()]
    return "\n".join(lines) + "\n"


def spent() -> str:
    """REGKC's rows of ``ACCOUNTS``."""
    cells = [
        (town, year, account, 1, kroner * (1 if town == HOME else 2))
        for town in TOWNS
        for account, amounts in ACCOUNTS.items()
        for year, kroner in zip(YEARS, amounts, strict=True)
    ]
    return regkc(accounts(cells))


def staff() -> str:
    """Årsværk: account, category and ours in 2024 and 2025; the others have twice as many, København no nurses."""
    lines = ["Kommune;År;Konto;Personalegruppe;Årsværk;Ansat i"]
    for account, category, *fte in (
        ("5.38.52", "Pædagoger", "8,00", "9,00"),
        ("5.38.52", "Sygeplejersker", "2,00", "3,00"),
        ("5.38.50", "Pædagoger", "10,00", "12,00"),
        ("5.38.58", "Pædagoger", "5,00", "4,00"),
        ("5.28.23", "Pædagoger", "6,00", "6,00"),
    ):
        for town in TOWNS:
            for year, number in zip(YEARS, fte, strict=True):
                hundredths = int(number.replace(",", "")) * (1 if town == HOME else 2)
                if not (town == 101 and category == "Sygeplejersker"):
                    lines.append(
                        f"{town};{year};{account};{category};{hundredths // 100},{hundredths % 100:02d};Kommune"
                    )
    lines.append("151;2025;5.38.52;Pædagoger;40,00;Region")
    return "\n".join(lines) + "\n"


def activity() -> str:
    """Persons and courses, both ways: measure, group, ages, counted, ours in 2024 and 2025; the others have twice as many."""
    lines = ["Kommune;Opgjort efter;År;Indsats;Målgruppe;Fra alder;Til alder;Talt i;Antal;Opgørelse"]
    for measure, group, ages, counted, first, last in (
        ("§ 107", "", "18;65", "Personer", 20, 22),
        ("§ 107", "Sindslidende", "18;65", "Personer", 5, 3),
        ("§ 108", "", "18;65", "Personer", 10, 10),
        ("§ 103", "", "18;65", "Personer", 30, 36),
        ("§ 97", "", "18;65", "Personer", 6, 6),
        ("Anbringelser", "", "0;17", "Personer", 20, 20),
        ("Nyanbringelser", "", "0;17", "Nye forløb", 5, 4),
        ("Forebyggende foranstaltninger", "", "0;17", "Personer", 40, 60),
    ):
        for town in TOWNS:
            for by, less in (("Myndighedskommune", 0), ("Handlekommune", 2)):
                for year, number in zip(YEARS, (first, last), strict=True):
                    concept = ("Gammel" if year == 2024 else "Ny") if measure == "§ 103" else "Årlig"
                    counted_here = (number - (less if number > 9 else 0)) * (1 if town == HOME else 2)
                    lines.append(f"{town};{by};{year};{measure};{group};{ages};{counted};{counted_here};{concept}")
    return "\n".join(lines) + "\n"


def causes() -> str:
    """Four new placements of ours in 2025 and one of København's: two share causes, one has none of the report's."""
    return (
        "Anbringelse;År;Handlekommune;Myndighedskommune;Nyanbringelse;Årsag\n"
        "A-1;2025;151;151;Ja;Udadreagerende adfærd\n"
        "A-1;2025;151;151;Ja;ADHD\n"
        "A-2;2025;151;151;Ja;ADHD\n"
        "A-3;2025;101;151;Ja;Sindslidelser\n"
        "A-4;2025;151;151;Ja;Skoleproblemer\n"
        "A-5;2025;101;101;Ja;Sindslidelser\n"
        "A-6;2024;151;151;Ja;ADHD\n"
        "A-7;2025;151;151;Nej;ADHD\n"
    )


def offers() -> str:
    """Offers on 1 October: ours has one on § 107, one on both §§ 107 and 108 that share places, and a private one without places."""
    rows = """
        Bostedet;Ophold;Kommune;151;§ 107;Sindslidelse; ADHD;10;;2.000,00
        Fællesskabet;Kort;Kommune;151;§ 107;Sindslidelse;6;12;2.200,00
        Fællesskabet;Langt;Kommune;151;§ 108;Sindslidelse;8;12;1.800,00
        Privatbo;Ophold;Privat;151;§ 108;;;;
        Værkstedet;Arbejde;Kommune;151;§ 103;Sindslidelse;20;;500,00
        Byhjemmet;Ophold;Kommune;101;§ 107;Sindslidelse;30;;3.000,00
        Byhjemmet;Ophold 2;Kommune;101;§ 107;Sindslidelse;10;;4.000,00
        Grevebo;Ophold;Region;253;§ 108; ADHD;40;;2.600,00
        Blandet;Ophold;Kommune;461;§ 107;Sindslidelse;5;;1.000,00
        Blandet;Andet;Kommune;461;§ 109;Vold;5;;900,00
        Børnehuset;Døgn;Kommune;151;barnets lov § 43, stk. 1, nr. 6;Omsorgssvigt;6;;4.000,00
    """
    lines = ["Dato;Tilbud;Ydelse;Ejer;Kommune;Paragraffer;Målgrupper;Pladser;Pladser i tilbuddet;Takst"]
    for line in rows.strip().splitlines():
        name, service, owner, town, paragraphs, *rest = line.strip().split(";")
        *groups, places, whole, rate = rest
        told = "; ".join(one.strip() for one in groups if one.strip())
        lines += [
            f'01.10.{year};{name};{service};{owner};{town};{paragraphs};"{told}";{places};{whole};{rate}'
            for year in YEARS
            if not (name == "Grevebo" and year == 2024)
        ]
    return "\n".join(lines) + "\n"


def framework() -> str:
    """Agreements on §§ 107 and 108: one grows, one changes what it counts, one has not counted."""
    return (
        "Region;År;Paragraffer;Pladser;Kommunale pladser;Regionale pladser;Opgørelse\n"
        'Region Nordjylland;2024;"§ 107; § 108";;150;50;A\n'
        'Region Nordjylland;2025;"§ 107; § 108";;160;60;A\n'
        'Region Hovedstaden;2024;"§ 107; § 108";400;300;100;A\n'
        'Region Hovedstaden;2025;"§ 107; § 108";250;200;50;B\n'
        'Region Midtjylland;2024;"§ 107; § 108";-;-;-;A\n'
        'Region Midtjylland;2025;"§ 107; § 108";100;-;-;A\n'
    )


def with_sections(kommune: Kommune) -> Kommune:
    """The municipality with everything of the country imported."""
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    for source, text in (
        ("staff", staff()),
        ("activity", activity()),
        ("causes", causes()),
        ("offers", offers()),
        ("framework", framework()),
    ):
        receive(kommune, f"{source}.csv", text, source, KNOWN)
    return kommune


def made(kommune: Kommune, **asked: object) -> Capacity:
    """The analysis of the small country."""
    return kommune.hall.capacity(DAY, Asked(**asked))  # type: ignore[arg-type]


def value(analysis: Capacity, table: str, row: str, column: str) -> float | None:
    """A figure's value."""
    return figure(analysis, table, row, column).value


def figure(analysis: Capacity, table: str, row: str, column: str) -> Figure:
    """A figure that must be there."""
    found = analysis.figure((table, row, column))
    assert found is not None, (table, row, column)
    return found


ADDED = {"signed_oere": 1, "counted": 100, "quantity": 1}
"""Columns of the lines that add up to a figure → what one of them is in hundredths."""


def opened(kommune: Kommune, analysis: Capacity, section: str) -> tuple[int, int]:
    """Opens every figure of a section (of the tables of every municipality: ours and one more); how many, and how many have rows that
    add up. Each shows what it says, is made of figures that are there, and ends in rows.
    """
    figures = summed = 0
    for table in analysis.section(section):
        for (row, column), one in table.figures.items():
            assert row in table.rows_by_key, (table.key, row)
            assert column in table.columns_by_key, (table.key, column)
            if one.value is None:
                assert one.missing, (table.key, row, column)
                continue
            if ".municipalities." in table.key and row not in ("k101", f"k{HOME}"):
                continue
            explained = kommune.hall.explain(analysis.address((table.key, row, column)))
            assert explained.value == hundredths(one.value), (table.key, row, column)
            _made_of(analysis, table, row, column)
            figures += 1
            for name, each in ADDED.items():
                lines = explained.lines
                if name in lines.columns and lines[name].null_count() < lines.height:
                    assert lines[name].sum() * each == explained.value, (table.key, row, column)
                    summed += 1
    return figures, summed


def _made_of(analysis: Capacity, table: FigureTable, row: str, column: str) -> None:
    one = table.figures[row, column]
    assert one.terms or one.sources or not one.value, (table.key, row, column)
    for term in one.terms:
        if term.at is not None:
            assert abs((figure(analysis, *term.at).value or 0.0) - term.value) < 1e-9, (table.key, row, column, term)


def on_engine(kommune: Kommune, engine: Engine, section: str, **asked: object) -> tuple[FigureTable, ...]:
    """A section's tables made on another engine."""
    other = Municipality.open(kommune.path, key=KEY, engine=engine)
    return other.capacity(DAY, Asked(**asked)).section(section)  # type: ignore[arg-type]
