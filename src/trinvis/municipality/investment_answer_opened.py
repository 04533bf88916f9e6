"""Break-even, and the successes assumed and needed, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.investment_figures import DISCOUNTED, PERSONS, YEARS, asked_of, counted, opened, other_figure
from trinvis.municipality.investment_line_opened import input_parts
from trinvis.municipality.investment_words import hundredths, reached

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated


def assumed_opened(made: Calculated, address: Address, year: int) -> Explanation:
    """The successes that the case assumes."""
    found, success = made.assumed, made.case.success
    if found is None or success is None:
        raise BadAddress("Casen siger ikke, hvad der er dens succesrate; ret adressen.")
    inputs = input_parts(made, address, year, (success.rate, success.target))
    sentence = "Succesraten gange målgruppen, rundet op til hele personer. Det er, hvad casen regner med, ikke hvad der skal til."
    return opened(made, address, found.label, found.whole * 100, PERSONS, sentence, inputs)


def needed_opened(made: Calculated, address: Address, year: int) -> Explanation:
    """The successes that it takes to break even."""
    alternative, _ = asked_of(made, address)
    found, success = made.needed.get(alternative), made.case.success
    if found is None or success is None or found.whole is None:
        raise BadAddress("Der er intet antal succeser, der er nok; ret adressen.")
    inputs = input_parts(made, address, year, (success.target,))
    exact = f"{found.exact:.2f}".replace(".", ",")
    sentence = (
        f"Den mindste succesrate, hvor den akkumulerede nettogevinst er 0 ved udgangen af {found.year}. år, gange målgruppen: {exact}, "
        "rundet op til hele personer."
    )
    return opened(made, address, found.label, found.whole * 100, PERSONS, sentence, inputs)


def break_even_opened(made: Calculated, address: Address, year: int) -> Explanation:
    """The break-even year, out of the accumulated net gains."""
    alternative, payer = asked_of(made, address)
    found = made.answers(alternative, payer)
    at = found.discounted.break_even.year
    if at is None:
        raise BadAddress(
            f"Balancen {reached(found.discounted.break_even)}; åbn den akkumulerede nettogevinst i stedet."
        )
    figure = f"accumulated{DISCOUNTED}_oere"
    inputs = [
        Part(
            f"Akkumuleret til og med {one}. år",
            hundredths(found.discounted.accumulated[one - 1]),
            other_figure(address, figure, one - year),
        )
        for one in range(max(1, at - 1), at + 1)
    ]
    sentence = (
        f"Det første år, hvor den akkumulerede nettogevinst er 0 kr. eller mere i hele kroner. {counted(made, payer)}"
    )
    return opened(made, address, "Balance", at * 100, f"{YEARS} fra {made.case.start_year}", sentence, inputs)
