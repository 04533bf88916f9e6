"""One unit against a weighted mixture of others that moved as it did before the change: synthetic control with placebos.

Every unit is first taken as its distance from its own mean before, so that the mixture must move alike and need not lie at the same
level. The weights are 0 or more, add up to 1, and make the squared distance before the smallest. The interval is that of placebos: each of
the others is compared with a mixture of the rest as if it had changed, and the difference holds what is not larger than
nearly all of theirs. Sources: Abadie, Diamond & Hainmueller (2010), *JASA* 105, 493-505; without the levels: Ferman & Pinto (2021),
*Quantitative Economics* 12, 1197-1221; Lawson & Hanson (1974) for the least squares without negative weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Comparison, Interval
from trinvis.calculations.investment.wording import danish, numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS = (0.95, 0.9, 0.8)
"""The level of the interval is the highest of these that the number of placebos allows (19, 9 and 4 of them)."""
FEWEST_BEFORE, FEWEST_OTHERS = 4, 4
_SMALL = 1e-3

ASSUMPTIONS = (
    "Den vægtede sammensætning ville være fulgt ad med området, også efter ændringen, som den gjorde før.",
    "De andre fik ikke selv noget tilsvarende og blev ikke berørt af ændringen.",
    "Intet andet skiftede på samme tid kun det ene sted.",
    "Der er målt på samme måde alle steder og hele vejen.",
    NOT_A_CAUSE,
)


@dataclass(frozen=True)
class SyntheticControl:
    """The comparison. ``weights`` are those above nothing, the largest first. ``seen`` and ``mixed`` are the unit and its mixture, period by
    period, in the unit's own level. ``misfit`` is the root mean square of their distance before the change; ``placebos`` are (name,
    difference after, misfit before) of the others."""

    comparison: Comparison
    weights: Mapping[str, float]
    seen: tuple[float, ...]
    mixed: tuple[float, ...]
    misfit: float
    placebos: tuple[tuple[str, float, float], ...]


def synthetic_control(
    panel: Mapping[str, Sequence[float]], changed: str, after_from: int, *, unit: str, decimals: int = 1
) -> SyntheticControl:
    """``panel`` is unit → its points, equally many; those from place ``after_from`` on are after the change of ``changed``.

    Raises ``ValueError`` where points are missing or the unit is not there. With fewer than ``FEWEST_BEFORE`` points before or
    ``FEWEST_OTHERS`` others nothing is compared, and the comparison says so.
    """
    import numpy as np

    names, points = _checked(panel, changed, after_from)
    others = [name for name in names if name != changed]
    raw = points[names.index(changed)]
    if after_from < FEWEST_BEFORE or len(others) < FEWEST_OTHERS:
        refused = Comparison("synthetic_control", unit, None, None, _too_few(after_from, len(others)), ASSUMPTIONS, decimals=decimals)  # fmt: skip
        return SyntheticControl(refused, {}, tuple(raw.tolist()), (), 0.0, ())
    apart = points - points[:, :after_from].mean(axis=1, keepdims=True)
    place = names.index(changed)
    share, gap = _against(apart, place, [names.index(name) for name in others], after_from)
    placebos = []
    for name in others:
        rest = [names.index(other) for other in others if other != name]
        _, of = _against(apart, names.index(name), rest, after_from)
        placebos.append((name, float(of[after_from:].mean()), _root_mean_square(of[:after_from])))
    difference, misfit = float(gap[after_from:].mean()), _root_mean_square(gap[:after_from])
    weights = {name: float(one) for name, one in zip(others, share, strict=True) if one > _SMALL}
    ordered = dict(sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0])))
    interval = _interval(difference, [one for _, one, _ in placebos])
    made = Comparison(
        "synthetic_control", unit, difference, interval, "", ASSUMPTIONS,
        _checks(ordered, misfit, placebos, difference, unit, decimals), decimals=decimals,
    )  # fmt: skip
    return SyntheticControl(
        made, ordered, tuple(raw.tolist()), tuple(np.asarray(raw - gap).tolist()), misfit, tuple(placebos)
    )


def mixture(target: Floats, others: Floats) -> Floats:
    """Weights ≥ 0 that add up to 1 and bring ``others`` (units × points) nearest to ``target``, in squared distance.

    With d = others − target the squared distance of weights w that add up to 1 is |dᵀw|²; the non-negative v that make |dᵀv|² + (1 − Σv)²
    smallest point the same way, for along each direction that is smallest where it is q/(1 + q).
    """
    import numpy as np
    from scipy.optimize import nnls

    distance = (others - target).T
    size = float(np.abs(distance).max())
    rows = np.vstack([distance / (size or 1.0), np.ones(distance.shape[1])])
    found, _ = nnls(rows, np.append(np.zeros(distance.shape[0]), 1.0))
    return np.asarray(found / found.sum(), np.float64)


def _against(points: Floats, place: int, others: list[int], after_from: int) -> tuple[Floats, Floats]:
    """The weights of the others, and how far the unit lies above their mixture, period by period."""
    share = mixture(points[place, :after_from], points[others, :after_from])
    return share, points[place] - share @ points[others]


def _root_mean_square(values: Floats) -> float:
    return sqrt(float((values**2).mean()))


def _interval(difference: float, placebos: list[float]) -> Interval | None:
    sizes = sorted(abs(one) for one in placebos)
    for level in LEVELS:
        place = ceil(level * (len(sizes) + 1) - 1e-9)
        if place <= len(sizes):
            half = sizes[place - 1]
            words = f"placebo: {numbered(len(sizes), 'andet område', 'andre områder')} sammenlignet på samme måde"
            return Interval(difference - half, difference + half, level, words)
    return None


def _checked(panel: Mapping[str, Sequence[float]], changed: str, after_from: int) -> tuple[list[str], Floats]:
    import numpy as np

    if changed not in panel:
        raise ValueError(f"{changed} er ikke blandt områderne; vælg et, der er data for.")
    if len({len(of) for of in panel.values()}) > 1:
        raise ValueError("Områderne har ikke lige mange perioder; udelad dem, der mangler, eller perioden.")
    names = sorted(panel)
    points = np.array([panel[name] for name in names], float)
    wrong = [name for name, of in zip(names, points, strict=True) if not np.isfinite(of).all()]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} mangler tal for en periode; udelad området eller perioden.")
    if not 0 < after_from < points.shape[1]:
        raise ValueError("Der skal være mindst én periode før ændringen og én efter; vælg en anden dag.")
    return names, points


def _too_few(before: int, others: int) -> str:
    return (
        f"Der er {numbered(before, 'periode', 'perioder')} før ændringen og {numbered(others, 'andet område', 'andre områder')}; en vægtet "
        f"sammensætning kræver mindst {FEWEST_BEFORE} perioder før og {FEWEST_OTHERS} andre områder."
    )


def _checks(
    weights: Mapping[str, float], misfit: float, placebos: list[tuple[str, float, float]], difference: float, unit: str, decimals: int
) -> tuple[str, ...]:  # fmt: skip
    said = ", ".join(f"{name} {danish(100 * share, 0)} %" for name, share in weights.items())
    worse = sum(1 for _, _, of in placebos if of > misfit)
    larger = sum(1 for _, of, _ in placebos if abs(of) >= abs(difference))
    out = [
        f"Sammensætningen er {said}.",
        f"Før ændringen lå den i gennemsnit {danish(misfit, decimals)} {unit} fra; {worse} af de {len(placebos)} andre passer dårligere.",
        f"{larger} af de {len(placebos)} andre har en mindst lige så stor forskel, uden at noget var ændret hos dem.",
    ]
    if worse * 10 < len(placebos):
        out.append("Sammensætningen følger området dårligere end næsten alle andre; sammenligningen er svag.")
    return tuple(out)
