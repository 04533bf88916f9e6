"""Twelve invented municipalities of 1,000 children each, made so that both models and every potential come out by hand.

Background is 10 % in six of them and 20 % in the others, so that the expected level is the mean of each six. Within each six spending
lies −2000, −1000, 0, 0, 1000 and 2000 kroner per child from the mean, and 8, 8, 10, 10, 12 and 12 children of 1,000 are placed.
"""

from __future__ import annotations

from tests.municipality.capacity_section_files import KNOWN
from tests.municipality.national_files import accounts, figures, receive, regkc
from tests.municipality.small import Kommune

from trinvis.journal.target_share import key_of

YEARS = (2023, 2024, 2025)
LOW = (101, 147, 153, 253, 259, 265)
HIGH = (461, 479, 607, 751, 851, 151)
"""The six with 10 % and those with 20 %, each from the least to the most spending; ours spends most."""
MEAN = {LOW: 10_000, HIGH: 16_000}
APART = (-2_000, -1_000, 0, 0, 1_000, 2_000)
PLACED = (8, 8, 10, 10, 12, 12)
SWING = (100, -100, 200, -200, 50, -50)
"""What the first year lies over the mean and the last one under it, so that they add up to nothing in each six."""


def spending() -> dict[tuple[int, int], int]:
    """(municipality, year) → kroner per child."""
    return {
        (town, year): mean + apart + swing * (2024 - year)
        for six, mean in MEAN.items()
        for town, apart, swing in zip(six, APART, SWING, strict=True)
        for year in YEARS
    }


def people() -> str:
    """FOLK1A on 1 January: 1,000 of 0-17 years, and one of each age up to 22."""
    lines = ["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"]
    for town in (*LOW, *HIGH):
        ages = dict.fromkeys(range(23), 1) | {0: 983}
        lines += [f"{town};TOT;{age};TOT;{year}K1;{persons}" for year in YEARS for age, persons in ages.items()]
    return "\n".join(lines) + "\n"


def background() -> str:
    """10 and 20 % in each year, and another figure that nobody has asked for."""
    rows = []
    for six, share in ((LOW, 10), (HIGH, 20)):
        for place, town in enumerate(six):
            rows.append(f"background/udsatte;Udsatte børn;{town};2024;{share};;;pct.;Indtastet;opdigtet")
            rows.append(f"background/bolig;Udlejning;{town};2024;{(3, 1, 4, 1, 5, 9)[place]};;;pct.;Indtastet;opdigtet")
    return figures("\n".join(rows))


def placed() -> str:
    """Placed children by who pays, the same each year."""
    lines = ["Kommune;Opgjort efter;År;Indsats;Målgruppe;Fra alder;Til alder;Talt i;Antal;Opgørelse"]
    lines += [
        f"{town};Myndighedskommune;{year};Anbringelser;;0;17;Personer;{count};Årlig"
        for six in (LOW, HIGH)
        for town, count in zip(six, PLACED, strict=True)
        for year in YEARS
    ]
    return "\n".join(lines) + "\n"


def offers() -> str:
    """Two opholdssteder, ours of 10 places at 4.000 kr. and one of 30 places at 3.000 kr. elsewhere; a døgninstitution of 20."""
    return (
        "Dato;Tilbud;Ydelse;Ejer;Kommune;Paragraffer;Målgrupper;Pladser;Pladser i tilbuddet;Takst;Enhed;Forudsat belægning\n"
        "01.10.2025;Opholdsstedet Ege;Døgnophold;Privat;151;barnets lov § 43;;10;;4.000,00;Døgn;100\n"
        "01.10.2025;Opholdsstedet Bøg;Døgnophold;Privat;253;barnets lov § 43;;30;;3.000,00;Døgn;100\n"
        "01.10.2025;Opholdsstedet Ask;Døgnophold;Privat;253;barnets lov § 43;;30;;;Døgn;100\n"
        "01.10.2025;Døgninstitutionen Elm;Døgnophold;Kommune;461;barnets lov § 43;;20;;5.000,00;Døgn;\n"
    )


def answers() -> str:
    """Three say how full døgninstitutioner are."""
    head = "Undersøgelse;Kommune;Enhed nr.;Respondent;Spørgsmål;Ordlyd;År;Svares i;Svar;Svarets art\n"
    return head + "".join(
        f"Børn og unge 2026;{town};;Chef;belaegning-doegninstitution;Belægning på døgninstitutioner;2025;Belægningsprocent;{value};Oplyst\n"
        for town, value in ((461, 80), (751, 90), (851, 100))
    )


def houses() -> str:
    """Our own døgninstitution: 10 places, 2.920 of 3.650 days used."""
    return (
        "Kommune;Hus;Tilbudstype;Fra;Til;Pladser;Belagte døgn\n"
        "151;Fiktivgården;Døgninstitution;01.01.2025;31.12.2025;10;2920\n"
    )


def bed_days() -> str:
    """Finished-treated children in Hovedstaden and Sjælland."""
    return (
        "Kommune;Region;År;Fra alder;Til alder;Kontakt;Henviser;Antal;Patienter\n"
        ";Region Hovedstaden;2025;0;19;Færdigbehandledes sengedage;;40;4\n"
        ";Region Sjælland;2025;0;19;Færdigbehandledes sengedage;;12;2\n"
    )


def with_twelve(kommune: Kommune) -> Kommune:
    """The municipality with everything imported; nothing is typed."""
    cells = [(town, year, "5.28.23.001", 1, kroner * 1_000) for (town, year), kroner in spending().items()]
    for name, source, text in (
        ("REGKC.csv", "statbank", regkc(accounts(cells))),
        ("FOLK1A.csv", "statbank", people()),
        ("baggrund.csv", "figures", background()),
        ("aktivitet.csv", "activity", placed()),
        ("tilbud.csv", "offers", offers()),
        ("svar.csv", "survey", answers()),
        ("huse.csv", "places", houses()),
        ("psykiatri.csv", "psychiatry", bed_days()),
    ):
        receive(kommune, name, text, source, KNOWN)
    return kommune


def with_typed(kommune: Kommune) -> Kommune:
    """Half of the money is the target group's; a rate, what a place less saves, a case with Esbjerg's figures and a day rate."""
    share = {"area": "children", "year": 2025, "share": 5_000, "reason": "Vurderet"}
    kommune.hall.write("target_share", key_of(share), share, by="AB", known_from=KNOWN)
    common = {"of_area": "children", "year": 2025, "reason": "Notat"}
    rate = {**common, "saves": "digitalisation", "rate": 100}
    place = {**common, "saves": "unused_place", "per_place_oere": 30_000_000}
    case = {
        **common, "name": "Bostedet", "places_closed": 3_600, "citizens_moved": 3_500, "saved_oere": 44_500_000,
        "support_oere": 13_200_000, "lost_oere": 470_000_000, "moving_oere": 50_000_000, "phase_in": "50",
        "budget_oere": 61_600_000_000,
    }  # fmt: skip
    for kind, values in (("saving_rate", rate), ("saving_rate", place), ("conversion_case", case)):
        kommune.hall.write(kind, str(values.get("saves", "Bostedet")), values, by="AB", known_from=KNOWN)
    day = {"name": "finished_treated_rate", "value": 200_000, "valid_from": "2025-01-01", "source": "opdigtet"}
    kommune.hall.write("parameter", "finished_treated_rate", day, by="AB", known_from=KNOWN)
    return kommune
