"""The pictures of a case read otherwise: the courses of the readings that fit, and the answer under every reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import share
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_pictures import picture
from trinvis.presentation.investment_readings import AS_IT_STANDS, readings_table
from trinvis.presentation.investment_rows import YEAR_COLUMNS, Rows, asked_of, horizon_years, made_table, oere, own_band
from trinvis.presentation.investment_sentences import band_sentence
from trinvis.reports import danish
from trinvis.reports.charts.ranked_bars import Meaning, RankedBar, RankedBars, ranked_bars_chart, ranked_bars_words
from trinvis.reports.charts.reading_band import Course, ReadingBand, reading_band_chart, reading_band_words
from trinvis.reports.charts.year_plot import MoneyUnit, unit_of
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_band import Band


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
