"""Rates of few children as tables: places with intervals instead of a bare ranking, means over time with n, the cautious estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.league import VERDICT_WORDS
from trinvis.calculations.staircase.average_municipality import CORRECTIONS
from trinvis.municipality.benchmark_rate import PER, SMALL
from trinvis.municipality.public_figures import COUNTRY
from trinvis.presentation.benchmark_rows import Rows, hundredths, made_table
from trinvis.presentation.benchmark_spending import where_of
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark

LEAGUE = (
    ReportColumn("place", "Plads", "integer"),
    ReportColumn("span", "Sikker plads"),
    ReportColumn("label", "Kommune"),
    ReportColumn("cases", "Antal børn", "integer", additive=True),
    ReportColumn("rate", "Pr. 1.000 0-17-årige", "hundredths"),
    ReportColumn("interval", "95 %-interval"),
    ReportColumn("verdict", "I tragten"),
)
MEANS = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("day", "Dag", "day"),
    ReportColumn("n", "Antal kommuner", "integer"),
    ReportColumn("unweighted", "Uvægtet", "hundredths", "pr. 1.000"),
    ReportColumn("weighted", "Vægtet", "hundredths", "pr. 1.000"),
    ReportColumn("change", "Ændring siden første dag", "hundredths", "pr. 1.000"),
    ReportColumn("persons", "I gennemsnitskommunen", "hundredths", "personer"),
)
CAUTIOUS = (ReportColumn("label", "Landsgennemsnit"), ReportColumn("value", "Pr. 1.000 0-17-årige", "hundredths"))
NO_RATE = "Der er ingen tal for antal børn: hent dem ind med --source statbank eller --source figures."


def rate_answer(made: Benchmark) -> str:
    """Our rate with its safe places."""
    rate, league = made.rate, made.league
    if rate is None:
        return NO_RATE
    if isinstance(league, str):
        return f"{rate.figure.name}: {league}"
    if made.own in made.hidden:
        return f"{made.name(made.own)}: tallet for {rate.figure.name} er {HIDDEN}, for det bygger på få børn eller kan røbe et, der gør."
    own = next((one for one in league.standings if one.code == made.own), None)
    if own is None:
        return f"{made.name(made.own)} har ikke et offentliggjort tal for {rate.figure.name}."
    value = danish.decimal(hundredths(own.count.rate * PER) or 0, 100, 1)
    return (
        f"{made.name(made.own)}: {value} pr. 1.000 0-17-årige, nr. {own.rank.low}-{own.rank.high} af {league.cases}; "
        f"{VERDICT_WORDS[own.widened]}."
    )


def rate_title(made: Benchmark) -> str:
    """The rate's name and day."""
    rate = made.rate
    return "Antal børn" if rate is None else f"{rate.figure.name}, {danish.long_day(rate.days[-1])}"


def league_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Every municipality with a figure, by place, with interval, safe places and the funnel's verdict; last those hidden."""
    rate, league, rows = made.rate, made.league, Rows()
    if rate is None or isinstance(league, str):
        return made_table(
            made,
            "rate",
            rate_title(made),
            rate_answer(made),
            LEAGUE,
            rows,
            (rate_answer(made),),
            spending=False,
            synthetic=synthetic,
        )
    day, cases = rate.days[-1], "figure" if rate.of_population else "cases"
    for one in league.standings:
        low, high = (danish.decimal(round(end * PER * 100), 100, 1) for end in (one.low, one.high))
        rows.add(
            {
                "place": one.rank.place,
                "span": f"{one.rank.low}-{one.rank.high}",
                "label": made.name(one.code),
                "cases": one.count.cases,
                "rate": hundredths(one.count.rate * PER),
                "interval": f"{low}-{high}",
                "verdict": VERDICT_WORDS[one.widened],
                "key": str(one.code),
            },
            rate=made.address("rate", key=rate.figure.key, municipality=one.code, day=day.isoformat()),
            cases=made.address(cases, key=rate.figure.key, municipality=one.code, day=day.isoformat()),
        )
    for code in made.hidden:
        rows.add({"label": made.name(code), "verdict": HIDDEN, "key": str(code)})
    notes = [
        *league.caveats,
        f"{rate.figure.counted}. {'Nævneren er befolkningen.' if rate.of_population else ''}".strip(),
    ]
    if made.hidden:
        gone = danish.count(len(made.hidden), "kommune", "kommuner")
        notes.append(
            f"{gone} har et tal, som er {HIDDEN} og ikke er med i placeringerne: antal fra 1 til {SMALL - 1}, "
            "og de tal, som de ellers kunne regnes ud af."
        )
    pool = made.pooled(made.own)
    if pool is not None and len(pool.years) > 1:
        value = danish.decimal(hundredths(pool.count.rate * PER) or 0, 100, 1)
        notes.append(f"{made.name(made.own)} har få børn i året; {pool.label} er {value} pr. 1.000.")
    return made_table(
        made,
        "rate",
        rate_title(made),
        rate_answer(made),
        LEAGUE,
        rows,
        tuple(notes),
        spending=False,
        synthetic=synthetic,
    )


