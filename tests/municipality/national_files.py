"""Files of all municipalities as Statistikbanken and a spreadsheet give them, from rows that stand in the tests."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import polars as pl
from tests.municipality.small import Kommune
from tests.staircase_spending import national_example
from tests.staircase_spending.test_seed_001 import SHARES, table_2_6_rows

from trinvis.municipality import Municipality
from trinvis.municipality.receiving import Incoming, Receipt

KNOWN = date(2026, 1, 5)
LAESOE = 825
FIGURES_HEAD = "Tal;Betegnelse;Kommunekode;År;Værdi;Tæller;Nævner;Enhed;Optalt af;Kilde"

Cell = tuple[int, int, str, int, int | Fraction]
"""Municipality, year, account (``5.28.21.003``), dranst, kroner."""


def accounts(cells: Iterable[Cell], art: str = "UE") -> list[str]:
    """REGKC's rows: amounts in 1.000 kr. with a Danish comma."""
    lines = []
    for municipality, year, account, dranst, kroner in cells:
        function, grouping = account.replace(".", "")[:5], account.split(".")[3]
        lines.append(f"{municipality};{dranst}{function}{grouping};1;{art};LOBM;{year};{_thousands(kroner)}")
    return lines


def regkc(lines: Iterable[str]) -> str:
    """The file of ``accounts``."""
    return "\r\n".join(["OMRÅDE;DRANST1;EJER;ART;PRISENHED;TID;INDHOLD", *lines]) + "\r\n"


def of_facts(facts: pl.DataFrame) -> list[str]:
    """The same rows from a frame of ``national_accounts``, expenditure and income."""
    rows = facts.filter(pl.col("art") != "TOT").select(
        "municipality", "year", "function", "dranst", "grouping", "art", "amount"
    )
    return [
        f"{m};{dranst}{function}{grouping};1;{art};LOBM;{year};{_thousands(Fraction(amount, 100))}"
        for m, year, function, dranst, grouping, art, amount in rows.iter_rows()
    ]


def folk1a(children: Iterable[tuple[int, int, int]], young: int | None = None) -> str:
    """FOLK1A on 1 January: (municipality, year, 0-22-year-olds), all but 22 of them 0 years old (or ``young`` of 0-17)."""
    lines = []
    for municipality, year, count in children:
        first = count - 22 if young is None else young - 17
        ages = dict.fromkeys(range(23), 1) | {0: first}
        if young is not None:
            ages[22] = count - young - 4
        lines += [f"{municipality};TOT;{age};TOT;{year}K1;{persons}" for age, persons in ages.items()]
    return "\r\n".join(["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD", *lines]) + "\r\n"


def figures(rows: str) -> str:
    """A file of public figures from indented rows in the order of ``FIGURES_HEAD``."""
    return "\n".join([FIGURES_HEAD, *(line.strip() for line in rows.strip().splitlines())]) + "\n"


def receive(kommune: Kommune, name: str, text: str, source: str, known: date = KNOWN) -> Receipt:
    """Receive a file under its name; every row must have been accepted."""
    (receipt,) = kommune.hall.receive_all([Incoming(name, text.encode(), source, known)])
    assert receipt.delivery is not None
    assert receipt.counts.rejected == 0, receipt
    return receipt


# Tabel 1.1 of seed 003, kr. per 0-22-year-old 2015: need | level (lines 804-821)
TABLE_1_1 = {
    167: (9133, 10148),
    410: (9896, 7876),
    615: (9860, 8045),
    621: (9314, 7033),
    706: (9580, 10103),
    846: (10902, 10795),
}


def needs(own: dict[int, tuple[int, int]] | None = None) -> str:
    """Need and level of the six municipalities, the average one, and ``own``, as a user types them in."""
    rows = []
    for code, (need, level) in (TABLE_1_1 | {0: (9899, 9747)} | (own or {})).items():
        for key, label, kroner in (("udgiftsbehov", "Udgiftsbehov", need), ("udgiftsniveau", "Udgiftsniveau", level)):
            rows.append(f"background/{key};{label};{code};2015;{kroner};;;kr.;Indtastet;VIVE 2018, tabel 1.1")
    return figures("\n".join(rows))


