"""Cases of the journal calculated, kept in the cache under what the case says, the discount rates and the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from trinvis import __version__
from trinvis.municipality.investment_calculated import CannotAsk, calculated
from trinvis.municipality.investment_cases import saved_case
from trinvis.municipality.investment_uncertain import DRAWS, SEED, Method, SimulatedAnswers, alternative_of, simulated

if TYPE_CHECKING:
    from trinvis.municipality.house import House
    from trinvis.municipality.investment import Calculated
    from trinvis.parameters import Parameters


def calculated_case(
    house: House, key: str, as_of: date, reading: str = "", values: Mapping[str, float] | None = None
) -> Calculated:
    """A saved case as it was known on a day, calculated; its figures have addresses.

    Raises ``UnknownCase``, ``CannotAsk`` and ``CaseRefused``.
    """
    one = saved_case(house, key, as_of)
    if one.case is None:
        raise CannotAsk(f"Casen »{one.title}« kan ikke læses: {one.wrong[0]}")
    rates, case = _rates(house, as_of), one.case

    def made() -> Calculated:
        return calculated(case, reading, rates=rates, key=key, basis=as_of.isoformat(), digest=one.digest)

    kept = house.cache.get(f"{_key(one.digest, rates, as_of)}/{reading}", made, _size)
    return kept.with_values(values) if values else kept  # a slider's value is seldom asked for twice


def simulated_case(
    house: House,
    made: Calculated,
    alternative: str = "",
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    method: Method = "random",
) -> SimulatedAnswers:
    """A calculated case of the journal, drawn; kept as ``calculated_case`` where it stands as it is."""
    asked = alternative_of(made, alternative)

    def drawn() -> SimulatedAnswers:
        return simulated(made, asked, draws=draws, seed=seed, method=method)

    if made.values or not made.digest:
        return drawn()
    kept = _key(made.digest, made.rates, date.fromisoformat(made.basis))
    return house.cache.get(f"{kept}/{made.reading}/{asked}/{draws}/{seed}/{method}", drawn, _drawn_size)


def _rates(house: House, as_of: date) -> Parameters:
    """The municipality's parameters on a day; as shipped where no profile was known yet."""
    from trinvis.municipality.basis import Seen
    from trinvis.municipality.rules import profile_known, rules
    from trinvis.parameters import Parameters

    if not profile_known(house, as_of):
        return Parameters.shipped()
    return rules(house, Seen(as_of, house.journal.position())).parameters


def _key(digest: str, rates: Parameters | None, as_of: date) -> str:
    return f"investment/{digest}/{'' if rates is None else rates.digest()}/{as_of}/{__version__}"


def _size(made: Calculated) -> int:
    run = made.run
    arrays = (run.cost, run.discounted, run.payer_cost, run.payer_discounted, run.persons, run.moves)
    return 10 * sum(int(array.nbytes) for array in arrays) + 100_000


def _drawn_size(made: SimulatedAnswers) -> int:
    drawn = made.simulated
    arrays = (drawn.inputs, drawn.cost, drawn.payer_cost, drawn.effect, drawn.net, drawn.net_undiscounted)
    return 2 * sum(int(array.nbytes) for array in arrays) + 100_000
