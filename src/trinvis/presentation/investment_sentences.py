"""A business case's answer in sentences: whether it pays, when, for how many successes, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.investment.successes import GUARD
from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import listed, number
from trinvis.presentation.investment_rows import (
    alternative_label,
    asked_of,
    known_years,
    oere,
    own_band,
    payer_label,
    per_cent,
)
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_band import Band
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

_NUMBERS = "nul et to tre fire fem seks syv otte ni ti elleve tolv".split()


def money_words(amount_oere: int) -> str:
    """An amount in a sentence: ``2,75 mio. kr.``, below a million in whole kroner."""
    size = abs(amount_oere)
    if size < danish.OERE_PER_MILLION:
        return f"{danish.kroner(amount_oere)} kr."
    return f"{danish.millions(amount_oere, 2 if size < 100 * danish.OERE_PER_MILLION else 1)} mio. kr."


def years_words(years: int) -> str:
    """``fire år``; figures from thirteen on."""
    return f"{_NUMBERS[years] if years < len(_NUMBERS) else years} år"


def answer(made: Calculated, alternative: str = "", drawn: SimulatedAnswers | None = None) -> str:
    """The first line: *Indsatsen har tjent sig ind i år 4 og giver 2,75 mio. kr. mere, end den koster, efter fire år – hvis 16 børn får succes.*

    With ``drawn`` the chance that it pays over the horizon follows.
    """
    asked = asked_of(made, alternative)
    found = made.answers(asked).discounted
    year = asked_year(made)
    gained = oere(found.accumulated[year - 1])
    after = f"efter {years_words(year)}"
    reached = found.break_even.year
    if not any(oere(one) for one in found.yearly):
        return f"{_subject(made, asked)} gør ingen forskel i penge."
    if gained >= 0 and reached is not None:
        first = f"{_subject(made, asked)} har tjent sig ind i år {reached} og giver {money_words(gained)} mere, end den koster, {after}"
    elif reached is not None and reached > year:
        when = break_even_words(made, asked)
        first = f"{_subject(made, asked)} har tjent sig ind {when}; {after} har den kostet {money_words(-gained)} mere, end den har givet"
    else:
        late = "" if reached is None else f" (den var tjent ind i år {reached}, men ikke længere)"
        first = (
            f"{_subject(made, asked)} tjener sig ikke ind inden for {years_words(made.case.horizon)}{late}; "
            f"{after} har den kostet {money_words(-gained)} mere, end den har givet"
        )
    said = f"{first}{_if(made)}."
    return said if drawn is None else f"{said} {chance_sentence(drawn)}"


def _subject(made: Calculated, alternative: str) -> str:
    return "Indsatsen" if len(made.others) == 1 else f"»{alternative_label(made, alternative)}«"


def break_even_words(made: Calculated, alternative: str) -> str:
    """When it has paid for itself: ``i år 4``; a span of years where the readings that fit give several; that it does not."""
    band = own_band(made, alternative)
    reached = made.answers(alternative).discounted.break_even.year
    open_ = band is not None and (reached is None or reached not in band.same) and not made.reading
    if band is not None and open_ and band.break_even[0] != band.break_even[1]:
        first, last = band.break_even
        return f"mellem år {first} og {last}" if last else f"tidligst i år {first}, efter andre læsninger ikke"
    return f"i år {reached}" if reached else f"ikke inden for {years_words(made.case.horizon)}"


def persons_unit(made: Calculated, count: float = 2) -> str:
    """What the target group is counted in: ``børn``, or *personer*."""
    success = made.case.success
    unit = made.inputs[success.target].unit if success is not None and success.target in made.inputs else ""
    if count == 1:
        return {"børn": "barn", "unge": "ung", "": "person"}.get(unit, unit)
    return unit or "personer"


def _if(made: Calculated) -> str:
    """What the answer stands and falls with."""
    assumed = made.assumed
    if assumed is None:
        return ""
    verb = "får succes"
    return f" – hvis {danish.decimal(assumed.whole)} {persons_unit(made, assumed.whole)} {verb}"


def up(exact: float, whole: int) -> str:
    """A number of successes before it is rounded up to ``whole``, and that it is, where it was no whole number already."""
    return number(exact) + (", rundet op" if whole - exact > GUARD else "")


def needed_sentence(made: Calculated, alternative: str = "") -> str:
    """Successes assumed and, apart, successes needed; empty where the case does not say what a success is."""
    asked = asked_of(made, alternative)
    assumed, needed = made.assumed, made.needed.get(asked)
    if assumed is None or needed is None:
        return ""
    first = (
        f"Forudsat: {danish.decimal(assumed.whole)} succeser ({number(100 * assumed.rate)} % af {number(assumed.count)} er "
        f"{up(assumed.exact, assumed.whole)})."
    )
    if needed.whole is None or needed.exact is None:
        return f"{first} {needed.text}"
    if needed.whole == 0:
        return f"{first} Nødvendigt: ingen; indsatsen har tjent sig hjem i {needed.year}. år uden succeser."
    return (
        f"{first} Nødvendigt for at have tjent sig ind ved udgangen af {needed.year}. år: {danish.decimal(needed.whole)} "
        f"({up(needed.exact, needed.whole)})."
    )


def chance_sentence(drawn: SimulatedAnswers) -> str:
    """In how many of the draws it has paid for itself by the year asked about, and between what nine of ten end."""
    if not drawn.simulated.names:
        return "Ingen af forudsætningerne har en fordeling, så usikkerheden er ikke regnet."
    year = asked_year(drawn.made)
    back = drawn.answers.back[year - 1].value or 0.0
    ends = drawn.answers.discounted.accumulated_percentiles[:, year - 1]
    low, high = money_words(oere(float(ends[0]))), money_words(oere(float(ends[-1])))
    whole = drawn.simulated.net[:year].sum(axis=0)
    if oere(float(whole.min())) == oere(float(whole.max())):
        return f"Alle gennemregninger giver {low} efter {years_words(year)}: det usikre ændrer ikke svaret."
    return (
        f"I {danish.chance(per_cent(back))} af gennemregningerne har den tjent sig ind senest i år {year}; ni af ti giver mellem "
        f"{low} og {high} efter {years_words(year)}."
    )


def band_sentence(made: Calculated, alternative: str = "") -> str:
    """That the later years are known as a band only; empty where all years are known."""
    asked = asked_of(made, alternative)
    known = known_years(made, asked)
    if known == made.case.horizon:
        return ""
    band = own_band(made, asked)
    if band is None:
        return f"Fra år {known + 1} kendes forløbet ikke, og ingen af de læsninger, der passer med det offentliggjorte, svarer til denne."
    low, high = money_words(oere(band.accumulated_low[-1])), money_words(oere(band.accumulated_high[-1]))
    return (
        f"Fra år {known + 1} kendes forløbet kun som et bånd: {fitting(made, band)} giver mellem {low} og {high} efter "
        f"{years_words(made.case.horizon)}."
    )


def fitting(made: Calculated, band: Band) -> str:
    """*de 4 læsninger, der passer*; with other values than the case's several may be the same, and are not counted."""
    return "de læsninger, der passer," if made.values else f"de {len(band.readings)} læsninger, der passer,"


