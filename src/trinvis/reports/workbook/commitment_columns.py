"""The columns of *Disponering*: headings, widths and places."""

from __future__ import annotations

GRANT_LABELS: list[tuple[str, float]] = [
    ("Indsats", 9),
    ("Barn", 11),
    ("Område", 26),
    ("Indsatstype", 24),
    ("Anbringelsessted", 22),
    ("Trin", 6),
    ("Leverandørtype", 14),
    ("Leverandør", 11),
    ("Team", 14),
    ("Distrikt", 14),
    ("Hovedydelse", 11),
    ("Status", 11),
    ("Enhed", 13),
    ("Takst, kr.", 13),
    ("Antal", 8),
    ("Momsfaktor", 10),
    ("Startdato", 11),
    ("Stopdato (tom = ukendt)", 11),
    ("Betales fra", 11),
    ("Betales til (tom = ukendt)", 11),
    ("Sandsynlighed", 12),
    ("Fortegn", 8),
    ("Antal × moms, tæller", 9),
    ("Antal × moms, nævner", 9),
    ("Fordeles på dage", 9),
]
(
    GRANT, CHILD, AREA, TYPE, PLACE, STEP, PROVIDER_KIND, PROVIDER, TEAM, DISTRICT, MAIN, STATUS, UNIT, RATE, QUANTITY,
    VAT, START, STOP, FROM, TO, PROBABILITY, SIGN, NUMERATOR, DENOMINATOR, SPREAD,
) = range(len(GRANT_LABELS))  # fmt: skip
JANUARY = len(GRANT_LABELS)
SUM_LABELS: list[tuple[str, float]] = [
    ("Året", 14),
    ("Lukkede måneder", 14),
    ("Åbne måneder", 14),
    ("Dage i året", 8),
    ("Helårspersoner", 10),
    ("Bemærkning", 40),
    ("Levering", 14),
    ("Række", 8),
]
YEAR, CLOSED, OPEN, DAYS, PERSONS, REMARK, DELIVERY, ROW = range(JANUARY + 12, JANUARY + 20)

FIRST_DAY_ROW, LAST_DAY_ROW, MONTH_DAYS_ROW, TOTAL_ROW, HEADING_ROW = 3, 4, 5, 6, 7
"""The calendar stands above the months; everything below is counted from it."""
FIRST_ROW = HEADING_ROW + 1

NO_PRICE = "pris mangler"
"""What stands in a month whose price is not known: never 0."""

REMARKS = {
    "income": "Forventet indtægt: en anden kommune betaler",
    "own_months": "Kildens egne månedsbeløb",
    "value": "Beløb fra beregningen; for stort til regnearkets cifre",
    "no_price": "Takst eller enhed mangler",
    "whole_months": "Hele måneder",
    "replaced": "Afløst eller begrænset af en anden indsats",
}
