"""What can be asked of a case on the command line: each measure with the table that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from trinvis.cli.invest_question import Question, number
from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment_pool import Portfolio
    from trinvis.reports.table import ReportTable

ROOM = "trinvis.presentation."


def shown(question: Question) -> ReportTable:
    """The table that answers."""
    return MEASURES[question.measure](question)


def _of(place: str) -> Callable[[Question], ReportTable]:
    """A table of a calculated case: ``module:function`` of the presentation."""

    def made(question: Question) -> ReportTable:
        return _called(place, question.one, question.asked, synthetic=question.synthetic)

    return made


def _case(place: str) -> Callable[[Question], ReportTable]:
    """A table of all alternatives of a case."""
    return lambda question: _called(place, question.one, synthetic=question.synthetic)


def _drawn(place: str) -> Callable[[Question], ReportTable]:
    """A table of a drawn case."""

    def made(question: Question) -> ReportTable:
        return _called(place, question.drawn, synthetic=question.synthetic)

    return made


def _called(place: str, *given: Any, synthetic: bool) -> ReportTable:
    module, _, function = place.partition(":")
    table: ReportTable = getattr(import_module(ROOM + module), function)(*given, synthetic=synthetic)
    return table


def _two_way(question: Question) -> ReportTable:
    """The two inputs of ``--input``, else the two that the answer hangs on most."""
    from trinvis.municipality.investment_uncertain import two_way

    names, typed = _tried(question)
    uncertain = question.drawn_if_uncertain()
    if not names:
        names = [] if uncertain is None else [bar.name for bar in uncertain.tornado[:2]]
    if len(names) != 2:
        raise Wrong("--measure two-way er af to input: giv dem med --input NAVN --input NAVN.")
    ranges = {**({} if uncertain is None else uncertain.ranges), **typed}
    found = two_way(question.one, names[0], names[1], ranges, question.asked)
    return _called("investment_pairs:two_way_table", question.one, found, question.asked, synthetic=question.synthetic)


def _threshold(question: Question) -> ReportTable:
    """The input of ``--input``, else the success rate, else what the answer hangs on most."""
    from trinvis.municipality.investment_uncertain import threshold

    names, ranges = _tried(question)
    success = question.one.case.success
    if not names:
        names = [success.rate] if success is not None else [bar.name for bar in question.drawn.tornado[:1]]
    if len(names) != 1:
        raise Wrong("--measure threshold er af ét input: giv det med --input NAVN.")
    found = threshold(question.one, names[0], ranges, question.asked)
    return _called(
        "investment_pairs:threshold_table", question.one, found, question.asked, synthetic=question.synthetic
    )


def _effects(question: Question) -> ReportTable:
    """What a further unit of effect costs."""
    _refuse_without_effects(question)
    return _called("investment_pairs:effects_table", question.drawn, synthetic=question.synthetic)


def _acceptability(question: Question) -> ReportTable:
    """How often each alternative is best at each price of a unit of effect."""
    _refuse_without_effects(question)
    found = question.drawn.acceptability(question.prices or PRICES)
    return _called("investment_pairs:acceptability_table", question.drawn, found, synthetic=question.synthetic)


def _refuse_without_effects(question: Question) -> None:
    if not question.one.case.effects:
        raise Wrong(f"Casen »{question.one.case.name}« har ingen effekter: skriv dem under effects i casens fil.")


def _compare(question: Question) -> ReportTable:
    """Several cases side by side, each with its chance."""
    from trinvis.municipality.investment_uncertain import simulated
    from trinvis.presentation.investment_compared import chance_of, compared_table

    how = {"draws": question.draws, "seed": question.seed, "method": question.method}
    chances = {one.case.name: chance_of(simulated(one, **how)) for one in question.made if one.model.uncertain}  # type: ignore[arg-type]
    return compared_table(question.made, chances, synthetic=question.synthetic)


def _portfolio(question: Question) -> ReportTable:
    """Which cases the pool should pay for."""
    return _called("investment_portfolio:portfolio_table", _chosen(question), synthetic=question.synthetic)


def _next_krone(question: Question) -> ReportTable:
    """In what order a larger pool does most good."""
    return _called("investment_portfolio:next_krone_table", _chosen(question), synthetic=question.synthetic)


def _chosen(question: Question) -> Portfolio:
    """The best choice within the pool of ``--pool``, else of the journal."""
    from trinvis.calculations.investment.portfolio import Bounds
    from trinvis.municipality.investment_pool import portfolio

    start_year = None
    pool = tuple(number(part, f"--pool {question.pool}") for part in (question.pool or "").split(",") if part)
    if question.pool is None:
        if question.kommune is None:
            raise Wrong("Puljens kroner mangler: giv --pool TAL,TAL…, eller --workspace med en pulje i journalen.")
        _, start_year, pool = question.kommune.case_pool(question.day)
    must = Bounds(must=frozenset(question.must))
    return portfolio(question.made, pool, start_year=start_year, bounds=must, draws=question.draws, seed=question.seed)


def _followed(place: str) -> Callable[[Question], ReportTable]:
    """A table of a running case, half-year by half-year."""

    def made(question: Question) -> ReportTable:
        kommune, key = _running(question)
        found = kommune.follow_case(key, question.day, question.asked, seed=question.seed)
        return _called(place, found, question.one.case, synthetic=question.synthetic)

    return made


def _counterfactual(question: Question) -> ReportTable:
    """A running case's district before and after, beside others, and the municipality beside others."""
    kommune, key = _running(question)
    found = kommune.compare_case(key, question.day)
    title = question.one.case.title
    return _called("investment_counterfactual:counterfactual_table", found, title, synthetic=question.synthetic)


