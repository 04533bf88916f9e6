"""Every figure made again with new chance, and the corrected placement frequency; the same on any number of threads."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from tests.capacity.synthetic_country import Mix, country

from trinvis.calculations.capacity.corrected import corrected_deviation
from trinvis.calculations.capacity.corrected_frequency import corrected_frequency
from trinvis.calculations.capacity.overlap import added
from trinvis.calculations.capacity.potentials import deviation, lower_frequency
from trinvis.calculations.capacity.redrawn import redrawn
from trinvis.calculations.capacity.refused import CapacityRefused


def test_a_lower_frequency_without_chance_is_less_and_nearer_the_truth() -> None:
    """Frequencies whose lasting part is known: Σ coefficient · max(0, lasting − mean) · inhabitants."""
    reported, corrected, truth = [], [], []
    for seed in range(25):
        mix = Mix(yearly=500, years=3, background=1, influenceable=1, placed_swing=3.0)
        drawn = country(mix, seed)
        known = country(replace(mix, placed_swing=0.0), seed)
        model = drawn.full_model()
        first = lower_frequency(model, "placed", drawn.base())
        found = corrected_frequency(model, "placed", drawn.years, drawn.base())
        lasting = known.full_model().design[:, 1]
        per = model.coefficient("placed").value
        truth.append(per * (np.maximum(lasting - 10, 0) * drawn.inhabitants).sum())
        reported.append(first.amount)
        corrected.append(found.amount)
        assert found.corrected
        assert found.interval is not None
        assert found.interval.low < found.amount < found.interval.high
    assert np.mean(reported) / np.mean(truth) > 1.2
    assert np.mean(corrected) / np.mean(truth) == pytest.approx(1, abs=0.06)


def test_both_corrected_parts_of_one_model_add_and_a_corrected_one_never_to_the_reports() -> None:
    """The corrected counterpart of 679 = 237 + 442."""
    drawn = country(Mix(yearly=500, background=2, influenceable=1, placed_swing=2.0), 7)
    model, base = drawn.full_model(), drawn.base()
    unexplained = corrected_deviation(model, drawn.spending, drawn.years, base, "full").potential
    frequency = corrected_frequency(model, "placed", drawn.years, base)
    total = added("I alt, korrigeret", [frequency, unexplained])
    assert total.amount == pytest.approx(frequency.amount + unexplained.amount)
    assert total.corrected
    with pytest.raises(CapacityRefused, match="korrigeret for tilfældigheder"):
        added("I alt", [lower_frequency(model, "placed", base), unexplained])


def test_figures_drawn_again_say_by_how_much_the_formula_overstates() -> None:
    """With twice as much noise as lasts the formula gives some 45 % too much (``test_potentials_corrected``)."""
    said = []
    for seed in range(6):
        drawn = country(Mix(yearly=2000, background=5, influenceable=1), seed)
        found = redrawn(drawn.full_model(), drawn.spending, drawn.years, drawn.base(), "placed", draws=300)
        said.append(found.overstated_per_cent)
        reported = deviation(drawn.full_model(), drawn.base(), "full").amount
        assert found.deviation.low < reported < found.deviation.high
        assert found.frequency is not None
        per_unit = lower_frequency(drawn.full_model(), "placed", drawn.base())
        assert found.frequency.low < per_unit.amount < found.frequency.high
        assert abs(found.corrected_bias) < abs(found.overstated)
    assert 30 < np.mean(said) < 65
    assert "for meget" in found.sentence


PROGRAM = """
import hashlib
from tests.capacity.synthetic_country import Mix, country
from trinvis.calculations.capacity.corrected import corrected_deviation
from trinvis.calculations.capacity.redrawn import redrawn
drawn = country(Mix(influenceable=6), 1)
model = drawn.full_model()
again = redrawn(model, drawn.spending, drawn.years, drawn.base(), "placed", draws=1000)
found = corrected_deviation(model, drawn.spending, drawn.years, drawn.base(), "full")
print(hashlib.sha256(b"".join(one.tobytes() for one in again.totals.values())).hexdigest(), found.potential.amount.hex(), found.potential.interval)
"""


def test_the_last_digit_does_not_depend_on_threads() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    }
    assert len(said) == 1
