"""Distributions that cannot be: parameters in the wrong order, no width, values that the input cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

from trinvis.cases.case import Case, Distribution
from trinvis.cases.checks.bounds import outside
from trinvis.cases.parts.inputs import GIVEN
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for name, one in case.inputs.items():
        if one.distribution is None:
            continue
        at, line = f"inputs.{name}.distribution", one.distribution.line or one.line
        impossible = _impossible(one.distribution)
        if impossible:
            yield Problem(line, at, f"Fordelingen {one.distribution.form} af {name} {impossible[0]}", impossible[1])
            continue
        low, high = reach(one.distribution)
        beyond = next((wrong for end in (low, high) if isfinite(end) and (wrong := outside(one, end))), None)
        if beyond:
            yield Problem(line, at, f"Fordelingen af {name} når uden for det mulige: {beyond[0]}", beyond[1])
        elif one.value is not None and not low <= one.value <= high and not outside(one, one.value):
            message = f"Værdien {shown(one.value)} ligger uden for sin fordeling ({_said(low)} til {_said(high)})"
            yield Problem(one.line, f"inputs.{name}.value", message, "ret value, min eller max")


def reach(one: Distribution) -> tuple[float, float]:
    """The smallest and the largest value that a distribution can give."""
    if one.form in ("triangular", "pert", "uniform"):
        return one.given["min"], one.given["max"]
    if one.form == "empirical":
        return min(one.values), max(one.values)
    if one.form == "beta":
        return 0.0, 1.0
    return (0.0, inf) if one.form in ("gamma", "lognormal") else (-inf, inf)


def _impossible(one: Distribution) -> tuple[str, str] | None:
    """What makes it no distribution, and the remedy; None for nothing."""
    given = one.given
    if set(given) not in [set(way) for way in GIVEN[one.form]] or (one.form == "empirical") != bool(one.values):
        wanted = " eller ".join(" og ".join(way) for way in GIVEN[one.form])
        return "mangler tal", f"skriv {'values' if one.form == 'empirical' else wanted or 'ikke andet end form'}"
    if not all(isfinite(value) for value in (*given.values(), *one.values)):
        return "har et tal, der ikke kan regnes med", "skriv almindelige tal"
    if one.form == "empirical":
        return ("har kun én værdi", "skriv mindst to, eller fjern distribution") if len(one.values) < 2 else None
    ends = [given[key] for key in ("min", "likely", "max") if key in given]
    if ends != sorted(ends):
        return f"går fra {shown(ends[0])} til {shown(ends[-1])}", f"skriv tallene i orden: {' ≤ '.join(given)}"
    if "alpha" in given:
        return ("har alpha eller beta på 0 eller under", "skriv tal over 0") if min(given.values()) <= 0 else None
    return _spread(one) if "sd" in given else None


def _spread(one: Distribution) -> tuple[str, str] | None:
    mean, sd = one.given["mean"], one.given["sd"]
    if sd <= 0:
        return f"har spredningen {shown(sd)}", "skriv en sd over 0, eller fjern distribution"
    if one.form in ("gamma", "lognormal") and mean <= 0:
        return f"har middelværdien {shown(mean)}", "skriv en mean over 0"
    if one.form == "beta" and not 0 < mean < 1:
        return f"har middelværdien {shown(mean)}", "skriv en mean mellem 0 og 1"
    if one.form == "beta" and sd**2 >= mean * (1 - mean):
        most = (mean * (1 - mean)) ** 0.5
        return (
            f"har spredningen {shown(sd)}",
            f"skriv en sd under {shown(round(most, 6))}, det meste ved den middelværdi",
        )
    return None


def _said(end: float) -> str:
    return "∞" if end == inf else "-∞" if end == -inf else shown(end)
