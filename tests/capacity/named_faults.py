"""The faults in seed 002 that the domain notes name, each with the table that can show it, or why no table can.

``E`` are those of the children's notes, section 8, ``A`` of the adults', section 8.2. A fault with several tables or places
is listed once for each.
"""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """A fault: the table that shows it, the finding's code, and words that its message holds."""

    name: str
    table: str
    code: str
    says: str


class Untold(NamedTuple):
    """A fault that no printed table can show, and why."""

    name: str
    why: str


NAMED = (
    Named("E1 rows under the wrong regions, by weights", "4-14", "labels-order", "alfabetisk"),
    Named("E1 the same, by table 1-2", "4-14", "labels-order", "den anden tabel"),
    Named("E1 columns under the wrong regions", "4-18", "labels-order", "alfabetisk"),
    Named("E2 the country is the sum of five rates", "4-26", "national-outside", "Tallet er summen: 1,1 + 1,0 + 0,9"),
    Named("E3 housing, the country at its lowest region", "1-3", "national-weights", "3,72 mio."),
    Named("E3 24-hour places", "1-3", "national-weights", "1,80"),
    Named("E4 SOSU divided by the last year", "4-8", "growth-base", "−36,8 %, tabellen siger −58 %"),
    Named("E5 per cent called percentage points", "4-3", "growth-unit", "58 % − 55 % = 3 pct.point"),
    Named("E7 flow over stock", "4-14", "flow-claim", "1.462 / 12.360 × 100 = 11,8 %"),
    Named("E8 places of 2012 called 2011", "1-2", "period-claim", "pladserne i 2012"),
    Named("E8 residences fit no year", "1-2", "rate-claim", "2.449 / 1.208.300"),
    Named("E9 growth over years that are not there", "4-47", "period-growth", "2009 til 2011"),
    Named("E9 title over other years", "4-15", "period-title", "2009-2011"),
    Named("E9 2020-12", "1-3", "period-turned", "2020-2012"),
    Named("E10 more answers to a part than to the whole", "4-33", "interval-answers", "17 svar"),
    Named("E11 intervals called smallest and largest", "4-46", "interval-not-ends", "Alle 8 spænd"),
    Named("E13 psychologists, share", "4-7", "claim", "Teksten siger 1 %"),
    Named("E13 psychologists, number", "4-7", "claim", "Teksten siger 650"),
    Named("E14 PPR staff 1.200", "4-29", "claim", "Teksten siger 1.200"),
    Named("E15 growth of co-financing", "1-2", "claim", "Teksten siger 56 %"),
    Named("E16 stars at the wrong rows, placed", "4-10", "growth-period", "Anbragte 0-17"),
    Named("E16 stars at the wrong rows, after-care", "4-10", "growth-period", "Anbragte med efterværn"),
    Named("E17 growth copied from table 4-21", "4-22", "growth", "−50,2 %, tabellen siger −48 %"),
    Named("E18 53 per cent", "4-7", "claim", "Teksten siger 53 %"),
    Named("E18 11 per cent", "4-6", "claim", "Teksten siger −11 %"),
    Named("E18 Midtjylland and Nordjylland swapped", "4-9", "claim", "Midtjylland"),
    Named("E19 5.500 places", "1-1", "claim", "2.449 + 2.336 + 101"),
    Named("E20 places called offers", "4-18", "unit-claim", "pladserne, ikke tilbuddene"),
    Named("E27 12.000 inquiries", "4-39", "claim", "Teksten siger 12.000"),
    Named("E28 a per cent sign too many", "4-34", "unit-odd", "8-12 %"),
    Named("E28 21-480", "4-38", "form-unreadable", "21-480"),
    Named("E29 kroner for counts", "4-3", "unit-differs", "1.000 kr."),
    Named("E31 growth per inhabitant", "1-2", "growth-claim", "10,9 %"),
    Named("A1 sign of the total's growth", "5-3", "growth-sign", "2,5 %, tabellen siger −3 %"),
    Named("A2 two counts swapped, by their shares", "5-9", "share-of", "3.161 og 710 passer"),
    Named("A2 two counts swapped, by table 5-10", "5-9", "labels-order", "to navne bytter plads"),
    Named("A3 Sjælland's fall", "5-11", "claim", "Tallet står ved Nordjylland"),
    Named("A3 Midtjylland's rise", "5-11", "claim", "Tallet står ved Syddanmark"),
    Named("A3 Sjælland's level", "5-11", "claim", "Sjællands niveau"),
    Named("A4 a row left out of the total", "5-22", "sum", "Forskellen er netop 2.504"),
    Named("A5 places of 2012 called 2011", "1-1", "claim", "14.891"),
    Named("A5 growth 2010-2012 called 2007-2011", "1-1", "period-claim", "udviklingen 2010-2012"),
    Named("A6 the broad group called the target group", "5-17", "rate-claim", "den bredere gruppe"),
    Named("A7 13 per cent", "5-15", "claim", "Teksten siger −13 %"),
    Named("A8 32 per cent", "5-8", "claim", "begge konti"),
    Named("A9 15 users per full-time employee", "5-14", "claim", "= 6,8"),
    Named("A10 per cent in the title of counts", "5-13", "unit-title", "3.717"),
    Named("A10 per inhabitant for per 1.000", "5-27", "unit-claim", "pladser pr. 1.000"),
    Named("A10 per patient for per inhabitant", "5-31", "unit-claim", "pr. 1.000 indbyggere"),
    Named("A11 growth over other years, offers", "5-21", "period-growth", "2010 til 2012"),
    Named("A11 growth over other years, places", "5-22", "period-growth", "2010 til 2012"),
    Named("A12 273 mio. of no printed base", "figur-5-1", "claim", "Teksten siger 273 mio."),
    Named("A13 Esbjerg 6,1 and 6,2", "boks-5-5", "claim", "Teksten siger 6,2 mio. kr."),
    Named("A15 50,7 against days and rate", "5-30", "claim", "27.095 × 1.834"),
    Named("A17 a third", "figur-5-1", "claim", "Teksten siger 33 %"),
    Named("A19 0,5 places", "5-27", "claim", "0,4429 + 0,3747 = 0,82"),
    Named("A20 18.600 courses of support", "1-1", "claim", "= 18,33"),
    Named("A20 their growth", "1-1", "claim", "= 61,8 %"),
    Named("A20 10.000 in day offers", "1-1", "claim", "= 10,26"),
    Named("A20 3,18 persons in housing", "1-3", "rate-claim", "= 1,207"),
    Named("A20 6,08 courses of support", "1-3", "rate-claim", "5,25"),
)  # fmt: skip

