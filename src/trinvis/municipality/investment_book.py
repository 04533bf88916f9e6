"""The workbook of a calculated case: its values as they were put, every reading, and what was drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis import __version__

if TYPE_CHECKING:
    from datetime import date

    from trinvis.cases.case import Case
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_uncertain import SimulatedAnswers


def book_of(made: Calculated, drawn: SimulatedAnswers | None = None, made_on: date | None = None) -> bytes:
    """The workbook as xlsx, with live formulas; ``drawn`` stands in it as values with its draws and seed."""
    from trinvis.reports.investment_book import InvestmentBookInput, investment_book

    return investment_book(
        InvestmentBookInput(
            case=as_calculated(made),
            run=made.run,
            readings={name: one.run for name, one in made.readings.items() if name},
            simulated=() if drawn is None else (drawn.simulated,),
            needed=made.needed,
            parameters=made.rates,
            made_on=made_on,
            program=__version__,
        )
    )


def as_calculated(made: Calculated) -> Case:
    """The case with the reading's inputs, and the values that were put, in the place of its own."""
    put = {
        name: replace(made.inputs[name], value=value, formula=None, distribution=None)
        for name, value in made.values.items()
    }
    return replace(made.model.case, inputs={**made.inputs, **put})
