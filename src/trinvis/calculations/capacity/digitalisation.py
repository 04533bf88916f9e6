"""What digital casework is said to save: a rate times a base, and the base must have a name.

The report has 1 % as 58 mio. kr. of the adult target group's 5,8 mia., and as 273 mio. of *the whole area for adults and disability*
(seed 002 lines 11483-11489). The second needs a base of 27,3 mia. kr., which stands nowhere: 1 % of 15,7 is 157, of 21,0 it is 210.
"""

from __future__ import annotations

from collections.abc import Collection

from trinvis.calculations.capacity.caveats import BUSINESS_CASE, SERVICE_LEVEL
from trinvis.calculations.capacity.potential import NATIONAL, Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish


def digitalisation(
    rate: float, base: float, base_name: str, areas: Collection[str], year: int, where: str = NATIONAL
) -> Potential:
    """``rate`` (0 to 1) of ``base`` kroner a year; ``base_name`` says whose money it is and where the figure stands.

    ``areas`` are all those that the base covers, so that it is not added to a potential of one of them. Raises
    ``CapacityRefused`` for a base without a name, a rate outside 0 to 1, or a base that is not above 0.
    """
    if not base_name.strip():
        raise CapacityRefused(
            "Skriv, hvad procenten er regnet af, og hvor tallet står; ellers kan den ikke efterprøves."
        )
    if not 0 <= rate <= 1 or base <= 0:
        raise CapacityRefused(
            f"{danish(100 * rate, 1)} % af {danish(base)} kr. kan ikke regnes; ret satsen eller udgiften."
        )
    return Potential(
        kind="digitalisation",
        label="Digital sagsbehandling",
        amount=rate * base,
        area=frozenset(areas),
        cases=0,
        said=(f"{danish(100 * rate, 1)} % af {danish(base)} kr.: {base_name}.",),
        caveats=(BUSINESS_CASE, SERVICE_LEVEL),
        where=where,
        year=year,
    )


def implied_base(saving: float, rate: float) -> float:
    """The base that a saving is the rate of, kroner; raises ``CapacityRefused`` unless the rate is above 0."""
    if rate <= 0:
        raise CapacityRefused("Satsen skal være over 0.")
    return saving / rate
