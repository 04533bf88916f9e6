"""Budget assumptions fitted to a frame, top-down: how many full-year persons the frame has room for at today's prices.

The frame is given and the assumptions are fitted to it, not the other way round (seed 003 lines 4665-4675). Horsens writes in its
budget how many fewer children must be placed than today; the average price may not rise (lines 4730-4738).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.parameters.value import shown_text

_HUNDREDTHS = 100


class FrameError(ValueError):
    """A frame that cannot be filled as asked; ``str`` is a Danish sentence with the remedy."""


@dataclass(frozen=True)
class Assumed:
    """A type of grant or an area today: full-year persons in hundredths, and øre per full-year person."""

    name: str
    label: str
    persons: int
    price_oere: int

    @property
    def amount_oere(self) -> int:
        """Number × price today, rounded to the øre."""
        return _amount(self.persons, self.price_oere)


@dataclass(frozen=True)
class Fitted:
    """What a type is fitted to: ``persons`` in hundredths at the price of ``today``."""

    today: Assumed
    persons: int

    @property
    def amount_oere(self) -> int:
        """Number × price, rounded to the øre."""
        return _amount(self.persons, self.today.price_oere)

    @property
    def reduction(self) -> int:
        """Today's number less the fitted one, hundredths; below 0 where there is room for more."""
        return self.today.persons - self.persons


@dataclass(frozen=True)
class FrameFit:
    """The types that fill a frame; ``frame_oere`` = their amounts + ``remainder_oere``, which is never below 0."""

    frame_oere: int
    rows: tuple[Fitted, ...]

    @property
    def amount_oere(self) -> int:
        """The sum of number × price."""
        return sum(row.amount_oere for row in self.rows)

    @property
    def remainder_oere(self) -> int:
        """What is left of the frame, because numbers are whole hundredths."""
        return self.frame_oere - self.amount_oere

    @property
    def reduction(self) -> int:
        """Full-year persons fewer than today, hundredths."""
        return sum(row.reduction for row in self.rows)


def fit_to_frame(
    types: Sequence[Assumed], frame_oere: int, *, moves: Collection[str] | Mapping[str, int] | None = None
) -> FrameFit:
    """The numbers that fill the frame at today's prices, in hundredths of a full-year person, never above it.

    ``moves`` names the types whose number may change: all (None), some, in proportion to what they cost today, or with the
    weights that share the kroner to be found (or spent) between them. A type that would fall below 0 stops there and the others
    take the rest. Rounded down, then a hundredth more where most was lost and there is room. Raises ``FrameError`` when prices,
    numbers, weights or the frame make no sense, or when those that may change cannot save enough.
    """
    weights = _weights(types, frame_oere, moves)
    fixed = sum(one.amount_oere for one in types if one.name not in weights)
    movers = [one for one in types if one.name in weights]
    left = _shared(movers, weights, Fraction(frame_oere - fixed))
    exact = {one.name: left[one.name] * _HUNDREDTHS / one.price_oere for one in movers}
    persons = {one.name: one.persons for one in types} | {name: int(value) for name, value in exact.items()}
    rest = frame_oere - fixed - sum(_amount(persons[one.name], one.price_oere) for one in movers)
    cheapest = min(movers, key=lambda one: (one.price_oere, one.name), default=None)
    while cheapest is not None and rest < 0 < persons[cheapest.name]:  # half øre rounded up
        rest += _amount(persons[cheapest.name], cheapest.price_oere)
        persons[cheapest.name] -= 1
        rest -= _amount(persons[cheapest.name], cheapest.price_oere)
    for one in sorted(movers, key=lambda one: (persons[one.name] - exact[one.name], one.name)):
        more = _amount(persons[one.name] + 1, one.price_oere) - _amount(persons[one.name], one.price_oere)
        if more <= rest:
            persons[one.name] += 1
            rest -= more
    return FrameFit(frame_oere, tuple(Fitted(one, persons[one.name]) for one in types))


def budget_remarks(fit: FrameFit, year: int, area: str) -> tuple[str, ...]:
    """Paragraphs for the budgetbemærkninger: today's number, the assumed one, price, needed change, and what it rests on."""
    if len(fit.rows) == 1:
        return (f"{_frame(fit, year, area)} {_row(fit.rows[0])} {_rest(fit)}",)
    whole = f"{_frame(fit, year, area)} {_whole(fit)} {_rest(fit)}"
    return (whole, *(f"{row.today.label}: {_row(row)}" for row in fit.rows))


def _frame(fit: FrameFit, year: int, area: str) -> str:
    return (
        f"Rammen til {area} er {_kr(fit.frame_oere)} i budget {year}. Antallet er tilpasset rammen, og gennemsnitspriserne er "
        "de nuværende."
    )


