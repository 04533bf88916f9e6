"""Which errors already speak Danish to the user, and what is said of the others."""

from __future__ import annotations

import sys

from trinvis.cli.wrong import Wrong

SPEAKING = (
    ("trinvis.workspace.errors", "WorkspaceError"),
    ("trinvis.journal.errors", "JournalError"),
    ("trinvis.intake.result", "Unreadable"),
    ("trinvis.municipality.address", "BadAddress"),
    ("trinvis.municipality.approvals", "UnknownApproval"),
    ("trinvis.municipality.rules", "NoProfile"),
    ("trinvis.municipality.house", "NeedsClock"),
    ("trinvis.parameters.errors", "ParameterError"),
    ("trinvis.parameters.errors", "ProfileError"),
    ("trinvis.engine.engine", "EngineUnavailable"),
)
"""Module and class of the errors whose text can be shown as it is."""


def speaks(error: Exception) -> bool:
    """Whether the error's text is a Danish sentence for the user. A class of a module that never was loaded was not raised."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in SPEAKING)
    return isinstance(error, (Wrong, *(one for one in found if isinstance(one, type))))


def danish_line(error: Exception) -> str:
    """One Danish line about any error: what, where, what to do."""
    if speaks(error):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} kan ikke åbnes eller skrives ({error.strerror}): ret stien eller rettighederne."
    if isinstance(error, ModuleNotFoundError):
        return f"Pakken {error.name} er ikke installeret: kør make setup-dev, eller vælg en anden --engine."
    kind = type(error).__name__
    return f"Uventet fejl i Trinvis ({kind}): kør igen med TRINVIS_TRACE=1, og meld fejlen med det, der så vises."
