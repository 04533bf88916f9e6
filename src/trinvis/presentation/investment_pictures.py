"""The pictures of a calculated case, each with its figures as a table beside: result, readings, payers, persons, the pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trinvis.municipality.investment_line_opened import persons
from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import hundredths, share
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_compared import candidate_title, portfolio_table
from trinvis.presentation.investment_inputs import persons_table
from trinvis.presentation.investment_money import budget_table, payers_table
from trinvis.presentation.investment_readings import AS_IT_STANDS, readings_table
from trinvis.presentation.investment_result import result_table
from trinvis.presentation.investment_rows import (
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    asked_of,
    horizon_years,
    known_years,
    made_table,
    oere,
    own_band,
    payer_label,
)
from trinvis.presentation.investment_sentences import band_sentence, money_words
from trinvis.reports import danish
from trinvis.reports.charts.net_gain import NetGain, YearGain, net_gain_chart, net_gain_words
from trinvis.reports.charts.payer_years import Payers, PayerYears, payer_years_chart, payer_years_words
from trinvis.reports.charts.persons_years import PersonsYears, StateYears, persons_years_chart, persons_years_words
from trinvis.reports.charts.ranked_bars import Meaning, RankedBar, RankedBars, ranked_bars_chart, ranked_bars_words
from trinvis.reports.charts.reading_band import Course, ReadingBand, reading_band_chart, reading_band_words
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.year_plot import MoneyUnit, unit_of
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_band import Band
    from trinvis.municipality.investment_pool import Portfolio
    from trinvis.municipality.investment_uncertain import SimulatedAnswers


def picture(title: str, words: str, draw: Callable[[bool], dict[str, Any]], table: ReportTable) -> Drawn:
    """Drawn wide and narrow, with its table; ``draw`` is told whether it is to be narrow."""
    wide, narrow = (svg_of(draw(small), title=title, words=words) for small in (False, True))
    return Drawn(title, wide, narrow, table)


def result_drawn(
    made: Calculated, alternative: str = "", drawn: Sequence[SimulatedAnswers] = (), *, synthetic: bool = False
) -> Drawn:
    """Net gain by year and added up. ``drawn`` (the case, or every reading that fits) gives the 50 and 90 per cent intervals: over
    all of them, the lowest and the highest end."""
    asked = asked_of(made, alternative)
    made_ = net_gain(made, asked, drawn)
    title = f"Nettogevinst år for år og lagt sammen, nutidsværdi, {made_.unit.words}"
    return picture(
        title,
        net_gain_words(made_),
        lambda narrow: net_gain_chart(made_, narrow=narrow),
        result_table(made, asked, synthetic=synthetic),
    )


def net_gain(made: Calculated, alternative: str, drawn: Sequence[SimulatedAnswers] = ()) -> NetGain:
    """What is drawn: years that the readings that fit do not agree on as a span; without such readings they are not drawn at all."""
    found, band = made.answers(alternative).discounted, own_band(made, alternative)
    known = known_years(made, alternative)
    years = []
    for year in horizon_years(made):
        if year > known and band is None:
            break
        if band is not None and year > known:
            yearly = (oere(band.yearly_low[year - 1]), oere(band.yearly_high[year - 1]))
            sums = (oere(band.accumulated_low[year - 1]), oere(band.accumulated_high[year - 1]))
        else:
            yearly = (oere(found.yearly[year - 1]),) * 2
            sums = (oere(found.accumulated[year - 1]),) * 2
        years.append(YearGain(yearly, sums, _ends(drawn, year, 1, 3), _ends(drawn, year, 0, 4)))
    at = found.break_even.year
    return NetGain(made.case.start_year, tuple(years), at if at is not None and at <= known else None)


def _ends(drawn: Sequence[SimulatedAnswers], year: int, low: int, high: int) -> tuple[int, int] | None:
    """The lowest low and the highest high of a pair of percentiles (their places), over what was drawn; None where nothing is uncertain."""
    found = [one.answers.discounted.accumulated_percentiles for one in drawn if one.simulated.names]
    if not found:
        return None
    return min(oere(float(one[low, year - 1])) for one in found), max(oere(float(one[high, year - 1])) for one in found)


# the readings that fit


def band_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn | None:
    """The courses of the readings that fit, a band for each success rate; None where the case has none that leave a year open."""
    asked = asked_of(made, alternative)
    bands = [band for band in made.bands[asked] if len(band.same) < made.case.horizon]
    if not bands:
        return None
    own = own_band(made, asked)
    courses = tuple(
        Course(
            _band_label(made, band),
            tuple(zip(map(oere, band.accumulated_low), map(oere, band.accumulated_high), strict=True)),
            _paid_back(band, made.case.horizon),
            subject=band is own or (own is None and number == 0),
        )
        for number, band in enumerate(bands)
    )
    shown = ReadingBand(
        made.case.start_year, tuple(_agreeing(one, band) for one, band in zip(courses, bands, strict=True))
    )
    title = f"Nettogevinsten lagt sammen efter de læsninger, der passer, nutidsværdi, {shown.unit.words}"
    return picture(
        title,
        reading_band_words(shown),
        lambda narrow: reading_band_chart(shown, narrow=narrow),
        bands_table(made, asked, synthetic=synthetic),
    )


def _agreeing(course: Course, band: Band) -> Course:
    """Years that agree to the krone are one amount, whatever the øre."""
    sums = tuple((high, high) if year in band.same else (low, high) for year, (low, high) in enumerate(course.sums, 1))
    return Course(course.label, sums, course.paid_back, course.subject)


def _band_label(made: Calculated, band: Band) -> str:
    success = made.case.success
    if band.rate is None or success is None:
        return "Læsninger, der passer"
    return f"{made.inputs[success.rate].label} {share(band.rate)}"


def _paid_back(band: Band, horizon: int) -> str:
    first, last = band.break_even
    if first is None:
        return f"ikke tjent ind inden for {horizon} år"
    if first == last:
        return f"tjent ind i år {first}"
    return f"tjent ind mellem år {first} og {last}" if last else f"tjent ind tidligst i år {first}"


def bands_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """Year by year the lowest and the highest sum over the readings that fit, a pair of columns for each success rate."""
    asked = asked_of(made, alternative)
    bands = made.bands[asked]
    rows = Rows()
    for year in horizon_years(made):
        values: dict[str, Cell] = {"year": year, "calendar": made.case.start_year + year - 1}
        for number, band in enumerate(bands, 1):
            values[f"low{number}_oere"] = oere(band.accumulated_low[year - 1])
            values[f"high{number}_oere"] = oere(band.accumulated_high[year - 1])
        rows.add(values)
    labels = {one.name: one.label for one in made.case.readings}
    return made_table(
        made,
        "bands",
        "De læsninger, der passer med det offentliggjorte",
        band_sentence(made, asked),
        (
            *YEAR_COLUMNS,
            *(
                column
                for number, band in enumerate(bands, 1)
                for column in (
                    ReportColumn(f"low{number}_oere", f"{_band_label(made, band)}: lavest", "oere", "kr."),
                    ReportColumn(f"high{number}_oere", "højest", "oere", "kr."),
                )
            ),
        ),
        rows,
        notes=tuple(
            f"{_band_label(made, band)}: {'; '.join(labels[name] for name in band.readings)}." for band in bands
        ),
        synthetic=synthetic,
    )


def readings_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn | None:
    """The answer in the year asked about under every reading; readings that give the same share a bar. None for a case with no others."""
    asked, year = asked_of(made, alternative), asked_year(made)
    if len(made.readings) < 2:
        return None
    labels = {one.name: one.label for one in made.case.readings}
    same: dict[tuple[int, str], list[str]] = {}
    for name, one in made.readings.items():
        found = one.answers(asked).discounted
        same.setdefault((oere(found.accumulated[year - 1]), found.break_even.text), []).append(
            labels.get(name, AS_IT_STANDS)
        )
    unit = unit_of([amount for amount, _ in same])
    bars = RankedBars(tuple(_reading_bar(unit, *key, names) for key, names in same.items()))
    return picture(
        f"Nettogevinst efter {year} år under hver læsning, nutidsværdi, {unit.words}",
        ranked_bars_words(bars),
        lambda narrow: ranked_bars_chart(bars, narrow=narrow),
        readings_table(made, asked, synthetic=synthetic),
    )


def _reading_bar(unit: MoneyUnit, amount_oere: int, break_even: str, names: Sequence[str]) -> RankedBar:
    more = f"; det samme i {danish.count(len(names) - 1, 'læsning', 'læsninger')} mere" if len(names) > 1 else ""
    meaning: Meaning = "better" if amount_oere >= 0 else "worse"
    return RankedBar(
        names[0], unit.of(amount_oere), unit.signed(amount_oere), f"tjent ind: {break_even}{more}", meaning
    )


# who pays


def payers_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn:
    """Each payer's gain and further cost year by year, and all of them together."""
    asked = asked_of(made, alternative)
    table = payers_table(made, asked, synthetic=synthetic)
    rows = [
        PayerYears(payer_label(made, name), tuple(map(oere, made.answers(asked, name).undiscounted.yearly)))
        for name in made.run.payers
    ]
    if len(rows) > 1:
        sums = tuple(sum(one.yearly_oere[at] for one in rows) for at in range(made.case.horizon))
        rows.append(PayerYears("Tilsammen", sums, whole=True))
    return _payers(made, asked, "Hvem betaler, og hvem vinder, år for år", rows, table)


