"""*Opfølgning*: a running case half-year by half-year, expected against realised, each with its interval and the kind of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.investment.realised import PLACED
from trinvis.municipality.address import Address
from trinvis.municipality.investment_words import hundredths
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.presentation.investment_pictures import picture
from trinvis.presentation.investment_rows import Rows, oere
from trinvis.presentation.investment_sentences import money_words
from trinvis.reports import danish
from trinvis.reports.charts.expected_realised import (
    ExpectedRealised,
    Moment,
    expected_realised_chart,
    expected_realised_words,
)
from trinvis.reports.charts.year_plot import unit_of
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.investment.realised import Followed
    from trinvis.cases.case import Case
    from trinvis.municipality.investment_follow_up import CaseFollowUp

COLUMNS = (
    ReportColumn("half", "Halvår"),
    ReportColumn("participants_expected", "Deltagere, ventet", "hundredths"),
    ReportColumn("participants", "Deltagere, sket", "hundredths", missing=HIDDEN),
    ReportColumn("placed_expected", "Anbragte, ventet", "hundredths"),
    ReportColumn("placed", "Anbragte, sket", "hundredths", missing=HIDDEN),
    ReportColumn("without_oere", "Uden indsatsen, casens antagelse", "oere", "kr.", on_screen=False, missing=HIDDEN),
    ReportColumn("spending_expected_oere", "Udgift, ventet", "oere", "kr.", on_screen=False),
    ReportColumn("spending_oere", "Udgift, sket", "oere", "kr.", on_screen=False, missing=HIDDEN),
    ReportColumn("posted_oere", "Heraf bogført", "oere", "kr.", on_screen=False, missing="ikke modtaget"),
    ReportColumn("effort_oere", "Indsatsens egen udgift", "oere", "kr.", on_screen=False, missing=HIDDEN),
    ReportColumn("effort_known", "Indsatsens udgift er indberettet", "flag", on_screen=False),
    ReportColumn("gain_expected_oere", "Gevinst, ventet", "oere", "kr."),
    ReportColumn("gain_oere", "Gevinst, opgjort", "oere", "kr.", missing=HIDDEN),
    ReportColumn("sum_expected_oere", "Lagt sammen, ventet", "oere", "kr."),
    ReportColumn("sum_expected_low_oere", "ventet, fra", "oere", "kr.", on_screen=False, missing="–"),
    ReportColumn("sum_expected_high_oere", "ventet, til", "oere", "kr.", on_screen=False, missing="–"),
    ReportColumn("sum_oere", "Lagt sammen, opgjort", "oere", "kr.", missing=HIDDEN),
    ReportColumn("sum_low_oere", "fra", "oere", "kr.", missing="–"),
    ReportColumn("sum_high_oere", "til", "oere", "kr.", missing="–"),
)
OPENS = {"spending_oere": "cost", "placed": "days", "posted_oere": "posted"}
"""Realised column → the figure whose address opens it."""
OWN_ASSUMPTION = (
    "Hvad deltagerne ville have kostet uden indsatsen, er casens egen antagelse. Opgørelsen viser en forskel; den siger ikke, hvad forskellen "
    "kommer af."
)


def follow_up_table(found: CaseFollowUp, case: Case, *, least_shown: int = 0, synthetic: bool = False) -> ReportTable:
    """A row per half-year. With ``least_shown`` what has come is hidden in half-years where fewer than so many have taken part."""
    rows = Rows()
    for one in found.halves:
        addresses = {column: _single(found, one, figure) for column, figure in OPENS.items()}
        addresses["placed"] = _placed(addresses["placed"])
        rows.add({**_expected(one), **_realised(one, least_shown)}, addresses)
    return ReportTable(
        name="followed",
        title=f"Ventet og sket siden {danish.day(found.started)}, »{case.title}«",
        answer=follow_up_sentence(found, least_shown=least_shown),
        columns=COLUMNS,
        rows=tuple(rows.rows),
        notes=(OWN_ASSUMPTION, *_kinds(found), found.price_note, *found.warnings, *_hidden(found, least_shown)),
        facts={
            "case": case.name,
            "alternative": found.alternative,
            "started": found.started,
            "as_of": found.basis.day,
            "participants": None if 0 < len(found.came) < least_shown else len(found.came),
            "program": found.basis.program,
        },
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def _single(found: CaseFollowUp, one: Followed, figure: str) -> str | None:
    """The address that opens a figure; None where nobody has come."""
    return found.addresses.get(one.happened.half, {}).get(figure)


def _placed(address: str | None) -> str | None:
    """The participants' days on the steps where a child is placed, of all their days."""
    if address is None:
        return None
    days = Address.parse(address)
    return str(replace(days, where={**days.where, "steps": "+".join(map(str, PLACED))}))


def _expected(one: Followed) -> dict[str, Cell]:
    plan, interval = one.expected, one.expected_interval
    return {
        "half": plan.half.words,
        "participants_expected": hundredths(float(plan.participants.mean())),
        "placed_expected": hundredths(float(plan.placed.mean())),
        "spending_expected_oere": oere(float(plan.spending.mean())),
        "gain_expected_oere": oere(float(plan.gain.mean())),
        "sum_expected_oere": oere(one.expected_sum),
        "sum_expected_low_oere": None if interval is None else oere(interval.low),
        "sum_expected_high_oere": None if interval is None else oere(interval.high),
        "effort_known": one.effort_known,
    }


