"""A figure of a frame turned into numbers, opened: today's grants, the numbers that fill the frame, and the difference."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.fit_to_frame import Fitted, FrameError, FrameFit
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.frame_fitted import address_of, cost_today, fit_to_frame
from trinvis.reports import danish
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

PREFIX = "frame_"
"""What the figures of a frame begin with in an address; the rest is the column."""
PERSONS = "helårspersoner"
BETWEEN = ";"
"""Stands between the types whose number may change."""

_KRONER = "kr."
_FIGURES: dict[str, tuple[str, str, Callable[[Fitted], int]]] = {
    "today": ("antal i dag", PERSONS, lambda row: row.today.persons),
    "price_oere": ("gennemsnitspris", _KRONER, lambda row: row.today.price_oere),
    "today_oere": ("udgift i dag", _KRONER, lambda row: row.today.amount_oere),
    "fitted": ("antal i rammen", PERSONS, lambda row: row.persons),
    "change": ("ændring", PERSONS, lambda row: -row.reduction),
    "fitted_oere": ("udgift i rammen", _KRONER, lambda row: row.amount_oere),
}
_SENTENCES = {
    "today": "De indsatser, der løber på dagen, regnet for hele året: dage divideret med årets dage.",
    "price_oere": "Det, de indsatser, der løber på dagen, koster i et helt år, divideret med helårspersonerne.",
    "today_oere": "Antal i dag gange gennemsnitspris.",
    "fitted": "Det antal, som rammen har plads til, når gennemsnitsprisen er uændret.",
    "change": "Antal i rammen minus antal i dag.",
    "fitted_oere": "Antal i rammen gange gennemsnitspris.",
}
_FROM = {
    "today": (),
    "price_oere": ("today",),
    "today_oere": ("today", "price_oere"),
    "fitted": ("today", "price_oere"),
    "change": ("fitted", "today"),
    "fitted_oere": ("fitted", "price_oere"),
}
"""Figure of a type → the figures that it is worked out from."""
_TODAY = ("today", "price_oere", "today_oere")


def frame_address(
    year: int, basis: str, fit: FrameFit, moves: Collection[str] | None, figure: str, kind: str = ""
) -> str:
    """The address of a column of a type, or of the total; ``moves`` are the types whose number may change (None: all)."""
    where = {"frame": str(fit.frame_oere), "kind": kind, "moves": BETWEEN.join(sorted(moves or ()))}
    return str(
        Address("years-ahead", year, basis, PREFIX + figure, {name: value for name, value in where.items() if value})
    )


def explain_frame(house: House, basis: Basis, address: Address) -> Explanation:
    """``years-ahead/2026/2026-09-30/frame_fitted?frame=9000000000&kind=foster``. Raises ``BadAddress``."""
    where, figure = address.where, address.figure.removeprefix(PREFIX)
    frame = where.get("frame", "")
    if set(where) - {"frame", "moves", "kind"} or figure not in _FIGURES or not (frame.isascii() and frame.isdigit()):
        raise BadAddress(
            f"Adressen '{address}' kan ikke læses: skriv years-ahead/2026/2026-09-30/frame_fitted?frame=ØRE&kind=…, med et af "
            f"{', '.join(PREFIX + one for one in _FIGURES)}."
        )
    moves = where["moves"].split(BETWEEN) if "moves" in where else None
    try:
        fit = fit_to_frame(house, basis, address.year, int(frame), moves)
    except FrameError as error:
        raise BadAddress(str(error)) from None
    label, unit, value_of = _FIGURES[figure]

    def part(row: Fitted, other: str) -> Part:
        words, of, number = _FIGURES[other]
        text = f"{row.today.label}: {words}"
        where_is = frame_address(address.year, address.basis, fit, moves, other, row.today.name)
        return Part(text, number(row), where_is, unit=of)

    kind = where.get("kind", "")
    chosen = [row for row in fit.rows if row.today.name == kind] if kind else list(fit.rows)
    if not chosen or (not kind and figure == "price_oere"):
        raise BadAddress(f"Rammen har ikke tallet »{label}« for »{kind or 'I alt'}«; ret adressen.")
    inputs: tuple[Part, ...] = ()
    if kind:
        inputs = tuple(part(chosen[0], other) for other in _FROM[figure])
        if figure in _TODAY:
            amount = cost_today(house, basis, address.year, kind)
            where_is = address_of(basis, address.year, kind)
            inputs = (*inputs, Part(f"Helårspris {address.year} af indsatserne", amount, where_is))
    said = f"{_SENTENCES[figure]} Rammen er {danish.kroner(fit.frame_oere)} kr. i {address.year + 1}."
    return Explanation(
        address=address,
        title=f"{chosen[0].today.label if kind else 'I alt'}: {label}, kendt {basis.day:%d.%m.%Y}",
        value=sum(value_of(row) for row in chosen),
        unit=unit,
        sentence=said,
        parts=() if kind else tuple(part(row, figure) for row in chosen),
        inputs=inputs,
        lines=empty_lines(),
        rules={},
        parameters=(),
    )
