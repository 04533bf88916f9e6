"""Surveys, accounts, staff and inhabitants of a few municipalities, as files that stand here, for the section *Undersøgelser*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.municipality.national_files import accounts, receive, regkc
from tests.municipality.small import Kommune

from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import Asked

BALLERUP, KOEBENHAVN, GRIBSKOV, RANDERS, AARHUS, AALBORG = 151, 101, 270, 730, 751, 851
GROWN = {BALLERUP: 1000, GRIBSKOV: 2000, AARHUS: 4000, RANDERS: 1000, AALBORG: 2000}
"""18-65-year-olds: Ballerup and Gribskov in Hovedstaden and of medium size, the others in Jylland and large."""
YOUNG = {BALLERUP: 1000, AARHUS: 2000, KOEBENHAVN: 5000}
"""0-17-year-olds."""

HEAD = "Undersøgelse;Kommune;Enhed nr.;Respondent;Spørgsmål;Ordlyd;År;Svares i;Svar;Svarets art"
ADULTS = """
Voksne 2012;Ballerup;;Socialchef;andel-107;;2011;Procent;30;Oplyst
Voksne 2012;Gribskov;;Socialchef;andel-107;;2011;Procent;ca. 40;
Voksne 2012;Randers;;Socialchef;andel-107;;2011;Procent;0;Oplyst
Voksne 2012;Aarhus;;Socialchef;andel-107;;2011;Procent;;Ikke relevant
Voksne 2012;Aalborg;;Socialchef;andel-107;;2011;Procent;;
Voksne 2012;Ballerup;;Socialchef;borgere;Borgere med støtte;2011;Antal;10;
Voksne 2012;Gribskov;;Socialchef;borgere;Borgere med støtte;2011;Antal;30;Skøn
Voksne 2012;Aarhus;;Socialchef;borgere;Borgere med støtte;2011;Antal;120;
Voksne 2012;Randers;;Socialchef;borgere;Borgere med støtte;2011;Antal;20;
Voksne 2012;Ballerup;;Socialchef;belaegning-107;Belægning på § 107;2010;Belægningsprocent;90;
Voksne 2012;Ballerup;;Socialchef;belaegning-107;Belægning på § 107;2011;Belægningsprocent;96;
Voksne 2012;Gribskov;;Socialchef;belaegning-107;Belægning på § 107;2010;Belægningsprocent;80;
Voksne 2012;Gribskov;;Socialchef;belaegning-107;Belægning på § 107;2011;Belægningsprocent;84;
Voksne 2012;Aarhus;;Socialchef;belaegning-107;Belægning på § 107;2011;Belægningsprocent;105;
Voksne 2012;Randers;;Socialchef;belaegning-107;Belægning på § 107;2011;Belægningsprocent;ikke relevant;
Voksne 2012;Ballerup;;Socialchef;dage-107;Dage fra afgørelse til start;2011;Dage;20;
Voksne 2012;Ballerup;;Socialchef;omlagt;Er botilbud lagt om?;2011;Ja eller nej;ja;
Voksne 2012;Gribskov;;Socialchef;omlagt;Er botilbud lagt om?;2011;Ja eller nej;nej;
Voksne 2012;Aarhus;;Socialchef;omlagt;Er botilbud lagt om?;2011;Ja eller nej;nej;
Voksne 2012;Randers;;Socialchef;omlagt;Er botilbud lagt om?;2011;Ja eller nej;;
Voksne 2012;Ballerup;;Socialchef;barriere-psykiatri;Samarbejdet med psykiatrien;2012;Vurdering;Store;
Voksne 2012;Gribskov;;Socialchef;barriere-psykiatri;Samarbejdet med psykiatrien;2012;Vurdering;Mindre;
Voksne 2012;Aarhus;;Bostedsleder;barriere-psykiatri;Samarbejdet med psykiatrien;2012;Vurdering;Ved ikke;
Voksne 2012;Randers;;Socialchef;barriere-psykiatri;Samarbejdet med psykiatrien;2012;Vurdering;;
Voksne 2012;Ballerup;;Socialchef;sp7;Hvor stort er potentialet i akutte tilbud?;2012;Vurdering;Stort potentiale;
"""
PPR = """
PPR 2012;København;1;Leder;henvendelser;Henvendelser til PPR;2011;Antal;50;
PPR 2012;København;2;Leder;henvendelser;Henvendelser til PPR;2011;Antal;;
PPR 2012;Ballerup;;Leder;henvendelser;Henvendelser til PPR;2011;Antal;20;
PPR 2012;Aarhus;1;Leder;henvendelser;Henvendelser til PPR;2011;Antal;10;
PPR 2012;Aarhus;2;Leder;henvendelser;Henvendelser til PPR;2011;Antal;30;
PPR 2012;Aarhus;1;Leder;aldrig;Stiger kun én vej;2011;Antal;1;
Tilfredshed 2012;Ballerup;;Leder;glad;Er I glade?;2011;Ja eller nej;ja;
"""
PROGRAMMES = """Kommune;Program;Dato;Brug
Ballerup;De Utrolige År;01.05.2010;Ikke i brug
Ballerup;De Utrolige År;01.05.2012;Egen drift
Gribskov;De Utrolige År;01.05.2012;Henviser ud
Aarhus;De Utrolige År;01.05.2012;Bruges ikke
Aarhus;PALS;01.05.2012;Egen drift
"""


def answers(rows: str) -> str:
    """A survey file of rows in the order of ``HEAD``."""
    return "\n".join([HEAD, *rows.strip().splitlines()]) + "\n"


def inhabitants(people: Mapping[int, int], ages: range, years: Iterable[int]) -> str:
    """FOLK1A: so many of the ages on 1 January, all but one of each other age in the first."""
    lines = ["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"]
    for code, persons in people.items():
        for year in years:
            for age in ages:
                number = persons - len(ages) + 1 if age == ages[0] else 1
                lines.append(f"{code};TOT;{age};TOT;{year}K1;{number}")
    return "\r\n".join(lines) + "\r\n"


def surveyed(kommune: Kommune) -> Kommune:
    """Accounts of all three areas in two years, inhabitants of each age band, two surveys and one that is of no area."""
    cells = [
        (code, year, account, 1, kroner)
        for code in (BALLERUP, AARHUS)
        for year, kroner in ((2010, 8_000_000), (2011, 10_000_000))
        for account in ("5.38.52.001", "5.38.50.001", "5.28.21.001", "3.22.04.001")
    ]
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank")
    receive(kommune, "voksne.csv", inhabitants(GROWN, range(18, 66), (2010, 2011)), "statbank")
    receive(kommune, "unge.csv", inhabitants(YOUNG, range(18), (2010, 2011)), "statbank")
    receive(kommune, "voksensvar.csv", answers(ADULTS), "survey")
    receive(kommune, "ppr.csv", answers(PPR), "survey")
    receive(kommune, "programmer.csv", PROGRAMMES, "programmes")
    return kommune


def asked(kommune: Kommune, area: str, **more: object) -> Capacity:
    """The analysis of an area as it is known now."""
    return kommune.hall.capacity(kommune.now.date(), Asked(area=area, **more))  # type: ignore[arg-type]