def _realised(one: Followed, least_shown: int) -> dict[str, Cell]:
    """What has come; nothing of it where so few have taken part that it must be hidden."""
    if hides(one, least_shown):
        return {}
    seen, interval = one.happened, one.gain_sum_interval
    return {
        "participants": hundredths(seen.participants),
        "placed": hundredths(seen.placed),
        "without_oere": oere(one.without),
        "spending_oere": oere(seen.spending),
        "posted_oere": None if seen.posted is None else oere(seen.posted),
        "effort_oere": oere(one.effort),
        "gain_oere": oere(one.gain),
        "sum_oere": oere(one.gain_sum),
        "sum_low_oere": None if interval is None else oere(interval.low),
        "sum_high_oere": None if interval is None else oere(interval.high),
    }


def hides(one: Followed, least_shown: int) -> bool:
    """Whether so few have taken part by then that what has come must not be shown."""
    return 0 < one.happened.began < least_shown


def _hidden(found: CaseFollowUp, least_shown: int) -> tuple[str, ...]:
    if not any(hides(one, least_shown) for one in found.halves):
        return ()
    return (f"Halvår med under {least_shown} deltagere er skjult.",)


def _kinds(found: CaseFollowUp) -> tuple[str, ...]:
    """What kind the intervals are, each kind once."""
    kinds: dict[str, None] = {}
    for one in found.halves:
        for name, interval in (("Ventet", one.expected_interval), ("Opgjort", one.gain_sum_interval)):
            if interval is not None:
                kinds[f"{name}: {interval.words}."] = None
    return tuple(kinds)


def follow_up_sentence(found: CaseFollowUp, *, least_shown: int = 0) -> str:
    """The newest half-year's realised sum against the expected one, with its interval, and no cause."""
    shown = [one for one in found.halves if not hides(one, least_shown)]
    if not shown:
        return "Der er for få deltagere til at vise, hvad der er sket."
    last = shown[-1]
    interval = last.gain_sum_interval
    sure = (
        ""
        if interval is None
        else f" ({_percent(interval.level)} %: {money_words(oere(interval.low))} til {money_words(oere(interval.high))})"
    )
    expected = last.expected_interval
    place = ""
    if expected is not None:
        inside = expected.low <= last.gain_sum <= expected.high
        place = f", {'inden for' if inside else 'uden for'} det, casen ventede ({_percent(expected.level)} %)"
    return (
        f"Til og med {last.happened.half.words} er den opgjorte gevinst {money_words(oere(last.gain_sum))}{sure} mod ventet "
        f"{money_words(oere(last.expected_sum))}{place}".removesuffix(".")
        + "."
    )


def _percent(level: float) -> int:
    return round(level * 100)


# prices

PRICE_COLUMNS = (
    ReportColumn("half", "Halvår"),
    ReportColumn("state", "Tilstand"),
    ReportColumn("persons", "Helårspersoner", "hundredths", missing=HIDDEN),
    ReportColumn("expected_oere", "Pris, ventet", "oere", "kr."),
    ReportColumn("price_oere", "Pris, sket", "oere", "kr.", missing="ingen der"),
)


def prices_table(found: CaseFollowUp, case: Case, *, least_shown: int = 0, synthetic: bool = False) -> ReportTable:
    """Kroner per full-year person in each state that is on the staircase, expected and realised, half-year by half-year."""
    labels = {state.name: state.label for state in case.states}
    rows = Rows()
    for one in found.halves:
        for state, price in one.expected.prices.items():
            steps = found.places.get(state, ())
            values: dict[str, Cell] = {
                "half": one.happened.half.words,
                "state": labels[state],
                "expected_oere": oere(float(price.mean())),
            }
            if not hides(one, least_shown):
                paid = one.happened.price(steps)
                values["persons"] = hundredths(sum(one.happened.full_year.get(step, 0.0) for step in steps))
                values["price_oere"] = None if paid is None else oere(paid)
            rows.add(values)
    return ReportTable(
        name="followed-prices",
        title=f"Priser pr. helårsperson, ventet og sket, »{case.title}«",
        answer="",
        columns=PRICE_COLUMNS,
        rows=tuple(rows.rows),
        notes=tuple(one for one in (found.price_note, *_hidden(found, least_shown)) if one),
        synthetic=synthetic,
    )


# the picture


def follow_up_drawn(found: CaseFollowUp, case: Case, *, least_shown: int = 0, synthetic: bool = False) -> Drawn:
    """The sum of the gain, expected and realised, half-year by half-year."""
    shown = [one for one in found.halves if not hides(one, least_shown)]
    amounts = [oere(one.expected_sum) for one in found.halves] + [oere(one.gain_sum) for one in shown]
    unit = unit_of(amounts)

    def of(kroner: float | None) -> Fraction | None:
        return None if kroner is None else unit.of(oere(kroner))

    moments = []
    for one in found.halves:
        plan, seen = one.expected_interval, one.gain_sum_interval if one in shown else None
        moments.append(
            Moment(
                one.happened.half.words,
                unit.of(oere(one.expected_sum)),
                of(plan.low if plan else None),
                of(plan.high if plan else None),
                of(one.gain_sum) if one in shown else None,
                of(seen.low if seen else None),
                of(seen.high if seen else None),
            )
        )
    levels = [one.expected_interval.level for one in found.halves if one.expected_interval is not None]
    level = _percent(levels[0]) if levels else 90
    made = ExpectedRealised(
        f"Gevinst lagt sammen, {unit.words}", tuple(moments), unit.decimals, realised_words="Opgjort", level=level
    )
    return picture(
        made.what,
        expected_realised_words(made),
        lambda narrow: expected_realised_chart(made, narrow=narrow),
        follow_up_table(found, case, least_shown=least_shown, synthetic=synthetic),
    )
