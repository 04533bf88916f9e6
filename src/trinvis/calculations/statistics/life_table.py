"""How long something lasts: hazards and survival from counts by interval, and from single courses.

Sources: Kaplan & Meier (1958), *JASA* 53, 457-481, with Greenwood's variance; Nelson (1972) and Aalen (1978) for the
cumulative hazard; left truncation as in Andersen, Borgan, Gill & Keiding (1993), *Statistical Models Based on Counting
Processes*, ch. III-IV.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LifeTable:
    """One entry per interval, in order; survival and cumulative hazard are those at the *end* of the interval.

    ``hazards`` are exits per unit of exposure, 0 where nobody was exposed (``exposure`` says so). ``survival`` is the
    product of 1 − hazard, for exposure counted as numbers at risk; a hazard above 1, which time at risk may give, leaves
    nobody. ``survival_of_rates`` is exp(−``cumulative_hazards``), for exposure counted as time at risk.
    ``standard_error`` is Greenwood's, of ``survival``; 0 once nobody is left.
    """

    exposure: Floats
    exits: Floats
    hazards: Floats
    cumulative_hazards: Floats
    survival: Floats
    survival_of_rates: Floats
    standard_error: Floats


@dataclass(frozen=True)
class KaplanMeier:
    """Survival after each distinct time of an observed exit; ``table.exposure`` is the number at risk at that time."""

    times: Floats
    table: LifeTable

    def survival_at(self, times: npt.ArrayLike) -> Floats:
        """The share still there just after each of ``times``; 1 before the first exit, level after the last."""
        import numpy as np

        steps = np.concatenate([[1.0], self.table.survival])
        found: Floats = steps[np.searchsorted(self.times, np.asarray(times, float), side="right")]
        return found


def life_table(exposure: npt.ArrayLike, exits: npt.ArrayLike) -> LifeTable:
    """Hazards and survival out of exposure and exits per interval, both ≥ 0 and of one length, in the order of time.

    Raises ``ValueError`` when the lengths differ, a number is negative or not finite, or an interval has exits and no
    exposure.
    """
    import numpy as np

    at_risk, gone = _exposed(exposure, exits)
    hazards = np.divide(gone, at_risk, out=np.zeros_like(gone), where=at_risk > 0)
    cumulative = np.cumsum(hazards)
    survival = np.cumprod(np.clip(1 - hazards, 0, 1))
    left = at_risk - gone
    terms = np.divide(gone, at_risk * left, out=np.zeros_like(gone), where=(at_risk > 0) & (left > 0))
    error = survival * np.sqrt(np.cumsum(terms))
    return LifeTable(at_risk, gone, hazards, cumulative, survival, np.exp(-cumulative), error)


def kaplan_meier(
    durations: npt.ArrayLike, observed: npt.ArrayLike, entries: npt.ArrayLike | None = None
) -> KaplanMeier:
    """The product-limit estimate from single courses.

    ``durations``: age of the course when it was last seen; ``observed``: True when it ended then, False when it still
    went on. ``entries``: the age at which it came under observation (left truncation); a course counts as at risk at
    ages after its entry, up to and including its duration. Without them all are seen from the beginning.

    Where late entries leave nobody at risk but those who exit, the estimate is 0 from there on: start the ages later.
    Raises ``ValueError`` when there are no courses, lengths differ, a number is negative or not finite, or a course is
    not longer than its entry.
    """
    import numpy as np

    length, entry = _amounts(durations, np.zeros_like(np.asarray(durations, float)) if entries is None else entries)
    if not length.size:
        raise ValueError("Der er ingen forløb; hent historik ind.")
    ended = np.asarray(observed, bool)
    if ended.shape != length.shape:
        raise ValueError(f"Der er {length.size} varigheder, men {ended.size} oplysninger om, hvorvidt de er afsluttet.")
    if entries is not None and (length <= entry).any():
        first = int(np.argmax(length <= entry)) + 1
        raise ValueError(f"Forløb nr. {first} slutter, før det kommer under observation; udelad det.")
    times, exits = np.unique(length[ended], return_counts=True)
    reached = length.size - np.searchsorted(np.sort(length), times, side="left")
    late = 0 if entries is None else entry.size - np.searchsorted(np.sort(entry), times, side="left")
    return KaplanMeier(times, life_table(reached - late, exits))


def _exposed(exposure: npt.ArrayLike, exits: npt.ArrayLike) -> tuple[Floats, Floats]:
    at_risk, gone = _amounts(exposure, exits)
    wrong = (at_risk == 0) & (gone > 0)
    if wrong.any():
        raise ValueError(f"Nr. {int(wrong.argmax()) + 1} har afgange, men ingen under observation; ret optællingen.")
    return at_risk, gone


def _amounts(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Two rows of one length, with finite numbers ≥ 0."""
    import numpy as np

    one, two = np.array(first, float), np.array(second, float)
    if one.ndim != 1 or one.shape != two.shape:
        raise ValueError(f"De to rækker skal være lige lange; de har {one.size} og {two.size} tal.")
    both = np.stack([one, two])
    if not np.isfinite(both).all() or (both < 0).any():
        raise ValueError("Tallene skal være 0 eller større.")
    return one, two
