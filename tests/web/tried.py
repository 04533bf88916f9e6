"""The example with invented scores of a backtest, as if its forecast had been tried: what is shown only then can be seen at once."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.web.served import KEY

from trinvis.calculations.forecast.backtest import DRAWS, Score
from trinvis.municipality import Municipality
from trinvis.municipality.forecast_backtest import FILE, SEED, origins

MIO = 100_000_000
AREA, FAILED = "plejefamilier", "opholdssteder"


def as_if_tried(folder: Path, day: date) -> Path:
    """Every origin of ``folder`` gets scores: the simulation is 1 per cent too high in 2024 and too low in 2025, and holds in
    2025, but in ``FAILED`` never."""
    with Municipality.open(folder, key=KEY) as kommune:
        house = kommune._house
        areas = [area.id for area in kommune.profile(day).areas]
        kept = {
            one.key: [asdict(score) for score in _scores(one.month, one.year, areas)]
            for one in origins(house, house.basis(day), DRAWS, SEED)
        }
    (folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
    return folder


def _scores(month: int, year: int, areas: list[str]) -> list[Score]:
    left = (year - month // 100) * 12 + 12 - month % 100
    sign, held = (1, False) if year == 2024 else (-1, True)
    found = []
    for area in (*areas, ""):
        frame = 35 * MIO if area else 120 * MIO
        off = frame // 100
        found += [
            Score(
                year,
                month,
                left,
                area,
                "simulated",
                frame + sign * off,
                frame,
                frame,
                off / 2,
                held and area != FAILED,
                True,
            ),
            Score(year, month, left, area, "disposition", frame - 2 * off, frame, frame, 2.0 * off, None, None),
            Score(year, month, left, area, "pool", frame + 3 * off, frame, frame, 3.0 * off, None, None),
        ]
    return found
