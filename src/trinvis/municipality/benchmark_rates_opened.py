"""A published figure opened to its row, a rate to numerator and denominator, an average to its municipalities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark_figures import CHILDREN, code_of, name_of, opened, rounded, who
from trinvis.municipality.benchmark_lines import figure_lines
from trinvis.municipality.explain import Explanation, Part, with_origin
from trinvis.municipality.public_figures import COUNTRY, Point, PublicFigure

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_rate import Rate
    from trinvis.municipality.house import House

RATE_FIGURES = ("figure", "cases", "population", "rate", "persons", "cautious", "trend")
PER_THOUSAND = "pr. 1.000 0-17-årige"


def explain_rate(house: House, made: Benchmark, address: Address) -> Explanation:
    """A published figure, or what is made of it; raises ``BadAddress``."""
    figure = made.figures.figures.get(address.where.get("key", ""))
    if address.figure == "trend":
        return _trend(made, address, figure)
    if figure is None:
        raise BadAddress(f"Tallet '{address.where.get('key', '')}' er ikke indlæst; ret adressen.")
    if address.figure in ("figure", "cases", "population"):
        return _row(house, made, address, figure)
    rate = made.rate_of(figure)
    if rate is None:
        raise BadAddress(f"Tallet '{figure.key}' er hverken et antal eller en rate; ret adressen.")
    if address.figure == "cautious":
        return _cautious(made, address, rate)
    return _rate(made, address, rate)


def hundredths(value: Fraction) -> int:
    """Hundredths, rounded half away from zero."""
    return rounded(value * 100)


def _row(house: House, made: Benchmark, address: Address, figure: PublicFigure) -> Explanation:
    code = code_of(made, address)
    point = _point(figure, address)
    rate = made.rate_of(figure)
    if rate is not None:
        _seen(made, rate, point.day, (code,))
    value, unit = point.values.get(code), figure.unit or "som opgjort"
    if address.figure != "figure":
        count = point.counts.get(code)
        if count is None:
            raise BadAddress("Tallet har ingen tæller og nævner; ret adressen.")
        value, unit = (count.cases if address.figure == "cases" else count.population) * 100, CHILDREN
    if value is None:
        raise BadAddress(f"Tallet er ikke offentliggjort for {name_of(made, code)}; ret adressen.")
    unit = {"kr": "kr.", "pct.": "%", "pct": "%"}.get(unit, unit)
    lines = figure_lines(made, figure, code, point.day)
    if unit != "kr.":
        lines = lines.drop("amount_oere", "signed_oere", strict=False)
    return replace(
        opened(
            address, f"{figure.name}, {name_of(made, code)}, {point.day:%d.%m.%Y}", value, unit,
            f"Som det står i rækken: {figure.counted.lower()}, kilde {figure.source or 'ukendt'}.",
        ),
        lines=with_origin(house, lines),
    )  # fmt: skip


def _rate(made: Benchmark, address: Address, rate: Rate) -> Explanation:
    day = _day(rate, address)
    members = (COUNTRY,) if address.where.get("municipality") == str(COUNTRY) else who(made, address)[1].members
    label = name_of(made, COUNTRY) if members == (COUNTRY,) else who(made, address)[1].label
    for told in (day, *([_iso(address.where["since"])] if "since" in address.where else [])):
        _seen(made, rate, told, members)
    if "since" in address.where:
        return _change(address, rate, label, members)
    value = value_of(rate, day, members, address.where.get("weighting", ""))
    if value is None:
        raise BadAddress(f"{rate.figure.name} kendes ikke for {label}; ret adressen.")
    title = f"{rate.figure.name} {PER_THOUSAND}, {label}, {day:%d.%m.%Y}"
    if len(members) > 1:
        inputs = tuple(
            Part(made.name(code), hundredths(one), _of(made, rate, code, day), PER_THOUSAND)
            for code in members
            if (one := rate.values[day].get(code)) is not None and not _hides(made, rate, day, (code,))
        )
        how = (
            "Vægtet: sum over sum" if address.where.get("weighting") == "weighted" else "Uvægtet: hver kommune tæller 1"
        )
        return opened(address, title, hundredths(value), PER_THOUSAND, f"{how}, {len(inputs)} kommuner.", inputs=inputs)
    (code,) = members
    sentence = (
        "Tallet, som det står i kilden."
        if "1.000" in rate.figure.unit
        else "Antal gange 1.000 divideret med 0-17-årige."
    )
    return opened(address, title, hundredths(value), PER_THOUSAND, sentence, inputs=_behind(made, rate, code, day))


def _hides(made: Benchmark, rate: Rate, day: date, members: tuple[int, ...]) -> bool:
    """Whether a figure tells of few children, to a reader without the right to them."""
    return not made.persons and day in rate.counts and rate.hides(day, members)


def _seen(made: Benchmark, rate: Rate, day: date, members: tuple[int, ...]) -> None:
    """Raises ``BadAddress`` for a figure that the reader may not see."""
    if _hides(made, rate, day, members):
        raise BadAddress(
            "Tallet er skjult, fordi det er om færre end fem børn i en kommune; spørg en med ret til personoplysninger."
        )


def _behind(made: Benchmark, rate: Rate, code: int, day: date) -> tuple[Part, ...]:
    """What a municipality's rate is made of: its row, or cases and denominator."""
    figure, count = rate.figure, rate.counts[day].get(code)

    def to(what: str) -> str:
        return made.address(what, key=figure.key, municipality=code, day=day.isoformat())

    point = next(one for one in figure.points if one.day == day)
    parts = []
    if point.values.get(code) is not None:
        parts.append(Part(figure.name, point.values[code] or 0, to("figure"), figure.unit))
    if count is not None and not rate.of_population:
        parts.append(Part("Tæller", count.cases * 100, to("cases"), CHILDREN))
        parts.append(Part("Nævner", count.population * 100, to("population"), CHILDREN))
    elif count is not None:
        year = day.year + 1 if made.national.children(code, day.year + 1) else day.year
        people = made.address("inhabitants", year, municipality=code, ages="0-17")
        parts.append(Part(f"0-17-årige 1. januar {year}", count.population * 100, people, CHILDREN))
    return tuple(parts)


