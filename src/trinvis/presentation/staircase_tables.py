"""The tables of *Trappen*: step by step, the money alone, and between the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.municipality.staircase_activity import label_of
from trinvis.municipality.staircase_money import FORECAST, POSTED
from trinvis.presentation.hidden_counts import HIDDEN, column_with_total, with_totals
from trinvis.presentation.staircase_page import answer, caption, main_figure, moved
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.staircase_activity import StaircaseActivity
    from trinvis.municipality.staircase_money import StaircaseMoney

COUNTS = ("children_before", "new", "ended", "children")
STOCKS = ("children_before", "children")
"""The counts where small ones are hidden: with those who came and left, a hidden one could be worked out."""


@dataclass(frozen=True)
class Shown:
    """What all tables of a page share: the children, their money, whether all is invented, and the least count that is shown."""

    made: StaircaseActivity
    money: StaircaseMoney
    synthetic: bool
    least_shown: int = 0

    @property
    def facts(self) -> dict[str, Cell]:
        """What the tables rest on."""
        made = self.made
        return {
            "year": made.year,
            "as_of": made.basis.day,
            "from": made.before,
            "to": made.day,
            "scheme": made.view.scheme,
            "choice": made.view.choice,
            "without": "+".join(sorted(made.view.without)),
            "program": made.basis.program,
        }

    @property
    def counts(self) -> tuple[str, ...]:
        """The counts of each step that are shown."""
        return STOCKS if self.least_shown else COUNTS

    @property
    def moved(self) -> str:
        """How many went each way; empty where small counts are hidden, for the sums would give them back."""
        return "" if self.least_shown else moved(self.made)


def steps_table(shown: Shown) -> ReportTable:
    """Each step's children, stays, full-year persons and kroner; then what stands on no step, and the totals."""
    made, money, counts = shown.made, shown.money, shown.counts
    counted = {
        name: column_with_total([getattr(one, name) for one in made.steps], shown.least_shown) for name in counts
    }
    children = {str(one.step): place for place, one in enumerate(made.steps) if one.step > OUTSIDE}
    children["outside"] = len(made.steps) - 1
    labels = {one.place: one.label for one in money.places} | {"outside": label_of(made.stands, OUTSIDE)}
    order = [one.place for one in money.places if one.on_staircase]
    order += [place for place in labels if place not in order]
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, place in enumerate(order):
        at = children.get(place)
        row: dict[str, Cell] = {"label": labels[place]}
        if at is not None:
            one = made.steps[at]
            row |= {name: counted[name][at] for name in counts}
            hidden = row["children"] is None or row["children_before"] is None
            row["full_year"] = None if hidden else round(one.full_year * 100)
            addresses |= {
                (number, name): made.address(name, step=str(one.step))
                for name in (*counts, "full_year")
                if row[name] is not None
            }
        for figure in (POSTED, FORECAST):
            row[figure] = next((getattr(one, figure) for one in money.places if one.place == place), 0)
            addresses[number, figure] = money.address(figure, place)
        rows.append(row)
    totals: dict[str, Cell] = {"label": "I alt", **{name: counted[name][-1] for name in counts}}
    totals["full_year"] = None if None in totals.values() else round(made.total.full_year * 100)
    totals |= {figure: money.total(figure) for figure in (POSTED, FORECAST)}
    addresses |= {(TOTAL_ROW, name): made.address(name) for name in (*counts, "full_year") if totals[name] is not None}
    addresses |= {(TOTAL_ROW, figure): money.address(figure) for figure in (POSTED, FORECAST)}
    return ReportTable(
        name="steps",
        title=f"Trin for trin: børn {danish.day(made.before)}-{danish.day(made.day)}, og hvad {made.year} koster",
        answer=answer(made, money),
        columns=_step_columns(shown),
        rows=tuple(rows),
        totals=totals,
        lead=(shown.moved,) if shown.moved else (),
        notes=(*caption(made, money), *_tie(money), *_hidden(shown)),
        facts=shown.facts,
        addresses=addresses,
        scale="mio",
        synthetic=shown.synthetic,
    )


