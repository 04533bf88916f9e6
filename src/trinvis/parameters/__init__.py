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
from trinvis.parameters.profile import DISPOSED, METHODS, Area, Profile
from trinvis.parameters.value import Override, Value

__all__ = [
    "DISPOSED",
    "METHODS",
    "Area",
    "MissingParameter",
    "Override",
    "ParameterError",
    "ParameterFileError",
    "Parameters",
    "PatternError",
    "Profile",
    "ProfileError",
    "UnknownParameter",
    "Value",
]
