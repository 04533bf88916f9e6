"""Ordinary or weighted least squares with robust errors, influence, and predictions of each case by all the others.

Sources: HC3 from MacKinnon & White (1985), *Journal of Econometrics* 29, 305-325; Cook (1977), *Technometrics* 19, 15-18;
leave-one-out by leverage and DFFITS from Belsley, Kuh & Welsch (1980), *Regression Diagnostics*, ch. 2, with the variance
inflation factors of its ch. 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.regression_fit import Fit, design_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MOST_INFLATION = 1e8
"""Above this variance inflation half of the digits are lost, and the coefficients mean nothing."""
RULES = 1 - 1e-10
"""Above this leverage a case decides a coefficient by itself."""


class CannotFit(ValueError):
    """The model cannot be estimated; ``str`` says in Danish why and what to do."""


def least_squares(
    outcome: npt.ArrayLike,
    variables: npt.ArrayLike,
    names: Sequence[str],
    cases: Sequence[str] = (),
    weights: npt.ArrayLike | None = None,
) -> Fit:
    """OLS of ``outcome`` (cases) on ``variables`` (cases × variables) named ``names``, with a constant.

    ``cases`` are the cases' names, for what is said of them. With ``weights`` (above 0, in any unit) it is weighted least squares:
    a case's square counts so many times, as a mean of so many inhabitants. Raises ``CannotFit`` when a value is missing, there are too
    few cases to leave one out, the outcome does not vary, a variable is constant or follows from the others, or one
    case alone decides a coefficient.
    """
    import numpy as np

    y, x = np.asarray(outcome, float), np.asarray(variables, float)
    if y.ndim != 1 or x.shape != (y.size, len(names)):
        raise ValueError(f"Modellen har {y.size} udfald og {len(names)} variabler, men tabellen er {x.shape}.")
    if not (np.isfinite(y).all() and np.isfinite(x).all()):
        raise CannotFit("En værdi mangler; udelad de kommuner, hvor udgift eller variabler ikke kendes.")
    weight = _weights(weights, y.size)
    root = np.sqrt(weight)
    degrees = y.size - len(names) - 1
    if degrees < 2:
        raise CannotFit(_too_few(y.size, len(names)))
    if (y == y[0]).all():
        raise CannotFit("Udgiften er den samme i alle kommuner; der er ingen forskel at forklare.")
    centre = weight @ x / y.size
    for name, column in zip(names, x.T, strict=True):
        if (column == column[0]).all():
            raise CannotFit(f"Variablen »{name}« er den samme i alle kommuner; tag den ud af modellen.")
    inflation = _inflation(root[:, None] * (x - centre), names)
    q, r = np.linalg.qr(root[:, None] * design_of(x, centre))
    level = q.T @ (root * y)
    inner = np.linalg.solve(r, level)
    inverse_r = np.linalg.inv(r)
    inverse, leverage = inverse_r @ inverse_r.T, (q**2).sum(axis=1)
    _no_ruler(leverage, cases)
    fitted = q @ level / root
    residual = y - fitted
    weighed = root * residual
    variance = float(weighed @ weighed) / degrees
    left = 1 - leverage
    pull = inverse_r @ q.T
    robust = (pull * (weighed / left) ** 2) @ pull.T
    back = np.eye(len(names) + 1)
    back[0, 1:] = -centre
    mean = float(weight @ y) / y.size
    unexplained = float(weighed @ weighed) / float((weight * (y - mean) ** 2).sum())
    return Fit(
        names=tuple(names),
        coefficient=back @ inner,
        error=np.sqrt(variance * np.diag(back @ inverse @ back.T)),
        robust_error=np.sqrt(np.diag(back @ robust @ back.T)),
        r2=1 - unexplained,
        adjusted_r2=1 - unexplained * (y.size - 1) / degrees,
        spread=variance**0.5,
        degrees=degrees,
        fitted=fitted,
        residual=residual,
        leverage=leverage,
        cook=weighed**2 * leverage / (left**2 * variance * (len(names) + 1)) if variance else np.zeros_like(y),
        inflation=inflation,
        weight=weight,
        _inverse=inverse,
        _centre=centre,
    )


def _weights(weights: npt.ArrayLike | None, cases: int) -> Floats:
    """With mean 1; raises ``CannotFit`` for one that is missing or not above 0."""
    import numpy as np

    if weights is None:
        return np.ones(cases)
    given = np.asarray(weights, float)
    if given.shape != (cases,):
        raise ValueError(f"Modellen har {cases} udfald, men {given.shape} vægte.")
    if not (np.isfinite(given) & (given > 0)).all():
        raise CannotFit("En vægt mangler eller er ikke over 0; ret kommunens indbyggertal, eller brug ingen vægte.")
    scaled: Floats = given / given.mean()
    return scaled


def _inflation(centred: Floats, names: Sequence[str]) -> Floats:
    """Variance inflation of each variable; raises ``CannotFit`` with the variables that say the same."""
    import numpy as np

    if not names:
        return np.empty(0)
    size = np.sqrt((centred**2).sum(axis=0))
    _, values, directions = np.linalg.svd(centred / size, full_matrices=False)
    inflation: Floats = ((directions / np.maximum(values, 1e-300)[:, None]) ** 2).sum(axis=0)
    if inflation.max() > MOST_INFLATION:
        same = [f"»{name}«" for name, factor in zip(names, inflation, strict=True) if factor > MOST_INFLATION]
        raise CannotFit(f"Variablerne {', '.join(same)} følger af hinanden; tag en af dem ud af modellen.")
    return inflation


def _no_ruler(leverage: Floats, cases: Sequence[str]) -> None:
    """Refuses a case that the model must go straight through: nothing can be said of it by the others."""
    alone = int(leverage.argmax())
    if leverage[alone] > RULES:
        name = cases[alone] if cases else f"Række {alone + 1}"
        raise CannotFit(f"{name} bestemmer alene en koefficient; udelad kommunen eller en variabel.")


def _too_few(cases: int, variables: int) -> str:
    return (
        f"{cases} kommuner er for få til en model med {variables} variabler og et konstantled; "
        f"der skal være mindst {variables + 3}."
    )
