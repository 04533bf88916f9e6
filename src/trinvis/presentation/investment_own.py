"""*Egne tal*: what the own data say of a target group, as a table, as inputs to be put in a case, and as the beginning of a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.investment.own_inputs import step_words
from trinvis.municipality.investment_words import number, share, value_text
from trinvis.presentation.investment_rows import Rows
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.cases.case import Input
    from trinvis.municipality.investment_own import OwnData, OwnFigure

COLUMNS = (
    ReportColumn("label", "Hvad"),
    ReportColumn("value", "Tal"),
    ReportColumn("error", "Standardfejl", missing="–"),
    ReportColumn("count", "Bygger på"),
    ReportColumn("sentence", "Hvordan det er talt", on_screen=False),
    ReportColumn("name", "Navn i casen", missing="kan ikke anslås"),
)


MOVES = "skift"
"""What a chance rests on: its address opens their number."""


def own_answer(found: OwnData) -> str:
    """How many children the group is, and what their help is at: the first line."""
    until = danish.day(found.picked.until)
    if not found.children:
        return "Ingen børn i data passer på valget"
    on_day = danish.count(found.children_on_day, "barn", "børn")
    return f"Målgruppen er {on_day} den {until}; {danish.decimal(found.children)} har været i den i perioden"


def own_table(found: OwnData, *, synthetic: bool = False) -> ReportTable:
    """A row per figure that can be put in a case, each with what it rests on; it opens to the rows behind it."""
    rows = Rows()
    for one in found.figures:
        rows.add(
            {
                "label": one.label,
                "value": _value(one),
                "error": None if one.error is None else _written(one, one.error),
                "count": _count(one),
                "sentence": one.sentence,
                "name": one.input.name if one.input else None,
            },
            {"count" if one.of == MOVES else "value": one.address},
        )
    return ReportTable(
        name="own",
        title="Det, kommunens egne tal siger om målgruppen",
        answer=own_answer(found),
        columns=COLUMNS,
        rows=tuple(rows.rows),
        notes=(*found.warnings, *_shared(found)),
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def own_inputs_text(found: OwnData) -> str:
    """The inputs as they are written in a case's file."""
    from trinvis.cases.writing import inputs_to_yaml

    return inputs_to_yaml(found.inputs) if found.inputs else ""


def beginning(found: OwnData, today: int, instead: int) -> Mapping[str, str]:
    """The fields of a new case that the own data fill, where children who stand on ``today`` would stand on ``instead``; those that the data
    do not know are left out."""
    inputs = found.inputs
    texts = {"count": number(found.children_on_day), "target": _group(found), "price_source": "egne tal i Trinvis"}
    for step, label, price in ((today, "today", "price_today"), (instead, "instead", "price_instead")):
        of = inputs.get(f"pris_trin_{step}")
        texts[label] = found.labels.get(step, step_words(step))
        if of is not None and of.value is not None:
            texts[price] = danish.decimal(round(of.value))
            texts["price_level"] = str(of.price_level or "")
    return texts


def _group(found: OwnData) -> str:
    """Who was picked, as a sentence of a case says it."""
    picked = found.picked
    low, high = picked.age_from, picked.age_to
    parts = ["Børn"]
    if low is not None or high is not None:
        parts.append(f"på {low or 0}-{high} år" if high is not None else f"fra {low} år")
    if picked.steps:
        parts.append(f"på trin {', '.join(map(str, picked.steps))}")
    if picked.districts:
        parts.append(f"i {', '.join(picked.districts)}")
    return f"{' '.join(parts)} med en indsats på trappen"


def _shared(found: OwnData) -> tuple[str, ...]:
    """How figures were counted that were counted alike: said once. How a single one was stands where it opens."""
    said = Counter(one.sentence for one in found.figures)
    return tuple(text for text, times in said.items() if times > 1)


def _count(one: OwnFigure) -> str:
    """*12 børn*, *1 afsluttet ophold*."""
    singular = {"børn": "barn", "afsluttede ophold": "afsluttet ophold"}.get(one.of, one.of)
    return danish.count(one.count, singular, one.of)


def _value(one: OwnFigure) -> str:
    return value_text(one.input) if one.input is not None else number(one.value)


def _written(one: OwnFigure, error: float) -> str:
    of: Input | None = one.input
    return share(error, 2) if of is not None and of.kind == "rate" else number(error)