UNTOLD = (
    Untold("E3 day offers 0,9", "0,97 and 0,9 may be the same number rounded"),
    Untold("E6 mean above the third quartile", "the figure's numbers stand in the text only; shown as a table of three in a test"),
    Untold("E12, A16 what an interval covers", "words"),
    Untold("E17 Syddanmark -47", "-46,3 from rounded rates may be -46,6"),
    Untold("E18 20 per cent", "8 % + 13 % may be 20,4"),
    Untold("E21 influenceable or background", "words"),
    Untold("E22, A18 cross-references", "words"),
    Untold("E23 two totals of 13,3 mia.", "equal numbers"),
    Untold("E24 47 called about 50", "so it is"),
    Untold("E25 which mean", "words"),
    Untold("E26 two highest regions", "the figure is lost"),
    Untold("E28 a row's name copied", "words"),
    Untold("E30 sums off by one or two", "rounding explains them, and the checker must be silent"),
    Untold("E32 which children", "words"),
    Untold("A14 regional totals against the text of figure 5-2", "the figure is lost; the country's figure is E3"),
    Untold("A21 89 against 87,5", "rounding explains it"),
    Untold("A22 two groups of respondents", "words"),
)  # fmt: skip

FURTHER = {
    ("4-5", "share-of"): "61 % printed for 60,4 %, so that the shares add up to 100",
    ("4-14", "growth"): "four of five regions' growth is not that of the rates beside it",
    ("4-14", "growth-period"): "the same",
    ("4-27", "share-of"): "10 % printed for 10,6 %, so that the shares add up to 100",
    ("4-34", "interval-uneven"): "the middle of 9.370 and 14.680 is 12.025, not 12.028",
    ("4-3", "claim"): "line 2514 repeats the 5 percentage points",
    ("4-9", "claim"): "Nordjylland's side of the swap",
    ("4-14", "flow-claim"): "2007 as well as 2011",
    ("5-20", "period-title"): "title 2009-2011 over columns from 2007",
    ("4-26", "national-outside"): "every year",
    ("4-3", "unit-differs"): "three rows",
    ("5-9", "share-of"): "both of the swapped",
    ("4-18", "labels-order"): "by table 1-2 as well",
    ("5-22", "sum"): "every year",
}
"""What else the checker says of the printed tables, and why it is so: nothing is said that is not."""
