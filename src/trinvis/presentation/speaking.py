"""Which errors already speak Danish to the user."""

from __future__ import annotations

import sys

SPEAKING = (
    ("trinvis.workspace.errors", "WorkspaceError"),
    ("trinvis.journal.errors", "JournalError"),
    ("trinvis.intake.result", "Unreadable"),
    ("trinvis.municipality.address", "BadAddress"),
    ("trinvis.municipality.approvals", "UnknownApproval"),
    ("trinvis.municipality.rules", "NoProfile"),
    ("trinvis.municipality.forecast_known", "CannotForecast"),
    ("trinvis.municipality.house", "NeedsClock"),
    ("trinvis.municipality.what_if", "WrongSupposition"),
    ("trinvis.municipality.staircase_view", "WrongView"),
    ("trinvis.parameters.errors", "ParameterError"),
    ("trinvis.parameters.errors", "ProfileError"),
    ("trinvis.engine.engine", "EngineUnavailable"),
    ("trinvis.calculations.forecast.scenario_changes", "ScenarioError"),
    ("trinvis.municipality.scenarios", "UnknownScenario"),
    ("trinvis.calculations.forecast.fit_to_frame", "FrameError"),
    ("trinvis.calculations.benchmark.background", "CannotCompare"),
    ("trinvis.calculations.staircase.breaks", "SeriesBreak"),
    ("trinvis.calculations.staircase.prices", "MissingIndex"),
    ("trinvis.calculations.capacity.refused", "CapacityRefused"),
    ("trinvis.cases.problem", "CaseError"),
    ("trinvis.calculations.investment.refused", "CaseRefused"),
    ("trinvis.municipality.investment_calculated", "CannotAsk"),
    ("trinvis.municipality.investment_cases", "CaseHeldBack"),
    ("trinvis.municipality.investment_cases", "UnknownCase"),
    ("trinvis.municipality.investment_consequence_case", "UnknownCourse"),
    ("trinvis.municipality.investment_follow_up", "CannotFollow"),
    ("trinvis.municipality.investment_picked", "WrongPick"),
    ("trinvis.web.pages.data.work", "Failed"),
)
"""Module and class of the errors whose text can be shown as it is."""


def speaks(error: Exception) -> bool:
    """Whether the error's text is a Danish sentence for the user. A class of a module that never was loaded was not raised."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in SPEAKING)
    return isinstance(error, tuple(one for one in found if isinstance(one, type)))
