"""What is said first of the own houses and of each of them, with figures that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_houses_words import HIDDEN, number
from trinvis.presentation.capacity_houses_turns import Turn, turn_of
from trinvis.presentation.capacity_page import SaidPart
from trinvis.reports import danish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.presentation.capacity_houses_turns import Which

QUESTION = "Hvornår er et hus fuldt eller tomt, og hvad koster det at købe ude?"
MOST = 3
"""Houses that are named in the first sentence of each kind."""
WORDS: dict[Which, str] = {"full": "fuldt", "empty": "tomt"}

Parts = list[SaidPart]


def plain(parts: Iterable[SaidPart]) -> str:
    """The words alone."""
    return "".join(one.text for one in parts)


def first_sentence(made: Houses) -> tuple[SaidPart, ...]:
    """When houses are full or empty, and what buying outside costs; of one house alone its own sentence."""
    if not any(seen.past for seen in made.houses):
        return (SaidPart(made.sentence),)
    if len(made.houses) == 1:
        return house_sentence(made, made.houses[0])
    parts = [*_turns(made), *_left_out(made), *_bought(made)]
    return (*parts[:-1], SaidPart(parts[-1].text.rstrip(), parts[-1].address))


def _turns(made: Houses) -> Parts:
    found = {which: [(seen, turn) for seen in made.houses if (turn := turn_of(seen, which))] for which in WORDS}
    told = [seen for seen in made.houses if _told(seen)]
    parts = Parts()
    for which, word in WORDS.items():
        if found[which]:
            parts += [SaidPart(f"{word.capitalize()}: "), *_named(made, which, found[which]), SaidPart(". ")]
    if not told:
        return parts
    until = danish.month(max(one.ahead[-1].month for one in told))
    missing = [word for which, word in WORDS.items() if not found[which]]
    if missing:
        parts.append(SaidPart(f"Intet hus ventes {' eller '.join(missing)} til og med {until}. "))
    return parts


def _named(made: Houses, which: Which, found: list[tuple[HouseSeen, Turn]]) -> Parts:
    """Houses with when, those that come first first."""
    parts = Parts()
    every = sorted(found, key=lambda one: (not one[1].known, one[1].month, one[0].name))
    for at, (seen, turn) in enumerate(every[:MOST]):
        parts.append(SaidPart(f"{', ' if at else ''}{seen.name} ("))
        if turn.known:
            parts += [SaidPart("nu, "), SaidPart(_taken(seen), made.address("at_end", seen.provider_no, made.as_of))]
        else:
            parts.append(SaidPart(f"ventet fra {danish.month(turn.month)}"))
        if turn.chance is not None:
            address = made.address(which, seen.provider_no, turn.month)
            parts += [SaidPart(", "), SaidPart(_chance(turn.chance), address)]
        parts.append(SaidPart(")"))
    if len(every) > MOST:
        parts.append(SaidPart(f" og {danish.count(len(every) - MOST, 'hus', 'huse')} mere"))
    return parts


def _left_out(made: Houses) -> Parts:
    """Houses of which nothing is said, and why."""
    hides = [seen.hidden or any(one.hidden for one in seen.ahead) for seen in made.houses]
    few = sum(hides)
    refused = sum(
        not hidden and (bool(seen.refused) or not seen.past) for hidden, seen in zip(hides, made.houses, strict=True)
    )
    said = Parts()
    if few:
        said.append(SaidPart(f"{danish.count(few, 'hus', 'huse')} er ikke vist, fordi 1 til 4 bor eller ventes der. "))
    if refused:
        said.append(SaidPart(f"{danish.count(refused, 'hus', 'huse')} kan ikke regnes frem. "))
    return said


def _bought(made: Houses) -> Parts:
    if any(seen.cost_refused == HIDDEN for seen in made.houses):
        return []
    total = bought_of_all(made)
    if total is None:
        return [SaidPart("Hvad det koster at købe ude, kan ikke regnes endnu.")]
    if not round(total / 100):
        return [SaidPart("Ingen ventes at måtte købes plads til ude.")]
    known = sum(seen.make_or_buy is not None for seen in made.houses)
    among = "" if known == len(made.houses) else f" ({known} af {len(made.houses)} huse)"
    money = SaidPart(f"{danish.kroner(total)} kr.", made.address("bought_oere"))
    return [
        SaidPart("At købe ude til dem, der ikke får plads, ventes at koste "),
        money,
        SaidPart(f" i {danish.count(made.months, 'måned', 'måneder')}{among}."),
    ]


def bought_of_all(made: Houses) -> int | None:
    """Øre that buying outside costs in the months ahead, of the houses where it is known; None where it is of none, or of one not shown."""
    if any(seen.cost_refused == HIDDEN for seen in made.houses):
        return None
    known = [round(seen.make_or_buy.bought * 100) for seen in made.houses if seen.make_or_buy is not None]
    return sum(known) if known else None


def house_sentence(made: Houses, seen: HouseSeen) -> tuple[SaidPart, ...]:
    """The house's first sentence with its figures opened."""
    number_of, marks = seen.provider_no, list[tuple[str, str, str]]()
    if seen.past and seen.past[-1].at_end is not None:
        marks.append(("", _taken(seen), made.address("at_end", number_of, made.as_of)))
    for which, word in (("full", "fuld"), ("empty", "tom")):
        turn = turn_of(seen, which)  # type: ignore[arg-type]
        if turn is not None and turn.chance is not None:
            before = f"{word} fra {danish.month(turn.month)} med "
            marks.append((before, _chance(turn.chance), made.address(which, number_of, turn.month)))
    drawn = [one for one in seen.ahead if one.full is not None]
    if drawn:
        most = max(drawn, key=lambda one: one.full or 0.0)
        marks.append(("højst ", _chance(most.full or 0.0), made.address("full", number_of, most.month)))
    if seen.make_or_buy is not None:
        money = f"{danish.kroner(round(seen.make_or_buy.bought) * 100)} kr."
        marks.append(("ventes at koste ", money, made.address("bought_oere", number_of)))
    return linked(seen.sentence, marks)


