"""Why a case cannot be calculated: one plain Danish sentence, and what must hold of the values on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]


class CaseRefused(Exception):
    """A case that cannot be calculated; ``str(error)`` is fit for the user: what, where, what to do."""


@dataclass(frozen=True)
class Rule:
    """Limits of a value: ``subject`` in the definite form, as in *chancen for at gå fra »A« til »B«*."""

    subject: str
    low: float
    high: float
    demand: str
    percent: bool = False
    slack: float = 1e-12
    """How far beyond a limit still is the limit: what adding fractions may cost."""

    def holds(self, values: Floats) -> bool:
        """Whether every value is a number within the limits."""
        return bool(values.min() >= self.low - self.slack and values.max() <= self.high + self.slack)

    def broken(self, values: Floats) -> Truths:
        """Where a value is outside the limits, or no number."""
        kept: Truths = (values >= self.low - self.slack) & (values <= self.high + self.slack)
        return ~kept

    def shown(self, value: float) -> str:
        """A value as people read it."""
        text = f"{value * (100 if self.percent else 1):.6g}".replace(".", ",").replace("-", "−")
        return "intet tal" if value != value else text + (" %" if self.percent else "")


class Outside(Exception):
    """A value broke a rule; caught inside this room, which counts the draws before it says so."""


@dataclass
class Faults:
    """What broke, counted over draws: the first rule that did, an example of it, and the draws where any did."""

    rule: Rule | None = None
    example: str = ""
    when: str = ""
    draws: int = 0

    def said(self, of: int) -> CaseRefused:
        """The refusal of a calculation of ``of`` draws."""
        if self.rule is None:
            return CaseRefused("Beregningen kan ikke gennemføres; se formlerne efter.")
        subject = self.rule.subject
        if of == 1:
            return CaseRefused(
                f"{subject[0].upper()}{subject[1:]} er {self.example} {self.when}; {self.rule.demand}, så ret formlen eller de "
                "tal, den bruger."
            )
        many = f"{of:,}".replace(",", ".")
        few = f"{self.draws:,}".replace(",", ".")
        return CaseRefused(
            f"I {few} af {many} trækninger er {subject} uden for det mulige (fx {self.example} {self.when}); "
            f"{self.rule.demand}, så vælg en fordeling, der ikke rækker længere, eller ret formlen."
        )


@dataclass
class Survey:
    """The faults of a stretch of draws while it is gone through to the end."""

    faults: Faults
    broken: Truths = field(repr=False)

    def note(self, rule: Rule, values: Floats, when: str) -> None:
        """Remembers which draws break the rule; the draw is the last axis of ``values``."""
        where = rule.broken(values)
        at = tuple(range(where.ndim - 1))
        if self.faults.rule is None:
            self.faults.rule = rule
            self.faults.example = rule.shown(float(values[where].flat[0]))
            self.faults.when = when
        self.broken |= where.any(axis=at) if at else where
