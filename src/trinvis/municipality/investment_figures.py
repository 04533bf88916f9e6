"""What figures of a case share when they open: whose they are, what they are called, and where one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated

KRONER, PERSONS, YEARS = "kr.", "personer", "år"
DISCOUNTED = "_discounted"
ROUNDED = "Beregnet i hele tal og kommatal uden afrunding; hvert tal er først afrundet her."


def cost(
    made: Calculated, alternative: str, year: int, payer: str = "", line: str = "", *, discounted: bool = False
) -> float:
    """What an alternative costs in a year: a payer's part (empty: the perspective's), of one line (empty: all), in kroner."""
    run = made.run
    at, payers = run.alternatives.index(alternative), (payer,) if payer else run.perspective
    chosen = [run.payers.index(one) for one in payers]
    if not line:
        money = run.payer_discounted if discounted else run.payer_cost
        return float(money[at, chosen, year - 1, 0].sum())
    assert run.paid is not None
    of = run.lines.index(line)
    paid, whole = float(run.paid[at, of, chosen, year - 1, 0].sum()), float(run.cost[at, of, year - 1, 0])
    if not discounted or not whole:
        return paid
    return paid / whole * float(run.discounted[at, of, year - 1, 0])


def asked_of(made: Calculated, address: Address) -> tuple[str, str]:
    """The alternative and the payer (empty: the perspective) that an address asks about; raises ``BadAddress``."""
    alternative = address.where.get("alternative") or made.alternative
    if alternative not in made.others:
        raise BadAddress(f"'{alternative}' er det, de andre holdes op mod; vælg et af {', '.join(made.others)}.")
    return alternative, address.where.get("payer", "")


def opened(
    made: Calculated, address: Address, title: str, value: int, unit: str, sentence: str, inputs: list[Part]
) -> Explanation:
    """A figure without rows of its own: its words, and what it is worked out from."""
    read = made.read
    reading = "" if read is None else f", læst som »{read.label}«"
    return Explanation(
        address=address,
        title=f"{title}, »{made.case.title}«{reading}",
        value=value,
        unit=unit,
        sentence=f"{sentence} {ROUNDED}" if unit == KRONER else sentence,
        parts=(),
        inputs=tuple(inputs),
        lines=empty_lines(),
        rules={},
        parameters=(),
    )


def other_figure(address: Address, figure: str, years: int = 0, **where: str) -> str:
    """Another figure of the same case, ``years`` later, with other words where they are given."""
    said = {name: value for name, value in {**address.where, **where}.items() if value}
    return str(Address("investment", address.year + years, address.basis, figure, said))


def alternative_label(made: Calculated, alternative: str) -> str:
    """What readers see for an alternative."""
    return next(one.label for one in made.case.alternatives if one.name == alternative)


def payer_label(made: Calculated, payer: str) -> str:
    """What readers see for a payer."""
    return next((one.label for one in made.case.payers if one.name == payer), payer)


def how(discounted: bool) -> str:
    """What stands after a discounted figure's name."""
    return ", nutidsværdi" if discounted else ""


def counted(made: Calculated, payer: str) -> str:
    """Whose money it is."""
    if payer:
        return f"Kun {payer_label(made, payer)}."
    names = [payer_label(made, one) for one in made.run.perspective]
    return f"Talt hos {', '.join(names)}." if len(names) < len(made.run.payers) else ""
