"""What the example municipality has typed for its capacity analysis: adopted shares, day rates, a conversion, and what places save."""

from __future__ import annotations

from datetime import date

from trinvis.demo.plan import Typed
from trinvis.demo.typed import CONTROLLER, LEADER
from trinvis.journal.target_share import key_of

DECIDED = date(2026, 6, 22)
"""The day when the shares were adopted, after the questionnaires."""

SHARES: dict[str, dict[str, int]] = {
    "children": {"preventive": 40, "residence": 50, "foster": 46, "institution": 55, "secure": 30},
    "ppr": {"ppr": 38},
    "adults": {
        "support": 31, "supported_housing": 33, "contact": 27, "protected_work": 20, "day_activity": 22, "temporary_home": 34,
        "lasting_home": 28,
    },
}  # fmt: skip
"""Area → offer → per cent of the money that concerns the target group; invented, of the size of seed 002's."""

DRIFT = {2021: -2, 2022: -1, 2023: -1, 2024: 0, 2025: 0}
"""Percentage points that a year's shares are from the newest."""

DAY_RATE = {2021: 2_090, 2022: 2_130, 2023: 2_180, 2024: 2_230, 2025: 2_280}
"""Kroner a day for patients that are done in hospital; invented."""


def capacity_typed(last_day: date) -> list[Typed]:
    """The entries that are known on ``last_day``."""
    if last_day < DECIDED:
        return []
    return [*_shares(), *_day_rates(), *_savings()]


def _shares() -> list[Typed]:
    out = []
    for area, offers in SHARES.items():
        for offer, share in offers.items():
            for year, drift in DRIFT.items():
                values = {
                    "area": area,
                    "component": offer,
                    "year": year,
                    "share": (share + drift) * 100,
                    "reason": "Mellem svarenes gennemsnit og registrene (opdigtet)",
                }
                out.append(Typed("target_share", key_of(values), values, DECIDED, LEADER))
    return out


def _day_rates() -> list[Typed]:
    return [
        Typed(
            "parameter",
            "finished_treated_rate",
            {
                "name": "finished_treated_rate",
                "value": kroner * 100,
                "valid_from": date(year, 1, 1),
                "valid_to": date(year, 12, 31),
                "assumed": True,
                "source": "Antaget af eksemplet: 2011-taksten fremskrevet",
            },
            DECIDED,
            CONTROLLER,
        )
        for year, kroner in DAY_RATE.items()
    ]


def _savings() -> list[Typed]:
    case = {
        "of_area": "adults",
        "year": 2025,
        "name": "Fra botilbud til egen bolig (opdigtet)",
        "places_closed": 600,
        "citizens_moved": 600,
        "saved_oere": 61_000_000,
        "support_oere": 24_000_000,
        "lost_oere": 70_000_000,
        "moving_oere": 18_000_000,
        "moving_is": "once",
        "phase_in": "50;100",
        "budget_oere": 16_000_000_000,
        "reason": "Husets egne marginale udgifter (opdigtet)",
    }
    digital = {
        "of_area": "adults",
        "year": 2025,
        "saves": "digitalisation",
        "rate": 100,
        "base": "target",
        "reason": "Business casens 1 pct., her af målgruppens udgifter (opdigtet)",
    }
    places = [
        {
            "of_area": area,
            "year": 2025,
            "saves": "unused_place",
            "per_place_oere": kroner * 100,
            "reason": "Vikartimer og kost, når en plads ikke er i brug (opdigtet)",
        }
        for area, kroner in (("children", 140_000), ("adults", 90_000))
    ]
    return [
        Typed("conversion_case", "Fra botilbud til egen bolig (opdigtet)", case, DECIDED, LEADER),
        Typed("saving_rate", "adults/digitalisation/2025", digital, DECIDED, CONTROLLER),
        *(Typed("saving_rate", f"{one['of_area']}/unused_place/2025", one, DECIDED, CONTROLLER) for one in places),
    ]
