"""How the figures of an input are shown, by what they are."""

from __future__ import annotations

from trinvis.cases.case import Input

PER_CENT = "0.0##%"
KRONER_OERE = "#,##0.00;[Red]-#,##0.00"
KRONER_WHOLE = "#,##0;[Red]-#,##0"
PLAIN = "General"
GROUPED = "#,##0.00##"
WHOLE = "#,##0"
FACTOR = "0.0000"


def number_form(given: Input, value: float | None = None, *, interest: bool = False) -> str:
    """The number format of an input; ``value`` is what it is now, where that is one number, ``interest`` a discount rate."""
    if given.kind == "rate" or given.growth_by_year is not None or interest:
        return PER_CENT
    if given.kind == "index":
        return FACTOR
    shown = given.value if value is None else value
    if given.kind == "amount":
        return KRONER_WHOLE if shown is None or shown == int(shown) else KRONER_OERE
    if shown is None or given.formula is not None:
        return GROUPED if shown is None or shown != int(shown) else WHOLE
    return PLAIN if abs(shown) < 1000 else GROUPED
