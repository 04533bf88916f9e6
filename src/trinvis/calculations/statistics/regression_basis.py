"""Functions of one variable or several to regress on: splines with a penalty for bending, groups, and products.

A variable is first turned into normal scores by its ranks, which lets a long tail bend the curve no more than its draws
can bear. Nothing here or in what uses it goes through threaded linear algebra over the cases: the last digit is the same on
any number of threads.

Sources: P-splines, Eilers & Marx (1996), *Statistical Science* 11, 89-121; the basis in which data and penalty are both
diagonal, Demmler & Reinsch (1975), *Numerische Mathematik* 24, 375-382.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SEGMENTS, SURFACE_SEGMENTS, DEGREE = 20, 6, 3
MOST_GROUPS = 40
CASES_PER_SEGMENT, CASES_PER_GROUP, CASES_PER_COLUMN = 20, 20, 50
MOST_COLUMNS = 150
NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Basis:
    """Functions with mean 0 over the cases, mean square 1 and no correlation between them.

    ``project`` gives the mean of each function times values [case]; ``expand`` the sum of the functions by coefficients, per
    case. ``rough`` [function] is how much each bends: 0 is never shrunk.
    """

    project: Callable[[Floats], Floats]
    expand: Callable[[Floats], Floats]
    rough: Floats


def curve_basis(variable: npt.ArrayLike) -> Basis:
    """Smooth functions of one variable [case]; a step for each value where there are few; none where it is constant."""
    import numpy as np

    x = np.asarray(variable, float)
    values, which = np.unique(x, return_inverse=True)
    if values.size <= max(2, min(MOST_GROUPS, x.size // CASES_PER_GROUP)):
        return _orthonormal((which == np.arange(values.size - 1)[:, None]).astype(float))
    return _penalised(normal_scores(x), _standardised(x))


def surface_basis(variables: npt.ArrayLike) -> Basis:
    """Functions of several variables [variable, case] together: a curve of each and products of two and three.

    With many variables for the number of cases the curves become polynomials, and then products are left out.
    """
    import numpy as np

    rows = [row for row in np.asarray(variables, float) if (row != row[0]).any()]
    if len(rows) < 2:
        return curve_basis(rows[0] if rows else np.zeros(np.asarray(variables).shape[1]))
    scores, plain = [normal_scores(row) for row in rows], [_standardised(row) for row in rows]
    most = min(MOST_COLUMNS, rows[0].size // CASES_PER_COLUMN)
    pairs, threes = comb(len(rows), 2), comb(len(rows), 3)
    if len(rows) * (SURFACE_SEGMENTS + DEGREE) + 4 * pairs + threes <= most:
        return _orthonormal(np.array(_rich(scores, plain)))
    if 4 * len(rows) + pairs <= most:
        return _orthonormal(np.array(_middle(scores, plain)))
    return _orthonormal(np.array([*plain, *(z**2 for z in scores)]))


def normal_scores(variable: Floats) -> Floats:
    """The normal quantile of each case's middle rank; equal cases get the same score."""
    import numpy as np
    from scipy.special import ndtri

    _, which, counts = np.unique(variable, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    scores: Floats = ndtri(middle / variable.size)[which]
    return scores


def _standardised(variable: Floats) -> Floats:
    """Mean 0 and mean square 1, also where the numbers are too large to be squared."""
    import numpy as np

    away = variable / np.abs(variable).max()
    away = away - away.mean()
    made: Floats = away / np.sqrt((away * away).mean())
    return made


def _rich(scores: list[Floats], plain: list[Floats]) -> list[Floats]:
    """Spline curves, and products of two and three variables."""
    made = [column for z in scores for column in _splines(z, SURFACE_SEGMENTS).toarray().T[1:]]
    made += plain
    for one, two in combinations(range(len(plain)), 2):
        made += [plain[one] * plain[two], scores[one] * scores[two]]
        made += [scores[one] ** 2 * scores[two], scores[one] * scores[two] ** 2]
    made += [plain[one] * plain[two] * plain[three] for one, two, three in combinations(range(len(plain)), 3)]
    return made


def _middle(scores: list[Floats], plain: list[Floats]) -> list[Floats]:
    """Curves of third degree and products of two."""
    made = [*plain, *(z**power for z in scores for power in (1, 2, 3))]
    return made + [one * two for one, two in combinations(plain, 2)]


def _splines(scores: Floats, segments: int) -> Any:
    """B-splines on evenly spaced knots over the scores, as SciPy's sparse array [case, function]."""
    import numpy as np
    from scipy.interpolate import BSpline

    low, high = scores.min(), scores.max()
    knots = low + (high - low) / segments * np.arange(-DEGREE, segments + DEGREE + 1)
    inside = np.clip(scores, knots[DEGREE], knots[-DEGREE - 1])
    return BSpline.design_matrix(inside, knots, DEGREE)


def _penalised(scores: Floats, plain: Floats) -> Basis:
    """P-splines of the scores and the variable itself, in the basis where data and penalty are both diagonal."""
    import numpy as np
    from scipy.sparse import csc_array, hstack

    segments = max(3, min(SEGMENTS, scores.size // CASES_PER_SEGMENT))
    design = csc_array(hstack([_splines(scores, segments), plain[:, None]]))
    across, cases = csc_array(design.T), scores.size
    mean = np.asarray(design.sum(axis=0)) / cases
    data = (across @ design).toarray() / cases - mean[:, None] * mean
    bend = np.zeros_like(data)
    second = np.diff(np.eye(data.shape[0] - 1), n=2, axis=0)
    bend[:-1, :-1] = np.einsum("ji,jk->ik", second, second)
    bend *= np.trace(data) / np.trace(bend)
    size, turn = np.linalg.eigh(data + bend)
    kept = size > NEGLIGIBLE * size[-1]
    turn = turn[:, kept] / np.sqrt(size[kept])
    share, further = np.linalg.eigh(turn.T @ data @ turn)
    seen = share > NEGLIGIBLE
    share = np.minimum(share[seen], 1)
    weights = turn @ further[:, seen] / np.sqrt(share)

    def project(values: Floats) -> Floats:
        made: Floats = weights.T @ (across @ values / cases - mean * values.mean())
        return made

    def expand(coefficients: Floats) -> Floats:
        inner = weights @ coefficients
        made: Floats = design @ inner - (mean * inner).sum()
        return made

    return Basis(project, expand, np.where(share > 1 - NEGLIGIBLE, 0.0, (1 - share) / share))


def _orthonormal(columns: Floats) -> Basis:
    """The columns [function, case] made orthonormal one after the other; those that follow from the ones before are dropped."""
    import numpy as np

    left = columns - columns.mean(axis=1, keepdims=True)
    sizes = np.sqrt((left * left).mean(axis=1))
    left = left[sizes > 0] / sizes[sizes > 0, None]
    kept = []
    for at in range(len(left)):
        size = float(np.sqrt((left[at] * left[at]).mean()))
        if size < NEGLIGIBLE**0.5:
            continue
        left[at] /= size
        kept.append(at)
        rest = left[at + 1 :]
        rest -= np.einsum("ij,j->i", rest, left[at])[:, None] / left.shape[1] * left[at]
    basis = left[kept]

    def project(values: Floats) -> Floats:
        made: Floats = np.einsum("ij,j->i", basis, values) / basis.shape[1]
        return made

    def expand(coefficients: Floats) -> Floats:
        made: Floats = np.einsum("i,ij->j", coefficients, basis)
        return made

    return Basis(project, expand, np.zeros(len(basis)))
