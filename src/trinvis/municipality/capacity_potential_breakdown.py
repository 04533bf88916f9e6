"""How the report's figures hang together: 679 = 237 + 442 in both readings, and the rates that are read as lying inside the 442."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.overlap import added, breakdown
from trinvis.calculations.capacity.readings import Readings
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_potential_deviation import LABELS, Deviation
from trinvis.municipality.capacity_potential_frequency import FREQUENCY
from trinvis.municipality.capacity_potential_frequency import LABEL as FREQUENCY_LABEL
from trinvis.municipality.capacity_potential_told import TOTAL, Told, caveats_of

if TYPE_CHECKING:
    from trinvis.calculations.capacity.potential import Potential

READINGS, WITHIN = "potentials.readings", "potentials.within"


def readings_of(full: Deviation, background: Deviation, frequency: Potential) -> Readings:
    """Both readings, down to the reference that is asked for. Raises ``CapacityRefused`` where the parts cannot be added."""
    total = added(
        "Afvigelse fra det forventede og lavere anbringelsesfrekvens (hele modellen)", [frequency, full.potential]
    )
    return Readings(frequency, full.potential, total, background.potential)


def readings_table(full: Deviation, background: Deviation, frequency: Potential) -> FigureTable | None:
    """Whole = frequency + unexplained by the full model; beside it all that background does not explain, parted the same way."""
    try:
        both = readings_of(full, background, frequency)
    except CapacityRefused:
        return None
    columns = (
        Column("full", "Efter hele modellen", KRONER),
        Column("background", "Efter baggrundsforhold alene", KRONER),
    )
    rows = (
        Row("frequency", FREQUENCY_LABEL, "part"),
        Row("unexplained", LABELS["full"], "part"),
        Row("total", "Tilsammen", "total"),
    )
    here = {
        name: Term(label, value, KRONER, (READINGS, *name))
        for name, label, value in (
            (("frequency", "full"), FREQUENCY_LABEL, both.frequency.amount),
            (("unexplained", "full"), LABELS["full"], both.unexplained.amount),
            (("total", "background"), LABELS["background"], both.background.amount),
            (("unexplained", "background"), LABELS["full"], both.unexplained.amount),
        )
    }
    unexplained = Term(LABELS["full"], both.unexplained.amount, KRONER, (full.table, TOTAL, "amount"))
    figures = {
        ("frequency", "full"): Figure(
            both.frequency.amount, KRONER, " ".join(both.frequency.said),
            (Term(FREQUENCY_LABEL, both.frequency.amount, KRONER, (FREQUENCY, TOTAL, "amount")),),
        ),
        ("unexplained", "full"): Figure(both.unexplained.amount, KRONER, " ".join(both.unexplained.said), (unexplained,)),
        ("total", "full"): Figure(
            both.total.amount, KRONER, " ".join(both.total.said), (here["frequency", "full"], here["unexplained", "full"])
        ),
        ("frequency", "background"): Figure(
            both.frequency_by_difference, KRONER, "Forskellen mellem de to modellers afvigelser; den kan være under 0.",
            (here["total", "background"], here["unexplained", "background"]),
        ),
        ("unexplained", "background"): Figure(
            both.unexplained.amount, KRONER, " ".join(both.unexplained.said), (unexplained,)
        ),
        ("total", "background"): Figure(
            both.background.amount, KRONER, " ".join(both.background.said),
            (Term(LABELS["background"], both.background.amount, KRONER, (background.table, TOTAL, "amount")),),
        ),
    }  # fmt: skip
    said = Said(
        "Efter hele modellen er det {total}: {frequency} for lavere anbringelsesfrekvens og {unexplained}, som modellen ikke forklarer; "
        "efter baggrundsforhold alene er det {background}.",
        {
            "total": (READINGS, "total", "full"), "frequency": (READINGS, "frequency", "full"),
            "unexplained": (READINGS, "unexplained", "full"), "background": (READINGS, "total", "background"),
        },
    )  # fmt: skip
    return FigureTable(
        READINGS, "Samme afvigelse læst på to måder", "Del", columns, rows, figures, (said,),
        caveats=caveats_of([both.total, both.background]), scale="mio",
    )  # fmt: skip


def within_table(full: Deviation, found: Sequence[Told]) -> FigureTable | None:
    """The simple regional rates as the report reads them: inside what the full model does not explain, and the rest."""
    rates = [one for one in found if one.key.endswith("_simple") and one.potential is not None]
    if not rates:
        return None
    amounts = [one.potential.amount for one in rates if one.potential is not None]
    whole = full.potential.amount
    parted = breakdown(whole, *amounts)
    rows = [Row(one.key, one.label, "part") for one in rates]
    figures: dict[tuple[str, str], Figure] = {}
    terms = []
    for one, amount in zip(rates, amounts, strict=True):
        terms.append(Term(one.label, amount, KRONER, (WITHIN, one.key, "amount")))
        figures[one.key, "amount"] = Figure(
            amount,
            KRONER,
            " ".join(one.potential.said if one.potential else ()),
            (Term(one.label, amount, KRONER, one.at),),
        )
    all_of = Term(LABELS["full"], whole, KRONER, (WITHIN, "total", "amount"))
    figures["total", "amount"] = Figure(
        whole,
        KRONER,
        " ".join(full.potential.said),
        (Term(LABELS["full"], whole, KRONER, (full.table, TOTAL, "amount")),),
    )
    figures["rest", "amount"] = (
        Figure(
            parted.rest,
            KRONER,
            "Det hele minus delene; der er ingen anvisning på, hvordan det kan hentes.",
            (all_of, *terms),
        )
        if parted.fits
        else missing(KRONER, "Taksternes beløb er større end afvigelsen og kan ikke ligge inden for den.")
    )
    rows += [Row("rest", "Uden anvisning", "part"), Row("total", LABELS["full"], "total")]
    return FigureTable(
        WITHIN, "Takster læst som en del af afvigelsen", "Del", (Column("amount", "Beløb", KRONER),), tuple(rows), figures,
        notes=() if parted.fits else ("Taksternes beløb kan ikke ligge inden for afvigelsen: delene er større end det hele.",),
        caveats=(f"{parted.caveat.text} ({parted.caveat.source})",), scale="mio",
    )  # fmt: skip
