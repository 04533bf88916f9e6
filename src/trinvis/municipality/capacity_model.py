"""*Forventet niveau*: what an area's spending is expected to be in every municipality, and all that a model must be judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_figure import FigureTable
from trinvis.municipality.capacity_model_fitted import models
from trinvis.municipality.capacity_model_inputs_table import inputs_table
from trinvis.municipality.capacity_model_levels import level_table
from trinvis.municipality.capacity_model_tables import coefficient_table, fit_table
from trinvis.municipality.capacity_model_tried import scatter_tables, tried_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Fit, coefficients and expected levels of both models, what else was tried, and what they are made of.

    Raises ``CapacityRefused`` without background figures, or when too few municipalities have them.
    """
    found = models(made)
    tried = tried_table(found)
    return (
        fit_table(made, found),
        *(coefficient_table(found, kind) for kind in found.made),
        *(level_table(made, found, kind) for kind in found.made),
        *(() if tried is None else (tried,)),
        *scatter_tables(made, found),
        inputs_table(made, found),
    )