def _change(address: Address, rate: Rate, label: str, members: tuple[int, ...]) -> Explanation:
    first, last = _iso(address.where["since"]), _day(rate, address)
    if first not in rate.values:
        raise BadAddress(f"Der er ingen tal for {address.where['since']}; ret adressen.")
    weighting = address.where.get("weighting", "")
    ends = [value_of(rate, day, members, weighting) for day in (first, last)]
    if ends[0] is None or ends[1] is None:
        raise BadAddress(f"{rate.figure.name} kendes ikke på begge dage for {label}; ret adressen.")
    moved = ends[1] - ends[0]
    where = {name: value for name, value in address.where.items() if name not in ("since", "day")}
    inputs = [
        Part(f"{day:%d.%m.%Y}", hundredths(end), str(Address("benchmark", address.year, address.basis, "rate", where | {"day": day.isoformat()})), PER_THOUSAND)
        for day, end in zip((first, last), ends, strict=True)
        if end is not None
    ]  # fmt: skip
    if address.figure == "rate":
        return opened(
            address, f"{rate.figure.name}, {label}, ændring", hundredths(moved), PER_THOUSAND, "Sidste dag minus første dag.",
            inputs=tuple(inputs),
        )  # fmt: skip
    people = rate.inhabitants(last, members)
    if people is None:
        raise BadAddress(f"Nævneren kendes ikke for {label}; ret adressen.")
    inputs.append(Part("0-17-årige i gennemsnitskommunen", hundredths(people), str(address), CHILDREN))
    return opened(
        address, f"{rate.figure.name}, {label}, ændring i personer", hundredths(moved * people / 1000), "personer",
        "Ændringen pr. 1.000 gange gennemsnitskommunens 0-17-årige divideret med 1.000.", inputs=tuple(inputs),
    )  # fmt: skip


def value_of(rate: Rate, day: date, members: tuple[int, ...], weighting: str) -> Fraction | None:
    """One municipality's rate, or the mean of several."""
    if len(members) == 1:
        return rate.values[day].get(members[0])
    return rate.weighted(day, members) if weighting == "weighted" else rate.mean(day, members)[1]


