"""How much of an area concerns the target group: the survey's means by offer and year, and the share that was adopted beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.caveats import UNCERTAIN_SHARE
from trinvis.calculations.capacity.shares import AdoptedShare
from trinvis.municipality.capacity_figure import (
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_money import offers_of
from trinvis.municipality.capacity_shares import Measured, adopted, component_label, without_few
from trinvis.municipality.capacity_survey_answers import Question, component_in, questions
from trinvis.municipality.capacity_survey_cells import ANSWER_COLUMNS, mean_cells, mean_columns, named, own_cell

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TABLE = "survey.shares"


@dataclass(frozen=True, eq=False)
class _Line:
    """One row: a share of an offer's money or staff, or of what a question asks, in a year."""

    key: str
    label: str
    year: int
    question: Question | None
    adopted: AdoptedShare | None

    @property
    def row(self) -> Row:
        return Row(f"{self.key}_{self.year}", f"{self.label}, {self.year}")


def shares_table(made: Capacity) -> FigureTable | None:
    """The shares that were asked of or adopted; None where there are none."""
    lines = _lines(made)
    if not lines:
        return None
    columns = (
        *mean_columns(PER_CENT, "Gennemsnit af svarene"),
        *ANSWER_COLUMNS,
        Column("own", made.name(made.own), PER_CENT, "level", 1),
        Column("adopted", "Vedtaget andel", PER_CENT, "level", 1),
        Column("decided", "Vedtaget af", "", "text"),
        Column("reason", "Begrundelse", "", "text"),
        Column("registers", "Registre", "", "text"),
    )
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    for one in lines:
        key = one.row.key
        figures |= {(key, column): figure for column, figure in _cells(one).items()}
        if one.adopted is not None:
            words |= {(key, column): text for column, text in _words(one.adopted).items()}
    return FigureTable(
        TABLE,
        "Målgruppens andel",
        "Andel af",
        columns,
        tuple(one.row for one in lines),
        figures,
        _answer(lines, figures),
        (
            "Intervallet er et 95 %-interval for gennemsnittet (t-fordeling), ikke for de enkelte svar.",
            "Et spørgsmål hører til et tilbud, når det hedder andel- og så tilbuddets konto eller paragraffer, fx andel-5.38.52, andel-107 "
            "eller andel-97-99; andel-aarsvaerk-107 er andelen af årsværkene.",
            "Den vedtagne andel er skrevet i journalen (trinvis journal DIR add target_share).",
        ),
        (f"{UNCERTAIN_SHARE.text} ({UNCERTAIN_SHARE.source})",),
        words=words,
    )


def adopted_rows(made: Capacity) -> frozenset[str]:
    """The rows of the table that have an adopted share."""
    return frozenset(one.row.key for one in _lines(made) if one.adopted is not None)


def _lines(made: Capacity) -> list[_Line]:
    """By offer, staff after money, and year; questions of no offer last."""
    asked = questions(made, "share")
    found: dict[tuple[int, str, int], _Line] = {}
    order = ["", *offers_of(made).labels]
    money = adopted(made)
    staff = {at: one for at, one in adopted(made, "staff").items() if money.get(at) != one}
    typed: dict[Measured, dict[tuple[str, int], AdoptedShare]] = {"money": dict(money), "staff": staff}
    for question in asked:
        for year in (one for one in question.given if one in made.years):
            of = component_in(made, made.area, question.key, year)
            if of is None:
                found[2 * len(order), question.key, year] = _Line(question.key, question.label, year, question, None)
            else:
                component, measured = of
                share = typed["staff" if measured == "staff" else "money"].pop((component, year), None)
                line = _Line(_key(component, measured), _label(component, measured), year, question, share)
                found[_place(order, component, measured), line.key, year] = line
    for measured in ("money", "staff"):
        for (component, year), share in typed[measured].items():  # type: ignore[index]
            line = _Line(_key(component, measured), _label(component, measured), year, None, share)
            found[_place(order, component, measured), line.key, year] = line
    return [found[at] for at in sorted(found)]


def _place(order: list[str], component: str, measured: str) -> int:
    at = order.index(component) if component in order else len(order) - 1
    return at + (len(order) if measured == "staff" else 0)


def _key(component: str, measured: str) -> str:
    return f"{component or 'all'}{'_staff' if measured == 'staff' else ''}"


def _label(component: str, measured: str) -> str:
    return f"{component_label(component)}{', årsværk' if measured == 'staff' else ''}"


def _cells(one: _Line) -> dict[str, Figure]:
    if one.question is None:
        none = missing(PER_CENT, f"Ingen har svaret på andelen af {one.label.lower()} i {one.year}.")
        cells = dict.fromkeys(("mean", "low", "high"), none)
    else:
        cells = mean_cells(one.question, one.year, TABLE, one.row.key) | {"own": own_cell(one.question, one.year)}
    if one.adopted is not None:
        cells["adopted"] = _adopted(one)
    return cells


def _adopted(one: _Line) -> Figure:
    assert one.adopted is not None
    share = without_few(one.adopted)
    terms = [Term(f"{of.label}: {of.base}", of.value * 100, PER_CENT) for of in share.indicators]
    if share.survey is not None:
        terms.insert(0, Term("Svarenes gennemsnit", share.survey.value * 100, PER_CENT, (TABLE, one.row.key, "mean")))
    notes = ["uden for intervallet for svarenes gennemsnit"] if share.outside_survey else []
    if share != one.adopted:
        notes.append("et register har færre end 5 i målgruppen og vises ikke")
    how = f"Vurderet og skrevet i journalen: {share.sentence}."
    return Figure(share.value * 100, PER_CENT, how, tuple(terms), note="; ".join(notes))


def _words(share: AdoptedShare) -> dict[str, str]:
    shown = without_few(share).indicators
    registers = "; ".join(f"{one.label} {one.value * 100:.1f} %".replace(".", ",") for one in shown)
    return {"decided": f"{share.author}, {share.decided:%d.%m.%Y}", "reason": share.reason, "registers": registers}


def _answer(lines: list[_Line], figures: dict[tuple[str, str], Figure]) -> tuple[Said, ...]:
    """The largest mean of the newest year."""
    known = [one for one in lines if one.question and figures[one.row.key, "mean"].value is not None]
    if not known:
        return ()
    last = max(one.year for one in known)
    most = max((one for one in known if one.year == last), key=lambda one: figures[one.row.key, "mean"].value or 0)
    at = {"mean": (TABLE, most.row.key, "mean"), "n": (TABLE, most.row.key, "n")}
    return (
        Said(f"Målgruppens andel er efter svarene størst for »{named(most.label)}«: {{mean}} i {last}, af {{n}}.", at),
    )
