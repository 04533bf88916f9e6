"""How many successes a case assumes, and how many it takes to break even by a year: two different figures."""

from __future__ import annotations

from trinvis.calculations.investment.successes import Needed, assumed_successes, whole_successes
from trinvis.cases.case import Case
from trinvis.cases.expression import Name
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.key_figures import KeyFigures
from trinvis.reports.investment_book.net_rows import BACK, NetSeries
from trinvis.reports.investment_book.number_forms import PER_CENT
from trinvis.reports.investment_book.page import NET
from trinvis.reports.investment_book.term import Term

PERSONS = "0.00"
GUARD = "1E-9"
NEVER = "ingen succesrate er nok"
UNKNOWN = "kan ikke regnes ved en succesrate på 0"


def success_year(case: Case) -> int:
    """The year that successes must have paid back by."""
    assert case.success is not None
    return case.success.year or case.horizon


def write_assumed(figures: KeyFigures, assumed: Assumed) -> None:
    """The successes that the case assumes: rate × target group, rounded up."""
    success = assumed.case.success
    if success is None or not _countable(assumed):
        return
    rate, target = assumed.scalar(success.rate), assumed.scalar(success.target)
    found = assumed_successes(rate.value, target.value)
    exact = figures.line(
        "Forudsatte succeser", f"={(rate * target).text}", found.exact, PERSONS, "succesrate × målgruppe"
    )
    figures.line("– i hele personer", f"=-INT({GUARD}-{exact})", found.whole, "0", "rundet op")


def write_needed(
    figures: KeyFigures, assumed: Assumed, discounted: NetSeries, without: Term | None, needed: Needed | None
) -> None:
    """The successes that it takes: live where ``without`` (the accumulated net gain with none) is there, else as a value."""
    success = assumed.case.success
    if success is None:
        return
    label = f"Succeser, der skal til for at have tjent sig hjem ved udgangen af år {success_year(assumed.case)}"
    if without is not None and _countable(assumed):
        _live(figures, assumed, discounted, without, label)
    elif needed is None:
        figures.value(label, "ikke regnet", note="nettogevinsten følger ikke succesraten lineært")
    else:
        exact = needed.exact if needed.exact is not None else "ingen"
        figures.value(label, exact, PERSONS, f"værdi, da nettogevinsten ikke følger succesraten lineært; {needed.text}")
        figures.value(
            "– i hele personer", needed.whole if needed.whole is not None else "ingen", "0", "værdi, rundet op"
        )


def _live(figures: KeyFigures, assumed: Assumed, discounted: NetSeries, without: Term, label: str) -> None:
    success = assumed.case.success
    assert success is not None
    rate, target = assumed.scalar(success.rate), assumed.scalar(success.target)
    year = success_year(assumed.case)
    there = discounted.accumulated.cells[year - 1]
    none = figures.line(
        f"Akkumuleret i år {year} uden succeser",
        f"={without.text}",
        without.value,
        NET,
        "kr., nutidsværdi; se arkene »uden succeser«",
    )
    slope = f"({there.text}-{none})"
    everybody, found = f"{none}+{slope}/{rate.text}", f"-{none}*{rate.text}/{slope}"
    result = _needed(rate.value, without.value, there.value)
    share = figures.line(
        "Succesrate, der skal til",
        f'=IFERROR(IF({none}>{BACK},0,IF({everybody}<={BACK},"{NEVER}",MIN(1,{found}))),"{UNKNOWN}")',
        NEVER if result is None else result,
        PER_CENT,
        "nettogevinsten er en ret linje i succesraten",
    )
    count = None if result is None else result * target.value
    exact = figures.line(
        label, f"=IF(ISNUMBER({share}),{share}*{target.text},{share})", NEVER if count is None else count, PERSONS
    )
    figures.line(
        "– i hele personer",
        f"=IF(ISNUMBER({exact}),-INT({GUARD}-{exact}),{exact})",
        NEVER if count is None else whole_successes(count),
        "0",
        "rundet op",
    )


def _needed(rate: float, none: float, there: float) -> float | None:
    """The rate at which a straight line through ``none`` (rate 0) and ``there`` reaches 0."""
    if none > float(BACK):
        return 0.0
    if none + (there - none) / rate <= float(BACK):
        return None
    return min(1.0, -none * rate / (there - none))


def _countable(assumed: Assumed) -> bool:
    """Whether rate and target group are one number each."""
    success = assumed.case.success
    return success is not None and all(assumed.follows(Name(one)).nothing for one in (success.rate, success.target))
