"""What is said of an error on the command line."""

from __future__ import annotations

from trinvis.cli.wrong import Wrong
from trinvis.presentation.speaking import speaks


def danish_lines(error: Exception) -> tuple[str, ...]:
    """What is said of an error: one line, or one for each of its ``problems``, as of a case's file."""
    said = danish_line(error)
    return tuple(said.splitlines()) if getattr(error, "problems", ()) else (said,)


def danish_line(error: Exception) -> str:
    """One Danish line about any error: what, where, what to do."""
    if isinstance(error, Wrong) or speaks(error):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} kan ikke åbnes eller skrives ({error.strerror}): ret stien eller rettighederne."
    if isinstance(error, ModuleNotFoundError):
        return f"Pakken {error.name} er ikke installeret: kør make setup-dev, eller vælg en anden --engine."
    kind = type(error).__name__
    return f"Uventet fejl i Trinvis ({kind}): kør igen med TRINVIS_TRACE=1, og meld fejlen med det, der så vises."
