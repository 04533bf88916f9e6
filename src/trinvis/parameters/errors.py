"""What can go wrong with parameters and profiles, each as one Danish sentence: what, where, what to do."""

from __future__ import annotations


class ParameterError(Exception):
    """Root of this room's errors; ``str(error)`` is fit for the user."""


class MissingParameter(ParameterError):
    """A value was asked for outside what is known; never answered with 0 or a neighbour.

    ``short`` is what stands in the place of a figure, as in *ikke beregnet: grænser for 2026 mangler*.
    """

    def __init__(self, name: str, label: str, year: int, *, word: str, known: str, key: str | None = None) -> None:
        self.name = name
        self.key = key
        self.year = year
        self.short = f"{word} for {year} mangler"
        row = f", rækken »{key}«," if key else ""
        super().__init__(
            f"Tabellen »{label}« ({name}){row} mangler en værdi for {year} (kendt: {known}); "
            f"indtast værdien med kilde som parameter i journalen."
        )

    @property
    def not_calculated(self) -> str:
        """The text in place of the figure that could not be calculated."""
        return f"ikke beregnet: {self.short}"


class UnknownParameter(ParameterError):
    """No parameter of that name, or no row of that key."""


class ParameterFileError(ParameterError):
    """A parameter file cannot be read."""


class PatternError(ParameterError, ValueError):
    """An account or type pattern that means nothing."""


class ProfileError(ParameterError):
    """A profile that does not hold; ``errors`` has every sentence, ``str`` the first."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = tuple(errors)
        rest = len(errors) - 1
        more = f" (og {rest} fejl mere)" if rest else ""
        super().__init__(errors[0] + more)