def _cautious(made: Benchmark, address: Address, rate: Rate) -> Explanation:
    from trinvis.calculations.staircase.average_municipality import CORRECTIONS

    found = made.cautious_of(rate, _day(rate, address))
    formula = next((one for one in CORRECTIONS if one == address.where.get("formula")), None)
    if found is None or formula is None:
        raise BadAddress(f"Der er intet forsigtigt bud på {rate.figure.name}; ret adressen.")
    published = rate.values[found.day].get(COUNTRY) is not None
    country = {"municipality": str(COUNTRY)} if published else {"set": made.sets.country().key, "weighting": "weighted"}
    whole = made.address("rate", **country, key=rate.figure.key, day=found.day.isoformat())
    return opened(
        address, f"{CORRECTIONS[formula]}, {rate.figure.name}", hundredths(found.estimates[formula]), PER_THOUSAND,
        f"{CORRECTIONS[formula]}. Et skøn, aldrig et faktum; tegnes stiplet.",
        inputs=(
            Part("Landsgennemsnit", hundredths(found.national), whole, PER_THOUSAND),
            Part("Overvurdering", hundredths(found.overestimate * 100), str(address), "%"),
        ),
    )  # fmt: skip


def _trend(made: Benchmark, address: Address, figure: PublicFigure | None) -> Explanation:
    """The mean change, or how many go a way, of those below or above the background value; without a key of the ratio."""
    rate = None if figure is None else made.rate_of(figure)
    if made.split is None or (figure is not None and rate is None):
        raise BadAddress("Der er intet at dele kommunerne efter; ret adressen.")
    members = made.split.below if address.where.get("side") == "below" else made.split.above
    way, stable = address.where.get("way", ""), made.ratio_stable if rate is None else made.rate_stable
    unit, scale = ("procentpoint", 100) if rate is None else (PER_THOUSAND, 1)
    courses = {code: made.ratios.get(code) if rate is None else rate.course(code) for code in members}
    changes = {
        code: found.change * scale
        for code, found in courses.items()
        if found is not None and found.change is not None and way in ("", found.direction(stable))
    }
    inputs = tuple(
        Part(made.name(code), hundredths(change), str(address), unit)
        for code, change in changes.items()
        if rate is None or not any(_hides(made, rate, day, (code,)) for day in rate.days)
    )
    side = "under" if address.where.get("side") == "below" else "over"
    what = "Forhold mellem udgifter" if figure is None else figure.name
    title = f"{what}, kommuner {side} {made.background.name if made.background else ''}"
    if way:
        return opened(
            address,
            title,
            len(changes) * 100,
            "kommuner",
            f"Retning efter grænsen, første til sidste tal: {way}.",
            inputs=inputs,
        )
    if not changes:
        raise BadAddress("Ingen af kommunerne har to tal; ret adressen.")
    mean = sum(changes.values(), Fraction(0)) / len(changes)
    return opened(
        address,
        f"{title}, gennemsnitlig ændring",
        hundredths(mean),
        unit,
        "Uvægtet gennemsnit af kommunernes ændring.",
        inputs=inputs,
    )


def _of(made: Benchmark, rate: Rate, code: int, day: date) -> str:
    return made.address("rate", key=rate.figure.key, municipality=code, day=day.isoformat())


def _point(figure: PublicFigure, address: Address) -> Point:
    if "day" not in address.where:
        point = figure.at(address.year)
    else:
        point = next((one for one in figure.points if one.day == _iso(address.where["day"])), None)
    if point is None:
        raise BadAddress(f"'{figure.key}' har intet tal for dagen; ret adressen.")
    return point


def _day(rate: Rate, address: Address) -> date:
    day = _iso(address.where["day"]) if "day" in address.where else rate.days[-1]
    if day not in rate.values:
        raise BadAddress(f"'{rate.figure.key}' har intet tal for {day:%d.%m.%Y}; ret adressen.")
    return day


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadAddress(f"'{text}' er ingen dag; ret adressen.") from None
