"""How much of an area's money is the target group's: one share for all, or one for each component of the spending.

The children's 47 % is 0,40 of the preventive and 0,50 of the placements' money (seed 002 lines 2462-2476, 2518-2522, 6795).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.refused import CapacityRefused, danish


@dataclass(frozen=True)
class BaseShare:
    """The target group's share of a municipality's spending, 0 to 1: ``flat`` for all, or ``by_code`` where a component counts.

    ``words`` say which, for the figure it stands at.
    """

    words: str
    flat: float | None = None
    by_code: Mapping[int, float | None] | None = None

    def of(self, code: int) -> float | None:
        """The municipality's share; None where its components are not known."""
        return self.flat if self.by_code is None else self.by_code.get(code)


WHOLE_AREA = BaseShare("hele området", 1.0)


def flat_share(share: float, reason: str = "") -> BaseShare:
    """The same share everywhere. Raises ``CapacityRefused`` outside 0 to 1."""
    _checked(share, "Målgruppens andel")
    return BaseShare(f"målgruppens andel er sat til {_per_cent(share)} i alle kommuner{_because(reason)}", share)


def component_share(
    shares: Mapping[str, float], amounts: Mapping[str, Mapping[int, float | None]], reason: str = ""
) -> BaseShare:
    """Each component's share weighed by what the municipality spends on it (kroner by component and code).

    None for a municipality whose spending on a component is not known, or that spends nothing. Raises ``CapacityRefused`` for a
    share outside 0 to 1, a component without amounts, or spending below 0.
    """
    for name, share in shares.items():
        _checked(share, f"Andelen for {name}")
        if name not in amounts:
            raise CapacityRefused(f"Udgifterne til {name} mangler; hent dem ind, eller brug én andel for hele området.")
    codes = sorted({code for name in shares for code in amounts[name]})
    found = {code: _weighed(code, shares, {name: amounts[name].get(code) for name in shares}) for code in codes}
    words = ", ".join(f"{name} {_per_cent(share)}" for name, share in shares.items())
    return BaseShare(f"målgruppens andel er sat for hver del af udgiften ({words}){_because(reason)}", by_code=found)


def _weighed(code: int, shares: Mapping[str, float], spent: Mapping[str, float | None]) -> float | None:
    known = {name: amount for name, amount in spent.items() if amount is not None}
    if len(known) < len(shares):
        return None
    if any(amount < 0 for amount in known.values()):
        raise CapacityRefused(
            f"Kommune {code} har en udgift under 0 på en del af området; brug én andel, eller ret den."
        )
    total = fsum(known.values())
    return fsum(shares[name] * amount for name, amount in known.items()) / total if total > 0 else None


def _checked(share: float, what: str) -> None:
    if not 0 <= share <= 1:
        raise CapacityRefused(f"{what} skal ligge mellem 0 og 100 %, men er {_per_cent(share)}.")


def _per_cent(share: float) -> str:
    text = danish(100 * share, 1)
    return f"{text.removesuffix(',0')} %"


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""
