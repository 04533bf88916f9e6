"""What is asked of the cases of a command line, and what is worked out once for whoever answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_uncertain import Method, SimulatedAnswers


@dataclass(frozen=True)
class Question:
    """What the user asked: ``made`` are the cases; ``tried``, ``pool``, ``must`` and ``prices`` are what was given with the options."""

    made: list[Calculated]
    kommune: Municipality | None
    day: date
    measure: str
    alternative: str
    tried: tuple[str, ...]
    draws: int
    seed: int
    method: Method
    pool: str | None
    must: tuple[str, ...]
    prices: tuple[float, ...]

    @property
    def one(self) -> Calculated:
        """The case, where one is asked about."""
        return self.made[0]

    @property
    def synthetic(self) -> bool:
        """Whether the workspace is the invented example."""
        from trinvis.presentation.municipality import is_synthetic

        return self.kommune is not None and is_synthetic(self.kommune)

    @property
    def asked(self) -> str:
        """The alternative that is measured; raises ``CannotAsk`` for one that is not in the case."""
        from trinvis.municipality.investment_uncertain import alternative_of

        return alternative_of(self.one, self.alternative)

    @cached_property
    def drawn(self) -> SimulatedAnswers:
        """The case drawn as often as asked."""
        from trinvis.municipality.investment_uncertain import simulated

        how = {"draws": self.draws, "seed": self.seed, "method": self.method}
        if self.kommune is not None:
            return self.kommune.simulated_case(self.one, self.alternative, **how)  # type: ignore[arg-type]
        return simulated(self.one, self.alternative, **how)  # type: ignore[arg-type]

    def drawn_if_uncertain(self) -> SimulatedAnswers | None:
        """The same, where the case has anything uncertain."""
        return self.drawn if self.one.model.uncertain else None


def number(text: str, where: str) -> float:
    """A number as a user types it: ``8%``, ``0,08``, ``709502``; raises ``Wrong`` that says where it stands."""
    from trinvis.cases.numbers import NumberError
    from trinvis.cases.numbers import number as read

    try:
        return read(text, "" if "%" in text else "kroner")
    except NumberError as error:
        raise Wrong(f"{where}: {error}.") from None