def holders_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn:
    """The same by account and centre: the effort is paid on one account and the saving falls on another."""
    from trinvis.calculations.investment.budget import budget_parts

    asked = asked_of(made, alternative)
    rows = []
    for part in sorted(budget_parts(made.budget[asked], ("account", "centre")), key=lambda part: part.key):
        account, centre = part.key
        rows.append(
            PayerYears(
                f"Konto {account}" if account else "Uden konto", tuple(oere(-one) for one in part.change), centre
            )
        )
    if not rows:
        rows.append(PayerYears("Ingen forskel", (0,) * made.case.horizon))
    return _payers(
        made,
        asked,
        "Hvilke konti betaler, og hvilke sparer, år for år",
        rows,
        budget_table(made, asked, synthetic=synthetic),
    )


def _payers(made: Calculated, asked: str, title: str, rows: Sequence[PayerYears], table: ReportTable) -> Drawn:
    known = made.case.horizon if made.reading else known_years(made, asked)
    shown = Payers(made.case.start_year, tuple(rows), known)
    return picture(
        f"{title}, {shown.unit.words}",
        payer_years_words(shown),
        lambda narrow: payer_years_chart(shown, narrow=narrow),
        table,
    )


# persons


def persons_drawn(made: Calculated, *, synthetic: bool = False) -> Drawn | None:
    """Person-years in each state year by year under each alternative; None for a case that follows no persons."""
    states = made.case.states
    counts = {
        (alternative, state.name): tuple(
            hundredths(persons(made, alternative, state.name, year)) for year in horizon_years(made)
        )
        for alternative in made.run.alternatives
        for state in states
    }
    if not any(count for found in counts.values() for count in found):
        return None
    ordered = sorted(states, key=lambda state: (state.step is None, state.step or 0))
    shown = PersonsYears(
        made.case.start_year,
        tuple(
            (
                alternative_label(made, alternative),
                tuple(StateYears(state.label, state.step, counts[alternative, state.name]) for state in ordered),
            )
            for alternative in made.run.alternatives
        ),
    )
    return picture(
        "Hvor er de, målgruppen handler om? Personår i hvert af årene",
        persons_years_words(shown),
        lambda narrow: persons_years_chart(shown, narrow=narrow),
        persons_table(made, synthetic=synthetic),
    )


# the pool


def portfolio_drawn(found: Portfolio, *, synthetic: bool = False) -> Drawn:
    """Gain per krone of the pool's money, the most first; what is chosen is blue."""
    asked = sorted(
        ((name, one) for name, one in found.asked.items() if one.candidate.gain_per_krone is not None),
        key=lambda item: -(item[1].candidate.gain_per_krone or 0.0),
    )
    bars = []
    for name, one in asked:
        per_krone = hundredths(one.candidate.gain_per_krone or 0.0)
        chosen = name in found.choice.chosen
        money = f"søger {money_words(oere(sum(one.candidate.investment)))}"
        bars.append(
            RankedBar(
                candidate_title(found, name),
                Fraction(per_krone, 100),
                f"{danish.decimal(per_krone, 100, 2)} kr.",
                money if chosen else f"{money}; ikke valgt",
                "subject" if chosen else "quiet",
            )
        )
    shown = RankedBars(tuple(bars), Fraction(1), "1 krone tilbage for 1 krone")
    return picture(
        "Gevinst i nutidsværdi for hver krone af puljen",
        ranked_bars_words(shown),
        lambda narrow: ranked_bars_chart(shown, narrow=narrow),
        portfolio_table(found, synthetic=synthetic),
    )
