"""The pool: which cases it should pay for, what a krone of it gains, and where the next one does most good."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.municipality.investment_words import hundredths, listed, number
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_pictures import picture
from trinvis.presentation.investment_rows import Rows, alternative_label, oere, per_cent
from trinvis.presentation.investment_sentences import money_words
from trinvis.reports import danish
from trinvis.reports.charts.ranked_bars import RankedBar, RankedBars, ranked_bars_chart, ranked_bars_words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.investment.portfolio import Step
    from trinvis.municipality.investment_pool import Portfolio

PORTFOLIO_COLUMNS = (
    ReportColumn("title", "Case"),
    ReportColumn("chosen", "Vælges", "flag"),
    ReportColumn("investment_oere", "Søger af puljen", "oere", "kr.", additive=True),
    ReportColumn("gain_oere", "Nutidsværdi", "oere", "kr.", additive=True),
    ReportColumn("per_krone", "Gevinst pr. krone", "hundredths", missing="søger intet"),
    ReportColumn("chance_pct", "Chance for overskud", "chance", missing="–"),
    ReportColumn("outside_oere", "Uden for puljens år", "oere", "kr.", on_screen=False),
    ReportColumn("name", "Navn", on_screen=False),
)


def portfolio_table(found: Portfolio, *, synthetic: bool = False) -> ReportTable:
    """Every case that asks, the most gain per krone first, and which are chosen within the pool."""
    ordered = sorted(found.asked.items(), key=lambda item: -_per_krone(item[1].candidate.gain_per_krone))
    rows = Rows()
    for name, one in ordered:
        per_krone = one.candidate.gain_per_krone
        rows.add(
            {
                "title": candidate_title(found, name),
                "chosen": name in found.choice.chosen,
                "investment_oere": oere(sum(one.candidate.investment)),
                "gain_oere": oere(one.candidate.gain),
                "per_krone": None if per_krone is None else hundredths(per_krone),
                "chance_pct": per_cent(one.candidate.chance),
                "outside_oere": oere(one.outside),
                "name": name,
            },
            {"gain_oere": one.made.address("accumulated_discounted_oere", alternative=one.alternative)},
        )
    asked = list(found.asked.values())
    totals: dict[str, Cell] = {
        "title": "Alle, der søger",
        "investment_oere": sum(oere(sum(one.candidate.investment)) for one in asked),
        "gain_oere": sum(oere(one.candidate.gain) for one in asked),
        "per_krone": "",
        "chance_pct": "",
    }
    return ReportTable(
        name="portfolio",
        title=f"Puljen på {_pool(found)}",
        answer=portfolio_sentence(found),
        columns=PORTFOLIO_COLUMNS,
        rows=tuple(rows.rows),
        totals=totals,
        lead=_left(found),
        notes=PORTFOLIO_NOTES,
        addresses=rows.addresses,
        synthetic=synthetic,
    )


PORTFOLIO_NOTES = (
    "Puljen betaler kommunens egen del af indsatsens udgift i puljens år.",
    "Det bedste valg er det, der giver den højeste nutidsværdi i alt inden for puljen; det er ikke altid dem med mest gevinst pr. krone.",
)


def _per_krone(value: float | None) -> float:
    return float("inf") if value is None else value


def candidate_title(found: Portfolio, name: str) -> str:
    """The case's title, with the alternative where the case has several."""
    one = found.asked[name]
    if len(one.made.others) == 1:
        return one.made.case.title
    return f"{one.made.case.title}: {alternative_label(one.made, one.alternative)}"


def _pool(found: Portfolio) -> str:
    return listed([f"{money_words(oere(amount))} {_when(found, at)}" for at, amount in enumerate(found.pool)])


def _when(found: Portfolio, at: int) -> str:
    """A year of the pool: the calendar's, or the case's own where it has no first year."""
    return f"det {at + 1}. år" if found.start_year is None else f"i {found.start_year + at}"


