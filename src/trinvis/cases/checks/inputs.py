"""What an input must say: one value in one way, what a rate is a share of, whose year's prices an amount is in."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case, Input
from trinvis.cases.parts.inputs import WAYS
from trinvis.cases.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for name, one in case.inputs.items():
        for key, message, remedy in _wrong(case, one):
            at = f"inputs.{name}"
            yield Problem(one.line, f"{at}.{key}" if key else at, message, remedy)
    yield from _success(case)


def _wrong(case: Case, one: Input) -> Iterator[tuple[str, str, str]]:
    """Field, message and remedy of each fault."""
    ways = [way for way in WAYS if getattr(one, way) is not None]
    if not ways:
        yield "", f"{one.name} har ingen værdi", f"skriv en af {', '.join(WAYS)}"
    if len(ways) > 1:
        yield ways[1], f"{one.name} er sagt på flere måder ({', '.join(ways)})", "behold den ene"
    if one.distribution is not None and ways and "value" not in ways:
        yield "distribution", f"{one.name} er usikkert og er ikke ét tal", "skriv value, eller fjern distribution"
    if one.kind == "rate" and (one.of is None or not one.of.text):
        yield "of", f"Andelen {one.name} har ingen nævner", "skriv, hvad den er en andel af, fx of: børn med en sag"
    if one.growth_by_year is not None and one.kind not in ("index", "number"):
        yield "growth_by_year", f"En vækst giver en faktor, og {one.name} er {one.kind}", "skriv kind: index"
    yield from _price_level(case, one)


def _price_level(case: Case, one: Input) -> Iterator[tuple[str, str, str]]:
    if one.kind != "amount":
        if one.price_level is not None:
            yield (
                "price_level",
                f"{one.name} er ikke et beløb og har intet prisniveau",
                "slet price_level, eller skriv kind: amount",
            )
    elif one.formula is not None:
        if one.price_level not in (None, case.price_level):
            message = f"Formlen for {one.name} regnes i casens {case.price_level}-priser"
            yield "price_level", message, "slet price_level; inputtene i formlen er allerede regnet om"
    elif one.price_level is None:
        yield (
            "price_level",
            f"Beløbet {one.name} mangler årstal for sine priser",
            f"skriv fx price_level: {case.price_level}",
        )


def _success(case: Case) -> Iterator[Problem]:
    """A success rate must be one number, so that it can be solved for."""
    if case.success is None:
        return
    for key in ("rate", "target"):
        one = case.inputs.get(getattr(case.success, key))
        if one is not None and (one.by_year or one.by_stay or one.growth_by_year):
            yield Problem(
                one.line, f"success.{key}", f"{one.name} er ikke ét tal", "vælg et input med value eller formula"
            )