def cost_sentence(made: Houses, seen: HouseSeen) -> tuple[SaidPart, ...]:
    """From what occupancy the house is the cheaper, and what a day more costs in it and outside; empty where it cannot be told."""
    found = seen.make_or_buy
    if found is None:
        return ()

    def opened(text: str, figure: str) -> SaidPart:
        return SaidPart(text, made.address(figure, seen.provider_no))

    if found.break_even is None or found.break_even > 1:
        even = [SaidPart("Huset kan ikke blive billigere end at købe")]
    else:
        share = opened(danish.per_cent(round(found.break_even * 10_000)), "break_even")
        even = [SaidPart("Huset er billigere end at købe over "), share, SaidPart(" belægning")]
    return (
        *even,
        SaidPart("; et døgn mere koster "),
        opened(f"{danish.kroner(round(found.marginal * 100))} kr.", "marginal_oere"),
        SaidPart(" i huset og "),
        opened(f"{danish.kroner(round(found.outside * 100))} kr.", "outside_oere"),
        SaidPart(" ude."),
    )


def linked(text: str, marks: Iterable[tuple[str, str, str]]) -> tuple[SaidPart, ...]:
    """``text`` in pieces; each mark is what stands before a figure, the figure, and its address. One that is not there is let be."""
    found = sorted(
        (at + len(before), figure, address)
        for before, figure, address in marks
        if (at := text.find(before + figure)) >= 0
    )
    parts, here = Parts(), 0
    for at, figure, address in found:
        parts += [SaidPart(text[here:at]), SaidPart(figure, address)]
        here = at + len(figure)
    return tuple(one for one in (*parts, SaidPart(text[here:])) if one.text)


def _told(seen: HouseSeen) -> bool:
    return bool(seen.ahead) and not any(one.hidden for one in seen.ahead)


def _taken(seen: HouseSeen) -> str:
    now = seen.past[-1]
    return f"{now.at_end} af {number(now.places)} pladser"


def _chance(share: float) -> str:
    return danish.chance(round(share * 10_000))
