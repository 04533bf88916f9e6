"""The simulated forecast as one document for programs: the table, and beside it the parts, the way through the year and every model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.municipality.forecast_opened import variance_shares
from trinvis.presentation.forecast_tables import areas_table
from trinvis.reports.json_text import document

if TYPE_CHECKING:
    from trinvis.municipality.forecast_tested import Held
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.parameters.profile import Profile


def forecast_document(made: ForecastYear, profile: Profile, *, synthetic: bool) -> dict[str, Any]:
    """The forecast as plain objects. What rests on intervals is null where none is drawn."""
    return {
        **document(areas_table(made, profile, synthetic=synthetic)),
        "parts": [
            {"part": part, "label": label, "amount_oere": made.total.parts[part]} for part, label in PARTS.items()
        ],
        "caveats": [{"code": one.code, "sentence": one.sentence, "area": one.area} for one in made.caveats],
        "models": [
            {
                "name": one.name,
                "label": one.label,
                "sentence": one.sentence,
                "headings": dict(one.headings),
                "rows": one.rows.to_dicts(),
            }
            for one in made.inputs
        ],
        "contributions_pct": variance_shares(made),
        "tested": _tested(made),
        "months": _months(made) if made.is_drawn() else None,
    }


def _tested(made: ForecastYear) -> dict[str, Any] | None:
    if made.tested is None:
        return None
    areas = {area: _held(held) for area, held in made.tested.areas.items()}
    return {"years": list(made.tested.years), "total": _held(made.tested.total), "areas": areas}


def _held(held: Held) -> dict[str, Any]:
    return {"origins": held.origins, "held80": held.held80, "held95": held.held95, "drawn": held.holds}


def _months(made: ForecastYear) -> list[dict[str, Any]]:
    return [
        {"month": row["month"]} | {f"{name}_oere": row[name] for name in row if name != "month"}
        for row in made.paths.iter_rows(named=True)
    ]
