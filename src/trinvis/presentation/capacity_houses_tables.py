"""The own houses as tables: all of them, and one month by month; every figure carries its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_houses_words import HIDDEN
from trinvis.municipality.capacity_houses_year import YEAR_FIGURE, occupancy_year
from trinvis.presentation.capacity_houses_money import facts_of, money_of, times
from trinvis.presentation.capacity_houses_sentences import bought_of_all, first_sentence, house_sentence, plain
from trinvis.presentation.capacity_houses_turns import turn_of
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import AheadMonth, HouseSeen, PastMonth

HOUSES = "houses"
BEHIND = 12
"""Known months in a house's table and picture."""
HIDES = f"{HIDDEN} Det samme gælder tal, de kan regnes ud af."

Row = dict[str, Cell]
Addresses = dict[tuple[int, str], str]


def houses_table(made: Houses, *, synthetic: bool) -> ReportTable:
    """All houses: places and persons on the last known day, when each turns full or empty, and what a day costs in it and outside."""
    rows, addresses = list[Row](), Addresses()
    for number, seen in enumerate(made.houses):
        cells, figures = _house_row(made, seen)
        rows.append({"house": seen.name, **cells})
        addresses |= {
            (number, name): made.address(figure, seen.provider_no, month)
            for name, (figure, month) in figures.items()
            if cells[name] is not None
        }
    totals, of_all = _totals(made)
    whole = all(seen.past[-1].places.is_integer() for seen in made.houses if seen.past)
    return ReportTable(
        name="capacity-houses",
        title=f"Egne huse pr. {danish.month(made.as_of)}",
        answer=plain(first_sentence(made)),
        columns=_house_columns(made, 0 if whole else 1),
        rows=tuple(rows),
        totals=totals if len(rows) > 1 else None,
        notes=(*made.remarks, *_house_notes(made)),
        facts=facts_of(made),
        addresses=addresses | (of_all if len(rows) > 1 else {}),
        synthetic=synthetic,
    )


def _house_columns(made: Houses, decimals: int) -> tuple[ReportColumn, ...]:
    return (
        ReportColumn("house", "Hus"),
        ReportColumn("places", "Pladser", "hundredths", decimals=decimals),
        ReportColumn("at_end", "Bor der", "integer"),
        ReportColumn("free", "Ledige", "hundredths", decimals=decimals),
        ReportColumn("occupancy_year", "Belægning 12 måneder", "per_cent"),
        ReportColumn("waiting", "Venter", "integer"),
        ReportColumn("full_from", "Fuldt fra", "month"),
        ReportColumn("full_pct", "Chance for fuldt", "chance"),
        ReportColumn("empty_from", "Tomt fra", "month"),
        ReportColumn("empty_pct", "Chance for tomt", "chance"),
        ReportColumn("marginal_oere", "Et døgn mere", "oere", "kr."),
        ReportColumn("average_oere", "Døgnet i gennemsnit", "oere", "kr."),
        ReportColumn("outside_oere", "Døgnet ude", "oere", "kr."),
        ReportColumn("bought_oere", f"Køb ude {made.months} måneder", "oere", "kr."),
    )


def _house_row(made: Houses, seen: HouseSeen) -> tuple[Row, dict[str, tuple[str, int | None]]]:
    """The cells, and column → the figure and month that its address names."""
    now = seen.past[-1] if seen.past else None
    year = occupancy_year(seen)
    cells: Row = {
        "places": None if now is None else round(now.places * 100),
        "at_end": None if now is None else now.at_end,
        "free": None if now is None or now.free is None else round(now.free * 100),
        "occupancy_year": None if year is None else round(year * 10_000),
        "waiting": None if now is None else now.waiting,
    }
    figures: dict[str, tuple[str, int | None]] = {
        name: (name, made.as_of) for name in ("places", "at_end", "free", "waiting")
    }
    figures["occupancy_year"] = (YEAR_FIGURE, None)
    for which in ("full", "empty"):
        turn = turn_of(seen, which)
        cells[f"{which}_from"] = None if turn is None else turn.month
        cells[f"{which}_pct"] = None if turn is None or turn.chance is None else round(turn.chance * 10_000)
        figures[f"{which}_pct"] = (which, None if turn is None else turn.month)
    money = money_of(made, seen)
    for name in ("marginal_oere", "average_oere", "outside_oere", "bought_oere"):
        cells[name], figures[name] = money[name], (name, None)
    return cells, figures


def _totals(made: Houses) -> tuple[Row, Addresses]:
    """Of all the houses what may be added up, where no house lacks it or hides it."""
    now = next((one for one in made.together if one.month == made.as_of), None)
    cells: Row = {"house": "I alt"}
    if now is not None:
        cells |= {"places": round(now.places * 100), "at_end": now.at_end, "waiting": now.waiting}
        cells["free"] = None if now.free is None else round(now.free * 100)
    cells["bought_oere"] = bought_of_all(made)
    addresses = {
        (TOTAL_ROW, name): made.address(name, None, None if name == "bought_oere" else made.as_of)
        for name, value in cells.items()
        if name != "house" and value is not None
    }
    return cells, addresses