def _step_columns(shown: Shown) -> tuple[ReportColumn, ...]:
    missing = HIDDEN if shown.least_shown else ""
    before, day = (danish.day(one) for one in (shown.made.before, shown.made.day))
    columns = [
        ReportColumn("label", "Trin"),
        ReportColumn("children_before", f"Børn {before}", "integer", additive=True, missing=missing),
        ReportColumn("new", "Nye ophold", "integer", additive=True, missing=missing),
        ReportColumn("ended", "Afsluttede ophold", "integer", additive=True, missing=missing),
        ReportColumn("children", f"Børn {day}", "integer", additive=True, missing=missing),
        ReportColumn("full_year", "Helårspersoner", "hundredths", additive=True, missing=missing),
        ReportColumn("posted_oere", "Bogført", "oere", "kr.", additive=True),
    ]
    if shown.money.view.scheme == "own":
        columns.append(ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr.", additive=True))
    return tuple(column for column in columns if column.name not in COUNTS or column.name in shown.counts)


def _tie(money: StaircaseMoney) -> tuple[str, ...]:
    what = "forbrug og forventede regnskab" if money.view.scheme == "own" else "forbrug"
    return (f"I alt er opfølgningens {what}: alle kroner er med, også dem, der ikke står på et trin.",)


def _hidden(shown: Shown) -> tuple[str, ...]:
    return (
        (f"Antal under {shown.least_shown} er skjult, og de tal, de kunne regnes ud af.",) if shown.least_shown else ()
    )


def money_table(money: StaircaseMoney, *, synthetic: bool) -> ReportTable:
    """One view's money: steps, then what stands on none and why, and the follow-up's totals."""
    own = money.view.scheme == "own"
    figure = main_figure(money)
    whole = sum(getattr(one, figure) for one in money.places if one.on_staircase)
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, one in enumerate(money.places):
        share = round(10_000 * getattr(one, figure) / whole) if one.on_staircase and whole > 0 else None
        rows.append({"label": one.label, POSTED: one.posted_oere, FORECAST: one.forecast_oere, "share": share})
        addresses |= {(number, name): money.address(name, one.place) for name in (POSTED, FORECAST)}
    columns = [ReportColumn("label", "Trin"), ReportColumn(POSTED, "Bogført", "oere", "kr.", additive=True)]
    if own:
        columns.append(ReportColumn(FORECAST, "Forventet regnskab", "oere", "kr.", additive=True))
    columns.append(ReportColumn("share", "Andel af det på trin", "per_cent"))
    view = "Kommunens eget syn" if own else "Nationalt sammenlignelig"
    placed = danish.millions(whole)
    return ReportTable(
        name=f"money-{money.view.scheme}",
        title=f"{view}: udgifter {money.year}",
        answer=f"{view}: {placed} mio. kr. af {danish.millions(money.total(figure))} mio. kr. står på et trin i {money.year}.",
        columns=tuple(columns),
        rows=tuple(rows),
        totals={"label": "I alt", POSTED: money.total(POSTED), FORECAST: money.total(FORECAST)},
        notes=(money.sentence, *_tie(money)),
        facts={"year": money.year, "as_of": money.basis.day, "scheme": money.view.scheme},
        addresses=addresses | {(TOTAL_ROW, name): money.address(name) for name in (POSTED, FORECAST)},
        scale="mio",
        synthetic=synthetic,
    )


def flows_table(shown: Shown) -> ReportTable:
    """The matrix: where children stood on the first day (rows) and where they stand on the last (columns)."""
    made = shown.made
    places = [*(one.step for one in made.steps if _used(made, one.step)), AWAY]
    table, note = with_totals(
        [[made.flows.get((start, to), 0) for to in places] for start in places], shown.least_shown
    )
    names = [f"to_{column_name(to)}" for to in places]
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, start in enumerate(places):
        rows.append(
            {
                "label": label_of(made.stands, start),
                **dict(zip(names, table[number], strict=False)),
                "total": table[number][-1],
            }
        )
        addresses |= {
            (number, name): made.address("flow", step_before=str(start), step=str(to))
            for name, to in zip(names, places, strict=True)
            if rows[-1][name] is not None and not start == to == AWAY
        }
        if rows[-1]["total"] is not None:
            addresses[number, "total"] = made.address("flow", step_before=str(start))
    rows[-1][names[-1]] = None
    totals: dict[str, Cell] = {"label": "I alt", **dict(zip(names, table[-1], strict=False)), "total": table[-1][-1]}
    of_totals = {name: made.address("flow", step=str(to)) for name, to in zip(names, places, strict=True)}
    of_totals["total"] = made.address("flow")
    addresses |= {(TOTAL_ROW, name): one for name, one in of_totals.items() if totals[name] is not None}
    missing = HIDDEN if shown.least_shown else ""
    return ReportTable(
        name="flows",
        title=f"Fra trin (rækker, {danish.day(made.before)}) til trin (kolonner, {danish.day(made.day)}), antal børn",
        answer=shown.moved or answer(made, shown.money),
        columns=(
            ReportColumn("label", "Stod på"),
            *(
                ReportColumn(name, short_label(made, to), "integer", additive=True, missing=missing)
                for name, to in zip(names, places, strict=True)
            ),
            ReportColumn("total", "I alt", "integer", additive=True, missing=missing),
        ),
        rows=tuple(rows),
        totals=totals,
        notes=(
            *((note,) if note else ()),
            "Et barn, der har flyttet frem og tilbage imellem, ses ikke.",
            made.view.sentence,
        ),
        facts=shown.facts,
        addresses=addresses,
        synthetic=shown.synthetic,
    )


def _used(made: StaircaseActivity, step: int) -> bool:
    return any(step in way for way in made.flows)


def short_label(made: StaircaseActivity, step: int) -> str:
    """``Trin 5`` above a column; *Uden for trappen* and *Ikke på trappen* in full."""
    return label_of(made.stands, step) if step <= OUTSIDE else f"Trin {step}"


def column_name(step: int) -> str:
    """A step in the name of a column."""
    return {AWAY: "away", OUTSIDE: "outside"}.get(step, str(step))