def portfolio_sentence(found: Portfolio) -> str:
    """Which cases the pool should pay for, and what that gains; or that there is no choice, and why."""
    choice = found.choice
    if not choice.feasible:
        return " ".join(choice.why)
    if not choice.chosen:
        return "Ingen af casene giver overskud inden for puljen."
    names = listed([f"»{candidate_title(found, name)}«" for name in choice.chosen])
    weighed = " ganget med chancen for overskud" if found.weighing == "chance" else ""
    return f"Vælg {names}: nutidsværdien{weighed} er {money_words(oere(choice.gain))}".removesuffix(".") + "."


def _left(found: Portfolio) -> tuple[str, ...]:
    if not found.choice.feasible or not found.choice.left:
        return ()
    years = [f"{money_words(oere(amount))} {_when(found, at)}" for at, amount in enumerate(found.choice.left)]
    return (f"Tilbage i puljen: {listed(years)}".removesuffix(".") + ".",)


STEP_COLUMNS = (
    ReportColumn("pool_oere", "Pulje i alt", "oere", "kr."),
    ReportColumn("entered", "Kommer med"),
    ReportColumn("left", "Går ud"),
    ReportColumn("gain_oere", "Nutidsværdi i alt", "oere", "kr."),
    ReportColumn("per_krone", "Gevinst pr. krone mere", "hundredths", missing="–"),
)


def next_krone_table(found: Portfolio, *, synthetic: bool = False) -> ReportTable:
    """*Den næste krone*: every size of the pool at which the best choice changes, the smallest first."""
    rows = Rows()
    for step in found.next_krone.steps:
        rows.add(
            {
                "pool_oere": oere(sum(step.pool)),
                "entered": "; ".join(candidate_title(found, name) for name in step.entered) or None,
                "left": "; ".join(candidate_title(found, name) for name in step.left) or None,
                "gain_oere": oere(step.gain),
                "per_krone": None if step.per_krone is None else hundredths(step.per_krone),
            }
        )
    more = () if found.next_krone.complete else ("Der er flere trin end dem, der er vist.",)
    return ReportTable(
        name="next-krone",
        title="Hvor gør den næste krone mest gavn?",
        answer=_next_sentence(found),
        columns=STEP_COLUMNS,
        rows=tuple(rows.rows),
        notes=(*found.next_krone.why, *more),
        synthetic=synthetic,
    )


def _next_sentence(found: Portfolio) -> str:
    """What the next larger pool would bring in."""
    have = sum(found.pool)
    after: Step | None = next((step for step in found.next_krone.steps if sum(step.pool) > have + 0.5), None)
    if after is None:
        return "En større pulje ville ikke ændre valget."
    names = listed([f"»{candidate_title(found, name)}«" for name in after.entered])
    gained = "" if after.per_krone is None else f" og giver {number(after.per_krone)} kr. pr. krone mere"
    return f"Med {money_words(oere(sum(after.pool)))} i alt kommer {names or 'ingen nye'} med{gained}."


def portfolio_drawn(found: Portfolio, *, synthetic: bool = False) -> Drawn:
    """Gain per krone of the pool's money, the most first; what is chosen is blue."""
    asked = sorted(
        ((name, one) for name, one in found.asked.items() if one.candidate.gain_per_krone is not None),
        key=lambda item: -(item[1].candidate.gain_per_krone or 0.0),
    )
    bars = []
    for name, one in asked:
        per_krone = hundredths(one.candidate.gain_per_krone or 0.0)
        chosen = name in found.choice.chosen
        money = f"søger {money_words(oere(sum(one.candidate.investment)))}"
        bars.append(
            RankedBar(
                candidate_title(found, name),
                Fraction(per_krone, 100),
                f"{danish.decimal(per_krone, 100, 2)} kr.",
                money if chosen else f"{money}; ikke valgt",
                "subject" if chosen else "quiet",
            )
        )
    shown = RankedBars(tuple(bars), Fraction(1), "1 krone tilbage for 1 krone")
    return picture(
        "Gevinst i nutidsværdi for hver krone af puljen",
        ranked_bars_words(shown),
        lambda narrow: ranked_bars_chart(shown, narrow=narrow),
        portfolio_table(found, synthetic=synthetic),
    )
