"""How an amount was reckoned, as people say it: ``41.500,00 kr. pr. måned × 15/30 måned``."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.reports import danish

WHOLE = 10_000
"""100 % in hundredths of a per cent."""


@dataclass(frozen=True)
class Reckoned:
    """What one month of a price period is reckoned from.

    ``quantity`` is × 100, ``vat_factor`` and ``weight`` (the probability) are hundredths of a per cent. ``days`` of the
    month are charged; ``base`` is how many days the rate is for.
    """

    unit: str
    rate_oere: int
    quantity: int
    vat_factor: int
    weight: int
    days: int
    base: int


def amount_words(made: Reckoned) -> str:
    """The sum as a row of factors; those that are 1 are left out."""
    count = danish.decimal(made.quantity, 100, 0 if made.quantity % 100 == 0 else 2)
    several = made.quantity != 100
    rate = f"{danish.kroner(made.rate_oere, 2)} kr."
    part = f"{made.days}/{made.base}"
    dage = danish.count(made.days, "dag", "dage")
    number = [f"{count} stk."] if several else []
    terms = {
        "day": [f"{rate} pr. døgn", *number, dage],
        "week": [f"{rate} pr. uge", *number, f"{part} uge"],
        "fortnight": [f"{rate} pr. 14 dage", *number, part],
        "month": [f"{rate} pr. måned", *number, f"{part} måned"],
        "year": [f"{rate} pr. år", *number, f"{part} år"],
        "hour_week": [f"{rate} pr. time", f"{count} timer pr. uge", f"{part} uge"],
        "hour_month": [f"{rate} pr. time", f"{count} timer pr. måned", f"{part} måned"],
        "session": [f"{rate} pr. gang", f"{count} gange i alt", f"{part} af perioden"],
        "once": [f"{rate} som engangsbeløb", *number],
    }.get(made.unit, [rate, *number, dage])
    if made.vat_factor != WHOLE:
        terms.append(f"momsfaktor {_per_cent(made.vat_factor)}")
    if made.weight != WHOLE:
        terms.append(f"sandsynlighed {_per_cent(made.weight)}")
    return " × ".join(terms)


def _per_cent(hundredths: int) -> str:
    return danish.per_cent(hundredths, 0 if hundredths % 100 == 0 else 2)
