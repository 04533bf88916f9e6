"""A house against buying, opened: what a day costs in it and outside, and what the months ahead come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.houses import month_days
from trinvis.calculations.capacity.make_or_buy import HouseCost, MakeOrBuy
from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.municipality.explain import Explanation, Part, values_of, with_origin, words_of
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

LINED: dict[str, tuple[str, str, str]] = {
    "fixed_oere": ("faste udgifter pr. år", "kr.", "Det, huset har oplyst, at det koster om året, også når det står tomt."),
    "marginal_oere": ("udgift pr. ekstra døgn", "kr.", "Det, huset har oplyst; af flere slags pladser vejet med pladserne."),
    "outside_amount_oere": ("egne børns døgn hos eksterne leverandører, pris", "kr.", "Hver indsats' døgnpris gange dens døgn i de seneste 12 måneder."),
    "outside_days": ("egne børns døgn hos eksterne leverandører", "døgn", "De døgn i de seneste 12 måneder, som prisen ude er regnet af."),
}  # fmt: skip
AHEAD: dict[str, tuple[str, str]] = {
    "normed_ahead": ("normerede døgn i månederne frem", "Pladserne gange dagene i hver måned."),
    "occupied_ahead": ("ventede belagte døgn i månederne frem", "Gennemsnit af trækningerne, lagt sammen over månederne."),
    "bought_ahead": ("døgn, der ventes købt ude i månederne frem", "Gennemsnit af trækningerne for dem, der ikke får plads, lagt sammen over månederne."),
}  # fmt: skip
COMPARED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "average_oere": ("gennemsnitlig pris pr. belagt døgn", "Faste udgifter i månederne divideret med de belagte døgn, plus udgiften pr. ekstra døgn.", ("fixed_oere", "marginal_oere", "occupied_ahead")),
    "saved_by_filling_oere": ("sparet pr. døgn, en ledig plads bruges i stedet for at købe", "Prisen ude minus udgiften pr. ekstra døgn.", ("outside_oere", "marginal_oere")),
    "break_even": ("den belægning, hvor huset koster det samme som at købe", "Faste udgifter i månederne divideret med de normerede døgn gange det, et døgn er værd ud over, hvad det koster; solgte døgn er det værd, der betales for dem.", ("fixed_oere", "normed_ahead", "outside_oere", "marginal_oere")),
    "own_oere": ("husets udgifter i månederne frem", "Faste udgifter plus udgiften pr. ekstra døgn gange de belagte døgn, minus det, der betales for solgte døgn.", ("fixed_oere", "marginal_oere", "occupied_ahead")),
    "bought_oere": ("køb ude til dem, der ikke får plads", "Prisen ude gange de døgn, der ventes købt.", ("outside_oere", "bought_ahead")),
    "if_closed_oere": ("det, alle døgn ville koste at købe ude", "Prisen ude gange husets egne døgn og dem, der alligevel købes; solgte døgn købes ikke.", ("outside_oere", "occupied_ahead", "bought_ahead")),
    "dearer_oere": ("huset og det, der købes, minus at købe det hele", "Under 0 er huset billigst.", ("own_oere", "bought_oere", "if_closed_oere")),
}  # fmt: skip
MONEY = (*LINED, "outside_oere", *AHEAD, *COMPARED)


def explain_money(house: House, made: Houses, seen: HouseSeen, address: Address, parameters: Parameters) -> Explanation:
    """A figure of make or buy; raises ``BadAddress`` where it is not known."""
    figure = address.figure
    value, unit = _value(made, seen, figure)
    if figure in LINED:
        label, _, sentence = LINED[figure]
        lines = lines_of(made, seen.provider_no, None, figure)
        return Explanation(
            address=address, title=f"{seen.name}: {label}", value=value, unit=unit, sentence=sentence, parts=(), inputs=(),
            lines=with_origin(house, lines), rules=words_of(lines, parameters), parameters=values_of(lines, parameters),
        )  # fmt: skip
    if figure == "outside_oere":
        label, sentence = "pris ude pr. døgn", f"Pris divideret med døgn. {seen.one.outside.words}"
        inputs: tuple[str, ...] = ("outside_amount_oere", "outside_days")
    elif figure in AHEAD:
        (label, sentence), inputs = AHEAD[figure], ()
    else:
        label, sentence, inputs = COMPARED[figure]
    drawn = _months(made, seen, figure) if figure in AHEAD else ()
    return Explanation(
        address=address, title=f"{seen.name}: {label}", value=value, unit=unit, sentence=sentence, parts=(),
        inputs=(*drawn, *(_part(made, seen, one) for one in inputs)), lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _part(made: Houses, seen: HouseSeen, figure: str) -> Part:
    value, unit = _value(made, seen, figure)
    labels = {
        "outside_oere": "pris ude pr. døgn",
        **{name: row[0] for name, row in (*LINED.items(), *COMPARED.items())},
    }
    label = AHEAD[figure][0] if figure in AHEAD else labels[figure]
    return Part(f"{label[:1].upper()}{label[1:]}", value, made.address(figure, seen.provider_no), unit)


def _months(made: Houses, seen: HouseSeen, figure: str) -> tuple[Part, ...]:
    """The months that are added up, where each opens."""
    if figure != "bought_ahead" or not isinstance(seen.one.ahead_bought, HouseAhead):
        from trinvis.municipality.capacity_houses_drawn import inputs_of

        return inputs_of(made, seen)
    return tuple(
        Part(f"{one.month % 100:02d}-{one.month // 100}", round(one.bought_days * 100), made.address("bought_days", seen.provider_no, one.month), "døgn")
        for one in seen.one.ahead_bought.months
    )  # fmt: skip


def _value(made: Houses, seen: HouseSeen, figure: str) -> tuple[int, str]:
    one = seen.one
    if figure in ("fixed_oere", "marginal_oere"):
        if not isinstance(one.cost, HouseCost):
            raise BadAddress(one.cost)
        return int(lines_of(made, one.provider_no, None, figure)["signed_oere"].sum()), "kr."
    if figure == "outside_amount_oere":
        return int(one.outside.lines["signed_oere"].sum()), "kr."
    if figure == "outside_days":
        return int(one.outside.lines["days"].sum()) * 100, "døgn"
    if figure == "outside_oere":
        if one.outside.rate_oere is None:
            raise BadAddress(one.outside.refused)
        return one.outside.rate_oere, "kr."
    if figure in AHEAD:
        return _ahead(seen, figure), "døgn"
    found = one.make_or_buy
    if not isinstance(found, MakeOrBuy):
        raise BadAddress(found)
    value: float | None = getattr(found, figure.removesuffix("_oere"))
    if value is None:
        raise BadAddress("Tallet kan ikke regnes: huset har ingen døgn, eller et døgn koster mere i huset end ude.")
    return round(value * (10_000 if figure == "break_even" else 100)), "%" if figure == "break_even" else "kr."


def _ahead(seen: HouseSeen, figure: str) -> int:
    ahead = seen.one.ahead_bought
    if not isinstance(ahead, HouseAhead):
        raise BadAddress(ahead)
    total = 0.0
    for one in ahead.months:
        first, last = month_days(one.month)
        days = {"normed_ahead": one.places * (last - first + 1), "occupied_ahead": one.occupied_days}
        total += days.get(figure, one.bought_days)
    return round(total * 100)