def advisory_figures() -> str:
    """Bilagstabel 2.1's shares, and institution placements that fall by 0,6 in all ten, 9.048 children each."""
    share = "background/saarbare_boern;Sårbare børn"
    rows = [
        f"{share};{code};2015;{value.replace('.', ',')};;;pct.;Indtastet;VIVE 2019" for code, value in SHARES.items()
    ]
    rows.append(f"{share};0;2015;10,0;;;pct.;Indtastet;VIVE 2019")
    for code in SHARES:
        for day, value in (("31.03.2016", "3,6"), ("31.03.2019", "3,0")):
            rows.append(
                f"NT-1;Institutionsanbringelser;{code};{day};{value};;9048;pr. 1.000;Valideret med Danmarks Statistik;VIVE 2019"
            )
    rows.append("NT-1;Institutionsanbringelser;0;31.03.2019;2,7;;;pr. 1.000;Valideret med Danmarks Statistik;VIVE 2019")
    return figures("\n".join(rows))


def with_table_2_6(kommune: Kommune, own_need: dict[int, tuple[int, int]] | None = None) -> Kommune:
    """The municipality with Bilagstabel 2.6's accounts, its population, the shares and needs imported."""
    rows, children = table_2_6_rows()
    receive(kommune, "REGKC.csv", regkc(accounts(rows)), "statbank")
    receive(kommune, "FOLK1A.csv", folk1a(children), "statbank")
    receive(kommune, "noegletal.csv", advisory_figures(), "figures")
    receive(kommune, "behov.csv", needs(own_need), "figures")
    return kommune


def with_seed_000(kommune: Kommune) -> Kommune:
    """The municipality with the example national file of seed 000, and its made-up price index typed in."""
    receive(kommune, "REGKC.csv", regkc(of_facts(national_example.facts())), "statbank")
    receive(kommune, "FOLK1A.csv", folk1a(national_example.children_rows()), "statbank")
    type_index(kommune.hall)
    return kommune


def country_figures() -> str:
    """Background and two counted figures of all 98, drawn from a fixed lot; Læsø has no need and no placements."""
    dice = random.Random(11)
    rows = []
    for code, children in national_example.truth()["children"].items():
        strain = dice.gauss(0, 1)
        told = {
            ("udgiftsbehov", "Udgiftsbehov", "kr."): f"{9300 * (1 + 0.09 * strain):.0f}",
            ("ressourcepres", "Ressourcepres", "indeks"): f"{100 + 8 * strain + dice.gauss(0, 5):.1f}".replace(
                ".", ","
            ),
            (
                "saarbare_boern",
                "Andel sårbare børn",
                "pct.",
            ): f"{max(3, 10 + 2.3 * strain + dice.gauss(0, 1)):.1f}".replace(".", ","),
        }
        for (key, label, unit), value in told.items():
            known = "" if code == LAESOE and key == "udgiftsbehov" else value
            rows.append(f"background/{key};{label};{code};2018;{known};;;{unit};Indtastet;opdigtet")
        young = round(children * 0.75)
        for year in range(2016, 2020):
            for key, label, level in (
                ("NT-1", "Institutionsanbringelser", 2.9),
                ("NT-3", "Anbringelser i plejefamilier", 6.5),
            ):
                cases = max(1, round(young * level / 1000 * (1 + 0.25 * strain) + dice.gauss(0, 2)))
                if code != LAESOE:
                    rate = f"{cases * 1000 / young:.2f}".replace(".", ",")
                    counted = "pr. 1.000;Valideret med Danmarks Statistik;opdigtet"
                    rows.append(f"{key};{label};{code};31.03.{year};{rate};{cases};{young};{counted}")
    return figures("\n".join(rows))


def with_country(kommune: Kommune) -> Kommune:
    """Seed 000's example file with an index, backgrounds and counted figures: everything that the page can show."""
    with_seed_000(kommune)
    receive(kommune, "landet.csv", country_figures(), "figures")
    return kommune


def type_index(hall: Municipality) -> None:
    """Type the made-up price index of the example file."""
    for year, level in national_example.INDEX.items():
        values = {
            "name": "price_index",
            "key": "eksempel",
            "valid_from": f"{year}-01-01",
            "value": level,
            "source": "opdigtet",
        }
        hall.write("parameter", f"price_index/eksempel/{year}", values, by="Testen", known_from=KNOWN)


def _thousands(kroner: int | Fraction) -> str:
    amount = Fraction(kroner) * 100_000 / 1000
    assert amount.denominator == 1, kroner
    whole, part = divmod(abs(int(amount)), 100_000)
    text = f"{whole},{part:05d}".rstrip("0").rstrip(",")
    return f"-{text}" if amount < 0 else text
