"""What law, chart of accounts and municipality have decided, as dated values with unit, source and legal reference."""

from __future__ import annotations

from trinvis.parameters.errors import (
    MissingParameter,
    ParameterError,
    ParameterFileError,
    PatternError,
    ProfileError,
    UnknownParameter,
)
from trinvis.parameters.parameters import Parameters
from trinvis.parameters.value import Override, Value

__all__ = [
    "MissingParameter",
    "Override",
    "ParameterError",
    "ParameterFileError",
    "Parameters",
    "PatternError",
    "ProfileError",
    "UnknownParameter",
    "Value",
]
