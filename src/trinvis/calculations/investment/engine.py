"""The engine of business cases: ``model(case)`` is run once, simulated over its uncertain inputs, or walked person by person."""

from __future__ import annotations

from trinvis.calculations.investment.individual import individual
from trinvis.calculations.investment.model import Model, model
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.calculations.investment.simulate import simulate

__all__ = ["CaseRefused", "Model", "individual", "model", "simulate"]
