"""*Resultat*: net gain year by year and added up, in the year's own kroner and discounted, and the answer's few figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import number, reached, share
from trinvis.presentation.investment_rows import (
    NOT_KNOWN,
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    asked_of,
    horizon_years,
    known_years,
    made_table,
    oere,
    own_band,
    perspective_words,
)
from trinvis.presentation.investment_sentences import (
    answer,
    band_sentence,
    break_even_words,
    fitting,
    money_words,
    needed_sentence,
    up,
)
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated

NET = (
    ("net_oere", "Nettogevinst", "undiscounted", "yearly"),
    ("accumulated_oere", "Lagt sammen", "undiscounted", "accumulated"),
    ("net_discounted_oere", "Nettogevinst, nutidsværdi", "discounted", "yearly"),
    ("accumulated_discounted_oere", "Lagt sammen, nutidsværdi", "discounted", "accumulated"),
)
"""Column, label, and where in the answers it stands."""
BAND = (
    ReportColumn("low_oere", "Lagt sammen, nutidsværdi, lavest", "oere", "kr.", missing=NOT_KNOWN),
    ReportColumn("high_oere", "højest", "oere", "kr.", missing=NOT_KNOWN),
)


def result_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """A row per year. Years that the readings that fit do not agree on have the band's ends, and no figure of one reading alone,
    unless that reading is asked for; the totals are of the years that are shown."""
    asked = asked_of(made, alternative)
    found, band = made.answers(asked), own_band(made, asked)
    known = made.case.horizon if made.reading else known_years(made, asked)
    rows = Rows()
    for year in horizon_years(made):
        values: dict[str, Cell] = {"year": year, "calendar": made.case.start_year + year - 1}
        for name, _, kind, what in NET:
            values[name] = oere(getattr(getattr(found, kind), what)[year - 1]) if year <= known else None
        if band is not None:
            open_ = year not in band.same
            values["low_oere"] = oere(band.accumulated_low[year - 1]) if open_ else None
            values["high_oere"] = oere(band.accumulated_high[year - 1]) if open_ else None
        rows.add(values, {name: made.address(name, year, alternative=asked) for name, *_ in NET})
    totals = _totals(made, asked, known)
    rows.total(
        {
            "net_oere": made.address("accumulated_oere", known, alternative=asked),
            "net_discounted_oere": made.address("accumulated_discounted_oere", known, alternative=asked),
        }
        if known
        else {}
    )
    money = tuple(ReportColumn(name, label, "oere", "kr.", missing=NOT_KNOWN) for name, label, *_ in NET)
    return made_table(
        made,
        "result",
        f"Nettogevinst år for år, {alternative_label(made, asked)}",
        answer(made, asked),
        (*YEAR_COLUMNS, *money, *(BAND if band is not None else ())),
        rows,
        totals=totals,
        lead=tuple(one for one in (needed_sentence(made, asked), band_sentence(made, asked)) if one),
        notes=(discount_note(made), perspective_words(made), made.case.note, *made.warnings),
        synthetic=synthetic,
    )


def _totals(made: Calculated, asked: str, known: int) -> dict[str, Cell]:
    """The totals of the years that are shown."""
    found = made.answers(asked)
    label = "I alt" if known == made.case.horizon else f"I alt, år 1-{known}"
    if not known:
        return {"year": label}
    return {
        "year": label,
        "net_oere": oere(found.undiscounted.accumulated[known - 1]),
        "net_discounted_oere": oere(found.discounted.accumulated[known - 1]),
    }


TIMINGS = {"start": "ved årets begyndelse", "middle": "midt i året", "end": "ved årets udgang"}


def discount_note(made: Calculated) -> str:
    """How money of later years is counted back: rate, and when in the year it falls."""
    from trinvis.municipality.investment_values import in_year

    discount = made.case.discount
    when = f"penge regnes betalt {TIMINGS[discount.timing]}"
    if discount.rate is None:
        day = "" if discount.as_of is None else f" pr. {danish.day(discount.as_of)}"
        return f"Nutidsværdi med Finansministeriets kalkulationsrente{day}; {when}. Priser i {made.case.price_level}-niveau."
    rate = share(in_year(made, discount.rate, 1), 2)
    if rate == "0 %":
        return f"Uden rente: nutidsværdien er den samme som årets kroner. Priser i {made.case.price_level}-niveau."
    how = ", løbende tilskrevet" if discount.continuous else ""
    return f"Nutidsværdi med {rate} om året{how}; {when}. Priser i {made.case.price_level}-niveau."


FIGURE_COLUMNS = (
    ReportColumn("label", "Tal"),
    ReportColumn("text", "Værdi"),
    ReportColumn("note", "Hvad det er"),
)


def figures_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """The answer's few figures: break-even, net gain, pay-back, rates, successes assumed and needed, cost of the effort."""
    asked = asked_of(made, alternative)
    found, year = made.answers(asked), asked_year(made)
    discounted, horizon = found.discounted, made.case.horizon
    rows = Rows()

    def add(label: str, text: str, note: str, to: str | None = None) -> None:
        rows.add({"label": label, "text": text, "note": note}, {"text": to})

    at = discounted.break_even.year
    add(
        "Tjent ind",
        break_even_words(made, asked),
        f"Balancen i nutidsværdi {reached(discounted.break_even)}",
        made.address("break_even", at, alternative=asked) if at else None,
    )
    if year < horizon:
        to = made.address("accumulated_discounted_oere", year, alternative=asked)
        add(f"Nettogevinst efter {year} år", _kr(discounted.accumulated[year - 1]), "Nutidsværdi", to)
    add(*_present_value(made, asked))
    for label, text, note in _rates(made, asked):
        add(label, text, note)
    for label, text, note, to in _successes(made, asked):
        add(label, text, note, to)
    effort = made.effort[asked]
    if effort.lines:
        to = made.address("effort_oere", 1, alternative=asked)
        add("Indsatsens udgift, 1. år", _kr(effort.first_year), "Det, der søges om", to)
        if horizon > 1:
            to = made.address("effort_oere", alternative=asked, total="1")
            add(f"Indsatsens udgift over {horizon} år", _kr(effort.total), "Årets kroner, uden rente", to)
    return made_table(
        made,
        "figures",
        f"Svaret i tal, {alternative_label(made, asked)}",
        answer(made, asked),
        FIGURE_COLUMNS,
        rows,
        notes=(discount_note(made), perspective_words(made), made.case.note),
        synthetic=synthetic,
    )


