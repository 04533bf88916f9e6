"""The uncertain inputs of a case drawn: pseudo-random or Sobol, those that go together by a Gaussian copula.

Every input has a stream of random numbers of its own for every block of draws, found from the seed and its name: the draws
depend neither on the number of threads, nor on the order of the inputs, nor on which others are uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from math import sqrt
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.investment.distributions import Spread, spread
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.cases.case import Case

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Method = Literal["random", "sobol"]

BLOCK = 8192
"""Draws that are made together; a power of two, as Sobol's points want it."""

_SOBOL_BITS = 32


def drawn(case: Case, names: Sequence[str], draws: int, seed: int, method: Method, threads: int = 2) -> Floats:
    """[input, draw] values of the inputs ``names``, in their order and at their own price level.

    Two inputs correlate where both are among ``names``. Raises ``CaseRefused`` where a distribution or the correlations together cannot be.
    """
    import numpy as np

    if draws < 1 or seed < 0 or method not in ("random", "sobol"):
        raise CaseRefused(
            "Simulationen skal have mindst én trækning, et frø på 0 eller over og metoden random eller sobol."
        )
    spreads = {name: _spread(case, name) for name in names}
    together = _Together(case, names)
    out = np.empty((len(names), draws))
    points = _sobol(sorted(names), draws, seed) if method == "sobol" and names else {}

    def block(number: int) -> None:
        here = slice(number * BLOCK, min((number + 1) * BLOCK, draws))
        size = here.stop - here.start
        shares = {name: values[here] for name, values in points.items()}
        scores = together.scores({name: _score(name, number, size, seed, shares) for name in together.names})
        for row, name in enumerate(names):
            if name in scores:
                out[row, here] = spreads[name].scored(scores[name])
            elif shares:
                out[row, here] = spreads[name].at_share(shares[name])
            else:
                out[row, here] = spreads[name].drawn(_stream(name, number, seed), size)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(block, range(-(-draws // BLOCK))))
    return out


def _spread(case: Case, name: str) -> Spread:
    one = case.inputs[name]
    if one.distribution is None:
        raise CaseRefused(f"»{name}« har ingen fordeling og kan ikke trækkes; skriv en under distribution.")
    return spread(name, one.distribution, one.value if one.value is not None else 0.0)


def _stream(name: str, block: int, seed: int) -> np.random.Generator:
    import numpy as np

    key = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(key, block))))


def _score(name: str, block: int, size: int, seed: int, shares: Mapping[str, Floats]) -> Floats:
    """Normal scores of an input, not correlated yet."""
    from scipy.special import ndtri

    if shares:
        made: Floats = ndtri(shares[name])
        return made
    return _stream(name, block, seed).standard_normal(size)


def _sobol(names: Sequence[str], draws: int, seed: int) -> dict[str, Floats]:
    """Sobol's points, scrambled, one dimension for each input; moved to the middle of their cells, so none is 0."""
    import numpy as np
    from scipy.stats import qmc

    engine = qmc.Sobol(len(names), scramble=True, bits=_SOBOL_BITS, rng=np.random.default_rng(seed))
    made = {name: np.empty(draws) for name in names}
    for begin in range(0, draws, BLOCK):
        points = engine.random(BLOCK)[: draws - begin] + 2.0 ** -(_SOBOL_BITS + 1)
        for column, name in enumerate(names):
            made[name][begin : begin + BLOCK] = points[:, column]
    return made


class _Together:
    """Inputs that go together. Correlations of inputs that are not drawn (a reading may fix them) say nothing."""

    def __init__(self, case: Case, names: Sequence[str]) -> None:
        self._factor: list[list[float]] = []
        asked = [one for one in case.correlations if one.first in names and one.second in names]
        self.names = sorted({name for one in asked for name in (one.first, one.second)})
        place = {name: i for i, name in enumerate(self.names)}
        matrix = [[float(i == j) for j in place.values()] for i in place.values()]
        for one in asked:
            i, j = place[one.first], place[one.second]
            matrix[i][j] = matrix[j][i] = one.value
        self._factor = _square_root(matrix)

    def scores(self, scores: Mapping[str, Floats]) -> dict[str, Floats]:
        """The same normal scores, correlated."""
        rows = list(scores.values())
        return {
            name: sum((weight * row for weight, row in zip(weights, rows, strict=False) if weight), 0 * rows[0])
            for name, weights in zip(self.names, self._factor, strict=True)
        }


def _square_root(matrix: list[list[float]]) -> list[list[float]]:
    """The lower triangle whose product with its transpose is the matrix (Cholesky), also where inputs follow each other entirely."""
    made: list[list[float]] = []
    for i, row in enumerate(matrix):
        line: list[float] = []
        for j in range(i + 1):
            rest = row[j] - sum(a * b for a, b in zip(line, made[j] if j < i else line, strict=False))
            if j < i:
                pivot = made[j][j]
                line.append(rest / pivot if pivot else 0.0)
                if not pivot and abs(rest) > 1e-9:
                    raise _impossible()
            else:
                if rest < -1e-9:
                    raise _impossible()
                line.append(sqrt(rest) if rest > 1e-12 else 0.0)
        made.append(line)
    return made


def _impossible() -> CaseRefused:
    return CaseRefused("Korrelationerne kan ikke alle være sande på én gang; gør nogle af dem mindre (tættere på 0).")