def _row(row: Fitted) -> str:
    today, price = row.today, _kr(row.today.price_oere)
    assumed = (
        f"Der er forudsat {_number(row.persons)} helårspersoner til en gennemsnitspris på {price}, i alt "
        f"{_kr(row.amount_oere)} I dag er der {_number(today.persons)}."
    )
    if row.reduction == 0:
        return f"{assumed} Budgettet kan overholdes med det nuværende antal, når gennemsnitsprisen ikke stiger."
    size, share = _number(abs(row.reduction)), _share(row.reduction, today.persons)
    if row.reduction > 0:
        return (
            f"{assumed} Budgettet kan kun overholdes, når antallet falder med {size} helårspersoner{share}, og "
            "gennemsnitsprisen ikke stiger."
        )
    return f"{assumed} Der er plads til {size} helårspersoner flere{share}, når gennemsnitsprisen ikke stiger."


def _whole(fit: FrameFit) -> str:
    today, persons = (sum(n) for n in zip(*((row.today.persons, row.persons) for row in fit.rows), strict=True))
    cost = sum(row.today.amount_oere for row in fit.rows)
    said = (
        f"I dag er der {_number(today)} helårspersoner, som på et helt år koster {_kr(cost)}; der er forudsat "
        f"{_number(persons)}, i alt {_kr(fit.amount_oere)}"
    )
    gap = cost - fit.frame_oere
    if gap > 0:
        return (
            f"{said} Det nuværende antal koster {_kr(gap)} mere, end rammen rummer; gennemsnitspriserne må ikke stige."
        )
    return f"{said} Gennemsnitspriserne må ikke stige."


def _rest(fit: FrameFit) -> str:
    if not fit.remainder_oere:
        return "Antal gange gennemsnitspris er lig med rammen."
    return (
        f"Antal gange gennemsnitspris er {_kr(fit.amount_oere)}; {_kr(fit.remainder_oere)} af rammen er ikke fordelt."
    )


def _weights(
    types: Sequence[Assumed], frame_oere: int, moves: Collection[str] | Mapping[str, int] | None
) -> dict[str, Fraction]:
    """Name → weight of the types that may change. Raises ``FrameError``."""
    names = [one.name for one in types]
    if not types or len(set(names)) < len(names):
        raise FrameError("Angiv mindst én type, og hver type kun én gang.")
    if frame_oere < 0:
        raise FrameError("Rammen skal være 0 kr. eller mere.")
    for one in types:
        if one.price_oere <= 0:
            raise FrameError(f"{one.label} mangler en gennemsnitspris over 0 kr.; angiv den, før antallet kan findes.")
        if one.persons < 0:
            raise FrameError(f"{one.label} har et antal under 0; angiv det nuværende antal helårspersoner.")
    if moves is not None and not moves:
        raise FrameError("Vælg mindst én type, hvis antal må ændres.")
    unknown = [name for name in moves or () if name not in names]
    if unknown:
        raise FrameError(f"Typen »{unknown[0]}« er ikke blandt forudsætningerne; vælg blandt {', '.join(names)}.")
    if isinstance(moves, Mapping):
        if any(weight < 0 for weight in moves.values()) or not any(moves.values()):
            raise FrameError("Vægtene skal være 0 eller mere, og mindst én over 0.")
        return {name: Fraction(weight) for name, weight in moves.items() if weight}
    chosen = [one for one in types if moves is None or one.name in moves]
    if not any(one.persons for one in chosen):
        return {one.name: Fraction(1) for one in chosen}
    return {one.name: Fraction(one.persons * one.price_oere, _HUNDREDTHS) for one in chosen if one.persons}


def _shared(movers: Sequence[Assumed], weights: Mapping[str, Fraction], room: Fraction) -> dict[str, Fraction]:
    """Name → øre for each type that may change, together ``room``."""
    amounts = {one.name: Fraction(one.persons * one.price_oere, _HUNDREDTHS) for one in movers}
    gap = sum(amounts.values()) - room
    if room < 0:
        raise FrameError(
            f"De typer, der må ændres, koster {_kr(round(sum(amounts.values())))}, men der skal findes {_kr(round(gap))}; "
            "lad flere typer ændres, eller hæv rammen."
        )
    open_ = [one.name for one in movers]
    while gap:
        whole = sum(weights[name] for name in open_)
        emptied = [name for name in open_ if gap * weights[name] / whole > amounts[name]]
        if not emptied:
            return amounts | {name: amounts[name] - gap * weights[name] / whole for name in open_}
        for name in emptied:
            gap -= amounts[name]
            amounts[name] = Fraction(0)
            open_.remove(name)
    return amounts


def _amount(persons: int, price_oere: int) -> int:
    return rounded_quotient(persons * price_oere, _HUNDREDTHS)


def _kr(oere: int) -> str:
    return f"{shown_text('oere', oere)} kr."


def _number(hundredths: int) -> str:
    return shown_text("hundredths", hundredths)


def _share(part: int, whole: int) -> str:
    """In per cent of today's number, one decimal; nothing where there is none."""
    if not whole:
        return ""
    tenths = rounded_quotient(abs(part) * 1000, whole)
    return f" ({tenths // 10},{tenths % 10} %)" if tenths % 10 else f" ({tenths // 10} %)"