def _rates(made: Calculated, asked: str) -> list[tuple[str, str, str]]:
    """Pay-back time and internal rate; neither where it hangs on years that are known as a band only."""
    found, known = made.answers(asked), known_years(made, asked)
    sure = bool(made.reading) or known == made.case.horizon
    back = "–" if found.payback is None else f"{number(found.payback, 1)} år"
    why = "Til årets kroner, uden rente, er tjent hjem; ligeligt fordelt inden for året"
    if found.payback == 0:
        back, why = "ingen", "Allerede det første år giver mere, end det koster"
    if not sure and (found.payback is None or found.payback > known):
        back, why = "–", ONE_READING
    rate = found.internal_rate
    interest = "–" if rate.rate is None or not sure else share(rate.rate)
    note = ONE_READING if not sure else rate.text or "Den rente, der gør nutidsværdien 0"
    return [("Tilbagebetalingstid", back, why), ("Intern rente", interest, note)]


ONE_READING = "Hænger på år, der kun kendes som et bånd; vælg en læsning for at se den"


def _present_value(made: Calculated, asked: str) -> tuple[str, str, str, str | None]:
    """The net present value over the horizon; a span where the later years are known as a band only."""
    horizon, band = made.case.horizon, own_band(made, asked)
    label = f"Nutidsværdi over {horizon} år"
    if band is not None and not made.reading:
        low, high = oere(band.accumulated_low[-1]), oere(band.accumulated_high[-1])
        return (
            label,
            f"{money_words(low)} til {money_words(high)}",
            f"Over {fitting(made, band)[:-1]}",
            None,
        )
    if known_years(made, asked) < horizon and not made.reading:
        return label, "–", "De sidste år kendes ikke", None
    to = made.address("accumulated_discounted_oere", alternative=asked)
    return label, _kr(made.answers(asked).net_present_value), "Nettogevinsten lagt sammen, i nutidsværdi", to


def _successes(made: Calculated, asked: str) -> list[tuple[str, str, str, str | None]]:
    """Assumed and needed, each under its own label: they are two things."""
    assumed, needed = made.assumed, made.needed.get(asked)
    if assumed is None or needed is None:
        return []
    exact = f"{share(assumed.rate)} af {number(assumed.count)} er {up(assumed.exact, assumed.whole)}"
    found = [(assumed.label, danish.decimal(assumed.whole), exact, made.address("successes_assumed"))]
    to = made.address("successes_needed", alternative=asked) if needed.whole is not None else None
    if needed.whole is None or needed.exact is None:
        return [*found, ("Nødvendige succeser", "–", needed.text, None)]
    text = f"{up(needed.exact, needed.whole)}, for at have tjent sig ind ved udgangen af {needed.year}. år"
    return [*found, ("Nødvendige succeser", danish.decimal(needed.whole), text, to)]


def _kr(kroner: float) -> str:
    return f"{danish.kroner(oere(kroner))} kr."
