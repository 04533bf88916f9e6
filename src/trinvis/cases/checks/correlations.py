"""Correlations that cannot be: of an input that is certain or of itself, outside -1 to 1, or not possible all at once."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case, Correlation
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    seen: set[frozenset[str]] = set()
    sound = True
    for number, one in enumerate(case.correlations, 1):
        pair = frozenset((one.first, one.second))
        wrong = _wrong(case, one, pair in seen)
        seen.add(pair)
        if wrong:
            sound = False
            yield Problem(one.line, f"correlations.{number}.{wrong[0]}", wrong[1], wrong[2])
    if sound and case.correlations and _smallest(case.correlations) < -1e-9:
        message = "Korrelationerne kan ikke alle gælde på én gang"
        yield Problem(case.correlations[-1].line, "correlations", message, "gør nogle af dem mindre (tættere på 0)")


def _wrong(case: Case, one: Correlation, again: bool) -> tuple[str, str, str] | None:
    if not -1 <= one.value <= 1:
        return "value", f"Korrelationen {shown(one.value)} ligger ikke mellem -1 og 1", "skriv fx 0.3"
    if one.first == one.second:
        return "between", f"{one.first} er korreleret med sig selv", "nævn to forskellige input"
    if again:
        return "between", f"{one.first} og {one.second} står to gange", "slet den ene"
    for name in (one.first, one.second):
        found = case.inputs.get(name)
        if found is not None and (found.distribution is None or found.distribution.form == "fixed"):
            return "between", f"{name} er ikke usikkert", "skriv en distribution ved det, eller slet korrelationen"
    return None


def _smallest(correlations: tuple[Correlation, ...]) -> float:
    """The smallest eigenvalue of the correlations as a matrix."""
    import numpy as np

    place = {
        name: i for i, name in enumerate(dict.fromkeys(n for one in correlations for n in (one.first, one.second)))
    }
    matrix = np.eye(len(place))
    for one in correlations:
        i, j = place[one.first], place[one.second]
        matrix[i, j] = matrix[j, i] = one.value
    return float(np.linalg.eigvalsh(matrix)[0])