def _running(question: Question) -> tuple[Municipality, str]:
    if question.kommune is None or not question.one.key:
        raise Wrong(f"--measure {question.measure} er af en gemt case: giv --workspace DIR og casens navn.")
    return question.kommune, question.one.key


def _tried(question: Question) -> tuple[list[str], dict[str, tuple[float, float]]]:
    """Names of ``--input``, and what each is tried between, where that was typed."""
    names: list[str] = []
    ranges: dict[str, tuple[float, float]] = {}
    for text in question.tried:
        name, sign, between = text.partition("=")
        low, dots, high = between.partition("..")
        if not name or (sign and not dots):
            raise Wrong(f"--input {text} kan ikke læses: skriv fx succesrate eller succesrate=4%..12%.")
        names.append(name)
        if dots:
            ranges[name] = (number(low, f"--input {text}"), number(high, f"--input {text}"))
    return names, ranges


MEASURES: Mapping[str, Callable[[Question], ReportTable]] = {
    "result": _of("investment_result:result_table"),
    "figures": _of("investment_result:figures_table"),
    "cost": _of("investment_money:cost_table"),
    "cost-years": _of("investment_money:cost_years_table"),
    "payers": _of("investment_payers:payers_table"),
    "budget": _of("investment_payers:budget_table"),
    "persons": _case("investment_inputs:persons_table"),
    "inputs": _case("investment_inputs:inputs_table"),
    "readings": _of("investment_readings:readings_table"),
    "unspoken": _of("investment_readings:unspoken_table"),
    "left-out": _case("investment_readings:left_out_table"),
    "knowledge": _case("investment_readings:knowledge_table"),
    "uncertainty": _drawn("investment_uncertain:uncertainty_table"),
    "tornado": _drawn("investment_uncertain:tornado_table"),
    "information": _drawn("investment_uncertain:information_table"),
    "two-way": _two_way,
    "threshold": _threshold,
    "effects": _effects,
    "acceptability": _acceptability,
    "follow-up": _followed("investment_follow_up:follow_up_table"),
    "prices": _followed("investment_follow_up:prices_table"),
    "counterfactual": _counterfactual,
    "compare": _compare,
    "portfolio": _portfolio,
    "next-krone": _next_krone,
}
"""Name of a measure → its table."""

OF_A_POOL = ("portfolio", "next-krone")
OF_A_RUNNING = ("follow-up", "prices", "counterfactual")
"""Measures of a case of the journal that is in operation."""
MANY = ("compare", *OF_A_POOL)
"""Measures of several cases."""
PRICES = (0.0, 50_000.0, 100_000.0, 200_000.0, 300_000.0, 500_000.0, 750_000.0, 1_000_000.0)
"""Kroner for a unit of effect, where none are asked for."""
