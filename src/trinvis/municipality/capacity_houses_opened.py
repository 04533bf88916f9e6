"""A figure of an own house opened: a count to its rows, a share to its two numbers, what is drawn to what it is drawn from.

``capacity-houses/2026/2026-09-30/occupied?provider_no=12&month=202603``; ``month`` is left out of figures of the whole house, ``provider_no`` of those of
all the houses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity_houses import DRAWS, MONTHS, SEED, Houses, houses
from trinvis.municipality.capacity_houses_drawn import DRAWN, explain_drawn
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.municipality.capacity_houses_money import MONEY, explain_money
from trinvis.municipality.capacity_houses_year import YEAR_FIGURE, explain_year
from trinvis.municipality.explain import Explanation, Part, values_of, with_origin, words_of
from trinvis.reports import danish
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

DAYS, PERSONS, PLACES, TRIED = "døgn", "personer", "pladser", "måneder"

COUNTED: dict[str, tuple[str, str, str]] = {
    "occupied": ("Belagte døgn", DAYS, "De dage i måneden, hvor en person har en bevilget plads i huset; en person tæller én gang om dagen."),
    "sold": ("Heraf solgte døgn", DAYS, "De belagte døgn, som en anden kommune betaler for."),
    "at_end": ("Personer den sidste dag i måneden", PERSONS, "Hver person med en bevilget plads den dag tæller én gang."),
    "waiting": ("Venter på en plads", PERSONS, "Det, huset har oplyst for månedens sidste dag."),
    "places": ("Normerede pladser den sidste dag i måneden", PLACES, "Det, der er oplyst; af år og måned gælder måneden, og uden oplysning den seneste før."),
    "normed": ("Normerede døgn", DAYS, "Pladserne gange de af månedens dage, de gælder."),
    "arrivals": ("Flyttet ind", PERSONS, "Ophold, der er begyndt i de hele måneder, behovet er regnet af; måneder, hvor huset var fuldt uden kendt venteliste, er ikke med."),
    "exits": ("Flyttet ud", PERSONS, "Ophold, der er sluttet i de måneder, hvor alle ophold er kendt."),
    "planned": ("Planlagt at flytte ind eller blive boende", PERSONS, "Bevilgede ophold, der begynder senere, og forventede med deres sandsynlighed; kladder er ikke med."),
    "stops": ("Planlagt at flytte ud", PERSONS, "De, der bor der nu, og hvis ophold har en kendt stopdato."),
} | {
    f"{name}_{months}": (f"{label}, {months} måneder frem", TRIED, "Hver måned, der er prøvet fra, tæller én gang.")
    for months in (3, 6, 12, 24)
    for name, label in (("tried", "Prøvede måneder"), ("inside", "Prøvede måneder, hvor det, der kom, lå i 80 %-intervallet"))
}  # fmt: skip
"""Figure → label, unit and how it is counted; each adds up from its lines."""

SHARES = ("free", "occupancy")
TOGETHER: dict[str, tuple[str, str]] = {
    "places": ("normerede pladser den sidste dag i måneden", PLACES),
    "at_end": ("personer den sidste dag i måneden", PERSONS),
    "free": ("ledige pladser", PLACES),
    "waiting": ("venter på en plads", PERSONS),
    "bought_oere": ("køb ude til dem, der ikke får plads", "kr."),
}
"""Figures of all the houses: those of an address without ``provider_no``."""


def explain_houses(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """A figure of an own house, opened; raises ``BadAddress``."""
    try:
        made = houses_of(house, basis, address)
        if "provider_no" not in address.where:
            return _together(house, basis, made, address, parameters)
        seen = made.house(_number(address, "provider_no"))
        if address.figure == YEAR_FIGURE:
            return explain_year(made, seen, address)
        if address.figure in SHARES:
            return _share(made, seen, address)
        if address.figure in DRAWN:
            return explain_drawn(made, seen, address, _month(address))
        if address.figure in MONEY:
            return explain_money(house, made, seen, address, parameters)
        return _counted(house, made, seen, address, parameters)
    except CapacityRefused as error:
        raise BadAddress(str(error)) from None


def houses_of(house: House, basis: Basis, address: Address) -> Houses:
    """The houses that an address is about; raises ``BadAddress``."""
    asked = {
        name: _number(address, name) if name in address.where else usual
        for name, usual in (("months", MONTHS), ("draws", DRAWS), ("seed", SEED))
    }
    return houses(house, basis, **asked)


def _together(house: House, basis: Basis, made: Houses, address: Address, parameters: Parameters) -> Explanation:
    """A figure of all the houses: each house's added up."""
    if address.figure not in TOGETHER:
        known = ", ".join(TOGETHER)
        raise BadAddress(f"Adressen skal have provider_no, eller tallet skal være et af {known} for alle husene.")
    label, unit = TOGETHER[address.figure]
    if address.figure == "bought_oere":
        among = [one for one in made.houses if one.make_or_buy is not None]
    else:
        month = _month(address)
        label = f"{label}, {danish.month(month)}"
        among = [one for one in made.houses if month in {seen.month for seen in one.one.seen}]
    if not among:
        raise BadAddress("Ingen af husene har tallet; ret adressen.")
    inputs = []
    for one in among:
        where = {**address.where, "provider_no": str(one.provider_no)}
        to = Address(address.question, address.year, address.basis, address.figure, where)
        found = explain_houses(house, basis, to, parameters)
        inputs.append(Part(one.name, found.value, str(to), found.unit))
    return Explanation(
        address=address, title=f"Alle husene: {label}", value=sum(part.amount_oere for part in inputs), unit=unit,
        sentence="Husenes tal lagt sammen.", parts=(), inputs=tuple(inputs), lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _counted(house: House, made: Houses, seen: HouseSeen, address: Address, parameters: Parameters) -> Explanation:
    if address.figure not in COUNTED:
        known = ", ".join((*COUNTED, *SHARES, YEAR_FIGURE, *DRAWN, *MONEY))
        raise BadAddress(f"Tallet '{address.figure}' findes ikke for husene; vælg et af {known}.")
    label, unit, sentence = COUNTED[address.figure]
    month = _month(address) if "month" in address.where else None
    lines = lines_of(made, seen.provider_no, month, address.figure)
    if seen.one.silent and address.figure in ("occupied", "sold", "at_end"):
        raise BadAddress(f"Det er ukendt, hvem der bor i {seen.name}: ingen indsatser peger på huset.")
    if address.figure == "waiting" and lines.is_empty():
        raise BadAddress("Ventelisten er ikke oplyst for den måned; hent den ind sammen med pladserne.")
    return Explanation(
        address=address,
        title=_title(seen, label, month),
        value=round(float(lines["counted"].sum()) * 100),
        unit=unit,
        sentence=sentence,
        parts=(),
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _share(made: Houses, seen: HouseSeen, address: Address) -> Explanation:
    month = _month(address)
    found = next((one for one in seen.one.seen if one.month == month), None)
    if found is None or seen.one.silent:
        raise BadAddress(f"{seen.name} har ikke tallet for {danish.month(month)}; ret adressen.")
    pairs = (
        (("places", round(found.places * 100)), ("at_end", found.at_end * 100))
        if address.figure == "free"
        else (("occupied", found.occupied * 100), ("normed", round(found.normed * 100)))
    )
    inputs = tuple(
        Part(COUNTED[figure][0], value, made.address(figure, seen.provider_no, month), COUNTED[figure][1])
        for figure, value in pairs
    )
    if address.figure == "free":
        label, value, unit, sentence = "Ledige pladser", inputs[0].amount_oere - inputs[1].amount_oere, PLACES, "Pladser minus personer den sidste dag; under 0, når der bor flere, end der er pladser til."  # fmt: skip
    else:
        if not found.normed:
            raise BadAddress(f"{seen.name} har ingen pladser i {danish.month(month)}, så der er ingen belægning.")
        label, value, unit, sentence = "Belægning", round(found.occupied / found.normed * 10_000), "%", "Belagte døgn divideret med normerede døgn; kan være over 100 %."  # fmt: skip
    return Explanation(
        address=address, title=_title(seen, label, month), value=value, unit=unit, sentence=sentence,
        parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _title(seen: HouseSeen, label: str, month: int | None) -> str:
    return f"{seen.name}: {label[:1].lower()}{label[1:]}" + (f", {danish.month(month)}" if month else "")


def _number(address: Address, name: str) -> int:
    text = address.where.get(name, "")
    if not (text.isascii() and text.isdecimal()):
        raise BadAddress(f"Adressen skal have {name} som et helt tal, fx {name}=12.")
    return int(text)


def _month(address: Address) -> int:
    found = _number(address, "month")
    if not (190001 <= found <= 220012 and 1 <= found % 100 <= 12):
        raise BadAddress("Måneden (month) skrives som 202603; ret adressen.")
    return found
