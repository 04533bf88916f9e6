"""The bands of the state's refund for especially expensive cases (Barnets lov § 198), as a month uses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trinvis.parameters.parameters import Parameters


@dataclass(frozen=True)
class RefundBand:
    """Of what a child (or household) costs above the limit, the state pays ``share``, up to the next band's limit.

    ``limit_oere`` is the year's limit; a month uses it divided by ``months`` (12; bekendtgørelse nr. 1485 af 6. december
    2023, § 3). ``share`` is in hundredths of a per cent (2500 = 25 %). ``rule_id`` names limit and share.
    """

    limit_oere: int
    share: int
    months: int
    rule_id: str
    assumed: bool


def refund_bands(parameters: Parameters, on: date) -> tuple[RefundBand, ...]:
    """The bands of a day, lowest limit first; raises ``MissingParameter`` for a year whose limits are not known."""
    months = parameters.value("refund_rule", on, "months").number()
    rows = parameters.table("refund_limits", on).sort("limit_oere").iter_rows(named=True)
    return tuple(RefundBand(row["limit_oere"], row["share"], months, row["rule_id"], row["assumed"]) for row in rows)


def adds_household(parameters: Parameters, on: date) -> bool:
    """Whether the children of a household are added before the limits are met (Barnets lov § 198, stk. 2; from 2021)."""
    return parameters.value("refund_rule", on, "household").number() == 1
