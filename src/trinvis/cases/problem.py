"""What is wrong with a case: where it stands, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``line`` counts from 1, 0 where there is no file; ``field`` is the way down to it, a list's parts counted
    from 1 (``inputs.succesrate.value``, ``transitions.2.chance``). ``message`` and ``remedy`` are Danish.
    """

    line: int
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"linje {self.line}" if self.line else "", self.field) if part)
        return f"{place or 'Casen'}: {self.message}; {self.remedy}."


MOST = 100
"""Problems that are said at once."""


class CaseError(ValueError):
    """A case that cannot stand. ``problems`` are all that were found (the first ``MOST``), in the order of the file; one line of
    text for each."""

    def __init__(self, problems: tuple[Problem, ...], file: str = "") -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.line))[:MOST]
        self.file = file
        super().__init__("\n".join(f"{file}, {one}" if file else str(one) for one in self.problems))