def who_sentence(made: Calculated, alternative: str = "") -> str:
    """Who pays the effort in its first year, and who gains and who pays more over the years that are known."""
    asked = asked_of(made, alternative)
    effort = made.effort[asked]
    said = []
    if effort.first_year:
        parts = [
            f"{payer_label(made, payer)} {danish.kroner(oere(amount))} kr."
            for payer, amount in effort.first_year_by.items()
        ]
        whole = f"Indsatsen koster {danish.kroner(oere(effort.first_year))} kr. det første år"
        said.append(
            f"{whole}: {listed(parts)}"
            if len(parts) > 1
            else f"{whole}, og {payer_label(made, next(iter(effort.first_year_by)))} betaler"
        )
    known = known_years(made, asked)
    sums = {name: sum(made.answers(asked, name).undiscounted.yearly[:known]) for name in made.run.payers}
    for way, words in ((1, "vinder"), (-1, "betaler")):
        found = [
            f"{payer_label(made, name)} {money_words(oere(abs(total)))}"
            for name, total in sums.items()
            if total * way >= 0.5
        ]
        if found:
            more = " mere" if way < 0 else ""
            said.append(f"Over {years_words(known)} {words} {listed(found)}{more}".removesuffix("."))
    return " ".join(one if one.endswith(".") else f"{one}." for one in said)


def inputs_sentence(made: Calculated) -> str:
    """How many inputs there are, and how sure the knowledge is that they rest on."""
    inputs = list(made.inputs.values())
    grades = {grade: sum(one.grade == grade for one in inputs) for grade in "ABCD"}
    rated = [f"{count} {grade}" for grade, count in grades.items() if count]
    without = sum(one.grade is None and one.formula is None for one in inputs)
    said = [f"Beregningen hviler på {danish.count(len(inputs), 'forudsætning', 'forudsætninger')}"]
    if rated:
        said.append(f"vidensgraden er {listed(rated)}")
    if without:
        said.append(f"{without} har ingen vidensgrad")
    return f"{'; '.join(said)}."