def _house_notes(made: Houses) -> list[str]:
    said = []
    if any(turn_of(seen, which) for seen in made.houses for which in ("full", "empty")):
        said.append(
            "Fuldt og tomt fra: den første måned, hvis sidste dag det er mere sandsynligt end ikke. Uden chance er det sådan nu, eller usikkerheden er ikke prøvet så langt frem."
        )
    if len(made.houses) > 1 and bought_of_all(made) is not None and any(one.make_or_buy is None for one in made.houses):
        said.append("Køb ude i alt er af de huse, hvor det kendes.")
    if any(seen.hidden or seen.cost_refused == HIDDEN for seen in made.houses):
        said.append(HIDES)
    return said


# one house by month


def months_table(made: Houses, seen: HouseSeen, *, synthetic: bool) -> ReportTable:
    """A house: twelve known months, and the months ahead with interval and chances as far as they are tested."""
    rows, addresses = list[Row](), Addresses()
    past = [_past_row(one) for one in seen.past[-BEHIND:]]
    ahead = [_ahead_row(one) for one in seen.ahead]
    for cells, figures in (*past, *ahead):
        month = cells["month"]
        assert isinstance(month, int)
        addresses |= {
            (len(rows), name): made.address(figure, seen.provider_no, month)
            for name, figure in figures.items()
            if cells[name] is not None
        }
        rows.append(cells)
    return ReportTable(
        name=f"capacity-house-{seen.provider_no}",
        title=f"{seen.name} måned for måned",
        answer=plain(house_sentence(made, seen)),
        columns=_month_columns(seen),
        rows=tuple(rows),
        notes=tuple(
            one for one in (seen.refused, seen.tested_words if seen.ahead else "", *seen.remarks, _hides(seen)) if one
        ),
        facts={"Hus": seen.name, **facts_of(made)},
        addresses=addresses,
        synthetic=synthetic,
    )


def _month_columns(seen: HouseSeen) -> tuple[ReportColumn, ...]:
    places = [one.places for one in seen.past[-BEHIND:]] + [one.places for one in seen.ahead]
    whole = all(one.is_integer() for one in places)
    return (
        ReportColumn("month", "Måned", "month"),
        ReportColumn("known", "Kendt", "flag", on_screen=False),
        ReportColumn("places", "Pladser", "hundredths", decimals=0 if whole else 1),
        ReportColumn("at_end", "Bor der", "integer"),
        ReportColumn("expected", "Ventes", "hundredths", decimals=1),
        ReportColumn("low", "80 %: mindst", "integer", on_screen=seen.tested),
        ReportColumn("high", "80 %: højst", "integer", on_screen=seen.tested),
        ReportColumn("free", "Ledige", "hundredths", decimals=1),
        ReportColumn("occupancy", "Belægning", "per_cent"),
        ReportColumn("full_pct", "Chance for fuldt", "chance", on_screen=seen.tested),
        ReportColumn("empty_pct", "Chance for tomt", "chance", on_screen=seen.tested),
        ReportColumn("waiting", "Venter", "hundredths", decimals=1),
        ReportColumn("bought_days", "Købes ude", "hundredths", "døgn", decimals=1),
        ReportColumn("occupied_days", "Belagte døgn", "integer", on_screen=False),
        ReportColumn("sold_days", "Heraf solgte døgn", "integer", on_screen=False),
        ReportColumn("normed_days", "Normerede døgn", "hundredths", on_screen=False),
    )


def _past_row(one: PastMonth) -> tuple[Row, dict[str, str]]:
    cells: Row = {
        "month": one.month, "known": True, "places": round(one.places * 100), "at_end": one.at_end, "free": times(one.free, 100),
        "occupancy": times(one.occupancy, 10_000), "waiting": times(one.waiting, 100), "occupied_days": one.occupied,
        "sold_days": one.sold, "normed_days": round(one.normed * 100),
    }  # fmt: skip
    same = {name: name for name in ("places", "at_end", "free", "occupancy", "waiting")}
    return cells, {**same, "occupied_days": "occupied", "sold_days": "sold", "normed_days": "normed"}


def _ahead_row(one: AheadMonth) -> tuple[Row, dict[str, str]]:
    cells: Row = {
        "kind": "expected", "month": one.month, "known": False, "places": round(one.places * 100), "expected": times(one.occupied, 100), "low": one.low,
        "high": one.high, "free": times(one.free, 100), "full_pct": times(one.full, 10_000), "empty_pct": times(one.empty, 10_000),
        "waiting": times(one.waiting, 100), "bought_days": times(one.bought_days, 100),
    }  # fmt: skip
    same = {name: name for name in ("places", "expected", "low", "high", "bought_days")}
    return cells, {
        **same, "free": "expected_free", "full_pct": "full", "empty_pct": "empty", "waiting": "expected_waiting",
    }  # fmt: skip


def _hides(seen: HouseSeen) -> str:
    few = any(one.hidden for one in seen.past[-BEHIND:]) or any(one.hidden for one in seen.ahead)
    return HIDES if few else ""