def rate_means_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Each set's mean on every day with n, what it has moved, and what that is in persons in its average municipality."""
    rate, rows = made.rate, Rows()
    for group in made.groups if rate is not None else ():
        assert rate is not None
        _, first = rate.mean(rate.days[0], group.members)
        for day in rate.days:
            n, mean = rate.mean(day, group.members)
            change = None if mean is None or first is None or day == rate.days[0] else mean - first
            people = rate.inhabitants(day, group.members)
            where = {**where_of(group, made), "key": rate.figure.key, "day": day.isoformat()}
            since = {"since": rate.days[0].isoformat()}
            rows.add(
                {
                    "label": group.label,
                    "day": day,
                    "n": n,
                    "unweighted": hundredths(mean),
                    "weighted": hundredths(rate.weighted(day, group.members)),
                    "change": hundredths(change),
                    "persons": None if change is None or people is None else hundredths(change * people / PER),
                },
                unweighted=made.address("rate", **where),
                weighted=made.address("rate", **where, weighting="weighted"),
                change=made.address("rate", **where, **since),
                persons=made.address("persons", **where, **since),
            )
    return made_table(
        made, "rate-means", f"{rate_title(made)}: udvikling", rate_answer(made), MEANS, rows,
        ("Uvægtet: hver kommune tæller 1. Vægtet: sum over sum. Personer: ændringen gange gennemsnitskommunens 0-17-årige.",),
        spending=False, synthetic=synthetic,
    )  # fmt: skip


def cautious_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The national figure and the cautious estimate by both formulas, labelled."""
    found, rows, rate = made.cautious, Rows(), made.rate
    if found is None or rate is None:
        answer = "Der er intet forsigtigt bud på dette tal."
        return made_table(
            made, "cautious", "Forsigtigt bud", answer, CAUTIOUS, rows, (answer,), spending=False, synthetic=synthetic
        )
    published = rate.values[found.day].get(COUNTRY) is not None
    where = {"municipality": str(COUNTRY)} if published else {"set": made.sets.country().key, "weighting": "weighted"}
    rows.add(
        {
            "label": "Som offentliggjort" if published else "Vægtet gennemsnit af kommunerne",
            "value": hundredths(found.national),
        },
        value=made.address("rate", **where, key=rate.figure.key, day=found.day.isoformat()),
    )
    for formula, value in found.estimates.items():
        rows.add(
            {"label": CORRECTIONS[formula], "value": hundredths(value)},
            value=made.address("cautious", key=rate.figure.key, formula=formula, day=found.day.isoformat()),
        )
    over = danish.per_cent(hundredths(found.overestimate * 100) or 0, 0)
    answer = (
        f"Landsgennemsnittet er omkring {over} for højt, fordi det rummer børn, som kommunernes egne tal ikke har med."
    )
    return made_table(
        made, "cautious", f"Forsigtigt bud: {rate.figure.name}", answer, CAUTIOUS, rows,
        (answer, "Formlen er ikke trykt i kilden; begge vises. Et skøn, aldrig et faktum."), spending=False, synthetic=synthetic,
    )  # fmt: skip
