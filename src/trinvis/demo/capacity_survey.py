"""Answers to three questionnaires: how much concerns the target group, how full, how long, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.capacity_country import ANALYSIS_YEARS, Country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CHILDREN, PPR, ADULTS = "Børn og unge 2026", "PPR 2026", "Voksne 2026"
ANSWERING = {CHILDREN: 52, PPR: 76, ADULTS: 71}
"""How many of the 98 answer: 53, 78 and 72 per cent (seed 002 lines 1098-1102). The example answers besides."""
ROLES = {CHILDREN: "Børne- og ungechef", PPR: "Ledende PPR-medarbejder", ADULTS: "Socialchef"}


@dataclass(frozen=True)
class Question:
    """A question that is answered with a number: ``mean`` and ``spread`` between municipalities of the last year, ``a_year`` what
    the mean has grown. ``per`` are ages that a count is per 1,000 of. ``told`` is how many of those that answer know it;
    ``without`` have no such offer, ``zero`` have nobody. Yearly, unless ``last`` alone is asked for."""

    key: str
    wording: str
    unit: str
    mean: float
    spread: float
    a_year: float = 0.0
    per: tuple[int, int] | None = None
    told: float = 0.45
    without: float = 0.0
    zero: float = 0.0
    last: bool = False


def _share(key: str, of: str, mean: float, **more: float) -> Question:
    wording = f"Hvor stor en andel af {of} vedrører målgruppen?"
    return Question(f"andel-{key}", wording, "Procent", mean, 0.55 * mean, 0.6, **more)  # type: ignore[arg-type]


QUESTIONS: dict[str, tuple[Question, ...]] = {
    CHILDREN: (
        _share("5.28.21", "udgifterne til forebyggende foranstaltninger", 38),
        _share("5.28.20", "udgifterne til opholdssteder", 41),
        _share("5.28.22", "udgifterne til plejefamilier", 40),
        _share("5.28.23", "udgifterne til døgninstitutioner", 58, without=0.15),
        _share("5.28.24", "udgifterne til sikrede døgninstitutioner", 60, told=0.4),
        _share("forebyggende", "de forebyggende foranstaltninger", 28),
        _share("familiebehandling", "familiebehandlingerne", 21, zero=0.05),
        Question("belaegning-doegninstitution", "Hvor stor er belægningen på kommunens døgninstitutioner?", "Belægningsprocent", 94, 8, told=0.5, without=0.4),
        Question("belaegning-plejefamilie", "Hvor stor er belægningen i de plejefamilier, I bruger?", "Belægningsprocent", 84, 20, told=0.4),
        Question("ventetid-anbringelse", "Dage fra visitation til anbringelse", "Dage", 43, 30, told=0.45, zero=0.05, last=True),
        Question("ventetid-forebyggende", "Dage fra visitation til forebyggende foranstaltning", "Dage", 43, 28, told=0.45, zero=0.05, last=True),
    ),
    PPR: (
        _share("3.22.04", "udgifterne til PPR", 37),
        _share("aarsvaerk-3.22.04", "årsværkene i PPR", 45),
        Question("henvendelser-0-6", "Henvendelser om børn i dagtilbud", "Antal", 26, 12, 0.9, per=(0, 17)),
        Question("henvendelser-6-17", "Henvendelser om elever", "Antal", 30, 13, 0.9, per=(0, 17)),
        Question("vurderinger-0-6", "Vurderinger af børn i dagtilbud", "Antal", 10, 4, per=(0, 17)),
        Question("vurderinger-6-17", "Vurderinger af elever", "Antal", 16, 6, per=(0, 17)),
        Question("stoette-0-6", "Børn i dagtilbud med støtte efter dagtilbudsloven", "Antal", 6, 2.5, per=(0, 17), zero=0.06),
        _share("henvendelser-0-6", "henvendelserne om børn i dagtilbud", 27),
        _share("henvendelser-6-17", "henvendelserne om elever", 35),
        _share("vurderinger-0-6", "vurderingerne af børn i dagtilbud", 36),
        _share("vurderinger-6-17", "vurderingerne af elever", 39),
    ),
    ADULTS: (
        _share("85", "udgifterne på § 85", 31),
        _share("5.38.51", "udgifterne til botilbudslignende tilbud", 34, without=0.05),
        _share("97-99", "udgifterne på §§ 97 og 99", 26, without=0.05),
        _share("103", "udgifterne på § 103", 20, zero=0.08),
        _share("104", "udgifterne på § 104", 23, zero=0.04),
        _share("107", "udgifterne på § 107", 33),
        _share("108", "udgifterne på § 108", 28),
        Question("belaegning-103", "Hvor stor er belægningen på egne tilbud efter § 103?", "Belægningsprocent", 90, 12, told=0.5, without=0.2),
        Question("belaegning-104", "Hvor stor er belægningen på egne tilbud efter § 104?", "Belægningsprocent", 95, 10, told=0.5, without=0.1),
        Question("belaegning-107", "Hvor stor er belægningen på egne botilbud efter § 107?", "Belægningsprocent", 91, 11, -0.6, told=0.5, without=0.25),
        Question("belaegning-108", "Hvor stor er belægningen på egne botilbud efter § 108?", "Belægningsprocent", 95, 7, told=0.5, without=0.2),
        Question("ventetid-85", "Dage fra afgørelse til start, § 85", "Dage", 30, 20, told=0.5, zero=0.06, last=True),
        Question("ventetid-107", "Dage fra afgørelse til start, § 107", "Dage", 55, 30, told=0.5, without=0.1, last=True),
        Question("aarsvaerk-visitation", "Årsværk, der visiterer til tilbuddene", "Årsværk", 0.12, 0.05, per=(18, 65), told=0.5, last=True),
    ),
}  # fmt: skip
"""Keys name the account, paragraph or number that the answer is about; levels as in seed 002 tables 4-2, 4-13, 4-19, 4-20, 4-25,
4-29, 4-32 to 4-41, 5-4, 5-28 and 5-29, the rest own assumption."""

GRIDS: dict[str, tuple[tuple[str, str, float, float, float], ...]] = {
    CHILDREN: (
        ("barriere-psykiatri", "Samarbejdet med børne- og ungdomspsykiatrien", 0.25, 0.48, 0.22),
        ("barriere-skole", "Samarbejdet med skole og dagtilbud", 0.1, 0.5, 0.36),
        ("barriere-rekruttering", "At finde plejefamilier", 0.4, 0.42, 0.14),
        ("mulighed-tidlig-indsats", "Tidligere indsats", 0.62, 0.3, 0.04),
        ("mulighed-netvaerk", "Mere brug af netværk", 0.45, 0.42, 0.08),
    ),
    PPR: (
        ("barriere-psykiatri", "Samarbejdet med børne- og ungdomspsykiatrien", 0.19, 0.52, 0.24),
        ("barriere-indstillinger", "Mangelfulde indstillinger", 0.3, 0.5, 0.16),
        ("mulighed-konsultativ", "Mere konsultativ bistand", 0.55, 0.35, 0.06),
        ("mulighed-faelles-udredning", "Fælles udredning", 0.38, 0.42, 0.12),
    ),
    ADULTS: (
        ("barriere-psykiatri", "Samarbejde og koordination med den regionale psykiatri", 0.24, 0.58, 0.15),
        ("barriere-metoder", "Samarbejdet om udvikling i indsats og metoder", 0.27, 0.5, 0.18),
        ("barriere-overgang", "Viden om sager fra børne- og ungeområdet", 0.25, 0.5, 0.2),
        ("mulighed-eget-hjem", "Støtte i eget hjem frem for botilbud", 0.5, 0.38, 0.07),
        ("mulighed-digital", "Digital bostøtte", 0.3, 0.5, 0.1),
    ),
}
"""Items with how many say large, small and none; the rest do not know (seed 002 lines 5687-6420, 10387-10588)."""

ESTIMATES = 0.3
"""How many of the numbers are estimates; some are written as such in the cell."""


def survey(country: Country, name: str) -> pl.DataFrame:
    """The columns of the survey template for one questionnaire: zeros, estimates, *ikke relevant* and blanks each as themselves."""
    dice = country.dice(20 + list(ANSWERING).index(name))
    others = dice.choice(len(country.codes) - 1, ANSWERING[name], replace=False)
    towns = np.array([*sorted(int(at) for at in others), len(country.codes) - 1])
    asked = [*_numbers(country, dice, name, towns), *_ratings(country, dice, name, towns)]
    rows = [(name, code, ROLES[name], *answer) for code, *answer in sorted(asked, key=lambda one: int(str(one[0])))]
    names = ("Undersøgelse", "Kommune", "Respondent", "Spørgsmål", "Ordlyd", "År", "Svares i", "Svar", "Svarets art")
    return pl.DataFrame(rows, schema=list(names), orient="row", infer_schema_length=None)


def _numbers(
    country: Country, dice: np.random.Generator, name: str, towns: NDArray[np.int64]
) -> Iterator[tuple[object, ...]]:
    last = ANALYSIS_YEARS[-1]
    for question in QUESTIONS[name]:
        years = range(last, last + 1) if question.last else ANALYSIS_YEARS
        lasting = dice.normal(0, 1, len(towns))
        fate = dice.random((3, len(towns)))
        people = country.aged(*question.per, ANALYSIS_YEARS) if question.per else None
        for place, town in enumerate(towns):
            told = bool(fate[0, place] < question.told) or town == towns[-1]
            for year in years:
                mean = question.mean + question.a_year * (year - last)
                drawn = max(mean + question.spread * (0.9 * lasting[place] + 0.25 * dice.normal()), 0.15 * mean)
                if people is not None:
                    drawn *= int(people[town, ANALYSIS_YEARS.index(year)]) / 1000
                zero = bool(fate[2, place] < question.zero)
                without = bool(fate[1, place] < question.without) and town != towns[-1]
                # who kept no figures of the first years knows the last ones
                known = told and (year >= last - 1 or fate[0, place] < 0.75 * question.told or town == towns[-1])
                answer = _answer(dice, question, 0.0 if zero else drawn, known=known, without=without)
                yield (country.codes[town], question.key, question.wording, year, question.unit, *answer)


def _answer(
    dice: np.random.Generator, question: Question, drawn: float, *, known: bool, without: bool
) -> tuple[str | None, str | None]:
    """What stands in the cell, and the kind of answer where it is ticked."""
    if without:
        return None, "Ikke relevant"
    if not known:
        return None, None
    bounded = (
        min(drawn, 98.0)
        if question.unit == "Procent"
        else min(drawn, 118.0)
        if question.unit.startswith("Bel")
        else drawn
    )
    text = f"{bounded:.1f}".replace(".", ",") if question.unit == "Årsværk" else str(round(bounded))
    estimated = float(dice.random())
    if not drawn or estimated > ESTIMATES:
        return text, "Oplyst"
    return (f"ca. {text}", None) if estimated < ESTIMATES / 3 else (text, "Skøn")


def _ratings(
    country: Country, dice: np.random.Generator, name: str, towns: NDArray[np.int64]
) -> Iterator[tuple[object, ...]]:
    for key, wording, large, small, none in GRIDS[name]:
        drawn = dice.random(len(towns))
        for town, at in zip(towns, drawn, strict=True):
            limits = (large, large + small, large + small + none)
            word = ("Store", "Mindre", "Ingen", "Ved ikke")[sum(at >= limit for limit in limits)]
            yield country.codes[town], key, wording, ANALYSIS_YEARS[-1], "Vurdering", word, None
